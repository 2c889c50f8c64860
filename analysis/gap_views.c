/* The verdict of each chain on the product of a row. */
#include "analysis/gap_write.h"

#include "graph/alloc.h"

#include <stdlib.h>

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
    uint32_t *slot; /* chain → place among the views of the row, from 1. */
};

/* A list that is being filled; every product's items are told by its stamp. */
struct filling {
    struct lists *lists;
    uint32_t *stamp; /* item → the product it was last put for, plus 1. */
    uint32_t count;
};

static lt_status lists_open(struct filling *out, struct lists *lists,
                            uint32_t item_count, size_t room,
                            const lt_graph *graph, lt_error *err)
{
    out->lists = lists;
    lists->from =
        lt_alloc_array((size_t)graph->product_count + 1, sizeof(uint32_t));
    lists->items = lt_alloc_array(room, sizeof(uint32_t));
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

    LT_TRY(lists_open(&waiting, &near->waiting, graph->chain_count,
                      graph->recipe_count, graph, writer->err));
    LT_TRY(lists_open(&below, &near->below, graph->product_count,
                      graph->recipe_count, graph, writer->err));
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

/* Every chain of an input: it is one of its inputs. */
static void put_chains(struct filling *chains, const lt_graph *graph,
                       uint32_t product, uint32_t input)
{
    for (uint32_t s = graph->chains_of.offset[input];
         s < graph->chains_of.offset[input + 1]; s++)
        put(chains, product,
            graph->memberships[graph->chains_of.item[s]].chain);
}

static size_t chains_of_inputs(const lt_graph *graph)
{
    size_t count = 0;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const uint32_t input = graph->recipes[i].product;

        count +=
            graph->chains_of.offset[input + 1] - graph->chains_of.offset[input];
    }
    return count;
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
            put_chains(chains, graph, product, input);
    }
}

static lt_status find_inputs(struct gap_near *near,
                             const struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    struct filling chains = {0};
    struct filling missing = {0};
    lt_status status = LT_OK;

    LT_TRY(lists_open(&chains, &near->chains_above, graph->chain_count,
                      chains_of_inputs(graph), graph, writer->err));
    LT_TRY(lists_open(&missing, &near->missing_above, graph->product_count,
                      graph->recipe_count, graph, writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++) {
        for (uint32_t s = graph->processes_making.offset[p];
             s < graph->processes_making.offset[p + 1]; s++)
            if (!gap_bars(writer->gaps, graph->processes_making.item[s]))
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
    near->slot = lt_alloc_array(writer->graph->chain_count, sizeof(uint32_t));
    if (near->slot == NULL) {
        status = lt_fail_memory(writer->err, "gaps");
        goto cleanup;
    }
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
    free(near->slot);
    free(near);
}

/* One chain's view of the product. */
struct chain_view {
    uint32_t chain;
    uint32_t holds; /* Bits of the subkinds. */
    enum gap_subkind lead;
};

/* The views found so far, and what they are found with. */
struct views {
    const struct gap_writer *writer;
    struct chain_view items[LIST_MAX];
    uint32_t count;
};

static void add_view(struct views *views, uint32_t chain,
                     enum gap_subkind subkind)
{
    const uint32_t bit = (uint32_t)1 << subkind;
    uint32_t *slot = NULL;

    if (chain == LT_NONE)
        return;
    slot = &views->writer->near->slot[chain];
    if (*slot == 0 && views->count == LIST_MAX)
        return;
    if (*slot == 0) {
        views->items[views->count++] = (struct chain_view){chain, 0, SUB_COUNT};
        *slot = views->count;
    }
    views->items[*slot - 1].holds |= bit;
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

/* Missing products that it would complete, and running ones that it feeds too
 * little. */
static void add_users(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    const lt_graph *graph = writer->graph;
    const lt_csr *using = &graph->recipes_using;
    const struct verdict *verdict = &writer->whole->verdicts[product];

    if (!gap_holds(verdict, SUB_COMPLEMENT) && !gap_holds(verdict, SUB_THIN))
        return;
    for (uint32_t s = using->offset[product]; s < using->offset[product + 1];
         s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];
        const uint32_t home =
            graph->products[graph->processes[entry->process].product]
                .home_chain;

        if (gap_is_complement(writer->whole, entry))
            add_view(views, home, SUB_COMPLEMENT);
        if (gap_holds(verdict, SUB_THIN) && entry->role == LT_ROLE_INPUT &&
            writer->state->active[entry->process])
            add_view(views, home, SUB_THIN);
    }
}

/* Every chain that a product is of. */
static void add_members(struct views *views, uint32_t product,
                        enum gap_subkind subkind)
{
    const lt_graph *graph = views->writer->graph;

    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1]; s++)
        add_view(views, graph->memberships[graph->chains_of.item[s]].chain,
                 subkind);
}

/* Chains whose surplus it would take up. */
static void add_surpluses(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    const lt_graph *graph = writer->graph;
    const lt_csr *making = &graph->processes_making;

    if (!gap_holds(&writer->whole->verdicts[product], SUB_ABSORB))
        return;
    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++)
        for (uint32_t s = graph->recipes_of.offset[making->item[m]];
             s < graph->recipes_of.offset[making->item[m] + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];

            if (gap_absorbs(writer->whole, entry))
                add_members(views, entry->product, SUB_ABSORB);
        }
}

