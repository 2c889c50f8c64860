/* Gaps that rest on parts, makers, sorts and closures, worked by hand. */
#include "analysis/gap_parts.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/graph_text.h"

#include <stdio.h>
#include <string.h>

static lt_gaps *judge(struct world *world, const char *text, const char *chain)
{
    lt_gaps *gaps = NULL;

    assert_int_equal(world_new(world, text, NULL, chain), LT_OK);
    assert_int_equal(lt_gaps_new(&gaps, world->state, NULL), LT_OK);
    return gaps;
}

static void end(struct world *world, lt_gaps *gaps)
{
    lt_gaps_free(gaps);
    world_clear(world);
}

static const struct verdict *on(const struct world *world, const lt_gaps *gaps,
                                const char *name)
{
    return &gaps->verdicts[product_called(world, name)];
}

static void assert_leads(const struct world *world, const lt_gaps *gaps,
                         const char *name, const char *subkind)
{
    const struct verdict *verdict = on(world, gaps, name);
    const char *found = verdict->lead == SUB_COUNT
                            ? "none"
                            : gap_subkind_word((enum gap_subkind)verdict->lead);

    if (strcmp(found, subkind) != 0)
        fail_msg("%s is %s, not %s", name, found, subkind);
}

static int has(const struct world *world, const lt_gaps *gaps, const char *name,
               enum gap_subkind subkind)
{
    return gap_holds(on(world, gaps, name), subkind);
}

/* --- assembly ------------------------------------------------------------- */

/* A turbine of which the bearing alone is made, a car of which the motor and
 * battery are, and a lamp that is not put together from parts. */
static const char ASSEMBLY[] = "[products]\n"
                               "id,name,unit,stage,chains\n"
                               "turbine,-,台,final,wind\n"
                               "generator,-,台,component,wind\n"
                               "inverter,-,台,equipment,wind\n"
                               "gearbox,-,台,component,wind\n"
                               "ore,-,t,raw,wind\n"
                               "power,-,kWh,energy,wind\n"
                               "wind_bearing,-,件,component,bearings\n"
                               "car,-,辆,final,cars\n"
                               "motor,-,台,component,cars\n"
                               "battery,-,kWh,component,cars\n"
                               "body,-,件,component,cars\n"
                               "lamp,-,件,final,lamps\n"
                               "glass,-,t,basic,lamps\n"
                               "gas,-,t,basic,lamps\n"
                               "[links]\n"
                               "from,to\n"
                               "generator,turbine\n"
                               "inverter,turbine\n"
                               "gearbox,turbine\n"
                               "wind_bearing,turbine\n"
                               "ore,turbine\n"
                               "power,turbine\n"
                               "motor,car\n"
                               "battery,car\n"
                               "body,car\n"
                               "glass,lamp\n"
                               "gas,lamp\n"
                               "[capacities]\n"
                               "region,product,capacity\n"
                               "x,motor,5\n"
                               "x,battery,5\n"
                               "x,glass,5\n"
                               "x,gas,5\n"
                               "x,wind_bearing,5\n";

static void test_a_missing_whole_with_two_parts_is_a_terminal(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, ASSEMBLY, NULL);

    (void)state;
    assert_leads(&world, gaps, "car", "terminal");
    assert_false(has(&world, gaps, "car", SUB_DEPTH));
    /* Of its inputs none is a component: an extension. */
    assert_leads(&world, gaps, "lamp", "depth");
    /* One part in six, used by nobody else: 1/6 < 0.3. */
    assert_leads(&world, gaps, "turbine", "depth");
    end(&world, gaps);
}

static void test_what_a_reachable_whole_lacks_is_its_complement(void **state)
{
    struct world world;
    lt_gaps *gaps = judge(&world, ASSEMBLY, NULL);

    (void)state;
    assert_leads(&world, gaps, "body", "complement");
    assert_int_equal(on(&world, gaps, "body")->completes,
                     product_called(&world, "car"));
    assert_leads(&world, gaps, "gearbox", "none");
    end(&world, gaps);
}

