#include "graph/state.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"
#include "support/graph_text.h"

/* The balance of the plan of 2022, worked out in the manual. */
static const char FIBRE[] = "[regions]\n"
                            "id,name,parent\n"
                            "he,Henan,-\n"
                            "ly,Luoyang,he\n"
                            "jx,Jianxi,ly\n"
                            "zz,Zhengzhou,he\n"
                            "[products]\n"
                            "id,name,unit,stage,chains\n"
                            "px,PX,万吨,basic,fibre\n"
                            "pta,PTA,万吨,intermediate,fibre\n"
                            "pet,polyester,万吨,intermediate,fibre\n"
                            "eg,glycol,万吨,basic,fibre\n"
                            "yarn,filament,万吨,intermediate,fibre\n"
                            "[processes]\n"
                            "id,product\n"
                            "make_pta,pta\n"
                            "make_pet,pet\n"
                            "[recipes]\n"
                            "process,product,role,coefficient,low,high\n"
                            "make_pta,px,input,0.655,0.65,0.67\n"
                            "make_pet,pta,input,0.855,-,-\n"
                            "make_pet,eg,input,0.335,-,-\n"
                            "[links]\n"
                            "from,to,coefficient\n"
                            "px,pta,-\n"
                            "px,pet,-\n"
                            "pet,yarn,1.02\n"
                            "[capacities]\n"
                            "region,product,capacity,unit,year,status\n"
                            "ly,px,21.5,万吨,2020,operating\n"
                            "ly,pta,325000,吨,2020,operating\n"
                            "ly,pet,38,万吨,2020,operating\n"
                            "ly,eg,20,万吨,2020,operating\n"
                            "ly,px,80,万吨,-,planned\n"
                            "ly,pta,120,万吨,-,planned\n";

static double shown(const struct world *world, uint32_t product, double amount)
{
    return lt_show_amount(world->graph, product, amount);
}

static void test_the_balance_of_the_manual_comes_out(void **state)
{
    struct world world;
    const lt_stock *px = NULL;
    const lt_stock *pta = NULL;
    const lt_stock *eg = NULL;

    (void)state;
    assert_int_equal(world_new(&world, FIBRE, "ly", NULL), LT_OK);
    px = &world.state->stocks[product_called(&world, "PX")];
    pta = &world.state->stocks[product_called(&world, "PTA")];
    eg = &world.state->stocks[product_called(&world, "glycol")];
    assert_close(shown(&world, product_called(&world, "PX"), px->need), 21.2875,
                 1e-9);
    assert_close(px->cover, 21.5 / 21.2875, 1e-12);
    assert_close(px->cover_low, 21.5 / (32.5 * 0.67), 1e-12);
    assert_close(px->cover_high, 21.5 / (32.5 * 0.65), 1e-12);
    assert_close(shown(&world, product_called(&world, "PTA"), pta->need), 32.49,
                 1e-9);
    assert_close(pta->cover, 32.5 / 32.49, 1e-12);
    assert_true(pta->tight);
    assert_close(shown(&world, product_called(&world, "glycol"), eg->need),
                 12.73, 1e-9);
    assert_true(eg->surplus);
    assert_int_equal(eg->evidence, LT_EVIDENCE_REGIONAL);
    world_clear(&world);
}

static void test_a_planned_total_is_the_level_that_will_be_reached(void **state)
{
    struct world world;
    uint32_t p = 0;

    (void)state;
    assert_int_equal(world_new(&world, FIBRE, "ly", NULL), LT_OK);
    p = product_called(&world, "PTA");
    assert_close(shown(&world, p, world.state->stocks[p].capacity_planned),
                 120.0, 1e-9);
    assert_close(shown(&world, p, world.state->stocks[p].need_planned), 32.49,
                 1e-9);
    p = product_called(&world, "PX");
    assert_close(shown(&world, p, world.state->stocks[p].need_planned),
                 120 * 0.655, 1e-9);
    world_clear(&world);
}

