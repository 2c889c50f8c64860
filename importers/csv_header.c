/* The first record of a file: which field goes where. */
#include "importers/csv_parts.h"

#include "graph/units.h"

#include <stdio.h>
#include <string.h>

enum { LIST_BYTES = 400, UNIT_BYTES = 64 };

lt_status lt_csv_headers(lt_csv_reader *reader, lt_error *err)
{
    const lt_csv_scan *scan = &reader->scan;
    uint32_t count = scan->field_count;

    if (count > LT_CSV_FIELDS_MAX)
        return lt_fail(err, LT_ERR_LIMIT, "%s: %u columns are too many",
                       reader->path, count);
    reader->headers =
        lt_arena_take(&reader->arena, count * sizeof(*reader->headers));
    if (reader->headers == NULL)
        return lt_fail_memory(err, "headers");
    reader->width = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t length = scan->fields[i].length;
        const char *text = lt_cell_trim(scan->fields[i].text, &length);

        reader->headers[i] = lt_arena_copy(&reader->arena, text, length);
        if (reader->headers[i] == NULL)
            return lt_fail_memory(err, "headers");
        /* Blank fields at the end are no columns. */
        if (length > 0)
            reader->width = i + 1;
    }
    return LT_OK;
}

/* Write "a, b, c" as far as there is room. */
static void append(char *list, const char *name)
{
    const size_t used = strlen(list);

    if (used + strlen(name) + 3 < LIST_BYTES)
        (void)snprintf(list + used, LIST_BYTES - used, "%s%s",
                       used == 0 ? "" : ", ", name);
}

static void list_headers(char *list, const lt_csv_reader *reader)
{
    list[0] = '\0';
    for (uint32_t i = 0; i < reader->width; i++)
        append(list, reader->headers[i]);
}

static void label(char *out, const lt_csv_reader *reader, uint32_t column)
{
    lt_column_label(out, LIST_BYTES,
                    &lt_fact_specs[reader->fact].columns[column],
                    reader->diagnostics == NULL ? LT_EN
                                                : reader->diagnostics->lang);
}

/* Note what keeps the header from being one; 1 when nothing does. */
static int check_header(const lt_csv_reader *reader, const uint16_t *fields,
                        uint32_t twice)
{
    const lt_fact_spec *spec = &lt_fact_specs[reader->fact];
    const uint32_t line = reader->scan.record_line;
    char found[LIST_BYTES];
    char needed[LIST_BYTES] = "";
    char name[LIST_BYTES];
    uint32_t known = 0;
    int usable = 1;

    list_headers(found, reader);
    for (uint32_t c = 0; c < spec->column_count; c++) {
        known += fields[c] != 0;
        label(name, reader, c);
        if (spec->columns[c].required)
            append(needed, name);
    }
    if (known == 0) {
        lt_diagnose(reader->diagnostics, LT_E_NO_HEADER,
                    lt_csv_place(reader, line, 0), found, spec->name, needed);
        return 0;
    }
    if (twice != UINT32_MAX) {
        lt_diagnose(reader->diagnostics, LT_E_COLUMN_TWICE,
                    lt_csv_place(reader, line, twice + 1),
                    reader->headers[twice], NULL, NULL);
        usable = 0;
    }
    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (fields[c] != 0 || !spec->columns[c].required)
            continue;
        label(name, reader, c);
        lt_diagnose(reader->diagnostics, LT_E_COLUMN_MISSING,
                    lt_csv_place(reader, line, 0), name, spec->name, found);
        usable = 0;
    }
    return usable;
}

/* The column `unit` of a table speaks of these. */
static int has_unit(lt_fact fact, uint32_t column, uint32_t *unit)
{
    static const struct {
        lt_fact fact;
        uint32_t column;
        uint32_t unit;
    } amounts[] = {
        {LT_PROCESSES, LT_PROCESS_MIN_SCALE, LT_PROCESS_UNIT},
        {LT_CAPACITIES, LT_CAPACITY_CAPACITY, LT_CAPACITY_UNIT},
        {LT_CAPACITIES, LT_CAPACITY_OUTPUT, LT_CAPACITY_UNIT},
        {LT_SUPPLIES, LT_SUPPLY_AMOUNT, LT_SUPPLY_UNIT},
        {LT_DEMANDS, LT_DEMAND_AMOUNT, LT_DEMAND_UNIT},
        {LT_TARGETS, LT_TARGET_BASE, LT_TARGET_UNIT},
        {LT_TARGETS, LT_TARGET_TARGET, LT_TARGET_UNIT},
        {LT_TARGETS, LT_TARGET_ACTUAL, LT_TARGET_UNIT},
        {LT_PROJECTS, LT_PROJECT_CAPACITY, LT_PROJECT_UNIT},
        {LT_STATEMENTS, LT_STATEMENT_VALUE, LT_STATEMENT_UNIT},
    };

    for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++)
        if (amounts[i].fact == fact && amounts[i].column == column) {
            *unit = amounts[i].unit;
            return 1;
        }
    return 0;
}

/* The unit written behind a header; 0 where there is none. */
static int header_unit(lt_unit *unit, char *text, const char *header)
{
    const char *at = NULL;
    size_t length = 0;

    (void)lt_fact_bare(header, &at, &length);
    if (at == NULL || length == 0 || length >= UNIT_BYTES)
        return 0;
    memcpy(text, at, length);
    text[length] = '\0';
    return lt_unit_parse(unit, text);
}

/* A unit in a header holds for the whole column: it fills the unit column the
 * file lacks, or tells how many 元 a number means. */
