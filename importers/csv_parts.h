/* Private to the csv importer: what its header, its rows and its file share. */
#ifndef LT_IMPORTERS_CSV_PARTS_H
#define LT_IMPORTERS_CSV_PARTS_H

#include "importers/csv_scan.h"
#include "importers/readers.h"

/** Where the cells of one field go, and how. */
typedef enum lt_csv_kind {
    LT_CSV_NOWHERE, /**< A field without a header: it must be blank. */
    LT_CSV_TEXT,
    LT_CSV_NUMBER,
    LT_CSV_CHECKED, /**< Years and choices: by lt_facts_set. */
    LT_CSV_EXTRA    /**< A column no table knows. */
} lt_csv_kind;

typedef struct lt_csv_target {
    lt_csv_kind kind;
    uint32_t column; /**< Of the table, or index of the extra column. */
    int negative;    /**< 1: numbers below zero are allowed. */
    double scale;    /**< What a number is multiplied by: the header's unit. */
    lt_symbol last;  /**< Text of the row before. */
} lt_csv_target;

/** One file being read. */
typedef struct lt_csv_reader {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    const char *path;
    lt_input input;
    lt_csv_scan scan;
    lt_arena arena; /**< Of headers and targets. */
    lt_fact fact;
    const char **headers; /**< In the arena; width of them. */
    uint32_t width;
    lt_csv_target *targets; /**< In the arena. */
    lt_symbol unit;         /**< Unit of every row, from the header; or 0. */
    uint32_t unit_column;
    lt_facts_mark mark; /**< Of fact, before its first row. */
    int opened;         /**< 1: mark is set. */
} lt_csv_reader;

/** The place of @p line and @p field (0: the whole line) of the file. */
lt_place lt_csv_place(const lt_csv_reader *reader, uint32_t line,
                      uint32_t field);

/** 1 when all fields of the record are blank. */
int lt_csv_blank(const lt_csv_scan *scan);

/** Keep the fields of the first record as headers. */
lt_status lt_csv_headers(lt_csv_reader *reader, lt_error *err);

/**
 * Find out what each field is for, now that the table is known, and announce
 * rows. *usable is 0 when the header is so wrong that rows cannot be read; the
 * faults are noted.
 */
lt_status lt_csv_targets(int *usable, lt_csv_reader *reader, lt_error *err);

/** Take the record just scanned as a row. */
lt_status lt_csv_row(lt_csv_reader *reader, lt_error *err);

#endif
