/* Names that are a piece of others. */
#include "analysis/likeness_finder.h"

#include "graph/alloc.h"

#include <stdlib.h>

enum {
    PART_OF_MOST = 3, /* What more names contain is a sort of things. */
    PART_LEAST = 3    /* Characters that a part has at least. */
};

/* The form that is a piece of another's name; UINT32_MAX: none. */
static uint32_t form_with(const struct lt_finder *finder, uint64_t hash)
{
    const struct lt_key wanted = {hash, 0};
    size_t low = 0;
    size_t high = finder->key_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (finder->keys[middle].hash < wanted.hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < finder->key_count && finder->keys[low].hash == hash
               ? finder->keys[low].form
               : UINT32_MAX;
}

/* The piece of a name from @p begin to @p end. `holders`: form → names that
 * contain it; only counted where `pair` is 0. */
static lt_status look_piece(struct lt_finder *finder, uint32_t f,
                            const lt_core *core, uint32_t begin, uint32_t end,
                            uint32_t *holders, int pair)
{
    const struct lt_form *whole = &finder->forms[f];
    const double share = (double)(end - begin) / core->count;
    const uint32_t part =
        form_with(finder, lt_core_hash(core, begin, end, UINT32_MAX, KEY_PART));

    if (part == UINT32_MAX || finder->forms[part].thing == whole->thing)
        return LT_OK;
    holders[part] += !pair;
    if (!pair || holders[part] > PART_OF_MOST)
        return LT_OK;
    return lt_finder_add_pair(
        finder, finder->forms[part].thing, whole->thing, LT_LIKE_PART,
        finder->things->kind == LT_THING_FIRM ? 0.5 + 0.35 * share
                                              : 0.3 + 0.4 * share);
}

/* Look every piece of a name up; of a product those at its end. */
static lt_status look_pieces(struct lt_finder *finder, uint32_t f,
                             uint32_t *holders, int pair)
{
    const int is_firm = finder->things->kind == LT_THING_FIRM;
    lt_core core = finder->forms[f].core;
    lt_status status = LT_OK;

    lt_finder_cut(finder, &core);
    for (uint32_t begin = 0; begin < core.count; begin++)
        for (uint32_t end = is_firm ? begin + PART_LEAST : core.count;
             end <= core.count; end++)
            if (end >= begin + PART_LEAST && end - begin < core.count)
                LT_TRY(look_piece(finder, f, &core, begin, end, holders, pair));
cleanup:
    return status;
}

/* One name contained in another, where it is not in many. */
lt_status lt_finder_parts(struct lt_finder *finder)
{
    uint32_t *holders = lt_alloc_array(finder->form_count, sizeof(*holders));
    lt_status status = LT_OK;

    if (holders == NULL)
        return lt_fail_memory(finder->err, "names");
    for (uint32_t f = 0; f < finder->form_count; f++) {
        lt_core core = finder->forms[f].core;

        lt_finder_cut(finder, &core);
        if (core.count >= PART_LEAST && !finder->forms[f].is_half)
            LT_TRY(lt_finder_add_key(
                finder,
                lt_core_hash(&core, 0, core.count, UINT32_MAX, KEY_PART), f));
    }
    lt_finder_sort_keys(finder);
    for (int pair = 0; pair < 2; pair++)
        for (uint32_t f = 0; f < finder->form_count; f++)
            if (!finder->forms[f].is_half)
                LT_TRY(look_pieces(finder, f, holders, pair));
    finder->key_count = 0;
cleanup:
    free(holders);
    return status;
}
