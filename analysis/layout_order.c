#include "analysis/layout_steps.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

/* How hard to try, by the number of vertices; and up to which number charts
 * are of medium size. */
enum {
    MEDIUM = 400000,
    SWEEPS_SMALL = 24,
    SWEEPS_MEDIUM = 8,
    SWEEPS_LARGE = 2,
    TRANSPOSE_ROUNDS = 6
};

/* A vertex with what it is sorted by. */
struct item {
    uint32_t vertex;
    uint32_t place;
    double value;
};

struct ordering {
    lt_layout_work *work;
    uint32_t *best; /* The order with the fewest crossings so far. */
    uint64_t best_crossings;
    struct item *items;  /* Room for one layer. */
    uint32_t *near_left; /* Places of the left ends of the slots of work->left,
                            ascending for each vertex. */
    uint32_t *near_right;
    uint32_t *fill; /* By vertex: slots filled. */
    uint64_t *tree; /* Fenwick tree over the places of a layer. */
};

int lt_layout_same_run(const lt_layout_work *work, uint32_t a, uint32_t b)
{
    return work->support[a] == work->support[b] &&
           work->component[a] == work->component[b];
}

/* --- the first order ------------------------------------------------------ */

struct key {
    uint32_t vertex, layer, component, found;
    uint8_t support;
};

static int compare_keys(const void *a, const void *b)
{
    const struct key *first = a;
    const struct key *second = b;

    if (first->layer != second->layer)
        return first->layer < second->layer ? -1 : 1;
    if (first->support != second->support)
        return first->support < second->support ? -1 : 1;
    if (first->component != second->component)
        return first->component < second->component ? -1 : 1;
    return first->found < second->found ? -1 : first->found > second->found;
}

/* The other end of the i-th segment at @p vertex, those at its right first. */
static uint32_t neighbour(const lt_layout_work *work, uint32_t vertex,
                          uint32_t i)
{
    uint32_t right =
        work->right.offset[vertex + 1] - work->right.offset[vertex];

    if (i < right)
        return work
            ->segment_right[work->right.item[work->right.offset[vertex] + i]];
    i += work->left.offset[vertex] - right;
    if (i < work->left.offset[vertex + 1])
        return work->segment_left[work->left.item[i]];
    return LT_NONE;
}

/* Number the vertices in the order a walk in depth finds them: neighbours
 * come to stand near each other. */
static lt_status number_in_depth(struct key *keys, const lt_layout_work *work,
                                 lt_error *err)
{
    const uint32_t count = work->vertex_count;
    uint32_t *stack = lt_alloc_array(count, sizeof(*stack));
    uint32_t *next = lt_alloc_array(count, sizeof(*next));
    uint32_t found = 0;

    if (stack == NULL || next == NULL) {
        free(stack);
        free(next);
        return lt_fail_memory(err, "order");
    }
    for (uint32_t root = 0; root < count; root++) {
        uint32_t height = 0;

        if (keys[root].found != 0)
            continue;
        keys[root].found = ++found;
        stack[height++] = root;
        while (height > 0) {
            uint32_t vertex = stack[height - 1];
            uint32_t other = neighbour(work, vertex, next[vertex]++);

            if (other == LT_NONE) {
                height--;
            } else if (keys[other].found == 0) {
                keys[other].found = ++found;
                stack[height++] = other;
            }
        }
    }
    free(stack);
    free(next);
    return LT_OK;
}

static void set_places(lt_layout_work *work)
{
    for (uint32_t l = 0; l < work->layer_count; l++)
        for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1];
             i++)
            work->place[work->order[i]] = i - work->layer_begin[l];
}

/* By lane, component, then as a walk finds them, or as they are numbered. */
static lt_status first_order(lt_layout_work *work, int in_depth, lt_error *err)
{
    struct key *keys = lt_alloc_array(work->vertex_count, sizeof(*keys));
    lt_status status = LT_OK;

    if (keys == NULL)
        return lt_fail_memory(err, "order");
    if (in_depth)
        LT_TRY(number_in_depth(keys, work, err));
    memset(work->layer_begin, 0,
           ((size_t)work->layer_count + 1) * sizeof(*work->layer_begin));
    for (uint32_t v = 0; v < work->vertex_count; v++) {
        keys[v].vertex = v;
        keys[v].layer = work->layer[v];
        keys[v].component = work->component[v];
        keys[v].support = work->support[v];
        if (!in_depth)
            keys[v].found = v;
        work->layer_begin[work->layer[v] + 1]++;
    }
    for (uint32_t l = 0; l < work->layer_count; l++)
        work->layer_begin[l + 1] += work->layer_begin[l];
    qsort(keys, work->vertex_count, sizeof(*keys), compare_keys);
    for (uint32_t i = 0; i < work->vertex_count; i++)
        work->order[i] = keys[i].vertex;
    set_places(work);
cleanup:
    free(keys);
    return status;
}

/* --- counting crossings --------------------------------------------------- */

/* The places, in ascending order, of the ends at the other side of layer
 * @p l's right (or left) segments. */
