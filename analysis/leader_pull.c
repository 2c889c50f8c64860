#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Rows read while counting firms around one firm, and around all of them. */
static const uint64_t CIRCLE_MAX = 5000000;
static const uint64_t CIRCLES_MAX = 50000000;

/* What the firms around a firm are counted with. A thing is marked when its
 * entry equals `mark`. */
struct circle {
    struct leaders *leaders;
    uint32_t mark;
    uint32_t *firm_mark;
    uint32_t *firms; /* Those found so far. */
    uint32_t firm_count;
    uint32_t *expanded;  /* product → mark: its neighbours were looked up. */
    uint32_t *collected; /* product → mark: its makers were. */
    double *single;      /* product → firms around a firm that makes it alone
                            of all; -1 not known yet. */
    uint64_t work;       /* For the firm at hand. */
    uint64_t all_work;
};

static lt_status circle_new(struct circle *circle, struct leaders *leaders,
                            lt_error *err)
{
    const lt_graph *graph = leaders->state->scope->graph;

    *circle = (struct circle){.leaders = leaders};
    circle->firm_mark =
        lt_alloc_array(graph->firm_count, sizeof(*circle->firm_mark));
    circle->firms = lt_alloc_array(graph->firm_count, sizeof(*circle->firms));
    circle->expanded =
        lt_alloc_array(graph->product_count, sizeof(*circle->expanded));
    circle->collected =
        lt_alloc_array(graph->product_count, sizeof(*circle->collected));
    circle->single =
        lt_alloc_array(graph->product_count, sizeof(*circle->single));
    if (circle->firm_mark == NULL || circle->firms == NULL ||
        circle->expanded == NULL || circle->collected == NULL ||
        circle->single == NULL)
        return lt_fail_memory(err, "pull");
    for (uint32_t p = 0; p < graph->product_count; p++)
        circle->single[p] = -1.0;
    return LT_OK;
}

static void circle_clear(struct circle *circle)
{
    free(circle->firm_mark);
    free(circle->firms);
    free(circle->expanded);
    free(circle->collected);
    free(circle->single);
}

static void find_firm(struct circle *circle, uint32_t firm)
{
    if (circle->firm_mark[firm] == circle->mark)
        return;
    circle->firm_mark[firm] = circle->mark;
    circle->firms[circle->firm_count++] = firm;
}

/* 1 when the firm at hand has used up its share of the work. */
static int is_spent(const struct circle *circle)
{
    return circle->work > CIRCLE_MAX ||
           circle->all_work + circle->work > CIRCLES_MAX;
}

/* Local firms that deliver to @p firm or that it delivers to. */
static void find_partners(struct circle *circle, uint32_t firm)
{
    const struct leaders *leaders = circle->leaders;
    const lt_graph *graph = leaders->state->scope->graph;
    const lt_csr *out = &graph->supplies_out;
    const lt_csr *in = &graph->supplies_in;

    for (uint32_t s = out->offset[firm]; s < out->offset[firm + 1]; s++)
        if (leaders_is_flow(leaders, out->item[s]))
            find_firm(circle, graph->supplies[out->item[s]].customer);
    for (uint32_t s = in->offset[firm]; s < in->offset[firm + 1]; s++)
        if (leaders_is_flow(leaders, in->item[s]))
            find_firm(circle, graph->supplies[in->item[s]].supplier);
    circle->work += out->offset[firm + 1] - out->offset[firm];
    circle->work += in->offset[firm + 1] - in->offset[firm];
}

/* Firms that make a present product. */
static void find_makers(struct circle *circle, uint32_t product)
{
    const struct leaders *leaders = circle->leaders;
    const lt_csr *of = &leaders->holdings.of_product;

    if (circle->collected[product] == circle->mark ||
        leaders->state->scope->graph->generic[product])
        return;
    circle->collected[product] = circle->mark;
    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++)
        find_firm(circle, leaders->holdings.items[of->item[s]].firm);
    circle->work += of->offset[product + 1] - of->offset[product];
}

/* Firms that make the inputs of a product or what it is an input of; what is
 * generic joins nobody. */
static void find_neighbours(struct circle *circle, uint32_t product)
{
    const lt_state *state = circle->leaders->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_csr *using = &graph->recipes_using;
    const lt_csr *of = &graph->recipes_of;

    if (circle->expanded[product] == circle->mark)
        return;
    circle->expanded[product] = circle->mark;
    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++) {
        const uint32_t process = making->item[m];

        for (uint32_t s = of->offset[process];
             state->active[process] && s < of->offset[process + 1]; s++)
            if (graph->recipes[of->item[s]].role == LT_ROLE_INPUT)
                find_makers(circle, graph->recipes[of->item[s]].product);
    }
    for (uint32_t s = using->offset[product];
         !graph->generic[product] && s < using->offset[product + 1]; s++) {
        const uint32_t process = graph->recipes[using->item[s]].process;

        if (state->active[process])
            find_makers(circle, graph->processes[process].product);
    }
    circle->work += using->offset[product + 1] - using->offset[product] + 1;
}

/* One step from a firm: by supplies, or by the recipes of what it makes. */
static void step_from(struct circle *circle, uint32_t firm)
{
    const lt_csr *of = &circle->leaders->holdings.of_firm;

    if (!circle->leaders->inferred) {
        find_partners(circle, firm);
        return;
    }
    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++)
        find_neighbours(circle,
                        circle->leaders->holdings.items[of->item[s]].product);
}

