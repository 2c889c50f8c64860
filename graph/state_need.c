/* Which processes run, what they need, and how far it is covered. */
#include "graph/alloc.h"
#include "graph/state_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Capacity that rows name for each process at one horizon. */
struct naming {
    double *amount;     /* process → Σ of its rows with a figure. */
    uint8_t *is_named;  /* process → 1: a row names it. */
    uint8_t *is_silent; /* process → 1: one of them has no figure. */
};

static void name_processes(struct naming *naming, const lt_state *state,
                           lt_horizon horizon)
{
    const lt_graph *graph = state->scope->graph;

    memset(naming->amount, 0, graph->process_count * sizeof(double));
    memset(naming->is_named, 0, graph->process_count);
    memset(naming->is_silent, 0, graph->process_count);
    for (uint32_t i = 0; i < graph->capacity_count; i++) {
        const lt_capacity *row = &graph->capacities[i];

        /* A stated zero says that the process does not run. */
        if (row->process == LT_NONE || !state->row_counts[i] ||
            (int)row->status > (int)horizon || row->capacity == 0.0)
            continue;
        naming->is_named[row->process] = 1;
        if (isnan(row->capacity))
            naming->is_silent[row->process] = 1;
        else
            naming->amount[row->process] += row->capacity;
    }
}

/* Processes of a product that rows name, and what they add up to. */
struct tally {
    uint32_t named;
    uint32_t silent;
    double sum;
};

static struct tally tally_of(const lt_graph *graph, uint32_t product,
                             const struct naming *naming)
{
    const lt_csr *making = &graph->processes_making;
    struct tally tally = {0, 0, 0.0};

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        tally.named += naming->is_named[making->item[s]];
        tally.silent += naming->is_silent[making->item[s]];
        tally.sum += naming->amount[making->item[s]];
    }
    return tally;
}

/* What one process runs at: its share of the product's capacity. */
static double run_of(const struct naming *naming, const struct tally *tally,
                     uint32_t process, double capacity, uint32_t count)
{
    if (tally->named == 0)
        return capacity / count;
    if (tally->named == 1)
        return capacity; /* Whoever does not say how much is part of it. */
    if (naming->is_silent[process])
        return NAN;
    if (tally->silent > 0)
        return naming->amount[process];
    return tally->sum > 0.0 ? capacity * naming->amount[process] / tally->sum
                            : capacity / tally->named;
}

/* Share a product's capacity out among its processes. */
static void run_product(double *run, uint8_t *active, const lt_graph *graph,
                        uint32_t product, double capacity,
                        const struct naming *naming)
{
    const lt_csr *making = &graph->processes_making;
    const uint32_t count =
        making->offset[product + 1] - making->offset[product];
    const struct tally tally = tally_of(graph, product, naming);

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        uint32_t q = making->item[s];

        if (tally.named > 0 && !naming->is_named[q])
            continue;
        if (active != NULL)
            active[q] = 1;
        run[q] = run_of(naming, &tally, q, capacity, count);
    }
}

/* What comes with a process adds to what is made of it; a region's own total
 * speaks of all of it. */
static double with_byproduct(const lt_stock *stock, double made, double amount)
{
    if (isnan(amount) || isnan(made))
        return made;
    if (stock->has_total)
        return made > amount ? made : amount;
    return made + amount;
}

/* Everything else an active process yields is there as well. */
static void yield_byproducts(lt_state *state)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];
        lt_stock *stock = &state->stocks[recipe->product];
        double now = recipe->coefficient * state->run[recipe->process];
        double later =
            recipe->coefficient * state->run_planned[recipe->process];

        if (recipe->role != LT_ROLE_OUTPUT)
            continue;
        stock->capacity_planned =
            with_byproduct(stock, stock->capacity_planned, later);
        if (!state->active[recipe->process])
            continue;
        if (stock->presence != LT_PRESENT || stock->by_sort) {
            stock->presence = LT_PRESENT;
            stock->by_sort = 0;
            stock->evidence = LT_EVIDENCE_DOMAIN;
            stock->row =
                state->stocks[graph->processes[recipe->process].product].row;
            stock->capacity = now;
            stock->operating = now;
            continue;
        }
        stock->capacity = with_byproduct(stock, stock->capacity, now);
        stock->operating = with_byproduct(stock, stock->operating, now);
    }
}

