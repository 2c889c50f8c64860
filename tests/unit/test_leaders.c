#include "analysis/leaders.h"
#include "analysis/runs.h"
#include "support/answer_cells.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"
#include "support/graph_text.h"

#include <stdio.h>
#include <string.h>

/* A makes all of x, B and C share y as 60 to 40, D makes all of z; each tonne
 * of y takes one of x and each of z one of y, all at one yuan. */
#define LINE                                                                   \
    "[chains]\n"                                                               \
    "id,name\n"                                                                \
    "line,线\n"                                                               \
    "[products]\n"                                                             \
    "id,stage,price,unit,chains\n"                                             \
    "x,basic,1,t,line\n"                                                       \
    "y,component,1,t,line\n"                                                   \
    "z,final,1,t,line\n"                                                       \
    "[links]\n"                                                                \
    "from,to,coefficient\n"                                                    \
    "x,y,1\n"                                                                  \
    "y,z,1\n"                                                                  \
    "[regions]\n"                                                              \
    "id,name\n"                                                                \
    "LY,洛阳市\n"                                                           \
    "ZZ,郑州市\n"

#define FIRMS                                                                  \
    "[firms]\n"                                                                \
    "id,name,region,kind,status,revenue,revenue_is,rnd,patents,standards,"     \
    "honours\n"                                                                \
    "A,甲,LY,firm,local,100,exact,10,8,-,单项冠军;小巨人\n"            \
    "B,乙,LY,firm,local,100,exact,1,4,-,-\n"                                  \
    "C,丙,LY,firm,local,100,exact,-,-,-,-\n"                                  \
    "D,丁,LY,firm,local,-,-,-,4,-,-\n"                                        \
    "I,研究院,LY,institute,local,-,-,-,-,-,-\n"                             \
    "T,外企,ZZ,firm,target,-,-,-,-,-,-\n"                                    \
    "[capacities]\n"                                                           \
    "firm,product,capacity\n"                                                  \
    "A,x,100\n"                                                                \
    "B,y,60\n"                                                                 \
    "C,y,40\n"                                                                 \
    "D,z,100\n"                                                                \
    "T,z,900\n"

#define SUPPLIES                                                               \
    "[supplies]\n"                                                             \
    "supplier,customer,product,amount\n"                                       \
    "A,B,x,60\n"                                                               \
    "A,C,x,40\n"                                                               \
    "B,D,y,60\n"                                                               \
    "C,D,y,40\n"

static lt_answer run(const struct world *world)
{
    const lt_request request = {world->graph, world->state};
    lt_answer answer = lt_answer_new("leaders", LT_EN);
    lt_error err = {0};

    if (lt_run_leaders(&answer, &request, &err) != LT_OK)
        fail_msg("%s", err.message);
    return answer;
}

static double part_of(const lt_answer *answer, const char *firm,
                      const char *part)
{
    const uint32_t row = row_with(answer, "firm", "id", firm);

    return number_in(field(cell(answer, row, "parts"), part));
}

static int has_note(const lt_answer *answer, const char *words)
{
    for (uint32_t i = 0; i < answer->note_count; i++)
        if (strstr(answer->notes[i], words) != NULL)
            return 1;
    return 0;
}

