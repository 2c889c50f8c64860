#include "graph/names.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_normal(const char *text, const char *expected)
{
    char *normal = lt_name_normal(text, strlen(text));

    assert_non_null(normal);
    assert_string_equal(normal, expected);
    free(normal);
}

static void add(lt_names *names, lt_name_rank rank, const char *text,
                uint32_t thing)
{
    assert_int_equal(lt_names_add(names, rank, text, thing, NULL), LT_OK);
}

static lt_names *materials(void)
{
    lt_names *names = lt_names_new();

    assert_non_null(names);
    add(names, LT_NAME_ID, "p1", 1);
    add(names, LT_NAME_NAME, "精对苯二甲酸（PTA）", 1);
    add(names, LT_NAME_ID, "p2", 2);
    add(names, LT_NAME_NAME, "对二甲苯", 2);
    add(names, LT_NAME_NAME, "PX", 2);
    return names;
}

static void test_ascii_and_ideographs_stay_as_they_are(void **state)
{
    (void)state;
    assert_normal("", "");
    assert_normal("PX", "PX");
    assert_normal("深沟球轴承", "深沟球轴承");
    assert_normal("a b", "a b");
}

static void test_full_width_letters_become_ascii(void **state)
{
    (void)state;
    assert_normal("ＰＴＡ（精）", "PTA(精)");
    assert_normal("㎡", "m2");
    assert_normal("é", "\xC3\xA9");
    assert_normal("e\xCC\x81", "\xC3\xA9");
}

static void test_white_space_is_trimmed_and_squeezed(void **state)
{
    (void)state;
    assert_normal("  a \t b\r\n", "a b");
    assert_normal("\xE3\x80\x80洛阳\xE3\x80\x80石化 ", "洛阳 石化");
    assert_normal(" \t ", "");
}

static void test_bytes_that_are_not_utf8_are_kept(void **state)
{
    (void)state;
    assert_normal("\xFF\xE4", "\xFF\xE4");
    assert_normal("\xE4\xB8", "\xE4\xB8");
}

static void test_a_name_with_brackets_answers_to_both_halves(void **state)
{
    lt_names *names = materials();

    (void)state;
    assert_int_equal(lt_names_find(names, "精对苯二甲酸(PTA)"), 1);
    assert_int_equal(lt_names_find(names, "精对苯二甲酸（PTA）"), 1);
    assert_int_equal(lt_names_find(names, " ＰＴＡ "), 1);
    assert_int_equal(lt_names_find(names, "精对苯二甲酸"), 1);
    assert_int_equal(lt_names_find(names, "聚酯"), LT_NAME_UNKNOWN);
    assert_int_equal(lt_names_find(names, ""), LT_NAME_UNKNOWN);
    lt_names_free(names);
}

static void test_nested_brackets_split_at_the_last_pair(void **state)
{
    lt_names *names = lt_names_new();

    (void)state;
    add(names, LT_NAME_NAME, "A (B(C))", 0);
    add(names, LT_NAME_NAME, "D(E)(F)", 1);
    add(names, LT_NAME_NAME, "(G)", 2);
    add(names, LT_NAME_NAME, "H)", 3);
    add(names, LT_NAME_NAME, "I()", 4);
    assert_int_equal(lt_names_find(names, "A"), 0);
    assert_int_equal(lt_names_find(names, "B(C)"), 0);
    assert_int_equal(lt_names_find(names, "C"), LT_NAME_UNKNOWN);
    assert_int_equal(lt_names_find(names, "D(E)"), 1);
    assert_int_equal(lt_names_find(names, "F"), 1);
    assert_int_equal(lt_names_find(names, "G"), LT_NAME_UNKNOWN);
    assert_int_equal(lt_names_find(names, "(G)"), 2);
    assert_int_equal(lt_names_find(names, "H)"), 3);
    lt_names_free(names);
}

