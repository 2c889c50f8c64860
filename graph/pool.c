#include "graph/pool.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_BYTES = 1 << 16,
    FIRST_SLOTS = 1024,
    WORD_BYTES = 8,
    SHORT_BYTES = 2 * WORD_BYTES,
    FETCHED = 64 /* Texts looked up side by side. */
};

/*
 * Texts lie one after the other in chunks that never move. A slot of the open
 * addressing table holds a symbol and all it takes to recognise its text: of a
 * short one its first and last bytes, which are all of them, of a long one its
 * hash and where it lies. So a probe touches the text only where it is long
 * and almost surely the same.
 */
struct slot {
    uint64_t word; /* First bytes, or hash. */
    union {
        uint64_t word; /* Last bytes. */
        const char *text;
    } rest;
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

static uint64_t word_at(const char *text)
{
    uint64_t word = 0;

    memcpy(&word, text, sizeof(word));
    return word;
}

/* Fewer than WORD_BYTES bytes as a number that no other text of the same
 * length has. */
static uint64_t short_word(const char *text, size_t length)
{
    uint32_t first = 0;
    uint32_t last = 0;

    if (length >= sizeof(first)) {
        memcpy(&first, text, sizeof(first));
        memcpy(&last, text + length - sizeof(last), sizeof(last));
        return first | (uint64_t)last << 32;
    }
    if (length == 0)
        return 0;
    return (uint64_t)(unsigned char)text[0] |
           (uint64_t)(unsigned char)text[length / 2] << 8 |
           (uint64_t)(unsigned char)text[length - 1] << 16;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0xff51afd7ed558ccdU;
    return hash ^ (hash >> 32);
}

static uint64_t finish(uint64_t hash)
{
    hash *= 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 29);
}

static uint64_t seed_of(size_t length)
{
    return 0x9e3779b97f4a7c15U ^ (uint64_t)length;
}

/* The hash of a short text from its words. */
static uint64_t hash_words(uint64_t first, uint64_t last, size_t length)
{
    return finish(mix(mix(seed_of(length), first), last));
}

/* Multiply-fold over eight bytes at a time (as in wyhash by Wang Yi, 2019). */
static uint64_t hash_long(const char *text, size_t length)
{
    const char *last = text + length - WORD_BYTES;
    uint64_t hash = seed_of(length);

    for (; text < last; text += WORD_BYTES)
        hash = mix(hash, word_at(text));
    return finish(mix(hash, word_at(last)));
}

/* What a slot holds of a text, and where it would like to be. */
struct key {
    uint64_t word;
    uint64_t last; /* Of a short text. */
    uint64_t hash;
    uint32_t length;
};

static struct key key_of(const char *text, size_t length)
{
    struct key key = {0, 0, 0, (uint32_t)length};

    if (length > SHORT_BYTES) {
        key.hash = hash_long(text, length);
        key.word = key.hash;
        return key;
    }
    if (length >= WORD_BYTES) {
        key.word = word_at(text);
        key.last = word_at(text + length - WORD_BYTES);
    } else {
        key.word = short_word(text, length);
    }
    key.hash = hash_words(key.word, key.last, length);
    return key;
}

/* The slot, from @p at on, that holds the text or looks as if it did, or the
 * free slot where the text would go. */
static size_t likely_slot(const lt_pool *pool, const struct key *key, size_t at)
{
    const struct slot *slot = &pool->slots[at];

    while (slot->symbol != 0 &&
           (slot->word != key->word || slot->length != key->length)) {
        at = (at + 1) & pool->slot_mask;
        slot = &pool->slots[at];
    }
    return at;
}

/* The slot, from @p at on, that holds the text, or the free slot for it. */
static size_t probe(const lt_pool *pool, const struct key *key, size_t at,
                    const char *text)
{
    for (;;) {
        const struct slot *slot = NULL;

        at = likely_slot(pool, key, at);
        slot = &pool->slots[at];
        if (slot->symbol == 0)
            return at;
        if (key->length > SHORT_BYTES
                ? memcmp(slot->rest.text, text, key->length) == 0
                : slot->rest.word == key->last)
            return at;
        at = (at + 1) & pool->slot_mask;
    }
}

static size_t first_slot(const lt_pool *pool, const struct key *key)
{
    return (size_t)key->hash & pool->slot_mask;
}

