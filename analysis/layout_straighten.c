#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Above the lane of support: its title, and the border before it. */
#define LANE_GAP    2.6
#define LANE_BORDER 0.9

enum { ROUNDS_SMALL = 6, ROUNDS_LARGE = 1 };

/* Where a vertex may stand without moving any other. */
struct range {
    double low, high;
};

static double half_of(const lt_layout_work *work, uint32_t vertex)
{
    return vertex < work->chart->node_count
               ? work->chart->nodes[vertex].height / 2.0
               : 0.0;
}

/* The vertex above (below) in the same layer and lane, or LT_NONE. */
static uint32_t beside(const lt_layout_work *work, uint32_t vertex, int below)
{
    uint32_t l = work->layer[vertex];
    uint32_t at = work->layer_begin[l] + work->place[vertex];
    uint32_t other = LT_NONE;

    if (below && at + 1 < work->layer_begin[l + 1])
        other = work->order[at + 1];
    if (!below && at > work->layer_begin[l])
        other = work->order[at - 1];
    if (other == LT_NONE || work->support[other] != work->support[vertex])
        return LT_NONE;
    return other;
}

static struct range range_of(const lt_layout_work *work, uint32_t vertex)
{
    uint32_t above = beside(work, vertex, 0);
    uint32_t below = beside(work, vertex, 1);
    struct range range = {-INFINITY, INFINITY};

    if (above != LT_NONE)
        range.low = work->y[above] + lt_layout_distance(work, above, vertex);
    if (below != LT_NONE)
        range.high = work->y[below] - lt_layout_distance(work, vertex, below);
    return range;
}

static double clamp(double wish, struct range range)
{
    return fmax(range.low, fmin(wish, range.high));
}

static int allows(struct range range, double y)
{
    return y >= range.low && y <= range.high;
}

/* --- packing -------------------------------------------------------------- */

/* How far a vertex of @p lane may move up with its component: to the vertex of
 * an earlier one above it, or to the top. */
static double room_above(const lt_layout_work *work, uint32_t v, uint8_t lane)
{
    uint32_t above = LT_NONE;

    if (work->support[v] != lane)
        return INFINITY;
    above = beside(work, v, 0);
    if (above == LT_NONE)
        return work->y[v] - half_of(work, v);
    if (work->component[above] == work->component[v])
        return INFINITY;
    return work->y[v] - work->y[above] - lt_layout_distance(work, above, v);
}

/*
 * Components follow each other downwards in every layer: each one moves up
 * until it meets an earlier one or, in layers without any, the top.
 */
static lt_status pack(lt_layout_work *work, uint8_t lane, lt_error *err)
{
    uint32_t count = 0;
    lt_csr members = LT_CSR_EMPTY;
    lt_status status = LT_OK;

    for (uint32_t v = 0; v < work->vertex_count; v++)
        if (work->component[v] >= count)
            count = work->component[v] + 1;
    status =
        lt_csr_build(&members, count, work->component, work->vertex_count, err);
    for (uint32_t c = 0; c < count && status == LT_OK; c++) {
        double room = INFINITY;

        for (uint32_t s = members.offset[c]; s < members.offset[c + 1]; s++)
            room = fmin(room, room_above(work, members.item[s], lane));
        for (uint32_t s = members.offset[c]; s < members.offset[c + 1]; s++)
            if (work->support[members.item[s]] == lane)
                work->y[members.item[s]] -= room;
    }
    lt_csr_clear(&members);
    return status;
}

/* --- straight lines ------------------------------------------------------- */

/*
 * Lay the bends of edge @p e on as few levels as their neighbours leave room
 * for, beginning at the level of the box at the left.
 */
