#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <stdlib.h>

/* Bends that any chart may have, and further ones for each node and edge. */
enum { BENDS_FREE = 20000, BENDS_EACH = 1 };

static uint32_t span_of(const lt_layout_work *work, uint32_t e)
{
    uint32_t from = work->layer[work->chart->edges[e].from];
    uint32_t to = work->layer[work->chart->edges[e].to];

    return from < to ? to - from : from - to;
}

/*
 * The longest span whose edges are led around boxes. On large charts longer
 * ones are drawn across: memory stays linear in the chart.
 */
static lt_status longest_span(uint32_t *longest, const lt_layout_work *work,
                              lt_error *err)
{
    const lt_chart *chart = work->chart;
    uint32_t *count =
        lt_alloc_array((size_t)work->layer_count + 1, sizeof(*count));
    uint64_t left = BENDS_FREE + BENDS_EACH * ((uint64_t)chart->node_count +
                                               chart->edge_count);

    if (count == NULL)
        return lt_fail_memory(err, "bends");
    for (uint32_t e = 0; e < chart->edge_count; e++)
        count[span_of(work, e)]++;
    for (*longest = 1; *longest < work->layer_count; (*longest)++) {
        uint64_t bends = (uint64_t)*longest * count[*longest + 1];

        if (bends > left)
            break;
        left -= bends;
    }
    free(count);
    return LT_OK;
}

/* Count vertices and segments. */
static lt_status count_parts(lt_layout_work *work, uint32_t longest,
                             lt_error *err)
{
    const lt_chart *chart = work->chart;
    uint64_t vertices = chart->node_count;
    uint64_t segments = 0;

    for (uint32_t e = 0; e < chart->edge_count; e++) {
        uint32_t span = span_of(work, e);

        if (span == 0 || span > longest)
            continue;
        vertices += span - 1;
        segments += span;
    }
    if (vertices > INT32_MAX || segments > INT32_MAX)
        return lt_fail(err, LT_ERR_LIMIT, "the chart is too large to lay out");
    work->vertex_count = (uint32_t)vertices;
    work->segment_count = (uint32_t)segments;
    return LT_OK;
}

/* The arrays by node become arrays by vertex. */
static lt_status grow_arrays(lt_layout_work *work, lt_error *err)
{
    const size_t count = work->vertex_count;
    void *grown = lt_grow_array(work->support, count, 1);

    if (grown == NULL)
        return lt_fail_memory(err, "bends");
    work->support = grown;
    grown = lt_grow_array(work->component, count, sizeof(*work->component));
    if (grown == NULL)
        return lt_fail_memory(err, "bends");
    work->component = grown;
    grown = lt_grow_array(work->layer, count, sizeof(*work->layer));
    if (grown == NULL)
        return lt_fail_memory(err, "bends");
    work->layer = grown;
    work->first_bend =
        lt_alloc_array(work->chart->edge_count, sizeof(*work->first_bend));
    work->segment_left =
        lt_alloc_array(work->segment_count, sizeof(*work->segment_left));
    work->segment_right =
        lt_alloc_array(work->segment_count, sizeof(*work->segment_right));
    work->segment_edge =
        lt_alloc_array(work->segment_count, sizeof(*work->segment_edge));
    if (work->first_bend == NULL || work->segment_left == NULL ||
        work->segment_right == NULL || work->segment_edge == NULL)
        return lt_fail_memory(err, "bends");
    return LT_OK;
}

/* Cut edge @p e, which spans at least one layer, from left to right. */
static void cut(lt_layout_work *work, uint32_t e, uint32_t *vertex,
                uint32_t *segment)
{
    const lt_chart_edge *edge = &work->chart->edges[e];
    int leads_right = work->layer[edge->from] < work->layer[edge->to];
    uint32_t left = leads_right ? edge->from : edge->to;
    uint32_t right = leads_right ? edge->to : edge->from;

    if (work->layer[left] + 1 < work->layer[right])
        work->first_bend[e] = *vertex;
    while (work->layer[left] + 1 < work->layer[right]) {
        uint32_t bend = (*vertex)++;

        work->layer[bend] = work->layer[left] + 1;
        work->component[bend] = work->component[left];
        work->support[bend] =
            work->support[edge->from] || work->support[edge->to];
        work->segment_left[*segment] = left;
        work->segment_right[*segment] = bend;
        work->segment_edge[(*segment)++] = e;
        left = bend;
    }
    work->segment_left[*segment] = left;
    work->segment_right[*segment] = right;
    work->segment_edge[(*segment)++] = e;
}

lt_status lt_layout_split(lt_layout_work *work, lt_error *err)
{
    uint32_t longest = 0;
    uint32_t vertex = work->chart->node_count;
    uint32_t segment = 0;
    lt_status status = LT_OK;

    LT_TRY(longest_span(&longest, work, err));
    LT_TRY(count_parts(work, longest, err));
    LT_TRY(grow_arrays(work, err));
    for (uint32_t e = 0; e < work->chart->edge_count; e++) {
        uint32_t span = span_of(work, e);

        work->first_bend[e] = LT_NONE;
        if (span > 0 && span <= longest)
            cut(work, e, &vertex, &segment);
    }
    LT_TRY(lt_csr_build(&work->right, work->vertex_count, work->segment_left,
                        work->segment_count, err));
    LT_TRY(lt_csr_build(&work->left, work->vertex_count, work->segment_right,
                        work->segment_count, err));
cleanup:
    return status;
}
