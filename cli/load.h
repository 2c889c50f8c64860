/**
 * @file cli/load.h
 * From the sources of a command line to one graph.
 */
#ifndef LT_CLI_LOAD_H
#define LT_CLI_LOAD_H

#include "cli/command.h"
#include "graph/arena.h"
#include "graph/graph.h"

#include <stdint.h>

/** What the sources held. Start from lt_loaded_new(), end with
 * lt_loaded_clear(). */
typedef struct lt_loaded {
    lt_graph *graph; /**< Owned; NULL where the data are wrong. */
    lt_diagnostics faults;
    uint64_t records, skipped, nodes, edges; /**< As in lt_facts. */
    uint32_t rows[LT_FACT_COUNT];
    uint8_t has[LT_FACT_COUNT]; /**< 1: a source has the table, if empty. */
    const char **paths;         /**< As read, path_count of them; in arena. */
    size_t path_count;
    const char **files; /**< Every file read, file_count of them; in arena. */
    size_t file_count;
    lt_arena arena;
} lt_loaded;

/** Nothing loaded yet. */
lt_loaded lt_loaded_new(lt_lang lang);

/** Free everything. Safe to call twice. */
void lt_loaded_clear(lt_loaded *loaded);

/**
 * Read all sources of @p call and build the graph. Prints nothing.
 *
 * Every source is read, whatever is wrong with the one before; the graph is
 * built unless a table could not be read as one, for what is missing then would
 * make further faults up.
 *
 * @retval LT_ERR_DATA the faults say what is wrong.
 * @retval LT_ERR_IO, LT_ERR_MISSING, LT_ERR_INVALID a source could not be read.
 */
lt_status lt_load(lt_loaded *out, const lt_call *call, lt_error *err);

/**
 * The same without a graph: the facts, with --aliases applied, owned by the
 * caller; *facts is NULL where the status is not LT_OK.
 */
lt_status lt_load_facts(lt_loaded *out, lt_facts **facts, const lt_call *call,
                        lt_error *err);

/** lt_load, then the faults on standard error; with --strict warnings fail. */
lt_status lt_load_graph(lt_loaded *out, const lt_call *call, lt_error *err);

/** How @p call wants faults shown. */
lt_fault_style lt_fault_style_of(const lt_call *call);

/** LT_ERR_DATA where there are errors, or with --strict warnings. */
lt_status lt_loaded_status(const lt_loaded *loaded, const lt_call *call,
                           lt_error *err);

/**
 * LT_OK when every table of @p needs ("links|recipes;firms": one of each
 * alternative) came with the sources.
 * @retval LT_ERR_DATA one did not; the message names it.
 */
lt_status lt_loaded_needs(const lt_loaded *loaded, const char *command,
                          const char *needs, lt_lang lang, lt_error *err);

/** The tables of @p needs that are lacking, "links、recipes", copied to
 * @p text (room for LT_NEEDS_BYTES); "" where none is. */
enum { LT_NEEDS_BYTES = 128 };
void lt_loaded_lacking(char *text, const lt_loaded *loaded, const char *needs,
                       lt_lang lang);

#endif
