/* The fact tables in a PostgreSQL data base, in one transaction: what stands
 * in the first schema of the search path and was written by liantu is replaced,
 * a table of anybody else stops it all. */
#include "cli/messages.h"
#include "cli/sql_schema.h"
#include "cli/stores.h"
#include "graph/table.h"
#include "importers/server.h"

#include <string.h>

enum {
    SENT_BYTES = 1 << 16, /* At a time. */
    NAME_BYTES_MAX = 63   /* PostgreSQL cuts longer names. */
};

/* Relations of the schema that have one of our names: name, 1 where ours. */
static const char FIND[] =
    "SELECT relname, CASE WHEN relkind IN ('r', 'p') AND "
    "starts_with(pg_catalog.obj_description(oid, 'pg_class'), '" LT_SQL_MARK
    "') THEN '1' ELSE '0' END FROM pg_catalog.pg_class "
    "WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace "
    "WHERE nspname = current_schema()) AND relname IN (";

static lt_status run(lt_server *server, const lt_text_buffer *command,
                     lt_error *err)
{
    if (command->is_full)
        return lt_fail_memory(err, "command");
    return lt_server_run(server, command->text, err);
}

static lt_status ask_existing(lt_reply **out, lt_server *server, lt_error *err)
{
    lt_text_buffer command = LT_TEXT_BUFFER_EMPTY;
    lt_status status = LT_OK;

    lt_text_buffer_put(&command, FIND);
    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        lt_text_buffer_put(&command, fact == 0 ? "" : ", ");
        lt_text_buffer_quote(&command, lt_fact_specs[fact].name, '\'');
    }
    lt_text_buffer_put(&command, ") ORDER BY relname");
    status = command.is_full ? lt_fail_memory(err, "command")
                             : lt_server_ask(out, server, command.text, err);
    lt_text_buffer_clear(&command);
    return status;
}

/* Take away the tables of an earlier run. */
static lt_status drop_existing(lt_server *server, lt_lang lang, lt_error *err)
{
    lt_text_buffer command = LT_TEXT_BUFFER_EMPTY;
    lt_reply *found = NULL;
    lt_status status = LT_OK;

    LT_TRY(ask_existing(&found, server, err));
    for (uint32_t row = 0; row < lt_reply_rows(found); row++) {
        size_t length = 0;
        const char *name = lt_reply_text(found, row, 0, &length);
        const char *is_ours = lt_reply_text(found, row, 1, &length);

        if (name == NULL || is_ours == NULL || is_ours[0] != '1') {
            status = lt_fail_say(
                err, LT_ERR_INVALID, lang,
                (lt_phrase){
                    "{1}：表“{2}”已存在且不是 liantu 写的，不会覆盖；"
                    "可写入另一个 schema：地址加 "
                    "?options=-csearch_path%3D名称",
                    "{1}: the table '{2}' exists and was not written by "
                    "liantu: it is not replaced; to write to another "
                    "schema add ?options=-csearch_path%3DNAME to the "
                    "address"},
                lt_server_label(server), name, NULL);
            goto cleanup;
        }
        lt_text_buffer_put(&command, "DROP TABLE ");
        lt_text_buffer_quote(&command, name, '"');
        lt_text_buffer_put(&command, ";");
    }
    if (lt_reply_rows(found) > 0)
        status = run(server, &command, err);
cleanup:
    lt_reply_free(found);
    lt_text_buffer_clear(&command);
    return status;
}

/* Names that the server would cut could become equal. */
static lt_status check_names(const lt_table_view *view, lt_lang lang,
                             lt_error *err)
{
    for (uint32_t c = 0; c < view->count; c++)
        if (strlen(lt_table_view_name(view, c)) > NAME_BYTES_MAX)
            return lt_fail_say(
                err, LT_ERR_INVALID, lang,
                (lt_phrase){"{1} 表的列名“{2}”超过 PostgreSQL 的 63 字节",
                            "the column '{2}' of {1} is longer than the 63 "
                            "bytes PostgreSQL keeps of a name"},
                view->spec->name, lt_table_view_name(view, c), NULL);
    return LT_OK;
}

