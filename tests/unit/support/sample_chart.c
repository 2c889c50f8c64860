#include "support/sample_chart.h"

#include "graph/graph.h"
#include "support/cmocka_first.h"

#include <string.h>

/* What differs from node to node. */
struct sample {
    const char *id, *label, *stage;
    lt_mark mark;
    const char *verdict;
    double score, capacity;
    uint32_t layer;
    int row;
};

static const struct sample SAMPLES[POLYESTER_NODES] = {
    {"oil", "原油", "raw", LT_MARK_ABSENT, "secure", NAN, 0.0, 0, 0},
    {"naphtha", "石脑油", "basic", LT_MARK_PRESENT, NULL, NAN, 150.0, 1, 0},
    {"px", "对二甲苯(PX)", "basic", LT_MARK_WEAK, "strengthen", 61.4, 21.5, 2,
     0},
    {"ethylene", "乙烯", "basic", LT_MARK_COMING, "fill", 87.6, NAN, 2, 1},
    {"pta", "精对苯二甲酸(PTA)", "intermediate", LT_MARK_PRESENT, NULL, NAN,
     32.5, 3, 0},
    {"meg", "乙二醇", "intermediate", LT_MARK_PRESENT, NULL, NAN, 20.0, 3, 1},
    {"polyester", "聚酯", "intermediate", LT_MARK_PRESENT, NULL, NAN, 38.0, 4,
     0},
    {"fibre", "涤纶 <长丝> & \"短纤\"", "component", LT_MARK_UNSEEN, "extend",
     52.0, NAN, 5, 0},
    {"film", "聚酯薄膜", "component", LT_MARK_UNSEEN, "extend", 48.0, NAN, 5,
     1},
    {"chips", "聚酯切片", "intermediate", LT_MARK_PRESENT, NULL, NAN, NAN, 4,
     1},
    {"clothes", "服装", "final", LT_MARK_UNSEEN, NULL, NAN, NAN, 6, 0},
    {"panel", "光伏组件", "final", LT_MARK_PRESENT, NULL, NAN, 5.0, 6, 1},
    {"fuel", "燃料油", "basic", LT_MARK_PRESENT, NULL, NAN, NAN, 2, 2},
    {"spinner", "纺丝机", "equipment", LT_MARK_ABSENT, NULL, NAN, NAN, 4, 4},
    {"power", "电力", "energy", LT_MARK_PRESENT, NULL, NAN, 120.5, 3, 4},
};

static const lt_chart_edge EDGES[POLYESTER_EDGES] = {
    {"e0", 0, 1, "input", NAN, 1, 0, NULL, 0},
    {"e1", 1, 2, "input", NAN, 1, 0, NULL, 0},
    {"e2", 1, 3, "input", NAN, 1, 0, NULL, 0},
    {"e3", 2, 4, "input", 0.655, 1, 0, NULL, 0},
    {"e4", 3, 5, "input", NAN, 1, 0, NULL, 0},
    {"e5", 4, 6, "input", 0.855, 1, 0, NULL, 0},
    {"e6", 5, 6, "input", 0.335, 1, 0, NULL, 0},
    {"e7", 6, 7, "input", 1.01, 1, 0, NULL, 0},
    {"e8", 6, 8, "input", NAN, 1, 0, NULL, 0},
    {"e9", 9, 6, "kind_of", NAN, 1, 0, NULL, 0},
    {"e10", 7, 10, "input", NAN, 0, 0, NULL, 0},
    {"e11", 8, 11, "input", NAN, 1, 0, NULL, 0},
    {"e12", 1, 12, "byproduct", 0.1, 1, 0, NULL, 0},
    {"e13", 13, 7, "equipment", NAN, 1, 0, NULL, 0},
    {"e14", 14, 6, "input", 200.0, 0, 0, NULL, 0},
    {"e15", 2, 6, "input", NAN, 1, 1, NULL, 0},
};

static const char *const TITLES[] = {"原料",   "基础",   "基础", "中间品",
                                     "中间品", "零部件", "终端"};

