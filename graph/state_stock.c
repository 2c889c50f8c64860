/* What a region makes: capacity rows added up along the tree of regions. */
#include "graph/alloc.h"
#include "graph/state_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Statuses that add up; the others only end an operating series. */
enum { LEVELS = 3 }; /* operating, building, planned */

/* One region's account of one product, while it is added up. */
struct account {
    double total[LEVELS];    /* The region's own total; NaN none. */
    double firms[LEVELS];    /* Firms in it and below. */
    double children[LEVELS]; /* Values of the regions below. */
    double direct[LEVELS];   /* Firms right here. */
};

struct adder {
    const lt_graph *graph;
    const lt_scope *scope;
    const uint8_t *in_region;
    lt_state *state;
    struct account *accounts; /* One per region, and one for no region. */
    uint32_t *touched;
    uint8_t *is_touched;
    uint32_t touched_count;
    uint32_t *depth;  /* region → steps to its root. */
    uint32_t *series; /* Rows of the product, of the series that count. */
    uint32_t series_count;
    double *own;       /* firm → what it makes of the product at hand. */
    uint8_t *maker_of; /* firm → 1 while that is being added up. */
    int has_named;     /* 1: a row of the product names a process. */
};

static const struct account BLANK = {
    {NAN, NAN, NAN}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};

static int in_scope(const struct adder *adder, const lt_capacity *capacity)
{
    if (capacity->firm != LT_NONE &&
        adder->graph->firms[capacity->firm].status != LT_FIRM_LOCAL)
        return 0;
    if (adder->scope->region_count == 0)
        return 1;
    return capacity->region != LT_NONE && adder->in_region[capacity->region];
}

/* Plans bear the year they come true: only what operates is dated by it. */
static int in_time(const struct adder *adder, const lt_capacity *capacity)
{
    return capacity->status == LT_CAPACITY_BUILDING ||
           capacity->status == LT_CAPACITY_PLANNED || adder->scope->year == 0 ||
           capacity->year <= adder->scope->year;
}

/* The same plant, or the same region's total: a firm's plants in two regions
 * are two series. */
static int same_maker(const lt_capacity *a, const lt_capacity *b)
{
    return a->firm == b->firm && a->process == b->process &&
           a->region == b->region;
}

static int source_year(const lt_graph *graph, const lt_capacity *capacity)
{
    return capacity->source == LT_NONE ? 0
                                       : graph->sources[capacity->source].year;
}

static uint32_t preference_of(const lt_graph *graph,
                              const lt_capacity *capacity)
{
    return lt_facts_preference(graph->facts, LT_CAPACITIES,
                               (uint32_t)(capacity - graph->capacities));
}

/* Does row a count rather than row b of the same series? The later year, then
 * the preferred source, the newer document, then the larger figure, so that row
 * order is no matter.
 */
static int beats(const lt_graph *graph, const lt_capacity *a,
                 const lt_capacity *b)
{
    const uint32_t mine = preference_of(graph, a);
    const uint32_t his = preference_of(graph, b);

    if (a->year != b->year)
        return a->year > b->year;
    if (mine != his)
        return mine > his;
    if (source_year(graph, a) != source_year(graph, b))
        return source_year(graph, a) > source_year(graph, b);
    if (isnan(a->capacity) || isnan(b->capacity))
        return isnan(b->capacity) && !isnan(a->capacity);
    return a->capacity > b->capacity;
}

/* What a later row of the same maker ends: an operating row by one that is
 * idle or closed; what a firm was building or planning by what operates. A
 * region's planned total is a level, which no row of today ends. */
static int ends(const lt_capacity *later, const lt_capacity *row)
{
    if (row->year == 0 || later->year <= row->year)
        return 0;
    if (row->status == LT_CAPACITY_OPERATING)
        return later->status == LT_CAPACITY_IDLE ||
               later->status == LT_CAPACITY_NONE ||
               later->status == LT_CAPACITY_RETIRING;
    return row->firm != LT_NONE && later->status == LT_CAPACITY_OPERATING;
}

/* The rows among which a row's rivals are: the fewer of those of its firm and
 * of its product. */
static const lt_csr *rivals_of(const lt_graph *graph, uint32_t product,
                               const lt_capacity *row, uint32_t *owner)
{
    const lt_csr *of = &graph->capacities_of;
    const lt_csr *at = &graph->capacities_at;

    *owner = product;
    if (row->firm == LT_NONE ||
        at->offset[row->firm + 1] - at->offset[row->firm] >=
            of->offset[product + 1] - of->offset[product])
        return of;
    *owner = row->firm;
    return at;
}

/* Does another row of the same series end it or count in its place? */
static int gives_way(const lt_graph *graph, const lt_capacity *row,
                     const lt_capacity *other)
{
    if (ends(other, row))
        return 1;
    return other->status == row->status &&
           (beats(graph, other, row) ||
            (!beats(graph, row, other) && other < row));
}

