#include "graph/names.h"

#include "graph/alloc.h"
#include "graph/pool.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

/*
 * Every text is interned once; what it stands for is found by its symbol, in a
 * table of places. An id and a name may be the same text.
 */
struct entry {
    lt_symbol text;
    uint32_t id;       /* The thing with this id; LT_NAME_UNKNOWN: none. */
    uint32_t name;     /* The first thing with this name. */
    uint32_t rival;    /* The second; LT_NAME_UNKNOWN: not ambiguous. */
    lt_symbol written; /* The name as it was added; 0: the text itself. */
};

struct lt_names {
    lt_pool *pool;
    int owns_pool;
    struct entry *entries; /* In the order in which their texts came. */
    uint32_t count;
    uint32_t room;
    uint32_t *places;    /* Entries, counted from 1; 0: the place is free. */
    uint32_t place_bits; /* There are 2^place_bits places. */
};

enum {
    FIRST_ENTRIES = 32,
    FIRST_PLACE_BITS = 6,
    PLACE_BITS_MAX = 32,
    NEAR_SYMBOLS_BITS = 4, /* So many symbols in a row have places in a row. */
    NEAR_LENGTH_MAX = 200, /* Code points; longer texts are near nothing. */
    WHOLE_EDIT = 2,        /* Edits are counted in halves. */
    HALF_EDIT = 1
};

lt_names *lt_names_new_in(lt_pool *pool)
{
    lt_names *names = lt_alloc_array(1, sizeof(*names));

    if (names == NULL)
        return NULL;
    names->pool = pool;
    names->place_bits = FIRST_PLACE_BITS;
    names->places =
        lt_alloc_array((size_t)1 << FIRST_PLACE_BITS, sizeof(*names->places));
    if (names->places == NULL) {
        free(names);
        return NULL;
    }
    return names;
}

lt_names *lt_names_new(void)
{
    lt_pool *pool = lt_pool_new();
    lt_names *names = pool == NULL ? NULL : lt_names_new_in(pool);

    if (names == NULL) {
        lt_pool_free(pool);
        return NULL;
    }
    names->owns_pool = 1;
    return names;
}

void lt_names_free(lt_names *names)
{
    if (names == NULL)
        return;
    if (names->owns_pool)
        lt_pool_free(names->pool);
    free(names->entries);
    free(names->places);
    free(names);
}

static void renumber(uint32_t *thing, const uint32_t *number)
{
    if (*thing != LT_NAME_UNKNOWN)
        *thing = number[*thing];
}

void lt_names_renumber(lt_names *names, const uint32_t *number)
{
    for (uint32_t i = 0; i < names->count; i++) {
        struct entry *entry = &names->entries[i];

        renumber(&entry->id, number);
        renumber(&entry->name, number);
        renumber(&entry->rival, number);
        /* Which of two rivals was first depended on the order of rows. */
        if (entry->rival != LT_NAME_UNKNOWN && entry->rival < entry->name) {
            const uint32_t other = entry->name;

            entry->name = entry->rival;
            entry->rival = other;
        }
    }
}

/* The place of a symbol's entry, or the free one where it would go. Symbols in
 * a row, which are asked for in a row, lie in a row (Knuth's multiplicative
 * hash of what is left of them). */
static size_t place_of(const lt_names *names, lt_symbol symbol)
{
    const size_t mask = ((size_t)1 << names->place_bits) - 1;
    const uint32_t group = (symbol >> NEAR_SYMBOLS_BITS) * 2654435769U;
    const uint32_t bits = names->place_bits - NEAR_SYMBOLS_BITS;
    size_t at = (size_t)(group >> (PLACE_BITS_MAX - bits)) << NEAR_SYMBOLS_BITS;

    at |= symbol & ((1U << NEAR_SYMBOLS_BITS) - 1);
    while (names->places[at] != 0 &&
           names->entries[names->places[at] - 1].text != symbol)
        at = (at + 1) & mask;
    return at;
}

