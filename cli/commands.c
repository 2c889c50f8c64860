#include "cli/command.h"

#include <string.h>

/* What every command takes that works on a region and year. */
#define STATE_GROUPS (LT_GROUP_READ | LT_GROUP_SCOPE | LT_GROUP_RULES)

/* clang-format off */
const lt_command lt_commands[] = {
    {"check", "SOURCE...", 1, LT_OPERANDS_ANY,
     LT_GROUP_READ | LT_GROUP_ANSWER, 0,
     {"数据的每一处错误，指明位置", "every fault of the data, with its place"},
     {"列出全部错误、警告和提示。有错误时退出码为 3。liantu help E020 解释一个代码。",
      "Lists all errors, warnings and notes. Exits with 3 where there are errors. "
      "liantu help E020 explains a code."},
     "liantu check @luoyang", lt_command_check},
    {"completion", "SHELL", 1, 1, 0, 0,
     {"bash、zsh 或 fish 的补全脚本", "completion script of bash, zsh or fish"},
     {"把输出存入该 shell 的补全目录即可，例如 ~/.local/share/bash-completion/completions/liantu。",
      "Save the output where the shell looks for completions, such as "
      "~/.local/share/bash-completion/completions/liantu."},
     "liantu completion bash", lt_command_completion},
    {"convert", "SOURCE...", 1, LT_OPERANDS_ANY,
     LT_GROUP_READ | LT_GROUP_OUTPUT | LT_GROUP_FORMAT | LT_GROUP_CSV | LT_GROUP_CHART |
     LT_GROUP_CONVERT, 0,
     {"把数据转成另一种格式", "any source in another format"},
     {"-o 文件夹/ 写成一组 CSV 表，-o 文件.sqlite 或 -o postgresql://用户@主机/库 写入数据库"
      "（一次事务；liantu 以前写的表被替换，别人的表不动），json 写成一个文件；图格式（如 graphml、dot、svg）按 --nodes 画产品、工艺或企业。",
      "-o FOLDER/ writes CSV tables, -o FILE.sqlite and -o postgresql://USER@HOST/BASE a data base "
      "(in one transaction: tables that liantu wrote before are replaced, those of others never), "
      "json one file; graph formats such as graphml, dot and svg hold "
      "products, processes or firms, as --nodes says."},
     "liantu convert @luoyang --format json", lt_command_convert},
    {"formats", "", 0, 0, LT_GROUP_ANSWER, 0,
     {"能读写的格式、分析和自带数据集", "formats read and written, analyses and bundled data sets"},
     {"", ""},
     "liantu formats", lt_command_formats},
    {"gaps", "SOURCE...", 1, LT_OPERANDS_ANY,
     STATE_GROUPS | LT_GROUP_ANSWER | LT_GROUP_PRODUCT | LT_GROUP_GAPS, 0,
     {"缺链与弱链：补链、延链、强链、建链、稳链、去产能，排序并说明理由",
      "missing and weak links of a chain, ranked and explained"},
     {"得分 0–100，只用于排序；阈值和权重见 liantu help rules。",
      "Scores run from 0 to 100 and order, they do not predict; thresholds and weights stand in "
      "liantu help rules."},
     "liantu gaps @luoyang --region 洛阳市 --limit 10", lt_command_analyse},
    {"generate", "", 0, 0, LT_GROUP_GENERATE | LT_GROUP_OUTPUT, 0,
     {"按规模和种子生成一个虚构的产业网络", "a synthetic industrial network of a given size and seed"},
     {"写成一组 CSV 表，所有分析都能读。种子相同，结果逐字节相同；内存只随产品数增长。",
      "Writes CSV tables that every analysis can read. The same seed gives the same bytes; memory "
      "grows with the products alone."},
     "liantu generate -o city/ --firms 200 --links 1000 --products 50 --seed 7",
     lt_command_generate},
    {"help", "[COMMAND|TOPIC]", 0, 1, 0, 0,
     {"命令或主题的帮助", "help on a command or topic"},
     {"主题：formats、tables、sql、rules、units、codes，以及每个错误代码（如 E020）。",
      "Topics: formats, tables, sql, rules, units, codes, and every error code, such as E020."},
     "liantu help rules", lt_command_help},
    {"info", "SOURCE...", 1, LT_OPERANDS_ANY,
     LT_GROUP_READ | LT_GROUP_SCOPE | LT_GROUP_ANSWER, 0,
     {"数据里有什么：数量、覆盖、年份、矛盾，各分析还缺什么",
      "what is in there: counts, coverage, and what is missing for which analysis"},
     {"", ""},
     "liantu info @luoyang", lt_command_info},
    {"init", "FILE.xlsx|FOLDER", 1, 1, 0, 0,
     {"写出填写数据用的空白模板：工作簿或一组 CSV 表",
      "an empty template to fill in: a workbook or CSV tables"},
     {"每张表一个工作表，附示例行、下拉列表和填写说明；语言随 --lang。已有的文件不会被覆盖。",
      "One sheet a table with example rows, drop-down lists and instructions, in the language of "
      "--lang. A file that exists is not replaced."},
     "liantu init template.xlsx", lt_command_init},
    {"leaders", "SOURCE...", 1, LT_OPERANDS_ANY,
     STATE_GROUPS | LT_GROUP_ANSWER | LT_GROUP_FIRM, 0,
     {"链主企业排序，含各分项和名次区间", "chain leaders, ranked with their parts and rank intervals"},
     {"", ""},
     "liantu leaders @example --region 示例市 --limit 5", lt_command_analyse},
    {"local", "SOURCE...", 1, LT_OPERANDS_ANY,
     STATE_GROUPS | LT_GROUP_ANSWER | LT_GROUP_PRODUCT | LT_GROUP_FIRM, 0,
     {"本地配套率：按产品、企业和产业链", "local supply rate by product, firm and chain"},
     {"", ""},
     "liantu local @example --region 示例市", lt_command_analyse},
    {"man", "FOLDER", 1, 1, 0, 1,
     {"写出手册页", "write the manual pages"},
     {"英文写入 FOLDER/man1/liantu.1、liantu-gaps.1 ……，中文写入 FOLDER/zh_CN/man1。",
      "Writes FOLDER/man1/liantu.1, liantu-gaps.1 and so on in English, and FOLDER/zh_CN/man1 in "
      "Chinese."},
     "liantu man .", lt_command_man},
    {"map", "SOURCE...", 1, LT_OPERANDS_ANY,
     STATE_GROUPS | LT_GROUP_ANSWER | LT_GROUP_PRODUCT | LT_GROUP_CHART | LT_GROUP_MAP, 0,
     {"产业链图谱：从左到右为各环节", "the chain map, stages from left to right"},
     {"有、在建、缺、未见、弱五种状态不靠颜色也能分辨。",
      "Present, coming, absent, unseen and weak are told apart without colour too."},
     "liantu map @luoyang --region 洛阳市 -o chain.graphml", lt_command_analyse},
    {"names", "SOURCE...", 1, LT_OPERANDS_ANY,
     LT_GROUP_READ | LT_GROUP_ANSWER, 0,
     {"哪些名称像是同一个：供审阅的建议", "which names look like the same thing, for review"},
     {"不会自动合并。用 --format csv 存下，删去不是同一个的行，再在任何命令上用 --aliases 文件 读取。",
      "Nothing is merged. Save the answer with --format csv, delete what is not one thing, and give "
      "the rest to any command with --aliases FILE."},
     "liantu names @luoyang --limit 10", lt_command_names},
    {"report", "SOURCE...", 1, LT_OPERANDS_ANY,
     STATE_GROUPS | LT_GROUP_DOCUMENT, 0,
     {"一个区域或产业链的完整报告", "all of it for one region or chain, as a document"},
     {"", ""},
     "liantu report @luoyang --region 洛阳市 -o report.md", lt_command_report},
    {NULL, NULL, 0, 0, 0, 0, {NULL, NULL}, {NULL, NULL}, NULL, NULL},
};
/* clang-format on */

const lt_command *lt_command_find(const char *name)
{
    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

int lt_command_takes(const lt_command *command, lt_option_id id)
{
    return ((command->groups | LT_GROUP_COMMON) & lt_options[id].group) != 0;
}
