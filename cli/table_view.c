#include "cli/table_view.h"

#include "cli/output.h"
#include "graph/alloc.h"
#include "graph/table.h"

#include <math.h>
#include <stdlib.h>

/* Rows between two looks for a signal. */
enum { ROWS_A_LOOK = 65536 };

int lt_table_view_exists(const lt_facts *facts, lt_fact fact)
{
    return facts->tables[fact].segment_count > 0;
}

/* 1 when a source has the column, or a table cannot do without it. */
static int has_column(const lt_fact_rows *rows, const lt_fact_spec *spec,
                      uint32_t column)
{
    if (spec->columns[column].required || rows->text[column] != NULL ||
        rows->number[column] != NULL)
        return 1;
    for (uint32_t s = 0; s < rows->segment_count; s++)
        if (rows->segments[s].field[column] != 0)
            return 1;
    return 0;
}

lt_status lt_table_view_open(lt_table_view *out, const lt_facts *facts,
                             lt_fact fact, lt_error *err)
{
    *out = (lt_table_view){.facts = facts,
                           .rows = &facts->tables[fact],
                           .spec = &lt_fact_specs[fact],
                           .fact = fact};
    for (uint32_t c = 0; c < out->spec->column_count; c++)
        if (has_column(out->rows, out->spec, c))
            out->known[out->known_count++] = c;
    out->count = out->known_count + out->rows->extra_count;
    /* Only rows of several sources can have merged. */
    if (out->spec->entity && out->rows->segment_count > 1) {
        out->merged = lt_alloc_array(lt_pool_count(facts->pool), 1);
        if (out->merged == NULL)
            return lt_fail_memory(err, "rows");
    }
    return LT_OK;
}

void lt_table_view_close(lt_table_view *view)
{
    free(view->merged);
    view->merged = NULL;
}

int lt_table_view_keeps(lt_table_view *view, uint32_t row)
{
    lt_symbol id = 0;

    if (view->merged == NULL || view->rows->text[0] == NULL)
        return 1;
    id = view->rows->text[0][row];
    if (id != 0 && view->merged[id])
        return 0;
    view->merged[id] = 1;
    return 1;
}

static int is_known(const lt_table_view *view, uint32_t column)
{
    return column < view->known_count;
}

static const lt_extra_column *extra_of(const lt_table_view *view,
                                       uint32_t column)
{
    return &view->rows->extras[column - view->known_count];
}

const lt_column_spec *lt_table_view_spec(const lt_table_view *view,
                                         uint32_t column)
{
    return is_known(view, column) ? &view->spec->columns[view->known[column]]
                                  : NULL;
}

const char *lt_table_view_name(const lt_table_view *view, uint32_t column)
{
    return is_known(view, column)
               ? view->spec->columns[view->known[column]].name
               : lt_pool_text(view->facts->pool, extra_of(view, column)->name);
}

const double *lt_table_view_numbers(const lt_table_view *view, uint32_t column)
{
    return is_known(view, column) ? view->rows->number[view->known[column]]
                                  : NULL;
}

const char *lt_table_view_text(const lt_table_view *view, uint32_t row,
                               uint32_t column, char *number)
{
    const double *numbers = lt_table_view_numbers(view, column);

    if (!is_known(view, column))
        return lt_pool_text(view->facts->pool,
                            extra_of(view, column)->cells[row]);
    if (numbers == NULL)
        return lt_facts_text(view->facts, view->fact, row, view->known[column]);
    number[0] = '\0';
    if (!isnan(numbers[row]))
        lt_number_text(number, numbers[row]);
    return number;
}

lt_status lt_table_view_goes_on(uint32_t row, lt_error *err)
{
    if (row % ROWS_A_LOOK != 0 || !lt_interrupted())
        return LT_OK;
    return lt_fail(err, LT_ERR_IO, "%s", "");
}
