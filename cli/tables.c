#include "cli/tables.h"

#include "cli/table_view.h"
#include "graph/table.h"
#include "reports/json_value.h"

#include <string.h>

/* 1 when a spreadsheet would take the text for a formula. */
static int looks_like_formula(const char *text)
{
    double number = 0.0;

    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL &&
           !lt_number_parse(&number, text, strlen(text));
}

/* RFC 4180: quoted where a reader would part it. Tab-separated text has no
 * quotes: what would part cells becomes a blank. */
static void put_cell(FILE *output, const char *text, lt_table_style style)
{
    const char *mark = style.excel_safe && looks_like_formula(text) ? "'" : "";

    if (style.separator == '\t') {
        (void)fputs(mark, output);
        for (; *text != '\0'; text++)
            (void)fputc(strchr("\t\r\n", *text) != NULL ? ' ' : *text, output);
    } else if (strpbrk(text, ",\"\r\n") == NULL) {
        (void)fputs(mark, output);
        (void)fputs(text, output);
    } else {
        (void)fprintf(output, "\"%s", mark);
        for (; *text != '\0'; text++) {
            if (*text == '"')
                (void)fputc('"', output);
            (void)fputc(*text, output);
        }
        (void)fputc('"', output);
    }
}

static void put_header(FILE *output, const lt_table_view *from,
                       lt_table_style style)
{
    for (uint32_t c = 0; c < from->count; c++) {
        if (c > 0)
            (void)fputc(style.separator, output);
        put_cell(output, lt_table_view_name(from, c), style);
    }
    (void)fputs(style.crlf ? "\r\n" : "\n", output);
}

static void put_row(FILE *output, const lt_table_view *from, uint32_t row,
                    lt_table_style style)
{
    char number[LT_NUMBER_BYTES];

    for (uint32_t c = 0; c < from->count; c++) {
        if (c > 0)
            (void)fputc(style.separator, output);
        put_cell(output, lt_table_view_text(from, row, c, number), style);
    }
    (void)fputs(style.crlf ? "\r\n" : "\n", output);
}

lt_status lt_table_write(FILE *output, const lt_facts *facts, lt_fact fact,
                         lt_table_style style, lt_error *err)
{
    lt_table_view from;
    lt_status status = lt_table_view_open(&from, facts, fact, err);

    if (status == LT_OK) {
        if (style.bom)
            (void)fputs("\xEF\xBB\xBF", output);
        put_header(output, &from, style);
    }
    for (uint32_t row = 0; status == LT_OK && row < from.rows->count; row++) {
        if (lt_table_view_keeps(&from, row))
            put_row(output, &from, row, style);
        status = lt_table_view_goes_on(row, err);
    }
    lt_table_view_close(&from);
    return status;
}

uint32_t lt_tables_filled(const lt_facts *facts)
{
    uint32_t count = 0;

    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        count += facts->tables[fact].count > 0;
    return count;
}

lt_status lt_tables_write_folder(const lt_folder *folder, const lt_facts *facts,
                                 lt_table_style style, lt_error *err)
{
    lt_status status = LT_OK;

    for (int fact = 0; status == LT_OK && fact < LT_FACT_COUNT; fact++) {
        FILE *output = NULL;
        char name[64];

        if (!lt_table_view_exists(facts, (lt_fact)fact))
            continue;
        (void)snprintf(name, sizeof(name), "%s.csv", lt_fact_specs[fact].name);
        status = lt_folder_begin(&output, folder, name, err);
        if (status != LT_OK)
            break;
        status = lt_table_write(output, facts, (lt_fact)fact, style, err);
        status = lt_folder_end(output, folder, status, err);
    }
    return status;
}

/* The members of a row; `begun` members stand before them. */
static void put_members(FILE *output, const lt_table_view *from, uint32_t row,
                        uint32_t begun)
{
    char number[LT_NUMBER_BYTES];

    for (uint32_t c = 0; c < from->count; c++) {
        const double *numbers = lt_table_view_numbers(from, c);
        const char *text = NULL;

        lt_json_name(output, lt_table_view_name(from, c), begun++);
        if (numbers != NULL) {
            lt_json_number(output, numbers[row]);
            continue;
        }
        text = lt_table_view_text(from, row, c, number);
        lt_json_text(output, text[0] == '\0' ? NULL : text);
    }
}

static lt_status put_objects(FILE *output, const lt_facts *facts, lt_fact fact,
                             int lines, lt_error *err)
{
    lt_table_view from;
    lt_status status = lt_table_view_open(&from, facts, fact, err);
    const char *before = "\n";

    for (uint32_t row = 0; status == LT_OK && row < from.rows->count; row++) {
        status = lt_table_view_goes_on(row, err);
        if (!lt_table_view_keeps(&from, row))
            continue;
        (void)fputs(lines ? "{" : before, output);
        if (lines) {
            lt_json_name(output, "table", 0);
            lt_json_text(output, from.spec->name);
        } else {
            (void)fputc('{', output);
        }
        put_members(output, &from, row, (uint32_t)lines);
        (void)fputs(lines ? "}\n" : "}", output);
        before = ",\n";
    }
    lt_table_view_close(&from);
    return status;
}

lt_status lt_tables_write_json(FILE *output, const lt_facts *facts,
                               lt_error *err)
{
    const char *before = "\n";
    lt_status status = LT_OK;

    (void)fputs("{\"schema_version\":1,\n\"command\":\"convert\",\n"
                "\"scope\":{},\n\"tables\":{",
                output);
    for (int fact = 0; status == LT_OK && fact < LT_FACT_COUNT; fact++) {
        if (!lt_table_view_exists(facts, (lt_fact)fact))
            continue;
        (void)fputs(before, output);
        before = ",\n";
        lt_json_name(output, lt_fact_specs[fact].name, 0);
        (void)fputc('[', output);
        status = put_objects(output, facts, (lt_fact)fact, 0, err);
        (void)fputs(facts->tables[fact].count > 0 ? "\n]" : "]", output);
    }
    (void)fputs("\n},\n\"rows\":[],\n\"notes\":[],\n\"caveats\":[],\n"
                "\"sources\":{}\n}\n",
                output);
    return status;
}

lt_status lt_tables_write_jsonl(FILE *output, const lt_facts *facts,
                                lt_error *err)
{
    lt_status status = LT_OK;

    for (int fact = 0; status == LT_OK && fact < LT_FACT_COUNT; fact++)
        status = put_objects(output, facts, (lt_fact)fact, 1, err);
    return status;
}
