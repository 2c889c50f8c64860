/* Manual pages, written from the tables of commands and options. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/topics.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_BYTES = 4096 };

/* Text of a page: what roff would read as a request or escape is masked. */
static void put_text(FILE *page, const char *text)
{
    int first = 1;

    for (; *text != '\0'; text++) {
        if (first && (*text == '.' || *text == '\''))
            (void)fputs("\\&", page);
        if (*text == '\\')
            (void)fputs("\\e", page);
        else if (*text == '-')
            (void)fputs("\\-", page);
        else
            (void)fputc(*text, page);
        first = *text == '\n';
    }
}

static void put_section(FILE *page, lt_lang lang, const char *zh,
                        const char *en)
{
    (void)fprintf(page, ".SH %s\n", lang == LT_ZH ? zh : en);
}

static void put_options(FILE *page, const lt_command *command, lt_lang lang)
{
    put_section(page, lang, "选项", "OPTIONS");
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        const lt_option *option = &lt_options[i];

        if (command == NULL ? (option->group & LT_GROUP_COMMON) == 0
                            : !lt_command_takes(command, (lt_option_id)i) ||
                                  i == LT_OPTION_VERSION)
            continue;
        (void)fputs(".TP\n", page);
        if (option->letter != 0)
            (void)fprintf(page, "\\fB\\-%c\\fR, ", option->letter);
        (void)fputs("\\fB\\-\\-", page);
        put_text(page, option->name);
        (void)fputs("\\fR", page);
        if (option->argument != NULL)
            (void)fprintf(page, " \\fI%s\\fR", option->argument);
        (void)fputs("\n", page);
        put_text(page, lt_say(lang, option->phrase));
        (void)fputs("\n", page);
    }
}

static void put_title(FILE *page, const char *name, const char *summary,
                      lt_lang lang)
{
    (void)fprintf(page, ".TH %s 1 \"\" \"liantu %s\"\n", name, LT_VERSION);
    put_section(page, lang, "名称", "NAME");
    put_text(page, name);
    (void)fputs(" \\- ", page);
    put_text(page, summary);
    (void)fputs("\n", page);
}

static void put_example(FILE *page, const char *example, lt_lang lang)
{
    put_section(page, lang, "示例", "EXAMPLE");
    (void)fputs(".EX\n", page);
    put_text(page, example);
    (void)fputs("\n.EE\n", page);
}

static void put_command(FILE *page, const lt_command *command, lt_lang lang)
{
    char name[64];

    (void)snprintf(name, sizeof(name), "liantu-%s", command->name);
    put_title(page, name, lt_say(lang, command->summary), lang);
    put_section(page, lang, "用法", "SYNOPSIS");
    (void)fprintf(page, "\\fBliantu %s\\fR", command->name);
    if (command->operands[0] != '\0')
        (void)fprintf(page, " \\fI%s\\fR", command->operands);
    (void)fprintf(page, " %s\n", lang == LT_ZH ? "[选项]" : "[options]");
    if (lt_say(lang, command->more)[0] != '\0') {
        put_section(page, lang, "说明", "DESCRIPTION");
        put_text(page, lt_say(lang, command->more));
        (void)fputs("\n", page);
    }
    put_example(page, command->example, lang);
    put_options(page, command, lang);
    put_section(page, lang, "另见", "SEE ALSO");
    (void)fputs(".BR liantu (1)\n", page);
}

static void put_exit_codes(FILE *page, lt_lang lang)
{
    static const struct {
        int code;
        lt_phrase meaning;
    } codes[] = {
        {LT_EXIT_OK, {"完成", "done"}},
        {LT_EXIT_FAILED, {"读写或内存失败", "input, output or memory failed"}},
        {LT_EXIT_USAGE, {"用法错误", "wrong usage"}},
        {LT_EXIT_DATA, {"数据错误", "the data are wrong"}},
        {LT_EXIT_CHECK, {"要求的检查未通过", "a check asked for did not hold"}},
        {LT_EXIT_INTERRUPTED, {"被中断", "interrupted"}},
    };

    put_section(page, lang, "退出码", "EXIT STATUS");
    for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
        (void)fprintf(page, ".TP\n%d\n%s\n", codes[i].code,
                      lt_say(lang, codes[i].meaning));
}