static void gather_near(struct ordering *o, uint32_t l, int at_right)
{
    const lt_layout_work *work = o->work;
    const lt_csr *mine = at_right ? &work->right : &work->left;
    const lt_csr *theirs = at_right ? &work->left : &work->right;
    const uint32_t *my_end =
        at_right ? work->segment_left : work->segment_right;
    uint32_t *near = at_right ? o->near_right : o->near_left;
    uint32_t other = at_right ? l + 1 : l - 1;

    for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1]; i++)
        o->fill[work->order[i]] = mine->offset[work->order[i]];
    for (uint32_t i = work->layer_begin[other];
         i < work->layer_begin[other + 1]; i++) {
        uint32_t vertex = work->order[i];

        for (uint32_t s = theirs->offset[vertex];
             s < theirs->offset[vertex + 1]; s++)
            near[o->fill[my_end[theirs->item[s]]]++] = work->place[vertex];
    }
}

/* Crossings between layers @p l and l + 1, by an accumulating tree (Barth,
 * Jünger and Mutzel 2002). O(segments × log vertices). */
static uint64_t count_between(struct ordering *o, uint32_t l)
{
    const lt_layout_work *work = o->work;
    const uint32_t size = work->layer_begin[l + 2] - work->layer_begin[l + 1];
    uint64_t crossings = 0;
    uint64_t seen = 0;

    memset(o->tree, 0, ((size_t)size + 1) * sizeof(*o->tree));
    gather_near(o, l, 1);
    for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1]; i++) {
        uint32_t vertex = work->order[i];
        uint32_t begin = work->right.offset[vertex];
        uint32_t end = work->right.offset[vertex + 1];

        for (uint32_t s = begin; s < end; s++) {
            uint64_t not_above = 0;

            for (uint32_t t = o->near_right[s] + 1; t > 0; t &= t - 1)
                not_above += o->tree[t];
            crossings += seen - not_above;
        }
        for (uint32_t s = begin; s < end; s++, seen++)
            for (uint32_t t = o->near_right[s] + 1; t <= size; t += t & -t)
                o->tree[t]++;
    }
    return crossings;
}

static void keep_if_better(struct ordering *o)
{
    lt_layout_work *work = o->work;
    uint64_t crossings = 0;

    for (uint32_t l = 0; l + 1 < work->layer_count; l++)
        crossings += count_between(o, l);
    if (crossings >= o->best_crossings)
        return;
    o->best_crossings = crossings;
    memcpy(o->best, work->order, work->vertex_count * sizeof(*o->best));
}

/* --- sweeps --------------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
    const struct item *first = a;
    const struct item *second = b;

    if (first->value < second->value || first->value > second->value)
        return first->value < second->value ? -1 : 1;
    return first->place < second->place ? -1 : first->place > second->place;
}

/* Mean place of the neighbours at one side; below 0 where there are none. */
static double barycentre(const lt_layout_work *work, uint32_t vertex,
                         int at_right)
{
    const lt_csr *csr = at_right ? &work->right : &work->left;
    const uint32_t *end = at_right ? work->segment_right : work->segment_left;
    uint32_t count = csr->offset[vertex + 1] - csr->offset[vertex];
    double sum = 0.0;

    for (uint32_t s = csr->offset[vertex]; s < csr->offset[vertex + 1]; s++)
        sum += work->place[end[csr->item[s]]];
    return count > 0 ? sum / count : -1.0;
}

/* Sort the vertices order[begin] … order[end - 1], which are of one run, by
 * their neighbours; those without any keep their places. */
static void sort_run(struct ordering *o, uint32_t begin, uint32_t end,
                     int by_right, int reverse_ties)
{
    lt_layout_work *work = o->work;
    uint32_t count = 0;
    uint32_t taken = 0;

    for (uint32_t i = begin; i < end; i++) {
        double value = barycentre(work, work->order[i], by_right);

        if (value >= 0.0)
            o->items[count++] = (struct item){
                work->order[i], reverse_ties ? end - i : i, value};
    }
    qsort(o->items, count, sizeof(*o->items), compare_items);
    for (uint32_t i = begin; i < end; i++)
        if (barycentre(work, work->order[i], by_right) >= 0.0)
            work->order[i] = o->items[taken++].vertex;
}

static void sort_layer(struct ordering *o, uint32_t l, int by_right,
                       int reverse_ties)
{
    lt_layout_work *work = o->work;
    uint32_t begin = work->layer_begin[l];

    for (uint32_t i = begin + 1; i <= work->layer_begin[l + 1]; i++) {
        if (i < work->layer_begin[l + 1] &&
            lt_layout_same_run(work, work->order[begin], work->order[i]))
            continue;
        sort_run(o, begin, i, by_right, reverse_ties);
        begin = i;
    }
    for (uint32_t i = work->layer_begin[l]; i < work->layer_begin[l + 1]; i++)
        work->place[work->order[i]] = i - work->layer_begin[l];
}

static void sweep(struct ordering *o, int to_left, int reverse_ties)
{
    const uint32_t layers = o->work->layer_count;

    for (uint32_t l = 1; l < layers; l++)
        sort_layer(o, to_left ? layers - 1 - l : l, to_left, reverse_ties);
}

