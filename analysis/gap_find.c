/* What the rules share, which processes are barred, and which verdict leads. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

void gap_set(struct verdict *verdict, enum gap_subkind subkind)
{
    verdict->holds |= (uint32_t)1 << subkind;
}

int gap_holds(const struct verdict *verdict, enum gap_subkind subkind)
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

int gap_is_member(const lt_graph *graph, uint32_t product, uint32_t chain)
{
    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1]; s++)
        if (lt_chain_within(graph,
                            graph->memberships[graph->chains_of.item[s]].chain,
                            chain))
            return 1;
    return 0;
}

int gap_bars(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;

    return gaps->closed[process] != CLOSURE_NONE ||
           graph->processes[process].status == LT_PROCESS_OBSOLETE ||
           graph->processes[process].status == LT_PROCESS_RESTRICTED;
}

/* How an active process is shed; SUB_COUNT where it is not. */
static enum gap_subkind shed_by(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_process_status status = graph->processes[process].status;

    if (status == LT_PROCESS_OBSOLETE)
        return SUB_OBSOLETE;
    if (status == LT_PROCESS_RESTRICTED ||
        gaps->closed[process] == CLOSURE_RESTRICTS)
        return SUB_RESTRICTED;
    return gaps->closed[process] == CLOSURE_ENDS ? SUB_OBSOLETE : SUB_COUNT;
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
    return gaps->closure[product] != CLOSURE_NONE ||
           (barred > 0 && barred == processes);
}

static void shed_product(lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_csr *making = &state->scope->graph->processes_making;
    struct verdict *verdict = &gaps->verdicts[product];
    uint32_t barred = 0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const uint32_t q = making->item[s];
        const enum gap_subkind how = shed_by(gaps, q);

        barred += (uint32_t)gap_bars(gaps, q);
        if (how != SUB_COUNT && state->active[q] && state->in_view[product])
            gap_set(verdict, how);
    }
    if (gaps->closure[product] != CLOSURE_NONE && is_present(gaps, product) &&
        state->in_view[product] && !gap_holds(verdict, SUB_RESTRICTED))
        gap_set(verdict, gaps->closure[product] == CLOSURE_RESTRICTS
                             ? SUB_RESTRICTED
                             : SUB_OBSOLETE);
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

int gap_shed_leads(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_csr *making = &state->scope->graph->processes_making;

    if (gaps->closure[product] != CLOSURE_NONE)
        return 1;
    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++)
        if (state->active[making->item[s]] && !gap_bars(gaps, making->item[s]))
            return 0;
    return 1;
}

/* Does it run today, and not only at the horizon asked for? */
int gap_upgrade_leads(const lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const uint32_t broader = gaps->verdicts[product].broader;
    const lt_stock *stock = NULL;

    if (broader == LT_NONE)
        return 0;
    stock = &gaps->state->stocks[broader];
    if (gaps->state->scope->horizon == LT_HORIZON_NOW)
        return 1;
    if (!stock->by_sort)
        return stock->operating != 0.0;
    return stock->row != LT_NONE &&
           graph->capacities[stock->row].status == LT_CAPACITY_OPERATING;
}

enum gap_subkind gap_lead(uint32_t holds, int shed, int upgrade)
{
    const uint32_t sheds = (uint32_t)1 << SUB_OBSOLETE | (uint32_t)1
                                                             << SUB_RESTRICTED;
    /* Where only a barred process is at fault it is still the verdict. */
    const uint32_t leading =
        shed || (holds & ~sheds) == 0 ? holds : holds & ~sheds;

    for (int s = 0; s < SUB_COUNT; s++) {
        if ((leading >> s & 1) == 0)
            continue;
        if ((s == SUB_INPUT || s == SUB_TERMINAL) && upgrade &&
            (leading >> SUB_UPGRADE & 1))
            return SUB_UPGRADE;
        return (enum gap_subkind)s;
    }
    return SUB_COUNT;
}

lt_status gap_choose_leads(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;

    (void)err; /* Takes no memory. */
    for (uint32_t p = 0; p < graph->product_count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];

        verdict->lead =
            (uint8_t)gap_lead(verdict->holds, gap_shed_leads(gaps, p),
                              gap_upgrade_leads(gaps, p));
    }
    return LT_OK;
}
