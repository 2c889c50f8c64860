#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <stdlib.h>

static uint32_t root_of(uint32_t *parent, uint32_t v)
{
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

struct part {
    uint32_t root; /* Its first node. */
    uint32_t size;
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *first = a;
    const struct part *second = b;

    if (first->size != second->size)
        return first->size > second->size ? -1 : 1;
    return first->root < second->root ? -1 : first->root > second->root;
}

/* Number the connected parts, the largest 0; ties by their first node. */
lt_status lt_layout_components(lt_layout_work *work, lt_error *err)
{
    const lt_chart *chart = work->chart;
    uint32_t *parent = lt_alloc_array(chart->node_count, sizeof(*parent));
    struct part *parts = lt_alloc_array(chart->node_count, sizeof(*parts));
    uint32_t *number = lt_alloc_array(chart->node_count, sizeof(*number));
    lt_status status = LT_OK;

    if (parent == NULL || parts == NULL || number == NULL) {
        status = lt_fail_memory(err, "layers");
        goto cleanup;
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        parent[v] = v;
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        uint32_t a = root_of(parent, chart->edges[e].from);
        uint32_t b = root_of(parent, chart->edges[e].to);

        parent[a > b ? a : b] = a > b ? b : a;
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        parts[v].root = v;
    for (uint32_t v = 0; v < chart->node_count; v++) {
        parent[v] = root_of(parent, v);
        parts[parent[v]].size++;
    }
    qsort(parts, chart->node_count, sizeof(*parts), compare_parts);
    for (uint32_t i = 0; i < chart->node_count && parts[i].size > 0; i++)
        number[parts[i].root] = i;
    for (uint32_t v = 0; v < chart->node_count; v++)
        parent[v] = number[parent[v]];
    work->component = parent;
    parent = NULL;
cleanup:
    free(parent);
    free(parts);
    free(number);
    return status;
}
