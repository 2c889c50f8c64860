#include "graph/facts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROWS = 64 };

/* The last row has a number below LT_NONE. */
static const uint32_t ROWS_MAX = UINT32_MAX - 1;

lt_facts *lt_facts_new(void)
{
    lt_facts *facts = lt_alloc_array(1, sizeof(*facts));

    if (facts == NULL)
        return NULL;
    facts->pool = lt_pool_new();
    if (facts->pool == NULL) {
        free(facts);
        return NULL;
    }
    return facts;
}

static void clear_rows(lt_fact_rows *rows)
{
    free(rows->line);
    for (size_t c = 0; c < LT_FACT_COLUMNS_MAX; c++) {
        free(rows->text[c]);
        free(rows->number[c]);
    }
    for (uint32_t i = 0; i < rows->extra_count; i++)
        free(rows->extras[i].cells);
    free(rows->extras);
    free(rows->segments);
}

void lt_facts_free(lt_facts *facts)
{
    if (facts == NULL)
        return;
    for (size_t fact = 0; fact < LT_FACT_COUNT; fact++)
        clear_rows(&facts->tables[fact]);
    free(facts->files);
    free(facts->aliases);
    lt_pool_free(facts->pool);
    free(facts);
}

static lt_status add_text(lt_symbol *out, lt_facts *facts, const char *text,
                          lt_error *err)
{
    *out = lt_pool_add(facts->pool, text, strlen(text));
    return *out == LT_SYMBOL_NONE ? lt_fail_memory(err, "texts") : LT_OK;
}

lt_status lt_facts_add_file(uint32_t *file, lt_facts *facts, const char *path,
                            const char *sheet, lt_error *err)
{
    lt_fact_file *files = lt_grow_array(
        facts->files, (size_t)facts->file_count + 1, sizeof(*files));
    lt_fact_file *added = NULL;
    lt_status status = LT_OK;

    if (files == NULL)
        return lt_fail_memory(err, "files");
    facts->files = files;
    added = &files[facts->file_count];
    *added = (lt_fact_file){0, 0, 0, 0};
    LT_TRY(add_text(&added->path, facts, path, err));
    if (sheet != NULL)
        LT_TRY(add_text(&added->sheet, facts, sheet, err));
    *file = facts->file_count++;

cleanup:
    return status;
}

static int is_number(lt_cell cell)
{
    return cell == LT_CELL_NUMBER || cell == LT_CELL_AMOUNT ||
           cell == LT_CELL_YEAR;
}

/* A column that rows so far did not have: blank for all of them. */
static lt_status open_column(lt_fact_rows *rows, const lt_column_spec *spec,
                             uint32_t column, lt_error *err)
{
    if (rows->text[column] != NULL || rows->number[column] != NULL)
        return LT_OK;
    if (!is_number(spec->cell)) {
        rows->text[column] = lt_alloc_array(rows->room, sizeof(lt_symbol));
        return rows->text[column] == NULL ? lt_fail_memory(err, spec->name)
                                          : LT_OK;
    }
    rows->number[column] = lt_alloc_array(rows->room, sizeof(double));
    if (rows->number[column] == NULL)
        return lt_fail_memory(err, spec->name);
    for (uint32_t row = 0; row < rows->count; row++)
        rows->number[column][row] = NAN;
    return LT_OK;
}

lt_status lt_facts_open_column(lt_facts *facts, lt_fact fact, uint32_t column,
                               lt_error *err)
{
    return open_column(&facts->tables[fact],
                       &lt_fact_specs[fact].columns[column], column, err);
}

static lt_status open_extra(uint32_t *out, lt_facts *facts, lt_fact_rows *rows,
                            const char *name, lt_error *err)
{
    lt_symbol symbol = 0;
    lt_extra_column *extras = NULL;
    lt_status status = add_text(&symbol, facts, name, err);

    if (status != LT_OK)
        return status;
    for (*out = 0; *out < rows->extra_count; (*out)++)
        if (rows->extras[*out].name == symbol)
            return LT_OK;
    if (rows->extra_count == LT_EXTRA_COLUMNS_MAX)
        return lt_fail(err, LT_ERR_LIMIT, "more than %d unknown columns",
                       LT_EXTRA_COLUMNS_MAX);
    extras = lt_grow_array(rows->extras, (size_t)rows->extra_count + 1,
                           sizeof(*extras));
    if (extras == NULL)
        return lt_fail_memory(err, "columns");
    rows->extras = extras;
    extras[*out].name = symbol;
    extras[*out].cells = lt_alloc_array(rows->room, sizeof(lt_symbol));
    if (extras[*out].cells == NULL)
        return lt_fail_memory(err, "columns");
    rows->extra_count++;
    return LT_OK;
}

