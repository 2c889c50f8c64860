/* Names that look alike, found by what they have in common. */
#include "analysis/likeness_finder.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKET_MOST = 24, /* More names than that have nothing in common. */
    SHORT_MOST = 200  /* Firms looked at for one abbreviation. */
};

static const double LEAST_SCORE = 0.5;

lt_status lt_finder_add_key(struct lt_finder *finder, uint64_t hash,
                            uint32_t form)
{
    if (finder->key_count == finder->key_room) {
        const size_t room = finder->key_room == 0 ? 1024 : finder->key_room * 2;
        struct lt_key *keys = lt_grow_array(finder->keys, room, sizeof(*keys));

        if (keys == NULL)
            return lt_fail_memory(finder->err, "names");
        finder->keys = keys;
        finder->key_room = room;
    }
    finder->keys[finder->key_count++] = (struct lt_key){hash, form};
    return LT_OK;
}

static int by_hash(const void *left, const void *right)
{
    const struct lt_key *a = left;
    const struct lt_key *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->form > b->form) - (a->form < b->form);
}

void lt_finder_sort_keys(struct lt_finder *finder)
{
    if (finder->key_count > 1)
        qsort(finder->keys, finder->key_count, sizeof(*finder->keys), by_hash);
}

static const char *name_of(const struct lt_finder *finder, uint32_t thing)
{
    return lt_pool_text(finder->facts->pool, finder->things->list[thing].name);
}

/* The one to keep: a listed one, then the full name of a firm and the short
 * one of a product, then the one whose id sorts first. */
static int keeps(const struct lt_finder *finder, uint32_t a, uint32_t b)
{
    const lt_thing *first = &finder->things->list[a];
    const lt_thing *second = &finder->things->list[b];
    const size_t left = strlen(name_of(finder, a));
    const size_t right = strlen(name_of(finder, b));

    if ((first->row == UINT32_MAX) != (second->row == UINT32_MAX))
        return second->row == UINT32_MAX;
    if (left != right)
        return (left < right) != (finder->things->kind == LT_THING_FIRM);
    return strcmp(lt_pool_text(finder->facts->pool, first->id),
                  lt_pool_text(finder->facts->pool, second->id)) <= 0;
}

lt_status lt_finder_add_pair(struct lt_finder *finder, uint32_t a, uint32_t b,
                             lt_likeness why, double score)
{
    lt_likes *out = finder->out;

    if (a == b || score < LEAST_SCORE)
        return LT_OK;
    if (out->count == out->room) {
        const uint32_t room = out->room == 0 ? 64 : out->room * 2;
        lt_like *list = lt_grow_array(out->list, room, sizeof(*list));

        if (list == NULL)
            return lt_fail_memory(finder->err, "pairs");
        out->list = list;
        out->room = room;
    }
    out->list[out->count++] = keeps(finder, a, b) ? (lt_like){a, b, why, score}
                                                  : (lt_like){b, a, why, score};
    return LT_OK;
}

/* Where the last bracket opens in a name in normal form that ends with one. */
static const char *last_open(const char *name, size_t length)
{
    if (length < 4 || name[length - 1] != ')')
        return NULL;
    for (size_t at = length - 1; at > 0; at--)
        if (name[at - 1] == '(')
            return at > 1 ? name + at - 1 : NULL;
    return NULL;
}

static void add_form(struct lt_finder *finder, uint32_t thing, const char *text,
                     size_t length, int is_half)
{
    struct lt_form *form = &finder->forms[finder->form_count];

    lt_core_plain(&form->core, text, length);
    form->thing = thing;
    form->is_half = (uint8_t)is_half;
    if (form->core.count >= 2)
        finder->form_count++;
}

