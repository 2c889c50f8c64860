/**
 * @file reports/width.h
 * How wide texts stand on a terminal, in cells: most Chinese characters take
 * two, combining marks none. Nothing here depends on the locale.
 */
#ifndef LT_REPORTS_WIDTH_H
#define LT_REPORTS_WIDTH_H

#include "graph/arena.h"

#include <stddef.h>
#include <stdint.h>

/** What stands for bytes that are no UTF-8, U+FFFD. */
#define LT_REPLACEMENT "\xEF\xBF\xBD"

/**
 * Read one code point.
 * @param[out] code U+FFFD where the byte begins no UTF-8.
 * @return its bytes, 1 for a bad one; 0 at the end of @p text.
 */
size_t lt_code_next(const char *text, uint32_t *code);

/**
 * Read one glyph: a base character with all that combines with it, an emoji
 * with its joiners, a flag.
 * @param[out] width cells it takes: 0, 1 or 2 (Unicode East Asian Width W and
 * F are 2, ambiguous ones 1).
 * @return its bytes; 0 at the end of @p text.
 */
size_t lt_glyph_next(const char *text, uint32_t *width);

/** Cells that @p text takes. O(length). */
size_t lt_text_width(const char *text);

/**
 * How many bytes of @p text fit in @p room cells without splitting a glyph.
 * @param[out] width cells those bytes take.
 */
size_t lt_text_fit(const char *text, size_t room, size_t *width);

/**
 * @p text as it may go to a terminal: one line, valid UTF-8, no control
 * characters and none that turn the direction of writing. Line ends and tabs
 * become spaces, the others U+FFFD.
 * @return @p text itself where nothing is to be changed, else a copy in
 * @p arena; NULL when out of memory.
 */
const char *lt_text_clean(lt_arena *arena, const char *text);

#endif
