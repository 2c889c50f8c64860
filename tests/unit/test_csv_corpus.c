/* Files of other projects, read field by field. */
#include "importers/csv_scan.h"
#include "importers/importer.h"
#include "support/cmocka_first.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 4096, LINE_BYTES = 4096, TEXT_BYTES = 1 << 16 };
enum { SKIPPED = 77 };

/* Columns of the manifest. */
enum {
    FILE_NAME,
    SEPARATOR = 7,
    RECORDS = 9,
    WIDTHS,
    FEATURES,
    NOTE,
    ERROR_IS
};
enum { COLUMNS = ERROR_IS + 1 };

/* Records with their fields closed by 0x1F and themselves by 0x1E. */
struct scanned {
    char text[TEXT_BYTES];
    size_t length;
    uint64_t records;
    lt_code code;
    char separator;
    uint32_t least, most; /* Fields of a record. */
};

static void path_of(char *path, const char *name)
{
    const char *shared = getenv("LIANTU_SHARED");

    (void)snprintf(path, PATH_BYTES, "%.3000s/corpus/csv/%.900s",
                   shared == NULL ? "" : shared, name);
}

static void keep(struct scanned *out, const char *text, size_t length, char end)
{
    if (out->length + length + 2 > TEXT_BYTES)
        return;
    memcpy(out->text + out->length, text, length);
    out->length += length;
    out->text[out->length++] = end;
    out->text[out->length] = '\0';
}

static void keep_record(struct scanned *out, const lt_record *record)
{
    for (uint32_t i = 0; i < record->count; i++)
        keep(out, record->fields[i].text, record->fields[i].length, '\x1F');
    keep(out, "", 0, '\x1E');
    out->records++;
    if (record->count > out->most)
        out->most = record->count;
    if (record->count < out->least)
        out->least = record->count;
}