static void test_the_parts_of_a_turbine_are_its_complements(void **state)
{
    /* The gearbox bearing as well: two parts are there. */
    static char text[4096];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%s%s", ASSEMBLY,
                   "[products]\nid,stage,chains\ntower,component,wind\n"
                   "[links]\nfrom,to\ntower,turbine\n"
                   "[capacities]\nregion,product,capacity\nx,tower,1\n");
    gaps = judge(&world, text, NULL);
    assert_leads(&world, gaps, "turbine", "terminal");
    assert_leads(&world, gaps, "generator", "complement");
    assert_leads(&world, gaps, "inverter", "complement");
    assert_leads(&world, gaps, "gearbox", "complement");
    /* Raw material and energy complete nothing. */
    assert_leads(&world, gaps, "ore", "none");
    assert_leads(&world, gaps, "power", "none");
    end(&world, gaps);
}

static void test_terminals_and_complements_are_seen_from_their_chain(void **s)
{
    struct world world;
    lt_gaps *gaps = judge(&world, ASSEMBLY, "cars");

    (void)s;
    assert_leads(&world, gaps, "car", "terminal");
    assert_leads(&world, gaps, "body", "complement");
    end(&world, gaps);
    gaps = judge(&world, ASSEMBLY, "bearings");
    assert_leads(&world, gaps, "car", "none");
    assert_leads(&world, gaps, "turbine", "depth");
    end(&world, gaps);
}

static void test_a_target_makes_a_whole_of_any_stage(void **state)
{
    static const char TEXT[] = "[products]\nid,stage\n"
                               "panel,component\ncell,component\n"
                               "frame,component\nfoil,component\n"
                               "[links]\nfrom,to\n"
                               "cell,panel\nframe,panel\nfoil,panel\n"
                               "[capacities]\nregion,product,capacity\n"
                               "x,cell,1\nx,frame,1\n"
                               "[targets]\nsubject,indicator\n"
                               "product:panel,output\n";
    struct world world;
    lt_gaps *gaps = judge(&world, TEXT, NULL);

    (void)state;
    assert_leads(&world, gaps, "panel", "depth");
    assert_leads(&world, gaps, "foil", "complement");
    end(&world, gaps);
}

/* --- strengthen ----------------------------------------------------------- */

static const char BEARINGS[] = "[products]\n"
                               "id,unit,stage,chains,base_class,importance\n"
                               "bearing,件,component,b,-,-\n"
                               "ball,件,component,b,-,-\n"
                               "rail,件,component,b,part,-\n"
                               "toy,件,component,b,-,0.4\n"
                               "space,件,component,space,part,-\n"
                               "train,辆,final,trains,-,-\n"
                               "[links]\n"
                               "from,to,kind\n"
                               "ball,bearing,kind_of\n"
                               "rail,bearing,kind_of\n"
                               "toy,bearing,kind_of\n"
                               "space,bearing,kind_of\n"
                               "rail,train,input\n"
                               "[capacities]\n"
                               "region,product,capacity,status\n"
                               "x,train,3,operating\n";

static void test_a_better_sort_of_what_is_made_is_an_upgrade(void **state)
{
    static char text[2048];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%sx,ball,9,operating\n", BEARINGS);
    gaps = judge(&world, text, NULL);
    /* Before the missing input that it is as well. */
    assert_leads(&world, gaps, "rail", "upgrade");
    assert_true(has(&world, gaps, "rail", SUB_INPUT));
    assert_string_equal(lt_gaps_kind(gaps, product_called(&world, "rail")),
                        "strengthen");
    assert_leads(&world, gaps, "toy", "none");   /* Of no importance. */
    assert_leads(&world, gaps, "space", "none"); /* Of another chain. */
    end(&world, gaps);
    gaps = judge(&world, text, "trains");
    assert_leads(&world, gaps, "rail", "input");
    end(&world, gaps);
}

static void test_an_upgrade_of_what_is_planned_does_not_lead(void **state)
{
    static char text[2048];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%sx,ball,9,planned\n", BEARINGS);
    gaps = judge(&world, text, NULL);
    assert_leads(&world, gaps, "rail", "input");
    assert_false(has(&world, gaps, "rail", SUB_UPGRADE));
    lt_gaps_free(gaps);
    lt_state_free(world.state);
    world.scope.horizon = LT_HORIZON_PLANNED;
    assert_int_equal(lt_state_new(&world.state, &world.scope, NULL), LT_OK);
    assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
    assert_true(has(&world, gaps, "rail", SUB_UPGRADE));
    assert_leads(&world, gaps, "rail", "input");
    end(&world, gaps);
}

