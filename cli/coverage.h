/**
 * @file cli/coverage.h
 * How much of what analyses use the data hold.
 */
#ifndef LT_CLI_COVERAGE_H
#define LT_CLI_COVERAGE_H

#include "graph/lang.h"
#include "graph/state.h"

#include <stdint.h>

/** What is counted. */
typedef enum lt_measure {
    LT_MEASURE_PRESENT,
    LT_MEASURE_COMING,
    LT_MEASURE_ABSENT,
    LT_MEASURE_UNSEEN,
    LT_MEASURE_CAPACITY,    /**< Present products with a capacity figure. */
    LT_MEASURE_MAKERS,      /**< Present products whose makers are known. */
    LT_MEASURE_STAGE,       /**< Products with a stage. */
    LT_MEASURE_UNIT,        /**< Products with a unit. */
    LT_MEASURE_PRICE,       /**< Products with a price. */
    LT_MEASURE_COEFFICIENT, /**< Inputs with a coefficient. */
    LT_MEASURE_MIN_SCALE,   /**< Processes with a least scale. */
    LT_MEASURE_INVESTMENT,  /**< Processes with an investment. */
    LT_MEASURE_FIRM_REGION, /**< Firms with a region. */
    LT_MEASURE_REVENUE,     /**< Firms with a revenue. */
    LT_MEASURE_RND,         /**< Firms with R&D spending. */
    LT_MEASURE_PATENTS,     /**< Firms with patents. */
    LT_MEASURE_AMOUNT,      /**< Supplies with an amount. */
    LT_MEASURE_STATEMENT,   /**< Products a statement or target names. */
    LT_MEASURE_SOURCED,     /**< Capacity rows with a source. */
    LT_MEASURE_COUNT
} lt_measure;

/** One count: so many of so many. */
typedef struct lt_coverage {
    uint64_t count, total;
} lt_coverage;

/** snake_case name and wording of a measure. */
const char *lt_measure_word(lt_measure measure);
lt_phrase lt_measure_phrase(lt_measure measure);

/** Count all measures. @param out LT_MEASURE_COUNT entries.
 * Time O(rows). */
lt_status lt_coverage_count(lt_coverage *out, const lt_state *state,
                            lt_error *err);

/** What an analysis says less about when nothing has the measure. */
typedef struct lt_reliance {
    const char *analysis;
    lt_measure measure;
    lt_phrase suffers;
} lt_reliance;

/** All of them; the list ends with a NULL analysis. */
extern const lt_reliance lt_reliances[];

#endif
