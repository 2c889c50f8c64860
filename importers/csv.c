#include "importers/csv.h"

#include "importers/csv_scan.h"
#include "importers/readers.h"
#include "importers/sheet.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { SPOOL_BYTES = 1 << 16 };

/* Room is made for some more rows than are expected, and never for very many:
 * the first rows may be short ones. */
#define EXPECTED_SHARE    1.125
#define EXPECTED_ROWS_MAX 1e9

/* A file being read. */
struct reader {
    lt_sheet sheet;
    lt_csv csv;
    int is_recoded; /* It is no UTF-8 and may be GB18030. */
};

static lt_lang lang_of(const lt_diagnostics *diagnostics)
{
    return diagnostics == NULL ? LT_ZH : diagnostics->lang;
}

static lt_place place_of(const struct reader *reader, uint32_t line,
                         uint32_t field)
{
    return (lt_place){reader->sheet.path, NULL, line, field};
}

/* Tell of a fault of the bytes. */
static void note_fault(const struct reader *reader, const lt_csv_fault *fault)
{
    const lt_lang lang = lang_of(reader->sheet.diagnostics);
    char text[sizeof(fault->text) + 32];
    const char *first = fault->text;

    if (fault->code == LT_E_LONG_LINE) {
        if (fault->field > 0)
            (void)snprintf(text, sizeof(text),
                           lang == LT_ZH ? "%d 个字段" : "%d fields",
                           LT_CSV_FIELDS_MAX);
        else
            (void)snprintf(text, sizeof(text), "%d MiB",
                           LT_CSV_RECORD_BYTES >> 20);
        first = text;
    } else if (fault->code == LT_E_ENCODING) {
        first = lt_encoding_name(reader->csv.decoder.encoding);
        if (reader->is_recoded)
            first = "UTF-8 / GB18030";
    }
    lt_diagnose(reader->sheet.diagnostics, fault->code,
                place_of(reader, fault->line, fault->field), first, NULL, NULL);
}

/* Make room for as many rows as the file holds where the others are as long as
 * those of a batch, for growing step by step takes longer. */
static void expect_rows(const struct reader *reader, const lt_record *records,
                        uint32_t count)
{
    FILE *file = reader->csv.decoder.file;
    const off_t at = ftello(file);
    struct stat info;
    double bytes = 0.0;
    double rows = 0.0;

    if (count < 2 || at < 0 || fstat(fileno(file), &info) != 0 ||
        !S_ISREG(info.st_mode) || info.st_size <= at)
        return;
    bytes =
        (double)(records[count - 1].fields[0].text - records[0].fields[0].text);
    if (bytes <= 0.0)
        return;
    rows = (double)(info.st_size - at) / bytes * count * EXPECTED_SHARE;
    if (rows < EXPECTED_ROWS_MAX)
        (void)lt_facts_reserve(reader->sheet.facts, reader->sheet.fact,
                               (uint32_t)rows,
                               NULL); /* Without it there is only more work. */
}

/* Note what ended a batch; whether reading goes on after it. */
static int goes_on_after(struct reader *reader, const lt_csv_fault *fault)
{
    const int goes_on = lt_csv_goes_on(fault);

    if (fault->code == LT_CODE_COUNT)
        return goes_on;
    if (fault->code == LT_E_ENCODING &&
        lt_decoder_is_recoded(&reader->csv.decoder)) {
        reader->is_recoded = 1;
        return 0;
    }
    note_fault(reader, fault);
    reader->sheet.facts->records += (uint64_t)goes_on;
    reader->sheet.facts->skipped += (uint64_t)goes_on;
    return goes_on;
}

static lt_status read_records(struct reader *reader, lt_error *err)
{
    lt_record records[LT_CSV_BATCH];
    lt_csv_fault fault = {LT_CODE_COUNT, 0, 0, ""};
    uint32_t count = 0;
    int is_first = 1;
    lt_status status = LT_OK;

    do {
        LT_TRY(lt_csv_next(&reader->csv, records, &count, &fault, err));
        if (is_first && reader->sheet.intake.is_usable)
            expect_rows(reader, records, count);
        is_first = is_first && !reader->sheet.intake.is_usable;
        LT_TRY(lt_sheet_take(&reader->sheet, records, count, err));
    } while (goes_on_after(reader, &fault) &&
             (count > 0 || fault.code != LT_CODE_COUNT));
cleanup:
    return status;
}

/* Read the file in one encoding. */
static lt_status read_as(struct reader *reader, FILE *file,
                         lt_encoding encoding, char separator, lt_error *err)
{
    lt_status status =
        lt_csv_open(&reader->csv, file, encoding, separator, err);

    if (status != LT_OK)
        return status;
    lt_sheet_restart(&reader->sheet, reader->sheet.fact);
    status = read_records(reader, err);
    if (status == LT_OK)
        status = lt_sheet_finish(&reader->sheet, err);
    /* A guess that a byte order mark does not confirm is worth a note. */
    if (status == LT_OK && reader->sheet.has_header &&
        reader->csv.decoder.encoding != LT_ENCODING_UTF8 &&
        !reader->csv.decoder.is_marked &&
        (reader->csv.decoder.is_guessed || reader->is_recoded))
        lt_diagnose(reader->sheet.diagnostics, LT_W_RECODED,
                    place_of(reader, 0, 0),
                    lt_encoding_name(reader->csv.decoder.encoding), NULL, NULL);
    lt_sheet_close(&reader->sheet);
    lt_csv_close(&reader->csv);
    return status;
}

