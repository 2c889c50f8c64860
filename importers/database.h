/* Private to importers/ and cli/: what data bases of any make have in common.
 * A reader of one lists its tables and runs queries; which are wanted, and how
 * their rows become rows of fact tables, is settled here. */
#ifndef LT_IMPORTERS_DATABASE_H
#define LT_IMPORTERS_DATABASE_H

#include "importers/importer.h"
#include "importers/sheet.h"

enum {
    LT_ROWS_BATCH = 64,
    LT_DATABASE_TEXT_BYTES = 16 << 20 /* A longer text is a fault. */
};

/* What is asked for: one query that fills one table. */
typedef struct lt_request {
    lt_fact fact;
    const char *name;   /* Of the table in the data base, for places. */
    const char *select; /* In the data base's SQL. */
    int is_typed;       /* 1: by the user, who has to hear what is wrong. */
} lt_request;

/* A table of a data base; texts in the arena it was listed into. */
typedef struct lt_listed_table {
    const char *name;
    const char *schema; /* NULL: there are none. */
} lt_listed_table;

/* A data base being read. */
typedef struct lt_database {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    const lt_read_options *options; /* NULL: nothing was said; borrowed. */
    const char *path;               /* For places, without secrets; borrowed. */
    void *link;
    /* The tables there are, by name; *tables lies in @p arena. */
    lt_status (*list)(const struct lt_database *base, lt_listed_table **tables,
                      size_t *count, lt_arena *arena, lt_error *err);
    /* Run a query and take its rows. */
    lt_status (*take)(const struct lt_database *base, const lt_request *request,
                      lt_error *err);
} lt_database;

/* Read the queries the user typed, else every table by its name. */
lt_status lt_database_read(const lt_database *base, lt_error *err);

/* Version of SQLite, "3.40.1". Static. */
const char *lt_sqlite_version(void);

/* Language of its messages. */
lt_lang lt_database_lang(const lt_database *base);

/* Rows on their way into a table. Start from lt_rows_open, end with
 * lt_rows_close. */
typedef struct lt_rows {
    lt_sheet sheet;
    const char **headers; /* Borrowed. */
    uint32_t width;       /* Fields of a row. */
    uint32_t line;        /* Row being filled, from 1 … */
    uint32_t field;       /* … and its next field, from 0. */
    int is_refused;       /* It has a field that cannot be taken. */
    char *buffer;         /* Texts of the batch. */
    size_t used, room;
    size_t *ends; /* Where each text of the batch ends. */
    lt_span *spans;
    lt_record records[LT_ROWS_BATCH];
    uint32_t count; /* Whole rows in the batch. */
} lt_rows;

/* @param headers @p width names, borrowed until the end. */
lt_status lt_rows_open(lt_rows *rows, const lt_database *base,
                       const lt_request *request, const char **headers,
                       uint32_t width, lt_error *err);

/* 1 when rows can be taken: the header is right. */
int lt_rows_are_wanted(const lt_rows *rows);

/* The next field, copied; NULL is blank. What is no text or too long is noted
 * and refuses the row. */
lt_status lt_rows_add(lt_rows *rows, const char *text, size_t length,
                      lt_error *err);

/* The next field is what no table takes: noted; refuses the row. */
void lt_rows_refuse(lt_rows *rows, lt_code code, const char *what);

/* The row is whole. */
lt_status lt_rows_next(lt_rows *rows, lt_error *err);

/* Take what is left of the last batch. */
lt_status lt_rows_finish(lt_rows *rows, lt_error *err);

/* Safe to call twice. */
void lt_rows_close(lt_rows *rows);

/* @p name as an identifier of SQL, in double quotes; NULL when out of memory.
 * This is the only way a name becomes part of a command. */
char *lt_sql_quoted(lt_arena *arena, const char *name);

#endif
