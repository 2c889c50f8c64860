/**
 * @file cli/charts.h
 * The graph as a drawing, without any verdict: what `convert` writes into
 * graph formats.
 */
#ifndef LT_CLI_CHARTS_H
#define LT_CLI_CHARTS_H

#include "graph/state.h"
#include "graph/table.h"

/** What the nodes are. */
typedef enum lt_chart_nodes {
    LT_CHART_PRODUCTS,  /**< Products; edges are links and recipes. */
    LT_CHART_PROCESSES, /**< Products and the processes between them. */
    LT_CHART_FIRMS      /**< Firms; edges are supplies. */
} lt_chart_nodes;

/**
 * Give @p answer a chart of the graph of @p state. Ids are those of the data;
 * processes are "process:ID", so that none is that of a product. Marks are
 * those of the state, and unseen for processes that do not run. Places are not
 * set. Time and memory O(products + links + recipes), or O(firms + supplies),
 * but for sorting.
 */
lt_status lt_chart_all(lt_answer *answer, const lt_state *state,
                       lt_chart_nodes nodes, lt_error *err);

#endif
