/* Private to the reader of workbooks: the cells of a sheet as records. */
#ifndef LT_IMPORTERS_XLSX_ROWS_H
#define LT_IMPORTERS_XLSX_ROWS_H

#include "importers/intake.h"
#include "importers/xlsx_book.h"

/* Bounds that Excel sets. */
enum { LT_XLSX_ROWS_MAX = 1048576, LT_XLSX_COLUMNS_MAX = 16384 };

/* Rows are handed out so many at a time. */
enum { LT_XLSX_BATCH = 64, LT_XLSX_ERRORS_KEPT = 64 };

/* A cell with a value. */
typedef struct lt_xlsx_cell {
    uint32_t slot;    /* Row of the batch. */
    uint32_t column;  /* From 0. */
    const char *text; /* Shared; NULL: in the bytes of the batch … */
    size_t begin;     /* … from here. */
    size_t length;
} lt_xlsx_cell;

/* A cell whose formula came to an error, which reads as blank. */
typedef struct lt_xlsx_error {
    uint32_t line, column; /* From 1. */
    char text[16];
} lt_xlsx_error;

/* Merged cells: rows and columns from 0, both ends included. */
typedef struct lt_xlsx_merge {
    uint32_t first_row, last_row, first_column, last_column;
    const char *text; /* Of the first cell, once it was read; in the arena. */
    size_t length;
} lt_xlsx_merge;

typedef struct lt_xlsx_merges {
    lt_arena arena;
    lt_xlsx_merge *items; /* By their first rows. */
    size_t count, room;
    size_t next;       /* The first that has not begun. */
    uint32_t *current; /* Numbers of those that go through the row. */
    size_t current_count;
} lt_xlsx_merges;

/* A sheet being read. Start from lt_xlsx_open, end with lt_xlsx_close. */
typedef struct lt_xlsx_rows {
    const lt_book *book;
    lt_markup *xml;
    int is_over;
    uint32_t row;    /* Of the last row begun, from 1 … */
    uint32_t column; /* … and of its last cell. */
    lt_xlsx_cell *cells;
    size_t cell_count, cell_room;
    lt_bytes bytes;
    lt_span *fields; /* LT_XLSX_BATCH rows of `width` fields, blank but for
                        the cells. */
    uint32_t width;
    lt_record records[LT_XLSX_BATCH];
    uint32_t record_count;
    lt_xlsx_merges merges; /* Empty where they are not filled. */
    lt_xlsx_error errors[LT_XLSX_ERRORS_KEPT];
    size_t error_count;
    uint64_t seen; /* Cells, blank ones too. */
} lt_xlsx_rows;

/* Open a sheet. @param fill_merged 1: the value of merged cells stands in all
 * of them. */
lt_status lt_xlsx_open(lt_xlsx_rows *rows, const lt_book *book, size_t sheet,
                       int fill_merged, lt_error *err);

/* The next rows that have a value: none at the end. Each counts its fields up
 * to the last value; behind it, up to the widest row so far, blank ones follow.
 * The records are borrowed until the next call. */
lt_status lt_xlsx_next(lt_xlsx_rows *rows, lt_record **records, uint32_t *count,
                       lt_error *err);

/* Safe to call twice. */
void lt_xlsx_close(lt_xlsx_rows *rows);

/* Column letters and row number of C12 or $C$12, from 1; 0 where it is none. */
int lt_xlsx_reference(const char *text, uint32_t *row, uint32_t *column);

/* Read the merged cells of a sheet. */
lt_status lt_xlsx_merges_read(lt_xlsx_merges *merges, const lt_book *book,
                              size_t sheet, lt_error *err);

/* Go on to row @p row, from 0. LT_ERR_DATA where too many go through it. */
lt_status lt_xlsx_merges_at(lt_xlsx_merges *merges, const lt_book *book,
                            uint32_t row, lt_error *err);

void lt_xlsx_merges_clear(lt_xlsx_merges *merges);

#endif
