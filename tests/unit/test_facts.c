#include "graph/facts.h"
#include "graph/graph.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADERS_MAX = 8 };

/* Split "a,b,c" into headers. */
static uint32_t split(const char **headers, char *text)
{
    char *rest = NULL;
    uint32_t count = 0;

    for (char *at = strtok_r(text, ",", &rest); at != NULL;
         at = strtok_r(NULL, ",", &rest))
        headers[count++] = at;
    return count;
}

static uint32_t map(uint16_t *fields, lt_fact fact, const char *line)
{
    const char *headers[HEADERS_MAX];
    char text[256];

    (void)snprintf(text, sizeof(text), "%s", line);
    return lt_fact_map(fields, fact, headers, split(headers, text));
}

static lt_fact guess(const char *line)
{
    const char *headers[HEADERS_MAX];
    char text[256];
    uint32_t count = 0;

    (void)snprintf(text, sizeof(text), "%s", line);
    count = split(headers, text);
    return lt_fact_guess(headers, count);
}

static void test_every_table_answers_to_its_names(void **state)
{
    (void)state;
    for (int f = 0; f < LT_FACT_COUNT; f++) {
        const char *at = lt_fact_specs[f].names;

        assert_int_equal(lt_fact_find(lt_fact_specs[f].name), f);
        while (*at != '\0') {
            char name[64];
            size_t length = strcspn(at, ";");

            (void)snprintf(name, sizeof(name), "%.*s表", (int)length, at);
            assert_int_equal(lt_fact_find(name), f);
            at += length + (at[length] == ';');
        }
    }
    assert_int_equal(lt_fact_find("PRODUCTS"), LT_PRODUCTS);
    assert_int_equal(lt_fact_find("产品信息表"), LT_PRODUCTS);
    assert_int_equal(lt_fact_find("ｌｉｎｋｓ"), LT_LINKS);
    assert_int_equal(lt_fact_find("上下游关系"), LT_LINKS);
    assert_int_equal(lt_fact_find("weather"), LT_FACT_COUNT);
    assert_int_equal(lt_fact_find("表"), LT_FACT_COUNT);
    assert_int_equal(lt_fact_find(""), LT_FACT_COUNT);
}

static void test_every_column_answers_to_its_name_and_its_title(void **state)
{
    (void)state;
    for (int f = 0; f < LT_FACT_COUNT; f++) {
        const lt_fact_spec *spec = &lt_fact_specs[f];

        assert_in_range(spec->column_count, 1, LT_FACT_COLUMNS_MAX);
        for (uint32_t c = 0; c < spec->column_count; c++) {
            const lt_column_spec *column = &spec->columns[c];
            char title[64];

            assert_non_null(column->name);
            assert_non_null(column->meaning.zh);
            assert_non_null(column->meaning.en);
            assert_int_equal(lt_fact_column((lt_fact)f, column->name), c);
            (void)snprintf(title, sizeof(title), "%.*s",
                           (int)strcspn(column->headers, ";"), column->headers);
            assert_int_equal(lt_fact_column((lt_fact)f, title), c);
            assert_true((column->cell == LT_CELL_CHOICE) ==
                        (column->choices != NULL));
        }
    }
}

static void test_headers_may_be_wide_upper_case_and_have_units(void **state)
{
    (void)state;
    assert_int_equal(lt_fact_column(LT_CAPACITIES, "Capacity"),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_CAPACITIES, "capacity (t)"),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_CAPACITIES, "产能（万吨）"),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_CAPACITIES, "产能（台(套)）"),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_CAPACITIES, "产能/万吨"),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_CAPACITIES, " 产 能 "),
                     LT_CAPACITY_CAPACITY);
    assert_int_equal(lt_fact_column(LT_PRODUCTS, "Ｎａｍｅ－EN"),
                     LT_PRODUCT_NAME_EN);
    assert_int_equal(lt_fact_column(LT_PRODUCTS, "colour"), UINT32_MAX);
    assert_int_equal(lt_fact_column(LT_PRODUCTS, ""), UINT32_MAX);
}

