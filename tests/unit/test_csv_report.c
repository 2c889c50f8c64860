#include "support/cmocka_first.h"
#include "support/written.h"

static void test_every_column_is_written_with_its_full_number(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written("csv", &answer, NULL,
                   "product,kind,need,cover,readiness,path,score\n"
                   "px（对二甲苯）,fill,21.2875,1.0003,0.853,"
                   "石脑油（present）；对二甲苯（absent）,72.5\n"
                   "tpa（A|B <c>）,extend,,,,,8\n");
    lt_answer_clear(&answer);
}

static void test_the_user_chooses_columns_and_their_order(void **state)
{
    const char *names[] = {"score", "kind"};
    const lt_report_options options = {.columns = names, .column_count = 2};
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_written("csv", &answer, &options,
                   "score,kind\n72.5,fill\n8,extend\n");
    lt_answer_clear(&answer);
}

static void test_cells_are_quoted_where_they_must_be(void **state)
{
    const char *texts[] = {"a,b",     "say \"hi\"", "two\nlines",
                           "plain '", "",           NULL};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 6);
    assert_written("csv", &answer, NULL,
                   "name\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"two\nlines\"\n"
                   "plain '\n\"\"\n\"\"\n");
    lt_answer_clear(&answer);
}

static void test_formulas_become_texts_where_asked_for(void **state)
{
    const lt_report_options options = {.excel_safe = 1};
    const char *texts[] = {"=1+1",     "+a",  "-b",    "@c",    "\td", "\re",
                           "=\"x\",y", "a=b", "＝1+1", "-5 kt", "'=1"};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 11);
    assert_written("csv", &answer, &options,
                   "name\n'=1+1\n'+a\n'-b\n'@c\n'\td\n\"'\re\"\n"
                   "\"'=\"\"x\"\",y\"\na=b\n'＝1+1\n'-5 kt\n'=1\n");
    assert_written("tsv", &answer, &options,
                   "name\n'=1+1\n'+a\n'-b\n'@c\n' d\n' e\n"
                   "'=\"x\",y\na=b\n'＝1+1\n'-5 kt\n'=1\n");
    lt_answer_clear(&answer);
}

static void test_negative_numbers_are_no_formulas(void **state)
{
    const lt_report_options options = {.excel_safe = 1};
    const char *texts[] = {""};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 1);
    answer.sections[0].table.cells[0] = lt_value_number(-5.5);
    assert_written("csv", &answer, &options, "name\n-5.5\n");
    lt_answer_clear(&answer);
}

static void test_tabs_and_line_ends_become_spaces_in_tsv(void **state)
{
    const char *texts[] = {"a\tb", "two\r\nlines", "say \"hi\", you"};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 3);
    assert_written("tsv", &answer, NULL,
                   "name\na b\ntwo  lines\nsay \"hi\", you\n");
    lt_answer_clear(&answer);
}

static void test_a_mark_and_crlf_are_written_where_asked_for(void **state)
{
    const lt_report_options options = {.bom = 1, .crlf = 1};
    const char *texts[] = {"链"};
    lt_answer answer;

    (void)state;
    sample_texts(&answer, texts, 1);
    assert_written("csv", &answer, &options, "\xEF\xBB\xBFname\r\n链\r\n");
    lt_answer_clear(&answer);
}

static void test_several_tables_are_told_apart_by_titles(void **state)
{
    static const lt_column columns[] = {
        {"firm", {"企业", "Firm"}, NULL, LT_STYLE_PLAIN, LT_FULL}};
    lt_answer answer;
    lt_section *section = NULL;

    (void)state;
    sample_texts(&answer, NULL, 0);
    assert_int_equal(
        lt_answer_section(&section, &answer, "prose", "Prose", NULL, 0, NULL),
        LT_OK);
    assert_int_equal(lt_answer_section(&section, &answer, "firms",
                                       "Firms, local", columns, 1, NULL),
                     LT_OK);
    assert_written("csv", &answer, NULL,
                   "# rows\nname\n\n\"# Firms, local\"\nfirm\n");
    lt_answer_clear(&answer);
}

static void test_empty_answers_are_a_header_or_nothing(void **state)
{
    lt_answer answer = lt_answer_new("gaps", LT_ZH);

    (void)state;
    assert_written("csv", &answer, NULL, "");
    lt_answer_clear(&answer);
    sample_texts(&answer, NULL, 0);
    assert_written("csv", &answer, NULL, "name\n");
    assert_written("tsv", &answer, NULL, "name\n");
    lt_answer_clear(&answer);
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_full_disk_is_noticed("csv", &answer);
    assert_full_disk_is_noticed("tsv", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_answer(&answer, LT_ZH);
    assert_failed_allocations_are_clean("csv", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_column_is_written_with_its_full_number),
        cmocka_unit_test(test_the_user_chooses_columns_and_their_order),
        cmocka_unit_test(test_cells_are_quoted_where_they_must_be),
        cmocka_unit_test(test_formulas_become_texts_where_asked_for),
        cmocka_unit_test(test_negative_numbers_are_no_formulas),
        cmocka_unit_test(test_tabs_and_line_ends_become_spaces_in_tsv),
        cmocka_unit_test(test_a_mark_and_crlf_are_written_where_asked_for),
        cmocka_unit_test(test_several_tables_are_told_apart_by_titles),
        cmocka_unit_test(test_empty_answers_are_a_header_or_nothing),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("csv_report", tests, NULL, NULL);
}
