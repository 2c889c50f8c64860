/* Cells of an answer's first table, for tests. */
#ifndef LT_TESTS_ANSWER_CELLS_H
#define LT_TESTS_ANSWER_CELLS_H

#include "graph/table.h"

/* The row whose record in @p column has @p text in field @p name; fails
 * where there is none. */
uint32_t row_with(const lt_answer *answer, const char *column, const char *name,
                  const char *text);

/* 1 when row_with() would find one. */
int has_row_with(const lt_answer *answer, const char *column, const char *name,
                 const char *text);

/* A cell by the name of its column. */
const lt_value *cell(const lt_answer *answer, uint32_t row, const char *column);

/* A field of a record by name. */
const lt_value *field(const lt_value *record, const char *name);

/* The number in a value; NaN where it is unknown. */
double number_in(const lt_value *value);

/* The text in a value; "" where it is unknown. */
const char *text_in(const lt_value *value);

#endif
