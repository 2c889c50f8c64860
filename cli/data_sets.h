/**
 * @file cli/data_sets.h
 * The bundled data sets, `@NAME`: found from the installed prefix, from any
 * build folder inside the source tree, and through LIANTU_DATA.
 */
#ifndef LT_CLI_DATA_SETS_H
#define LT_CLI_DATA_SETS_H

#include "graph/arena.h"
#include "graph/lang.h"
#include "graph/status.h"

#include <stddef.h>

/**
 * Path of the data set called @p name (without the @), the first of:
 * LIANTU_DATA; share/liantu/data of the prefix the program is installed in;
 * data beside the program or up to three folders above it; the source tree.
 *
 * @param[out] out the path, in @p arena.
 * @retval LT_ERR_MISSING there is none; the message lists those there are.
 */
lt_status lt_data_set_find(const char **out, lt_arena *arena, const char *name,
                           lt_lang lang, lt_error *err);

/** A data set. Texts live in the arena. */
typedef struct lt_data_set {
    const char *name;
    const char *path;
    const char *title; /**< From the first line of its README.md, or "". */
} lt_data_set;

/**
 * All data sets, sorted by name.
 * @param[out] out count entries, owned by the caller; free() releases it.
 */
lt_status lt_data_sets(lt_data_set **out, size_t *count, lt_arena *arena,
                       lt_error *err);

#endif
