/* Records of a file as rows of a table: the fast path. */
#include "importers/csv_parts.h"

#include "graph/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Bytes that begin or end a text that need not be trimmed. */
static inline int is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x7f;
}

static inline const char *trimmed(const lt_csv_field *field, size_t *length)
{
    *length = field->length;
    if (*length == 0 ||
        (is_plain(field->text[0]) && is_plain(field->text[*length - 1])))
        return field->text;
    return lt_cell_trim(field->text, length);
}

int lt_csv_blank(const lt_csv_scan *scan)
{
    if (scan->field_count > LT_CSV_FIELDS_MAX)
        return 0;
    for (uint32_t i = 0; i < scan->field_count; i++) {
        size_t length = 0;

        (void)trimmed(&scan->fields[i], &length);
        if (length > 0)
            return 0;
    }
    return 1;
}

/* Symbol of a text; rows that follow one another often have the same. */
static inline lt_symbol symbol_of(lt_pool *pool, lt_csv_target *target,
                                  const char *text, size_t length)
{
    if (target->last != 0) {
        const char *last = lt_pool_text(pool, target->last);

        if (strncmp(last, text, length) == 0 && last[length] == '\0')
            return target->last;
    }
    target->last = lt_pool_add(pool, text, length);
    return target->last;
}

/* Anything but a plain number: its faults are noted. */
static lt_status set_slowly(lt_csv_reader *reader, uint32_t row,
                            const lt_csv_target *target, const char *text,
                            size_t length, lt_error *err)
{
    lt_status status =
        lt_facts_set(reader->facts, reader->fact, row, target->column, text,
                     length, reader->diagnostics, err);

    if (status == LT_OK && target->kind == LT_CSV_NUMBER)
        reader->facts->tables[reader->fact].number[target->column][row] *=
            target->scale;
    return status;
}

static inline lt_status set_cell(lt_csv_reader *reader, uint32_t row,
                                 lt_csv_target *target,
                                 const lt_csv_field *field, lt_error *err)
{
    lt_fact_rows *rows = &reader->facts->tables[reader->fact];
    lt_symbol *cell = NULL;
    double number = NAN;
    size_t length = 0;
    const char *text = trimmed(field, &length);

    if (target->kind == LT_CSV_NOWHERE ||
        (length == 0 && target->kind == LT_CSV_EXTRA))
        return LT_OK;
    if (target->kind == LT_CSV_NUMBER &&
        lt_number_parse(&number, text, length) &&
        (number >= 0.0 || target->negative)) {
        rows->number[target->column][row] = number * target->scale;
        return LT_OK;
    }
    if (target->kind == LT_CSV_TEXT && length > 0)
        cell = &rows->text[target->column][row];
    else if (target->kind == LT_CSV_EXTRA)
        cell = &rows->extras[target->column].cells[row];
    else
        return set_slowly(reader, row, target, text, length, err);
    *cell = symbol_of(reader->facts->pool, target, text, length);
    if (*cell != LT_SYMBOL_NONE)
        return LT_OK;
    *cell = 0;
    target->last = 0;
    return lt_fail_memory(err, "texts");
}

/* Too many fields are fine where those without a header are blank. */
static int fits(const lt_csv_reader *reader)
{
    const lt_csv_scan *scan = &reader->scan;

    if (scan->field_count < reader->width ||
        scan->field_count > LT_CSV_FIELDS_MAX)
        return 0;
    for (uint32_t i = 0; i < scan->field_count; i++) {
        size_t length = 0;

        if (i < reader->width && reader->headers[i][0] != '\0')
            continue;
        (void)trimmed(&scan->fields[i], &length);
        if (length > 0)
            return 0;
    }
    return 1;
}

/* Note why the record is no row. */
static void refuse(lt_csv_reader *reader)
{
    const lt_csv_scan *scan = &reader->scan;
    char found[64];
    char expected[64];

    reader->facts->skipped++;
    if (scan->stray != 0) {
        const uint32_t length = scan->stray_text.length;

        (void)snprintf(found, sizeof(found), "%.*s",
                       (int)(length < 40 ? length : 40), scan->stray_text.text);
        lt_diagnose(reader->diagnostics, LT_E_STRAY_QUOTE,
                    lt_csv_place(reader, scan->record_line, scan->stray), found,
                    NULL, NULL);
        return;
    }
    (void)snprintf(found, sizeof(found), "%u", scan->field_count);
    (void)snprintf(expected, sizeof(expected), "%u", reader->width);
    lt_diagnose(reader->diagnostics, LT_E_RAGGED_ROW,
                lt_csv_place(reader, scan->record_line, 0), found, expected,
                NULL);
}

lt_status lt_csv_row(lt_csv_reader *reader, lt_error *err)
{
    const lt_csv_scan *scan = &reader->scan;
    uint32_t row = 0;
    lt_status status = LT_OK;

    reader->facts->records++;
    if (scan->stray != 0 ||
        (scan->field_count != reader->width && !fits(reader))) {
        refuse(reader);
        return LT_OK;
    }
    LT_TRY(lt_facts_add_row(&row, reader->facts, reader->fact,
                            scan->record_line, err));
    for (uint32_t i = 0; i < reader->width; i++)
        LT_TRY(set_cell(reader, row, &reader->targets[i], &scan->fields[i],
                        err));
    if (reader->unit != 0)
        reader->facts->tables[reader->fact].text[reader->unit_column][row] =
            reader->unit;

cleanup:
    return status;
}
