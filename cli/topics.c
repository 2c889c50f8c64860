#include "cli/topics.h"

#include "cli/messages.h"
#include "cli/sql_schema.h"
#include "cli/stores.h"
#include "graph/codes.h"
#include "graph/facts.h"
#include "graph/rules.h"
#include "graph/table.h"
#include "graph/units.h"
#include "importers/importer.h"
#include "reports/report.h"

#include <string.h>

static void print_codes(FILE *stream, lt_lang lang)
{
    for (size_t i = 0; i < LT_CODE_COUNT; i++)
        (void)fprintf(stream, "%s  %s\n", lt_code_table[i].name,
                      lt_say(lang, lt_code_table[i].explanation));
}

static void print_formats(FILE *stream, lt_lang lang)
{
    (void)fputs(lang == LT_ZH ? "读取（--from）:\n" : "read (--from):\n",
                stream);
    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        (void)fprintf(stream, "  %-10s %-24s %s\n", i->name, i->suffixes,
                      lt_say(lang, i->summary));
    (void)fputs(lang == LT_ZH ? "\n写出（--format，或 -o 文件的后缀）:\n"
                              : "\nwritten (--format, or the suffix of -o):\n",
                stream);
    for (const lt_report *r = lt_reports; r->name != NULL; r++)
        (void)fprintf(stream, "  %-10s %-24s %s\n", r->name, r->suffixes,
                      lt_say(lang, r->summary));
    for (const lt_store *s = lt_stores; s->name != NULL; s++)
        (void)fprintf(stream, "  %-10s %-24s %s\n", s->name, s->suffixes,
                      lt_say(lang, s->summary));
}

/* The rules as a file that --rules reads. */
static void print_rules(FILE *stream, lt_lang lang)
{
    (void)fputs(lang == LT_ZH ? "# 存为文件，修改后用 --rules 文件 读取；"
                                "只改一项可用 --rule 名称=数值\n"
                              : "# Save, edit and read it with --rules FILE; "
                                "for one rule use --rule NAME=VALUE\n",
                stream);
    for (const lt_rule_spec *spec = lt_rule_specs; spec->name != NULL; spec++) {
        char number[LT_NUMBER_BYTES];

        lt_number_text(number, spec->value);
        (void)fprintf(stream, "\n# %s\n%s = %s\n", lt_say(lang, spec->meaning),
                      spec->name, number);
    }
}

/* A `;` list with other separators between. */
static void print_list(FILE *stream, const char *list, const char *between)
{
    for (; *list != '\0'; list++)
        if (*list == ';')
            (void)fputs(between, stream);
        else
            (void)fputc(*list, stream);
}

static void print_column(FILE *stream, const lt_column_spec *column,
                         lt_lang lang)
{
    (void)fprintf(stream, "  %s%s", column->name, column->required ? "*" : "");
    if (column->headers != NULL && column->headers[0] != '\0') {
        (void)fputs(" (", stream);
        print_list(stream, column->headers, ", ");
        (void)fputs(")", stream);
    }
    (void)fprintf(stream, ": %s\n", lt_say(lang, column->meaning));
    if (column->choices != NULL) {
        (void)fputs("      ", stream);
        print_list(stream, column->choices, "; ");
        (void)fputs("\n", stream);
    }
}

static void print_tables(FILE *stream, lt_lang lang)
{
    (void)fputs(
        lang == LT_ZH
            ? "* 为必需的列。文件名为表名，中英文均可。多个值用 ; 分隔。\n"
            : "* marks required columns. Name files after tables, in "
              "English or Chinese. ; parts several values.\n",
        stream);
    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        const lt_fact_spec *spec = &lt_fact_specs[fact];

        (void)fprintf(stream, "\n%s (", spec->name);
        print_list(stream, spec->names, ", ");
        (void)fprintf(stream, "): %s\n", lt_say(lang, spec->meaning));
        for (uint32_t c = 0; c < spec->column_count; c++)
            print_column(stream, &spec->columns[c], lang);
    }
}

static const char *dimension_name(uint16_t dimension, lt_lang lang)
{
    static const lt_phrase names[] = {
        [LT_DIMENSION_NONE] = {"无", "none"},
        [LT_DIMENSION_MASS] = {"质量（吨）", "mass (t)"},
        [LT_DIMENSION_LENGTH] = {"长度（米）", "length (m)"},
        [LT_DIMENSION_AREA] = {"面积（平方米）", "area (m²)"},
        [LT_DIMENSION_VOLUME] = {"体积（立方米）", "volume (m³)"},
        [LT_DIMENSION_ENERGY] = {"能量（千瓦时）", "energy (kWh)"},
        [LT_DIMENSION_POWER] = {"功率（千瓦）", "power (kW)"},
        [LT_DIMENSION_MONEY] = {"金额（元）", "money (yuan)"},
        [LT_DIMENSION_SHARE] = {"比例", "share"},
    };

    return dimension < LT_DIMENSION_COUNT_FIRST
               ? lt_say(lang, names[dimension])
               : lt_say(lang, (lt_phrase){"计件，不同量词不能相加",
                                          "counted; words are never mixed"});
}

static void print_units(FILE *stream, lt_lang lang)
{
    (void)fputs(lang == LT_ZH ? "单位    等于多少基本单位    量纲\n"
                              : "unit    base units in one    dimension\n",
                stream);
    for (const lt_unit_entry *unit = lt_units; unit->name != NULL; unit++) {
        char number[LT_NUMBER_BYTES];

        lt_number_text(number, unit->factor);
        (void)fprintf(stream, "%s\t%s\t%s\n", unit->name, number,
                      dimension_name(unit->dimension, lang));
    }
}

const lt_topic lt_topics[] = {
    {"codes", {"每个错误代码", "every error code"}, print_codes},
    {"formats", {"能读写的格式", "formats read and written"}, print_formats},
    {"rules",
     {"阈值与权重，可存为文件修改", "thresholds and weights, a file to edit"},
     print_rules},
    {"sql",
     {"数据表的 SQL 定义，PostgreSQL 与 SQLite",
      "the tables in SQL, for PostgreSQL and SQLite"},
     lt_sql_print},
    {"tables", {"数据表及其列", "the tables and their columns"}, print_tables},
    {"units", {"单位", "units"}, print_units},
    {NULL, {NULL, NULL}, NULL},
};

/* Capital form of an ASCII letter. */
static char capital(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        letter = (char)(letter - 'a' + 'A');
    return letter;
}

int lt_print_code(FILE *stream, const char *name, lt_lang lang)
{
    static const lt_phrase severities[LT_SEVERITY_COUNT] = {
        [LT_NOTE] = {"提示", "note"},
        [LT_WARNING] = {"警告", "warning"},
        [LT_ERROR] = {"错误", "error"}};
    const lt_code_info *info = NULL;
    char code[8] = "";

    if (strlen(name) >= sizeof(code))
        return 0;
    for (size_t i = 0; name[i] != '\0'; i++)
        code[i] = capital(name[i]);
    info = lt_code_find(code);
    if (info == NULL)
        return 0;
    (void)fprintf(stream, "%s (%s): ", info->name,
                  lt_say(lang, severities[info->severity]));
    lt_print_filled(stream, lt_say(lang, info->message), "…", "…", "…");
    (void)fputc('\n', stream);
    (void)fprintf(stream, "%s\n", lt_say(lang, info->explanation));
    if (lt_say(lang, info->hint)[0] != '\0') {
        (void)fputs("-> ", stream);
        lt_print_filled(stream, lt_say(lang, info->hint), "…", "…", "…");
        (void)fputc('\n', stream);
    }
    return 1;
}
