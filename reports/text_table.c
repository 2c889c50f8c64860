#include "reports/text_table.h"

#include "reports/format.h"
#include "reports/width.h"

#include <string.h>

/* Cells between columns, and those a shortened text keeps. */
enum { GAP = 2, TEXT_LEAST = 8 };

static const char ELLIPSIS[] = "…";

/* How a column stands. */
typedef struct text_lane {
    size_t width; /* Cells given to it. */
    size_t least; /* Cells it cannot do without. */
    int numeric;
} text_lane;

/* A table as texts; everything is in the arena but the choice. */
typedef struct grid {
    FILE *output;
    const lt_report_options *options;
    lt_lang lang;
    lt_arena arena;
    const lt_table *table;
    lt_choice chosen;
    uint32_t shown; /* Columns that find room: the first of the chosen. */
    text_lane *lanes;
    const char **header; /* chosen.count texts. */
    const char **cells;  /* row_count × chosen.count texts. */
} grid;

/* The text of one cell, for people, on one line. */
static const char *cell_text(grid *to, uint32_t row, uint32_t column)
{
    const lt_value *value = lt_table_cell(to->table, row, column);
    const char *text = NULL;

    if (value->kind == LT_VALUE_NONE)
        return "";
    if (value->kind == LT_VALUE_TEXT)
        text = value->text;
    else
        text = lt_cell_show(&to->arena, value, to->table->columns[column].style,
                            to->lang);
    return text == NULL ? NULL : lt_text_clean(&to->arena, text);
}

static lt_status fill_lane(grid *to, uint32_t place, lt_error *err)
{
    const uint32_t column = to->chosen.index[place];
    text_lane *lane = &to->lanes[place];
    size_t widest = 0;
    const char *title =
        lt_column_show(&to->arena, &to->table->columns[column], to->lang);

    if (title == NULL)
        return lt_fail_memory(err, "header");
    to->header[place] = title;
    for (uint32_t row = 0; row < to->table->row_count; row++) {
        const char *text = cell_text(to, row, column);
        size_t width = 0;

        if (text == NULL)
            return lt_fail_memory(err, "cell");
        to->cells[(size_t)row * to->chosen.count + place] = text;
        width = lt_text_width(text);
        widest = width > widest ? width : widest;
    }
    lane->numeric = lt_column_numeric(to->table, column);
    lane->width = lt_text_width(title);
    lane->width = widest > lane->width ? widest : lane->width;
    /* A number is never cut: its last digits matter as much as its first. */
    lane->least = lane->numeric ? widest : TEXT_LEAST;
    lane->least = lane->width < lane->least ? lane->width : lane->least;
    return LT_OK;
}

static lt_status fill_grid(grid *to, lt_error *err)
{
    const size_t columns = to->chosen.count;
    const size_t rows = to->table->row_count;
    lt_status status = LT_OK;

    to->lanes = lt_arena_take(&to->arena, columns * sizeof(*to->lanes));
    to->header = lt_arena_take(&to->arena, columns * sizeof(*to->header));
    to->cells = lt_arena_take(&to->arena, rows * columns * sizeof(*to->cells));
    if (to->lanes == NULL || to->header == NULL || to->cells == NULL)
        return lt_fail_memory(err, "table");
    for (uint32_t place = 0; place < to->chosen.count; place++)
        LT_TRY(fill_lane(to, place, err));
cleanup:
    return status;
}

/* Cells of a whole line, its columns as they are or at their least. */
static size_t line_width(const grid *to, int at_least)
{
    size_t total = 0;

    for (uint32_t place = 0; place < to->shown; place++) {
        const text_lane *lane = &to->lanes[place];

        total += (at_least ? lane->least : lane->width) + (place > 0 ? GAP : 0);
    }
    return total;
}

/* The widest column of one sort that can still be narrowed, or NULL. */
static text_lane *widest_lane(grid *to, int numeric)
{
    text_lane *widest = NULL;

    for (uint32_t place = 0; place < to->shown; place++) {
        text_lane *lane = &to->lanes[place];

        if (lane->numeric == numeric && lane->width > lane->least &&
            (widest == NULL || lane->width > widest->width))
            widest = lane;
    }
    return widest;
}

