/**
 * @file graph/igraph_bridge.h
 * The measures that igraph computes for us. No other file includes igraph: its
 * types, error handling and changing signatures stay behind this one.
 *
 * igraph as Debian builds it keeps global state: one thread at a time.
 */
#ifndef LT_GRAPH_IGRAPH_BRIDGE_H
#define LT_GRAPH_IGRAPH_BRIDGE_H

#include "graph/network.h"

/** Version of the igraph in use, "0.10.2". Static. */
const char *lt_igraph_version(void);

/**
 * PageRank (Brin and Page 1998) with damping 0.85: a node passes its rank on
 * in proportion to the weights of its arcs, a node without arcs to all alike.
 *
 * @param rank node_count entries, overwritten; they sum to 1.
 * igraph's PRPACK solver; time near linear in arcs.
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
