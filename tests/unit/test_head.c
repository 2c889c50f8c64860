/* Headers as planners write them, in text; workbooks go the same way. */
#include "support/cmocka_first.h"
#include "support/csv_load.h"

#include <string.h>

static void test_titles_above_the_header_are_left_out(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "x.csv",
              "洛阳市2024年产能统计表,,,\n单位：示例市发改委,,,\n"
              "企业,产品,产能（万吨）,年份\n甲,px,15,2024\n乙,pta,30,2024\n");
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_fault(&load, LT_N_TITLE_ROWS, 3, 0);
    assert_int_equal(rows(&load, LT_CAPACITIES), 2);
    assert_int_equal(load.facts->tables[LT_CAPACITIES].line[0], 4);
    assert_int_equal(load.facts->records, 5);
    assert_int_equal(load.facts->skipped, 2);
    close_load(&load);
}

static void test_groups_over_columns_join_them(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "x.csv",
              "企业,,产品,产能,,年份\n名称,地区,,数量,单位,\n"
              "甲,洛阳市,px,15,万吨,2024\n乙,洛阳市,px,5,万吨,2024\n");
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_int_equal(rows(&load, LT_CAPACITIES), 2);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_FIRM), "甲");
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_REGION),
                        "洛阳市");
    assert_close(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY), 15.0,
                 0.0);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_UNIT),
                        "万吨");
    close_load(&load);
}

static void test_a_row_of_units_belongs_to_the_header(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "产能.csv",
              "产品,企业,产能,年份\n单位,,万吨,\npx,甲,15,2024\n");
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_int_equal(rows(&load, LT_CAPACITIES), 1);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_UNIT),
                        "万吨");
    close_load(&load);
}

static void test_totals_are_left_out_and_counted(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "capacities.csv",
              "region,product,capacity\n洛阳市,px,1\n,小计,1\n"
              "吉利区,pta,2\n合　计：,,3\nTotal,,3\nTotal,px,4\n");
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_int_equal(rows(&load, LT_CAPACITIES), 3);
    assert_string_equal(text(&load, LT_CAPACITIES, 2, LT_CAPACITY_REGION),
                        "Total");
    assert_fault(&load, LT_N_TOTALS_LEFT_OUT, 3, 0);
    assert_int_equal(load.facts->skipped, 3);
    close_load(&load);
}

static void test_a_plain_header_is_taken_as_it_is(void **state)
{
    static const char *const TEXTS[] = {
        "from,to,\nfrom,to,\n", "from,to\nt,kg\n", "from,to,x\na,b,万吨\n",
        "from,to\na,b\nfrom,to\n"};
    struct load load;

    (void)state;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        load_text(&load, "links.csv", TEXTS[i]);
        assert_int_equal(load.faults.counts[LT_ERROR], 0);
        assert_true(rows(&load, LT_LINKS) > 0);
        assert_int_equal(load.facts->tables[LT_LINKS].line[0], 2);
        assert_int_equal(load.facts->skipped, 0);
        close_load(&load);
    }
}

static void test_what_is_no_header_is_told_of_the_first_row(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "links.csv", "up,down\na,b\nc,d\n");
    assert_fault(&load, LT_E_NO_HEADER, 1, 0);
    assert_int_equal(load.facts->skipped, 3);
    close_load(&load);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles_above_the_header_are_left_out),
        cmocka_unit_test(test_groups_over_columns_join_them),
        cmocka_unit_test(test_a_row_of_units_belongs_to_the_header),
        cmocka_unit_test(test_totals_are_left_out_and_counted),
        cmocka_unit_test(test_a_plain_header_is_taken_as_it_is),
        cmocka_unit_test(test_what_is_no_header_is_told_of_the_first_row),
    };

    return cmocka_run_group_tests_name("head", tests, NULL, NULL);
}
