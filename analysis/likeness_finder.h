/* Private to analysis/: the search for names that look alike. */
#ifndef LT_ANALYSIS_LIKENESS_FINDER_H
#define LT_ANALYSIS_LIKENESS_FINDER_H

#include "analysis/likeness_parts.h"

/* Sorts of keys, which never meet. */
enum { KEY_CORE, KEY_BARE, KEY_SLIP, KEY_PART, KEY_PAIR, KEY_ORDER };

/* A form of a thing's name: the whole of it or one half of `A(B)`. */
struct lt_form {
    lt_core core;
    uint32_t thing;
    uint8_t is_half;
};

/* Something that a form has. */
struct lt_key {
    uint64_t hash;
    uint32_t form;
};

struct lt_finder {
    const lt_things *things;
    const lt_facts *facts;
    lt_places places;
    lt_likes *out;
    struct lt_form *forms;
    uint32_t form_count;
    struct lt_key *keys;
    size_t key_count, key_room;
    lt_error *err;
};

/* Add a key; keys are sorted once all are there. */
lt_status lt_finder_add_key(struct lt_finder *finder, uint64_t hash,
                            uint32_t form);
void lt_finder_sort_keys(struct lt_finder *finder);

/* Propose a pair, unless it is one thing or scores too little. */
lt_status lt_finder_add_pair(struct lt_finder *finder, uint32_t a, uint32_t b,
                             lt_likeness why, double score);

/* What of a name counts among things of this kind. */
void lt_finder_cut(const struct lt_finder *finder, lt_core *core);

/* One name contained in another, where it is not in many: of products at the
 * end, where the noun stands. */
lt_status lt_finder_parts(struct lt_finder *finder);

#endif