static void test_scale_is_the_share_of_output_value(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_close(part_of(&answer, "A", "scale"), 100.0 / 300, 1e-12);
    assert_close(part_of(&answer, "B", "scale"), 60.0 / 300, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* Without x all three products stop; without B 60 of y and 60 of z. */
static void test_control_joins_share_and_loss(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_close(part_of(&answer, "A", "control"), 1.0, 1e-12);
    assert_close(part_of(&answer, "B", "control"), 0.3 + 0.5 * 0.4, 1e-12);
    assert_close(part_of(&answer, "C", "control"), 0.5 * 0.4 + 0.5 * 80 / 300,
                 1e-12);
    assert_close(part_of(&answer, "D", "control"), 0.5 + 0.5 / 3, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_pull_joins_trade_and_firms_around(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_close(part_of(&answer, "A", "pull"), 0.5 * 0.5 + 0.5, 1e-12);
    assert_close(part_of(&answer, "B", "pull"), 0.5 * 0.6 + 0.5, 1e-12);
    assert_close(part_of(&answer, "C", "pull"), 0.5 * 0.4 + 0.5, 1e-12);
    assert_false(has_note(&answer, "inferred"));
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* Rank rises from A over C and B to D; only B and C lie between others. */
static void test_position_is_the_mean_of_two_percentiles(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_close(part_of(&answer, "A", "position"), (0.0 + 1.0 / 6) / 2, 1e-12);
    assert_close(part_of(&answer, "B", "position"), (2.0 / 3 + 5.0 / 6) / 2,
                 1e-12);
    assert_close(part_of(&answer, "C", "position"), (1.0 / 3 + 5.0 / 6) / 2,
                 1e-12);
    assert_close(part_of(&answer, "D", "position"), (1.0 + 1.0 / 6) / 2, 1e-12);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_breadth_and_innovation_use_what_is_known(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_close(part_of(&answer, "A", "breadth"), 1.0 / 3, 1e-12);
    /* R&D full, most patents, honoured; standards are known of nobody. */
    assert_close(part_of(&answer, "A", "innovation"), 1.0, 1e-12);
    /* 1 % of 5 %; below A and level with D in patents; no honours. */
    assert_close(part_of(&answer, "B", "innovation"), (0.2 + 0.25 + 0.0) / 3,
                 1e-12);
    /* Of C nothing but the want of honours is known, which is not enough. */
    assert_true(isnan(part_of(&answer, "C", "innovation")));
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_rows_say_rank_chain_products_and_honours(void **state)
{
    struct world world;
    lt_answer answer;
    const lt_value *list = NULL;
    double sum = 0.0;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", "line"),
                     LT_OK);
    answer = run(&world);
    assert_int_equal(answer.sections[0].table.row_count, 4);
    assert_string_equal(text_in(field(cell(&answer, 0, "firm"), "id")), "A");
    assert_string_equal(text_in(field(cell(&answer, 0, "firm"), "region")),
                        "洛阳市");
    assert_close(number_in(cell(&answer, 0, "rank")), 1.0, 0.0);
    assert_string_equal(text_in(cell(&answer, 0, "chain")), "线");
    for (size_t i = 0; i < LEADER_PARTS; i++)
        sum += number_in(&cell(&answer, 0, "parts")->fields[i].value);
    assert_close(number_in(cell(&answer, 0, "score")), 100 * sum / 6, 1e-9);
    list = cell(&answer, 0, "alone");
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0].text, "x");
    list = cell(&answer, 0, "honours");
    assert_int_equal(list->count, 2);
    assert_string_equal(list->items[1].text, "小巨人");
    assert_int_equal(
        cell(&answer, row_with(&answer, "firm", "id", "B"), "alone")->count, 0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void
test_institutes_and_firms_from_elsewhere_are_no_candidates(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS "I,z,5\n", "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_false(has_row_with(&answer, "firm", "id", "I"));
    assert_false(has_row_with(&answer, "firm", "id", "T"));
    assert_int_equal(cell(&answer, 0, "chain")->kind, LT_VALUE_NONE);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_without_supplies_links_are_inferred_and_marked(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS, "LY", NULL), LT_OK);
    answer = run(&world);
    assert_true(has_note(&answer, "inferred from recipes"));
    /* 100 of x and 100 of y flow: A delivers half, B takes part in 120. */
    assert_close(part_of(&answer, "A", "pull"), 0.5 * 0.5 + 0.5, 1e-12);
    assert_close(part_of(&answer, "B", "pull"), 0.5 * 0.6 + 0.5, 1e-12);
    assert_true(part_of(&answer, "B", "position") >= 0.0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_the_best_in_every_part_is_first_in_every_draw(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world,
                               LINE "[firms]\n"
                                    "id,region,patents\n"
                                    "A,LY,9\n"
                                    "B,LY,1\n"
                                    "[capacities]\n"
                                    "firm,product,capacity\n"
                                    "A,x,90\n"
                                    "A,y,90\n"
                                    "B,x,10\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_string_equal(text_in(field(cell(&answer, 0, "firm"), "id")), "A");
    for (uint32_t row = 0; row < 2; row++) {
        assert_close(number_in(cell(&answer, row, "rank_low")), row + 1.0, 0.0);
        assert_close(number_in(cell(&answer, row, "rank_high")), row + 1.0,
                     0.0);
    }
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* Nobody knows a figure but a revenue: scale and breadth alone. */
static void test_too_few_parts_give_candidates_without_ranks(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world,
                               LINE "[firms]\n"
                                    "id,region,revenue,revenue_is\n"
                                    "A,LY,10,exact\n"
                                    "B,LY,30,at_least\n"
                                    "C,LY,-,-\n"
                                    "[capacities]\n"
                                    "firm,product\n"
                                    "A,x\n"
                                    "B,x\n"
                                    "C,x\n",
                               "LY", NULL),
                     LT_OK);
    world.rules.leader_parts = 5;
    answer = run(&world);
    assert_string_equal(text_in(field(cell(&answer, 0, "firm"), "id")), "B");
    assert_string_equal(text_in(field(cell(&answer, 2, "firm"), "id")), "C");
    assert_int_equal(cell(&answer, 0, "rank")->kind, LT_VALUE_NONE);
    assert_int_equal(cell(&answer, 0, "score")->kind, LT_VALUE_NONE);
    assert_close(part_of(&answer, "B", "scale"), 0.75, 1e-12);
    assert_true(isnan(part_of(&answer, "C", "scale")));
    assert_true(isnan(part_of(&answer, "A", "control")));
    assert_non_null(
        strstr(text_in(cell(&answer, 0, "reason")), "stated as at least"));
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_one_known_value_among_several_is_no_share(void **state)
{
    struct world world;
    lt_answer answer;

    (void)state;
    assert_int_equal(world_new(&world,
                               LINE "[firms]\n"
                                    "id,region,revenue\n"
                                    "A,LY,10\n"
                                    "B,LY,-\n"
                                    "[capacities]\n"
                                    "firm,product\n"
                                    "A,x\n"
                                    "B,x\n",
                               "LY", NULL),
                     LT_OK);
    answer = run(&world);
    assert_true(isnan(part_of(&answer, "A", "scale")));
    assert_true(has_note(&answer, "the scale of 1 of 2 candidates"));
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* B's revenue is at least 10: it may well be above A's 100. */
static void test_revenues_of_at_least_widen_the_ranks(void **state)
{
    struct world world;
    lt_answer answer;
    uint32_t row = 0;

    (void)state;
    assert_int_equal(world_new(&world,
                               LINE "[firms]\n"
                                    "id,region,revenue,revenue_is\n"
                                    "A,LY,100,exact\n"
                                    "B,LY,10,at_least\n"
                                    "C,LY,50,exact\n"
                                    "[capacities]\n"
                                    "firm,product\n"
                                    "A,x\n"
                                    "B,x\n"
                                    "C,x\n",
                               "LY", NULL),
                     LT_OK);
    world.rules.leader_parts = 1;
    answer = run(&world);
    row = row_with(&answer, "firm", "id", "B");
    assert_close(number_in(cell(&answer, row, "rank")), 3.0, 0.0);
    assert_close(number_in(cell(&answer, row, "rank_low")), 2.0, 0.0);
    assert_close(number_in(cell(&answer, row, "rank_high")), 3.0, 0.0);
    lt_answer_clear(&answer);
    world_clear(&world);
}

static void test_alternatives_and_generic_inputs_stop_nobody(void **state)
{
    struct world world;
    struct loss *loss = NULL;
    int rough = 0;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[products]\n"
                               "id,stage\n"
                               "coal,basic\n"
                               "gas,basic\n"
                               "power,energy\n"
                               "glass,component\n"
                               "[links]\n"
                               "from,to,group\n"
                               "coal,glass,f\n"
                               "gas,glass,f\n"
                               "power,glass,-\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "LY,coal,1\n"
                               "LY,gas,1\n"
                               "LY,power,1\n"
                               "LY,glass,1\n",
                               "LY", NULL),
                     LT_OK);
    assert_int_equal(loss_new(&loss, world.state, NULL), LT_OK);
    assert_false(loss_by_price(loss));
    loss_hit(loss, product_called(&world, "coal"), 1.0);
    assert_close(loss_settle(loss, &rough), 0.25, 1e-12);
    loss_hit(loss, product_called(&world, "power"), 1.0);
    assert_close(loss_settle(loss, &rough), 0.25, 1e-12);
    loss_hit(loss, product_called(&world, "coal"), 1.0);
    loss_hit(loss, product_called(&world, "gas"), 0.5);
    assert_close(loss_settle(loss, &rough), (1 + 0.5 + 0.5) / 4, 1e-12);
    assert_false(rough);
    loss_free(loss);
    loss_free(NULL);
    world_clear(&world);
}

static void test_a_ring_of_products_comes_to_rest(void **state)
{
    struct world world;
    struct loss *loss = NULL;
    int rough = 0;

    (void)state;
    assert_int_equal(world_new(&world,
                               "[products]\n"
                               "id,stage\n"
                               "a,basic\n"
                               "b,basic\n"
                               "c,basic\n"
                               "[links]\n"
                               "from,to,coefficient\n"
                               "a,b,1\n"
                               "b,c,1\n"
                               "c,a,1\n"
                               "[regions]\n"
                               "id\n"
                               "LY\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "LY,a,1\n"
                               "LY,b,1\n"
                               "LY,c,1\n",
                               "LY", NULL),
                     LT_OK);
    assert_int_equal(loss_new(&loss, world.state, NULL), LT_OK);
    loss_hit(loss, 0, 0.3);
    assert_close(loss_settle(loss, &rough), 0.3, 1e-9);
    loss_free(loss);
    world_clear(&world);
}

static void test_percentiles_share_ties_and_skip_the_unknown(void **state)
{
    const double values[] = {5.0, NAN, 1.0, 5.0, 9.0, 5.0};
    const double lone[] = {NAN, 3.0};
    double out[6];

    (void)state;
    assert_int_equal(leaders_percentiles(out, values, 6, NULL), LT_OK);
    assert_close(out[2], 0.0, 0.0);
    assert_close(out[0], 0.5, 1e-15);
    assert_close(out[3], 0.5, 1e-15);
    assert_close(out[4], 1.0, 0.0);
    assert_true(isnan(out[1]));
    assert_int_equal(leaders_percentiles(out, lone, 2, NULL), LT_OK);
    assert_close(out[1], 1.0, 0.0);
}

static void test_a_score_is_the_weighted_mean_of_known_parts(void **state)
{
    const double part[LEADER_PARTS] = {1.0, NAN, 0.5, NAN, 0.0, NAN};
    const double weight[LEADER_PARTS] = {2.0, 9.0, 1.0, 9.0, 1.0, 9.0};
    const double none[LEADER_PARTS] = {NAN, NAN, NAN, NAN, NAN, NAN};

    (void)state;
    assert_close(leader_score(part, weight), 62.5, 1e-12);
    assert_true(isnan(leader_score(none, weight)));
}

static void test_no_facts_give_no_candidates(void **state)
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

static void test_the_same_facts_give_the_same_ranks(void **state)
{
    struct world world;
    lt_answer first;
    lt_answer second;

    (void)state;
    assert_int_equal(world_new(&world, LINE FIRMS SUPPLIES, "LY", NULL), LT_OK);
    first = run(&world);
    second = run(&world);
    for (uint32_t row = 0; row < 4; row++) {
        assert_true(number_in(cell(&first, row, "rank_low")) ==
                    number_in(cell(&second, row, "rank_low")));
        assert_true(number_in(cell(&first, row, "rank_low")) <=
                    number_in(cell(&first, row, "rank_high")));
    }
    lt_answer_clear(&first);
    lt_answer_clear(&second);
    world_clear(&world);
}

static void fail_each_allocation(const char *text)
{
    struct world world;
    lt_request request;
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    assert_int_equal(world_new(&world, text, "LY", NULL), LT_OK);
    request = (lt_request){world.graph, world.state};
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("leaders", LT_ZH);

        fail_alloc_after(allowed);
        status = lt_run_leaders(&answer, &request, NULL);
        fail_alloc_after(-1);
        lt_answer_clear(&answer);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 30);
    world_clear(&world);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    (void)state;
    fail_each_allocation(LINE FIRMS SUPPLIES);
    fail_each_allocation(LINE FIRMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scale_is_the_share_of_output_value),
        cmocka_unit_test(test_control_joins_share_and_loss),
        cmocka_unit_test(test_pull_joins_trade_and_firms_around),
        cmocka_unit_test(test_position_is_the_mean_of_two_percentiles),
        cmocka_unit_test(test_breadth_and_innovation_use_what_is_known),
        cmocka_unit_test(test_rows_say_rank_chain_products_and_honours),
        cmocka_unit_test(
            test_institutes_and_firms_from_elsewhere_are_no_candidates),
        cmocka_unit_test(test_without_supplies_links_are_inferred_and_marked),
        cmocka_unit_test(test_the_best_in_every_part_is_first_in_every_draw),
        cmocka_unit_test(test_too_few_parts_give_candidates_without_ranks),
        cmocka_unit_test(test_one_known_value_among_several_is_no_share),
        cmocka_unit_test(test_revenues_of_at_least_widen_the_ranks),
        cmocka_unit_test(test_alternatives_and_generic_inputs_stop_nobody),
        cmocka_unit_test(test_a_ring_of_products_comes_to_rest),
        cmocka_unit_test(test_percentiles_share_ties_and_skip_the_unknown),
        cmocka_unit_test(test_a_score_is_the_weighted_mean_of_known_parts),
        cmocka_unit_test(test_no_facts_give_no_candidates),
        cmocka_unit_test(test_the_same_facts_give_the_same_ranks),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("leaders", tests, NULL, NULL);
}
