#include "analysis/map_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

enum { KINDS = LT_LINK_KIND_OF + 1 };

struct collector {
    const lt_state *state;
    const lt_graph *graph;
    struct map_links *links;
    uint32_t *last; /* from × kind → the last link of that from and kind. */
};

/* The link of that kind between the two products, added where new. */
static struct map_link *find_or_add(struct collector *c, uint32_t from,
                                    uint32_t to, uint8_t kind)
{
    uint32_t *last = &c->last[(size_t)from * KINDS + kind];
    struct map_links *links = c->links;

    /* Links of one `to` are collected together. */
    if (*last < links->count && links->items[*last].from == from &&
        links->items[*last].to == to && links->items[*last].kind == kind)
        return &links->items[*last];
    *last = links->count;
    links->items[links->count] = (struct map_link){from, to, NAN, kind, 0, 0};
    return &links->items[links->count++];
}

/* The coefficient of a recipe in the units the two products are shown in. */
static double shown_coefficient(const lt_graph *graph, const lt_recipe *recipe)
{
    uint32_t main = graph->processes[recipe->process].product;

    return lt_show_amount(graph, recipe->product, recipe->coefficient) /
           lt_show_amount(graph, main, 1.0);
}

static void collect_links(struct collector *c, uint32_t to)
{
    const lt_csr *in = &c->graph->links_in;

    for (uint32_t s = in->offset[to]; s < in->offset[to + 1]; s++) {
        const lt_link *link = &c->graph->links[in->item[s]];
        uint32_t before = c->links->count;
        struct map_link *found =
            find_or_add(c, link->from, link->to, link->kind);

        found->essential |= link->essential;
        /* A repeated link is a shortcut when all its rows are. */
        found->shortcut = c->links->count > before
                              ? link->shortcut
                              : (uint8_t)(found->shortcut & link->shortcut);
    }
}

/* The active process that makes most of @p product, else the first. */
static uint32_t main_process(const struct collector *c, uint32_t product)
{
    const lt_csr *making = &c->graph->processes_making;
    uint32_t best = LT_NONE;
    double most = -1.0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        uint32_t process = making->item[s];
        double run = c->state->run[process];

        if (best == LT_NONE)
            best = process;
        if (!c->state->active[process])
            continue;
        run = isnan(run) ? 0.0 : run;
        if (run > most) {
            most = run;
            best = process;
        }
    }
    return best;
}

static void collect_inputs(struct collector *c, uint32_t process)
{
    const lt_graph *graph = c->graph;
    uint32_t to = graph->processes[process].product;

    for (uint32_t s = graph->recipes_of.offset[process];
         s < graph->recipes_of.offset[process + 1]; s++) {
        const lt_recipe *recipe = &graph->recipes[graph->recipes_of.item[s]];
        struct map_link *link = NULL;

        if (recipe->role == LT_ROLE_OUTPUT || recipe->product == to)
            continue;
        link = find_or_add(c, recipe->product, to, LT_LINK_INPUT);
        if (recipe->fact == LT_RECIPES) { /* Recipes overrule links. */
            link->essential |= recipe->role == LT_ROLE_INPUT;
            link->shortcut = 0;
        }
        if (isnan(link->coefficient))
            link->coefficient = shown_coefficient(graph, recipe);
    }
}

static void collect_recipes(struct collector *c, uint32_t to)
{
    const lt_graph *graph = c->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_csr *yielding = &graph->recipes_yielding;
    uint32_t main = main_process(c, to);

    if (main != LT_NONE)
        collect_inputs(c, main);
    for (uint32_t s = making->offset[to]; s < making->offset[to + 1]; s++)
        if (making->item[s] != main)
            collect_inputs(c, making->item[s]);
    for (uint32_t s = yielding->offset[to]; s < yielding->offset[to + 1]; s++) {
        const lt_recipe *recipe = &graph->recipes[yielding->item[s]];
        uint32_t from = graph->processes[recipe->process].product;
        struct map_link *link = NULL;

        if (from == to || from == LT_NONE)
            continue;
        link = find_or_add(c, from, to, LT_LINK_BYPRODUCT);
        link->essential = 1;
        if (isnan(link->coefficient))
            link->coefficient = shown_coefficient(graph, recipe);
    }
}

