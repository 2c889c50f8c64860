/**
 * @file analysis/gaps.h
 * Missing and weak links of a chain, ranked and explained.
 */
#ifndef LT_ANALYSIS_GAPS_H
#define LT_ANALYSIS_GAPS_H

#include "analysis/analysis.h"

/** The verdicts on every product of the map. Opaque. */
typedef struct lt_gaps lt_gaps;

/**
 * Judge every product of @p state. Release with lt_gaps_free().
 * Time O(products + links) apart from sorting.
 */
lt_status lt_gaps_new(lt_gaps **out, const lt_state *state, lt_error *err);

/** Release @p gaps. NULL is allowed. */
void lt_gaps_free(lt_gaps *gaps);

/** Lead kind of a product in the view of the scope: fill, extend, strengthen,
 * build, secure, shed; NULL where it is no gap. Static. */
const char *lt_gaps_kind(const lt_gaps *gaps, uint32_t product);

/** Score of a product's row, 0 … 100; NaN where it is no gap. */
double lt_gaps_score(const lt_gaps *gaps, uint32_t product);

/** 1 when the product is present yet weak: strengthen or thin. */
int lt_gaps_weak(const lt_gaps *gaps, uint32_t product);

#endif
