/* PostgreSQL data bases, read in one transaction that cannot write. */
#include "graph/alloc.h"
#include "graph/arena.h"
#include "importers/database.h"
#include "importers/readers.h"
#include "importers/server.h"

#include <stdlib.h>
#include <string.h>

/* Values come as text that does not depend on the server's settings, and rows
 * of a table in the order they are stored. A cursor gives all its rows. */
static const char BEGIN[] =
    "SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601';"
    "SET extra_float_digits = 1; SET synchronize_seqscans = off;"
    "SET cursor_tuple_fraction = 1;"
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/* Tables, views and the like in the search path; not the server's own. */
static const char LIST[] =
    "SELECT c.relname, n.nspname FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "AND pg_catalog.pg_table_is_visible(c.oid) "
    "AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' "
    "ORDER BY c.relname COLLATE \"C\"";

/* A copy of a cell; NULL when out of memory. */
static const char *copy_text(lt_arena *arena, const lt_reply *reply,
                             uint32_t row, uint32_t column)
{
    size_t length = 0;
    const char *text = lt_reply_text(reply, row, column, &length);

    return lt_arena_copy(arena, text == NULL ? "" : text, length);
}

static lt_status list(const lt_database *base, lt_listed_table **tables,
                      size_t *count, lt_arena *arena, lt_error *err)
{
    lt_listed_table *listed = NULL;
    lt_reply *reply = NULL;
    lt_status status = LT_OK;

    *count = 0;
    LT_TRY(lt_server_ask(&reply, base->link, LIST, err));
    listed = lt_arena_take(arena, lt_reply_rows(reply) * sizeof(*listed));
    for (uint32_t row = 0; listed != NULL && row < lt_reply_rows(reply);
         row++) {
        listed[row] = (lt_listed_table){copy_text(arena, reply, row, 0),
                                        copy_text(arena, reply, row, 1)};
        if (listed[row].name == NULL || listed[row].schema == NULL)
            listed = NULL;
    }
    if (listed == NULL && lt_reply_rows(reply) > 0)
        LT_TRY(lt_fail_memory(err, "tables"));
    *tables = listed;
    *count = lt_reply_rows(reply);
cleanup:
    lt_reply_free(reply);
    return status;
}

static lt_status take_reply(lt_rows *rows, const lt_reply *reply, lt_error *err)
{
    lt_status status = LT_OK;

    for (uint32_t row = 0; row < lt_reply_rows(reply); row++) {
        for (uint32_t column = 0; column < rows->width; column++) {
            size_t length = 0;
            const char *text = lt_reply_text(reply, row, column, &length);

            if (text != NULL && lt_reply_is_binary(reply, column))
                lt_rows_refuse(rows, LT_E_BINARY, NULL);
            else
                LT_TRY(lt_rows_add(rows, text, length, err));
        }
        LT_TRY(lt_rows_next(rows, err));
    }
cleanup:
    return status;
}

/* Names of the columns; *out is an array to be freed. */
static lt_status take_header(const char ***out, const lt_reply *reply,
                             lt_error *err)
{
    const uint32_t count = lt_reply_columns(reply);

    *out = lt_alloc_array(count, sizeof(**out));
    if (*out == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < count; i++)
        (*out)[i] = lt_reply_name(reply, i);
    return LT_OK;
}

static const char FETCH[] = "FETCH 1000 FROM liantu";

/* The rows behind the first ones, a batch in memory at a time. */
static lt_status fetch_rest(lt_rows *rows, lt_server *server, lt_error *err)
{
    lt_reply *reply = NULL;
    uint32_t count = 0;
    lt_status status = LT_OK;

    do {
        LT_TRY(lt_server_ask(&reply, server, FETCH, err));
        LT_TRY(take_reply(rows, reply, err));
        count = lt_reply_rows(reply);
        lt_reply_free(reply);
        reply = NULL;
    } while (count > 0);
    status = lt_rows_finish(rows, err);
cleanup:
    lt_reply_free(reply);
    return status;
}

/* Take the rows of the open cursor. */
static lt_status fetch(const lt_database *base, const lt_request *request,
                       lt_error *err)
{
    lt_rows rows = {.width = 0};
    const char **headers = NULL;
    lt_reply *first = NULL; /* Lends the names of the columns. */
    lt_status status = LT_OK;

    LT_TRY(lt_server_ask(&first, base->link, FETCH, err));
    LT_TRY(take_header(&headers, first, err));
    LT_TRY(lt_rows_open(&rows, base, request, headers, lt_reply_columns(first),
                        err));
    if (!lt_rows_are_wanted(&rows))
        goto cleanup;
    LT_TRY(take_reply(&rows, first, err));
    status = fetch_rest(&rows, base->link, err);
cleanup:
    lt_rows_close(&rows);
    free(headers);
    lt_reply_free(first);
    return status;
}

/* A cursor takes one SELECT alone, and none that writes. */
static lt_status take(const lt_database *base, const lt_request *request,
                      lt_error *err)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const char *command = lt_arena_format(
        &arena, "DECLARE liantu NO SCROLL CURSOR FOR %s", request->select);
    lt_status status = LT_OK;

    if (command == NULL)
        return lt_fail_memory(err, "query");
    LT_TRY(lt_server_ask(NULL, base->link, command, err));
    LT_TRY(fetch(base, request, err));
    status = lt_server_run(base->link, "CLOSE liantu", err);
cleanup:
    lt_arena_clear(&arena);
    return status;
}

lt_status lt_read_postgresql(lt_facts *facts, const char *path,
                             const lt_read_options *options,
                             lt_diagnostics *diagnostics, lt_error *err)
{
    lt_database base = {.facts = facts,
                        .diagnostics = diagnostics,
                        .options = options,
                        .list = list,
                        .take = take};
    lt_server *server = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_server_open(&server, path, lt_database_lang(&base), err));
    base.link = server;
    base.path = lt_server_label(server);
    LT_TRY(lt_server_run(server, BEGIN, err));
    LT_TRY(lt_database_read(&base, err));
cleanup:
    lt_server_close(server);
    return status;
}
