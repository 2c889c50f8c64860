/*
 * SQLite data bases, read only. What a data base may do is kept small: a query
 * reads tables and calls functions, nothing else (SQLite, "Defense Against The
 * Dark Arts").
 */
#include "graph/alloc.h"
#include "graph/arena.h"
#include "graph/table.h"
#include "importers/database.h"
#include "importers/readers.h"

#include <sqlite3.h>

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    WAIT_MILLISECONDS = 5000,
    HEADER_BYTES = 20, /* Of the file. */
    VERSION_AT = 19,   /* Its byte that tells readers of a log … */
    VERSION_WAL = 2    /* … with this value. */
};

const char *lt_sqlite_version(void)
{
    return sqlite3_libversion();
}

/* Note that the file, or a table in it, is no data base that can be read. */
static lt_status refuse_data(const lt_database *base, const char *table,
                             const char *why, lt_error *err)
{
    const lt_place place = {base->path, table, 0, 0};

    lt_diagnose(base->diagnostics, LT_E_DATABASE, place, why, NULL, NULL);
    return lt_fail(err, LT_ERR_DATA, "%s: %.200s", base->path, why);
}

/* What SQLite's last error is to us. */
static lt_status fail_sqlite(const lt_database *base, const lt_request *request,
                             lt_error *err)
{
    sqlite3 *db = base->link;
    const int code = db == NULL ? SQLITE_NOMEM : sqlite3_errcode(db) & 0xFF;
    const char *why = db == NULL ? "" : sqlite3_errmsg(db);
    const char *table = request == NULL ? NULL : request->name;

    switch (code) {
    case SQLITE_NOMEM:
        return lt_fail_memory(err, "sqlite");
    case SQLITE_TOOBIG:
        lt_diagnose(base->diagnostics, LT_E_LONG_LINE,
                    (lt_place){base->path, table, 0, 0}, "16 MiB", NULL, NULL);
        return lt_fail(err, LT_ERR_DATA, "%s: %.200s", base->path, why);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
        return refuse_data(base, table, why, err);
    case SQLITE_ERROR:
    case SQLITE_AUTH:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
        if (request != NULL && request->is_typed)
            return lt_fail(err, LT_ERR_INVALID, "--query %.100s: %.300s", table,
                           why);
        return refuse_data(base, table, why, err);
    default:
        return lt_fail(err, LT_ERR_IO, "%s: %.300s", base->path, why);
    }
}

/* Reading is all that a query may do. */
static int authorize(void *nothing, int action, const char *first,
                     const char *second, const char *schema, const char *view)
{
    (void)nothing;
    (void)first;
    (void)schema;
    (void)view;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return sqlite3_stricmp(second, "load_extension") == 0 ? SQLITE_DENY
                                                              : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

/* 1 when @p path followed by @p suffix is a file with something in it. */
static int is_filled(const char *path, const char *suffix, lt_arena *arena)
{
    const char *name = lt_arena_format(arena, "%s%s", path, suffix);
    struct stat info;

    return name != NULL && stat(name, &info) == 0 && info.st_size > 0;
}

/* A data base with a write-ahead log that nobody has open. Reading it would
 * leave files beside it unless SQLite is told that it does not change. */
static int is_at_rest(const char *path, lt_arena *arena)
{
    unsigned char header[HEADER_BYTES];
    FILE *file = fopen(path, "rb");
    size_t got = 0;

    if (file == NULL)
        return 0;
    got = fread(header, 1, sizeof(header), file);
    (void)fclose(file);
    return got == sizeof(header) && header[VERSION_AT] == VERSION_WAL &&
           !is_filled(path, "-wal", arena);
}

static int is_unreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || strchr("/-._~", c) != NULL;
}

/* The path as the address SQLite opens; NULL when out of memory. */
static char *address_of(const char *path, lt_arena *arena)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    const char *ending =
        is_at_rest(path, arena) ? "?mode=ro&immutable=1" : "?mode=ro";
    const char *beginning = path[0] == '/' ? "file://" : "file:";
    const size_t room =
        strlen(path) * 3 + strlen(beginning) + strlen(ending) + 1;
    char *address = lt_arena_take(arena, room);
    char *at = address;

    if (address == NULL)
        return NULL;
    at += snprintf(at, room, "%s", beginning);
    for (; *path != '\0'; path++) {
        if (is_unreserved(*path)) {
            *at++ = *path;
            continue;
        }
        *at++ = '%';
        *at++ = DIGITS[(unsigned char)*path >> 4];
        *at++ = DIGITS[(unsigned char)*path & 15];
    }
    (void)snprintf(at, room - (size_t)(at - address), "%s", ending);
    return address;
}

