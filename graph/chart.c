#include "graph/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* One character of a text. */
struct letter {
    utf8proc_int32_t code; /* -1: a byte that is no UTF-8. */
    size_t bytes;
    uint32_t cells;
};

static struct letter read_letter(const char *text, size_t bytes)
{
    struct letter letter = {-1, 1, 1};
    utf8proc_ssize_t length = utf8proc_iterate(
        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)bytes, &letter.code);

    if (length <= 0)
        return (struct letter){-1, 1, 1};
    letter.bytes = (size_t)length;
    letter.cells = (uint32_t)utf8proc_charwidth(letter.code);
    return letter;
}

static double letter_ems(struct letter letter)
{
    const utf8proc_int32_t code = letter.code;

    if (letter.cells != 1)
        return (double)letter.cells * 0.5;
    if (code == 'm' || code == 'w' || code == 'M' || code == 'W')
        return 0.9;
    if (code >= 'A' && code <= 'Z')
        return 0.68;
    /* Signs that Chinese fonts draw wide, ① and the like among them. */
    if (code >= 0x2000)
        return 1.0;
    return code >= '0' && code <= 'z' ? 0.56 : 0.5;
}

double lt_text_ems(const char *text, size_t bytes)
{
    double ems = 0.0;

    for (size_t at = 0; at < bytes;) {
        struct letter letter = read_letter(text + at, bytes - at);

        ems += letter_ems(letter);
        at += letter.bytes;
    }
    return ems;
}

/* 1 when @p code is one of the characters of @p set. */
static int is_among(utf8proc_int32_t code, const char *set)
{
    for (size_t left = strlen(set); left > 0;) {
        struct letter letter = read_letter(set, left);

        if (letter.code == code)
            return 1;
        set += letter.bytes;
        left -= letter.bytes;
    }
    return 0;
}

/* May a line end between @p before and @p after? */
static int may_break(struct letter before, struct letter after)
{
    if (after.cells == 0 || is_among(before.code, "（《「【“‘([{"))
        return 0;
    if (is_among(after.code, "，。、；：！？）》」】”’％℃·)]},.;:!?%"))
        return 0;
    return before.cells == 2 || after.cells == 2 ||
           is_among(before.code, " -/");
}

/*
 * The longest line at @p text that is at most @p room letters wide: its bytes,
 * or 0 where even the first stretch without a break is wider.
 */
static size_t line_bytes(const char *text, size_t bytes, double room)
{
    struct letter before = {' ', 0, 1};
    size_t fits = 0;
    double ems = 0.0;

    for (size_t at = 0; at < bytes;) {
        struct letter letter = read_letter(text + at, bytes - at);

        if (at > 0 && may_break(before, letter))
            fits = at;
        /* A space at the end of a line takes no room. */
        if (letter.code != ' ' && ems + letter_ems(letter) > room)
            return fits;
        ems += letter_ems(letter);
        at += letter.bytes;
        before = letter;
    }
    return bytes;
}

size_t lt_text_part(const char *text, size_t bytes, double ems)
{
    size_t fits = 0;
    double used = 0.0;

    while (fits < bytes) {
        struct letter letter = read_letter(text + fits, bytes - fits);

        used += letter_ems(letter);
        if (fits > 0 && used > ems)
            break;
        fits += letter.bytes;
    }
    return fits;
}

size_t lt_text_line(const char *text, size_t bytes, double ems)
{
    size_t fits = line_bytes(text, bytes, ems);

    return fits > 0 ? fits : lt_text_part(text, bytes, ems);
}

/* Break into at most @p most lines of @p room letters. 0: they do not do. */
static int break_at(lt_chart_label *out, const char *text, double room,
                    uint32_t most)
{
    size_t left = strlen(text);
    double widest = 0.0;

    out->count = 0;
    while (left > 0) {
        size_t bytes = line_bytes(text, left, room);
        size_t shown = bytes;
        double ems = 0.0;

        if (bytes == 0 || out->count == most)
            return 0;
        while (shown > 0 && text[shown - 1] == ' ')
            shown--;
        ems = lt_text_ems(text, shown);
        widest = ems > widest ? ems : widest;
        out->line[out->count] = text;
        out->bytes[out->count++] = shown;
        text += bytes;
        left -= bytes;
    }
    out->width = widest * LT_CHART_EM;
    return 1;
}

/* Two lines, the second of which is what stands in brackets: 0 where there
 * are none at the end or a line is wider than @p room letters. */
static int break_at_bracket(lt_chart_label *out, const char *text, double room)
{
    const size_t bytes = strlen(text);
    size_t first = strcspn(text, "(");
    const char *wide = strstr(text, "（");
    double widths[2];

    if (wide != NULL && (size_t)(wide - text) < first)
        first = (size_t)(wide - text);
    if (first == 0 || first + 3 > bytes || text[first - 1] == ' ' ||
        (text[bytes - 1] != ')' && strcmp(text + bytes - 3, "）") != 0))
        return 0;
    widths[0] = lt_text_ems(text, first);
    widths[1] = lt_text_ems(text + first, bytes - first);
    if (widths[0] > room || widths[1] > room)
        return 0;
    *out = (lt_chart_label){{text, text + first},
                            {first, bytes - first},
                            2,
                            (widths[0] > widths[1] ? widths[0] : widths[1]) *
                                LT_CHART_EM};
    return 1;
}

