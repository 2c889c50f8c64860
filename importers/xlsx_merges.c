/* Merged cells, which stand behind the cells of a sheet: they are read before
 * it where their values are to be filled in. */
#include "graph/alloc.h"
#include "importers/xlsx_rows.h"

#include <stdlib.h>
#include <string.h>

enum { MERGES_MAX = 1 << 20, CURRENT_MAX = LT_XLSX_COLUMNS_MAX };

static lt_status refuse_many(const lt_book *book, lt_error *err)
{
    return lt_package_refuse(
        book->package, LT_E_WORKBOOK_LIMIT, "",
        (lt_phrase){"合并单元格过多", "too many merged cells"}, err);
}

/* A1:B2. What is no range, or no larger than a cell, is left out. */
static lt_status add_merge(lt_xlsx_merges *merges, const lt_book *book,
                           const char *range, lt_error *err)
{
    const char *colon = range == NULL ? NULL : strchr(range, ':');
    const size_t room = merges->room == 0 ? 64 : merges->room * 2;
    lt_xlsx_merge merge = {0, 0, 0, 0, NULL, 0};
    lt_xlsx_merge *items = NULL;

    if (colon == NULL ||
        !lt_xlsx_reference(range, &merge.first_row, &merge.first_column) ||
        !lt_xlsx_reference(colon + 1, &merge.last_row, &merge.last_column) ||
        merge.last_row < merge.first_row ||
        merge.last_column < merge.first_column)
        return LT_OK;
    merge.first_row--;
    merge.last_row--;
    merge.first_column--;
    merge.last_column--;
    if (merges->count == MERGES_MAX)
        return refuse_many(book, err);
    if (merges->count == merges->room) {
        items = lt_grow_array(merges->items, room, sizeof(*items));
        if (items == NULL)
            return lt_fail_memory(err, "merged cells");
        merges->items = items;
        merges->room = room;
    }
    merges->items[merges->count++] = merge;
    return LT_OK;
}

static int compare_merges(const void *a, const void *b)
{
    const lt_xlsx_merge *first = a;
    const lt_xlsx_merge *second = b;

    if (first->first_row != second->first_row)
        return first->first_row < second->first_row ? -1 : 1;
    if (first->first_column == second->first_column)
        return 0;
    return first->first_column < second->first_column ? -1 : 1;
}

lt_status lt_xlsx_merges_read(lt_xlsx_merges *merges, const lt_book *book,
                              size_t sheet, lt_error *err)
{
    lt_markup *xml = NULL;
    lt_markup_event event = LT_MARKUP_END;
    lt_status status = LT_OK;

    LT_TRY(lt_markup_open(&xml, book->package, book->sheets[sheet].part, err));
    do {
        LT_TRY(lt_markup_next(&event, xml, err));
        if (event != LT_MARKUP_OPEN)
            continue;
        if (lt_markup_name_of(xml) == LT_MARKUP_SHEET_DATA)
            lt_markup_skip(xml);
        else if (lt_markup_name_of(xml) == LT_MARKUP_MERGE_CELL)
            LT_TRY(
                add_merge(merges, book, lt_markup_attribute(xml, "ref"), err));
    } while (event != LT_MARKUP_END);
    if (merges->count > 1)
        qsort(merges->items, merges->count, sizeof(*merges->items),
              compare_merges);
    merges->current = lt_alloc_array(CURRENT_MAX, sizeof(*merges->current));
    if (merges->current == NULL)
        status = lt_fail_memory(err, "merged cells");
cleanup:
    lt_markup_close(xml);
    return status;
}

lt_status lt_xlsx_merges_at(lt_xlsx_merges *merges, const lt_book *book,
                            uint32_t row, lt_error *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < merges->current_count; i++)
        if (merges->items[merges->current[i]].last_row >= row)
            merges->current[kept++] = merges->current[i];
    while (merges->next < merges->count &&
           merges->items[merges->next].first_row <= row) {
        if (merges->items[merges->next].last_row >= row) {
            if (kept == CURRENT_MAX)
                return refuse_many(book, err);
            merges->current[kept++] = (uint32_t)merges->next;
        }
        merges->next++;
    }
    merges->current_count = kept;
    return LT_OK;
}

void lt_xlsx_merges_clear(lt_xlsx_merges *merges)
{
    free(merges->items);
    free(merges->current);
    lt_arena_clear(&merges->arena);
    *merges = (lt_xlsx_merges){.items = NULL};
}
