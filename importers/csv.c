#include "importers/csv.h"

#include "importers/csv_scan.h"
#include "importers/intake.h"
#include "importers/readers.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { LIST_BYTES = 320, SPOOL_BYTES = 1 << 16 };

/* Room is made for some more rows than are expected, and never for very many:
 * the first rows may be short ones. */
#define EXPECTED_SHARE    1.125
#define EXPECTED_ROWS_MAX 1e9

/* A file being read. */
struct reader {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    const char *path;
    uint32_t file;
    lt_fact fact; /* LT_FACT_COUNT: the header has to tell. */
    lt_csv csv;
    lt_intake intake;
    int has_header;
    uint32_t field_count; /* Of the header … */
    uint32_t least_count; /* … and without blank fields at its end. */
    int is_recoded;       /* It is no UTF-8 and may be GB18030. */
};

static lt_lang lang_of(const lt_diagnostics *diagnostics)
{
    return diagnostics == NULL ? LT_ZH : diagnostics->lang;
}

static lt_place place_of(const struct reader *reader, uint32_t line,
                         uint32_t field)
{
    return (lt_place){reader->path, NULL, line, field};
}

/* Tell of a file whose table cannot be told, and of the tables there are. */
static void note_unknown_table(const struct reader *reader, uint32_t line)
{
    char tables[LIST_BYTES] = "";
    size_t used = 0;

    for (int f = 0; f < LT_FACT_COUNT && used < sizeof(tables); f++)
        used += (size_t)snprintf(tables + used, sizeof(tables) - used, "%s%s",
                                 f == 0 ? "" : ", ", lt_fact_specs[f].name);
    lt_diagnose(reader->diagnostics, LT_E_UNKNOWN_TABLE,
                place_of(reader, line, 0), reader->path, tables, tables);
}

