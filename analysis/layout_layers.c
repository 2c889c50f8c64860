#include "analysis/layout_steps.h"

#include "graph/alloc.h"
#include "graph/graph.h"

#include <stdlib.h>
#include <string.h>

/* Bands of layers, one for each stage of the main flow. */
enum { BANDS = LT_RANK_UNKNOWN };

struct layering {
    lt_layout_work *work;
    lt_layout_pulls pulls;
    uint8_t *band;   /* By node: the band it stands in. */
    uint32_t *depth; /* By node: its layer within the band. */
};

static int is_kind(const lt_chart_edge *edge, const char *kind)
{
    return edge->kind != NULL && strcmp(edge->kind, kind) == 0;
}

static int is_material(const lt_chart_edge *edge)
{
    return edge->kind == NULL || is_kind(edge, "input") ||
           is_kind(edge, "byproduct");
}

static lt_stage stage_of(const lt_chart_node *node)
{
    if (node->stage == NULL)
        return LT_STAGE_UNKNOWN;
    for (int stage = 0; stage < LT_STAGE_COUNT; stage++)
        if (strcmp(node->stage, lt_stage_word((lt_stage)stage)) == 0)
            return (lt_stage)stage;
    return LT_STAGE_UNKNOWN;
}

static uint8_t rank_of(lt_stage stage)
{
    static const uint8_t ranks[LT_STAGE_COUNT + 1] = {
        [LT_STAGE_RAW] = 0,
        [LT_STAGE_BASIC] = 1,
        [LT_STAGE_INTERMEDIATE] = 2,
        [LT_STAGE_COMPONENT] = 3,
        [LT_STAGE_FINAL] = 4,
        [LT_STAGE_EQUIPMENT] = 4,
        [LT_STAGE_SERVICE] = 4,
        [LT_STAGE_ENERGY] = 1,
        [LT_STAGE_UNKNOWN] = LT_RANK_UNKNOWN};

    return ranks[stage];
}

/*
 * Services and energy support the flow; so does equipment, unless the chart
 * shows what it is made of: then it is a product of the chain.
 */
static void find_support(struct layering *l)
{
    lt_chart *chart = l->work->chart;
    uint8_t *support = l->work->support;
    uint32_t found = 0;

    for (uint32_t v = 0; v < chart->node_count; v++) {
        lt_stage stage = stage_of(&chart->nodes[v]);

        l->pulls.rank[v] = rank_of(stage);
        support[v] = stage == LT_STAGE_EQUIPMENT || stage == LT_STAGE_SERVICE ||
                     stage == LT_STAGE_ENERGY;
    }
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        const lt_chart_edge *edge = &chart->edges[e];

        if (is_material(edge) && edge->from != edge->to &&
            stage_of(&chart->nodes[edge->to]) == LT_STAGE_EQUIPMENT)
            support[edge->to] = 0;
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        found += support[v];
    if (found == chart->node_count) /* Nothing that they would support. */
        memset(support, 0, chart->node_count);
}

static void find_pulls(struct layering *l)
{
    const lt_chart *chart = l->work->chart;
    const uint8_t *support = l->work->support;

    for (uint32_t e = 0; e < chart->edge_count; e++) {
        const lt_chart_edge *edge = &chart->edges[e];
        int soft = is_kind(edge, "byproduct") || is_kind(edge, "kind_of");

        l->pulls.pull[e] = LT_PULL_NONE;
        if (edge->from == edge->to || support[edge->from] || support[edge->to])
            continue;
        if (soft && !lt_layout_drops(&l->pulls, edge))
            l->pulls.pull[e] = LT_PULL_SOFT;
        else if (!soft && is_material(edge))
            l->pulls.pull[e] = LT_PULL_HARD;
    }
}

/* --- bands and layers ----------------------------------------------------- */

/*
 * Where a link leads from a later stage to an earlier one, one end gives up
 * its stage, so that one odd row does not move a whole chain: the end that
 * does so most often, else the later.
 */