/* Other firms of the chain within two steps; NaN where that is too much
 * work. */
static double firms_around(struct circle *circle, uint32_t firm)
{
    uint32_t first = 0;
    uint32_t count = 0;
    int spent = 0;

    circle->mark++;
    circle->firm_count = 0;
    circle->work = 0;
    step_from(circle, firm);
    first = circle->firm_count;
    for (uint32_t i = 0; i < first && !is_spent(circle); i++)
        step_from(circle, circle->firms[i]);
    for (uint32_t i = 0; i < circle->firm_count; i++)
        if (circle->firms[i] != firm)
            count += circle->leaders->member[circle->firms[i]];
    spent = is_spent(circle);
    circle->all_work += circle->work;
    return spent ? (double)NAN : count;
}

/* The same, worked out once for all firms that make one product only: by
 * recipes they have the same neighbours. */
static double count_around(struct circle *circle, uint32_t firm)
{
    const lt_csr *of = &circle->leaders->holdings.of_firm;
    const uint32_t begin = of->offset[firm];
    double *single = NULL;

    if (!circle->leaders->inferred || of->offset[firm + 1] - begin != 1)
        return firms_around(circle, firm);
    single =
        &circle
             ->single[circle->leaders->holdings.items[of->item[begin]].product];
    if (*single < 0.0)
        *single = firms_around(circle, firm);
    return *single;
}

/* Value of a supply; 1 where none has any. */
static double weight_of(const struct leaders *leaders, uint32_t row)
{
    if (leaders->unvalued)
        return 1.0;
    return isnan(leaders->flows.value[row]) ? 0.0 : leaders->flows.value[row];
}

/* What all firms of the chain deliver to one another. */
static double all_deliveries(struct leaders *leaders)
{
    double total = 0.0;

    leaders->unvalued = 1;
    for (uint32_t row = 0; row < leaders->flows.count && leaders->unvalued;
         row++)
        if (leaders_is_flow(leaders, row) && leaders->flows.value[row] > 0.0)
            leaders->unvalued = 0;
    for (uint32_t row = 0; row < leaders->flows.count; row++)
        if (leaders_is_flow(leaders, row))
            total += weight_of(leaders, row);
    return total;
}

static double own_deliveries(const struct leaders *leaders, uint32_t firm)
{
    const lt_graph *graph = leaders->state->scope->graph;
    const lt_csr *sides[2] = {&graph->supplies_out, &graph->supplies_in};
    double sum = 0.0;

    for (size_t i = 0; i < 2; i++)
        for (uint32_t s = sides[i]->offset[firm];
             s < sides[i]->offset[firm + 1]; s++)
            if (leaders_is_flow(leaders, sides[i]->item[s]))
                sum += weight_of(leaders, sides[i]->item[s]);
    return sum;
}

/* The same by recipes: a firm has its share of what its products bring. */
static double own_recipe_flows(const struct leaders *leaders,
                               const struct product_flows *flows, uint32_t firm)
{
    const lt_csr *of = &leaders->holdings.of_firm;
    double sum = 0.0;

    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const lt_holding *holding = &leaders->holdings.items[of->item[s]];

        sum +=
            leaders_part_of(leaders, holding) *
            (flows->flow[holding->product] + flows->bought[holding->product]);
    }
    return sum;
}

/* The mean of the halves that are known. */
static double join_halves(double first, double second)
{
    if (isnan(first))
        return second;
    return isnan(second) ? first : 0.5 * first + 0.5 * second;
}

/* Both halves for one firm; NaN where the supplies do not speak of it. */
static double pull_of(struct circle *circle, const struct product_flows *flows,
                      double total, uint32_t firm)
{
    struct leaders *leaders = circle->leaders;
    double trade = NAN;
    double around = NAN;

    if (!leaders->inferred && !leaders_is_linked(leaders, firm))
        return NAN;
    if (total > 0.0)
        trade = (flows->flow != NULL ? own_recipe_flows(leaders, flows, firm)
                                     : own_deliveries(leaders, firm)) /
                total;
    if (leaders->member_count > 1) {
        around = count_around(circle, firm) / (leaders->member_count - 1);
        leaders->no_circles += isnan(around) ? 1 : 0;
    }
    return join_halves(trade > 1.0 ? 1.0 : trade, around);
}

lt_status leaders_pull(struct leaders *leaders, lt_error *err)
{
    struct product_flows flows = {NULL, NULL, 0.0};
    struct circle circle = {0};
    double total = 0.0;
    lt_status status = LT_OK;

    leaders->inferred = leaders->flows.used == 0;
    LT_TRY(circle_new(&circle, leaders, err));
    if (leaders->inferred) {
        LT_TRY(product_flows_build(&flows, leaders->state, err));
        total = flows.total;
    } else {
        total = all_deliveries(leaders);
    }
    for (uint32_t i = 0; i < leaders->count; i++)
        leaders->items[i].part[LEADER_PULL] =
            pull_of(&circle, &flows, total, leaders->items[i].firm);
cleanup:
    product_flows_clear(&flows);
    circle_clear(&circle);
    return status;
}
