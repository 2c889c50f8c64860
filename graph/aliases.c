#include "graph/aliases.h"

#include "graph/alloc.h"
#include "graph/build.h"
#include "graph/things.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Things of one kind while groups make some of them one. */
struct joining {
    lt_facts *facts;
    const lt_facts *list;
    lt_things things;
    uint32_t *into;       /* thing → the one that stands for it. */
    uint32_t first_alias; /* Of this kind, among those of the facts. */
    lt_diagnostics *diagnostics;
    lt_error *err;
};

/* The groups that named something of any kind. */
struct groups {
    uint8_t *used; /* row of the list → 1. */
};

/* One group while it is read. */
struct group {
    struct joining *joining;
    uint32_t row;
    uint32_t stands; /* LT_NONE: no name of it is known so far. */
};

static uint32_t root_of(const struct joining *joining, uint32_t thing)
{
    while (joining->into[thing] != thing)
        thing = joining->into[thing];
    return thing;
}

static uint32_t find(const struct joining *joining, const char *text)
{
    const uint32_t thing = lt_names_find(joining->things.names, text);

    return thing < joining->things.count ? root_of(joining, thing) : LT_NONE;
}

static const char *id_text(const struct joining *joining, uint32_t thing)
{
    return lt_pool_text(joining->facts->pool, joining->things.list[thing].id);
}

/* Let the graph to come know another name of a thing. */
static lt_status keep_name(struct joining *joining, uint32_t thing,
                           lt_symbol name)
{
    lt_facts *facts = joining->facts;
    lt_fact_alias *grown = lt_grow_array(
        facts->aliases, (size_t)facts->alias_count + 1, sizeof(*grown));

    if (grown == NULL)
        return lt_fail_memory(joining->err, "aliases");
    facts->aliases = grown;
    grown[facts->alias_count++] =
        (lt_fact_alias){lt_thing_fact(joining->things.kind),
                        joining->things.list[thing].id, name};
    return LT_OK;
}

static lt_status join(struct group *group, uint32_t other)
{
    struct joining *joining = group->joining;
    const lt_thing *thing = &joining->things.list[other];

    lt_diagnose(
        joining->diagnostics, LT_N_ALIAS_MERGED,
        lt_facts_place(joining->list, LT_PRODUCTS, group->row, UINT32_MAX),
        id_text(joining, other), id_text(joining, group->stands), NULL);
    joining->into[other] = group->stands;
    if (keep_name(joining, group->stands, thing->id) != LT_OK)
        return LT_ERR_NOMEM;
    return thing->name == thing->id
               ? LT_OK
               : keep_name(joining, group->stands, thing->name);
}

/* A name of the group: of the thing that stands, of another, or new. */
static lt_status take_name(void *context, const char *text, size_t length)
{
    struct group *group = context;
    struct joining *joining = group->joining;
    const lt_symbol symbol = lt_pool_add(joining->facts->pool, text, length);
    uint32_t thing = LT_NONE;

    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(joining->err, "aliases");
    text = lt_pool_text(joining->facts->pool, symbol);
    thing = find(joining, text);
    if (thing == group->stands)
        return LT_OK;
    if (thing != LT_NONE)
        return join(group, thing);
    if (lt_names_find(joining->things.names, text) == LT_NAME_AMBIGUOUS)
        return LT_OK;
    return keep_name(joining, group->stands, symbol);
}

/* The first of the aliases that names something stands for the group. */
static lt_status find_stand(void *context, const char *text, size_t length)
{
    struct group *group = context;
    const struct joining *joining = group->joining;
    const lt_symbol symbol = lt_pool_add(joining->facts->pool, text, length);

    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(joining->err, "aliases");
    if (group->stands == LT_NONE)
        group->stands =
            find(joining, lt_pool_text(joining->facts->pool, symbol));
    return LT_OK;
}

static lt_status take_group(struct joining *joining, uint32_t row,
                            struct groups *groups)
{
    struct group group = {joining, row, LT_NONE};
    const char *id =
        lt_facts_text(joining->list, LT_PRODUCTS, row, LT_PRODUCT_ID);
    const char *aliases =
        lt_facts_text(joining->list, LT_PRODUCTS, row, LT_PRODUCT_ALIASES);
    lt_status status = LT_OK;

