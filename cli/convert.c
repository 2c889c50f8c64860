/* convert: any source in another format. */
#include "analysis/layout.h"
#include "cli/answer.h"
#include "cli/charts.h"
#include "cli/stores.h"
#include "cli/tables.h"
#include "cli/work.h"

#include <string.h>
#include <sys/stat.h>

/* Drawings of more boxes are placed only where the format cannot do without. */
enum { PLACED_MOST = 4000 };

/* What is written. */
typedef struct conversion {
    const char *format;    /* "csv", "json", "jsonl", "tsv", a graph format or a
                              data base. */
    const char *path;      /* NULL: standard output. */
    int folder;            /* 1: a folder of CSV tables. */
    const lt_store *store; /* A data base; NULL: it is none. */
    lt_chart_nodes nodes;
} conversion;

static int is_table_format(const char *format)
{
    return lt_word_listed("csv;json;jsonl;tsv", format);
}

/* 1 for a path that ends in a slash or is a folder. */
static int names_folder(const char *path)
{
    struct stat info;
    size_t length = strlen(path);

    return (length > 0 && path[length - 1] == '/') ||
           (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

static lt_status refuse(const char *format, lt_lang lang, lt_error *err)
{
    char names[256] = "csv json jsonl tsv";
    size_t used = strlen(names);

    for (const lt_report *r = lt_reports; r->name != NULL; r++)
        if ((r->holds & LT_HOLDS_CHART) != 0 && !is_table_format(r->name))
            used += (size_t)snprintf(names + used, sizeof(names) - used, " %s",
                                     r->name);
    for (const lt_store *s = lt_stores; s->name != NULL; s++)
        used += (size_t)snprintf(names + used, sizeof(names) - used, " %s",
                                 s->name);
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"不能转成格式 {1}；可用：{2}",
                                   "cannot convert to {1}; there are: {2}"},
                       format, names, NULL);
}

/* A data base is named by a file or an address of its own kind. */
static lt_status choose_store(conversion *out, lt_lang lang, lt_error *err)
{
    out->format = out->store->name;
    if (out->path == NULL || strstr(out->path, "://") == NULL ||
        lt_store_for(out->path) == out->store)
        return LT_OK;
    return lt_fail_say(
        err, LT_ERR_INVALID, lang,
        (lt_phrase){"{1} 不是 {2} 的地址", "{1} is no address of {2}"},
        out->path, out->format, NULL);
}

static lt_status choose_format(conversion *out, const lt_call *call,
                               lt_error *err)
{
    const char *given = lt_call_value(call, LT_OPTION_FORMAT);
    const lt_report *report = NULL;

    if (given == NULL && lt_call_has(call, LT_OPTION_JSON))
        given = "json";
    if (given == NULL && out->folder)
        given = "csv";
    if (given == NULL && out->path != NULL) {
        report = lt_report_for(out->path);
        out->store = lt_store_for(out->path);
        given = report == NULL ? out->path : report->name;
    }
    out->format = given == NULL ? "json" : given;
    if (out->store == NULL)
        out->store = lt_store_find(out->format);
    if (out->store != NULL)
        return choose_store(out, call->lang, err);
    report = lt_report_find(out->format);
    if (is_table_format(out->format) ||
        (report != NULL && (report->holds & LT_HOLDS_CHART) != 0))
        return LT_OK;
    return refuse(out->format, call->lang, err);
}

static lt_status choose_nodes(conversion *out, const lt_call *call,
                              lt_error *err)
{
    const char *nodes = lt_call_value(call, LT_OPTION_NODES);

    out->nodes = LT_CHART_PRODUCTS;
    if (nodes == NULL)
        return LT_OK;
    if (is_table_format(out->format) || out->store != NULL)
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"--nodes 只用于图格式，格式 {1} 不是",
                                       "--nodes is for graph formats, which "
                                       "{1} is not"},
                           out->format, NULL, NULL);
    if (strcmp(nodes, "processes") == 0)
        out->nodes = LT_CHART_PROCESSES;
    else if (strcmp(nodes, "firms") == 0)
        out->nodes = LT_CHART_FIRMS;
    return LT_OK;
}

static lt_status choose(conversion *out, const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;

    *out = (conversion){.path = lt_call_value(call, LT_OPTION_OUTPUT)};
    if (out->path != NULL && strcmp(out->path, "-") == 0)
        out->path = NULL;
    out->folder = out->path != NULL && names_folder(out->path);
    LT_TRY(choose_format(out, call, err));
    LT_TRY(choose_nodes(out, call, err));
    if (out->folder && strcmp(out->format, "csv") != 0)
        status = lt_fail_say(err, LT_ERR_INVALID, call->lang,
                             (lt_phrase){"{1} 是文件夹，只能写 csv",
                                         "{1} is a folder, which holds csv "
                                         "alone"},
                             out->path, NULL, NULL);
cleanup:
    return status;
}

