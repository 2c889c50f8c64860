#include "cli/answer.h"

#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <string.h>

static const lt_column COLUMNS[] = {
    {"name", {"名", "name"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"score", {"分", "score"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

static const struct {
    const char *name;
    double score;
} ROWS[] = {{"b", 2.0}, {"a", 1.0}, {"d", NAN}, {"c", 2.0}};

enum { ROW_COUNT = sizeof(ROWS) / sizeof(*ROWS) };

static lt_status fill(lt_answer *answer)
{
    lt_section *section = NULL;
    lt_status status =
        lt_answer_section(&section, answer, "rows", NULL, COLUMNS, 2, NULL);

    for (size_t i = 0; status == LT_OK && i < ROW_COUNT; i++) {
        lt_value *row = NULL;

        status = lt_table_add_row(&section->table, &row, NULL);
        if (status != LT_OK)
            break;
        row[0] = lt_value_text(ROWS[i].name);
        row[1] = lt_value_number(ROWS[i].score);
    }
    return status;
}

/* Arrange the rows as one or two options ask. */
static lt_status arrange(lt_answer *answer, lt_option_id id, const char *value,
                         const char *limit, lt_error *err)
{
    lt_given given[2] = {{id, value}, {LT_OPTION_LIMIT, limit}};
    lt_arguments arguments = {NULL, 0, given, limit == NULL ? 1 : 2};
    const lt_call call = {NULL, &arguments, NULL, 0, LT_EN};

    return lt_answer_arrange(answer, &call, err);
}

/* Expect the names of the rows, in order, once arranged. */
static void expect_order(const char *sort, const char *limit, const char *names)
{
    lt_answer answer = lt_answer_new("test", LT_EN);
    const lt_table *table = &answer.sections[0].table;
    char got[ROW_COUNT + 1] = "";

    assert_int_equal(fill(&answer), LT_OK);
    assert_int_equal(arrange(&answer, LT_OPTION_SORT, sort, limit, NULL),
                     LT_OK);
    for (uint32_t row = 0; row < table->row_count; row++)
        got[row] = lt_table_cell(table, row, 0)->text[0];
    assert_string_equal(got, names);
    lt_answer_clear(&answer);
}

static void test_numbers_fall_and_level_rows_keep_their_order(void **state)
{
    (void)state;
    expect_order("score", NULL, "bcad");
}

static void test_texts_rise(void **state)
{
    (void)state;
    expect_order("name", NULL, "abcd");
}

static void test_a_prefix_turns_the_order_and_blanks_stay_last(void **state)
{
    (void)state;
    expect_order("+score", NULL, "abcd");
    expect_order("-score", NULL, "bcad");
    expect_order("-name", NULL, "dcba");
}

static void test_the_limit_keeps_the_first_rows(void **state)
{
    (void)state;
    expect_order("name", "2", "ab");
    expect_order("name", "0", "abcd");
    expect_order("name", "9", "abcd");
}

static void test_rows_left_out_are_counted_in_a_note(void **state)
{
    lt_answer answer = lt_answer_new("test", LT_EN);

    (void)state;
    assert_int_equal(fill(&answer), LT_OK);
    assert_int_equal(arrange(&answer, LT_OPTION_SORT, "name", "3", NULL),
                     LT_OK);
    assert_int_equal(answer.note_count, 1);
    assert_string_equal(answer.notes[0], "the first 3 of 4 rows");
    lt_answer_clear(&answer);
}

static void test_unknown_columns_suggest_the_nearest(void **state)
{
    lt_answer answer = lt_answer_new("test", LT_EN);
    lt_error err = {0};

    (void)state;
    assert_int_equal(fill(&answer), LT_OK);
    assert_int_equal(arrange(&answer, LT_OPTION_SORT, "-scor", NULL, &err),
                     LT_ERR_INVALID);
    assert_string_equal(err.message, "there is no column 'scor'; did you mean "
                                     "score? There are: name score");
    assert_int_equal(arrange(&answer, LT_OPTION_SORT, "name", "x", &err),
                     LT_ERR_INVALID);
    lt_answer_clear(&answer);
}

static void test_columns_are_taken_in_the_order_asked_for(void **state)
{
    lt_answer answer = lt_answer_new("test", LT_EN);
    lt_given given = {LT_OPTION_COLUMNS, "score,name"};
    lt_arguments arguments = {NULL, 0, &given, 1};
    const lt_call call = {NULL, &arguments, NULL, 0, LT_EN};
    const char **columns = NULL;
    size_t count = 0;

    (void)state;
    assert_int_equal(fill(&answer), LT_OK);
    assert_int_equal(
        lt_columns_asked(&columns, &count, &answer.arena, &call, &answer, NULL),
        LT_OK);
    assert_int_equal(count, 2);
    assert_string_equal(columns[0], "score");
    assert_string_equal(columns[1], "name");
    given.value = "score,nam";
    assert_int_equal(
        lt_columns_asked(&columns, &count, &answer.arena, &call, &answer, NULL),
        LT_ERR_INVALID);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_of_a_sort_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("test", LT_EN);

        fail_alloc_after(allowed);
        status = fill(&answer);
        if (status == LT_OK)
            status = arrange(&answer, LT_OPTION_SORT, "score", "2", NULL);
        lt_answer_clear(&answer);
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_fall_and_level_rows_keep_their_order),
        cmocka_unit_test(test_texts_rise),
        cmocka_unit_test(test_a_prefix_turns_the_order_and_blanks_stay_last),
        cmocka_unit_test(test_the_limit_keeps_the_first_rows),
        cmocka_unit_test(test_rows_left_out_are_counted_in_a_note),
        cmocka_unit_test(test_unknown_columns_suggest_the_nearest),
        cmocka_unit_test(test_columns_are_taken_in_the_order_asked_for),
        cmocka_unit_test(test_every_failed_allocation_of_a_sort_is_clean),
    };

    return cmocka_run_group_tests_name("arrange", tests, NULL, NULL);
}
