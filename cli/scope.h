/**
 * @file cli/scope.h
 * From the names on a command line to what is asked about.
 */
#ifndef LT_CLI_SCOPE_H
#define LT_CLI_SCOPE_H

#include "cli/command.h"
#include "graph/state.h"
#include "graph/table.h"

/** A scope with what it borrows. Start from LT_ASKED_EMPTY, end with
 * lt_asked_clear(); it does not move between. */
typedef struct lt_asked {
    lt_scope scope;
    lt_rules rules;
    uint32_t *regions; /**< Owned. */
    char *title;       /**< Owned. */
    int implied;       /**< 1: the regions follow from the data. */
} lt_asked;

#define LT_ASKED_EMPTY ((lt_asked){.title = NULL})

/**
 * Read --region, --chain, --year, --horizon, --product, --firm, --rules and
 * --rule of @p call against the names of @p graph.
 *
 * Without --region the scope is the smallest region that holds every capacity,
 * local firm and project, or several where no region holds them all. Without
 * --year it is the latest year of a capacity that is not to come, else of any
 * other fact.
 *
 * @retval LT_ERR_MISSING  a name is unknown (the nearest is named) or means two
 *                         things (both are named).
 * @retval LT_ERR_INVALID  a year, rule or number is none.
 */
lt_status lt_asked_new(lt_asked *out, const lt_graph *graph,
                       const lt_call *call, lt_error *err);

/** Free what @p asked holds. Safe to call twice. */
void lt_asked_clear(lt_asked *asked);

/** Write the scope into an answer, and a note where the region is implied. */
lt_status lt_asked_describe(lt_answer *out, const lt_asked *asked,
                            lt_error *err);

/**
 * Set the rules of --rules FILE, then those of --rule NAME=VALUE.
 * @retval LT_ERR_INVALID a rule is unknown or its value no number ≥ 0.
 * @retval LT_ERR_IO      the file cannot be read.
 */
lt_status lt_rules_asked(lt_rules *out, const lt_call *call, lt_error *err);

/** Latest year the data describe: see lt_asked_new(). 0: none. */
int32_t lt_year_latest(const lt_graph *graph);

/**
 * The least regions that hold all local state of @p graph.
 * @param[out] out count regions, ascending; owned by the caller.
 */
lt_status lt_regions_implied(uint32_t **out, uint32_t *count,
                             const lt_graph *graph, lt_error *err);

#endif
