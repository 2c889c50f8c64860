/* Links that a longer path makes superfluous. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Reachability is worked out for LANES targets at a time: one bit each, swept
 * once over the condensed graph. SWEEP_MAX bounds sweeps × arcs (about two
 * seconds); beyond it the search is left out, which check says.
 */
enum { WORDS = 8, LANES = WORDS * 64 };
static const double SWEEP_MAX = 4e8;

struct arcs {
    uint32_t *from;
    uint32_t *to;
    uint32_t count;
    lt_csr out;
};

struct lanes {
    uint64_t word[WORDS];
};

static void arcs_clear(struct arcs *arcs)
{
    free(arcs->from);
    free(arcs->to);
    lt_csr_clear(&arcs->out);
}

/* All material relations: links and what recipes take in. */
static lt_status arcs_collect(struct arcs *arcs, const lt_graph *graph,
                              lt_error *err)
{
    size_t room = (size_t)graph->link_count + graph->recipe_count;

    arcs->from = lt_alloc_array(room, sizeof(*arcs->from));
    arcs->to = lt_alloc_array(room, sizeof(*arcs->to));
    if (arcs->from == NULL || arcs->to == NULL)
        return lt_fail_memory(err, "links");
    for (uint32_t i = 0; i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];

        if ((link->kind != LT_LINK_INPUT && link->kind != LT_LINK_BYPRODUCT) ||
            link->from == LT_NONE || link->to == LT_NONE)
            continue;
        arcs->from[arcs->count] = link->from;
        arcs->to[arcs->count++] = link->to;
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];
        uint32_t main = recipe->process == LT_NONE
                            ? LT_NONE
                            : graph->processes[recipe->process].product;

        if (main == LT_NONE || recipe->product == LT_NONE ||
            recipe->role == LT_ROLE_OUTPUT)
            continue;
        arcs->from[arcs->count] = recipe->product;
        arcs->to[arcs->count++] = main;
    }
    return lt_csr_build(&arcs->out, graph->product_count, arcs->from,
                        arcs->count, err);
}

/* State of Tarjan's search (1972), kept on the heap: chains can be long. */
struct search {
    const struct arcs *arcs;
    uint32_t *component; /* LT_NONE: not yet in one. */
    uint32_t *index;     /* Order of discovery, from 1. */
    uint32_t *low;
    uint32_t *slot;  /* Next arc of each product on the walk. */
    uint32_t *stack; /* Products of open components. */
    uint32_t *walk;  /* The path from the root of the search. */
    uint32_t stack_count;
    uint32_t walk_count;
    uint32_t discovered;
    uint32_t component_count;
};

static void enter(struct search *search, uint32_t product)
{
    search->index[product] = ++search->discovered;
    search->low[product] = search->discovered;
    search->slot[product] = search->arcs->out.offset[product];
    search->stack[search->stack_count++] = product;
    search->walk[search->walk_count++] = product;
}

static void leave(struct search *search, uint32_t product)
{
    uint32_t member = LT_NONE;

    search->walk_count--;
    if (search->walk_count > 0) {
        uint32_t parent = search->walk[search->walk_count - 1];

        if (search->low[product] < search->low[parent])
            search->low[parent] = search->low[product];
    }
    if (search->low[product] != search->index[product])
        return;
    do {
        member = search->stack[--search->stack_count];
        search->component[member] = search->component_count;
    } while (member != product);
    search->component_count++;
}

static void search_from(struct search *search, uint32_t root)
{
    enter(search, root);
    while (search->walk_count > 0) {
        uint32_t at = search->walk[search->walk_count - 1];
        uint32_t next = LT_NONE;

        if (search->slot[at] == search->arcs->out.offset[at + 1]) {
            leave(search, at);
            continue;
        }
        next = search->arcs->to[search->arcs->out.item[search->slot[at]++]];
        if (search->index[next] == 0)
            enter(search, next);
        else if (search->component[next] == LT_NONE &&
                 search->index[next] < search->low[at])
            search->low[at] = search->index[next];
    }
}

