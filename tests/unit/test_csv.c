#include "importers/csv.h"
#include "support/cmocka_first.h"
#include "support/csv_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void test_a_table_in_chinese_becomes_rows(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "产品表.csv",
              "\xEF\xBB\xBF编号,产品名称,单位,环节,价格\r\n"
              "px, 对二甲苯 ,万吨,中间品,\"1,234.5\"\r\n"
              ",,,,\r\n"
              "\r\n"
              "pta,\"精对苯二甲酸(PTA)\",万吨,,５\r\n");
    assert_int_equal(load.faults.kept_count, 0);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_NAME),
                        "对二甲苯");
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_STAGE),
                        "intermediate");
    assert_string_equal(text(&load, LT_PRODUCTS, 1, LT_PRODUCT_STAGE), "");
    assert_close(number(&load, LT_PRODUCTS, 0, LT_PRODUCT_PRICE), 1234.5, 0.0);
    assert_close(number(&load, LT_PRODUCTS, 1, LT_PRODUCT_PRICE), 5.0, 0.0);
    assert_int_equal(load.facts->tables[LT_PRODUCTS].line[1], 5);
    assert_int_equal(load.facts->records, 4);
    assert_int_equal(load.facts->skipped, 0);
    close_load(&load);
}

static void test_files_without_rows_are_fine(void **state)
{
    static const char *const TEXTS[] = {
        "",        "\n\n",         "from,to\n",
        "from,to", "\xEF\xBB\xBF", "from,to\n,\n  ,\n"};
    struct load load;

    (void)state;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        load_text(&load, "links.csv", TEXTS[i]);
        assert_int_equal(load.faults.kept_count, 0);
        assert_int_equal(rows(&load, LT_LINKS), 0);
        close_load(&load);
    }
}

static void
test_the_header_tells_the_table_where_the_name_does_not(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "-", "下游产品;上游产品;系数\nPTA;PX;0.655\n");
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_FROM), "PX");
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_TO), "PTA");
    close_load(&load);
    load_text(&load, "x.csv", "weather,wind\nfine,1\n\nbad,2\n");
    assert_fault(&load, LT_W_UNKNOWN_TABLE, 1, 0);
    assert_int_equal(load.facts->records, 3);
    assert_int_equal(load.facts->skipped, 3);
    close_load(&load);
}

static void test_names_of_files_may_have_figures_and_brackets(void **state)
{
    (void)state;
    assert_int_equal(lt_csv_table_of("data/products.csv"), LT_PRODUCTS);
    assert_int_equal(lt_csv_table_of("01_Products.CSV"), LT_PRODUCTS);
    assert_int_equal(lt_csv_table_of("2022年产能表.csv"), LT_CAPACITIES);
    assert_int_equal(lt_csv_table_of("企业（2023）.txt"), LT_FIRMS);
    assert_int_equal(lt_csv_table_of("links-2.tsv"), LT_LINKS);
    assert_int_equal(lt_csv_table_of("products/x.csv"), LT_FACT_COUNT);
    assert_int_equal(lt_csv_table_of("-"), LT_FACT_COUNT);
    assert_int_equal(lt_csv_table_of(""), LT_FACT_COUNT);
}

static void test_a_unit_in_the_header_is_that_of_every_row(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "产能.csv",
              "企业,产品,产能（万吨）,产量（吨）\n甲,PX,21.5,50000\n");
    assert_int_equal(load.faults.kept_count, 0);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_UNIT),
                        "万吨");
    assert_close(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY), 21.5,
                 1e-12);
    assert_close(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_OUTPUT), 5.0,
                 1e-12);
    assert_int_equal(
        lt_facts_place(load.facts, LT_CAPACITIES, 0, LT_CAPACITY_UNIT).column,
        3);
    close_load(&load);
    load_text(&load, "capacities.csv",
              "firm,product,capacity (t),unit\n甲,PX,1,kt\n乙,PX,2,\n");
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_UNIT), "kt");
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_UNIT), "t");
    close_load(&load);
    load_text(&load, "capacities.csv",
              "firm,product,capacity (t),output (片)\n甲,PX,1,2\n");
    assert_fault(&load, LT_E_UNIT_MISMATCH, 1, 4);
    close_load(&load);
}

static void test_money_in_the_header_becomes_yuan(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "firms.csv",
              "id,营业收入（亿元）,研发投入（万元）,员工（人）\na,2,30,500\n");
    assert_int_equal(load.faults.kept_count, 0);
    assert_close(number(&load, LT_FIRMS, 0, LT_FIRM_REVENUE), 2e8, 1e-6);
    assert_close(number(&load, LT_FIRMS, 0, LT_FIRM_RND), 3e5, 1e-9);
    assert_close(number(&load, LT_FIRMS, 0, LT_FIRM_EMPLOYEES), 500.0, 0.0);
    close_load(&load);
    /* 价格（元/吨） of what is counted in 万吨. */
    load_text(&load, "products.csv",
              "id,unit,价格（元/吨）\na,万吨,7000\nb,t,7000\nc,片,7000\n");
    assert_close(number(&load, LT_PRODUCTS, 0, LT_PRODUCT_PRICE), 7e7, 1e-6);
    assert_close(number(&load, LT_PRODUCTS, 1, LT_PRODUCT_PRICE), 7e3, 1e-9);
    close_load(&load);
    load_text(&load, "recipes.csv",
              "process,product,role,系数（kWh/t）\np,电,input,900\n");
    assert_string_equal(text(&load, LT_RECIPES, 0, LT_RECIPE_COEFFICIENT_UNIT),
                        "kWh/t");
    close_load(&load);
}

