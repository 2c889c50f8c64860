/* Private to graph/: words of files made alike before they are compared, with
 * no allocation. */
#ifndef LT_GRAPH_FOLD_H
#define LT_GRAPH_FOLD_H

#include <stddef.h>

enum { LT_FOLD_BYTES = 192 };

/*
 * Full-width letters, digits, signs and spaces of @p text as ASCII, and
 * without white space at either end. Returns the length of what was written
 * to @p out, which has room for @p room bytes; SIZE_MAX where it does not fit.
 */
size_t lt_fold_width(char *out, size_t room, const char *text, size_t length);

/*
 * The same in lower case and without any spaces, dashes and underscores, so
 * that "Name-EN", "name_en" and "ＮＡＭＥ ＥＮ" are one word.
 */
size_t lt_fold_word(char *out, size_t room, const char *text, size_t length);

#endif
