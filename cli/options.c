#include "cli/options.h"

#include "cli/messages.h"
#include "graph/alloc.h"
#include "graph/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const lt_option lt_options[LT_OPTION_COUNT] = {
    [LT_OPTION_REGION] = {"region", "REGION", NULL,
        {"区域的名称或编号；A,B 为合并看待，可重复",
         "region by name or id; A,B is their union; repeatable"},
        LT_GROUP_SCOPE, 'r'},
    [LT_OPTION_CHAIN] = {"chain", "CHAIN", NULL,
        {"只看一条产业链及其子链", "one chain with its sub-chains"},
        LT_GROUP_SCOPE, 'c'},
    [LT_OPTION_YEAR] = {"year", "YEAR", NULL,
        {"按哪一年的状态；缺省为数据中最近的一年",
         "state of which year; the latest in the data by default"},
        LT_GROUP_SCOPE, 'y'},
    [LT_OPTION_HORIZON] = {"horizon", "HORIZON", "now;building;planned",
        {"now 在产，building 含在建，planned 含规划",
         "now: operating; building: and under construction; planned: and planned"},
        LT_GROUP_SCOPE, 0},
    [LT_OPTION_RULE] = {"rule", "NAME=VALUE", NULL,
        {"改一个阈值或权重，见 liantu help rules；可重复",
         "change a threshold or weight, see liantu help rules; repeatable"},
        LT_GROUP_RULES, 0},
    [LT_OPTION_RULES] = {"rules", "FILE", NULL,
        {"从文件读取阈值和权重，格式同 liantu help rules",
         "read thresholds and weights from a file as liantu help rules prints it"},
        LT_GROUP_RULES, 0},
    [LT_OPTION_PRODUCT] = {"product", "PRODUCT", NULL,
        {"只看一个产品", "one product"},
        LT_GROUP_PRODUCT, 'p'},
    [LT_OPTION_FIRM] = {"firm", "FIRM", NULL,
        {"只看一家企业", "one firm"},
        LT_GROUP_FIRM, 0},
    [LT_OPTION_FAIL_OVER] = {"fail-over", "SCORE", NULL,
        {"有缺口得分高于此值时退出码为 4",
         "exit with 4 when a gap scores above this"},
        LT_GROUP_GAPS, 0},
    [LT_OPTION_NODES] = {"nodes", "NODES", "products;processes;firms",
        {"图格式的节点：products 产品，processes 产品与工艺，firms 企业",
         "nodes of graph formats: products, products and processes, or firms"},
        LT_GROUP_CONVERT, 0},
    [LT_OPTION_FIRMS] = {"firms", "N", NULL,
        {"企业数，缺省 1000", "number of firms, 1000 by default"},
        LT_GROUP_GENERATE, 0},
    [LT_OPTION_LINKS] = {"links", "M", NULL,
        {"企业间供货数，缺省为企业数的 5 倍",
         "number of supplies between firms, 5 times the firms by default"},
        LT_GROUP_GENERATE, 0},
    [LT_OPTION_PRODUCTS] = {"products", "P", NULL,
        {"产品数，缺省 200", "number of products, 200 by default"},
        LT_GROUP_GENERATE, 0},
    [LT_OPTION_REGIONS] = {"regions", "R", NULL,
        {"城市数，缺省 10", "number of cities, 10 by default"},
        LT_GROUP_GENERATE, 0},
    [LT_OPTION_SEED] = {"seed", "S", NULL,
        {"随机种子，缺省 1：种子相同，结果逐字节相同",
         "random seed, 1 by default: the same seed gives the same bytes"},
        LT_GROUP_GENERATE, 0},
    [LT_OPTION_OUTPUT] = {"output", "FILE", NULL,
        {"写入文件，格式随后缀；要么完整写成，要么不动原文件",
         "write to a file, in the format of its suffix; whole or not at all"},
        LT_GROUP_OUTPUT, 'o'},
    [LT_OPTION_FORMAT] = {"format", "FORMAT", NULL,
        {"输出格式，见 liantu formats", "output format, see liantu formats"},
        LT_GROUP_FORMAT, 'f'},
    [LT_OPTION_JSON] = {"json", NULL, NULL,
        {"即 --format json", "the same as --format json"},
        LT_GROUP_FORMAT, 0},
    [LT_OPTION_LIMIT] = {"limit", "N", NULL,
        {"只写前 N 行；0 为全部（缺省）",
         "the first N rows alone; 0 for all, the default"},
        LT_GROUP_ROWS, 'n'},
    [LT_OPTION_SORT] = {"sort", "COLUMN", NULL,
        {"按列排序：数字从大到小，文字从小到大；+列名 升序，-列名 降序",
         "sort by a column: numbers fall, texts rise; +COLUMN rises, -COLUMN falls"},
        LT_GROUP_ROWS, 0},
    [LT_OPTION_COLUMNS] = {"columns", "A,B,C", NULL,
        {"只写这些列，按此顺序", "these columns, in this order"},
        LT_GROUP_ROWS, 0},
    [LT_OPTION_COLOR] = {"color", "WHEN", "auto;always;never",
        {"文本是否用颜色；auto 为只在终端上用",
         "colour in text; auto: on a terminal alone"},
        LT_GROUP_TEXT, 0},
    [LT_OPTION_BOM] = {"bom", NULL, NULL,
        {"CSV 以字节序标记开头，供中文版 Excel 识别",
         "begin CSV with a byte order mark, for Excel"},
        LT_GROUP_CSV, 0},
    [LT_OPTION_CRLF] = {"crlf", NULL, NULL,
        {"CSV 各行以 CR LF 结尾", "end the lines of CSV with CR LF"},
        LT_GROUP_CSV, 0},
    [LT_OPTION_EXCEL_SAFE] = {"excel-safe", NULL, NULL,
        {"CSV 中的文字不会被当作公式",
         "no text of CSV can become a formula"},
        LT_GROUP_CSV, 0},
    [LT_OPTION_DIALECT] = {"dialect", "DIALECT", "gephi;yed;plain",
        {"GraphML 供哪个程序打开", "GraphML for which program"},
        LT_GROUP_CHART, 0},
    [LT_OPTION_LEVEL] = {"level", "LEVEL", "chains;products",
        {"画产业链还是产品；缺省：产品过多时画产业链",
         "chains or products as boxes; by default chains where products are too many"},
        LT_GROUP_MAP, 0},
    [LT_OPTION_FROM] = {"from", "FORMAT", NULL,
        {"数据源的格式，不按后缀判断",
         "format of the sources, whatever their suffix"},
        LT_GROUP_READ, 0},
    [LT_OPTION_TABLE] = {"table", "TABLE", NULL,
        {"文件里是哪张表，不按文件名和表头判断",
         "table the file holds, whatever its name and header"},
        LT_GROUP_READ, 0},
    [LT_OPTION_ENCODING] = {"encoding", "ENCODING", NULL,
        {"文字编码：utf-8、gb18030、utf-16le、utf-16be",
         "encoding: utf-8, gb18030, utf-16le, utf-16be"},
        LT_GROUP_READ, 0},
    [LT_OPTION_DELIMITER] = {"delimiter", "CHAR", NULL,
        {"分隔符：, ; | 或 tab", "delimiter: , ; | or tab"},
        LT_GROUP_READ, 0},
    [LT_OPTION_MAP] = {"map", "COLUMN=FIELD", NULL,
        {"哪个表头或属性是哪一列；可重复",
         "which header or attribute is which column; may be repeated"},
        LT_GROUP_READ, 0},
    [LT_OPTION_FILL_MERGED] = {"fill-merged", NULL, NULL,
        {"合并单元格的值填入其每一格",
         "the value of a merged cell stands in all of its cells"},
        LT_GROUP_READ, 0},
    [LT_OPTION_HYPEREDGES] = {"hyperedges", "HOW", "error;skip;star",
        {"超边：报错（缺省）、略过或成为工艺",
         "hyperedges: an error (default), left out, or processes"},
        LT_GROUP_READ, 0},
    [LT_OPTION_GRAPH] = {"graph", "GRAPH", NULL,
        {"文件里的哪一个图：编号或 id；缺省为全部",
         "which graph of the file: its number or id; all by default"},
        LT_GROUP_READ, 0},
    [LT_OPTION_QUERY] = {"query", "TABLE=SELECT", NULL,
        {"数据库中哪条查询是哪张表；可重复",
         "which query of a data base is which table; may be repeated"},
        LT_GROUP_READ, 0},
    [LT_OPTION_PREFER] = {"prefer", "SOURCE", NULL,
        {"数据源说法不一时以它为准，写法与命令行上的数据源相同；可重复，先写的优先",
         "the source that counts where sources differ, written as among the sources; repeatable, the first comes first"},
        LT_GROUP_READ, 0},
    [LT_OPTION_ALIASES] = {"aliases", "FILE", NULL,
        {"别名文件：名称与别名两列，读取之后、建图之前使用；liantu names 的结果审阅后即可用；可重复",
         "file of names and their aliases, such as the reviewed answer of liantu names; repeatable"},
        LT_GROUP_READ, 0},
    [LT_OPTION_STRICT] = {"strict", NULL, NULL,
        {"警告按错误处理", "take warnings as errors"},
        LT_GROUP_READ, 0},
    [LT_OPTION_LANG] = {"lang", "LANG", "zh;en",
        {"语言：zh 或 en；缺省按系统语言",
         "language: zh or en; that of the system by default"},
        LT_GROUP_COMMON, 0},
    [LT_OPTION_QUIET] = {"quiet", NULL, NULL,
        {"只报错误，不报警告", "report errors alone, no warnings"},
        LT_GROUP_COMMON, 'q'},
    [LT_OPTION_VERBOSE] = {"verbose", NULL, NULL,
        {"也报提示", "report notes too"},
        LT_GROUP_COMMON, 'v'},
    [LT_OPTION_HELP] = {"help", NULL, NULL,
        {"显示帮助", "show help"},
        LT_GROUP_COMMON, 'h'},
    [LT_OPTION_VERSION] = {"version", NULL, NULL,
        {"显示版本；加 -v 也显示所用的库",
         "show the version; with -v those of the libraries too"},
        LT_GROUP_COMMON, 'V'},
};
/* clang-format on */

