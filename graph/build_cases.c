/* Ids of several sources that differ in case alone: most likely one thing. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    enum lt_sort sort;
    lt_fact fact;
    lt_phrase word;
} SORTS[] = {
    {LT_SORT_REGION, LT_REGIONS, {"区域", "region"}},
    {LT_SORT_CHAIN, LT_CHAINS, {"产业链", "chain"}},
    {LT_SORT_PRODUCT, LT_PRODUCTS, {"产品", "product"}},
    {LT_SORT_PROCESS, LT_PROCESSES, {"工艺", "process"}},
    {LT_SORT_FIRM, LT_FIRMS, {"企业", "firm"}},
};

/* A thing and its id. */
struct cased {
    const char *id;
    uint32_t thing;
};

static int by_caseless(const void *left, const void *right)
{
    const struct cased *a = left;
    const struct cased *b = right;
    const int order = strcasecmp(a->id, b->id);

    return order != 0 ? order : strcmp(a->id, b->id);
}

static int has_letter(const char *id)
{
    for (; *id != '\0'; id++)
        if ((*id >= 'A' && *id <= 'Z') || (*id >= 'a' && *id <= 'z'))
            return 1;
    return 0;
}

static int has_several_sources(const lt_facts *facts)
{
    for (uint32_t i = 1; i < facts->file_count; i++)
        if (facts->files[i].source != facts->files[0].source)
            return 1;
    return 0;
}

static lt_status note_sort(lt_builder *builder, size_t which)
{
    const enum lt_sort sort = SORTS[which].sort;
    const uint32_t all = builder->count[sort];
    struct cased *list = lt_alloc_array(all, sizeof(*list));
    uint32_t count = 0;

    if (list == NULL)
        return lt_fail_memory(builder->err, "ids");
    for (uint32_t i = 0; i < all; i++) {
        const char *id =
            lt_pool_text(builder->facts->pool, builder->id_of[sort][i]);

        if (has_letter(id))
            list[count++] = (struct cased){id, i};
    }
    if (count > 1)
        qsort(list, count, sizeof(*list), by_caseless);
    for (uint32_t i = 1; i < count; i++) {
        const uint32_t row = builder->row_of[sort][list[i].thing];

        if (strcasecmp(list[i - 1].id, list[i].id) == 0)
            lt_diagnose(
                builder->diagnostics, LT_N_CASE_DIFFERS,
                row == LT_NONE
                    ? LT_PLACE_NONE
                    : lt_build_place(builder, SORTS[which].fact, row, 0),
                list[i].id,
                lt_say(builder->diagnostics->lang, SORTS[which].word),
                list[i - 1].id);
    }
    free(list);
    return LT_OK;
}

lt_status lt_note_cases(lt_builder *builder)
{
    lt_status status = LT_OK;

    if (!has_several_sources(builder->facts))
        return LT_OK;
    for (size_t i = 0; status == LT_OK && i < sizeof(SORTS) / sizeof(*SORTS);
         i++)
        status = note_sort(builder, i);
    return status;
}
