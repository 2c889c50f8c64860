#include "analysis/analysis.h"
#include "support/answer_cells.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"
#include "support/graph_text.h"

#include <string.h>

/* PX and glycol make polyester, which cars and clothes use; a chain of textile
 * and one of cars; equipment beside; two recipes for PTA. */
static const char FACTS[] = "[regions]\n"
                            "id,name,kind\n"
                            "luoyang,洛阳市,city\n"
                            "[chains]\n"
                            "id,name,name_en\n"
                            "textile,纺织,Textile\n"
                            "car,汽车产业链,Cars\n"
                            "[products]\n"
                            "id,name,unit,stage,chains\n"
                            "px,对二甲苯,万吨,basic,textile\n"
                            "pta,精对苯二甲酸,万吨,intermediate,textile\n"
                            "acid,醋酸,万吨,basic,textile\n"
                            "pet,聚酯,万吨,intermediate,textile\n"
                            "fibre,纤维,吨,component,textile\n"
                            "sort,长丝,吨,component,textile\n"
                            "seat,座椅,万件,component,car\n"
                            "vehicle,整车,万辆,final,car\n"
                            "spinner,纺丝机,台,equipment,textile\n"
                            "tail,焦油,万吨,basic,textile\n"
                            "lonely,孤品,万吨,final,textile\n"
                            "[links]\n"
                            "from,to,kind,coefficient,essential\n"
                            "px,pta,input,-,yes\n"
                            "pta,pet,input,0.855,yes\n"
                            "px,pet,input,-,yes\n"
                            "pet,fibre,input,0.000101,yes\n"
                            "sort,fibre,kind_of,-,-\n"
                            "fibre,seat,input,-,no\n"
                            "seat,vehicle,input,-,yes\n"
                            "spinner,fibre,equipment,-,-\n"
                            "[processes]\n"
                            "id,product,name\n"
                            "new,pta,新法\n"
                            "old,pta,旧法\n"
                            "[recipes]\n"
                            "process,product,role,coefficient\n"
                            "new,px,input,0.655\n"
                            "old,px,input,0.7\n"
                            "old,acid,optional,0.04\n"
                            "old,tail,output,0.01\n"
                            "[firms]\n"
                            "id,name,region\n"
                            "f1,甲厂,luoyang\n"
                            "f2,乙厂,luoyang\n"
                            "f3,外厂,-\n"
                            "[capacities]\n"
                            "firm,region,product,process,capacity,year,status\n"
                            "f1,luoyang,px,-,21.5,2022,operating\n"
                            "f2,luoyang,pta,old,10,2022,operating\n"
                            "f1,luoyang,pta,old,22.5,2022,operating\n"
                            "-,luoyang,pet,-,38,2022,operating\n"
                            "-,luoyang,fibre,-,-,2022,planned\n"
                            "-,luoyang,acid,-,-,2022,none\n";

struct mapped {
    struct world world;
    lt_answer answer;
};

static lt_status map_at(struct mapped *mapped, const char *chain,
                        const char *product, lt_level level, lt_lang lang)
{
    lt_status status = world_new(&mapped->world, FACTS, NULL, chain);

    mapped->answer = lt_answer_new("map", lang);
    if (status != LT_OK)
        return status;
    mapped->world.scope.lang = lang;
    mapped->world.scope.level = level;
    mapped->world.scope.year = 2022;
    if (product != NULL)
        mapped->world.scope.product = product_called(&mapped->world, product);
    return lt_analysis_find("map")->run(
        &mapped->answer,
        &(lt_request){mapped->world.graph, mapped->world.state}, NULL);
}

static lt_status map_of(struct mapped *mapped, const char *chain,
                        const char *product, lt_lang lang)
{
    return map_at(mapped, chain, product, LT_LEVEL_AUTO, lang);
}

static void mapped_clear(struct mapped *mapped)
{
    lt_answer_clear(&mapped->answer);
    world_clear(&mapped->world);
}

/* The node with an id, or NULL. */
static const lt_chart_node *node(const struct mapped *mapped, const char *id)
{
    const lt_chart *chart = mapped->answer.chart;

    for (uint32_t v = 0; v < chart->node_count; v++)
        if (strcmp(chart->nodes[v].id, id) == 0)
            return &chart->nodes[v];
    return NULL;
}

/* The edge of a kind between two nodes, or NULL; fails on a second one. */
static const lt_chart_edge *edge(const struct mapped *mapped, const char *from,
                                 const char *to, const char *kind)
{
    const lt_chart *chart = mapped->answer.chart;
    const lt_chart_edge *found = NULL;

    for (uint32_t e = 0; e < chart->edge_count; e++) {
        const lt_chart_edge *line = &chart->edges[e];

        if (strcmp(chart->nodes[line->from].id, from) != 0 ||
            strcmp(chart->nodes[line->to].id, to) != 0 ||
            strcmp(line->kind, kind) != 0)
            continue;
        assert_null(found);
        found = line;
    }
    return found;
}