static lt_status add_forms(struct lt_finder *finder, uint32_t thing)
{
    const char *name = name_of(finder, thing);
    char *normal = lt_name_normal(name, strlen(name));
    const char *open = NULL;
    size_t length = 0;

    if (normal == NULL)
        return lt_fail_memory(finder->err, "names");
    length = strlen(normal);
    open = last_open(normal, length);
    add_form(finder, thing, normal, length, 0);
    if (open != NULL) {
        add_form(finder, thing, normal, (size_t)(open - normal), 1);
        add_form(finder, thing, open + 1,
                 length - (size_t)(open + 1 - normal) - 1, 1);
    }
    free(normal);
    return LT_OK;
}

/* How sure it is that names with one key are one. */
struct rule {
    lt_likeness why;
    double score;
};

static struct rule rule_of(const struct lt_form *a, const struct lt_form *b,
                           struct rule rule)
{
    if (a->is_half || b->is_half)
        return (struct rule){LT_LIKE_BRACKET, a->is_half && b->is_half
                                                  ? rule.score - 0.35
                                                  : rule.score - 0.08};
    if (lt_core_same(&a->core, &b->core))
        return (struct rule){LT_LIKE_SPELLING, 0.98};
    return rule;
}

/* Pair the first of each bucket with the others. */
static lt_status pair_buckets(struct lt_finder *finder, struct rule rule)
{
    lt_status status = LT_OK;

    lt_finder_sort_keys(finder);
    for (size_t i = 0, end = 0; i < finder->key_count; i = end) {
        const struct lt_form *first = &finder->forms[finder->keys[i].form];

        for (end = i + 1; end < finder->key_count &&
                          finder->keys[end].hash == finder->keys[i].hash;
             end++)
            continue;
        for (size_t j = i + 1; j < end && end - i <= BUCKET_MOST; j++) {
            const struct lt_form *other = &finder->forms[finder->keys[j].form];
            const struct rule found = rule_of(first, other, rule);

            LT_TRY(lt_finder_add_pair(finder, first->thing, other->thing,
                                      found.why, found.score));
        }
    }
    finder->key_count = 0;
cleanup:
    return status;
}

void lt_finder_cut(const struct lt_finder *finder, lt_core *core)
{
    lt_core_variants(core);
    if (finder->things->kind == LT_THING_FIRM)
        lt_core_firm(core, &finder->places);
}

/* Names that are the same but for blanks, brackets and variants. */
static lt_status find_same(struct lt_finder *finder)
{
    const int is_firm = finder->things->kind == LT_THING_FIRM;
    const struct rule rule = is_firm ? (struct rule){LT_LIKE_LEGAL, 0.9}
                                     : (struct rule){LT_LIKE_VARIANT, 0.85};
    lt_status status = LT_OK;

    for (uint32_t f = 0; f < finder->form_count; f++) {
        lt_core core = finder->forms[f].core;

        lt_finder_cut(finder, &core);
        LT_TRY(lt_finder_add_key(
            finder, lt_core_hash(&core, 0, core.count, UINT32_MAX, KEY_CORE),
            f));
    }
    LT_TRY(pair_buckets(finder, rule));
cleanup:
    return status;
}

/* The same but for a filler or a word of praise: the bare name and what is
 * made of it, where few are. */
static lt_status find_fillers(struct lt_finder *finder)
{
    lt_status status = LT_OK;

    if (finder->things->kind == LT_THING_REGION ||
        finder->things->kind == LT_THING_FIRM)
        return LT_OK;
    for (uint32_t f = 0; f < finder->form_count; f++) {
        lt_core core = finder->forms[f].core;

        if (finder->forms[f].is_half)
            continue;
        lt_core_variants(&core);
        (void)lt_core_bare(&core);
        LT_TRY(lt_finder_add_key(
            finder, lt_core_hash(&core, 0, core.count, UINT32_MAX, KEY_BARE),
            f));
    }
    LT_TRY(pair_buckets(finder, (struct rule){LT_LIKE_VARIANT, 0.65}));
cleanup:
    return status;
}