/* Components, numbered so that an arc leads to a smaller number or stays. */
static lt_status find_components(uint32_t *component, uint32_t *count,
                                 const struct arcs *arcs, uint32_t products,
                                 lt_error *err)
{
    struct search search = {0};
    uint32_t *room = lt_alloc_array((size_t)products * 5, sizeof(*room));

    if (room == NULL)
        return lt_fail_memory(err, "components");
    search.arcs = arcs;
    search.component = component;
    search.index = room;
    search.low = room + products;
    search.slot = room + (size_t)products * 2;
    search.stack = room + (size_t)products * 3;
    search.walk = room + (size_t)products * 4;
    for (uint32_t p = 0; p < products; p++)
        component[p] = LT_NONE;
    for (uint32_t p = 0; p < products; p++)
        if (search.index[p] == 0)
            search_from(&search, p);
    *count = search.component_count;
    free(room);
    return LT_OK;
}

/* Everything one batch of targets needs. */
struct sweep {
    const lt_graph *graph;
    const struct arcs *arcs;
    const uint32_t *component;
    uint32_t *order;     /* Products by ascending component. */
    struct lanes *reach; /* component → targets it leads to, beyond one. */
    uint32_t *lane_of;   /* product → its lane in this batch, LT_NONE. */
    const uint8_t *candidate;
};

/* Each component that holds a supplier of a target, the target's own component
 * apart: from there on there is a last step that is not the link itself. */
static void seed(struct sweep *sweep)
{
    const struct arcs *arcs = sweep->arcs;

    for (uint32_t a = 0; a < arcs->count; a++) {
        uint32_t lane = sweep->lane_of[arcs->to[a]];
        uint32_t source = sweep->component[arcs->from[a]];

        if (lane != LT_NONE && source != sweep->component[arcs->to[a]])
            sweep->reach[source].word[lane / 64] |= (uint64_t)1 << (lane % 64);
    }
}

static void spread(struct sweep *sweep)
{
    const struct arcs *arcs = sweep->arcs;

    for (uint32_t i = 0; i < sweep->graph->product_count; i++) {
        uint32_t p = sweep->order[i];
        struct lanes *own = &sweep->reach[sweep->component[p]];

        for (uint32_t s = arcs->out.offset[p]; s < arcs->out.offset[p + 1];
             s++) {
            uint32_t next = sweep->component[arcs->to[arcs->out.item[s]]];

            for (size_t w = 0; next != sweep->component[p] && w < WORDS; w++)
                own->word[w] |= sweep->reach[next].word[w];
        }
    }
}

/* A first step out of u's component, not into the target's, that leads on. */
static int has_detour(const struct sweep *sweep, uint32_t from, uint32_t lane)
{
    const struct arcs *arcs = sweep->arcs;

    for (uint32_t s = arcs->out.offset[from]; s < arcs->out.offset[from + 1];
         s++) {
        uint32_t next = sweep->component[arcs->to[arcs->out.item[s]]];

        if (next != sweep->component[from] &&
            (sweep->reach[next].word[lane / 64] >> (lane % 64) & 1) != 0)
            return 1;
    }
    return 0;
}

static void run_batch(struct sweep *sweep, uint32_t component_count,
                      const uint32_t *links, uint32_t link_count)
{
    memset(sweep->reach, 0, component_count * sizeof(*sweep->reach));
    seed(sweep);
    spread(sweep);
    for (uint32_t i = 0; i < link_count; i++) {
        lt_link *link = &sweep->graph->links[links[i]];
        uint32_t lane = sweep->lane_of[link->to];

        if (sweep->component[link->from] != sweep->component[link->to])
            link->shortcut = (uint8_t)has_detour(sweep, link->from, lane);
    }
    for (uint32_t i = 0; i < link_count; i++)
        sweep->lane_of[sweep->graph->links[links[i]].to] = LT_NONE;
}

