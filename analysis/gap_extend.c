/* Extend: steps on from what is there, how deep they lie, and what would take
 * up a surplus. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
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
        graph->products[next].stage == LT_STAGE_RAW ||
        gap_bars(steps->gaps, entry->process))
        return;
    verdict->step = step;
    verdict->step_from = from;
    if ((verdict->holds & GAP_FILLS) == 0)
        gap_set(verdict, SUB_DEPTH);
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

double gap_surplus(const lt_state *state, uint32_t product, lt_horizon horizon)
{
    const lt_stock *stock = &state->stocks[product];
    const int planned = horizon == LT_HORIZON_PLANNED;
    const double need = planned ? stock->need_planned : stock->need;
    const double capacity = planned ? stock->capacity_planned : stock->capacity;

    if (stock->presence != LT_PRESENT || stock->by_sort || !(need > 0.0) ||
        !(capacity > 0.0))
        return NAN;
    return (capacity - need) / capacity;
}

int gap_absorbs(const lt_gaps *gaps, const lt_recipe *entry)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const double least = state->scope->rules->absorb_surplus;
    const uint32_t user = graph->processes[entry->process].product;

    return entry->role == LT_ROLE_INPUT && user != entry->product &&
           !graph->generic[entry->product] &&
           graph->products[user].stage != LT_STAGE_RAW &&
           !gap_bars(gaps, entry->process) &&
           gaps->closure[user] == CLOSURE_NONE &&
           (gap_surplus(state, entry->product, LT_HORIZON_NOW) > least ||
            gap_surplus(state, entry->product, LT_HORIZON_PLANNED) > least);
}

lt_status gap_find_absorb(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    (void)err; /* Takes no memory. */
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *entry = &graph->recipes[i];
        struct verdict *verdict =
            &gaps->verdicts[graph->processes[entry->process].product];

        if (!state->in_view[entry->product] || !gap_absorbs(gaps, entry))
            continue;
        gap_set(verdict, SUB_ABSORB);
        if (entry->product < verdict->absorbs)
            verdict->absorbs = entry->product;
    }
    return LT_OK;
}
