/* Extensions, chains to be built, and what a row says, worked by hand. */
#include "analysis/gap_parts.h"
#include "analysis/runs.h"
#include "support/answer_cells.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"
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

static void run(lt_answer *answer, struct world *world, const char *text)
{
    lt_request request = {0};

    assert_int_equal(world_new(world, text, NULL, NULL), LT_OK);
    request.graph = world->graph;
    request.state = world->state;
    *answer = lt_answer_new("gaps", LT_EN);
    assert_int_equal(lt_run_gaps(answer, &request, NULL), LT_OK);
}

/* --- extend --------------------------------------------------------------- */

/* The plan of 2022: 80 PX and 120 PTA are to come (万吨). */
static const char POLYESTER[] =
    "[products]\nid,unit,stage,chains\n"
    "px,万吨,basic,fibre\npta,万吨,intermediate,fibre\n"
    "glycol,万吨,basic,fibre\npolyester,万吨,intermediate,fibre\n"
    "[links]\nfrom,to,coefficient\n"
    "px,pta,0.655\npta,polyester,0.855\nglycol,polyester,0.335\n"
    "[capacities]\nregion,product,capacity,status\n"
    "x,px,21.5,operating\nx,pta,32.5,operating\n"
    "x,polyester,38,operating\nx,glycol,20,operating\n"
    "x,px,80,planned\nx,pta,120,planned\n";

static void test_planned_pta_makes_room_for_polyester(void **state)
{
    struct world world;
    lt_answer answer;
    const lt_value *list = NULL;
    uint32_t row = 0;

    (void)state;
    run(&answer, &world, POLYESTER);
    row = row_with(&answer, "product", "id", "polyester");
    assert_string_equal(text_in(cell(&answer, row, "kind")), "extend");
    list = cell(&answer, row, "absorb");
    /* Glycol has 7.27 to spare today and PTA has, once planned, 87.51. */
    for (uint32_t i = 0; i < list->count; i++) {
        const lt_value *use = &list->items[i];

        if (strcmp(text_in(field(use, "name")), "pta") != 0)
            continue;
        assert_string_equal(text_in(field(use, "horizon")), "planned");
        assert_close(number_in(field(use, "surplus")), 87.51, 1e-9);
        assert_close(number_in(field(use, "size")), 87.51 / 0.855, 1e-9);
        assert_close(number_in(field(use, "capped")), 7.27 / 0.335, 1e-9);
        assert_string_equal(text_in(field(use, "limit")), "glycol");
        lt_answer_clear(&answer);
        world_clear(&world);
        return;
    }
    fail_msg("no use of pta");
}

static void test_a_barred_process_takes_up_no_surplus(void **state)
{
    static const char TEXT[] =
        "[products]\nid,stage,chains\nalumina,basic,al\n"
        "aluminium,basic,al\nstrip,intermediate,al\nfoil,component,al\n"
        "[processes]\nid,product,status\nsmelt,aluminium,restricted\n"
        "[recipes]\nprocess,product,role,coefficient\n"
        "smelt,alumina,input,1.9\n"
        "[links]\nfrom,to,coefficient\naluminium,strip,1\nstrip,foil,1\n"
        "[capacities]\nregion,product,capacity\n"
        "x,alumina,100\nx,aluminium,40\nx,strip,10\n";
    struct world world;
    lt_gaps *gaps = judge(&world, TEXT, NULL);

    (void)state;
    /* Alumina has 24 to spare of 100, aluminium 30 of 40. */
    assert_leads(&world, gaps, "aluminium", "restricted");
    assert_false(has(&world, gaps, "aluminium", SUB_ABSORB));
    assert_leads(&world, gaps, "strip", "absorb");
    assert_leads(&world, gaps, "foil", "depth");
    end(&world, gaps);
}

/* Foil: from aluminium an extension, from batteries a missing input. The salt
 * of the fluorine chain likewise. */
static void test_one_product_is_extension_here_and_fill_there(void **state)
{
    static const char TEXT[] =
        "[products]\nid,stage,chains\nstrip,intermediate,al\n"
        "foil,component,al;li\nhf,basic,fluorine\n"
        "salt,intermediate,fluorine;li\ncell,component,li\n"
        "[links]\nfrom,to\nstrip,foil\nhf,salt\nfoil,cell\nsalt,cell\n"
        "[capacities]\nregion,product,capacity\n"
        "x,strip,1\nx,hf,1\nx,cell,1\n";
    static const char *const GAPS[] = {"foil", "salt"};
    static const char *const ABOVE[] = {"al", "fluorine"};
    struct world world;
    lt_answer answer;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        lt_gaps *gaps = judge(&world, TEXT, ABOVE[i]);

        assert_leads(&world, gaps, GAPS[i], "depth");
        end(&world, gaps);
        gaps = judge(&world, TEXT, "li");
        assert_leads(&world, gaps, GAPS[i], "bridge");
        end(&world, gaps);
    }
    run(&answer, &world, TEXT);
    for (size_t i = 0; i < 2; i++) {
        const lt_value *kinds =
            cell(&answer, row_with(&answer, "product", "id", GAPS[i]), "kinds");

        assert_int_equal(kinds->count, 2);
        assert_string_equal(text_in(field(&kinds->items[0], "chain")), "li");
        assert_string_equal(text_in(field(&kinds->items[0], "kind")), "fill");
        assert_string_equal(text_in(field(&kinds->items[1], "chain")),
                            ABOVE[i]);
        assert_string_equal(text_in(field(&kinds->items[1], "kind")), "extend");
    }
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* --- build ---------------------------------------------------------------- */