static int counts(const struct adder *adder, uint32_t product, uint32_t row)
{
    const lt_graph *graph = adder->graph;
    const lt_capacity *capacity = &graph->capacities[row];
    uint32_t owner = 0;
    const lt_csr *csr = rivals_of(graph, product, capacity, &owner);

    for (uint32_t s = csr->offset[owner]; s < csr->offset[owner + 1]; s++) {
        const lt_capacity *other = &graph->capacities[csr->item[s]];

        if (other != capacity && other->product == product &&
            same_maker(other, capacity) && in_time(adder, other) &&
            gives_way(graph, capacity, other))
            return 0;
    }
    return 1;
}

/* The account of a region; the last one is for rows without any. */
static struct account *touch(struct adder *adder, uint32_t region)
{
    uint32_t index = region == LT_NONE ? adder->graph->region_count : region;

    if (!adder->is_touched[index]) {
        adder->is_touched[index] = 1;
        adder->accounts[index] = BLANK;
        adder->touched[adder->touched_count++] = index;
    }
    return &adder->accounts[index];
}

/* What a maker's rows that name a process add up to at one level, where a row
 * without a process speaks of all of them. */
static double named_sum(const struct adder *adder, const lt_capacity *whole)
{
    double sum = 0.0;

    for (uint32_t i = 0; i < adder->series_count; i++) {
        const lt_capacity *row = &adder->graph->capacities[adder->series[i]];

        if (row->process != LT_NONE && row->firm == whole->firm &&
            row->region == whole->region && row->status == whole->status &&
            !isnan(row->capacity))
            sum += row->capacity;
    }
    return sum;
}

static void enter_row(struct adder *adder, const lt_capacity *capacity)
{
    struct account *account = touch(adder, capacity->region);
    size_t level = (size_t)capacity->status;
    double amount = capacity->capacity;

    if (isnan(amount))
        return;
    if (capacity->process == LT_NONE && adder->has_named) {
        double named = named_sum(adder, capacity);

        amount = amount > named ? amount - named : 0.0;
    }
    if (capacity->firm != LT_NONE)
        account->direct[level] += amount;
    else if (isnan(account->total[level]))
        account->total[level] = amount;
    else
        account->total[level] += amount; /* By process. */
}

/* A region's own total beats the sum of its parts, but for what named firms
 * make beyond it. A planned total is the level that will be reached. */
static double value_of(const struct account *account, size_t level)
{
    double parts = account->direct[level] + account->children[level];
    double firms = account->direct[level] + account->firms[level];

    if (isnan(account->total[level]))
        return parts;
    return account->total[level] > firms ? account->total[level] : firms;
}

static int is_root(const struct adder *adder, uint32_t region)
{
    uint32_t parent = adder->graph->regions[region].parent;

    return parent == LT_NONE ||
           (adder->scope->region_count > 0 && !adder->in_region[parent]);
}

static void sort_by_depth(struct adder *adder)
{
    for (uint32_t i = 1; i < adder->touched_count; i++) {
        uint32_t region = adder->touched[i];
        uint32_t j = i;

        while (j > 0 &&
               adder->depth[adder->touched[j - 1]] < adder->depth[region]) {
            adder->touched[j] = adder->touched[j - 1];
            j--;
        }
        adder->touched[j] = region;
    }
}

/* Touch the regions above, so that every parent comes after its children. */
static void touch_parents(struct adder *adder)
{
    for (uint32_t i = 0; i < adder->touched_count; i++) {
        uint32_t region = adder->touched[i];

        if (region < adder->graph->region_count && !is_root(adder, region))
            (void)touch(adder, adder->graph->regions[region].parent);
    }
    sort_by_depth(adder);
}

/* Value of all rows at each level, and whether totals stand behind it. */
static void add_up(struct adder *adder, double sum[LEVELS], double rest[LEVELS])
{
    touch_parents(adder);
    for (size_t level = 0; level < LEVELS; level++) {
        sum[level] = 0.0;
        rest[level] = 0.0;
    }
    for (uint32_t i = 0; i < adder->touched_count; i++) {
        uint32_t region = adder->touched[i];
        struct account *account = &adder->accounts[region];
        struct account *above = NULL;

        if (region < adder->graph->region_count && !is_root(adder, region))
            above = &adder->accounts[adder->graph->regions[region].parent];
        for (size_t level = 0; level < LEVELS; level++) {
            double value = value_of(account, level);
            double firms = account->direct[level] + account->firms[level];

            if (above == NULL) {
                sum[level] += value;
                rest[level] += value - firms;
                continue;
            }
            above->children[level] += value;
            above->firms[level] += firms;
        }
    }
    for (uint32_t i = 0; i < adder->touched_count; i++)
        adder->is_touched[adder->touched[i]] = 0;
    adder->touched_count = 0;
}

