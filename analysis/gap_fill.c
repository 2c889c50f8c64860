/* Fill: missing inputs, and the runs of missing links that lead to them. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
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
            gap_set(verdict, SUB_SUPPLY);
            continue;
        }
        if (graph->generic[entry->product])
            continue;
        gap_set(verdict, SUB_INPUT);
        if (met == LT_MET_HALF && verdict->half == HALF_NONE)
            verdict->half = HALF_MET;
        else if (met == LT_MET_NO && is_present(gaps, entry->product))
            verdict->half = HALF_UNMET;
        verdict->down = 1;
        verdict->down_next = verdict->user;
    }
}

/* Is more taken of one entry than of the other? What has a coefficient goes
 * before what has none; units are compared as they stand. */
static int feeds_more(const lt_recipe *entry, const lt_recipe *other)
{
    if (other == NULL)
        return 1;
    if (isnan(entry->coefficient) != isnan(other->coefficient))
        return isnan(other->coefficient);
    if (!isnan(entry->coefficient) && entry->coefficient != other->coefficient)
        return entry->coefficient > other->coefficient;
    return entry->product < other->product;
}

uint32_t gap_feeder_of(const lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_recipe *most = NULL;

    for (uint32_t s = graph->processes_making.offset[product];
         s < graph->processes_making.offset[product + 1]; s++) {
        uint32_t q = graph->processes_making.item[s];

        for (uint32_t t = graph->recipes_of.offset[q];
             t < graph->recipes_of.offset[q + 1]; t++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[t]];

            if (entry->role == LT_ROLE_INPUT &&
                is_present(gaps, entry->product) &&
                !graph->generic[entry->product] && feeds_more(entry, most))
                most = entry;
        }
    }
    return most == NULL ? LT_NONE : most->product;
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
        uint32_t feeder = gap_feeder_of(gaps, queue[i]);

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
            gap_set(verdict, SUB_BRIDGE);
    }
    free(queue);
    return LT_OK;
}