/* Make the data base harmless and hold on to one state of it. */
static lt_status prepare(const lt_database *base, lt_error *err)
{
    static const char BEGIN[] = "PRAGMA cell_size_check=ON; BEGIN;"
                                "SELECT 1 FROM sqlite_schema LIMIT 1";
    sqlite3 *db = base->link;

    (void)sqlite3_busy_timeout(db, WAIT_MILLISECONDS);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LT_DATABASE_TEXT_BYTES);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    if (sqlite3_exec(db, BEGIN, NULL, NULL, NULL) != SQLITE_OK)
        return fail_sqlite(base, NULL, err);
    (void)sqlite3_set_authorizer(db, authorize, NULL);
    return LT_OK;
}

static lt_status open_file(lt_database *base, lt_error *err)
{
    const int flags =
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    lt_arena arena = LT_ARENA_EMPTY;
    char *address = address_of(base->path, &arena);
    sqlite3 *db = NULL;
    int code = SQLITE_OK;

    if (address == NULL)
        return lt_fail_memory(err, "path");
    code = sqlite3_open_v2(address, &db, flags, NULL);
    base->link = db;
    lt_arena_clear(&arena);
    return code == SQLITE_OK ? prepare(base, err)
                             : fail_sqlite(base, NULL, err);
}

/* Append a name; *tables has room for *room of them. */
static lt_status add_table(lt_listed_table **tables, size_t *count,
                           size_t *room, const lt_listed_table *table,
                           lt_arena *arena, lt_error *err)
{
    if (*count == *room) {
        const size_t more = *room == 0 ? 32 : *room * 2;
        lt_listed_table *grown = lt_arena_take(arena, more * sizeof(*grown));

        if (grown == NULL)
            return lt_fail_memory(err, "tables");
        if (*count > 0)
            memcpy(grown, *tables, *count * sizeof(*grown));
        *tables = grown;
        *room = more;
    }
    (*tables)[(*count)++] = *table;
    return LT_OK;
}

static lt_status list(const lt_database *base, lt_listed_table **tables,
                      size_t *count, lt_arena *arena, lt_error *err)
{
    static const char SELECT[] =
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND "
        "substr(name, 1, 7) <> 'sqlite_' ORDER BY name COLLATE BINARY";
    sqlite3_stmt *statement = NULL;
    size_t room = 0;
    int code = SQLITE_OK;
    lt_status status = LT_OK;

    *count = 0;
    code = sqlite3_prepare_v2(base->link, SELECT, -1, &statement, NULL);
    while (code == SQLITE_OK &&
           (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        lt_listed_table table = {NULL, NULL};

        code = SQLITE_OK;
        if (name == NULL)
            continue;
        table.name = lt_arena_copy(arena, name, strlen(name));
        if (table.name == NULL) {
            status = lt_fail_memory(err, "tables");
            goto cleanup;
        }
        LT_TRY(add_table(tables, count, &room, &table, arena, err));
    }
    if (code != SQLITE_DONE)
        status = fail_sqlite(base, NULL, err);
cleanup:
    (void)sqlite3_finalize(statement);
    return status;
}

static lt_status add_number(lt_rows *rows, sqlite3_stmt *statement, int column,
                            lt_error *err)
{
    const double number = sqlite3_column_double(statement, column);
    char text[LT_NUMBER_BYTES];

    if (isfinite(number))
        lt_number_text(text, number);
    else
        (void)snprintf(text, sizeof(text), number < 0.0 ? "-inf" : "inf");
    return lt_rows_add(rows, text, strlen(text), err);
}

static lt_status add_field(lt_rows *rows, sqlite3_stmt *statement, int column,
                           lt_error *err)
{
    char text[24];
    const char *value = NULL;

    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return lt_rows_add(rows, NULL, 0, err);
    case SQLITE_INTEGER:
        (void)snprintf(text, sizeof(text), "%" PRId64,
                       (int64_t)sqlite3_column_int64(statement, column));
        return lt_rows_add(rows, text, strlen(text), err);
    case SQLITE_FLOAT:
        return add_number(rows, statement, column, err);
    case SQLITE_BLOB:
        lt_rows_refuse(rows, LT_E_BINARY, NULL);
        return LT_OK;
    default:
        break;
    }
    value = (const char *)sqlite3_column_text(statement, column);
    if (value == NULL)
        return lt_fail_memory(err, "sqlite");
    return lt_rows_add(rows, value,
                       (size_t)sqlite3_column_bytes(statement, column), err);
}

