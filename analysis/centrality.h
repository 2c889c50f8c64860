/**
 * @file analysis/centrality.h
 * Who stands at the centre of a network of deliveries: weighted PageRank and
 * betweenness.
 */
#ifndef LT_ANALYSIS_CENTRALITY_H
#define LT_ANALYSIS_CENTRALITY_H

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

/**
 * PageRank (Brin and Page 1998) with damping 0.85: a node passes its rank on
 * in proportion to the weights of its arcs, a node without arcs to all alike.
 *
 * @param rank node_count entries, overwritten; they sum to 1.
 * Stops when no more than 1e-12 moves, or after 200 rounds. Time O(rounds ×
 * arcs).
 */
lt_status lt_pagerank(double *rank, const lt_network *network, lt_error *err);

/**
 * Betweenness by the number of arcs (Brandes 2001), directed, ends not
 * counted, not normalised. With fewer @p sources than nodes the paths from
 * that many evenly spaced nodes stand for all (Brandes and Pich 2007).
 *
 * @param between node_count entries, overwritten.
 * Time O(sources × (nodes + arcs)).
 */
lt_status lt_betweenness(double *between, const lt_network *network,
                         uint32_t sources, lt_error *err);

#endif