static lt_status create_table(lt_server *server, const lt_table_view *view,
                              lt_error *err)
{
    lt_text_buffer command = LT_TEXT_BUFFER_EMPTY;
    lt_status status = LT_OK;

    lt_sql_create(&command, view);
    lt_sql_comments(&command, view);
    LT_TRY(run(server, &command, err));
    lt_text_buffer_restart(&command);
    lt_text_buffer_put(&command, "COPY ");
    lt_text_buffer_quote(&command, view->spec->name, '"');
    lt_sql_columns(&command, view);
    lt_text_buffer_put(&command, " FROM STDIN");
    status = command.is_full ? lt_fail_memory(err, "command")
                             : lt_server_copy_begin(server, command.text, err);
cleanup:
    lt_text_buffer_clear(&command);
    return status;
}

/* A cell of COPY's text format: \N where blank, no tab or line end inside. */
static void put_cell(lt_text_buffer *out, const char *text)
{
    static const char SPECIAL[] = "\\\t\n\r";
    static const char LETTERS[] = "\\tnr";

    if (*text == '\0') {
        lt_text_buffer_put(out, "\\N");
        return;
    }
    while (*text != '\0') {
        const size_t plain = strcspn(text, SPECIAL);

        lt_text_buffer_add(out, text, plain);
        text += plain;
        if (*text != '\0') {
            const char *special = strchr(SPECIAL, *text++);

            lt_text_buffer_put(out, "\\");
            lt_text_buffer_add(out, LETTERS + (special - SPECIAL), 1);
        }
    }
}

static void put_row(lt_text_buffer *out, const lt_table_view *view,
                    uint32_t row)
{
    char number[LT_NUMBER_BYTES];

    for (uint32_t c = 0; c < view->count; c++) {
        if (c > 0)
            lt_text_buffer_put(out, "\t");
        put_cell(out, lt_table_view_text(view, row, c, number));
    }
    lt_text_buffer_put(out, "\n");
}

static lt_status send(lt_server *server, lt_text_buffer *rows, size_t least,
                      lt_error *err)
{
    lt_status status = LT_OK;

    if (rows->is_full)
        return lt_fail_memory(err, "rows");
    if (rows->length > least) {
        status = lt_server_copy_send(server, rows->text, rows->length, err);
        lt_text_buffer_restart(rows);
    }
    return status;
}

static lt_status write_table(lt_server *server, const lt_facts *facts,
                             lt_fact fact, lt_lang lang, lt_error *err)
{
    lt_text_buffer rows = LT_TEXT_BUFFER_EMPTY;
    lt_table_view view;
    lt_status status = LT_OK;

    LT_TRY(lt_table_view_open(&view, facts, fact, err));
    LT_TRY(check_names(&view, lang, err));
    LT_TRY(create_table(server, &view, err));
    for (uint32_t row = 0; row < view.rows->count; row++) {
        if (lt_table_view_keeps(&view, row))
            put_row(&rows, &view, row);
        LT_TRY(send(server, &rows, SENT_BYTES, err));
    }
    LT_TRY(send(server, &rows, 0, err));
    status = lt_server_copy_end(server, err);
cleanup:
    lt_text_buffer_clear(&rows);
    lt_table_view_close(&view);
    return status;
}

lt_status lt_write_postgresql(const char *address, const lt_facts *facts,
                              lt_lang lang, lt_error *err)
{
    lt_server *server = NULL;
    lt_status status = LT_OK;

    if (address == NULL)
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"请用 -o postgresql://… 给出数据库地址",
                                       "name the data base with -o "
                                       "postgresql://…"},
                           NULL, NULL, NULL);
    LT_TRY(lt_server_open(&server, address, lang, err));
    LT_TRY(lt_server_run(server, "SET standard_conforming_strings = on; BEGIN",
                         err));
    LT_TRY(drop_existing(server, lang, err));
    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        if (lt_table_view_exists(facts, (lt_fact)fact))
            LT_TRY(write_table(server, facts, (lt_fact)fact, lang, err));
    status = lt_server_run(server, "COMMIT", err);
cleanup:
    /* What was not committed is undone when the server hangs up. */
    lt_server_close(server);
    return status;
}