static void test_a_word_for_two_columns_takes_the_one_left_over(void **state)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX];

    (void)state;
    assert_int_equal(map(fields, LT_PRODUCTS, "产品,单位"), UINT32_MAX);
    assert_int_equal(fields[LT_PRODUCT_ID], 1);
    assert_int_equal(fields[LT_PRODUCT_NAME], 0);
    assert_int_equal(map(fields, LT_PRODUCTS, "产品,编号"), UINT32_MAX);
    assert_int_equal(fields[LT_PRODUCT_ID], 2);
    assert_int_equal(fields[LT_PRODUCT_NAME], 1);
    assert_int_equal(map(fields, LT_LINKS, "产品,上游产品"), UINT32_MAX);
    assert_int_equal(fields[LT_LINK_FROM], 2);
    assert_int_equal(fields[LT_LINK_TO], 1);
}

static void test_source_is_an_end_of_a_link_beside_target(void **state)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX];

    (void)state;
    assert_int_equal(map(fields, LT_LINKS, "Source,Target"), UINT32_MAX);
    assert_int_equal(fields[LT_LINK_FROM], 1);
    assert_int_equal(fields[LT_LINK_TO], 2);
    assert_int_equal(fields[LT_LINK_SOURCE], 0);
    assert_int_equal(map(fields, LT_LINKS, "source,to,from"), UINT32_MAX);
    assert_int_equal(fields[LT_LINK_FROM], 3);
    assert_int_equal(fields[LT_LINK_SOURCE], 1);
}

static void test_a_column_that_stands_twice_is_told(void **state)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX];

    (void)state;
    assert_int_equal(map(fields, LT_LINKS, "from,to,FROM"), 2);
    assert_int_equal(map(fields, LT_LINKS, "from,to,上游"), 2);
    assert_int_equal(map(fields, LT_PRODUCTS, "产品,产品"), 1);
}

static void test_the_usual_header_of_a_column_wins(void **state)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX];

    (void)state;
    assert_int_equal(map(fields, LT_CAPACITIES, "城市,region,product"),
                     UINT32_MAX);
    assert_int_equal(fields[LT_CAPACITY_REGION], 2);
    assert_int_equal(map(fields, LT_CAPACITIES, "区域,城市,product"),
                     UINT32_MAX);
    assert_int_equal(fields[LT_CAPACITY_REGION], 1);
}

static void test_the_table_is_guessed_where_one_fits_best(void **state)
{
    (void)state;
    assert_int_equal(guess("from,to"), LT_LINKS);
    assert_int_equal(guess("上游产品,下游产品,备注"), LT_LINKS);
    assert_int_equal(guess("supplier,customer,product,amount"), LT_SUPPLIES);
    assert_int_equal(guess("供应商,采购商,金额（万元）"), LT_SUPPLIES);
    assert_int_equal(guess("企业,产品,产能（万吨）,年份"), LT_CAPACITIES);
    assert_int_equal(guess("工艺,物料,方向,单耗"), LT_RECIPES);
    assert_int_equal(guess("id,name,stage"), LT_PRODUCTS);
    assert_int_equal(guess("产品编号,产品名称"), LT_PRODUCTS);
    assert_int_equal(guess("企业名称,统一社会信用代码,所属行业"), LT_FIRMS);
    assert_int_equal(guess("id,name"), LT_FACT_COUNT);
    assert_int_equal(guess("a,b,c"), LT_FACT_COUNT);
    assert_int_equal(guess("from,to,a,b,c"), LT_FACT_COUNT);
    assert_int_equal(guess(""), LT_FACT_COUNT);
}

static void test_choices_are_read_in_any_spelling(void **state)
{
    const lt_column_spec *status =
        &lt_fact_specs[LT_CAPACITIES].columns[LT_CAPACITY_STATUS];
    size_t length = 0;
    const char *word = lt_choice_word(status, "在建", &length);
    char name[32];

    (void)state;
    assert_int_equal(length, strlen("building"));
    assert_memory_equal(word, "building", length);
    assert_non_null(lt_choice_word(status, "OPERATING", &length));
    assert_null(lt_choice_word(status, "oper", &length));
    assert_null(lt_choice_word(status, "在产=投产", &length));
    assert_null(lt_choice_word(status, "", &length));
    assert_int_equal(lt_choice_index(status, "building"), LT_CAPACITY_BUILDING);
    assert_int_equal(lt_choice_index(status, "在建"), -1);
    lt_choice_name(name, status, LT_CAPACITY_NONE);
    assert_string_equal(name, "none");
    lt_choice_name(name, status, LT_CAPACITY_NONE + 1);
    assert_string_equal(name, "");
    lt_choice_name(name, status, -1);
    assert_string_equal(name, "");
    word = lt_choice_word(&lt_fact_specs[LT_LINKS].columns[LT_LINK_KIND],
                          "Kind Of", &length);
    assert_memory_equal(word, "kind_of", strlen("kind_of"));
}