/* Narrow texts, then the headers above numbers; what is too much even then
 * goes, from the right. */
static void fit_grid(grid *to)
{
    const size_t room = to->options->width;

    to->shown = to->chosen.count;
    if (room == 0)
        return;
    while (to->shown > 1 && line_width(to, 1) > room)
        to->shown--;
    if (to->shown == 1 && !to->lanes[0].numeric && to->lanes[0].least > room)
        to->lanes[0].least = room;
    for (int numeric = 0; numeric <= 1; numeric++) {
        text_lane *widest = widest_lane(to, numeric);

        while (widest != NULL && line_width(to, 0) > room) {
            widest->width--;
            widest = widest_lane(to, numeric);
        }
    }
}

static void put_spaces(FILE *output, size_t count)
{
    for (; count > 0; count--)
        fputc(' ', output);
}

/* A text in its lane. @p owed are spaces to write before it; those after it
 * become owed, so that no line ends in them. */
static void put_cell(FILE *output, const char *text, const text_lane *lane,
                     size_t *owed)
{
    size_t width = lt_text_width(text);
    size_t bytes = strlen(text);
    const int cut = width > lane->width;

    if (cut)
        bytes = lt_text_fit(text, lane->width - 1, &width);
    width += (size_t)cut;
    while (!cut && bytes > 0 && text[bytes - 1] == ' ') {
        bytes--;
        width--;
    }
    if (lane->numeric)
        *owed += lane->width - width;
    if (bytes > 0 || cut) {
        put_spaces(output, *owed);
        fwrite(text, 1, bytes, output);
        fputs(cut ? ELLIPSIS : "", output);
        *owed = 0;
    }
    if (!lane->numeric)
        *owed += lane->width - width;
}

static void put_line(const grid *to, const char *const *texts)
{
    size_t owed = 0;

    for (uint32_t place = 0; place < to->shown; place++) {
        put_cell(to->output, texts[place], &to->lanes[place], &owed);
        owed += GAP;
    }
}

/* The names of the columns that found no room, as --columns takes them. */
static void put_hidden(const grid *to)
{
    static const lt_phrase before = {"（放不下的列：",
                                     "(columns that did not fit: "};
    static const lt_phrase after = {"；可用 --columns 选择）",
                                    "; choose with --columns)"};

    if (to->shown == to->chosen.count)
        return;
    fputs(lt_say(to->lang, before), to->output);
    for (uint32_t place = to->shown; place < to->chosen.count; place++)
        fprintf(to->output, "%s%s", place == to->shown ? "" : ",",
                to->table->columns[to->chosen.index[place]].name);
    fprintf(to->output, "%s\n", lt_say(to->lang, after));
}

lt_status lt_text_table(FILE *output, const lt_table *table,
                        const lt_report_options *options, lt_lang lang,
                        lt_error *err)
{
    grid to = {.output = output,
               .options = options,
               .lang = lang,
               .arena = LT_ARENA_EMPTY,
               .table = table};
    lt_status status = LT_OK;

    LT_TRY(lt_choice_new(&to.chosen, table, options, LT_BRIEF, err));
    LT_TRY(fill_grid(&to, err));
    fit_grid(&to);
    fputs(options->color ? LT_BOLD : "", output);
    put_line(&to, to.header);
    fputs(options->color ? LT_RESET "\n" : "\n", output);
    for (uint32_t row = 0; row < table->row_count; row++) {
        put_line(&to, to.cells + (size_t)row * to.chosen.count);
        fputc('\n', output);
    }
    if (table->row_count == 0)
        fprintf(output, "%s\n", lt_say(lang, lt_no_rows));
    put_hidden(&to);
cleanup:
    lt_arena_clear(&to.arena);
    lt_choice_clear(&to.chosen);
    return status;
}
