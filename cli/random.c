#include "cli/random.h"

/* Steele, Lea and Flood 2014, as Vigna has it. */
static uint64_t split_mix(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

lt_random lt_random_new(uint64_t seed, uint64_t stream)
{
    uint64_t mixed = stream;
    uint64_t state = seed ^ split_mix(&mixed);
    lt_random random;

    for (int i = 0; i < 4; i++)
        random.state[i] = split_mix(&state);
    return random;
}

static uint64_t rotated(uint64_t bits, int places)
{
    return (bits << places) | (bits >> (64 - places));
}

uint64_t lt_random_next(lt_random *random)
{
    uint64_t *s = random->state;
    const uint64_t result = rotated(s[1] * 5, 7) * 9;
    const uint64_t shifted = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotated(s[3], 45);
    return result;
}

uint64_t lt_random_below(lt_random *random, uint64_t count)
{
    return ((lt_random_next(random) >> 32) * count) >> 32;
}

uint64_t lt_random_heavy(lt_random *random, uint64_t least, int doublings)
{
    uint64_t bits = lt_random_next(random);
    uint64_t number = least + lt_random_below(random, least);

    for (; doublings > 0 && (bits & 1) != 0; doublings--) {
        bits >>= 1;
        number *= 2;
    }
    return number;
}
