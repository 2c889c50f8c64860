#include "importers/server.h"

#include "graph/alloc.h"

#include <libpq-fe.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LABEL_BYTES = 256,
    MESSAGE_BYTES = 400,
    /* Types of columns, which never change (pg_type.dat). */
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17
};

struct lt_server {
    PGconn *link;
    char label[LABEL_BYTES];
};

struct lt_reply {
    PGresult *result;
};

void lt_server_version(char *version)
{
    const int number = PQlibVersion();

    (void)snprintf(version, LT_SERVER_VERSION_BYTES, "%d.%d", number / 10000,
                   number % 10000);
}

/* A message of libpq on one line. */
static void one_line(char *out, const char *text)
{
    size_t length = 0;

    for (; *text != '\0' && length + 2 < MESSAGE_BYTES; text++)
        if (*text != '\n')
            out[length++] = *text;
        else if (text[1] != '\0')
            out[length++] = ' ';
    out[length] = '\0';
}

/* Is this an error in the command, as opposed to one of the server? Classes of
 * SQLSTATE: data, transaction (read only), syntax, cursor, unsupported. */
static int is_command_wrong(const char *state)
{
    static const char *const CLASSES[] = {"22", "25006", "42", "34", "0A"};

    if (state == NULL || strcmp(state, "42501") == 0)
        return 0;
    for (size_t i = 0; i < sizeof(CLASSES) / sizeof(*CLASSES); i++)
        if (strncmp(state, CLASSES[i], strlen(CLASSES[i])) == 0)
            return 1;
    return 0;
}

/* The error of a reply, or of the connection where @p result is NULL. */
static lt_status fail_server(const lt_server *server, const PGresult *result,
                             lt_error *err)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    char why[MESSAGE_BYTES];

    one_line(why, text != NULL ? text : PQerrorMessage(server->link));
    return lt_fail(err, is_command_wrong(state) ? LT_ERR_INVALID : LT_ERR_IO,
                   "%s: %.300s", server->label, why);
}

static const char *option_of(const PQconninfoOption *options, const char *name)
{
    for (; options->keyword != NULL; options++)
        if (strcmp(options->keyword, name) == 0)
            return options->val == NULL ? "" : options->val;
    return "";
}

/*
 * What can be shown of an address. 0 where a part of the password may have
 * become a part of something else, as an @ : or / in it does.
 */
static int make_label(char *label, const char *address)
{
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    const char *host = "";
    const char *port = "";
    const char *base = "";
    int is_clear = 0;

    if (options == NULL)
        return 0;
    host = option_of(options, "host");
    port = option_of(options, "port");
    base = option_of(options, "dbname");
    is_clear = strchr(host, '@') == NULL && strchr(base, '@') == NULL &&
               port[strspn(port, "0123456789,")] == '\0';
    (void)snprintf(label, LABEL_BYTES, "postgresql://%s%s%s%s%s", host,
                   port[0] == '\0' ? "" : ":", port, base[0] == '\0' ? "" : "/",
                   base);
    PQconninfoFree(options);
    return is_clear;
}

static void ignore_notice(void *nothing, const PGresult *notice)
{
    (void)nothing;
    (void)notice;
}

static lt_status refuse_address(lt_lang lang, lt_error *err)
{
    return lt_fail(err, LT_ERR_INVALID,
                   lang == LT_ZH
                       ? "数据库地址应为 postgresql://主机:端口/数据库；"
                         "密码中的 @ : / 写作 %%40 %%3A %%2F，或放入 ~/.pgpass"
                       : "the address should be "
                         "postgresql://HOST:PORT/DATABASE; in a password "
                         "write %%40 %%3A %%2F for @ : /, or put it into "
                         "~/.pgpass");
}

lt_status lt_server_open(lt_server **out, const char *address, lt_lang lang,
                         lt_error *err)
{
    /* Later ones win: the address over the first, the last over it. */
    const char *const names[] = {"connect_timeout", "dbname",
                                 "fallback_application_name", "client_encoding",
                                 NULL};
    const char *const values[] = {"15", address, "liantu", "UTF8", NULL};
    lt_server *server = lt_alloc_array(1, sizeof(*server));
    lt_status status = LT_OK;

    *out = NULL;
    if (server == NULL)
        return lt_fail_memory(err, "server");
    if (!make_label(server->label, address)) {
        status = refuse_address(lang, err);
        goto cleanup;
    }
    server->link = PQconnectdbParams(names, values, 1);
    if (server->link == NULL) {
        status = lt_fail_memory(err, "libpq");
        goto cleanup;
    }
    if (PQstatus(server->link) != CONNECTION_OK) {
        status = fail_server(server, NULL, err);
        goto cleanup;
    }
    (void)PQsetNoticeReceiver(server->link, ignore_notice, NULL);
    *out = server;
    server = NULL;
cleanup:
    lt_server_close(server);
    return status;
}

