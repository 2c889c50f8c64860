#include "importers/xlsx.h"
#include "importers/xlsx_text.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"
#include "support/workbook.h"

#include <stdlib.h>
#include <string.h>

#define TEXT(place, text)                                                      \
    "<c r='" place "' t='inlineStr'><is><t>" text "</t></is></c>"
#define PRODUCT_HEADER                                                         \
    "<row r='1'>" TEXT("A1", "id") TEXT("B1", "name") TEXT("C1", "aliases")    \
        TEXT("D1", "code") TEXT("E1", "price") "</row>"

static lt_status read_stream(FILE *file, struct load *load)
{
    open_load(load);
    load->status = lt_xlsx_read_stream(load->facts, file, "book.xlsx", NULL,
                                       &load->faults, &load->err);
    return load->status;
}

static void assert_refused(const struct workbook *book, lt_code code,
                           const char *what)
{
    struct load load;

    load_workbook(&load, book, NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(load.faults.counts[LT_ERROR], 1);
    assert_int_equal(load.faults.items[0].code, code);
    assert_string_equal(load.faults.items[0].place.file, "book.xlsx");
    assert_non_null(strstr(load.faults.items[0].message, what));
    close_load(&load);
}

static void test_cells_of_every_kind_become_texts_and_numbers(void **state)
{
    const struct workbook book = {
        .sheet = "产品",
        .strings = "<si><t>a</t></si><si><r><t>对二</t></r><r><rPr><b/></rPr>"
                   "<t>甲苯</t></r><rPh sb='0' eb='1'><t>ドウ</t></rPh></si>"
                   "<si><t xml:space='preserve'> x_x000D__x005F_y_xD83D__xDE00_"
                   "\n</t></si>",
        .cells = PRODUCT_HEADER
        "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='B3' t='s'><v>1</v></c>"
        "<c r='C3' t='s'><v>2</v></c><c r='D3' t='b'><v>1</v></c>"
        "<c r='E3'><f>1+1</f><v>1.1000000000000001</v></c></row>"
        "<row><c t='str'><v>b</v></c><c t='inlineStr'><is><r><t>c</t></r><r>"
        "<t><![CDATA[<d>]]></t></r></is></c><c/><c><v>9.1410300171E+11</v></c>"
        "<c t='s'/></row><row r='9'><c r='A9' s='1'/></row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(load.faults.kept_count, 0);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_int_equal(load.facts->records, 3);
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_NAME),
                        "对二甲苯");
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_ALIASES),
                        "x\r_y\xF0\x9F\x98\x80");
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_CODE), "TRUE");
    assert_close(number(&load, LT_PRODUCTS, 0, LT_PRODUCT_PRICE), 1.1, 0.0);
    assert_string_equal(text(&load, LT_PRODUCTS, 1, LT_PRODUCT_NAME), "c<d>");
    assert_string_equal(text(&load, LT_PRODUCTS, 1, LT_PRODUCT_CODE),
                        "914103001710");
    assert_int_equal(load.facts->tables[LT_PRODUCTS].line[0], 3);
    assert_int_equal(load.facts->tables[LT_PRODUCTS].line[1], 4);
    close_load(&load);
}

static void test_strict_and_prefixed_names_are_read_too(void **state)
{
    const struct workbook book = {
        .is_strict = 1,
        .sheet = "links",
        .cells = "<x:row><x:c t='inlineStr'><x:is><x:t>from</x:t></x:is></x:c>"
                 "<x:c t='inlineStr'><x:is><x:t>to</x:t></x:is></x:c></x:row>"
                 "<x:row><x:c t='str'><x:v>a</x:v></x:c><y:c><y:v>no</y:v>"
                 "</y:c><x:c t='str'><x:v>b</x:v></x:c></x:row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.faults.kept_count, 0);
    assert_int_equal(rows(&load, LT_LINKS), 1);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_TO), "b");
    close_load(&load);
}

