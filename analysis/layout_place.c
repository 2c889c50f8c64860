#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <stdlib.h>

/* Further room between two unconnected parts. */
#define PART_GAP 0.9

enum { ROUNDS_SMALL = 30, ROUNDS_LARGE = 1 };

/* A stretch of vertices that touch each other and move as one. */
struct block {
    double wish; /* Mean of what its vertices wish. */
    double weight;
    uint32_t size;
};

/* A neighbour as its vertex sees it. */
struct pull {
    double y;
    double weight;
};

struct placing {
    lt_layout_work *work;
    uint32_t *run_begin; /* Layer → first index in order of the lane at hand. */
    uint32_t *run_end;
    double *shift; /* Index in order → least distance from its run's first. */
    struct block *blocks;
    struct pull *pulls; /* Room for the neighbours of one vertex. */
    uint8_t lane;
};

static double height_of(const lt_layout_work *work, uint32_t vertex)
{
    return vertex < work->chart->node_count ? work->chart->nodes[vertex].height
                                            : 0.0;
}

double lt_layout_distance(const lt_layout_work *work, uint32_t above,
                          uint32_t below)
{
    const uint32_t nodes = work->chart->node_count;
    double gap =
        above < nodes && below < nodes ? LT_LAYOUT_BOX_GAP : LT_LAYOUT_LINE_GAP;

    if (work->component[above] != work->component[below])
        gap += PART_GAP;
    return gap + (height_of(work, above) + height_of(work, below)) / 2.0;
}

/* Where the lane at hand stands in each layer, packed from 0 downwards. */
static void open_lane(struct placing *p, uint8_t lane)
{
    lt_layout_work *work = p->work;

    p->lane = lane;
    for (uint32_t l = 0; l < work->layer_count; l++) {
        uint32_t begin = work->layer_begin[l];
        uint32_t end = work->layer_begin[l + 1];

        while (begin < end && work->support[work->order[begin]] < lane)
            begin++;
        while (end > begin && work->support[work->order[end - 1]] > lane)
            end--;
        p->run_begin[l] = begin;
        p->run_end[l] = end;
        for (uint32_t i = begin; i < end; i++) {
            p->shift[i] = i == begin
                              ? 0.0
                              : p->shift[i - 1] +
                                    lt_layout_distance(work, work->order[i - 1],
                                                       work->order[i]);
            work->y[work->order[i]] = p->shift[i];
        }
    }
}

/* How much a segment wants to be level: most where both its ends are bends, so
 * that long edges run straight (Gansner, Koutsofios, North and Vo 1993). */
static double weight_of(const lt_layout_work *work, uint32_t segment)
{
    const uint32_t nodes = work->chart->node_count;
    const lt_chart_edge *edge =
        &work->chart->edges[work->segment_edge[segment]];
    int bends = (work->segment_left[segment] >= nodes) +
                (work->segment_right[segment] >= nodes);
    double weight = bends == 2 ? 8.0 : bends == 1 ? 2.0 : 1.0;

    return edge->essential && !edge->shortcut ? weight * 2.0 : weight;
}

/* Note the neighbours of @p vertex at one side that are of its lane. */
static uint32_t add_pulls(struct placing *p, uint32_t vertex, int at_right,
                          uint32_t count)
{
    const lt_layout_work *work = p->work;
    const lt_csr *csr = at_right ? &work->right : &work->left;
    const uint32_t *end = at_right ? work->segment_right : work->segment_left;

    for (uint32_t s = csr->offset[vertex]; s < csr->offset[vertex + 1]; s++) {
        uint32_t segment = csr->item[s];
        uint32_t other = end[segment];

        if (work->support[other] == p->lane)
            p->pulls[count++] =
                (struct pull){work->y[other], weight_of(work, segment)};
    }
    return count;
}

static int compare_pulls(const void *a, const void *b)
{
    const struct pull *first = a;
    const struct pull *second = b;

    return first->y < second->y ? -1 : first->y > second->y;
}

/* Weighted median of the pulls; between the two middle ones where they
 * balance. */
static double median(struct pull *pulls, uint32_t count, double total)
{
    double below = 0.0;
    uint32_t i = 0;

    qsort(pulls, count, sizeof(*pulls), compare_pulls);
    while (i + 1 < count && below + pulls[i].weight < total / 2.0)
        below += pulls[i++].weight;
    if (i + 1 < count && below + pulls[i].weight <= total / 2.0)
        return (pulls[i].y + pulls[i + 1].y) / 2.0;
    return pulls[i].y;
}

static double mean(const struct pull *pulls, uint32_t count, double total)
{
    double sum = 0.0;

    for (uint32_t i = 0; i < count; i++)
        sum += pulls[i].y * pulls[i].weight;
    return sum / total;
}

