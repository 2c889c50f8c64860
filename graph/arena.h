/**
 * @file graph/arena.h
 * Memory that is released all at once: texts and values of an answer live as
 * long as the answer.
 */
#ifndef LT_GRAPH_ARENA_H
#define LT_GRAPH_ARENA_H

#include <stddef.h>

/** Transparent value; start from LT_ARENA_EMPTY, end with lt_arena_clear. */
typedef struct lt_arena {
    struct lt_arena_block *last; /**< Blocks, newest first. */
} lt_arena;

#define LT_ARENA_EMPTY ((lt_arena){NULL})

/**
 * Zeroed bytes, aligned for any type, valid until lt_arena_clear().
 * NULL when out of memory. Amortised O(size).
 */
void *lt_arena_take(lt_arena *arena, size_t size);

/** Copy of the first @p length bytes of @p text, closed by NUL; NULL when
 * out of memory. */
char *lt_arena_copy(lt_arena *arena, const char *text, size_t length);

/** printf into the arena; NULL when out of memory. */
char *lt_arena_format(lt_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Fill a template: {1} … {9} stand for @p args[0] … [8], in any order, so that
 * both languages can place them. NULL when out of memory.
 * @param args @p count texts; NULL reads as an empty text.
 */
char *lt_arena_fill(lt_arena *arena, const char *template, const char **args,
                    size_t count);

/** Free everything taken from @p arena. Safe to call twice. */
void lt_arena_clear(lt_arena *arena);

#endif
