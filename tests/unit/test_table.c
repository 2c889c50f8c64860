#include "graph/table.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const lt_column COLUMNS[] = {
    {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"need", {"需求", "need"}, "万吨", LT_STYLE_PLAIN, LT_BRIEF},
};

/* Fails unless the number is written so. */
static void assert_number(double number, const char *expected)
{
    char text[LT_NUMBER_BYTES];

    lt_number_text(text, number);
    assert_string_equal(text, expected);
}

static void test_numbers_take_their_shortest_form(void **state)
{
    (void)state;
    assert_number(0.0, "0");
    assert_number(-0.0, "0");
    assert_number(0.1, "0.1");
    assert_number(-2.5, "-2.5");
    assert_number(0.1 + 0.2, "0.30000000000000004");
    assert_number(1.0 / 3.0, "0.3333333333333333");
    assert_number(1e30, "1e+30");
    assert_number(1e-5, "1e-05");
    assert_number(DBL_MAX, "1.7976931348623157e+308");
}

static void test_whole_numbers_have_no_exponent_up_to_1e15(void **state)
{
    (void)state;
    assert_number(100000.0, "100000");
    assert_number(-123456789012345.0, "-123456789012345");
    assert_number(1e15, "1000000000000000");
    assert_number(1e16, "1e+16");
}

static void test_numbers_that_are_none_have_no_text(void **state)
{
    (void)state;
    assert_number((double)NAN, "");
    assert_number((double)INFINITY, "");
}

/* Property: random bit patterns read back as the same number. */
static void test_every_number_reads_back(void **state)
{
    uint64_t seed = 88172645463325252U;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[LT_NUMBER_BYTES];
        double number = 0.0;

        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        memcpy(&number, &seed, sizeof(number));
        if (!isfinite(number))
            continue;
        lt_number_text(text, number);
        assert_true(strlen(text) < LT_NUMBER_BYTES);
        assert_true(strtod(text, NULL) == number);
    }
}

static void test_numbers_have_a_full_stop_in_every_locale(void **state)
{
    (void)state;
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL &&
        setlocale(LC_NUMERIC, "fr_FR.UTF-8") == NULL)
        skip();
    assert_number(0.1, "0.1");
    assert_number(0.1 + 0.2, "0.30000000000000004");
    assert_non_null(setlocale(LC_NUMERIC, "C"));
}

static void test_numbers_that_are_none_and_missing_texts_are_blank(void **state)
{
    (void)state;
    assert_int_equal(lt_value_number((double)NAN).kind, LT_VALUE_NONE);
    assert_int_equal(lt_value_number((double)-INFINITY).kind, LT_VALUE_NONE);
    assert_int_equal(lt_value_text(NULL).kind, LT_VALUE_NONE);
    assert_int_equal(lt_value_text("").kind, LT_VALUE_TEXT);
    assert_int_equal(lt_value_truth(7).count, 1);
}

/* A record {name, state, run} in the arena. */
static lt_value step(lt_arena *arena, const char *name, const char *presence,
                     double run)
{
    const lt_field fields[] = {
        {"name", lt_value_text(name)},
        {"state", lt_value_text(presence)},
        {"run", lt_value_number(run)},
    };
    lt_value record;

    assert_int_equal(lt_value_record(&record, arena, fields, 3, NULL), LT_OK);
    return record;
}

static void test_nested_values_become_flat_in_both_languages(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_value items[] = {
        step(&arena, "对二甲苯", "present", 1.5),
        step(&arena, "PTA", "absent", (double)NAN),
        step(&arena, "聚酯", NULL, (double)NAN),
    };
    lt_value list;

    (void)state;
    assert_int_equal(lt_value_list(&list, &arena, items, 3, NULL), LT_OK);
    assert_string_equal(lt_value_flat(&arena, &list, LT_ZH),
                        "对二甲苯（present，1.5）；PTA（absent）；聚酯");
    assert_string_equal(lt_value_flat(&arena, &list, LT_EN),
                        "对二甲苯 (present, 1.5); PTA (absent); 聚酯");
    lt_arena_clear(&arena);
}