static void straighten_edge(lt_layout_work *work, uint32_t e)
{
    const lt_chart_edge *edge = &work->chart->edges[e];
    int leads_right = work->layer[edge->from] < work->layer[edge->to];
    uint32_t left = leads_right ? edge->from : edge->to;
    uint32_t right = leads_right ? edge->to : edge->from;
    uint32_t at = work->first_bend[e];
    uint32_t end = at + work->layer[right] - work->layer[left] - 1;
    uint8_t lane = work->support[at];
    double level = work->support[left] == lane ? work->y[left] : work->y[at];
    double goal = work->support[right] == lane ? work->y[right] : level;

    while (at < end) {
        struct range range = range_of(work, at);
        uint32_t next = at + 1;

        for (; next < end; next++) {
            struct range other = range_of(work, next);

            other.low = fmax(other.low, range.low);
            other.high = fmin(other.high, range.high);
            if (other.low > other.high)
                break;
            range = other;
        }
        if (!allows(range, level))
            level = clamp(next == end ? goal : level, range);
        for (; at < next; at++)
            work->y[at] = level;
    }
}

/* --- level boxes ---------------------------------------------------------- */

static int compare_levels(const void *a, const void *b)
{
    const double *first = a;
    const double *second = b;

    return *first < *second ? -1 : *first > *second;
}

/* Levels of the neighbours of @p vertex at one side, of its own lane. */
static uint32_t add_levels(const lt_layout_work *work, uint32_t vertex,
                           int at_right, double *levels, uint32_t count)
{
    const lt_csr *csr = at_right ? &work->right : &work->left;
    const uint32_t *end = at_right ? work->segment_right : work->segment_left;

    for (uint32_t s = csr->offset[vertex]; s < csr->offset[vertex + 1]; s++)
        if (work->support[end[csr->item[s]]] == work->support[vertex])
            levels[count++] = work->y[end[csr->item[s]]];
    return count;
}

/* Move a box to the median of its neighbours as far as there is room; one
 * without neighbours moves up. */
static void level_node(lt_layout_work *work, uint32_t node, double *levels)
{
    struct range range = range_of(work, node);
    uint32_t count = add_levels(work, node, 0, levels, 0);
    double wish = range.low;

    count = add_levels(work, node, 1, levels, count);
    if (count > 0) {
        qsort(levels, count, sizeof(*levels), compare_levels);
        wish = (levels[(count - 1) / 2] + levels[count / 2]) / 2.0;
    }
    wish = clamp(wish, range);
    if (isfinite(wish))
        work->y[node] = wish;
}

/* --- all of it ------------------------------------------------------------ */

/* Move lane @p lane to @p top; its lowest border, or @p top where it is
 * empty. */
static double settle_lane(lt_layout_work *work, uint8_t lane, double top)
{
    double highest = INFINITY;
    double lowest = -INFINITY;

    for (uint32_t v = 0; v < work->vertex_count; v++)
        if (work->support[v] == lane) {
            highest = fmin(highest, work->y[v] - half_of(work, v));
            lowest = fmax(lowest, work->y[v] + half_of(work, v));
        }
    if (lowest < highest)
        return top;
    for (uint32_t v = 0; v < work->vertex_count; v++)
        if (work->support[v] == lane)
            work->y[v] += top - highest;
    return lowest + top - highest;
}

static int has_support(const lt_layout_work *work)
{
    for (uint32_t v = 0; v < work->vertex_count; v++)
        if (work->support[v])
            return 1;
    return 0;
}

lt_status lt_layout_straighten(lt_layout_work *work, lt_error *err)
{
    lt_chart *chart = work->chart;
    int rounds =
        work->vertex_count <= LT_LAYOUT_SMALL ? ROUNDS_SMALL : ROUNDS_LARGE;
    double *levels = lt_alloc_array(work->segment_count, sizeof(*levels));
    lt_status status = LT_OK;

    if (levels == NULL)
        return lt_fail_memory(err, "places");
    LT_TRY(pack(work, 0, err));
    LT_TRY(pack(work, 1, err));
    for (int round = 0; round < rounds; round++) {
        for (uint32_t e = 0; e < chart->edge_count; e++)
            if (work->first_bend[e] != LT_NONE)
                straighten_edge(work, e);
        for (uint32_t v = 0; v < chart->node_count; v++)
            level_node(work, v, levels);
    }
    chart->height = settle_lane(work, 0, 0.0);
    chart->support_y = 0.0;
    if (has_support(work)) {
        chart->support_y = chart->height + LANE_BORDER;
        chart->height = settle_lane(work, 1, chart->height + LANE_GAP);
    }
cleanup:
    free(levels);
    return status;
}