/* The numbers of the choices are those of the graph's enums. */
static void test_choices_stand_in_the_order_of_the_enums(void **state)
{
    static const struct {
        lt_fact fact;
        uint32_t column;
        const char *word;
        int number;
    } CASES[] = {
        {LT_PRODUCTS, LT_PRODUCT_STAGE, "energy", LT_STAGE_ENERGY},
        {LT_PRODUCTS, LT_PRODUCT_BASE_CLASS, "platform", LT_BASE_PLATFORM},
        {LT_PROCESSES, LT_PROCESS_STATUS, "obsolete", LT_PROCESS_OBSOLETE},
        {LT_RECIPES, LT_RECIPE_ROLE, "optional", LT_ROLE_OPTIONAL},
        {LT_LINKS, LT_LINK_KIND, "kind_of", LT_LINK_KIND_OF},
        {LT_LINKS, LT_LINK_ESSENTIAL, "no", 1},
        {LT_FIRMS, LT_FIRM_KIND, "platform", LT_FIRM_IS_PLATFORM},
        {LT_FIRMS, LT_FIRM_STATUS, "partner", LT_FIRM_PARTNER},
        {LT_CAPACITIES, LT_CAPACITY_STATUS, "none", LT_CAPACITY_NONE},
        {LT_DEMANDS, LT_DEMAND_KIND, "import", LT_DEMAND_IMPORT},
        {LT_PROJECTS, LT_PROJECT_STATUS, "finished", LT_PROJECT_FINISHED},
        {LT_STATEMENTS, LT_STATEMENT_KIND, "conflict", LT_STATEMENT_CONFLICT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        const lt_column_spec *column =
            &lt_fact_specs[CASES[i].fact].columns[CASES[i].column];

        assert_int_equal(lt_choice_index(column, CASES[i].word),
                         CASES[i].number);
    }
}

/* Facts with one capacity row on line 7 of "a.csv", all columns open. */
static lt_facts *one_capacity(void)
{
    lt_facts *facts = lt_facts_new();
    uint16_t fields[LT_FACT_COLUMNS_MAX];
    uint32_t file = 0;
    uint32_t row = 0;

    for (uint32_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
        fields[c] = (uint16_t)(c + 1);
    assert_int_equal(lt_facts_add_file(&file, facts, "a.csv", NULL, NULL), 0);
    assert_int_equal(
        lt_facts_open(facts, LT_CAPACITIES, file, fields, NULL, 0, NULL, NULL),
        LT_OK);
    assert_int_equal(lt_facts_add_row(&row, facts, LT_CAPACITIES, 7, NULL),
                     LT_OK);
    return facts;
}

/* Set a cell of the row; the fault it makes, LT_CODE_COUNT where none. */
static lt_code set(lt_facts *facts, uint32_t column, const char *text)
{
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_code code = LT_CODE_COUNT;

    assert_int_equal(lt_facts_set(facts, LT_CAPACITIES, 0, column, text,
                                  strlen(text), &faults, NULL),
                     LT_OK);
    if (faults.kept_count > 0)
        code = faults.items[0].code;
    lt_diagnostics_clear(&faults);
    return code;
}

static double number(const lt_facts *facts, uint32_t column)
{
    return lt_facts_number(facts, LT_CAPACITIES, 0, column);
}

static void test_numbers_are_read_and_checked(void **state)
{
    lt_facts *facts = one_capacity();
    const uint32_t column = LT_CAPACITY_CAPACITY;

    (void)state;
    assert_int_equal(set(facts, column, " 1,234.5 "), LT_CODE_COUNT);
    assert_close(number(facts, column), 1234.5, 0.0);
    assert_int_equal(set(facts, column, "　２１．５"), LT_CODE_COUNT);
    assert_close(number(facts, column), 21.5, 0.0);
    assert_int_equal(set(facts, column, "-1"), LT_E_NEGATIVE);
    assert_true(isnan(number(facts, column)));
    assert_int_equal(set(facts, column, "abc"), LT_E_NOT_NUMBER);
    assert_int_equal(set(facts, column, "15个吨"), LT_E_NOT_NUMBER);
    assert_int_equal(set(facts, column, "inf"), LT_E_NOT_FINITE);
    assert_int_equal(set(facts, column, "-NaN"), LT_E_NOT_FINITE);
    assert_int_equal(set(facts, column, "1e999"), LT_E_NOT_FINITE);
    assert_true(isnan(number(facts, column)));
    assert_int_equal(set(facts, column, "  "), LT_CODE_COUNT);
    lt_facts_free(facts);
}

static void test_units_and_rough_words_in_cells_are_read(void **state)
{
    lt_facts *facts = one_capacity();
    const uint32_t column = LT_CAPACITY_CAPACITY;

    (void)state;
    assert_int_equal(set(facts, column, "20万吨"), LT_N_UNIT_IN_CELL);
    assert_close(number(facts, column), 20.0, 0.0);
    assert_string_equal(
        lt_facts_text(facts, LT_CAPACITIES, 0, LT_CAPACITY_UNIT), "万吨");
    assert_int_equal(set(facts, column, "30000 吨"), LT_N_UNIT_IN_CELL);
    assert_close(number(facts, column), 3.0, 1e-12);
    assert_int_equal(set(facts, column, "20台"), LT_E_NOT_NUMBER);
    assert_int_equal(set(facts, column, "约２０"), LT_W_ROUGH_NUMBER);
    assert_close(number(facts, column), 20.0, 0.0);
    assert_int_equal(set(facts, column, "20左右"), LT_W_ROUGH_NUMBER);
    assert_int_equal(set(facts, column, "≥20"), LT_W_ROUGH_NUMBER);
    assert_int_equal(set(facts, column, "20余万吨"), LT_W_ROUGH_NUMBER);
    assert_close(number(facts, column), 20.0, 0.0);
    assert_int_equal(set(facts, column, "约"), LT_E_NOT_NUMBER);
    assert_int_equal(set(facts, column, "约20吨钢"), LT_E_NOT_NUMBER);
    assert_int_equal(set(facts, LT_CAPACITY_YEAR, "约2022"), LT_E_NOT_NUMBER);
    lt_facts_free(facts);
}

static void test_years_are_whole_and_have_four_digits(void **state)
{
    lt_facts *facts = one_capacity();
    const uint32_t column = LT_CAPACITY_YEAR;

    (void)state;
    assert_int_equal(set(facts, column, "2022年"), LT_CODE_COUNT);
    assert_close(number(facts, column), 2022.0, 0.0);
    assert_int_equal(set(facts, column, "22"), LT_E_OUT_OF_RANGE);
    assert_int_equal(set(facts, column, "2022.5"), LT_E_OUT_OF_RANGE);
    assert_int_equal(set(facts, column, "年"), LT_E_NOT_NUMBER);
    lt_facts_free(facts);
}

static void test_a_wrong_choice_lists_the_right_ones(void **state)
{
    lt_facts *facts = one_capacity();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);

    (void)state;
    assert_int_equal(lt_facts_set(facts, LT_CAPACITIES, 0, LT_CAPACITY_STATUS,
                                  "飞升", strlen("飞升"), &faults, NULL),
                     LT_OK);
    assert_int_equal(faults.kept_count, 1);
    assert_int_equal(faults.items[0].code, LT_E_NOT_IN_LIST);
    assert_non_null(strstr(faults.items[0].message, "飞升"));
    assert_non_null(strstr(faults.items[0].message, "状态(status)"));
    assert_non_null(strstr(faults.items[0].hint, "在建(building)"));
    assert_string_equal(faults.items[0].place.file, "a.csv");
    assert_int_equal(faults.items[0].place.line, 7);
    assert_int_equal(faults.items[0].place.column, LT_CAPACITY_STATUS + 1);
    assert_string_equal(
        lt_facts_text(facts, LT_CAPACITIES, 0, LT_CAPACITY_STATUS), "");
    lt_diagnostics_clear(&faults);
    assert_int_equal(set(facts, LT_CAPACITY_STATUS, "拟建"), LT_CODE_COUNT);
    assert_string_equal(
        lt_facts_text(facts, LT_CAPACITIES, 0, LT_CAPACITY_STATUS), "planned");
    lt_facts_free(facts);
}

static void test_long_text_is_cut_between_characters_in_messages(void **state)
{
    lt_facts *facts = one_capacity();
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    char text[301];

    (void)state;
    for (size_t i = 0; i < 100; i++)
        memcpy(text + 3 * i, "万", 4);
    assert_int_equal(lt_facts_set(facts, LT_CAPACITIES, 0, LT_CAPACITY_YEAR,
                                  text, strlen(text), &faults, NULL),
                     LT_OK);
    assert_non_null(strstr(faults.items[0].message, "万…'"));
    assert_null(strchr(faults.items[0].message, 0xFF));
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
}

static void test_blank_is_a_fault_only_where_required(void **state)
{
    lt_facts *facts = one_capacity();

    (void)state;
    assert_int_equal(set(facts, LT_CAPACITY_FIRM, "\t　\xC2\xA0"),
                     LT_CODE_COUNT);
    assert_int_equal(set(facts, LT_CAPACITY_PRODUCT, " "), LT_E_BLANK);
    assert_int_equal(set(facts, LT_CAPACITY_PRODUCT, "\xEF\xBB\xBF PTA　"),
                     LT_CODE_COUNT);
    assert_string_equal(
        lt_facts_text(facts, LT_CAPACITIES, 0, LT_CAPACITY_PRODUCT), "PTA");
    lt_facts_free(facts);
}

/* A file of links, with a coefficient and an unknown column where there is a
 * sheet. */
static lt_status one_file(lt_facts *facts, const char *path, const char *sheet,
                          uint32_t rows)
{
    const char *const names[] = {"备注"};
    uint16_t fields[LT_FACT_COLUMNS_MAX] = {1, 2};
    const uint32_t extra_count = sheet == NULL ? 0 : 1;
    uint32_t file = 0;
    uint32_t row = 0;
    uint32_t extra = 0;
    lt_status status = lt_facts_add_file(&file, facts, path, sheet, NULL);

    if (sheet != NULL)
        fields[LT_LINK_COEFFICIENT] = 3;
    if (status == LT_OK)
        status = lt_facts_open(facts, LT_LINKS, file, fields, names,
                               extra_count, &extra, NULL);
    for (uint32_t i = 0; i < rows && status == LT_OK; i++) {
        status = lt_facts_add_row(&row, facts, LT_LINKS, i + 2, NULL);
        if (status == LT_OK && sheet != NULL) {
            facts->tables[LT_LINKS].number[LT_LINK_COEFFICIENT][row] = i;
            facts->tables[LT_LINKS].extras[extra].cells[row] = 1;
        }
    }
    return status;
}

static lt_status two_files(lt_facts *facts, uint32_t rows)
{
    const lt_status status = one_file(facts, "a.csv", NULL, rows);

    return status == LT_OK ? one_file(facts, "b.xlsx", "链接", rows) : status;
}

static void test_rows_of_files_with_other_columns_stand_together(void **state)
{
    enum { ROWS = 500 };
    lt_facts *facts = lt_facts_new();
    const lt_fact_rows *links = &facts->tables[LT_LINKS];
    lt_place place;

    (void)state;
    assert_int_equal(two_files(facts, ROWS), LT_OK);
    assert_int_equal(links->count, 2 * ROWS);
    assert_null(links->text[LT_LINK_KIND]);
    for (uint32_t row = 0; row < ROWS; row++) {
        assert_true(
            isnan(lt_facts_number(facts, LT_LINKS, row, LT_LINK_COEFFICIENT)));
        assert_close(
            lt_facts_number(facts, LT_LINKS, ROWS + row, LT_LINK_COEFFICIENT),
            row, 0.0);
        assert_int_equal(links->extras[0].cells[row], 0);
        assert_int_equal(links->extras[0].cells[ROWS + row], 1);
    }
    place = lt_facts_place(facts, LT_LINKS, ROWS - 1, LT_LINK_COEFFICIENT);
    assert_string_equal(place.file, "a.csv");
    assert_null(place.sheet);
    assert_int_equal(place.line, ROWS + 1);
    assert_int_equal(place.column, 0);
    place = lt_facts_place(facts, LT_LINKS, ROWS, LT_LINK_COEFFICIENT);
    assert_string_equal(place.file, "b.xlsx");
    assert_string_equal(place.sheet, "链接");
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 3);
    assert_int_equal(lt_facts_place(facts, LT_LINKS, 0, UINT32_MAX).column, 0);
    assert_null(lt_facts_place(facts, LT_LINKS, 2 * ROWS, 0).file);
    assert_string_equal(lt_facts_text(facts, LT_LINKS, 0, LT_LINK_KIND), "");
    lt_facts_free(facts);
}

