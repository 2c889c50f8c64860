/* Workbooks: one table a sheet, told by the name of the sheet or its header. */
#include "importers/xlsx.h"

#include "graph/alloc.h"
#include "importers/csv.h"
#include "importers/readers.h"
#include "importers/sheet.h"
#include "importers/xlsx_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COPY_BYTES = 1 << 16 };

/* A workbook being read. */
struct reader {
    lt_facts *facts;
    const char *path;
    const lt_read_options *options;
    lt_diagnostics *diagnostics;
    lt_fact fact; /* LT_FACT_COUNT: the user did not say. */
    lt_book book;
};

int lt_xlsx_is_workbook(const char *name)
{
    static const char *const READ[] = {".xlsx", ".xlsm"};
    static const char *const UNREAD[] = {".xls", ".xlsb", ".ods", ".et"};
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot != NULL && i < sizeof(READ) / sizeof(*READ); i++)
        if (strcasecmp(dot, READ[i]) == 0)
            return 1;
    for (size_t i = 0; dot != NULL && i < sizeof(UNREAD) / sizeof(*UNREAD); i++)
        if (strcasecmp(dot, UNREAD[i]) == 0)
            return -1;
    return 0;
}

/* Does a sheet explain the others? */
static int is_prose(const struct reader *reader, const char *name)
{
    static const char *const NAMES[] = {
        "说明",         "填写说明", "使用说明", "填表说明", "封面", "数据说明",
        "Instructions", "Notes",    "README",   "About",    "Cover"};

    for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++)
        if (reader->book.sheet_count > 1 && strcasecmp(name, NAMES[i]) == 0)
            return 1;
    return 0;
}

/* The table a sheet holds, LT_FACT_COUNT where its header has to tell. What the
 * user says counts for a lone sheet, else for those not named after a table;
 * the name of the file does where there is but one sheet. */
static lt_fact fact_of(const struct reader *reader, const lt_book_sheet *sheet)
{
    const int is_alone = reader->book.sheet_count == 1;
    lt_fact fact = lt_csv_table_of(sheet->name);

    if (is_prose(reader, sheet->name))
        return LT_FACT_COUNT;
    if (reader->fact != LT_FACT_COUNT && (is_alone || fact == LT_FACT_COUNT))
        return reader->fact;
    if (fact == LT_FACT_COUNT && is_alone)
        fact = lt_csv_table_of(reader->path);
    return fact;
}

/* Tell of a fault that ended reading, with its place; the rest may still be
 * read. Lack of memory and the like are passed on. */
static lt_status note_trouble(const struct reader *reader, lt_place place,
                              const lt_package *package, lt_status status,
                              const lt_error *why, lt_error *err)
{
    if (status == LT_ERR_DATA && lt_package_trouble(package) != LT_CODE_COUNT) {
        lt_diagnose(reader->diagnostics, lt_package_trouble(package), place,
                    why->message, NULL, NULL);
        return LT_OK;
    }
    if (status != LT_OK && err != NULL)
        *err = *why;
    return status;
}

/* Errors of cells matter once the sheet has turned out to be a table. */
static void note_errors(const lt_sheet *sheet, lt_xlsx_rows *rows)
{
    if (!sheet->has_header)
        return;
    for (size_t i = 0; i < rows->error_count && sheet->intake.is_usable; i++) {
        const lt_xlsx_error *error = &rows->errors[i];
        const lt_place place = {sheet->path, sheet->name, error->line,
                                error->column};

        lt_diagnose(sheet->diagnostics, LT_W_ERROR_CELL, place, error->text,
                    NULL, NULL);
    }
    rows->error_count = 0;
}

static lt_status take_rows(lt_sheet *sheet, lt_xlsx_rows *rows, lt_error *err)
{
    lt_record *records = NULL;
    uint32_t count = 0;
    lt_status status = LT_OK;

    do {
        LT_TRY(lt_xlsx_next(rows, &records, &count, err));
        LT_TRY(lt_sheet_take(sheet, records, count, err));
        note_errors(sheet, rows);
    } while (count > 0);
    LT_TRY(lt_sheet_finish(sheet, err));
    note_errors(sheet, rows);
cleanup:
    return status;
}

