/**
 * @file cli/stores.h
 * Data bases that `convert` writes all fact tables to, in one transaction.
 */
#ifndef LT_CLI_STORES_H
#define LT_CLI_STORES_H

#include "graph/facts.h"
#include "graph/lang.h"

/** A kind of data base. */
typedef struct lt_store {
    const char *name;     /**< What the user types after --format. */
    lt_phrase summary;    /**< One line, no full stop. */
    const char *suffixes; /**< ".sqlite;.db"; "name://" begins addresses. */
    /** Write every table of @p facts to @p place, all or nothing. */
    lt_status (*write)(const char *place, const lt_facts *facts, lt_lang lang,
                       lt_error *err);
} lt_store;

/** All of them, sorted by name; the list ends with a NULL name. */
extern const lt_store lt_stores[];

/** The one called @p name, or NULL. */
const lt_store *lt_store_find(const char *name);

/** The one that @p place, a file or an address, is of; or NULL. */
const lt_store *lt_store_for(const char *place);

lt_status lt_write_sqlite(const char *path, const lt_facts *facts, lt_lang lang,
                          lt_error *err);

/** Where it is built: LT_POSTGRESQL. */
lt_status lt_write_postgresql(const char *address, const lt_facts *facts,
                              lt_lang lang, lt_error *err);

#endif
