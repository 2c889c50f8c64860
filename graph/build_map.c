/* The reference layer's things: sources, regions, chains and products. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const lt_builder *builder, lt_fact fact,
                           uint32_t row, uint32_t column)
{
    return row == LT_NONE ? ""
                          : lt_facts_text(builder->facts, fact, row, column);
}

static double number_of(const lt_builder *builder, lt_fact fact, uint32_t row,
                        uint32_t column)
{
    return row == LT_NONE ? (double)NAN
                          : lt_facts_number(builder->facts, fact, row, column);
}

static const char *id_text(const lt_builder *builder, enum lt_sort sort,
                           uint32_t thing)
{
    return lt_pool_text(builder->facts->pool, builder->id_of[sort][thing]);
}

static const char *name_or_id(const char *name, const char *id)
{
    return name[0] == '\0' ? id : name;
}

/* First four digits in a row of a date: "2022年4月" and "2022-04-26". */
static int32_t year_in(const char *date)
{
    for (const char *c = date; *c != '\0'; c++) {
        int digits = 0;

        while (c[digits] >= '0' && c[digits] <= '9')
            digits++;
        if (digits == 4 || digits == 8) {
            int year = 0;

            for (int i = 0; i < 4; i++)
                year = year * 10 + (c[i] - '0');
            return year;
        }
        if (digits > 0)
            c += digits - 1;
    }
    return 0;
}

lt_status lt_build_sources(lt_builder *builder)
{
    lt_status status = lt_build_entities(builder, LT_SORT_SOURCE, LT_SOURCES,
                                         UINT32_MAX, UINT32_MAX, UINT32_MAX);

    /* A source named without an entry is still a source. */
    builder->open[LT_SORT_SOURCE] = 1;
    return status;
}

/* Sources are declared by being cited, so they are listed last of all. */
static lt_status list_sources(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_SOURCE];

    graph->sources = lt_alloc_array(count, sizeof(*graph->sources));
    if (graph->sources == NULL)
        return lt_fail_memory(builder->err, "sources");
    graph->source_count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = builder->row_of[LT_SORT_SOURCE][i];
        lt_source *source = &graph->sources[i];

        source->id = id_text(builder, LT_SORT_SOURCE, i);
        source->title = name_or_id(
            text_of(builder, LT_SOURCES, row, LT_SOURCE_TITLE), source->id);
        source->number = text_of(builder, LT_SOURCES, row, LT_SOURCE_NUMBER);
        source->url = text_of(builder, LT_SOURCES, row, LT_SOURCE_URL);
        source->year =
            year_in(text_of(builder, LT_SOURCES, row, LT_SOURCE_DATE));
        if (source->year == 0)
            source->year = year_in(source->number);
        source->row = row;
    }
    return LT_OK;
}

/*
 * Cut every parent chain that runs into itself and note the thing where it
 * does. `state` 0 not seen, 1 on the walk, 2 known to reach a root.
 */
static lt_status cut_cycles(lt_builder *builder, uint32_t *parent,
                            uint32_t count, enum lt_sort sort, lt_fact fact,
                            uint32_t column, lt_code code)
{
    uint8_t *state = lt_alloc_array(count, sizeof(*state));

    if (state == NULL)
        return lt_fail_memory(builder->err, "parents");
    for (uint32_t start = 0; start < count; start++) {
        uint32_t at = start;

        while (at != LT_NONE && state[at] == 0) {
            state[at] = 1;
            if (parent[at] != LT_NONE && state[parent[at]] == 1) {
                uint32_t row = builder->row_of[sort][at];

                lt_diagnose(builder->diagnostics, code,
                            lt_build_place(builder, fact, row, column),
                            id_text(builder, sort, at),
                            id_text(builder, sort, parent[at]), NULL);
                parent[at] = LT_NONE;
            }
            at = parent[at];
        }
        for (at = start; at != LT_NONE && state[at] == 1; at = parent[at])
            state[at] = 2;
    }
    free(state);
    return LT_OK;
}

/* Parents of all things of a tree-like sort, cycles cut. */
static lt_status resolve_parents(lt_builder *builder, uint32_t **out,
                                 enum lt_sort sort, lt_fact fact,
                                 uint32_t column, lt_code code)
{
    uint32_t count = builder->count[sort];
    uint32_t *parent = lt_alloc_array(count, sizeof(*parent));
    lt_status status = LT_OK;

    *out = parent;
    if (parent == NULL)
        return lt_fail_memory(builder->err, "parents");
    for (uint32_t i = 0; i < count; i++) {
        parent[i] = LT_NONE;
        if (builder->row_of[sort][i] == LT_NONE)
            continue;
        status = lt_build_resolve(builder, &parent[i], sort, fact,
                                  builder->row_of[sort][i], column, 0);
        if (status != LT_OK)
            return status;
    }
    return cut_cycles(builder, parent, count, sort, fact, column, code);
}

