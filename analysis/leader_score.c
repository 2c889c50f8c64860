#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Draws for the rank intervals: seeded, so that the same input gives the same
 * bytes. Ranks are drawn for the best RANKED_MAX candidates among themselves.
 */
enum { DRAWS = 1000, DRAW_LOW = 50, DRAW_HIGH = 950, RANKED_MAX = 2000 };
static const uint64_t SEED = 20220601;

double leader_score(const double part[LEADER_PARTS],
                    const double weight[LEADER_PARTS])
{
    double sum = 0.0;
    double weights = 0.0;

    for (size_t i = 0; i < LEADER_PARTS; i++) {
        if (isnan(part[i]))
            continue;
        sum += weight[i] * part[i];
        weights += weight[i];
    }
    return weights > 0.0 ? 100.0 * sum / weights : (double)NAN;
}

/* A candidate and what it is sorted by. */
struct placed {
    struct leader leader;
    const char *id;
};

static int descending(double a, double b)
{
    if (isnan(a) != isnan(b))
        return isnan(a) ? 1 : -1;
    if (a < b || a > b)
        return a > b ? -1 : 1;
    return 0;
}

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    int order = descending(a->leader.score, b->leader.score);

    if (order == 0 && isnan(a->leader.score))
        order = descending(a->leader.value, b->leader.value);
    if (order == 0)
        order = strcmp(a->id, b->id);
    return order != 0 ? order
                      : (a->leader.firm > b->leader.firm) -
                            (a->leader.firm < b->leader.firm);
}

static lt_status sort_leaders(struct leaders *leaders, lt_error *err)
{
    const lt_firm *firms = leaders->state->scope->graph->firms;
    struct placed *placed = lt_alloc_array(leaders->count, sizeof(*placed));

    if (placed == NULL)
        return lt_fail_memory(err, "ranking");
    for (uint32_t i = 0; i < leaders->count; i++)
        placed[i] = (struct placed){leaders->items[i],
                                    firms[leaders->items[i].firm].id};
    if (leaders->count > 1)
        qsort(placed, leaders->count, sizeof(*placed), compare_placed);
    for (uint32_t i = 0; i < leaders->count; i++)
        leaders->items[i] = placed[i].leader;
    free(placed);
    return LT_OK;
}

/* Score those with enough known parts. */
static void score_all(struct leaders *leaders)
{
    const double equal[LEADER_PARTS] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};

    for (uint32_t i = 0; i < leaders->count; i++) {
        struct leader *leader = &leaders->items[i];

        leader->known = 0;
        for (size_t k = 0; k < LEADER_PARTS; k++)
            leader->known += isnan(leader->part[k]) ? 0 : 1;
        leader->score = NAN;
        if (leader->known > 0 &&
            leader->known >= leaders->state->scope->rules->leader_parts)
            leader->score = leader_score(leader->part, equal);
    }
}

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t next_random(uint64_t *random)
{
    uint64_t z = *random += 0x9e3779b97f4a7c15U;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* Uniform in (0, 1). */
static double next_share(uint64_t *random)
{
    return ((double)(next_random(random) >> 11) + 0.5) / 9007199254740992.0;
}

/* Weights from Dirichlet(1, …, 1): exponentials, left unnormalised because a
 * score divides by their sum. */
static void draw_weights(double weight[LEADER_PARTS], uint64_t *random)
{
    for (size_t i = 0; i < LEADER_PARTS; i++)
        weight[i] = -log(next_share(random));
}

/* A score in one draw. */
struct drawn {
    double score;
    uint32_t item;
};

static int compare_drawn(const void *left, const void *right)
{
    const struct drawn *a = left;
    const struct drawn *b = right;
    const int order = descending(a->score, b->score);

    return order != 0 ? order : (a->item > b->item) - (a->item < b->item);
}

/* A stated "at least" may in truth be anything up to the largest value known
 * among the candidates. */
static double draw_scale(const struct leaders *leaders,
                         const struct leader *leader, double largest,
                         uint64_t *random)
{
    const double known = leader->part[LEADER_SCALE];
    const double share = next_share(random);

    if (!leader->at_least || isnan(known))
        return known;
    return known + share * (largest / leaders->value - known);
}

/* Scores nearer than this are one. */
static const double LEVEL = 1e-9;

/* Ranks of the first @p count candidates in one draw. */
static void draw_ranks(uint16_t *ranks, struct drawn *drawn,
                       const struct leaders *leaders, uint32_t count,
                       double largest, uint64_t *random)
{
    double weight[LEADER_PARTS];

    draw_weights(weight, random);
    for (uint32_t i = 0; i < count; i++) {
        const struct leader *leader = &leaders->items[i];
        double part[LEADER_PARTS];

        memcpy(part, leader->part, sizeof(part));
        part[LEADER_SCALE] = draw_scale(leaders, leader, largest, random);
        drawn[i] = (struct drawn){leader_score(part, weight), i};
    }
    qsort(drawn, count, sizeof(*drawn), compare_drawn);
    for (uint32_t i = 0; i < count; i++) {
        const int level =
            i > 0 && fabs(drawn[i].score - drawn[i - 1].score) < LEVEL;

        ranks[(size_t)drawn[i].item * DRAWS] =
            level ? ranks[(size_t)drawn[i - 1].item * DRAWS]
                  : (uint16_t)(i + 1);
    }
}

static int compare_ranks(const void *left, const void *right)
{
    const uint16_t *a = left;
    const uint16_t *b = right;

    return (*a > *b) - (*a < *b);
}

static lt_status draw_intervals(struct leaders *leaders, uint32_t count,
                                lt_error *err)
{
    uint16_t *ranks = lt_alloc_array((size_t)count * DRAWS + 1, sizeof(*ranks));
    struct drawn *drawn = lt_alloc_array(count, sizeof(*drawn));
    uint64_t random = SEED;
    double largest = 0.0;

    if (ranks == NULL || drawn == NULL) {
        free(drawn);
        free(ranks);
        return lt_fail_memory(err, "rank intervals");
    }
    for (uint32_t i = 0; i < leaders->count; i++)
        if (leaders->items[i].value > largest)
            largest = leaders->items[i].value;
    for (size_t d = 0; d < DRAWS && count > 0; d++)
        draw_ranks(ranks + d, drawn, leaders, count, largest, &random);
    for (uint32_t i = 0; i < count; i++) {
        uint16_t *own = ranks + (size_t)i * DRAWS;

        qsort(own, DRAWS, sizeof(*own), compare_ranks);
        leaders->items[i].rank_low = own[DRAW_LOW - 1];
        leaders->items[i].rank_high = own[DRAW_HIGH - 1];
    }
    free(drawn);
    free(ranks);
    return LT_OK;
}

lt_status leaders_rank(struct leaders *leaders, lt_error *err)
{
    uint32_t ranked = 0;
    lt_status status = LT_OK;

    score_all(leaders);
    status = sort_leaders(leaders, err);
    if (status != LT_OK)
        return status;
    while (ranked < leaders->count && !isnan(leaders->items[ranked].score)) {
        /* Equal scores share a rank. */
        leaders->items[ranked].rank =
            ranked > 0 && fabs(leaders->items[ranked].score -
                               leaders->items[ranked - 1].score) < LEVEL
                ? leaders->items[ranked - 1].rank
                : ranked + 1;
        ranked++;
    }
    return draw_intervals(leaders, ranked < RANKED_MAX ? ranked : RANKED_MAX,
                          err);
}