static void test_dates_become_iso_dates_and_years(void **state)
{
    const struct workbook book = {
        .sheet = "capacities",
        .formats = "<numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;'/>"
                   "<numFmt numFmtId='165' formatCode='0.0&quot;d&quot;'/>",
        .styles = "<xf numFmtId='14'/><xf numFmtId='164'/>"
                  "<xf numFmtId='165'/>",
        .cells = "<row>" TEXT("A1", "firm") TEXT("B1", "product") TEXT(
            "C1", "capacity") TEXT("D1", "year")
            TEXT("E1", "source") "</row><row r='2'>" TEXT("A2", "甲") TEXT(
                "B2",
                "px") "<c r='C2' s='3'><v>5</v></c><c r='D2' s='2'><v>44562</v>"
                      "</c><c r='E2' s='1'><v>44563</v></c></row>"
                      "<row r='3'>" TEXT("A3", "乙") TEXT(
                          "B3",
                          "px") "<c r='D3' "
                                "t='d'><v>2021-03-05T00:00:00.000Z</v></c>"
                                "<c r='E3' "
                                "t='d'><v>2021-03-05T00:00:00</v></c></row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.faults.kept_count, 0);
    assert_close(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY), 5.0,
                 0.0);
    assert_close(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_YEAR), 2022.0,
                 0.0);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_SOURCE),
                        "2022-01-02");
    assert_close(number(&load, LT_CAPACITIES, 1, LT_CAPACITY_YEAR), 2021.0,
                 0.0);
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_SOURCE),
                        "2021-03-05");
    close_load(&load);
}

static void test_serial_days_count_as_in_excel(void **state)
{
    static const struct {
        double serial;
        int is_1904;
        const char *date;
    } DAYS[] = {{1, 0, "1900-01-01"},
                {59, 0, "1900-02-28"},
                {60, 0, "1900-02-29"},
                {61, 0, "1900-03-01"},
                {44562, 0, "2022-01-01"},
                {44562.25, 0, "2022-01-01T06:00:00"},
                {44561.9999999, 0, "2022-01-01"},
                {0.5, 0, "12:00:00"},
                {2958465, 0, "9999-12-31"},
                {0, 1, "1904-01-01"},
                {43100, 1, "2022-01-01"}};
    char date[LT_XLSX_DATE_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        assert_int_equal(lt_xlsx_date(date, DAYS[i].serial, DAYS[i].is_1904),
                         1);
        assert_string_equal(date, DAYS[i].date);
    }
    assert_int_equal(lt_xlsx_date(date, -1.0, 0), 0);
    assert_int_equal(lt_xlsx_date(date, 2958466.0, 0), 0);
    assert_int_equal(lt_xlsx_date(date, NAN, 0), 0);
}

static void test_formats_that_show_dates_are_known(void **state)
{
    static const char *const DATES[] = {"yyyy-mm-dd", "[$-409]d/m/yy;@",
                                        "yyyy\"年\"m\"月\"", "hh:mm:ss",
                                        "[Red]yyyy"};
    static const char *const OTHERS[] = {"General",    "0.00\"day\"", "[h]:mm",
                                         "#,##0\\d",   "0%",          "@",
                                         "0;yyyy-m-d", "\"unclosed y"};

    (void)state;
    for (size_t i = 0; i < sizeof(DATES) / sizeof(DATES[0]); i++)
        assert_int_equal(lt_xlsx_is_date(164, DATES[i]), 1);
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++)
        assert_int_equal(lt_xlsx_is_date(164, OTHERS[i]), 0);
    assert_int_equal(lt_xlsx_is_date(14, NULL), 1);
    assert_int_equal(lt_xlsx_is_date(31, NULL), 1);
    assert_int_equal(lt_xlsx_is_date(2, NULL), 0);
}

/* 地区 is merged over two rows. */
static const struct workbook MERGED = {
    .sheet = "capacities",
    .cells = "<row r='1'>" TEXT("A1", "地区") TEXT("B1", "产品")
        TEXT("C1", "产能（万吨）") "</row><row r='2'>" TEXT("A2", "洛阳市")
            TEXT("B2", "px") "<c r='C2'><v>1</v></c></row>"
                             "<row r='3'>" TEXT(
                                 "B3", "pta") "<c r='C3'><v>2</v></c></row>",
    .behind = "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='bad'/>"
              "</mergeCells>"};

