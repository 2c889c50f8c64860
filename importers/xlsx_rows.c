#include "importers/xlsx_rows.h"

#include "graph/alloc.h"
#include "graph/table.h"
#include "graph/units.h"
#include "importers/xlsx_text.h"

#include <stdlib.h>
#include <string.h>

/* A batch ends early where its texts are long. */
enum {
    BATCH_BYTES = 1 << 20,
    NUMBER_BYTES = 64,
    EXACT_BYTES = 15,
    FILLED_MAX = 2 * LT_XLSX_COLUMNS_MAX /* Merged cells do not overlap. */
};

/* What the attribute t of a cell says. */
enum kind {
    KIND_NUMBER,
    KIND_SHARED,
    KIND_TEXT, /* In the cell itself. */
    KIND_TRUTH,
    KIND_DATE,
    KIND_ERROR
};

int lt_xlsx_reference(const char *text, uint32_t *row, uint32_t *column)
{
    uint32_t letters = 0;
    uint32_t digits = 0;

    text += *text == '$';
    for (; *text >= 'A' && *text <= 'Z' && letters <= LT_XLSX_COLUMNS_MAX;
         text++)
        letters = letters * 26 + (uint32_t)(*text - 'A') + 1;
    text += *text == '$';
    for (; *text >= '0' && *text <= '9' && digits <= LT_XLSX_ROWS_MAX; text++)
        digits = digits * 10 + (uint32_t)(*text - '0');
    *row = digits;
    *column = letters;
    return (*text == '\0' || *text == ':') && letters > 0 && digits > 0 &&
           letters <= LT_XLSX_COLUMNS_MAX && digits <= LT_XLSX_ROWS_MAX;
}

static lt_status refuse_place(const lt_xlsx_rows *rows, const char *place,
                              lt_error *err)
{
    char shown[NUMBER_BYTES];

    (void)snprintf(shown, sizeof(shown), "%.32s", place);
    return lt_package_refuse(
        rows->book->package, LT_E_BAD_WORKBOOK, shown,
        (lt_phrase){"没有这样的单元格", "there is no such row or cell"}, err);
}

lt_status lt_xlsx_open(lt_xlsx_rows *rows, const lt_book *book, size_t sheet,
                       int fill_merged, lt_error *err)
{
    lt_status status = LT_OK;

    memset(rows, 0, sizeof(*rows));
    rows->book = book;
    LT_TRY(lt_bytes_add(&rows->bytes, "", 0, err));
    if (fill_merged)
        LT_TRY(lt_xlsx_merges_read(&rows->merges, book, sheet, err));
    LT_TRY(lt_markup_open(&rows->xml, book->package, book->sheets[sheet].part,
                          err));
cleanup:
    if (status != LT_OK)
        lt_xlsx_close(rows);
    return status;
}

void lt_xlsx_close(lt_xlsx_rows *rows)
{
    lt_markup_close(rows->xml);
    rows->xml = NULL;
    free(rows->cells);
    rows->cells = NULL;
    free(rows->bytes.bytes);
    rows->bytes = (lt_bytes){NULL, 0, 0};
    free(rows->fields);
    rows->fields = NULL;
    lt_xlsx_merges_clear(&rows->merges);
}

static lt_status add_cell(lt_xlsx_rows *rows, lt_xlsx_cell cell, lt_error *err)
{
    const size_t room = rows->cell_room == 0 ? 1024 : rows->cell_room * 2;
    lt_xlsx_cell *cells = NULL;

    if (rows->cell_count == rows->cell_room) {
        cells = lt_grow_array(rows->cells, room, sizeof(*cells));
        if (cells == NULL)
            return lt_fail_memory(err, "cells");
        rows->cells = cells;
        rows->cell_room = room;
    }
    rows->cells[rows->cell_count++] = cell;
    return LT_OK;
}

static enum kind kind_of(const char *type)
{
    if (type == NULL || strcmp(type, "n") == 0)
        return KIND_NUMBER;
    if (strcmp(type, "s") == 0)
        return KIND_SHARED;
    if (strcmp(type, "b") == 0)
        return KIND_TRUTH;
    if (strcmp(type, "d") == 0)
        return KIND_DATE;
    return strcmp(type, "e") == 0 ? KIND_ERROR : KIND_TEXT;
}

static int is_date_style(const lt_book *book, const char *style)
{
    const unsigned long number = style == NULL ? 0 : strtoul(style, NULL, 10);

    return number < book->style_count && book->is_date[number];
}