static void test_a_shortcut_is_no_input(void **state)
{
    struct world world;
    uint32_t shortcuts = 0;

    (void)state;
    assert_int_equal(world_new(&world, FIBRE, "ly", NULL), LT_OK);
    for (uint32_t i = 0; i < world.graph->link_count; i++)
        shortcuts += world.graph->links[i].shortcut;
    assert_int_equal(shortcuts, 1); /* PX → polyester. */
    assert_true(world.graph->links[1].shortcut);
    world_clear(&world);
}

static void test_another_region_has_nothing(void **state)
{
    struct world world;
    uint32_t p = 0;

    (void)state;
    assert_int_equal(world_new(&world, FIBRE, "zz", NULL), LT_OK);
    p = product_called(&world, "PX");
    assert_int_equal(world.state->stocks[p].presence, LT_UNSEEN);
    assert_true(isnan(world.state->stocks[p].cover));
    world_clear(&world);
    assert_int_equal(world_new(&world, FIBRE, "he", NULL), LT_OK);
    p = product_called(&world, "PX");
    assert_int_equal(world.state->stocks[p].presence, LT_PRESENT);
    world_clear(&world);
}

/* Two districts, a firm each, and a city total above their sum. */
static const char TREE[] = "[regions]\n"
                           "id,parent\n"
                           "city,-\n"
                           "east,city\n"
                           "west,city\n"
                           "[firms]\n"
                           "id,region\n"
                           "a,east\n"
                           "b,west\n"
                           "[links]\n"
                           "from,to,coefficient\n"
                           "ore,metal,2\n"
                           "metal,sheet,1\n"
                           "[capacities]\n"
                           "firm,region,product,capacity,year,status\n"
                           "a,-,metal,30,2019,operating\n"
                           "a,-,metal,40,2020,operating\n"
                           "b,-,metal,10,2020,operating\n"
                           "-,city,metal,60,2020,operating\n"
                           "a,-,sheet,5,2018,operating\n"
                           "a,-,sheet,-,2020,idle\n"
                           "b,-,ore,-,2020,operating\n";

static void test_a_total_beats_its_parts_and_leaves_shares_unknown(void **state)
{
    struct world world;
    uint32_t metal = 0;

    (void)state;
    assert_int_equal(world_new(&world, TREE, "city", NULL), LT_OK);
    metal = product_called(&world, "metal");
    assert_close(world.state->stocks[metal].capacity, 60.0, 0.0);
    assert_int_equal(world.state->stocks[metal].makers, 2);
    assert_false(world.state->stocks[metal].makers_known);
    assert_true(isnan(world.state->stocks[metal].hhi));
    world_clear(&world);
    assert_int_equal(world_new(&world, TREE, "east", NULL), LT_OK);
    assert_close(world.state->stocks[metal].capacity, 40.0, 0.0);
    assert_close(world.state->stocks[metal].hhi, 1.0, 0.0);
    assert_int_equal(world.state->stocks[metal].evidence, LT_EVIDENCE_FIRM);
    world_clear(&world);
}

static void test_a_later_idle_row_ends_a_series(void **state)
{
    struct world world;
    uint32_t sheet = 0;

    (void)state;
    assert_int_equal(world_new(&world, TREE, "city", NULL), LT_OK);
    sheet = product_called(&world, "sheet");
    assert_int_equal(world.state->stocks[sheet].presence, LT_UNSEEN);
    world_clear(&world);
}

static void test_a_row_without_a_figure_shows_presence_alone(void **state)
{
    struct world world;
    const lt_stock *ore = NULL;

    (void)state;
    assert_int_equal(world_new(&world, TREE, "city", NULL), LT_OK);
    ore = &world.state->stocks[product_called(&world, "ore")];
    assert_int_equal(ore->presence, LT_PRESENT);
    assert_true(isnan(ore->capacity));
    assert_true(isnan(ore->cover));
    assert_close(ore->need, 120.0, 0.0);
    assert_int_equal(ore->evidence, LT_EVIDENCE_WORDING);
    world_clear(&world);
}

