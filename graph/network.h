/**
 * @file graph/network.h
 * A plain weighted directed network, such as firms and their deliveries: what
 * measures of centrality work on.
 */
#ifndef LT_GRAPH_NETWORK_H
#define LT_GRAPH_NETWORK_H

#include "graph/status.h"

#include <stdint.h>

/** One delivery. */
typedef struct lt_arc {
    uint32_t from, to; /**< Nodes. */
    double weight;     /**< Above 0. */
} lt_arc;

/** A directed network; parallel arcs are merged. Release with
 * lt_network_clear(). */
typedef struct lt_network {
    uint32_t node_count;
    uint32_t arc_count;
    uint32_t *offset; /**< Arcs of node v: offset[v] … offset[v + 1] - 1. */
    uint32_t *to;
    double *weight;
} lt_network;

#define LT_NETWORK_EMPTY ((lt_network){0, 0, NULL, NULL, NULL})

/**
 * Build a network from @p count arcs, which are sorted in place.
 * Time O(arcs log arcs).
 */
lt_status lt_network_build(lt_network *out, uint32_t node_count, lt_arc *arcs,
                           uint32_t count, lt_error *err);

/** Safe to call twice. */
void lt_network_clear(lt_network *network);

#endif