static const char STRONG[] = "[products]\nid,unit,stage,chains,price\n"
                             "a,t,basic,c,1\nb,t,intermediate,c,1\n"
                             "d,t,intermediate,c,1\ne,t,final,c,1\n"
                             "[processes]\nid,product,min_scale\n"
                             "pa,a,20\npb,b,-\npd,d,-\npe,e,-\n"
                             "[recipes]\nprocess,product,role,coefficient\n"
                             "pb,a,input,1\npd,a,input,1\npe,b,input,1\n"
                             "[firms]\nid,region,group\n"
                             "one,x,-\ntwo,x,-\nfar,y,-\n"
                             "[regions]\nid,parent\np,-\nx,p\ny,p\nz,p\n"
                             "[capacities]\nfirm,product,capacity\n";

/* a feeds b and d, and b feeds e. Worth 10 each; a's only maker stops all. */
static void test_one_maker_on_whom_the_chain_hangs_is_a_choke(void **state)
{
    static char text[4096];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%s%s", STRONG,
                   "one,a,10\ntwo,b,10\ntwo,d,10\ntwo,e,10\n");
    gaps = judge(&world, text, NULL);
    assert_true(has(&world, gaps, "a", SUB_CHOKE));
    assert_close(on(&world, gaps, "a")->choke, 1.0, 1e-12);
    assert_true(has(&world, gaps, "a", SUB_SCALE)); /* 10 < 20. */
    /* b and e are of one firm: captive. */
    assert_false(has(&world, gaps, "b", SUB_CHOKE));
    assert_false(has(&world, gaps, "b", SUB_SINGLE));
    /* Nobody uses e. */
    assert_false(has(&world, gaps, "e", SUB_CHOKE));
    end(&world, gaps);
}

/* Two makers of 10 and 10: half of everything; of 4 and 16: the larger one. */
static void test_the_largest_maker_that_is_not_captive_counts(void **state)
{
    static char text[4096];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%s%s", STRONG,
                   "one,a,4\nthree,a,16\ntwo,b,10\ntwo,d,10\ntwo,e,10\n"
                   "[firms]\nid,region\nthree,x\n");
    gaps = judge(&world, text, NULL);
    assert_close(on(&world, gaps, "a")->choke, 0.8, 1e-12);
    assert_false(has(&world, gaps, "a", SUB_SINGLE));
    assert_true(has(&world, gaps, "a", SUB_SCALE)); /* 16 < 20. */
    end(&world, gaps);
}

static void test_supply_from_elsewhere_is_a_dependence(void **state)
{
    static char text[4096];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    (void)snprintf(text, sizeof(text), "%s%s", STRONG,
                   "one,a,30\ntwo,b,10\ntwo,d,10\ntwo,e,10\n"
                   "[supplies]\nsupplier,customer,product,amount,year\n"
                   "far,two,a,3,2020\none,two,b,3,2020\n"
                   "[demands]\nregion,product,amount,year,kind\n"
                   "x,d,5,2019,import\nx,d,0,2020,import\n"
                   "x,e,5,2020,import\ny,b,5,2020,import\n");
    assert_int_equal(world_new(&world, text, "x", NULL), LT_OK);
    assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
    assert_true(has(&world, gaps, "a", SUB_DEPENDENCE));
    assert_false(has(&world, gaps, "b", SUB_DEPENDENCE));
    assert_false(has(&world, gaps, "d", SUB_DEPENDENCE)); /* No more. */
    assert_true(has(&world, gaps, "e", SUB_DEPENDENCE));
    end(&world, gaps);
}

