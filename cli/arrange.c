#include "cli/answer.h"

#include "graph/alloc.h"
#include "graph/names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "a b c": the columns of all tables. */
static const char *list_columns(lt_arena *arena, const lt_answer *answer)
{
    const char *listed = "";

    for (uint32_t s = 0; s < answer->section_count; s++) {
        const lt_table *table = &answer->sections[s].table;

        for (uint32_t c = 0; listed != NULL && c < table->column_count; c++)
            listed = lt_arena_format(arena, "%s%s%s", listed,
                                     listed[0] == '\0' ? "" : " ",
                                     table->columns[c].name);
    }
    return listed;
}

static lt_status refuse_column(lt_answer *answer, const char *name,
                               lt_lang lang, lt_error *err)
{
    const char *listed = list_columns(&answer->arena, answer);
    lt_names *names = lt_names_new();
    const char *nearest = NULL;
    lt_status status = LT_OK;

    if (listed == NULL || names == NULL) {
        lt_names_free(names);
        return lt_fail_memory(err, "columns");
    }
    for (uint32_t s = 0; s < answer->section_count; s++) {
        const lt_table *table = &answer->sections[s].table;

        for (uint32_t c = 0; c < table->column_count; c++)
            (void)lt_names_add(names, LT_NAME_ID, table->columns[c].name, 0,
                               NULL);
    }
    nearest = lt_names_nearest(names, name);
    status = lt_fail_say(
        err, LT_ERR_INVALID, lang,
        nearest != NULL
            ? (lt_phrase){"没有列“{1}”；是否指 {3}？有：{2}",
                          "there is no column '{1}'; did you mean {3}? There "
                          "are: {2}"}
            : (lt_phrase){"没有列“{1}”；有：{2}",
                          "there is no column '{1}'; there are: {2}"},
        name, listed, nearest);
    lt_names_free(names);
    return status;
}

static int has_column(const lt_answer *answer, const char *name)
{
    for (uint32_t s = 0; s < answer->section_count; s++)
        if (lt_table_column(&answer->sections[s].table, name) != UINT32_MAX)
            return 1;
    return 0;
}

lt_status lt_columns_asked(const char ***out, size_t *count, lt_arena *arena,
                           const lt_call *call, lt_answer *answer,
                           lt_error *err)
{
    const char *list = lt_call_value(call, LT_OPTION_COLUMNS);
    const char **columns = NULL;

    *out = NULL;
    *count = 0;
    if (list == NULL)
        return LT_OK;
    columns = lt_arena_take(arena, (strlen(list) + 1) * sizeof(*columns));
    if (columns == NULL)
        return lt_fail_memory(err, "columns");
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        char *name = lt_arena_copy(arena, list, length);

        if (name == NULL)
            return lt_fail_memory(err, "columns");
        if (!has_column(answer, name))
            return refuse_column(answer, name, call->lang, err);
        columns[(*count)++] = name;
        list += length + (list[length] == ',');
    }
    *out = columns;
    return LT_OK;
}

/* What a row is sorted by. */
typedef struct sort_key {
    double number;    /* NaN: it is a text, or blank. */
    const char *text; /* NULL: it is a number, or blank. */
    uint32_t row;
    int falling; /* The same for all rows. */
} sort_key;

/* Numbers, then texts, then blanks. */
static int rank_of(const sort_key *key)
{
    if (!isnan(key->number))
        return 0;
    return key->text != NULL ? 1 : 2;
}

static int by_key(const void *a, const void *b)
{
    const sort_key *first = a;
    const sort_key *second = b;
    int order = rank_of(first) - rank_of(second);

    if (order != 0)
        return order;
    if (rank_of(first) == 0)
        order =
            (first->number > second->number) - (first->number < second->number);
    else if (rank_of(first) == 1)
        order = strcmp(first->text, second->text);
    if (first->falling)
        order = -order;
    /* Rows that are level keep their order. */
    return order != 0 ? order
                      : (first->row > second->row) - (first->row < second->row);
}

static lt_status take_keys(sort_key *keys, const lt_table *table,
                           uint32_t column, lt_lang lang, int *numeric,
                           lt_error *err)
{
    *numeric = 1;
    for (uint32_t row = 0; row < table->row_count; row++) {
        const lt_value *value = lt_table_cell(table, row, column);

        keys[row] = (sort_key){NAN, NULL, row, 0};
        if (value->kind == LT_VALUE_NUMBER || value->kind == LT_VALUE_TRUTH) {
            keys[row].number = value->kind == LT_VALUE_NUMBER
                                   ? value->number
                                   : (double)value->count;
        } else if (value->kind != LT_VALUE_NONE) {
            *numeric = 0;
            keys[row].text = value->kind == LT_VALUE_TEXT
                                 ? value->text
                                 : lt_value_flat(table->arena, value, lang);
            if (keys[row].text == NULL)
                return lt_fail_memory(err, "sort keys");
        }
    }
    return LT_OK;
}

