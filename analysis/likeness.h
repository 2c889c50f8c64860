/**
 * @file analysis/likeness.h
 * How alike two names are, and which of many are: a proposal for people to
 * judge, never a decision.
 */
#ifndef LT_ANALYSIS_LIKENESS_H
#define LT_ANALYSIS_LIKENESS_H

#include "graph/status.h"
#include "graph/things.h"

#include <stdint.h>

/** Why two names may be one, the surest first. */
typedef enum lt_likeness {
    LT_LIKE_SPELLING, /**< Blanks, punctuation, case or 的 apart the same. */
    LT_LIKE_BRACKET,  /**< What stands in or before brackets is the other. */
    LT_LIKE_LEGAL,    /**< Legal form of the firm, or its place, apart. */
    LT_LIKE_VARIANT, /**< 机/器, 及/与/和 or a filler such as 材料 apart. */
    LT_LIKE_ORDER, /**< The same characters in another order. */
    LT_LIKE_SLIP,  /**< One character differs in a long name. */
    LT_LIKE_PART,  /**< One contains the other. */
    LT_LIKE_SHORT, /**< The characters of one stand in the other in order. */
    LT_LIKE_COUNT
} lt_likeness;

/** Two things that look alike. */
typedef struct lt_like {
    uint32_t a, b; /**< Things; a is the one to keep. */
    lt_likeness why;
    double score; /**< 0 – 1: orders, it does not predict. */
} lt_like;

/** The pairs found. Start from LT_LIKES_EMPTY, end with lt_likes_clear. */
typedef struct lt_likes {
    lt_like *list; /**< Owned; best first, each pair once. */
    uint32_t count, room;
} lt_likes;

#define LT_LIKES_EMPTY ((lt_likes){NULL, 0, 0})

/**
 * Pairs of @p things that look alike, those that already answer to one name
 * left out. Candidates come from hashes of folded names, of names with one
 * character left out, and of the pieces of names: all pairs are never tried.
 * @param places names of regions, which firms may begin with; may be NULL.
 * O(n × length² + pairs found × log).
 */
lt_status lt_likes_find(lt_likes *out, const lt_things *things,
                        const lt_facts *facts, const lt_things *places,
                        lt_error *err);

/** Free what @p likes holds. Safe to call twice. */
void lt_likes_clear(lt_likes *likes);

#endif