/* What each operating firm makes, added up; NaN where a row has no figure. */
static void add_makers(struct adder *adder, lt_stock *stock, int *known)
{
    const lt_graph *graph = adder->graph;

    for (uint32_t i = 0; i < adder->series_count; i++) {
        const lt_capacity *row = &graph->capacities[adder->series[i]];

        if (row->status != LT_CAPACITY_OPERATING)
            continue;
        if (row->firm == LT_NONE) {
            *known = *known && !isnan(row->capacity);
            continue;
        }
        if (adder->maker_of[row->firm] != 1) {
            adder->maker_of[row->firm] = 1;
            adder->own[row->firm] = 0.0;
            stock->makers++;
        }
        adder->own[row->firm] += row->capacity;
    }
}

/* Makers of the product, and their shares where all of them have a figure. */
static void count_makers(struct adder *adder, lt_stock *stock, double rest)
{
    const lt_graph *graph = adder->graph;
    double firms = 0.0;
    double squares = 0.0;
    double largest = 0.0;
    int known = rest <= 1e-9 * stock->operating;

    add_makers(adder, stock, &known);
    for (uint32_t i = 0; i < adder->series_count; i++) {
        const lt_capacity *row = &graph->capacities[adder->series[i]];
        double own = 0.0;

        if (row->status != LT_CAPACITY_OPERATING || row->firm == LT_NONE ||
            adder->maker_of[row->firm] == 0)
            continue;
        adder->maker_of[row->firm] = 0;
        own = adder->own[row->firm];
        known = known && !isnan(own);
        firms += own;
        squares += own * own;
        if (own > largest)
            largest = own;
    }
    known = known && stock->makers > 0 && firms > 0.0;
    stock->makers_known = (uint8_t)known;
    stock->hhi = known ? squares / (firms * firms) : (double)NAN;
    stock->largest = known ? largest / firms : (double)NAN;
}

/* The row that shows the product: the best evidence, then the latest year. */
static void take_evidence(lt_stock *stock, const lt_graph *graph, uint32_t row)
{
    const lt_capacity *capacity = &graph->capacities[row];
    lt_evidence evidence = LT_EVIDENCE_WORDING;

    if (!isnan(capacity->capacity))
        evidence =
            capacity->firm == LT_NONE ? LT_EVIDENCE_REGIONAL : LT_EVIDENCE_FIRM;
    if (stock->row == LT_NONE || evidence < stock->evidence ||
        (evidence == stock->evidence &&
         (capacity->year > stock->year ||
          (capacity->year == stock->year &&
           capacity->source < graph->capacities[stock->row].source)))) {
        stock->evidence = evidence;
        stock->year = capacity->year;
        stock->row = row;
    }
}

static double at_horizon(const lt_stock *stock, lt_horizon horizon,
                         double planned_level, double planned_firms)
{
    double built = stock->operating + stock->building;
    double level = 0.0;

    if (horizon == LT_HORIZON_NOW)
        return stock->operating;
    if (horizon == LT_HORIZON_BUILDING)
        return built;
    level = built + planned_firms;
    return planned_level > level ? planned_level : level;
}

static void settle(struct adder *adder, lt_stock *stock,
                   const double sum[LEVELS], const double rest[LEVELS],
                   const int rows[LEVELS])
{
    const lt_scope *scope = adder->scope;
    double planned_firms = sum[2] - rest[2];
    double planned_level = rest[2] > 0.0 ? sum[2] : 0.0;

    stock->has_total = rest[0] > 0.0;
    stock->operating = sum[0];
    stock->building = sum[1];
    stock->planned = sum[2];
    stock->capacity =
        at_horizon(stock, scope->horizon, planned_level, planned_firms);
    stock->capacity_planned =
        at_horizon(stock, LT_HORIZON_PLANNED, planned_level, planned_firms);
    if (stock->operating > 0.0 || rows[0])
        stock->presence = LT_PRESENT;
    else if (rows[1] || rows[2])
        stock->presence = LT_COMING;
    if (stock->presence == LT_COMING &&
        ((scope->horizon != LT_HORIZON_NOW && rows[1]) ||
         (scope->horizon == LT_HORIZON_PLANNED && rows[2])))
        stock->presence = LT_PRESENT;
    if (stock->presence == LT_PRESENT && !(stock->capacity > 0.0))
        stock->capacity = NAN;
    if (stock->operating > 0.0 || !rows[0])
        return;
    stock->operating = NAN; /* Made, but nobody says how much. */
    if (!(stock->capacity_planned > 0.0))
        stock->capacity_planned = NAN;
}

