#include "support/cmocka_first.h"
#include "support/sample_chart.h"
#include "support/written.h"

#include <stdlib.h>
#include <string.h>

static const lt_chart_node PLAIN = {
    .mark = LT_MARK_PRESENT, .score = NAN, .capacity = NAN, .need = NAN};

static void test_marks_and_kinds_have_styles(void **state)
{
    lt_chart_node nodes[5];
    lt_chart_edge edges[] = {
        {"e0", 0, 1, "input", 0.655, 1, 0, NULL, 0},
        {"e1", 2, 3, "kind_of", NAN, 1, 0, NULL, 0},
        {"e2", 4, 1, "equipment", NAN, 0, 0, NULL, 0},
        {"e3", 0, 3, "input", NAN, 1, 1, NULL, 0},
    };
    lt_chart chart = {.title = "图",
                      .nodes = nodes,
                      .node_count = 5,
                      .edges = edges,
                      .edge_count = 4};
    lt_answer answer = lt_answer_new("map", LT_ZH);

    (void)state;
    for (uint32_t v = 0; v < 5; v++) {
        static const char *const ids[] = {"a", "b", "c", "d", "e"};

        nodes[v] = PLAIN;
        nodes[v].id = nodes[v].label = ids[v];
        nodes[v].mark = (lt_mark)v;
    }
    nodes[4].outside = 1;
    answer.chart = &chart;
    assert_written(
        "dot", &answer, NULL,
        "digraph chain {\n"
        "  graph [rankdir=LR, nodesep=0.2, ranksep=0.6, "
        "fontname=\"Noto Sans CJK SC\", label=\"图\", labelloc=t];\n"
        "  node [shape=box, fontname=\"Noto Sans CJK SC\"];\n"
        "  edge [fontname=\"Noto Sans CJK SC\", fontsize=10];\n"
        "  \"a\" [label=\"a\", style=\"filled\", color=\"#0072b2\", "
        "fillcolor=\"#d6e9f8\"];\n"
        "  \"b\" [label=\"b\", style=\"filled,rounded,dashed\", "
        "color=\"#b36b00\", fillcolor=\"#fdf0d0\"];\n"
        "  \"c\" [label=\"c\", style=\"dashed\", color=\"#d55e00\"];\n"
        "  \"d\" [label=\"d\", style=\"dotted\", color=\"#7d7d7d\"];\n"
        "  \"e\" [label=\"e\", style=\"filled\", color=\"#004a7c\", "
        "fillcolor=\"#d6e9f8\", fontcolor=\"#67737f\", peripheries=2, "
        "penwidth=2];\n"
        "  \"a\" -> \"b\" [style=solid, label=\"0.655\", color=\"#4f5b66\", "
        "penwidth=1.2];\n"
        "  \"c\" -> \"d\" [style=solid, arrowhead=empty, color=\"#4f5b66\", "
        "penwidth=1.2];\n"
        "  \"e\" -> \"b\" [style=dotted, color=\"#4f5b66\", penwidth=0.7, "
        "constraint=false];\n"
        "  \"a\" -> \"d\" [style=solid, color=\"#ccd3da\", penwidth=1.2, "
        "constraint=false];\n"
        "}\n");
    lt_answer_clear(&answer);
}

static void test_labels_are_escaped(void **state)
{
    lt_chart_node node = PLAIN;
    lt_chart chart = {.nodes = &node, .node_count = 1};
    lt_answer answer = lt_answer_new("map", LT_EN);
    lt_status status = LT_ERR_INVALID;
    char *dot = NULL;

    (void)state;
    node.id = "a\"b\\c";
    node.label = "two\nlines\x1b";
    answer.chart = &chart;
    dot = written("dot", &answer, NULL, &status);
    assert_int_equal(status, LT_OK);
    assert_non_null(strstr(dot, "  \"a\\\"b\\\\c\" [label=\"two\\nlines\","));
    free(dot);
    lt_answer_clear(&answer);
}

static void test_an_answer_without_chart_is_refused(void **state)
{
    lt_answer answer = lt_answer_new("gaps", LT_ZH);
    lt_status status = LT_OK;

    (void)state;
    assert_null(written("dot", &answer, NULL, &status));
    assert_int_equal(status, LT_ERR_INVALID);
    lt_answer_clear(&answer);
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_full_disk_is_noticed("dot", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_failed_allocations_are_clean("dot", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_and_kinds_have_styles),
        cmocka_unit_test(test_labels_are_escaped),
        cmocka_unit_test(test_an_answer_without_chart_is_refused),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("dot", tests, NULL, NULL);
}
