#include "analysis/layout.h"
#include "graph/chart.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"
#include "support/sample_chart.h"

#include <string.h>

enum { ROUNDS = 150 };

/* Bends are exact copies of borders and of one another. */
#define HAIR 1e-9

static void lay_out(lt_chart *chart, lt_arena *arena)
{
    lt_error err = {0};

    assert_int_equal(lt_layout(chart, arena, LT_ZH, &err), LT_OK);
}

static lt_chart_node node(const char *id, const char *stage)
{
    return (lt_chart_node){.id = id,
                           .label = id,
                           .stage = stage,
                           .score = NAN,
                           .capacity = NAN,
                           .need = NAN};
}

static lt_chart_edge edge(uint32_t from, uint32_t to, const char *kind)
{
    return (lt_chart_edge){.id = "e",
                           .from = from,
                           .to = to,
                           .kind = kind,
                           .coefficient = NAN,
                           .essential = 1};
}

/* --- invariants ----------------------------------------------------------- */

static int overlap(const lt_chart_node *a, const lt_chart_node *b)
{
    return fabs(a->x - b->x) < (a->width + b->width) / 2.0 - HAIR &&
           fabs(a->y - b->y) < (a->height + b->height) / 2.0 - HAIR;
}

static void assert_boxes_apart(const lt_chart *chart)
{
    for (uint32_t a = 0; a < chart->node_count; a++)
        for (uint32_t b = a + 1; b < chart->node_count; b++)
            assert_false(overlap(&chart->nodes[a], &chart->nodes[b]));
}

static void assert_boxes_on_the_page(const lt_chart *chart)
{
    for (uint32_t v = 0; v < chart->node_count; v++) {
        const lt_chart_node *n = &chart->nodes[v];

        assert_true(n->layer < chart->layer_count);
        assert_true(n->x - n->width / 2.0 >= -HAIR);
        assert_true(n->x + n->width / 2.0 <= chart->width + HAIR);
        assert_true(n->y - n->height / 2.0 >= -HAIR);
        assert_true(n->y + n->height / 2.0 <= chart->height + HAIR);
    }
}

static void assert_labels_fit(const lt_chart *chart)
{
    for (uint32_t v = 0; v < chart->node_count; v++) {
        const lt_chart_node *n = &chart->nodes[v];
        lt_chart_label label;

        lt_chart_label_break(&label, n->label,
                             n->width - 2.0 * LT_CHART_PADDING);
        assert_true(label.width <= n->width - 2.0 * LT_CHART_PADDING + HAIR);
        assert_true(label.count * LT_CHART_LINE < n->height);
    }
}

/* The level part of a line from (x, y) to (end, y) touches no box. */
static void assert_clear(const lt_chart *chart, double x, double end, double y)
{
    for (uint32_t v = 0; v < chart->node_count; v++) {
        const lt_chart_node *n = &chart->nodes[v];

        if (fabs(n->y - y) < n->height / 2.0)
            assert_true(fmax(x, end) <= n->x - n->width / 2.0 + HAIR ||
                        fmin(x, end) >= n->x + n->width / 2.0 - HAIR);
    }
}

/* Lines are level wherever boxes stand, and never cut one. */
static void assert_lines_clear(const lt_chart *chart)
{
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        const lt_chart_edge *line = &chart->edges[e];

        if (chart->nodes[line->from].layer == chart->nodes[line->to].layer)
            continue;
        assert_int_equal(line->bend_count % 2, 0);
        for (uint32_t i = 0; i < line->bend_count; i += 2) {
            const double *bend = line->bends + (size_t)i * 2;

            assert_close(bend[1], bend[3], 0.0);
            assert_clear(chart, bend[0], bend[2], bend[1]);
        }
    }
}

static void assert_sound(const lt_chart *chart)
{
    assert_boxes_apart(chart);
    assert_boxes_on_the_page(chart);
    assert_labels_fit(chart);
    assert_lines_clear(chart);
}

/* --- properties ----------------------------------------------------------- */

static void test_boxes_never_overlap_and_lines_never_cut_them(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        lt_arena arena = LT_ARENA_EMPTY;
        lt_chart chart;

        random_chart(&chart, &arena, round, 1 + round % 40, round % 70);
        lay_out(&chart, &arena);
        assert_sound(&chart);
        lt_arena_clear(&arena);
    }
}

