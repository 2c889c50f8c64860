/* Rows of one id from several files: what they say together, and where they
 * contradict each other. */
#include "graph/build.h"

#include "graph/alloc.h"
#include "graph/fact_units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_BYTES = 96, SHOWN_BYTES = 120, LIST_FIRST = 256 };

/* How the cells of a text column come together. */
enum manner {
    ONE_VALUE, /* They must agree. */
    ONE_OF,    /* Any may stand: where a datum comes from. */
    LIST,      /* Items are put together. */
    HOME_LIST, /* The same, and the first items must agree. */
    UNIT,      /* They must mean the same unit. */
    REFERENCE  /* They must name the same thing. */
};

static const struct {
    lt_fact fact;
    uint32_t column;
    enum manner manner;
    enum lt_sort sort;
} MANNERS[] = {
    {LT_REGIONS, LT_REGION_PARENT, REFERENCE, LT_SORT_REGION},
    {LT_CHAINS, LT_CHAIN_PARENT, REFERENCE, LT_SORT_CHAIN},
    {LT_CHAINS, LT_CHAIN_ROLES, LIST, LT_SORT_COUNT},
    {LT_CHAINS, LT_CHAIN_SOURCE, ONE_OF, LT_SORT_COUNT},
    {LT_PRODUCTS, LT_PRODUCT_ALIASES, LIST, LT_SORT_COUNT},
    {LT_PRODUCTS, LT_PRODUCT_CHAINS, HOME_LIST, LT_SORT_CHAIN},
    {LT_PRODUCTS, LT_PRODUCT_UNIT, UNIT, LT_SORT_COUNT},
    {LT_PRODUCTS, LT_PRODUCT_SOURCE, ONE_OF, LT_SORT_COUNT},
    {LT_PROCESSES, LT_PROCESS_PRODUCT, REFERENCE, LT_SORT_PRODUCT},
    {LT_PROCESSES, LT_PROCESS_UNIT, UNIT, LT_SORT_COUNT},
    {LT_PROCESSES, LT_PROCESS_SOURCE, ONE_OF, LT_SORT_COUNT},
    {LT_FIRMS, LT_FIRM_ALIASES, LIST, LT_SORT_COUNT},
    {LT_FIRMS, LT_FIRM_REGION, REFERENCE, LT_SORT_REGION},
    {LT_FIRMS, LT_FIRM_GROUP, REFERENCE, LT_SORT_FIRM},
    {LT_FIRMS, LT_FIRM_HONOURS, LIST, LT_SORT_COUNT},
    {LT_FIRMS, LT_FIRM_SOURCE, ONE_OF, LT_SORT_COUNT},
};

/* What is merged: the rows of one thing, and one column of them. */
struct merge {
    lt_builder *builder;
    lt_fact fact;
    const char *id;
    uint32_t *rows; /* Of one thing, the first of them first. */
    uint32_t count, room;
    uint32_t column;
    enum manner manner;
    enum lt_sort sort;
};

int lt_merge_crosses(const lt_builder *builder, lt_fact fact, uint32_t first,
                     uint32_t second)
{
    return lt_facts_file_of(builder->facts, fact, first) !=
           lt_facts_file_of(builder->facts, fact, second);
}

static void give_way(lt_builder *builder, lt_fact fact, uint32_t row)
{
    const uint32_t file = lt_facts_file_of(builder->facts, fact, row);

    if (file != UINT32_MAX)
        builder->gave_way[file]++;
}

int lt_merge_prefers(lt_builder *builder, lt_fact fact, uint32_t first,
                     uint32_t second)
{
    const uint32_t a = lt_facts_preference(builder->facts, fact, first);
    const uint32_t b = lt_facts_preference(builder->facts, fact, second);

    if (a == b)
        return 0;
    give_way(builder, fact, a > b ? second : first);
    return a > b ? -1 : 1;
}

int lt_merge_decides(lt_builder *builder, lt_fact fact, uint32_t column,
                     uint32_t first, uint32_t second)
{
    const int order = lt_merge_prefers(builder, fact, first, second);
    const uint32_t from = order < 0 ? first : second;
    const uint32_t to = order < 0 ? second : first;
    const uint32_t unit = lt_unit_column(fact);
    lt_fact_rows *rows = &builder->facts->tables[fact];

    if (order == 0)
        return 0;
    if (rows->number[column] != NULL)
        rows->number[column][to] = rows->number[column][from];
    else
        rows->text[column][to] = rows->text[column][from];
    if (unit != UINT32_MAX && rows->text[unit] != NULL)
        rows->text[unit][to] = rows->text[unit][from];
    return order;
}

