/*
 * Markdown as GitHub reads it: caveats as a quotation, a section under every
 * title, numbers to the right of their columns.
 */
#include "reports/format.h"
#include "reports/width.h"
#include "reports/writers.h"

#include <string.h>

/* What a character that means something becomes; NULL: itself. */
static const char *escaped(uint32_t code)
{
    switch (code) {
    case '\n':
        return "<br>";
    case '\r':
    case '\t':
        return " ";
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\\':
        return "\\\\";
    case '|':
        return "\\|";
    case '#':
        return "\\#";
    case '`':
        return "\\`";
    case '*':
        return "\\*";
    case '_':
        return "\\_";
    case '~':
        return "\\~";
    case '[':
        return "\\[";
    case ']':
        return "\\]";
    case 0xFFFD:
        return LT_REPLACEMENT;
    default:
        return code < 0x20 || code == 0x7F ? LT_REPLACEMENT : NULL;
    }
}

/* A text inside a line. */
static void put_text(FILE *output, const char *text)
{
    uint32_t code = 0;

    for (size_t length = lt_code_next(text, &code); length > 0;
         length = lt_code_next(text, &code)) {
        const char *form = escaped(code);

        if (form != NULL)
            fputs(form, output);
        else
            fwrite(text, 1, length, output);
        text += length;
    }
}

/* A text at the beginning of a line, where -, + and 1. would open a list and
 * spaces a quotation of code. */
static void put_line(FILE *output, const char *text)
{
    size_t digits = 0;

    text += strspn(text, " \t\r\n");
    digits = strspn(text, "0123456789");
    if (text[0] == '-' || text[0] == '+' || text[0] == '=')
        fputc('\\', output);
    else if (digits > 0 && (text[digits] == '.' || text[digits] == ')')) {
        fwrite(text, 1, digits, output);
        fputc('\\', output);
        text += digits;
    }
    put_text(output, text);
    fputc('\n', output);
}

static void put_heading(FILE *output, const char *marks, const char *text)
{
    fprintf(output, "%s ", marks);
    put_text(output, text);
    fputs("\n\n", output);
}

/* A list under a title, each line behind @p quote. */
static void put_list(FILE *output, const char *quote, const char *const *texts,
                     uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        fprintf(output, "%s- ", quote);
        put_line(output, texts[i]);
    }
    fputc('\n', output);
}

static lt_status put_header(FILE *output, const lt_table *table,
                            const lt_choice *chosen, lt_lang lang,
                            lt_arena *scratch, lt_error *err)
{
    for (uint32_t c = 0; c < chosen->count; c++) {
        const lt_column *column = &table->columns[chosen->index[c]];
        const char *title = lt_column_show(scratch, column, lang);

        if (title == NULL)
            return lt_fail_memory(err, "header");
        fputs(c == 0 ? "| " : " | ", output);
        put_text(output, title);
    }
    fputs(" |\n|", output);
    for (uint32_t c = 0; c < chosen->count; c++)
        fputs(lt_column_numeric(table, chosen->index[c]) ? " ---: |" : " --- |",
              output);
    fputc('\n', output);
    return LT_OK;
}

static lt_status put_row(FILE *output, const lt_table *table,
                         const lt_choice *chosen, uint32_t row, lt_lang lang,
                         lt_error *err)
{
    lt_arena scratch = LT_ARENA_EMPTY;
    lt_status status = LT_OK;

    for (uint32_t c = 0; c < chosen->count; c++) {
        const uint32_t column = chosen->index[c];
        const char *text =
            lt_cell_show(&scratch, lt_table_cell(table, row, column),
                         table->columns[column].style, lang);

        if (text == NULL)
            LT_TRY(lt_fail_memory(err, "cell"));
        fputs(c == 0 ? "| " : " | ", output);
        put_text(output, text);
    }
    fputs(" |\n", output);
cleanup:
    lt_arena_clear(&scratch);
    return status;
}

static lt_status put_table(FILE *output, const lt_table *table,
                           const lt_report_options *options, lt_lang lang,
                           lt_error *err)
{
    lt_choice chosen = LT_CHOICE_EMPTY;
    lt_arena scratch = LT_ARENA_EMPTY;
    lt_status status = LT_OK;

    LT_TRY(lt_choice_new(&chosen, table, options, LT_BRIEF, err));
    LT_TRY(put_header(output, table, &chosen, lang, &scratch, err));
    for (uint32_t row = 0; row < table->row_count; row++)
        LT_TRY(put_row(output, table, &chosen, row, lang, err));
    if (table->row_count == 0)
        fprintf(output, "\n%s\n", lt_say(lang, lt_no_rows));
    fputc('\n', output);
cleanup:
    lt_arena_clear(&scratch);
    lt_choice_clear(&chosen);
    return status;
}

static void put_caveats(FILE *output, const lt_answer *answer)
{
    if (answer->caveat_count == 0)
        return;
    fprintf(output, "> **%s**\n>\n", lt_say(answer->lang, lt_caveats_title));
    put_list(output, "> ", answer->caveats, answer->caveat_count);
}

static void put_sources(FILE *output, const lt_answer *answer)
{
    if (answer->cited_count == 0)
        return;
    put_heading(output, "##", lt_say(answer->lang, lt_sources_title));
    for (uint32_t i = 0; i < answer->cited_count; i++) {
        const lt_cited *cited = &answer->cited[i];

        fputs("- \\[", output);
        put_text(output, cited->id);
        fputs("\\] ", output);
        put_text(output, cited->title != NULL ? cited->title : "");
        fputs(cited->number != NULL ? " " : "", output);
        put_text(output, cited->number != NULL ? cited->number : "");
        fputc('\n', output);
    }
    fputc('\n', output);
}

static lt_status put_section(FILE *output, const lt_answer *answer,
                             const lt_section *section,
                             const lt_report_options *options, lt_error *err)
{
    if (section->title != NULL)
        put_heading(output, "##", section->title);
    for (uint32_t p = 0; p < section->paragraph_count; p++) {
        put_line(output, section->paragraphs[p]);
        fputc('\n', output);
    }
    if (!lt_section_has_table(section))
        return LT_OK;
    return put_table(output, &section->table, options, answer->lang, err);
}

lt_status lt_write_markdown(FILE *output, const lt_answer *answer,
                            const lt_report_options *options, lt_error *err)
{
    lt_status status = LT_OK;

    if (answer->title != NULL)
        put_heading(output, "#", answer->title);
    put_caveats(output, answer);
    for (uint32_t s = 0; s < answer->section_count; s++)
        LT_TRY(put_section(output, answer, &answer->sections[s], options, err));
    if (answer->note_count > 0) {
        put_heading(output, "##", lt_say(answer->lang, lt_notes_title));
        put_list(output, "", answer->notes, answer->note_count);
    }
    put_sources(output, answer);
    LT_TRY(lt_output_finish(output, err));
cleanup:
    return status;
}