void sample_chart(lt_answer *answer, lt_lang lang)
{
    static lt_chart_node nodes[POLYESTER_NODES];
    static lt_chart_edge edges[POLYESTER_EDGES];
    static lt_chart chart;

    *answer = lt_answer_new("map", lang);
    memcpy(edges, EDGES, sizeof(edges));
    for (uint32_t v = 0; v < POLYESTER_NODES; v++) {
        const struct sample *sample = &SAMPLES[v];

        nodes[v] = (lt_chart_node){.id = sample->id,
                                   .label = sample->label,
                                   .stage = sample->stage,
                                   .group = "石油化工",
                                   .mark = sample->mark,
                                   .verdict = sample->verdict,
                                   .score = sample->score,
                                   .capacity = sample->capacity,
                                   .need = NAN,
                                   .unit = "万吨",
                                   .layer = sample->layer,
                                   .x = 4.5 + 11.0 * sample->layer,
                                   .y = 2.0 + 4.0 * sample->row,
                                   .width = 7.5,
                                   .height = 2.5};
    }
    nodes[6].need = 40.25;
    nodes[6].makers = "洛阳石化；宏达实业";
    nodes[11].outside = 1;
    nodes[11].group = "光伏";
    nodes[14].generic = 1;
    nodes[14].unit = "GWh";
    chart = (lt_chart){.title = "洛阳市聚酯产业链图谱（2022年）",
                       .nodes = nodes,
                       .node_count = POLYESTER_NODES,
                       .edges = edges,
                       .edge_count = POLYESTER_EDGES,
                       .layer_titles = TITLES,
                       .layer_count = 7,
                       .width = 75.0,
                       .height = 20.0,
                       .support_y = 15.0};
    answer->chart = &chart;
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return below > 0 ? (*seed >> 8) % below : 0;
}

static const char *random_label(lt_arena *arena, uint32_t *seed)
{
    static const char *const pieces[] = {"高性能", "聚酯",  "纤维",   "轴承",
                                         "(PTA)",  " film", "Carbon", "铝箔",
                                         "装备",   "-6",    "电池",   "é"};
    const char *label = "";

    for (uint32_t i = draw(seed, 6) + 1; i > 0 && label != NULL; i--)
        label = lt_arena_format(arena, "%s%s", label, pieces[draw(seed, 12)]);
    return label;
}

static lt_chart_node random_node(lt_arena *arena, uint32_t *seed, uint32_t v)
{
    static const char *const verdicts[] = {NULL, "fill", "extend", "build"};
    uint32_t stage = draw(seed, LT_STAGE_COUNT + 1);

    return (lt_chart_node){
        .id = lt_arena_format(arena, "n%u", v),
        .label = random_label(arena, seed),
        .stage = stage < LT_STAGE_COUNT ? lt_stage_word((lt_stage)stage) : NULL,
        .group = draw(seed, 2) ? "某产业链" : NULL,
        .mark = (lt_mark)draw(seed, LT_MARK_COUNT),
        .verdict = verdicts[draw(seed, 4)],
        .score = draw(seed, 2) ? draw(seed, 1000) / 10.0 : NAN,
        .capacity = draw(seed, 2) ? draw(seed, 100000) / 100.0 : NAN,
        .need = NAN,
        .unit = draw(seed, 2) ? "万吨" : NULL,
        .outside = draw(seed, 8) == 0};
}

void random_chart(lt_chart *chart, lt_arena *arena, uint32_t seed,
                  uint32_t nodes, uint32_t edges)
{
    static const char *const kinds[] = {"input",     "input",   "input",
                                        "byproduct", "kind_of", "equipment",
                                        "service"};

    *chart = (lt_chart){.node_count = nodes, .edge_count = edges};
    chart->nodes = lt_arena_take(arena, nodes * sizeof(*chart->nodes));
    chart->edges = lt_arena_take(arena, edges * sizeof(*chart->edges));
    assert_non_null(chart->nodes);
    assert_non_null(chart->edges);
    for (uint32_t v = 0; v < nodes; v++)
        chart->nodes[v] = random_node(arena, &seed, v);
    for (uint32_t e = 0; e < edges; e++)
        chart->edges[e] =
            (lt_chart_edge){.id = lt_arena_format(arena, "e%u", e),
                            .from = draw(&seed, nodes),
                            .to = draw(&seed, nodes),
                            .kind = kinds[draw(&seed, 7)],
                            .coefficient = NAN,
                            .essential = draw(&seed, 4) > 0,
                            .shortcut = draw(&seed, 16) == 0};
}