int lt_word_listed(const char *words, const char *text)
{
    size_t wanted = strlen(text);

    while (words != NULL && *words != '\0') {
        size_t length = strcspn(words, ";");

        if (length == wanted && strncmp(words, text, length) == 0)
            return 1;
        words += length + (words[length] == ';');
    }
    return 0;
}

/* Let names answer to each word of a `;` list. */
static void add_words(lt_names *names, const char *words)
{
    while (*words != '\0') {
        size_t length = strcspn(words, ";");
        char word[LT_WORD_BYTES];

        if (length < sizeof(word)) {
            memcpy(word, words, length);
            word[length] = '\0';
            (void)lt_names_add(names, LT_NAME_ID, word, 0, NULL);
        }
        words += length + (words[length] == ';');
    }
}

void lt_word_nearest(char *word, const char *words, const char *text)
{
    lt_names *names = lt_names_new();
    const char *nearest = NULL;

    word[0] = '\0';
    if (names == NULL)
        return;
    add_words(names, words);
    nearest = lt_names_nearest(names, text);
    if (nearest != NULL)
        (void)snprintf(word, LT_WORD_BYTES, "%s", nearest);
    lt_names_free(names);
}

/* The known option nearest to what was typed, "" where none is near. */
static void nearest_option(char *word, const char *text)
{
    char words[LT_OPTION_COUNT * LT_WORD_BYTES] = "";
    size_t length = 0;

    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        size_t bytes = strlen(lt_options[i].name);

        memcpy(words + length, lt_options[i].name, bytes);
        length += bytes;
        words[length++] = ';';
    }
    words[length] = '\0';
    lt_word_nearest(word, words, text);
}

