/* Numbers by id: the same rows in another order give the same graph. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Where rows name sources; supplies and firms, which are many, keep theirs in
 * the facts. */
static const struct {
    lt_fact fact;
    uint32_t column;
} CITING[] = {
    {LT_PRODUCTS, LT_PRODUCT_SOURCE},  {LT_CHAINS, LT_CHAIN_SOURCE},
    {LT_PROCESSES, LT_PROCESS_SOURCE}, {LT_LINKS, LT_LINK_SOURCE},
    {LT_TARGETS, LT_TARGET_SOURCE},    {LT_STATEMENTS, LT_STATEMENT_SOURCE},
};

/* Sources are declared by being cited: all of them, before they are ordered. */
static lt_status declare_sources(lt_builder *builder)
{
    for (size_t i = 0; i < sizeof(CITING) / sizeof(CITING[0]); i++) {
        const lt_fact_rows *rows = &builder->facts->tables[CITING[i].fact];

        for (uint32_t row = 0;
             rows->text[CITING[i].column] != NULL && row < rows->count; row++) {
            uint32_t source = LT_NONE;
            lt_status status =
                lt_build_resolve(builder, &source, LT_SORT_SOURCE,
                                 CITING[i].fact, row, CITING[i].column, 1);

            if (status != LT_OK)
                return status;
        }
    }
    return LT_OK;
}

struct chain_context {
    lt_builder *builder;
    lt_place place;
};

static lt_status declare_chain(void *context, const char *text, size_t length)
{
    struct chain_context *chains = context;
    uint32_t chain = LT_NONE;

    return lt_build_resolve_text(chains->builder, &chain, LT_SORT_CHAIN,
                                 chains->place, text, length, 1);
}

/* Where no table lists them, chains are declared by products and links. */
static lt_status declare_chains(lt_builder *builder)
{
    static const struct {
        lt_fact fact;
        uint32_t column;
    } NAMING[] = {{LT_PRODUCTS, LT_PRODUCT_CHAINS}, {LT_LINKS, LT_LINK_CHAINS}};

    for (size_t i = 0;
         builder->open[LT_SORT_CHAIN] && i < sizeof(NAMING) / sizeof(NAMING[0]);
         i++) {
        const lt_fact_rows *rows = &builder->facts->tables[NAMING[i].fact];

        for (uint32_t row = 0;
             rows->text[NAMING[i].column] != NULL && row < rows->count; row++) {
            struct chain_context chains = {
                builder,
                lt_build_place(builder, NAMING[i].fact, row, NAMING[i].column)};
            lt_status status =
                lt_each_item(lt_facts_text(builder->facts, NAMING[i].fact, row,
                                           NAMING[i].column),
                             declare_chain, &chains);

            if (status != LT_OK)
                return status;
        }
    }
    return LT_OK;
}

/* A thing and the text it is ordered by. */
struct keyed {
    const char *id;
    uint32_t thing;
};

static int by_id(const void *left, const void *right)
{
    const struct keyed *a = left;
    const struct keyed *b = right;

    return strcmp(a->id, b->id);
}

/* number[thing] becomes its place among the ids. */
static lt_status number_sort(lt_builder *builder, enum lt_sort sort,
                             uint32_t *number)
{
    const uint32_t count = builder->count[sort];
    struct keyed *order = lt_alloc_array(count, sizeof(*order));
    uint32_t *rows = lt_alloc_array(count, sizeof(*rows));
    lt_symbol *ids = lt_alloc_array(count, sizeof(*ids));
    lt_status status = LT_OK;

    if (order == NULL || rows == NULL || ids == NULL) {
        status = lt_fail_memory(builder->err, "order");
        goto cleanup;
    }
    for (uint32_t i = 0; i < count; i++)
        order[i] = (struct keyed){
            lt_pool_text(builder->facts->pool, builder->id_of[sort][i]), i};
    if (count > 1)
        qsort(order, count, sizeof(*order), by_id);
    for (uint32_t i = 0; i < count; i++) {
        number[order[i].thing] = i;
        rows[i] = builder->row_of[sort][order[i].thing];
        ids[i] = builder->id_of[sort][order[i].thing];
    }
    for (uint32_t i = 0; i < count; i++) {
        builder->row_of[sort][i] = rows[i];
        builder->id_of[sort][i] = ids[i];
    }
    for (uint32_t i = 0;
         builder->known[sort] != NULL && i < builder->known_room; i++)
        if (builder->known[sort][i] < count)
            builder->known[sort][i] = number[builder->known[sort][i]];
    lt_names_renumber(builder->names[sort], number);

cleanup:
    free(order);
    free(rows);
    free(ids);
    return status;
}

static void renumber(uint32_t *thing, const uint32_t *number)
{
    if (*thing != LT_NONE)
        *thing = number[*thing];
}

/* Everything resolved so far refers to the old numbers. */
static void renumber_rows(lt_graph *graph, uint32_t *const *number)
{
    for (uint32_t i = 0; i < graph->link_count; i++) {
        renumber(&graph->links[i].from, number[LT_SORT_PRODUCT]);
        renumber(&graph->links[i].to, number[LT_SORT_PRODUCT]);
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        renumber(&graph->recipes[i].process, number[LT_SORT_PROCESS]);
        renumber(&graph->recipes[i].product, number[LT_SORT_PRODUCT]);
        renumber(&graph->recipes[i].source, number[LT_SORT_SOURCE]);
    }
    for (uint32_t i = 0; i < graph->capacity_count; i++) {
        renumber(&graph->capacities[i].region, number[LT_SORT_REGION]);
        renumber(&graph->capacities[i].product, number[LT_SORT_PRODUCT]);
        renumber(&graph->capacities[i].process, number[LT_SORT_PROCESS]);
        renumber(&graph->capacities[i].source, number[LT_SORT_SOURCE]);
    }
    for (uint32_t i = 0; i < graph->demand_count; i++) {
        renumber(&graph->demands[i].region, number[LT_SORT_REGION]);
        renumber(&graph->demands[i].product, number[LT_SORT_PRODUCT]);
        renumber(&graph->demands[i].source, number[LT_SORT_SOURCE]);
    }
    for (uint32_t i = 0; i < graph->project_count; i++) {
        renumber(&graph->projects[i].region, number[LT_SORT_REGION]);
        renumber(&graph->projects[i].product, number[LT_SORT_PRODUCT]);
        renumber(&graph->projects[i].source, number[LT_SORT_SOURCE]);
    }
}

lt_status lt_order_things(lt_builder *builder)
{
    static const enum lt_sort SORTS[] = {LT_SORT_SOURCE, LT_SORT_REGION,
                                         LT_SORT_CHAIN, LT_SORT_PRODUCT,
                                         LT_SORT_PROCESS};
    uint32_t *number[LT_SORT_COUNT] = {NULL};
    lt_status status = LT_OK;

    LT_TRY(declare_sources(builder));
    LT_TRY(declare_chains(builder));
    for (size_t i = 0; i < sizeof(SORTS) / sizeof(SORTS[0]); i++) {
        const enum lt_sort sort = SORTS[i];

        number[sort] = lt_alloc_array(builder->count[sort], sizeof(uint32_t));
        if (number[sort] == NULL) {
            status = lt_fail_memory(builder->err, "order");
            goto cleanup;
        }
        LT_TRY(number_sort(builder, sort, number[sort]));
    }
    renumber_rows(builder->graph, number);

cleanup:
    for (size_t i = 0; i < LT_SORT_COUNT; i++)
        free(number[i]);
    return status;
}