/* A mark in all tables, for the header may be read as another one. */
struct start {
    lt_facts_mark marks[LT_FACT_COUNT];
    size_t kept_count;
    size_t counts[LT_SEVERITY_COUNT];
};

static struct start start_of(const struct reader *reader)
{
    struct start start = {.kept_count = 0};

    for (int f = 0; f < LT_FACT_COUNT; f++)
        start.marks[f] = lt_facts_here(reader->sheet.facts, (lt_fact)f);
    if (reader->sheet.diagnostics != NULL) {
        start.kept_count = reader->sheet.diagnostics->kept_count;
        memcpy(start.counts, reader->sheet.diagnostics->counts,
               sizeof(start.counts));
    }
    return start;
}

/* Forget what was read in the wrong encoding. */
static void go_back(const struct reader *reader, const struct start *start)
{
    for (int f = 0; f < LT_FACT_COUNT; f++)
        lt_facts_rollback(reader->sheet.facts, (lt_fact)f, start->marks[f]);
    if (reader->sheet.diagnostics == NULL)
        return;
    reader->sheet.diagnostics->kept_count = start->kept_count;
    memcpy(reader->sheet.diagnostics->counts, start->counts,
           sizeof(start->counts));
}

/* A copy of a stream that cannot be read twice; *out is to be closed. */
static lt_status spool(FILE **out, FILE *file, lt_error *err)
{
    char buffer[SPOOL_BYTES];
    FILE *copy = tmpfile();
    size_t got = 0;

    *out = NULL;
    if (copy == NULL)
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
        if (fwrite(buffer, 1, got, copy) != got)
            break;
    if (got > 0 || ferror(file) || fflush(copy) != 0 ||
        fseek(copy, 0, SEEK_SET) != 0) {
        lt_status status = lt_fail(err, LT_ERR_IO, "%s", strerror(errno));

        (void)fclose(copy);
        return status;
    }
    *out = copy;
    return LT_OK;
}

/* Read the file, and once more where it turns out to be no UTF-8. */
static lt_status read_twice(struct reader *reader, FILE *file, long begin,
                            const lt_csv_settings *settings, lt_error *err)
{
    const struct start start = start_of(reader);
    const lt_fact fact = reader->sheet.fact;
    lt_status status =
        read_as(reader, file, settings->encoding, settings->separator, err);

    if (status != LT_OK || !reader->is_recoded)
        return status;
    go_back(reader, &start);
    reader->sheet.fact = fact;
    if (fseek(file, begin, SEEK_SET) != 0)
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    return read_as(reader, file, LT_ENCODING_GB18030, settings->separator, err);
}

lt_status lt_csv_read_stream(lt_facts *facts, FILE *file, const char *path,
                             const lt_csv_settings *settings,
                             lt_diagnostics *diagnostics, lt_error *err)
{
    struct reader reader = {.is_recoded = 0};
    FILE *copy = NULL;
    long begin = ftell(file);
    lt_status status = LT_OK;

    LT_TRY(lt_sheet_open(&reader.sheet, facts, path, NULL,
                         settings->fact == LT_FACT_COUNT ? lt_csv_table_of(path)
                                                         : settings->fact,
                         settings->options, diagnostics, err));
    reader.sheet.kind = LT_SHEET_TEXT;
    if (begin < 0 && settings->encoding == LT_ENCODING_GUESS) {
        LT_TRY(spool(&copy, file, err));
        file = copy;
        begin = 0;
    }
    LT_TRY(read_twice(&reader, file, begin, settings, err));
cleanup:
    if (copy != NULL)
        (void)fclose(copy);
    if (status == LT_ERR_IO && err != NULL) {
        lt_error why = *err;

        (void)lt_fail(err, LT_ERR_IO, "%s: %.200s", path, why.message);
    }
    return status;
}

lt_status lt_csv_read_file(lt_facts *facts, const char *path,
                           const lt_csv_settings *settings,
                           lt_diagnostics *diagnostics, lt_error *err)
{
    FILE *file = fopen(path, "rb");
    lt_status status = LT_OK;

    if (file == NULL)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    status = lt_csv_read_stream(facts, file, path, settings, diagnostics, err);
    (void)fclose(file);
    return status;
}

lt_status lt_read_csv(lt_facts *facts, const char *path,
                      const lt_read_options *options,
                      lt_diagnostics *diagnostics, lt_error *err)
{
    lt_csv_settings settings;
    struct stat info;
    lt_status status =
        lt_csv_understand(&settings, options, lang_of(diagnostics), err);

    if (status != LT_OK)
        return status;
    if (strcmp(path, "-") == 0)
        return lt_csv_read_stream(facts, stdin, path, &settings, diagnostics,
                                  err);
    if (stat(path, &info) != 0)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return lt_csv_read_folder(facts, path, &settings, diagnostics, err);
    return lt_csv_read_file(facts, path, &settings, diagnostics, err);
}
