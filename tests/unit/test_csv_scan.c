#include "importers/csv_scan.h"
#include "importers/csv_sniff.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 1 << 16 };

/* What a scan came to: "1[a][b]\n3[c][d]\n", lines and fields. */
struct scanned {
    char text[TEXT_BYTES];
    size_t length;
    uint64_t records;
    lt_csv_fault fault; /* The last. */
    lt_encoding encoding;
    char separator;
    lt_status status;
};

static void put(struct scanned *out, const char *text, size_t length)
{
    if (out->length + length + 1 > TEXT_BYTES)
        return;
    memcpy(out->text + out->length, text, length);
    out->length += length;
    out->text[out->length] = '\0';
}

static void put_record(struct scanned *out, const lt_record *record)
{
    char line[16] = "";
    const int length = snprintf(line, sizeof(line), "%u", record->line);

    put(out, line, (size_t)length);
    for (uint32_t i = 0; i < record->count; i++) {
        put(out, "[", 1);
        put(out, record->fields[i].text, record->fields[i].length);
        put(out, "]", 1);
    }
    put(out, "\n", 1);
    out->records++;
}

static int scan_as(struct scanned *out, FILE *file, lt_encoding encoding)
{
    lt_csv csv;
    lt_record records[LT_CSV_BATCH];
    lt_csv_fault fault = {LT_CODE_COUNT, 0, 0, ""};
    uint32_t count = 0;
    int is_recoded = 0;

    *out = (struct scanned){.fault = {LT_CODE_COUNT, 0, 0, ""}};
    out->status = lt_csv_open(&csv, file, encoding, 0, NULL);
    if (out->status != LT_OK)
        return 0;
    do {
        out->status = lt_csv_next(&csv, records, &count, &fault, NULL);
        for (uint32_t i = 0; i < count && out->status == LT_OK; i++)
            put_record(out, &records[i]);
        if (fault.code != LT_CODE_COUNT)
            out->fault = fault;
    } while (out->status == LT_OK && lt_csv_goes_on(&fault) &&
             (count > 0 || fault.code != LT_CODE_COUNT));
    out->encoding = csv.decoder.encoding;
    out->separator = csv.separator;
    is_recoded = lt_decoder_is_recoded(&csv.decoder);
    lt_csv_close(&csv);
    return is_recoded;
}

static void scan_file(struct scanned *out, FILE *file)
{
    assert_non_null(file);
    if (scan_as(out, file, LT_ENCODING_GUESS)) {
        rewind(file);
        (void)scan_as(out, file, LT_ENCODING_GB18030);
    }
    (void)fclose(file);
}

static void scan_bytes(struct scanned *out, const void *bytes, size_t length)
{
    char copy[1024];

    memcpy(copy, bytes, length);
    scan_file(out, fmemopen(copy, length, "rb"));
}

#define scan_text(out, text) scan_bytes(out, text, sizeof(text) - 1)

static void assert_scan(const char *text, const char *expected)
{
    struct scanned scanned;

    scan_bytes(&scanned, text, strlen(text));
    assert_int_equal(scanned.fault.code, LT_CODE_COUNT);
    assert_string_equal(scanned.text, expected);
}

static void test_fields_are_split_and_lines_counted(void **state)
{
    (void)state;
    assert_scan("a,b\n1,2\n", "1[a][b]\n2[1][2]\n");
    assert_scan("a,b\r\n1,\r\n,2", "1[a][b]\n2[1][]\n3[][2]\n");
    assert_scan("a,b\r1,2\r", "1[a][b]\n2[1][2]\n");
    assert_scan("a\n\n\r\n\rb", "1[a]\n5[b]\n");
    assert_scan("a, b \n", "1[a][ b ]\n");
    assert_scan("\n", "");
}

static void test_quotes_keep_separators_line_ends_and_quotes(void **state)
{
    (void)state;
    assert_scan("\"a,b\",c\n", "1[a,b][c]\n");
    assert_scan("a\n\"x\ny\r\nz\"\nb", "1[a]\n2[x\ny\r\nz]\n5[b]\n");
    assert_scan("\"ha \"\"ha\"\" ha\",\"\"\n", "1[ha \"ha\" ha][]\n");
    assert_scan("\"\"\"\"\r\n\"\"", "1[\"]\n2[]\n");
}

static void test_full_width_commas_are_no_separators(void **state)
{
    (void)state;
    assert_scan("上游,下游\n甲，乙,丙\n", "1[上游][下游]\n2[甲，乙][丙]\n");
}