static void test_merged_cells_are_filled_on_request(void **state)
{
    const lt_read_options fill = {.fill_merged = 1};
    struct load load;

    (void)state;
    load_workbook(&load, &MERGED, NULL);
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_REGION), "");
    close_load(&load);
    load_workbook(&load, &MERGED, &fill);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_REGION),
                        "洛阳市");
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_REGION),
                        "洛阳市");
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_UNIT),
                        "万吨");
    close_load(&load);
}

static void test_errors_and_cells_beside_the_table_are_told(void **state)
{
    const struct workbook book = {
        .sheet = "capacities",
        .cells = "<row r='1'>" TEXT("A1", "firm") TEXT("B1", "product")
            TEXT("C1", "capacity") "</row><row r='2'>" TEXT("A2", "甲")
                TEXT("B2", "px") "<c r='C2' t='e'><v>#N/A</v></c>" TEXT(
                    "H2", "remark") "</row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_fault(&load, LT_W_ERROR_CELL, 2, 3);
    assert_fault(&load, LT_W_CELL_OUTSIDE, 2, 8);
    assert_int_equal(rows(&load, LT_CAPACITIES), 1);
    assert_true(isnan(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY)));
    close_load(&load);
}

static void test_hidden_sheets_are_read_and_prose_is_not(void **state)
{
    const struct workbook book = {
        .sheet = "企业",
        .cells =
            "<row>" TEXT("A1", "企业") "</row><row>" TEXT("A2", "甲") "</row>",
        .second = "<row>" TEXT("A1", "from") TEXT("B1", "to") "</row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.faults.counts[LT_WARNING], 0);
    assert_fault(&load, LT_N_HIDDEN_SHEET, 0, 0);
    assert_fault(&load, LT_N_PROSE_SHEET, 1, 0);
    assert_int_equal(rows(&load, LT_FIRMS), 1);
    assert_int_equal(load.facts->records, 3);
    assert_int_equal(load.facts->skipped, 1);
    close_load(&load);
}

static void test_sheets_of_no_table_are_a_warning_that_shows_them(void **state)
{
    const struct workbook book = {
        .cells = "<row>" TEXT("A1", "foo")
            TEXT("C1", "bar") "</row><row>" TEXT("A2", "1") "</row>"};
    struct load load;

    (void)state;
    load_workbook(&load, &book, NULL);
    assert_int_equal(load.faults.counts[LT_ERROR], 0);
    assert_fault(&load, LT_W_UNKNOWN_TABLE, 1, 0);
    assert_string_equal(load.faults.items[0].place.sheet, "Sheet1");
    assert_non_null(strstr(load.faults.items[0].message, "foo | bar"));
    assert_int_equal(load.facts->records, 2);
    assert_int_equal(load.facts->skipped, 2);
    close_load(&load);
}

static void test_damaged_workbooks_are_refused_with_their_place(void **state)
{
    static const char XML[] = "<worksheet><sheetData><row><c></row>";
    static const char ENTITY[] = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>";
    static const char PLACE[] =
        "<worksheet><sheetData><row><c r='1A'/></row></sheetData></worksheet>";
    static const char ROW[] =
        "<worksheet><sheetData><row r='0'/></sheetData></worksheet>";

    (void)state;
    assert_refused(&(struct workbook){.whole = XML}, LT_E_BAD_WORKBOOK,
                   "xl/worksheets/sheet1.xml:1: ");
    assert_refused(&(struct workbook){.whole = ""}, LT_E_BAD_WORKBOOK,
                   "sheet1.xml");
    assert_refused(&(struct workbook){.whole = ENTITY}, LT_E_BAD_WORKBOOK,
                   "entities");
    assert_refused(&(struct workbook){.whole = PLACE}, LT_E_BAD_WORKBOOK, "1A");
    assert_refused(&(struct workbook){.whole = ROW}, LT_E_BAD_WORKBOOK, "0");
    assert_refused(
        &(struct workbook){.cells = "<row><c t='s'><v>0</v></c></row>"},
        LT_E_BAD_WORKBOOK, "sharedStrings.xml");
    assert_refused(&(struct workbook){.settings = "<sheets><sheet name='x'/>"
                                                  "</sheets>"},
                   LT_E_BAD_WORKBOOK, "x: ");
}

static void test_deep_and_swollen_workbooks_are_refused(void **state)
{
    enum { DEPTH = 300, BYTES = 8 << 20 };
    char *deep = calloc(1, (size_t)DEPTH * 16 + 64);
    char *swollen = malloc(BYTES + 1);

    (void)state;
    assert_non_null(deep);
    assert_non_null(swollen);
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(deep + i * 5, "<row>", 5);
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(deep + (size_t)DEPTH * 5 + i * 6, "</row>", 6);
    assert_refused(&(struct workbook){.whole = deep}, LT_E_BAD_WORKBOOK,
                   "depth");
    memset(swollen, ' ', BYTES);
    swollen[BYTES] = '\0';
    memcpy(swollen, "<a>", 3);
    assert_refused(&(struct workbook){.whole = swollen}, LT_E_WORKBOOK_LIMIT,
                   "too large");
    free(deep);
    free(swollen);
}

static void load_head(struct load *load, const char *bytes, size_t length)
{
    FILE *file = tmpfile();

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    rewind(file);
    assert_int_equal(read_stream(file, load), LT_OK);
}

static void test_other_files_by_that_name_are_refused(void **state)
{
    static const char NAME[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    char ole[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    struct load load;

    (void)state;
    load_head(&load, "a,b\n", 4);
    assert_fault(&load, LT_E_BAD_WORKBOOK, 0, 0);
    close_load(&load);
    load_head(&load, "PK\3\4 and no more", 16);
    assert_fault(&load, LT_E_BAD_WORKBOOK, 0, 0);
    close_load(&load);
    ole[30] = 9;
    load_head(&load, ole, sizeof(ole));
    assert_fault(&load, LT_E_OLD_WORKBOOK, 0, 0);
    close_load(&load);
    memcpy(ole + 512 + 128, NAME, sizeof(NAME));
    load_head(&load, ole, sizeof(ole));
    assert_fault(&load, LT_E_ENCRYPTED, 0, 0);
    close_load(&load);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    const lt_read_options fill = {.fill_merged = 1};
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        FILE *file = write_workbook(&MERGED);
        lt_facts *facts = lt_facts_new();
        lt_diagnostics faults = lt_diagnostics_new(LT_ZH);

        assert_non_null(facts);
        fail_alloc_after(allowed);
        status =
            lt_xlsx_read_stream(facts, file, "x.xlsx", &fill, &faults, NULL);
        fail_alloc_after(-1);
        lt_diagnostics_clear(&faults);
        lt_facts_free(facts);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_of_every_kind_become_texts_and_numbers),
        cmocka_unit_test(test_strict_and_prefixed_names_are_read_too),
        cmocka_unit_test(test_dates_become_iso_dates_and_years),
        cmocka_unit_test(test_serial_days_count_as_in_excel),
        cmocka_unit_test(test_formats_that_show_dates_are_known),
        cmocka_unit_test(test_merged_cells_are_filled_on_request),
        cmocka_unit_test(test_errors_and_cells_beside_the_table_are_told),
        cmocka_unit_test(test_hidden_sheets_are_read_and_prose_is_not),
        cmocka_unit_test(test_sheets_of_no_table_are_a_warning_that_shows_them),
        cmocka_unit_test(test_damaged_workbooks_are_refused_with_their_place),
        cmocka_unit_test(test_deep_and_swollen_workbooks_are_refused),
        cmocka_unit_test(test_other_files_by_that_name_are_refused),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
