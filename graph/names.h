/**
 * @file graph/names.h
 * Names people write: the same thing under Unicode NFKC, trimming, width
 * folding and aliases, and what was probably meant where nothing matches.
 */
#ifndef LT_GRAPH_NAMES_H
#define LT_GRAPH_NAMES_H

#include "graph/arena.h"
#include "graph/pool.h"
#include "graph/status.h"

#include <stddef.h>
#include <stdint.h>

/** Nothing carries the name. */
#define LT_NAME_UNKNOWN UINT32_MAX
/** Two things carry the name. */
#define LT_NAME_AMBIGUOUS (UINT32_MAX - 1)

/**
 * Normal form of the @p length bytes at @p text: NFKC (full-width letters and
 * brackets become ASCII), white space trimmed and runs of it made one space.
 * Allocated with lt_alloc_array; NULL when out of memory. Bytes that are not
 * UTF-8 are an error of the importer, here they are kept as they are.
 * ASCII without white space at its ends and without runs of it: a copy.
 */
char *lt_name_normal(const char *text, size_t length);

/**
 * 1 when a text is plainly in normal form: printable ASCII and common
 * ideographs without white space to trim. 0 where lt_name_normal() has to look.
 * O(length), no allocation.
 */
int lt_name_is_normal(const char *text, size_t length);

/** Opaque map from names to the numbers of things of one sort. */
typedef struct lt_names lt_names;

/** An empty map, owned by the caller; NULL when out of memory. */
lt_names *lt_names_new(void);

/**
 * An empty map whose texts lie in @p pool, borrowed: it must outlive the map,
 * which adds to it. Texts that are there already take no further room.
 */
lt_names *lt_names_new_in(lt_pool *pool);

/** Release @p names. NULL is allowed. */
void lt_names_free(lt_names *names);

/** What a text given to lt_names_add is: ids win over names. */
typedef enum lt_name_rank { LT_NAME_ID, LT_NAME_NAME } lt_name_rank;

/**
 * Let @p thing answer to @p text. Ids are exact bytes. A name answers in its
 * normal form, and `A(B)` also to `A` and to `B`. A name claimed by two
 * different things becomes ambiguous.
 * @return LT_OK or LT_ERR_NOMEM. O(length).
 */
lt_status lt_names_add(lt_names *names, lt_name_rank rank, const char *text,
                       uint32_t thing, lt_error *err);

/** lt_names_add for a text of the pool of @p names, by its symbol. */
lt_status lt_names_add_symbol(lt_names *names, lt_name_rank rank,
                              lt_symbol text, uint32_t thing, lt_error *err);

/** Give every thing the number @p number[thing]. O(names). */
void lt_names_renumber(lt_names *names, const uint32_t *number);

/**
 * The thing that answers to @p text: ids first, then names.
 * @return its number, LT_NAME_UNKNOWN or LT_NAME_AMBIGUOUS. Out of memory
 * reads as unknown. O(length).
 */
uint32_t lt_names_find(const lt_names *names, const char *text);

/** lt_names_find for a text of the pool of @p names, by its symbol. O(1) for
 * texts that are known. */
uint32_t lt_names_find_symbol(const lt_names *names, lt_symbol text);

/**
 * All of lt_names_find_symbol at once: @p things[symbol] becomes the thing of
 * every known text, ambiguous names left out. O(names).
 * @param room symbols at or above it are left out too.
 */
void lt_names_list(const lt_names *names, uint32_t *things, uint32_t room);

/**
 * The two things behind an ambiguous name, in the order they were added.
 * @return 1 when @p text is ambiguous, else 0.
 */
int lt_names_rivals(const lt_names *names, const char *text, uint32_t *first,
                    uint32_t *second);

/** As many candidates as lt_names_near() can tell. */
enum { LT_NAMES_NEAR_MAX = 3 };

/**
 * What was probably meant by a text that nothing answers to: the names or ids
 * of different things, likeliest first. First the same in another case; then
 * names that contain the text or are most of it, by how much is left over;
 * then slips of the pen by edits over code points (Damerau 1964, optimal
 * string alignment; case counts half), at most a third of the length, and one
 * is always free where there are no ideographs; then names that are a small
 * part of the text. Ties go to the name that sorts first.
 * @param[out] near at most @p most texts as they were added, borrowed.
 * @return how many. O(names × length²), for messages only.
 */
size_t lt_names_near(const lt_names *names, const char *text, const char **near,
                     size_t most);

/** The first of lt_names_near(); NULL where nothing is near. */
const char *lt_names_nearest(const lt_names *names, const char *text);

#endif
