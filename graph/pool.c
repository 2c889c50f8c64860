#include "graph/pool.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 1 << 16, FIRST_SLOTS = 1024, FETCHED = 64 };

/*
 * Texts lie one after the other in chunks that never move; a slot of the open
 * addressing table holds a symbol and the upper half of its hash, so that a
 * probe touches the text only when it almost surely matches.
 */
struct slot {
    uint32_t hash;
    lt_symbol symbol; /* 0: the slot is free. */
};

struct chunk {
    struct chunk *before;
    size_t used;
    size_t room;
};

struct lt_pool {
    struct slot *slots;
    size_t slot_mask;
    const char **texts;
    uint32_t count;
    uint32_t room;
    struct chunk *last;
};

lt_pool *lt_pool_new(void)
{
    lt_pool *pool = lt_alloc_array(1, sizeof(*pool));

    if (pool == NULL)
        return NULL;
    pool->slots = lt_alloc_array(FIRST_SLOTS, sizeof(*pool->slots));
    pool->texts = lt_alloc_array(FIRST_SLOTS, sizeof(*pool->texts));
    if (pool->slots == NULL || pool->texts == NULL) {
        lt_pool_free(pool);
        return NULL;
    }
    pool->slot_mask = FIRST_SLOTS - 1;
    pool->room = FIRST_SLOTS;
    pool->texts[0] = "";
    pool->count = 1;
    return pool;
}

void lt_pool_free(lt_pool *pool)
{
    struct chunk *chunk = NULL;

    if (pool == NULL)
        return;
    chunk = pool->last;
    while (chunk != NULL) {
        struct chunk *before = chunk->before;

        free(chunk);
        chunk = before;
    }
    free(pool->slots);
    free(pool->texts);
    free(pool);
}

/* Multiply-fold over eight bytes at a time (as in wyhash by Wang Yi, 2019). */
static uint64_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = 0x9e3779b97f4a7c15U ^ (uint64_t)length;

    while (length >= 8) {
        uint64_t word = 0;

        memcpy(&word, text, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdU;
        hash ^= hash >> 32;
        text += 8;
        length -= 8;
    }
    if (length > 0) {
        uint64_t word = 0;

        memcpy(&word, text, length);
        hash = (hash ^ word) * 0xff51afd7ed558ccdU;
        hash ^= hash >> 32;
    }
    hash *= 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 29);
}

/* The slot that holds the text, or the free slot where it would go. */
static size_t probe(const lt_pool *pool, uint64_t hash, const char *text,
                    size_t length)
{
    const uint32_t high = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & pool->slot_mask;

    while (pool->slots[at].symbol != 0) {
        if (pool->slots[at].hash == high) {
            const char *known = pool->texts[pool->slots[at].symbol];

            if (strncmp(known, text, length) == 0 && known[length] == '\0')
                return at;
        }
        at = (at + 1) & pool->slot_mask;
    }
    return at;
}

/* Twice the slots. The low half of each hash is made again from the text. */
static int grow_slots(lt_pool *pool)
{
    const size_t mask = pool->slot_mask * 2 + 1;
    struct slot *slots = lt_alloc_array(mask + 1, sizeof(*slots));

    if (slots == NULL)
        return 0;
    for (lt_symbol symbol = 1; symbol < pool->count; symbol++) {
        const char *text = pool->texts[symbol];
        uint64_t hash = hash_bytes(text, strlen(text));
        size_t at = (size_t)hash & mask;

        while (slots[at].symbol != 0)
            at = (at + 1) & mask;
        slots[at] = (struct slot){(uint32_t)(hash >> 32), symbol};
    }
    free(pool->slots);
    pool->slots = slots;
    pool->slot_mask = mask;
    return 1;
}

static int grow_texts(lt_pool *pool)
{
    const uint32_t room = pool->room * 2;
    const char **texts = NULL;

    if (pool->room > UINT32_MAX / 2)
        return 0;
    texts = lt_grow_array(pool->texts, room, sizeof(*texts));
    if (texts == NULL)
        return 0;
    pool->texts = texts;
    pool->room = room;
    return 1;
}

