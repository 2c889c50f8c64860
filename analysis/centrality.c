#include "analysis/centrality.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

static int compare_arcs(const void *left, const void *right)
{
    const lt_arc *a = left;
    const lt_arc *b = right;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

lt_status lt_network_build(lt_network *out, uint32_t node_count, lt_arc *arcs,
                           uint32_t count, lt_error *err)
{
    *out = LT_NETWORK_EMPTY;
    out->offset = lt_alloc_array((size_t)node_count + 1, sizeof(*out->offset));
    out->to = lt_alloc_array(count, sizeof(*out->to));
    out->weight = lt_alloc_array(count, sizeof(*out->weight));
    if (out->offset == NULL || out->to == NULL || out->weight == NULL) {
        lt_network_clear(out);
        return lt_fail_memory(err, "network");
    }
    out->node_count = node_count;
    if (count > 1)
        qsort(arcs, count, sizeof(*arcs), compare_arcs);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && arcs[i].from == arcs[i - 1].from &&
            arcs[i].to == arcs[i - 1].to) {
            out->weight[out->arc_count - 1] += arcs[i].weight;
            continue;
        }
        out->to[out->arc_count] = arcs[i].to;
        out->weight[out->arc_count++] = arcs[i].weight;
        out->offset[arcs[i].from + 1]++;
    }
    for (uint32_t v = 0; v < node_count; v++)
        out->offset[v + 1] += out->offset[v];
    return LT_OK;
}

void lt_network_clear(lt_network *network)
{
    free(network->offset);
    free(network->to);
    free(network->weight);
    *network = LT_NETWORK_EMPTY;
}

/* One round: next from rank. Returns how much moved. */
static double spread_rank(double *next, const double *rank,
                          const double *weight_out, const lt_network *network)
{
    const double damping = 0.85;
    const uint32_t count = network->node_count;
    double idle = 0.0;
    double moved = 0.0;

    for (uint32_t v = 0; v < count; v++)
        if (weight_out[v] <= 0.0)
            idle += rank[v];
    for (uint32_t v = 0; v < count; v++)
        next[v] = (1.0 - damping + damping * idle) / count;
    for (uint32_t v = 0; v < count; v++) {
        if (weight_out[v] <= 0.0)
            continue;
        for (uint32_t s = network->offset[v]; s < network->offset[v + 1]; s++)
            next[network->to[s]] +=
                damping * rank[v] * network->weight[s] / weight_out[v];
    }
    for (uint32_t v = 0; v < count; v++)
        moved += fabs(next[v] - rank[v]);
    return moved;
}

lt_status lt_pagerank(double *rank, const lt_network *network, lt_error *err)
{
    enum { ROUNDS_MAX = 200 };
    const uint32_t count = network->node_count;
    double *next = lt_alloc_array(count, sizeof(*next));
    double *weight_out = lt_alloc_array(count, sizeof(*weight_out));
    double moved = 1.0;

    if (next == NULL || weight_out == NULL) {
        free(weight_out);
        free(next);
        return lt_fail_memory(err, "network");
    }
    for (uint32_t v = 0; v < count; v++) {
        rank[v] = 1.0 / count;
        for (uint32_t s = network->offset[v]; s < network->offset[v + 1]; s++)
            weight_out[v] += network->weight[s];
    }
    for (int round = 0; round < ROUNDS_MAX && moved > 1e-12; round++) {
        moved = spread_rank(next, rank, weight_out, network);
        for (uint32_t v = 0; v < count; v++)
            rank[v] = next[v];
    }
    free(weight_out);
    free(next);
    return LT_OK;
}

/* Shortest paths from one source. */
struct paths {
    const lt_network *network;
    uint32_t *order;    /* Nodes in the order they were reached. */
    uint32_t *distance; /* UINT32_MAX: not reached. */
    double *count;      /* Shortest paths from the source. */
    double *credit;     /* Of the source's paths, those that pass through. */
    uint32_t reached;
};

static void walk_from(struct paths *paths, uint32_t source)
{
    const lt_network *network = paths->network;

    for (uint32_t i = 0; i < paths->reached; i++) {
        paths->distance[paths->order[i]] = UINT32_MAX;
        paths->count[paths->order[i]] = 0.0;
        paths->credit[paths->order[i]] = 0.0;
    }
    paths->order[0] = source;
    paths->reached = 1;
    paths->distance[source] = 0;
    paths->count[source] = 1.0;
    for (uint32_t i = 0; i < paths->reached; i++) {
        const uint32_t v = paths->order[i];

        for (uint32_t s = network->offset[v]; s < network->offset[v + 1]; s++) {
            const uint32_t w = network->to[s];

            if (paths->distance[w] == UINT32_MAX) {
                paths->distance[w] = paths->distance[v] + 1;
                paths->order[paths->reached++] = w;
            }
            if (paths->distance[w] == paths->distance[v] + 1)
                paths->count[w] += paths->count[v];
        }
    }
}

/* Hand the credit of each node back to those before it, the last first. */
static void credit_back(struct paths *paths, double *between)
{
    const lt_network *network = paths->network;

    for (uint32_t i = paths->reached; i-- > 1;) {
        const uint32_t v = paths->order[i];

        for (uint32_t s = network->offset[v]; s < network->offset[v + 1]; s++) {
            const uint32_t w = network->to[s];

            if (paths->distance[w] == paths->distance[v] + 1)
                paths->credit[v] += paths->count[v] / paths->count[w] *
                                    (1.0 + paths->credit[w]);
        }
        between[v] += paths->credit[v];
    }
}

lt_status lt_betweenness(double *between, const lt_network *network,
                         uint32_t sources, lt_error *err)
{
    const uint32_t count = network->node_count;
    struct paths paths = {.network = network};
    lt_status status = LT_OK;

    paths.order = lt_alloc_array((size_t)count + 1, sizeof(*paths.order));
    paths.distance = lt_alloc_array(count, sizeof(*paths.distance));
    paths.count = lt_alloc_array(count, sizeof(*paths.count));
    paths.credit = lt_alloc_array(count, sizeof(*paths.credit));
    if (paths.order == NULL || paths.distance == NULL || paths.count == NULL ||
        paths.credit == NULL) {
        status = lt_fail_memory(err, "network");
        goto cleanup;
    }
    for (uint32_t v = 0; v < count; v++) {
        between[v] = 0.0;
        paths.distance[v] = UINT32_MAX;
    }
    if (sources > count)
        sources = count;
    for (uint32_t i = 0; i < sources; i++) {
        walk_from(&paths, (uint32_t)((uint64_t)i * count / sources));
        credit_back(&paths, between);
    }
    for (uint32_t v = 0; v < count && sources > 0; v++)
        between[v] *= (double)count / sources;
cleanup:
    free(paths.credit);
    free(paths.count);
    free(paths.distance);
    free(paths.order);
    return status;
}