static lt_status give_up_stages(struct layering *l, lt_error *err)
{
    const lt_chart *chart = l->work->chart;
    uint32_t *odd = lt_alloc_array(chart->node_count, sizeof(*odd));

    if (odd == NULL)
        return lt_fail_memory(err, "layers");
    for (uint32_t e = 0; e < chart->edge_count; e++)
        if (l->pulls.pull[e] != LT_PULL_NONE &&
            lt_layout_drops(&l->pulls, &chart->edges[e])) {
            odd[chart->edges[e].from]++;
            odd[chart->edges[e].to]++;
        }
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        uint32_t from = chart->edges[e].from;
        uint32_t to = chart->edges[e].to;

        if (l->pulls.pull[e] != LT_PULL_NONE &&
            lt_layout_drops(&l->pulls, &chart->edges[e]))
            l->pulls.rank[odd[from] > odd[to] ? from : to] = LT_RANK_UNKNOWN;
    }
    free(odd);
    return LT_OK;
}

/* The band of a node without stage and without feeders: its first user's. */
static uint8_t band_of_users(const struct layering *l, uint32_t node)
{
    uint8_t band = BANDS;

    for (uint32_t s = l->pulls.out.offset[node];
         s < l->pulls.out.offset[node + 1]; s++) {
        uint32_t user = l->work->chart->edges[l->pulls.out.item[s]].to;

        band = l->band[user] < band ? l->band[user] : band;
    }
    return band == BANDS ? 0 : band;
}

static void find_bands(struct layering *l)
{
    const lt_chart *chart = l->work->chart;

    for (uint32_t i = 0; i < chart->node_count; i++) {
        uint32_t v = l->pulls.sorted[i];
        uint8_t band =
            l->pulls.rank[v] == LT_RANK_UNKNOWN ? 0 : l->pulls.rank[v];

        for (uint32_t s = l->pulls.in.offset[v]; s < l->pulls.in.offset[v + 1];
             s++) {
            uint8_t feeder = l->band[chart->edges[l->pulls.in.item[s]].from];

            band = feeder > band ? feeder : band;
        }
        l->band[v] = band;
    }
    for (uint32_t i = chart->node_count; i-- > 0;) {
        uint32_t v = l->pulls.sorted[i];

        if (l->pulls.rank[v] == LT_RANK_UNKNOWN &&
            l->pulls.in.offset[v] == l->pulls.in.offset[v + 1])
            l->band[v] = band_of_users(l, v);
    }
}

/* Longest path within the band. */
static void find_depths(struct layering *l)
{
    const lt_chart *chart = l->work->chart;

    for (uint32_t i = 0; i < chart->node_count; i++) {
        uint32_t v = l->pulls.sorted[i];

        l->depth[v] = 0;
        for (uint32_t s = l->pulls.in.offset[v]; s < l->pulls.in.offset[v + 1];
             s++) {
            uint32_t feeder = chart->edges[l->pulls.in.item[s]].from;

            if (l->band[feeder] == l->band[v] &&
                l->depth[feeder] + 1 > l->depth[v])
                l->depth[v] = l->depth[feeder] + 1;
        }
    }
}

