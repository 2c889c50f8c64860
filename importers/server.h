/* Private to importers/ and cli/: a PostgreSQL server. The only door to libpq;
 * passwords stay behind it. */
#ifndef LT_IMPORTERS_SERVER_H
#define LT_IMPORTERS_SERVER_H

#include "graph/lang.h"
#include "graph/status.h"

#include <stddef.h>
#include <stdint.h>

/* A connection. */
typedef struct lt_server lt_server;

/* What a query gave. */
typedef struct lt_reply lt_reply;

/* Version of libpq, "15.8", copied to @p version. */
enum { LT_SERVER_VERSION_BYTES = 24 };
void lt_server_version(char *version);

/*
 * Connect to @p address, postgresql://… as libpq reads it; what it leaves out
 * comes from PGHOST, PGUSER, ~/.pgpass and the like.
 * @retval LT_ERR_INVALID it is no address.
 * @retval LT_ERR_IO      the server cannot be reached or refuses.
 */
lt_status lt_server_open(lt_server **out, const char *address, lt_lang lang,
                         lt_error *err);

/* Hang up: what was not committed is undone. NULL is allowed. */
void lt_server_close(lt_server *server);

/* The address without user and password, for messages. */
const char *lt_server_label(const lt_server *server);

/* Run commands that give nothing. */
lt_status lt_server_run(lt_server *server, const char *commands, lt_error *err);

/*
 * Run one command; the server refuses a second one behind it.
 * @param out owned by the caller: lt_reply_free(). NULL: nothing is asked.
 * @retval LT_ERR_INVALID the command is wrong.
 * @retval LT_ERR_IO      any other error of the server, a lost connection too.
 */
lt_status lt_server_ask(lt_reply **out, lt_server *server, const char *command,
                        lt_error *err);

void lt_reply_free(lt_reply *reply);

uint32_t lt_reply_rows(const lt_reply *reply);
uint32_t lt_reply_columns(const lt_reply *reply);

/* Name of a column, borrowed from the reply. */
const char *lt_reply_name(const lt_reply *reply, uint32_t column);

/* A cell as text, borrowed from the reply; NULL: it is null. */
const char *lt_reply_text(const lt_reply *reply, uint32_t row, uint32_t column,
                          size_t *length);

/* 1 when the column holds bytes, not text. */
int lt_reply_is_binary(const lt_reply *reply, uint32_t column);

/* Send rows behind COPY … FROM STDIN: begin, send, end. After a failure the
 * connection is of no more use. */
lt_status lt_server_copy_begin(lt_server *server, const char *command,
                               lt_error *err);
lt_status lt_server_copy_send(lt_server *server, const char *text,
                              size_t length, lt_error *err);
lt_status lt_server_copy_end(lt_server *server, lt_error *err);

#endif
