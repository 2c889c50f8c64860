/**
 * @file graph/pool.h
 * Interned texts: every distinct text of the input is kept once and named by
 * a 32-bit symbol. Symbol 0 is the empty text.
 */
#ifndef LT_GRAPH_POOL_H
#define LT_GRAPH_POOL_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t lt_symbol; /**< Number of an interned text; 0 is empty. */

/** No symbol: out of memory, or the text is not in the pool. */
#define LT_SYMBOL_NONE UINT32_MAX

/** Opaque. Release with lt_pool_free(). */
typedef struct lt_pool lt_pool;

/** An empty pool owned by the caller; NULL when out of memory. */
lt_pool *lt_pool_new(void);

/** Release @p pool and all its texts. NULL is allowed. */
void lt_pool_free(lt_pool *pool);

/**
 * Symbol of the @p length bytes at @p text (no NUL among them), added where
 * new. LT_SYMBOL_NONE when out of memory or past 2^32 - 2 texts.
 * Amortised O(length).
 */
lt_symbol lt_pool_add(lt_pool *pool, const char *text, size_t length);

/** Some bytes of a larger text: no NUL need follow. Borrowed. */
typedef struct lt_span {
    const char *text;
    size_t length;
} lt_span;

/**
 * lt_pool_add for @p count texts in turn, with their places in the pool
 * fetched ahead: several times as fast where the pool is larger than the
 * cache. @return 1, or 0 when out of memory or symbols.
 */
int lt_pool_add_all(lt_pool *pool, lt_symbol *symbols, const lt_span *spans,
                    size_t count);

/** Symbol of a text that may not be there: LT_SYMBOL_NONE then. */
lt_symbol lt_pool_find(const lt_pool *pool, const char *text, size_t length);

/** The text of @p symbol, NUL-terminated. Valid until lt_pool_free(): adding
 * does not move texts. */
const char *lt_pool_text(const lt_pool *pool, lt_symbol symbol);

/** Number of symbols, the empty one included. */
uint32_t lt_pool_count(const lt_pool *pool);

#endif