/* What a round looks at. */
enum { AT_LEFT = 1, AT_RIGHT = 2, BY_MEDIAN = 4 };

/* Where @p vertex would like to be, and how much. */
static struct block wish_of(struct placing *p, uint32_t vertex, int look)
{
    double total = 0.0;
    uint32_t count = 0;

    if (look & AT_LEFT)
        count = add_pulls(p, vertex, 0, count);
    if (look & AT_RIGHT)
        count = add_pulls(p, vertex, 1, count);
    for (uint32_t i = 0; i < count; i++)
        total += p->pulls[i].weight;
    if (count == 0) /* It stays, but gives way to everyone else. */
        return (struct block){p->work->y[vertex], 0.01, 1};
    return (struct block){look & BY_MEDIAN ? median(p->pulls, count, total)
                                           : mean(p->pulls, count, total),
                          total, 1};
}

/*
 * Give every vertex of layer @p l the place nearest to its wish that keeps the
 * order and the distances: isotonic regression by pooling neighbours that are
 * in each other's way (Ayer and others 1955). O(vertices of the layer).
 */
static void settle(struct placing *p, uint32_t l, int look)
{
    lt_layout_work *work = p->work;
    uint32_t count = 0;
    uint32_t at = p->run_begin[l];

    for (uint32_t i = p->run_begin[l]; i < p->run_end[l]; i++) {
        struct block block = wish_of(p, work->order[i], look);

        block.wish -= p->shift[i];
        while (count > 0 && p->blocks[count - 1].wish > block.wish) {
            const struct block *above = &p->blocks[--count];
            double weight = above->weight + block.weight;

            block.wish =
                (above->wish * above->weight + block.wish * block.weight) /
                weight;
            block.weight = weight;
            block.size += above->size;
        }
        p->blocks[count++] = block;
    }
    for (uint32_t b = 0; b < count; b++)
        for (uint32_t i = 0; i < p->blocks[b].size; i++, at++)
            work->y[work->order[at]] = p->blocks[b].wish + p->shift[at];
}

static void settle_all(struct placing *p, int to_left, int look)
{
    const uint32_t layers = p->work->layer_count;

    for (uint32_t l = 0; l < layers; l++)
        settle(p, to_left ? layers - 1 - l : l, look);
}

/* Means first, which spread the whole evenly; then medians, which straighten
 * the lines. */
static void place_lane(struct placing *p, uint8_t lane)
{
    int rounds =
        p->work->vertex_count <= LT_LAYOUT_SMALL ? ROUNDS_SMALL : ROUNDS_LARGE;

    open_lane(p, lane);
    for (int i = 0; i < rounds; i++) {
        settle_all(p, 0, AT_LEFT | AT_RIGHT);
        settle_all(p, 1, AT_LEFT | AT_RIGHT);
    }
    for (int i = 0; i < rounds; i++) {
        settle_all(p, 0, AT_LEFT | AT_RIGHT | BY_MEDIAN);
        settle_all(p, 1, AT_LEFT | AT_RIGHT | BY_MEDIAN);
    }
}

static uint32_t most_segments(const lt_layout_work *work)
{
    uint32_t most = 0;

    for (uint32_t v = 0; v < work->vertex_count; v++) {
        uint32_t count = work->left.offset[v + 1] - work->left.offset[v] +
                         work->right.offset[v + 1] - work->right.offset[v];

        most = count > most ? count : most;
    }
    return most;
}

lt_status lt_layout_place(lt_layout_work *work, lt_error *err)
{
    const size_t count = work->vertex_count;
    struct placing p = {.work = work};
    lt_status status = LT_OK;

    work->y = lt_alloc_array(count, sizeof(*work->y));
    p.run_begin = lt_alloc_array(work->layer_count, sizeof(*p.run_begin));
    p.run_end = lt_alloc_array(work->layer_count, sizeof(*p.run_end));
    p.shift = lt_alloc_array(count, sizeof(*p.shift));
    p.blocks = lt_alloc_array(count, sizeof(*p.blocks));
    p.pulls = lt_alloc_array(most_segments(work), sizeof(*p.pulls));
    if (work->y == NULL || p.run_begin == NULL || p.run_end == NULL ||
        p.shift == NULL || p.blocks == NULL || p.pulls == NULL) {
        status = lt_fail_memory(err, "places");
        goto cleanup;
    }
    place_lane(&p, 0);
    place_lane(&p, 1);
cleanup:
    free(p.run_begin);
    free(p.run_end);
    free(p.shift);
    free(p.blocks);
    free(p.pulls);
    return status;
}
