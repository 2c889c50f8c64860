#include "analysis/local.h"
#include "analysis/runs.h"
#include "support/answer_cells.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"
#include "support/graph_text.h"

#include <string.h>

/* Polyester from PTA and glycol, PTA from PX, PX from crude oil. Only half of
 * the PX that the PTA plant needs is made here, and no glycol. */
#define POLYESTER                                                              \
    "[chains]\n"                                                               \
    "id,name\n"                                                                \
    "fibre,化纤\n"                                                           \
    "[products]\n"                                                             \
    "id,name,unit,stage,chains\n"                                              \
    "oil,原油,万吨,raw,-\n"                                                \
    "power,电,万千瓦时,energy,-\n"                                        \
    "PX,对二甲苯,万吨,basic,fibre\n"                                     \
    "PTA,精对苯二甲酸,万吨,intermediate,fibre\n"                       \
    "EG,乙二醇,万吨,intermediate,fibre\n"                                 \
    "PET,聚酯,万吨,intermediate,fibre\n"                                   \
    "loom,织机,台,equipment,-\n"                                            \
    "fix,检修,-,service,-\n"                                                 \
    "[links]\n"                                                                \
    "from,to,kind,coefficient\n"                                               \
    "oil,PX,input,-\n"                                                         \
    "PX,PTA,input,0.655\n"                                                     \
    "power,PTA,input,-\n"                                                      \
    "PTA,PET,input,0.855\n"                                                    \
    "EG,PET,input,0.335\n"                                                     \
    "loom,PET,equipment,-\n"                                                   \
    "fix,PET,service,-\n"                                                      \
    "[regions]\n"                                                              \
    "id,name\n"                                                                \
    "LY,洛阳市\n"                                                           \
    "ZZ,郑州市\n"                                                           \
    "[firms]\n"                                                                \
    "id,name,region\n"                                                         \
    "A,甲,LY\n"                                                               \
    "B,乙,LY\n"                                                               \
    "C,丙,ZZ\n"                                                               \
    "[capacities]\n"                                                           \
    "firm,product,capacity,unit\n"                                             \
    "A,PX,10.64375,万吨\n"                                                   \
    "A,PTA,32.5,万吨\n"                                                      \
    "B,PET,38,万吨\n"                                                        \
    "B,loom,100,台\n"

static lt_answer run(const struct world *world)
{
    const lt_request request = {world->graph, world->state};
    lt_answer answer = lt_answer_new("local", LT_EN);
    lt_error err = {0};

    if (lt_run_local(&answer, &request, &err) != LT_OK)
        fail_msg("%s", err.message);
    return answer;
}

static double rate_of(const lt_answer *answer, const char *id)
{
    return number_in(
        cell(answer, row_with(answer, "subject", "id", id), "rate"));
}

