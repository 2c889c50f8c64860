/**
 * @file cli/messages.h
 * What the program says beside its answer: messages, faults of the data, and
 * the exit code that goes with each status.
 */
#ifndef LT_CLI_MESSAGES_H
#define LT_CLI_MESSAGES_H

#include "graph/diagnostics.h"
#include "graph/lang.h"
#include "graph/status.h"

#include <stdio.h>

/** Exit codes are part of the interface: scripts test them. */
typedef enum lt_exit {
    LT_EXIT_OK = 0,
    LT_EXIT_FAILED = 1,       /**< Input, output or memory. */
    LT_EXIT_USAGE = 2,        /**< The command line is wrong. */
    LT_EXIT_DATA = 3,         /**< The data are wrong. */
    LT_EXIT_CHECK = 4,        /**< A check asked for did not hold. */
    LT_EXIT_INTERRUPTED = 130 /**< SIGINT or SIGTERM. */
} lt_exit;

/** The exit code of a command that ended with @p status. */
int lt_exit_code(lt_status status);

/** Write @p template to @p stream with {1} {2} {3} filled in; NULL reads as an
 * empty text. */
void lt_print_filled(FILE *stream, const char *template, const char *first,
                     const char *second, const char *third);

/** lt_fail with a message in @p lang; texts that do not fit are cut between
 * characters. */
lt_status lt_fail_say(lt_error *err, lt_status status, lt_lang lang,
                      lt_phrase template, const char *first, const char *second,
                      const char *third);

/** One line on standard error: "liantu: ...". */
void lt_tell(lt_lang lang, lt_phrase template, const char *first,
             const char *second, const char *third);

/** The message of @p err on standard error, nothing where it has none.
 * @return the exit code of @p status. */
int lt_complain(lt_status status, const lt_error *err);

/** How faults are shown. */
typedef struct lt_fault_style {
    lt_lang lang;
    int json;    /**< 1: one object a line. */
    int strict;  /**< 1: warnings are errors. */
    int quiet;   /**< 1: errors alone. */
    int verbose; /**< 1: notes too. */
} lt_fault_style;

/** The severity @p severity counts as. */
lt_severity lt_severity_under(lt_severity severity, int strict);

/** English word of a severity: note, warning, error. */
const char *lt_severity_word(lt_severity severity);

/** Cell of a workbook, "C12"; "" where the place is none. @p cell has room for
 * LT_CELL_BYTES. */
enum { LT_CELL_BYTES = 24 };
void lt_cell_name(char *cell, lt_place place);

/** "... and 7 more errors" in the language of @p faults, for those that were
 * found but not kept. @p text has room for LT_REST_BYTES. @return 0 and an
 * empty text where all were kept. */
enum { LT_REST_BYTES = 96 };
int lt_faults_rest(char *text, const lt_diagnostics *faults,
                   lt_severity severity);

/**
 * Write the faults to @p stream, one a line, `FILE:LINE:COLUMN: error: message;
 * hint [E012]` (for a workbook `FILE!SHEET!C12: ...`), and a count of those
 * that were not kept.
 */
void lt_faults_print(FILE *stream, const lt_diagnostics *faults,
                     lt_fault_style style);

#endif
