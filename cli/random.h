/**
 * @file cli/random.h
 * Random numbers that are the same on every machine: xoshiro256** 1.0 (Blackman
 * and Vigna 2018), seeded by splitmix64. Whole numbers alone, so that no
 * rounding of a mathematical library can differ.
 */
#ifndef LT_CLI_RANDOM_H
#define LT_CLI_RANDOM_H

#include <stdint.h>

/** A stream of random numbers. Plain value. */
typedef struct lt_random {
    uint64_t state[4];
} lt_random;

/** Stream number @p stream of the seed @p seed. */
lt_random lt_random_new(uint64_t seed, uint64_t stream);

/** The next 64 bits. */
uint64_t lt_random_next(lt_random *random);

/** A number from 0 to @p count - 1, for 0 < count <= 2^32; each comes within
 * count / 2^32 of evenly. */
uint64_t lt_random_below(lt_random *random, uint64_t count);

/** A heavy-tailed number of at least @p least: it doubles with probability one
 * half, @p doublings times at most (Pareto of exponent 1). */
uint64_t lt_random_heavy(lt_random *random, uint64_t least, int doublings);

#endif
