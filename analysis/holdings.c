#include "analysis/holdings.h"

#include "analysis/caveats.h"
#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* A capacity row of the firm at hand. */
struct plant {
    uint32_t product;
    uint32_t row;
};

static int compare_plants(const void *left, const void *right)
{
    const struct plant *a = left;
    const struct plant *b = right;

    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Add an operating row to the holding of its firm and product. */
static lt_status add_row(lt_holdings *out, const lt_capacity *capacity,
                         lt_error *err)
{
    lt_holding *last = out->count > 0 ? &out->items[out->count - 1] : NULL;

    if (last == NULL || last->firm != capacity->firm ||
        last->product != capacity->product) {
        if (out->count == out->room) {
            const uint32_t room = out->room == 0 ? 64 : out->room * 2;
            lt_holding *items = lt_grow_array(out->items, room, sizeof(*items));

            if (items == NULL)
                return lt_fail_memory(err, "capacities of firms");
            out->items = items;
            out->room = room;
        }
        out->items[out->count++] =
            (lt_holding){capacity->firm, capacity->product, capacity->capacity};
    } else {
        last->capacity += capacity->capacity;
    }
    return LT_OK;
}

/* Collect what one firm makes; @p plants has room for all its rows. */
static lt_status collect_firm(lt_holdings *out, const lt_state *state,
                              uint32_t firm, struct plant *plants,
                              lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &graph->capacities_at;
    size_t count = 0;
    lt_status status = LT_OK;

    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const uint32_t row = of->item[s];
        const lt_capacity *capacity = &graph->capacities[row];

        /* A stated zero says that nothing runs. */
        if (state->row_counts[row] &&
            capacity->status == LT_CAPACITY_OPERATING &&
            !(capacity->capacity <= 0.0))
            plants[count++] = (struct plant){capacity->product, row};
    }
    if (count > 1)
        qsort(plants, count, sizeof(*plants), compare_plants);
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = add_row(out, &graph->capacities[plants[i].row], err);
    return status;
}

static uint32_t longest_run(const lt_csr *csr)
{
    uint32_t longest = 0;

    for (uint32_t v = 0; v < csr->owner_count; v++)
        if (csr->offset[v + 1] - csr->offset[v] > longest)
            longest = csr->offset[v + 1] - csr->offset[v];
    return longest;
}

/* Group the holdings by firm and by product. */
static lt_status group_holdings(lt_holdings *out, const lt_graph *graph,
                                lt_error *err)
{
    uint32_t *owner = lt_alloc_array(out->count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "capacities of firms");
    for (uint32_t i = 0; i < out->count; i++)
        owner[i] = out->items[i].firm;
    LT_TRY(
        lt_csr_build(&out->of_firm, graph->firm_count, owner, out->count, err));
    for (uint32_t i = 0; i < out->count; i++)
        owner[i] = out->items[i].product;
    LT_TRY(lt_csr_build(&out->of_product, graph->product_count, owner,
                        out->count, err));
cleanup:
    free(owner);
    return status;
}

lt_status lt_holdings_build(lt_holdings *out, const lt_state *state,
                            lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    struct plant *plants =
        lt_alloc_array(longest_run(&graph->capacities_at), sizeof(*plants));
    lt_status status = LT_OK;

    *out = LT_HOLDINGS_EMPTY;
    if (plants == NULL)
        return lt_fail_memory(err, "capacities of firms");
    for (uint32_t f = 0; f < graph->firm_count && status == LT_OK; f++)
        status = collect_firm(out, state, f, plants, err);
    if (status == LT_OK)
        status = group_holdings(out, graph, err);
    free(plants);
    if (status != LT_OK)
        lt_holdings_clear(out);
    return status;
}

void lt_holdings_clear(lt_holdings *holdings)
{
    free(holdings->items);
    lt_csr_clear(&holdings->of_firm);
    lt_csr_clear(&holdings->of_product);
    *holdings = LT_HOLDINGS_EMPTY;
}

double lt_holding_share(const lt_state *state, const lt_holding *holding)
{
    const lt_stock *stock = &state->stocks[holding->product];
    const double total = stock->operating > holding->capacity
                             ? stock->operating
                             : holding->capacity;

    /* Another maker without a figure makes every share unknown. */
    if (isnan(holding->capacity) || isnan(stock->operating) ||
        !stock->makers_known || total <= 0.0)
        return NAN;
    return holding->capacity / total;
}

double lt_holding_value(const lt_graph *graph, const lt_holding *holding)
{
    return holding->capacity * graph->products[holding->product].price;
}

lt_status lt_cite_capacities(lt_answer *answer, const lt_state *state,
                             lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    uint8_t *cited = lt_alloc_array(graph->source_count, 1);
    lt_status status = LT_OK;

    if (cited == NULL)
        return lt_fail_memory(err, "sources");
    for (uint32_t i = 0; i < graph->capacity_count; i++)
        if (state->row_counts[i] && graph->capacities[i].source != LT_NONE &&
            state->in_view[graph->capacities[i].product])
            cited[graph->capacities[i].source] = 1;
    for (uint32_t s = 0; s < graph->source_count && status == LT_OK; s++)
        if (cited[s])
            status = lt_answer_cite(answer, graph, s, err);
    free(cited);
    return status;
}
