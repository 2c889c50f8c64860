/* How much of what a process needs is there. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>

/* Cost share of an entry; NaN where price or coefficient is not known. */
static double cost_of(const lt_graph *graph, const lt_recipe *entry)
{
    return entry->coefficient * graph->products[entry->product].price;
}

/* How far an entry is met: 1 present, the cover where known, a half by a sort
 * of another chain. */
static double met_share(const lt_state *state, const lt_recipe *entry)
{
    const lt_stock *stock = &state->stocks[entry->product];
    lt_met met = lt_state_met(state, entry->process, entry->product);

    if (met != LT_MET_YES)
        return met == LT_MET_HALF ? 0.5 : 0.0;
    return stock->cover < 1.0 ? stock->cover : 1.0;
}

/* A group is met by its best member; it weighs what that member costs, or by
 * how few other products use it. */
struct group_sum {
    double met;
    double weight;
};

static struct group_sum sum_of(const lt_gaps *gaps, const lt_recipe *entry,
                               int by_cost)
{
    return (struct group_sum){
        met_share(gaps->state, entry),
        by_cost ? cost_of(gaps->state->scope->graph, entry)
                : 1.0 / log2(1.0 + gaps->usage[entry->product])};
}

static struct group_sum group_of(const lt_gaps *gaps, const lt_recipe *first,
                                 int by_cost)
{
    const lt_graph *graph = gaps->state->scope->graph;
    struct group_sum best = sum_of(gaps, first, by_cost);

    if (gaps->group_members[first->group] == 1)
        return best;
    for (uint32_t s = graph->recipes_of.offset[first->process];
         s < graph->recipes_of.offset[first->process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];
        struct group_sum own = {0.0, 0.0};

        if (entry->role != LT_ROLE_INPUT || entry->group != first->group)
            continue;
        own = sum_of(gaps, entry, by_cost);
        if (own.met > best.met ||
            (own.met == best.met && own.weight > best.weight))
            best = own;
    }
    return best;
}

/* Share of a process's essential inputs that are there; NaN without any. */
static double process_readiness(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double met = 0.0;
    double sum = 0.0;
    int by_cost = 1;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];

        if (entry->role == LT_ROLE_INPUT && isnan(cost_of(graph, entry)))
            by_cost = 0;
    }
    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];
        struct group_sum group = {0.0, 0.0};

        /* Once per group: at its first entry. */
        if (entry->role != LT_ROLE_INPUT || entry->group != of->item[s])
            continue;
        group = group_of(gaps, entry, by_cost);
        met += group.met * group.weight;
        sum += group.weight;
    }
    return sum > 0.0 ? met / sum : (double)NAN;
}

/* Of several processes the best prepared one speaks. */
lt_status gap_find_readiness(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_csr *making = &graph->processes_making;

    gaps->process_readiness =
        lt_alloc_array(graph->process_count, sizeof(*gaps->process_readiness));
    if (gaps->process_readiness == NULL)
        return lt_fail_memory(err, "readiness");
    for (uint32_t q = 0; q < graph->process_count; q++)
        gaps->process_readiness[q] = process_readiness(gaps, q);
    for (uint32_t p = 0; p < graph->product_count; p++) {
        double best = NAN;

        for (uint32_t s = making->offset[p]; s < making->offset[p + 1]; s++) {
            double own = gaps->process_readiness[making->item[s]];

            if (isnan(best) || own > best)
                best = own;
        }
        gaps->verdicts[p].readiness = best;
    }
    return LT_OK;
}

uint32_t gap_process_to_add(const lt_gaps *gaps, uint32_t product)
{
    const lt_csr *making = &gaps->state->scope->graph->processes_making;
    uint32_t best = LT_NONE;
    double most = -1.0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const uint32_t q = making->item[s];
        const double own = isnan(gaps->process_readiness[q])
                               ? 0.0
                               : gaps->process_readiness[q];

        if (!gap_bars(gaps, q) && own > most) {
            best = q;
            most = own;
        }
    }
    return best;
}