static void test_a_list_inside_a_record_keeps_its_place(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const lt_value subkinds[] = {lt_value_text("input"), lt_value_text("thin")};
    lt_value list;
    lt_value record;

    (void)state;
    assert_int_equal(lt_value_list(&list, &arena, subkinds, 2, NULL), LT_OK);
    {
        const lt_field fields[] = {
            {"chain", lt_value_text("锂电池")},
            {"kind", lt_value_text("fill")},
            {"subkinds", list},
            {"holds", lt_value_truth(1)},
        };

        assert_int_equal(lt_value_record(&record, &arena, fields, 4, NULL),
                         LT_OK);
    }
    assert_string_equal(lt_value_flat(&arena, &record, LT_EN),
                        "锂电池 (fill, input; thin, yes)");
    assert_string_equal(lt_value_flat(&arena, &record, LT_ZH),
                        "锂电池（fill，input；thin，是）");
    lt_arena_clear(&arena);
}

static void test_blank_items_leave_no_marks(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_value empty;
    lt_value list;

    (void)state;
    assert_int_equal(lt_value_list(&empty, &arena, NULL, 0, NULL), LT_OK);
    assert_int_equal(empty.kind, LT_VALUE_LIST);
    assert_string_equal(lt_value_flat(&arena, &empty, LT_ZH), "");
    {
        const lt_value items[] = {lt_value_text(NULL), lt_value_text("甲"),
                                  empty, lt_value_text(""),
                                  lt_value_number(3.0)};

        assert_int_equal(lt_value_list(&list, &arena, items, 5, NULL), LT_OK);
    }
    assert_string_equal(lt_value_flat(&arena, &list, LT_ZH), "甲；3");
    lt_arena_clear(&arena);
}

static void test_a_thing_reads_as_its_name_where_asked_for(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const lt_join join = {LT_EN, NULL, 1};
    const lt_field fields[] = {
        {"id", lt_value_text("px")},
        {"name", lt_value_text("对二甲苯")},
    };
    lt_value items[2];
    lt_value list;

    (void)state;
    assert_int_equal(lt_value_record(&items[0], &arena, fields, 2, NULL),
                     LT_OK);
    items[1] = lt_value_text("PTA");
    assert_int_equal(lt_value_list(&list, &arena, items, 2, NULL), LT_OK);
    assert_string_equal(lt_value_join(&arena, &list, &join), "对二甲苯; PTA");
    assert_string_equal(lt_value_flat(&arena, &list, LT_EN),
                        "px (对二甲苯); PTA");
    lt_arena_clear(&arena);
}

static void test_what_is_nested_too_deep_reads_as_nothing(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_value value = lt_value_text("deep");

    (void)state;
    for (int depth = 0; depth <= LT_VALUE_DEPTH; depth++) {
        const lt_value inside = value;

        assert_string_equal(lt_value_flat(&arena, &value, LT_EN), "deep");
        assert_int_equal(lt_value_list(&value, &arena, &inside, 1, NULL),
                         LT_OK);
    }
    assert_string_equal(lt_value_flat(&arena, &value, LT_EN), "");
    lt_arena_clear(&arena);
}

static void test_rows_grow_and_keep_what_they_hold(void **state)
{
    lt_answer answer = lt_answer_new("gaps", LT_ZH);
    lt_section *section = NULL;
    const uint32_t rows = 100000;

    (void)state;
    assert_int_equal(
        lt_answer_section(&section, &answer, "rows", NULL, COLUMNS, 2, NULL),
        LT_OK);
    for (uint32_t row = 0; row < rows; row++) {
        lt_value *cells = NULL;

        assert_int_equal(lt_table_add_row(&section->table, &cells, NULL),
                         LT_OK);
        assert_int_equal(cells[0].kind, LT_VALUE_NONE);
        cells[1] = lt_value_number(row);
    }
    assert_int_equal(section->table.row_count, rows);
    for (uint32_t row = 0; row < rows; row++)
        assert_true(lt_table_cell(&section->table, row, 1)->number ==
                    (double)row);
    lt_answer_clear(&answer);
    lt_answer_clear(&answer);
}

static void test_columns_are_found_by_name(void **state)
{
    const lt_table table = {.columns = COLUMNS, .column_count = 2};

    (void)state;
    assert_int_equal(lt_table_column(&table, "need"), 1);
    assert_int_equal(lt_table_column(&table, "nede"), UINT32_MAX);
}

