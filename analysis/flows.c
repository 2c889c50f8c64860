#include "analysis/holdings.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* What orders the supplies of one customer: series by series, the latest year
 * first. */
struct delivery {
    uint32_t supplier;
    uint32_t product;
    int32_t year;
    uint32_t row;
};

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_deliveries(const void *left, const void *right)
{
    const struct delivery *a = left;
    const struct delivery *b = right;
    int order = compare_numbers(a->supplier, b->supplier);

    if (order == 0)
        order = compare_numbers(a->product, b->product);
    if (order == 0)
        order = (a->year < b->year) - (a->year > b->year);
    return order != 0 ? order : compare_numbers(a->row, b->row);
}

/* Amount and value of a supply row, from its cells. */
static void read_amount(lt_flows *flows, const lt_graph *graph, uint32_t row)
{
    const char *text =
        lt_facts_text(graph->facts, LT_SUPPLIES, row, LT_SUPPLY_UNIT);
    const double written =
        lt_facts_number(graph->facts, LT_SUPPLIES, row, LT_SUPPLY_AMOUNT);
    const lt_product *product = flows->product[row] == LT_NONE
                                    ? NULL
                                    : &graph->products[flows->product[row]];
    lt_unit unit = LT_UNIT_NONE;

    if (text[0] != '\0')
        (void)lt_unit_parse(&unit, text);
    else if (product != NULL)
        unit = product->unit;
    flows->dimension[row] = unit.dimension;
    flows->amount[row] = written * unit.factor;
    flows->value[row] = NAN;
    if (unit.dimension == LT_DIMENSION_MONEY)
        flows->value[row] = flows->amount[row];
    else if (product != NULL && lt_unit_compatible(unit, product->unit))
        flows->value[row] = flows->amount[row] * product->price;
}

static uint32_t product_of(const lt_graph *graph, uint32_t row)
{
    const char *text =
        lt_facts_text(graph->facts, LT_SUPPLIES, row, LT_SUPPLY_PRODUCT);
    uint32_t product = LT_NONE;

    if (text[0] != '\0')
        product = lt_names_find(graph->product_names, text);
    return product >= graph->product_count ? LT_NONE : product;
}

static int32_t year_of(const lt_graph *graph, uint32_t row)
{
    const double year =
        lt_facts_number(graph->facts, LT_SUPPLIES, row, LT_SUPPLY_YEAR);

    return isnan(year) ? 0 : (int32_t)year;
}

/* Mark the rows of one customer that count. */
static void pick_latest(lt_flows *flows, const lt_state *state,
                        uint32_t customer, struct delivery *rows)
{
    const lt_graph *graph = state->scope->graph;
    const lt_csr *in = &graph->supplies_in;
    const int32_t limit = state->scope->year;
    size_t count = 0;
    size_t first = 0;

    for (uint32_t s = in->offset[customer]; s < in->offset[customer + 1]; s++) {
        const uint32_t row = in->item[s];
        const int32_t year = year_of(graph, row);

        if (limit == 0 || year <= limit)
            rows[count++] = (struct delivery){graph->supplies[row].supplier,
                                              flows->product[row], year, row};
    }
    if (count > 1)
        qsort(rows, count, sizeof(*rows), compare_deliveries);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].supplier != rows[first].supplier ||
            rows[i].product != rows[first].product)
            first = i;
        if (rows[i].year != rows[first].year)
            continue;
        flows->counts[rows[i].row] = 1;
        flows->used++;
        flows->valued += isnan(flows->value[rows[i].row]) ? 0 : 1;
    }
}

static uint32_t longest_run(const lt_csr *csr)
{
    uint32_t longest = 0;

    for (uint32_t v = 0; v < csr->owner_count; v++)
        if (csr->offset[v + 1] - csr->offset[v] > longest)
            longest = csr->offset[v + 1] - csr->offset[v];
    return longest;
}

lt_status lt_flows_build(lt_flows *out, const lt_state *state, lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    const uint32_t count = graph->supply_count;
    struct delivery *rows = NULL;

    *out = LT_FLOWS_EMPTY;
    out->count = count;
    out->counts = lt_alloc_array(count, sizeof(*out->counts));
    out->product = lt_alloc_array(count, sizeof(*out->product));
    out->value = lt_alloc_array(count, sizeof(*out->value));
    out->amount = lt_alloc_array(count, sizeof(*out->amount));
    out->dimension = lt_alloc_array(count, sizeof(*out->dimension));
    rows = lt_alloc_array(longest_run(&graph->supplies_in), sizeof(*rows));
    if (out->counts == NULL || out->product == NULL || out->value == NULL ||
        out->amount == NULL || out->dimension == NULL || rows == NULL) {
        free(rows);
        lt_flows_clear(out);
        return lt_fail_memory(err, "supplies");
    }
    for (uint32_t row = 0; row < count; row++) {
        out->product[row] = product_of(graph, row);
        read_amount(out, graph, row);
    }
    for (uint32_t f = 0; f < graph->supplies_in.owner_count; f++)
        pick_latest(out, state, f, rows);
    free(rows);
    return LT_OK;
}

void lt_flows_clear(lt_flows *flows)
{
    free(flows->counts);
    free(flows->product);
    free(flows->value);
    free(flows->amount);
    free(flows->dimension);
    *flows = LT_FLOWS_EMPTY;
}
