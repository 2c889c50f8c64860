#include "graph/things.h"

#include "graph/alloc.h"
#include "graph/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_COLUMN UINT32_MAX

static const struct {
    lt_phrase word;
    lt_fact fact;
    uint32_t name, name_en, aliases;
} KINDS[LT_THING_KINDS] = {
    [LT_THING_PRODUCT] = {{"产品", "product"},
                          LT_PRODUCTS,
                          LT_PRODUCT_NAME,
                          LT_PRODUCT_NAME_EN,
                          LT_PRODUCT_ALIASES},
    [LT_THING_FIRM] =
        {{"企业", "firm"}, LT_FIRMS, LT_FIRM_NAME, NO_COLUMN, LT_FIRM_ALIASES},
    [LT_THING_CHAIN] = {{"产业链", "chain"},
                        LT_CHAINS,
                        LT_CHAIN_NAME,
                        LT_CHAIN_NAME_EN,
                        NO_COLUMN},
    [LT_THING_REGION] =
        {{"区域", "region"}, LT_REGIONS, LT_REGION_NAME, NO_COLUMN, NO_COLUMN},
};

enum shape { PLAIN, LIST, SUBJECT };

/* The columns that name things. */
static const struct {
    lt_thing_kind kind;
    lt_fact fact;
    uint32_t column;
    enum shape shape;
} MENTIONS[] = {
    {LT_THING_PRODUCT, LT_PROCESSES, LT_PROCESS_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_RECIPES, LT_RECIPE_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_LINKS, LT_LINK_FROM, PLAIN},
    {LT_THING_PRODUCT, LT_LINKS, LT_LINK_TO, PLAIN},
    {LT_THING_PRODUCT, LT_CAPACITIES, LT_CAPACITY_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_SUPPLIES, LT_SUPPLY_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_DEMANDS, LT_DEMAND_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_PROJECTS, LT_PROJECT_PRODUCT, PLAIN},
    {LT_THING_PRODUCT, LT_TARGETS, LT_TARGET_SUBJECT, SUBJECT},
    {LT_THING_PRODUCT, LT_STATEMENTS, LT_STATEMENT_SUBJECT, SUBJECT},
    {LT_THING_FIRM, LT_CAPACITIES, LT_CAPACITY_FIRM, PLAIN},
    {LT_THING_FIRM, LT_SUPPLIES, LT_SUPPLY_SUPPLIER, PLAIN},
    {LT_THING_FIRM, LT_SUPPLIES, LT_SUPPLY_CUSTOMER, PLAIN},
    {LT_THING_FIRM, LT_PROJECTS, LT_PROJECT_FIRM, PLAIN},
    {LT_THING_FIRM, LT_TARGETS, LT_TARGET_SUBJECT, SUBJECT},
    {LT_THING_FIRM, LT_STATEMENTS, LT_STATEMENT_SUBJECT, SUBJECT},
    {LT_THING_CHAIN, LT_CHAINS, LT_CHAIN_PARENT, PLAIN},
    {LT_THING_CHAIN, LT_PRODUCTS, LT_PRODUCT_CHAINS, LIST},
    {LT_THING_CHAIN, LT_LINKS, LT_LINK_CHAINS, LIST},
    {LT_THING_CHAIN, LT_TARGETS, LT_TARGET_SUBJECT, SUBJECT},
    {LT_THING_CHAIN, LT_STATEMENTS, LT_STATEMENT_SUBJECT, SUBJECT},
    {LT_THING_REGION, LT_REGIONS, LT_REGION_PARENT, PLAIN},
    {LT_THING_REGION, LT_FIRMS, LT_FIRM_REGION, PLAIN},
    {LT_THING_REGION, LT_CAPACITIES, LT_CAPACITY_REGION, PLAIN},
    {LT_THING_REGION, LT_DEMANDS, LT_DEMAND_REGION, PLAIN},
    {LT_THING_REGION, LT_PROJECTS, LT_PROJECT_REGION, PLAIN},
    {LT_THING_REGION, LT_TARGETS, LT_TARGET_SUBJECT, SUBJECT},
    {LT_THING_REGION, LT_STATEMENTS, LT_STATEMENT_SUBJECT, SUBJECT},
};

lt_fact lt_thing_fact(lt_thing_kind kind)
{
    return KINDS[kind].fact;
}

