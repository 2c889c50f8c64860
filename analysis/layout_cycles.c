#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <stdlib.h>

int lt_layout_drops(const lt_layout_pulls *pulls, const lt_chart_edge *edge)
{
    uint8_t from = pulls->rank[edge->from];
    uint8_t to = pulls->rank[edge->to];

    return from != LT_RANK_UNKNOWN && to != LT_RANK_UNKNOWN && from > to;
}

/* Group the edges that still pull by their ends. */
static lt_status group_pulls(lt_layout_pulls *pulls, lt_error *err)
{
    const lt_chart *chart = pulls->chart;
    uint32_t *owner = lt_alloc_array(chart->edge_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "layers");
    lt_csr_clear(&pulls->out);
    lt_csr_clear(&pulls->in);
    for (uint32_t e = 0; e < chart->edge_count; e++)
        owner[e] =
            pulls->pull[e] == LT_PULL_NONE ? LT_NONE : chart->edges[e].from;
    LT_TRY(lt_csr_build(&pulls->out, chart->node_count, owner,
                        chart->edge_count, err));
    for (uint32_t e = 0; e < chart->edge_count; e++)
        if (owner[e] != LT_NONE)
            owner[e] = chart->edges[e].to;
    LT_TRY(lt_csr_build(&pulls->in, chart->node_count, owner, chart->edge_count,
                        err));
cleanup:
    free(owner);
    return status;
}

/* A walk in depth over the edges that pull. */
struct walk {
    uint32_t *slot;  /* Node → its next edge to follow. */
    uint32_t *stack; /* Nodes on the way. */
    uint32_t height;
    uint32_t *found; /* Node → when it was found, from 1; 0: not yet. */
    uint32_t found_count;
    uint32_t *low;     /* Node → earliest node its part leads back to. */
    uint32_t *waiting; /* Nodes found whose part is not closed. */
    uint32_t waiting_count;
    uint32_t *part; /* Node → its part; LT_NONE while open. */
    uint32_t part_count;
};

static void walk_clear(struct walk *walk)
{
    free(walk->slot);
    free(walk->stack);
    free(walk->found);
    free(walk->low);
    free(walk->waiting);
    free(walk->part);
}

/* Clear it even where this fails. */
static lt_status walk_new(struct walk *walk, uint32_t count, lt_error *err)
{
    *walk = (struct walk){0};
    walk->slot = lt_alloc_array(count, sizeof(*walk->slot));
    walk->stack = lt_alloc_array(count, sizeof(*walk->stack));
    walk->found = lt_alloc_array(count, sizeof(*walk->found));
    walk->low = lt_alloc_array(count, sizeof(*walk->low));
    walk->waiting = lt_alloc_array(count, sizeof(*walk->waiting));
    walk->part = lt_alloc_array(count, sizeof(*walk->part));
    if (walk->slot == NULL || walk->stack == NULL || walk->found == NULL ||
        walk->low == NULL || walk->waiting == NULL || walk->part == NULL)
        return lt_fail_memory(err, "layers");
    for (uint32_t v = 0; v < count; v++)
        walk->part[v] = LT_NONE;
    return LT_OK;
}

static void walk_enter(struct walk *walk, const lt_csr *out, uint32_t node)
{
    walk->found[node] = ++walk->found_count;
    walk->low[node] = walk->found[node];
    walk->slot[node] = out->offset[node];
    walk->stack[walk->height++] = node;
    walk->waiting[walk->waiting_count++] = node;
}

/* Leave a node all of whose edges were followed; close its part. */
static void walk_leave(struct walk *walk)
{
    uint32_t node = walk->stack[--walk->height];
    uint32_t above = walk->height > 0 ? walk->stack[walk->height - 1] : LT_NONE;
    uint32_t member = LT_NONE;

    if (above != LT_NONE && walk->low[node] < walk->low[above])
        walk->low[above] = walk->low[node];
    if (walk->low[node] != walk->found[node])
        return;
    do {
        member = walk->waiting[--walk->waiting_count];
        walk->part[member] = walk->part_count;
    } while (member != node);
    walk->part_count++;
}

