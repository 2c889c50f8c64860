#include "cli/command.h"
#include "cli/topics.h"

#include <string.h>

lt_phrase lt_group_title(unsigned group)
{
    static const struct {
        unsigned groups;
        lt_phrase title;
    } titles[] = {
        {LT_GROUP_SCOPE | LT_GROUP_PRODUCT | LT_GROUP_FIRM | LT_GROUP_RULES,
         {"范围", "Scope"}},
        {LT_GROUP_GAPS | LT_GROUP_CONVERT | LT_GROUP_GENERATE,
         {"本命令", "This command"}},
        {LT_GROUP_ANSWER | LT_GROUP_CHART | LT_GROUP_MAP, {"输出", "Output"}},
        {LT_GROUP_READ, {"读取", "Reading"}},
        {LT_GROUP_COMMON, {"通用", "Common"}},
    };
    size_t i = 0;

    while ((titles[i].groups & group) == 0)
        i++;
    return titles[i].title;
}

void lt_option_usage(char *text, const lt_option *option)
{
    char letter[8] = "    ";

    if (option->letter != 0)
        (void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
    (void)snprintf(text, LT_USAGE_BYTES, "%s--%s%s%s", letter, option->name,
                   option->argument == NULL ? "" : " ",
                   option->argument == NULL ? "" : option->argument);
}

static void print_options(FILE *stream, const lt_command *command, lt_lang lang)
{
    const char *title = NULL;

    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        const char *wanted = lt_say(lang, lt_group_title(lt_options[i].group));
        char usage[LT_USAGE_BYTES];

        if (!lt_command_takes(command, (lt_option_id)i) ||
            i == LT_OPTION_VERSION)
            continue;
        if (wanted != title)
            (void)fprintf(stream, "\n%s:\n", wanted);
        title = wanted;
        lt_option_usage(usage, &lt_options[i]);
        (void)fprintf(stream, "  %-24s %s\n", usage,
                      lt_say(lang, lt_options[i].phrase));
    }
}

void lt_help_command(FILE *stream, const lt_command *command, lt_lang lang)
{
    const char *more = lt_say(lang, command->more);

    (void)fprintf(stream, "%s: liantu %s%s%s%s\n",
                  lang == LT_ZH ? "用法" : "usage", command->name,
                  command->operands[0] == '\0' ? "" : " ", command->operands,
                  lang == LT_ZH ? " [选项]" : " [options]");
    (void)fprintf(stream, "\n  %s\n\n%s\n", command->example,
                  lt_say(lang, command->summary));
    if (more[0] != '\0')
        (void)fprintf(stream, "%s\n", more);
    print_options(stream, command, lang);
}

static void print_commands(FILE *stream, lt_lang lang)
{
    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        if (!c->hidden)
            (void)fprintf(stream, "  %-11s %s\n", c->name,
                          lt_say(lang, c->summary));
}

void lt_help_short(FILE *stream, lt_lang lang)
{
    (void)fputs(lang == LT_ZH ? "用法: liantu 命令 [数据源...] [选项]\n\n"
                              : "usage: liantu COMMAND [SOURCE...] "
                                "[options]\n\n",
                stream);
    print_commands(stream, lang);
    (void)fputs(lang == LT_ZH ? "\n例如: liantu gaps @luoyang --region "
                                "洛阳市 --limit 10\n更多: liantu --help\n"
                              : "\nexample: liantu gaps @luoyang --region "
                                "洛阳市 --limit 10\nmore: liantu --help\n",
                stream);
}

