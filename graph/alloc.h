/**
 * @file graph/alloc.h
 * The only way this code base obtains heap memory, so that tests can make the
 * n-th allocation fail (see tests/unit/support/fail_alloc.c).
 */
#ifndef LT_GRAPH_ALLOC_H
#define LT_GRAPH_ALLOC_H

#include <stddef.h>

/**
 * Zeroed array of @p count elements of @p size bytes; free() releases it.
 * Returns NULL when out of memory or when count * size overflows. Asking for
 * zero elements returns a distinct non-NULL pointer.
 */
void *lt_alloc_array(size_t count, size_t size);

/**
 * Resize @p old (NULL allowed) to @p count elements of @p size bytes; what is
 * new is not zeroed. Returns NULL when out of memory or when count * size
 * overflows: @p old is then untouched and still owned by the caller.
 */
void *lt_grow_array(void *old, size_t count, size_t size);

#endif
