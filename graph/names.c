#include "graph/names.h"

#include "graph/alloc.h"
#include "graph/pool.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

/*
 * Every text is interned once; what it stands for lies at its symbol. An id
 * and a name may be the same text.
 */
struct entry {
    uint32_t id;       /* The thing with this id; LT_NAME_UNKNOWN: none. */
    uint32_t name;     /* The first thing with this name. */
    uint32_t rival;    /* The second; LT_NAME_UNKNOWN: not ambiguous. */
    lt_symbol written; /* The name as it was added; 0: the text itself. */
};

struct lt_names {
    lt_pool *pool;
    struct entry *entries; /* One per symbol, up to room. */
    uint32_t room;
};

enum {
    FIRST_ENTRIES = 256,
    NEAR_LENGTH_MAX = 200, /* Code points; longer texts are near nothing. */
    WHOLE_EDIT = 2,        /* Edits are counted in halves. */
    HALF_EDIT = 1
};

lt_names *lt_names_new(void)
{
    lt_names *names = lt_alloc_array(1, sizeof(*names));

    if (names == NULL)
        return NULL;
    names->pool = lt_pool_new();
    if (names->pool == NULL) {
        lt_names_free(names);
        return NULL;
    }
    return names;
}

void lt_names_free(lt_names *names)
{
    if (names == NULL)
        return;
    lt_pool_free(names->pool);
    free(names->entries);
    free(names);
}

static void renumber(uint32_t *thing, const uint32_t *number)
{
    if (*thing != LT_NAME_UNKNOWN)
        *thing = number[*thing];
}

