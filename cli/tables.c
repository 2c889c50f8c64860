#include "cli/tables.h"

#include "graph/alloc.h"
#include "graph/table.h"
#include "reports/json_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows between two looks for a signal. */
enum { ROWS_A_LOOK = 65536 };

/* One table on its way out. */
typedef struct sheet {
    const lt_facts *facts;
    const lt_fact_rows *rows;
    const lt_fact_spec *spec;
    lt_fact fact;
    uint32_t columns[LT_FACT_COLUMNS_MAX]; /* Those written. */
    uint32_t column_count;
    uint8_t *merged; /* symbol → 1 once its row is written; NULL: none merge. */
} sheet;

/* 1 when a source has the column, or a table cannot do without it. */
static int has_column(const lt_fact_rows *rows, const lt_fact_spec *spec,
                      uint32_t column)
{
    if (spec->columns[column].required || rows->text[column] != NULL ||
        rows->number[column] != NULL)
        return 1;
    for (uint32_t s = 0; s < rows->segment_count; s++)
        if (rows->segments[s].field[column] != 0)
            return 1;
    return 0;
}

static lt_status open_sheet(sheet *out, const lt_facts *facts, lt_fact fact,
                            lt_error *err)
{
    memset(out, 0, sizeof(*out));
    out->facts = facts;
    out->fact = fact;
    out->rows = &facts->tables[fact];
    out->spec = &lt_fact_specs[fact];
    for (uint32_t c = 0; c < out->spec->column_count; c++)
        if (has_column(out->rows, out->spec, c))
            out->columns[out->column_count++] = c;
    /* Only rows of several sources can have merged. */
    if (out->spec->entity && out->rows->segment_count > 1) {
        out->merged = lt_alloc_array(lt_pool_count(facts->pool), 1);
        if (out->merged == NULL)
            return lt_fail_memory(err, "rows");
    }
    return LT_OK;
}

/* 0 for a row that merged into an earlier one of its id. */
static int is_kept(sheet *from, uint32_t row)
{
    lt_symbol id = 0;

    if (from->merged == NULL || from->rows->text[0] == NULL)
        return 1;
    id = from->rows->text[0][row];
    if (id != 0 && from->merged[id])
        return 0;
    from->merged[id] = 1;
    return 1;
}

/* Text of a cell; numbers are written to `number`. */
static const char *cell_text(const sheet *from, uint32_t row, uint32_t column,
                             char *number)
{
    double value = 0.0;

    if (from->rows->number[column] == NULL)
        return lt_facts_text(from->facts, from->fact, row, column);
    value = from->rows->number[column][row];
    number[0] = '\0';
    if (!isnan(value))
        lt_number_text(number, value);
    return number;
}

static const char *extra_text(const sheet *from, uint32_t row, uint32_t extra)
{
    return lt_pool_text(from->facts->pool,
                        from->rows->extras[extra].cells[row]);
}

static const char *extra_name(const sheet *from, uint32_t extra)
{
    return lt_pool_text(from->facts->pool, from->rows->extras[extra].name);
}

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

static void put_header(FILE *output, const sheet *from, lt_table_style style)
{
    for (uint32_t c = 0; c < from->column_count; c++) {
        if (c > 0)
            (void)fputc(style.separator, output);
        put_cell(output, from->spec->columns[from->columns[c]].name, style);
    }
    for (uint32_t e = 0; e < from->rows->extra_count; e++) {
        (void)fputc(style.separator, output);
        put_cell(output, extra_name(from, e), style);
    }
    (void)fputs(style.crlf ? "\r\n" : "\n", output);
}

static void put_row(FILE *output, const sheet *from, uint32_t row,
                    lt_table_style style)
{
    char number[LT_NUMBER_BYTES];

    for (uint32_t c = 0; c < from->column_count; c++) {
        if (c > 0)
            (void)fputc(style.separator, output);
        put_cell(output, cell_text(from, row, from->columns[c], number), style);
    }
    for (uint32_t e = 0; e < from->rows->extra_count; e++) {
        (void)fputc(style.separator, output);
        put_cell(output, extra_text(from, row, e), style);
    }
    (void)fputs(style.crlf ? "\r\n" : "\n", output);
}

/* LT_ERR_IO, without a message, when a signal asks to stop. */
static lt_status look_for_signal(uint32_t row, lt_error *err)
{
    if (row % ROWS_A_LOOK != 0 || !lt_interrupted())
        return LT_OK;
    return lt_fail(err, LT_ERR_IO, "%s", "");
}

lt_status lt_table_write(FILE *output, const lt_facts *facts, lt_fact fact,
                         lt_table_style style, lt_error *err)
{
    sheet from;
    lt_status status = open_sheet(&from, facts, fact, err);

    if (status == LT_OK) {
        if (style.bom)
            (void)fputs("\xEF\xBB\xBF", output);
        put_header(output, &from, style);
    }
    for (uint32_t row = 0; status == LT_OK && row < from.rows->count; row++) {
        if (is_kept(&from, row))
            put_row(output, &from, row, style);
        status = look_for_signal(row, err);
    }
    free(from.merged);
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

        if (facts->tables[fact].segment_count == 0)
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
static void put_members(FILE *output, const sheet *from, uint32_t row,
                        uint32_t begun)
{
    for (uint32_t c = 0; c < from->column_count; c++) {
        const uint32_t column = from->columns[c];
        const char *text = NULL;

        lt_json_name(output, from->spec->columns[column].name, begun++);
        if (from->rows->number[column] != NULL) {
            lt_json_number(output, from->rows->number[column][row]);
            continue;
        }
        text = lt_facts_text(from->facts, from->fact, row, column);
        lt_json_text(output, text[0] == '\0' ? NULL : text);
    }
    for (uint32_t e = 0; e < from->rows->extra_count; e++) {
        const char *text = extra_text(from, row, e);

        lt_json_name(output, extra_name(from, e), begun++);
        lt_json_text(output, text[0] == '\0' ? NULL : text);
    }
}

static lt_status put_objects(FILE *output, const lt_facts *facts, lt_fact fact,
                             int lines, lt_error *err)
{
    sheet from;
    lt_status status = open_sheet(&from, facts, fact, err);
    const char *before = "\n";

    for (uint32_t row = 0; status == LT_OK && row < from.rows->count; row++) {
        status = look_for_signal(row, err);
        if (!is_kept(&from, row))
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
    free(from.merged);
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
        if (facts->tables[fact].segment_count == 0)
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
