/**
 * @file graph/codes.h
 * Every fault the data can have: a stable code, its severity, its wording in
 * both languages and what to do about it. `liantu help E012` prints an entry.
 */
#ifndef LT_GRAPH_CODES_H
#define LT_GRAPH_CODES_H

#include "graph/lang.h"

/** How bad a fault is: notes and warnings never stop a load. */
typedef enum lt_severity {
    LT_NOTE,
    LT_WARNING,
    LT_ERROR,
    LT_SEVERITY_COUNT
} lt_severity;

/** The faults; lt_code_table says what each means. */
typedef enum lt_code {
    LT_E_EMPTY_FOLDER,
    LT_E_NO_TABLE,
    LT_E_NO_HEADER,
    LT_E_COLUMN_MISSING,
    LT_E_COLUMN_TWICE,
    LT_E_RAGGED_ROW,
    LT_E_UNTERMINATED_QUOTE,
    LT_E_STRAY_QUOTE,
    LT_E_NUL_BYTE,
    LT_E_ENCODING,
    LT_E_LONG_LINE,
    LT_E_BLANK,
    LT_E_NOT_NUMBER,
    LT_E_NEGATIVE,
    LT_E_NOT_FINITE,
    LT_E_NOT_IN_LIST,
    LT_E_OUT_OF_RANGE,
    LT_E_DUPLICATE_ID,
    LT_E_UNKNOWN_NAME,
    LT_E_AMBIGUOUS_NAME,
    LT_E_NAME_TAKEN,
    LT_E_UNKNOWN_UNIT,
    LT_E_UNIT_MISMATCH,
    LT_E_SELF_LINK,
    LT_E_REGION_CYCLE,
    LT_E_CHAIN_CYCLE,
    LT_E_CONTRADICTION,
    LT_E_PROCESS_PRODUCT,
    LT_E_BAD_SUBJECT,
    LT_E_TOO_MANY,
    LT_E_BAD_WORKBOOK,
    LT_E_OLD_WORKBOOK,
    LT_E_ENCRYPTED,
    LT_E_WORKBOOK_LIMIT,
    LT_E_DATABASE,
    LT_E_BINARY,
    LT_W_UNKNOWN_COLUMN,
    LT_W_FIRMS_ABOVE_TOTAL,
    LT_W_RIVAL_FIGURES,
    LT_W_RANGE_ORDER,
    LT_W_REPEATED_LINK,
    LT_W_RECODED,
    LT_W_SHORTCUTS_UNSOUGHT,
    LT_W_FILE_SKIPPED,
    LT_W_UNKNOWN_TABLE,
    LT_W_CELL_OUTSIDE,
    LT_W_ERROR_CELL,
    LT_W_TABLE_SKIPPED,
    LT_N_SHORTCUT,
    LT_N_RIVAL_STATEMENTS,
    LT_N_TOTALS_LEFT_OUT,
    LT_N_TITLE_ROWS,
    LT_N_HIDDEN_SHEET,
    LT_N_PROSE_SHEET,
    LT_E_SOURCES_DIFFER,
    LT_W_RIVAL_COEFFICIENTS,
    LT_W_ROUGH_NUMBER,
    LT_W_ALIAS_UNKNOWN,
    LT_N_UNIT_IN_CELL,
    LT_N_PREFERRED,
    LT_N_CASE_DIFFERS,
    LT_N_ALIAS_MERGED,
    LT_N_ALIAS_LOOPS,
    LT_CODE_COUNT
} lt_code;

/** One entry of the table of faults; static strings. */
typedef struct lt_code_info {
    const char *name; /**< "E012", "W003", "N001". */
    lt_severity severity;
    lt_phrase message;     /**< Template with {1} {2} {3}. */
    lt_phrase hint;        /**< Template; empty texts where none. */
    lt_phrase explanation; /**< For `liantu help CODE`. */
} lt_code_info;

/** All faults, indexed by lt_code; LT_CODE_COUNT entries. */
extern const lt_code_info lt_code_table[LT_CODE_COUNT];

/** The entry called @p name ("E012"), or NULL. */
const lt_code_info *lt_code_find(const char *name);

#endif