/* 1 when the file is to be read again as GB18030. */
static int scan_as(struct scanned *out, const char *name, lt_encoding encoding)
{
    char path[PATH_BYTES];
    FILE *file = NULL;
    lt_csv csv;
    lt_record records[LT_CSV_BATCH];
    lt_csv_fault fault = {LT_CODE_COUNT, 0, 0, ""};
    uint32_t count = 0;
    int is_recoded = 0;

    path_of(path, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    *out = (struct scanned){.code = LT_CODE_COUNT, .least = UINT32_MAX};
    assert_int_equal(lt_csv_open(&csv, file, encoding, 0, NULL), LT_OK);
    do {
        assert_int_equal(lt_csv_next(&csv, records, &count, &fault, NULL),
                         LT_OK);
        for (uint32_t i = 0; i < count; i++)
            keep_record(out, &records[i]);
        if (fault.code != LT_CODE_COUNT)
            out->code = fault.code;
    } while (lt_csv_goes_on(&fault) &&
             (count > 0 || fault.code != LT_CODE_COUNT));
    out->separator = csv.separator;
    is_recoded = lt_decoder_is_recoded(&csv.decoder);
    lt_csv_close(&csv);
    (void)fclose(file);
    return is_recoded;
}

static void scan(struct scanned *out, const char *name)
{
    if (scan_as(out, name, LT_ENCODING_GUESS))
        (void)scan_as(out, name, LT_ENCODING_GB18030);
}

/* The next string of a JSON text behind *at, NULL at its end. The files hold
 * no escapes but of quotes, line feeds and backslashes. */
static char *next_string(const char **at)
{
    static char text[LINE_BYTES];
    size_t length = 0;
    const char *c = strchr(*at, '"');

    if (c == NULL)
        return NULL;
    for (c++; *c != '"'; c++) {
        if (*c == '\\') {
            c++;
            text[length++] = *c;
            if (*c == 'n')
                text[length - 1] = '\n';
        } else {
            text[length++] = *c;
        }
    }
    text[length] = '\0';
    *at = c + 1;
    return text;
}

/* Does the text stand at *at, closed by 0x1F? Blank records, which the scan
 * leaves out, hold nothing. */
static void assert_field(const char **at, const char *text)
{
    while (**at == '\x1E')
        (*at)++;
    assert_memory_equal(*at, text, strlen(text));
    *at += strlen(text);
    assert_int_equal(**at, '\x1F');
    (*at)++;
}

/* Arrays of fields, or objects whose keys are the header's fields. */
static void assert_expected(const struct scanned *scanned, const char *json)
{
    const int has_keys = strchr(json, '{') != NULL;
    const char *at = scanned->text;
    const char *text = NULL;

    if (has_keys)
        at = strchr(at, '\x1E');
    while ((text = next_string(&json)) != NULL) {
        if (has_keys)
            text = next_string(&json);
        if (text[0] != '\0' || scanned->most > 1)
            assert_field(&at, text);
    }
    if (scanned->records > 1)
        assert_string_equal(at, "\x1E");
}

static void compare_fields(const char *name, const struct scanned *scanned)
{
    char path[PATH_BYTES];
    static char json[TEXT_BYTES];
    const char *dot = strrchr(name, '.');
    char expected[LINE_BYTES];
    FILE *file = NULL;

    (void)snprintf(expected, sizeof(expected), "%.*s.expected.json",
                   (int)(dot - name), name);
    path_of(path, expected);
    file = fopen(path, "rb");
    if (file == NULL)
        return;
    json[fread(json, 1, sizeof(json) - 1, file)] = '\0';
    (void)fclose(file);
    assert_expected(scanned, json);
}

static char separator_of(const char *word)
{
    if (strcmp(word, "semicolon") == 0)
        return ';';
    if (strcmp(word, "tab") == 0)
        return '\t';
    return strcmp(word, "pipe") == 0 ? '|' : ',';
}

static int is_wrong(char **columns)
{
    return columns[ERROR_IS][0] != '\0' ||
           (strstr(columns[NOTE], "invalid by design") != NULL &&
            strstr(columns[FEATURES], "quotes") != NULL);
}

static void check_file(char **columns)
{
    static struct scanned scanned;
    const char *name = columns[FILE_NAME];

    scan(&scanned, name);
    if (strstr(columns[FEATURES], "NUL") != NULL) {
        assert_int_equal(scanned.code, LT_E_NUL_BYTE);
        return;
    }
    if (is_wrong(columns)) {
        assert_true(scanned.code == LT_E_UNTERMINATED_QUOTE ||
                    scanned.code == LT_E_STRAY_QUOTE);
        return;
    }
    assert_int_equal(scanned.code, LT_CODE_COUNT);
    assert_int_equal(scanned.records, strtoul(columns[RECORDS], NULL, 10));
    assert_int_equal(scanned.separator, separator_of(columns[SEPARATOR]));
    if (scanned.records > 0) {
        /* "3/4/5": the least and the most fields of a record. */
        const char *last = strrchr(columns[WIDTHS], '/');

        assert_int_equal(scanned.least, strtoul(columns[WIDTHS], NULL, 10));
        assert_int_equal(
            scanned.most,
            strtoul(last == NULL ? columns[WIDTHS] : last + 1, NULL, 10));
    }
    compare_fields(name, &scanned);
}

static void test_every_file_has_the_records_its_manifest_says(void **state)
{
    char path[PATH_BYTES];
    char line[LINE_BYTES];
    FILE *manifest = NULL;
    size_t files = 0;

    (void)state;
    path_of(path, "MANIFEST.tsv");
    manifest = fopen(path, "rb");
    assert_non_null(manifest);
    assert_non_null(fgets(line, sizeof(line), manifest));
    while (fgets(line, sizeof(line), manifest) != NULL) {
        char *columns[COLUMNS];
        char *at = line;

        line[strcspn(line, "\r\n")] = '\0';
        for (size_t c = 0; c < COLUMNS; c++) {
            char *tab = strchr(at, '\t');

            columns[c] = at;
            if (tab == NULL)
                tab = at + strlen(at);
            else
                *tab++ = '\0';
            at = tab;
        }
        print_message("%s\n", columns[FILE_NAME]);
        check_file(columns);
        files++;
    }
    (void)fclose(manifest);
    assert_true(files > 50);
}

/* Read as tables they fit none, yet their records are counted. How many fields
 * a row of no table has is no fault. */
static void test_files_that_fit_no_table_are_counted(void **state)
{
    const lt_importer *csv = lt_importer_find("csv");
    lt_diagnostics faults = lt_diagnostics_new(LT_EN);
    lt_facts *facts = lt_facts_new();
    char path[PATH_BYTES];

    (void)state;
    path_of(path, "sineemore__csv-test-data__bad-header-more-fields.csv");
    assert_int_equal(csv->read(facts, path, NULL, &faults, NULL), LT_OK);
    assert_int_equal(facts->records, 2);
    assert_int_equal(facts->skipped, 2);
    assert_int_equal(faults.kept_count, 1);
    assert_int_equal(faults.items[0].code, LT_W_UNKNOWN_TABLE);
    assert_int_equal(faults.items[0].place.line, 1);
    lt_facts_free(facts);
    lt_diagnostics_clear(&faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_has_the_records_its_manifest_says),
        cmocka_unit_test(test_files_that_fit_no_table_are_counted),
    };
    char path[PATH_BYTES];
    FILE *manifest = NULL;

    path_of(path, "MANIFEST.tsv");
    manifest = fopen(path, "rb");
    if (manifest == NULL)
        return SKIPPED;
    (void)fclose(manifest);
    return cmocka_run_group_tests_name("csv_corpus", tests, NULL, NULL);
}
