/* The same work done by igraph; the only user of igraph.h here. */
#ifndef LT_BENCH_PEER_H
#define LT_BENCH_PEER_H

#include "graph/table.h"

/* Version of igraph at run time. */
const char *peer_version(void);

/* Read lines of `name name weight` into a directed graph with names and
 * weights. Ends the program unless it has these counts. Seconds. */
double peer_read_ncol(const char *path, unsigned nodes, unsigned edges);

/*
 * Write the nodes and edges of a chart as GraphML: with all attributes that
 * the plain dialect of this project has for them, or, where @p all is 0, with
 * names and weights alone. Seconds, of the writing alone.
 */
double peer_write_graphml(const lt_chart *chart, const char *path, int all);

#endif
