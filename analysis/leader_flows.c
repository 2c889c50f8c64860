#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

int leaders_is_flow(const struct leaders *leaders, uint32_t row)
{
    const lt_state *state = leaders->state;
    const lt_supply *supply = &state->scope->graph->supplies[row];
    const uint32_t product = leaders->flows.product[row];

    if (!leaders->flows.counts[row] || !state->local_firm[supply->supplier] ||
        !state->local_firm[supply->customer])
        return 0;
    if (state->scope->chain == LT_NONE)
        return 1;
    return product != LT_NONE ? state->in_view[product] != 0
                              : leaders->member[supply->supplier] ||
                                    leaders->member[supply->customer];
}

int leaders_is_linked(const struct leaders *leaders, uint32_t firm)
{
    const lt_graph *graph = leaders->state->scope->graph;

    return graph->supplies_out.offset[firm] <
               graph->supplies_out.offset[firm + 1] ||
           graph->supplies_in.offset[firm] <
               graph->supplies_in.offset[firm + 1];
}

double leaders_part_of(const struct leaders *leaders, const lt_holding *holding)
{
    const double share = lt_holding_share(leaders->state, holding);
    const lt_csr *of = &leaders->holdings.of_product;
    const uint32_t makers =
        of->offset[holding->product + 1] - of->offset[holding->product];

    return isnan(share) ? 1.0 / makers : share;
}

/* What local users take of a product: the lesser of need and capacity. */
static double value_taken(const lt_state *state, uint32_t product)
{
    const lt_stock *stock = &state->stocks[product];
    const double price = state->scope->graph->products[product].price;

    if (isnan(stock->need) || isnan(stock->capacity))
        return NAN;
    return (stock->need < stock->capacity ? stock->need : stock->capacity) *
           price;
}

static int flows_here(const lt_state *state, uint32_t product)
{
    return state->in_view[product] && state->stocks[product].used &&
           state->stocks[product].presence == LT_PRESENT;
}

static void fill_flows(struct product_flows *out, const lt_state *state)
{
    const uint32_t count = state->scope->graph->product_count;
    int known = 1;

    for (uint32_t p = 0; p < count; p++)
        if (flows_here(state, p)) {
            out->flow[p] = value_taken(state, p);
            known = known && !isnan(out->flow[p]);
        }
    for (uint32_t p = 0; p < count; p++) {
        if (!known)
            out->flow[p] = flows_here(state, p);
        out->total += out->flow[p];
    }
}

/* Share each active use of a product out among the users: by amounts where
 * all are known, else equally. */
static void fill_bought(struct product_flows *out, const lt_state *state,
                        uint32_t product)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *using = &graph->recipes_using;
    double sum = 0.0;
    uint32_t users = 0;

    for (uint32_t s = using->offset[product]; s < using->offset[product + 1];
         s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];

        if (!state->active[entry->process])
            continue;
        sum += entry->coefficient * state->run[entry->process];
        users++;
    }
    for (uint32_t s = using->offset[product]; s < using->offset[product + 1];
         s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];
        const double amount = entry->coefficient * state->run[entry->process];

        if (state->active[entry->process])
            out->bought[graph->processes[entry->process].product] +=
                out->flow[product] * (sum > 0.0 ? amount / sum : 1.0 / users);
    }
}

lt_status product_flows_build(struct product_flows *out, const lt_state *state,
                              lt_error *err)
{
    const uint32_t count = state->scope->graph->product_count;

    *out = (struct product_flows){NULL, NULL, 0.0};
    out->flow = lt_alloc_array(count, sizeof(*out->flow));
    out->bought = lt_alloc_array(count, sizeof(*out->bought));
    if (out->flow == NULL || out->bought == NULL) {
        product_flows_clear(out);
        return lt_fail_memory(err, "flows");
    }
    fill_flows(out, state);
    for (uint32_t p = 0; p < count; p++)
        if (out->flow[p] > 0.0)
            fill_bought(out, state, p);
    return LT_OK;
}

void product_flows_clear(struct product_flows *flows)
{
    free(flows->flow);
    free(flows->bought);
    *flows = (struct product_flows){NULL, NULL, 0.0};
}