static void test_the_separator_is_found_outside_quotes(void **state)
{
    struct scanned scanned;

    (void)state;
    assert_scan("a;b\n1,5;2\n", "1[a][b]\n2[1,5][2]\n");
    assert_scan("a\tb\n\"x,y;z\"\t2\n", "1[a][b]\n2[x,y;z][2]\n");
    assert_scan("\"a,b\"|c\n1|2\n", "1[a,b][c]\n2[1][2]\n");
    assert_scan("id,names\n1,a;b\n2,c;d\n", "1[id][names]\n2[1][a;b]\n"
                                            "3[2][c;d]\n");
    scan_text(&scanned, "id,a;b,c;d\n1,2,3\n");
    assert_int_equal(scanned.separator, ',');
    scan_text(&scanned, "alone\n");
    assert_int_equal(scanned.separator, ',');
}

static void test_a_first_line_may_name_the_separator(void **state)
{
    (void)state;
    assert_scan("sep=;\r\na;b,c\r\n", "2[a][b,c]\n");
    assert_scan("sep=|\n", "");
    assert_scan("sep=x,b\n", "1[sep=x][b]\n");
}

static void test_stray_quotes_cost_one_line(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "a,b\n1,\"x\"y\n3,4\n");
    assert_int_equal(scanned.fault.code, LT_E_STRAY_QUOTE);
    assert_int_equal(scanned.fault.line, 2);
    assert_int_equal(scanned.fault.field, 2);
    assert_string_equal(scanned.fault.text, "y");
    assert_string_equal(scanned.text, "1[a][b]\n3[3][4]\n");
    scan_text(&scanned, "a,b\n1,8\" pipe\n3,4");
    assert_int_equal(scanned.fault.code, LT_E_STRAY_QUOTE);
    assert_string_equal(scanned.fault.text, "8\" pipe");
    assert_string_equal(scanned.text, "1[a][b]\n3[3][4]\n");
}

static void test_an_open_quote_is_told_where_it_opens(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "a,b\n\"x\ny\",\"z\n1,2\n3,4\n");
    assert_int_equal(scanned.fault.code, LT_E_UNTERMINATED_QUOTE);
    assert_int_equal(scanned.fault.line, 3);
    assert_int_equal(scanned.fault.field, 2);
    assert_string_equal(scanned.text, "1[a][b]\n");
}

static void test_nul_bytes_are_told_with_their_line(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "a,b\n1,2\n3,\0004\n");
    assert_int_equal(scanned.fault.code, LT_E_NUL_BYTE);
    assert_int_equal(scanned.fault.line, 3);
    assert_string_equal(scanned.text, "1[a][b]\n2[1][2]\n");
}

static void test_encodings_are_told_apart(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "\xEF\xBB\xBF"
                        "a,b\n");
    assert_string_equal(scanned.text, "1[a][b]\n");
    scan_text(&scanned, "\xC9\xCF\xD3\xCE,\xCF\xC2\xD3\xCE\n"); /* 上游,下游 */
    assert_int_equal(scanned.encoding, LT_ENCODING_GB18030);
    assert_string_equal(scanned.text, "1[上游][下游]\n");
    scan_text(&scanned, "\xFF\xFE"
                        "a\0,\0\x0A\x4E\n\0"); /* 上 has a byte of \n */
    assert_int_equal(scanned.encoding, LT_ENCODING_UTF16LE);
    assert_string_equal(scanned.text, "1[a][上]\n");
    scan_text(&scanned, "\0a\0,\0b\0\n\0001\0,\x4E\0\0\n");
    assert_int_equal(scanned.encoding, LT_ENCODING_UTF16BE);
    assert_string_equal(scanned.text, "1[a][b]\n2[1][一]\n");
    scan_text(&scanned, "a\0\0\0,\0\0\0\x0A\x4E\0\0");
    assert_int_equal(scanned.encoding, LT_ENCODING_UTF32LE);
    assert_string_equal(scanned.text, "1[a][上]\n");
}

static void test_bytes_of_no_encoding_are_told_with_their_line(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "a,b\n1,\xFF\n");
    assert_int_equal(scanned.fault.code, LT_E_ENCODING);
    assert_int_equal(scanned.fault.line, 2);
    assert_int_equal(scanned.encoding, LT_ENCODING_GB18030);
    scan_text(&scanned, "上游,下游\n1,\xE4\xB8"); /* Cut off. */
    assert_int_equal(scanned.fault.code, LT_E_ENCODING);
    assert_int_equal(scanned.fault.line, 2);
    scan_text(&scanned, "a,b\n1,\xED\xA0\x80\xED\xA0\x80,\n"); /* Surrogates. */
    assert_true(scanned.fault.code == LT_E_ENCODING ||
                scanned.encoding == LT_ENCODING_GB18030);
}

