/* Private to the reader of workbooks: what all sheets share. */
#ifndef LT_IMPORTERS_XLSX_BOOK_H
#define LT_IMPORTERS_XLSX_BOOK_H

#include "graph/arena.h"
#include "graph/pool.h"
#include "importers/xlsx_package.h"

/* A sheet of cells; texts live in the arena of the book. */
typedef struct lt_book_sheet {
    const char *name;
    const char *part; /* xl/worksheets/sheet1.xml */
    int is_hidden;
} lt_book_sheet;

/* Start from LT_BOOK_EMPTY, end with lt_book_close. */
typedef struct lt_book {
    lt_package *package; /* Borrowed. */
    lt_arena arena;
    lt_book_sheet *sheets;
    size_t sheet_count, sheet_room;
    int is_1904;
    lt_span *strings; /* Shared texts, unescaped. */
    size_t string_count, string_room;
    uint8_t *is_date; /* Of each style of cells. */
    size_t style_count, style_room;
} lt_book;

#define LT_BOOK_EMPTY ((lt_book){.package = NULL})

/* Read what all sheets share. LT_ERR_DATA where that cannot be done. */
lt_status lt_book_open(lt_book *book, lt_package *package, lt_error *err);

/* Safe to call twice. */
void lt_book_close(lt_book *book);

/* Bytes that grow; free() releases them. */
typedef struct lt_bytes {
    char *bytes;
    size_t length, room;
} lt_bytes;

/* Append a text. */
lt_status lt_bytes_add(lt_bytes *bytes, const char *text, size_t length,
                       lt_error *err);

/* Append what stands in the <t> of the element that has begun, up to its end;
 * readings of Chinese characters (rPh) are left out. */
lt_status lt_book_read_text(lt_bytes *bytes, lt_markup *xml, lt_error *err);

#endif