/* A ball bearing of the bearing chain, asked for as a bearing by wind power. */
static const char SORTS[] = "[products]\n"
                            "id,stage,chains,base_class\n"
                            "ball,component,bearings,-\n"
                            "bearing,component,bearings,-\n"
                            "turbine,final,wind,-\n"
                            "gearbox,component,bearings,-\n"
                            "salt,basic,salts,-\n"
                            "pure_salt,basic,salts,material\n"
                            "soda,intermediate,salts,-\n"
                            "[links]\n"
                            "from,to,kind\n"
                            "ball,bearing,kind_of\n"
                            "bearing,turbine,input\n"
                            "bearing,gearbox,input\n"
                            "pure_salt,salt,kind_of\n"
                            "salt,soda,input\n"
                            "[capacities]\n"
                            "region,product,capacity\n"
                            "x,ball,7\n"
                            "x,turbine,1\n"
                            "x,gearbox,1\n"
                            "x,pure_salt,1\n"
                            "x,soda,1\n";

static void test_a_sort_of_another_chain_meets_by_half(void **state)
{
    struct world world;
    uint32_t bearing = 0;
    uint32_t process = 0;

    (void)state;
    assert_int_equal(world_new(&world, SORTS, NULL, NULL), LT_OK);
    bearing = product_called(&world, "bearing");
    assert_int_equal(world.state->stocks[bearing].presence, LT_PRESENT);
    assert_true(world.state->stocks[bearing].by_sort);
    assert_true(isnan(world.state->stocks[bearing].capacity));
    process = world.graph->processes_making
                  .item[world.graph->processes_making
                            .offset[product_called(&world, "turbine")]];
    assert_int_equal(lt_state_met(world.state, process, bearing), LT_MET_HALF);
    process = world.graph->processes_making
                  .item[world.graph->processes_making
                            .offset[product_called(&world, "gearbox")]];
    assert_int_equal(lt_state_met(world.state, process, bearing), LT_MET_YES);
    world_clear(&world);
}

static void test_a_special_sort_does_not_meet_a_plain_material(void **state)
{
    struct world world;
    uint32_t soda = 0;
    uint32_t process = 0;

    (void)state;
    assert_int_equal(world_new(&world, SORTS, NULL, NULL), LT_OK);
    soda = product_called(&world, "soda");
    process = world.graph->processes_making
                  .item[world.graph->processes_making.offset[soda]];
    assert_int_equal(
        lt_state_met(world.state, process, product_called(&world, "salt")),
        LT_MET_NO);
    world_clear(&world);
}

/* Two ways to make gas; naphtha or coal; brine gives chlorine as well. */
static const char WAYS[] = "[processes]\n"
                           "id,product\n"
                           "crack,gas\n"
                           "coal_way,gas\n"
                           "brine,soda\n"
                           "[recipes]\n"
                           "process,product,role,coefficient,group\n"
                           "crack,naphtha,input,2,a\n"
                           "crack,lpg,input,2,a\n"
                           "coal_way,coal,input,4,-\n"
                           "brine,salt,input,1.5,-\n"
                           "brine,chlorine,output,0.9,-\n"
                           "[capacities]\n"
                           "region,product,process,capacity\n"
                           "x,gas,crack,10\n"
                           "x,soda,-,20\n"
                           "x,naphtha,-,30\n"
                           "x,lpg,-,10\n";

static void
test_a_named_process_runs_alone_and_a_group_shares_need(void **state)
{
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, WAYS, NULL, NULL), LT_OK);
    assert_close(world.state->stocks[product_called(&world, "naphtha")].need,
                 15.0, 1e-12);
    assert_close(world.state->stocks[product_called(&world, "lpg")].need, 5.0,
                 1e-12);
    assert_true(
        isnan(world.state->stocks[product_called(&world, "coal")].need));
    world_clear(&world);
}

