#include "support/cmocka_first.h"
#include "support/written.h"

static void test_an_answer_is_one_object_with_one_row_a_line(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written(
        "json", &answer, NULL,
        "{\"schema_version\":1,\n\"command\":\"gaps\",\n"
        "\"scope\":{\"region\":\"洛阳市\",\"chain\":null,\"year\":2022},\n"
        "\"rows\":[\n"
        "{\"product\":{\"id\":\"px\",\"name\":\"对二甲苯\"},"
        "\"kind\":\"fill\",\"need\":21.2875,\"cover\":1.0003,"
        "\"readiness\":0.853,\"path\":["
        "{\"name\":\"石脑油\",\"state\":\"present\"},"
        "{\"name\":\"对二甲苯\",\"state\":\"absent\"}],\"score\":72.5},\n"
        "{\"product\":{\"id\":\"tpa\",\"name\":\"A|B <c>\"},"
        "\"kind\":\"extend\",\"need\":null,\"cover\":null,"
        "\"readiness\":null,\"path\":null,\"score\":8}\n],\n"
        "\"notes\":[\n\"未见不等于没有\"\n],\n"
        "\"caveats\":[\n\"产能不是产量\"\n],\n"
        "\"sources\":{\n"
        "\"s1\":{\"title\":\"石化规划\",\"number\":\"洛政〔2022〕1号\"},\n"
        "\"s2\":{\"title\":\"年鉴\",\"number\":null}\n}\n}\n");
    lt_answer_clear(&answer);
}

static void test_an_empty_answer_is_whole(void **state)
{
    lt_answer answer = lt_answer_new("info", LT_EN);

    (void)state;
    assert_written("json", &answer, NULL,
                   "{\"schema_version\":1,\n\"command\":\"info\",\n"
                   "\"scope\":{},\n\"rows\":[],\n\"notes\":[],\n"
                   "\"caveats\":[],\n\"sources\":{}\n}\n");
    assert_written("jsonl", &answer, NULL, "");
}

static void test_texts_are_escaped_and_always_valid(void **state)
{
    const char *texts[] = {"\"\\/\b\f\n\r\t\x01\x1F\x7F", "链\U0001F600",
                           "a\xFFz\xE9\x93", "", NULL};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 5);
    assert_written("jsonl", &answer, NULL,
                   "{\"name\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\"}\n"
                   "{\"name\":\"链\U0001F600\"}\n"
                   "{\"name\":\"a\uFFFDz\uFFFD\uFFFD\"}\n"
                   "{\"name\":\"\"}\n{\"name\":null}\n");
    lt_answer_clear(&answer);
}

static void test_further_members_stand_before_the_rows(void **state)
{
    lt_answer answer = lt_answer_new("info", LT_EN);
    const lt_field counts[] = {{"firms", lt_value_number(3.0)}};
    lt_field extras[] = {{"counts", {LT_VALUE_NONE, 0, {0.0}}},
                         {"complete", lt_value_truth(0)}};

    (void)state;
    assert_int_equal(
        lt_value_record(&extras[0].value, &answer.arena, counts, 1, NULL),
        LT_OK);
    assert_int_equal(
        lt_value_record(&answer.extras, &answer.arena, extras, 2, NULL), LT_OK);
    assert_written("json", &answer, NULL,
                   "{\"schema_version\":1,\n\"command\":\"info\",\n"
                   "\"scope\":{},\n\"counts\":{\"firms\":3},\n"
                   "\"complete\":false,\n\"rows\":[],\n\"notes\":[],\n"
                   "\"caveats\":[],\n\"sources\":{}\n}\n");
    lt_answer_clear(&answer);
}

static void test_several_tables_stand_by_their_keys(void **state)
{
    static const lt_column columns[] = {
        {"firm", {"企业", "Firm"}, NULL, LT_STYLE_PLAIN, LT_FULL}};
    static const lt_phrase words = {"概述", "in short"};
    const char *texts[] = {"x"};
    lt_answer answer;
    lt_section *section = NULL;

    (void)state;
    sample_texts(&answer, texts, 1);
    assert_int_equal(lt_answer_section(&section, &answer, "firms", "Firms",
                                       columns, 1, NULL),
                     LT_OK);
    assert_int_equal(lt_section_say(&answer, section, words, NULL, 0, NULL),
                     LT_OK);
    assert_written("json", &answer, NULL,
                   "{\"schema_version\":1,\n\"command\":\"info\",\n"
                   "\"scope\":{},\n\"rows\":[\n{\"name\":\"x\"}\n],\n"
                   "\"tables\":{\n\"rows\":[\n{\"name\":\"x\"}\n],\n"
                   "\"firms\":[]\n},\n\"sections\":[\n"
                   "{\"key\":\"rows\",\"title\":null,\"paragraphs\":[]},\n"
                   "{\"key\":\"firms\",\"title\":\"Firms\",\"paragraphs\":["
                   "\n\"in short\"\n]}\n],\n\"notes\":[],\n"
                   "\"caveats\":[],\n\"sources\":{}\n}\n");
    lt_answer_clear(&answer);
}