/* What one parse works on. */
typedef struct reader {
    lt_arguments *out;
    char **argv;
    int argc;
    int next; /* Argument to be read next. */
    lt_lang lang;
    lt_error *err;
} reader;

static lt_status refuse_option(const reader *from, const char *typed,
                               const char *name)
{
    char near[LT_WORD_BYTES];

    nearest_option(near, name);
    if (near[0] != '\0')
        return lt_fail_say(from->err, LT_ERR_INVALID, from->lang,
                           (lt_phrase){"没有选项“{1}”；是否指 --{2}？",
                                       "there is no option '{1}'; did you mean "
                                       "--{2}?"},
                           typed, near, NULL);
    return lt_fail_say(
        from->err, LT_ERR_INVALID, from->lang,
        (lt_phrase){"没有选项“{1}”；见 liantu --help",
                    "there is no option '{1}'; see liantu --help"},
        typed, NULL, NULL);
}

static lt_status refuse_word(const reader *from, const lt_option *option,
                             const char *value)
{
    char near[LT_WORD_BYTES];

    lt_word_nearest(near, option->words, value);
    if (near[0] != '\0')
        return lt_fail_say(from->err, LT_ERR_INVALID, from->lang,
                           (lt_phrase){"--{1} 不能是“{2}”；是否指 {3}？",
                                       "--{1} cannot be '{2}'; did you mean "
                                       "{3}?"},
                           option->name, value, near);
    return lt_fail_say(from->err, LT_ERR_INVALID, from->lang,
                       (lt_phrase){"--{1} 不能是“{2}”；可用的值：{3}",
                                   "--{1} cannot be '{2}'; it is one of: {3}"},
                       option->name, value, option->words);
}

/* Keep one option; `value` NULL where none stands in the same argument. */
static lt_status take_option(reader *from, lt_option_id id, const char *value)
{
    const lt_option *option = &lt_options[id];

    if (option->argument == NULL && value != NULL)
        return lt_fail_say(from->err, LT_ERR_INVALID, from->lang,
                           (lt_phrase){"--{1} 不带值", "--{1} takes no value"},
                           option->name, NULL, NULL);
    if (option->argument != NULL && value == NULL) {
        if (from->next == from->argc)
            return lt_fail_say(
                from->err, LT_ERR_INVALID, from->lang,
                (lt_phrase){"--{1} 之后要写 {2}", "--{1} needs a value: {2}"},
                option->name, option->argument, NULL);
        value = from->argv[from->next++];
    }
    if (value != NULL && option->words != NULL &&
        !lt_word_listed(option->words, value))
        return refuse_word(from, option, value);
    from->out->given[from->out->given_count++] =
        (lt_given){id, value == NULL ? "" : value};
    return LT_OK;
}