/* Eight products of a chain, one of them made; seven of another. */
static void write_chains(char *text, size_t room, uint32_t made)
{
    size_t used = (size_t)snprintf(text, room,
                                   "[chains]\nid,parent\nbig,-\nrobots,big\n"
                                   "toys,-\n"
                                   "[products]\nid,unit,stage,chains\n");

    for (uint32_t i = 0; i < 10; i++)
        used += (size_t)snprintf(text + used, room - used, "r%u,件,%s,robots\n",
                                 i, i < 5 ? "basic" : "component");
    for (uint32_t i = 0; i < 7; i++)
        used += (size_t)snprintf(text + used, room - used,
                                 "t%u,件,component,toys\n", i);
    used += (size_t)snprintf(text + used, room - used,
                             "tool,台,equipment,robots\n"
                             "[capacities]\nregion,product,capacity\n");
    for (uint32_t i = 0; i < made; i++)
        used += (size_t)snprintf(text + used, room - used, "x,r%u,5\n", i);
    (void)snprintf(text + used, room - used,
                   "x,lone,1\n[products]\nid\nlone\n");
}

static void test_a_chain_without_a_base_is_to_be_built(void **state)
{
    static char text[4096];
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    write_chains(text, sizeof(text), 5); /* 5 of 10, but none of the later. */
    gaps = judge(&world, text, NULL);
    assert_leads(&world, gaps, "r9", "build");
    assert_leads(&world, gaps, "r0", "none");
    assert_leads(&world, gaps, "t1", "none"); /* 图谱不足 */
    assert_leads(&world, gaps, "tool", "none");
    assert_close(on(&world, gaps, "r9")->part[PART_READINESS], 0.5, 1e-12);
    end(&world, gaps);
    write_chains(text, sizeof(text), 6); /* One of the later. */
    gaps = judge(&world, text, NULL);
    assert_leads(&world, gaps, "r9", "none");
    end(&world, gaps);
    write_chains(text, sizeof(text), 5);
    gaps = judge(&world, text, "toys");
    assert_leads(&world, gaps, "r9", "none");
    end(&world, gaps);
}

static void test_the_row_of_a_chain_stands_above_its_products(void **state)
{
    static char text[4096];
    struct world world;
    lt_answer answer;
    int noted = 0;

    (void)state;
    write_chains(text, sizeof(text), 0);
    run(&answer, &world, text);
    /* Both the chain and the one above it are to be built. */
    assert_int_equal(cell(&answer, 0, "product")->kind, LT_VALUE_NONE);
    for (uint32_t row = 0; row < answer.sections[0].table.row_count; row++) {
        const lt_value *chains = cell(&answer, row, "chains");

        assert_string_equal(text_in(cell(&answer, row, "kind")), "build");
        assert_true(chains->count == 1);
    }
    assert_int_equal(answer.sections[0].table.row_count, 12);
    for (uint32_t i = 0; i < answer.note_count; i++)
        noted |= strstr(answer.notes[i], "toys") != NULL;
    assert_true(noted);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* 60 are missing of which a project makes 20: 40 against a least scale of 100;
 * 60 at 2 yuan, 40 at 3 a unit; a maker in the other city of the province. */
static void test_a_row_says_what_it_would_take(void **state)
{
    static const char TEXT[] =
        "[regions]\nid,parent\np,-\nx,p\ny,p\nfar,-\n"
        "[products]\nid,unit,stage,price\nu,t,basic,2e8\nv,t,basic,-\n"
        "[processes]\nid,product,min_scale,investment\n"
        "pu,u,100,3e8\npv,v,-,-\n"
        "[recipes]\nprocess,product,role,coefficient\npv,u,input,1\n"
        "[firms]\nid,region\nnear,y\naway,far\n"
        "[capacities]\nfirm,region,product,capacity,year\n"
        "-,x,v,60,2020\nnear,-,u,9,2019\nnear,-,u,7,2020\naway,-,u,8,2020\n"
        "[projects]\nid,product,region,capacity,status,year\n"
        "j,u,x,20,signed,2027\n";
    struct world world;
    lt_answer answer;
    lt_request request = {0};
    const lt_value *list = NULL;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, "x", NULL), LT_OK);
    request.graph = world.graph;
    request.state = world.state;
    answer = lt_answer_new("gaps", LT_EN);
    assert_int_equal(lt_run_gaps(&answer, &request, NULL), LT_OK);
    assert_close(number_in(cell(&answer, 0, "deficit")), 60.0, 1e-9);
    assert_close(number_in(cell(&answer, 0, "deficit_left")), 40.0, 1e-9);
    assert_close(number_in(cell(&answer, 0, "left_year")), 2027.0, 1e-9);
    assert_string_equal(text_in(cell(&answer, 0, "viability")),
                        "with exports or a neighbour");
    assert_close(number_in(cell(&answer, 0, "market")), 120.0, 1e-9);
    assert_close(number_in(cell(&answer, 0, "investment")), 120.0, 1e-9);
    list = cell(&answer, 0, "neighbours");
    assert_int_equal(list->count, 1);
    assert_string_equal(text_in(field(&list->items[0], "name")), "near");
    assert_close(number_in(field(&list->items[0], "capacity")), 7.0, 1e-9);
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* A by-product that nobody uses, and who could live off it. */
static void test_unused_waste_closes_a_loop(void **state)
{
    static const char TEXT[] =
        "[products]\nid,stage\nsteel,basic\nslag,basic\ncement,basic\n"
        "[links]\nfrom,to,kind,coefficient\n"
        "steel,slag,byproduct,0.3\nslag,cement,input,0.5\n"
        "[capacities]\nregion,product,capacity\nx,steel,10\n";
    struct world world;
    lt_answer answer;
    const lt_value *list = NULL;

    (void)state;
    run(&answer, &world, TEXT);
    list = cell(&answer, row_with(&answer, "product", "id", "cement"),
                "attributes");
    assert_int_equal(list->count, 1);
    assert_string_equal(text_in(&list->items[0]), "circular");
    lt_answer_clear(&answer);
    world_clear(&world);
}