lt_status lt_build_regions(lt_builder *builder)
{
    return lt_build_entities(builder, LT_SORT_REGION, LT_REGIONS,
                             LT_REGION_NAME, UINT32_MAX, UINT32_MAX);
}

/* Where no table lists them regions are declared by firms and capacities. */
static lt_status list_regions(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_REGION];
    uint32_t *parent = NULL;
    lt_status status = LT_OK;

    LT_TRY(resolve_parents(builder, &parent, LT_SORT_REGION, LT_REGIONS,
                           LT_REGION_PARENT, LT_E_REGION_CYCLE));
    graph->regions = lt_alloc_array(count, sizeof(*graph->regions));
    if (graph->regions == NULL) {
        status = lt_fail_memory(builder->err, "regions");
        goto cleanup;
    }
    graph->region_count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = builder->row_of[LT_SORT_REGION][i];
        lt_region *region = &graph->regions[i];

        region->id = id_text(builder, LT_SORT_REGION, i);
        region->name = name_or_id(
            text_of(builder, LT_REGIONS, row, LT_REGION_NAME), region->id);
        region->kind = text_of(builder, LT_REGIONS, row, LT_REGION_KIND);
        region->parent = parent[i];
        region->row = row;
    }
    status = lt_csr_build(&graph->region_children, count, parent, count,
                          builder->err);

cleanup:
    free(parent);
    return status;
}

lt_status lt_build_chains(lt_builder *builder)
{
    return lt_build_entities(builder, LT_SORT_CHAIN, LT_CHAINS, LT_CHAIN_NAME,
                             LT_CHAIN_NAME_EN, UINT32_MAX);
}

static void fill_chain(lt_builder *builder, lt_chain *chain, uint32_t index)
{
    uint32_t row = builder->row_of[LT_SORT_CHAIN][index];
    double complete = number_of(builder, LT_CHAINS, row, LT_CHAIN_COMPLETE);

    chain->id = id_text(builder, LT_SORT_CHAIN, index);
    chain->name =
        name_or_id(text_of(builder, LT_CHAINS, row, LT_CHAIN_NAME), chain->id);
    chain->name_en = text_of(builder, LT_CHAINS, row, LT_CHAIN_NAME_EN);
    chain->roles = text_of(builder, LT_CHAINS, row, LT_CHAIN_ROLES);
    chain->chief = text_of(builder, LT_CHAINS, row, LT_CHAIN_CHIEF);
    chain->department = text_of(builder, LT_CHAINS, row, LT_CHAIN_DEPARTMENT);
    chain->complete = isnan(complete) ? 0 : (int32_t)complete;
    chain->row = row;
    chain->source = LT_NONE;
}

static lt_status list_chains(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_CHAIN];
    uint32_t *parent = NULL;
    lt_status status = LT_OK;

    LT_TRY(resolve_parents(builder, &parent, LT_SORT_CHAIN, LT_CHAINS,
                           LT_CHAIN_PARENT, LT_E_CHAIN_CYCLE));
    graph->chains = lt_alloc_array(count, sizeof(*graph->chains));
    if (graph->chains == NULL) {
        status = lt_fail_memory(builder->err, "chains");
        goto cleanup;
    }
    graph->chain_count = count;
    for (uint32_t i = 0; i < count; i++) {
        lt_chain *chain = &graph->chains[i];

        fill_chain(builder, chain, i);
        chain->parent = parent[i];
        if (chain->row != LT_NONE)
            LT_TRY(lt_build_resolve(builder, &chain->source, LT_SORT_SOURCE,
                                    LT_CHAINS, chain->row, LT_CHAIN_SOURCE, 1));
    }

cleanup:
    free(parent);
    return status;
}

/* A growing list of memberships. */
struct membership_list {
    lt_builder *builder;
    lt_membership *items;
    uint32_t count;
    uint32_t room;
    uint32_t product;
    lt_place place;
};

