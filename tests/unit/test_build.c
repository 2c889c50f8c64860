#include "graph/graph.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"

#include <string.h>

/* Build and return the first fault of at least the severity, LT_CODE_COUNT
 * where there is none. */
static lt_code fault_of(const char *text, lt_severity least, lt_place *place)
{
    lt_diagnostics diagnostics = lt_diagnostics_new(LT_EN);
    lt_facts *facts = facts_noting(text, &diagnostics);
    lt_graph *graph = NULL;
    lt_code code = LT_CODE_COUNT;
    lt_status status = LT_OK;

    assert_non_null(facts);
    status = lt_graph_build(&graph, facts, &diagnostics, NULL);
    assert_int_equal(status == LT_OK, diagnostics.counts[LT_ERROR] == 0);
    for (size_t i = diagnostics.kept_count; i > 0; i--)
        if (diagnostics.items[i - 1].severity >= least) {
            code = diagnostics.items[i - 1].code;
            *place = diagnostics.items[i - 1].place;
            assert_non_null(diagnostics.items[i - 1].message);
        }
    place->file = NULL;
    place->sheet = NULL;
    lt_graph_free(graph);
    lt_diagnostics_clear(&diagnostics);
    return code;
}

static void assert_fault(const char *text, lt_code code, uint32_t line,
                         uint32_t column)
{
    lt_place place = LT_PLACE_NONE;

    assert_int_equal(fault_of(text, LT_WARNING, &place), code);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

static void assert_note(const char *text, lt_code code, uint32_t line)
{
    lt_place place = LT_PLACE_NONE;

    assert_int_equal(fault_of(text, LT_NOTE, &place), code);
    assert_int_equal(place.line, line);
}

static void test_links_alone_are_enough(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(lt_graph_build(&graph,
                                    facts_from("[links]\nfrom,to\na,b\nb,c\n"),
                                    NULL, NULL),
                     LT_OK);
    assert_int_equal(graph->product_count, 3);
    assert_int_equal(graph->process_count, 2);
    assert_int_equal(graph->products[0].stage, LT_STAGE_RAW);
    assert_int_equal(graph->products[1].stage, LT_STAGE_UNKNOWN);
    lt_graph_free(graph);
}

static void test_nothing_at_all_is_a_graph(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(lt_graph_build(&graph, facts_from(""), NULL, NULL), LT_OK);
    assert_int_equal(graph->product_count, 0);
    lt_graph_free(graph);
}

static void test_names_match_in_any_width_and_by_bracket(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(
        lt_graph_build(&graph,
                       facts_from("[products]\n"
                                  "id,name,aliases\n"
                                  "p1,精对苯二甲酸（PTA）,TPA;对苯\n"
                                  "p2,ＰＸ,\n"
                                  "[links]\n"
                                  "from,to\n"
                                  "PX,PTA\n"
                                  "p2,精对苯二甲酸\n"
                                  " ＰＸ ,对苯\n"),
                       NULL, NULL),
        LT_OK);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(graph->links[i].from, 1);
        assert_int_equal(graph->links[i].to, 0);
    }
    lt_graph_free(graph);
}

static void test_units_convert_and_coefficients_with_them(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(lt_graph_build(&graph,
                                    facts_from("[products]\n"
                                               "id,unit,stage\n"
                                               "al,万吨,-\n"
                                               "ore,t,-\n"
                                               "power,MWh,energy\n"
                                               "[processes]\n"
                                               "id,product\n"
                                               "smelt,al\n"
                                               "[recipes]\n"
                                               "process,product,role,"
                                               "coefficient,coefficient_unit\n"
                                               "smelt,ore,input,19300,-\n"
                                               "smelt,power,input,13.2,MWh/t\n"
                                               "[capacities]\n"
                                               "region,product,capacity,unit\n"
                                               "x,al,50000,吨\n"),
                                    NULL, NULL),
                     LT_OK);
    assert_close(graph->recipes[0].coefficient, 1.93, 1e-12);   /* t/t */
    assert_close(graph->recipes[1].coefficient, 13200.0, 1e-6); /* kWh/t */
    assert_close(graph->capacities[0].capacity, 50000.0, 1e-9);
    lt_graph_free(graph);
}

static void test_recipes_take_the_place_of_links(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    assert_int_equal(
        lt_graph_build(&graph,
                       facts_from("[processes]\nid,product\nq,c\n"
                                  "[recipes]\nprocess,product,role\n"
                                  "q,b,input\n"
                                  "[links]\nfrom,to\na,c\nb,c\na,b\n"),
                       NULL, NULL),
        LT_OK);
    /* q has b alone; the default process of b has a. */
    assert_int_equal(graph->process_count, 2);
    assert_int_equal(graph->recipe_count, 2);
    lt_graph_free(graph);
}

static void test_an_unknown_product_is_named_with_its_place(void **state)
{
    (void)state;
    assert_fault("[products]\nid\npx\npta\n[links]\nfrom,to\npx,ptb\n",
                 LT_E_UNKNOWN_NAME, 7, 2);
}

static void test_faults_of_names_and_ids(void **state)
{
    (void)state;
    assert_fault("[products]\nid\npx\npx\n", LT_E_DUPLICATE_ID, 4, 1);
    assert_fault("[products]\nid,name\na,battery\nb,battery\n", LT_E_NAME_TAKEN,
                 4, 2);
    assert_fault("[products]\nid,name,aliases\na,x,cell\nb,y,cell\n",
                 LT_E_NAME_TAKEN, 4, 3);
    assert_fault("[firms]\nid,name\na,n\nb,n\n[supplies]\nsupplier,customer\n"
                 "n,b\n",
                 LT_E_AMBIGUOUS_NAME, 7, 1);
}

