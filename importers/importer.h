/**
 * @file importers/importer.h
 * What an importer is, and the table of all of them.
 */
#ifndef LT_IMPORTERS_IMPORTER_H
#define LT_IMPORTERS_IMPORTER_H

#include "graph/facts.h"

#include <stdio.h>

/** What the user says of how to read; NULL where nothing was said. */
typedef struct lt_read_options {
    const char *encoding;  /**< utf-8, gb18030, utf-16le, utf-16be. */
    const char *delimiter; /**< One of , ; tab |. */
    const char *table;     /**< Name of the table the file holds. */
    /** "COLUMN=FIELD": which header, attribute or key fills a column. */
    const char *const *maps;
    size_t map_count;
    /** "TABLE=SELECT …": what a data base is asked for. */
    const char *const *queries;
    size_t query_count;
    const char *hyperedges; /**< error, skip or star. */
    const char *graph;      /**< Id or number of the graph, from 1. */
    int fill_merged;        /**< A merged cell's value stands in all of it. */
} lt_read_options;

/** A kind of source this program reads. */
typedef struct lt_importer {
    const char *name;  /**< What the user types after --from. */
    lt_phrase summary; /**< One line, no full stop. */
    /** ".csv;.tsv;.txt"; "" for folders alone; "name://" begins addresses. */
    const char *suffixes;
    /**
     * Read the source at @p path ("-": standard input) into @p facts. What is
     * wrong with the data goes to @p diagnostics, all of it; a status other
     * than LT_OK means that reading could not go on. Never prints.
     */
    lt_status (*read)(lt_facts *facts, const char *path,
                      const lt_read_options *options,
                      lt_diagnostics *diagnostics, lt_error *err);
} lt_importer;

/** All importers, sorted by name; the list ends with a NULL name. */
extern const lt_importer lt_importers[];

/** The importer called @p name, or NULL. */
const lt_importer *lt_importer_find(const char *name);

/**
 * The importer for @p path: by what it is (an address, a folder), by suffix,
 * else csv.
 * @retval LT_ERR_INVALID no importer reads such addresses or files.
 * @retval LT_ERR_IO there is no such file or folder.
 */
lt_status lt_importer_for(const lt_importer **out, const char *path,
                          lt_error *err);

#endif
