/**
 * @file graph/csr.h
 * Compressed adjacency: for each of a number of things, a run of slots.
 */
#ifndef LT_GRAPH_CSR_H
#define LT_GRAPH_CSR_H

#include "graph/status.h"

#include <stdint.h>

/** No thing: an unknown product, firm, region … */
#define LT_NONE UINT32_MAX

/**
 * The slots of owner v are offset[v] … offset[v + 1] - 1; item[slot] is an
 * index into the rows that were grouped (links, recipes, capacities …), in
 * ascending order.
 */
typedef struct lt_csr {
    uint32_t owner_count;
    uint32_t *offset; /**< owner_count + 1 entries. */
    uint32_t *item;   /**< One entry per slot. */
} lt_csr;

#define LT_CSR_EMPTY ((lt_csr){0, NULL, NULL})

/**
 * Group rows 0 … row_count - 1 by owner[row]; rows owned by LT_NONE are left
 * out. Release with lt_csr_clear(). Time O(owners + rows), 4 bytes each.
 */
lt_status lt_csr_build(lt_csr *out, uint32_t owner_count, const uint32_t *owner,
                       uint32_t row_count, lt_error *err);

/** Free the slots. Safe to call twice. */
void lt_csr_clear(lt_csr *csr);

#endif
