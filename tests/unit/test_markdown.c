#include "support/cmocka_first.h"
#include "support/written.h"

static void test_an_answer_is_a_document(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written("md", &answer, NULL,
                   "# 缺链与弱链\n\n"
                   "> **数据口径**\n>\n> - 产能不是产量\n\n"
                   "| 产品 | 类别 | 需求（万吨） | 保障率 | 成熟度 | 得分 |\n"
                   "| --- | --- | ---: | ---: | ---: | ---: |\n"
                   "| 对二甲苯 | fill | 21.2875 | 1.0003 | 85.3% | 73 |\n"
                   "| A\\|B &lt;c&gt; | extend |  |  |  | 8 |\n\n"
                   "## 说明\n\n- 未见不等于没有\n\n"
                   "## 来源\n\n- \\[s1\\] 石化规划 洛政〔2022〕1号\n"
                   "- \\[s2\\] 年鉴\n\n");
    lt_answer_clear(&answer);
}

static void test_titles_and_paragraphs_make_sections(void **state)
{
    static const lt_phrase words = {"{1}", "{1}"};
    const char *args[] = {"1. first\n*second*"};
    lt_answer answer = lt_answer_new("report", LT_EN);
    lt_section *section = NULL;

    (void)state;
    answer.title = "All";
    assert_int_equal(lt_answer_section(&section, &answer, "state", "State #1",
                                       NULL, 0, NULL),
                     LT_OK);
    assert_int_equal(lt_section_say(&answer, section, words, args, 1, NULL),
                     LT_OK);
    args[0] = "  - no list";
    assert_int_equal(lt_section_say(&answer, section, words, args, 1, NULL),
                     LT_OK);
    assert_written("md", &answer, NULL,
                   "# All\n\n## State \\#1\n\n"
                   "1\\. first<br>\\*second\\*\n\n\\- no list\n\n");
    lt_answer_clear(&answer);
}

static void test_characters_that_mean_something_are_escaped(void **state)
{
    const char *texts[] = {"a|b\nc\td", "<b>&amp;", "`x` _y_ [z](u) ~~w~~ \\",
                           "\x1B[0m\xFF", "链\U0001F600e\u0301"};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 5);
    assert_written("md", &answer, NULL,
                   "| Name |\n| --- |\n"
                   "| a\\|b<br>c d |\n"
                   "| &lt;b&gt;&amp;amp; |\n"
                   "| \\`x\\` \\_y\\_ \\[z\\](u) \\~\\~w\\~\\~ \\\\ |\n"
                   "| \uFFFD\\[0m\uFFFD |\n"
                   "| 链\U0001F600e\u0301 |\n\n");
    lt_answer_clear(&answer);
}

static void test_an_empty_table_says_so(void **state)
{
    lt_answer answer;

    (void)state;
    sample_texts(&answer, NULL, 0);
    assert_written("md", &answer, NULL, "| Name |\n| --- |\n\n(none)\n\n");
    lt_answer_clear(&answer);
    assert_written("md", &answer, NULL, "");
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_full_disk_is_noticed("md", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_failed_allocations_are_clean("md", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_is_a_document),
        cmocka_unit_test(test_titles_and_paragraphs_make_sections),
        cmocka_unit_test(test_characters_that_mean_something_are_escaped),
        cmocka_unit_test(test_an_empty_table_says_so),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