static void test_rows_can_be_taken_back(void **state)
{
    lt_facts *facts = lt_facts_new();
    lt_facts_mark mark = lt_facts_here(facts, LT_LINKS);

    (void)state;
    assert_int_equal(two_files(facts, 100), LT_OK);
    facts->records = 200;
    lt_facts_rollback(facts, LT_LINKS, mark);
    assert_int_equal(facts->tables[LT_LINKS].count, 0);
    assert_int_equal(facts->tables[LT_LINKS].segment_count, 0);
    assert_int_equal(facts->tables[LT_LINKS].extra_count, 0);
    assert_int_equal(facts->records, 0);
    assert_int_equal(two_files(facts, 3), LT_OK);
    assert_int_equal(facts->tables[LT_LINKS].count, 6);
    assert_true(
        isnan(lt_facts_number(facts, LT_LINKS, 0, LT_LINK_COEFFICIENT)));
    lt_facts_free(facts);
}

static void test_a_column_that_was_not_opened_cannot_be_set(void **state)
{
    lt_facts *facts = lt_facts_new();

    (void)state;
    assert_int_equal(two_files(facts, 1), LT_OK);
    assert_int_equal(lt_facts_set(facts, LT_LINKS, 0, LT_LINK_KIND, "投入",
                                  strlen("投入"), NULL, NULL),
                     LT_ERR_INVALID);
    lt_facts_free(facts);
}

