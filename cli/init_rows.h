/**
 * @file cli/init_rows.h
 * What templates of the tables hold: headers, choices and example rows, in
 * the language of the user.
 */
#ifndef LT_CLI_INIT_ROWS_H
#define LT_CLI_INIT_ROWS_H

#include "cli/output.h"
#include "graph/facts.h"

/** Rows shown as examples in a table, at most. */
enum { LT_EXAMPLES_MAX = 2, LT_EXAMPLE_BYTES = 96 };

/** Number of example rows of @p fact: 1, or 2 where others name both. */
size_t lt_example_count(lt_fact fact);

/** Cell of example row @p row, copied to @p text (LT_EXAMPLE_BYTES); "" where
 * it is blank. */
void lt_example_cell(char *text, lt_fact fact, size_t row, uint32_t column,
                     lt_lang lang);

/** Header of a column, copied to @p text (LT_EXAMPLE_BYTES). */
void lt_template_header(char *text, const lt_column_spec *column, lt_lang lang);

/** Name of the sheet of @p fact, copied to @p text (LT_EXAMPLE_BYTES). */
void lt_template_sheet(char *text, lt_fact fact, lt_lang lang);

/** Word of choice number @p index of a column, copied to @p text
 * (LT_EXAMPLE_BYTES); "" where there is none. */
void lt_template_choice(char *text, const lt_column_spec *column, int index,
                        lt_lang lang);

/** Write the template of all tables as a workbook into @p output. */
lt_status lt_template_write_book(FILE *output, lt_lang lang, lt_error *err);

#endif