static void test_a_drawing_is_written_with_every_field(void **state)
{
    const double bends[] = {1.5, 2.0, 3.0, (double)NAN};
    const char *const layers[] = {"原料"};
    lt_chart_node nodes[] = {
        {.id = "px",
         .label = "对二甲苯",
         .stage = "basic",
         .mark = LT_MARK_WEAK,
         .score = (double)NAN,
         .capacity = 21.5,
         .need = 20.0,
         .unit = "万吨",
         .width = 4.0,
         .height = 1.0},
        {.id = "pta", .label = "PTA", .mark = LT_MARK_UNSEEN, .outside = 1},
    };
    lt_chart_edge edges[] = {{.id = "e0",
                              .from = 0,
                              .to = 1,
                              .kind = "input",
                              .coefficient = 0.655,
                              .essential = 1,
                              .bends = bends,
                              .bend_count = 2}};
    lt_chart chart = {.title = "图谱",
                      .nodes = nodes,
                      .node_count = 2,
                      .edges = edges,
                      .edge_count = 1,
                      .layer_titles = layers,
                      .layer_count = 1,
                      .width = 10.0,
                      .height = 5.0};
    lt_answer answer = lt_answer_new("map", LT_ZH);

    (void)state;
    answer.chart = &chart;
    assert_written(
        "json", &answer, NULL,
        "{\"schema_version\":1,\n\"command\":\"map\",\n\"scope\":{},\n"
        "\"rows\":[],\n\"chart\":{\"title\":\"图谱\",\"width\":10,"
        "\"height\":5,\"support_y\":null,\"layers\":[\n\"原料\"\n],\n\"nodes\":"
        "[\n"
        "{\"id\":\"px\",\"label\":\"对二甲苯\",\"stage\":\"basic\","
        "\"group\":null,\"mark\":\"weak\",\"verdict\":null,\"score\":null,"
        "\"capacity\":21.5,\"need\":20,\"unit\":\"万吨\",\"makers\":null,"
        "\"outside\":false,\"generic\":false,\"layer\":0,\"x\":0,\"y\":0,"
        "\"width\":4,"
        "\"height\":1},\n"
        "{\"id\":\"pta\",\"label\":\"PTA\",\"stage\":null,\"group\":null,"
        "\"mark\":\"unseen\",\"verdict\":null,\"score\":0,\"capacity\":0,"
        "\"need\":0,\"unit\":null,\"makers\":null,\"outside\":true,"
        "\"generic\":false,\"layer\":0,\"x\":0,\"y\":0,\"width\":0,\"height\":"
        "0}],\n"
        "\"edges\":[\n{\"id\":\"e0\",\"from\":\"px\",\"to\":\"pta\","
        "\"kind\":\"input\",\"coefficient\":0.655,\"essential\":true,"
        "\"shortcut\":false,\"bends\":[[1.5,2],[3,null]]}]},\n"
        "\"notes\":[],\n\"caveats\":[],\n\"sources\":{}\n}\n");
}

static void test_lines_are_the_rows_of_the_first_section_alone(void **state)
{
    const char *names[] = {"kind"};
    const lt_report_options options = {.columns = names, .column_count = 1};
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written("jsonl", &answer, &options,
                   "{\"kind\":\"fill\"}\n{\"kind\":\"extend\"}\n");
    lt_answer_clear(&answer);
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_full_disk_is_noticed("json", &answer);
    assert_full_disk_is_noticed("jsonl", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_failed_allocations_are_clean("json", &answer);
    assert_failed_allocations_are_clean("jsonl", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_is_one_object_with_one_row_a_line),
        cmocka_unit_test(test_an_empty_answer_is_whole),
        cmocka_unit_test(test_texts_are_escaped_and_always_valid),
        cmocka_unit_test(test_further_members_stand_before_the_rows),
        cmocka_unit_test(test_several_tables_stand_by_their_keys),
        cmocka_unit_test(test_a_drawing_is_written_with_every_field),
        cmocka_unit_test(test_lines_are_the_rows_of_the_first_section_alone),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