void lt_names_renumber(lt_names *names, const uint32_t *number)
{
    const uint32_t count = lt_pool_count(names->pool);

    for (uint32_t i = 0; i < count && i < names->room; i++) {
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

/* Make room for the entry of @p symbol. */
static int reserve(lt_names *names, lt_symbol symbol)
{
    const struct entry nothing = {LT_NAME_UNKNOWN, LT_NAME_UNKNOWN,
                                  LT_NAME_UNKNOWN, 0};
    uint64_t room = names->room;
    struct entry *entries = NULL;

    if (symbol < names->room)
        return 1;
    while (room <= symbol)
        room = room == 0 ? FIRST_ENTRIES : room * 2;
    if (room > UINT32_MAX)
        room = UINT32_MAX;
    entries = lt_grow_array(names->entries, (size_t)room, sizeof(*entries));
    if (entries == NULL)
        return 0;
    for (size_t i = names->room; i < room; i++)
        entries[i] = nothing;
    names->entries = entries;
    names->room = (uint32_t)room;
    return 1;
}

/* The entry of a text, made where new; NULL when out of memory. */
static struct entry *entry_of(lt_names *names, const char *text, size_t length)
{
    const lt_symbol symbol = lt_pool_add(names->pool, text, length);

    if (symbol == LT_SYMBOL_NONE || !reserve(names, symbol))
        return NULL;
    return &names->entries[symbol];
}

/* Let a thing answer to a text in normal form, part of the name @p written. */
static int claim(lt_names *names, const char *text, size_t length,
                 uint32_t thing, lt_symbol written)
{
    struct entry *entry = entry_of(names, text, length);

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
           claim(names, begin, (size_t)(end - begin), thing, written);
}

/* Claim a name in normal form and, for `A(B)`, its two halves. */
static int claim_name(lt_names *names, const char *normal, uint32_t thing,
                      lt_symbol written)
{
    const size_t length = strlen(normal);
    const char *bracket = last_bracket(normal, length);

    if (length > 0 && !claim(names, normal, length, thing, written))
        return 0;
    if (bracket == NULL)
        return 1;
    return claim_piece(names, normal, bracket, thing, written) &&
           claim_piece(names, bracket + 1, normal + length - 1, thing, written);
}

lt_status lt_names_add(lt_names *names, lt_name_rank rank, const char *text,
                       uint32_t thing, lt_error *err)
{
    const size_t length = strlen(text);
    const lt_symbol written = lt_pool_add(names->pool, text, length);
    char *normal = NULL;
    int done = 0;

    if (length == 0)
        return LT_OK;
    if (written == LT_SYMBOL_NONE || !reserve(names, written))
        return lt_fail_memory(err, "names");
    if (rank == LT_NAME_ID) {
        if (names->entries[written].id == LT_NAME_UNKNOWN)
            names->entries[written].id = thing;
        return LT_OK;
    }
    if (lt_name_is_normal(text, length)) {
        done = claim_name(names, text, thing, written);
    } else {
        normal = lt_name_normal(text, length);
        done = normal != NULL && claim_name(names, normal, thing, written);
        free(normal);
    }
    return done ? LT_OK : lt_fail_memory(err, "names");
}

static const struct entry *find_exact(const lt_names *names, const char *text)
{
    const lt_symbol symbol = lt_pool_find(names->pool, text, strlen(text));

    return symbol < names->room ? &names->entries[symbol] : NULL;
}

/* The thing with the id @p text; else *named is the entry of that name, NULL
 * where there is none or memory is out. */
static uint32_t find_entry(const struct entry **named, const lt_names *names,
                           const char *text)
{
    const struct entry *exact = find_exact(names, text);
    char *normal = NULL;

    *named = NULL;
    if (exact != NULL && exact->id != LT_NAME_UNKNOWN)
        return exact->id;
    if (lt_name_is_normal(text, strlen(text))) {
        *named = exact;
        return LT_NAME_UNKNOWN;
    }
    normal = lt_name_normal(text, strlen(text));
    if (normal != NULL)
        *named = find_exact(names, normal);
    free(normal);
    return LT_NAME_UNKNOWN;
}

uint32_t lt_names_find(const lt_names *names, const char *text)
{
    const struct entry *named = NULL;
    const uint32_t id = find_entry(&named, names, text);

    if (id != LT_NAME_UNKNOWN || named == NULL)
        return id;
    return named->rival == LT_NAME_UNKNOWN ? named->name : LT_NAME_AMBIGUOUS;
}

int lt_names_rivals(const lt_names *names, const char *text, uint32_t *first,
                    uint32_t *second)
{
    const struct entry *named = NULL;
    const uint32_t id = find_entry(&named, names, text);

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

/* The best candidate so far. */
struct nearest {
    const char *text;
    uint32_t cost; /* NO_COST: none yet. */
};

static void offer(struct nearest *best, const char *text, uint32_t cost)
{
    if (cost > best->cost ||
        (cost == best->cost && strcmp(text, best->text) >= 0))
        return;
    best->text = text;
    best->cost = cost;
}

/* Offer a known text by its edits. */
static void offer_edits(struct nearest *best, const char *shown,
                        const char *known, const struct points *wanted)
{
    const uint32_t third = wanted->count * WHOLE_EDIT / 3;
    uint32_t bound = third > WHOLE_EDIT ? third : WHOLE_EDIT;
    const size_t count = point_count(known);
    const size_t longer = count > wanted->count ? count : wanted->count;
    const size_t shorter = count > wanted->count ? wanted->count : count;
    struct points points;
    uint32_t cost = 0;

    bound = least(bound, best->cost);
    if ((longer - shorter) * WHOLE_EDIT > bound)
        return;
    read_points(&points, known);
    if (points.count == 0)
        return;
    cost = edit_distance(wanted, &points, bound);
    /* Where every code point is another, nothing is near. */
    if (cost <= bound && cost < longer * WHOLE_EDIT)
        offer(best, shown, cost);
}

/* Offer a known text that contains the wanted one or is contained in it. */
static void offer_part(struct nearest *best, const char *shown,
                       const char *known, const char *wanted)
{
    const size_t count = point_count(known);
    const size_t length = point_count(wanted);

    if (count < 2 || length < 2)
        return;
    if (count >= length ? strstr(known, wanted) != NULL
                        : strstr(wanted, known) != NULL)
        offer(best, shown,
              (uint32_t)(count >= length ? count - length : length - count));
}

const char *lt_names_nearest(const lt_names *names, const char *text)
{
    const uint32_t count = lt_pool_count(names->pool);
    struct nearest near = {"", NO_COST};
    struct nearest part = {"", NO_COST};
    struct points wanted;
    char *normal = lt_name_normal(text, strlen(text));

    if (normal == NULL)
        return NULL;
    read_points(&wanted, normal);
    for (lt_symbol symbol = 1; symbol < count && symbol < names->room;
         symbol++) {
        const struct entry *entry = &names->entries[symbol];
        const char *known = lt_pool_text(names->pool, symbol);
        const char *shown = known;

        if (entry->id == LT_NAME_UNKNOWN) {
            if (entry->name == LT_NAME_UNKNOWN)
                continue;
            if (entry->written != 0)
                shown = lt_pool_text(names->pool, entry->written);
        }
        if (wanted.count > 0)
            offer_edits(&near, shown, known, &wanted);
        if (near.cost == NO_COST)
            offer_part(&part, shown, known, normal);
    }
    free(normal);
    if (near.cost != NO_COST)
        return near.text;
    return part.cost != NO_COST ? part.text : NULL;
}
