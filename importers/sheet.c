#include "importers/sheet.h"

#include <stdio.h>
#include <string.h>

enum { LIST_BYTES = 320 };

static lt_place place_of(const lt_sheet *sheet, uint32_t line)
{
    return (lt_place){sheet->path, sheet->name, line, 0};
}

/* Tell of a file whose table cannot be told, and of the tables there are. */
static void note_unknown_table(const lt_sheet *sheet, uint32_t line)
{
    char tables[LIST_BYTES] = "";
    size_t used = 0;

    for (int f = 0; f < LT_FACT_COUNT && used < sizeof(tables); f++)
        used += (size_t)snprintf(tables + used, sizeof(tables) - used, "%s%s",
                                 f == 0 ? "" : ", ", lt_fact_specs[f].name);
    lt_diagnose(sheet->diagnostics, LT_E_UNKNOWN_TABLE, place_of(sheet, line),
                sheet->path, tables, tables);
}

/* The column that the user says a header is; its own text as a rule. */
static const char *said_of(const lt_sheet *sheet, lt_arena *arena,
                           const char *header)
{
    const size_t count = sheet->options == NULL ? 0 : sheet->options->map_count;

    for (size_t i = 0; i < count; i++) {
        const char *said = sheet->options->maps[i];
        const char *field = strchr(said, '=');

        if (field != NULL && strcmp(field + 1, header) == 0)
            return lt_arena_copy(arena, said, (size_t)(field - said));
    }
    return header;
}

/* The fields of the header as trimmed texts. */
static lt_status copy_headers(const char ***out, const lt_sheet *sheet,
                              lt_arena *arena, const lt_record *record,
                              lt_error *err)
{
    const char **headers =
        lt_arena_take(arena, (record->count + 1) * sizeof(*headers));

    if (headers == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < record->count; i++) {
        size_t length = record->fields[i].length;
        const char *text = lt_cell_trim(record->fields[i].text, &length);

        headers[i] = lt_arena_copy(arena, text, length);
        if (headers[i] != NULL)
            headers[i] = said_of(sheet, arena, headers[i]);
        if (headers[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    *out = headers;
    return LT_OK;
}

static lt_status take_header(lt_sheet *sheet, const lt_record *record,
                             lt_error *err)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const char **headers = NULL;
    lt_status status = LT_OK;

    LT_TRY(copy_headers(&headers, sheet, &arena, record, err));
    sheet->has_header = 1;
    sheet->field_count = record->count;
    sheet->least_count = record->count;
    while (headers[sheet->least_count - 1][0] == '\0')
        sheet->least_count--;
    if (sheet->fact == LT_FACT_COUNT)
        sheet->fact = lt_fact_guess(headers, sheet->least_count);
    if (sheet->fact == LT_FACT_COUNT) {
        note_unknown_table(sheet, record->line);
        goto cleanup;
    }
    LT_TRY(lt_intake_open(&sheet->intake, sheet->facts, sheet->fact,
                          sheet->file, record->line, headers,
                          sheet->least_count, sheet->diagnostics, err));
cleanup:
    lt_arena_clear(&arena);
    return status;
}

/* Has the record the fields of the header? Blank ones behind do not count. */
static int has_fields(const lt_sheet *sheet, const lt_record *record)
{
    if (record->count == sheet->field_count)
        return 1;
    if (record->count < sheet->least_count)
        return 0;
    for (uint32_t i = sheet->least_count; i < record->count; i++) {
        size_t length = record->fields[i].length;

        (void)lt_cell_trim(record->fields[i].text, &length);
        if (length > 0)
            return 0;
    }
    return 1;
}

static void note_ragged(const lt_sheet *sheet, const lt_record *record)
{
    char found[16];
    char expected[16];

    (void)snprintf(found, sizeof(found), "%u", record->count);
    (void)snprintf(expected, sizeof(expected), "%u", sheet->field_count);
    lt_diagnose(sheet->diagnostics, LT_E_RAGGED_ROW,
                place_of(sheet, record->line), found, expected, NULL);
}

lt_status lt_sheet_take(lt_sheet *sheet, lt_record *records, uint32_t count,
                        lt_error *err)
{
    uint32_t kept = 0;
    uint32_t refused = 0;
    lt_status status = LT_OK;

    sheet->facts->records += count;
    for (uint32_t i = 0; i < count; i++) {
        const lt_record *record = &records[i];

        if (record->count != sheet->field_count && lt_record_is_blank(record))
            continue;
        if (!sheet->has_header) {
            LT_TRY(take_header(sheet, record, err));
            refused += !sheet->intake.is_usable;
        } else if (has_fields(sheet, record)) {
            records[kept++] = *record;
        } else {
            note_ragged(sheet, record);
            refused++;
        }
    }
    if (sheet->intake.is_usable)
        LT_TRY(lt_intake_rows(&sheet->intake, records, kept, err));
    else
        refused += kept;
    sheet->facts->skipped += refused;
cleanup:
    return status;
}

lt_status lt_sheet_open(lt_sheet *sheet, lt_facts *facts, const char *path,
                        const char *name, lt_fact fact,
                        const lt_read_options *options,
                        lt_diagnostics *diagnostics, lt_error *err)
{
    *sheet = (lt_sheet){.facts = facts,
                        .diagnostics = diagnostics,
                        .path = path,
                        .name = name,
                        .options = options,
                        .fact = fact};
    return lt_facts_add_file(&sheet->file, facts, path, name, err);
}

void lt_sheet_restart(lt_sheet *sheet, lt_fact fact)
{
    lt_intake_close(&sheet->intake);
    sheet->intake = (lt_intake){.is_usable = 0};
    sheet->has_header = 0;
    sheet->field_count = 0;
    sheet->least_count = 0;
    sheet->fact = fact;
}

void lt_sheet_close(lt_sheet *sheet)
{
    lt_intake_close(&sheet->intake);
}