/* The fields of the header as trimmed texts. */
static lt_status copy_headers(const char ***out, lt_arena *arena,
                              const lt_record *record, lt_error *err)
{
    const char **headers =
        lt_arena_take(arena, (record->count + 1) * sizeof(*headers));

    if (headers == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < record->count; i++) {
        size_t length = record->fields[i].length;
        const char *text = lt_cell_trim(record->fields[i].text, &length);

        headers[i] = lt_arena_copy(arena, text, length);
        if (headers[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    *out = headers;
    return LT_OK;
}

static lt_status take_header(struct reader *reader, const lt_record *record,
                             lt_error *err)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const char **headers = NULL;
    lt_status status = LT_OK;

    LT_TRY(copy_headers(&headers, &arena, record, err));
    reader->has_header = 1;
    reader->field_count = record->count;
    reader->least_count = record->count;
    while (headers[reader->least_count - 1][0] == '\0')
        reader->least_count--;
    if (reader->fact == LT_FACT_COUNT)
        reader->fact = lt_fact_guess(headers, reader->least_count);
    if (reader->fact == LT_FACT_COUNT) {
        note_unknown_table(reader, record->line);
        goto cleanup;
    }
    LT_TRY(lt_intake_open(&reader->intake, reader->facts, reader->fact,
                          reader->file, record->line, headers,
                          reader->least_count, reader->diagnostics, err));
cleanup:
    lt_arena_clear(&arena);
    return status;
}

/* Has the record the fields of the header? Blank ones behind do not count. */
static int has_fields(const struct reader *reader, const lt_record *record)
{
    if (record->count == reader->field_count)
        return 1;
    if (record->count < reader->least_count)
        return 0;
    for (uint32_t i = reader->least_count; i < record->count; i++) {
        size_t length = record->fields[i].length;

        (void)lt_cell_trim(record->fields[i].text, &length);
        if (length > 0)
            return 0;
    }
    return 1;
}

static void note_ragged(const struct reader *reader, const lt_record *record)
{
    char found[16];
    char expected[16];

    (void)snprintf(found, sizeof(found), "%u", record->count);
    (void)snprintf(expected, sizeof(expected), "%u", reader->field_count);
    lt_diagnose(reader->diagnostics, LT_E_RAGGED_ROW,
                place_of(reader, record->line, 0), found, expected, NULL);
}

/* Take what can be taken of a batch: header, then rows. */
static lt_status take_batch(struct reader *reader, lt_record *records,
                            uint32_t count, lt_error *err)
{
    uint32_t kept = 0;
    uint32_t refused = 0;
    lt_status status = LT_OK;

    reader->facts->records += count;
    for (uint32_t i = 0; i < count; i++) {
        const lt_record *record = &records[i];

        if (record->count != reader->field_count && lt_record_is_blank(record))
            continue;
        if (!reader->has_header) {
            LT_TRY(take_header(reader, record, err));
            refused += !reader->intake.is_usable;
        } else if (has_fields(reader, record)) {
            records[kept++] = *record;
        } else {
            note_ragged(reader, record);
            refused++;
        }
    }
    if (reader->intake.is_usable)
        LT_TRY(lt_intake_rows(&reader->intake, records, kept, err));
    else
        refused += kept;
    reader->facts->skipped += refused;
cleanup:
    return status;
}

/* Tell of a fault of the bytes. */
static void note_fault(const struct reader *reader, const lt_csv_fault *fault)
{
    const lt_lang lang = lang_of(reader->diagnostics);
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
    lt_diagnose(reader->diagnostics, fault->code,
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
        (void)lt_facts_reserve(reader->facts, reader->fact, (uint32_t)rows,
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
    reader->facts->records += (uint64_t)goes_on;
    reader->facts->skipped += (uint64_t)goes_on;
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
        if (is_first && reader->intake.is_usable)
            expect_rows(reader, records, count);
        is_first = is_first && !reader->intake.is_usable;
        LT_TRY(take_batch(reader, records, count, err));
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
    reader->has_header = 0;
    reader->field_count = 0;
    reader->intake = (lt_intake){.is_usable = 0};
    status = read_records(reader, err);
    /* A guess that a byte order mark does not confirm is worth a note. */
    if (status == LT_OK && reader->has_header &&
        reader->csv.decoder.encoding != LT_ENCODING_UTF8 &&
        !reader->csv.decoder.is_marked &&
        (reader->csv.decoder.is_guessed || reader->is_recoded))
        lt_diagnose(reader->diagnostics, LT_W_RECODED, place_of(reader, 0, 0),
                    lt_encoding_name(reader->csv.decoder.encoding), NULL, NULL);
    lt_intake_close(&reader->intake);
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
        start.marks[f] = lt_facts_here(reader->facts, (lt_fact)f);
    if (reader->diagnostics != NULL) {
        start.kept_count = reader->diagnostics->kept_count;
        memcpy(start.counts, reader->diagnostics->counts, sizeof(start.counts));
    }
    return start;
}

/* Forget what was read in the wrong encoding. */
static void go_back(const struct reader *reader, const struct start *start)
{
    for (int f = 0; f < LT_FACT_COUNT; f++)
        lt_facts_rollback(reader->facts, (lt_fact)f, start->marks[f]);
    if (reader->diagnostics == NULL)
        return;
    reader->diagnostics->kept_count = start->kept_count;
    memcpy(reader->diagnostics->counts, start->counts, sizeof(start->counts));
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
    const lt_fact fact = reader->fact;
    lt_status status =
        read_as(reader, file, settings->encoding, settings->separator, err);

    if (status != LT_OK || !reader->is_recoded)
        return status;
    go_back(reader, &start);
    reader->fact = fact;
    if (fseek(file, begin, SEEK_SET) != 0)
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    return read_as(reader, file, LT_ENCODING_GB18030, settings->separator, err);
}

lt_status lt_csv_read_stream(lt_facts *facts, FILE *file, const char *path,
                             const lt_csv_settings *settings,
                             lt_diagnostics *diagnostics, lt_error *err)
{
    struct reader reader = {.facts = facts,
                            .diagnostics = diagnostics,
                            .path = path,
                            .fact = settings->fact};
    FILE *copy = NULL;
    long begin = ftell(file);
    lt_status status = LT_OK;

    if (reader.fact == LT_FACT_COUNT)
        reader.fact = lt_csv_table_of(path);
    LT_TRY(lt_facts_add_file(&reader.file, facts, path, NULL, err));
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