static void test_a_name_of_two_things_is_ambiguous_and_names_both(void **state)
{
    lt_names *names = materials();
    uint32_t first = 0;
    uint32_t second = 0;

    (void)state;
    assert_false(lt_names_rivals(names, "PX", &first, &second));
    add(names, LT_NAME_NAME, "ＰＸ", 7);
    add(names, LT_NAME_NAME, "PX", 8);
    assert_int_equal(lt_names_find(names, "PX"), LT_NAME_AMBIGUOUS);
    assert_true(lt_names_rivals(names, "ＰＸ", &first, &second));
    assert_int_equal(first, 2);
    assert_int_equal(second, 7);
    lt_names_free(names);
}

static void test_the_same_claim_twice_is_no_conflict(void **state)
{
    lt_names *names = materials();

    (void)state;
    add(names, LT_NAME_NAME, "PX", 2);
    add(names, LT_NAME_NAME, "对二甲苯(PX)", 2);
    add(names, LT_NAME_NAME, "", 3);
    assert_int_equal(lt_names_find(names, "PX"), 2);
    lt_names_free(names);
}

static void test_an_id_wins_over_a_name_and_is_exact(void **state)
{
    lt_names *names = materials();
    uint32_t first = 0;
    uint32_t second = 0;

    (void)state;
    add(names, LT_NAME_NAME, "p1", 2);
    add(names, LT_NAME_NAME, "p1", 3);
    assert_int_equal(lt_names_find(names, "p1"), 1);
    assert_false(lt_names_rivals(names, "p1", &first, &second));
    assert_int_equal(lt_names_find(names, "p2"), 2);
    assert_int_equal(lt_names_find(names, "ｐ2"), LT_NAME_UNKNOWN);
    lt_names_free(names);
}

static void test_a_slip_of_the_pen_suggests_the_name_as_written(void **state)
{
    lt_names *names = materials();

    (void)state;
    assert_string_equal(lt_names_nearest(names, "PTB"), "精对苯二甲酸（PTA）");
    assert_string_equal(lt_names_nearest(names, "对二甲笨"), "对二甲苯");
    assert_string_equal(lt_names_nearest(names, "XP"), "PX");
    assert_string_equal(lt_names_nearest(names, "px"), "PX");
    assert_null(lt_names_nearest(names, "硅片"));
    assert_null(lt_names_nearest(names, ""));
    lt_names_free(names);
}

static void test_case_counts_half_and_ties_go_to_what_sorts_first(void **state)
{
    lt_names *names = lt_names_new();

    (void)state;
    add(names, LT_NAME_NAME, "abd", 0);
    add(names, LT_NAME_NAME, "abC", 1);
    assert_string_equal(lt_names_nearest(names, "abc"), "abC");
    add(names, LT_NAME_NAME, "xyz3", 2);
    add(names, LT_NAME_NAME, "xyz2", 3);
    assert_string_equal(lt_names_nearest(names, "xyz9"), "xyz2");
    lt_names_free(names);
}

static void test_two_swaps_are_two_edits(void **state)
{
    lt_names *names = lt_names_new();

    (void)state;
    add(names, LT_NAME_NAME, "abcdef", 0);
    assert_string_equal(lt_names_nearest(names, "bacdfe"), "abcdef");
    assert_null(lt_names_nearest(names, "badcfe"));
    lt_names_free(names);
}

static void test_a_part_of_a_name_suggests_the_closest_in_length(void **state)
{
    lt_names *names = lt_names_new();

    (void)state;
    add(names, LT_NAME_NAME, "洛阳轴研科技股份有限公司", 0);
    add(names, LT_NAME_NAME, "洛阳轴研科技有限公司", 1);
    assert_string_equal(lt_names_nearest(names, "轴研"),
                        "洛阳轴研科技有限公司");
    lt_names_free(names);
}

