#include "reports/svg_parts.h"

#include "graph/chart.h"
#include "reports/chart_style.h"

#include <math.h>
#include <string.h>

/* Letters, rows, and the room after a sign and after an entry. */
#define LETTERS     0.62
#define ROW         1.7
#define SIGN_WIDTH  2.2
#define AFTER_SIGN  0.4
#define AFTER_ENTRY 1.3

/* Where the next entry goes. */
struct pen {
    lt_xml *xml; /* NULL: only the room is counted. */
    lt_lang lang;
    double width;
    double x, y; /* Middle of the row. */
};

/* Take room for a sign and its text; to a new row where it does not fit. */
static void begin_entry(struct pen *pen, double sign, const char *text)
{
    double need = sign + AFTER_SIGN + lt_text_ems(text, strlen(text)) * LETTERS;

    if (pen->x > 0.0 && pen->x + need > pen->width) {
        pen->x = 0.0;
        pen->y += ROW;
    }
}

static void end_entry(struct pen *pen, double sign, const char *text)
{
    const lt_svg_font font = {LETTERS, LT_SVG_INK, 0, LT_SVG_START};

    pen->x += sign + AFTER_SIGN;
    if (pen->xml != NULL)
        lt_svg_line(pen->xml, &font, pen->x, pen->y + 0.36 * LETTERS, text,
                    strlen(text));
    pen->x += lt_text_ems(text, strlen(text)) * LETTERS + AFTER_ENTRY;
}

static void explain_mark(struct pen *pen, lt_mark mark, int outside)
{
    lt_chart_node box = {.id = "",
                         .label = "",
                         .mark = mark,
                         .score = NAN,
                         .capacity = NAN,
                         .need = NAN,
                         .outside = outside,
                         .width = SIGN_WIDTH,
                         .height = 1.0};
    const char *text =
        outside ? lt_say(pen->lang,
                         (lt_phrase){"链外相邻产品（浅色，注明所属链）",
                                     "neighbour of another chain (faint)"})
                : lt_say(pen->lang, lt_mark_styles[mark].meaning);

    begin_entry(pen, SIGN_WIDTH, text);
    box.x = pen->x + SIGN_WIDTH / 2.0;
    box.y = pen->y;
    if (pen->xml != NULL)
        lt_svg_box(pen->xml, &box, pen->lang);
    end_entry(pen, SIGN_WIDTH, text);
}

static void explain_edge(struct pen *pen, lt_chart_edge edge, lt_phrase meaning)
{
    const char *text = lt_say(pen->lang, meaning);
    lt_chart_node ends[2] = {{.label = ""}, {.label = ""}};
    lt_chart sample = {.nodes = ends, .node_count = 2};

    begin_entry(pen, SIGN_WIDTH, text);
    ends[0].x = pen->x;
    ends[1].x = pen->x + SIGN_WIDTH;
    ends[0].y = ends[1].y = pen->y;
    ends[1].layer = 1;
    edge.to = 1;
    if (pen->xml != NULL) {
        lt_xml_raw(pen->xml, "<g fill=\"none\">");
        lt_svg_edge(pen->xml, &sample, &edge, pen->lang);
        lt_xml_raw(pen->xml, "</g>\n");
    }
    end_entry(pen, SIGN_WIDTH, text);
}

static void explain_verdict(struct pen *pen, const char *verdict)
{
    const char *text = lt_say(pen->lang, lt_verdict_title(verdict));
    const char *tag = lt_say(pen->lang, lt_verdict_phrase(verdict));
    double width = lt_svg_tag_width(tag);

    begin_entry(pen, width, text);
    if (pen->xml != NULL)
        lt_svg_tag(pen->xml, pen->x + width / 2.0, pen->y, tag);
    end_entry(pen, width, text);
}

static void explain_marks(struct pen *pen, const lt_chart *chart)
{
    static const lt_mark order[] = {LT_MARK_PRESENT, LT_MARK_WEAK,
                                    LT_MARK_COMING, LT_MARK_ABSENT,
                                    LT_MARK_UNSEEN};
    int outside = 0;

    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
        explain_mark(pen, order[i], 0);
    for (uint32_t v = 0; v < chart->node_count; v++)
        outside |= chart->nodes[v].outside;
    if (outside)
        explain_mark(pen, LT_MARK_PRESENT, 1);
}

static void explain_verdicts(struct pen *pen, const lt_chart *chart)
{
    static const char *const verdicts[] = {"fill",  "extend", "strengthen",
                                           "build", "secure", "shed"};
    const char *score =
        lt_say(pen->lang, (lt_phrase){"（数字为评分，只排先后，不是预测）",
                                      "(scores order, they do not predict)"});
    int scored = 0;

    for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
        int found = 0;

        for (uint32_t v = 0; v < chart->node_count; v++)
            found |= chart->nodes[v].verdict != NULL &&
                     strcmp(chart->nodes[v].verdict, verdicts[i]) == 0;
        if (found)
            explain_verdict(pen, verdicts[i]);
        scored |= found;
    }
    if (scored) {
        begin_entry(pen, 0.0, score);
        pen->x -= AFTER_SIGN;
        end_entry(pen, 0.0, score);
    }
}

static void explain_edges(struct pen *pen, const lt_chart *chart)
{
    lt_chart_edge edge = {.id = "", .kind = "input", .coefficient = NAN};
    int optional = 0;
    int shortcut = 0;

    for (const lt_kind_style *s = lt_kind_styles; s->kind != NULL; s++) {
        int found = 0;

        for (uint32_t e = 0; e < chart->edge_count; e++)
            found |= lt_kind_style_of(chart->edges[e].kind) == s;
        edge.kind = s->kind;
        edge.essential = 1;
        if (found)
            explain_edge(pen, edge, s->meaning);
    }
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        optional |= !chart->edges[e].essential && !chart->edges[e].shortcut;
        shortcut |= chart->edges[e].shortcut;
    }
    edge.kind = "input";
    edge.essential = 0;
    if (optional)
        explain_edge(pen, edge, (lt_phrase){"非必需", "not essential"});
    edge.shortcut = 1;
    if (shortcut)
        explain_edge(pen, edge,
                     (lt_phrase){"捷径（另有经中间品的路径）",
                                 "shortcut of a longer path"});
}

double lt_svg_legend(lt_xml *xml, const lt_chart *chart, lt_lang lang,
                     double width)
{
    struct pen pen = {xml, lang, width, 0.0, ROW / 2.0};

    explain_marks(&pen, chart);
    pen.x = 0.0;
    pen.y += ROW;
    explain_edges(&pen, chart);
    explain_verdicts(&pen, chart);
    return pen.y + ROW / 2.0;
}