static void set_manner(struct merge *merge, uint32_t column)
{
    merge->column = column;
    merge->manner = ONE_VALUE;
    merge->sort = LT_SORT_COUNT;
    for (size_t i = 0; i < sizeof(MANNERS) / sizeof(*MANNERS); i++)
        if (MANNERS[i].fact == merge->fact && MANNERS[i].column == column) {
            merge->manner = MANNERS[i].manner;
            merge->sort = MANNERS[i].sort;
        }
}

/* 1 when two texts are one name, in any width. */
static int same_name(const char *a, const char *b)
{
    char *left = lt_name_normal(a, strlen(a));
    char *right = lt_name_normal(b, strlen(b));
    const int same = left != NULL && right != NULL && strcmp(left, right) == 0;

    free(left);
    free(right);
    return same;
}

static int same_thing(const struct merge *merge, const char *a, const char *b)
{
    const lt_names *names = merge->builder->names[merge->sort];
    const uint32_t left = lt_names_find(names, a);

    if (left < LT_NAME_AMBIGUOUS && left == lt_names_find(names, b))
        return 1;
    return same_name(a, b);
}

static int same_unit(const char *a, const char *b)
{
    lt_unit left = LT_UNIT_NONE;
    lt_unit right = LT_UNIT_NONE;

    return lt_unit_parse(&left, a) && lt_unit_parse(&right, b) &&
           left.dimension == right.dimension && left.factor == right.factor;
}

/* First item of a list. */
static void first_item(char *item, const char *list)
{
    size_t length = strcspn(list, ";");
    const char *wide = strstr(list, "；");

    if (wide != NULL && (size_t)(wide - list) < length)
        length = (size_t)(wide - list);
    (void)snprintf(item, SHOWN_BYTES, "%.*s", (int)length, list);
}

static int agree(const struct merge *merge, const char *a, const char *b)
{
    char first[SHOWN_BYTES];
    char second[SHOWN_BYTES];

    if (strcmp(a, b) == 0)
        return 1;
    switch (merge->manner) {
    case ONE_OF:
    case LIST:
        return 1;
    case HOME_LIST:
        first_item(first, a);
        first_item(second, b);
        return same_thing(merge, first, second);
    case UNIT:
        return same_unit(a, b);
    case REFERENCE:
        return same_thing(merge, a, b);
    case ONE_VALUE:
        break;
    }
    return same_name(a, b);
}

/* "name of px", "px 的 名称". */
static void note_differs(const struct merge *merge, uint32_t first,
                         uint32_t second, const char *a, const char *b)
{
    lt_builder *builder = merge->builder;
    const lt_lang lang = builder->diagnostics->lang;
    char label[LABEL_BYTES];
    char what[2 * LABEL_BYTES + SHOWN_BYTES];
    char both[2 * SHOWN_BYTES + 8];
    char place[LT_PLACE_BYTES];

    lt_column_label(label, sizeof(label),
                    &lt_fact_specs[merge->fact].columns[merge->column], lang);
    (void)snprintf(what, sizeof(what), "%.*s %s", SHOWN_BYTES, merge->id,
                   label);
    (void)snprintf(both, sizeof(both), "%.*s ≠ %.*s", SHOWN_BYTES, a,
                   SHOWN_BYTES, b);
    lt_place_text(place,
                  lt_build_place(builder, merge->fact, first, merge->column));
    lt_diagnose(builder->diagnostics, LT_E_SOURCES_DIFFER,
                lt_build_place(builder, merge->fact, second, merge->column),
                what, both, place);
}

static const char *text_at(const struct merge *merge, uint32_t row)
{
    return lt_facts_text(merge->builder->facts, merge->fact, row,
                         merge->column);
}

static double number_at(const struct merge *merge, uint32_t row)
{
    return lt_facts_number(merge->builder->facts, merge->fact, row,
                           merge->column);
}

static uint32_t preference_of(const struct merge *merge, uint32_t row)
{
    return lt_facts_preference(merge->builder->facts, merge->fact, row);
}

/* Does row `a` lead before row `b`? The preferred file, then the value that
 * sorts first, so that the order of sources is no matter. */
static int leads_text(const struct merge *merge, uint32_t a, uint32_t b)
{
    const uint32_t left = preference_of(merge, a);
    const uint32_t right = preference_of(merge, b);

    return left != right ? left > right
                         : strcmp(text_at(merge, a), text_at(merge, b)) < 0;
}

