/**
 * @file cli/work.h
 * From a command line to a graph, a scope and its state: what every command
 * that looks at a region begins with.
 */
#ifndef LT_CLI_WORK_H
#define LT_CLI_WORK_H

#include "cli/command.h"
#include "cli/load.h"
#include "cli/scope.h"
#include "graph/state.h"

/** Start from lt_work_new(), end with lt_work_clear(); it does not move
 * between. */
typedef struct lt_work {
    lt_loaded loaded;
    lt_asked asked;
    lt_state *state;
} lt_work;

/** Nothing yet. */
lt_work lt_work_new(lt_lang lang);

/**
 * Load the sources of @p call (faults go to standard error), check that the
 * tables @p needs are there and that -o names no source, and work out the
 * scope and its state.
 */
lt_status lt_work_begin(lt_work *out, const lt_call *call, const char *needs,
                        lt_error *err);

/** Free everything. Safe to call twice. */
void lt_work_clear(lt_work *work);

#endif
