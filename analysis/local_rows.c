#include "analysis/local_rows.h"

#include "analysis/caveats.h"
#include "analysis/runs.h"
#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A mean of rates weighted by output value, or plain where some value is
 * unknown. */
struct mean {
    double weighted, weight, plain;
    uint32_t count;
    int unweighted;
};

static void add_rate(struct mean *mean, double rate, double weight)
{
    if (isnan(rate))
        return;
    if (isnan(weight))
        mean->unweighted = 1;
    mean->weighted += rate * weight;
    mean->weight += weight;
    mean->plain += rate;
    mean->count++;
}

static int is_weighted(const struct mean *mean)
{
    return !mean->unweighted && mean->weight > 0.0;
}

static double mean_rate(const struct mean *mean)
{
    if (mean->count == 0)
        return NAN;
    return is_weighted(mean) ? mean->weighted / mean->weight
                             : mean->plain / mean->count;
}

/* Means over what a firm or a chain makes. */
struct means {
    struct mean rate, beside, lateral;
    int by_value;
};

static void add_product(struct means *means, const lt_local_rate *rate,
                        double weight)
{
    if (!isnan(rate->rate))
        means->by_value &= rate->by_value;
    add_rate(&means->rate, rate->rate, weight);
    add_rate(&means->beside, rate->beside, weight);
    add_rate(&means->lateral, rate->lateral, weight);
}

static void settle_means(struct local_row *row, const struct means *means)
{
    row->rate = mean_rate(&means->rate);
    row->beside = mean_rate(&means->beside);
    row->lateral = mean_rate(&means->lateral);
    row->products = means->rate.count;
    row->by_value =
        means->rate.count > 0 && means->by_value && is_weighted(&means->rate);
}

/* The list of rows under way. */
struct list {
    struct local_row *rows;
    uint32_t count;
    uint32_t room;
};

/* A new row, borrowed until the next; NULL when out of memory. */
static struct local_row *append(struct list *list, enum local_kind kind,
                                uint32_t index)
{
    if (list->count == list->room) {
        const uint32_t room = list->room == 0 ? 64 : list->room * 2;
        struct local_row *rows = lt_grow_array(list->rows, room, sizeof(*rows));

        if (rows == NULL)
            return NULL;
        list->rows = rows;
        list->room = room;
    }
    list->rows[list->count] = (struct local_row){.kind = kind,
                                                 .index = index,
                                                 .rate = NAN,
                                                 .beside = NAN,
                                                 .lateral = NAN,
                                                 .purchased = NAN,
                                                 .coverage = NAN};
    return &list->rows[list->count++];
}

/* 1 when a process of the product runs here. */
static int is_made(const struct local_data *data, uint32_t product)
{
    const lt_local_rate *rate = &data->local.rates[product];
    const lt_csr *making = &data->state->scope->graph->processes_making;

    return rate->process == LT_NONE &&
           making->offset[product] < making->offset[product + 1];
}

static int is_wanted(const struct local_data *data, uint32_t product)
{
    const lt_stock *stock = &data->state->stocks[product];

    return data->state->in_view[product] &&
           (is_made(data, product) || stock->used || stock->need > 0.0);
}

static lt_status list_products(struct list *list, struct local_data *data,
                               lt_error *err)
{
    const lt_scope *scope = data->state->scope;

    for (uint32_t p = 0; p < scope->graph->product_count; p++) {
        const lt_local_rate *rate = &data->local.rates[p];
        struct local_row *row = NULL;

        if (scope->product != LT_NONE ? p != scope->product
                                      : !is_wanted(data, p))
            continue;
        row = append(list, LOCAL_PRODUCT, p);
        if (row == NULL)
            return lt_fail_memory(err, "local rates");
        row->rate = rate->rate;
        row->beside = rate->beside;
        row->lateral = rate->lateral;
        row->by_value = rate->by_value;
        local_product_purchases(row, data, p);
    }
    return LT_OK;
}

/* Means over what a firm makes in the view; 0: it makes nothing there. */
static uint32_t mean_of_firm(struct means *means, const struct local_data *data,
                             uint32_t firm)
{
    const lt_csr *of = &data->holdings.of_firm;
    uint32_t made = 0;

    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const lt_holding *holding = &data->holdings.items[of->item[s]];

        if (!data->state->in_view[holding->product])
            continue;
        add_product(means, &data->local.rates[holding->product],
                    lt_holding_value(data->state->scope->graph, holding));
        made++;
    }
    return made;
}

static lt_status list_firms(struct list *list, struct local_data *data,
                            lt_error *err)
{
    const lt_scope *scope = data->state->scope;
    const lt_csr *in = &scope->graph->supplies_in;

    for (uint32_t f = 0; f < scope->graph->firm_count; f++) {
        struct means means = {.by_value = 1};
        struct local_row *row = NULL;
        int shown = 0;

        if (scope->firm != LT_NONE ? f != scope->firm
                                   : !data->state->local_firm[f])
            continue;
        shown = mean_of_firm(&means, data, f) > 0 || f == scope->firm ||
                (scope->chain == LT_NONE && in->offset[f] < in->offset[f + 1]);
        if (!shown)
            continue;
        row = append(list, LOCAL_FIRM, f);
        if (row == NULL)
            return lt_fail_memory(err, "local rates");
        settle_means(row, &means);
        local_firm_purchases(row, data, f);
    }
    return LT_OK;
}

