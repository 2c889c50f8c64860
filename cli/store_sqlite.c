/* The fact tables as a SQLite file: written beside its place, then renamed. */
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/sql_schema.h"
#include "cli/stores.h"
#include "graph/table.h"

#include <sqlite3.h>

#include <math.h>
#include <string.h>
#include <sys/stat.h>

enum {
    HEADER_BYTES = 100, /* Of a SQLite file; the mark of its program … */
    MARK_AT = 68,       /* … stands in bytes 68 to 71. */
    PATH_BYTES = 4096
};

/* PRAGMA application_id: "liTu". Nobody else reads the file meanwhile, and
 * what is half written is thrown away: no journal. */
static const unsigned char MARK[] = {0x6C, 0x69, 0x54, 0x75};
static const char BEGIN[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF;"
    "PRAGMA application_id = 0x6C695475; PRAGMA user_version = 1; BEGIN";

static lt_status fail_sqlite(sqlite3 *db, const char *path, lt_lang lang,
                             lt_error *err)
{
    if (db == NULL || sqlite3_errcode(db) == SQLITE_NOMEM)
        return lt_fail_memory(err, "sqlite");
    return lt_fail_say(
        err, LT_ERR_IO, lang,
        (lt_phrase){"无法写入 {1}：{2}", "cannot write {1}: {2}"}, path,
        sqlite3_errmsg(db), NULL);
}

/* 1 when a journal of another program stands beside the file: it would be
 * played into the new one. */
static int is_in_use(const char *path)
{
    static const char *const SUFFIXES[] = {"-wal", "-journal"};
    struct stat info;
    char name[PATH_BYTES];

    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(*SUFFIXES); i++)
        if (snprintf(name, sizeof(name), "%s%s", path, SUFFIXES[i]) <
                PATH_BYTES &&
            stat(name, &info) == 0 && info.st_size > 0)
            return 1;
    return 0;
}

/* 1 when @p path is free, empty or a data base that liantu wrote. */
static int may_replace(const char *path)
{
    unsigned char header[HEADER_BYTES];
    FILE *file = fopen(path, "rb");
    size_t got = 0;

    if (file == NULL)
        return 1;
    got = fread(header, 1, sizeof(header), file);
    (void)fclose(file);
    return got == 0 || (got == sizeof(header) &&
                        memcmp(header + MARK_AT, MARK, sizeof(MARK)) == 0);
}

static lt_status check_place(const char *path, lt_lang lang, lt_error *err)
{
    if (is_in_use(path))
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"{1} 正被另一个程序使用",
                                       "{1} is in use by another program"},
                           path, NULL, NULL);
    if (!may_replace(path))
        return lt_fail_say(
            err, LT_ERR_INVALID, lang,
            (lt_phrase){"{1} 不是 liantu 写的数据库，不会覆盖",
                        "{1} is no data base that liantu wrote: it is not "
                        "overwritten"},
            path, NULL, NULL);
    return LT_OK;
}

/* Bind column @p column of a row; texts stay where they are until the step. */
static int bind(sqlite3_stmt *insert, const lt_table_view *view, uint32_t row,
                uint32_t column)
{
    const double *numbers = lt_table_view_numbers(view, column);
    const int index = (int)column + 1;
    const char *text = NULL;
    char number[LT_NUMBER_BYTES];

    if (numbers != NULL)
        return isnan(numbers[row])
                   ? sqlite3_bind_null(insert, index)
                   : sqlite3_bind_double(insert, index, numbers[row]);
    text = lt_table_view_text(view, row, column, number);
    return text[0] == '\0'
               ? sqlite3_bind_null(insert, index)
               : sqlite3_bind_text(insert, index, text, -1, SQLITE_STATIC);
}

