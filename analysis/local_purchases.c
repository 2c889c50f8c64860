#include "analysis/local_rows.h"

#include <math.h>

/* Purchases, added up. */
struct purchases {
    double local_value, value;   /* 元, of rows with a value. */
    double local_amount, amount; /* Base units of `dimension`. */
    uint16_t dimension;
    int mixed; /* 1: amounts of several dimensions. */
    uint32_t rows, valued, measured;
};

static void add_purchase(struct purchases *sums, const struct local_data *data,
                         uint32_t row)
{
    const lt_flows *flows = &data->flows;
    const lt_supply *supply = &data->state->scope->graph->supplies[row];
    const int here = supply->supplier != LT_NONE &&
                     data->state->local_firm[supply->supplier];

    sums->rows++;
    if (!isnan(flows->value[row])) {
        sums->valued++;
        sums->value += flows->value[row];
        sums->local_value += here ? flows->value[row] : 0.0;
    }
    if (!isnan(flows->amount[row])) {
        if (sums->measured > 0 && sums->dimension != flows->dimension[row])
            sums->mixed = 1;
        sums->dimension = flows->dimension[row];
        sums->measured++;
        sums->amount += flows->amount[row];
        sums->local_amount += here ? flows->amount[row] : 0.0;
    }
}

/* By value where anything has one, else by amount in the one unit all have. */
static void settle(struct local_row *row, const struct purchases *sums)
{
    row->purchased = NAN;
    row->coverage = sums->rows > 0 ? 0.0 : (double)NAN;
    if (sums->valued > 0 && sums->value > 0.0) {
        row->purchased = sums->local_value / sums->value;
        row->coverage = (double)sums->valued / sums->rows;
    } else if (sums->measured > 0 && !sums->mixed && sums->amount > 0.0) {
        row->purchased = sums->local_amount / sums->amount;
        row->coverage = (double)sums->measured / sums->rows;
    }
}

/* Mark the inputs of a product and the sorts that may stand for them. */
static void mark_inputs(struct local_data *data, uint32_t product)
{
    const lt_graph *graph = data->state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_csr *of = &graph->recipes_of;
    const lt_csr *in = &graph->links_in;

    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++) {
        const uint32_t process = making->item[m];

        for (uint32_t s = of->offset[process]; s < of->offset[process + 1];
             s++) {
            const lt_recipe *recipe = &graph->recipes[of->item[s]];

            if (recipe->role != LT_ROLE_OUTPUT)
                data->stamp[recipe->product] = data->mark;
        }
        for (uint32_t s = of->offset[process]; s < of->offset[process + 1];
             s++) {
            const lt_recipe *recipe = &graph->recipes[of->item[s]];

            if (recipe->role == LT_ROLE_OUTPUT)
                continue;
            for (uint32_t l = in->offset[recipe->product];
                 l < in->offset[recipe->product + 1]; l++)
                if (graph->links[in->item[l]].kind == LT_LINK_KIND_OF)
                    data->stamp[graph->links[in->item[l]].from] = data->mark;
        }
    }
}

/* Add what a firm buys of the marked products. Rows that name no product are
 * taken where the firm makes one thing only. */
static void add_marked(struct purchases *sums, const struct local_data *data,
                       uint32_t firm)
{
    const lt_csr *in = &data->state->scope->graph->supplies_in;
    const lt_csr *makes = &data->holdings.of_firm;
    const int single = makes->offset[firm + 1] - makes->offset[firm] == 1;

    for (uint32_t s = in->offset[firm]; s < in->offset[firm + 1]; s++) {
        const uint32_t row = in->item[s];
        const uint32_t product = data->flows.product[row];

        if (data->flows.counts[row] &&
            (product == LT_NONE ? single : data->stamp[product] == data->mark))
            add_purchase(sums, data, row);
    }
}

void local_product_purchases(struct local_row *row, struct local_data *data,
                             uint32_t product)
{
    const lt_csr *of = &data->holdings.of_product;
    struct purchases sums = {0};

    data->mark++;
    mark_inputs(data, product);
    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++)
        add_marked(&sums, data, data->holdings.items[of->item[s]].firm);
    settle(row, &sums);
}

void local_firm_purchases(struct local_row *row, const struct local_data *data,
                          uint32_t firm)
{
    const lt_csr *in = &data->state->scope->graph->supplies_in;
    struct purchases sums = {0};

    for (uint32_t s = in->offset[firm]; s < in->offset[firm + 1]; s++)
        if (data->flows.counts[in->item[s]])
            add_purchase(&sums, data, in->item[s]);
    settle(row, &sums);
}

void local_chain_purchases(struct local_row *row, struct local_data *data,
                           const uint32_t *products, uint32_t count)
{
    const lt_csr *of = &data->holdings.of_product;
    struct purchases sums = {0};

    data->mark++;
    for (uint32_t i = 0; i < count; i++)
        mark_inputs(data, products[i]);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t s = of->offset[products[i]];
             s < of->offset[products[i] + 1]; s++) {
            const uint32_t firm = data->holdings.items[of->item[s]].firm;

            if (data->firm_stamp[firm] != data->mark) {
                data->firm_stamp[firm] = data->mark;
                add_marked(&sums, data, firm);
            }
        }
    settle(row, &sums);
}