/* Lay the rows out in the order of the keys. */
static lt_status reorder(lt_table *table, const sort_key *keys, lt_error *err)
{
    const size_t width = table->column_count;
    lt_value *cells = lt_arena_take(table->arena, (size_t)table->row_count *
                                                      width * sizeof(*cells));

    if (cells == NULL)
        return lt_fail_memory(err, "rows");
    for (uint32_t row = 0; row < table->row_count; row++)
        memcpy(cells + row * width, table->cells + keys[row].row * width,
               width * sizeof(*cells));
    table->cells = cells;
    table->row_room = table->row_count;
    return LT_OK;
}

static lt_status sort_rows(lt_answer *answer, lt_table *table,
                           const lt_call *call, const char *by, lt_error *err)
{
    sort_key *keys = NULL;
    const char *name = by + (by[0] == '+' || by[0] == '-');
    uint32_t column = lt_table_column(table, name);
    int numeric = 0;
    lt_status status = LT_OK;

    if (column == UINT32_MAX)
        return refuse_column(answer, name, call->lang, err);
    if (table->row_count == 0)
        return LT_OK;
    keys = lt_alloc_array(table->row_count, sizeof(*keys));
    if (keys == NULL)
        return lt_fail_memory(err, "sort keys");
    LT_TRY(take_keys(keys, table, column, call->lang, &numeric, err));
    for (uint32_t row = 0; row < table->row_count; row++)
        keys[row].falling = by[0] == '-' || (by[0] != '+' && numeric);
    qsort(keys, table->row_count, sizeof(*keys), by_key);
    LT_TRY(reorder(table, keys, err));
cleanup:
    free(keys);
    return status;
}

static lt_status cut_rows(lt_answer *answer, lt_table *table,
                          const lt_call *call, const char *limit, lt_error *err)
{
    unsigned long long most = 0;
    char shown[16];
    char all[16];
    const char *args[] = {shown, all};

    if (!lt_whole_parse(&most, limit, 0, UINT32_MAX))
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"--limit 应为不小于 0 的整数，"
                                       "却是“{1}”",
                                       "--limit takes a whole number of 0 or "
                                       "more, not '{1}'"},
                           limit, NULL, NULL);
    if (most == 0 || most >= table->row_count)
        return LT_OK;
    (void)snprintf(shown, sizeof(shown), "%llu", most);
    (void)snprintf(all, sizeof(all), "%u", table->row_count);
    table->row_count = (uint32_t)most;
    return lt_answer_note(
        answer,
        (lt_phrase){"只列前 {1} 行，共 {2} 行", "the first {1} of {2} rows"},
        args, 2, err);
}

/* 1 when a row that is left names the source in its list of them. */
static int is_cited(const lt_table *table, uint32_t column, const char *id)
{
    for (uint32_t row = 0; row < table->row_count; row++) {
        const lt_value *cell = lt_table_cell(table, row, column);

        for (uint32_t i = 0; cell->kind == LT_VALUE_LIST && i < cell->count;
             i++)
            if (strcmp(cell->items[i].text, id) == 0)
                return 1;
    }
    return 0;
}

/* Sources that only rows which were cut away had cited go with them. */
static void cut_sources(lt_answer *answer)
{
    const lt_table *table = &answer->sections[0].table;
    const uint32_t column = lt_table_column(table, "sources");
    uint32_t kept = 0;

    if (column == UINT32_MAX || answer->section_count > 1)
        return;
    for (uint32_t i = 0; i < answer->cited_count; i++)
        if (is_cited(table, column, answer->cited[i].id))
            answer->cited[kept++] = answer->cited[i];
    answer->cited_count = kept;
}

lt_status lt_answer_arrange(lt_answer *answer, const lt_call *call,
                            lt_error *err)
{
    const char *by = lt_call_value(call, LT_OPTION_SORT);
    const char *limit = lt_call_value(call, LT_OPTION_LIMIT);
    lt_status status = LT_OK;

    if (answer->section_count == 0)
        return LT_OK;
    if (by != NULL)
        LT_TRY(sort_rows(answer, &answer->sections[0].table, call, by, err));
    if (limit != NULL)
        LT_TRY(cut_rows(answer, &answer->sections[0].table, call, limit, err));
    if (limit != NULL)
        cut_sources(answer);
cleanup:
    return status;
}
