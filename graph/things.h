/**
 * @file graph/things.h
 * What fact tables name before a graph is built of them: the products, firms,
 * chains and regions that tables list, and the names in other rows that none
 * of them answers to.
 */
#ifndef LT_GRAPH_THINGS_H
#define LT_GRAPH_THINGS_H

#include "graph/facts.h"
#include "graph/names.h"

typedef enum lt_thing_kind {
    LT_THING_PRODUCT,
    LT_THING_FIRM,
    LT_THING_CHAIN,
    LT_THING_REGION,
    LT_THING_KINDS
} lt_thing_kind;

/** One thing. */
typedef struct lt_thing {
    lt_symbol id;
    lt_symbol name; /**< Its id where it has no name. */
    uint32_t row;   /**< Of its table, the first; UINT32_MAX: only named. */
} lt_thing;

/** Things of one kind. Start from LT_THINGS_EMPTY, end with lt_things_clear. */
typedef struct lt_things {
    lt_thing_kind kind;
    lt_names *names; /**< Owned; over the pool of the facts. */
    lt_thing *list;  /**< Owned; count entries, those of the table first. */
    uint32_t count;
    uint32_t room;
} lt_things;

#define LT_THINGS_EMPTY ((lt_things){.names = NULL})

/** The table that lists things of @p kind. */
lt_fact lt_thing_fact(lt_thing_kind kind);

/** "product", "firm", "chain", "region" in English, 产品 … in Chinese. */
lt_phrase lt_thing_word(lt_thing_kind kind);

/**
 * List what @p facts name. Only the pool of @p facts grows.
 * O(cells that name things).
 */
lt_status lt_things_list(lt_things *out, lt_facts *facts, lt_thing_kind kind,
                         lt_error *err);

/** Free what @p things holds. Safe to call twice. */
void lt_things_clear(lt_things *things);

/** Called with every cell that names a thing; for lists and subjects with the
 * item alone. Sets *text to what shall stand there instead. */
typedef lt_status (*lt_mention_fn)(void *context, lt_symbol *text,
                                   lt_error *err);

/** Call @p each for everything in other tables that names a thing of @p kind;
 * where it changes the text the cell is changed. */
lt_status lt_things_each_mention(lt_facts *facts, lt_thing_kind kind,
                                 lt_mention_fn each, void *context,
                                 lt_error *err);

#endif
