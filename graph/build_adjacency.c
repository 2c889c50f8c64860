/* What is derived once everything is known: adjacency both ways, default
 * stages, generic and broad products, and the checks across capacity rows. */
#include "graph/build.h"

#include "graph/alloc.h"
#include "graph/rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One grouping: which field of which rows owns them. */
enum grouping {
    LINKS_OUT,
    LINKS_IN,
    RECIPES_USING,
    RECIPES_YIELDING,
    CAPACITIES_OF,
    CAPACITIES_AT,
    SUPPLIES_OUT,
    SUPPLIES_IN,
    CHAINS_OF,
    PRODUCTS_IN,
    GROUPING_COUNT
};

static uint32_t row_count_of(const lt_graph *graph, enum grouping grouping)
{
    switch (grouping) {
    case LINKS_OUT:
    case LINKS_IN:
        return graph->link_count;
    case RECIPES_USING:
    case RECIPES_YIELDING:
        return graph->recipe_count;
    case CAPACITIES_OF:
    case CAPACITIES_AT:
        return graph->capacity_count;
    case SUPPLIES_OUT:
    case SUPPLIES_IN:
        return graph->supply_count;
    case CHAINS_OF:
    case PRODUCTS_IN:
    case GROUPING_COUNT:
        break;
    }
    return graph->membership_count;
}

static uint32_t owner_of(const lt_graph *graph, enum grouping grouping,
                         uint32_t row)
{
    switch (grouping) {
    case LINKS_OUT:
        return graph->links[row].from;
    case LINKS_IN:
        return graph->links[row].to;
    case RECIPES_USING:
        return graph->recipes[row].role == LT_ROLE_OUTPUT
                   ? LT_NONE
                   : graph->recipes[row].product;
    case RECIPES_YIELDING:
        return graph->recipes[row].role == LT_ROLE_OUTPUT
                   ? graph->recipes[row].product
                   : LT_NONE;
    case CAPACITIES_OF:
        return graph->capacities[row].product;
    case CAPACITIES_AT:
        return graph->capacities[row].firm;
    case SUPPLIES_OUT:
        return graph->supplies[row].supplier;
    case SUPPLIES_IN:
        return graph->supplies[row].customer;
    case CHAINS_OF:
        return graph->memberships[row].product;
    case PRODUCTS_IN:
    case GROUPING_COUNT:
        break;
    }
    return graph->memberships[row].chain;
}

static lt_status group(lt_graph *graph, lt_csr *out, enum grouping grouping,
                       uint32_t owner_count, lt_error *err)
{
    uint32_t rows = row_count_of(graph, grouping);
    uint32_t *owner = lt_alloc_array(rows, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "adjacency");
    for (uint32_t row = 0; row < rows; row++)
        owner[row] = owner_of(graph, grouping, row);
    status = lt_csr_build(out, owner_count, owner, rows, err);
    free(owner);
    return status;
}

/* Of every chain and of none: equipment, service, energy, or used by many. */
static lt_status mark_generic(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    const lt_rules rules = lt_rules_default();
    uint32_t *last = lt_alloc_array(graph->product_count, sizeof(*last));
    double limit = rules.generic_share * graph->product_count;

    graph->generic = lt_alloc_array(graph->product_count, 1);
    graph->broad = lt_alloc_array(graph->product_count, 1);
    if (last == NULL || graph->generic == NULL || graph->broad == NULL) {
        free(last);
        return lt_fail_memory(builder->err, "products");
    }
    if (limit < rules.generic_least)
        limit = rules.generic_least;
    for (uint32_t p = 0; p < graph->product_count; p++) {
        lt_stage stage = graph->products[p].stage;
        uint32_t users = 0;

        for (uint32_t s = graph->recipes_using.offset[p];
             s < graph->recipes_using.offset[p + 1]; s++) {
            const lt_recipe *recipe =
                &graph->recipes[graph->recipes_using.item[s]];
            uint32_t user = graph->processes[recipe->process].product;

            users += last[user] != p + 1;
            last[user] = p + 1;
        }
        graph->generic[p] = stage == LT_STAGE_EQUIPMENT ||
                            stage == LT_STAGE_SERVICE ||
                            stage == LT_STAGE_ENERGY || users > limit;
    }
    for (uint32_t i = 0; i < graph->link_count; i++)
        if (graph->links[i].kind == LT_LINK_KIND_OF)
            graph->broad[graph->links[i].to] = 1;
    free(last);
    return LT_OK;
}

