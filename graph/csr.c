#include "graph/csr.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

/*
 * Counting sort by owner. Counts go two places ahead, so that after the prefix
 * sum offset[v + 1] is where the slots of v begin; placing the rows then moves
 * it to their end, which is where v + 1 begins.
 */
lt_status lt_csr_build(lt_csr *out, uint32_t owner_count, const uint32_t *owner,
                       uint32_t row_count, lt_error *err)
{
    const size_t offsets = (size_t)owner_count + 2;
    uint32_t *offset = lt_grow_array(NULL, offsets, sizeof(*offset));
    uint32_t owned = 0;

    *out = LT_CSR_EMPTY;
    if (offset == NULL)
        return lt_fail_memory(err, "adjacency");
    /* Memory that is read before it is written is mapped twice over. */
    memset(offset, 0, offsets * sizeof(*offset));
    for (uint32_t row = 0; row < row_count; row++) {
        if (owner[row] == LT_NONE)
            continue;
        offset[owner[row] + 2]++;
        owned++;
    }
    out->item = lt_alloc_array(owned, sizeof(*out->item));
    if (out->item == NULL) {
        free(offset);
        return lt_fail_memory(err, "adjacency");
    }
    for (size_t v = 2; v < offsets; v++)
        offset[v] += offset[v - 1];
    for (uint32_t row = 0; row < row_count; row++)
        if (owner[row] != LT_NONE)
            out->item[offset[owner[row] + 1]++] = row;
    out->offset = offset;
    out->owner_count = owner_count;
    return LT_OK;
}

void lt_csr_clear(lt_csr *csr)
{
    free(csr->offset);
    free(csr->item);
    *csr = LT_CSR_EMPTY;
}