static int grow_places(lt_names *names)
{
    uint32_t *old = names->places;
    uint32_t *places = NULL;

    if (names->place_bits == PLACE_BITS_MAX)
        return 0;
    places =
        lt_grow_array(NULL, (size_t)2 << names->place_bits, sizeof(*places));
    if (places == NULL)
        return 0;
    /* Memory that is read before it is written is mapped twice over. */
    memset(places, 0, ((size_t)2 << names->place_bits) * sizeof(*places));
    names->places = places;
    names->place_bits++;
    for (uint32_t i = 0; i < names->count; i++)
        places[place_of(names, names->entries[i].text)] = i + 1;
    free(old);
    return 1;
}

static int grow_entries(lt_names *names)
{
    const size_t room =
        names->room == 0 ? FIRST_ENTRIES : (size_t)names->room * 2;
    struct entry *entries = NULL;

    if (room > UINT32_MAX)
        return 0;
    entries = lt_grow_array(names->entries, room, sizeof(*entries));
    if (entries == NULL)
        return 0;
    names->entries = entries;
    names->room = (uint32_t)room;
    return 1;
}

/* The entry of a symbol, made where new; NULL when out of memory. */
static struct entry *entry_at(lt_names *names, lt_symbol symbol)
{
    size_t at = place_of(names, symbol);
    struct entry *entry = NULL;

    if (names->places[at] != 0)
        return &names->entries[names->places[at] - 1];
    if (names->count == names->room && !grow_entries(names))
        return NULL;
    if ((size_t)names->count * 2 >= (size_t)1 << names->place_bits) {
        if (!grow_places(names))
            return NULL;
        at = place_of(names, symbol);
    }
    entry = &names->entries[names->count++];
    *entry = (struct entry){symbol, LT_NAME_UNKNOWN, LT_NAME_UNKNOWN,
                            LT_NAME_UNKNOWN, 0};
    names->places[at] = names->count;
    return entry;
}

/* Let a thing answer to a text in normal form, part of the name @p written. */
static int claim(lt_names *names, lt_symbol text, uint32_t thing,
                 lt_symbol written)
{
    struct entry *entry = text == LT_SYMBOL_NONE ? NULL : entry_at(names, text);

    if (entry == NULL)
        return 0;
    if (entry->name == LT_NAME_UNKNOWN) {
        entry->name = thing;
        entry->written = written;
    } else if (entry->name != thing && entry->rival == LT_NAME_UNKNOWN) {
        entry->rival = thing;
    }
    return 1;
}

/* Where the bracket opens that the last byte closes; NULL: no `A(B)`. */
static const char *last_bracket(const char *text, size_t length)
{
    size_t depth = 0;

    if (length < 4 || text[length - 1] != ')')
        return NULL;
    for (size_t at = length; at-- > 0;) {
        if (text[at] == ')')
            depth++;
        else if (text[at] == '(' && --depth == 0)
            return at > 0 ? text + at : NULL;
    }
    return NULL;
}

/* Claim a piece of a name without the spaces at its ends. */
static int claim_piece(lt_names *names, const char *begin, const char *end,
                       uint32_t thing, lt_symbol written)
{
    while (begin < end && *begin == ' ')
        begin++;
    while (begin < end && end[-1] == ' ')
        end--;
    return begin == end ||
           claim(names, lt_pool_add(names->pool, begin, (size_t)(end - begin)),
                 thing, written);
}

/* Claim a name in normal form and, for `A(B)`, its two halves. */
static int claim_name(lt_names *names, lt_symbol text, uint32_t thing,
                      lt_symbol written)
{
    const char *normal = lt_pool_text(names->pool, text);
    const size_t length = strlen(normal);
    const char *bracket = last_bracket(normal, length);

    if (length > 0 && !claim(names, text, thing, written))
        return 0;
    if (bracket == NULL)
        return 1;
    return claim_piece(names, normal, bracket, thing, written) &&
           claim_piece(names, bracket + 1, normal + length - 1, thing, written);
}

static int add_name(lt_names *names, lt_symbol written, uint32_t thing)
{
    const char *text = lt_pool_text(names->pool, written);
    const size_t length = strlen(text);
    lt_symbol normal_symbol = written;

    if (!lt_name_is_normal(text, length)) {
        char *normal = lt_name_normal(text, length);

        if (normal == NULL)
            return 0;
        normal_symbol = lt_pool_add(names->pool, normal, strlen(normal));
        free(normal);
    }
    return normal_symbol != LT_SYMBOL_NONE &&
           claim_name(names, normal_symbol, thing, written);
}

