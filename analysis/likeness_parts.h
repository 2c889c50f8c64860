/* Private to analysis/: names taken apart to compare them. */
#ifndef LT_ANALYSIS_LIKENESS_PARTS_H
#define LT_ANALYSIS_LIKENESS_PARTS_H

#include "analysis/likeness.h"

enum { LT_CORE_POINTS = 48 }; /* Longer names are cut: they are no names. */

/* A name without what may differ, as code points. */
typedef struct lt_core {
    uint32_t code[LT_CORE_POINTS];
    uint32_t count;
} lt_core;

/* Where firms lie: texts to leave out at the start of their names. */
typedef struct lt_places {
    const char **names; /* Borrowed texts, as they are and without 市, 省 … */
    size_t count;
} lt_places;

/* Lower case, without blanks, punctuation and 的. */
void lt_core_plain(lt_core *core, const char *text, size_t length);

/* Beyond that: 器 as 机, 及 and 与 as 和. */
void lt_core_variants(lt_core *core);

/* Beyond that, of a firm: without its legal form, and, where anything of three
 * characters is left, without the place it begins with. */
void lt_core_firm(lt_core *core, const lt_places *places);

/* Beyond that, of a product: without a filler at the end and words of praise
 * at the start, where two characters are left. 1 where something was cut. */
int lt_core_bare(lt_core *core);

/* Put the characters into the order of their codes. */
void lt_core_sort(lt_core *core);

int lt_core_same(const lt_core *a, const lt_core *b);

/* FNV-1a over the code points from @p begin to @p end but for the one at
 * @p without (UINT32_MAX: none), of a @p sort of their own. */
uint64_t lt_core_hash(const lt_core *core, uint32_t begin, uint32_t end,
                      uint32_t without, unsigned sort);

/* 1 when the one may be a slip of the pen for the other: one character of a
 * long name, no digit or letter, and not the first or last. */
int lt_core_slips(const lt_core *a, const lt_core *b);

/* 1 when the characters of @p a, at least two, stand in @p b in this order,
 * the first of both being the same. */
int lt_core_shortens(const lt_core *a, const lt_core *b);

#endif