/* The hash of the text in a slot, without a look at the text. */
static uint64_t slot_hash(const struct slot *slot)
{
    if (slot->length > SHORT_BYTES)
        return slot->word;
    return hash_words(slot->word, slot->rest.word, slot->length);
}

/* Twice the slots. */
static int grow_slots(lt_pool *pool)
{
    const size_t mask = pool->slot_mask * 2 + 1;
    struct slot *slots = lt_grow_array(NULL, mask + 1, sizeof(*slots));

    if (slots == NULL)
        return 0;
    /* Memory that is read before it is written is mapped twice over. */
    memset(slots, 0, (mask + 1) * sizeof(*slots));
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

/* @p at is the first slot of the key or a later one that its text could lie
 * in. */
static lt_symbol add_key(lt_pool *pool, const struct key *key, size_t at,
                         const char *text)
{
    struct slot *slot = NULL;
    char *kept = NULL;

    at = probe(pool, key, at, text);
    if (pool->slots[at].symbol != 0)
        return pool->slots[at].symbol;
    if (pool->count == pool->room && !grow_texts(pool))
        return LT_SYMBOL_NONE;
    if ((size_t)pool->count * 2 > pool->slot_mask) {
        if (!grow_slots(pool))
            return LT_SYMBOL_NONE;
        at = probe(pool, key, first_slot(pool, key), text);
    }
    kept = keep(pool, text, key->length);
    if (kept == NULL)
        return LT_SYMBOL_NONE;
    pool->texts[pool->count] = kept;
    slot = &pool->slots[at];
    slot->word = key->word;
    if (key->length > SHORT_BYTES)
        slot->rest.text = kept;
    else
        slot->rest.word = key->last;
    slot->symbol = pool->count;
    slot->length = key->length;
    return pool->count++;
}

lt_symbol lt_pool_add(lt_pool *pool, const char *text, size_t length)
{
    struct key key;

    if (length == 0)
        return 0;
    if (length > UINT32_MAX)
        return LT_SYMBOL_NONE;
    key = key_of(text, length);
    return add_key(pool, &key, first_slot(pool, &key), text);
}

/* Where each text is likely to be found is fetched in steps, slot and text, so
 * that none of them waits for memory. */
static void fetch(const lt_pool *pool, struct key *keys, size_t *at,
                  const lt_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        keys[i] = key_of(spans[i].text, spans[i].length);
        at[i] = first_slot(pool, &keys[i]);
        __builtin_prefetch(&pool->slots[at[i]].word);
        __builtin_prefetch(&pool->slots[at[i]].length); /* The next line? */
    }
    for (size_t i = 0; i < count; i++) {
        at[i] = likely_slot(pool, &keys[i], at[i]);
        if (keys[i].length > SHORT_BYTES && pool->slots[at[i]].symbol != 0) {
            const char *text = pool->slots[at[i]].rest.text;

            __builtin_prefetch(text);
            __builtin_prefetch(text + keys[i].length); /* The next line? */
        }
    }
}

int lt_pool_add_all(lt_pool *pool, lt_symbol *symbols, const lt_span *spans,
                    size_t count)
{
    struct key keys[FETCHED];
    size_t at[FETCHED];

    for (size_t first = 0; first < count; first += FETCHED) {
        const size_t left = count - first;
        const size_t some = left < FETCHED ? left : FETCHED;
        const size_t mask = pool->slot_mask;

        fetch(pool, keys, at, spans + first, some);
        for (size_t i = 0; i < some; i++) {
            const lt_span *span = &spans[first + i];
            lt_symbol symbol = 0;

            if (span->length > UINT32_MAX)
                return 0;
            if (pool->slot_mask != mask) /* It has grown. */
                at[i] = first_slot(pool, &keys[i]);
            if (span->length > 0)
                symbol = add_key(pool, &keys[i], at[i], span->text);
            if (symbol == LT_SYMBOL_NONE)
                return 0;
            symbols[first + i] = symbol;
        }
    }
    return 1;
}

lt_symbol lt_pool_find(const lt_pool *pool, const char *text, size_t length)
{
    struct key key;
    size_t at = 0;

    if (length == 0)
        return 0;
    if (length > UINT32_MAX)
        return LT_SYMBOL_NONE;
    key = key_of(text, length);
    at = probe(pool, &key, first_slot(pool, &key), text);
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
