#include "graph/build.h"

#include "graph/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const lt_phrase SORT_WORDS[LT_SORT_COUNT] = {
    [LT_SORT_SOURCE] = {"来源", "source"},
    [LT_SORT_REGION] = {"区域", "region"},
    [LT_SORT_CHAIN] = {"产业链", "chain"},
    [LT_SORT_PRODUCT] = {"产品", "product"},
    [LT_SORT_PROCESS] = {"工艺", "process"},
    [LT_SORT_FIRM] = {"企业", "firm"},
};

enum { UNASKED = UINT32_MAX - 2 };

lt_place lt_build_place(const lt_builder *builder, lt_fact fact, uint32_t row,
                        uint32_t column)
{
    return lt_facts_place(builder->facts, fact, row, column);
}

void lt_place_text(char *text, lt_place place)
{
    (void)snprintf(text, LT_PLACE_BYTES, "%s%s%s:%u",
                   place.file == NULL ? "" : place.file,
                   place.sheet == NULL ? "" : "!",
                   place.sheet == NULL ? "" : place.sheet, place.line);
}

int lt_build_choice(const lt_builder *builder, lt_fact fact, uint32_t row,
                    uint32_t column, int otherwise)
{
    const char *word = lt_facts_text(builder->facts, fact, row, column);
    int index = -1;

    if (word[0] == '\0')
        return otherwise;
    index = lt_choice_index(&lt_fact_specs[fact].columns[column], word);
    return index < 0 ? otherwise : index;
}

lt_status lt_each_item(const char *list, lt_item_fn each, void *context)
{
    static const char WIDE[] = "；"; /* Full-width semicolon. */
    const char *at = list;

    while (*at != '\0') {
        const char *end = at;
        size_t length = 0;
        lt_status status = LT_OK;

        while (*end != '\0' && *end != ';' &&
               strncmp(end, WIDE, sizeof(WIDE) - 1) != 0)
            end++;
        length = (size_t)(end - at);
        while (length > 0 && at[0] == ' ') {
            at++;
            length--;
        }
        while (length > 0 && at[length - 1] == ' ')
            length--;
        if (length > 0)
            status = each(context, at, length);
        if (status != LT_OK)
            return status;
        at = end;
        if (*at != '\0')
            at += *at == ';' ? 1 : sizeof(WIDE) - 1;
    }
    return LT_OK;
}

/* Caches grow with the pool: aliases and list items add symbols. */
static lt_status make_known(lt_builder *builder, enum lt_sort sort)
{
    uint32_t room = lt_pool_count(builder->facts->pool);

    if (builder->known[sort] != NULL)
        return LT_OK;
    if (builder->known_room == 0)
        builder->known_room = room;
    builder->known[sort] =
        lt_alloc_array(builder->known_room, sizeof(*builder->known[sort]));
    if (builder->known[sort] == NULL)
        return lt_fail_memory(builder->err, "names");
    for (uint32_t i = 0; i < builder->known_room; i++)
        builder->known[sort][i] = UNASKED;
    return LT_OK;
}

static lt_status add_thing(lt_builder *builder, uint32_t *out,
                           enum lt_sort sort, lt_symbol id, uint32_t row)
{
    if (builder->count[sort] == builder->room[sort]) {
        uint32_t room = builder->room[sort] == 0 ? 64 : builder->room[sort] * 2;
        uint32_t *rows =
            lt_grow_array(builder->row_of[sort], room, sizeof(*rows));
        lt_symbol *ids = NULL;

        if (rows == NULL)
            return lt_fail_memory(builder->err, "rows");
        builder->row_of[sort] = rows;
        ids = lt_grow_array(builder->id_of[sort], room, sizeof(*ids));
        if (ids == NULL)
            return lt_fail_memory(builder->err, "rows");
        builder->id_of[sort] = ids;
        builder->room[sort] = room;
    }
    *out = builder->count[sort];
    builder->row_of[sort][*out] = row;
    builder->id_of[sort][*out] = id;
    builder->count[sort]++;
    return LT_OK;
}

struct alias_context {
    lt_builder *builder;
    enum lt_sort sort;
    uint32_t thing;
};