static int insert_row(sqlite3_stmt *insert, const lt_table_view *view,
                      uint32_t row)
{
    int code = SQLITE_OK;

    for (uint32_t c = 0; code == SQLITE_OK && c < view->count; c++)
        code = bind(insert, view, row, c);
    if (code == SQLITE_OK)
        code = sqlite3_step(insert);
    (void)sqlite3_reset(insert);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* INSERT INTO "table" ("a", "b") VALUES (?,?) */
static void put_insert(lt_text_buffer *out, const lt_table_view *view)
{
    lt_text_buffer_put(out, "INSERT INTO ");
    lt_text_buffer_quote(out, view->spec->name, '"');
    lt_sql_columns(out, view);
    lt_text_buffer_put(out, " VALUES ");
    for (uint32_t c = 0; c < view->count; c++)
        lt_text_buffer_put(out, c == 0 ? "(?" : ",?");
    lt_text_buffer_put(out, ")");
}

/* Make the table and compile the command that fills it. */
static lt_status begin_table(sqlite3_stmt **insert, sqlite3 *db,
                             const lt_table_view *view, const char *path,
                             lt_lang lang, lt_error *err)
{
    lt_text_buffer command = LT_TEXT_BUFFER_EMPTY;
    lt_status status = LT_OK;

    lt_sql_create(&command, view);
    if (!command.is_full &&
        sqlite3_exec(db, command.text, NULL, NULL, NULL) != SQLITE_OK) {
        status = fail_sqlite(db, path, lang, err);
        goto cleanup;
    }
    lt_text_buffer_restart(&command);
    put_insert(&command, view);
    if (command.is_full)
        status = lt_fail_memory(err, "columns");
    else if (sqlite3_prepare_v2(db, command.text, -1, insert, NULL) !=
             SQLITE_OK)
        status = fail_sqlite(db, path, lang, err);
cleanup:
    lt_text_buffer_clear(&command);
    return status;
}

static lt_status write_table(sqlite3 *db, const lt_facts *facts, lt_fact fact,
                             const char *path, lt_lang lang, lt_error *err)
{
    lt_table_view view;
    sqlite3_stmt *insert = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_table_view_open(&view, facts, fact, err));
    LT_TRY(begin_table(&insert, db, &view, path, lang, err));
    for (uint32_t row = 0; row < view.rows->count; row++) {
        LT_TRY(lt_table_view_goes_on(row, err));
        if (lt_table_view_keeps(&view, row) &&
            insert_row(insert, &view, row) != SQLITE_OK)
            LT_TRY(fail_sqlite(db, path, lang, err));
    }
cleanup:
    (void)sqlite3_finalize(insert);
    lt_table_view_close(&view);
    return status;
}

static lt_status write_file(const char *file, const lt_facts *facts,
                            const char *path, lt_lang lang, lt_error *err)
{
    sqlite3 *db = NULL;
    lt_status status = LT_OK;

    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
        sqlite3_exec(db, BEGIN, NULL, NULL, NULL) != SQLITE_OK)
        LT_TRY(fail_sqlite(db, path, lang, err));
    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        if (lt_table_view_exists(facts, (lt_fact)fact))
            LT_TRY(write_table(db, facts, (lt_fact)fact, path, lang, err));
    if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        LT_TRY(fail_sqlite(db, path, lang, err));
cleanup:
    if (sqlite3_close(db) != SQLITE_OK && status == LT_OK)
        status = fail_sqlite(db, path, lang, err);
    return status;
}

lt_status lt_write_sqlite(const char *path, const lt_facts *facts, lt_lang lang,
                          lt_error *err)
{
    lt_output output;
    lt_status status = LT_OK;

    if (path == NULL)
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"SQLite 数据库不能写到标准输出；"
                                       "请用 -o 文件",
                                       "a SQLite data base cannot go to "
                                       "standard output: name a file with -o"},
                           NULL, NULL, NULL);
    LT_TRY(check_place(path, lang, err));
    LT_TRY(lt_output_open(&output, path, lang, err));
    if (output.beside == NULL)
        status = lt_fail_say(
            err, LT_ERR_INVALID, lang,
            (lt_phrase){"{1} 不是普通文件", "{1} is no regular file"}, path,
            NULL, NULL);
    else
        status = write_file(output.beside, facts, path, lang, err);
    status = lt_output_close(&output, status, err);
cleanup:
    return status;
}
