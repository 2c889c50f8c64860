#include "support/cmocka_first.h"
#include "support/written.h"

#include "reports/format.h"

static void test_columns_are_aligned_by_display_width(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written("text", &answer, NULL,
                   "数据口径\n  - 产能不是产量\n\n"
                   "缺链与弱链\n\n"
                   "产品      类别    需求（万吨）  保障率  成熟度  得分\n"
                   "对二甲苯  fill         21.2875  1.0003   85.3%    73\n"
                   "A|B <c>   extend                                   8\n\n"
                   "说明\n  - 未见不等于没有\n\n"
                   "来源\n  1. [s1] 石化规划 洛政〔2022〕1号\n"
                   "  2. [s2] 年鉴\n");
    lt_answer_clear(&answer);
}

static void test_english_answers_have_english_words(void **state)
{
    const char *names[] = {"product", "need"};
    const lt_report_options options = {.columns = names, .column_count = 2};
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_EN);
    assert_written("text", &answer, &options,
                   "About the data\n  - 产能不是产量\n\nGaps\n\n"
                   "Product   Need (万吨)\n"
                   "对二甲苯      21.2875\n"
                   "A|B <c>\n\n"
                   "Notes\n  - unseen is not absent\n\n"
                   "Sources\n  1. [s1] 石化规划 洛政〔2022〕1号\n"
                   "  2. [s2] 年鉴\n");
    lt_answer_clear(&answer);
}

/* Take away all but the table. */
static void table_alone(lt_answer *answer)
{
    answer->title = NULL;
    answer->caveat_count = 0;
    answer->note_count = 0;
    answer->cited_count = 0;
}

static void test_texts_are_cut_to_the_terminal_and_numbers_never(void **state)
{
    const char *names[] = {"product", "path", "need"};
    lt_report_options options = {
        .columns = names, .column_count = 3, .width = 44};
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    table_alone(&answer);
    assert_written("text", &answer, &options,
                   "产品      路径                  需求（万吨）\n"
                   "对二甲苯  石脑油（present）；…       21.2875\n"
                   "A|B <c>\n");
    /* Two cells less: the header above the numbers gives way last. */
    options.width = 27;
    assert_written("text", &answer, &options,
                   "产品      路径      需求（…\n"
                   "对二甲苯  石脑油…   21.2875\n"
                   "A|B <c>\n");
    lt_answer_clear(&answer);
}

static void test_columns_without_room_are_named(void **state)
{
    const lt_report_options options = {.width = 30};
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    table_alone(&answer);
    assert_written("text", &answer, &options,
                   "产品      类别    需求（万吨）\n"
                   "对二甲苯  fill         21.2875\n"
                   "A|B <c>   extend\n"
                   "（放不下的列：cover,readiness,score；"
                   "可用 --columns 选择）\n");
    lt_answer_clear(&answer);
}

static void test_a_cut_never_splits_a_glyph(void **state)
{
    const char *texts[] = {"链链链链链", "ab\u0301cdefghij",
                           "\U0001F1E8\U0001F1F3\U0001F1E8\U0001F1F3"
                           "\U0001F1E8\U0001F1F3"};
    const lt_report_options options = {.width = 5};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 3);
    assert_written("text", &answer, &options,
                   "Name\n链链…\nab\u0301cd…\n"
                   "\U0001F1E8\U0001F1F3\U0001F1E8\U0001F1F3…\n");
    lt_answer_clear(&answer);
}

static void test_no_control_character_reaches_the_terminal(void **state)
{
    const char *texts[] = {"a\x1B[31mred", "two\nlines\t", "\xFF", "end  "};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 4);
    answer.title = "t\x07";
    assert_written("text", &answer, NULL,
                   "t\uFFFD\n\nName\na\uFFFD[31mred\ntwo lines\n\uFFFD\nend\n");
    lt_answer_clear(&answer);
}