static lt_status read_sheet(struct reader *reader, size_t index, lt_error *err)
{
    const lt_book_sheet *from = &reader->book.sheets[index];
    lt_place place = {reader->path, from->name, 0, 0};
    lt_xlsx_rows *rows = lt_alloc_array(1, sizeof(*rows));
    lt_error why = {LT_OK, ""};
    lt_sheet sheet;
    lt_status status = LT_OK;

    if (rows == NULL)
        return lt_fail_memory(err, "workbook");
    status = lt_sheet_open(&sheet, reader->facts, reader->path, from->name,
                           fact_of(reader, from), reader->options,
                           reader->diagnostics, &why);
    if (status != LT_OK)
        goto cleanup;
    sheet.kind = LT_SHEET_GRID;
    sheet.is_prose = is_prose(reader, from->name);
    LT_TRY(lt_xlsx_open(rows, &reader->book, index,
                        reader->options != NULL && reader->options->fill_merged,
                        &why));
    LT_TRY(take_rows(&sheet, rows, &why));
    if (from->is_hidden && rows->row > 0)
        lt_diagnose(reader->diagnostics, LT_N_HIDDEN_SHEET, place, NULL, NULL,
                    NULL);
cleanup:
    place.line = rows->row;
    status =
        note_trouble(reader, place, reader->book.package, status, &why, err);
    lt_sheet_close(&sheet);
    lt_xlsx_close(rows);
    free(rows);
    return status;
}

lt_status lt_xlsx_read_stream(lt_facts *facts, FILE *file, const char *path,
                              const lt_read_options *options,
                              lt_diagnostics *diagnostics, lt_error *err)
{
    const lt_lang lang = diagnostics == NULL ? LT_ZH : diagnostics->lang;
    struct reader reader = {facts,       path,          options,
                            diagnostics, LT_FACT_COUNT, LT_BOOK_EMPTY};
    lt_package *package = NULL;
    lt_csv_settings settings;
    lt_error why = {LT_OK, ""};
    lt_status status = lt_csv_understand(&settings, options, lang, err);

    if (status == LT_OK) {
        package = lt_package_new(lang);
        if (package == NULL)
            status = lt_fail_memory(err, "workbook");
    }
    if (status != LT_OK) {
        (void)fclose(file);
        return status;
    }
    reader.fact = settings.fact;
    status = lt_package_open(package, file, &why);
    if (status == LT_OK)
        status = lt_book_open(&reader.book, package, &why);
    if (status != LT_OK) {
        status = note_trouble(&reader, (lt_place){path, NULL, 0, 0}, package,
                              status, &why, err);
        goto cleanup;
    }
    for (size_t i = 0; i < reader.book.sheet_count; i++)
        LT_TRY(read_sheet(&reader, i, err));
cleanup:
    lt_book_close(&reader.book);
    lt_package_free(package);
    return status;
}

lt_status lt_xlsx_read_file(lt_facts *facts, const char *path,
                            const lt_read_options *options,
                            lt_diagnostics *diagnostics, lt_error *err)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    return lt_xlsx_read_stream(facts, file, path, options, diagnostics, err);
}

/* Standard input as a file, for an archive is read from its end. */
static lt_status spool_input(FILE **out, lt_error *err)
{
    char buffer[COPY_BYTES];
    FILE *copy = tmpfile();
    size_t got = 0;

    *out = NULL;
    if (copy == NULL)
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    while ((got = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
        if (fwrite(buffer, 1, got, copy) != got)
            break;
    if (got > 0 || ferror(stdin) || fflush(copy) != 0) {
        const lt_status status = lt_fail(err, LT_ERR_IO, "%s", strerror(errno));

        (void)fclose(copy);
        return status;
    }
    rewind(copy);
    *out = copy;
    return LT_OK;
}

lt_status lt_read_xlsx(lt_facts *facts, const char *path,
                       const lt_read_options *options,
                       lt_diagnostics *diagnostics, lt_error *err)
{
    FILE *file = NULL;
    lt_status status = LT_OK;

    if (strcmp(path, "-") != 0)
        return lt_xlsx_read_file(facts, path, options, diagnostics, err);
    status = spool_input(&file, err);
    if (status != LT_OK)
        return status;
    return lt_xlsx_read_stream(facts, file, path, options, diagnostics, err);
}
