#include "importers/database.h"

#include "graph/alloc.h"
#include "importers/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_BYTES = 192, BATCH_BYTES = 1 << 20 };

lt_lang lt_database_lang(const lt_database *base)
{
    return base->diagnostics == NULL ? LT_ZH : base->diagnostics->lang;
}

char *lt_sql_quoted(lt_arena *arena, const char *name)
{
    size_t length = strlen(name) + 3;
    char *quoted = NULL;
    char *at = NULL;

    for (const char *c = name; *c != '\0'; c++)
        length += *c == '"';
    quoted = lt_arena_take(arena, length);
    if (quoted == NULL)
        return NULL;
    at = quoted;
    *at++ = '"';
    for (; *name != '\0'; name++) {
        if (*name == '"')
            *at++ = '"';
        *at++ = *name;
    }
    *at++ = '"';
    *at = '\0';
    return quoted;
}

/* 1 for what begins with SELECT or WITH, the commands that only read. */
static int is_query(const char *text)
{
    const size_t blank = strspn(text, " \t\r\n(");
    const size_t word = strspn(text + blank, "abcdefghijklmnopqrstuvwxyz"
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    text += blank;
    return (word == 6 && strncasecmp(text, "select", word) == 0) ||
           (word == 4 && strncasecmp(text, "with", word) == 0);
}

/* "products=SELECT …" understood; its name lies in @p arena. */
static lt_status understand_query(lt_request *out, lt_arena *arena,
                                  const char *said, lt_lang lang, lt_error *err)
{
    const char *equals = strchr(said, '=');
    const char *name = NULL;

    if (equals == NULL || !is_query(equals + 1))
        return lt_fail(err, LT_ERR_INVALID,
                       lang == LT_ZH ? "--query 应为 表名=SELECT …：%.*s"
                                     : "--query should be TABLE=SELECT …: %.*s",
                       NAME_BYTES, said);
    name = lt_arena_copy(arena, said, (size_t)(equals - said));
    if (name == NULL)
        return lt_fail_memory(err, "query");
    *out = (lt_request){lt_fact_find(name), name, equals + 1, 1};
    if (out->fact == LT_FACT_COUNT)
        return lt_fail(err, LT_ERR_MISSING,
                       lang == LT_ZH
                           ? "没有名为“%.*s”的表，见 liantu help tables"
                           : "there is no table '%.*s'; see liantu help tables",
                       NAME_BYTES, name);
    return LT_OK;
}

static lt_status read_queries(const lt_database *base, lt_arena *arena,
                              lt_error *err)
{
    lt_request request;
    lt_status status = LT_OK;

    for (size_t i = 0; i < base->options->query_count; i++) {
        LT_TRY(understand_query(&request, arena, base->options->queries[i],
                                lt_database_lang(base), err));
        LT_TRY(base->take(base, &request, err));
    }
cleanup:
    return status;
}

/* "SELECT * FROM table", quoted; NULL when out of memory. */
static const char *select_all(lt_arena *arena, const lt_listed_table *table)
{
    const char *name = lt_sql_quoted(arena, table->name);
    const char *schema =
        table->schema == NULL ? "" : lt_sql_quoted(arena, table->schema);

    if (name == NULL || schema == NULL)
        return NULL;
    return lt_arena_format(arena, "SELECT * FROM %s%s%s", schema,
                           table->schema == NULL ? "" : ".", name);
}

/* Tell of a table that is none of ours; its header is a record left out. */
static void note_skipped(const lt_database *base, const lt_listed_table *table)
{
    const lt_place place = {base->path, NULL, 0, 0};
    const int is_text =
        lt_text_fault(table->name, strlen(table->name)) == LT_CODE_COUNT;

    lt_diagnose(base->diagnostics, LT_W_TABLE_SKIPPED, place,
                is_text ? table->name : "?", NULL, NULL);
    base->facts->records++;
    base->facts->skipped++;
}

/* The table the user wants alone; LT_FACT_COUNT: any. */
static lt_status only_table(lt_fact *out, const lt_database *base,
                            lt_error *err)
{
    const char *name = base->options == NULL ? NULL : base->options->table;

    *out = name == NULL ? LT_FACT_COUNT : lt_fact_find(name);
    if (name == NULL || *out != LT_FACT_COUNT)
        return LT_OK;
    return lt_fail(err, LT_ERR_MISSING,
                   lt_database_lang(base) == LT_ZH
                       ? "没有名为“%.*s”的表，见 liantu help tables"
                       : "there is no table '%.*s'; see liantu help tables",
                   NAME_BYTES, name);
}

/* Read a listed table where it is wanted: *count is one more then. */
static lt_status read_table(const lt_database *base, lt_arena *arena,
                            const lt_listed_table *table, lt_fact only,
                            size_t *count, lt_error *err)
{
    lt_request request = {lt_fact_find(table->name), table->name, NULL, 0};

    if (request.fact == LT_FACT_COUNT) {
        note_skipped(base, table);
        return LT_OK;
    }
    if (only != LT_FACT_COUNT && only != request.fact)
        return LT_OK;
    request.select = select_all(arena, table);
    if (request.select == NULL)
        return lt_fail_memory(err, "query");
    ++*count;
    return base->take(base, &request, err);
}

static lt_status read_tables(const lt_database *base, lt_arena *arena,
                             lt_error *err)
{
    const lt_place place = {base->path, NULL, 0, 0};
    lt_listed_table *tables = NULL;
    lt_fact only = LT_FACT_COUNT;
    size_t count = 0;
    size_t read = 0;
    lt_status status = LT_OK;

    LT_TRY(only_table(&only, base, err));
    LT_TRY(base->list(base, &tables, &count, arena, err));
    for (size_t i = 0; i < count; i++)
        LT_TRY(read_table(base, arena, &tables[i], only, &read, err));
    if (read == 0)
        lt_diagnose(base->diagnostics, LT_E_NO_TABLE, place, base->path, NULL,
                    NULL);
cleanup:
    return status;
}

lt_status lt_database_read(const lt_database *base, lt_error *err)
{
    lt_arena arena = LT_ARENA_EMPTY;
    lt_status status = LT_OK;

    if (base->options != NULL && base->options->query_count > 0)
        status = read_queries(base, &arena, err);
    else
        status = read_tables(base, &arena, err);
    lt_arena_clear(&arena);
    return status;
}

static lt_place place_of(const lt_rows *rows, uint32_t field)
{
    return (lt_place){rows->sheet.path, rows->sheet.name, rows->line, field};
}

/* The names of the columns are the header, on line 0. */
static lt_status take_header(lt_rows *rows, lt_error *err)
{
    lt_record header = {rows->spans, rows->width, 0};

    for (uint32_t i = 0; i < rows->width; i++) {
        const size_t length = strlen(rows->headers[i]);
        const lt_code fault = lt_text_fault(rows->headers[i], length);

        rows->spans[i] = (lt_span){rows->headers[i], length};
        if (fault == LT_CODE_COUNT)
            continue;
        lt_diagnose(rows->sheet.diagnostics, fault, place_of(rows, i + 1),
                    lt_encoding_name(LT_ENCODING_UTF8), NULL, NULL);
        rows->spans[i].length = 0;
    }
    if (lt_record_is_blank(&header)) {
        lt_diagnose(rows->sheet.diagnostics, LT_E_NO_HEADER, place_of(rows, 0),
                    "", lt_fact_specs[rows->sheet.fact].name, "");
        return LT_OK;
    }
    return lt_sheet_take(&rows->sheet, &header, 1, err);
}

lt_status lt_rows_open(lt_rows *rows, const lt_database *base,
                       const lt_request *request, const char **headers,
                       uint32_t width, lt_error *err)
{
    const size_t fields = (size_t)width * LT_ROWS_BATCH;
    lt_status status = LT_OK;

    *rows = (lt_rows){.headers = headers, .width = width};
    LT_TRY(lt_sheet_open(&rows->sheet, base->facts, base->path, request->name,
                         request->fact, base->options, base->diagnostics, err));
    rows->ends = lt_alloc_array(fields, sizeof(*rows->ends));
    rows->spans = lt_alloc_array(fields, sizeof(*rows->spans));
    if (rows->ends == NULL || rows->spans == NULL)
        status = lt_fail_memory(err, "rows");
    else
        LT_TRY(take_header(rows, err));
    rows->line = 1;
cleanup:
    return status;
}

int lt_rows_are_wanted(const lt_rows *rows)
{
    return rows->sheet.intake.is_usable;
}

static lt_status make_room(lt_rows *rows, size_t length, lt_error *err)
{
    size_t room = rows->room < 4096 ? 4096 : rows->room;
    char *buffer = NULL;

    while (room - rows->used < length)
        room *= 2;
    if (room == rows->room)
        return LT_OK;
    buffer = lt_grow_array(rows->buffer, room, 1);
    if (buffer == NULL)
        return lt_fail_memory(err, "rows");
    rows->buffer = buffer;
    rows->room = room;
    return LT_OK;
}

static void end_field(lt_rows *rows)
{
    rows->ends[(size_t)rows->count * rows->width + rows->field] = rows->used;
    rows->field++;
}

void lt_rows_refuse(lt_rows *rows, lt_code code, const char *what)
{
    const char *name = rows->headers[rows->field];

    lt_diagnose(rows->sheet.diagnostics, code, place_of(rows, rows->field + 1),
                what == NULL ? name : what, NULL, NULL);
    rows->is_refused = 1;
    end_field(rows);
}

lt_status lt_rows_add(lt_rows *rows, const char *text, size_t length,
                      lt_error *err)
{
    lt_code fault = LT_CODE_COUNT;
    lt_status status = LT_OK;

    if (text == NULL || length == 0) {
        end_field(rows);
        return LT_OK;
    }
    if (length > LT_DATABASE_TEXT_BYTES) {
        lt_rows_refuse(rows, LT_E_LONG_LINE, "16 MiB");
        return LT_OK;
    }
    fault = lt_text_fault(text, length);
    if (fault != LT_CODE_COUNT) {
        lt_rows_refuse(rows, fault, lt_encoding_name(LT_ENCODING_UTF8));
        return LT_OK;
    }
    status = make_room(rows, length, err);
    if (status != LT_OK)
        return status;
    memcpy(rows->buffer + rows->used, text, length);
    rows->used += length;
    end_field(rows);
    return LT_OK;
}

/* The batch becomes rows of the table. */
static lt_status take_batch(lt_rows *rows, lt_error *err)
{
    const size_t fields = (size_t)rows->count * rows->width;
    size_t begin = 0;
    lt_status status = LT_OK;

    for (size_t i = 0; i < fields; i++) {
        rows->spans[i] =
            rows->ends[i] == begin
                ? (lt_span){"", 0}
                : (lt_span){rows->buffer + begin, rows->ends[i] - begin};
        begin = rows->ends[i];
    }
    for (uint32_t r = 0; r < rows->count; r++)
        rows->records[r].fields = rows->spans + (size_t)r * rows->width;
    status = lt_sheet_take(&rows->sheet, rows->records, rows->count, err);
    rows->count = 0;
    rows->used = 0;
    return status;
}

lt_status lt_rows_next(lt_rows *rows, lt_error *err)
{
    lt_record *record = &rows->records[rows->count];

    if (rows->is_refused) {
        rows->sheet.facts->records++;
        rows->sheet.facts->skipped++;
        /* Back to where the row began. */
        rows->used = rows->count == 0
                         ? 0
                         : rows->ends[(size_t)rows->count * rows->width - 1];
    } else {
        record->count = rows->width;
        record->line = rows->line;
        rows->count++;
    }
    rows->line++;
    rows->field = 0;
    rows->is_refused = 0;
    return rows->count == LT_ROWS_BATCH || rows->used > BATCH_BYTES
               ? take_batch(rows, err)
               : LT_OK;
}

lt_status lt_rows_finish(lt_rows *rows, lt_error *err)
{
    return rows->count == 0 ? LT_OK : take_batch(rows, err);
}

void lt_rows_close(lt_rows *rows)
{
    lt_sheet_close(&rows->sheet);
    free(rows->buffer);
    free(rows->ends);
    free(rows->spans);
    rows->buffer = NULL;
    rows->ends = NULL;
    rows->spans = NULL;
}
