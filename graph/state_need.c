/* Which processes run, what they need, and how far it is covered. */
#include "graph/alloc.h"
#include "graph/state_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Capacity that rows name for each process, at the horizon of the scope. */
static void named_runs(const lt_state *state, double *named, uint8_t *is_named)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->capacity_count; i++) {
        const lt_capacity *row = &graph->capacities[i];

        if (row->process == LT_NONE || !state->row_counts[i] ||
            (int)row->status > (int)state->scope->horizon)
            continue;
        is_named[row->process] = 1;
        if (!isnan(row->capacity))
            named[row->process] += row->capacity;
    }
}

/* Share a product's capacity out among its processes. */
static void run_product(lt_state *state, uint32_t product, const double *named,
                        const uint8_t *is_named)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    double capacity = state->stocks[product].capacity;
    double sum = 0.0;
    uint32_t count = making->offset[product + 1] - making->offset[product];
    uint32_t names = 0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        names += is_named[making->item[s]];
        sum += named[making->item[s]];
    }
    state->ambiguous[product] = names == 0 && count > 1;
    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        uint32_t q = making->item[s];

        if (names > 0 && !is_named[q])
            continue;
        state->active[q] = 1;
        if (sum > 0.0)
            state->run[q] = capacity * named[q] / sum;
        else
            state->run[q] = capacity / (names > 0 ? names : count);
    }
}

/* Everything else an active process yields is there as well. */
static void yield_byproducts(lt_state *state)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];
        lt_stock *stock = &state->stocks[recipe->product];
        double amount = 0.0;

        if (recipe->role != LT_ROLE_OUTPUT || !state->active[recipe->process])
            continue;
        amount = recipe->coefficient * state->run[recipe->process];
        if (stock->presence != LT_PRESENT) {
            stock->presence = LT_PRESENT;
            stock->evidence = LT_EVIDENCE_DOMAIN;
            stock->row =
                state->stocks[graph->processes[recipe->process].product].row;
            stock->capacity = amount;
            stock->operating = amount;
            stock->capacity_planned = amount;
        } else if (!isnan(amount) && stock->makers == 0 &&
                   stock->evidence == LT_EVIDENCE_DOMAIN) {
            stock->capacity =
                isnan(stock->capacity) ? amount : stock->capacity + amount;
            stock->operating = stock->capacity;
            stock->capacity_planned = stock->capacity;
        }
    }
}

lt_status lt_state_run(lt_state *state, lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    double *named = lt_alloc_array(graph->process_count, sizeof(*named));
    uint8_t *is_named = lt_alloc_array(graph->process_count, 1);
    lt_status status = LT_OK;

    if (named == NULL || is_named == NULL) {
        status = lt_fail_memory(err, "state");
        goto cleanup;
    }
    named_runs(state, named, is_named);
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (state->stocks[p].presence == LT_PRESENT)
            run_product(state, p, named, is_named);
    yield_byproducts(state);

cleanup:
    free(named);
    free(is_named);
    return status;
}

/* A sum that stays unknown until a known amount comes in. */
static void add_known(double *sum, double amount)
{
    if (!isnan(amount))
        *sum = isnan(*sum) ? amount : *sum + amount;
}

/*
 * Share of a group's need that one entry bears: by capacity among the present
 * members, equally where none has a figure or none is present.
 */
static double share_of(const lt_state *state, const lt_recipe *entry)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double capacity = 0.0;
    double own = state->stocks[entry->product].capacity;
    uint32_t members = 0;
    uint32_t present = 0;

    for (uint32_t s = of->offset[entry->process];
         s < of->offset[entry->process + 1]; s++) {
        const lt_recipe *other = &graph->recipes[of->item[s]];
        const lt_stock *stock = &state->stocks[other->product];

        if (other->role != LT_ROLE_INPUT || other->group != entry->group)
            continue;
        members++;
        present += stock->presence == LT_PRESENT;
        if (stock->presence == LT_PRESENT && !isnan(stock->capacity))
            capacity += stock->capacity;
    }
    if (members <= 1)
        return 1.0;
    if (present == 0)
        return 1.0 / members;
    if (state->stocks[entry->product].presence != LT_PRESENT)
        return 0.0;
    if (capacity > 0.0)
        return isnan(own) ? 0.0 : own / capacity;
    return 1.0 / present;
}