static void put_environment(FILE *page, lt_lang lang)
{
    static const struct {
        const char *name;
        lt_phrase meaning;
    } variables[] = {
        {"LIANTU_LANG", {"语言：zh 或 en", "language: zh or en"}},
        {"LIANTU_DATA",
         {"放着数据集的文件夹，@NAME 先在其中查找",
          "folder of data sets, where @NAME is looked for first"}},
        {"LC_ALL, LC_MESSAGES, LANG",
         {"语言，以 en 开头为英文，否则为中文",
          "language: English where it begins with en, else Chinese"}},
        {"NO_COLOR", {"不用颜色", "no colour"}},
        {"COLUMNS", {"终端宽度", "width of the terminal"}},
    };

    put_section(page, lang, "环境变量", "ENVIRONMENT");
    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
        (void)fprintf(page, ".TP\n%s\n%s\n", variables[i].name,
                      lt_say(lang, variables[i].meaning));
}

static void put_program(FILE *page, const lt_command *unused, lt_lang lang)
{
    (void)unused;
    put_title(page, "liantu",
              lang == LT_ZH ? "产业链图谱与缺链分析"
                            : "chain maps and missing links of an industrial "
                              "economy",
              lang);
    put_section(page, lang, "用法", "SYNOPSIS");
    (void)fprintf(page,
                  "\\fBliantu\\fR \\fICOMMAND\\fR [\\fISOURCE\\fR...] %s\n",
                  lang == LT_ZH ? "[选项]" : "[options]");
    put_section(page, lang, "命令", "COMMANDS");
    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        if (!c->hidden)
            (void)fprintf(page, ".TP\n.BR liantu\\-%s (1)\n%s\n", c->name,
                          lt_say(lang, c->summary));
    put_section(page, lang, "主题", "TOPICS");
    for (const lt_topic *t = lt_topics; t->name != NULL; t++)
        (void)fprintf(page, ".TP\n\\fBliantu help %s\\fR\n%s\n", t->name,
                      lt_say(lang, t->summary));
    put_options(page, NULL, lang);
    put_exit_codes(page, lang);
    put_environment(page, lang);
}

typedef void (*put_page)(FILE *page, const lt_command *command, lt_lang lang);

static lt_status write_page(const char *path, put_page put,
                            const lt_command *command, lt_lang lang,
                            lt_error *err)
{
    lt_output output;
    lt_status status = lt_output_open(&output, path, lang, err);

    if (status != LT_OK)
        return status;
    put(output.stream, command, lang);
    return lt_output_close(&output, LT_OK, err);
}

/* Create a folder where there is none. */
static lt_status make_folder(const char *path, lt_error *err)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return LT_OK;
    return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
}

/* All pages in one language, into @p folder/man1. */
static lt_status write_pages(const char *folder, lt_lang lang, lt_error *err)
{
    char path[PATH_BYTES];
    lt_status status = LT_OK;

    LT_TRY(make_folder(folder, err));
    (void)snprintf(path, sizeof(path), "%s/man1", folder);
    LT_TRY(make_folder(path, err));
    (void)snprintf(path, sizeof(path), "%s/man1/liantu.1", folder);
    LT_TRY(write_page(path, put_program, NULL, lang, err));
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        if (c->hidden)
            continue;
        (void)snprintf(path, sizeof(path), "%s/man1/liantu-%s.1", folder,
                       c->name);
        LT_TRY(write_page(path, put_command, c, lang, err));
    }
cleanup:
    return status;
}

int lt_command_man(const lt_call *call)
{
    char chinese[PATH_BYTES];
    lt_error err = {0};
    lt_status status = LT_OK;

    /* Room for the longest name of a page. */
    if (strlen(call->operands[0]) > PATH_BYTES - 64) {
        status = lt_fail(&err, LT_ERR_IO, "%s", strerror(ENAMETOOLONG));
        goto cleanup;
    }
    (void)snprintf(chinese, sizeof(chinese), "%s/zh_CN", call->operands[0]);
    LT_TRY(write_pages(call->operands[0], LT_EN, &err));
    LT_TRY(write_pages(chinese, LT_ZH, &err));
cleanup:
    return lt_complain(status, &err);
}