static void test_known_cover_counts_pro_rata(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    assert_close(rate_of(&answer, "PTA"), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_a_missing_input_counts_nothing(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "PET");
    assert_close(number_in(cell(&answer, row, "rate")), 0.5, 1e-12);
    assert_string_equal(text_in(cell(&answer, row, "by")), "count");
    assert_string_equal(text_in(cell(&answer, row, "unit")), "万吨");
    assert_close(number_in(cell(&answer, row, "capacity")), 38.0, 1e-9);
    assert_string_equal(text_in(cell(&answer, row, "reason")),
                        "1 of 2 essential inputs can be had here in full; "
                        "short or missing: 乙二醇");
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_raw_materials_and_energy_stand_beside(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "PX");
    assert_true(isnan(number_in(cell(&answer, row, "rate"))));
    assert_close(number_in(cell(&answer, row, "raw_energy")), 0.0, 0.0);
    assert_close(number_in(cell(&answer, row, "cover")), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_equipment_and_services_have_a_rate_of_their_own(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "PET");
    assert_close(number_in(cell(&answer, row, "lateral")), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_inputs_name_their_state_share_and_makers(void **state)
{
    struct world world;
    lt_answer answer;
    const lt_value *inputs = NULL;
    const lt_value *makers = NULL;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    inputs = cell(&answer, row_with(&answer, "subject", "id", "PET"), "inputs");
    assert_int_equal(inputs->count, 2);
    assert_string_equal(
        text_in(field(field(&inputs->items[1], "product"), "id")), "PTA");
    assert_string_equal(text_in(field(&inputs->items[1], "state")), "present");
    assert_close(number_in(field(&inputs->items[1], "share")), 1.0, 0.0);
    assert_close(number_in(field(&inputs->items[1], "weight")), 0.5, 0.0);
    makers = field(&inputs->items[1], "makers");
    assert_int_equal(makers->count, 1);
    assert_string_equal(makers->items[0].text, "甲");
    assert_string_equal(text_in(field(&inputs->items[0], "state")), "unseen");
    assert_close(number_in(field(&inputs->items[0], "share")), 0.0, 0.0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_chains_come_first_then_firms_then_products(void **state)
{
    static const char *const ids[] = {"fibre", "A",  "B",   "PET",  "PTA",
                                      "EG",    "PX", "oil", "power"};
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    answer = run(&world);
    for (uint32_t row = 0; row < answer.sections[0].table.row_count; row++)
        assert_string_equal(text_in(field(cell(&answer, row, "subject"), "id")),
                            ids[row]);
    assert_int_equal(answer.sections[0].table.row_count, 9);
    assert_true(answer.caveat_count > 0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* Prices make the weights: 0.855 × 5000 against 0.335 × 4000 per tonne. */
#define PRICES                                                                 \
    "[products]\n"                                                             \
    "id,unit,stage,price\n"                                                    \
    "PTA,t,intermediate,5000\n"                                                \
    "EG,t,intermediate,4000\n"                                                 \
    "PET,t,intermediate,7000\n"                                                \
    "[links]\n"                                                                \
    "from,to,coefficient\n"                                                    \
    "PTA,PET,0.855\n"                                                          \
    "EG,PET,0.335\n"                                                           \
    "[regions]\n"                                                              \
    "id\n"                                                                     \
    "LY\n"                                                                     \
    "[capacities]\n"                                                           \
    "region,product,capacity\n"                                                \
    "LY,PTA,1000\n"                                                            \
    "LY,PET,100\n"

static void test_known_prices_weigh_the_inputs(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world, PRICES, "LY", NULL), LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "PET");
    assert_close(number_in(cell(&answer, row, "rate")),
                 0.855 * 5000 / (0.855 * 5000 + 0.335 * 4000), 1e-12);
    assert_string_equal(text_in(cell(&answer, row, "by")), "value");
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* Any of two alternatives serves; the present one stands for both. */
static void test_a_group_stands_for_its_best_alternative(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[products]\n"
                               "id,stage\n"
                               "coal,basic\n"
                               "gas,basic\n"
                               "lime,basic\n"
                               "glass,final\n"
                               "[links]\n"
                               "from,to,group\n"
                               "coal,glass,f\n"
                               "gas,glass,f\n"
                               "lime,glass,-\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "LY,gas,-\n"
                               "LY,glass,100\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_close(rate_of(&answer, "glass"), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* A bearing asked for broadly, where only one of another chain is made. */
static void test_an_unchecked_sort_counts_half(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[chains]\n"
                               "id\n"
                               "tractors\n"
                               "turbines\n"
                               "[products]\n"
                               "id,stage,chains\n"
                               "bearing,component,-\n"
                               "main bearing,component,turbines\n"
                               "tractor,final,tractors\n"
                               "[links]\n"
                               "from,to,kind\n"
                               "main bearing,bearing,kind_of\n"
                               "bearing,tractor,input\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "LY,main bearing,5\n"
                               "LY,tractor,100\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_close(rate_of(&answer, "tractor"), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_a_product_not_made_here_is_judged_as_if_it_were(void **state)
{
    struct world world;
    lt_answer answer;
    const char *reason = NULL;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[products]\n"
                               "id,stage\n"
                               "wafer,basic\n"
                               "cell,component\n"
                               "panel,final\n"
                               "[links]\n"
                               "from,to\n"
                               "wafer,cell\n"
                               "cell,panel\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "LY,wafer,5\n"
                               "LY,panel,100\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_close(rate_of(&answer, "cell"), 1.0, 1e-12);
    assert_close(rate_of(&answer, "panel"), 0.0, 1e-12);
    reason = text_in(
        cell(&answer, row_with(&answer, "subject", "id", "cell"), "reason"));
    assert_non_null(strstr(reason, "not seen made here"));
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* B buys 60 at home and 40 elsewhere, 300 t from each; A buys 5 pieces. */
#define PURCHASES                                                              \
    POLYESTER                                                                  \
    "[supplies]\n"                                                             \
    "supplier,customer,product,amount,unit,year\n"                             \
    "A,B,PTA,60,万元,2022\n"                                                 \
    "C,B,EG,40,万元,2022\n"                                                  \
    "C,B,EG,999,万元,2021\n"                                                 \
    "C,A,PX,3,t,-\n"                                                           \
    "B,A,PX,1,t,-\n"

static void test_purchases_come_from_supplies_alone(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world, PURCHASES, "LY", NULL), LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "B");
    assert_close(number_in(cell(&answer, row, "purchased")), 0.6, 1e-12);
    assert_close(number_in(cell(&answer, row, "coverage")), 1.0, 0.0);
    row = row_with(&answer, "subject", "id", "PET");
    assert_close(number_in(cell(&answer, row, "purchased")), 0.6, 1e-12);
    row = row_with(&answer, "subject", "id", "A");
    assert_close(number_in(cell(&answer, row, "purchased")), 0.25, 1e-12);
    row = row_with(&answer, "subject", "id", "PX");
    assert_true(isnan(number_in(cell(&answer, row, "purchased"))));
    row = row_with(&answer, "subject", "id", "fibre");
    assert_close(number_in(cell(&answer, row, "purchased")), 0.6, 1e-12);
    assert_close(number_in(cell(&answer, row, "coverage")), 0.5, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* A makes two products whose rates are 1 and 0 for 300 and 100 yuan a year. */
static void test_firms_and_chains_weigh_by_output_value(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[chains]\n"
                               "id,parent\n"
                               "all,-\n"
                               "part,all\n"
                               "[products]\n"
                               "id,stage,price,chains\n"
                               "ore,basic,1,all\n"
                               "salt,basic,1,all\n"
                               "steel,final,3,part\n"
                               "soap,final,1,all\n"
                               "[links]\n"
                               "from,to,coefficient\n"
                               "ore,steel,0.1\n"
                               "salt,soap,0.1\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[firms]\n"
                               "id,region\n"
                               "A,LY\n"
                               "[capacities]\n"
                               "firm,region,product,capacity\n"
                               "-,LY,ore,500\n"
                               "A,-,steel,100\n"
                               "A,-,soap,100\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    row = row_with(&answer, "subject", "id", "A");
    assert_close(number_in(cell(&answer, row, "rate")), 0.75, 1e-12);
    assert_string_equal(text_in(cell(&answer, row, "by")), "value");
    assert_close(rate_of(&answer, "all"), 0.75, 1e-12);
    assert_close(rate_of(&answer, "part"), 1.0, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_a_product_or_firm_asked_for_stands_alone(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, POLYESTER, "LY", NULL), LT_OK);
    world.scope.product = product_called(&world, "PTA");
    answer = run(&world);
    assert_int_equal(answer.sections[0].table.row_count, 1);
    assert_true(has_row_with(&answer, "subject", "id", "PTA"));
    lt_answer_clear(&answer);
    world.scope.product = LT_NONE;
    world.scope.firm = firm_called(&world, "B");
    answer = run(&world);
    assert_int_equal(answer.sections[0].table.row_count, 1);
    assert_true(has_row_with(&answer, "subject", "id", "B"));
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_no_facts_give_no_rows(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, "", NULL, NULL), LT_OK);
    answer = run(&world);
    assert_int_equal(answer.sections[0].table.row_count, 0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    struct world world;
    lt_request request;
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    assert_int_equal(world_new(&world, PURCHASES, "LY", NULL), LT_OK);
    request = (lt_request){world.graph, world.state};
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("local", LT_ZH);

        fail_alloc_after(allowed);
        status = lt_run_local(&answer, &request, NULL);
        fail_alloc_after(-1);
        lt_answer_clear(&answer);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 15);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_cover_counts_pro_rata),
        cmocka_unit_test(test_a_missing_input_counts_nothing),
        cmocka_unit_test(test_raw_materials_and_energy_stand_beside),
        cmocka_unit_test(test_equipment_and_services_have_a_rate_of_their_own),
        cmocka_unit_test(test_inputs_name_their_state_share_and_makers),
        cmocka_unit_test(test_chains_come_first_then_firms_then_products),
        cmocka_unit_test(test_known_prices_weigh_the_inputs),
        cmocka_unit_test(test_a_group_stands_for_its_best_alternative),
        cmocka_unit_test(test_an_unchecked_sort_counts_half),
        cmocka_unit_test(test_a_product_not_made_here_is_judged_as_if_it_were),
        cmocka_unit_test(test_purchases_come_from_supplies_alone),
        cmocka_unit_test(test_firms_and_chains_weigh_by_output_value),
        cmocka_unit_test(test_a_product_or_firm_asked_for_stands_alone),
        cmocka_unit_test(test_no_facts_give_no_rows),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("local", tests, NULL, NULL);
}
