/**
 * @file analysis/layout.h
 * Places for the boxes of a chart: layers from left to right.
 *
 * The layers are those of the stages, raw materials leftmost, each as many
 * columns wide as the longest path within it; every material link leads to the
 * right unless it closes a cycle. Equipment, services and energy stand in a
 * lane of their own below, one column before whoever uses them. The order
 * within the layers keeps crossings few (Sugiyama, Tagawa and Toda 1981;
 * Eiglsperger's transpositions), long edges bend around boxes, and boxes never
 * overlap.
 */
#ifndef LT_ANALYSIS_LAYOUT_H
#define LT_ANALYSIS_LAYOUT_H

#include "graph/arena.h"
#include "graph/lang.h"
#include "graph/status.h"
#include "graph/table.h"

/**
 * Set layer, x, y, width and height of the nodes, the bends of the edges, and
 * the layers and size of @p chart; the rest of it is read. Bends and titles go
 * to @p arena. The same chart always gives the same places.
 *
 * Time O((V + E) log V), memory O(V + E): long edges of large charts run
 * straight across, and the larger the chart, the less the order is improved.
 *
 * @param lang of the titles of the layers.
 * @retval LT_ERR_INVALID an edge names a node that is not there.
 * @retval LT_ERR_LIMIT   more than 2^31 nodes and bends.
 */
lt_status lt_layout(lt_chart *chart, lt_arena *arena, lt_lang lang,
                    lt_error *err);

#endif
