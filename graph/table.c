#include "graph/table.h"

#include <assert.h>
#include <string.h>

enum { FIRST_ROWS = 16 };

lt_answer lt_answer_new(const char *command, lt_lang lang)
{
    lt_answer answer = {0};

    answer.arena = LT_ARENA_EMPTY;
    answer.command = command;
    answer.lang = lang;
    return answer;
}

void lt_answer_clear(lt_answer *answer)
{
    lt_arena_clear(&answer->arena);
    *answer = lt_answer_new(answer->command, answer->lang);
}

lt_status lt_answer_section(lt_section **out, lt_answer *answer,
                            const char *key, const char *title,
                            const lt_column *columns, uint32_t column_count,
                            lt_error *err)
{
    lt_section *section = NULL;
    const char *copy = NULL;

    *out = NULL;
    if (answer->section_count == LT_SECTIONS_MAX)
        return lt_fail(err, LT_ERR_LIMIT, "no room for section %s", key);
    if (title != NULL) {
        copy = lt_arena_copy(&answer->arena, title, strlen(title));
        if (copy == NULL)
            return lt_fail_memory(err, "title");
    }
    section = &answer->sections[answer->section_count++];
    *section = (lt_section){.key = key, .title = copy};
    section->table.arena = &answer->arena;
    section->table.columns = columns;
    section->table.column_count = column_count;
    *out = section;
    return LT_OK;
}

/* Append a filled template to a list of texts. The room of the list is the
 * power of two at or above its count, so that none need be remembered. */
static lt_status append_text(lt_answer *answer, const char ***texts,
                             uint32_t *count, lt_phrase template,
                             const char **args, size_t arg_count, lt_error *err)
{
    char *text = lt_arena_fill(&answer->arena, lt_say(answer->lang, template),
                               args, arg_count);

    if (text == NULL)
        return lt_fail_memory(err, "text");
    if ((*count & (*count - 1)) == 0) {
        size_t room = *count == 0 ? 1 : (size_t)*count * 2;
        const char **grown =
            lt_arena_take(&answer->arena, room * sizeof(*grown));

        if (grown == NULL)
            return lt_fail_memory(err, "texts");
        for (uint32_t i = 0; i < *count; i++)
            grown[i] = (*texts)[i];
        *texts = grown;
    }
    (*texts)[(*count)++] = text;
    return LT_OK;
}

lt_status lt_answer_note(lt_answer *answer, lt_phrase template,
                         const char **args, size_t count, lt_error *err)
{
    return append_text(answer, &answer->notes, &answer->note_count, template,
                       args, count, err);
}

lt_status lt_section_say(lt_answer *answer, lt_section *section,
                         lt_phrase template, const char **args, size_t count,
                         lt_error *err)
{
    return append_text(answer, &section->paragraphs, &section->paragraph_count,
                       template, args, count, err);
}

/* Twice as many rows; what the old ones took stays in the arena. */
static lt_status grow_rows(lt_table *table, lt_error *err)
{
    uint32_t room = table->row_room == 0 ? FIRST_ROWS : table->row_room * 2;
    size_t row_bytes = table->column_count * sizeof(lt_value);
    lt_value *cells = NULL;

    if (room < table->row_room)
        return lt_fail(err, LT_ERR_LIMIT, "more than %u rows", table->row_room);
    if (row_bytes == 0 || room > SIZE_MAX / row_bytes)
        return lt_fail(err, LT_ERR_INVALID, "%u rows of %u columns", room,
                       table->column_count);
    cells = lt_arena_take(table->arena, room * row_bytes);
    if (cells == NULL)
        return lt_fail_memory(err, "rows");
    if (table->row_count > 0)
        memcpy(cells, table->cells, table->row_count * row_bytes);
    table->cells = cells;
    table->row_room = room;
    return LT_OK;
}

lt_status lt_table_add_row(lt_table *table, lt_value **cells, lt_error *err)
{
    lt_status status = LT_OK;

    *cells = NULL;
    if (table->row_count == table->row_room)
        LT_TRY(grow_rows(table, err));
    *cells = table->cells + (size_t)table->row_count * table->column_count;
    table->row_count++;
cleanup:
    return status;
}

const lt_value *lt_table_cell(const lt_table *table, uint32_t row,
                              uint32_t column)
{
    assert(row < table->row_count && column < table->column_count);
    return &table->cells[(size_t)row * table->column_count + column];
}

uint32_t lt_table_column(const lt_table *table, const char *name)
{
    for (uint32_t c = 0; c < table->column_count; c++)
        if (strcmp(table->columns[c].name, name) == 0)
            return c;
    return UINT32_MAX;
}