static void run_all(lt_state *state, struct naming *naming)
{
    const lt_graph *graph = state->scope->graph;

    name_processes(naming, state, state->scope->horizon);
    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_stock *stock = &state->stocks[p];
        const struct tally tally = tally_of(graph, p, naming);

        if (stock->presence != LT_PRESENT)
            continue;
        state->ambiguous[p] =
            tally.named == 0 && graph->processes_making.offset[p + 1] -
                                        graph->processes_making.offset[p] >
                                    1;
        run_product(state->run, state->active, graph, p, stock->capacity,
                    naming);
    }
    name_processes(naming, state, LT_HORIZON_PLANNED);
    for (uint32_t p = 0; p < graph->product_count; p++)
        run_product(state->run_planned, NULL, graph, p,
                    state->stocks[p].capacity_planned, naming);
}

lt_status lt_state_run(lt_state *state, lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct naming naming = {NULL, NULL, NULL};
    lt_status status = LT_OK;

    naming.amount = lt_alloc_array(graph->process_count, sizeof(double));
    naming.is_named = lt_alloc_array(graph->process_count, 1);
    naming.is_silent = lt_alloc_array(graph->process_count, 1);
    if (naming.amount == NULL || naming.is_named == NULL ||
        naming.is_silent == NULL) {
        status = lt_fail_memory(err, "state");
    } else {
        run_all(state, &naming);
        yield_byproducts(state);
    }
    free(naming.amount);
    free(naming.is_named);
    free(naming.is_silent);
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

/* `members`: how many entries the group of each entry has. */
static void need_entry(lt_state *state, const lt_recipe *entry,
                       const uint32_t *members)
{
    lt_stock *stock = &state->stocks[entry->product];
    double run = state->run[entry->process];
    double planned = state->run_planned[entry->process];
    double share = members[entry->group] == 1 ? 1.0 : share_of(state, entry);
    double low = isnan(entry->low) ? entry->coefficient : entry->low;
    double high = isnan(entry->high) ? entry->coefficient : entry->high;

    if (state->active[entry->process]) {
        stock->used = 1;
        add_known(&stock->need, entry->coefficient * run * share);
        add_known(&stock->need_low, low * run * share);
        add_known(&stock->need_high, high * run * share);
    }
    if (planned != 0.0)
        add_known(&stock->need_planned, entry->coefficient * planned * share);
}

/* A demand and the series it belongs to: where, what, and for whom. */
struct demand_key {
    const lt_demand *demand;
};

static int by_series_then_year(const void *left, const void *right)
{
    const lt_demand *a = ((const struct demand_key *)left)->demand;
    const lt_demand *b = ((const struct demand_key *)right)->demand;

    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->year != b->year)
        return a->year > b->year ? -1 : 1;
    return (a->amount > b->amount) - (a->amount < b->amount);
}

static int same_demand(const lt_demand *a, const lt_demand *b)
{
    return a->product == b->product && a->region == b->region &&
           a->kind == b->kind;
}

static int demand_counts(const lt_state *state, const lt_demand *demand,
                         const uint8_t *in_region)
{
    const int32_t year = state->scope->year;

    return demand->kind != LT_DEMAND_IMPORT &&
           (year == 0 || demand->year <= year) &&
           (state->scope->region_count == 0 ||
            (demand->region != LT_NONE && in_region[demand->region]));
}

/* Rows of the latest year of each series add up. */
static lt_status add_demands(lt_state *state, const uint8_t *in_region,
                             lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct demand_key *keys =
        lt_alloc_array(graph->demand_count, sizeof(*keys));
    const lt_demand *latest = NULL;
    size_t count = 0;

    if (keys == NULL)
        return lt_fail_memory(err, "demands");
    for (uint32_t i = 0; i < graph->demand_count; i++)
        if (demand_counts(state, &graph->demands[i], in_region))
            keys[count++].demand = &graph->demands[i];
    if (count > 1)
        qsort(keys, count, sizeof(*keys), by_series_then_year);
    for (size_t i = 0; i < count; i++) {
        const lt_demand *demand = keys[i].demand;
        lt_stock *stock = &state->stocks[demand->product];

        if (latest == NULL || !same_demand(latest, demand))
            latest = demand;
        if (demand->year != latest->year)
            continue;
        add_known(&stock->need, demand->amount);
        add_known(&stock->need_low, demand->amount);
        add_known(&stock->need_high, demand->amount);
        add_known(&stock->need_planned, demand->amount);
    }
    free(keys);
    return LT_OK;
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
    uint32_t *members = lt_alloc_array(graph->recipe_count, sizeof(*members));
    lt_status status = LT_OK;

    if (members == NULL)
        return lt_fail_memory(err, "state");
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        members[graph->recipes[i].group] +=
            graph->recipes[i].role == LT_ROLE_INPUT;
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        if (graph->recipes[i].role == LT_ROLE_INPUT)
            need_entry(state, &graph->recipes[i], members);
    free(members);
    status = add_demands(state, in_region, err);
    for (uint32_t p = 0; p < graph->product_count; p++)
        settle_cover(state, &state->stocks[p]);
    return status;
}
