#include "graph/aliases.h"
#include "graph/graph.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

static const char DATA[] = "[products]\n"
                           "id,name,aliases,unit,price\n"
                           "px,对二甲苯,PX,万吨,\n"
                           "p2,混二甲苯,MX,,5\n"
                           "pta,精对苯二甲酸,,万吨,\n"
                           "[links]\n"
                           "from,to,coefficient\n"
                           "p2,pta,0.655\n"
                           "MX,px,\n"
                           "[firms]\n"
                           "id,name\n"
                           "f,洛阳石化\n"
                           "[capacities]\n"
                           "firm,region,product,capacity\n"
                           "洛阳石化分公司,洛阳,px,20\n"
                           "[targets]\n"
                           "subject,indicator,target\n"
                           "product:混二甲苯,产能,30\n";

static const char LIST[] = "[products]\n"
                           "id,aliases\n"
                           "px,混二甲苯;二甲苯\n"
                           "洛阳石化,洛阳石化分公司;洛化\n"
                           "洛阳,洛阳市\n"
                           "没有,无\n";

/* Apply the list and build; *codes has a bit for each fault. */
static lt_status build(lt_graph **out, const char *text, const char *names,
                       lt_diagnostics *faults)
{
    lt_facts *facts = facts_from(text);
    lt_facts *list = facts == NULL ? NULL : facts_from(names);
    lt_status status = LT_ERR_NOMEM;

    *out = NULL;
    if (list != NULL)
        status = lt_facts_apply_aliases(facts, list, faults, NULL);
    lt_facts_free(list);
    if (status != LT_OK) {
        lt_facts_free(facts);
        return status;
    }
    return lt_graph_build(out, facts, faults, NULL);
}

static size_t count_of(const lt_diagnostics *faults, lt_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < faults->kept_count; i++)
        count += faults->items[i].code == code;
    return count;
}

static void test_names_of_a_group_become_one_thing(void **state)
{
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_graph *graph = NULL;
    uint32_t px = 0;

    (void)state;
    assert_int_equal(build(&graph, DATA, LIST, &faults), LT_OK);
    assert_int_equal(graph->product_count, 2);
    px = lt_names_find(graph->product_names, "px");
    assert_int_equal(lt_names_find(graph->product_names, "混二甲苯"), px);
    assert_int_equal(lt_names_find(graph->product_names, "p2"), px);
    assert_int_equal(lt_names_find(graph->product_names, "MX"), px);
    assert_int_equal(lt_names_find(graph->product_names, "二甲苯"), px);
    assert_string_equal(graph->products[px].name, "对二甲苯");
    assert_close(graph->products[px].price * 10000.0, 5.0, 1e-9);
    assert_int_equal(graph->link_count, 1);
    assert_int_equal(graph->links[0].from, px);
    assert_int_equal(graph->targets[0].subject.index, px);
    assert_int_equal(graph->firm_count, 1);
    assert_int_equal(lt_names_find(graph->firm_names, "洛化"), 0);
    assert_true(lt_names_find(graph->region_names, "洛阳市") <
                graph->region_count);
    assert_int_equal(count_of(&faults, LT_N_ALIAS_MERGED), 2);
    assert_int_equal(count_of(&faults, LT_N_ALIAS_LOOPS), 1);
    assert_int_equal(count_of(&faults, LT_W_ALIAS_UNKNOWN), 1);
    lt_graph_free(graph);
    lt_diagnostics_clear(&faults);
}

static void test_loops_of_the_data_stay_faults(void **state)
{
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(build(&graph, "[links]\nfrom,to\na,a\na,b\n",
                           "[products]\nid,aliases\na,c\n", &faults),
                     LT_ERR_DATA);
    assert_int_equal(count_of(&faults, LT_E_SELF_LINK), 1);
    lt_graph_free(graph);
    lt_diagnostics_clear(&faults);
}

static void test_the_first_known_alias_stands_for_an_unknown_name(void **state)
{
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(build(&graph, "[links]\nfrom,to\na,b\nc,d\n",
                           "[products]\nid,aliases\nx,b;d\n", &faults),
                     LT_OK);
    assert_int_equal(graph->product_count, 3);
    assert_int_equal(lt_names_find(graph->product_names, "x"),
                     lt_names_find(graph->product_names, "b"));
    assert_int_equal(lt_names_find(graph->product_names, "d"),
                     lt_names_find(graph->product_names, "b"));
    lt_graph_free(graph);
    lt_diagnostics_clear(&faults);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status != LT_OK && allowed < 5000; allowed++) {
        lt_diagnostics faults = lt_diagnostics_new(LT_EN);
        lt_graph *graph = NULL;

        fail_alloc_after(allowed);
        status = build(&graph, DATA, LIST, &faults);
        fail_alloc_after(-1);
        lt_graph_free(graph);
        lt_diagnostics_clear(&faults);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_a_group_become_one_thing),
        cmocka_unit_test(test_loops_of_the_data_stay_faults),
        cmocka_unit_test(test_the_first_known_alias_stands_for_an_unknown_name),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
