/* Which verdicts hold: the rules of the manual, one function each. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

static void set(struct verdict *verdict, enum gap_subkind subkind)
{
    verdict->holds |= (uint32_t)1 << subkind;
}

static int holds(const struct verdict *verdict, enum gap_subkind subkind)
{
    return (int)(verdict->holds >> subkind & 1);
}

int gap_home_in_view(const lt_state *state, uint32_t product)
{
    const lt_scope *scope = state->scope;

    return scope->chain == LT_NONE ||
           lt_chain_within(scope->graph,
                           scope->graph->products[product].home_chain,
                           scope->chain);
}

int gap_is_final(const lt_graph *graph, uint32_t product)
{
    lt_stage stage = graph->products[product].stage;

    if (stage != LT_STAGE_UNKNOWN)
        return stage == LT_STAGE_FINAL;
    return graph->recipes_using.offset[product + 1] ==
           graph->recipes_using.offset[product];
}

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
}

int gap_needs(const lt_gaps *gaps, const lt_recipe *entry)
{
    uint32_t others = gaps->group_present[entry->group];

    if (lt_state_met(gaps->state, entry->process, entry->product) == LT_MET_YES)
        others--;
    return others == 0;
}

lt_status gap_groups(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t *last = lt_alloc_array(graph->product_count, sizeof(*last));

    gaps->group_present =
        lt_alloc_array(graph->recipe_count, sizeof(*gaps->group_present));
    gaps->group_members =
        lt_alloc_array(graph->recipe_count, sizeof(*gaps->group_members));
    gaps->usage = lt_alloc_array(graph->product_count, sizeof(*gaps->usage));
    if (last == NULL || gaps->group_present == NULL ||
        gaps->group_members == NULL || gaps->usage == NULL) {
        free(last);
        return lt_fail_memory(err, "gaps");
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *entry = &graph->recipes[i];

        if (entry->role != LT_ROLE_INPUT)
            continue;
        gaps->group_members[entry->group]++;
        gaps->group_present[entry->group] +=
            lt_state_met(gaps->state, entry->process, entry->product) ==
            LT_MET_YES;
    }
    for (uint32_t p = 0; p < graph->product_count; p++)
        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++) {
            uint32_t q = graph->recipes[graph->recipes_using.item[s]].process;
            uint32_t user = graph->processes[q].product;

            gaps->usage[p] += last[user] != p + 1;
            last[user] = p + 1;
        }
    free(last);
    return LT_OK;
}

/* Inputs that a running process of the view lacks. */
static void find_inputs(lt_gaps *gaps)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *entry = &graph->recipes[i];
        struct verdict *verdict = &gaps->verdicts[entry->product];
        uint32_t user = graph->processes[entry->process].product;
        lt_met met = LT_MET_NO;

        if (entry->role != LT_ROLE_INPUT || !state->active[entry->process] ||
            !gap_home_in_view(state, user) || !gap_needs(gaps, entry))
            continue;
        met = lt_state_met(state, entry->process, entry->product);
        if (met == LT_MET_YES)
            continue;
        if (user < verdict->user)
            verdict->user = user;
        if (graph->products[entry->product].stage == LT_STAGE_RAW) {
            set(verdict, SUB_SUPPLY);
            continue;
        }
        if (graph->generic[entry->product])
            continue;
        set(verdict, SUB_INPUT);
        if (met == LT_MET_HALF && verdict->half == HALF_NONE)
            verdict->half = HALF_MET;
        else if (met == LT_MET_NO && is_present(gaps, entry->product))
            verdict->half = HALF_UNMET;
        verdict->down = 1;
        verdict->down_next = verdict->user;
    }
}

/* The first by id of the present, non-generic products that feed `product`, or
 * LT_NONE. */
static uint32_t feeder_of(const lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t first = LT_NONE;

    for (uint32_t s = graph->processes_making.offset[product];
         s < graph->processes_making.offset[product + 1]; s++) {
        uint32_t q = graph->processes_making.item[s];

        for (uint32_t t = graph->recipes_of.offset[q];
             t < graph->recipes_of.offset[q + 1]; t++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[t]];

            if (entry->role == LT_ROLE_INPUT && entry->product < first &&
                is_present(gaps, entry->product) &&
                !graph->generic[entry->product])
                first = entry->product;
        }
    }
    return first;
}

