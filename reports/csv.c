/*
 * Comma- and tab-separated values. One table: a header line, then a line a
 * row. Several: each begins with a line "# title", and a blank line parts it
 * from the one before. Every column is written unless columns are chosen.
 */
#include "reports/format.h"
#include "reports/writers.h"

#include <string.h>

/* Where cells go and how. */
typedef struct sheet {
    FILE *output;
    const lt_report_options *options;
    lt_lang lang;
    char separator;
    lt_arena scratch; /* Texts of nested cells, emptied after every row. */
} sheet;

/* 1 when a spreadsheet would take @p text for a formula (OWASP, CSV
 * injection): also in full width, as Chinese input methods type them. */
static int looks_like_formula(const char *text)
{
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                         "\n", "＝", "＋", "－", "＠"};

    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return 1;
    return 0;
}

/* RFC 4180: @p mark and @p text in quotes, quotes doubled. */
static void put_quoted(FILE *output, const char *mark, const char *text)
{
    fprintf(output, "\"%s", mark);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', output);
        fputc(*text, output);
    }
    fputc('"', output);
}

/* Tab-separated text has no quotes: what would part cells becomes a space. */
static void put_spaced(FILE *output, const char *mark, const char *text)
{
    fputs(mark, output);
    for (; *text != '\0'; text++)
        fputc(strchr("\t\r\n", *text) != NULL ? ' ' : *text, output);
}

static void put_text(const sheet *to, const char *text)
{
    const char *mark =
        to->options->excel_safe && looks_like_formula(text) ? "'" : "";

    if (to->separator == '\t')
        put_spaced(to->output, mark, text);
    else if (strpbrk(text, ",\"\r\n") != NULL)
        put_quoted(to->output, mark, text);
    else
        fprintf(to->output, "%s%s", mark, text);
}

static void end_line(const sheet *to)
{
    fputs(to->options->crlf ? "\r\n" : "\n", to->output);
}

static lt_status put_cell(sheet *to, const lt_value *value, lt_error *err)
{
    char number[LT_NUMBER_BYTES];
    const char *text = NULL;

    switch (value->kind) {
    case LT_VALUE_NONE:
        return LT_OK;
    case LT_VALUE_NUMBER:
        lt_number_text(number, value->number);
        fputs(number, to->output);
        return LT_OK;
    case LT_VALUE_TEXT:
        put_text(to, value->text);
        return LT_OK;
    case LT_VALUE_TRUTH:
    case LT_VALUE_LIST:
    case LT_VALUE_RECORD:
        break;
    }
    text = lt_value_flat(&to->scratch, value, to->lang);
    if (text == NULL)
        return lt_fail_memory(err, "cell");
    put_text(to, text);
    return LT_OK;
}

/* A line that is a single blank cell would read as no line at all. */
static int blank_alone(const lt_choice *chosen, const lt_value *value)
{
    return chosen->count == 1 &&
           (value->kind == LT_VALUE_NONE ||
            (value->kind == LT_VALUE_TEXT && value->text[0] == '\0'));
}

static lt_status put_row(sheet *to, const lt_table *table,
                         const lt_choice *chosen, uint32_t row, lt_error *err)
{
    lt_status status = LT_OK;

    for (uint32_t c = 0; c < chosen->count; c++) {
        const lt_value *value = lt_table_cell(table, row, chosen->index[c]);

        if (c > 0)
            fputc(to->separator, to->output);
        if (to->separator == ',' && blank_alone(chosen, value))
            fputs("\"\"", to->output);
        else
            LT_TRY(put_cell(to, value, err));
    }
    end_line(to);
cleanup:
    lt_arena_clear(&to->scratch);
    return status;
}

static lt_status put_table(sheet *to, const lt_table *table, lt_error *err)
{
    lt_choice chosen = LT_CHOICE_EMPTY;
    lt_status status = LT_OK;

    LT_TRY(lt_choice_new(&chosen, table, to->options, LT_FULL, err));
    for (uint32_t c = 0; c < chosen.count; c++) {
        if (c > 0)
            fputc(to->separator, to->output);
        put_text(to, table->columns[chosen.index[c]].name);
    }
    end_line(to);
    for (uint32_t row = 0; row < table->row_count; row++)
        LT_TRY(put_row(to, table, &chosen, row, err));
cleanup:
    lt_choice_clear(&chosen);
    return status;
}

/* The line that tells one of several tables from the next. */
static lt_status put_title(sheet *to, const lt_section *section, lt_error *err)
{
    char *line =
        lt_arena_format(&to->scratch, "# %s",
                        section->title != NULL ? section->title : section->key);

    if (line == NULL)
        return lt_fail_memory(err, "title");
    put_text(to, line);
    end_line(to);
    return LT_OK;
}

static lt_status write_separated(sheet *to, const lt_answer *answer,
                                 lt_error *err)
{
    uint32_t written = 0;
    const int several = lt_answer_table_count(answer) > 1;
    lt_status status = LT_OK;

    if (to->options->bom)
        fputs("\xEF\xBB\xBF", to->output);
    for (uint32_t s = 0; s < answer->section_count; s++) {
        const lt_section *section = &answer->sections[s];

        if (!lt_section_has_table(section))
            continue;
        if (written++ > 0)
            end_line(to);
        if (several)
            LT_TRY(put_title(to, section, err));
        LT_TRY(put_table(to, &section->table, err));
    }
    LT_TRY(lt_output_finish(to->output, err));
cleanup:
    lt_arena_clear(&to->scratch);
    return status;
}

lt_status lt_write_csv(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err)
{
    sheet to = {output, options, answer->lang, ',', LT_ARENA_EMPTY};

    return write_separated(&to, answer, err);
}

lt_status lt_write_tsv(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err)
{
    sheet to = {output, options, answer->lang, '\t', LT_ARENA_EMPTY};

    return write_separated(&to, answer, err);
}