/* A number as people read it: dates by their style; digits that only binary
 * fractions have, and exponents, go. Others stay as they are written. */
static lt_status take_number(lt_xlsx_rows *rows, lt_xlsx_cell *cell,
                             int is_date, lt_error *err)
{
    const char *text = rows->bytes.bytes + cell->begin;
    char shown[NUMBER_BYTES] = "";
    double number = 0.0;

    if (!is_date && cell->length <= EXACT_BYTES &&
        memchr(text, 'E', cell->length) == NULL)
        return LT_OK;
    if (!lt_number_parse(&number, text, cell->length))
        return LT_OK;
    if (!is_date || !lt_xlsx_date(shown, number, rows->book->is_1904))
        lt_number_text(shown, number);
    rows->bytes.length = cell->begin;
    cell->length = strlen(shown);
    return lt_bytes_add(&rows->bytes, shown, cell->length, err);
}

static lt_status take_shared(const lt_xlsx_rows *rows, lt_xlsx_cell *cell,
                             lt_error *err)
{
    const char *digits = rows->bytes.bytes + cell->begin;
    size_t index = 0;
    size_t at = 0;

    while (at < cell->length && digits[at] >= '0' && digits[at] <= '9' &&
           index < UINT32_MAX)
        index = index * 10 + (size_t)(digits[at++] - '0');
    if (cell->length == 0)
        return LT_OK;
    if (at < cell->length || index >= rows->book->string_count)
        return lt_package_refuse(
            rows->book->package, LT_E_BAD_WORKBOOK, "sharedStrings.xml",
            (lt_phrase){"缺少单元格引用的文本",
                        "a text that a cell refers to is missing"},
            err);
    cell->text = rows->book->strings[index].text;
    cell->length = rows->book->strings[index].length;
    return LT_OK;
}

/* Errors are told only once it is clear that the sheet is a table. */
static void take_error(lt_xlsx_rows *rows, lt_xlsx_cell *cell)
{
    lt_xlsx_error *error = &rows->errors[rows->error_count];

    if (rows->error_count < LT_XLSX_ERRORS_KEPT) {
        *error = (lt_xlsx_error){rows->row, rows->column, ""};
        (void)snprintf(error->text, sizeof(error->text), "%.*s",
                       (int)cell->length, rows->bytes.bytes + cell->begin);
        rows->error_count++;
    }
    cell->length = 0;
}

/* From the bytes of the cell to its value. */
static lt_status take_value(lt_xlsx_rows *rows, lt_xlsx_cell *cell,
                            enum kind kind, int is_date, lt_error *err)
{
    char *text = rows->bytes.bytes + cell->begin;

    cell->length = rows->bytes.length - cell->begin;
    switch (kind) {
    case KIND_NUMBER:
        return take_number(rows, cell, is_date, err);
    case KIND_SHARED:
        return take_shared(rows, cell, err);
    case KIND_TEXT:
        cell->length = lt_xlsx_unescape(text, cell->length);
        return LT_OK;
    case KIND_TRUTH:
        if (cell->length == 0)
            return LT_OK;
        cell->text = text[0] == '1' || text[0] == 't' ? "TRUE" : "FALSE";
        cell->length = strlen(cell->text);
        return LT_OK;
    case KIND_DATE:
        cell->length = lt_xlsx_iso_date(text, cell->length);
        return LT_OK;
    case KIND_ERROR:
        take_error(rows, cell);
        return LT_OK;
    }
    return LT_OK;
}

/* Take an event inside a cell; *is_value: inside <v>; *is_over: the cell has
 * ended. */
static lt_status take_inside(lt_xlsx_rows *rows, lt_markup_event event,
                             int *is_value, int *is_over, lt_error *err)
{
    const lt_markup_name name = lt_markup_name_of(rows->xml);
    const char *text = NULL;

    if (event == LT_MARKUP_TEXT && *is_value) {
        text = lt_markup_text(rows->xml);
        return lt_bytes_add(&rows->bytes, text, strlen(text), err);
    }
    if (event == LT_MARKUP_OPEN) {
        *is_value = name == LT_MARKUP_V;
        if (name == LT_MARKUP_IS)
            return lt_book_read_text(&rows->bytes, rows->xml, err);
        if (!*is_value)
            lt_markup_skip(rows->xml);
    } else if (event != LT_MARKUP_TEXT) {
        *is_over = !*is_value || event == LT_MARKUP_END;
        *is_value = 0;
    }
    return LT_OK;
}

