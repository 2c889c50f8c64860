/**
 * @file graph/diagnostics.h
 * Faults of the input, each with its place, cause and remedy. A load collects
 * all of them; it never stops at the first.
 */
#ifndef LT_GRAPH_DIAGNOSTICS_H
#define LT_GRAPH_DIAGNOSTICS_H

#include "graph/arena.h"
#include "graph/codes.h"
#include "graph/lang.h"
#include "graph/status.h"

#include <stddef.h>
#include <stdint.h>

/** Where a datum stands. Plain value; texts live as long as the facts. */
typedef struct lt_place {
    const char *file;  /**< Path as the user gave it, NULL where unknown. */
    const char *sheet; /**< Sheet of a workbook, else NULL. */
    uint32_t line;     /**< From 1; 0 where it is about the whole file. */
    uint32_t column;   /**< Field of the line, from 1; 0 for the whole line. */
} lt_place;

#define LT_PLACE_NONE ((lt_place){NULL, NULL, 0, 0})

/** One fault. The texts live as long as the diagnostics. */
typedef struct lt_diagnostic {
    lt_code code;
    lt_severity severity;
    lt_place place;
    const char *message; /**< What is wrong and what was found. */
    const char *hint;    /**< What would do; NULL where nothing helps. */
} lt_diagnostic;

enum { LT_DIAGNOSTICS_KEPT = 50 };

/**
 * Faults in the order found: the first LT_DIAGNOSTICS_KEPT of each severity
 * are kept, all are counted. Start from lt_diagnostics_new(lang), end with
 * lt_diagnostics_clear().
 */
typedef struct lt_diagnostics {
    lt_lang lang;
    lt_arena arena;
    lt_diagnostic *items; /**< Owned; kept_count entries. */
    size_t kept_count;
    size_t room;
    size_t counts[LT_SEVERITY_COUNT]; /**< All found, by severity. */
} lt_diagnostics;

/** No faults yet; messages will be in @p lang. */
lt_diagnostics lt_diagnostics_new(lt_lang lang);

/** Free what @p diagnostics holds and empty it. */
void lt_diagnostics_clear(lt_diagnostics *diagnostics);

/**
 * Note one fault: the wording of @p code with {1} {2} {3} filled in. The texts
 * are copied. NULL diagnostics and lack of memory drop the wording, not the
 * count.
 */
void lt_diagnose(lt_diagnostics *diagnostics, lt_code code, lt_place place,
                 const char *first, const char *second, const char *third);

/**
 * LT_OK when no error was noted, else LT_ERR_DATA with a message that counts
 * them.
 */
lt_status lt_diagnostics_status(const lt_diagnostics *diagnostics,
                                lt_error *err);

#endif
