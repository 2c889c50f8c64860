#include "support/fail_alloc.h"

#include <stddef.h>

/* The linker options --wrap=lt_alloc_array and --wrap=lt_grow_array send the
 * library's calls here. */
void *__wrap_lt_alloc_array(size_t count, size_t size);
void *__real_lt_alloc_array(size_t count, size_t size);
void *__wrap_lt_grow_array(void *old, size_t count, size_t size);
void *__real_lt_grow_array(void *old, size_t count, size_t size);

static long allowed_left = -1;

void fail_alloc_after(long allowed)
{
    allowed_left = allowed;
}

/* Counts one allocation; 0 when it is to fail. */
static int allowed_one(void)
{
    if (allowed_left == 0)
        return 0;
    if (allowed_left > 0)
        allowed_left--;
    return 1;
}

void *__wrap_lt_alloc_array(size_t count, size_t size)
{
    return allowed_one() ? __real_lt_alloc_array(count, size) : NULL;
}

void *__wrap_lt_grow_array(void *old, size_t count, size_t size)
{
    return allowed_one() ? __real_lt_grow_array(old, count, size) : NULL;
}