    if (id[0] == '\0')
        return LT_OK;
    LT_TRY(find_stand(&group, id, strlen(id)));
    LT_TRY(lt_each_item(aliases, find_stand, &group));
    if (group.stands == LT_NONE)
        return LT_OK;
    groups->used[row] = 1;
    LT_TRY(take_name(&group, id, strlen(id)));
    LT_TRY(lt_each_item(aliases, take_name, &group));
cleanup:
    return status;
}

/* What a row of the list says it is about; "" where it does not. */
static const char *kind_text(const lt_facts *list, uint32_t row)
{
    static const char *const HEADERS[] = {"kind", "type", "类型", "类别",
                                          "种类"};
    const lt_fact_rows *rows = &list->tables[LT_PRODUCTS];

    for (uint32_t e = 0; e < rows->extra_count; e++)
        for (size_t h = 0; h < sizeof(HEADERS) / sizeof(*HEADERS); h++)
            if (strcmp(lt_pool_text(list->pool, rows->extras[e].name),
                       HEADERS[h]) == 0)
                return lt_pool_text(list->pool, rows->extras[e].cells[row]);
    return "";
}

static int is_about(const lt_facts *list, uint32_t row, lt_thing_kind kind)
{
    const char *text = kind_text(list, row);
    const lt_phrase word = lt_thing_word(kind);

    return text[0] == '\0' || strcmp(text, word.en) == 0 ||
           strcmp(text, word.zh) == 0;
}

static lt_status rename_mention(void *context, lt_symbol *text, lt_error *err)
{
    const struct joining *joining = context;
    const uint32_t thing = lt_names_find_symbol(joining->things.names, *text);
    uint32_t root = LT_NONE;

    (void)err;
    if (thing >= joining->things.count)
        return LT_OK;
    root = root_of(joining, thing);
    if (root != thing)
        *text = joining->things.list[root].id;
    return LT_OK;
}

static void fill_row(lt_fact_rows *rows, uint32_t first, uint32_t other)
{
    for (size_t c = 0; c < LT_FACT_COLUMNS_MAX; c++) {
        if (rows->text[c] != NULL && rows->text[c][first] == 0)
            rows->text[c][first] = rows->text[c][other];
        if (rows->number[c] != NULL && isnan(rows->number[c][first]))
            rows->number[c][first] = rows->number[c][other];
    }
    for (uint32_t e = 0; e < rows->extra_count; e++)
        if (rows->extras[e].cells[first] == 0)
            rows->extras[e].cells[first] = rows->extras[e].cells[other];
}

struct kept_names {
    struct joining *joining;
    uint32_t thing;
};

static lt_status keep_alias(void *context, const char *text, size_t length)
{
    const struct kept_names *kept = context;
    const lt_symbol symbol =
        lt_pool_add(kept->joining->facts->pool, text, length);

    return symbol == LT_SYMBOL_NONE
               ? lt_fail_memory(kept->joining->err, "aliases")
               : keep_name(kept->joining, kept->thing, symbol);
}

/* A row of a thing that another stands for goes into the row of that one. */
static lt_status move_row(struct joining *joining, uint32_t row, uint8_t *drop)
{
    const lt_thing_kind kind = joining->things.kind;
    lt_fact_rows *rows = &joining->facts->tables[lt_thing_fact(kind)];
    const lt_symbol id = rows->text[0] == NULL ? 0 : rows->text[0][row];
    const uint32_t thing =
        id == 0 ? LT_NONE : lt_names_find_symbol(joining->things.names, id);
    struct kept_names kept = {joining, LT_NONE};
    lt_thing *root = NULL;
    lt_status status = LT_OK;

    if (thing >= joining->things.count || root_of(joining, thing) == thing)
        return LT_OK;
    kept.thing = root_of(joining, thing);
    root = &joining->things.list[kept.thing];
    if (root->row == UINT32_MAX) {
        rows->text[0][row] = root->id;
        root->row = row;
        return LT_OK;
    }
    /* Its names are kept apart from the row, which has names of its own. */
    if (kind == LT_THING_PRODUCT || kind == LT_THING_FIRM) {
        const uint32_t column = kind == LT_THING_PRODUCT
                                    ? (uint32_t)LT_PRODUCT_ALIASES
                                    : (uint32_t)LT_FIRM_ALIASES;

        status = lt_each_item(
            lt_facts_text(joining->facts, lt_thing_fact(kind), row, column),
            keep_alias, &kept);
    }
    fill_row(rows, root->row, row);
    drop[row] = 1;
    return status;
}

