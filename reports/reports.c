#include "reports/report.h"

#include "reports/writers.h"

#include <string.h>

const lt_report lt_reports[] = {
    {"csv",
     {"逗号分隔表格（RFC 4180）", "comma-separated values (RFC 4180)"},
     ".csv",
     LT_HOLDS_TABLES,
     lt_write_csv},
    {"dot",
     {"Graphviz 图描述", "a Graphviz drawing"},
     ".dot;.gv",
     LT_HOLDS_CHART,
     lt_write_dot},
    {"graphml",
     {"GraphML 图数据（Gephi、yEd、Cytoscape）",
      "GraphML, for Gephi, yEd and Cytoscape"},
     ".graphml",
     LT_HOLDS_CHART,
     lt_write_graphml},
    {"json",
     {"完整结果，供程序读取", "the whole answer, for programs"},
     ".json",
     LT_HOLDS_TABLES | LT_HOLDS_CHART,
     lt_write_json},
    {"jsonl",
     {"每行一条 JSON 记录", "one JSON record a line"},
     ".jsonl;.ndjson",
     LT_HOLDS_TABLES,
     lt_write_jsonl},
    {"md",
     {"Markdown 文档", "a Markdown document"},
     ".md;.markdown",
     LT_HOLDS_TABLES,
     lt_write_markdown},
    {"svg",
     {"产业链图谱，可打印", "the drawn chain map, for print"},
     ".svg",
     LT_HOLDS_CHART,
     lt_write_svg},
    {"text",
     {"终端文本，按显示宽度对齐", "plain text, aligned for a terminal"},
     ".txt",
     LT_HOLDS_TABLES,
     lt_write_text},
    {"tsv",
     {"制表符分隔表格", "tab-separated values"},
     ".tsv;.tab",
     LT_HOLDS_TABLES,
     lt_write_tsv},
    {NULL, {NULL, NULL}, NULL, 0, NULL},
};

const lt_report *lt_report_find(const char *name)
{
    for (const lt_report *r = lt_reports; r->name != NULL; r++)
        if (strcmp(r->name, name) == 0)
            return r;
    return NULL;
}

/* ASCII letters are equal in either case, so that X.JSON is found. */
static int same_letter(char a, char b)
{
    if (a >= 'A' && a <= 'Z')
        a = (char)(a - 'A' + 'a');
    return a == b;
}

/* 1 when @p path ends in the @p length bytes at @p suffix (lower case). */
static int ends_in(const char *path, const char *suffix, size_t length)
{
    size_t path_length = strlen(path);

    if (path_length < length)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (!same_letter(path[path_length - length + i], suffix[i]))
            return 0;
    return 1;
}

const lt_report *lt_report_for(const char *path)
{
    for (const lt_report *r = lt_reports; r->name != NULL; r++) {
        const char *suffix = r->suffixes;

        while (*suffix != '\0') {
            size_t length = strcspn(suffix, ";");

            if (length > 0 && ends_in(path, suffix, length))
                return r;
            suffix += length + (suffix[length] == ';');
        }
    }
    return NULL;
}