/* Upstream of needed inputs, through missing products only. */
static uint32_t spread_down(lt_gaps *gaps, uint32_t *queue)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t tail = 0;

    for (uint32_t p = 0; p < graph->product_count; p++)
        if (gaps->verdicts[p].down == 1)
            queue[tail++] = p;
    for (uint32_t head = 0; head < tail; head++) {
        uint32_t p = queue[head];

        for (uint32_t s = graph->processes_making.offset[p];
             s < graph->processes_making.offset[p + 1]; s++) {
            uint32_t q = graph->processes_making.item[s];

            for (uint32_t t = graph->recipes_of.offset[q];
                 t < graph->recipes_of.offset[q + 1]; t++) {
                const lt_recipe *entry =
                    &graph->recipes[graph->recipes_of.item[t]];
                struct verdict *above = &gaps->verdicts[entry->product];

                if (entry->role != LT_ROLE_INPUT || above->down != 0 ||
                    is_present(gaps, entry->product) ||
                    graph->generic[entry->product] ||
                    graph->products[entry->product].stage == LT_STAGE_RAW)
                    continue;
                above->down = gaps->verdicts[p].down + 1;
                above->down_next = p;
                queue[tail++] = entry->product;
            }
        }
    }
    return tail;
}

/* Back down from those that a present product feeds. */
static void spread_up(lt_gaps *gaps, uint32_t *queue, uint32_t closure)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t *second = queue + graph->product_count;
    uint32_t tail = 0;

    for (uint32_t i = 0; i < closure; i++) {
        uint32_t feeder = feeder_of(gaps, queue[i]);

        if (feeder == LT_NONE)
            continue;
        gaps->verdicts[queue[i]].up = 1;
        gaps->verdicts[queue[i]].up_next = feeder;
        second[tail++] = queue[i];
    }
    for (uint32_t head = 0; head < tail; head++) {
        uint32_t p = second[head];

        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++) {
            const lt_recipe *entry =
                &graph->recipes[graph->recipes_using.item[s]];
            uint32_t below = graph->processes[entry->process].product;
            struct verdict *verdict = &gaps->verdicts[below];

            if (entry->role != LT_ROLE_INPUT || verdict->down == 0 ||
                verdict->up != 0)
                continue;
            verdict->up = gaps->verdicts[p].up + 1;
            verdict->up_next = p;
            second[tail++] = below;
        }
    }
}

lt_status gap_find_fill(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_rules *rules = gaps->state->scope->rules;
    uint32_t *queue =
        lt_alloc_array((size_t)graph->product_count * 2, sizeof(*queue));
    uint32_t closure = 0;

    if (queue == NULL)
        return lt_fail_memory(err, "gaps");
    find_inputs(gaps);
    closure = spread_down(gaps, queue);
    spread_up(gaps, queue, closure);
    for (uint32_t i = 0; i < closure; i++) {
        struct verdict *verdict = &gaps->verdicts[queue[i]];

        if (verdict->up > 0 &&
            verdict->down + verdict->up - 1 <= rules->bridge_run)
            set(verdict, SUB_BRIDGE);
    }
    free(queue);
    return LT_OK;
}

/* Breadth-first steps from what is there. */
struct steps {
    lt_gaps *gaps;
    uint32_t *queue;
    uint32_t tail;
};

/* One step from `from` along an entry that uses it. */
static void take_step(struct steps *steps, uint32_t from, uint32_t step,
                      const lt_recipe *entry)
{
    const lt_graph *graph = steps->gaps->state->scope->graph;
    uint32_t next = graph->processes[entry->process].product;
    struct verdict *verdict = &steps->gaps->verdicts[next];

    if (entry->role != LT_ROLE_INPUT || verdict->step != 0 ||
        is_present(steps->gaps, next) ||
        graph->products[next].stage == LT_STAGE_RAW)
        return;
    verdict->step = step;
    verdict->step_from = from;
    if (!holds(verdict, SUB_INPUT) && !holds(verdict, SUB_BRIDGE))
        set(verdict, SUB_DEPTH);
    if (!graph->generic[next])
        steps->queue[steps->tail++] = next;
}