static int leads_number(const struct merge *merge, uint32_t a, uint32_t b)
{
    const uint32_t left = preference_of(merge, a);
    const uint32_t right = preference_of(merge, b);

    return left != right ? left > right
                         : number_at(merge, a) < number_at(merge, b);
}

/* Rows that fill the column, the leading one first; how many. */
static uint32_t order_rows(const struct merge *merge, uint32_t *order)
{
    const int is_text =
        merge->builder->facts->tables[merge->fact].text[merge->column] != NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < merge->count; i++) {
        const uint32_t row = merge->rows[i];
        uint32_t at = count;

        if (is_text ? text_at(merge, row)[0] == '\0'
                    : isnan(number_at(merge, row)))
            continue;
        while (at > 0 && (is_text ? leads_text(merge, row, order[at - 1])
                                  : leads_number(merge, row, order[at - 1]))) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = row;
        count++;
    }
    return count;
}

/* A list that is being put together. */
struct items {
    lt_builder *builder;
    lt_pool *seen;
    char *text;
    size_t length, room;
};

static lt_status add_item(void *context, const char *text, size_t length)
{
    struct items *items = context;
    const uint32_t known = lt_pool_count(items->seen);

    if (lt_pool_add(items->seen, text, length) == LT_SYMBOL_NONE)
        return lt_fail_memory(items->builder->err, "lists");
    if (lt_pool_count(items->seen) == known)
        return LT_OK;
    if (items->length + length + 2 > items->room) {
        const size_t room = (items->length + length) * 2 + LIST_FIRST;
        char *grown = lt_grow_array(items->text, room, 1);

        if (grown == NULL)
            return lt_fail_memory(items->builder->err, "lists");
        items->text = grown;
        items->room = room;
    }
    if (items->length > 0)
        items->text[items->length++] = ';';
    memcpy(items->text + items->length, text, length);
    items->length += length;
    return LT_OK;
}

/* All items of the cells, those of the leading row first. */
static lt_status join_lists(lt_symbol *out, const struct merge *merge,
                            const uint32_t *order, uint32_t count)
{
    lt_builder *builder = merge->builder;
    struct items items = {.builder = builder, .seen = lt_pool_new()};
    lt_status status = LT_OK;

    if (items.seen == NULL)
        return lt_fail_memory(builder->err, "lists");
    for (uint32_t i = 0; status == LT_OK && i < count; i++)
        status = lt_each_item(text_at(merge, order[i]), add_item, &items);
    if (status == LT_OK) {
        *out = lt_pool_add(builder->facts->pool,
                           items.text == NULL ? "" : items.text, items.length);
        if (*out == LT_SYMBOL_NONE)
            status = lt_fail_memory(builder->err, "lists");
    }
    free(items.text);
    lt_pool_free(items.seen);
    return status;
}

static lt_status merge_texts(const struct merge *merge, uint32_t *order)
{
    lt_symbol *cells =
        merge->builder->facts->tables[merge->fact].text[merge->column];
    const uint32_t count = order_rows(merge, order);
    lt_symbol value = count == 0 ? 0 : cells[order[0]];
    lt_status status = LT_OK;

    for (uint32_t i = 1; i < count; i++) {
        const char *lead = text_at(merge, order[0]);
        const char *other = text_at(merge, order[i]);

        if (!agree(merge, lead, other) &&
            lt_merge_prefers(merge->builder, merge->fact, order[0], order[i]) ==
                0)
            note_differs(merge, order[0], order[i], lead, other);
    }
    if (count > 1 && (merge->manner == LIST || merge->manner == HOME_LIST))
        status = join_lists(&value, merge, order, count);
    cells[merge->rows[0]] = value;
    return status;
}

