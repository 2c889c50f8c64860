/* Workbooks of other projects, and what their manifest says of them. */
#include "importers/xlsx_rows.h"
#include "support/cmocka_first.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 4096, LINE_BYTES = 8192, SKIPPED = 77 };

/* Columns of the manifest. */
enum { FILE_NAME, SHEETS = 7, SHEET_SIZES, STRINGS, FEATURES, ERROR_IS };
enum { COLUMNS = ERROR_IS + 1 };

/* What a sheet holds. */
struct extent {
    uint64_t cells;
    uint32_t rows, columns; /* The last with a value. */
};

static void path_of(char *path, const char *name)
{
    const char *shared = getenv("LIANTU_SHARED");

    (void)snprintf(path, PATH_BYTES, "%.2048s/corpus/xlsx/%.1024s",
                   shared == NULL ? "" : shared, name);
}

static struct extent measure_sheet(const lt_book *book, size_t sheet)
{
    static lt_xlsx_rows rows;
    struct extent extent = {0, 0, 0};
    lt_record *records = NULL;
    uint32_t count = 0;

    assert_int_equal(lt_xlsx_open(&rows, book, sheet, 0, NULL), LT_OK);
    do {
        assert_int_equal(lt_xlsx_next(&rows, &records, &count, NULL), LT_OK);
        for (uint32_t i = 0; i < count; i++) {
            if (records[i].line > extent.rows)
                extent.rows = records[i].line;
            if (records[i].count > extent.columns)
                extent.columns = records[i].count;
        }
    } while (count > 0);
    extent.cells = rows.seen;
    lt_xlsx_close(&rows);
    return extent;
}

/* "Sheet1: dim=A1:B2 cells=4 used=2x2 || …" */
static void check_sheets(const lt_book *book, const char *said)
{
    for (size_t i = 0; i < book->sheet_count; i++) {
        const struct extent extent = measure_sheet(book, i);
        const size_t length = strlen(book->sheets[i].name);
        const char *cells = strstr(said, " cells=");
        const char *used = strstr(said, " used=");
        char *cross = NULL;

        assert_non_null(cells);
        assert_non_null(used);
        assert_memory_equal(said, book->sheets[i].name, length);
        assert_int_equal(said[length], ':');
        assert_int_equal(extent.cells, strtoul(cells + 7, NULL, 10));
        assert_int_equal(extent.rows, strtoul(used + 6, &cross, 10));
        assert_int_equal(extent.columns, strtoul(cross + 1, NULL, 10));
        said = strstr(said, " || ");
        said = said == NULL ? "" : said + 4;
    }
    assert_string_equal(said, "");
}

static void check_book(char **columns)
{
    lt_package *package = lt_package_new(LT_EN);
    char path[PATH_BYTES];
    FILE *file = NULL;
    lt_book book = LT_BOOK_EMPTY;

    path_of(path, columns[FILE_NAME]);
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(package);
    assert_int_equal(lt_package_open(package, file, NULL), LT_OK);
    if (columns[ERROR_IS][0] != '\0') {
        /* Some part of it, of a sheet or of all, cannot be read. */
        lt_xlsx_rows *rows = calloc(1, sizeof(*rows));
        lt_status status = lt_book_open(&book, package, NULL);

        assert_non_null(rows);
        if (status == LT_OK) {
            lt_record *records = NULL;
            uint32_t count = 0;

            status = lt_xlsx_open(rows, &book, 0, 0, NULL);
            if (status == LT_OK)
                status = lt_xlsx_next(rows, &records, &count, NULL);
        }
        assert_int_equal(status, LT_ERR_DATA);
        assert_int_equal(lt_package_trouble(package), LT_E_BAD_WORKBOOK);
        lt_xlsx_close(rows);
        free(rows);
    } else {
        assert_int_equal(lt_book_open(&book, package, NULL), LT_OK);
        assert_int_equal(book.sheet_count, strtoul(columns[SHEETS], NULL, 10));
        assert_int_equal(book.string_count,
                         strtoul(columns[STRINGS], NULL, 10));
        check_sheets(&book, columns[SHEET_SIZES]);
    }
    lt_book_close(&book);
    lt_package_free(package);
}

static void test_every_workbook_has_the_cells_its_manifest_says(void **state)
{
    char path[PATH_BYTES];
    static char line[LINE_BYTES];
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
        check_book(columns);
        files++;
    }
    (void)fclose(manifest);
    assert_true(files > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_workbook_has_the_cells_its_manifest_says),
    };
    char path[PATH_BYTES];
    FILE *manifest = NULL;

    path_of(path, "MANIFEST.tsv");
    manifest = fopen(path, "rb");
    if (manifest == NULL)
        return SKIPPED;
    (void)fclose(manifest);
    return cmocka_run_group_tests_name("xlsx_corpus", tests, NULL, NULL);
}
