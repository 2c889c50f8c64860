#include "importers/intake.h"

#include "graph/alloc.h"
#include "graph/units.h"
#include "importers/header.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_AT_ONCE = 64 };

/* White space is rare: a glance at the first and the last byte tells. */
static inline lt_span trimmed(lt_span span)
{
    const unsigned char *text = (const unsigned char *)span.text;
    unsigned char first = 0;
    unsigned char last = 0;

    if (span.length == 0)
        return span;
    first = text[0];
    last = text[span.length - 1];
    if (first <= ' ' || last <= ' ' || first == 0xC2 || first == 0xE3 ||
        first == 0xEF || last == 0x80 || last == 0xA0 || last == 0xBF)
        span.text = lt_cell_trim(span.text, &span.length);
    return span;
}

int lt_record_is_blank(const lt_record *record)
{
    for (uint32_t i = 0; i < record->count; i++)
        if (trimmed(record->fields[i]).length > 0)
            return 0;
    return 1;
}

/* Names of the fields that no column is, each its own. */
static lt_status name_extras(const char **names, lt_arena *arena,
                             const lt_intake *intake,
                             const char *const *headers, lt_error *err)
{
    for (uint32_t i = 0; i < intake->extra_count; i++) {
        const uint32_t field = intake->extra_fields[i];
        int is_own = headers[field][0] != '\0';

        for (uint32_t before = 0; before < i && is_own; before++)
            is_own = strcmp(headers[intake->extra_fields[before]],
                            headers[field]) != 0;
        names[i] =
            is_own ? headers[field]
                   : lt_arena_format(arena, "%s#%u", headers[field], field + 1);
        if (names[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    return LT_OK;
}

/* Find the fields that no column is. */
static lt_status find_extras(lt_intake *intake, const lt_header *header,
                             lt_error *err)
{
    intake->extra_fields =
        lt_alloc_array(header->count, sizeof(*intake->extra_fields));
    intake->extra_columns =
        lt_alloc_array(header->count, sizeof(*intake->extra_columns));
    if (intake->extra_fields == NULL || intake->extra_columns == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < header->count; i++) {
        int is_known = 0;

        for (size_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
            is_known |= header->fields[c] == i + 1;
        if (!is_known)
            intake->extra_fields[intake->extra_count++] = i;
    }
    return LT_OK;
}

/* Sort the columns by how their cells are read. */
static void sort_columns(lt_intake *intake, const lt_header *header,
                         const lt_header_units *units)
{
    const lt_fact_spec *spec = &lt_fact_specs[intake->fact];
    const lt_fact_rows *rows = &intake->facts->tables[intake->fact];

    for (uint32_t c = 0; c < spec->column_count; c++) {
        const lt_intake_cell cell = {header->fields[c] - 1U, c,
                                     units->factor[c], units->per[c]};

        if (header->fields[c] == 0) {
            if (rows->text[c] != NULL || rows->number[c] != NULL)
                intake->blanks[intake->blank_count++] = c;
        } else if (spec->columns[c].cell == LT_CELL_TEXT) {
            intake->texts[intake->text_count++] = cell;
        } else {
            intake->others[intake->other_count++] = cell;
        }
    }
}

/* Announce the columns; the unit of the header is a column of its own. */
static lt_status open_table(lt_intake *intake, const lt_header *header,
                            const lt_header_units *units, lt_error *err)
{
    const uint32_t unit_column = lt_unit_column(intake->fact);
    lt_facts *facts = intake->facts;
    const lt_fact_rows *rows = &facts->tables[intake->fact];
    lt_arena arena = LT_ARENA_EMPTY;
    uint16_t fields[LT_FACT_COLUMNS_MAX];
    const char **names = lt_alloc_array(header->count, sizeof(*names));
    lt_status status = LT_OK;

    if (names == NULL)
        return lt_fail_memory(err, "columns");
    memcpy(fields, header->fields, sizeof(fields));
    if (units->unit != NULL) {
        intake->unit =
            lt_pool_add(facts->pool, units->unit, units->unit_length);
        if (intake->unit == LT_SYMBOL_NONE) {
            status = lt_fail_memory(err, "texts");
            goto cleanup;
        }
        if (fields[unit_column] == 0)
            fields[unit_column] = fields[units->unit_from];
    }
    LT_TRY(name_extras(names, &arena, intake, header->names, err));
    LT_TRY(lt_facts_open(facts, intake->fact, intake->file, fields, names,
                         intake->extra_count, intake->extra_columns, err));
    intake->is_own_extra = lt_alloc_array(rows->extra_count, 1);
    if (intake->is_own_extra == NULL) {
        status = lt_fail_memory(err, "columns");
        goto cleanup;
    }
    for (uint32_t i = 0; i < intake->extra_count; i++)
        intake->is_own_extra[intake->extra_columns[i]] = 1;
cleanup:
    free(names);
    lt_arena_clear(&arena);
    return status;
}

static lt_status make_batch(lt_intake *intake, lt_error *err)
{
    const size_t columns = (size_t)intake->text_count + intake->extra_count;

    intake->spans =
        lt_alloc_array(columns * ROWS_AT_ONCE, sizeof(*intake->spans));
    intake->symbols =
        lt_alloc_array(columns * ROWS_AT_ONCE, sizeof(*intake->symbols));
    return intake->spans == NULL || intake->symbols == NULL
               ? lt_fail_memory(err, "rows")
               : LT_OK;
}

lt_status lt_intake_open(lt_intake *intake, lt_facts *facts, lt_fact fact,
                         uint32_t file, uint32_t line,
                         const char *const *headers, uint32_t count,
                         lt_diagnostics *diagnostics, lt_error *err)
{
    const lt_fact_file *place = &facts->files[file];
    lt_header header = {.fact = fact,
                        .file = lt_pool_text(facts->pool, place->path),
                        .line = line,
                        .names = headers,
                        .count = count};
    lt_header_units units;
    lt_status status = LT_OK;

    *intake = (lt_intake){
        .facts = facts, .diagnostics = diagnostics, .fact = fact, .file = file};
    if (place->sheet != 0)
        header.sheet = lt_pool_text(facts->pool, place->sheet);
    if (!lt_header_read(&header, diagnostics))
        return LT_OK;
    LT_TRY(lt_header_note_unknown(&header, diagnostics, err));
    lt_header_read_units(&units, &header, diagnostics);
    LT_TRY(find_extras(intake, &header, err));
    LT_TRY(open_table(intake, &header, &units, err));
    sort_columns(intake, &header, &units);
    LT_TRY(make_batch(intake, err));
    intake->is_usable = 1;

cleanup:
    if (status != LT_OK)
        lt_intake_close(intake);
    return status;
}

void lt_intake_close(lt_intake *intake)
{
    free(intake->extra_fields);
    free(intake->extra_columns);
    free(intake->is_own_extra);
    free(intake->spans);
    free(intake->symbols);
    *intake = (lt_intake){.is_usable = 0};
}

/* Intern the texts of the rows, those of a row side by side. */
static lt_status add_texts(lt_intake *intake, const lt_record *const *records,
                           uint32_t count, lt_error *err)
{
    lt_span *span = intake->spans;

    for (uint32_t r = 0; r < count; r++) {
        const lt_span *fields = records[r]->fields;

        for (uint32_t t = 0; t < intake->text_count; t++)
            *span++ = trimmed(fields[intake->texts[t].field]);
        for (uint32_t i = 0; i < intake->extra_count; i++)
            *span++ = trimmed(fields[intake->extra_fields[i]]);
    }
    return lt_pool_add_all(intake->facts->pool, intake->symbols, intake->spans,
                           (size_t)(span - intake->spans))
               ? LT_OK
               : lt_fail_memory(err, "texts");
}

static void blank_columns(const lt_intake *intake, uint32_t row)
{
    lt_fact_rows *rows = &intake->facts->tables[intake->fact];

    for (uint32_t i = 0; i < intake->blank_count; i++) {
        const uint32_t column = intake->blanks[i];

        if (rows->text[column] != NULL)
            rows->text[column][row] = 0;
        else
            rows->number[column][row] = NAN;
    }
    for (uint32_t i = 0; i < rows->extra_count; i++)
        if (!intake->is_own_extra[i])
            rows->extras[i].cells[row] = 0;
}

/* 元/吨 becomes 元 per unit of the row. */
static double per_unit(const lt_intake *intake, const lt_intake_cell *cell,
                       uint32_t row, double number)
{
    const lt_symbol *units =
        intake->facts->tables[intake->fact].text[lt_unit_column(intake->fact)];
    lt_unit unit = LT_UNIT_NONE;

    if (units != NULL &&
        lt_unit_parse(&unit, lt_pool_text(intake->facts->pool, units[row])) &&
        lt_unit_compatible(unit, cell->per))
        number *= lt_unit_convert(1.0, unit, cell->per);
    return number;
}

/* Four digits: the usual way to write a year. */
static int read_year(double *year, lt_span span)
{
    int value = 0;

    if (span.length != 4 || span.text[0] == '0')
        return 0;
    for (size_t i = 0; i < span.length; i++) {
        if (span.text[i] < '0' || span.text[i] > '9')
            return 0;
        value = value * 10 + (span.text[i] - '0');
    }
    *year = value;
    return 1;
}

/* What is plainly a cell of the column; the rest lt_facts_set looks into. */
static int read_plain(double *number, lt_cell cell, lt_span span)
{
    if (cell == LT_CELL_YEAR)
        return read_year(number, span);
    return lt_number_parse(number, span.text, span.length) &&
           !(cell == LT_CELL_AMOUNT && *number < 0.0);
}

/* A cell that is not plainly a number. Its unit may be the first of the table:
 * rows to come leave that column blank. */
static lt_status set_written(lt_intake *intake, const lt_intake_cell *cell,
                             uint32_t row, lt_span span, int *has_unit,
                             lt_error *err)
{
    const uint32_t unit_column = lt_unit_column(intake->fact);
    const lt_fact_rows *rows = &intake->facts->tables[intake->fact];
    const int was_there =
        unit_column == UINT32_MAX || rows->text[unit_column] != NULL;
    lt_status status = lt_facts_set_amount(intake->facts, intake->fact, row,
                                           cell->column, span.text, span.length,
                                           has_unit, intake->diagnostics, err);

    if (!was_there && rows->text[unit_column] != NULL)
        intake->blanks[intake->blank_count++] = unit_column;
    return status;
}

static lt_status set_number(lt_intake *intake, const lt_intake_cell *cell,
                            uint32_t row, lt_span span, lt_error *err)
{
    const lt_column_spec *spec =
        &lt_fact_specs[intake->fact].columns[cell->column];
    double *number =
        &intake->facts->tables[intake->fact].number[cell->column][row];
    int has_unit = 0;
    lt_status status = LT_OK;

    if (!read_plain(number, spec->cell, span)) {
        *number = NAN;
        status = set_written(intake, cell, row, span, &has_unit, err);
    }
    if (cell->factor != 1.0 && !has_unit)
        *number *= cell->factor;
    if (cell->per.dimension != LT_DIMENSION_NONE)
        *number = per_unit(intake, cell, row, *number);
    return status;
}

static lt_status set_texts(lt_intake *intake, const lt_symbol *symbols,
                           uint32_t row, lt_error *err)
{
    lt_fact_rows *rows = &intake->facts->tables[intake->fact];
    const lt_column_spec *columns = lt_fact_specs[intake->fact].columns;
    lt_status status = LT_OK;

    for (uint32_t t = 0; t < intake->text_count; t++) {
        const uint32_t column = intake->texts[t].column;

        rows->text[column][row] = symbols[t];
        if (symbols[t] == 0 && columns[column].required)
            LT_TRY(lt_facts_set(intake->facts, intake->fact, row, column, "", 0,
                                intake->diagnostics, err));
    }
    for (uint32_t i = 0; i < intake->extra_count; i++)
        rows->extras[intake->extra_columns[i]].cells[row] =
            symbols[intake->text_count + i];
    if (intake->unit != 0) {
        lt_symbol *unit = &rows->text[lt_unit_column(intake->fact)][row];

        *unit = *unit == 0 ? intake->unit : *unit;
    }
cleanup:
    return status;
}

static lt_status set_choice(lt_intake *intake, const lt_intake_cell *cell,
                            uint32_t row, lt_span span, lt_error *err)
{
    intake->facts->tables[intake->fact].text[cell->column][row] = 0;
    return lt_facts_set(intake->facts, intake->fact, row, cell->column,
                        span.text, span.length, intake->diagnostics, err);
}

static lt_status set_row(lt_intake *intake, const lt_record *record,
                         const lt_symbol *symbols, uint32_t row, lt_error *err)
{
    const lt_fact_rows *rows = &intake->facts->tables[intake->fact];
    lt_status status = LT_OK;

    rows->line[row] = record->line;
    blank_columns(intake, row);
    LT_TRY(set_texts(intake, symbols, row, err));
    for (uint32_t i = 0; i < intake->other_count; i++) {
        const lt_intake_cell *cell = &intake->others[i];
        const lt_span span = trimmed(record->fields[cell->field]);

        LT_TRY(rows->number[cell->column] != NULL
                   ? set_number(intake, cell, row, span, err)
                   : set_choice(intake, cell, row, span, err));
    }
cleanup:
    return status;
}

/* At most ROWS_AT_ONCE rows. */
static lt_status take_some(lt_intake *intake, const lt_record *records,
                           uint32_t count, lt_error *err)
{
    const size_t columns = (size_t)intake->text_count + intake->extra_count;
    lt_fact_rows *rows = &intake->facts->tables[intake->fact];
    const lt_record *taken[ROWS_AT_ONCE];
    uint32_t taken_count = 0;
    uint32_t first = rows->count;
    lt_status status = LT_OK;

    for (uint32_t r = 0; r < count; r++)
        if (!lt_record_is_blank(&records[r]))
            taken[taken_count++] = &records[r];
    LT_TRY(lt_facts_reserve(intake->facts, intake->fact, taken_count, err));
    LT_TRY(add_texts(intake, taken, taken_count, err));
    for (uint32_t r = 0; r < taken_count; r++) {
        rows->count = first + r + 1;
        LT_TRY(set_row(intake, taken[r], intake->symbols + r * columns,
                       first + r, err));
    }
cleanup:
    return status;
}

lt_status lt_intake_rows(lt_intake *intake, const lt_record *records,
                         uint32_t count, lt_error *err)
{
    lt_status status = LT_OK;

    for (uint32_t r = 0; r < count; r += ROWS_AT_ONCE) {
        const uint32_t left = count - r;

        LT_TRY(take_some(intake, records + r,
                         left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE, err));
    }
cleanup:
    return status;
}