lt_status lt_names_add_symbol(lt_names *names, lt_name_rank rank,
                              lt_symbol text, uint32_t thing, lt_error *err)
{
    int done = text != LT_SYMBOL_NONE;

    if (text == 0)
        return LT_OK;
    if (done && rank == LT_NAME_ID) {
        struct entry *entry = entry_at(names, text);

        done = entry != NULL;
        if (done && entry->id == LT_NAME_UNKNOWN)
            entry->id = thing;
    } else if (done) {
        done = add_name(names, text, thing);
    }
    return done ? LT_OK : lt_fail_memory(err, "names");
}

lt_status lt_names_add(lt_names *names, lt_name_rank rank, const char *text,
                       uint32_t thing, lt_error *err)
{
    return lt_names_add_symbol(
        names, rank, lt_pool_add(names->pool, text, strlen(text)), thing, err);
}

/* The entry of a symbol; NULL where it has none, or is none. */
static const struct entry *find_symbol(const lt_names *names, lt_symbol symbol)
{
    uint32_t place = 0;

    if (symbol != LT_SYMBOL_NONE)
        place = names->places[place_of(names, symbol)];
    return place == 0 ? NULL : &names->entries[place - 1];
}

static const struct entry *find_exact(const lt_names *names, const char *text)
{
    return find_symbol(names, lt_pool_find(names->pool, text, strlen(text)));
}

/* The thing with the id @p text; else *named is the entry of that name, NULL
 * where there is none or memory is out. @p exact is the entry of the text. */
static uint32_t find_entry(const struct entry **named, const lt_names *names,
                           const char *text, const struct entry *exact)
{
    char *normal = NULL;

    *named = exact;
    if (exact != NULL && exact->id != LT_NAME_UNKNOWN)
        return exact->id;
    /* What is a name is in normal form. */
    if (exact != NULL && exact->name != LT_NAME_UNKNOWN)
        return LT_NAME_UNKNOWN;
    if (lt_name_is_normal(text, strlen(text)))
        return LT_NAME_UNKNOWN;
    *named = NULL;
    normal = lt_name_normal(text, strlen(text));
    if (normal != NULL)
        *named = find_exact(names, normal);
    free(normal);
    return LT_NAME_UNKNOWN;
}

static uint32_t find_thing(const lt_names *names, const char *text,
                           const struct entry *exact)
{
    const struct entry *named = NULL;
    const uint32_t id = find_entry(&named, names, text, exact);

    if (id != LT_NAME_UNKNOWN || named == NULL)
        return id;
    return named->rival == LT_NAME_UNKNOWN ? named->name : LT_NAME_AMBIGUOUS;
}

uint32_t lt_names_find(const lt_names *names, const char *text)
{
    return find_thing(names, text, find_exact(names, text));
}

uint32_t lt_names_find_symbol(const lt_names *names, lt_symbol text)
{
    return find_thing(names, lt_pool_text(names->pool, text),
                      find_symbol(names, text));
}

void lt_names_list(const lt_names *names, uint32_t *things, uint32_t room)
{
    for (uint32_t i = 0; i < names->count; i++) {
        const struct entry *entry = &names->entries[i];

        if (entry->text >= room)
            continue;
        if (entry->id != LT_NAME_UNKNOWN)
            things[entry->text] = entry->id;
        else if (entry->rival == LT_NAME_UNKNOWN)
            things[entry->text] = entry->name;
    }
}

int lt_names_rivals(const lt_names *names, const char *text, uint32_t *first,
                    uint32_t *second)
{
    const struct entry *named = NULL;
    const uint32_t id =
        find_entry(&named, names, text, find_exact(names, text));

    if (id != LT_NAME_UNKNOWN || named == NULL ||
        named->rival == LT_NAME_UNKNOWN)
        return 0;
    *first = named->name;
    *second = named->rival;
    return 1;
}

