/* Strengthen: present products that are short, rest on one maker, are made at
 * too small a scale or come from outside; and the better sorts of them. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* One maker, and a process of somebody else lives off it. */
static int is_single(const lt_gaps *gaps, uint32_t product)
{
    const lt_stock *stock = &gaps->state->stocks[product];
    const lt_csr *of = &gaps->holdings.of_product;

    return stock->makers_known && stock->makers == 1 && stock->used &&
           of->offset[product] < of->offset[product + 1] &&
           gap_feeds_others(
               gaps, product,
               gaps->holdings.items[of->item[of->offset[product]]].firm);
}

double gap_least_scale(const lt_state *state, uint32_t product)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    double least = NAN;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const double own = graph->processes[making->item[s]].min_scale;

        if (state->active[making->item[s]] && (isnan(least) || own < least))
            least = own;
    }
    return least;
}

/* Is even the largest maker below the least scale? It is where all makers
 * together are, whoever they may be. */
static int is_small(const lt_gaps *gaps, uint32_t product)
{
    const lt_csr *of = &gaps->holdings.of_product;
    const lt_stock *stock = &gaps->state->stocks[product];
    double largest = 0.0;

    if (!stock->makers_known)
        return stock->capacity > 0.0 &&
               stock->capacity < gap_least_scale(gaps->state, product);
    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++)
        largest = fmax(largest, gaps->holdings.items[of->item[s]].capacity);
    return largest > 0.0 && largest < gap_least_scale(gaps->state, product);
}

/* Makes a running process of the view use of it? */
static int is_used_in_view(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *using = &graph->recipes_using;

    for (uint32_t s = using->offset[product]; s < using->offset[product + 1];
         s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];

        if (entry->role == LT_ROLE_INPUT && state->active[entry->process] &&
            gap_home_in_view(state, graph->processes[entry->process].product))
            return 1;
    }
    return 0;
}

/* What is present is judged by its cover and its makers. */
static void judge_present(lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_rules *rules = state->scope->rules;
    const lt_stock *stock = &state->stocks[product];
    struct verdict *verdict = &gaps->verdicts[product];

    if (stock->cover < rules->thin_cover && is_used_in_view(gaps, product))
        gap_set(verdict, SUB_THIN);
    if (!state->in_view[product])
        return;
    if (stock->cover >= rules->thin_cover &&
        stock->cover < rules->shortage_cover)
        gap_set(verdict, SUB_SHORTAGE);
    if (is_single(gaps, product))
        gap_set(verdict, SUB_SINGLE);
    if (is_small(gaps, product))
        gap_set(verdict, SUB_SCALE);
}

/* --- what comes from outside ---------------------------------------------- */

static int is_in_scope(const lt_scope *scope, uint32_t region)
{
    for (uint32_t i = 0; i < scope->region_count; i++)
        if (lt_region_within(scope->graph, region, scope->regions[i]))
            return 1;
    return scope->region_count == 0;
}

/* A firm that is known to be elsewhere. */
static int is_outside(const lt_state *state, uint32_t firm)
{
    const lt_firm *row = &state->scope->graph->firms[firm];

    return row->status != LT_FIRM_LOCAL ||
           (row->region != LT_NONE && !is_in_scope(state->scope, row->region));
}

static void depends(lt_gaps *gaps, uint32_t product)
{
    const lt_stock *stock = &gaps->state->stocks[product];

    if (stock->presence == LT_PRESENT && !stock->by_sort &&
        gaps->state->in_view[product])
        gap_set(&gaps->verdicts[product], SUB_DEPENDENCE);
}

static lt_status hear_supplies(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    lt_flows flows = LT_FLOWS_EMPTY;
    lt_status status = LT_OK;

    if (graph->supply_count == 0)
        return LT_OK;
    status = lt_flows_build(&flows, state, err);
    for (uint32_t i = 0; status == LT_OK && i < flows.count; i++)
        if (flows.counts[i] && flows.product[i] != LT_NONE &&
            !(flows.amount[i] <= 0.0) &&
            state->local_firm[graph->supplies[i].customer] &&
            is_outside(state, graph->supplies[i].supplier))
            depends(gaps, flows.product[i]);
    lt_flows_clear(&flows);
    return status;
}