/* Without a stage of its own a product without inputs is raw. */
static void default_stages(lt_graph *graph)
{
    uint8_t fed = 0;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (graph->products[p].stage != LT_STAGE_UNKNOWN)
            continue;
        fed = graph->recipes_yielding.offset[p + 1] >
              graph->recipes_yielding.offset[p];
        for (uint32_t s = graph->links_in.offset[p];
             s < graph->links_in.offset[p + 1]; s++)
            fed |= graph->links[graph->links_in.item[s]].kind == LT_LINK_INPUT;
        for (uint32_t s = graph->processes_making.offset[p];
             s < graph->processes_making.offset[p + 1]; s++) {
            uint32_t q = graph->processes_making.item[s];

            fed |=
                graph->recipes_of.offset[q + 1] > graph->recipes_of.offset[q];
        }
        if (!fed)
            graph->products[p].stage = LT_STAGE_RAW;
    }
}

lt_status lt_finish_adjacency(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    struct {
        lt_csr *csr;
        uint32_t owners;
    } groups[GROUPING_COUNT] = {
        [LINKS_OUT] = {&graph->links_out, graph->product_count},
        [LINKS_IN] = {&graph->links_in, graph->product_count},
        [RECIPES_USING] = {&graph->recipes_using, graph->product_count},
        [RECIPES_YIELDING] = {&graph->recipes_yielding, graph->product_count},
        [CAPACITIES_OF] = {&graph->capacities_of, graph->product_count},
        [CAPACITIES_AT] = {&graph->capacities_at, graph->firm_count},
        [SUPPLIES_OUT] = {&graph->supplies_out, graph->firm_count},
        [SUPPLIES_IN] = {&graph->supplies_in, graph->firm_count},
        [CHAINS_OF] = {&graph->chains_of, graph->product_count},
        [PRODUCTS_IN] = {&graph->products_in, graph->chain_count},
    };
    lt_status status =
        lt_diagnostics_status(builder->diagnostics, builder->err);

    if (status != LT_OK)
        return status; /* Rows that name nothing have no owner. */
    for (int i = 0; i < GROUPING_COUNT; i++)
        LT_TRY(group(graph, groups[i].csr, (enum grouping)i, groups[i].owners,
                     builder->err));
    default_stages(graph);
    LT_TRY(mark_generic(builder));

cleanup:
    return status;
}

/* Two rows of one series: who, what, how, when and in which status. */
static int same_series(const lt_capacity *a, const lt_capacity *b)
{
    return a->firm == b->firm && a->region == b->region &&
           a->product == b->product && a->process == b->process &&
           a->status == b->status && a->year == b->year;
}

static void format_amount(const lt_graph *graph, char *text, size_t room,
                          uint32_t product, double amount)
{
    const lt_unit unit = graph->products[product].unit;

    (void)snprintf(text, room, "%.6g %s", amount / unit.factor, unit.name);
}

/* Is there a row of the series, among the @p count of @p rows, from a file that
 * is preferred to those of both? Then neither counts. */
static int is_outranked(lt_builder *builder, uint32_t first, uint32_t second,
                        const uint32_t *rows, uint32_t count)
{
    const lt_graph *graph = builder->graph;

    for (uint32_t i = 0; i < count; i++)
        if (rows[i] != first && rows[i] != second &&
            same_series(&graph->capacities[rows[i]],
                        &graph->capacities[first]) &&
            !isnan(graph->capacities[rows[i]].capacity) &&
            lt_facts_preference(builder->facts, LT_CAPACITIES, rows[i]) >
                lt_facts_preference(builder->facts, LT_CAPACITIES, first))
            return 1;
    return 0;
}

