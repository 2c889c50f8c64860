#include "support/cmocka_first.h"
#include "support/sample_chart.h"
#include "support/written.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

/* The drawing of the polyester chain, to be freed. */
static char *drawing(lt_lang lang)
{
    lt_answer answer;
    lt_status status = LT_ERR_INVALID;
    char *svg = NULL;

    sample_chart(&answer, lang);
    svg = written("svg", &answer, NULL, &status);
    assert_int_equal(status, LT_OK);
    lt_answer_clear(&answer);
    return svg;
}

static uint32_t count_of(const char *text, const char *piece)
{
    uint32_t count = 0;

    for (const char *at = strstr(text, piece); at != NULL;
         at = strstr(at + 1, piece))
        count++;
    return count;
}

static void assert_holds(const char *text, const char *piece)
{
    if (strstr(text, piece) == NULL)
        fail_msg("missing: %s", piece);
}

static void assert_well_formed(const char *svg)
{
    xmlDocPtr document =
        xmlReadMemory(svg, (int)strlen(svg), NULL, NULL, XML_PARSE_NONET);

    assert_non_null(document);
    xmlFreeDoc(document);
}

static void test_the_drawing_is_well_formed_and_says_what_it_is(void **state)
{
    char *svg = drawing(LT_ZH);

    (void)state;
    assert_well_formed(svg);
    assert_holds(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    assert_holds(svg, " viewBox=\"0 0 ");
    assert_holds(svg, " lang=\"zh-CN\" xml:lang=\"zh-CN\" role=\"img\"");
    assert_holds(svg, "'Noto Sans CJK SC'");
    assert_holds(svg, "<title>洛阳市聚酯产业链图谱（2022年）</title>");
    assert_holds(svg, "fill=\"#ffffff\"");
    free(svg);
}

static void test_every_node_and_edge_is_drawn_with_its_facts(void **state)
{
    lt_answer answer;
    char *svg = drawing(LT_ZH);

    (void)state;
    sample_chart(&answer, LT_ZH);
    for (uint32_t v = 0; v < POLYESTER_NODES; v++)
        if (strchr(answer.chart->nodes[v].label, '<') == NULL)
            assert_holds(svg, answer.chart->nodes[v].label);
    lt_answer_clear(&answer);
    assert_true(count_of(svg, "marker-end=") >= POLYESTER_EDGES);
    assert_holds(svg, "<title>聚酯\n状态：本地已有\n产业链：石油化工\n"
                      "产能：38 万吨\n需求：40.25 万吨\n"
                      "企业：洛阳石化；宏达实业</title>");
    assert_holds(svg, "<title>对二甲苯(PX) → 精对苯二甲酸(PTA)：投入 0.655"
                      "</title>");
    assert_holds(svg, ">38 万吨</text>");
    assert_holds(svg, ">补 88</text>");
    free(svg);
}

static void test_marks_differ_without_colour(void **state)
{
    char *svg = drawing(LT_ZH);

    (void)state;
    assert_holds(svg, "fill=\"url(#coming)\"");        /* Hatched. */
    assert_holds(svg, "stroke-dasharray=\"7 4\"");     /* Dashed: absent. */
    assert_holds(svg, "stroke-dasharray=\"1.5 3.5\""); /* Dotted: unseen. */
    assert_holds(svg, ">?</text>");
    assert_holds(svg, "stroke-width=\"2.4\"");         /* Doubled: weak. */
    assert_holds(svg, "l14 0l-7 -12.2z");              /* And a triangle. */
    assert_holds(svg, "stroke-dasharray=\"9 3 2 3\""); /* By-product. */
    assert_holds(svg, "stroke-dasharray=\"2 3.5\"");   /* Equipment. */
    assert_holds(svg, "url(#essential-hollow)");       /* A sort of. */
    free(svg);
}

static void test_the_legend_speaks_the_language_of_the_answer(void **state)
{
    char *zh = drawing(LT_ZH);
    char *en = drawing(LT_EN);

    (void)state;
    assert_holds(zh, ">未见（资料未提及，不等于没有）</text>");
    assert_holds(zh, ">补链</text>");
    assert_holds(zh, ">配套：装备、服务、能源</text>");
    assert_holds(en, ">unseen (the data do not say; it may exist)</text>");
    assert_holds(en, ">missing link to fill</text>");
    assert_holds(en, ">support: equipment, services, energy</text>");
    assert_holds(en, " lang=\"en\"");
    assert_null(strstr(en, "未见"));
    assert_null(strstr(zh, ">建链</text>")); /* None is on the map. */
    free(zh);
    free(en);
}

static void test_layers_of_one_title_share_a_head(void **state)
{
    char *svg = drawing(LT_ZH);

    (void)state;
    assert_int_equal(count_of(svg, ">基础</text>"), 1);
    assert_int_equal(count_of(svg, ">中间品</text>"), 1);
    free(svg);
}

static void test_texts_are_escaped_and_controls_left_out(void **state)
{
    lt_answer answer;
    lt_status status = LT_ERR_INVALID;
    char *svg = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    answer.chart->nodes[0].label = "a\x1b"
                                   "b\xff"
                                   "c\n";
    answer.chart->title = "<x> & \"y\"";
    svg = written("svg", &answer, NULL, &status);
    assert_int_equal(status, LT_OK);
    assert_well_formed(svg);
    assert_holds(svg, "涤纶 &lt;长丝&gt; &amp; &quot;短纤&quot;");
    assert_holds(svg, "<title>&lt;x&gt; &amp; &quot;y&quot;</title>");
    assert_holds(svg, "<title>abc ");
    free(svg);
    lt_answer_clear(&answer);
}

/* Places have two decimals: the same bytes everywhere, and a small file. */
static void test_places_have_two_decimals(void **state)
{
    char *svg = drawing(LT_ZH);

    (void)state;
    for (const char *at = strstr(svg, "<path d=\""); at != NULL;
         at = strstr(at + 1, "<path d=\"")) {
        const char *end = strchr(at + 9, '"');

        for (const char *c = at; c < end; c++)
            if (*c == '.')
                assert_true(strspn(c + 1, "0123456789") <= 2);
    }
    free(svg);
}

static void test_the_same_chart_gives_the_same_bytes(void **state)
{
    char *first = drawing(LT_ZH);
    char *second = drawing(LT_ZH);

    (void)state;
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void test_caveats_and_notes_stand_below(void **state)
{
    static const char *caveats[] = {
        "产能不是产量", "一条很长的说明，一条很长的说明，一条很长的说明，"
                        "一条很长的说明，一条很长的说明，一条很长的说明，"
                        "一条很长的说明，一条很长的说明，一条很长的说明，"
                        "一条很长的说明，一条很长的说明，一条很长的说明，"
                        "一条很长的说明，一条很长的说明，一条很长的说明，"
                        "一条很长的说明，一条很长的说明，一条很长的说明。"};
    lt_answer answer;
    lt_status status = LT_ERR_INVALID;
    char *svg = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    answer.caveats = caveats;
    answer.caveat_count = 2;
    assert_int_equal(
        lt_answer_note(&answer, (lt_phrase){"注", "note"}, NULL, 0, NULL),
        LT_OK);
    svg = written("svg", &answer, NULL, &status);
    assert_int_equal(status, LT_OK);
    assert_holds(svg, ">产能不是产量</text>");
    assert_holds(svg, ">注</text>");
    assert_int_equal(count_of(svg, "很长的说明。</text>"), 1);
    assert_null(strstr(svg, caveats[1])); /* Broken into rows. */
    free(svg);
    lt_answer_clear(&answer);
}

static void test_an_empty_chart_is_still_a_drawing(void **state)
{
    lt_answer answer = lt_answer_new("map", LT_ZH);
    lt_chart chart = {.title = NULL};
    lt_status status = LT_ERR_INVALID;
    char *svg = NULL;

    (void)state;
    answer.chart = &chart;
    svg = written("svg", &answer, NULL, &status);
    assert_int_equal(status, LT_OK);
    assert_well_formed(svg);
    free(svg);
    lt_answer_clear(&answer);
}

static void test_an_answer_without_chart_is_refused(void **state)
{
    lt_answer answer = lt_answer_new("gaps", LT_ZH);
    lt_status status = LT_OK;

    (void)state;
    assert_null(written("svg", &answer, NULL, &status));
    assert_int_equal(status, LT_ERR_INVALID);
    lt_answer_clear(&answer);
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_full_disk_is_noticed("svg", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_failed_allocations_are_clean("svg", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_drawing_is_well_formed_and_says_what_it_is),
        cmocka_unit_test(test_every_node_and_edge_is_drawn_with_its_facts),
        cmocka_unit_test(test_marks_differ_without_colour),
        cmocka_unit_test(test_the_legend_speaks_the_language_of_the_answer),
        cmocka_unit_test(test_layers_of_one_title_share_a_head),
        cmocka_unit_test(test_texts_are_escaped_and_controls_left_out),
        cmocka_unit_test(test_places_have_two_decimals),
        cmocka_unit_test(test_the_same_chart_gives_the_same_bytes),
        cmocka_unit_test(test_caveats_and_notes_stand_below),
        cmocka_unit_test(test_an_empty_chart_is_still_a_drawing),
        cmocka_unit_test(test_an_answer_without_chart_is_refused),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("svg", tests, NULL, NULL);
}