static void test_products_with_links_are_shown_and_no_other(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_int_equal(map.answer.chart->node_count, 10);
    assert_null(node(&map, "lonely"));
    for (uint32_t v = 0; v < map.answer.chart->node_count; v++)
        assert_int_equal(map.answer.chart->nodes[v].outside, 0);
    assert_int_equal(map.answer.sections[0].table.row_count, 10);
    assert_int_equal(map.answer.sections[1].table.row_count,
                     map.answer.chart->edge_count);
    mapped_clear(&map);
}

static void test_a_chain_shows_its_neighbours_and_no_further(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, "textile", NULL, LT_ZH), LT_OK);
    assert_int_equal(node(&map, "fibre")->outside, 0);
    assert_int_equal(node(&map, "seat")->outside, 1);
    assert_string_equal(node(&map, "seat")->group, "汽车产业链");
    assert_null(node(&map, "vehicle"));
    mapped_clear(&map);
}

static void test_marks_follow_the_local_state(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_int_equal(node(&map, "pet")->mark, LT_MARK_PRESENT);
    assert_int_equal(node(&map, "fibre")->mark, LT_MARK_COMING);
    assert_int_equal(node(&map, "acid")->mark, LT_MARK_ABSENT);
    assert_int_equal(node(&map, "vehicle")->mark, LT_MARK_UNSEEN);
    assert_true(isnan(node(&map, "vehicle")->capacity));
    assert_close(node(&map, "pet")->capacity, 38.0, 1e-9);
    assert_string_equal(node(&map, "pet")->unit, "万吨");
    mapped_clear(&map);
}

static void test_local_makers_are_named(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_string_equal(node(&map, "pta")->makers, "乙厂；甲厂");
    assert_null(node(&map, "pet")->makers);
    mapped_clear(&map);
}

/* The old process is the one that runs: its coefficient counts. */
static void test_coefficients_come_from_the_main_process(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_close(edge(&map, "px", "pta", "input")->coefficient, 0.7, 1e-12);
    assert_close(edge(&map, "pta", "pet", "input")->coefficient, 0.855, 1e-12);
    /* In the units shown: 万吨 of polyester for one 吨 of fibre. */
    assert_close(edge(&map, "pet", "fibre", "input")->coefficient, 0.000101,
                 1e-12);
    mapped_clear(&map);
}

static void test_recipes_add_what_no_link_says(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_non_null(edge(&map, "acid", "pta", "input"));
    assert_int_equal(edge(&map, "acid", "pta", "input")->essential, 0);
    assert_non_null(edge(&map, "pta", "tail", "byproduct"));
    assert_close(edge(&map, "pta", "tail", "byproduct")->coefficient, 0.01,
                 1e-12);
    mapped_clear(&map);
}

static void test_shortcuts_and_optional_links_are_told_apart(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_int_equal(edge(&map, "fibre", "seat", "input")->essential, 0);
    assert_int_equal(edge(&map, "px", "pta", "input")->shortcut, 0);
    assert_non_null(edge(&map, "sort", "fibre", "kind_of"));
    assert_non_null(edge(&map, "spinner", "fibre", "equipment"));
    mapped_clear(&map);
}

static void test_a_product_shows_its_lineage_alone(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, "pta", LT_ZH), LT_OK);
    assert_non_null(node(&map, "px"));
    assert_non_null(node(&map, "vehicle"));
    assert_null(node(&map, "sort"));
    assert_null(node(&map, "spinner"));
    mapped_clear(&map);
}

static void test_titles_name_region_chain_and_year(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, "textile", NULL, LT_ZH), LT_OK);
    assert_non_null(strstr(map.answer.chart->title, "纺织产业链图谱"));
    assert_non_null(strstr(map.answer.chart->title, "（2022年）"));
    mapped_clear(&map);
    assert_int_equal(map_of(&map, "car", NULL, LT_ZH), LT_OK);
    assert_non_null(strstr(map.answer.chart->title, "汽车产业链图谱"));
    assert_null(strstr(map.answer.chart->title, "产业链产业链"));
    mapped_clear(&map);
    assert_int_equal(map_of(&map, "textile", "pta", LT_EN), LT_OK);
    assert_non_null(strstr(map.answer.chart->title, "Textile chain map: "));
    mapped_clear(&map);
}

