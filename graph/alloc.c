#include "graph/alloc.h"

#include <stdint.h>
#include <stdlib.h>

void *lt_alloc_array(size_t count, size_t size)
{
    return calloc(count == 0 ? 1 : count, size); /* calloc checks overflow */
}

void *lt_grow_array(void *old, size_t count, size_t size)
{
    size_t bytes = 0;

    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    bytes = count * size;
    return realloc(old, bytes == 0 ? 1 : bytes);
}
