#include "cli/answer.h"

#include "cli/output.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names of the formats that can hold one of `holds`. */
static void list_formats(char *names, size_t room, int holds)
{
    size_t used = 0;

    names[0] = '\0';
    for (const lt_report *r = lt_reports; r->name != NULL; r++)
        if ((r->holds & holds) != 0 && used < room)
            used += (size_t)snprintf(names + used, room - used, "%s%s",
                                     used == 0 ? "" : " ", r->name);
}

static lt_status refuse_format(const char *name, int holds, lt_lang lang,
                               lt_error *err)
{
    char names[256];

    list_formats(names, sizeof(names), holds);
    return lt_fail_say(
        err, LT_ERR_INVALID, lang,
        lt_report_find(name) == NULL
            ? (lt_phrase){"没有格式“{1}”；可用：{2}",
                          "there is no format '{1}'; there are: {2}"}
            : (lt_phrase){"格式 {1} 装不下这个结果；可用：{2}",
                          "the format {1} cannot hold this answer; these can: "
                          "{2}"},
        name, names, NULL);
}

/* 1 when the last part of @p path has a suffix. */
static int has_suffix(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(path, '.');

    return dot != NULL && dot > (slash == NULL ? path : slash + 1) &&
           dot[1] != '\0';
}

static lt_status format_of_suffix(const lt_report **out, const char *path,
                                  int holds, lt_lang lang, lt_error *err)
{
    struct stat info;
    char names[256];

    *out = lt_report_for(path);
    if (*out != NULL)
        return LT_OK;
    *out = lt_report_find("text");
    if (!has_suffix(path) || (stat(path, &info) == 0 && !S_ISREG(info.st_mode)))
        return LT_OK;
    list_formats(names, sizeof(names), holds);
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"看不出 {1} 该用什么格式；"
                                   "加 --format，可用：{2}",
                                   "cannot tell the format of {1}; say "
                                   "--format, one of: {2}"},
                       path, names, NULL);
}

lt_status lt_writing_new(lt_writing *out, const lt_call *call, int holds,
                         lt_error *err)
{
    const char *format = lt_call_value(call, LT_OPTION_FORMAT);
    lt_status status = LT_OK;

    out->path = lt_call_value(call, LT_OPTION_OUTPUT);
    out->report = lt_report_find("text");
    if (out->path != NULL && strcmp(out->path, "-") == 0)
        out->path = NULL;
    if (out->path != NULL && out->path[0] == '\0')
        return lt_fail_say(
            err, LT_ERR_INVALID, call->lang,
            (lt_phrase){"-o 之后要写文件名", "-o needs the name of a file"},
            NULL, NULL, NULL);
    if (format == NULL && lt_call_has(call, LT_OPTION_JSON))
        format = "json";
    if (format != NULL) {
        out->report = lt_report_find(format);
        if (out->report == NULL)
            return refuse_format(format, holds, call->lang, err);
    } else if (out->path != NULL) {
        status =
            format_of_suffix(&out->report, out->path, holds, call->lang, err);
    }
    if (status == LT_OK && (out->report->holds & holds) == 0)
        status = refuse_format(out->report->name, holds, call->lang, err);
    return status;
}

static lt_status refuse_input(const char *path, lt_lang lang, lt_error *err)
{
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"{1} 是数据源，不会覆盖",
                                   "{1} is a source and is not overwritten"},
                       path, NULL, NULL);
}

/* 1 when @p path is the file or folder @p target. */
static int is_same(const char *path, const struct stat *target)
{
    struct stat info;

    return stat(path, &info) == 0 && info.st_dev == target->st_dev &&
           info.st_ino == target->st_ino;
}

lt_status lt_writing_guard(const lt_call *call, const lt_loaded *loaded,
                           lt_error *err)
{
    const char *path = lt_call_value(call, LT_OPTION_OUTPUT);
    struct stat target;

    if (path == NULL || stat(path, &target) != 0 ||
        (!S_ISREG(target.st_mode) && !S_ISDIR(target.st_mode)))
        return LT_OK;
    for (size_t i = 0; i < loaded->path_count; i++)
        if (is_same(loaded->paths[i], &target))
            return refuse_input(path, call->lang, err);
    for (size_t i = 0; i < loaded->file_count; i++)
        if (is_same(loaded->files[i], &target))
            return refuse_input(path, call->lang, err);
    return LT_OK;
}

/* Colour where it was asked for, or where a person looks. */
static int wants_color(const lt_call *call, const lt_writing *writing)
{
    const char *when = lt_call_value(call, LT_OPTION_COLOR);
    const char *without = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (when != NULL && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    return writing->path == NULL && isatty(STDOUT_FILENO) == 1 &&
           (without == NULL || without[0] == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

/* Cells of the terminal; 0 where there is none. */
static uint32_t terminal_width(const lt_writing *writing)
{
    const char *columns = getenv("COLUMNS");
    unsigned long long width = 0;
    struct winsize size;

    if (writing->path != NULL || isatty(STDOUT_FILENO) != 1)
        return 0;
    if (columns != NULL && lt_whole_parse(&width, columns, 1, 100000))
        return (uint32_t)width;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        return size.ws_col;
    return 0;
}

/* Say what could not be written, beside why. */
static lt_status name_cause(lt_status status, const lt_writing *writing,
                            lt_lang lang, const lt_error *cause, lt_error *err)
{
    const char *path =
        writing->path != NULL
            ? writing->path
            : lt_say(lang, (lt_phrase){"标准输出", "standard output"});

    return lt_fail_say(
        err, status, lang,
        (lt_phrase){"无法写入 {1}：{2}", "cannot write {1}: {2}"}, path,
        cause->message, NULL);
}

lt_status lt_answer_write(lt_answer *answer, const lt_call *call,
                          const lt_writing *writing, lt_error *err)
{
    lt_report_options options = {
        .width = terminal_width(writing),
        .color = wants_color(call, writing),
        .dialect = lt_call_value(call, LT_OPTION_DIALECT),
        .bom = lt_call_has(call, LT_OPTION_BOM),
        .excel_safe = lt_call_has(call, LT_OPTION_EXCEL_SAFE),
        .crlf = lt_call_has(call, LT_OPTION_CRLF),
    };
    lt_output output;
    lt_error cause = {0};
    lt_status status = LT_OK;

    LT_TRY(lt_answer_arrange(answer, call, err));
    LT_TRY(lt_columns_asked(&options.columns, &options.column_count,
                            &answer->arena, call, answer, err));
    LT_TRY(lt_output_open(&output, writing->path, call->lang, err));
    status = writing->report->write(output.stream, answer, &options, &cause);
    if (status != LT_OK)
        status = name_cause(status, writing, call->lang, &cause, err);
    status = lt_output_close(&output, status, err);
cleanup:
    return status;
}