/* Delimited text holds one table: the only one, or the call is wrong. */
static lt_status only_table(lt_fact *out, const lt_facts *facts,
                            const conversion *to, lt_lang lang, lt_error *err)
{
    *out = LT_FACT_COUNT;
    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        if (facts->tables[fact].segment_count > 0 &&
            (*out == LT_FACT_COUNT || facts->tables[fact].count > 0))
            *out = (lt_fact)fact;
    if (*out != LT_FACT_COUNT && lt_tables_filled(facts) <= 1)
        return LT_OK;
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"一个 {1} 文件只能放一张表；"
                                   "多张表请写到文件夹：-o 文件夹/",
                                   "a {1} file holds one table; write several "
                                   "to a folder: -o FOLDER/"},
                       to->format, NULL, NULL);
}

static lt_table_style table_style(const lt_call *call, const conversion *to)
{
    return (lt_table_style){
        .separator = strcmp(to->format, "tsv") == 0 ? '\t' : ',',
        .bom = lt_call_has(call, LT_OPTION_BOM),
        .crlf = lt_call_has(call, LT_OPTION_CRLF),
        .excel_safe = lt_call_has(call, LT_OPTION_EXCEL_SAFE),
    };
}

static lt_status write_folder(const lt_call *call, const lt_loaded *loaded,
                              const conversion *to, lt_error *err)
{
    lt_folder folder;
    lt_status status = lt_folder_open(&folder, to->path, call->lang, err);

    if (status != LT_OK)
        return status;
    status = lt_tables_write_folder(&folder, loaded->graph->facts,
                                    table_style(call, to), err);
    return lt_folder_close(&folder, status, err);
}

static lt_status write_tables(const lt_call *call, const lt_loaded *loaded,
                              const conversion *to, lt_error *err)
{
    const lt_facts *facts = loaded->graph->facts;
    const int delimited = to->format[0] == 'c' || to->format[0] == 't';
    lt_fact fact = LT_FACT_COUNT;
    lt_output output;
    lt_status status = LT_OK;

    if (delimited)
        LT_TRY(only_table(&fact, facts, to, call->lang, err));
    LT_TRY(lt_output_open(&output, to->path, call->lang, err));
    if (delimited)
        status = lt_table_write(output.stream, facts, fact,
                                table_style(call, to), err);
    else if (strcmp(to->format, "json") == 0)
        status = lt_tables_write_json(output.stream, facts, err);
    else
        status = lt_tables_write_jsonl(output.stream, facts, err);
    status = lt_output_close(&output, status, err);
cleanup:
    return status;
}

static int needs_places(const lt_answer *answer, const conversion *to)
{
    return strcmp(to->format, "svg") == 0 ||
           answer->chart->node_count <= PLACED_MOST;
}

static lt_status write_chart(const lt_call *call, const lt_loaded *loaded,
                             const conversion *to, lt_error *err)
{
    const lt_writing writing = {lt_report_find(to->format), to->path};
    lt_answer answer = lt_answer_new("convert", call->lang);
    lt_asked asked = LT_ASKED_EMPTY;
    lt_state *state = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_asked_new(&asked, loaded->graph, call, err));
    LT_TRY(lt_state_new(&state, &asked.scope, err));
    LT_TRY(lt_chart_all(&answer, state, to->nodes, err));
    if (needs_places(&answer, to))
        LT_TRY(lt_layout(answer.chart, &answer.arena, call->lang, err));
    LT_TRY(lt_answer_write(&answer, call, &writing, err));
cleanup:
    lt_answer_clear(&answer);
    lt_state_free(state);
    lt_asked_clear(&asked);
    return status;
}

static void tell_written(const lt_call *call, const lt_loaded *loaded,
                         const char *path)
{
    char tables[24];
    char rows[24];
    unsigned long long row_count = 0;
    unsigned table_count = 0;

    if (lt_call_has(call, LT_OPTION_QUIET))
        return;
    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        table_count += loaded->has[fact];
        row_count += loaded->rows[fact];
    }
    (void)snprintf(tables, sizeof(tables), "%u", table_count);
    (void)snprintf(rows, sizeof(rows), "%llu", row_count);
    lt_tell(call->lang,
            (lt_phrase){"已写入 {1}：{2} 张表，{3} 行",
                        "written {1}: {2} tables, {3} rows"},
            path, tables, rows);
}

static lt_status write_all(const lt_call *call, const lt_loaded *loaded,
                           const conversion *to, lt_error *err)
{
    if (to->store != NULL)
        return to->store->write(to->path, loaded->graph->facts, call->lang,
                                err);
    if (to->folder)
        return write_folder(call, loaded, to, err);
    if (is_table_format(to->format))
        return write_tables(call, loaded, to, err);
    return write_chart(call, loaded, to, err);
}

int lt_command_convert(const lt_call *call)
{
    lt_loaded loaded = lt_loaded_new(call->lang);
    conversion to;
    lt_error err = {0};
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(choose(&to, call, &err));
    LT_TRY(lt_load_graph(&loaded, call, &err));
    LT_TRY(lt_writing_guard(call, &loaded, &err));
    LT_TRY(write_all(call, &loaded, &to, &err));
    if (to.folder || to.store != NULL)
        tell_written(call, &loaded, to.path);
cleanup:
    code = lt_complain(status, &err);
    lt_loaded_clear(&loaded);
    return code;
}