/* Products of a chain and of those below it, each once; @p pending and
 * @p products have room for all chains and products. Their number. */
static uint32_t products_of_chain(uint32_t *products, uint32_t *pending,
                                  struct local_data *data, uint32_t chain)
{
    const lt_graph *graph = data->state->scope->graph;
    const lt_csr *below = &data->chain_children;
    uint32_t left = 0;
    uint32_t count = 0;

    data->mark++;
    pending[left++] = chain;
    while (left > 0) {
        const uint32_t at = pending[--left];

        for (uint32_t s = graph->products_in.offset[at];
             s < graph->products_in.offset[at + 1]; s++) {
            const uint32_t product =
                graph->memberships[graph->products_in.item[s]].product;

            if (data->stamp[product] != data->mark)
                products[count++] = product;
            data->stamp[product] = data->mark;
        }
        for (uint32_t s = below->offset[at]; s < below->offset[at + 1]; s++)
            pending[left++] = below->item[s];
    }
    return count;
}

static lt_status add_chain(struct list *list, struct local_data *data,
                           uint32_t chain, const uint32_t *products,
                           uint32_t count, lt_error *err)
{
    const lt_state *state = data->state;
    struct means means = {.by_value = 1};
    struct local_row *row = NULL;
    uint32_t made = 0;

    for (uint32_t i = 0; i < count; i++) {
        const uint32_t p = products[i];

        if (!is_made(data, p))
            continue;
        add_product(&means, &data->local.rates[p],
                    state->stocks[p].capacity *
                        state->scope->graph->products[p].price);
        made++;
    }
    if (made == 0 && chain != state->scope->chain)
        return LT_OK;
    row = append(list, LOCAL_CHAIN, chain);
    if (row == NULL)
        return lt_fail_memory(err, "local rates");
    settle_means(row, &means);
    local_chain_purchases(row, data, products, count);
    return LT_OK;
}

static lt_status list_chains(struct list *list, struct local_data *data,
                             lt_error *err)
{
    const lt_scope *scope = data->state->scope;
    const lt_graph *graph = scope->graph;
    uint32_t *products =
        lt_alloc_array(graph->product_count, sizeof(*products));
    uint32_t *pending = lt_alloc_array(graph->chain_count, sizeof(*pending));
    lt_status status = LT_OK;

    if (products == NULL || pending == NULL) {
        status = lt_fail_memory(err, "chains");
        goto cleanup;
    }
    for (uint32_t c = 0; c < graph->chain_count && status == LT_OK; c++) {
        if (scope->chain != LT_NONE && !lt_chain_within(graph, c, scope->chain))
            continue;
        status = add_chain(list, data, c, products,
                           products_of_chain(products, pending, data, c), err);
    }
cleanup:
    free(pending);
    free(products);
    return status;
}

static const char *id_of(const lt_graph *graph, const struct local_row *row)
{
    if (row->kind == LOCAL_CHAIN)
        return graph->chains[row->index].id;
    return row->kind == LOCAL_FIRM ? graph->firms[row->index].id
                                   : graph->products[row->index].id;
}

/* A row and what it is sorted by. */
struct sortable {
    struct local_row row;
    const char *id;
};

static int compare_rows(const void *left, const void *right)
{
    const struct sortable *a = left;
    const struct sortable *b = right;
    int order = 0;

    if (a->row.kind != b->row.kind)
        return a->row.kind < b->row.kind ? -1 : 1;
    if (isnan(a->row.rate) != isnan(b->row.rate))
        return isnan(a->row.rate) ? 1 : -1;
    if (a->row.rate < b->row.rate || a->row.rate > b->row.rate)
        return a->row.rate < b->row.rate ? -1 : 1;
    order = strcmp(a->id, b->id);
    return order != 0
               ? order
               : (a->row.index > b->row.index) - (a->row.index < b->row.index);
}

/* Lowest rates first within each kind, unknown ones last. */
static lt_status sort_rows(struct list *list, const lt_graph *graph,
                           lt_error *err)
{
    struct sortable *rows = lt_alloc_array(list->count, sizeof(*rows));

    if (rows == NULL)
        return lt_fail_memory(err, "local rates");
    for (uint32_t i = 0; i < list->count; i++)
        rows[i] =
            (struct sortable){list->rows[i], id_of(graph, &list->rows[i])};
    if (list->count > 1)
        qsort(rows, list->count, sizeof(*rows), compare_rows);
    for (uint32_t i = 0; i < list->count; i++)
        list->rows[i] = rows[i].row;
    free(rows);
    return LT_OK;
}