/* Write a further name into the list of its row, where there is one: what is
 * written out again then has it. */
static lt_status write_alias(struct joining *joining,
                             const lt_fact_alias *alias, uint32_t column)
{
    lt_facts *facts = joining->facts;
    const uint32_t thing =
        lt_names_find_symbol(joining->things.names, alias->id);
    const uint32_t row = joining->things.list[thing].row;
    lt_arena arena = LT_ARENA_EMPTY;
    lt_symbol *cell = NULL;
    const char *text = NULL;
    lt_status status = LT_OK;

    if (row == UINT32_MAX)
        return LT_OK;
    LT_TRY(lt_facts_open_column(facts, alias->fact, column, joining->err));
    cell = &facts->tables[alias->fact].text[column][row];
    text = lt_arena_format(&arena, "%s%s%s", lt_pool_text(facts->pool, *cell),
                           *cell == 0 ? "" : ";",
                           lt_pool_text(facts->pool, alias->name));
    if (text != NULL)
        *cell = lt_pool_add(facts->pool, text, strlen(text));
    if (text == NULL || *cell == LT_SYMBOL_NONE)
        status = lt_fail_memory(joining->err, "aliases");
cleanup:
    lt_arena_clear(&arena);
    return status;
}

static lt_status write_aliases(struct joining *joining)
{
    const lt_fact fact = lt_thing_fact(joining->things.kind);
    const uint32_t column = fact == LT_PRODUCTS ? (uint32_t)LT_PRODUCT_ALIASES
                                                : (uint32_t)LT_FIRM_ALIASES;
    lt_status status = LT_OK;

    if (fact != LT_PRODUCTS && fact != LT_FIRMS)
        return LT_OK;
    for (uint32_t i = joining->first_alias;
         status == LT_OK && i < joining->facts->alias_count; i++)
        status = write_alias(joining, &joining->facts->aliases[i], column);
    return status;
}

static lt_status move_rows(struct joining *joining)
{
    const lt_fact fact = lt_thing_fact(joining->things.kind);
    const uint32_t count = joining->facts->tables[fact].count;
    uint8_t *drop = lt_alloc_array(count, 1);
    lt_status status = LT_OK;

    if (drop == NULL)
        return lt_fail_memory(joining->err, "rows");
    for (uint32_t row = 0; status == LT_OK && row < count; row++)
        status = move_row(joining, row, drop);
    if (status == LT_OK)
        status = write_aliases(joining);
    if (status == LT_OK)
        lt_facts_drop_rows(joining->facts, fact, drop);
    free(drop);
    return status;
}

/* Rows whose two ends have become one. */
static lt_status drop_loops(struct joining *joining, lt_fact fact,
                            uint32_t from, uint32_t to, const uint8_t *looped)
{
    const lt_fact_rows *rows = &joining->facts->tables[fact];
    uint8_t *drop = lt_alloc_array(rows->count, 1);
    uint32_t count = 0;

    if (drop == NULL)
        return lt_fail_memory(joining->err, "rows");
    for (uint32_t row = 0; row < rows->count; row++) {
        drop[row] = rows->text[from] != NULL && rows->text[to] != NULL &&
                    rows->text[from][row] == rows->text[to][row] &&
                    !looped[row];
        count += drop[row];
    }
    if (count > 0) {
        char text[16];

        (void)snprintf(text, sizeof(text), "%u", count);
        lt_diagnose(joining->diagnostics, LT_N_ALIAS_LOOPS,
                    lt_facts_place(joining->list, LT_PRODUCTS, 0, UINT32_MAX),
                    text, lt_fact_specs[fact].name, NULL);
        lt_facts_drop_rows(joining->facts, fact, drop);
    }
    free(drop);
    return LT_OK;
}