/* A text as code points; count 0: too long to compare, or empty. */
struct points {
    utf8proc_int32_t code[NEAR_LENGTH_MAX];
    uint32_t count;
};

/* Code points of a text, stray bytes counted as one each. */
static size_t point_count(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void read_points(struct points *out, const char *text)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);

    out->count = 0;
    while (left > 0) {
        utf8proc_ssize_t step = 0;
        utf8proc_int32_t code = 0;

        if (out->count == NEAR_LENGTH_MAX) {
            out->count = 0;
            return;
        }
        step = utf8proc_iterate(bytes, left, &code);
        if (step < 1) {
            code = *bytes;
            step = 1;
        }
        out->code[out->count++] = code;
        bytes += step;
        left -= step;
    }
}

static uint32_t replace_cost(utf8proc_int32_t a, utf8proc_int32_t b)
{
    if (a == b)
        return 0;
    return utf8proc_tolower(a) == utf8proc_tolower(b) ? HALF_EDIT : WHOLE_EDIT;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The next row of the table of distances; its least entry. */
static uint32_t edit_row(uint32_t *row, const uint32_t *before,
                         const uint32_t *two_before, const struct points *a,
                         uint32_t i, const struct points *b)
{
    uint32_t best = i * WHOLE_EDIT;

    row[0] = best;
    for (uint32_t j = 1; j <= b->count; j++) {
        uint32_t cost =
            before[j - 1] + replace_cost(a->code[i - 1], b->code[j - 1]);

        cost = least(cost, before[j] + WHOLE_EDIT);
        cost = least(cost, row[j - 1] + WHOLE_EDIT);
        if (i > 1 && j > 1 && a->code[i - 1] == b->code[j - 2] &&
            a->code[i - 2] == b->code[j - 1])
            cost = least(cost, two_before[j - 2] + WHOLE_EDIT);
        row[j] = cost;
        best = least(best, cost);
    }
    return best;
}

/* Optimal string alignment in half edits; above @p bound, any larger number. */
static uint32_t edit_distance(const struct points *a, const struct points *b,
                              uint32_t bound)
{
    uint32_t rows[3][NEAR_LENGTH_MAX + 1];
    uint32_t best_before = 0;

    for (uint32_t j = 0; j <= b->count; j++)
        rows[0][j] = j * WHOLE_EDIT;
    for (uint32_t i = 1; i <= a->count; i++) {
        const uint32_t best = edit_row(rows[i % 3], rows[(i + 2) % 3],
                                       rows[(i + 1) % 3], a, i, b);

        /* A swap reaches back two rows, so one bad row proves nothing. */
        if (best > bound && best_before > bound)
            return bound + 1;
        best_before = best;
    }
    return rows[a->count % 3][b->count];
}

#define NO_COST UINT32_MAX

/* What was meant, likeliest first: the same in another case, a name that holds
 * the text or is most of it, a slip of the pen, a name that is part of it. */
enum { CLASS_CASE, CLASS_PART, CLASS_SLIP, CLASS_REST };

/* A candidate; the lower its cost the likelier. */
struct candidate {
    const char *text;
    uint32_t thing;
    uint32_t cost;
};

/* The best candidates so far, of different things, best first. */
struct nearest {
    struct candidate *list;
    size_t count;
    size_t most;
};

static uint32_t class_cost(uint32_t class, uint32_t cost)
{
    return class * (2 * NEAR_LENGTH_MAX * WHOLE_EDIT) + cost;
}

static int is_better(const struct candidate *a, const struct candidate *b)
{
    return a->cost != b->cost ? a->cost < b->cost
                              : strcmp(a->text, b->text) < 0;
}

static void offer(struct nearest *best, struct candidate new)
{
    size_t at = 0;

    while (at < best->count && best->list[at].thing != new.thing)
        at++;
    if (at < best->count && !is_better(&new, &best->list[at]))
        return;
    if (at == best->count && best->count < best->most)
        best->count++;
    else if (at == best->count && !is_better(&new, &best->list[--at]))
        return;
    for (; at > 0 && is_better(&new, &best->list[at - 1]); at--)
        best->list[at] = best->list[at - 1];
    best->list[at] = new;
}

/* What nothing may cost more than to become one of the best. */
static uint32_t most_cost(const struct nearest *best)
{
    return best->count < best->most ? NO_COST
                                    : best->list[best->count - 1].cost;
}

static int is_ideograph(utf8proc_int32_t code)
{
    return code >= 0x2E80;
}

/* Half edits that a slip of the pen may be: a third of the length. A letter
 * says little, so one of them is always free; an ideograph is a word, and
 * 聚酯 is not 聚氨酯. */
static uint32_t slip_bound(const struct points *wanted, size_t shorter)
{
    uint32_t third = wanted->count * WHOLE_EDIT / 3;

    for (uint32_t i = 0; i < wanted->count; i++)
        if (is_ideograph(wanted->code[i]))
            return least(third, (uint32_t)shorter * WHOLE_EDIT / 3);
    return third > WHOLE_EDIT ? third : WHOLE_EDIT;
}

/* Offer a known text by its edits. */
static void offer_edits(struct nearest *best, struct candidate new,
                        const char *known, const struct points *wanted)
{
    const size_t count = point_count(known);
    const size_t longer = count > wanted->count ? count : wanted->count;
    const size_t shorter = count > wanted->count ? wanted->count : count;
    const uint32_t bound = slip_bound(wanted, shorter);
    struct points points;
    uint32_t cost = 0;

    if ((longer - shorter) * WHOLE_EDIT > bound)
        return;
    read_points(&points, known);
    if (points.count == 0)
        return;
    cost = edit_distance(wanted, &points, bound);
    /* Where every code point is another, nothing is near. */
    if (cost > bound || cost >= longer * WHOLE_EDIT)
        return;
    new.cost = class_cost(
        count == wanted->count && cost < WHOLE_EDIT ? CLASS_CASE : CLASS_SLIP,
        cost);
    offer(best, new);
}

/* Offer a known text that contains the wanted one or is contained in it. */
static void offer_part(struct nearest *best, struct candidate new,
                       const char *known, const char *wanted)
{
    const size_t count = point_count(known);
    const size_t length = point_count(wanted);
    const int holds = count >= length;
    const size_t rest = holds ? count - length : length - count;

    if (count < 2 || length < 2 || rest >= NEAR_LENGTH_MAX)
        return;
    if (holds ? strstr(known, wanted) == NULL : strstr(wanted, known) == NULL)
        return;
    new.cost = class_cost(
        holds || 2 * count >= length ? CLASS_PART : CLASS_REST, (uint32_t)rest);
    offer(best, new);
}

static void offer_entry(struct nearest *best, const lt_names *names,
                        const struct entry *entry, const char *wanted,
                        const struct points *points)
{
    const char *known = lt_pool_text(names->pool, entry->text);
    struct candidate new = {known, entry->id, 0};

    if (entry->id == LT_NAME_UNKNOWN) {
        if (entry->name == LT_NAME_UNKNOWN)
            return;
        new.thing = entry->name;
        if (entry->written != 0)
            new.text = lt_pool_text(names->pool, entry->written);
    }
    offer_part(best, new, known, wanted);
    if (points->count > 0 && most_cost(best) > class_cost(CLASS_CASE, 0))
        offer_edits(best, new, known, points);
}

size_t lt_names_near(const lt_names *names, const char *text, const char **near,
                     size_t most)
{
    struct candidate list[LT_NAMES_NEAR_MAX] = {{NULL, 0, 0}};
    struct nearest best = {list, 0,
                           most < LT_NAMES_NEAR_MAX ? most : LT_NAMES_NEAR_MAX};
    struct points points;
    char *normal = lt_name_normal(text, strlen(text));

    if (normal == NULL || best.most == 0) {
        free(normal);
        return 0;
    }
    read_points(&points, normal);
    for (uint32_t i = 0; i < names->count; i++)
        offer_entry(&best, names, &names->entries[i], normal, &points);
    free(normal);
    for (size_t i = 0; i < best.count; i++)
        near[i] = list[i].text;
    return best.count;
}

const char *lt_names_nearest(const lt_names *names, const char *text)
{
    const char *near[1] = {NULL};

    (void)lt_names_near(names, text, near, 1);
    return near[0];
}