void lt_server_close(lt_server *server)
{
    if (server == NULL)
        return;
    PQfinish(server->link);
    free(server);
}

const char *lt_server_label(const lt_server *server)
{
    return server->label;
}

static int is_done(const PGresult *result)
{
    const ExecStatusType state = PQresultStatus(result);

    return state == PGRES_COMMAND_OK || state == PGRES_TUPLES_OK;
}

lt_status lt_server_run(lt_server *server, const char *commands, lt_error *err)
{
    PGresult *result = PQexec(server->link, commands);
    lt_status status =
        is_done(result) ? LT_OK : fail_server(server, result, err);

    PQclear(result);
    return status;
}

lt_status lt_server_ask(lt_reply **out, lt_server *server, const char *command,
                        lt_error *err)
{
    PGresult *result =
        PQexecParams(server->link, command, 0, NULL, NULL, NULL, NULL, 0);
    lt_status status = LT_OK;

    if (out != NULL)
        *out = NULL;
    if (!is_done(result)) {
        status = fail_server(server, result, err);
        goto cleanup;
    }
    if (out == NULL)
        goto cleanup;
    *out = lt_alloc_array(1, sizeof(**out));
    if (*out == NULL) {
        status = lt_fail_memory(err, "reply");
        goto cleanup;
    }
    (*out)->result = result;
    result = NULL;
cleanup:
    PQclear(result);
    return status;
}

void lt_reply_free(lt_reply *reply)
{
    if (reply == NULL)
        return;
    PQclear(reply->result);
    free(reply);
}

uint32_t lt_reply_rows(const lt_reply *reply)
{
    return (uint32_t)PQntuples(reply->result);
}

uint32_t lt_reply_columns(const lt_reply *reply)
{
    return (uint32_t)PQnfields(reply->result);
}

const char *lt_reply_name(const lt_reply *reply, uint32_t column)
{
    return PQfname(reply->result, (int)column);
}

const char *lt_reply_text(const lt_reply *reply, uint32_t row, uint32_t column,
                          size_t *length)
{
    const char *text = PQgetvalue(reply->result, (int)row, (int)column);

    if (PQgetisnull(reply->result, (int)row, (int)column))
        return NULL;
    if (PQftype(reply->result, (int)column) == TYPE_BOOL) {
        text = text[0] == 't' ? "true" : "false";
        *length = strlen(text);
        return text;
    }
    *length = (size_t)PQgetlength(reply->result, (int)row, (int)column);
    return text;
}

int lt_reply_is_binary(const lt_reply *reply, uint32_t column)
{
    return PQftype(reply->result, (int)column) == TYPE_BYTEA;
}

lt_status lt_server_copy_begin(lt_server *server, const char *command,
                               lt_error *err)
{
    PGresult *result = PQexec(server->link, command);
    lt_status status = PQresultStatus(result) == PGRES_COPY_IN
                           ? LT_OK
                           : fail_server(server, result, err);

    PQclear(result);
    return status;
}

lt_status lt_server_copy_send(lt_server *server, const char *text,
                              size_t length, lt_error *err)
{
    while (length > 0) {
        const int bytes = length > INT_MAX ? INT_MAX : (int)length;

        if (PQputCopyData(server->link, text, bytes) != 1)
            return fail_server(server, NULL, err);
        text += bytes;
        length -= (size_t)bytes;
    }
    return LT_OK;
}

lt_status lt_server_copy_end(lt_server *server, lt_error *err)
{
    PGresult *result = NULL;
    lt_status status = LT_OK;

    if (PQputCopyEnd(server->link, NULL) != 1)
        return fail_server(server, NULL, err);
    while ((result = PQgetResult(server->link)) != NULL) {
        if (status == LT_OK && !is_done(result))
            status = fail_server(server, result, err);
        PQclear(result);
    }
    return status;
}
