/* init: an empty template of all tables, as a workbook or a folder. */
#include "cli/command.h"
#include "cli/init_rows.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { NAME_BYTES = 64 };

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

/* 1: a workbook; 0: a folder; -1: a file of another kind. */
static int is_book(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash == NULL ? path : slash, '.');

    if (dot == NULL || dot[1] == '\0' || dot == path || strcmp(dot, "..") == 0)
        return 0;
    if (strcasecmp(dot, ".xlsx") == 0)
        return 1;
    return slash != NULL && slash[1] == '\0' ? 0 : -1;
}

/* None of the texts holds a comma or a quote. */
static void write_table(FILE *output, lt_fact fact, lt_lang lang)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];
    char cell[LT_EXAMPLE_BYTES];

    /* Excel takes Chinese for another encoding without it. */
    if (lang == LT_ZH)
        (void)fputs(BYTE_ORDER_MARK, output);
    for (uint32_t c = 0; c < spec->column_count; c++) {
        lt_template_header(cell, &spec->columns[c], lang);
        (void)fprintf(output, "%s%s", c == 0 ? "" : ",", cell);
    }
    (void)fputc('\n', output);
    for (size_t r = 0; r < lt_example_count(fact); r++) {
        for (uint32_t c = 0; c < spec->column_count; c++) {
            lt_example_cell(cell, fact, r, c, lang);
            (void)fprintf(output, "%s%s", c == 0 ? "" : ",", cell);
        }
        (void)fputc('\n', output);
    }
}

static lt_status write_tables(const lt_folder *folder, lt_lang lang,
                              lt_error *err)
{
    lt_status status = LT_OK;

    for (int f = 0; f < LT_FACT_COUNT; f++) {
        char name[NAME_BYTES];
        FILE *output = NULL;

        (void)snprintf(name, sizeof(name), "%s.csv", lt_fact_specs[f].name);
        LT_TRY(lt_folder_begin(&output, folder, name, err));
        write_table(output, (lt_fact)f, lang);
        LT_TRY(lt_folder_end(output, folder, LT_OK, err));
    }
cleanup:
    return status;
}

static lt_status write_folder(const char *path, lt_lang lang, lt_error *err)
{
    lt_folder folder;
    lt_status status = lt_folder_open(&folder, path, lang, err);

    if (status != LT_OK)
        return status;
    status = write_tables(&folder, lang, err);
    return lt_folder_close(&folder, status, err);
}

static lt_status write_book(const char *path, lt_lang lang, lt_error *err)
{
    lt_output output;
    lt_status status = lt_output_open(&output, path, lang, err);

    if (status != LT_OK)
        return status;
    status = lt_template_write_book(output.stream, lang, err);
    return lt_output_close(&output, status, err);
}

int lt_command_init(const lt_call *call)
{
    const char *path = call->operands[0];
    const int book = is_book(path);
    struct stat info;
    lt_error err = {0};
    lt_status status = LT_OK;

    if (book < 0) {
        status = lt_fail_say(&err, LT_ERR_INVALID, call->lang,
                             (lt_phrase){"“{1}”应是 .xlsx 文件或文件夹",
                                         "'{1}' should be an .xlsx file or a "
                                         "folder"},
                             path, NULL, NULL);
        goto cleanup;
    }
    /* It may have been filled in. */
    if (stat(path, &info) == 0) {
        status = lt_fail_say(&err, LT_ERR_INVALID, call->lang,
                             (lt_phrase){"“{1}”已存在，不会覆盖",
                                         "'{1}' exists and is not replaced"},
                             path, NULL, NULL);
        goto cleanup;
    }
    LT_TRY(book ? write_book(path, call->lang, &err)
                : write_folder(path, call->lang, &err));
    if (!lt_call_has(call, LT_OPTION_QUIET))
        lt_tell(call->lang,
                (lt_phrase){"已写入模板 {1}：填好后用 liantu check 检查",
                            "written the template {1}: fill it in, then say "
                            "liantu check"},
                path, NULL, NULL);
cleanup:
    return lt_complain(status, &err);
}
