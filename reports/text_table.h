/* Private to reports/: a table as aligned lines of plain text. */
#ifndef LT_REPORTS_TEXT_TABLE_H
#define LT_REPORTS_TEXT_TABLE_H

#include "reports/report.h"

/* ANSI: the only colours there are. */
#define LT_BOLD  "\033[1m"
#define LT_DIM   "\033[2m"
#define LT_RESET "\033[0m"

/**
 * Write @p table with its header, aligned by display width, numbers to the
 * right, and cut to options->width cells where that is not 0: texts are
 * shortened, never numbers, and columns that still find no room are named
 * below. No line ends in spaces. Memory O(cells shown).
 */
lt_status lt_text_table(FILE *output, const lt_table *table,
                        const lt_report_options *options, lt_lang lang,
                        lt_error *err);

#endif