static void test_rows_say_what_the_boxes_say(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    for (uint32_t row = 0; row < map.answer.chart->node_count; row++) {
        const lt_chart_node *box = &map.answer.chart->nodes[row];
        const lt_answer *answer = &map.answer;

        assert_string_equal(text_in(cell(answer, row, "id")), box->id);
        assert_string_equal(text_in(cell(answer, row, "name")), box->label);
        assert_string_equal(text_in(cell(answer, row, "stage")), box->stage);
        if (!isnan(box->capacity))
            assert_close(number_in(cell(answer, row, "capacity")),
                         box->capacity, 0.0);
        if (box->verdict != NULL)
            assert_string_equal(text_in(cell(answer, row, "verdict")),
                                box->verdict);
    }
    mapped_clear(&map);
}

static void test_the_drawing_is_laid_out(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_true(node(&map, "px")->x < node(&map, "pta")->x);
    assert_true(node(&map, "pta")->x < node(&map, "pet")->x);
    assert_true(node(&map, "spinner")->y > map.answer.chart->support_y);
    assert_true(map.answer.chart->width > 0.0);
    assert_true(map.answer.caveat_count > 0);
    mapped_clear(&map);
}

/* Of the textile chain px, pta, pet and, as a byproduct, tail are made; fibre
 * is planned; acid, sort and spinner are not; lonely has no link. */
static void test_an_overview_counts_the_products_of_each_chain(void **state)
{
    struct mapped map;
    const lt_answer *answer = &map.answer;

    (void)state;
    assert_int_equal(map_at(&map, NULL, NULL, LT_LEVEL_CHAINS, LT_EN), LT_OK);
    assert_int_equal(answer->chart->node_count, 2);
    assert_string_equal(text_in(cell(answer, 1, "id")), "textile");
    assert_close(number_in(cell(answer, 1, "products")), 8.0, 0.0);
    assert_close(number_in(cell(answer, 1, "present")), 4.0, 0.0);
    assert_close(number_in(cell(answer, 1, "coming")), 1.0, 0.0);
    assert_string_equal(node(&map, "textile")->note, "4 of 8 made");
    assert_string_equal(node(&map, "textile")->label, "Textile");
    mapped_clear(&map);
}

static void test_an_overview_gathers_material_links_between_chains(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_at(&map, NULL, NULL, LT_LEVEL_CHAINS, LT_ZH), LT_OK);
    assert_int_equal(map.answer.chart->edge_count, 1);
    assert_close(edge(&map, "textile", "car", "input")->coefficient, 1.0, 0.0);
    assert_null(edge(&map, "car", "textile", "input"));
    assert_true(map.answer.note_count > 0);
    mapped_clear(&map);
}

static void test_few_products_are_shown_as_products(void **state)
{
    struct mapped map;

    (void)state;
    assert_int_equal(map_of(&map, NULL, NULL, LT_ZH), LT_OK);
    assert_non_null(node(&map, "pta"));
    assert_null(node(&map, "textile"));
    mapped_clear(&map);
}

static void fail_every_allocation(lt_level level)
{
    lt_status status = LT_ERR_NOMEM;
    struct world world;
    long allowed = 0;

    assert_int_equal(world_new(&world, FACTS, NULL, NULL), LT_OK);
    world.scope.level = level;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("map", LT_EN);

        fail_alloc_after(allowed);
        status = lt_analysis_find("map")->run(
            &answer, &(lt_request){world.graph, world.state}, NULL);
        lt_answer_clear(&answer);
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 50);
    world_clear(&world);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    (void)state;
    fail_every_allocation(LT_LEVEL_PRODUCTS);
    fail_every_allocation(LT_LEVEL_CHAINS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products_with_links_are_shown_and_no_other),
        cmocka_unit_test(test_a_chain_shows_its_neighbours_and_no_further),
        cmocka_unit_test(test_marks_follow_the_local_state),
        cmocka_unit_test(test_local_makers_are_named),
        cmocka_unit_test(test_coefficients_come_from_the_main_process),
        cmocka_unit_test(test_recipes_add_what_no_link_says),
        cmocka_unit_test(test_shortcuts_and_optional_links_are_told_apart),
        cmocka_unit_test(test_a_product_shows_its_lineage_alone),
        cmocka_unit_test(test_titles_name_region_chain_and_year),
        cmocka_unit_test(test_rows_say_what_the_boxes_say),
        cmocka_unit_test(test_the_drawing_is_laid_out),
        cmocka_unit_test(test_an_overview_counts_the_products_of_each_chain),
        cmocka_unit_test(
            test_an_overview_gathers_material_links_between_chains),
        cmocka_unit_test(test_few_products_are_shown_as_products),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
