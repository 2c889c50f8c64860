/**
 * @file importers/csv_scan.h
 * Text with separators as records of fields (RFC 4180, with any of the usual
 * separators and line ends).
 */
#ifndef LT_IMPORTERS_CSV_SCAN_H
#define LT_IMPORTERS_CSV_SCAN_H

#include "importers/decode.h"

#include <stdint.h>

/** One field, without its quotes. Borrowed until the next record. */
typedef struct lt_csv_field {
    const char *text; /**< Not closed by NUL. */
    uint32_t length;
    uint32_t quoted; /**< 1: it stood in quotes. */
} lt_csv_field;

enum {
    LT_CSV_RECORD_MAX = 16 << 20,  /**< Bytes of one record. */
    LT_CSV_FIELDS_MAX = UINT16_MAX /**< Fields kept; all are counted. */
};

/** What comes next in the text. */
typedef enum lt_csv_next {
    LT_CSV_RECORD,  /**< A record, in fields. */
    LT_CSV_END,     /**< Nothing: all was read. */
    LT_CSV_OPEN,    /**< A quote at place_line, place_field never closes. */
    LT_CSV_LONG,    /**< The record on place_line exceeds LT_CSV_RECORD_MAX. */
    LT_CSV_BAD_TEXT /**< On place_line the input stopped, see input->stop. */
} lt_csv_next;

/** A scanner; start with lt_csv_scan_begin, end with lt_csv_scan_clear. */
typedef struct lt_csv_scan {
    lt_input *input; /**< Borrowed. */
    char *buffer;    /**< Owned. */
    size_t room;
    size_t begin; /**< Of the next record. */
    size_t end;   /**< Of the text read so far; a line feed stands there. */
    uint32_t line;
    char delimiter;
    uint8_t stops[256]; /**< 1: the byte ends the fast run over a field. */

    lt_csv_field *fields; /**< Owned; of the last record. */
    uint32_t field_room;
    uint32_t field_count; /**< May exceed LT_CSV_FIELDS_MAX. */
    uint32_t record_line; /**< First line of the last record, from 1. */
    uint32_t stray;       /**< Field with text behind a closing quote or a
                               quote within bare text; 0: none. */
    lt_csv_field stray_text;
    uint32_t place_line;
    uint32_t place_field;
} lt_csv_scan;

#define LT_CSV_SCAN_EMPTY ((lt_csv_scan){.input = NULL})

/**
 * Start at the beginning of @p input. @p delimiter 0: what a first line such
 * as `sep=;` says, else the one of , ; tab | that occurs most often outside
 * quotes in the first record.
 */
lt_status lt_csv_scan_begin(lt_csv_scan *scan, lt_input *input, char delimiter,
                            lt_error *err);

/** Go on to the next record that is not a blank line. Amortised O(bytes). */
lt_status lt_csv_scan_next(lt_csv_next *next, lt_csv_scan *scan, lt_error *err);

/** Free what @p scan holds. Safe to call twice. */
void lt_csv_scan_clear(lt_csv_scan *scan);

#endif
