#include "graph/chart.h"
#include "support/cmocka_first.h"

#include <string.h>

static lt_chart_label broken(const char *text, double width)
{
    lt_chart_label label;

    lt_chart_label_break(&label, text, width);
    return label;
}

static void assert_line(const lt_chart_label *label, uint32_t line,
                        const char *expected)
{
    assert_true(line < label->count);
    assert_int_equal(label->bytes[line], strlen(expected));
    assert_memory_equal(label->line[line], expected, strlen(expected));
}

static void test_wide_letters_are_one_em(void **state)
{
    (void)state;
    assert_close(lt_text_ems("聚酯", 6), 2.0, 0.0);
    assert_close(lt_text_ems("", 0), 0.0, 0.0);
    assert_true(lt_text_ems("PTA", 3) >= 1.5 && lt_text_ems("PTA", 3) < 3.0);
    /* A combining accent takes no room, a byte that is no UTF-8 does. */
    assert_close(lt_text_ems("e\xcc\x81", 3), lt_text_ems("e", 1), 0.0);
    assert_true(lt_text_ems("\xff", 1) > 0.0);
}

static void test_short_labels_stay_on_one_line(void **state)
{
    lt_chart_label label = broken("聚酯", 5.0);

    (void)state;
    assert_int_equal(label.count, 1);
    assert_line(&label, 0, "聚酯");
    assert_close(label.width, 2.0 * LT_CHART_EM, 1e-12);
}

static void test_long_labels_break_into_even_lines(void **state)
{
    lt_chart_label label = broken("高分子功能性膜材料", 5.4);

    (void)state;
    assert_int_equal(label.count, 2);
    assert_line(&label, 0, "高分子功能");
    assert_line(&label, 1, "性膜材料");
}

static void test_a_bracket_goes_to_the_second_line(void **state)
{
    lt_chart_label label = broken("精对苯二甲酸(PTA)", 5.4);

    (void)state;
    assert_int_equal(label.count, 2);
    assert_line(&label, 0, "精对苯二甲酸");
    assert_line(&label, 1, "(PTA)");
    label = broken("电池管理系统（BMS）", 5.4);
    assert_line(&label, 1, "（BMS）");
}

static void test_words_are_never_broken(void **state)
{
    lt_chart_label label = broken("Carbon fibre composite", 4.0);

    (void)state;
    assert_int_equal(label.count, 3);
    assert_line(&label, 0, "Carbon");
    assert_line(&label, 1, "fibre");
    assert_line(&label, 2, "composite");
    label = broken("polytetrafluoroethylene", 4.0);
    assert_int_equal(label.count, 1);
    assert_true(label.width > 4.0);
}

static void test_punctuation_does_not_begin_a_line(void **state)
{
    lt_chart_label label = broken("聚酯、涤纶、锦纶", 3.0);

    (void)state;
    for (uint32_t i = 0; i < label.count; i++)
        assert_int_not_equal(strncmp(label.line[i], "、", 3), 0);
}

static void test_a_line_fits_the_width_it_was_measured_at(void **state)
{
    static const char *const texts[] = {
        "精对苯二甲酸(PTA)", "Carbon fibre composite", "涤纶纤维(涤纶长短纤)",
        "高性能聚酰亚胺薄膜及其前驱体电子级材料生产用催化剂"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        lt_chart_label first = broken(texts[i], LT_CHART_LABEL_WIDTH);
        lt_chart_label again = broken(texts[i], first.width);
        lt_chart_label wider = broken(texts[i], first.width + 3.0);

        assert_int_equal(again.count, first.count);
        assert_true(wider.count <= first.count);
    }
}

static void test_blank_labels_have_no_lines(void **state)
{
    lt_chart_label label = broken("", 5.0);

    (void)state;
    assert_true(label.count <= 1);
    assert_close(label.width, 0.0, 0.0);
}

static void test_lines_of_running_text_fill_their_room(void **state)
{
    (void)state;
    assert_int_equal(lt_text_line("未见不等于没有", 21, 3.0), 9);
    assert_int_equal(lt_text_line("ab", 2, 10.0), 2);
    /* A word wider than the room is broken where it must, never at nothing. */
    assert_int_equal(lt_text_line("abcdefgh", 8, 1.2), 2);
    assert_int_equal(lt_text_line("膜", 3, 0.1), 3);
    assert_int_equal(lt_text_line("", 0, 5.0), 0);
}

static void assert_figure(double capacity, const char *unit,
                          const char *expected)
{
    lt_chart_node node = {.capacity = capacity, .unit = unit};
    char text[LT_CHART_SMALL_BYTES];

    lt_chart_figure(text, &node);
    assert_string_equal(text, expected);
}

static void test_figures_are_short(void **state)
{
    (void)state;
    assert_figure(38.0, "万吨", "38 万吨");
    assert_figure(21.456, "万吨", "21.46 万吨");
    assert_figure(1234.56, NULL, "1234.6");
    assert_figure(0.00655, "t", "0.0066 t");
    assert_figure(0.0, "t", "");
    assert_figure((double)NAN, "t", "");
}

static void test_tags_carry_verdict_and_score(void **state)
{
    lt_chart_node node = {.verdict = "fill", .score = 77.5};
    char text[LT_CHART_SMALL_BYTES];

    (void)state;
    lt_chart_tag(text, &node, LT_ZH);
    assert_string_equal(text, "补 78");
    node.score = NAN;
    lt_chart_tag(text, &node, LT_EN);
    assert_string_equal(text, "fill");
    node.verdict = NULL;
    lt_chart_tag(text, &node, LT_EN);
    assert_string_equal(text, "");
    assert_string_equal(lt_verdict_phrase("new").zh, "new");
    assert_string_equal(lt_verdict_title("extend").zh, "延链");
    assert_string_equal(lt_verdict_title("new").en, "new");
}

static void test_fixed_numbers_round_half_away_from_zero(void **state)
{
    char text[LT_NUMBER_BYTES];

    (void)state;
    lt_fixed_text(text, 2.5, 0);
    assert_string_equal(text, "3");
    lt_fixed_text(text, -2.5, 0);
    assert_string_equal(text, "-3");
    lt_fixed_text(text, 1.05, 2);
    assert_string_equal(text, "1.05");
    lt_fixed_text(text, 1.996, 2);
    assert_string_equal(text, "2");
    lt_fixed_text(text, -0.001, 2);
    assert_string_equal(text, "0");
    lt_fixed_text(text, 1e15, 2);
    assert_string_equal(text, "1000000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wide_letters_are_one_em),
        cmocka_unit_test(test_short_labels_stay_on_one_line),
        cmocka_unit_test(test_long_labels_break_into_even_lines),
        cmocka_unit_test(test_a_bracket_goes_to_the_second_line),
        cmocka_unit_test(test_words_are_never_broken),
        cmocka_unit_test(test_punctuation_does_not_begin_a_line),
        cmocka_unit_test(test_a_line_fits_the_width_it_was_measured_at),
        cmocka_unit_test(test_blank_labels_have_no_lines),
        cmocka_unit_test(test_lines_of_running_text_fill_their_room),
        cmocka_unit_test(test_figures_are_short),
        cmocka_unit_test(test_tags_carry_verdict_and_score),
        cmocka_unit_test(test_fixed_numbers_round_half_away_from_zero),
    };

    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