/* What lies within reach of the present products of the view. */
lt_status gap_find_extend(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    struct steps steps = {gaps, NULL, 0};

    steps.queue = lt_alloc_array(graph->product_count, sizeof(*steps.queue));
    if (steps.queue == NULL)
        return lt_fail_memory(err, "gaps");
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (is_present(gaps, p) && state->in_view[p] && !graph->generic[p])
            steps.queue[steps.tail++] = p;
    for (uint32_t head = 0; head < steps.tail; head++) {
        uint32_t p = steps.queue[head];
        uint32_t step = is_present(gaps, p) ? 0 : gaps->verdicts[p].step;

        if (step >= state->scope->rules->extend_steps)
            continue;
        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++)
            take_step(&steps, p, step + 1,
                      &graph->recipes[graph->recipes_using.item[s]]);
    }
    free(steps.queue);
    return LT_OK;
}

/* Products whose depth is known, in the order of depth. */
struct closure {
    lt_gaps *gaps;
    uint32_t *queue;
    uint32_t tail;
    uint32_t *waiting; /* process → groups not yet met. */
    uint8_t *met;      /* entry → 1 where its group is. */
};

static void reached(struct closure *closure, uint32_t product, uint32_t depth)
{
    struct verdict *verdict = &closure->gaps->verdicts[product];

    if (verdict->depth != LT_NONE)
        return;
    verdict->depth = depth;
    closure->queue[closure->tail++] = product;
}

static void count_groups(struct closure *closure)
{
    const lt_graph *graph = closure->gaps->state->scope->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *entry = &graph->recipes[i];

        if (entry->role == LT_ROLE_INPUT && !closure->met[entry->group]) {
            closure->met[entry->group] = 1;
            closure->waiting[entry->process]++;
        }
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        closure->met[i] = 0;
}

/* Forward closure with counters (Gallo et al. 1993): a process fires when the
 * last of its groups is met, one deeper than the deepest of them. */
static void run_closure(struct closure *closure)
{
    const lt_graph *graph = closure->gaps->state->scope->graph;

    for (uint32_t p = 0; p < graph->product_count; p++)
        if (is_present(closure->gaps, p) || graph->generic[p] ||
            graph->products[p].stage == LT_STAGE_RAW)
            reached(closure, p, 0);
    for (uint32_t head = 0; head < closure->tail; head++) {
        uint32_t p = closure->queue[head];

        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++) {
            const lt_recipe *entry =
                &graph->recipes[graph->recipes_using.item[s]];

            if (entry->role != LT_ROLE_INPUT || closure->met[entry->group])
                continue;
            closure->met[entry->group] = 1;
            if (--closure->waiting[entry->process] == 0)
                reached(closure, graph->processes[entry->process].product,
                        closure->gaps->verdicts[p].depth + 1);
        }
    }
}

lt_status gap_find_depth(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    struct closure closure = {gaps, NULL, 0, NULL, NULL};
    lt_status status = LT_OK;

    closure.queue = lt_alloc_array(graph->product_count, sizeof(uint32_t));
    closure.waiting = lt_alloc_array(graph->process_count, sizeof(uint32_t));
    closure.met = lt_alloc_array(graph->recipe_count, 1);
    if (closure.queue == NULL || closure.waiting == NULL ||
        closure.met == NULL) {
        status = lt_fail_memory(err, "gaps");
    } else {
        count_groups(&closure);
        run_closure(&closure);
    }
    free(closure.queue);
    free(closure.waiting);
    free(closure.met);
    return status;
}

