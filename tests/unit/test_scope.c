#include "cli/scope.h"

#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"

#include <string.h>

/* Two cities of a province, a city of another, and a firm in a park. */
static const char PLACES[] = "[regions]\n"
                             "id,name,parent\n"
                             "p,Province,-\n"
                             "a,Apple,p\n"
                             "b,Berry,p\n"
                             "park,Park,a\n"
                             "q,Other,-\n"
                             "[chains]\n"
                             "id,name\n"
                             "c1,Steel\n"
                             "[products]\n"
                             "id,name\n"
                             "x,Old(Twin)\n"
                             "y,New(Twin)\n"
                             "[firms]\n"
                             "id,name,region,status\n"
                             "f1,Farm,park,local\n"
                             "f2,Far,q,target\n";

static lt_status try_graph(lt_graph **out, const char *text)
{
    char both[2048];
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_facts *facts = NULL;
    lt_status status = LT_ERR_NOMEM;

    *out = NULL;
    (void)snprintf(both, sizeof(both), "%s%s", PLACES, text);
    facts = facts_from(both);
    if (facts != NULL)
        status = lt_graph_build(out, facts, &faults, NULL);
    lt_diagnostics_clear(&faults);
    return status;
}

static lt_graph *build(const char *text)
{
    lt_graph *graph = NULL;

    assert_int_equal(try_graph(&graph, text), LT_OK);
    return graph;
}

/* A call with up to four options. */
static lt_status ask(lt_asked *out, const lt_graph *graph,
                     const lt_given *given, size_t count, lt_error *err)
{
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;
    lt_given copies[4];
    const lt_call call = {NULL, &arguments, NULL, 0, LT_EN};

    memcpy(copies, given, count * sizeof(*given));
    arguments.given = copies;
    arguments.given_count = count;
    return lt_asked_new(out, graph, &call, err);
}

static lt_status ask_nothing(lt_asked *out, const lt_graph *graph)
{
    const lt_given none = {LT_OPTION_QUIET, ""};

    return ask(out, graph, &none, 1, NULL);
}

static void test_the_region_is_the_least_that_holds_all_state(void **state)
{
    lt_graph *graph = build("[capacities]\nregion,product,year\nb,x,2020\n");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask_nothing(&asked, graph), LT_OK);
    assert_true(asked.implied);
    assert_string_equal(asked.title, "Province");
    assert_int_equal(asked.scope.year, 2020);
    lt_asked_clear(&asked);
    lt_graph_free(graph);
}

static void test_a_single_place_is_its_own_region(void **state)
{
    lt_graph *graph = build("");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask_nothing(&asked, graph), LT_OK);
    assert_string_equal(asked.title, "Park");
    assert_int_equal(asked.scope.year, 0);
    lt_asked_clear(&asked);
    lt_graph_free(graph);
}

static void test_places_without_a_common_root_are_all_meant(void **state)
{
    lt_graph *graph = build("[projects]\nid,region\nj,q\n");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask_nothing(&asked, graph), LT_OK);
    assert_int_equal(asked.scope.region_count, 2);
    assert_string_equal(asked.title, "Park, Other");
    lt_asked_clear(&asked);
    lt_graph_free(graph);
}

static void test_what_is_to_come_does_not_set_the_year(void **state)
{
    lt_graph *graph =
        build("[capacities]\nregion,product,year,status,capacity\n"
              "b,x,2020,operating,1\nb,x,2030,planned,2\n");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask_nothing(&asked, graph), LT_OK);
    assert_int_equal(asked.scope.year, 2020);
    lt_asked_clear(&asked);
    lt_graph_free(graph);
}