/* By end, start and kind, whatever the order of rows. */
static int by_ends(const void *left, const void *right)
{
    const struct map_link *a = left;
    const struct map_link *b = right;

    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

lt_status map_links_collect(struct map_links *out, const lt_state *state,
                            lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct collector c = {state, graph, out, NULL};

    *out = (struct map_links){NULL, 0};
    c.last =
        lt_alloc_array((size_t)graph->product_count * KINDS, sizeof(*c.last));
    out->items = lt_alloc_array((size_t)graph->link_count + graph->recipe_count,
                                sizeof(*out->items));
    if (c.last == NULL || out->items == NULL) {
        free(c.last);
        return lt_fail_memory(err, "links");
    }
    for (uint32_t to = 0; to < graph->product_count; to++) {
        collect_links(&c, to);
        collect_recipes(&c, to);
    }
    free(c.last);
    if (out->count > 1)
        qsort(out->items, out->count, sizeof(*out->items), by_ends);
    return LT_OK;
}

/* --- what is shown -------------------------------------------------------- */

/* A walk along links in one direction. */
struct lineage {
    const struct map_links *links;
    int upwards;
    lt_csr csr; /* Product → links to follow. */
    uint32_t *owner, *queue;
    uint8_t *seen;
};

/* Mark all that can be reached from @p product; generic ones lead nowhere. */
static void lineage_follow(struct lineage *l, uint8_t *asked, uint32_t product,
                           const uint8_t *generic)
{
    uint32_t tail = 0;

    l->queue[tail++] = product;
    l->seen[product] = 1;
    for (uint32_t head = 0; head < tail; head++) {
        uint32_t p = l->queue[head];

        asked[p] = 1;
        if (head > 0 && generic[p])
            continue;
        for (uint32_t s = l->csr.offset[p]; s < l->csr.offset[p + 1]; s++) {
            const struct map_link *link = &l->links->items[l->csr.item[s]];
            uint32_t next = l->upwards ? link->from : link->to;

            if (!l->seen[next])
                l->queue[tail++] = next;
            l->seen[next] = 1;
        }
    }
}

/* Mark the products that lead to the one asked for, or those it leads to. */
static lt_status keep_lineage(uint8_t *asked, const lt_state *state,
                              const struct map_links *links, int upwards,
                              lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct lineage l = {links, upwards, LT_CSR_EMPTY, NULL, NULL, NULL};
    lt_status status = LT_OK;

    l.owner = lt_alloc_array(links->count, sizeof(*l.owner));
    l.queue = lt_alloc_array(graph->product_count, sizeof(*l.queue));
    l.seen = lt_alloc_array(graph->product_count, 1);
    if (l.owner == NULL || l.queue == NULL || l.seen == NULL) {
        status = lt_fail_memory(err, "links");
        goto cleanup;
    }
    for (uint32_t i = 0; i < links->count; i++)
        l.owner[i] = upwards ? links->items[i].to : links->items[i].from;
    LT_TRY(
        lt_csr_build(&l.csr, graph->product_count, l.owner, links->count, err));
    lineage_follow(&l, asked, state->scope->product, graph->generic);
cleanup:
    free(l.owner);
    free(l.queue);
    free(l.seen);
    lt_csr_clear(&l.csr);
    return status;
}

/* Does a link bring a neighbour outside the view onto the map? A broader or
 * narrower name of another chain does not. */
static int brings(const struct map_link *link)
{
    return link->kind != LT_LINK_KIND_OF;
}

static void choose_linked(uint8_t *shown, const lt_state *state,
                          const struct map_links *links, const uint8_t *asked)
{
    for (uint32_t i = 0; i < links->count; i++) {
        const struct map_link *link = &links->items[i];
        int from_in = state->in_view[link->from] != 0;
        int to_in = state->in_view[link->to] != 0;

        if (asked != NULL && (!asked[link->from] || !asked[link->to]))
            continue;
        if (from_in && to_in)
            shown[link->from] = shown[link->to] = MAP_SHOWN;
        else if (from_in && brings(link)) {
            shown[link->from] = MAP_SHOWN;
            shown[link->to] = MAP_OUTSIDE;
        } else if (to_in && brings(link)) {
            shown[link->to] = MAP_SHOWN;
            shown[link->from] = MAP_OUTSIDE;
        }
    }
}

lt_status map_choose(uint8_t *shown, const lt_state *state,
                     const struct map_links *links, lt_error *err)
{
    const uint32_t count = state->scope->graph->product_count;
    uint8_t *asked = NULL;
    lt_status status = LT_OK;

    if (state->scope->product != LT_NONE) {
        asked = lt_alloc_array(count, 1);
        if (asked == NULL)
            return lt_fail_memory(err, "links");
        LT_TRY(keep_lineage(asked, state, links, 0, err));
        LT_TRY(keep_lineage(asked, state, links, 1, err));
        shown[state->scope->product] = MAP_SHOWN;
    }
    choose_linked(shown, state, links, asked);
cleanup:
    free(asked);
    return status;
}

int map_is_drawn(const uint8_t *shown, const struct map_link *link)
{
    return shown[link->from] != MAP_HIDDEN && shown[link->to] != MAP_HIDDEN &&
           (shown[link->from] == MAP_SHOWN || shown[link->to] == MAP_SHOWN);
}
