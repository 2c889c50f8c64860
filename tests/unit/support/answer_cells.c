#include "support/answer_cells.h"

#include "support/cmocka_first.h"

#include <string.h>

const lt_value *cell(const lt_answer *answer, uint32_t row, const char *column)
{
    const lt_table *table = &answer->sections[0].table;
    const uint32_t index = lt_table_column(table, column);

    if (index == UINT32_MAX)
        fail_msg("no column is called %s", column);
    assert_true(row < table->row_count);
    return lt_table_cell(table, row, index);
}

const lt_value *field(const lt_value *record, const char *name)
{
    assert_int_equal(record->kind, LT_VALUE_RECORD);
    for (uint32_t i = 0; i < record->count; i++)
        if (strcmp(record->fields[i].name, name) == 0)
            return &record->fields[i].value;
    fail_msg("no field is called %s", name);
    return NULL;
}

static uint32_t find_row(const lt_answer *answer, const char *column,
                         const char *name, const char *text)
{
    const uint32_t count = answer->sections[0].table.row_count;

    for (uint32_t row = 0; row < count; row++) {
        const lt_value *value = cell(answer, row, column);

        if (value->kind == LT_VALUE_RECORD &&
            strcmp(text_in(field(value, name)), text) == 0)
            return row;
    }
    return UINT32_MAX;
}

int has_row_with(const lt_answer *answer, const char *column, const char *name,
                 const char *text)
{
    return find_row(answer, column, name, text) != UINT32_MAX;
}

uint32_t row_with(const lt_answer *answer, const char *column, const char *name,
                  const char *text)
{
    const uint32_t row = find_row(answer, column, name, text);

    if (row == UINT32_MAX)
        fail_msg("no row has the %s %s", column, text);
    return row;
}

double number_in(const lt_value *value)
{
    if (value->kind == LT_VALUE_NONE)
        return NAN;
    assert_int_equal(value->kind, LT_VALUE_NUMBER);
    return value->number;
}

const char *text_in(const lt_value *value)
{
    if (value->kind == LT_VALUE_NONE)
        return "";
    assert_int_equal(value->kind, LT_VALUE_TEXT);
    return value->text;
}