/* Collect the bytes of <v>, and of <is>, up to the end of the cell. */
static lt_status read_value(lt_xlsx_rows *rows, lt_error *err)
{
    lt_markup_event event = LT_MARKUP_END;
    int is_value = 0;
    int is_over = 0;
    lt_status status = LT_OK;

    while (!is_over) {
        LT_TRY(lt_markup_next(&event, rows->xml, err));
        LT_TRY(take_inside(rows, event, &is_value, &is_over, err));
    }
cleanup:
    return status;
}

static lt_status read_cell(lt_xlsx_rows *rows, lt_error *err)
{
    const char *place = lt_markup_attribute(rows->xml, "r");
    const enum kind kind = kind_of(lt_markup_attribute(rows->xml, "t"));
    const int is_date =
        kind == KIND_NUMBER &&
        is_date_style(rows->book, lt_markup_attribute(rows->xml, "s"));
    lt_xlsx_cell cell = {rows->record_count, 0, NULL, rows->bytes.length, 0};
    uint32_t row = rows->row;
    lt_status status = LT_OK;

    rows->column++;
    rows->seen++;
    if (place != NULL && !lt_xlsx_reference(place, &row, &rows->column))
        return refuse_place(rows, place, err);
    if (rows->column > LT_XLSX_COLUMNS_MAX)
        return refuse_place(rows, "XFE1", err);
    cell.column = rows->column - 1;
    LT_TRY(read_value(rows, err));
    LT_TRY(take_value(rows, &cell, kind, is_date, err));
    if (cell.length > 0 || kind == KIND_ERROR)
        LT_TRY(add_cell(rows, cell, err));
cleanup:
    return status;
}

static const char *text_of(const lt_xlsx_rows *rows, const lt_xlsx_cell *cell)
{
    return cell->text != NULL ? cell->text : rows->bytes.bytes + cell->begin;
}

/* The text of the first cell of merged ones, kept for the rows below. */
static lt_status keep_merged(lt_xlsx_rows *rows, lt_xlsx_merge *merge,
                             size_t first, lt_error *err)
{
    for (size_t i = first; i < rows->cell_count; i++) {
        const lt_xlsx_cell *cell = &rows->cells[i];

        if (cell->column != merge->first_column)
            continue;
        merge->text = lt_arena_copy(&rows->merges.arena, text_of(rows, cell),
                                    cell->length);
        merge->length = cell->length;
        if (merge->text == NULL)
            return lt_fail_memory(err, "cells");
    }
    return LT_OK;
}

/* Put the values of merged cells into the row, whose cells begin at
 * @p first. */
static lt_status fill_merged(lt_xlsx_rows *rows, size_t first, lt_error *err)
{
    lt_xlsx_merges *merges = &rows->merges;
    const uint32_t row = rows->row - 1;
    lt_status status = LT_OK;

    LT_TRY(lt_xlsx_merges_at(merges, rows->book, row, err));
    for (size_t i = 0; i < merges->current_count; i++) {
        lt_xlsx_merge *merge = &merges->items[merges->current[i]];

        if (merge->first_row == row)
            LT_TRY(keep_merged(rows, merge, first, err));
        for (uint32_t c = merge->first_column;
             c <= merge->last_column && merge->text != NULL &&
             rows->cell_count - first < FILLED_MAX;
             c++)
            LT_TRY(add_cell(rows,
                            (lt_xlsx_cell){rows->record_count, c, merge->text,
                                           0, merge->length},
                            err));
    }
cleanup:
    return status;
}

/* Columns up to the last cell of the row whose cells begin at @p first. */
static uint32_t extent_of(const lt_xlsx_rows *rows, size_t first)
{
    uint32_t extent = 0;

    for (size_t i = first; i < rows->cell_count; i++)
        if (rows->cells[i].column >= extent)
            extent = rows->cells[i].column + 1;
    return extent;
}

/* The number of the row that has begun: the next one where it says none. */
static lt_status number_row(lt_xlsx_rows *rows, lt_error *err)
{
    const char *place = lt_markup_attribute(rows->xml, "r");
    unsigned long number = (unsigned long)rows->row + 1;
    char *end = NULL;

    if (place != NULL) {
        number = strtoul(place, &end, 10);
        if (end == place || *end != '\0')
            number = 0;
    }
    if (number == 0 || number > LT_XLSX_ROWS_MAX)
        return refuse_place(rows, place == NULL ? "1048577" : place, err);
    rows->row = (uint32_t)number;
    rows->column = 0;
    return LT_OK;
}

