/* Random maps with everything that gaps are judged by (tests only). */
#ifndef LT_TESTS_RANDOM_MAP_H
#define LT_TESTS_RANDOM_MAP_H

#include <stdint.h>

enum { RANDOM_PRODUCTS = 16, RANDOM_MAP_BYTES = 16384 };

/* A number below `below`; moves the seed on. */
uint32_t random_draw(uint32_t *seed, uint32_t below);

/*
 * Facts (see facts_text.h) of RANDOM_PRODUCTS products p00 … with a process
 * each, q00 …, in the chains a, b and b1, which is below b, with firms in x.
 * The same for the same seed but that every quantity is `scale` times as much
 * and names begin with `name`. `bytes` has room for RANDOM_MAP_BYTES.
 */
void random_map(char *bytes, uint32_t *seed, uint32_t scale, const char *name);

#endif
