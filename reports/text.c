/*
 * Plain text for a terminal or a pipe: caveats, title, sections, notes and
 * sources, in that order, a blank line between.
 */
#include "reports/format.h"
#include "reports/text_table.h"
#include "reports/width.h"
#include "reports/writers.h"

#include <string.h>

/* Where text goes; blocks counts what stands there already. */
typedef struct page {
    FILE *output;
    const lt_answer *answer;
    const lt_report_options *options;
    lt_arena scratch;
    uint32_t blocks;
} page;

/* A blank line before every block but the first. */
static void begin_block(page *to)
{
    if (to->blocks++ > 0)
        fputc('\n', to->output);
}

static const char *color(const page *to, const char *code)
{
    return to->options->color ? code : "";
}

/* `before` and a text made safe for a terminal, on a line of its own. */
static lt_status put_line(page *to, const char *before, const char *text,
                          const char *code, lt_error *err)
{
    const char *clean = lt_text_clean(&to->scratch, text);

    if (clean == NULL)
        return lt_fail_memory(err, "line");
    fprintf(to->output, "%s%s%s%s\n", color(to, code), before, clean,
            color(to, code[0] != '\0' ? LT_RESET : ""));
    return LT_OK;
}

/* A block of a title and indented lines; nothing where there are none. */
static lt_status put_list(page *to, lt_phrase title, const char **texts,
                          uint32_t count, const char *code, lt_error *err)
{
    lt_status status = LT_OK;

    if (count == 0)
        return LT_OK;
    begin_block(to);
    LT_TRY(put_line(to, "", lt_say(to->answer->lang, title), code, err));
    for (uint32_t i = 0; i < count; i++)
        LT_TRY(put_line(to, "  - ", texts[i], code, err));
cleanup:
    return status;
}

/* A title on a line of its own; nothing where there is none. */
static lt_status put_title(page *to, const char *title, lt_error *err)
{
    if (title == NULL)
        return LT_OK;
    begin_block(to);
    return put_line(to, "", title, LT_BOLD, err);
}

static lt_status put_section(page *to, const lt_section *section, lt_error *err)
{
    lt_status status = LT_OK;

    LT_TRY(put_title(to, section->title, err));
    for (uint32_t p = 0; p < section->paragraph_count; p++) {
        begin_block(to);
        LT_TRY(put_line(to, "", section->paragraphs[p], "", err));
    }
    if (lt_section_has_table(section)) {
        begin_block(to);
        LT_TRY(lt_text_table(to->output, &section->table, to->options,
                             to->answer->lang, err));
    }
cleanup:
    return status;
}

static lt_status put_sources(page *to, lt_error *err)
{
    const lt_answer *answer = to->answer;
    lt_status status = LT_OK;

    if (answer->cited_count == 0)
        return LT_OK;
    begin_block(to);
    LT_TRY(put_line(to, "", lt_say(answer->lang, lt_sources_title), "", err));
    for (uint32_t i = 0; i < answer->cited_count; i++) {
        const lt_cited *cited = &answer->cited[i];
        char *line =
            lt_arena_format(&to->scratch, "[%s] %s%s%s", cited->id,
                            cited->title != NULL ? cited->title : "",
                            cited->number != NULL ? " " : "",
                            cited->number != NULL ? cited->number : "");
        char number[16];

        if (line == NULL)
            return lt_fail_memory(err, "source");
        (void)snprintf(number, sizeof(number), "  %u. ", i + 1);
        LT_TRY(put_line(to, number, line, "", err));
    }
cleanup:
    return status;
}

static lt_status put_page(page *to, lt_error *err)
{
    const lt_answer *answer = to->answer;
    lt_status status = LT_OK;

    LT_TRY(put_list(to, lt_caveats_title, answer->caveats, answer->caveat_count,
                    LT_DIM, err));
    LT_TRY(put_title(to, answer->title, err));
    for (uint32_t s = 0; s < answer->section_count; s++)
        LT_TRY(put_section(to, &answer->sections[s], err));
    LT_TRY(put_list(to, lt_notes_title, answer->notes, answer->note_count, "",
                    err));
    LT_TRY(put_sources(to, err));
cleanup:
    return status;
}

lt_status lt_write_text(FILE *output, const lt_answer *answer,
                        const lt_report_options *options, lt_error *err)
{
    page to = {output, answer, options, LT_ARENA_EMPTY, 0};
    lt_status status = put_page(&to, err);

    lt_arena_clear(&to.scratch);
    return status == LT_OK ? lt_output_finish(output, err) : status;
}
