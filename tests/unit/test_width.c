#include "reports/width.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <string.h>

static void test_chinese_takes_two_cells_and_latin_one(void **state)
{
    (void)state;
    assert_int_equal(lt_text_width(""), 0);
    assert_int_equal(lt_text_width("abc"), 3);
    assert_int_equal(lt_text_width("链图"), 4);
    assert_int_equal(lt_text_width("PX对二甲苯"), 10);
    assert_int_equal(lt_text_width("（ＰＸ）"), 8);
    assert_int_equal(lt_text_width("ｱｲ"), 2); /* Half-width kana. */
    assert_int_equal(lt_text_width("한국"), 4);
    assert_int_equal(lt_text_width("\U00020000\U0002EBF0"), 4);
}

static void test_ambiguous_characters_take_one_cell(void **state)
{
    (void)state;
    assert_int_equal(lt_text_width("…"), 1);
    assert_int_equal(lt_text_width("①"), 1);
    assert_int_equal(lt_text_width("“”"), 2);
}

static void test_combining_marks_take_none(void **state)
{
    (void)state;
    assert_int_equal(lt_text_width("e\u0301"), 1);
    assert_int_equal(lt_text_width("a\u0301\u0323b"), 2);
    assert_int_equal(lt_text_width("a\u200Bb"), 2);
    assert_int_equal(lt_text_width("\u1100\u1161\u11A8"), 2); /* 각 */
}

static void test_emoji_take_two_cells_with_all_that_joins_them(void **state)
{
    (void)state;
    assert_int_equal(lt_text_width("\U0001F600"), 2);
    assert_int_equal(lt_text_width("\U0001F44D\U0001F3FB"), 2);
    assert_int_equal(lt_text_width("\U0001F468\u200D\U0001F469\u200D"
                                   "\U0001F467"),
                     2);
    assert_int_equal(lt_text_width("\U0001F1E8\U0001F1F3"), 2); /* A flag. */
    assert_int_equal(lt_text_width("\u2764\uFE0F"), 2);
    assert_int_equal(lt_text_width("\u2764"), 1);
}

static void test_bytes_that_are_no_text_take_one_cell_each(void **state)
{
    uint32_t code = 0;

    (void)state;
    assert_int_equal(lt_text_width("a\xFFz"), 3);
    assert_int_equal(lt_text_width("\xE9\x93"), 2); /* 链, its end missing. */
    assert_int_equal(lt_code_next("\xED\xA0\x80", &code), 1); /* Surrogate. */
    assert_int_equal(code, 0xFFFD);
    assert_int_equal(lt_code_next("\xC0\xAF", &code), 1); /* Overlong. */
    assert_int_equal(code, 0xFFFD);
    assert_int_equal(lt_code_next("", &code), 0);
}

static void test_cutting_never_splits_a_glyph(void **state)
{
    size_t width = 0;

    (void)state;
    assert_int_equal(lt_text_fit("链图", 3, &width), 3);
    assert_int_equal(width, 2);
    assert_int_equal(lt_text_fit("链图", 4, &width), 6);
    assert_int_equal(width, 4);
    assert_int_equal(lt_text_fit("e\u0301x", 1, &width), 3);
    assert_int_equal(width, 1);
    assert_int_equal(lt_text_fit("a\U0001F1E8\U0001F1F3", 2, &width), 1);
    assert_int_equal(lt_text_fit("abc", 0, &width), 0);
    assert_int_equal(width, 0);
}

static void test_what_could_command_a_terminal_is_replaced(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const char *clean = "链图 e\u0301 \U0001F600";

    (void)state;
    assert_ptr_equal(lt_text_clean(&arena, clean), clean);
    assert_string_equal(lt_text_clean(&arena, "a\tb\nc\r\x1B[31md\x7F"),
                        "a b c \uFFFD[31md\uFFFD");
    assert_string_equal(lt_text_clean(&arena, "a\xC2\x9B"
                                              "b\u202Ec\u202C\xFF"),
                        "a\uFFFDb\uFFFDc\uFFFD\uFFFD");
    lt_arena_clear(&arena);
}

static void test_a_failed_allocation_is_reported(void **state)
{
    lt_arena arena = LT_ARENA_EMPTY;

    (void)state;
    fail_alloc_after(0);
    assert_null(lt_text_clean(&arena, "a\nb"));
    fail_alloc_after(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chinese_takes_two_cells_and_latin_one),
        cmocka_unit_test(test_ambiguous_characters_take_one_cell),
        cmocka_unit_test(test_combining_marks_take_none),
        cmocka_unit_test(test_emoji_take_two_cells_with_all_that_joins_them),
        cmocka_unit_test(test_bytes_that_are_no_text_take_one_cell_each),
        cmocka_unit_test(test_cutting_never_splits_a_glyph),
        cmocka_unit_test(test_what_could_command_a_terminal_is_replaced),
        cmocka_unit_test(test_a_failed_allocation_is_reported),
    };

    return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