void lt_help_program(FILE *stream, lt_lang lang)
{
    static const lt_phrase text = {
        "链图 liantu：产业链图谱与缺链分析\n\n"
        "  liantu gaps @luoyang --region 洛阳市 --limit 10\n"
        "  liantu gaps @luoyang --region 洛阳市 --format json\n"
        "  liantu map @luoyang --region 洛阳市 -o chain.graphml\n\n"
        "用法: liantu 命令 [数据源...] [选项]\n\n命令:\n",
        "liantu: chain maps and missing links of an industrial economy\n\n"
        "  liantu gaps @luoyang --region 洛阳市 --limit 10\n"
        "  liantu gaps @luoyang --region 洛阳市 --format json\n"
        "  liantu map @luoyang --region 洛阳市 -o chain.graphml\n\n"
        "usage: liantu COMMAND [SOURCE...] [options]\n\ncommands:\n"};
    static const lt_phrase more = {
        "\n数据源: CSV 表或放着 CSV 表的文件夹，- 为标准输入，@名称 "
        "为自带数据集；"
        "可写多个，合并读取。\n"
        "选项写在数据源前后均可，-- 之后不再是选项。\n"
        "退出码: 0 完成，1 读写或内存失败，2 用法错误，3 数据错误，"
        "4 要求的检查未通过，130 被中断。\n"
        "帮助: liantu 命令 --help，liantu help 主题（formats、tables、sql、"
        "rules、units、codes）\n",
        "\nSOURCE is a CSV table, a folder of them, - for standard input or "
        "@NAME for a bundled data set; several are merged.\n"
        "Options stand before or after sources; -- ends them.\n"
        "Exit codes: 0 done, 1 input, output or memory failed, 2 wrong usage, "
        "3 wrong data, 4 a check asked for did not hold, 130 interrupted.\n"
        "Help: liantu COMMAND --help, liantu help TOPIC (formats, tables, "
        "sql, rules, units, codes)\n"};

    (void)fputs(lt_say(lang, text), stream);
    print_commands(stream, lang);
    (void)fputs(lt_say(lang, more), stream);
    (void)fputs(lang == LT_ZH ? "\n通用:\n" : "\nCommon:\n", stream);
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        char usage[LT_USAGE_BYTES];

        if ((lt_options[i].group & LT_GROUP_COMMON) == 0)
            continue;
        lt_option_usage(usage, &lt_options[i]);
        (void)fprintf(stream, "  %-24s %s\n", usage,
                      lt_say(lang, lt_options[i].phrase));
    }
}

static lt_status refuse_topic(const char *name, lt_lang lang, lt_error *err)
{
    char words[1024] = "";
    char near[LT_WORD_BYTES];
    size_t used = 0;

    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        used += (size_t)snprintf(words + used, sizeof(words) - used, "%s;",
                                 c->name);
    for (const lt_topic *t = lt_topics; t->name != NULL; t++)
        used += (size_t)snprintf(words + used, sizeof(words) - used, "%s;",
                                 t->name);
    lt_word_nearest(near, words, name);
    if (near[0] != '\0')
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"没有命令或主题“{1}”；是否指 {2}？",
                                       "there is no command or topic '{1}'; "
                                       "did you mean {2}?"},
                           name, near, NULL);
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"没有命令或主题“{1}”；见 liantu help",
                                   "there is no command or topic '{1}'; see "
                                   "liantu help"},
                       name, NULL, NULL);
}

int lt_command_help(const lt_call *call)
{
    const lt_command *command = NULL;
    lt_error err = {0};

    if (call->operand_count == 0) {
        lt_help_program(stdout, call->lang);
        return LT_EXIT_OK;
    }
    command = lt_command_find(call->operands[0]);
    if (command != NULL) {
        lt_help_command(stdout, command, call->lang);
        return LT_EXIT_OK;
    }
    for (const lt_topic *t = lt_topics; t->name != NULL; t++)
        if (strcmp(t->name, call->operands[0]) == 0) {
            t->print(stdout, call->lang);
            return LT_EXIT_OK;
        }
    if (lt_print_code(stdout, call->operands[0], call->lang))
        return LT_EXIT_OK;
    return lt_complain(refuse_topic(call->operands[0], call->lang, &err), &err);
}