lt_status lt_facts_open(lt_facts *facts, lt_fact fact, uint32_t file,
                        const uint16_t *fields, const char *const *extra_names,
                        uint32_t extra_count, uint32_t *extras, lt_error *err)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];
    lt_fact_rows *rows = &facts->tables[fact];
    lt_segment *segments = lt_grow_array(
        rows->segments, (size_t)rows->segment_count + 1, sizeof(*segments));
    lt_segment *segment = NULL;
    lt_status status = LT_OK;

    if (segments == NULL)
        return lt_fail_memory(err, "segments");
    rows->segments = segments;
    segment = &segments[rows->segment_count];
    *segment = (lt_segment){rows->count, file, {0}};
    for (uint32_t c = 0; c < spec->column_count; c++) {
        segment->field[c] = fields[c];
        if (fields[c] != 0)
            LT_TRY(open_column(rows, &spec->columns[c], c, err));
    }
    for (uint32_t i = 0; i < extra_count; i++)
        LT_TRY(open_extra(&extras[i], facts, rows, extra_names[i], err));
    rows->segment_count++;

cleanup:
    return status;
}

static int grow_symbols(lt_symbol **column, size_t room)
{
    lt_symbol *grown = NULL;

    if (*column == NULL)
        return 1;
    grown = lt_grow_array(*column, room, sizeof(*grown));
    if (grown == NULL)
        return 0;
    *column = grown;
    return 1;
}

static int grow_numbers(double **column, size_t room)
{
    double *grown = NULL;

    if (*column == NULL)
        return 1;
    grown = lt_grow_array(*column, room, sizeof(*grown));
    if (grown == NULL)
        return 0;
    *column = grown;
    return 1;
}

/* Columns that have grown keep what they have when a later one cannot. */
static lt_status make_room(lt_fact_rows *rows, size_t room, lt_error *err)
{
    uint32_t *line = lt_grow_array(rows->line, room, sizeof(*line));
    int done = line != NULL;

    if (line != NULL)
        rows->line = line;
    for (size_t c = 0; done && c < LT_FACT_COLUMNS_MAX; c++)
        done = grow_symbols(&rows->text[c], room) &&
               grow_numbers(&rows->number[c], room);
    for (uint32_t i = 0; done && i < rows->extra_count; i++)
        done = grow_symbols(&rows->extras[i].cells, room);
    if (!done)
        return lt_fail_memory(err, "rows");
    rows->room = (uint32_t)room;
    return LT_OK;
}

lt_status lt_facts_reserve(lt_facts *facts, lt_fact fact, uint32_t rows,
                           lt_error *err)
{
    lt_fact_rows *table = &facts->tables[fact];
    const size_t needed = (size_t)table->count + rows;
    size_t room = table->room < FIRST_ROWS ? FIRST_ROWS : table->room;

    if (needed <= table->room)
        return LT_OK;
    if (needed > ROWS_MAX)
        return lt_fail(err, LT_ERR_LIMIT, "%s: more than %u rows",
                       lt_fact_specs[fact].name, ROWS_MAX);
    while (room < needed)
        room *= 2;
    return make_room(table, room < ROWS_MAX ? room : ROWS_MAX, err);
}

lt_facts_mark lt_facts_here(const lt_facts *facts, lt_fact fact)
{
    const lt_fact_rows *rows = &facts->tables[fact];

    return (lt_facts_mark){rows->count, rows->segment_count, rows->extra_count,
                           facts->records, facts->skipped};
}

void lt_facts_rollback(lt_facts *facts, lt_fact fact, lt_facts_mark mark)
{
    lt_fact_rows *rows = &facts->tables[fact];

    while (rows->extra_count > mark.extra_count)
        free(rows->extras[--rows->extra_count].cells);
    rows->count = mark.count;
    rows->segment_count = mark.segment_count;
    facts->records = mark.records;
    facts->skipped = mark.skipped;
}