lt_phrase lt_thing_word(lt_thing_kind kind)
{
    return KINDS[kind].word;
}

/* What is called with the items of a cell. */
struct visit {
    lt_facts *facts;
    lt_mention_fn each;
    void *context;
    lt_error *err;
    lt_arena arena; /* Of lists that are written anew. */
    const char *joined;
    int changed;
};

static lt_status visit_item(void *context, const char *text, size_t length)
{
    struct visit *visit = context;
    const lt_symbol before = lt_pool_add(visit->facts->pool, text, length);
    lt_symbol after = before;
    lt_status status = LT_OK;

    if (before == LT_SYMBOL_NONE)
        return lt_fail_memory(visit->err, "names");
    status = visit->each(visit->context, &after, visit->err);
    if (status != LT_OK)
        return status;
    visit->changed |= after != before;
    visit->joined = lt_arena_format(&visit->arena, "%s%s%s", visit->joined,
                                    visit->joined[0] == '\0' ? "" : ";",
                                    lt_pool_text(visit->facts->pool, after));
    return visit->joined == NULL ? lt_fail_memory(visit->err, "names") : LT_OK;
}

static lt_status put(struct visit *visit, lt_symbol *cell, const char *text)
{
    *cell = lt_pool_add(visit->facts->pool, text, strlen(text));
    return *cell == LT_SYMBOL_NONE ? lt_fail_memory(visit->err, "names")
                                   : LT_OK;
}

static lt_status visit_list(struct visit *visit, lt_symbol *cell)
{
    lt_status status = LT_OK;

    visit->joined = "";
    visit->changed = 0;
    status = lt_each_item(lt_pool_text(visit->facts->pool, *cell), visit_item,
                          visit);
    if (status == LT_OK && visit->changed)
        status = put(visit, cell, visit->joined);
    lt_arena_clear(&visit->arena);
    return status;
}

/* "product:id" of the kind looked for; anything else is left alone. */
static lt_status visit_subject(struct visit *visit, lt_symbol *cell,
                               lt_thing_kind kind)
{
    const char *const words[] = {KINDS[kind].word.en, KINDS[kind].word.zh};
    const char *text = lt_pool_text(visit->facts->pool, *cell);

    for (size_t i = 0; i < 2; i++) {
        const size_t length = strlen(words[i]);
        const char *item = text + length;
        lt_status status = LT_OK;

        if (strncmp(text, words[i], length) != 0)
            continue;
        if (*item == ':')
            item++;
        else if (strncmp(item, "：", strlen("：")) == 0)
            item += strlen("：");
        else
            continue;
        visit->joined = "";
        visit->changed = 0;
        status = visit_item(visit, item, strlen(item));
        if (status == LT_OK && visit->changed) {
            const char *whole =
                lt_arena_format(&visit->arena, "%.*s%s", (int)(item - text),
                                text, visit->joined);

            status = whole == NULL ? lt_fail_memory(visit->err, "names")
                                   : put(visit, cell, whole);
        }
        lt_arena_clear(&visit->arena);
        return status;
    }
    return LT_OK;
}

static lt_status visit_cell(struct visit *visit, lt_symbol *cell,
                            enum shape shape, lt_thing_kind kind)
{
    if (*cell == 0)
        return LT_OK;
    if (shape == LIST)
        return visit_list(visit, cell);
    if (shape == SUBJECT)
        return visit_subject(visit, cell, kind);
    return visit->each(visit->context, cell, visit->err);
}

lt_status lt_things_each_mention(lt_facts *facts, lt_thing_kind kind,
                                 lt_mention_fn each, void *context,
                                 lt_error *err)
{
    struct visit visit = {.facts = facts,
                          .each = each,
                          .context = context,
                          .err = err,
                          .arena = LT_ARENA_EMPTY,
                          .joined = ""};
    lt_status status = LT_OK;

    for (size_t i = 0; i < sizeof(MENTIONS) / sizeof(*MENTIONS); i++) {
        const lt_fact_rows *rows = &facts->tables[MENTIONS[i].fact];
        lt_symbol *cells = rows->text[MENTIONS[i].column];

        for (uint32_t row = 0;
             MENTIONS[i].kind == kind && cells != NULL && row < rows->count;
             row++) {
            status = visit_cell(&visit, &cells[row], MENTIONS[i].shape, kind);
            if (status != LT_OK)
                return status;
        }
    }
    return LT_OK;
}