static void compare_rows(lt_builder *builder, uint32_t first, uint32_t second,
                         const uint32_t *rows, uint32_t count)
{
    const lt_graph *graph = builder->graph;
    const lt_capacity *a = &graph->capacities[first];
    const lt_capacity *b = &graph->capacities[second];
    char one[64];
    char two[64];
    char both[160];
    char place[LT_PLACE_BYTES];
    lt_code code = LT_E_CONTRADICTION;

    if (isnan(a->capacity) || isnan(b->capacity) ||
        a->capacity == b->capacity ||
        lt_merge_decides(builder, LT_CAPACITIES, LT_CAPACITY_CAPACITY, first,
                         second) != 0 ||
        is_outranked(builder, first, second, rows, count))
        return;
    format_amount(graph, one, sizeof(one), a->product, a->capacity);
    format_amount(graph, two, sizeof(two), b->product, b->capacity);
    (void)snprintf(both, sizeof(both), "%s ≠ %s", one, two);
    lt_place_text(place, lt_build_place(builder, LT_CAPACITIES, first,
                                        LT_CAPACITY_CAPACITY));
    if (a->source != b->source)
        code = LT_W_RIVAL_FIGURES;
    else if (a->source == LT_NONE &&
             lt_merge_crosses(builder, LT_CAPACITIES, first, second))
        code = LT_E_SOURCES_DIFFER;
    lt_diagnose(
        builder->diagnostics, code,
        lt_build_place(builder, LT_CAPACITIES, second, LT_CAPACITY_CAPACITY),
        graph->products[a->product].name, both, place);
}

/* Firms of one product against the totals of the regions they lie in. */
struct totals {
    double *firms; /* region → Σ of its firms, this product. */
    double *total; /* region → its own total; NaN none. */
    uint32_t *row; /* region → row of that total. */
};

static void add_row(const lt_graph *graph, struct totals *totals, uint32_t row)
{
    const lt_capacity *capacity = &graph->capacities[row];

    if (capacity->status != LT_CAPACITY_OPERATING || isnan(capacity->capacity))
        return;
    if (capacity->firm == LT_NONE) {
        uint32_t region = capacity->region;

        if (isnan(totals->total[region]) ||
            graph->capacities[totals->row[region]].year < capacity->year) {
            totals->total[region] = capacity->capacity;
            totals->row[region] = row;
        }
    }
}

/* Latest operating figure of the firm for this product, by year. */
static int is_latest(const lt_graph *graph, uint32_t row)
{
    const lt_capacity *capacity = &graph->capacities[row];

    for (uint32_t s = graph->capacities_at.offset[capacity->firm];
         s < graph->capacities_at.offset[capacity->firm + 1]; s++) {
        const lt_capacity *other =
            &graph->capacities[graph->capacities_at.item[s]];

        if (other->product == capacity->product &&
            other->process == capacity->process &&
            other->status == LT_CAPACITY_OPERATING &&
            other->year > capacity->year)
            return 0;
    }
    return 1;
}

static void add_firm(const lt_graph *graph, struct totals *totals, uint32_t row)
{
    const lt_capacity *capacity = &graph->capacities[row];

    if (capacity->firm == LT_NONE || isnan(capacity->capacity) ||
        capacity->status != LT_CAPACITY_OPERATING || !is_latest(graph, row))
        return;
    for (uint32_t r = capacity->region; r != LT_NONE;
         r = graph->regions[r].parent)
        totals->firms[r] += capacity->capacity;
}