/* --name or --name=value. */
static lt_status take_long(reader *from, const char *typed)
{
    const char *name = typed + 2;
    size_t length = strcspn(name, "=");
    char plain[LT_WORD_BYTES];

    for (size_t i = 0; i < LT_OPTION_COUNT; i++)
        if (strlen(lt_options[i].name) == length &&
            strncmp(lt_options[i].name, name, length) == 0)
            return take_option(from, (lt_option_id)i,
                               name[length] == '=' ? name + length + 1 : NULL);
    if (length >= sizeof(plain))
        length = sizeof(plain) - 1;
    memcpy(plain, name, length);
    plain[length] = '\0';
    return refuse_option(from, typed, plain);
}

/* -q, -qv, -o FILE, -oFILE. */
static lt_status take_short(reader *from, const char *typed)
{
    for (const char *letter = typed + 1; *letter != '\0'; letter++) {
        size_t i = 0;
        lt_status status = LT_OK;

        while (i < LT_OPTION_COUNT && lt_options[i].letter != *letter)
            i++;
        if (i == LT_OPTION_COUNT)
            return refuse_option(from, typed, typed + 1);
        if (lt_options[i].argument != NULL)
            return take_option(from, (lt_option_id)i,
                               letter[1] != '\0' ? letter + 1 : NULL);
        status = take_option(from, (lt_option_id)i, NULL);
        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}

/* Room for every argument; -qvqv… holds an option a letter. */
static lt_status make_room(lt_arguments *out, int argc, char **argv,
                           lt_error *err)
{
    size_t room = 0;

    for (int i = 1; i < argc; i++)
        room += argv[i][0] == '-' ? strlen(argv[i]) : 1;
    out->operands = lt_alloc_array((size_t)argc, sizeof(*out->operands));
    out->given = lt_alloc_array(room, sizeof(*out->given));
    if (out->operands != NULL && out->given != NULL)
        return LT_OK;
    lt_arguments_clear(out);
    return lt_fail_memory(err, "arguments");
}

lt_status lt_arguments_parse(lt_arguments *out, int argc, char **argv,
                             lt_lang lang, lt_error *err)
{
    reader from = {out, argv, argc, 1, lang, err};
    int ended = 0;
    lt_status status = LT_OK;

    *out = LT_ARGUMENTS_EMPTY;
    status = make_room(out, argc, argv, err);
    if (out->operands == NULL)
        return status;
    while (status == LT_OK && from.next < argc) {
        const char *typed = argv[from.next++];

        if (ended || typed[0] != '-' || typed[1] == '\0')
            out->operands[out->operand_count++] = typed;
        else if (strcmp(typed, "--") == 0)
            ended = 1;
        else if (typed[1] == '-')
            status = take_long(&from, typed);
        else
            status = take_short(&from, typed);
    }
    if (status != LT_OK)
        lt_arguments_clear(out);
    return status;
}

void lt_arguments_clear(lt_arguments *arguments)
{
    free(arguments->given);
    free(arguments->operands);
    *arguments = LT_ARGUMENTS_EMPTY;
}

const char *lt_option_value(const lt_arguments *arguments, lt_option_id id)
{
    for (size_t i = arguments->given_count; i > 0; i--)
        if (arguments->given[i - 1].id == id)
            return arguments->given[i - 1].value;
    return NULL;
}

/* The value of --lang, read before anything can be complained about. */
static const char *lang_option(int argc, char **argv)
{
    const char *found = NULL;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            found = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            found = argv[++i];
    }
    return found;
}

lt_lang lt_lang_wanted(int argc, char **argv)
{
    static const char *const variables[] = {"LIANTU_LANG", "LC_ALL",
                                            "LC_MESSAGES", "LANG"};
    const char *found = lang_option(argc, argv);

    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
        if (found == NULL || found[0] == '\0')
            found = getenv(variables[i]);
    return found != NULL && strncmp(found, "en", 2) == 0 ? LT_EN : LT_ZH;
}

int lt_whole_parse(unsigned long long *out, const char *text,
                   unsigned long long least, unsigned long long most)
{
    unsigned long long number = 0;

    if (*text == '\0')
        return 0;
    for (; *text != '\0'; text++) {
        unsigned digit = (unsigned)(unsigned char)*text - '0';

        if (digit > 9 || digit > most || number > (most - digit) / 10)
            return 0;
        number = number * 10 + digit;
    }
    *out = number;
    return number >= least;
}
