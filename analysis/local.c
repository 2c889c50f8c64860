#include "analysis/local.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Weighted and plain sums of shares met. */
struct sums {
    double weighted;
    double weight;
    double plain;
    uint32_t count;
    uint32_t full;
    int unweighted; /* 1: some weight is unknown. */
};

static void add_share(struct sums *sums, double share, double weight)
{
    if (isnan(weight))
        sums->unweighted = 1;
    sums->weighted += weight * share;
    sums->weight += weight;
    sums->plain += share;
    sums->count++;
    sums->full += share >= 1.0;
}

static int has_weights(const struct sums *sums)
{
    return !sums->unweighted && sums->weight > 0.0;
}

static double mean_share(const struct sums *sums)
{
    if (sums->count == 0)
        return NAN;
    return has_weights(sums) ? sums->weighted / sums->weight
                             : sums->plain / sums->count;
}

/* Share of a need for @p product by @p process that is met here. */
static double share_met(const lt_state *state, uint32_t process,
                        uint32_t product)
{
    const lt_stock *stock = &state->stocks[product];
    const lt_met met = lt_state_met(state, process, product);

    if (met == LT_MET_NO)
        return 0.0;
    if (met == LT_MET_HALF)
        return 0.5;
    /* The capacity of a sort says nothing of the broad product's cover. */
    if (stock->presence != LT_PRESENT || stock->by_sort || isnan(stock->cover))
        return 1.0;
    return stock->cover < 1.0 ? stock->cover : 1.0;
}

static int stands_beside(const lt_graph *graph, uint32_t product)
{
    const lt_stage stage = graph->products[product].stage;

    return stage == LT_STAGE_RAW || stage == LT_STAGE_ENERGY;
}

/* What lt_local_build works with. */
struct work {
    lt_local *local;
    uint32_t *best;   /* recipe entry that names a group → the entry that
                         stands for the group; LT_NONE: no input in it. */
    uint8_t *counted; /* … → 1 where an alternative is neither raw nor
                         energy. */
};

/* Find what stands for each group of a process. */
static void choose_alternatives(const struct work *work, uint32_t process)
{
    const lt_state *state = work->local->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double *met = work->local->met;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++)
        work->best[graph->recipes[of->item[s]].group] = LT_NONE;
    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const uint32_t entry = of->item[s];
        const lt_recipe *recipe = &graph->recipes[entry];
        uint32_t *best = &work->best[recipe->group];

        if (recipe->role != LT_ROLE_INPUT)
            continue;
        met[entry] = share_met(state, process, recipe->product);
        if (*best == LT_NONE || met[entry] > met[*best])
            *best = entry;
        if (!stands_beside(graph, recipe->product))
            work->counted[recipe->group] = 1;
    }
}

/* Sums over the counted groups of a process and over those beside. */
static void sum_groups(struct sums *counted, struct sums *beside,
                       const struct work *work, uint32_t process)
{
    const lt_graph *graph = work->local->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const uint32_t group = of->item[s];
        const uint32_t entry = work->best[group];
        const lt_recipe *recipe = NULL;

        if (graph->recipes[group].group != group || entry == LT_NONE)
            continue;
        recipe = &graph->recipes[entry];
        add_share(work->counted[group] ? counted : beside,
                  work->local->met[entry],
                  recipe->coefficient * graph->products[recipe->product].price);
    }
}

/* Keep the weight of each counted entry of a process. */
static void keep_weights(const struct work *work, uint32_t process,
                         const struct sums *counted)
{
    const lt_graph *graph = work->local->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const uint32_t group = of->item[s];
        const uint32_t entry = work->best[group];
        const lt_recipe *recipe = NULL;

        if (graph->recipes[group].group != group || entry == LT_NONE ||
            !work->counted[group])
            continue;
        recipe = &graph->recipes[entry];
        work->local->weight[entry] =
            has_weights(counted)
                ? recipe->coefficient * graph->products[recipe->product].price /
                      counted->weight
                : 1.0 / counted->count;
    }
}

/* Share of the equipment and service links into a product that is met. */
static double lateral_rate(const lt_state *state, uint32_t product,
                           uint32_t process)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *in = &graph->links_in;
    struct sums sums = {0};

    for (uint32_t s = in->offset[product]; s < in->offset[product + 1]; s++) {
        const lt_link *link = &graph->links[in->item[s]];

        if (link->kind == LT_LINK_EQUIPMENT || link->kind == LT_LINK_SERVICE)
            add_share(&sums, share_met(state, process, link->from), 1.0);
    }
    return mean_share(&sums);
}