/* Without cycles every input leads to the right, whatever the stages say. */
static void test_inputs_without_cycles_all_lead_right(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        lt_arena arena = LT_ARENA_EMPTY;
        lt_chart chart;

        random_chart(&chart, &arena, round, 30, 50);
        for (uint32_t e = 0; e < chart.edge_count; e++) {
            lt_chart_edge *line = &chart.edges[e];
            uint32_t low = line->from < line->to ? line->from : line->to;

            line->to = line->from + line->to - low;
            line->from = low;
            line->kind = "input";
        }
        for (uint32_t v = 0; v < chart.node_count; v++)
            if (chart.nodes[v].stage != NULL && /* Support may stand aside. */
                (strcmp(chart.nodes[v].stage, "service") == 0 ||
                 strcmp(chart.nodes[v].stage, "energy") == 0 ||
                 strcmp(chart.nodes[v].stage, "equipment") == 0))
                chart.nodes[v].stage = "final";
        lay_out(&chart, &arena);
        for (uint32_t e = 0; e < chart.edge_count; e++)
            if (chart.edges[e].from != chart.edges[e].to)
                assert_true(chart.nodes[chart.edges[e].from].layer <
                            chart.nodes[chart.edges[e].to].layer);
        lt_arena_clear(&arena);
    }
}

static void test_the_same_chart_gets_the_same_places(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_chart first;
    lt_chart second;

    (void)state;
    random_chart(&first, &arena, 7, 80, 150);
    random_chart(&second, &arena, 7, 80, 150);
    lay_out(&first, &arena);
    lay_out(&second, &arena);
    for (uint32_t v = 0; v < first.node_count; v++) {
        assert_close(first.nodes[v].x, second.nodes[v].x, 0.0);
        assert_close(first.nodes[v].y, second.nodes[v].y, 0.0);
    }
    lt_arena_clear(&arena);
}

/* Edges that would take more bends than nodes and edges allow run across. */
static void test_long_edges_of_large_charts_run_straight(void **state)
{
    enum { CHAIN = 500, LONG = 300 };
    lt_arena arena = LT_ARENA_EMPTY;
    lt_chart chart;
    uint32_t straight = 0;

    (void)state;
    random_chart(&chart, &arena, 1, CHAIN, CHAIN - 1 + LONG);
    for (uint32_t v = 0; v < CHAIN; v++)
        chart.nodes[v].stage = NULL;
    for (uint32_t e = 0; e < chart.edge_count; e++) {
        uint32_t extra = e >= CHAIN - 1 ? e - (CHAIN - 1) : 0;

        chart.edges[e] =
            e < CHAIN - 1 ? edge(e, e + 1, "input")
                          : edge(extra % 100, CHAIN - 1 - extra % 97, "input");
    }
    lay_out(&chart, &arena);
    for (uint32_t e = CHAIN - 1; e < chart.edge_count; e++)
        straight += chart.edges[e].bends == NULL;
    assert_true(straight > 0 && straight < LONG);
    lt_arena_clear(&arena);
}

/* --- by hand -------------------------------------------------------------- */

static void test_the_polyester_chain_follows_its_stages(void **state)
{
    lt_answer answer;
    const lt_chart *chart = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    chart = answer.chart;
    lay_out(answer.chart, &answer.arena);
    assert_sound(chart);
    assert_int_equal(chart->nodes[0].layer, 0);
    assert_string_equal(chart->layer_titles[0], "原料");
    assert_true(chart->nodes[1].layer < chart->nodes[2].layer);
    assert_true(chart->nodes[4].layer < chart->nodes[6].layer);
    assert_true(chart->nodes[9].layer < chart->nodes[6].layer);
    assert_true(chart->nodes[10].layer == chart->layer_count - 1);
    assert_string_equal(chart->layer_titles[chart->layer_count - 1], "终端");
    lt_answer_clear(&answer);
}

