/**
 * @file cli/tables.h
 * The fact tables written out again, so that they read back as they were: ids,
 * names, units and unknown columns are kept; rows that merged are one.
 */
#ifndef LT_CLI_TABLES_H
#define LT_CLI_TABLES_H

#include "cli/output.h"
#include "graph/graph.h"

#include <stdio.h>

/** How delimited tables are written. */
typedef struct lt_table_style {
    char separator; /**< ',' or a tab. */
    int bom;        /**< Begin with a byte order mark. */
    int crlf;       /**< Lines end with CR LF. */
    int excel_safe; /**< No cell can become a formula. */
} lt_table_style;

/** Tables that have rows. */
uint32_t lt_tables_filled(const lt_facts *facts);

/** Write the tables of @p facts as NAME.csv into @p folder, one at a time. */
lt_status lt_tables_write_folder(const lt_folder *folder, const lt_facts *facts,
                                 lt_table_style style, lt_error *err);

/** Write one table as delimited text. */
lt_status lt_table_write(FILE *output, const lt_facts *facts, lt_fact fact,
                         lt_table_style style, lt_error *err);

/** Write all tables as one answer: an array of objects a table, under
 * "tables". */
lt_status lt_tables_write_json(FILE *output, const lt_facts *facts,
                               lt_error *err);

/** Write all rows as objects, one a line, each with the name of its table. */
lt_status lt_tables_write_jsonl(FILE *output, const lt_facts *facts,
                                lt_error *err);

#endif