/* Read the cells of the row that has begun. */
static lt_status read_cells(lt_xlsx_rows *rows, lt_error *err)
{
    lt_markup_event event = LT_MARKUP_END;
    lt_status status = LT_OK;

    do {
        LT_TRY(lt_markup_next(&event, rows->xml, err));
        if (event == LT_MARKUP_OPEN &&
            lt_markup_name_of(rows->xml) == LT_MARKUP_C)
            LT_TRY(read_cell(rows, err));
        else if (event == LT_MARKUP_OPEN)
            lt_markup_skip(rows->xml);
    } while (event != LT_MARKUP_END &&
             !(event == LT_MARKUP_CLOSE &&
               lt_markup_name_of(rows->xml) == LT_MARKUP_ROW));
cleanup:
    return status;
}

/* Read a row; it becomes a record where it has a value. */
static lt_status read_row(lt_xlsx_rows *rows, lt_error *err)
{
    const size_t first = rows->cell_count;
    lt_status status = LT_OK;

    LT_TRY(number_row(rows, err));
    LT_TRY(read_cells(rows, err));
    if (rows->merges.count > 0)
        LT_TRY(fill_merged(rows, first, err));
    if (rows->cell_count > first)
        rows->records[rows->record_count++] =
            (lt_record){NULL, extent_of(rows, first), rows->row};
cleanup:
    return status;
}

/* Read rows until the batch is full or the sheet ends. */
static lt_status read_rows(lt_xlsx_rows *rows, lt_error *err)
{
    lt_markup_event event = LT_MARKUP_END;
    lt_status status = LT_OK;

    while (!rows->is_over && rows->record_count < LT_XLSX_BATCH &&
           rows->bytes.length < BATCH_BYTES) {
        LT_TRY(lt_markup_next(&event, rows->xml, err));
        if (event == LT_MARKUP_OPEN &&
            lt_markup_name_of(rows->xml) == LT_MARKUP_ROW)
            LT_TRY(read_row(rows, err));
        else if (event == LT_MARKUP_END)
            rows->is_over = 1;
    }
cleanup:
    return status;
}

/* Blank the fields of the batch before. */
static void blank_fields(lt_xlsx_rows *rows)
{
    for (size_t i = 0; i < rows->cell_count; i++)
        rows->fields[(size_t)rows->cells[i].slot * rows->width +
                     rows->cells[i].column] = (lt_span){"", 0};
    rows->cell_count = 0;
    rows->bytes.length = 0;
    rows->record_count = 0;
}

/* Room for the widest row so far. */
static lt_status widen(lt_xlsx_rows *rows, lt_error *err)
{
    uint32_t width = rows->width;
    size_t fields = 0;

    for (uint32_t r = 0; r < rows->record_count; r++)
        if (rows->records[r].count > width)
            width = rows->records[r].count;
    if (width == rows->width)
        return LT_OK;
    fields = (size_t)LT_XLSX_BATCH * width;
    free(rows->fields);
    rows->fields = lt_alloc_array(fields, sizeof(*rows->fields));
    if (rows->fields == NULL)
        return lt_fail_memory(err, "cells");
    for (size_t i = 0; i < fields; i++)
        rows->fields[i].text = "";
    rows->width = width;
    return LT_OK;
}

lt_status lt_xlsx_next(lt_xlsx_rows *rows, lt_record **records, uint32_t *count,
                       lt_error *err)
{
    lt_status status = LT_OK;

    *count = 0;
    blank_fields(rows);
    LT_TRY(read_rows(rows, err));
    LT_TRY(widen(rows, err));
    for (size_t i = 0; i < rows->cell_count; i++) {
        const lt_xlsx_cell *cell = &rows->cells[i];

        rows->fields[(size_t)cell->slot * rows->width + cell->column] =
            (lt_span){text_of(rows, cell), cell->length};
    }
    for (uint32_t r = 0; r < rows->record_count; r++)
        rows->records[r].fields = rows->fields + (size_t)r * rows->width;
    *records = rows->records;
    *count = rows->record_count;
cleanup:
    if (status != LT_OK)
        rows->cell_count = 0; /* Their fields are not there. */
    return status;
}