/* What the processes of one product come to. */
struct product_sums {
    struct sums rate; /* One share per process. */
    struct sums beside;
    int by_value;
};

static void add_process(struct product_sums *sums, lt_local_rate *rate,
                        const struct work *work, uint32_t process,
                        double weight)
{
    struct sums counted = {0};
    struct sums beside = {0};

    choose_alternatives(work, process);
    sum_groups(&counted, &beside, work, process);
    keep_weights(work, process, &counted);
    if (counted.count > 0) {
        add_share(&sums->rate, mean_share(&counted), weight);
        sums->by_value &= has_weights(&counted);
        rate->counted += counted.count;
        rate->met += counted.full;
    }
    if (beside.count > 0)
        add_share(&sums->beside, mean_share(&beside), weight);
}

static lt_local_rate rate_of_sums(const struct product_sums *sums,
                                  lt_local_rate rate)
{
    rate.rate = mean_share(&sums->rate);
    rate.beside = mean_share(&sums->beside);
    rate.by_value = (uint8_t)(sums->rate.count > 0 && sums->by_value);
    return rate;
}

/* Rate over the active processes of a product. */
static lt_local_rate active_rate(const struct work *work, uint32_t product)
{
    const lt_state *state = work->local->state;
    const lt_csr *making = &state->scope->graph->processes_making;
    lt_local_rate rate = {.process = LT_NONE};
    struct product_sums sums = {.by_value = 1};

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++)
        if (state->active[making->item[s]])
            add_process(&sums, &rate, work, making->item[s],
                        state->run[making->item[s]]);
    return rate_of_sums(&sums, rate);
}

/* Rate of the process that would do best where none is active. */
static lt_local_rate possible_rate(const struct work *work, uint32_t product)
{
    const lt_csr *making = &work->local->state->scope->graph->processes_making;
    lt_local_rate best = {.rate = NAN, .beside = NAN, .process = LT_NONE};

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        lt_local_rate rate = {.process = making->item[s]};
        struct product_sums sums = {.by_value = 1};

        add_process(&sums, &rate, work, making->item[s], 1.0);
        rate = rate_of_sums(&sums, rate);
        if (best.process == LT_NONE || rate.rate > best.rate ||
            (isnan(best.rate) && !isnan(rate.rate)))
            best = rate;
    }
    return best;
}

static lt_local_rate product_rate(const struct work *work, uint32_t product)
{
    const lt_state *state = work->local->state;
    const lt_csr *making = &state->scope->graph->processes_making;
    const uint32_t begin = making->offset[product];
    const uint32_t end = making->offset[product + 1];
    uint32_t active = LT_NONE;
    lt_local_rate rate;

    for (uint32_t s = begin; s < end && active == LT_NONE; s++)
        if (state->active[making->item[s]])
            active = making->item[s];
    rate = active != LT_NONE ? active_rate(work, product)
                             : possible_rate(work, product);
    if (active == LT_NONE)
        active = rate.process;
    rate.lateral =
        active == LT_NONE ? NAN : lateral_rate(state, product, active);
    return rate;
}

lt_status lt_local_build(lt_local *out, const lt_state *state, lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct work work = {.local = out};
    lt_status status = LT_OK;

    *out = LT_LOCAL_EMPTY;
    out->state = state;
    out->rates = lt_alloc_array(graph->product_count, sizeof(*out->rates));
    out->met = lt_alloc_array(graph->recipe_count, sizeof(*out->met));
    out->weight = lt_alloc_array(graph->recipe_count, sizeof(*out->weight));
    work.best = lt_alloc_array(graph->recipe_count, sizeof(*work.best));
    work.counted = lt_alloc_array(graph->recipe_count, sizeof(*work.counted));
    if (out->rates == NULL || out->met == NULL || out->weight == NULL ||
        work.best == NULL || work.counted == NULL) {
        status = lt_fail_memory(err, "local rates");
        goto cleanup;
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        out->met[i] = NAN;
        out->weight[i] = NAN;
    }
    for (uint32_t p = 0; p < graph->product_count; p++)
        out->rates[p] = product_rate(&work, p);
cleanup:
    free(work.counted);
    free(work.best);
    if (status != LT_OK)
        lt_local_clear(out);
    return status;
}

void lt_local_clear(lt_local *local)
{
    free(local->rates);
    free(local->met);
    free(local->weight);
    *local = LT_LOCAL_EMPTY;
}
