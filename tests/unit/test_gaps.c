#include "analysis/gap_parts.h"
#include "analysis/runs.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"
#include "support/graph_text.h"

#include <stdio.h>
#include <string.h>

/*
 * px is made, pta is not, pet runs and needs it: a break of one. ring, too, is
 * wanted by a running process (motor) but fed by nothing that is there. yarn,
 * cloth and dress follow pet; robe needs cloth and dye, which nobody makes.
 * oil is raw. coke runs by a restricted process, tar by an obsolete one.
 */
static const char CHAIN[] = "[products]\n"
                            "id,name,unit,stage,chains\n"
                            "oil,-,t,raw,fibre\n"
                            "px,-,t,basic,fibre\n"
                            "pta,-,t,intermediate,fibre\n"
                            "pet,-,t,intermediate,fibre\n"
                            "yarn,-,t,intermediate,fibre\n"
                            "cloth,-,t,intermediate,fibre\n"
                            "dress,-,件,final,fibre\n"
                            "robe,-,件,final,fibre\n"
                            "dye,-,t,basic,dyes\n"
                            "indigo,-,t,basic,dyes\n"
                            "motor,-,台,final,machines\n"
                            "ring,-,件,component,machines\n"
                            "wire,-,t,intermediate,machines\n"
                            "coke,-,t,basic,coal\n"
                            "tar,-,t,basic,coal\n"
                            "bulb,-,件,final,lamps\n"
                            "[processes]\n"
                            "id,product,status\n"
                            "oven,coke,restricted\n"
                            "still,tar,obsolete\n"
                            "[links]\n"
                            "from,to,coefficient\n"
                            "oil,px,1.5\n"
                            "px,pta,0.655\n"
                            "pta,pet,0.855\n"
                            "pet,yarn,1\n"
                            "yarn,cloth,1\n"
                            "cloth,dress,-\n"
                            "cloth,robe,-\n"
                            "dye,robe,-\n"
                            "indigo,dye,-\n"
                            "ring,motor,-\n"
                            "wire,motor,0.1\n"
                            "coke,tar,-\n"
                            "[firms]\n"
                            "id,group\n"
                            "w1,-\n"
                            "m1,-\n"
                            "[capacities]\n"
                            "firm,region,product,capacity,year\n"
                            "-,x,px,100,2020\n"
                            "-,x,pet,50,2020\n"
                            "w1,x,wire,6,2020\n"
                            "m1,x,motor,100,2020\n"
                            "-,x,coke,5,2020\n"
                            "-,x,tar,5,2020\n";

static lt_gaps *judge(struct world *world, const char *chain)
{
    lt_gaps *gaps = NULL;

    assert_int_equal(world_new(world, CHAIN, NULL, chain), LT_OK);
    assert_int_equal(lt_gaps_new(&gaps, world->state, NULL), LT_OK);
    return gaps;
}

static const struct verdict *verdict_on(const struct world *world,
                                        const lt_gaps *gaps, const char *name)
{
    return &gaps->verdicts[product_called(world, name)];
}

static void assert_route(const struct world *world, const lt_gaps *gaps,
                         const char *name, const char *expected)
{
    uint32_t path[16];
    uint32_t count = gap_path(gaps, product_called(world, name), path, 16);
    char text[256] = "";

    for (uint32_t i = 0; i < count; i++) {
        size_t used = strlen(text);

        (void)snprintf(text + used, sizeof(text) - used, "%s%s",
                       i == 0 ? "" : ">", world->graph->products[path[i]].id);
    }
    assert_string_equal(text, expected);
}

