#include "graph/units.h"
#include "support/cmocka_first.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lt_unit unit(const char *text)
{
    lt_unit found = LT_UNIT_NONE;

    if (!lt_unit_parse(&found, text))
        fail_msg("%s is no unit", text);
    return found;
}

static void assert_unit(const char *text, uint16_t dimension, double factor)
{
    const lt_unit found = unit(text);

    assert_int_equal(found.dimension, dimension);
    assert_close(found.factor, factor, factor * 1e-15);
}

static void test_units_of_the_statistics_are_known(void **state)
{
    (void)state;
    assert_unit("吨", LT_DIMENSION_MASS, 1.0);
    assert_unit("kt", LT_DIMENSION_MASS, 1e3);
    assert_unit("万吨", LT_DIMENSION_MASS, 1e4);
    assert_unit("百万吨", LT_DIMENSION_MASS, 1e6);
    assert_unit("kg", LT_DIMENSION_MASS, 1e-3);
    assert_unit("万米", LT_DIMENSION_LENGTH, 1e4);
    assert_unit("亿平方米", LT_DIMENSION_AREA, 1e8);
    assert_unit("万立方米", LT_DIMENSION_VOLUME, 1e4);
    assert_unit("GWh", LT_DIMENSION_ENERGY, 1e6);
    assert_unit("万千瓦时", LT_DIMENSION_ENERGY, 1e4);
    assert_unit("度", LT_DIMENSION_ENERGY, 1.0);
    assert_unit("MW", LT_DIMENSION_POWER, 1e3);
    assert_unit("亿元", LT_DIMENSION_MONEY, 1e8);
    assert_unit("%", LT_DIMENSION_SHARE, 0.01);
    assert_unit("1", LT_DIMENSION_SHARE, 1.0);
}

static void test_every_listed_unit_reads_as_itself(void **state)
{
    (void)state;
    for (const lt_unit_entry *entry = lt_units; entry->name != NULL; entry++) {
        const lt_unit found = unit(entry->name);

        assert_string_equal(found.name, entry->name);
        assert_int_equal(found.dimension, entry->dimension);
        assert_close(found.factor, entry->factor, 0.0);
        assert_true(found.factor > 0.0);
    }
}

static void test_width_spaces_and_case_do_not_matter(void **state)
{
    (void)state;
    assert_unit(" 万 吨 ", LT_DIMENSION_MASS, 1e4);
    assert_unit("ｔ", LT_DIMENSION_MASS, 1.0);
    assert_unit("㎡", LT_DIMENSION_AREA, 1.0);
    assert_unit("m²", LT_DIMENSION_AREA, 1.0);
    assert_unit("％", LT_DIMENSION_SHARE, 0.01);
    assert_unit("gwh", LT_DIMENSION_ENERGY, 1e6);
    assert_unit("KG", LT_DIMENSION_MASS, 1e-3);
    assert_string_equal(unit("gwh").name, "GWh");
}

static void test_a_year_behind_a_unit_is_dropped(void **state)
{
    (void)state;
    assert_unit("万吨/年", LT_DIMENSION_MASS, 1e4);
    assert_unit("t/a", LT_DIMENSION_MASS, 1.0);
    assert_unit("万片每年", unit("片").dimension, 1e4);
    assert_unit("台/套", unit("台").dimension, 1.0);
}

static void test_machines_and_sets_of_machines_are_the_same(void **state)
{
    (void)state;
    assert_true(lt_unit_compatible(unit("台（套）"), unit("万台")));
    assert_false(lt_unit_compatible(unit("台"), unit("套")));
    assert_false(lt_unit_compatible(unit("片"), unit("吨")));
    assert_false(lt_unit_compatible(unit("片"), LT_UNIT_NONE));
}

static void test_what_is_no_unit_is_refused(void **state)
{
    static const char *const texts[] = {"",    "吨位", "万",  "MT", "MWh/t",
                                        "/年", "\xFF", "abc", "m4"};
    lt_unit found;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_false(lt_unit_parse(&found, texts[i]));
        assert_int_equal(found.dimension, LT_DIMENSION_NONE);
        assert_close(found.factor, 1.0, 0.0);
    }
    assert_false(lt_unit_parse(
        &found, "吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨吨"));
}

static void test_amounts_convert_between_units(void **state)
{
    (void)state;
    assert_close(lt_unit_convert(21.5, unit("万吨"), unit("t")), 215000.0, 0.0);
    assert_close(lt_unit_convert(215000.0, unit("吨"), unit("万吨")), 21.5,
                 0.0);
    assert_close(lt_unit_convert(5.0, unit("kg"), unit("g")), 5000.0, 1e-9);
    assert_close(lt_unit_convert(0.1, unit("万吨"), unit("万吨")), 0.1, 0.0);
}

static void assert_quantity(const char *text, double amount, const char *name)
{
    lt_unit found = LT_UNIT_NONE;
    double read = NAN;

    if (!lt_quantity_parse(&read, &found, text))
        fail_msg("%s is no quantity", text);
    assert_close(read, amount, fabs(amount) * 1e-15);
    assert_string_equal(found.name, name);
}

