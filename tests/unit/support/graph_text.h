/* A graph, its scope and its state from facts written down in a test. */
#ifndef LT_TESTS_GRAPH_TEXT_H
#define LT_TESTS_GRAPH_TEXT_H

#include "graph/state.h"

/* Everything an analysis needs; free with world_clear(). */
struct world {
    lt_graph *graph;
    lt_rules rules;
    uint32_t region;
    lt_scope scope; /* In English, of the region, now. */
    lt_state *state;
};

/*
 * The graph of the text (see facts_text.h), seen from the region called
 * @p region (NULL: the first one) and the chain called @p chain (NULL: all).
 * LT_OK or LT_ERR_NOMEM; any other fault fails the test. Points into itself:
 * do not copy.
 */
lt_status world_new(struct world *world, const char *text, const char *region,
                    const char *chain);

void world_clear(struct world *world);

/* Number of the product, firm … with an id or name; fails where unknown. */
uint32_t product_called(const struct world *world, const char *name);
uint32_t firm_called(const struct world *world, const char *name);

#endif