/* The rows the scope asks for: one product or firm, or else all kinds. */
static lt_status list_rows(struct list *list, struct local_data *data,
                           lt_error *err)
{
    const lt_scope *scope = data->state->scope;
    const int narrowed = scope->product != LT_NONE || scope->firm != LT_NONE;
    lt_status status = LT_OK;

    if (!narrowed)
        LT_TRY(list_chains(list, data, err));
    if (!narrowed || scope->firm != LT_NONE)
        LT_TRY(list_firms(list, data, err));
    if (!narrowed || scope->product != LT_NONE)
        LT_TRY(list_products(list, data, err));
    LT_TRY(sort_rows(list, scope->graph, err));
cleanup:
    return status;
}

static lt_status group_chains(lt_csr *out, const lt_graph *graph, lt_error *err)
{
    uint32_t *parent = lt_alloc_array(graph->chain_count, sizeof(*parent));
    lt_status status = LT_OK;

    if (parent == NULL)
        return lt_fail_memory(err, "chains");
    for (uint32_t c = 0; c < graph->chain_count; c++)
        parent[c] = graph->chains[c].parent;
    status =
        lt_csr_build(out, graph->chain_count, parent, graph->chain_count, err);
    free(parent);
    return status;
}

static lt_status build_data(struct local_data *data, const lt_state *state,
                            lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    lt_status status = LT_OK;

    data->state = state;
    LT_TRY(lt_local_build(&data->local, state, err));
    LT_TRY(lt_holdings_build(&data->holdings, state, err));
    LT_TRY(lt_flows_build(&data->flows, state, err));
    LT_TRY(group_chains(&data->chain_children, graph, err));
    data->stamp = lt_alloc_array(graph->product_count, sizeof(*data->stamp));
    data->firm_stamp =
        lt_alloc_array(graph->firm_count, sizeof(*data->firm_stamp));
    if (data->stamp == NULL || data->firm_stamp == NULL)
        status = lt_fail_memory(err, "local rates");
cleanup:
    return status;
}

static void clear_data(struct local_data *data)
{
    free(data->firm_stamp);
    free(data->stamp);
    lt_csr_clear(&data->chain_children);
    lt_flows_clear(&data->flows);
    lt_holdings_clear(&data->holdings);
    lt_local_clear(&data->local);
}

static lt_status note(lt_answer *answer, const struct local_data *data,
                      lt_error *err)
{
    static const lt_phrase counting = {
        "可配套率只计一级必需投入中的物料：原料与能源、设备与服务配套另列；"
        "有覆盖率的按覆盖率折算，规格待核按一半计。",
        "the local rate counts essential material inputs of the first tier; "
        "raw materials and energy, and equipment and services, have rates of "
        "their own; known cover counts pro rata, unchecked specifications by "
        "half"};
    static const lt_phrase nothing = {
        "无企业供需数据（supplies），实际配套率未知。",
        "no supplies between firms: purchased rates are unknown"};
    static const lt_phrase valued = {
        "企业供需共{1}条，其中{2}条有金额或可按价格折算；"
        "coverage 列为各行可计入的比例。",
        "{1} supplies between firms, {2} of them with a value, stated or by "
        "price; the column coverage is the share that each row rests on"};
    const lt_flows *flows = &data->flows;
    const char *args[2] = {NULL, NULL};
    lt_status status = lt_answer_note(answer, counting, NULL, 0, err);

    if (status != LT_OK)
        return status;
    if (flows->used == 0)
        return lt_answer_note(answer, nothing, NULL, 0, err);
    args[0] = lt_arena_format(&answer->arena, "%u", flows->used);
    args[1] = lt_arena_format(&answer->arena, "%u", flows->valued);
    if (args[0] == NULL || args[1] == NULL)
        return lt_fail_memory(err, "notes");
    return lt_answer_note(answer, valued, args, 2, err);
}

/* Rates, rows and notes. */
static lt_status answer_local(lt_answer *out, struct local_data *data,
                              struct list *list, lt_error *err)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(list_rows(list, data, err));
    LT_TRY(lt_answer_section(&section, out, "local", NULL, local_columns,
                             LOCAL_COLUMNS, err));
    LT_TRY(local_write_rows(out, &section->table, data, list->rows, list->count,
                            err));
    LT_TRY(note(out, data, err));
    LT_TRY(lt_cite_capacities(out, data->state, err));
cleanup:
    return status;
}

lt_status lt_run_local(lt_answer *out, const lt_request *request, lt_error *err)
{
    struct local_data data = {.local = LT_LOCAL_EMPTY,
                              .holdings = LT_HOLDINGS_EMPTY,
                              .flows = LT_FLOWS_EMPTY,
                              .chain_children = LT_CSR_EMPTY};
    struct list list = {NULL, 0, 0};
    lt_status status = LT_OK;

    LT_TRY(lt_answer_caveats(out, request->state, err));
    LT_TRY(build_data(&data, request->state, err));
    LT_TRY(answer_local(out, &data, &list, err));
cleanup:
    free(list.rows);
    clear_data(&data);
    return status;
}