/* The same characters in another order: 铜铝, 铝铜. */
static lt_status find_orders(struct lt_finder *finder)
{
    lt_status status = LT_OK;

    for (uint32_t f = 0; f < finder->form_count; f++) {
        lt_core core = finder->forms[f].core;

        if (finder->forms[f].is_half)
            continue;
        lt_core_variants(&core);
        lt_core_sort(&core);
        LT_TRY(lt_finder_add_key(
            finder, lt_core_hash(&core, 0, core.count, UINT32_MAX, KEY_ORDER),
            f));
    }
    LT_TRY(pair_buckets(finder, (struct rule){LT_LIKE_ORDER, 0.6}));
cleanup:
    return status;
}

static lt_status slip_pairs(struct lt_finder *finder, size_t begin, size_t end)
{
    lt_status status = LT_OK;

    for (size_t i = begin; i < end; i++)
        for (size_t j = i + 1; j < end; j++) {
            const struct lt_form *a = &finder->forms[finder->keys[i].form];
            const struct lt_form *b = &finder->forms[finder->keys[j].form];

            if (a->thing == b->thing || !lt_core_slips(&a->core, &b->core))
                continue;
            LT_TRY(lt_finder_add_pair(finder, a->thing, b->thing, LT_LIKE_SLIP,
                                      a->core.count == b->core.count
                                          ? 0.9 - 2.0 / a->core.count
                                          : 0.95 - 2.0 / a->core.count));
        }
cleanup:
    return status;
}

/* A form's name, and its name without each character but the first two. */
static lt_status add_slip_keys(struct lt_finder *finder, uint32_t f)
{
    const lt_core *core = &finder->forms[f].core;
    lt_status status = LT_OK;

    if (finder->forms[f].is_half || core->count < 5)
        return LT_OK;
    LT_TRY(lt_finder_add_key(
        finder, lt_core_hash(core, 0, core->count, UINT32_MAX, KEY_SLIP), f));
    for (uint32_t i = 2; i < core->count; i++)
        LT_TRY(lt_finder_add_key(
            finder, lt_core_hash(core, 0, core->count, i, KEY_SLIP), f));
cleanup:
    return status;
}

/* The end of the keys that are the one at @p begin. */
static size_t bucket_end(const struct lt_finder *finder, size_t begin)
{
    size_t end = begin + 1;

    while (end < finder->key_count &&
           finder->keys[end].hash == finder->keys[begin].hash)
        end++;
    return end;
}

/* One character apart: they have a name without one character in common. */
static lt_status find_slips(struct lt_finder *finder)
{
    lt_status status = LT_OK;

    for (uint32_t f = 0; f < finder->form_count; f++)
        LT_TRY(add_slip_keys(finder, f));
    lt_finder_sort_keys(finder);
    for (size_t i = 0, end = 0; i < finder->key_count; i = end) {
        end = bucket_end(finder, i);
        if (end - i <= BUCKET_MOST)
            LT_TRY(slip_pairs(finder, i, end));
    }
    finder->key_count = 0;
cleanup:
    return status;
}

/* Firms by the first and the second character of their short names, with two
 * pairs of neighbours in common: candidates for one abbreviation. */
static lt_status short_pairs(struct lt_finder *finder, size_t begin, size_t end)
{
    lt_status status = LT_OK;

    for (size_t i = begin; i < end; i++)
        for (size_t j = begin; j < end; j++) {
            const struct lt_form *a = &finder->forms[finder->keys[i].form];
            const struct lt_form *b = &finder->forms[finder->keys[j].form];
            lt_core left = a->core;
            lt_core right = b->core;

            lt_finder_cut(finder, &left);
            lt_finder_cut(finder, &right);
            if (a->thing != b->thing && lt_core_shortens(&left, &right))
                LT_TRY(lt_finder_add_pair(
                    finder, a->thing, b->thing, LT_LIKE_SHORT,
                    0.5 + 0.25 * left.count / right.count));
        }
cleanup:
    return status;
}

