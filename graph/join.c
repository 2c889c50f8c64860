/* Values as flat text: lists and records joined into one cell. */
#include "graph/table.h"

#include <string.h>

/* What stands between and around items, by language. */
static const lt_phrase item_mark = {"；", "; "};
static const lt_phrase field_mark = {"，", ", "};
static const lt_phrase open_mark = {"（", " ("};
static const lt_phrase close_mark = {"）", ")"};

/*
 * Text being joined. Marks are written only when the text behind them comes,
 * because blank items leave no mark.
 */
typedef struct joiner {
    const lt_join *join;
    char *out; /* NULL: only measure. */
    size_t length;
    struct {
        uint32_t shown; /* Items that have put text. */
        int open;       /* The present item has. */
    } levels[LT_VALUE_DEPTH];
} joiner;

static void put(joiner *to, const char *text)
{
    size_t length = strlen(text);

    if (to->out != NULL)
        memcpy(to->out + to->length, text, length);
    to->length += length;
}

/* The mark before item number @p shown of a list or record. */
static const char *mark_before(const lt_value *inside, uint32_t shown,
                               lt_lang lang)
{
    if (shown == 0)
        return "";
    if (inside->kind == LT_VALUE_LIST)
        return lt_say(lang, item_mark);
    return lt_say(lang, shown == 1 ? open_mark : field_mark);
}

/* Put the text of a leaf, and the marks it makes due at every level. */
static void put_leaf(joiner *to, const lt_walk *walk, uint32_t depth,
                     const char *text)
{
    if (text[0] == '\0')
        return;
    for (uint32_t d = 0; d < depth; d++) {
        if (to->levels[d].open)
            continue;
        put(to, mark_before(walk->frames[d].value, to->levels[d].shown,
                            to->join->lang));
        to->levels[d].open = 1;
        to->levels[d].shown++;
    }
    put(to, text);
}

/* Text of a leaf; @p room is where a number is written. */
static const char *leaf_text(const lt_join *join, const lt_value *value,
                             char *room)
{
    static const lt_phrase truths[] = {{"否", "no"}, {"是", "yes"}};

    switch (value->kind) {
    case LT_VALUE_TRUTH:
        return lt_say(join->lang, truths[value->count != 0]);
    case LT_VALUE_NUMBER:
        if (join->number != NULL)
            join->number(room, value->number);
        else
            lt_number_text(room, value->number);
        return room;
    case LT_VALUE_TEXT:
        return value->text;
    case LT_VALUE_NONE:
    case LT_VALUE_LIST:
    case LT_VALUE_RECORD:
        break;
    }
    return "";
}

/* The name of a record that has an id and a name, else NULL. */
static const char *record_name(const lt_value *record)
{
    const char *name = NULL;
    int has_id = 0;

    if (record->kind != LT_VALUE_RECORD)
        return NULL;
    for (uint32_t f = 0; f < record->count; f++) {
        const lt_field *field = &record->fields[f];

        if (strcmp(field->name, "id") == 0)
            has_id = 1;
        else if (strcmp(field->name, "name") == 0 &&
                 field->value.kind == LT_VALUE_TEXT &&
                 field->value.text[0] != '\0')
            name = field->value.text;
    }
    return has_id ? name : NULL;
}

/* A list or record opens. @return 1 when its name alone stands for it, else
 * 0: what is inside is to follow. */
static int enter(joiner *to, lt_walk *walk)
{
    const char *name = to->join->names_alone ? record_name(walk->value) : NULL;

    if (name == NULL) {
        to->levels[walk->depth - 1].shown = 0;
        to->levels[walk->depth - 1].open = 0;
        return 0;
    }
    lt_walk_skip(walk);
    put_leaf(to, walk, walk->depth, name);
    return 1;
}

/* Join into to->out, or measure; @return the length. */
static size_t join_value(joiner *to, const lt_value *value)
{
    lt_walk walk = lt_walk_new(value);
    lt_walk_event event = lt_walk_next(&walk);

    for (; event != LT_WALK_END; event = lt_walk_next(&walk)) {
        char room[LT_NUMBER_BYTES];

        if (event == LT_WALK_ENTER && !enter(to, &walk))
            continue;
        if (event == LT_WALK_LEAF)
            put_leaf(to, &walk, walk.depth,
                     leaf_text(to->join, walk.value, room));
        else if (event == LT_WALK_LEAVE &&
                 walk.value->kind == LT_VALUE_RECORD &&
                 to->levels[walk.depth].shown > 1)
            put(to, lt_say(to->join->lang, close_mark));
        /* What ended was one whole item of the level it stands in. */
        if (walk.depth > 0)
            to->levels[walk.depth - 1].open = 0;
    }
    return to->length;
}

char *lt_value_join(lt_arena *arena, const lt_value *value, const lt_join *join)
{
    joiner measure = {.join = join};
    joiner write = {.join = join};

    write.out = lt_arena_take(arena, join_value(&measure, value) + 1);
    if (write.out != NULL)
        (void)join_value(&write, value);
    return write.out;
}

char *lt_value_flat(lt_arena *arena, const lt_value *value, lt_lang lang)
{
    const lt_join join = {.lang = lang};

    return lt_value_join(arena, value, &join);
}