static void need_entry(lt_state *state, const lt_recipe *entry,
                       double planned_run)
{
    lt_stock *stock = &state->stocks[entry->product];
    double run = state->run[entry->process];
    double share = share_of(state, entry);
    double low = isnan(entry->low) ? entry->coefficient : entry->low;
    double high = isnan(entry->high) ? entry->coefficient : entry->high;

    if (state->active[entry->process]) {
        stock->used = 1;
        add_known(&stock->need, entry->coefficient * run * share);
        add_known(&stock->need_low, low * run * share);
        add_known(&stock->need_high, high * run * share);
    }
    if (planned_run != 0.0)
        add_known(&stock->need_planned,
                  entry->coefficient * planned_run * share);
}

/* What a process makes once all that is planned runs. */
static double planned_run(const lt_state *state, uint32_t process)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t product = graph->processes[process].product;
    const lt_stock *stock = NULL;
    uint32_t count = 0;

    if (product == LT_NONE)
        return 0.0;
    stock = &state->stocks[product];
    if (state->active[process] && stock->capacity > 0.0)
        return state->run[process] * stock->capacity_planned / stock->capacity;
    if (stock->presence == LT_PRESENT)
        return 0.0;
    count = graph->processes_making.offset[product + 1] -
            graph->processes_making.offset[product];
    return stock->capacity_planned / count;
}

/* Latest year of a product's demand rows within reach, by product. */
static void add_demands(lt_state *state, const uint8_t *in_region,
                        int32_t *latest)
{
    const lt_graph *graph = state->scope->graph;
    int32_t year = state->scope->year;

    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < graph->demand_count; i++) {
            const lt_demand *demand = &graph->demands[i];
            lt_stock *stock = &state->stocks[demand->product];

            if (demand->kind == LT_DEMAND_IMPORT ||
                (year != 0 && demand->year > year) ||
                (state->scope->region_count > 0 &&
                 (demand->region == LT_NONE || !in_region[demand->region])))
                continue;
            if (pass == 0 && demand->year > latest[demand->product])
                latest[demand->product] = demand->year;
            if (pass == 0 || demand->year != latest[demand->product])
                continue;
            add_known(&stock->need, demand->amount);
            add_known(&stock->need_low, demand->amount);
            add_known(&stock->need_high, demand->amount);
            add_known(&stock->need_planned, demand->amount);
        }
}

static void settle_cover(lt_state *state, lt_stock *stock)
{
    const lt_rules *rules = state->scope->rules;
    double capacity =
        stock->presence == LT_PRESENT ? stock->capacity : (double)0.0;

    if (stock->by_sort)
        capacity = NAN;
    if (!(stock->need > 0.0) || isnan(capacity))
        return;
    stock->cover = capacity / stock->need;
    stock->cover_low = capacity / stock->need_high;
    stock->cover_high =
        stock->need_low > 0.0 ? capacity / stock->need_low : (double)NAN;
    stock->tight =
        stock->cover >= rules->tight_low && stock->cover <= rules->tight_high;
    stock->surplus = stock->cover > rules->surplus_cover;
}

lt_status lt_state_need(lt_state *state, const uint8_t *in_region,
                        lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    int32_t *latest = lt_alloc_array(graph->product_count, sizeof(*latest));

    if (latest == NULL)
        return lt_fail_memory(err, "state");
    for (uint32_t q = 0; q < graph->process_count; q++) {
        double planned = planned_run(state, q);

        for (uint32_t s = graph->recipes_of.offset[q];
             s < graph->recipes_of.offset[q + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];

            if (entry->role == LT_ROLE_INPUT)
                need_entry(state, entry, planned);
        }
    }
    add_demands(state, in_region, latest);
    for (uint32_t p = 0; p < graph->product_count; p++)
        settle_cover(state, &state->stocks[p]);
    free(latest);
    return LT_OK;
}
