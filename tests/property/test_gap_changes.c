/* What must not change verdicts on seeded random maps, and what must hold of
 * all of them. */
#include "analysis/gap_parts.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/graph_text.h"
#include "support/random_map.h"

#include <stdio.h>
#include <string.h>

enum { ROUNDS = 400 };

static void judge(struct world *world, lt_gaps **gaps, const char *text,
                  const char *chain)
{
    assert_int_equal(world_new(world, text, "x", chain), LT_OK);
    world->rules.build_products = 3;
    assert_int_equal(lt_gaps_new(gaps, world->state, NULL), LT_OK);
}

static void end(struct world *world, lt_gaps *gaps)
{
    lt_gaps_free(gaps);
    world_clear(world);
}

/* Every missing product has a kind, is raw, or is out of reach of all that the
 * region has: no 补链, no steps, no chain to be built. */
static void test_every_missing_product_is_accounted_for(void **state)
{
    static char text[RANDOM_MAP_BYTES];
    uint32_t seed = 29;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct world world;
        lt_gaps *gaps = NULL;

        random_map(text, &seed, 1, "n");
        judge(&world, &gaps, text, NULL);
        for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++) {
            const struct verdict *verdict = &gaps->verdicts[p];

            assert_int_equal(verdict->lead == SUB_COUNT, verdict->holds == 0);
            if (!lt_state_missing(world.state, p))
                continue;
            assert_true(verdict->lead != SUB_COUNT ||
                        (verdict->step == 0 && verdict->user == LT_NONE) ||
                        world.graph->generic[p]);
        }
        end(&world, gaps);
    }
}

static void assert_same(const struct world *one, const lt_gaps *first,
                        const struct world *two, const lt_gaps *second)
{
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++) {
        uint32_t q = lt_names_find(two->graph->product_names,
                                   one->graph->products[p].id);
        const struct verdict *a = &first->verdicts[p];
        const struct verdict *b = &second->verdicts[q];

        assert_int_equal(a->holds, b->holds);
        assert_int_equal(a->lead, b->lead);
        if (a->lead == SUB_COUNT)
            continue;
        assert_close(a->score, b->score, 1e-6);
        assert_close(a->confidence, b->confidence, 1e-9);
    }
}

/* Other names, and ten times of everything. */
static void test_names_and_scale_change_no_score(void **state)
{
    static char text[RANDOM_MAP_BYTES];
    uint32_t seed = 31;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS / 4; round++) {
        uint32_t again = seed;
        struct world one;
        struct world two;
        lt_gaps *first = NULL;
        lt_gaps *second = NULL;

        random_map(text, &seed, 1, "n");
        judge(&one, &first, text, NULL);
        random_map(text, &again, 10, "other");
        judge(&two, &second, text, NULL);
        assert_same(&one, first, &two, second);
        end(&one, first);
        end(&two, second);
    }
}

/* The rows of every table the other way round, below its two first lines. */
static void turn_rows(char *to, const char *from)
{
    const char *lines[512];
    size_t count = 0;
    size_t first = 0;

    for (const char *line = from; *line != '\0'; line = strchr(line, '\n') + 1)
        lines[count++] = line;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && lines[i][0] != '[')
            continue;
        for (size_t n = first; n < i; n++) {
            const char *line =
                n < first + 2 ? lines[n] : lines[i - 1 - (n - first - 2)];
            size_t length = (size_t)(strchr(line, '\n') - line) + 1;

            memcpy(to, line, length);
            to += length;
        }
        first = i;
    }
    *to = '\0';
}

static void test_row_order_changes_nothing(void **state)
{
    static char text[RANDOM_MAP_BYTES];
    static char turned[RANDOM_MAP_BYTES];
    uint32_t seed = 37;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS / 4; round++) {
        struct world one;
        struct world two;
        lt_gaps *first = NULL;
        lt_gaps *second = NULL;

        random_map(text, &seed, 1, "n");
        turn_rows(turned, text);
        judge(&one, &first, text, NULL);
        judge(&two, &second, turned, NULL);
        assert_same(&one, first, &two, second);
        end(&one, first);
        end(&two, second);
    }
}

/* Whoever makes enough of a product leaves no gap of it to fill. */
static void test_a_maker_never_opens_a_fill_of_its_product(void **state)
{
    static char text[RANDOM_MAP_BYTES];
    uint32_t seed = 41;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS / 4; round++) {
        uint32_t p = random_draw(&seed, RANDOM_PRODUCTS);
        struct world world;
        lt_gaps *gaps = NULL;
        size_t used = 0;

        random_map(text, &seed, 1, "n");
        used = strlen(text);
        (void)snprintf(text + used, RANDOM_MAP_BYTES - used,
                       "[capacities]\nfirm,region,product,capacity\n"
                       "new,x,p%02u,100000\n",
                       p);
        judge(&world, &gaps, text, NULL);
        assert_int_equal(gaps->verdicts[p].holds & GAP_FILLS, 0);
        end(&world, gaps);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_missing_product_is_accounted_for),
        cmocka_unit_test(test_names_and_scale_change_no_score),
        cmocka_unit_test(test_row_order_changes_nothing),
        cmocka_unit_test(test_a_maker_never_opens_a_fill_of_its_product),
    };

    return cmocka_run_group_tests_name("gap_changes", tests, NULL, NULL);
}