/* An import, to be sorted by its series. */
struct import {
    const lt_demand *demand;
};

static int by_series_then_year(const void *left, const void *right)
{
    const lt_demand *a = ((const struct import *)left)->demand;
    const lt_demand *b = ((const struct import *)right)->demand;

    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    return (a->year < b->year) - (a->year > b->year);
}

/* Rows of the latest year of each series count. */
static lt_status hear_imports(lt_gaps *gaps, lt_error *err)
{
    const lt_scope *scope = gaps->state->scope;
    const lt_graph *graph = scope->graph;
    struct import *imports =
        lt_alloc_array(graph->demand_count, sizeof(*imports));
    const lt_demand *latest = NULL;
    size_t count = 0;

    if (imports == NULL)
        return lt_fail_memory(err, "imports");
    for (uint32_t i = 0; i < graph->demand_count; i++) {
        const lt_demand *demand = &graph->demands[i];

        if (demand->kind == LT_DEMAND_IMPORT &&
            (scope->year == 0 || demand->year <= scope->year) &&
            (scope->region_count == 0 ||
             (demand->region != LT_NONE && is_in_scope(scope, demand->region))))
            imports[count++].demand = demand;
    }
    if (count > 1)
        qsort(imports, count, sizeof(*imports), by_series_then_year);
    for (size_t i = 0; i < count; i++) {
        const lt_demand *demand = imports[i].demand;

        if (latest == NULL || latest->product != demand->product ||
            latest->region != demand->region)
            latest = demand;
        if (demand->year == latest->year && demand->amount > 0.0)
            depends(gaps, demand->product);
    }
    free(imports);
    return LT_OK;
}

/* --- better sorts --------------------------------------------------------- */

/* Broader names looked at for one product. */
enum { BROADER_MAX = 32 };

/* Names broader than the last one, behind those that are known already; by id
 * among themselves, whatever the order of links. */
static uint32_t add_broader(const lt_graph *graph, uint32_t product,
                            uint32_t *names, uint32_t count)
{
    const uint32_t begin = count;

    for (uint32_t s = graph->links_out.offset[product];
         s < graph->links_out.offset[product + 1] && count < BROADER_MAX; s++) {
        const lt_link *link = &graph->links[graph->links_out.item[s]];
        uint32_t i = 0;

        if (link->kind != LT_LINK_KIND_OF)
            continue;
        while (i < count && names[i] != link->to)
            i++;
        if (i < count)
            continue;
        for (i = count++; i > begin && names[i - 1] > link->to; i--)
            names[i] = names[i - 1];
        names[i] = link->to;
    }
    return count;
}

/* The nearest present product of the same home chain that `product` is a sort
 * of; LT_NONE. */
static uint32_t broader_of(const lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t names[BROADER_MAX] = {product};
    uint32_t count = 1;

    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && !lt_state_missing(gaps->state, names[i]) &&
            graph->products[names[i]].home_chain ==
                graph->products[product].home_chain)
            return names[i];
        count = add_broader(graph, names[i], names, count);
    }
    return LT_NONE;
}

static void find_upgrade(lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_product *row = &state->scope->graph->products[product];
    struct verdict *verdict = &gaps->verdicts[product];

    if (!lt_state_missing(state, product) || !state->in_view[product] ||
        row->home_chain == LT_NONE || row->stage == LT_STAGE_RAW ||
        (row->base_class == LT_BASE_CLASS_NONE &&
         !(row->importance >= state->scope->rules->upgrade_importance)))
        return;
    verdict->broader = broader_of(gaps, product);
    if (verdict->broader != LT_NONE)
        gap_set(verdict, SUB_UPGRADE);
}

lt_status gap_find_strengthen(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    lt_status status = LT_OK;

    LT_TRY(lt_holdings_build(&gaps->holdings, state, err));
    for (uint32_t p = 0; p < state->scope->graph->product_count; p++) {
        if (lt_state_missing(state, p))
            find_upgrade(gaps, p);
        else if (!state->stocks[p].by_sort)
            judge_present(gaps, p);
    }
    LT_TRY(hear_supplies(gaps, err));
    LT_TRY(hear_imports(gaps, err));

cleanup:
    return status;
}
