#include "reports/format.h"

#include "graph/alloc.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const lt_phrase lt_caveats_title = {"数据口径", "About the data"};
const lt_phrase lt_notes_title = {"说明", "Notes"};
const lt_phrase lt_sources_title = {"来源", "Sources"};
const lt_phrase lt_no_rows = {"（无）", "(none)"};

enum { DECIMALS_MAX = 12 };

/* Below this a number is shown with an exponent. */
static const double SMALLEST_PLAIN = 1e-8;

/* The columns that the user named and the table has. */
static uint32_t choose_named(uint32_t *index, const lt_table *table,
                             const lt_report_options *options)
{
    uint32_t count = 0;

    for (size_t n = 0; n < options->column_count; n++) {
        uint32_t column = lt_table_column(table, options->columns[n]);

        if (column != UINT32_MAX)
            index[count++] = column;
    }
    return count;
}

static uint32_t choose_detail(uint32_t *index, const lt_table *table,
                              lt_detail most)
{
    uint32_t count = 0;

    for (uint32_t c = 0; c < table->column_count; c++)
        if (table->columns[c].detail <= most)
            index[count++] = c;
    return count;
}

lt_status lt_choice_new(lt_choice *out, const lt_table *table,
                        const lt_report_options *options, lt_detail most,
                        lt_error *err)
{
    size_t room = options->column_count > table->column_count
                      ? options->column_count
                      : table->column_count;

    *out = LT_CHOICE_EMPTY;
    out->index = lt_alloc_array(room, sizeof(*out->index));
    if (out->index == NULL)
        return lt_fail_memory(err, "columns");
    if (options->columns != NULL)
        out->count = choose_named(out->index, table, options);
    if (out->count == 0)
        out->count = choose_detail(out->index, table, most);
    if (out->count == 0)
        out->count = choose_detail(out->index, table, LT_FULL);
    return LT_OK;
}

void lt_choice_clear(lt_choice *choice)
{
    free(choice->index);
    *choice = LT_CHOICE_EMPTY;
}

/* A number with @p decimals places, its point a full stop in any locale. The
 * sign of what rounds to zero is dropped. */
static void fixed_text(char *text, double number, int decimals)
{
    static const double POWERS[DECIMALS_MAX + 1] = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    double scaled = round(fabs(number) * POWERS[decimals]);
    char digits[LT_NUMBER_BYTES];
    size_t length = 0;
    size_t whole = 0;

    if (scaled > 1e15) {
        lt_number_text(text, number);
        return;
    }
    (void)snprintf(digits, sizeof(digits), "%0*.0f", decimals + 1, scaled);
    length = strlen(digits);
    whole = length - (size_t)decimals;
    if (number < 0.0 && scaled > 0.0)
        *text++ = '-';
    memcpy(text, digits, whole);
    text += whole;
    if (decimals > 0) {
        *text++ = '.';
        memcpy(text, digits + whole, length - whole);
        text += length - whole;
    }
    *text = '\0';
}

/* At most four decimals that tell something: 21.2875, 0.001234. */
static void plain_text(char *text, double number)
{
    double size = fabs(number);
    int decimals = 4;
    size_t length = 0;

    if (number != 0.0 && size < SMALLEST_PLAIN) {
        lt_number_text(text, number);
        return;
    }
    while (size > 0.0 && size < 0.1) {
        size *= 10.0;
        decimals++;
    }
    fixed_text(text, number, decimals);
    length = strlen(text);
    if (strchr(text, '.') == NULL)
        return;
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.')
        text[--length] = '\0';
}

void lt_number_show(char *text, double number, lt_style style)
{
    text[0] = '\0';
    if (!isfinite(number))
        return;
    switch (style) {
    case LT_STYLE_PLAIN:
        plain_text(text, number);
        return;
    case LT_STYLE_SCORE:
        fixed_text(text, number, 0);
        return;
    case LT_STYLE_PERCENT:
        fixed_text(text, number * 100.0, 1);
        memcpy(text + strlen(text), "%", sizeof("%"));
        return;
    case LT_STYLE_RATIO:
        fixed_text(text, number, fabs(number - 1.0) <= 0.01 ? 4 : 2);
        return;
    }
}

static void show_plain(char *text, double number)
{
    lt_number_show(text, number, LT_STYLE_PLAIN);
}

static void show_score(char *text, double number)
{
    lt_number_show(text, number, LT_STYLE_SCORE);
}

static void show_percent(char *text, double number)
{
    lt_number_show(text, number, LT_STYLE_PERCENT);
}

static void show_ratio(char *text, double number)
{
    lt_number_show(text, number, LT_STYLE_RATIO);
}

char *lt_cell_show(lt_arena *arena, const lt_value *value, lt_style style,
                   lt_lang lang)
{
    static void (*const numbers[])(char *, double) = {
        [LT_STYLE_PLAIN] = show_plain,
        [LT_STYLE_SCORE] = show_score,
        [LT_STYLE_PERCENT] = show_percent,
        [LT_STYLE_RATIO] = show_ratio,
    };
    const lt_join join = {lang, numbers[style], 1};

    return lt_value_join(arena, value, &join);
}

char *lt_column_show(lt_arena *arena, const lt_column *column, lt_lang lang)
{
    static const lt_phrase with_unit = {"{1}（{2}）", "{1} ({2})"};
    const char *args[] = {lt_say(lang, column->title), column->unit};
    const char *template = lt_say(lang, with_unit);

    /* The sign of a per cent stands in every cell. */
    if (column->unit == NULL || column->unit[0] == '\0' ||
        strcmp(column->unit, "1") == 0 || column->style == LT_STYLE_PERCENT)
        template = "{1}";
    return lt_arena_fill(arena, template, args, 2);
}

int lt_column_numeric(const lt_table *table, uint32_t column)
{
    int numbers = 0;

    for (uint32_t row = 0; row < table->row_count; row++) {
        lt_value_kind kind = lt_table_cell(table, row, column)->kind;

        if (kind == LT_VALUE_NUMBER)
            numbers = 1;
        else if (kind != LT_VALUE_NONE)
            return 0;
    }
    return numbers;
}

int lt_section_has_table(const lt_section *section)
{
    return section->table.column_count > 0;
}

uint32_t lt_answer_table_count(const lt_answer *answer)
{
    uint32_t count = 0;

    for (uint32_t s = 0; s < answer->section_count; s++)
        count += (uint32_t)lt_section_has_table(&answer->sections[s]);
    return count;
}

lt_status lt_output_finish(FILE *output, lt_error *err)
{
    int failed = fflush(output) != 0;

    /* The error flag stays set: one check is enough for all writes. */
    if (failed || ferror(output))
        return lt_fail(err, LT_ERR_IO, "%s",
                       errno != 0 ? strerror(errno) : "write error");
    return LT_OK;
}
