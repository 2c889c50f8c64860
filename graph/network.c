#include "graph/network.h"

#include "graph/alloc.h"

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
