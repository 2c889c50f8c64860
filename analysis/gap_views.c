/* The verdict of each chain on the product of a row. */
#include "analysis/gap_write.h"

#include "graph/alloc.h"

#include <stdlib.h>

/* --- what lies one step from each product --------------------------------- */

/* Lists, one per product. */
struct lists {
    uint32_t *from; /* product → where its list begins; one more entry. */
    uint32_t *items;
};

/* Rows walk over the same products again and again: what a step from each
 * leads to is found once, every item once. */
struct gap_near {
    struct lists waiting;       /* Chains whose processes lack it. */
    struct lists below;         /* Users on the way to a needed input. */
    struct lists chains_above;  /* Chains of its inputs that are there. */
    struct lists missing_above; /* Its inputs that are not. */
};

/* A list that is being filled; every product's items are told by its stamp. */
struct filling {
    struct lists *lists;
    uint32_t *stamp; /* item → the product it was last put for, plus 1. */
    uint32_t count;
};

static lt_status lists_open(struct filling *out, struct lists *lists,
                            uint32_t item_count, const lt_graph *graph,
                            lt_error *err)
{
    out->lists = lists;
    lists->from =
        lt_alloc_array((size_t)graph->product_count + 1, sizeof(uint32_t));
    lists->items = lt_alloc_array(graph->recipe_count, sizeof(uint32_t));
    out->stamp = lt_alloc_array(item_count, sizeof(uint32_t));
    if (lists->from == NULL || lists->items == NULL || out->stamp == NULL)
        return lt_fail_memory(err, "gaps");
    return LT_OK;
}

static void lists_clear(struct lists *lists)
{
    free(lists->from);
    free(lists->items);
}

static void put(struct filling *filling, uint32_t product, uint32_t item)
{
    if (item == LT_NONE || filling->stamp[item] == product + 1)
        return;
    filling->stamp[item] = product + 1;
    filling->lists->items[filling->count++] = item;
}

static void close_list(struct filling *filling, uint32_t product)
{
    filling->lists->from[product + 1] = filling->count;
}

static lt_status find_users(struct gap_near *near,
                            const struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    const lt_state *state = writer->state;
    struct filling waiting = {0};
    struct filling below = {0};
    lt_status status = LT_OK;

    LT_TRY(lists_open(&waiting, &near->waiting, graph->chain_count, graph,
                      writer->err));
    LT_TRY(lists_open(&below, &near->below, graph->product_count, graph,
                      writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++) {
        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++) {
            const lt_recipe *entry =
                &graph->recipes[graph->recipes_using.item[s]];
            const uint32_t user = graph->processes[entry->process].product;

            if (entry->role != LT_ROLE_INPUT)
                continue;
            if (state->active[entry->process] &&
                gap_needs(writer->gaps, entry) &&
                lt_state_met(state, entry->process, p) != LT_MET_YES)
                put(&waiting, p, graph->products[user].home_chain);
            if (writer->whole->verdicts[user].down > 0)
                put(&below, p, user);
        }
        close_list(&waiting, p);
        close_list(&below, p);
    }

cleanup:
    free(waiting.stamp);
    free(below.stamp);
    return status;
}

/* The inputs of one process of a product. */
static void put_inputs(struct filling *chains, struct filling *missing,
                       const lt_state *state, uint32_t product,
                       uint32_t process)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t s = graph->recipes_of.offset[process];
         s < graph->recipes_of.offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];
        const uint32_t input = entry->product;

        if (entry->role != LT_ROLE_INPUT || graph->generic[input])
            continue;
        if (lt_state_missing(state, input))
            put(missing, product, input);
        else
            put(chains, product, graph->products[input].home_chain);
    }
}