static void test_unknown_columns_are_kept_and_noted(void **state)
{
    struct load load;
    const lt_fact_rows *links = NULL;

    (void)state;
    load_text(&load, "links.csv",
              "from,coefficent,to,,备注,备注\na,1,b,x,好,坏\nc,,d,,,\n");
    links = &load.facts->tables[LT_LINKS];
    assert_fault(&load, LT_W_UNKNOWN_COLUMN, 1, 2);
    assert_non_null(strstr(load.faults.items[0].hint, "coefficient"));
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_int_equal(load.faults.kept_count, 3);
    assert_int_equal(links->extra_count, 4);
    assert_string_equal(lt_pool_text(load.facts->pool, links->extras[1].name),
                        "#4");
    assert_string_equal(
        lt_pool_text(load.facts->pool, links->extras[2].cells[0]), "好");
    assert_string_equal(
        lt_pool_text(load.facts->pool, links->extras[3].cells[0]), "坏");
    assert_int_equal(links->extras[3].cells[1], 0);
    close_load(&load);
}

static void test_a_wrong_header_is_told_once_and_its_rows_skipped(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "links.csv", "from,kind\na,input\nb,input\n");
    assert_fault(&load, LT_E_COLUMN_MISSING, 1, 0);
    assert_int_equal(load.faults.kept_count, 1);
    assert_non_null(strstr(load.faults.items[0].message, "from, kind"));
    assert_int_equal(load.facts->skipped, 3);
    close_load(&load);
    load_text(&load, "links.csv", "from,to,From\na,b,c\n");
    assert_fault(&load, LT_E_COLUMN_TWICE, 1, 3);
    close_load(&load);
    load_text(&load, "links.csv", "PX,PTA\nPTA,聚酯\n");
    assert_fault(&load, LT_E_NO_HEADER, 1, 0);
    close_load(&load);
    load_text(&load, "capacities.csv", "product,capacity\nPX,1\n");
    assert_fault(&load, LT_E_COLUMN_MISSING, 1, 0);
    close_load(&load);
}

static void test_ragged_rows_are_told_and_left_out(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "links.csv",
              "from,to\na,b,\nc,d,x\ne\nf,g\n\"h\ni\",j,,\n");
    assert_fault(&load, LT_E_RAGGED_ROW, 3, 0);
    assert_int_equal(load.faults.counts[LT_ERROR], 2);
    assert_non_null(strstr(load.faults.items[0].message, "3"));
    assert_int_equal(rows(&load, LT_LINKS), 3);
    assert_int_equal(load.facts->records, 6);
    assert_int_equal(load.facts->skipped, 2);
    assert_string_equal(text(&load, LT_LINKS, 2, LT_LINK_FROM), "h\ni");
    assert_int_equal(load.facts->tables[LT_LINKS].line[2], 6);
    close_load(&load);
    /* Blank headers at the end are no columns. */
    load_text(&load, "links.csv", "from,to,,\na,b\nc,d,,\n");
    assert_int_equal(load.faults.kept_count, 0);
    assert_int_equal(rows(&load, LT_LINKS), 2);
    close_load(&load);
}

static void test_faults_of_cells_have_their_field(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "capacities.csv",
              "firm,product,capacity,year,status\n"
              "甲,PX,abc,2022,operating\n"
              "甲,PX,-1,2022,operating\n"
              "甲,PX,inf,22,operating\n"
              "甲,,1,2022,flying\n");
    assert_fault(&load, LT_E_NOT_NUMBER, 2, 3);
    assert_fault(&load, LT_E_NEGATIVE, 3, 3);
    assert_fault(&load, LT_E_NOT_FINITE, 4, 3);
    assert_fault(&load, LT_E_OUT_OF_RANGE, 4, 4);
    assert_fault(&load, LT_E_BLANK, 5, 2);
    assert_fault(&load, LT_E_NOT_IN_LIST, 5, 5);
    assert_int_equal(rows(&load, LT_CAPACITIES), 4);
    assert_true(isnan(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY)));
    close_load(&load);
}

