#include "analysis/layout.h"

#include "analysis/layout_steps.h"
#include "graph/alloc.h"
#include "graph/chart.h"
#include "graph/graph.h"

#include <math.h>
#include <stdlib.h>

/* Room between two layers: for short S curves, and more where many lines
 * climb far; room for the curves within a layer. */
#define CHANNEL_LEAST 2.4
#define CHANNEL_MOST  9.0
#define LOOP_REACH    1.4

static void work_clear(lt_layout_work *work)
{
    free(work->support);
    free(work->component);
    free(work->layer);
    free(work->layer_stage);
    free(work->first_bend);
    free(work->segment_left);
    free(work->segment_right);
    free(work->segment_edge);
    lt_csr_clear(&work->left);
    lt_csr_clear(&work->right);
    free(work->layer_begin);
    free(work->order);
    free(work->place);
    free(work->y);
}

static lt_status check_edges(const lt_chart *chart, lt_error *err)
{
    for (uint32_t e = 0; e < chart->edge_count; e++)
        if (chart->edges[e].from >= chart->node_count ||
            chart->edges[e].to >= chart->node_count)
            return lt_fail(err, LT_ERR_INVALID,
                           "edge %u of the chart leads to no node", e);
    return LT_OK;
}

/* --- across --------------------------------------------------------------- */

/* Left and right border of each layer. */
struct columns {
    double *left, *right;
};

/* Boxes of one layer are equally wide. */
static void widen_boxes(lt_layout_work *work, struct columns *columns)
{
    lt_chart *chart = work->chart;

    for (uint32_t v = 0; v < chart->node_count; v++) {
        double *width = &columns->right[work->layer[v]];

        *width = fmax(*width, chart->nodes[v].width);
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        chart->nodes[v].width = columns->right[work->layer[v]];
}

/* Room that layer @p l needs at its right: the steeper the lines, the more. */
static double channel_of(const lt_layout_work *work, uint32_t l)
{
    double climb = 0.0;
    uint32_t count = 0;

    for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1]; i++) {
        uint32_t v = work->order[i];

        for (uint32_t s = work->right.offset[v]; s < work->right.offset[v + 1];
             s++, count++)
            climb += fabs(work->y[v] -
                          work->y[work->segment_right[work->right.item[s]]]);
    }
    if (count == 0)
        return CHANNEL_LEAST;
    return fmin(CHANNEL_LEAST + 0.22 * climb / count + 0.03 * count,
                CHANNEL_MOST);
}

static void place_across(lt_layout_work *work, struct columns *columns)
{
    lt_chart *chart = work->chart;
    double x = 0.0;

    widen_boxes(work, columns);
    for (uint32_t l = 0; l < work->layer_count; l++) {
        double width = columns->right[l];

        columns->left[l] = x;
        columns->right[l] = x + width;
        x += width;
        if (l + 1 < work->layer_count)
            x += channel_of(work, l);
    }
    chart->width = x;
    for (uint32_t v = 0; v < chart->node_count; v++) {
        lt_chart_node *node = &chart->nodes[v];

        node->layer = work->layer[v];
        node->x =
            (columns->left[node->layer] + columns->right[node->layer]) / 2.0;
        node->y = work->y[v];
    }
    /* Curves within the last layer reach beyond it. */
    for (uint32_t e = 0; e < chart->edge_count; e++)
        if (work->layer[chart->edges[e].from] + 1 == work->layer_count &&
            work->layer[chart->edges[e].to] + 1 == work->layer_count)
            chart->width = x + LOOP_REACH;
}

/* --- bends ---------------------------------------------------------------- */

/* Both ends stand in one layer: a curve at its right. */
static lt_status bend_within(lt_layout_work *work, lt_chart_edge *edge,
                             const struct columns *columns, lt_arena *arena,
                             lt_error *err)
{
    double *bends = lt_arena_take(arena, 4 * sizeof(*bends));
    double far = columns->right[work->layer[edge->from]] + LOOP_REACH;

    if (bends == NULL)
        return lt_fail_memory(err, "bends");
    bends[0] = bends[2] = far;
    bends[1] = work->y[edge->from];
    bends[3] = work->y[edge->to];
    edge->bends = bends;
    edge->bend_count = 2;
    return LT_OK;
}

