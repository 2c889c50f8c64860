/**
 * @file cli/sql_schema.h
 * The fact tables as tables of a data base. SQLite and PostgreSQL take the
 * same commands; comments are PostgreSQL's.
 */
#ifndef LT_CLI_SQL_SCHEMA_H
#define LT_CLI_SQL_SCHEMA_H

#include "cli/table_view.h"
#include "cli/text_buffer.h"
#include "graph/lang.h"

#include <stdio.h>

/** What the comment of every table of ours begins with. */
#define LT_SQL_MARK "liantu: "

/** Append CREATE TABLE with the columns of @p view. */
void lt_sql_create(lt_text_buffer *out, const lt_table_view *view);

/** Append the comments of the table and its columns. */
void lt_sql_comments(lt_text_buffer *out, const lt_table_view *view);

/** Append the columns of @p view, `("id", "name")`. */
void lt_sql_columns(lt_text_buffer *out, const lt_table_view *view);

/** Write the whole schema: every table with every column. The same in both
 * languages; @p lang is not used. */
void lt_sql_print(FILE *stream, lt_lang lang);

#endif
