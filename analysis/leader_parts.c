#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Number of a firm's products, and how many of them are in the view. */
static uint32_t count_products(uint32_t *in_view, const struct leaders *leaders,
                               uint32_t firm)
{
    const lt_csr *of = &leaders->holdings.of_firm;

    *in_view = 0;
    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++)
        *in_view += leaders->state
                        ->in_view[leaders->holdings.items[of->item[s]].product];
    return of->offset[firm + 1] - of->offset[firm];
}

static int is_candidate(const struct leaders *leaders, uint32_t firm)
{
    const lt_firm *row = &leaders->state->scope->graph->firms[firm];

    return leaders->member[firm] && row->kind == LT_FIRM_IS_FIRM &&
           row->status == LT_FIRM_LOCAL;
}

lt_status leaders_collect(struct leaders *leaders, const lt_state *state,
                          lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t count = 0;
    lt_status status = LT_OK;

    leaders->state = state;
    LT_TRY(lt_holdings_build(&leaders->holdings, state, err));
    LT_TRY(lt_flows_build(&leaders->flows, state, err));
    leaders->member = lt_alloc_array(graph->firm_count, 1);
    if (leaders->member == NULL) {
        status = lt_fail_memory(err, "leaders");
        goto cleanup;
    }
    for (uint32_t f = 0; f < graph->firm_count; f++) {
        uint32_t in_view = 0;

        (void)count_products(&in_view, leaders, f);
        leaders->member[f] = in_view > 0;
        leaders->member_count += in_view > 0;
        count += (uint32_t)is_candidate(leaders, f);
    }
    leaders->items = lt_alloc_array(count, sizeof(*leaders->items));
    if (leaders->items == NULL) {
        status = lt_fail_memory(err, "leaders");
        goto cleanup;
    }
    for (uint32_t f = 0; f < graph->firm_count; f++) {
        struct leader *leader = &leaders->items[leaders->count];

        if (!is_candidate(leaders, f))
            continue;
        leader->firm = f;
        for (size_t i = 0; i < LEADER_PARTS; i++)
            leader->part[i] = NAN;
        leaders->count++;
    }
cleanup:
    return status;
}

void leaders_clear(struct leaders *leaders)
{
    free(leaders->items);
    free(leaders->member);
    lt_flows_clear(&leaders->flows);
    lt_holdings_clear(&leaders->holdings);
}

static double firm_number(const lt_graph *graph, uint32_t firm, uint32_t column)
{
    const uint32_t row = graph->firms[firm].row;

    return row == LT_NONE
               ? (double)NAN
               : lt_facts_number(graph->facts, LT_FIRMS, row, column);
}

static const char *firm_text(const lt_graph *graph, uint32_t firm,
                             uint32_t column)
{
    const uint32_t row = graph->firms[firm].row;

    return row == LT_NONE ? ""
                          : lt_facts_text(graph->facts, LT_FIRMS, row, column);
}

/* The firm's output in the view by capacity and price: all of it, or what is
 * known. */
static double output_value(const struct leaders *leaders, uint32_t firm,
                           int *complete)
{
    const lt_csr *of = &leaders->holdings.of_firm;
    double sum = NAN;

    *complete = 1;
    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const lt_holding *holding = &leaders->holdings.items[of->item[s]];
        double value = 0.0;

        if (!leaders->state->in_view[holding->product])
            continue;
        value = lt_holding_value(leaders->state->scope->graph, holding);
        if (isnan(value))
            *complete = 0;
        else
            sum = isnan(sum) ? value : sum + value;
    }
    return sum;
}

static void value_leader(const struct leaders *leaders, struct leader *leader)
{
    const lt_graph *graph = leaders->state->scope->graph;
    const double revenue = firm_number(graph, leader->firm, LT_FIRM_REVENUE);
    uint32_t in_view = 0;
    const uint32_t products = count_products(&in_view, leaders, leader->firm);
    int complete = 0;

    leader->value = output_value(leaders, leader->firm, &complete);
    leader->basis = LEADER_BY_OUTPUT;
    if (complete)
        return;
    if (!isnan(revenue)) {
        leader->value = revenue * in_view / products;
        leader->basis = LEADER_BY_REVENUE;
        leader->at_least =
            strcmp(firm_text(graph, leader->firm, LT_FIRM_REVENUE_IS),
                   "at_least") == 0;
        return;
    }
    leader->basis = isnan(leader->value) ? LEADER_BY_NOTHING : LEADER_BY_PARTS;
    leader->at_least = leader->basis == LEADER_BY_PARTS;
}

void leaders_scale(struct leaders *leaders)
{
    leaders->value = 0.0;
    leaders->valued_count = 0;
    for (uint32_t i = 0; i < leaders->count; i++) {
        value_leader(leaders, &leaders->items[i]);
        if (isnan(leaders->items[i].value))
            continue;
        leaders->value += leaders->items[i].value;
        leaders->valued_count++;
    }
    /* The only one of several with a figure is not known to be all. */
    if (leaders->value <= 0.0 ||
        (leaders->valued_count == 1 && leaders->count > 1))
        return;
    for (uint32_t i = 0; i < leaders->count; i++)
        leaders->items[i].part[LEADER_SCALE] =
            leaders->items[i].value / leaders->value;
}

