/* A folder of tables as a graph, the way the command line reads it. */
#ifndef LT_BENCH_LOAD_H
#define LT_BENCH_LOAD_H

#include "graph/graph.h"

/* The graph of a folder; ends the program where it cannot be read. Sets what
 * reading and building took, in seconds. */
lt_graph *load_folder(const char *folder, double *reading, double *building);

#endif