/* Strongly connected parts reachable from @p root (Tarjan 1972). */
static void walk_parts(struct walk *walk, const lt_layout_pulls *pulls,
                       uint32_t root)
{
    const lt_chart_edge *edges = pulls->chart->edges;

    walk_enter(walk, &pulls->out, root);
    while (walk->height > 0) {
        uint32_t node = walk->stack[walk->height - 1];
        uint32_t next = LT_NONE;

        if (walk->slot[node] == pulls->out.offset[node + 1]) {
            walk_leave(walk);
            continue;
        }
        next = edges[pulls->out.item[walk->slot[node]++]].to;
        if (walk->found[next] == 0)
            walk_enter(walk, &pulls->out, next);
        else if (walk->part[next] == LT_NONE &&
                 walk->found[next] < walk->low[node])
            walk->low[node] = walk->found[next];
    }
}

/* Within a cycle, edges that lead back to an earlier stage and those that
 * need not be followed stop pulling: a scrap loop opens at the scrap. */
static lt_status open_cycles(lt_layout_pulls *pulls, lt_error *err)
{
    const lt_chart *chart = pulls->chart;
    struct walk walk;
    lt_status status = walk_new(&walk, chart->node_count, err);

    if (status != LT_OK)
        goto cleanup;
    for (uint32_t v = 0; v < chart->node_count; v++)
        if (walk.found[v] == 0)
            walk_parts(&walk, pulls, v);
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        const lt_chart_edge *edge = &chart->edges[e];

        if (pulls->pull[e] != LT_PULL_NONE &&
            walk.part[edge->from] == walk.part[edge->to] &&
            (pulls->pull[e] == LT_PULL_SOFT || lt_layout_drops(pulls, edge)))
            pulls->pull[e] = LT_PULL_NONE;
    }
    status = group_pulls(pulls, err);
cleanup:
    walk_clear(&walk);
    return status;
}

/*
 * Walk from @p root; edges that lead back to a node on the way close the
 * cycles that are left: they stop pulling. Nodes are sorted from the end, each
 * before all it leads to.
 */
static void walk_sort(struct walk *walk, lt_layout_pulls *pulls, uint32_t root,
                      uint32_t *left)
{
    const lt_chart_edge *edges = pulls->chart->edges;

    walk_enter(walk, &pulls->out, root);
    while (walk->height > 0) {
        uint32_t node = walk->stack[walk->height - 1];
        uint32_t edge = LT_NONE;
        uint32_t next = LT_NONE;

        if (walk->slot[node] == pulls->out.offset[node + 1]) {
            walk->height--;
            walk->part[node] = 0; /* No longer on the way. */
            pulls->sorted[--*left] = node;
            continue;
        }
        edge = pulls->out.item[walk->slot[node]++];
        next = edges[edge].to;
        if (walk->found[next] == 0)
            walk_enter(walk, &pulls->out, next);
        else if (walk->part[next] == LT_NONE)
            pulls->pull[edge] = LT_PULL_NONE;
    }
}

static lt_status sort_nodes(lt_layout_pulls *pulls, lt_error *err)
{
    const uint32_t count = pulls->chart->node_count;
    uint32_t left = count;
    struct walk walk;
    lt_status status = walk_new(&walk, count, err);

    if (status != LT_OK)
        goto cleanup;
    /* From the early stages first: their cycles open where they end. The
     * walk fills the order from its end, so the last root comes first. */
    for (unsigned rank = 0; rank <= LT_RANK_UNKNOWN; rank++)
        for (uint32_t v = 0; v < count; v++)
            if (pulls->rank[v] == rank && walk.found[v] == 0)
                walk_sort(&walk, pulls, v, &left);
    status = group_pulls(pulls, err);
cleanup:
    walk_clear(&walk);
    return status;
}

lt_status lt_layout_sort(lt_layout_pulls *pulls, lt_error *err)
{
    lt_status status = group_pulls(pulls, err);

    if (status == LT_OK)
        status = open_cycles(pulls, err);
    if (status == LT_OK)
        status = sort_nodes(pulls, err);
    return status;
}