/* Cover 0.29, 0.3, 0.94 and 0.95 of a need of 100. */
static void test_cover_tells_thin_from_short(void **state)
{
    static const struct {
        const char *capacity;
        const char *subkind;
    } CASES[] = {
        {"29", "thin"}, {"30", "shortage"}, {"94", "shortage"}, {"95", "none"}};
    static char text[1024];

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct world world;
        lt_gaps *gaps = NULL;

        (void)snprintf(text, sizeof(text),
                       "[products]\nid,stage,chains\nu,basic,c\n"
                       "v,basic,d\nw,basic,c\n"
                       "[links]\nfrom,to,coefficient\nu,v,1\n"
                       "[capacities]\nregion,product,capacity\n"
                       "x,v,100\nx,w,1\nx,u,%s\n"
                       "[demands]\nregion,product,amount,kind\n"
                       "x,w,100,final\n",
                       CASES[i].capacity);
        gaps = judge(&world, text, NULL);
        assert_leads(&world, gaps, "u", CASES[i].subkind);
        /* Nobody here makes anything of w. */
        assert_leads(&world, gaps, "w", "none");
        end(&world, gaps);
        /* Thin is a need of d, a shortage a weakness of c. */
        gaps = judge(&world, text, "d");
        assert_leads(&world, gaps, "u", i == 0 ? "thin" : "none");
        end(&world, gaps);
        gaps = judge(&world, text, "c");
        assert_leads(&world, gaps, "u", i == 1 || i == 2 ? "shortage" : "none");
        end(&world, gaps);
    }
}

/* The old line is closed, the new one runs: the process is shed. */
static void test_an_old_line_is_shed_and_its_product_is_not(void **state)
{
    static const char TEXT[] =
        "[products]\nid,stage\nbearing,component\nmotor,final\n"
        "[processes]\nid,product\nold,bearing\nnew,bearing\n"
        "[links]\nfrom,to,coefficient\nbearing,motor,1\n"
        "[capacities]\nfirm,region,product,process,capacity\n"
        "f,x,bearing,old,5\nf,x,bearing,new,5\ng,x,motor,-,100\n"
        "[statements]\nsubject,kind,value\nprocess:old,closure,淘汰\n";
    struct world world;
    lt_gaps *gaps = judge(&world, TEXT, NULL);

    (void)state;
    assert_true(has(&world, gaps, "bearing", SUB_OBSOLETE));
    assert_leads(&world, gaps, "bearing", "single");
    assert_true(has(&world, gaps, "bearing", SUB_THIN)); /* 10 of 100. */
    end(&world, gaps);
}

static void test_a_limit_on_additions_is_restricted_and_no_end(void **state)
{
    static const char TEXT[] =
        "[products]\nid,stage\ncoke,basic\ntar,basic\n"
        "[capacities]\nregion,product,capacity\nx,coke,5\nx,tar,5\n"
        "[statements]\nsubject,kind,value\n"
        "product:coke,closure,控总量\nproduct:tar,closure,-\n";
    struct world world;
    lt_gaps *gaps = judge(&world, TEXT, NULL);

    (void)state;
    assert_leads(&world, gaps, "coke", "restricted");
    assert_leads(&world, gaps, "tar", "obsolete");
    end(&world, gaps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_missing_whole_with_two_parts_is_a_terminal),
        cmocka_unit_test(test_what_a_reachable_whole_lacks_is_its_complement),
        cmocka_unit_test(test_the_parts_of_a_turbine_are_its_complements),
        cmocka_unit_test(
            test_terminals_and_complements_are_seen_from_their_chain),
        cmocka_unit_test(test_a_target_makes_a_whole_of_any_stage),
        cmocka_unit_test(test_a_better_sort_of_what_is_made_is_an_upgrade),
        cmocka_unit_test(test_an_upgrade_of_what_is_planned_does_not_lead),
        cmocka_unit_test(test_one_maker_on_whom_the_chain_hangs_is_a_choke),
        cmocka_unit_test(test_the_largest_maker_that_is_not_captive_counts),
        cmocka_unit_test(test_supply_from_elsewhere_is_a_dependence),
        cmocka_unit_test(test_cover_tells_thin_from_short),
        cmocka_unit_test(test_an_old_line_is_shed_and_its_product_is_not),
        cmocka_unit_test(test_a_limit_on_additions_is_restricted_and_no_end),
    };

    return cmocka_run_group_tests_name("gap_kinds", tests, NULL, NULL);
}