static void test_what_comes_with_a_process_is_present(void **state)
{
    struct world world;
    const lt_stock *chlorine = NULL;

    (void)state;
    assert_int_equal(world_new(&world, WAYS, NULL, NULL), LT_OK);
    chlorine = &world.state->stocks[product_called(&world, "chlorine")];
    assert_int_equal(chlorine->presence, LT_PRESENT);
    assert_close(chlorine->capacity, 18.0, 1e-12);
    assert_int_equal(
        world.state->stocks[product_called(&world, "salt")].presence,
        LT_UNSEEN);
    world_clear(&world);
}

static const lt_stock *stock_of(const struct world *world, const char *name)
{
    return &world->state->stocks[product_called(world, name)];
}

static void test_two_plants_of_a_firm_are_two_series(void **state)
{
    static const char TEXT[] =
        "[regions]\nid,parent\np,-\nc,p\no,p\n"
        "[firms]\nid\nf\n"
        "[links]\nfrom,to,coefficient\na,b,1\n"
        "[capacities]\nfirm,region,product,capacity,year\n"
        "f,c,a,50,2022\nf,o,a,70,2023\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, "p", NULL), LT_OK);
    assert_close(stock_of(&world, "a")->capacity, 120.0, 0.0);
    world_clear(&world);
    assert_int_equal(world_new(&world, TEXT, "c", NULL), LT_OK);
    assert_close(stock_of(&world, "a")->capacity, 50.0, 0.0);
    world_clear(&world);
}

static void test_a_total_and_its_split_by_process_count_once(void **state)
{
    static const char TEXT[] = "[processes]\nid,product\nq1,a\nq2,a\n"
                               "[links]\nfrom,to\nz,a\n"
                               "[capacities]\nregion,product,process,capacity\n"
                               "x,a,-,100\nx,a,q1,60\nx,a,q2,40\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, NULL, NULL), LT_OK);
    assert_close(stock_of(&world, "a")->capacity, 100.0, 0.0);
    world_clear(&world);
}

static void test_plans_run_by_the_process_they_name(void **state)
{
    static const char TEXT[] =
        "[firms]\nid\nf\n[processes]\nid,product\nq1,a\nq2,a\n"
        "[recipes]\nprocess,product,role,coefficient\n"
        "q1,r1,input,1\nq2,r2,input,1\n"
        "[capacities]\nfirm,region,product,process,capacity,status\n"
        "f,x,a,q1,10,operating\nf,x,a,q2,60,planned\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, NULL, NULL), LT_OK);
    assert_close(stock_of(&world, "r1")->need_planned, 10.0, 1e-12);
    assert_close(stock_of(&world, "r2")->need_planned, 60.0, 1e-12);
    assert_close(stock_of(&world, "r1")->need, 10.0, 1e-12);
    assert_true(isnan(stock_of(&world, "r2")->need));
    world_clear(&world);
}

static void test_what_was_being_built_is_not_counted_again(void **state)
{
    static const char TEXT[] =
        "[firms]\nid\nf\n[links]\nfrom,to\nz,a\n"
        "[capacities]\nfirm,region,product,capacity,year,status\n"
        "f,x,a,50,2021,building\nf,x,a,50,2023,operating\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, NULL, NULL), LT_OK);
    assert_close(stock_of(&world, "a")->capacity_planned, 50.0, 0.0);
    world_clear(&world);
}

static void test_demands_count_by_region_and_kind(void **state)
{
    static const char TEXT[] =
        "[regions]\nid,parent\np,-\nc,p\no,p\n"
        "[links]\nfrom,to\na,b\n"
        "[demands]\nregion,product,amount,year,kind\n"
        "c,b,60,2022,final\nc,b,80,2023,final\nc,b,70,2022,export\n"
        "o,b,30,2022,final\no,b,5,2022,import\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, "p", NULL), LT_OK);
    assert_close(stock_of(&world, "b")->need, 180.0, 1e-12);
    world_clear(&world);
}