static void test_support_stands_below_and_before_its_users(void **state)
{
    lt_answer answer;
    const lt_chart_node *nodes = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    nodes = answer.chart->nodes;
    lay_out(answer.chart, &answer.arena);
    assert_true(answer.chart->support_y > 0.0);
    for (uint32_t v = 0; v < POLYESTER_NODES; v++)
        if (v == 13 || v == 14)
            assert_true(nodes[v].y - nodes[v].height / 2.0 >
                        answer.chart->support_y);
        else
            assert_true(nodes[v].y + nodes[v].height / 2.0 <
                        answer.chart->support_y);
    assert_int_equal(nodes[13].layer + 1, nodes[7].layer);
    assert_int_equal(nodes[14].layer + 1, nodes[6].layer);
    lt_answer_clear(&answer);
}

static void test_equipment_with_inputs_is_part_of_the_flow(void **state)
{
    lt_chart_node nodes[] = {node("steel", "basic"),
                             node("tractor", "equipment")};
    lt_chart_edge edges[] = {edge(0, 1, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 2, .edges = edges, .edge_count = 1};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_close(chart.support_y, 0.0, 0.0);
    assert_int_equal(nodes[1].layer, 1);
    assert_string_equal(chart.layer_titles[1], "终端");
    lt_arena_clear(&arena);
}

/* Ore and scrap make steel, steel makes cars, cars leave scrap. */
static void test_a_scrap_loop_opens_at_the_scrap(void **state)
{
    lt_chart_node nodes[] = {node("ore", "raw"), node("steel", "basic"),
                             node("car", "final"), node("scrap", "raw")};
    lt_chart_edge edges[] = {edge(0, 1, "input"), edge(1, 2, "input"),
                             edge(2, 3, "input"), edge(3, 1, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 4, .edges = edges, .edge_count = 4};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_int_equal(nodes[0].layer, 0);
    assert_int_equal(nodes[3].layer, 0);
    assert_int_equal(nodes[1].layer, 1);
    assert_int_equal(nodes[2].layer, 2);
    assert_int_equal(edges[2].bend_count, 2);
    /* The line back passes its only layer from right to left. */
    assert_true(edges[2].bends[0] > edges[2].bends[2]);
    assert_sound(&chart);
    lt_arena_clear(&arena);
}

static void test_one_odd_stage_does_not_move_a_chain(void **state)
{
    lt_chart_node nodes[] = {node("odd", "final"), node("a", "basic"),
                             node("b", "basic"), node("c", "final")};
    lt_chart_edge edges[] = {edge(0, 1, "input"), edge(0, 2, "input"),
                             edge(1, 3, "input"), edge(2, 3, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 4, .edges = edges, .edge_count = 4};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_true(nodes[0].layer < nodes[1].layer);
    assert_int_equal(nodes[1].layer, nodes[2].layer);
    assert_string_equal(chart.layer_titles[nodes[1].layer], "基础");
    assert_string_equal(chart.layer_titles[nodes[3].layer], "终端");
    lt_arena_clear(&arena);
}

static void test_layers_without_stages_are_numbered(void **state)
{
    lt_chart_node nodes[] = {node("a", NULL), node("b", NULL)};
    lt_chart_edge edges[] = {edge(0, 1, NULL)};
    lt_chart chart = {
        .nodes = nodes, .node_count = 2, .edges = edges, .edge_count = 1};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_int_equal(chart.layer_count, 2);
    assert_string_equal(chart.layer_titles[0], "第1层");
    assert_string_equal(chart.layer_titles[1], "第2层");
    lt_arena_clear(&arena);
}

/* a and b feed b' and a' crosswise; drawn so that nothing crosses. */
static void test_crossings_are_undone(void **state)
{
    lt_chart_node nodes[] = {node("a", "raw"),   node("b", "raw"),
                             node("c", "raw"),   node("C", "basic"),
                             node("B", "basic"), node("A", "basic")};
    lt_chart_edge edges[] = {edge(0, 5, "input"), edge(1, 4, "input"),
                             edge(2, 3, "input"), edge(0, 4, "input"),
                             edge(1, 3, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 6, .edges = edges, .edge_count = 5};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    for (uint32_t e = 0; e < 5; e++)
        for (uint32_t f = 0; f < 5; f++)
            if (nodes[edges[e].from].y < nodes[edges[f].from].y)
                assert_true(nodes[edges[e].to].y <= nodes[edges[f].to].y);
    lt_arena_clear(&arena);
}

static void test_a_lone_chain_runs_level(void **state)
{
    lt_chart_node nodes[] = {node("a", "raw"), node("b", "basic"),
                             node("c", "final")};
    lt_chart_edge edges[] = {edge(0, 1, "input"), edge(1, 2, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 3, .edges = edges, .edge_count = 2};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_close(nodes[0].y, nodes[1].y, HAIR);
    assert_close(nodes[1].y, nodes[2].y, HAIR);
    assert_null(edges[0].bends);
    lt_arena_clear(&arena);
}

static void test_links_within_a_layer_are_curves(void **state)
{
    lt_chart_node nodes[] = {node("bearing", "component"),
                             node("robot", "equipment"),
                             node("cell", "component")};
    lt_chart_edge edges[] = {edge(1, 0, "equipment"), edge(2, 1, "service"),
                             edge(0, 2, "equipment")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 3, .edges = edges, .edge_count = 3};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_int_equal(edges[2].bend_count, 2);
    assert_close(edges[2].bends[0], edges[2].bends[2], 0.0);
    assert_true(edges[2].bends[0] <= chart.width);
    assert_close(edges[2].bends[1], nodes[0].y, HAIR);
    assert_close(edges[2].bends[3], nodes[2].y, HAIR);
    lt_arena_clear(&arena);
}

static void test_an_empty_chart_has_no_layers(void **state)
{
    lt_chart chart = {.node_count = 0};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_int_equal(chart.layer_count, 0);
    assert_close(chart.width, 0.0, 0.0);
    assert_close(chart.height, 0.0, 0.0);
    lt_arena_clear(&arena);
}

static void test_self_loops_and_parallel_edges_are_harmless(void **state)
{
    lt_chart_node nodes[] = {node("a", "energy"), node("b", "energy")};
    lt_chart_edge edges[] = {edge(0, 0, "input"), edge(0, 1, "input"),
                             edge(0, 1, "equipment"), edge(1, 0, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 2, .edges = edges, .edge_count = 4};
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    lay_out(&chart, &arena);
    assert_null(edges[0].bends);
    assert_sound(&chart);
    lt_arena_clear(&arena);
}

static void test_an_edge_to_nowhere_is_refused(void **state)
{
    lt_chart_node nodes[] = {node("a", "raw")};
    lt_chart_edge edges[] = {edge(0, 1, "input")};
    lt_chart chart = {
        .nodes = nodes, .node_count = 1, .edges = edges, .edge_count = 1};
    lt_arena arena = LT_ARENA_EMPTY;
    lt_error err = {0};

    (void)state;
    assert_int_equal(lt_layout(&chart, &arena, LT_EN, &err), LT_ERR_INVALID);
    assert_string_equal(err.message, "edge 0 of the chart leads to no node");
    lt_arena_clear(&arena);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer;

        fail_alloc_after(-1);
        sample_chart(&answer, LT_EN);
        fail_alloc_after(allowed);
        status = lt_layout(answer.chart, &answer.arena, LT_EN, NULL);
        lt_answer_clear(&answer);
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes_never_overlap_and_lines_never_cut_them),
        cmocka_unit_test(test_inputs_without_cycles_all_lead_right),
        cmocka_unit_test(test_the_same_chart_gets_the_same_places),
        cmocka_unit_test(test_long_edges_of_large_charts_run_straight),
        cmocka_unit_test(test_the_polyester_chain_follows_its_stages),
        cmocka_unit_test(test_support_stands_below_and_before_its_users),
        cmocka_unit_test(test_equipment_with_inputs_is_part_of_the_flow),
        cmocka_unit_test(test_a_scrap_loop_opens_at_the_scrap),
        cmocka_unit_test(test_one_odd_stage_does_not_move_a_chain),
        cmocka_unit_test(test_layers_without_stages_are_numbered),
        cmocka_unit_test(test_crossings_are_undone),
        cmocka_unit_test(test_a_lone_chain_runs_level),
        cmocka_unit_test(test_links_within_a_layer_are_curves),
        cmocka_unit_test(test_an_empty_chart_has_no_layers),
        cmocka_unit_test(test_self_loops_and_parallel_edges_are_harmless),
        cmocka_unit_test(test_an_edge_to_nowhere_is_refused),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