static lt_status find_shorts(struct lt_finder *finder)
{
    lt_status status = LT_OK;

    if (finder->things->kind != LT_THING_FIRM)
        return LT_OK;
    for (uint32_t f = 0; f < finder->form_count; f++) {
        lt_core core = finder->forms[f].core;

        lt_finder_cut(finder, &core);
        if (core.count >= 3 && !finder->forms[f].is_half)
            LT_TRY(lt_finder_add_key(
                finder, lt_core_hash(&core, 0, 2, UINT32_MAX, KEY_PAIR), f));
    }
    lt_finder_sort_keys(finder);
    for (size_t i = 0, end = 0; i < finder->key_count; i = end) {
        end = bucket_end(finder, i);
        if (end - i <= SHORT_MOST)
            LT_TRY(short_pairs(finder, i, end));
    }
    finder->key_count = 0;
cleanup:
    return status;
}

/* Names of regions, without 市 and 省 too, the longest first. */
static lt_status list_places(struct lt_finder *finder, const lt_things *regions)
{
    static const char *const KINDS[] = {"", "市", "省", "县", "区"};
    const size_t kinds = sizeof(KINDS) / sizeof(*KINDS);
    lt_places *places = &finder->places;
    const size_t count = regions == NULL ? 0 : regions->count;

    places->names = lt_alloc_array(count * 2, sizeof(*places->names));
    if (places->names == NULL)
        return lt_fail_memory(finder->err, "places");
    for (size_t i = 0; i < count; i++) {
        const char *name =
            lt_pool_text(finder->facts->pool, regions->list[i].name);
        const size_t length = strlen(name);

        places->names[places->count++] = name;
        for (size_t k = 1; k < kinds; k++) {
            const size_t bytes = strlen(KINDS[k]);
            lt_symbol bare = 0;

            if (length <= bytes + 3 ||
                strcmp(name + length - bytes, KINDS[k]) != 0)
                continue;
            bare = lt_pool_add(finder->facts->pool, name, length - bytes);
            if (bare == LT_SYMBOL_NONE)
                return lt_fail_memory(finder->err, "places");
            places->names[places->count++] =
                lt_pool_text(finder->facts->pool, bare);
        }
    }
    return LT_OK;
}

static int by_pair(const void *left, const void *right)
{
    const lt_like *a = left;
    const lt_like *b = right;

    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return a->score > b->score ? -1 : a->score < b->score;
}

/* Each pair once, by its best reason. */
static void keep_best(lt_likes *likes)
{
    uint32_t kept = 0;

    if (likes->count > 1)
        qsort(likes->list, likes->count, sizeof(*likes->list), by_pair);
    for (uint32_t i = 0; i < likes->count; i++)
        if (kept == 0 || likes->list[kept - 1].a != likes->list[i].a ||
            likes->list[kept - 1].b != likes->list[i].b)
            likes->list[kept++] = likes->list[i];
    likes->count = kept;
}

lt_status lt_likes_find(lt_likes *out, const lt_things *things,
                        const lt_facts *facts, const lt_things *places,
                        lt_error *err)
{
    static lt_status (*const STEPS[])(struct lt_finder *) = {
        find_same,  find_fillers,    find_orders,
        find_slips, lt_finder_parts, find_shorts};
    struct lt_finder finder = {
        .things = things, .facts = facts, .out = out, .err = err};
    lt_status status = LT_OK;

    *out = LT_LIKES_EMPTY;
    finder.forms =
        lt_alloc_array((size_t)things->count * 3 + 1, sizeof(*finder.forms));
    if (finder.forms == NULL) {
        status = lt_fail_memory(err, "names");
        goto cleanup;
    }
    LT_TRY(list_places(&finder, places));
    for (uint32_t i = 0; i < things->count; i++)
        LT_TRY(add_forms(&finder, i));
    for (size_t i = 0; i < sizeof(STEPS) / sizeof(*STEPS); i++)
        LT_TRY(STEPS[i](&finder));
    keep_best(out);
cleanup:
    free(finder.forms);
    free(finder.keys);
    free(finder.places.names);
    if (status != LT_OK)
        lt_likes_clear(out);
    return status;
}

void lt_likes_clear(lt_likes *likes)
{
    free(likes->list);
    *likes = LT_LIKES_EMPTY;
}
