#include "graph/table.h"

#include "graph/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lt_value lt_value_number(double number)
{
    lt_value value = {LT_VALUE_NONE, 0, {0.0}};

    if (isfinite(number)) {
        value.kind = LT_VALUE_NUMBER;
        value.number = number;
    }
    return value;
}

/* Twelve significant digits without printf: 1 when *number was rounded, 0 for
 * what is very large, very small or close to the middle between two results.
 * Whole numbers below 2^53 and powers of ten up to 10^22 are exact, so that
 * their quotient is the number that the digits read as. */
static int round_plainly(double *number)
{
    static const double LEAST = 1e11; /* The least number of twelve digits. */
    static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                    1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17};
    const double size = fabs(*number);
    size_t power = 0;
    double scaled = 0.0;
    double whole = 0.0;

    if (!(size >= 1e-5 && size < 1e12))
        return 0;
    while (size * POWERS[power] < LEAST)
        power++;
    scaled = size * POWERS[power];
    whole = floor(scaled);
    if (fabs(scaled - whole - 0.5) < 1e-3)
        return 0;
    if (scaled - whole > 0.5)
        whole += 1.0;
    *number = copysign(whole / POWERS[power], *number);
    return 1;
}

lt_value lt_value_result(double number)
{
    char text[LT_NUMBER_BYTES];

    if (!isfinite(number) || number == 0.0 || round_plainly(&number))
        return lt_value_number(number);
    (void)snprintf(text, sizeof(text), "%.11e", number);
    (void)lt_number_parse(&number, text, strlen(text));
    return lt_value_number(number);
}

lt_value lt_value_text(const char *text)
{
    lt_value value = {LT_VALUE_NONE, 0, {0.0}};

    if (text != NULL) {
        value.kind = LT_VALUE_TEXT;
        value.text = text;
    }
    return value;
}

lt_value lt_value_truth(int truth)
{
    return (lt_value){LT_VALUE_TRUTH, truth != 0, {0.0}};
}

/* Copy of @p count things of @p size bytes; at least one byte is taken, so
 * that empty lists are told from lack of memory. */
static lt_status copy_items(void **out, lt_arena *arena, const void *items,
                            size_t count, size_t size, lt_error *err)
{
    if (count > UINT32_MAX || count > SIZE_MAX / size)
        return lt_fail(err, LT_ERR_LIMIT, "%zu items in a cell", count);
    *out = lt_arena_take(arena, count == 0 ? 1 : count * size);
    if (*out == NULL)
        return lt_fail_memory(err, "cell");
    if (count > 0)
        memcpy(*out, items, count * size);
    return LT_OK;
}

lt_status lt_value_list(lt_value *out, lt_arena *arena, const lt_value *items,
                        size_t count, lt_error *err)
{
    void *copy = NULL;
    lt_status status = LT_OK;

    *out = (lt_value){LT_VALUE_NONE, 0, {0.0}};
    LT_TRY(copy_items(&copy, arena, items, count, sizeof(*items), err));
    out->kind = LT_VALUE_LIST;
    out->count = (uint32_t)count;
    out->items = copy;
cleanup:
    return status;
}

lt_status lt_value_record(lt_value *out, lt_arena *arena,
                          const lt_field *fields, size_t count, lt_error *err)
{
    void *copy = NULL;
    lt_status status = LT_OK;

    *out = (lt_value){LT_VALUE_NONE, 0, {0.0}};
    LT_TRY(copy_items(&copy, arena, fields, count, sizeof(*fields), err));
    out->kind = LT_VALUE_RECORD;
    out->count = (uint32_t)count;
    out->fields = copy;
cleanup:
    return status;
}

lt_walk lt_walk_new(const lt_value *value)
{
    lt_walk walk = {0};

    walk.value = value;
    return walk;
}

/* What is nested too deep. */
static const lt_value nothing = {LT_VALUE_NONE, 0, {0.0}};

/* The event of walk->value, which was just reached. */
static lt_walk_event reach(lt_walk *walk)
{
    if (walk->value->kind != LT_VALUE_LIST &&
        walk->value->kind != LT_VALUE_RECORD)
        return LT_WALK_LEAF;
    if (walk->depth == LT_VALUE_DEPTH) {
        walk->value = &nothing;
        return LT_WALK_LEAF;
    }
    walk->frames[walk->depth++] = (lt_walk_frame){walk->value, 0};
    return LT_WALK_ENTER;
}

lt_walk_event lt_walk_next(lt_walk *walk)
{
    lt_walk_frame *frame = NULL;

    if (!walk->started) {
        walk->started = 1;
        return reach(walk);
    }
    if (walk->depth == 0)
        return LT_WALK_END;
    frame = &walk->frames[walk->depth - 1];
    if (frame->next == frame->value->count) {
        walk->value = frame->value;
        walk->depth--;
        return LT_WALK_LEAVE;
    }
    walk->index = frame->next++;
    if (frame->value->kind == LT_VALUE_LIST) {
        walk->name = NULL;
        walk->value = &frame->value->items[walk->index];
    } else {
        walk->name = frame->value->fields[walk->index].name;
        walk->value = &frame->value->fields[walk->index].value;
    }
    return reach(walk);
}

void lt_walk_skip(lt_walk *walk)
{
    if (walk->depth > 0)
        walk->depth--;
}
