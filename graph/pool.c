#include "graph/pool.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_BYTES = 1 << 16,
    FIRST_SLOTS = 1024,
    SHORT_BYTES = 8,
    FETCHED = 64 /* Texts looked up side by side. */
};

/*
 * Texts lie one after the other in chunks that never move. A slot of the open
 * addressing table holds a symbol and all it takes to recognise its text: a
 * short text itself, padded with zeros, or the hash of a long one. So a probe
 * touches the text only where it is long and almost surely the same.
 */
struct slot {
    uint64_t word;
    lt_symbol symbol; /* 0: the slot is free. */
    uint32_t length;
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

/* Up to eight bytes as a number; copies of known length are single moves. */
static uint64_t short_word(const char *text, size_t length)
{
    uint64_t word = 0;

    switch (length) {
    case 8:
        memcpy(&word, text, 8);
        break;
    case 7:
        memcpy(&word, text, 7);
        break;
    case 6:
        memcpy(&word, text, 6);
        break;
    case 5:
        memcpy(&word, text, 5);
        break;
    case 4:
        memcpy(&word, text, 4);
        break;
    case 3:
        memcpy(&word, text, 3);
        break;
    case 2:
        memcpy(&word, text, 2);
        break;
    case 1:
        memcpy(&word, text, 1);
        break;
    default:
        break;
    }
    return word;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0xff51afd7ed558ccdU;
    return hash ^ (hash >> 32);
}

/* Multiply-fold over eight bytes at a time (as in wyhash by Wang Yi, 2019). */
static uint64_t hash_bytes(const char *text, size_t length)
{
    uint64_t hash = 0x9e3779b97f4a7c15U ^ (uint64_t)length;

    for (; length > SHORT_BYTES; length -= SHORT_BYTES) {
        hash = mix(hash, short_word(text, SHORT_BYTES));
        text += SHORT_BYTES;
    }
    hash = mix(hash, short_word(text, length)) * 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 29);
}

/* What a slot holds of a text, and where it would like to be. */
struct key {
    uint64_t word;
    uint64_t hash;
    uint32_t length;
};

static struct key key_of(const char *text, size_t length)
{
    struct key key = {0, hash_bytes(text, length), (uint32_t)length};

    key.word = length <= SHORT_BYTES ? short_word(text, length) : key.hash;
    return key;
}

/* The slot that holds the text, or the free slot where it would go. */
static size_t probe(const lt_pool *pool, struct key key, const char *text)
{
    size_t at = (size_t)key.hash & pool->slot_mask;

    while (pool->slots[at].symbol != 0) {
        const struct slot *slot = &pool->slots[at];

        if (slot->word == key.word && slot->length == key.length &&
            (key.length <= SHORT_BYTES ||
             memcmp(pool->texts[slot->symbol], text, key.length) == 0))
            return at;
        at = (at + 1) & pool->slot_mask;
    }
    return at;
}

/* The hash of the text in a slot, without a look at the text. */
static uint64_t slot_hash(const struct slot *slot)
{
    char text[SHORT_BYTES];

    if (slot->length > SHORT_BYTES)
        return slot->word;
    memcpy(text, &slot->word, sizeof(text));
    return hash_bytes(text, slot->length);
}

/* Twice the slots. */
static int grow_slots(lt_pool *pool)
{
    const size_t mask = pool->slot_mask * 2 + 1;
    struct slot *slots = lt_alloc_array(mask + 1, sizeof(*slots));

    if (slots == NULL)
        return 0;
    for (size_t old = 0; old <= pool->slot_mask; old++) {
        size_t at = 0;

        if (pool->slots[old].symbol == 0)
            continue;
        at = (size_t)slot_hash(&pool->slots[old]) & mask;
        while (slots[at].symbol != 0)
            at = (at + 1) & mask;
        slots[at] = pool->slots[old];
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

static lt_symbol add_key(lt_pool *pool, struct key key, const char *text)
{
    size_t at = probe(pool, key, text);
    char *kept = NULL;

    if (pool->slots[at].symbol != 0)
        return pool->slots[at].symbol;
    if (pool->count == pool->room && !grow_texts(pool))
        return LT_SYMBOL_NONE;
    if ((size_t)pool->count * 2 > pool->slot_mask) {
        if (!grow_slots(pool))
            return LT_SYMBOL_NONE;
        at = probe(pool, key, text);
    }
    kept = keep(pool, text, key.length);
    if (kept == NULL)
        return LT_SYMBOL_NONE;
    pool->texts[pool->count] = kept;
    pool->slots[at] = (struct slot){key.word, pool->count, key.length};
    return pool->count++;
}

lt_symbol lt_pool_add(lt_pool *pool, const char *text, size_t length)
{
    if (length == 0)
        return 0;
    if (length > UINT32_MAX)
        return LT_SYMBOL_NONE;
    return add_key(pool, key_of(text, length), text);
}

/* Where each text is likely to be found is fetched in steps, slot, pointer and
 * text, so that none of them waits for memory. */
static void fetch(const lt_pool *pool, struct key *keys, const lt_span *spans,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(spans[i].text, spans[i].length);
        __builtin_prefetch(
            &pool->slots[(size_t)keys[i].hash & pool->slot_mask]);
    }
    for (size_t i = 0; i < count; i++)
        if (keys[i].length > SHORT_BYTES) {
            const struct slot *slot =
                &pool->slots[(size_t)keys[i].hash & pool->slot_mask];

            __builtin_prefetch(&pool->texts[slot->symbol]);
        }
    for (size_t i = 0; i < count; i++)
        if (keys[i].length > SHORT_BYTES) {
            const struct slot *slot =
                &pool->slots[(size_t)keys[i].hash & pool->slot_mask];

            __builtin_prefetch(pool->texts[slot->symbol]);
        }
}

int lt_pool_add_all(lt_pool *pool, lt_symbol *symbols, const lt_span *spans,
                    size_t count)
{
    struct key keys[FETCHED];

    for (size_t first = 0; first < count; first += FETCHED) {
        const size_t left = count - first;
        const size_t some = left < FETCHED ? left : FETCHED;

        fetch(pool, keys, spans + first, some);
        for (size_t i = 0; i < some; i++) {
            const lt_span *span = &spans[first + i];
            lt_symbol symbol = 0;

            if (span->length > UINT32_MAX)
                return 0;
            if (span->length > 0)
                symbol = add_key(pool, keys[i], span->text);
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
    if (length > UINT32_MAX)
        return LT_SYMBOL_NONE;
    at = probe(pool, key_of(text, length), text);
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
