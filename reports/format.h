/**
 * @file reports/format.h
 * What the formats share: how cells are shown to people, which columns are,
 * and the words around them.
 */
#ifndef LT_REPORTS_FORMAT_H
#define LT_REPORTS_FORMAT_H

#include "reports/report.h"

/** Which columns of a table are written, in order. */
typedef struct lt_choice {
    uint32_t *index; /**< count columns; owned. */
    uint32_t count;
} lt_choice;

#define LT_CHOICE_EMPTY ((lt_choice){NULL, 0})

/**
 * Choose columns: those the user named that @p table has; else, for people
 * (@p most LT_BRIEF), the brief ones; else all. A table that has no brief
 * column is shown whole. Release with lt_choice_clear().
 */
lt_status lt_choice_new(lt_choice *out, const lt_table *table,
                        const lt_report_options *options, lt_detail most,
                        lt_error *err);

/** Free what @p choice holds. Safe to call twice. */
void lt_choice_clear(lt_choice *choice);

/** Text of a cell for people: numbers by the style of its column, a thing with
 * id and name by its name. NULL when out of memory. */
char *lt_cell_show(lt_arena *arena, const lt_value *value, lt_style style,
                   lt_lang lang);

/** A number in @p style; @p text has room for LT_NUMBER_BYTES. Empty where it
 * is not finite. */
void lt_number_show(char *text, double number, lt_style style);

/** Title of a column with its unit in brackets. NULL when out of memory. */
char *lt_column_show(lt_arena *arena, const lt_column *column, lt_lang lang);

/** 1 when the column holds numbers and nothing else but blanks. */
int lt_column_numeric(const lt_table *table, uint32_t column);

/** 1 when the section has a table. */
int lt_section_has_table(const lt_section *section);

/** Sections of @p answer that have a table. */
uint32_t lt_answer_table_count(const lt_answer *answer);

/** What stands above the caveats, notes and sources of a document, and in a
 * table without rows. */
extern const lt_phrase lt_caveats_title;
extern const lt_phrase lt_notes_title;
extern const lt_phrase lt_sources_title;
extern const lt_phrase lt_no_rows;

/** Send what is buffered. @retval LT_ERR_IO this or an earlier write to
 * @p output failed. */
lt_status lt_output_finish(FILE *output, lt_error *err);

#endif
