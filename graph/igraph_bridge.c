#include "graph/igraph_bridge.h"

#include <igraph/igraph.h>

const char *lt_igraph_version(void)
{
    const char *version = NULL;

    igraph_version(&version, NULL, NULL, NULL);
    return version;
}

/* igraph's codes in our terms. */
static lt_status translate(igraph_error_t code, lt_error *err)
{
    if (code == IGRAPH_SUCCESS)
        return LT_OK;
    return lt_fail(err, code == IGRAPH_ENOMEM ? LT_ERR_NOMEM : LT_ERR_INVALID,
                   "igraph: %s", igraph_strerror(code));
}

/* The ends of every arc, two entries each, and its weight beside them. */
static void list_arcs(igraph_vector_int_t *ends, igraph_vector_t *weights,
                      const lt_network *network)
{
    for (uint32_t v = 0; v < network->node_count; v++)
        for (uint32_t s = network->offset[v]; s < network->offset[v + 1]; s++) {
            const igraph_integer_t at = s;

            igraph_vector_int_set(ends, 2 * at, v);
            igraph_vector_int_set(ends, 2 * at + 1, network->to[s]);
            igraph_vector_set(weights, at, network->weight[s]);
        }
}

/* The network as igraph holds it. Nothing is left to release on failure:
 * igraph's own clean-up stack holds nothing of ours. */
static igraph_error_t fill(igraph_t *graph, igraph_vector_t *weights,
                           const lt_network *network)
{
    const igraph_integer_t arcs = network->arc_count;
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, arcs * 2);

    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(weights, arcs);
    if (code == IGRAPH_SUCCESS) {
        list_arcs(&ends, weights, network);
        code =
            igraph_create(graph, &ends, network->node_count, IGRAPH_DIRECTED);
        if (code != IGRAPH_SUCCESS)
            igraph_vector_destroy(weights);
    }
    igraph_vector_int_destroy(&ends);
    return code;
}

static igraph_error_t rank_nodes(double *rank, const igraph_t *graph,
                                 const igraph_vector_t *weights)
{
    static const igraph_real_t DAMPING = 0.85;
    igraph_vector_t values;
    igraph_error_t code = igraph_vector_init(&values, 0);

    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, &values, NULL,
                           igraph_vss_all(), IGRAPH_DIRECTED, DAMPING, weights,
                           NULL);
    if (code == IGRAPH_SUCCESS)
        igraph_vector_copy_to(&values, rank);
    igraph_vector_destroy(&values);
    return code;
}

/* Paths from each of the nodes listed to all others. */
static igraph_error_t measure_from(double *between, const igraph_t *graph,
                                   const igraph_vector_int_t *from)
{
    igraph_vector_t values;
    igraph_error_t code = igraph_vector_init(&values, 0);

    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_betweenness_subset(graph, &values, igraph_vss_all(),
                                     IGRAPH_DIRECTED, igraph_vss_vector(from),
                                     igraph_vss_all(), NULL);
    if (code == IGRAPH_SUCCESS)
        igraph_vector_copy_to(&values, between);
    igraph_vector_destroy(&values);
    return code;
}

static igraph_error_t measure_paths(double *between, const igraph_t *graph,
                                    uint32_t nodes, uint32_t sources)
{
    igraph_vector_int_t from;
    igraph_error_t code = igraph_vector_int_init(&from, sources);

    if (code != IGRAPH_SUCCESS)
        return code;
    for (uint32_t i = 0; i < sources; i++)
        igraph_vector_int_set(
            &from, (igraph_integer_t)i,
            (igraph_integer_t)((uint64_t)i * nodes / sources));
    code = measure_from(between, graph, &from);
    igraph_vector_int_destroy(&from);
    return code;
}

lt_status lt_pagerank(double *rank, const lt_network *network, lt_error *err)
{
    igraph_t graph;
    igraph_vector_t weights;
    igraph_error_t code = IGRAPH_SUCCESS;

    if (network->node_count == 0)
        return LT_OK;
    igraph_set_error_handler(igraph_error_handler_ignore);
    code = fill(&graph, &weights, network);
    if (code != IGRAPH_SUCCESS)
        return translate(code, err);
    code = rank_nodes(rank, &graph, &weights);
    igraph_destroy(&graph);
    igraph_vector_destroy(&weights);
    return translate(code, err);
}

lt_status lt_betweenness(double *between, const lt_network *network,
                         uint32_t sources, lt_error *err)
{
    const uint32_t nodes = network->node_count;
    igraph_t graph;
    igraph_vector_t weights;
    igraph_error_t code = IGRAPH_SUCCESS;

    if (sources > nodes)
        sources = nodes;
    for (uint32_t v = 0; v < nodes; v++)
        between[v] = 0.0;
    if (sources == 0)
        return LT_OK;
    igraph_set_error_handler(igraph_error_handler_ignore);
    code = fill(&graph, &weights, network);
    if (code != IGRAPH_SUCCESS)
        return translate(code, err);
    code = measure_paths(between, &graph, nodes, sources);
    igraph_destroy(&graph);
    igraph_vector_destroy(&weights);
    for (uint32_t v = 0; v < nodes; v++)
        between[v] *= (double)nodes / sources;
    return translate(code, err);
}
