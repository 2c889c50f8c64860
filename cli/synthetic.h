/**
 * @file cli/synthetic.h
 * Made-up industrial networks of any size, for tests, demonstrations and
 * measurements.
 *
 * Products stand in chains, from raw materials and energy to final goods; the
 * inputs of a product lie mostly a little before it in its own chain, some
 * elsewhere, and a few generic products attract the more users the more they
 * have (Barabási and Albert 1999). Firms make one product each, a few products
 * having most firms; supplies follow the recipes, amounts and the choice of
 * suppliers are heavy-tailed.
 */
#ifndef LT_CLI_SYNTHETIC_H
#define LT_CLI_SYNTHETIC_H

#include "cli/output.h"

#include <stdint.h>

/** How large it is. */
typedef struct lt_synthetic {
    uint64_t firms;    /**< 1 … 10^8. */
    uint64_t links;    /**< Supplies, 0 … 4·10^9. */
    uint64_t products; /**< 4 … 10^6. */
    uint64_t regions;  /**< Cities, 1 … 10^5. */
    uint64_t seed;
} lt_synthetic;

/**
 * Write the tables into @p folder. The same @p wanted gives the same bytes on
 * every machine.
 *
 * Time O(firms + links · log products + products), memory O(products).
 */
lt_status lt_synthetic_write(const lt_folder *folder,
                             const lt_synthetic *wanted, lt_error *err);

#endif
