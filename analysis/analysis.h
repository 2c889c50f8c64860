/**
 * @file analysis/analysis.h
 * What an analysis is, and the table of all of them.
 */
#ifndef LT_ANALYSIS_ANALYSIS_H
#define LT_ANALYSIS_ANALYSIS_H

#include "graph/state.h"
#include "graph/table.h"

/** What an analysis works on; everything is borrowed. */
typedef struct lt_request {
    const lt_graph *graph;
    const lt_state *state; /**< Of its scope. */
} lt_request;

/** An analysis as the command line and the manual see it. */
typedef struct lt_analysis {
    const char *name;  /**< What the user types: lower-case. */
    lt_phrase summary; /**< One line, no full stop. */
    const char *needs; /**< Tables it cannot do without: "links|recipes;…":
                            any of each alternative; "" for none. */
    /**
     * Append the answer's sections, notes and sources to @p out (opened by the
     * caller with lt_answer_new). On failure @p out may hold some of them; the
     * caller clears it either way.
     */
    lt_status (*run)(lt_answer *out, const lt_request *request, lt_error *err);
} lt_analysis;

/** All analyses, sorted by name; the list ends with a NULL name. */
extern const lt_analysis lt_analyses[];

/** The analysis called @p name, or NULL. */
const lt_analysis *lt_analysis_find(const char *name);

#endif