static lt_status fill(void)
{
    lt_facts *facts = lt_facts_new();
    lt_status status = LT_ERR_NOMEM;

    if (facts != NULL)
        status = two_files(facts, 200);
    if (status == LT_OK)
        status =
            lt_facts_set(facts, LT_LINKS, 0, LT_LINK_FROM, "PX", 2, NULL, NULL);
    lt_facts_free(facts);
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
    assert_true(allowed > 10);
    lt_facts_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_table_answers_to_its_names),
        cmocka_unit_test(test_every_column_answers_to_its_name_and_its_title),
        cmocka_unit_test(test_headers_may_be_wide_upper_case_and_have_units),
        cmocka_unit_test(test_a_word_for_two_columns_takes_the_one_left_over),
        cmocka_unit_test(test_source_is_an_end_of_a_link_beside_target),
        cmocka_unit_test(test_a_column_that_stands_twice_is_told),
        cmocka_unit_test(test_the_usual_header_of_a_column_wins),
        cmocka_unit_test(test_the_table_is_guessed_where_one_fits_best),
        cmocka_unit_test(test_choices_are_read_in_any_spelling),
        cmocka_unit_test(test_choices_stand_in_the_order_of_the_enums),
        cmocka_unit_test(test_numbers_are_read_and_checked),
        cmocka_unit_test(test_units_and_rough_words_in_cells_are_read),
        cmocka_unit_test(test_years_are_whole_and_have_four_digits),
        cmocka_unit_test(test_a_wrong_choice_lists_the_right_ones),
        cmocka_unit_test(test_long_text_is_cut_between_characters_in_messages),
        cmocka_unit_test(test_blank_is_a_fault_only_where_required),
        cmocka_unit_test(test_rows_of_files_with_other_columns_stand_together),
        cmocka_unit_test(test_rows_can_be_taken_back),
        cmocka_unit_test(test_a_column_that_was_not_opened_cannot_be_set),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
