/**
 * @file analysis/local.h
 * Local supply rate: how far the inputs of what is made here can be had here.
 *
 * Two rates are told apart. The ability rate (可配套率) comes from the map and
 * the state alone; the purchase rate (实际) from supplies alone.
 */
#ifndef LT_ANALYSIS_LOCAL_H
#define LT_ANALYSIS_LOCAL_H

#include "graph/state.h"

/** Rates of one product; shares are 0 … 1. */
typedef struct lt_local_rate {
    double rate;      /**< Ability, over the counted groups; NaN: none. */
    double beside;    /**< The same over raw and energy inputs; NaN: none. */
    double lateral;   /**< Over equipment and service links; NaN: none. */
    uint32_t counted; /**< Counted groups of all its processes. */
    uint32_t met;     /**< Those of them met in full. */
    uint32_t process; /**< LT_NONE: all active ones; else the process that
                           would do best, as none is active. */
    uint8_t by_value; /**< 1: weighted by coefficient × price, else equally. */
} lt_local_rate;

/** The rates of every product. Start with lt_local_build(). */
typedef struct lt_local {
    const lt_state *state; /**< Borrowed. */
    lt_local_rate *rates;  /**< One per product. */
    double *met;           /**< recipe entry → share met here; NaN where it
                                is no essential input. */
    double *weight;        /**< recipe entry → its weight within its process;
                                NaN where not counted, or where an alternative
                                stands for it. */
} lt_local;

#define LT_LOCAL_EMPTY ((lt_local){NULL, NULL, NULL, NULL})

/**
 * Work out the ability rate, first tier:
 *
 *     rate(p) = Σ_g v_g m_g / Σ_g v_g
 *
 * over the essential input groups g of p's active processes. A group stands
 * for its best present alternative. m is 1 for what is present, min(1, cover)
 * where cover is known (so local users share pro rata), ½ where only a sort of
 * another chain is (规格待核), 0 for what is missing. v = coefficient × price
 * where both are known of all groups of the process, else 1. Groups of raw
 * materials and energy alone are not counted but shown beside; equipment and
 * service links have a rate of their own. Several active processes weigh by
 * their capacity where all are known, else equally.
 *
 * Release with lt_local_clear(). Time and memory O(recipes + links).
 */
lt_status lt_local_build(lt_local *out, const lt_state *state, lt_error *err);

/** Safe to call twice. */
void lt_local_clear(lt_local *local);

#endif