static void check_product(lt_builder *builder, struct totals *totals,
                          uint32_t product)
{
    const lt_graph *graph = builder->graph;
    const lt_rules rules = lt_rules_default();
    const uint32_t begin = graph->capacities_of.offset[product];
    const uint32_t end = graph->capacities_of.offset[product + 1];
    const uint32_t *rows = graph->capacities_of.item;

    for (uint32_t s = begin; s < end; s++)
        add_row(graph, totals, rows[s]);
    for (uint32_t s = begin; s < end; s++)
        add_firm(graph, totals, rows[s]);
    for (uint32_t s = begin; s < end; s++) {
        uint32_t region = graph->capacities[rows[s]].region;
        char firms[64];
        char total[64];

        if (region == LT_NONE || totals->row[region] != rows[s] ||
            !(totals->firms[region] >
              rules.firms_above_total * totals->total[region]))
            continue;
        format_amount(graph, firms, sizeof(firms), product,
                      totals->firms[region]);
        format_amount(graph, total, sizeof(total), product,
                      totals->total[region]);
        lt_diagnose(builder->diagnostics, LT_W_FIRMS_ABOVE_TOTAL,
                    lt_build_place(builder, LT_CAPACITIES, rows[s],
                                   LT_CAPACITY_CAPACITY),
                    graph->products[product].name, firms, total);
    }
    for (uint32_t s = begin; s < end; s++)
        for (uint32_t r = graph->capacities[rows[s]].region; r != LT_NONE;
             r = graph->regions[r].parent) {
            totals->firms[r] = 0.0;
            totals->total[r] = NAN;
            totals->row[r] = LT_NONE;
        }
}

/* Rows are few per product and firm; pairs are compared within a product. */
static void check_series(lt_builder *builder, uint32_t product)
{
    const lt_graph *graph = builder->graph;
    const lt_csr *csr = &graph->capacities_of;

    for (uint32_t s = csr->offset[product]; s < csr->offset[product + 1]; s++) {
        const lt_capacity *row = &graph->capacities[csr->item[s]];
        uint32_t begin = csr->offset[product];
        const lt_csr *at = &graph->capacities_at;
        const lt_csr *pairs = csr;
        uint32_t end = s;
        uint32_t all = csr->offset[product + 1];

        if (row->firm != LT_NONE) { /* A firm's rows are fewer still. */
            pairs = at;
            begin = at->offset[row->firm];
            end = at->offset[row->firm + 1];
            all = end;
        }
        for (uint32_t t = begin; t < end; t++)
            if (pairs->item[t] < csr->item[s] &&
                same_series(&graph->capacities[pairs->item[t]], row)) {
                compare_rows(builder, pairs->item[t], csr->item[s],
                             pairs->item + begin, all - begin);
                break;
            }
    }
}

static void check_processes(lt_builder *builder)
{
    const lt_graph *graph = builder->graph;

    for (uint32_t row = 0; row < graph->capacity_count; row++) {
        const lt_capacity *capacity = &graph->capacities[row];
        const lt_process *process = NULL;

        if (capacity->process == LT_NONE)
            continue;
        process = &graph->processes[capacity->process];
        if (process->product != LT_NONE &&
            process->product != capacity->product)
            lt_diagnose(builder->diagnostics, LT_E_PROCESS_PRODUCT,
                        lt_build_place(builder, LT_CAPACITIES, row,
                                       LT_CAPACITY_PROCESS),
                        process->name, graph->products[capacity->product].name,
                        graph->products[process->product].name);
    }
}

lt_status lt_check_capacities(lt_builder *builder)
{
    const lt_graph *graph = builder->graph;
    struct totals totals = {0};
    lt_status status = LT_OK;

    totals.firms = lt_alloc_array(graph->region_count, sizeof(double));
    totals.total = lt_alloc_array(graph->region_count, sizeof(double));
    totals.row = lt_alloc_array(graph->region_count, sizeof(uint32_t));
    if (totals.firms == NULL || totals.total == NULL || totals.row == NULL) {
        status = lt_fail_memory(builder->err, "regions");
        goto cleanup;
    }
    for (uint32_t r = 0; r < graph->region_count; r++) {
        totals.total[r] = NAN;
        totals.row[r] = LT_NONE;
    }
    check_processes(builder);
    for (uint32_t p = 0; p < graph->product_count; p++) {
        check_series(builder, p);
        check_product(builder, &totals, p);
    }

cleanup:
    free(totals.firms);
    free(totals.total);
    free(totals.row);
    return status;
}