static lt_status add_alias(void *context, const char *text, size_t length)
{
    struct alias_context *alias = context;
    char buffer[256];
    char *copy =
        length < sizeof(buffer) ? buffer : lt_alloc_array(length + 1, 1);
    lt_status status = LT_OK;

    if (copy == NULL)
        return lt_fail_memory(alias->builder->err, "alias");
    memcpy(copy, text, length);
    copy[length] = '\0';
    status = lt_names_add(alias->builder->names[alias->sort], LT_NAME_NAME,
                          copy, alias->thing, alias->builder->err);
    if (copy != buffer)
        free(copy);
    return status;
}

static lt_status add_names(lt_builder *builder, enum lt_sort sort, lt_fact fact,
                           uint32_t row, uint32_t thing,
                           const uint32_t *columns, size_t column_count)
{
    struct alias_context alias = {builder, sort, thing};

    for (size_t i = 0; i < column_count; i++) {
        const lt_symbol *cells = NULL;
        lt_symbol symbol = 0;
        lt_status status = LT_OK;

        if (columns[i] != UINT32_MAX)
            cells = builder->facts->tables[fact].text[columns[i]];
        if (cells != NULL)
            symbol = cells[row];
        if (symbol == 0)
            continue;
        /* Only the last of the columns is a list. */
        status = i + 1 == column_count
                     ? lt_each_item(lt_pool_text(builder->facts->pool, symbol),
                                    add_alias, &alias)
                     : lt_names_add_symbol(builder->names[sort], LT_NAME_NAME,
                                           symbol, thing, builder->err);
        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}

static lt_status add_repeat(lt_builder *builder, uint32_t thing, uint32_t row)
{
    if (builder->repeat_count == builder->repeat_room) {
        const uint32_t room =
            builder->repeat_room == 0 ? 64 : builder->repeat_room * 2;
        lt_repeat *repeats =
            lt_grow_array(builder->repeats, room, sizeof(*repeats));

        if (repeats == NULL)
            return lt_fail_memory(builder->err, "rows");
        builder->repeats = repeats;
        builder->repeat_room = room;
    }
    builder->repeats[builder->repeat_count++] = (lt_repeat){thing, row};
    return LT_OK;
}

static lt_status take_entity(lt_builder *builder, enum lt_sort sort,
                             lt_fact fact, uint32_t row,
                             const uint32_t *name_columns)
{
    lt_fact_rows *rows = &builder->facts->tables[fact];
    lt_symbol id = rows->text[0] == NULL ? 0 : rows->text[0][row];
    uint32_t thing = LT_NONE;
    lt_status status = LT_OK;

    if (id == 0)
        return LT_OK; /* The importer has noted the blank id. */
    thing = builder->known[sort][id];
    if (thing == UNASKED) {
        status = add_thing(builder, &thing, sort, id, row);
        if (status != LT_OK)
            return status;
        builder->known[sort][id] = thing;
        status = lt_names_add_symbol(builder->names[sort], LT_NAME_ID, id,
                                     thing, builder->err);
    } else {
        status = add_repeat(builder, thing, row);
    }
    if (status == LT_OK)
        status = add_names(builder, sort, fact, row, thing, name_columns, 3);
    return status;
}

lt_status lt_build_entities(lt_builder *builder, enum lt_sort sort,
                            lt_fact fact, uint32_t name_column,
                            uint32_t name_en_column, uint32_t alias_column)
{
    const uint32_t columns[3] = {name_column, name_en_column, alias_column};
    uint32_t count = builder->facts->tables[fact].count;
    lt_status status = make_known(builder, sort);

    for (uint32_t row = 0; status == LT_OK && row < count; row++)
        status = take_entity(builder, sort, fact, row, columns);
    if (status == LT_OK)
        status = lt_merge_repeats(builder, sort, fact);
    /* With a table of its own nothing further gets a name. */
    builder->open[sort] = count == 0;
    if (status == LT_OK && count > 0)
        lt_names_list(builder->names[sort], builder->known[sort],
                      builder->known_room);
    return status;
}

static void note_unknown(lt_builder *builder, enum lt_sort sort, lt_place place,
                         const char *text, uint32_t found)
{
    const char *word = lt_say(builder->diagnostics->lang, SORT_WORDS[sort]);

    if (found == LT_NAME_AMBIGUOUS) {
        char both[512];
        uint32_t first = 0;
        uint32_t second = 0;

        (void)lt_names_rivals(builder->names[sort], text, &first, &second);
        (void)snprintf(
            both, sizeof(both), "%s, %s",
            lt_pool_text(builder->facts->pool, builder->id_of[sort][first]),
            lt_pool_text(builder->facts->pool, builder->id_of[sort][second]));
        lt_diagnose(builder->diagnostics, LT_E_AMBIGUOUS_NAME, place, text,
                    word, both);
        return;
    }
    lt_diagnose(builder->diagnostics, LT_E_UNKNOWN_NAME, place, text, word,
                builder->diagnostics->counts[LT_ERROR] < LT_DIAGNOSTICS_KEPT
                    ? lt_names_nearest(builder->names[sort], text)
                    : NULL);
}

static lt_status declare_thing(lt_builder *builder, uint32_t *out,
                               enum lt_sort sort, lt_symbol id)
{
    lt_status status = add_thing(builder, out, sort, id, LT_NONE);

    if (status == LT_OK)
        status = lt_names_add_symbol(builder->names[sort], LT_NAME_ID, id, *out,
                                     builder->err);
    if (status == LT_OK)
        status = lt_names_add_symbol(builder->names[sort], LT_NAME_NAME, id,
                                     *out, builder->err);
    return status;
}

static lt_status find_or_declare(lt_builder *builder, uint32_t *out,
                                 enum lt_sort sort, lt_place place,
                                 lt_symbol text, int declare)
{
    uint32_t found = lt_names_find_symbol(builder->names[sort], text);

    *out = found;
    if (found < LT_NAME_AMBIGUOUS)
        return LT_OK;
    *out = LT_NONE;
    if (found == LT_NAME_UNKNOWN && declare && builder->open[sort])
        return declare_thing(builder, out, sort, text);
    note_unknown(builder, sort, place, lt_pool_text(builder->facts->pool, text),
                 found);
    return LT_OK;
}

lt_status lt_build_resolve_text(lt_builder *builder, uint32_t *out,
                                enum lt_sort sort, lt_place place,
                                const char *text, size_t length, int declare)
{
    lt_symbol symbol = lt_pool_add(builder->facts->pool, text, length);

    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(builder->err, "names");
    return find_or_declare(builder, out, sort, place, symbol, declare);
}

lt_status lt_build_resolve(lt_builder *builder, uint32_t *out,
                           enum lt_sort sort, lt_fact fact, uint32_t row,
                           uint32_t column, int declare)
{
    const lt_fact_rows *rows = &builder->facts->tables[fact];
    lt_symbol symbol = 0;
    lt_status status = LT_OK;

    *out = LT_NONE;
    if (rows->text[column] == NULL)
        return LT_OK;
    symbol = rows->text[column][row];
    if (symbol == 0)
        return LT_OK;
    if (builder->known[sort] == NULL)
        LT_TRY(make_known(builder, sort));
    if (symbol < builder->known_room &&
        builder->known[sort][symbol] != UNASKED) {
        *out = builder->known[sort][symbol];
        if (*out != LT_NONE)
            return LT_OK;
    }
    status = find_or_declare(builder, out, sort,
                             lt_build_place(builder, fact, row, column), symbol,
                             declare);
    if (status == LT_OK && symbol < builder->known_room)
        builder->known[sort][symbol] = *out;

cleanup:
    return status;
}

/* Is there nothing that lists or declares products? Then anything may. */
static int no_map(const lt_facts *facts)
{
    return facts->tables[LT_LINKS].count == 0 &&
           facts->tables[LT_RECIPES].count == 0 &&
           facts->tables[LT_PROCESSES].count == 0;
}

/* Names that a list of aliases gave: those that rows use stand in them as ids
 * already, so that these are for what is asked for later. */
static lt_status add_aliases(lt_builder *builder)
{
    static const enum lt_sort SORTS[LT_FACT_COUNT] = {
        [LT_REGIONS] = LT_SORT_REGION,
        [LT_CHAINS] = LT_SORT_CHAIN,
        [LT_PRODUCTS] = LT_SORT_PRODUCT,
        [LT_FIRMS] = LT_SORT_FIRM,
    };
    const lt_facts *facts = builder->facts;
    lt_status status = LT_OK;

    for (uint32_t i = 0; status == LT_OK && i < facts->alias_count; i++) {
        const lt_fact_alias *alias = &facts->aliases[i];
        lt_names *names = builder->names[SORTS[alias->fact]];
        const uint32_t thing = lt_names_find_symbol(names, alias->id);

        if (thing < LT_NAME_AMBIGUOUS)
            status = lt_names_add_symbol(names, LT_NAME_NAME, alias->name,
                                         thing, builder->err);
    }
    return status;
}

static lt_status run_parts(lt_builder *builder)
{
    static lt_status (*const PARTS[])(lt_builder *) = {
        lt_build_sources,    lt_build_regions,   lt_build_chains,
        lt_build_products,   lt_build_firms,     lt_build_processes,
        lt_resolve_links,    lt_resolve_recipes, lt_resolve_capacities,
        lt_resolve_events,   add_aliases,        lt_order_things,
        lt_note_cases,       lt_list_products,   lt_list_processes,
        lt_list_firms,       lt_list_places,     lt_resolve_subjects,
        lt_finish_amounts,   lt_finish_recipes,  lt_finish_adjacency,
        lt_check_capacities, lt_note_preferred,
    };

    for (size_t i = 0; i < sizeof(PARTS) / sizeof(PARTS[0]); i++) {
        lt_status status = PARTS[i](builder);

        if (status != LT_OK)
            return status;
        /* Once the map is read, a name no table or link has is a mistake. */
        if (PARTS[i] == lt_resolve_recipes && !no_map(builder->facts))
            builder->open[LT_SORT_PRODUCT] = 0;
    }
    return lt_diagnostics_status(builder->diagnostics, builder->err);
}

static void builder_clear(lt_builder *builder)
{
    for (size_t sort = 0; sort < LT_SORT_COUNT; sort++) {
        free(builder->known[sort]);
        free(builder->row_of[sort]);
        free(builder->id_of[sort]);
    }
    free(builder->repeats);
    free(builder->gave_way);
    lt_names_free(builder->names[LT_SORT_SOURCE]);
}

lt_status lt_graph_build(lt_graph **out, lt_facts *facts,
                         lt_diagnostics *diagnostics, lt_error *err)
{
    lt_diagnostics unheard = lt_diagnostics_new(LT_EN);
    lt_builder builder = {0};
    lt_status status = LT_OK;

    *out = NULL;
    builder.facts = facts;
    builder.diagnostics = diagnostics == NULL ? &unheard : diagnostics;
    builder.err = err;
    builder.graph = lt_alloc_array(1, sizeof(*builder.graph));
    if (builder.graph == NULL) {
        lt_facts_free(facts);
        return lt_fail_memory(err, "graph");
    }
    builder.graph->facts = facts;
    builder.gave_way =
        lt_alloc_array(facts->file_count, sizeof(*builder.gave_way));
    if (builder.gave_way == NULL)
        status = lt_fail_memory(err, "files");
    for (size_t sort = 0; sort < LT_SORT_COUNT; sort++) {
        builder.names[sort] = lt_names_new_in(facts->pool);
        if (builder.names[sort] == NULL)
            status = lt_fail_memory(err, "names");
    }
    builder.graph->product_names = builder.names[LT_SORT_PRODUCT];
    builder.graph->firm_names = builder.names[LT_SORT_FIRM];
    builder.graph->region_names = builder.names[LT_SORT_REGION];
    builder.graph->chain_names = builder.names[LT_SORT_CHAIN];
    builder.graph->process_names = builder.names[LT_SORT_PROCESS];
    if (status == LT_OK)
        status = run_parts(&builder);
    if (status == LT_OK) {
        *out = builder.graph;
        builder.graph = NULL;
    }
    lt_graph_free(builder.graph);
    builder_clear(&builder);
    lt_diagnostics_clear(&unheard);
    return status;
}