/* Equal but for what a unit in the header made of the last digits. */
static int same_number(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static void merge_numbers(const struct merge *merge, uint32_t *order)
{
    double *cells =
        merge->builder->facts->tables[merge->fact].number[merge->column];
    const uint32_t count = order_rows(merge, order);

    for (uint32_t i = 1; i < count; i++) {
        char one[LT_PLACE_BYTES];
        char two[LT_PLACE_BYTES];

        if (same_number(cells[order[0]], cells[order[i]]) ||
            lt_merge_prefers(merge->builder, merge->fact, order[0], order[i]) !=
                0)
            continue;
        lt_range_text(one, sizeof(one), cells[order[0]], NAN);
        lt_range_text(two, sizeof(two), cells[order[i]], NAN);
        note_differs(merge, order[0], order[i], one, two);
    }
    if (count > 0)
        cells[merge->rows[0]] = cells[order[0]];
}

/* Columns that nothing reads: the preferred cell, then the one that sorts
 * first. */
static void merge_extras(const struct merge *merge)
{
    lt_fact_rows *rows = &merge->builder->facts->tables[merge->fact];
    const lt_pool *pool = merge->builder->facts->pool;

    for (uint32_t e = 0; e < rows->extra_count; e++) {
        lt_symbol *cells = rows->extras[e].cells;
        uint32_t best = merge->rows[0];

        for (uint32_t i = 1; i < merge->count; i++) {
            const uint32_t row = merge->rows[i];
            const uint32_t mine = preference_of(merge, row);
            const uint32_t his = preference_of(merge, best);

            if (cells[row] != 0 &&
                (cells[best] == 0 || mine > his ||
                 (mine == his && strcmp(lt_pool_text(pool, cells[row]),
                                        lt_pool_text(pool, cells[best])) < 0)))
                best = row;
        }
        cells[merge->rows[0]] = cells[best];
    }
}

static lt_status merge_thing(struct merge *merge, uint32_t *order)
{
    const lt_fact_rows *rows = &merge->builder->facts->tables[merge->fact];
    lt_status status = LT_OK;

    for (uint32_t c = 1;
         status == LT_OK && c < lt_fact_specs[merge->fact].column_count; c++) {
        set_manner(merge, c);
        if (rows->text[c] != NULL)
            status = merge_texts(merge, order);
        else if (rows->number[c] != NULL)
            merge_numbers(merge, order);
    }
    merge_extras(merge);
    return status;
}

/* A second row of the same file is no merge but a mistake: left out. */
static void add_row(struct merge *merge, uint32_t row)
{
    lt_builder *builder = merge->builder;

    for (uint32_t i = 0; i < merge->count; i++) {
        char place[LT_PLACE_BYTES];

        if (lt_merge_crosses(builder, merge->fact, merge->rows[i], row))
            continue;
        lt_place_text(place,
                      lt_build_place(builder, merge->fact, merge->rows[i], 0));
        lt_diagnose(builder->diagnostics, LT_E_DUPLICATE_ID,
                    lt_build_place(builder, merge->fact, row, 0), merge->id,
                    lt_fact_specs[merge->fact].name, place);
        return;
    }
    merge->rows[merge->count++] = row;
}

static int by_thing_and_row(const void *left, const void *right)
{
    const lt_repeat *a = left;
    const lt_repeat *b = right;

    if (a->thing != b->thing)
        return a->thing < b->thing ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

lt_status lt_merge_repeats(lt_builder *builder, enum lt_sort sort, lt_fact fact)
{
    const uint32_t count = builder->repeat_count;
    struct merge merge = {.builder = builder, .fact = fact};
    uint32_t *order = NULL;
    lt_status status = LT_OK;

    if (count == 0)
        return LT_OK;
    /* A thing has a row of each file at most. */
    merge.room = builder->facts->tables[fact].segment_count + 1;
    merge.rows = lt_alloc_array(merge.room, sizeof(*merge.rows));
    order = lt_alloc_array(merge.room, sizeof(*order));
    if (merge.rows == NULL || order == NULL)
        status = lt_fail_memory(builder->err, "rows");
    qsort(builder->repeats, count, sizeof(*builder->repeats), by_thing_and_row);
    for (uint32_t i = 0; status == LT_OK && i < count;) {
        const uint32_t thing = builder->repeats[i].thing;

        merge.id =
            lt_pool_text(builder->facts->pool, builder->id_of[sort][thing]);
        merge.rows[0] = builder->row_of[sort][thing];
        merge.count = 1;
        for (; i < count && builder->repeats[i].thing == thing; i++)
            add_row(&merge, builder->repeats[i].row);
        status = merge_thing(&merge, order);
    }
    builder->repeat_count = 0;
    free(merge.rows);
    free(order);
    return status;
}

lt_status lt_note_preferred(lt_builder *builder)
{
    const lt_facts *facts = builder->facts;

    for (uint32_t i = 0; i < facts->file_count; i++) {
        const lt_fact_file *file = &facts->files[i];
        char count[16];

        if (builder->gave_way[i] == 0)
            continue;
        (void)snprintf(count, sizeof(count), "%u", builder->gave_way[i]);
        lt_diagnose(builder->diagnostics, LT_N_PREFERRED,
                    (lt_place){lt_pool_text(facts->pool, file->path),
                               file->sheet == 0
                                   ? NULL
                                   : lt_pool_text(facts->pool, file->sheet),
                               0, 0},
                    count, NULL, NULL);
    }
    return LT_OK;
}