/* Chains to be built that it belongs to. */
static void add_builds(struct views *views, uint32_t product)
{
    const struct gap_writer *writer = views->writer;
    const lt_graph *graph = writer->graph;

    if (!gap_holds(&writer->whole->verdicts[product], SUB_BUILD))
        return;
    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1]; s++)
        for (uint32_t c = graph->memberships[graph->chains_of.item[s]].chain;
             c != LT_NONE; c = graph->chains[c].parent)
            if (writer->gaps->bases[c].build)
                add_view(views, c, SUB_BUILD);
}

/* What is seen from every chain of the product, and from its home alone. */
static void add_own(struct views *views, uint32_t product)
{
    static const enum gap_subkind OWN[] = {
        SUB_OBSOLETE, SUB_RESTRICTED, SUB_UPGRADE,    SUB_SHORTAGE,
        SUB_SINGLE,   SUB_SCALE,      SUB_DEPENDENCE, SUB_BARRED};
    static const enum gap_subkind HOME[] = {SUB_TERMINAL, SUB_CHOKE};
    const struct verdict *verdict = &views->writer->whole->verdicts[product];
    const uint32_t home = views->writer->graph->products[product].home_chain;

    for (size_t i = 0; i < sizeof(OWN) / sizeof(OWN[0]); i++)
        if (gap_holds(verdict, OWN[i]))
            add_members(views, product, OWN[i]);
    for (size_t i = 0; i < 2; i++)
        if (gap_holds(verdict, HOME[i]))
            add_view(views, home, HOME[i]);
}

/* From a chain that lacks the product, or one above it, it is a fill: an
 * extension says nothing new there. */
static void settle_views(struct views *views)
{
    const uint32_t depth = (uint32_t)1 << SUB_DEPTH;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < views->count; i++)
        views->writer->near->slot[views->items[i].chain] = 0;
    for (uint32_t i = 0; i < views->count; i++)
        for (uint32_t j = 0;
             (views->items[i].holds & depth) != 0 && j < views->count; j++)
            if ((views->items[j].holds & GAP_FILLS) != 0 &&
                lt_chain_within(views->writer->graph, views->items[j].chain,
                                views->items[i].chain))
                views->items[i].holds &= ~depth;
    for (uint32_t i = 0; i < views->count; i++)
        if (views->items[i].holds != 0)
            views->items[kept++] = views->items[i];
    views->count = kept;
}

/* The subkind that leads, in the order of the leads; chains stand by id. */
static void sort_views(struct views *views, uint32_t product)
{
    const lt_gaps *whole = views->writer->whole;
    const int shed = gap_shed_leads(whole, product);
    const int upgrade = gap_upgrade_leads(whole, product);

    for (uint32_t i = 0; i < views->count; i++)
        views->items[i].lead = gap_lead(views->items[i].holds, shed, upgrade);
    for (uint32_t i = 1; i < views->count; i++) {
        const struct chain_view view = views->items[i];
        uint32_t j = i;

        while (j > 0 && (views->items[j - 1].lead > view.lead ||
                         (views->items[j - 1].lead == view.lead &&
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
    const struct verdict *verdict = &writer->whole->verdicts[product];

    if (gap_holds(verdict, SUB_SUPPLY))
        add_chains(views, &writer->near->waiting, product, SUB_SUPPLY);
    if (gap_holds(verdict, SUB_INPUT))
        add_chains(views, &writer->near->waiting, product, SUB_INPUT);
    add_bridges(views, product);
    add_own(views, product);
    add_users(views, product);
    if (lt_state_missing(writer->state, product) &&
        !gap_holds(verdict, SUB_BARRED) &&
        writer->graph->products[product].stage != LT_STAGE_RAW)
        add_extensions(views, product);
    add_surpluses(views, product);
    add_builds(views, product);
    settle_views(views);
    sort_views(views, product);
}

static lt_status write_view(struct gap_writer *writer, lt_value *out,
                            const struct chain_view *view)
{
    lt_status status = LT_OK;
    const lt_field fields[] = {
        {"chain", lt_value_text(gap_chain_label(writer, view->chain))},
        {"kind", lt_value_text(gap_kind_word(gap_kind_of(view->lead)))},
        {"subkinds",
         gap_subkind_list(writer, view->holds, view->lead, &status)}};

    if (status == LT_OK)
        status = lt_value_record(out, &writer->answer->arena, fields, 3,
                                 writer->err);
    return status;
}

lt_status gap_write_kinds(struct gap_writer *writer, lt_value *cells,
                          uint32_t product)
{
    struct views views = {.writer = writer};
    lt_value items[LIST_MAX];
    lt_status status = LT_OK;

    find_views(&views, product);
    for (uint32_t i = 0; i < views.count; i++)
        LT_TRY(write_view(writer, &items[i], &views.items[i]));
    cells[COLUMN_KINDS] = gap_list(writer, items, views.count, &status);

cleanup:
    return status;
}