static lt_status take_rows(lt_rows *rows, const lt_database *base,
                           const lt_request *request, sqlite3_stmt *statement,
                           lt_error *err)
{
    int code = SQLITE_OK;
    lt_status status = LT_OK;

    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int column = 0; column < (int)rows->width; column++)
            LT_TRY(add_field(rows, statement, column, err));
        LT_TRY(lt_rows_next(rows, err));
    }
    if (code != SQLITE_DONE)
        LT_TRY(fail_sqlite(base, request, err));
    status = lt_rows_finish(rows, err);
cleanup:
    return status;
}

/* One command that reads, nothing behind it. */
static lt_status compile(sqlite3_stmt **out, const lt_database *base,
                         const lt_request *request, lt_error *err)
{
    const char *rest = "";

    if (sqlite3_prepare_v2(base->link, request->select, -1, out, &rest) !=
        SQLITE_OK)
        return fail_sqlite(base, request, err);
    if (*out != NULL && rest[strspn(rest, " \t\r\n;")] == '\0' &&
        sqlite3_stmt_readonly(*out) && !sqlite3_stmt_isexplain(*out))
        return LT_OK;
    return lt_fail(err, LT_ERR_INVALID,
                   lt_database_lang(base) == LT_ZH
                       ? "--query %.100s：只能写一条 SELECT"
                       : "--query %.100s: one SELECT is all it takes",
                   request->name);
}

static lt_status take(const lt_database *base, const lt_request *request,
                      lt_error *err)
{
    sqlite3_stmt *statement = NULL;
    lt_rows rows = {.width = 0};
    const char **headers = NULL;
    uint32_t width = 0;
    lt_status status = LT_OK;

    LT_TRY(compile(&statement, base, request, err));
    width = (uint32_t)sqlite3_column_count(statement);
    headers = lt_alloc_array(width, sizeof(*headers));
    if (headers == NULL) {
        status = lt_fail_memory(err, "columns");
        goto cleanup;
    }
    for (uint32_t i = 0; i < width; i++) {
        headers[i] = sqlite3_column_name(statement, (int)i);
        if (headers[i] == NULL) {
            status = lt_fail_memory(err, "sqlite");
            goto cleanup;
        }
    }
    LT_TRY(lt_rows_open(&rows, base, request, headers, width, err));
    if (lt_rows_are_wanted(&rows))
        LT_TRY(take_rows(&rows, base, request, statement, err));
cleanup:
    lt_rows_close(&rows);
    free(headers);
    (void)sqlite3_finalize(statement);
    return status;
}

lt_status lt_read_sqlite(lt_facts *facts, const char *path,
                         const lt_read_options *options,
                         lt_diagnostics *diagnostics, lt_error *err)
{
    lt_database base = {.facts = facts,
                        .diagnostics = diagnostics,
                        .options = options,
                        .path = path,
                        .list = list,
                        .take = take};
    struct stat info;
    lt_status status = LT_OK;

    if (strcmp(path, "-") == 0)
        return lt_fail(err, LT_ERR_INVALID,
                       lt_database_lang(&base) == LT_ZH
                           ? "SQLite 数据库不能从标准输入读取，请给出文件名"
                           : "a SQLite data base cannot be read from standard "
                             "input: name a file");
    if (stat(path, &info) != 0)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(EISDIR));
    LT_TRY(open_file(&base, err));
    LT_TRY(lt_database_read(&base, err));
cleanup:
    (void)sqlite3_close(base.link);
    return status;
}