static void test_broken_bytes_stop_only_their_file(void **state)
{
    struct load load;

    (void)state;
    load_text(&load, "links.csv", "from,to\na,b\n\"c,d\n");
    assert_fault(&load, LT_E_UNTERMINATED_QUOTE, 3, 1);
    assert_int_equal(rows(&load, LT_LINKS), 1);
    close_load(&load);
    load_text(&load, "links.csv", "from,to\na,\"b\"x\nc,d\n");
    assert_fault(&load, LT_E_STRAY_QUOTE, 2, 2);
    assert_int_equal(rows(&load, LT_LINKS), 1);
    assert_int_equal(load.facts->records, 3);
    close_load(&load);
    load_bytes(&load, "links.csv", "from,to\na,\0\n", 12);
    assert_int_equal(load.status, LT_OK);
    assert_fault(&load, LT_E_NUL_BYTE, 2, 0);
    close_load(&load);
    load_text(&load, "links.csv", "from,to\na,\xFF\n");
    assert_fault(&load, LT_E_ENCODING, 2, 0);
    close_load(&load);
}

/* The first wide character stands far behind what was read at first. */
static void test_gb18030_found_late_is_read_from_the_start(void **state)
{
    enum { ROWS = 60000 };
    const char last[] = "\xBC\xD7,\xD2\xD2,x\n"; /* 甲,乙 */
    size_t room = (size_t)ROWS * 24 + 64;
    size_t length = 0;
    char *bytes = malloc(room);
    struct load load;

    (void)state;
    assert_non_null(bytes);
    length += (size_t)snprintf(bytes, room, "from,to,coefficient\n");
    for (int i = 0; i < ROWS; i++)
        length += (size_t)snprintf(bytes + length, room - length,
                                   "a%d,b%d,oops\n", i, i);
    memcpy(bytes + length, last, sizeof(last) - 1);
    length += sizeof(last) - 1;
    load_bytes(&load, "links.csv", bytes, length);
    free(bytes);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_LINKS), ROWS + 1);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_FROM), "a0");
    assert_string_equal(text(&load, LT_LINKS, ROWS, LT_LINK_TO), "乙");
    /* What the first attempt noted is forgotten. */
    assert_int_equal(load.faults.counts[LT_ERROR], ROWS + 1);
    assert_fault(&load, LT_W_RECODED, 0, 0);
    assert_int_equal(load.facts->records, ROWS + 2);
    assert_int_equal(load.facts->file_count, 1);
    close_load(&load);
}

static void test_files_of_one_table_add_up(void **state)
{
    const lt_csv_settings settings = {LT_ENCODING_GUESS, 0, LT_FACT_COUNT,
                                      NULL};
    static const char *const TEXTS[] = {"from,to,note\na,b,x\n",
                                        "from,to,kind\nc,d,service\n"};
    struct load load;

    (void)state;
    open_load(&load);
    for (size_t i = 0; i < 2; i++) {
        char copy[64];
        FILE *file = NULL;

        (void)snprintf(copy, sizeof(copy), "%s", TEXTS[i]);
        file = fmemopen(copy, strlen(copy), "rb");
        assert_int_equal(lt_csv_read_stream(load.facts, file, "links.csv",
                                            &settings, NULL, NULL),
                         LT_OK);
        (void)fclose(file);
    }
    assert_int_equal(rows(&load, LT_LINKS), 2);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_KIND), "");
    assert_string_equal(text(&load, LT_LINKS, 1, LT_LINK_KIND), "service");
    assert_int_equal(load.facts->tables[LT_LINKS].extras[0].cells[1], 0);
    close_load(&load);
}

/* A stream that cannot be read twice is kept until its encoding is known. */
static void test_a_pipe_is_read_like_a_file(void **state)
{
    const lt_csv_settings settings = {LT_ENCODING_GUESS, 0, LT_FACT_COUNT,
                                      NULL};
    const char bytes[] = "from,to\n\xBC\xD7,\xD2\xD2\n";
    int ends[2] = {-1, -1};
    FILE *file = NULL;
    struct load load;

    (void)state;
    open_load(&load);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, sizeof(bytes) - 1),
                     sizeof(bytes) - 1);
    (void)close(ends[1]);
    file = fdopen(ends[0], "rb");
    assert_int_equal(lt_csv_read_stream(load.facts, file, "-", &settings,
                                        &load.faults, &load.err),
                     LT_OK);
    (void)fclose(file);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_FROM), "甲");
    close_load(&load);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_table_in_chinese_becomes_rows),
        cmocka_unit_test(test_files_without_rows_are_fine),
        cmocka_unit_test(
            test_the_header_tells_the_table_where_the_name_does_not),
        cmocka_unit_test(test_names_of_files_may_have_figures_and_brackets),
        cmocka_unit_test(test_a_unit_in_the_header_is_that_of_every_row),
        cmocka_unit_test(test_money_in_the_header_becomes_yuan),
        cmocka_unit_test(test_unknown_columns_are_kept_and_noted),
        cmocka_unit_test(test_a_wrong_header_is_told_once_and_its_rows_skipped),
        cmocka_unit_test(test_ragged_rows_are_told_and_left_out),
        cmocka_unit_test(test_faults_of_cells_have_their_field),
        cmocka_unit_test(test_broken_bytes_stop_only_their_file),
        cmocka_unit_test(test_gb18030_found_late_is_read_from_the_start),
        cmocka_unit_test(test_files_of_one_table_add_up),
        cmocka_unit_test(test_a_pipe_is_read_like_a_file),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