static lt_status apply_unit(lt_csv_reader *reader, const uint16_t *fields,
                            uint32_t column, lt_unit *first, lt_error *err)
{
    lt_csv_target *target = &reader->targets[fields[column] - 1];
    char text[UNIT_BYTES];
    lt_unit unit = LT_UNIT_NONE;
    uint32_t unit_column = 0;

    if (target->kind != LT_CSV_NUMBER ||
        !header_unit(&unit, text, reader->headers[fields[column] - 1]))
        return LT_OK;
    if (!has_unit(reader->fact, column, &unit_column)) {
        if (unit.dimension == LT_DIMENSION_MONEY)
            target->scale = unit.factor;
        return LT_OK;
    }
    if (fields[unit_column] != 0)
        return LT_OK;
    if (reader->unit == 0) {
        *first = unit;
        reader->unit_column = unit_column;
        reader->unit = lt_pool_add(reader->facts->pool, text, strlen(text));
        if (reader->unit != LT_SYMBOL_NONE)
            return LT_OK;
        reader->unit = 0;
        return lt_fail_memory(err, "units");
    }
    if (lt_unit_compatible(unit, *first))
        target->scale = lt_unit_convert(1.0, unit, *first);
    else
        lt_diagnose(
            reader->diagnostics, LT_E_UNIT_MISMATCH,
            lt_csv_place(reader, reader->scan.record_line, fields[column]),
            text, lt_pool_text(reader->facts->pool, reader->unit), NULL);
    return LT_OK;
}

static void known_target(lt_csv_target *target, const lt_column_spec *spec,
                         uint32_t column)
{
    *target = (lt_csv_target){.column = column, .scale = 1.0};
    switch (spec->cell) {
    case LT_CELL_TEXT:
        target->kind = LT_CSV_TEXT;
        break;
    case LT_CELL_NUMBER:
    case LT_CELL_AMOUNT:
        target->kind = LT_CSV_NUMBER;
        target->negative = spec->cell == LT_CELL_NUMBER;
        break;
    case LT_CELL_YEAR:
    case LT_CELL_CHOICE:
        target->kind = LT_CSV_CHECKED;
        break;
    }
}

/* Fields with a header that no column answers to. */
static uint32_t take_extras(lt_csv_reader *reader, const char **names,
                            uint32_t *fields)
{
    const lt_fact_spec *spec = &lt_fact_specs[reader->fact];
    uint32_t count = 0;

    for (uint32_t i = 0; i < reader->width; i++) {
        if (reader->targets[i].kind != LT_CSV_NOWHERE ||
            reader->headers[i][0] == '\0')
            continue;
        names[count] = reader->headers[i];
        fields[count++] = i;
        lt_diagnose(reader->diagnostics, LT_W_UNKNOWN_COLUMN,
                    lt_csv_place(reader, reader->scan.record_line, i + 1),
                    reader->headers[i], spec->name, NULL);
    }
    return count;
}

/* Announce the rows of a header that is in order. */
static lt_status open_rows(lt_csv_reader *reader, const uint16_t *fields,
                           lt_error *err)
{
    const size_t width = reader->width;
    const char **names = lt_arena_take(&reader->arena, width * sizeof(*names));
    uint32_t *at = lt_arena_take(&reader->arena, width * sizeof(*at));
    uint32_t *extras = lt_arena_take(&reader->arena, width * sizeof(*extras));
    uint16_t opened[LT_FACT_COLUMNS_MAX];
    uint32_t extra_count = 0;
    uint32_t file = 0;
    lt_status status = LT_OK;

    if (names == NULL || at == NULL || extras == NULL)
        return lt_fail_memory(err, "headers");
    extra_count = take_extras(reader, names, at);
    memcpy(opened, fields, sizeof(opened));
    /* The column is opened as though the file had it … */
    if (reader->unit != 0)
        for (uint32_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
            if (opened[c] != 0 && has_unit(reader->fact, c, &file) &&
                opened[reader->unit_column] == 0)
                opened[reader->unit_column] = opened[c];
    reader->mark = lt_facts_here(reader->facts, reader->fact);
    reader->opened = 1;
    LT_TRY(lt_facts_add_file(&file, reader->facts, reader->path, NULL, err));
    /* … and its faults are then pointed out at the header that has the unit. */
    LT_TRY(lt_facts_open(reader->facts, reader->fact, file, opened, names,
                         extra_count, extras, err));
    for (uint32_t i = 0; i < extra_count; i++)
        reader->targets[at[i]] =
            (lt_csv_target){.kind = LT_CSV_EXTRA, .column = extras[i]};

cleanup:
    return status;
}

lt_status lt_csv_targets(int *usable, lt_csv_reader *reader, lt_error *err)
{
    const lt_fact_spec *spec = &lt_fact_specs[reader->fact];
    uint16_t fields[LT_FACT_COLUMNS_MAX] = {0};
    const uint32_t twice =
        lt_fact_map(fields, reader->fact, reader->headers, reader->width);
    lt_unit first = LT_UNIT_NONE;
    lt_status status = LT_OK;

    *usable = check_header(reader, fields, twice);
    if (!*usable)
        return LT_OK;
    reader->unit = 0;
    reader->targets =
        lt_arena_take(&reader->arena, reader->width * sizeof(lt_csv_target));
    if (reader->targets == NULL)
        return lt_fail_memory(err, "headers");
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (fields[c] != 0)
            known_target(&reader->targets[fields[c] - 1], &spec->columns[c], c);
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (fields[c] != 0)
            LT_TRY(apply_unit(reader, fields, c, &first, err));
    LT_TRY(open_rows(reader, fields, err));

cleanup:
    return status;
}