static lt_status add_membership(struct membership_list *list, uint32_t product,
                                uint32_t chain)
{
    if (list->count == list->room) {
        uint32_t room = list->room == 0 ? 256 : list->room * 2;
        lt_membership *items = lt_grow_array(list->items, room, sizeof(*items));

        if (items == NULL)
            return lt_fail_memory(list->builder->err, "chains of products");
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = (lt_membership){product, chain};
    return LT_OK;
}

static lt_status take_membership(void *context, const char *text, size_t length)
{
    struct membership_list *list = context;
    uint32_t chain = LT_NONE;
    lt_status status = lt_build_resolve_text(
        list->builder, &chain, LT_SORT_CHAIN, list->place, text, length, 1);

    if (status != LT_OK || chain == LT_NONE)
        return status;
    for (uint32_t i = list->count; i > 0; i--) {
        if (list->items[i - 1].product != list->product)
            break;
        if (list->items[i - 1].chain == chain)
            return LT_OK;
    }
    return add_membership(list, list->product, chain);
}

static int by_product_then_chain_id(const lt_builder *builder,
                                    const lt_membership *a,
                                    const lt_membership *b)
{
    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    return strcmp(id_text(builder, LT_SORT_CHAIN, a->chain),
                  id_text(builder, LT_SORT_CHAIN, b->chain));
}

/* Shell sort: few rows, no context argument in C11's qsort. */
static void sort_memberships(const lt_builder *builder, lt_membership *items,
                             uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < count; i++) {
            lt_membership item = items[i];
            uint32_t j = i;

            while (j >= gap && by_product_then_chain_id(builder, &item,
                                                        &items[j - gap]) < 0) {
                items[j] = items[j - gap];
                j -= gap;
            }
            items[j] = item;
        }
}

/* Products that no table lists belong to the chains of their links. */
static lt_status memberships_of_links(struct membership_list *list)
{
    lt_builder *builder = list->builder;
    const lt_graph *graph = builder->graph;
    uint32_t given = list->count;
    uint32_t kept = given;
    lt_status status = LT_OK;

    for (uint32_t i = 0; status == LT_OK && i < graph->link_count; i++) {
        const char *chains =
            lt_facts_text(builder->facts, LT_LINKS, i, LT_LINK_CHAINS);
        const uint32_t ends[2] = {graph->links[i].from, graph->links[i].to};

        for (size_t e = 0; status == LT_OK && chains[0] != '\0' && e < 2; e++) {
            if (ends[e] == LT_NONE ||
                builder->row_of[LT_SORT_PRODUCT][ends[e]] != LT_NONE)
                continue;
            list->product = ends[e];
            list->place = lt_build_place(builder, LT_LINKS, i, LT_LINK_CHAINS);
            status = lt_each_item(chains, take_membership, list);
        }
    }
    if (status != LT_OK || list->count == given)
        return status;
    sort_memberships(builder, list->items + given, list->count - given);
    for (uint32_t i = given; i < list->count; i++)
        if (i == given ||
            list->items[i].product != list->items[kept - 1].product ||
            list->items[i].chain != list->items[kept - 1].chain)
            list->items[kept++] = list->items[i];
    list->count = kept;
    return LT_OK;
}

/* The memberships of all products, home chains first. */
static lt_status list_memberships(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    struct membership_list list = {0};
    lt_status status = LT_OK;

    list.builder = builder;
    for (uint32_t p = 0; status == LT_OK && p < graph->product_count; p++) {
        uint32_t row = graph->products[p].row;

        if (row == LT_NONE)
            continue;
        list.product = p;
        list.place =
            lt_build_place(builder, LT_PRODUCTS, row, LT_PRODUCT_CHAINS);
        status =
            lt_each_item(text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_CHAINS),
                         take_membership, &list);
    }
    if (status == LT_OK)
        status = memberships_of_links(&list);
    graph->memberships = list.items;
    graph->membership_count = list.count;
    for (uint32_t i = list.count; i > 0; i--)
        graph->products[list.items[i - 1].product].home_chain =
            list.items[i - 1].chain;
    return status;
}

static lt_status fill_product(lt_builder *builder, lt_product *product,
                              uint32_t index)
{
    uint32_t row = builder->row_of[LT_SORT_PRODUCT][index];
    const char *unit = text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_UNIT);

    product->id = id_text(builder, LT_SORT_PRODUCT, index);
    product->name = name_or_id(
        text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_NAME), product->id);
    product->name_en = text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_NAME_EN);
    product->unit = LT_UNIT_NONE;
    product->stage = LT_STAGE_UNKNOWN;
    product->base_class = LT_BASE_CLASS_NONE;
    product->home_chain = LT_NONE;
    product->source = LT_NONE;
    product->price = number_of(builder, LT_PRODUCTS, row, LT_PRODUCT_PRICE);
    product->importance =
        number_of(builder, LT_PRODUCTS, row, LT_PRODUCT_IMPORTANCE);
    product->row = row;
    if (row == LT_NONE)
        return LT_OK;
    product->stage = (lt_stage)lt_build_choice(
        builder, LT_PRODUCTS, row, LT_PRODUCT_STAGE, LT_STAGE_UNKNOWN);
    product->base_class = (lt_base_class)lt_build_choice(
        builder, LT_PRODUCTS, row, LT_PRODUCT_BASE_CLASS, LT_BASE_CLASS_NONE);
    if (unit[0] != '\0' && !lt_unit_parse(&product->unit, unit))
        lt_diagnose(builder->diagnostics, LT_E_UNKNOWN_UNIT,
                    lt_build_place(builder, LT_PRODUCTS, row, LT_PRODUCT_UNIT),
                    unit, NULL, NULL);
    if (product->importance > 1.0)
        lt_diagnose(
            builder->diagnostics, LT_E_OUT_OF_RANGE,
            lt_build_place(builder, LT_PRODUCTS, row, LT_PRODUCT_IMPORTANCE),
            text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_IMPORTANCE),
            "importance", "0 – 1");
    return lt_build_resolve(builder, &product->source, LT_SORT_SOURCE,
                            LT_PRODUCTS, row, LT_PRODUCT_SOURCE, 1);
}