static lt_status add_thing(lt_things *things, lt_symbol id, lt_symbol name,
                           uint32_t row, lt_error *err)
{
    lt_status status = LT_OK;

    if (things->count == things->room) {
        const uint32_t room = things->room == 0 ? 64 : things->room * 2;
        lt_thing *list = lt_grow_array(things->list, room, sizeof(*list));

        if (list == NULL)
            return lt_fail_memory(err, "names");
        things->list = list;
        things->room = room;
    }
    things->list[things->count] = (lt_thing){id, name, row};
    status =
        lt_names_add_symbol(things->names, LT_NAME_ID, id, things->count, err);
    if (status == LT_OK)
        status = lt_names_add_symbol(things->names, LT_NAME_NAME, name,
                                     things->count, err);
    things->count++;
    return status;
}

struct alias_of {
    lt_things *things;
    lt_pool *pool;
    uint32_t thing;
    lt_error *err;
};

static lt_status add_alias(void *context, const char *text, size_t length)
{
    const struct alias_of *of = context;
    const lt_symbol symbol = lt_pool_add(of->pool, text, length);

    return lt_names_add_symbol(of->things->names, LT_NAME_NAME, symbol,
                               of->thing, of->err);
}

static lt_symbol cell_of(const lt_fact_rows *rows, uint32_t column,
                         uint32_t row)
{
    return column == NO_COLUMN || rows->text[column] == NULL
               ? 0
               : rows->text[column][row];
}

/* One row of the table that lists the things; further rows of an id add names.
 */
static lt_status take_row(lt_things *things, lt_facts *facts, uint32_t row,
                          lt_error *err)
{
    const lt_thing_kind kind = things->kind;
    const lt_fact_rows *rows = &facts->tables[KINDS[kind].fact];
    const lt_symbol id = cell_of(rows, 0, row);
    const lt_symbol name = cell_of(rows, KINDS[kind].name, row);
    const lt_symbol english = cell_of(rows, KINDS[kind].name_en, row);
    const lt_symbol aliases = cell_of(rows, KINDS[kind].aliases, row);
    struct alias_of of = {things, facts->pool, 0, err};
    lt_status status = LT_OK;

    if (id == 0)
        return LT_OK;
    of.thing = lt_names_find_symbol(things->names, id);
    if (of.thing >= things->count || things->list[of.thing].id != id) {
        of.thing = things->count;
        LT_TRY(add_thing(things, id, name == 0 ? id : name, row, err));
    }
    LT_TRY(
        lt_names_add_symbol(things->names, LT_NAME_NAME, name, of.thing, err));
    LT_TRY(lt_names_add_symbol(things->names, LT_NAME_NAME, english, of.thing,
                               err));
    LT_TRY(lt_each_item(lt_pool_text(facts->pool, aliases), add_alias, &of));
cleanup:
    return status;
}

/* A name that no thing answers to is a thing of its own. The type is that of
 * lt_mention_fn. NOLINTNEXTLINE(readability-non-const-parameter) */
static lt_status take_mention(void *context, lt_symbol *text, lt_error *err)
{
    lt_things *things = context;

    if (lt_names_find_symbol(things->names, *text) != LT_NAME_UNKNOWN)
        return LT_OK;
    return add_thing(things, *text, *text, UINT32_MAX, err);
}

lt_status lt_things_list(lt_things *out, lt_facts *facts, lt_thing_kind kind,
                         lt_error *err)
{
    const uint32_t rows = facts->tables[KINDS[kind].fact].count;
    lt_status status = LT_OK;

    *out = LT_THINGS_EMPTY;
    out->kind = kind;
    out->names = lt_names_new_in(facts->pool);
    if (out->names == NULL)
        return lt_fail_memory(err, "names");
    for (uint32_t row = 0; row < rows; row++)
        LT_TRY(take_row(out, facts, row, err));
    LT_TRY(lt_things_each_mention(facts, kind, take_mention, out, err));
cleanup:
    if (status != LT_OK)
        lt_things_clear(out);
    return status;
}

void lt_things_clear(lt_things *things)
{
    lt_names_free(things->names);
    free(things->list);
    *things = LT_THINGS_EMPTY;
}