static void test_damaged_utf8_is_not_read_as_another_encoding(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_text(&scanned, "上游,下游\n甲,乙\n丙,\xC0丁\n");
    assert_int_equal(scanned.fault.code, LT_E_ENCODING);
    assert_int_equal(scanned.fault.line, 3);
    assert_int_equal(scanned.encoding, LT_ENCODING_UTF8);
}

static void test_encodings_have_the_names_people_use(void **state)
{
    (void)state;
    assert_int_equal(lt_encoding_find("UTF8"), LT_ENCODING_UTF8);
    assert_int_equal(lt_encoding_find("utf-8"), LT_ENCODING_UTF8);
    assert_int_equal(lt_encoding_find("gbk"), LT_ENCODING_GB18030);
    assert_int_equal(lt_encoding_find("GB2312"), LT_ENCODING_GB18030);
    assert_int_equal(lt_encoding_find("utf-16le"), LT_ENCODING_UTF16LE);
    assert_int_equal(lt_encoding_find("utf-16be"), LT_ENCODING_UTF16BE);
    assert_int_equal(lt_encoding_find("latin1"), LT_ENCODING_COUNT);
    assert_int_equal(lt_encoding_find(""), LT_ENCODING_COUNT);
}

/* A file of `records` records of which each has a field of `bytes` bytes. */
static FILE *make_file(size_t records, size_t bytes, char fill)
{
    FILE *file = tmpfile();

    assert_non_null(file);
    for (size_t i = 0; i < records; i++) {
        (void)fprintf(file, "%zu,", i);
        for (size_t b = 0; b < bytes; b++)
            (void)fputc(fill, file);
        (void)fputs(",上\r\n", file);
    }
    rewind(file);
    return file;
}

static void test_records_may_lie_across_buffers(void **state)
{
    struct scanned scanned;

    (void)state;
    for (size_t bytes = 990; bytes < 1010; bytes++) {
        scan_file(&scanned, make_file(1000, bytes, 'x'));
        assert_int_equal(scanned.records, 1000);
        assert_int_equal(scanned.fault.code, LT_CODE_COUNT);
    }
    scan_file(&scanned, make_file(3, 5 << 20, 'x'));
    assert_int_equal(scanned.records, 3);
}

static void test_an_endless_record_stops_the_scan(void **state)
{
    struct scanned scanned;

    (void)state;
    scan_file(&scanned, make_file(2, LT_CSV_RECORD_BYTES + 9, 'x'));
    assert_int_equal(scanned.fault.code, LT_E_LONG_LINE);
    assert_int_equal(scanned.fault.line, 1);
    assert_int_equal(scanned.fault.field, 0);
    assert_int_equal(scanned.records, 0);
    scan_file(&scanned, make_file(2, 70000, ','));
    assert_int_equal(scanned.fault.code, LT_E_LONG_LINE);
    assert_int_equal(scanned.fault.field, LT_CSV_FIELDS_MAX + 1);
}

static void test_a_stray_quote_in_an_endless_line_is_passed_over(void **state)
{
    struct scanned scanned;
    FILE *file = tmpfile();

    (void)state;
    (void)fputs("1,\"a\"b", file);
    for (size_t i = 0; i < 3 << 20; i++)
        (void)fputc('"', file);
    (void)fputs("\r\n2,3\n", file);
    rewind(file);
    scan_file(&scanned, file);
    assert_int_equal(scanned.fault.code, LT_E_STRAY_QUOTE);
    assert_int_equal(scanned.fault.line, 1);
    assert_string_equal(scanned.text, "2[2][3]\n");
}

static lt_status scan_all(void)
{
    struct scanned scanned;

    scan_file(&scanned, make_file(3, 3 << 17, 'x'));
    return scanned.status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = scan_all();
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_split_and_lines_counted),
        cmocka_unit_test(test_quotes_keep_separators_line_ends_and_quotes),
        cmocka_unit_test(test_full_width_commas_are_no_separators),
        cmocka_unit_test(test_the_separator_is_found_outside_quotes),
        cmocka_unit_test(test_a_first_line_may_name_the_separator),
        cmocka_unit_test(test_stray_quotes_cost_one_line),
        cmocka_unit_test(test_an_open_quote_is_told_where_it_opens),
        cmocka_unit_test(test_nul_bytes_are_told_with_their_line),
        cmocka_unit_test(test_encodings_are_told_apart),
        cmocka_unit_test(test_bytes_of_no_encoding_are_told_with_their_line),
        cmocka_unit_test(test_damaged_utf8_is_not_read_as_another_encoding),
        cmocka_unit_test(test_encodings_have_the_names_people_use),
        cmocka_unit_test(test_records_may_lie_across_buffers),
        cmocka_unit_test(test_an_endless_record_stops_the_scan),
        cmocka_unit_test(test_a_stray_quote_in_an_endless_line_is_passed_over),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("csv_scan", tests, NULL, NULL);
}