lt_status lt_facts_add_row(uint32_t *row, lt_facts *facts, lt_fact fact,
                           uint32_t line, lt_error *err)
{
    lt_fact_rows *rows = &facts->tables[fact];

    if (rows->count == rows->room) {
        lt_status status = lt_facts_reserve(facts, fact, 1, err);

        if (status != LT_OK)
            return status;
    }
    *row = rows->count++;
    rows->line[*row] = line;
    for (uint32_t c = 0; c < lt_fact_specs[fact].column_count; c++) {
        if (rows->text[c] != NULL)
            rows->text[c][*row] = 0;
        else if (rows->number[c] != NULL)
            rows->number[c][*row] = NAN;
    }
    for (uint32_t i = 0; i < rows->extra_count; i++)
        rows->extras[i].cells[*row] = 0;
    return LT_OK;
}

static void move_row(lt_fact_rows *rows, uint32_t to, uint32_t from)
{
    rows->line[to] = rows->line[from];
    for (size_t c = 0; c < LT_FACT_COLUMNS_MAX; c++) {
        if (rows->text[c] != NULL)
            rows->text[c][to] = rows->text[c][from];
        if (rows->number[c] != NULL)
            rows->number[c][to] = rows->number[c][from];
    }
    for (uint32_t e = 0; e < rows->extra_count; e++)
        rows->extras[e].cells[to] = rows->extras[e].cells[from];
}

void lt_facts_drop_rows(lt_facts *facts, lt_fact fact, const uint8_t *drop)
{
    lt_fact_rows *rows = &facts->tables[fact];
    uint32_t segment = 0;
    uint32_t kept = 0;

    for (uint32_t row = 0; row < rows->count; row++) {
        for (; segment < rows->segment_count &&
               rows->segments[segment].first_row <= row;
             segment++)
            rows->segments[segment].first_row = kept;
        if (drop[row])
            continue;
        if (kept != row)
            move_row(rows, kept, row);
        kept++;
    }
    for (; segment < rows->segment_count; segment++)
        rows->segments[segment].first_row = kept;
    rows->count = kept;
}

uint32_t lt_facts_file_of(const lt_facts *facts, lt_fact fact, uint32_t row)
{
    const lt_fact_rows *rows = &facts->tables[fact];
    uint32_t file = UINT32_MAX;

    for (uint32_t s = 0; s < rows->segment_count; s++)
        if (rows->segments[s].first_row <= row)
            file = rows->segments[s].file;
    return file;
}

uint32_t lt_facts_preference(const lt_facts *facts, lt_fact fact, uint32_t row)
{
    const uint32_t file = lt_facts_file_of(facts, fact, row);

    return file == UINT32_MAX ? 0 : facts->files[file].preference;
}

lt_place lt_facts_place(const lt_facts *facts, lt_fact fact, uint32_t row,
                        uint32_t column)
{
    const lt_fact_rows *rows = &facts->tables[fact];
    lt_place place = LT_PLACE_NONE;
    const lt_segment *segment = NULL;
    const lt_fact_file *file = NULL;
    uint32_t low = 0;
    uint32_t high = rows->segment_count;

    if (row >= rows->count || rows->segment_count == 0)
        return place;
    /* The last segment that begins at or before the row. */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (rows->segments[middle].first_row <= row)
            low = middle;
        else
            high = middle;
    }
    segment = &rows->segments[low];
    file = &facts->files[segment->file];
    place.file = lt_pool_text(facts->pool, file->path);
    if (file->sheet != 0)
        place.sheet = lt_pool_text(facts->pool, file->sheet);
    place.line = rows->line[row];
    if (column < LT_FACT_COLUMNS_MAX)
        place.column = segment->field[column];
    return place;
}

const char *lt_facts_text(const lt_facts *facts, lt_fact fact, uint32_t row,
                          uint32_t column)
{
    const lt_symbol *text = facts->tables[fact].text[column];

    return text == NULL ? "" : lt_pool_text(facts->pool, text[row]);
}

double lt_facts_number(const lt_facts *facts, lt_fact fact, uint32_t row,
                       uint32_t column)
{
    const double *number = facts->tables[fact].number[column];

    return number == NULL ? (double)NAN : number[row];
}