void leaders_breadth(struct leaders *leaders)
{
    const lt_state *state = leaders->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &leaders->holdings.of_firm;
    unsigned present = 0;
    uint32_t stages = 0;

    for (uint32_t p = 0; p < graph->product_count; p++)
        if (state->in_view[p] && state->stocks[p].presence == LT_PRESENT &&
            graph->products[p].stage < LT_STAGE_COUNT)
            present |= 1U << graph->products[p].stage;
    for (unsigned s = 0; s < LT_STAGE_COUNT; s++)
        stages += present >> s & 1U;
    for (uint32_t i = 0; i < leaders->count && stages > 0; i++) {
        const uint32_t firm = leaders->items[i].firm;
        unsigned own = 0;
        uint32_t spanned = 0;

        for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
            const uint32_t p = leaders->holdings.items[of->item[s]].product;

            if (state->in_view[p] && graph->products[p].stage < LT_STAGE_COUNT)
                own |= 1U << graph->products[p].stage;
        }
        for (unsigned s = 0; s < LT_STAGE_COUNT; s++)
            spanned += own >> s & 1U;
        if (spanned > 0)
            leaders->items[i].part[LEADER_BREADTH] = (double)spanned / stages;
    }
}

/* A value and whose it is. */
struct standing {
    double value;
    uint32_t index;
};

static int compare_standings(const void *left, const void *right)
{
    const struct standing *a = left;
    const struct standing *b = right;

    return (a->value > b->value) - (a->value < b->value);
}

lt_status leaders_percentiles(double *out, const double *values, uint32_t count,
                              lt_error *err)
{
    struct standing *order = lt_alloc_array(count, sizeof(*order));
    uint32_t known = 0;

    if (order == NULL)
        return lt_fail_memory(err, "percentiles");
    for (uint32_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            order[known++] = (struct standing){values[i], i};
    if (known > 1)
        qsort(order, known, sizeof(*order), compare_standings);
    for (uint32_t i = 0; i < count; i++)
        out[i] = NAN;
    for (uint32_t i = 0; i < known;) {
        uint32_t end = i;

        while (end < known && order[end].value <= order[i].value)
            end++;
        for (uint32_t k = i; k < end; k++)
            out[order[k].index] =
                known == 1 ? 1.0 : (i + 0.5 * (end - i - 1)) / (known - 1);
        i = end;
    }
    free(order);
    return LT_OK;
}

/* The four quarters of innovation; NaN unknown. */
enum quarter { RND, PATENTS, STANDARDS, HONOURS, QUARTERS };
enum { QUARTERS_LEAST = 2 };

/* Share of revenue spent on R&D, out of 5 %. */
static double rnd_quarter(const lt_graph *graph, uint32_t firm)
{
    const double full = 0.05;
    const double spent = firm_number(graph, firm, LT_FIRM_RND);
    const double revenue = firm_number(graph, firm, LT_FIRM_REVENUE);
    double share = NAN;

    if (revenue > 0.0)
        share = spent / revenue;
    return share > full ? 1.0 : share / full;
}

static int any_honours(const struct leaders *leaders)
{
    const lt_graph *graph = leaders->state->scope->graph;

    for (uint32_t i = 0; i < leaders->count; i++)
        if (firm_text(graph, leaders->items[i].firm, LT_FIRM_HONOURS)[0] !=
            '\0')
            return 1;
    return 0;
}

/* One quarter of every candidate. Honours are published as full lists, so a
 * firm without any has none once anybody has one. */
static void read_quarter(double *out, const struct leaders *leaders,
                         enum quarter quarter)
{
    const lt_graph *graph = leaders->state->scope->graph;
    const int honours = quarter == HONOURS && any_honours(leaders);

    for (uint32_t i = 0; i < leaders->count; i++) {
        const uint32_t firm = leaders->items[i].firm;

        if (quarter == RND)
            out[i] = rnd_quarter(graph, firm);
        else if (quarter == HONOURS)
            out[i] = honours
                         ? firm_text(graph, firm, LT_FIRM_HONOURS)[0] != '\0'
                         : (double)NAN;
        else
            out[i] = firm_number(graph, firm,
                                 quarter == PATENTS ? LT_FIRM_PATENTS
                                                    : LT_FIRM_STANDARDS);
    }
}

lt_status leaders_innovation(struct leaders *leaders, lt_error *err)
{
    const uint32_t count = leaders->count;
    double *quarter = lt_alloc_array(count, sizeof(*quarter));
    double *sum = lt_alloc_array(count, sizeof(*sum));
    uint32_t *known = lt_alloc_array(count, sizeof(*known));
    lt_status status = LT_OK;

    if (quarter == NULL || sum == NULL || known == NULL) {
        status = lt_fail_memory(err, "innovation");
        goto cleanup;
    }
    for (int q = 0; q < QUARTERS && status == LT_OK; q++) {
        read_quarter(quarter, leaders, (enum quarter)q);
        if (q == PATENTS || q == STANDARDS)
            status = leaders_percentiles(quarter, quarter, count, err);
        for (uint32_t i = 0; i < count; i++) {
            sum[i] += isnan(quarter[i]) ? 0.0 : quarter[i];
            known[i] += isnan(quarter[i]) ? 0 : 1;
        }
    }
    /* Unknown quarters leave the others to share their weight; one quarter
     * alone, such as a title, does not speak for innovation. */
    for (uint32_t i = 0; i < count && status == LT_OK; i++)
        if (known[i] >= QUARTERS_LEAST)
            leaders->items[i].part[LEADER_INNOVATION] = sum[i] / known[i];
cleanup:
    free(known);
    free(sum);
    free(quarter);
    return status;
}