static char *keep(lt_pool *pool, const char *text, size_t length)
{
    struct chunk *chunk = pool->last;
    char *kept = NULL;

    if (chunk == NULL || chunk->room - chunk->used < length + 1) {
        size_t room = length + 1 > CHUNK_BYTES ? length + 1 : CHUNK_BYTES;

        chunk = lt_alloc_array(1, sizeof(*chunk) + room);
        if (chunk == NULL)
            return NULL;
        chunk->room = room;
        chunk->before = pool->last;
        pool->last = chunk;
    }
    kept = (char *)chunk + sizeof(*chunk) + chunk->used;
    memcpy(kept, text, length);
    chunk->used += length + 1;
    return kept;
}

static lt_symbol add_hashed(lt_pool *pool, uint64_t hash, const char *text,
                            size_t length)
{
    size_t at = probe(pool, hash, text, length);
    char *kept = NULL;

    if (pool->slots[at].symbol != 0)
        return pool->slots[at].symbol;
    if (pool->count == pool->room && !grow_texts(pool))
        return LT_SYMBOL_NONE;
    if ((size_t)pool->count * 2 > pool->slot_mask) {
        if (!grow_slots(pool))
            return LT_SYMBOL_NONE;
        at = probe(pool, hash, text, length);
    }
    kept = keep(pool, text, length);
    if (kept == NULL)
        return LT_SYMBOL_NONE;
    pool->texts[pool->count] = kept;
    pool->slots[at] = (struct slot){(uint32_t)(hash >> 32), pool->count};
    return pool->count++;
}

lt_symbol lt_pool_add(lt_pool *pool, const char *text, size_t length)
{
    if (length == 0)
        return 0;
    return add_hashed(pool, hash_bytes(text, length), text, length);
}

/* Where each text is likely to be found is fetched in three steps, slot,
 * pointer and text, so that no step waits for memory. */
static void fetch(const lt_pool *pool, uint64_t *hashes, const lt_span *spans,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_bytes(spans[i].text, spans[i].length);
        __builtin_prefetch(&pool->slots[(size_t)hashes[i] & pool->slot_mask]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct slot *slot =
            &pool->slots[(size_t)hashes[i] & pool->slot_mask];

        __builtin_prefetch(&pool->texts[slot->symbol]);
    }
    for (size_t i = 0; i < count; i++) {
        const struct slot *slot =
            &pool->slots[(size_t)hashes[i] & pool->slot_mask];

        __builtin_prefetch(pool->texts[slot->symbol]);
    }
}

int lt_pool_add_all(lt_pool *pool, lt_symbol *symbols, const lt_span *spans,
                    size_t count)
{
    uint64_t hashes[FETCHED];

    for (size_t first = 0; first < count; first += FETCHED) {
        const size_t left = count - first;
        const size_t some = left < FETCHED ? left : FETCHED;

        fetch(pool, hashes, spans + first, some);
        for (size_t i = 0; i < some; i++) {
            const lt_span *span = &spans[first + i];
            lt_symbol symbol = 0;

            if (span->length > 0)
                symbol = add_hashed(pool, hashes[i], span->text, span->length);
            if (symbol == LT_SYMBOL_NONE)
                return 0;
            symbols[first + i] = symbol;
        }
    }
    return 1;
}

lt_symbol lt_pool_find(const lt_pool *pool, const char *text, size_t length)
{
    size_t at = 0;

    if (length == 0)
        return 0;
    at = probe(pool, hash_bytes(text, length), text, length);
    return pool->slots[at].symbol != 0 ? pool->slots[at].symbol
                                       : LT_SYMBOL_NONE;
}

const char *lt_pool_text(const lt_pool *pool, lt_symbol symbol)
{
    return pool->texts[symbol];
}

uint32_t lt_pool_count(const lt_pool *pool)
{
    return pool->count;
}
