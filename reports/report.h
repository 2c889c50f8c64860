/**
 * @file reports/report.h
 * What an output format is, and the table of all of them.
 */
#ifndef LT_REPORTS_REPORT_H
#define LT_REPORTS_REPORT_H

#include "graph/table.h"

#include <stdio.h>

/** How an answer is to be written. Zero-filled: the defaults. */
typedef struct lt_report_options {
    uint32_t width;       /**< Terminal cells; 0: never cut. */
    int color;            /**< 1: ANSI colours. */
    const char *dialect;  /**< graphml: gephi, yed, plain; NULL: default. */
    const char **columns; /**< Columns to show, in order; NULL: by detail. */
    size_t column_count;
    int bom;        /**< csv, tsv: begin with a byte order mark. */
    int excel_safe; /**< csv, tsv: no cell can become a formula. */
    int crlf;       /**< csv, tsv: lines end with CR LF. */
} lt_report_options;

/** What a format can hold. */
typedef enum lt_holds {
    LT_HOLDS_TABLES = 1, /**< Sections with tables. */
    LT_HOLDS_CHART = 2   /**< A drawing. */
} lt_holds;

/** A format this program writes. */
typedef struct lt_report {
    const char *name;     /**< What the user types after --format. */
    lt_phrase summary;    /**< One line, no full stop. */
    const char *suffixes; /**< ".md;.markdown". */
    int holds;            /**< lt_holds, or-ed. */
    /** Write @p answer to @p output. Never prints elsewhere. */
    lt_status (*write)(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err);
} lt_report;

/** All formats, sorted by name; the list ends with a NULL name. */
extern const lt_report lt_reports[];

/** The format called @p name, or NULL. */
const lt_report *lt_report_find(const char *name);

/** The format whose suffix @p path ends in, or NULL. */
const lt_report *lt_report_for(const char *path);

#endif