static void test_quantities_have_an_amount_and_perhaps_a_unit(void **state)
{
    (void)state;
    assert_quantity("15万吨", 15.0, "万吨");
    assert_quantity("１５ 万吨/年", 15.0, "万吨");
    assert_quantity("3 000", 3000.0, "");
    assert_quantity("3 000 t", 3000.0, "t");
    assert_quantity("1.2e3 t", 1200.0, "t");
    assert_quantity("1,234.5元", 1234.5, "元");
    assert_quantity(" 15 ", 15.0, "");
    assert_quantity("15万", 150000.0, "");
    assert_quantity("-2%", -2.0, "%");
}

static void test_what_is_no_quantity_is_refused(void **state)
{
    static const char *const texts[] = {"",       "万吨",   "15 x", "1-2 t",
                                        "3 0000", "1.2.3t", "e3 t", "\xFF"};
    lt_unit found = LT_UNIT_NONE;
    double amount = 0.0;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_false(lt_quantity_parse(&amount, &found, texts[i]));
}

static double number(const char *text)
{
    double value = NAN;

    if (!lt_number_parse(&value, text, strlen(text)))
        fail_msg("%s is no number", text);
    return value;
}

static void test_numbers_are_read_exactly(void **state)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "1",
        "+1.5",
        ".5",
        "5.",
        "007",
        "0.1",
        "21.2875",
        "9007199254740993",
        "9007199254740992.5",
        "123456789012345678901234567890",
        "1e22",
        "1e23",
        "1.7976931348623157e308",
        "2.2250738585072011e-308",
        "4.9e-324",
        "1e-400",
        "0.000000000000000000000000000000012345678901234567890123",
        "179769313486231580793728971405301e276",
        "0e999999999999",
        "9.5367431640625e-7",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_true(number(texts[i]) == strtod(texts[i], NULL));
}

static void test_long_numbers_round_by_their_last_digit(void **state)
{
    char text[2000] = "9007199254740993.";
    const size_t length = strlen(text);

    (void)state;
    memset(text + length, '0', 1500);
    assert_true(number(text) == 9007199254740992.0);
    text[length + 1499] = '1';
    assert_true(number(text) == 9007199254740994.0);
    memset(text, '1', 1999);
    assert_false(lt_number_parse(&(double){0.0}, text, 1999));
    assert_true(lt_number_parse(&(double){0.0}, text, 300));
}

static void test_random_numbers_read_as_strtod_reads_them(void **state)
{
    uint64_t seed = 88172645463325252U;
    char text[64];

    (void)state;
    for (int round = 0; round < 100000; round++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (void)snprintf(text, sizeof(text), "%.*e", (int)(seed % 20),
                       (double)(seed >> 11) *
                           (round % 2 == 0 ? 1e-8 : 1.3e-290));
        assert_true(number(text) == strtod(text, NULL));
    }
}

static void test_thousands_commas_stand_in_groups_of_three(void **state)
{
    (void)state;
    assert_close(number("1,234,567.8"), 1234567.8, 0.0);
    assert_close(number("-12,345e2"), -1234500.0, 0.0);
    assert_false(lt_number_parse(&(double){0.0}, "1,23", 4));
    assert_false(lt_number_parse(&(double){0.0}, "1234,567", 8));
    assert_false(lt_number_parse(&(double){0.0}, ",123", 4));
    assert_false(lt_number_parse(&(double){0.0}, "1,234,", 6));
    assert_false(lt_number_parse(&(double){0.0}, "1.234,567", 9));
}

static void test_what_is_no_number_is_refused(void **state)
{
    static const char *const texts[] = {"",      " 1",    "1 ",   "-",   ".",
                                        "1e",    "1e+",   "0x10", "inf", "nan",
                                        "1e309", "1.2.3", "--1",  "１"};
    double value = 7.0;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        assert_false(lt_number_parse(&value, texts[i], strlen(texts[i])));
    assert_close(value, 7.0, 0.0);
}

static void test_the_locale_does_not_matter(void **state)
{
    (void)state;
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL)
        skip();
    assert_close(number("1.5"), 1.5, 0.0);
    assert_true(number("0.12345678901234567890123") == 0.12345678901234568);
    (void)setlocale(LC_NUMERIC, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_of_the_statistics_are_known),
        cmocka_unit_test(test_every_listed_unit_reads_as_itself),
        cmocka_unit_test(test_width_spaces_and_case_do_not_matter),
        cmocka_unit_test(test_a_year_behind_a_unit_is_dropped),
        cmocka_unit_test(test_machines_and_sets_of_machines_are_the_same),
        cmocka_unit_test(test_what_is_no_unit_is_refused),
        cmocka_unit_test(test_amounts_convert_between_units),
        cmocka_unit_test(test_quantities_have_an_amount_and_perhaps_a_unit),
        cmocka_unit_test(test_what_is_no_quantity_is_refused),
        cmocka_unit_test(test_numbers_are_read_exactly),
        cmocka_unit_test(test_long_numbers_round_by_their_last_digit),
        cmocka_unit_test(test_random_numbers_read_as_strtod_reads_them),
        cmocka_unit_test(test_thousands_commas_stand_in_groups_of_three),
        cmocka_unit_test(test_what_is_no_number_is_refused),
        cmocka_unit_test(test_the_locale_does_not_matter),
    };

    return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