static lt_status find_inputs(struct gap_near *near,
                             const struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    struct filling chains = {0};
    struct filling missing = {0};
    lt_status status = LT_OK;

    LT_TRY(lists_open(&chains, &near->chains_above, graph->chain_count, graph,
                      writer->err));
    LT_TRY(lists_open(&missing, &near->missing_above, graph->product_count,
                      graph, writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++) {
        for (uint32_t s = graph->processes_making.offset[p];
             s < graph->processes_making.offset[p + 1]; s++)
            put_inputs(&chains, &missing, writer->state, p,
                       graph->processes_making.item[s]);
        close_list(&chains, p);
        close_list(&missing, p);
    }

cleanup:
    free(chains.stamp);
    free(missing.stamp);
    return status;
}

lt_status gap_near_new(struct gap_near **out, const struct gap_writer *writer)
{
    struct gap_near *near = lt_alloc_array(1, sizeof(*near));
    lt_status status = LT_OK;

    *out = NULL;
    if (near == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(find_users(near, writer));
    LT_TRY(find_inputs(near, writer));
    *out = near;
    near = NULL;

cleanup:
    gap_near_free(near);
    return status;
}

void gap_near_free(struct gap_near *near)
{
    if (near == NULL)
        return;
    lists_clear(&near->waiting);
    lists_clear(&near->below);
    lists_clear(&near->chains_above);
    lists_clear(&near->missing_above);
    free(near);
}

/* --- the views of the chains ---------------------------------------------- */

/* One chain's view of the product. */
struct chain_view {
    uint32_t chain;
    enum gap_subkind subkind;
};

/* The views found so far, and what they are found with. */
struct views {
    const struct gap_writer *writer;
    struct chain_view items[LIST_MAX];
    uint32_t count;
};

/* From a chain that lacks the product, or one above it, it is a fill: an
 * extension says nothing new there. */
static int has_view(const struct views *views, uint32_t chain,
                    enum gap_subkind subkind)
{
    const lt_graph *graph = views->writer->graph;

    for (uint32_t i = 0; i < views->count; i++) {
        const struct chain_view *view = &views->items[i];

        if (view->chain == chain ||
            (subkind == SUB_DEPTH && view->subkind != SUB_DEPTH &&
             lt_chain_within(graph, view->chain, chain)))
            return 1;
    }
    return 0;
}

static void add_view(struct views *views, uint32_t chain,
                     enum gap_subkind subkind)
{
    if (chain == LT_NONE || views->count == LIST_MAX ||
        has_view(views, chain, subkind))
        return;
    views->items[views->count++] = (struct chain_view){chain, subkind};
}

/* Chains in the list of a product. */
static void add_chains(struct views *views, const struct lists *lists,
                       uint32_t product, enum gap_subkind subkind)
{
    for (uint32_t i = lists->from[product]; i < lists->from[product + 1]; i++)
        add_view(views, lists->items[i], subkind);
}

/* Products met on a short walk; each once, in the order they were met. */
struct walk {
    uint32_t items[LIST_MAX];
    uint32_t distance[LIST_MAX];
    uint32_t count;
};

static void walk_to(struct walk *walk, uint32_t product, uint32_t distance)
{
    for (uint32_t i = 0; i < walk->count; i++)
        if (walk->items[i] == product)
            return;
    walk->items[walk->count] = product;
    walk->distance[walk->count++] = distance;
}

/* Products in the list of the walk's place @p from, one step further on. */
static void walk_on(struct walk *walk, const struct lists *lists, uint32_t from)
{
    const uint32_t at = walk->items[from];

    for (uint32_t i = lists->from[at];
         i < lists->from[at + 1] && walk->count < LIST_MAX; i++)
        walk_to(walk, lists->items[i], walk->distance[from] + 1);
}

/* Missing products below, as far as a bridge reaches: whose processes wait? */
static void add_bridges(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    const struct verdict *verdict = &writer->whole->verdicts[product];
    struct walk walk = {{product}, {0}, 1};

    if ((verdict->holds >> SUB_BRIDGE & 1) == 0)
        return;
    for (uint32_t i = 0; i < walk.count; i++) {
        const uint32_t run = verdict->up + walk.distance[i];

        if (run > writer->state->scope->rules->bridge_run)
            continue;
        add_chains(views, &writer->near->waiting, walk.items[i], SUB_BRIDGE);
        walk_on(&walk, &writer->near->below, i);
    }
}

/* Present products above within the steps of an extension: whose inputs lead
 * here? */
static void add_extensions(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    struct walk walk = {{product}, {0}, 1};

    for (uint32_t i = 0; i < walk.count; i++) {
        if (walk.distance[i] >= writer->state->scope->rules->extend_steps)
            continue;
        add_chains(views, &writer->near->chains_above, walk.items[i],
                   SUB_DEPTH);
        walk_on(&walk, &writer->near->missing_above, i);
    }
}

/* Fills lead extensions; within a kind chains stand by id. */
static void sort_views(struct views *views)
{
    for (uint32_t i = 1; i < views->count; i++) {
        const struct chain_view view = views->items[i];
        uint32_t j = i;

        while (j > 0 && (views->items[j - 1].subkind > view.subkind ||
                         (views->items[j - 1].subkind == view.subkind &&
                          views->items[j - 1].chain > view.chain))) {
            views->items[j] = views->items[j - 1];
            j--;
        }
        views->items[j] = view;
    }
}

/* The verdict of every chain that has one, whatever chain was asked for. */
static void find_views(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    const struct verdict *verdict = &writer->gaps->verdicts[product];

    if ((writer->state->stocks[product].presence == LT_PRESENT &&
         !verdict->half) ||
        verdict->lead == SUB_BARRED) {
        add_view(views, writer->graph->products[product].home_chain,
                 (enum gap_subkind)verdict->lead);
        return;
    }
    if (writer->graph->products[product].stage == LT_STAGE_RAW) {
        add_chains(views, &writer->near->waiting, product, SUB_SUPPLY);
        return;
    }
    add_bridges(views, product);
    add_chains(views, &writer->near->waiting, product, SUB_INPUT);
    if (!verdict->half)
        add_extensions(views, product);
    sort_views(views);
}

lt_status gap_write_kinds(struct gap_writer *writer, lt_value *cells,
                          uint32_t product)
{
    struct views views = {.writer = writer};
    lt_value items[LIST_MAX];
    lt_status status = LT_OK;

    find_views(&views, product);
    for (uint32_t i = 0; i < views.count; i++) {
        const struct chain_view *view = &views.items[i];
        lt_value subkind = lt_value_text(gap_subkind_word(view->subkind));
        const lt_field fields[] = {
            {"chain", lt_value_text(gap_chain_label(writer, view->chain))},
            {"kind", lt_value_text(gap_kind_word(gap_kind_of(view->subkind)))},
            {"subkinds", gap_list(writer, &subkind, 1, &status)}};

        LT_TRY(status);
        LT_TRY(lt_value_record(&items[i], &writer->answer->arena, fields, 3,
                               writer->err));
    }
    cells[COLUMN_KINDS] = gap_list(writer, items, views.count, &status);

cleanup:
    return status;
}
