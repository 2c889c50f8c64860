#include "analysis/gap_parts.h"

#include <string.h>

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
}

static void turn(uint32_t *path, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        uint32_t other = path[i];

        path[i] = path[count - 1 - i];
        path[count - 1 - i] = other;
    }
}

/* From the present feeder down the run of missing links to the product. */
static uint32_t above_run(const lt_gaps *gaps, uint32_t product, uint32_t *path,
                          uint32_t room)
{
    uint32_t count = 0;
    uint32_t at = product;

    while (count < room) {
        const struct verdict *verdict = &gaps->verdicts[at];
        uint32_t next = verdict->up > 0 ? verdict->up_next : LT_NONE;

        path[count++] = at;
        if (next == LT_NONE || is_present(gaps, at))
            break;
        at = next;
    }
    turn(path, count);
    return count;
}

/* On down the missing links to the process that waits for them. */
static uint32_t below_run(const lt_gaps *gaps, uint32_t product, uint32_t *path,
                          uint32_t count, uint32_t room)
{
    uint32_t at = product;

    while (count < room && !is_present(gaps, at) &&
           gaps->verdicts[at].down > 0) {
        at = gaps->verdicts[at].down_next;
        path[count++] = at;
    }
    return count;
}

static uint32_t extension(const lt_gaps *gaps, uint32_t product, uint32_t *path,
                          uint32_t room)
{
    uint32_t count = 0;
    uint32_t at = product;

    while (count < room) {
        path[count++] = at;
        if (is_present(gaps, at) || gaps->verdicts[at].step == 0)
            break;
        at = gaps->verdicts[at].step_from;
    }
    turn(path, count);
    return count;
}

/* A product that is there and what would be made from it. */
static uint32_t pair(uint32_t *path, uint32_t from, uint32_t product)
{
    uint32_t count = 0;

    if (from != LT_NONE)
        path[count++] = from;
    path[count++] = product;
    return count;
}

uint32_t gap_path(const lt_gaps *gaps, uint32_t product, uint32_t *path,
                  uint32_t room)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    uint32_t count = 0;

    if (room < 2)
        return 0;
    if (verdict->lead == SUB_TERMINAL)
        return pair(path, verdict->feeder, product);
    if (verdict->lead == SUB_UPGRADE)
        return pair(path, verdict->broader, product);
    if (verdict->lead == SUB_ABSORB)
        return pair(path, verdict->absorbs, product);
    if (verdict->down > 0 && verdict->lead != SUB_DEPTH) {
        count = above_run(gaps, product, path, room);
        count = below_run(gaps, product, path, count, room);
        if (verdict->half && count < room)
            path[count++] = verdict->user;
        return count;
    }
    if (verdict->step > 0)
        count = extension(gaps, product, path, room);
    else
        path[count++] = product;
    if (verdict->lead == SUB_COMPLEMENT && count < room)
        path[count++] = verdict->completes;
    else if (verdict->step == 0 && verdict->user != LT_NONE)
        path[count++] = verdict->user;
    return count;
}