static void test_colours_only_where_asked_for(void **state)
{
    const lt_report_options options = {.color = 1};
    static const char *caveats[] = {"c"};
    const char *texts[] = {"x"};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 1);
    answer.caveats = caveats;
    answer.caveat_count = 1;
    assert_written("text", &answer, &options,
                   "\033[2mAbout the data\033[0m\n\033[2m  - c\033[0m\n\n"
                   "\033[1mName\033[0m\nx\n");
    lt_answer_clear(&answer);
}

static void test_an_empty_table_says_so(void **state)
{
    lt_answer answer;

    (void)state;
    sample_texts(&answer, NULL, 0);
    assert_written("text", &answer, NULL, "Name\n(none)\n");
    answer.lang = LT_ZH;
    assert_written("text", &answer, NULL, "名称\n（无）\n");
    lt_answer_clear(&answer);
    assert_written("text", &answer, NULL, "");
}

static void test_sections_and_paragraphs_are_parted_by_blank_lines(void **state)
{
    static const lt_phrase words = {"{1}", "{1}"};
    const char *args[] = {"first"};
    lt_answer answer = lt_answer_new("report", LT_EN);
    lt_section *section = NULL;

    (void)state;
    assert_int_equal(
        lt_answer_section(&section, &answer, "state", "State", NULL, 0, NULL),
        LT_OK);
    assert_int_equal(lt_section_say(&answer, section, words, args, 1, NULL),
                     LT_OK);
    args[0] = "second";
    assert_int_equal(lt_section_say(&answer, section, words, args, 1, NULL),
                     LT_OK);
    assert_written("text", &answer, NULL, "State\n\nfirst\n\nsecond\n");
    lt_answer_clear(&answer);
}

/* Fails unless the number is shown so. */
static void assert_shown(double number, lt_style style, const char *expected)
{
    char text[LT_NUMBER_BYTES];

    lt_number_show(text, number, style);
    assert_string_equal(text, expected);
}

static void test_numbers_are_shown_in_the_style_of_their_column(void **state)
{
    (void)state;
    assert_shown(21.28749999, LT_STYLE_PLAIN, "21.2875");
    assert_shown(1234567.5, LT_STYLE_PLAIN, "1234567.5");
    assert_shown(0.00123449, LT_STYLE_PLAIN, "0.001234");
    assert_shown(100.0, LT_STYLE_PLAIN, "100");
    assert_shown(-0.00000000001, LT_STYLE_PLAIN, "-1e-11");
    assert_shown(2e20, LT_STYLE_PLAIN, "2e+20");
    assert_shown(0.0, LT_STYLE_PLAIN, "0");
    assert_shown(72.5, LT_STYLE_SCORE, "73");
    assert_shown(-0.3, LT_STYLE_SCORE, "0");
    assert_shown(0.853, LT_STYLE_PERCENT, "85.3%");
    assert_shown(1.0, LT_STYLE_PERCENT, "100.0%");
    assert_shown(1.571, LT_STYLE_RATIO, "1.57");
    assert_shown(1.0003, LT_STYLE_RATIO, "1.0003");
    assert_shown(0.985, LT_STYLE_RATIO, "0.99");
    assert_shown((double)NAN, LT_STYLE_PERCENT, "");
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_full_disk_is_noticed("text", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    answer.title = "t\x07";
    assert_failed_allocations_are_clean("text", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_are_aligned_by_display_width),
        cmocka_unit_test(test_english_answers_have_english_words),
        cmocka_unit_test(test_texts_are_cut_to_the_terminal_and_numbers_never),
        cmocka_unit_test(test_columns_without_room_are_named),
        cmocka_unit_test(test_a_cut_never_splits_a_glyph),
        cmocka_unit_test(test_no_control_character_reaches_the_terminal),
        cmocka_unit_test(test_colours_only_where_asked_for),
        cmocka_unit_test(test_an_empty_table_says_so),
        cmocka_unit_test(
            test_sections_and_paragraphs_are_parted_by_blank_lines),
        cmocka_unit_test(test_numbers_are_shown_in_the_style_of_their_column),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