static void test_a_break_between_two_that_run_is_a_bridge(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);
    const struct verdict *pta = verdict_on(&world, gaps, "pta");

    (void)state;
    assert_int_equal(pta->lead, SUB_BRIDGE);
    assert_true(pta->holds >> SUB_INPUT & 1);
    assert_int_equal(pta->down + pta->up - 1, 1);
    assert_int_equal(pta->depth, 1);
    assert_close(pta->readiness, 1.0, 1e-12);
    assert_int_equal(pta->blocked, 1); /* pet; nothing beyond it runs. */
    assert_route(&world, gaps, "pta", "px>pta>pet");
    assert_string_equal(lt_gaps_kind(gaps, product_called(&world, "pta")),
                        "fill");
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_an_input_that_nothing_feeds_is_no_bridge(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);

    (void)state;
    /* Without inputs of its own ring would be raw, but its stage is given. */
    assert_int_equal(verdict_on(&world, gaps, "ring")->lead, SUB_INPUT);
    assert_route(&world, gaps, "ring", "ring>motor");
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_an_extension_counts_steps_and_depth(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);
    const struct verdict *dress = verdict_on(&world, gaps, "dress");
    const struct verdict *robe = verdict_on(&world, gaps, "robe");

    (void)state;
    assert_int_equal(verdict_on(&world, gaps, "yarn")->step, 1);
    assert_int_equal(verdict_on(&world, gaps, "cloth")->depth, 2);
    assert_int_equal(dress->lead, SUB_DEPTH);
    assert_int_equal(dress->step, 3);
    assert_int_equal(dress->depth, 3);
    /* robe waits for dye as well, and that for indigo, which is out of reach:
     * it is basic, so nobody may simply buy it. */
    assert_int_equal(robe->step, 3);
    assert_int_equal(robe->depth, LT_NONE);
    assert_route(&world, gaps, "dress", "pet>yarn>cloth>dress");
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_finals_behind_one_product_are_its_reach(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);

    (void)state;
    assert_int_equal(verdict_on(&world, gaps, "cloth")->reach, 2);
    assert_int_equal(verdict_on(&world, gaps, "dress")->reach, 1);
    assert_int_equal(verdict_on(&world, gaps, "pta")->reach, 0);
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_raw_material_from_outside_is_a_risk_and_no_gap(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);

    (void)state;
    assert_int_equal(verdict_on(&world, gaps, "oil")->lead, SUB_SUPPLY);
    assert_string_equal(lt_gaps_kind(gaps, product_called(&world, "oil")),
                        "secure");
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_a_short_product_with_one_maker_is_weak(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);
    const struct verdict *wire = verdict_on(&world, gaps, "wire");

    (void)state;
    assert_int_equal(wire->lead, SUB_SHORTAGE); /* 6 of 10. */
    assert_true(wire->holds >> SUB_SINGLE & 1);
    assert_true(lt_gaps_weak(gaps, product_called(&world, "wire")));
    assert_false(lt_gaps_weak(gaps, product_called(&world, "pet")));
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_barred_processes_shed_by_their_status(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);

    (void)state;
    assert_int_equal(verdict_on(&world, gaps, "coke")->lead, SUB_RESTRICTED);
    assert_int_equal(verdict_on(&world, gaps, "tar")->lead, SUB_OBSOLETE);
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_what_nothing_leads_to_is_no_gap(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);

    (void)state;
    assert_null(lt_gaps_kind(gaps, product_called(&world, "dye")));
    assert_null(lt_gaps_kind(gaps, product_called(&world, "bulb")));
    assert_true(isnan(lt_gaps_score(gaps, product_called(&world, "bulb"))));
    lt_gaps_free(gaps);
    world_clear(&world);
}

static void test_a_chain_sees_its_own_needs_and_inputs(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, "machines");

    (void)state;
    assert_int_equal(verdict_on(&world, gaps, "ring")->lead, SUB_INPUT);
    assert_int_equal(verdict_on(&world, gaps, "pta")->lead, SUB_COUNT);
    assert_int_equal(verdict_on(&world, gaps, "yarn")->lead, SUB_COUNT);
    lt_gaps_free(gaps);
    world_clear(&world);
}

/*
 * pta by hand: present products are px, pet, wire, motor, coke, tar, so that
 * B = 1/6; no final needs it, R = 0, impact 1/6. Readiness 1·0.7^0. An active
 * input is missing: urgency 1. No document is loaded: policy unknown. Score
 * (0.35/6 + 0.25 + 0.20) / 0.80; confidence 0.8 · 0.4, evidence D of unseen.
 */