/* Rename all that named what has become another; loops that were there before
 * stay, for they are faults of the data. */
static lt_status rename_all(struct joining *joining)
{
    const int is_product = joining->things.kind == LT_THING_PRODUCT;
    const lt_fact fact = is_product ? LT_LINKS : LT_SUPPLIES;
    const uint32_t from =
        is_product ? (uint32_t)LT_LINK_FROM : (uint32_t)LT_SUPPLY_SUPPLIER;
    const uint32_t to =
        is_product ? (uint32_t)LT_LINK_TO : (uint32_t)LT_SUPPLY_CUSTOMER;
    const lt_fact_rows *rows = &joining->facts->tables[fact];
    uint8_t *looped = lt_alloc_array(rows->count, 1);
    lt_status status = LT_OK;

    if (looped == NULL)
        return lt_fail_memory(joining->err, "rows");
    for (uint32_t row = 0; row < rows->count; row++)
        looped[row] = rows->text[from] != NULL && rows->text[to] != NULL &&
                      rows->text[from][row] == rows->text[to][row];
    LT_TRY(lt_things_each_mention(joining->facts, joining->things.kind,
                                  rename_mention, joining, joining->err));
    if (is_product || joining->things.kind == LT_THING_FIRM)
        LT_TRY(drop_loops(joining, fact, from, to, looped));
    LT_TRY(move_rows(joining));
cleanup:
    free(looped);
    return status;
}

static lt_status join_kind(struct joining *joining, lt_thing_kind kind,
                           struct groups *groups)
{
    const uint32_t rows = joining->list->tables[LT_PRODUCTS].count;
    lt_status status = LT_OK;

    joining->into = NULL;
    joining->first_alias = joining->facts->alias_count;
    LT_TRY(
        lt_things_list(&joining->things, joining->facts, kind, joining->err));
    joining->into =
        lt_alloc_array(joining->things.count, sizeof(*joining->into));
    if (joining->into == NULL) {
        status = lt_fail_memory(joining->err, "aliases");
        goto cleanup;
    }
    for (uint32_t i = 0; i < joining->things.count; i++)
        joining->into[i] = i;
    for (uint32_t row = 0; row < rows; row++)
        if (is_about(joining->list, row, kind))
            LT_TRY(take_group(joining, row, groups));
    LT_TRY(rename_all(joining));
cleanup:
    free(joining->into);
    lt_things_clear(&joining->things);
    return status;
}

static void note_unused(const struct joining *joining,
                        const struct groups *groups)
{
    const uint32_t rows = joining->list->tables[LT_PRODUCTS].count;

    for (uint32_t row = 0; row < rows; row++) {
        const char *id =
            lt_facts_text(joining->list, LT_PRODUCTS, row, LT_PRODUCT_ID);

        if (!groups->used[row] && id[0] != '\0')
            lt_diagnose(
                joining->diagnostics, LT_W_ALIAS_UNKNOWN,
                lt_facts_place(joining->list, LT_PRODUCTS, row, LT_PRODUCT_ID),
                id, NULL, NULL);
    }
}

lt_status lt_facts_apply_aliases(lt_facts *facts, const lt_facts *list,
                                 lt_diagnostics *diagnostics, lt_error *err)
{
    struct joining joining = {.facts = facts,
                              .list = list,
                              .things = LT_THINGS_EMPTY,
                              .diagnostics = diagnostics,
                              .err = err};
    struct groups groups = {lt_alloc_array(list->tables[LT_PRODUCTS].count, 1)};
    lt_status status = LT_OK;

    if (groups.used == NULL)
        return lt_fail_memory(err, "aliases");
    for (int kind = 0; status == LT_OK && kind < LT_THING_KINDS; kind++)
        status = join_kind(&joining, (lt_thing_kind)kind, &groups);
    if (status == LT_OK)
        note_unused(&joining, &groups);
    free(groups.used);
    return status;
}