static void test_faults_of_links_and_trees(void **state)
{
    (void)state;
    assert_fault("[links]\nfrom,to\na,a\n", LT_E_SELF_LINK, 3, 2);
    assert_fault("[regions]\nid,parent\na,b\nb,a\n", LT_E_REGION_CYCLE, 4, 2);
    assert_fault("[chains]\nid,parent\na,a\n", LT_E_CHAIN_CYCLE, 3, 2);
    assert_fault("[regions]\nid,parent\na,c\n", LT_E_UNKNOWN_NAME, 3, 2);
    assert_note("[links]\nfrom,to\na,b\nb,c\na,c\n", LT_N_SHORTCUT, 5);
    assert_fault("[links]\nfrom,to\na,b\na,b\n", LT_W_REPEATED_LINK, 4, 0);
}

static void test_faults_of_amounts(void **state)
{
    (void)state;
    assert_fault("[products]\nid,unit\na,t\n[capacities]\n"
                 "region,product,capacity,unit\nx,a,5,件\n",
                 LT_E_UNIT_MISMATCH, 6, 4);
    assert_fault("[products]\nid,unit\na,smoot\n", LT_E_UNKNOWN_UNIT, 3, 2);
    assert_fault("[capacities]\nproduct,capacity\na,-5\n", LT_E_NEGATIVE, 3, 2);
    assert_fault("[capacities]\nregion,product,capacity\nx,a,1e999\n",
                 LT_E_NOT_FINITE, 3, 3);
    assert_fault("[capacities]\nregion,product,capacity\nx,a,nan\n",
                 LT_E_NOT_FINITE, 3, 3);
    assert_fault("[capacities]\nproduct,capacity\na,5\n", LT_E_BLANK, 3, 0);
}

static void test_faults_across_capacity_rows(void **state)
{
    (void)state;
    assert_fault("[firms]\nid,region\nf,x\ng,x\n[capacities]\n"
                 "firm,region,product,capacity\n"
                 "-,x,a,10\nf,-,a,8\ng,-,a,3\n",
                 LT_W_FIRMS_ABOVE_TOTAL, 7, 4);
    assert_fault("[capacities]\nregion,product,capacity,year,source\n"
                 "x,a,10,2020,s\nx,a,12,2020,s\n",
                 LT_E_CONTRADICTION, 4, 3);
    assert_note("[capacities]\nregion,product,capacity,year,source\n"
                "x,a,10,2020,s\nx,a,12,2020,t\n",
                LT_W_RIVAL_FIGURES, 4);
    assert_fault("[targets]\nsubject,indicator,target_year,target,source\n"
                 "region:x,output,2025,500,s\nregion:x,output,2025,600,s\n"
                 "[regions]\nid\nx\n",
                 LT_E_CONTRADICTION, 4, 4);
    assert_fault("[processes]\nid,product\nq,b\n[capacities]\n"
                 "region,product,process,capacity\nx,a,q,1\n",
                 LT_E_UNKNOWN_NAME, 6, 2);
}

static void test_faults_of_subjects_and_ranges(void **state)
{
    (void)state;
    assert_fault("[targets]\nsubject,indicator\nnothing,x\n", LT_E_BAD_SUBJECT,
                 3, 1);
    assert_fault("[links]\nfrom,to\na,b\n[statements]\nsubject,kind\n"
                 "product:z,gap\n",
                 LT_E_UNKNOWN_NAME, 6, 1);
    assert_fault("[processes]\nid,product\nq,b\n[recipes]\n"
                 "process,product,role,coefficient,low,high\nq,a,input,3,1,2\n",
                 LT_W_RANGE_ORDER, 6, 4);
}

static void test_a_cycle_leaves_both_ways_out_of_it(void **state)
{
    lt_graph *graph = NULL;

    (void)state;
    /* ingot → part → scrap → ingot, and ingot, scrap → casting. */
    assert_int_equal(
        lt_graph_build(&graph,
                       facts_from("[links]\nfrom,to\ningot,part\npart,scrap\n"
                                  "scrap,ingot\ningot,casting\n"
                                  "scrap,casting\n"),
                       NULL, NULL),
        LT_OK);
    for (uint32_t i = 0; i < graph->link_count; i++)
        assert_false(graph->links[i].shortcut);
    lt_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links_alone_are_enough),
        cmocka_unit_test(test_nothing_at_all_is_a_graph),
        cmocka_unit_test(test_names_match_in_any_width_and_by_bracket),
        cmocka_unit_test(test_units_convert_and_coefficients_with_them),
        cmocka_unit_test(test_recipes_take_the_place_of_links),
        cmocka_unit_test(test_an_unknown_product_is_named_with_its_place),
        cmocka_unit_test(test_faults_of_names_and_ids),
        cmocka_unit_test(test_faults_of_links_and_trees),
        cmocka_unit_test(test_faults_of_amounts),
        cmocka_unit_test(test_faults_across_capacity_rows),
        cmocka_unit_test(test_faults_of_subjects_and_ranges),
        cmocka_unit_test(test_a_cycle_leaves_both_ways_out_of_it),
    };

    return cmocka_run_group_tests_name("build", tests, NULL, NULL);
}
