#include "graph/arena.h"

#include "graph/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16384, ALIGNMENT = 16 };

struct lt_arena_block {
    struct lt_arena_block *before;
    size_t used;
    size_t room;
    size_t padding; /* Keeps the bytes behind the header aligned. */
};

static void *block_bytes(struct lt_arena_block *block)
{
    return (unsigned char *)block + sizeof(*block);
}

void *lt_arena_take(lt_arena *arena, size_t size)
{
    struct lt_arena_block *block = arena->last;
    size_t need = 0;
    void *bytes = NULL;

    if (size > SIZE_MAX / 2)
        return NULL;
    need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (block == NULL || block->room - block->used < need) {
        size_t room = need > BLOCK_BYTES ? need : BLOCK_BYTES;

        block = lt_alloc_array(1, sizeof(*block) + room);
        if (block == NULL)
            return NULL;
        block->room = room;
        block->before = arena->last;
        arena->last = block;
    }
    bytes = (unsigned char *)block_bytes(block) + block->used;
    block->used += need;
    return bytes;
}

char *lt_arena_copy(lt_arena *arena, const char *text, size_t length)
{
    char *copy = lt_arena_take(arena, length + 1);

    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *lt_arena_format(lt_arena *arena, const char *format, ...)
{
    va_list args;
    int length = 0;
    char *text = NULL;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return NULL;
    text = lt_arena_take(arena, (size_t)length + 1);
    if (text == NULL)
        return NULL;
    va_start(args, format);
    (void)vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

/* Length of the filled template; written to @p out where that is not NULL. */
static size_t fill(char *out, const char *template, const char **args,
                   size_t count)
{
    size_t length = 0;

    for (const char *c = template; *c != '\0'; c++) {
        const char *piece = c;
        size_t bytes = 1;

        if (c[0] == '{' && c[1] >= '1' && c[1] <= '9' && c[2] == '}') {
            size_t index = (size_t)(c[1] - '1');

            piece = index < count && args[index] != NULL ? args[index] : "";
            bytes = strlen(piece);
            c += 2;
        }
        if (out != NULL)
            memcpy(out + length, piece, bytes);
        length += bytes;
    }
    return length;
}

char *lt_arena_fill(lt_arena *arena, const char *template, const char **args,
                    size_t count)
{
    char *text = lt_arena_take(arena, fill(NULL, template, args, count) + 1);

    if (text != NULL)
        (void)fill(text, template, args, count);
    return text;
}

void lt_arena_clear(lt_arena *arena)
{
    struct lt_arena_block *block = arena->last;

    while (block != NULL) {
        struct lt_arena_block *before = block->before;

        free(block);
        block = before;
    }
    arena->last = NULL;
}