/* Level through every layer between its ends. */
static lt_status bend_across(lt_layout_work *work, uint32_t e,
                             const struct columns *columns, lt_arena *arena,
                             lt_error *err)
{
    lt_chart_edge *edge = &work->chart->edges[e];
    uint32_t from = work->layer[edge->from];
    uint32_t to = work->layer[edge->to];
    int leads_right = from < to;
    uint32_t count = (leads_right ? to - from : from - to) - 1;
    double *bends = lt_arena_take(arena, 4 * (size_t)count * sizeof(*bends));

    if (bends == NULL)
        return lt_fail_memory(err, "bends");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bend = work->first_bend[e] + (leads_right ? i : count - 1 - i);
        uint32_t l = work->layer[bend];
        double *ends = bends + (size_t)i * 4;

        ends[0] = leads_right ? columns->left[l] : columns->right[l];
        ends[2] = leads_right ? columns->right[l] : columns->left[l];
        ends[1] = ends[3] = work->y[bend];
    }
    edge->bends = bends;
    edge->bend_count = 2 * count;
    return LT_OK;
}

static lt_status bend_edges(lt_layout_work *work, const struct columns *columns,
                            lt_arena *arena, lt_error *err)
{
    lt_status status = LT_OK;

    for (uint32_t e = 0; e < work->chart->edge_count; e++) {
        lt_chart_edge *edge = &work->chart->edges[e];

        edge->bends = NULL;
        edge->bend_count = 0;
        if (edge->from == edge->to)
            continue;
        if (work->layer[edge->from] == work->layer[edge->to])
            status = bend_within(work, edge, columns, arena, err);
        else if (work->first_bend[e] != LT_NONE)
            status = bend_across(work, e, columns, arena, err);
        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}

/* --- titles --------------------------------------------------------------- */

/* 1 when the stage of any box of layer @p l above the lane is known. */
static int has_stages(const lt_layout_work *work, uint32_t l)
{
    const lt_chart *chart = work->chart;

    for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1]; i++)
        if (work->order[i] < chart->node_count &&
            !work->support[work->order[i]] &&
            chart->nodes[work->order[i]].stage != NULL &&
            chart->nodes[work->order[i]].stage[0] != '\0')
            return 1;
    return 0;
}

/* Layers are called after the stage of their band, or by their number where
 * they hold nothing of a known stage. */
static lt_status title_layers(lt_layout_work *work, lt_arena *arena,
                              lt_lang lang, lt_error *err)
{
    lt_chart *chart = work->chart;
    const char **titles =
        lt_arena_take(arena, work->layer_count * sizeof(*titles));

    if (titles == NULL)
        return lt_fail_memory(err, "layers");
    for (uint32_t l = 0; l < work->layer_count; l++) {
        if (has_stages(work, l))
            titles[l] =
                lt_say(lang, lt_stage_phrase((lt_stage)work->layer_stage[l]));
        else
            titles[l] = lt_arena_format(
                arena, lang == LT_ZH ? "第%u层" : "layer %u", l + 1);
        if (titles[l] == NULL)
            return lt_fail_memory(err, "layers");
    }
    chart->layer_titles = titles;
    chart->layer_count = work->layer_count;
    return LT_OK;
}

/* From a chart with sizes to one with layers, order and heights. */
static lt_status arrange(lt_layout_work *work, lt_error *err)
{
    lt_status status = lt_layout_components(work, err);

    if (status == LT_OK)
        status = lt_layout_layers(work, err);
    if (status == LT_OK)
        status = lt_layout_split(work, err);
    if (status == LT_OK)
        status = lt_layout_order(work, err);
    if (status == LT_OK)
        status = lt_layout_place(work, err);
    if (status == LT_OK)
        status = lt_layout_straighten(work, err);
    return status;
}

lt_status lt_layout(lt_chart *chart, lt_arena *arena, lt_lang lang,
                    lt_error *err)
{
    lt_layout_work work = {.chart = chart};
    struct columns columns = {NULL, NULL};
    lt_status status = LT_OK;

    LT_TRY(check_edges(chart, err));
    for (uint32_t v = 0; v < chart->node_count; v++)
        lt_chart_measure(&chart->nodes[v].width, &chart->nodes[v].height,
                         &chart->nodes[v], lang);
    LT_TRY(arrange(&work, err));
    columns.left = lt_alloc_array(work.layer_count, sizeof(*columns.left));
    columns.right = lt_alloc_array(work.layer_count, sizeof(*columns.right));
    if (columns.left == NULL || columns.right == NULL) {
        status = lt_fail_memory(err, "layers");
        goto cleanup;
    }
    place_across(&work, &columns);
    LT_TRY(bend_edges(&work, &columns, arena, err));
    LT_TRY(title_layers(&work, arena, lang, err));
cleanup:
    free(columns.left);
    free(columns.right);
    work_clear(&work);
    return status;
}