/* One maker, and a process of somebody else lives off it. */
static int is_single(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_stock *stock = &state->stocks[product];
    uint32_t maker = LT_NONE;

    if (!stock->makers_known || stock->makers != 1 || !stock->used)
        return 0;
    for (uint32_t s = graph->capacities_of.offset[product];
         s < graph->capacities_of.offset[product + 1]; s++) {
        const lt_capacity *row =
            &graph->capacities[graph->capacities_of.item[s]];

        if (state->row_counts[graph->capacities_of.item[s]] &&
            row->status == LT_CAPACITY_OPERATING && row->firm != LT_NONE)
            maker = row->firm;
    }
    return maker != LT_NONE && gap_feeds_others(gaps, product, maker);
}

lt_status gap_find_strengthen(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_rules *rules = state->scope->rules;

    (void)err; /* Takes no memory. */
    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_stock *stock = &state->stocks[p];

        if (stock->presence != LT_PRESENT || stock->by_sort ||
            !state->in_view[p])
            continue;
        if (stock->cover < rules->thin_cover)
            set(&gaps->verdicts[p], SUB_THIN);
        else if (stock->cover < rules->shortage_cover)
            set(&gaps->verdicts[p], SUB_SHORTAGE);
        if (is_single(gaps, p))
            set(&gaps->verdicts[p], SUB_SINGLE);
    }
    return LT_OK;
}

/* How a process is barred: a statement that names it counts as obsolete. */
static int bars(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;

    return gaps->closed[process] ||
           graph->processes[process].status == LT_PROCESS_OBSOLETE ||
           graph->processes[process].status == LT_PROCESS_RESTRICTED;
}

/* A missing product of the view that no process may be added for: every one is
 * barred, or documents name the product itself for closure. */
static int is_missing_barred(const lt_gaps *gaps, uint32_t product,
                             uint32_t barred)
{
    const lt_csr *making = &gaps->state->scope->graph->processes_making;
    const uint32_t processes =
        making->offset[product + 1] - making->offset[product];

    if (is_present(gaps, product) ||
        (!gaps->state->in_view[product] && gaps->verdicts[product].holds == 0))
        return 0;
    return gaps->closure[product] || (barred > 0 && barred == processes);
}

static void shed_product(lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    struct verdict *verdict = &gaps->verdicts[product];
    uint32_t barred = 0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        uint32_t q = making->item[s];

        barred += (uint32_t)bars(gaps, q);
        if (!state->active[q] || !state->in_view[product])
            continue;
        if (graph->processes[q].status == LT_PROCESS_RESTRICTED)
            set(verdict, SUB_RESTRICTED);
        else if (bars(gaps, q) || gaps->closure[product])
            set(verdict, SUB_OBSOLETE);
    }
    if (gaps->closure[product] && is_present(gaps, product) &&
        state->in_view[product] && !holds(verdict, SUB_RESTRICTED))
        set(verdict, SUB_OBSOLETE);
    if (is_missing_barred(gaps, product, barred))
        verdict->holds = (uint32_t)1 << SUB_BARRED;
}

lt_status gap_find_shed(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;

    (void)err; /* Takes no memory. */
    for (uint32_t p = 0; p < graph->product_count; p++)
        shed_product(gaps, p);
    return LT_OK;
}

/* Shed leads only where every active process is barred. */
static int all_active_barred(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_csr *making = &state->scope->graph->processes_making;

    if (gaps->closure[product])
        return 1;
    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++)
        if (state->active[making->item[s]] && !bars(gaps, making->item[s]))
            return 0;
    return 1;
}

lt_status gap_choose_leads(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;

    (void)err; /* Takes no memory. */
    for (uint32_t p = 0; p < graph->product_count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];
        int shed_leads = all_active_barred(gaps, p);

        verdict->lead = SUB_COUNT;
        for (int s = 0; s < SUB_COUNT && verdict->lead == SUB_COUNT; s++) {
            if (!holds(verdict, (enum gap_subkind)s) ||
                (s <= SUB_RESTRICTED && !shed_leads))
                continue;
            verdict->lead = (uint8_t)s;
        }
        /* Where only a barred process is at fault it is still the verdict. */
        for (int s = 0; s <= SUB_RESTRICTED && verdict->lead == SUB_COUNT; s++)
            if (holds(verdict, (enum gap_subkind)s))
                verdict->lead = (uint8_t)s;
    }
    return LT_OK;
}