static void test_notes_and_paragraphs_are_filled_in_the_language(void **state)
{
    static const lt_phrase template = {"{2}缺{1}", "{1} is missing in {2}"};
    const char *args[] = {"PTA", "洛阳"};
    lt_answer answer = lt_answer_new("gaps", LT_ZH);
    lt_section *section = NULL;

    (void)state;
    assert_int_equal(
        lt_answer_section(&section, &answer, "prose", "概况", NULL, 0, NULL),
        LT_OK);
    for (int i = 0; i < 9; i++) {
        assert_int_equal(lt_answer_note(&answer, template, args, 2, NULL),
                         LT_OK);
        assert_int_equal(
            lt_section_say(&answer, section, template, args, 2, NULL), LT_OK);
    }
    assert_int_equal(answer.note_count, 9);
    assert_int_equal(section->paragraph_count, 9);
    assert_string_equal(answer.notes[0], "洛阳缺PTA");
    assert_string_equal(section->paragraphs[8], "洛阳缺PTA");
    lt_answer_clear(&answer);
}

static void test_too_many_sections_are_refused(void **state)
{
    lt_answer answer = lt_answer_new("report", LT_EN);
    lt_section *section = NULL;
    lt_error err = {0};

    (void)state;
    for (int i = 0; i < LT_SECTIONS_MAX; i++)
        assert_int_equal(
            lt_answer_section(&section, &answer, "a", NULL, NULL, 0, &err),
            LT_OK);
    assert_int_equal(
        lt_answer_section(&section, &answer, "last", NULL, NULL, 0, &err),
        LT_ERR_LIMIT);
    assert_string_equal(err.message, "no room for section last");
    assert_null(section);
    lt_answer_clear(&answer);
}

static void test_a_table_without_columns_takes_no_rows(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_table table = {.arena = &arena};
    lt_value *cells = NULL;

    (void)state;
    assert_int_equal(lt_table_add_row(&table, &cells, NULL), LT_ERR_INVALID);
    assert_null(cells);
}

/* A row whose cells, note and paragraph all take memory. */
static lt_status build_row(lt_answer *answer, lt_section *section, double row)
{
    static const lt_phrase template = {"{1}", "{1}"};
    const char *args[] = {"一"};
    const lt_value item = lt_value_number(row);
    const lt_field field = {"row", item};
    lt_value *cells = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_table_add_row(&section->table, &cells, NULL));
    LT_TRY(lt_value_list(&cells[0], &answer->arena, &item, 1, NULL));
    LT_TRY(lt_value_record(&cells[1], &answer->arena, &field, 1, NULL));
    if (lt_value_flat(&answer->arena, &cells[1], LT_ZH) == NULL)
        return LT_ERR_NOMEM;
    LT_TRY(lt_answer_note(answer, template, args, 1, NULL));
    LT_TRY(lt_section_say(answer, section, template, args, 1, NULL));
cleanup:
    return status;
}

/* An answer of many such rows, to be cleared either way. */
static lt_status build(lt_answer *answer)
{
    lt_section *section = NULL;
    lt_status status =
        lt_answer_section(&section, answer, "rows", "标题", COLUMNS, 2, NULL);

    for (int row = 0; status == LT_OK && row < 2000; row++)
        status = build_row(answer, section, row);
    return status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_answer answer = lt_answer_new("gaps", LT_ZH);

        fail_alloc_after(allowed);
        status = build(&answer);
        lt_answer_clear(&answer);
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_take_their_shortest_form),
        cmocka_unit_test(test_whole_numbers_have_no_exponent_up_to_1e15),
        cmocka_unit_test(test_numbers_that_are_none_have_no_text),
        cmocka_unit_test(test_every_number_reads_back),
        cmocka_unit_test(test_numbers_have_a_full_stop_in_every_locale),
        cmocka_unit_test(
            test_numbers_that_are_none_and_missing_texts_are_blank),
        cmocka_unit_test(test_nested_values_become_flat_in_both_languages),
        cmocka_unit_test(test_a_list_inside_a_record_keeps_its_place),
        cmocka_unit_test(test_blank_items_leave_no_marks),
        cmocka_unit_test(test_a_thing_reads_as_its_name_where_asked_for),
        cmocka_unit_test(test_what_is_nested_too_deep_reads_as_nothing),
        cmocka_unit_test(test_rows_grow_and_keep_what_they_hold),
        cmocka_unit_test(test_columns_are_found_by_name),
        cmocka_unit_test(test_notes_and_paragraphs_are_filled_in_the_language),
        cmocka_unit_test(test_too_many_sections_are_refused),
        cmocka_unit_test(test_a_table_without_columns_takes_no_rows),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