/* Explicit names of products, to find one that two of them claim. */
struct claim_context {
    lt_builder *builder;
    lt_pool *pool;
    uint32_t *owner;
    uint32_t owner_room;
    uint32_t product;
    uint32_t column;
};

static lt_status claim(void *context, const char *text, size_t length)
{
    struct claim_context *claims = context;
    lt_builder *builder = claims->builder;
    char *normal = lt_name_normal(text, length);
    lt_symbol symbol = LT_SYMBOL_NONE;

    if (normal != NULL)
        symbol = lt_pool_add(claims->pool, normal, strlen(normal));
    free(normal);
    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(builder->err, "names");
    if (symbol >= claims->owner_room) {
        uint32_t room = symbol * 2 + 64;
        uint32_t *owner = lt_grow_array(claims->owner, room, sizeof(*owner));

        if (owner == NULL)
            return lt_fail_memory(builder->err, "names");
        for (uint32_t i = claims->owner_room; i < room; i++)
            owner[i] = LT_NONE;
        claims->owner = owner;
        claims->owner_room = room;
    }
    if (claims->owner[symbol] != LT_NONE &&
        claims->owner[symbol] != claims->product) {
        char both[LT_PLACE_BYTES];

        (void)snprintf(both, sizeof(both), "%s, %s",
                       id_text(builder, LT_SORT_PRODUCT, claims->owner[symbol]),
                       id_text(builder, LT_SORT_PRODUCT, claims->product));
        lt_diagnose(
            builder->diagnostics, LT_E_NAME_TAKEN,
            lt_build_place(builder, LT_PRODUCTS,
                           builder->row_of[LT_SORT_PRODUCT][claims->product],
                           claims->column),
            lt_pool_text(claims->pool, symbol), both, NULL);
        return LT_OK;
    }
    claims->owner[symbol] = claims->product;
    return LT_OK;
}

/* A name or alias that two products claim is a mistake of the table. */
static lt_status check_claims(lt_builder *builder)
{
    struct claim_context claims = {builder, lt_pool_new(), NULL, 0, 0, 0};
    lt_status status = LT_OK;

    if (claims.pool == NULL)
        return lt_fail_memory(builder->err, "names");
    for (uint32_t p = 0; p < builder->count[LT_SORT_PRODUCT]; p++) {
        uint32_t row = builder->row_of[LT_SORT_PRODUCT][p];
        const char *name = NULL;

        claims.product = p;
        claims.column = LT_PRODUCT_NAME;
        name = text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_NAME);
        if (name[0] != '\0')
            LT_TRY(claim(&claims, name, strlen(name)));
        claims.column = LT_PRODUCT_ALIASES;
        LT_TRY(
            lt_each_item(text_of(builder, LT_PRODUCTS, row, LT_PRODUCT_ALIASES),
                         claim, &claims));
    }

cleanup:
    free(claims.owner);
    lt_pool_free(claims.pool);
    return status;
}

lt_status lt_build_products(lt_builder *builder)
{
    lt_status status = lt_build_entities(builder, LT_SORT_PRODUCT, LT_PRODUCTS,
                                         LT_PRODUCT_NAME, LT_PRODUCT_NAME_EN,
                                         LT_PRODUCT_ALIASES);

    if (status == LT_OK)
        status = check_claims(builder);
    return status;
}

lt_status lt_list_products(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_PRODUCT];
    lt_status status = LT_OK;

    graph->products = lt_alloc_array(count, sizeof(*graph->products));
    if (graph->products == NULL)
        return lt_fail_memory(builder->err, "products");
    graph->product_count = count;
    for (uint32_t i = 0; i < count; i++)
        LT_TRY(fill_product(builder, &graph->products[i], i));

cleanup:
    return status;
}

lt_status lt_list_places(lt_builder *builder)
{
    lt_status status = LT_OK;

    LT_TRY(list_memberships(builder));
    LT_TRY(list_chains(builder));
    LT_TRY(list_regions(builder));
    LT_TRY(list_sources(builder));

cleanup:
    return status;
}
