/**
 * @file graph/aliases.h
 * Names that a list says are one thing: applied to fact tables before a graph
 * is built of them.
 */
#ifndef LT_GRAPH_ALIASES_H
#define LT_GRAPH_ALIASES_H

#include "graph/facts.h"

/**
 * Apply a list of aliases to @p facts. Each row of the products table of
 * @p list is a group of names: its id and its aliases; a column `kind` or
 * `type` that the table does not know may say product, firm, chain or region,
 * else all four are meant.
 *
 * The thing that the id names stands for the group, else the first one that an
 * alias names. Where other names of the group mean another thing, that becomes
 * one with it: cells that named it name the one that stands, its row fills
 * what the other leaves blank, and links that then lead from a thing to itself
 * are left out; each is noted. All names of the group answer from then on. A
 * group that names nothing is a warning.
 *
 * @param diagnostics may be NULL. Places are those of @p list.
 * O(cells that name things + rows of @p list).
 */
lt_status lt_facts_apply_aliases(lt_facts *facts, const lt_facts *list,
                                 lt_diagnostics *diagnostics, lt_error *err);

#endif