static void test_the_score_is_as_worked_by_hand(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, NULL);
    const struct verdict *pta = verdict_on(&world, gaps, "pta");
    const double sum = 0.35 / 6.0 + 0.25 + 0.20;

    (void)state;
    assert_close(pta->part[PART_IMPACT], 1.0 / 6.0, 1e-12);
    assert_close(pta->part[PART_READINESS], 1.0, 1e-12);
    assert_close(pta->part[PART_URGENCY], 1.0, 1e-12);
    assert_true(isnan(pta->part[PART_POLICY]));
    assert_close(pta->score, 100.0 * sum / 0.80, 1e-9);
    assert_close(pta->low, 100.0 * sum, 1e-9);
    assert_close(pta->high, 100.0 * (sum + 0.20), 1e-9);
    assert_close(pta->confidence, 0.80 * 0.4, 1e-12);
    lt_gaps_free(gaps);
    world_clear(&world);
}

static const char POLICY[] = "[sources]\n"
                             "id,date\n"
                             "plan,2022\n"
                             "old,2020\n"
                             "[chains]\n"
                             "id,roles\n"
                             "c,主导\n"
                             "d,-\n"
                             "[links]\n"
                             "from,to,chains\n"
                             "a,b,c\n"
                             "b,e,d\n"
                             "e,f,d\n"
                             "f,g,d\n"
                             "[capacities]\n"
                             "region,product,capacity,year\n"
                             "x,a,1,2022\n"
                             "[targets]\n"
                             "subject,indicator,target,source\n"
                             "product:f,output,5,plan\n"
                             "[statements]\n"
                             "subject,kind,value,source\n"
                             "product:e,gap,补,old\n"
                             "product:g,closure,-,plan\n";

static void test_documents_speak_by_rank_and_age(void **state)
{
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    assert_int_equal(world_new(&world, POLICY, NULL, NULL), LT_OK);
    world.scope.year = 2022;
    assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
    assert_close(verdict_on(&world, gaps, "b")->part[PART_POLICY], 0.4, 1e-12);
    assert_close(verdict_on(&world, gaps, "e")->part[PART_POLICY], 0.8 * 0.81,
                 1e-12);
    assert_close(verdict_on(&world, gaps, "f")->part[PART_POLICY], 1.0, 1e-12);
    assert_int_equal(gaps->closure[product_called(&world, "g")], 1);
    lt_gaps_free(gaps);
    world_clear(&world);
}

/* The answer has one row per verdict, best first, and every column filled in
 * as its kind asks. */
static void test_the_answer_lists_verdicts_by_score(void **state)
{
    struct world world;
    lt_answer answer = lt_answer_new("gaps", LT_EN);
    lt_request request = {0};
    const lt_table *table = NULL;
    uint32_t score = 0;

    (void)state;
    assert_int_equal(world_new(&world, CHAIN, NULL, NULL), LT_OK);
    request.graph = world.graph;
    request.state = world.state;
    assert_int_equal(lt_run_gaps(&answer, &request, NULL), LT_OK);
    table = &answer.sections[0].table;
    score = lt_table_column(table, "score");
    assert_true(answer.caveat_count > 5);
    assert_int_equal(table->row_count, 10);
    for (uint32_t row = 1; row < table->row_count; row++)
        assert_true(lt_table_cell(table, row, score)->number <=
                    lt_table_cell(table, row - 1, score)->number + 1e-6);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    struct world world;
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    assert_int_equal(world_new(&world, CHAIN, NULL, NULL), LT_OK);
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("gaps", LT_ZH);
        const lt_request request = {world.graph, world.state};

        fail_alloc_after(allowed);
        status = lt_run_gaps(&answer, &request, NULL);
        fail_alloc_after(-1);
        lt_answer_clear(&answer);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 20);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_break_between_two_that_run_is_a_bridge),
        cmocka_unit_test(test_an_input_that_nothing_feeds_is_no_bridge),
        cmocka_unit_test(test_an_extension_counts_steps_and_depth),
        cmocka_unit_test(test_finals_behind_one_product_are_its_reach),
        cmocka_unit_test(test_raw_material_from_outside_is_a_risk_and_no_gap),
        cmocka_unit_test(test_a_short_product_with_one_maker_is_weak),
        cmocka_unit_test(test_barred_processes_shed_by_their_status),
        cmocka_unit_test(test_what_nothing_leads_to_is_no_gap),
        cmocka_unit_test(test_a_chain_sees_its_own_needs_and_inputs),
        cmocka_unit_test(test_the_score_is_as_worked_by_hand),
        cmocka_unit_test(test_documents_speak_by_rank_and_age),
        cmocka_unit_test(test_the_answer_lists_verdicts_by_score),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("gaps", tests, NULL, NULL);
}