/* Layers of the main flow: the bands side by side, empty ones left out. */
static void find_layers(struct layering *l)
{
    lt_layout_work *work = l->work;
    uint32_t widths[BANDS] = {0};
    uint32_t begin[BANDS] = {0};

    for (uint32_t v = 0; v < work->chart->node_count; v++)
        if (!work->support[v] && l->depth[v] + 1 > widths[l->band[v]])
            widths[l->band[v]] = l->depth[v] + 1;
    work->layer_count = 0;
    for (int band = 0; band < BANDS; band++) {
        begin[band] = work->layer_count;
        work->layer_count += widths[band];
        memset(work->layer_stage + begin[band], band, widths[band]);
    }
    for (uint32_t v = 0; v < work->chart->node_count; v++)
        work->layer[v] =
            work->support[v] ? LT_NONE : begin[l->band[v]] + l->depth[v];
    /* Who feeds more than it takes moves to its first user, in its band. */
    for (uint32_t i = work->chart->node_count; i-- > 0;) {
        uint32_t v = l->pulls.sorted[i];
        uint32_t feeds = l->pulls.out.offset[v + 1] - l->pulls.out.offset[v];
        uint32_t latest = begin[l->band[v]] + widths[l->band[v]] - 1;

        if (work->support[v] ||
            feeds <= l->pulls.in.offset[v + 1] - l->pulls.in.offset[v])
            continue;
        for (uint32_t s = l->pulls.out.offset[v];
             s < l->pulls.out.offset[v + 1]; s++) {
            uint32_t user = work->chart->edges[l->pulls.out.item[s]].to;

            if (work->layer[user] <= latest)
                latest = work->layer[user] - 1;
        }
        work->layer[v] = latest;
    }
}

/* Support stands one layer before its first user, else behind its feeders. */
static lt_status place_support(struct layering *l, lt_error *err)
{
    lt_layout_work *work = l->work;
    const lt_chart *chart = work->chart;
    uint32_t *user = lt_alloc_array(chart->node_count, sizeof(*user));
    uint32_t *feeder = lt_alloc_array(chart->node_count, sizeof(*feeder));

    if (user == NULL || feeder == NULL) {
        free(user);
        free(feeder);
        return lt_fail_memory(err, "layers");
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        user[v] = LT_NONE;
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        uint32_t from = chart->edges[e].from;
        uint32_t to = chart->edges[e].to;

        if (work->support[from] && !work->support[to] &&
            work->layer[to] < user[from])
            user[from] = work->layer[to];
        if (work->support[to] && !work->support[from] &&
            work->layer[from] > feeder[to])
            feeder[to] = work->layer[from];
    }
    for (uint32_t v = 0; v < chart->node_count; v++)
        if (work->support[v] && user[v] != LT_NONE)
            work->layer[v] = user[v] > 0 ? user[v] - 1 : 0;
        else if (work->support[v])
            work->layer[v] = feeder[v];
    free(user);
    free(feeder);
    return LT_OK;
}

/* --- all of it ------------------------------------------------------------ */

lt_status lt_layout_layers(lt_layout_work *work, lt_error *err)
{
    const lt_chart *chart = work->chart;
    struct layering l = {.work = work, .pulls.chart = chart};
    lt_status status = LT_OK;

    work->support = lt_alloc_array(chart->node_count, 1);
    work->layer = lt_alloc_array(chart->node_count, sizeof(*work->layer));
    /* There are no more layers than nodes. */
    work->layer_stage = lt_alloc_array(chart->node_count, 1);
    l.pulls.pull = lt_alloc_array(chart->edge_count, 1);
    l.pulls.rank = lt_alloc_array(chart->node_count, 1);
    l.band = lt_alloc_array(chart->node_count, 1);
    l.depth = lt_alloc_array(chart->node_count, sizeof(*l.depth));
    l.pulls.sorted = lt_alloc_array(chart->node_count, sizeof(*l.pulls.sorted));
    if (work->support == NULL || work->layer == NULL ||
        work->layer_stage == NULL || l.pulls.pull == NULL ||
        l.pulls.rank == NULL || l.band == NULL || l.depth == NULL ||
        l.pulls.sorted == NULL) {
        status = lt_fail_memory(err, "layers");
        goto cleanup;
    }
    find_support(&l);
    find_pulls(&l);
    LT_TRY(lt_layout_sort(&l.pulls, err));
    LT_TRY(give_up_stages(&l, err));
    find_bands(&l);
    find_depths(&l);
    find_layers(&l);
    LT_TRY(place_support(&l, err));
cleanup:
    free(l.pulls.pull);
    free(l.pulls.rank);
    free(l.band);
    free(l.depth);
    free(l.pulls.sorted);
    lt_csr_clear(&l.pulls.out);
    lt_csr_clear(&l.pulls.in);
    return status;
}