/* Does a row say that the thing runs? A stated zero says that it does not. */
static int shows(const lt_capacity *capacity)
{
    return isnan(capacity->capacity) || capacity->capacity > 0.0;
}

/* The row whose source comes first by id, so that row order is no matter. */
static uint32_t first_by_source(const struct adder *adder)
{
    uint32_t first = adder->series[0];

    for (uint32_t i = 1; i < adder->series_count; i++)
        if (adder->graph->capacities[adder->series[i]].source <
            adder->graph->capacities[first].source)
            first = adder->series[i];
    return first;
}

static void add_product(struct adder *adder, uint32_t product)
{
    const lt_graph *graph = adder->graph;
    lt_stock *stock = &adder->state->stocks[product];
    double sum[LEVELS];
    double rest[LEVELS];
    int rows[LEVELS] = {0, 0, 0};

    adder->series_count = 0;
    adder->has_named = 0;
    for (uint32_t s = graph->capacities_of.offset[product];
         s < graph->capacities_of.offset[product + 1]; s++) {
        uint32_t row = graph->capacities_of.item[s];
        const lt_capacity *capacity = &graph->capacities[row];

        if (!in_scope(adder, capacity) || !in_time(adder, capacity))
            continue;
        if (capacity->status == LT_CAPACITY_NONE)
            stock->stated_absent = 1;
        if ((size_t)capacity->status >= LEVELS || !counts(adder, product, row))
            continue;
        adder->series[adder->series_count++] = row;
        adder->state->row_counts[row] = 1;
        adder->has_named |= capacity->process != LT_NONE;
        rows[capacity->status] |= shows(capacity);
        if (capacity->status == LT_CAPACITY_OPERATING && shows(capacity))
            take_evidence(stock, graph, row);
    }
    if (adder->series_count == 0)
        return;
    for (uint32_t i = 0; i < adder->series_count; i++)
        enter_row(adder, &graph->capacities[adder->series[i]]);
    add_up(adder, sum, rest);
    settle(adder, stock, sum, rest, rows);
    if (stock->presence == LT_COMING && stock->row == LT_NONE) {
        stock->row = first_by_source(adder);
        stock->evidence = LT_EVIDENCE_WORDING;
    }
    count_makers(adder, stock, rest[0]);
    stock->stale =
        adder->scope->year != 0 && stock->year != 0 &&
        adder->scope->year - stock->year > adder->scope->rules->stale_years;
}

static void fill_depths(struct adder *adder)
{
    for (uint32_t r = 0; r < adder->graph->region_count; r++)
        for (uint32_t up = adder->graph->regions[r].parent; up != LT_NONE;
             up = adder->graph->regions[up].parent)
            adder->depth[r]++;
}

static void blank_stock(lt_stock *stock)
{
    *stock = (lt_stock){0};
    stock->presence = LT_UNSEEN;
    stock->evidence = LT_EVIDENCE_DOMAIN;
    stock->need = NAN;
    stock->need_low = NAN;
    stock->need_high = NAN;
    stock->need_planned = NAN;
    stock->cover = NAN;
    stock->cover_low = NAN;
    stock->cover_high = NAN;
    stock->hhi = NAN;
    stock->largest = NAN;
    stock->row = LT_NONE;
}

lt_status lt_state_stock(lt_state *state, const uint8_t *in_region,
                         lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    size_t regions = (size_t)graph->region_count + 1;
    struct adder adder = {.graph = graph,
                          .scope = state->scope,
                          .in_region = in_region,
                          .state = state};
    lt_status status = LT_OK;

    adder.accounts = lt_alloc_array(regions, sizeof(*adder.accounts));
    adder.touched = lt_alloc_array(regions, sizeof(*adder.touched));
    adder.is_touched = lt_alloc_array(regions, 1);
    adder.depth = lt_alloc_array(regions, sizeof(*adder.depth));
    adder.series = lt_alloc_array(graph->capacity_count, sizeof(*adder.series));
    adder.own = lt_alloc_array(graph->firm_count, sizeof(*adder.own));
    adder.maker_of = lt_alloc_array(graph->firm_count, 1);
    if (adder.own == NULL || adder.maker_of == NULL || adder.accounts == NULL ||
        adder.touched == NULL || adder.is_touched == NULL ||
        adder.depth == NULL || adder.series == NULL) {
        status = lt_fail_memory(err, "state");
        goto cleanup;
    }
    fill_depths(&adder);
    for (uint32_t p = 0; p < graph->product_count; p++) {
        blank_stock(&state->stocks[p]);
        add_product(&adder, p);
    }

cleanup:
    free(adder.accounts);
    free(adder.touched);
    free(adder.is_touched);
    free(adder.depth);
    free(adder.series);
    free(adder.own);
    free(adder.maker_of);
    return status;
}
