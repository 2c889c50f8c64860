/* Two sources merge to the same graph in either order; where they contradict
 * each other they do so in either order, and --prefer decides in either. */
#include "graph/graph.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SEEDS = 400, THINGS = 6 };

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 16;
}

static void set(lt_facts *facts, lt_fact fact, uint32_t row, uint32_t column,
                const char *text)
{
    assert_int_equal(
        lt_facts_set(facts, fact, row, column, text, strlen(text), NULL, NULL),
        LT_OK);
}

/* A source: a table of products and one of links, out of few values. */
static void add_source(lt_facts *facts, uint32_t seed, uint32_t source,
                       uint32_t preference)
{
    static const char *const units[] = {"", "吨", "t", "万吨"};
    static const char *const prices[] = {"", "5", "6"};
    static const char *const coefficients[] = {"", "0.5", "0.7"};
    uint16_t fields[LT_FACT_COLUMNS_MAX] = {0};
    uint32_t file = 0;
    uint32_t row = 0;
    char id[8];
    char other[8];

    for (size_t i = 0; i < 16; i++)
        fields[i] = (uint16_t)(i + 1);
    assert_int_equal(lt_facts_add_file(&file, facts, "f", NULL, NULL), LT_OK);
    facts->files[file].source = source;
    facts->files[file].preference = preference;
    assert_int_equal(
        lt_facts_open(facts, LT_PRODUCTS, file, fields, NULL, 0, NULL, NULL),
        LT_OK);
    for (uint32_t i = 0; i < THINGS; i++) {
        if (next(&seed) % 4 == 0)
            continue;
        (void)snprintf(id, sizeof(id), "p%u", i);
        assert_int_equal(
            lt_facts_add_row(&row, facts, LT_PRODUCTS, i + 2, NULL), LT_OK);
        set(facts, LT_PRODUCTS, row, LT_PRODUCT_ID, id);
        set(facts, LT_PRODUCTS, row, LT_PRODUCT_UNIT, units[next(&seed) % 3]);
        set(facts, LT_PRODUCTS, row, LT_PRODUCT_PRICE,
            prices[next(&seed) % 12 == 0 ? 2 : next(&seed) % 2]);
        set(facts, LT_PRODUCTS, row, LT_PRODUCT_CHAINS,
            next(&seed) % 2 == 0 ? "c" : "c;d");
    }
    assert_int_equal(
        lt_facts_open(facts, LT_LINKS, file, fields, NULL, 0, NULL, NULL),
        LT_OK);
    for (uint32_t i = 1; i < THINGS; i++) {
        if (next(&seed) % 3 == 0)
            continue;
        (void)snprintf(id, sizeof(id), "p%u", i - 1);
        (void)snprintf(other, sizeof(other), "p%u", i);
        assert_int_equal(lt_facts_add_row(&row, facts, LT_LINKS, i + 2, NULL),
                         LT_OK);
        set(facts, LT_LINKS, row, LT_LINK_FROM, id);
        set(facts, LT_LINKS, row, LT_LINK_TO, other);
        set(facts, LT_LINKS, row, LT_LINK_COEFFICIENT,
            coefficients[next(&seed) % 8 == 0 ? 2 : next(&seed) % 2]);
        set(facts, LT_LINKS, row, LT_LINK_ESSENTIAL,
            next(&seed) % 6 == 0 ? "yes" : "");
    }
}

/* Sources first and second, of which `preferred` (or none: 2) is preferred. */
static lt_graph *merge(uint32_t seed, int swapped, uint32_t preferred,
                       size_t *errors)
{
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_facts *facts = lt_facts_new();
    lt_graph *graph = NULL;

    for (uint32_t i = 0; i < 2; i++) {
        const uint32_t which = swapped ? 1 - i : i;

        add_source(facts, seed * 2 + which, which, which == preferred);
    }
    (void)lt_graph_build(&graph, facts, &faults, NULL);
    *errors = faults.counts[LT_ERROR];
    lt_diagnostics_clear(&faults);
    return graph;
}

static int same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static void assert_same(const lt_graph *a, const lt_graph *b)
{
    assert_int_equal(a->product_count, b->product_count);
    assert_int_equal(a->recipe_count, b->recipe_count);
    assert_int_equal(a->membership_count, b->membership_count);
    for (uint32_t p = 0; p < a->product_count; p++) {
        assert_string_equal(a->products[p].id, b->products[p].id);
        assert_true(same(a->products[p].price, b->products[p].price));
        assert_int_equal(a->products[p].unit.dimension,
                         b->products[p].unit.dimension);
        assert_int_equal(a->products[p].home_chain, b->products[p].home_chain);
    }
    for (uint32_t i = 0; i < a->recipe_count; i++) {
        assert_int_equal(a->recipes[i].product, b->recipes[i].product);
        assert_int_equal(a->recipes[i].process, b->recipes[i].process);
        assert_int_equal(a->recipes[i].role, b->recipes[i].role);
        assert_true(same(a->recipes[i].coefficient, b->recipes[i].coefficient));
    }
}

static void test_the_order_of_sources_is_no_matter(void **state)
{
    uint32_t contradictions = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++)
        for (uint32_t preferred = 0; preferred < 3; preferred++) {
            size_t errors = 0;
            size_t swapped_errors = 0;
            lt_graph *graph = merge(seed, 0, preferred, &errors);
            lt_graph *swapped = merge(seed, 1, preferred, &swapped_errors);

            assert_int_equal(errors, swapped_errors);
            assert_int_equal(graph == NULL, swapped == NULL);
            if (graph != NULL)
                assert_same(graph, swapped);
            else if (preferred == 2)
                contradictions++;
            lt_graph_free(graph);
            lt_graph_free(swapped);
        }
    assert_true(contradictions > SEEDS / 10);
    assert_true(contradictions < SEEDS);
}

/* Facts are made with all allocations; building them fails at each in turn. */
static void test_every_failed_allocation_of_a_merge_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM && allowed < 5000; allowed++) {
        lt_diagnostics faults = lt_diagnostics_new(LT_EN);
        lt_facts *facts = lt_facts_new();
        lt_graph *graph = NULL;

        add_source(facts, 3, 0, 1);
        add_source(facts, 4, 1, 0);
        fail_alloc_after(allowed);
        status = lt_graph_build(&graph, facts, &faults, NULL);
        fail_alloc_after(-1);
        lt_graph_free(graph);
        lt_diagnostics_clear(&faults);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_failed_allocation_of_a_merge_is_clean),
        cmocka_unit_test(test_the_order_of_sources_is_no_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