/* Candidates grouped by target, so that a batch is a run of them. */
static lt_status run_batches(struct sweep *sweep, uint32_t component_count,
                             lt_error *err)
{
    const lt_graph *graph = sweep->graph;
    uint32_t *owner = lt_alloc_array(graph->link_count, sizeof(*owner));
    lt_csr by_target = LT_CSR_EMPTY;
    uint32_t begin = 0;
    uint32_t lanes = 0;
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "links");
    for (uint32_t i = 0; i < graph->link_count; i++)
        owner[i] = sweep->candidate[i] ? graph->links[i].to : LT_NONE;
    LT_TRY(lt_csr_build(&by_target, graph->product_count, owner,
                        graph->link_count, err));
    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (by_target.offset[p + 1] > by_target.offset[p])
            sweep->lane_of[p] = lanes++;
        if (lanes == LANES || p + 1 == graph->product_count) {
            uint32_t end = by_target.offset[p + 1];

            if (lanes > 0)
                run_batch(sweep, component_count, by_target.item + begin,
                          end - begin);
            begin = end;
            lanes = 0;
        }
    }

cleanup:
    lt_csr_clear(&by_target);
    free(owner);
    return status;
}

static lt_status sweep_all(lt_builder *builder, const struct arcs *arcs,
                           const uint8_t *candidate)
{
    lt_graph *graph = builder->graph;
    uint32_t count = graph->product_count;
    struct sweep sweep = {graph, arcs, NULL, NULL, NULL, NULL, candidate};
    uint32_t *component = lt_alloc_array(count, sizeof(*component));
    lt_csr members = LT_CSR_EMPTY;
    uint32_t components = 0;
    lt_status status = LT_OK;

    sweep.lane_of = lt_alloc_array(count, sizeof(*sweep.lane_of));
    if (component == NULL || sweep.lane_of == NULL) {
        status = lt_fail_memory(builder->err, "links");
        goto cleanup;
    }
    for (uint32_t p = 0; p < count; p++)
        sweep.lane_of[p] = LT_NONE;
    LT_TRY(find_components(component, &components, arcs, count, builder->err));
    LT_TRY(lt_csr_build(&members, components, component, count, builder->err));
    sweep.component = component;
    sweep.order = members.item;
    sweep.reach = lt_alloc_array(components, sizeof(*sweep.reach));
    if (sweep.reach == NULL) {
        status = lt_fail_memory(builder->err, "links");
        goto cleanup;
    }
    LT_TRY(run_batches(&sweep, components, builder->err));

cleanup:
    free(sweep.reach);
    free(sweep.lane_of);
    lt_csr_clear(&members);
    free(component);
    return status;
}

/* Does a recipe of the link's end take in its start? Then it is no shortcut. */
static int has_recipe(const lt_graph *graph, const lt_link *link,
                      const lt_csr *given)
{
    const lt_csr *making = &graph->processes_making;

    for (uint32_t s = making->offset[link->to];
         s < making->offset[link->to + 1]; s++) {
        uint32_t q = making->item[s];

        for (uint32_t t = given->offset[q]; t < given->offset[q + 1]; t++)
            if (graph->recipes[given->item[t]].product == link->from &&
                graph->recipes[given->item[t]].role != LT_ROLE_OUTPUT)
                return 1;
    }
    return 0;
}

static uint32_t mark_candidates(lt_builder *builder, uint8_t *candidate,
                                const lt_csr *given)
{
    const lt_graph *graph = builder->graph;
    uint32_t count = 0;

    for (uint32_t i = 0; i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];

        candidate[i] = link->kind == LT_LINK_INPUT && link->from != LT_NONE &&
                       link->to != LT_NONE && link->from != link->to &&
                       isnan(lt_facts_number(builder->facts, LT_LINKS, i,
                                             LT_LINK_COEFFICIENT)) &&
                       lt_facts_text(builder->facts, LT_LINKS, i,
                                     LT_LINK_ESSENTIAL)[0] == '\0' &&
                       /* Alternatives stand for one another: none is spare. */
                       lt_facts_text(builder->facts, LT_LINKS, i,
                                     LT_LINK_GROUP)[0] == '\0' &&
                       !has_recipe(graph, link, given);
        count += candidate[i];
    }
    return count;
}