static void test_byproducts_add_to_what_firms_make(void **state)
{
    static const char TEXT[] =
        "[firms]\nid\nf\n[processes]\nid,product\nq,m\n"
        "[recipes]\nprocess,product,role,coefficient\n"
        "q,z,input,1\nq,gas,output,0.5\n"
        "[capacities]\nfirm,region,product,capacity,status\n"
        "f,x,gas,10,operating\nf,x,m,100,operating\nf,x,m,900,planned\n";
    struct world world;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, NULL, NULL), LT_OK);
    assert_close(stock_of(&world, "gas")->capacity, 60.0, 1e-12);
    assert_close(stock_of(&world, "gas")->capacity_planned, 510.0, 1e-12);
    world_clear(&world);
}

/* The same rows the other way round: the same numbers throughout. */
static void test_the_order_of_rows_is_no_matter(void **state)
{
    static const char FORTH[] = "[links]\nfrom,to,coefficient\n"
                                "b,c,2\na,b,1\na,d,3\n"
                                "[capacities]\nregion,product,capacity\n"
                                "x,c,5\nx,a,9\n";
    static const char BACK[] = "[capacities]\nregion,product,capacity\n"
                               "x,a,9\nx,c,5\n"
                               "[links]\nfrom,to,coefficient\n"
                               "a,d,3\na,b,1\nb,c,2\n";
    struct world forth;
    struct world back;

    (void)state;
    assert_int_equal(world_new(&forth, FORTH, NULL, NULL), LT_OK);
    assert_int_equal(world_new(&back, BACK, NULL, NULL), LT_OK);
    for (uint32_t p = 0; p < 4; p++)
        assert_string_equal(forth.graph->products[p].id,
                            back.graph->products[p].id);
    for (uint32_t i = 0; i < forth.graph->recipe_count; i++)
        assert_int_equal(forth.graph->recipes[i].product,
                         back.graph->recipes[i].product);
    world_clear(&forth);
    world_clear(&back);
}

/* Names that cannot be looked up for want of memory read as unknown, so wrong
 * data is an answer on the way too. */
static void test_every_failed_allocation_is_clean(void **state)
{
    const uint32_t region = 1;
    const lt_rules rules = lt_rules_default();
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status != LT_OK && allowed < 10000; allowed++) {
        lt_facts *facts = facts_from(FIBRE);
        lt_graph *graph = NULL;
        lt_state *made = NULL;

        fail_alloc_after(allowed);
        status = lt_graph_build(&graph, facts, NULL, NULL);
        if (status == LT_OK) {
            const lt_scope scope = {.graph = graph,
                                    .rules = &rules,
                                    .regions = &region,
                                    .region_count = 1,
                                    .chain = LT_NONE,
                                    .product = LT_NONE,
                                    .firm = LT_NONE};

            status = lt_state_new(&made, &scope, NULL);
        }
        fail_alloc_after(-1);
        lt_state_free(made);
        lt_graph_free(graph);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_balance_of_the_manual_comes_out),
        cmocka_unit_test(
            test_a_planned_total_is_the_level_that_will_be_reached),
        cmocka_unit_test(test_a_shortcut_is_no_input),
        cmocka_unit_test(test_another_region_has_nothing),
        cmocka_unit_test(
            test_a_total_beats_its_parts_and_leaves_shares_unknown),
        cmocka_unit_test(test_a_later_idle_row_ends_a_series),
        cmocka_unit_test(test_a_row_without_a_figure_shows_presence_alone),
        cmocka_unit_test(test_a_sort_of_another_chain_meets_by_half),
        cmocka_unit_test(test_a_special_sort_does_not_meet_a_plain_material),
        cmocka_unit_test(
            test_a_named_process_runs_alone_and_a_group_shares_need),
        cmocka_unit_test(test_what_comes_with_a_process_is_present),
        cmocka_unit_test(test_two_plants_of_a_firm_are_two_series),
        cmocka_unit_test(test_a_total_and_its_split_by_process_count_once),
        cmocka_unit_test(test_plans_run_by_the_process_they_name),
        cmocka_unit_test(test_what_was_being_built_is_not_counted_again),
        cmocka_unit_test(test_demands_count_by_region_and_kind),
        cmocka_unit_test(test_byproducts_add_to_what_firms_make),
        cmocka_unit_test(test_the_order_of_rows_is_no_matter),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