/* --- transpositions ------------------------------------------------------- */

/* Crossings saved at one side by swapping two neighbours, whose ends at that
 * side stand at the ascending places @p a and @p b. */
static int64_t saved(const uint32_t *a, uint32_t a_count, const uint32_t *b,
                     uint32_t b_count)
{
    int64_t greater = 0; /* Pairs with a > b: they cross now. */
    int64_t less = 0;    /* Pairs with a < b: they would cross then. */
    uint32_t below = 0;
    uint32_t not_above = 0;

    for (uint32_t i = 0; i < a_count; i++) {
        while (below < b_count && b[below] < a[i])
            below++;
        while (not_above < b_count && b[not_above] <= a[i])
            not_above++;
        greater += below;
        less += b_count - not_above;
    }
    return greater - less;
}

static int64_t saved_by_swap(const struct ordering *o, uint32_t a, uint32_t b)
{
    const lt_csr *left = &o->work->left;
    const lt_csr *right = &o->work->right;

    return saved(o->near_left + left->offset[a],
                 left->offset[a + 1] - left->offset[a],
                 o->near_left + left->offset[b],
                 left->offset[b + 1] - left->offset[b]) +
           saved(o->near_right + right->offset[a],
                 right->offset[a + 1] - right->offset[a],
                 o->near_right + right->offset[b],
                 right->offset[b + 1] - right->offset[b]);
}

/* Swap neighbours of layer @p l while that saves crossings. */
static int64_t transpose_layer(struct ordering *o, uint32_t l)
{
    lt_layout_work *work = o->work;
    int64_t total = 0;

    if (l > 0)
        gather_near(o, l, 0);
    if (l + 1 < work->layer_count)
        gather_near(o, l, 1);
    for (uint32_t i = work->layer_begin[l]; i + 1 < work->layer_begin[l + 1];
         i++) {
        uint32_t a = work->order[i];
        uint32_t b = work->order[i + 1];
        int64_t gain = 0;

        if (!lt_layout_same_run(work, a, b))
            continue;
        gain = saved_by_swap(o, a, b);
        if (gain <= 0)
            continue;
        total += gain;
        work->order[i] = b;
        work->order[i + 1] = a;
        work->place[b]--;
        work->place[a]++;
    }
    return total;
}

static void transpose(struct ordering *o)
{
    for (int round = 0; round < TRANSPOSE_ROUNDS; round++) {
        int64_t total = 0;

        for (uint32_t l = 0; l < o->work->layer_count; l++)
            total += transpose_layer(o, l);
        if (total == 0)
            return;
    }
}

/* --- all of it ------------------------------------------------------------ */

static lt_status improve(struct ordering *o, int in_depth, lt_error *err)
{
    const uint32_t count = o->work->vertex_count;
    int sweeps = count <= LT_LAYOUT_SMALL ? SWEEPS_SMALL
                 : count <= MEDIUM        ? SWEEPS_MEDIUM
                                          : SWEEPS_LARGE;
    lt_status status = first_order(o->work, in_depth, err);

    if (status != LT_OK)
        return status;
    keep_if_better(o);
    for (int i = 0; i < sweeps && o->best_crossings > 0; i++) {
        sweep(o, i % 2, i % 4 >= 2);
        if (count <= LT_LAYOUT_SMALL)
            transpose(o);
        keep_if_better(o);
    }
    return LT_OK;
}

lt_status lt_layout_order(lt_layout_work *work, lt_error *err)
{
    const size_t count = work->vertex_count;
    struct ordering o = {.work = work, .best_crossings = UINT64_MAX};
    lt_status status = LT_OK;

    work->layer_begin = lt_alloc_array((size_t)work->layer_count + 1,
                                       sizeof(*work->layer_begin));
    work->order = lt_alloc_array(count, sizeof(*work->order));
    work->place = lt_alloc_array(count, sizeof(*work->place));
    o.best = lt_alloc_array(count, sizeof(*o.best));
    o.items = lt_alloc_array(count, sizeof(*o.items));
    o.near_left = lt_alloc_array(work->segment_count, sizeof(*o.near_left));
    o.near_right = lt_alloc_array(work->segment_count, sizeof(*o.near_right));
    o.fill = lt_alloc_array(count, sizeof(*o.fill));
    o.tree = lt_alloc_array(count + 1, sizeof(*o.tree));
    if (work->layer_begin == NULL || work->order == NULL ||
        work->place == NULL || o.best == NULL || o.items == NULL ||
        o.near_left == NULL || o.near_right == NULL || o.fill == NULL ||
        o.tree == NULL) {
        status = lt_fail_memory(err, "order");
        goto cleanup;
    }
    LT_TRY(improve(&o, 1, err));
    if (count <= LT_LAYOUT_SMALL)
        LT_TRY(improve(&o, 0, err));
    memcpy(work->order, o.best, count * sizeof(*work->order));
    set_places(work);
cleanup:
    free(o.best);
    free(o.items);
    free(o.near_left);
    free(o.near_right);
    free(o.fill);
    free(o.tree);
    return status;
}