void lt_chart_label_break(lt_chart_label *out, const char *text, double width)
{
    /* A hair wider, so that a line fits the width it was measured at. */
    const double room = width / LT_CHART_EM + 1e-6;
    const double ems = lt_text_ems(text, strlen(text)) + 1e-6;
    const double step = ems / 64 > 0.5 ? ems / 64 : 0.5;

    if (break_at(out, text, room, 1) || break_at_bracket(out, text, room))
        return;
    for (uint32_t count = 2; count <= LT_CHART_LINES_MAX; count++) {
        for (uint32_t i = 0; ems / count + i * step < room; i++)
            if (break_at(out, text, ems / count + i * step, count))
                return;
        if (break_at(out, text, room, count))
            return;
    }
    for (uint32_t i = 1;
         !break_at(out, text, room + i * step, LT_CHART_LINES_MAX);)
        i++;
}

void lt_fixed_text(char *text, double number, int decimals)
{
    static const double powers[] = {1.0, 10.0, 100.0, 1000.0, 10000.0};
    double scaled = 0.0;
    char *end = NULL;

    if (decimals > 4 || !(fabs(number) < 1e11)) {
        lt_number_text(text, number);
        return;
    }
    scaled = floor(fabs(number) * powers[decimals] + 0.5);
    (void)snprintf(text, LT_NUMBER_BYTES, "%s%.0f",
                   number < 0 && scaled > 0 ? "-" : "",
                   floor(scaled / powers[decimals]));
    scaled = fmod(scaled, powers[decimals]);
    if (scaled == 0.0)
        return;
    end = text + strlen(text);
    (void)snprintf(end, LT_NUMBER_BYTES - (size_t)(end - text), ".%0*.0f",
                   decimals, scaled);
    for (end = text + strlen(text) - 1; *end == '0'; end--)
        *end = '\0';
}

void lt_chart_figure(char *text, const lt_chart_node *node)
{
    const double capacity = node->capacity;
    char number[LT_NUMBER_BYTES];
    int decimals = 4;

    text[0] = '\0';
    if (node->note != NULL)
        (void)snprintf(text, LT_CHART_SMALL_BYTES, "%s", node->note);
    if (node->note != NULL || !isfinite(capacity) || capacity == 0.0)
        return;
    if (fabs(capacity) >= 1.0)
        decimals = fabs(capacity) >= 100.0 ? 1 : 2;
    lt_fixed_text(number, capacity, decimals);
    (void)snprintf(text, LT_CHART_SMALL_BYTES, "%s%s%s", number,
                   node->unit != NULL ? " " : "",
                   node->unit != NULL ? node->unit : "");
}

static const struct {
    const char *verdict;
    lt_phrase phrase, title;
} VERDICTS[] = {
    {"build", {"建", "build"}, {"建链", "chain to build"}},
    {"extend", {"延", "extend"}, {"延链", "chain to extend"}},
    {"fill", {"补", "fill"}, {"补链", "missing link to fill"}},
    {"secure", {"稳", "secure"}, {"稳链", "supply to secure"}},
    {"shed", {"去", "shed"}, {"去产能", "capacity to shed"}},
    {"strengthen", {"强", "strengthen"}, {"强链", "link to strengthen"}},
};

enum { VERDICT_COUNT = sizeof(VERDICTS) / sizeof(VERDICTS[0]) };

lt_phrase lt_verdict_phrase(const char *verdict)
{
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        if (strcmp(VERDICTS[i].verdict, verdict) == 0)
            return VERDICTS[i].phrase;
    return (lt_phrase){verdict, verdict};
}

lt_phrase lt_verdict_title(const char *verdict)
{
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        if (strcmp(VERDICTS[i].verdict, verdict) == 0)
            return VERDICTS[i].title;
    return (lt_phrase){verdict, verdict};
}

void lt_chart_tag(char *text, const lt_chart_node *node, lt_lang lang)
{
    char score[LT_NUMBER_BYTES];

    text[0] = '\0';
    if (node->verdict == NULL)
        return;
    score[0] = '\0';
    if (isfinite(node->score))
        lt_fixed_text(score, node->score, 0);
    (void)snprintf(text, LT_CHART_SMALL_BYTES, "%s%s%s",
                   lt_say(lang, lt_verdict_phrase(node->verdict)),
                   score[0] != '\0' ? " " : "", score);
}

void lt_chart_measure(double *width, double *height, const lt_chart_node *node,
                      lt_lang lang)
{
    char figure[LT_CHART_SMALL_BYTES];
    char tag[LT_CHART_SMALL_BYTES];
    lt_chart_label label;
    double small = 0.0;

    lt_chart_label_break(&label, node->label, LT_CHART_LABEL_WIDTH);
    if (node->outside && node->group != NULL) {
        small = lt_text_ems(node->group, strlen(node->group));
        if (small > LT_CHART_LABEL_WIDTH / LT_CHART_SMALL_EM)
            small = LT_CHART_LABEL_WIDTH / LT_CHART_SMALL_EM;
    } else {
        lt_chart_figure(figure, node);
        lt_chart_tag(tag, node, lang);
        small = lt_text_ems(figure, strlen(figure));
        if (tag[0] != '\0') /* The tag has room of its own around it. */
            small += lt_text_ems(tag, strlen(tag)) + 1.4;
    }
    small *= LT_CHART_SMALL_EM;
    *width = (label.width > small ? label.width : small) + 2 * LT_CHART_PADDING;
    *height = label.count * LT_CHART_LINE + LT_CHART_PADDING;
    if (small > 0.0)
        *height += LT_CHART_SMALL_LINE;
}
