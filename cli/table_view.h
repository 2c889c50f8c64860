/**
 * @file cli/table_view.h
 * A fact table as it is written: the columns some source has, known ones
 * first, and the rows that did not merge into earlier ones.
 */
#ifndef LT_CLI_TABLE_VIEW_H
#define LT_CLI_TABLE_VIEW_H

#include "graph/facts.h"

/** Start from lt_table_view_open(), end with lt_table_view_close(). */
typedef struct lt_table_view {
    const lt_facts *facts;
    const lt_fact_rows *rows;
    const lt_fact_spec *spec;
    lt_fact fact;
    uint32_t known[LT_FACT_COLUMNS_MAX]; /**< Columns of the specification. */
    uint32_t known_count;
    uint32_t count;  /**< All columns: those and the unknown ones. */
    uint8_t *merged; /**< symbol → 1 once its row was asked for; NULL: no rows
                          merge. Owned. */
} lt_table_view;

/** 1 when a source has the table, if without rows. */
int lt_table_view_exists(const lt_facts *facts, lt_fact fact);

/** Look at one table; @p facts are borrowed. */
lt_status lt_table_view_open(lt_table_view *out, const lt_facts *facts,
                             lt_fact fact, lt_error *err);

/** Safe to call twice. */
void lt_table_view_close(lt_table_view *view);

/** 0 for a row that merged into an earlier one of its id. To be asked once for
 * each row, in order. */
int lt_table_view_keeps(lt_table_view *view, uint32_t row);

/** Header of column @p column, from 0. */
const char *lt_table_view_name(const lt_table_view *view, uint32_t column);

/** What the column holds; NULL for an unknown one, which is text. */
const lt_column_spec *lt_table_view_spec(const lt_table_view *view,
                                         uint32_t column);

/** The numbers of a column, one a row, NaN where blank; NULL: it holds text. */
const double *lt_table_view_numbers(const lt_table_view *view, uint32_t column);

/** A cell as text, "" where blank; @p number (LT_NUMBER_BYTES) is room for
 * it. */
const char *lt_table_view_text(const lt_table_view *view, uint32_t row,
                               uint32_t column, char *number);

/** LT_ERR_IO, without a message, when a signal asks to stop; looks only every
 * so many rows. */
lt_status lt_table_view_goes_on(uint32_t row, lt_error *err);

#endif