/* The path that replaces a link, for the note: breadth first, by names. */
static void describe(lt_builder *builder, const struct arcs *arcs,
                     uint32_t index, uint32_t *before, uint32_t *queue,
                     char *text, size_t room)
{
    const lt_graph *graph = builder->graph;
    const lt_link *link = &graph->links[index];
    const uint32_t unseen = LT_NONE;
    uint32_t head = 0;
    uint32_t tail = 0;
    uint32_t steps[64];
    size_t step_count = 0;
    size_t used = 0;

    for (uint32_t p = 0; p < graph->product_count; p++)
        before[p] = unseen;
    queue[tail++] = link->from;
    while (head < tail && before[link->to] == unseen) {
        uint32_t at = queue[head++];

        for (uint32_t s = arcs->out.offset[at]; s < arcs->out.offset[at + 1];
             s++) {
            uint32_t next = arcs->to[arcs->out.item[s]];

            if (before[next] != unseen || next == link->from ||
                (at == link->from && next == link->to))
                continue;
            before[next] = at;
            queue[tail++] = next;
        }
    }
    for (uint32_t at = link->to; at != unseen && step_count < 64;
         at = at == link->from ? unseen : before[at])
        steps[step_count++] = at;
    text[0] = '\0';
    while (step_count > 0 && used < room) {
        int more =
            snprintf(text + used, room - used, "%s%s", used == 0 ? "" : "→",
                     graph->products[steps[--step_count]].name);

        used += more > 0 ? (size_t)more : 0;
    }
}

static lt_status note_shortcuts(lt_builder *builder, const struct arcs *arcs)
{
    const lt_graph *graph = builder->graph;
    uint32_t *room =
        lt_alloc_array((size_t)graph->product_count * 2, sizeof(*room));

    if (room == NULL)
        return lt_fail_memory(builder->err, "links");
    for (uint32_t i = 0; i < graph->link_count; i++) {
        char path[512] = "";

        if (!graph->links[i].shortcut)
            continue;
        if (builder->diagnostics->counts[LT_NOTE] < LT_DIAGNOSTICS_KEPT)
            describe(builder, arcs, i, room, room + graph->product_count, path,
                     sizeof(path));
        lt_diagnose(builder->diagnostics, LT_N_SHORTCUT,
                    lt_build_place(builder, LT_LINKS, i, UINT32_MAX),
                    graph->products[graph->links[i].from].name,
                    graph->products[graph->links[i].to].name, path);
    }
    free(room);
    return LT_OK;
}

lt_status lt_mark_shortcuts(lt_builder *builder, const lt_csr *given)
{
    const lt_graph *graph = builder->graph;
    uint8_t *candidate = lt_alloc_array(graph->link_count, 1);
    struct arcs arcs = {0};
    uint32_t count = 0;
    lt_status status = LT_OK;

    if (candidate == NULL)
        return lt_fail_memory(builder->err, "links");
    count = mark_candidates(builder, candidate, given);
    if (count == 0)
        goto cleanup;
    if (((double)(count < graph->product_count ? count : graph->product_count) /
             LANES +
         1.0) *
            ((double)graph->link_count + graph->recipe_count) >
        SWEEP_MAX) {
        lt_diagnose(builder->diagnostics, LT_W_SHORTCUTS_UNSOUGHT,
                    LT_PLACE_NONE, NULL, NULL, NULL);
        goto cleanup;
    }
    LT_TRY(arcs_collect(&arcs, graph, builder->err));
    LT_TRY(sweep_all(builder, &arcs, candidate));
    LT_TRY(note_shortcuts(builder, &arcs));

cleanup:
    arcs_clear(&arcs);
    free(candidate);
    return status;
}