static void test_a_name_that_contains_the_text_comes_before_a_slip(void **state)
{
    lt_names *names = lt_names_new();
    const char *near[LT_NAMES_NEAR_MAX];

    (void)state;
    add(names, LT_NAME_NAME, "电机", 0);
    add(names, LT_NAME_NAME, "磷酸铁锂动力电池", 1);
    add(names, LT_NAME_NAME, "锂电池", 2);
    add(names, LT_NAME_NAME, "锂电池(LIB)", 2);
    add(names, LT_NAME_NAME, "动力电池", 3);
    add(names, LT_NAME_NAME, "太阳能电池", 4);
    assert_string_equal(lt_names_nearest(names, "电池"), "锂电池");
    assert_int_equal(lt_names_near(names, "电池", near, LT_NAMES_NEAR_MAX), 3);
    assert_string_equal(near[0], "锂电池");
    assert_string_equal(near[1], "动力电池");
    assert_string_equal(near[2], "太阳能电池");
    assert_int_equal(lt_names_near(names, "电池", near, 0), 0);
    lt_names_free(names);
}

static void test_one_ideograph_more_is_another_word(void **state)
{
    lt_names *names = lt_names_new();

    (void)state;
    add(names, LT_NAME_NAME, "聚氨酯", 0);
    assert_null(lt_names_nearest(names, "聚酯"));
    add(names, LT_NAME_NAME, "聚酯切片", 1);
    assert_string_equal(lt_names_nearest(names, "聚酯"), "聚酯切片");
    add(names, LT_NAME_NAME, "钼酸铵", 2);
    assert_string_equal(lt_names_nearest(names, "钼酸氨"), "钼酸铵");
    lt_names_free(names);
}

static void test_very_long_texts_are_near_nothing(void **state)
{
    lt_names *names = lt_names_new();
    char text[1024];

    (void)state;
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    add(names, LT_NAME_NAME, text, 0);
    text[0] = 'y';
    assert_null(lt_names_nearest(names, text));
    lt_names_free(names);
}

static void test_many_names_are_all_found_again(void **state)
{
    lt_names *names = lt_names_new();
    char text[32];

    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        (void)snprintf(text, sizeof(text), "企业%u", i);
        add(names, LT_NAME_NAME, text, i);
    }
    for (uint32_t i = 0; i < 20000; i++) {
        (void)snprintf(text, sizeof(text), "企业%u", i);
        assert_int_equal(lt_names_find(names, text), i);
    }
    lt_names_free(names);
}

static lt_status fill(void)
{
    lt_names *names = lt_names_new();
    lt_status status = LT_ERR_NOMEM;
    lt_error err = {0};

    if (names == NULL)
        return LT_ERR_NOMEM;
    status = lt_names_add(names, LT_NAME_ID, "p1", 0, &err);
    if (status == LT_OK)
        status = lt_names_add(names, LT_NAME_NAME, "聚酯（PET）", 0, &err);
    if (status == LT_OK && lt_names_find(names, "ＰＥＴ") != 0)
        status = LT_ERR_NOMEM;
    if (status == LT_OK && lt_names_nearest(names, "PXT") == NULL)
        status = LT_ERR_NOMEM;
    lt_names_free(names);
    return status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = fill();
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 5);
    lt_names_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii_and_ideographs_stay_as_they_are),
        cmocka_unit_test(test_full_width_letters_become_ascii),
        cmocka_unit_test(test_white_space_is_trimmed_and_squeezed),
        cmocka_unit_test(test_bytes_that_are_not_utf8_are_kept),
        cmocka_unit_test(test_a_name_with_brackets_answers_to_both_halves),
        cmocka_unit_test(test_nested_brackets_split_at_the_last_pair),
        cmocka_unit_test(test_a_name_of_two_things_is_ambiguous_and_names_both),
        cmocka_unit_test(test_the_same_claim_twice_is_no_conflict),
        cmocka_unit_test(test_an_id_wins_over_a_name_and_is_exact),
        cmocka_unit_test(test_a_slip_of_the_pen_suggests_the_name_as_written),
        cmocka_unit_test(test_case_counts_half_and_ties_go_to_what_sorts_first),
        cmocka_unit_test(test_two_swaps_are_two_edits),
        cmocka_unit_test(test_a_part_of_a_name_suggests_the_closest_in_length),
        cmocka_unit_test(
            test_a_name_that_contains_the_text_comes_before_a_slip),
        cmocka_unit_test(test_one_ideograph_more_is_another_word),
        cmocka_unit_test(test_very_long_texts_are_near_nothing),
        cmocka_unit_test(test_many_names_are_all_found_again),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