static void test_regions_are_named_joined_and_counted_once(void **state)
{
    const lt_given given[] = {{LT_OPTION_REGION, "Apple，b"},
                              {LT_OPTION_REGION, "Berry"},
                              {LT_OPTION_CHAIN, "Steel"},
                              {LT_OPTION_YEAR, "2031"}};
    lt_graph *graph = build("");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask(&asked, graph, given, 4, NULL), LT_OK);
    assert_false(asked.implied);
    assert_int_equal(asked.scope.region_count, 2);
    assert_string_equal(asked.title, "Apple, Berry");
    assert_int_equal(asked.scope.chain, 0);
    assert_int_equal(asked.scope.year, 2031);
    lt_asked_clear(&asked);
    lt_graph_free(graph);
}

/* Expect one option to be refused with the status and the message. */
static void expect_refused(lt_option_id id, const char *value, lt_status status,
                           const char *message)
{
    const lt_given given = {id, value};
    lt_graph *graph = build("");
    lt_error err = {0};
    lt_asked asked;

    assert_int_equal(ask(&asked, graph, &given, 1, &err), status);
    assert_string_equal(err.message, message);
    lt_graph_free(graph);
}

static void test_names_that_are_not_there_suggest_the_nearest(void **state)
{
    (void)state;
    expect_refused(LT_OPTION_REGION, "Aple", LT_ERR_MISSING,
                   "the data have no region 'Aple'; did you mean 'Apple'?");
    expect_refused(LT_OPTION_CHAIN, "zzzzzzzz", LT_ERR_MISSING,
                   "the data have no chain 'zzzzzzzz'");
    expect_refused(LT_OPTION_PRODUCT, "Twin", LT_ERR_MISSING,
                   "the product 'Twin' means two things; write the id x or y");
    expect_refused(LT_OPTION_REGION, "", LT_ERR_INVALID,
                   "--region needs a region");
    expect_refused(LT_OPTION_YEAR, "20", LT_ERR_INVALID,
                   "--year should be a year of four digits but is '20'");
}

static void test_rules_are_set_by_name(void **state)
{
    const lt_given given = {LT_OPTION_RULE, " thin_cover = 0.25 "};
    lt_graph *graph = build("");
    lt_asked asked;

    (void)state;
    assert_int_equal(ask(&asked, graph, &given, 1, NULL), LT_OK);
    assert_close(asked.scope.rules->thin_cover, 0.25, 0.0);
    assert_close(asked.scope.rules->extend_steps, 3.0, 0.0);
    lt_asked_clear(&asked);
    lt_graph_free(graph);
    expect_refused(LT_OPTION_RULE, "thin_cove=1", LT_ERR_INVALID,
                   "there is no rule 'thin_cove'; did you mean thin_cover?");
    expect_refused(LT_OPTION_RULE, "thin_cover=-1", LT_ERR_INVALID,
                   "the rule thin_cover takes a number of 0 or more, not '-1'");
    expect_refused(LT_OPTION_RULE, "thin_cover", LT_ERR_INVALID,
                   "a rule is written NAME=VALUE, not 'thin_cover'");
    expect_refused(LT_OPTION_RULES, "/nonexistent", LT_ERR_IO,
                   "/nonexistent: No such file or directory");
}

static void test_every_failed_allocation_of_a_scope_is_clean(void **state)
{
    const lt_given given[] = {{LT_OPTION_REGION, "a,b"},
                              {LT_OPTION_CHAIN, "c1"}};
    lt_graph *graph = build("");
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status != LT_OK && allowed < 100; allowed++) {
        lt_asked asked;

        fail_alloc_after(allowed);
        status = ask(&asked, graph, given, 2, NULL);
        lt_asked_clear(&asked);
        fail_alloc_after(-1);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 3);
    lt_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_region_is_the_least_that_holds_all_state),
        cmocka_unit_test(test_a_single_place_is_its_own_region),
        cmocka_unit_test(test_places_without_a_common_root_are_all_meant),
        cmocka_unit_test(test_what_is_to_come_does_not_set_the_year),
        cmocka_unit_test(test_regions_are_named_joined_and_counted_once),
        cmocka_unit_test(test_names_that_are_not_there_suggest_the_nearest),
        cmocka_unit_test(test_rules_are_set_by_name),
        cmocka_unit_test(test_every_failed_allocation_of_a_scope_is_clean),
    };

    return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}