/* The newer document of an office is heard, another office's old one too. */
static void test_a_newer_document_supersedes_an_older_one(void **state)
{
    static const char TEXT[] =
        "[sources]\nid,number,date\no,市政〔2020〕1号,2020\n"
        "n,市政〔2024〕1号,2024\nq,省政〔2020〕1号,2020\n"
        "[products]\nid,stage\na,basic\nb,basic\nc,basic\n"
        "[links]\nfrom,to\na,b\na,c\n"
        "[capacities]\nregion,product,capacity,year\nx,a,1,2024\n"
        "[targets]\nsubject,indicator,target,source\n"
        "product:b,output,5,o\nproduct:c,output,5,q\n"
        "[statements]\nsubject,kind,value,source\n"
        "product:b,gap,补,n\nproduct:c,gap,补,n\n";
    struct world world;
    lt_gaps *gaps = NULL;

    (void)state;
    assert_int_equal(world_new(&world, TEXT, NULL, NULL), LT_OK);
    world.scope.year = 2021;
    assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
    assert_close(on(&world, gaps, "b")->part[PART_POLICY], 0.8, 1e-12);
    assert_close(on(&world, gaps, "c")->part[PART_POLICY], 0.9, 1e-12);
    end(&world, gaps);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    static char text[8192];
    struct world world;
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    write_chains(text, sizeof(text), 5);
    (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s",
                   "[links]\nfrom,to,coefficient\nr0,r1,0.1\nr1,r9,0.1\n"
                   "r5,r9,1\nr0,t1,1\n"
                   "[regions]\nid,parent\np,-\nx,p\ny,p\n"
                   "[capacities]\nfirm,region,product,capacity\n"
                   "f,x,r5,1\ng,x,t1,9\nn,y,r9,2\n"
                   "[supplies]\nsupplier,customer,product,amount\nn,f,r5,1\n"
                   "[demands]\nregion,product,amount,kind\nx,r0,1,import\n"
                   "[projects]\nid,product,capacity\nj,r9,1\n"
                   "[statements]\nsubject,kind,value\nproduct:r9,gap,补\n");
    assert_int_equal(world_new(&world, text, "x", NULL), LT_OK);
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("gaps", LT_ZH);
        const lt_request request = {world.graph, world.state};

        fail_alloc_after(allowed);
        status = lt_run_gaps(&answer, &request, NULL);
        fail_alloc_after(-1);
        lt_answer_clear(&answer);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 40);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planned_pta_makes_room_for_polyester),
        cmocka_unit_test(test_a_barred_process_takes_up_no_surplus),
        cmocka_unit_test(test_one_product_is_extension_here_and_fill_there),
        cmocka_unit_test(test_a_chain_without_a_base_is_to_be_built),
        cmocka_unit_test(test_the_row_of_a_chain_stands_above_its_products),
        cmocka_unit_test(test_a_row_says_what_it_would_take),
        cmocka_unit_test(test_unused_waste_closes_a_loop),
        cmocka_unit_test(test_a_newer_document_supersedes_an_older_one),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("gap_rows", tests, NULL, NULL);
}
