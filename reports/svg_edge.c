#include "reports/svg_parts.h"

#include "reports/chart_style.h"

#include <math.h>

/* Colours of lines: essential ones, others, and those that stand back. */
static const char *const LINE_COLOURS[] = {"#4f5b66", "#8b98a5", "#ccd3da"};
enum { LINE_ESSENTIAL, LINE_OTHER, LINE_FAINT, LINE_COUNT };

static int line_of(const lt_chart *chart, const lt_chart_edge *edge)
{
    if (edge->shortcut || chart->nodes[edge->from].generic ||
        chart->nodes[edge->to].generic)
        return LINE_FAINT;
    return edge->essential ? LINE_ESSENTIAL : LINE_OTHER;
}

void lt_svg_definitions(lt_xml *xml)
{
    static const char *const ids[] = {"essential", "other", "faint"};

    lt_xml_raw(xml, "<defs>\n"
                    "<pattern id=\"coming\" width=\"7\" height=\"7\" "
                    "patternUnits=\"userSpaceOnUse\" "
                    "patternTransform=\"rotate(45)\">"
                    "<rect width=\"7\" height=\"7\" fill=\"#fef8e7\"/>"
                    "<rect width=\"2\" height=\"7\" fill=\"#f8dfa6\"/>"
                    "</pattern>\n");
    for (int line = 0; line < LINE_COUNT; line++)
        for (int hollow = 0; hollow < 2; hollow++) {
            lt_xml_raw(xml, "<marker id=\"");
            lt_xml_raw(xml, ids[line]);
            lt_xml_raw(xml, hollow ? "-hollow" : "");
            lt_xml_raw(xml, "\" markerWidth=\"12\" markerHeight=\"12\" "
                            "markerUnits=\"userSpaceOnUse\" refX=\"9\" "
                            "refY=\"6\" orient=\"auto\"><path "
                            "d=\"M1 2.5L9 6L1 9.5z\" stroke=\"");
            lt_xml_raw(xml, LINE_COLOURS[line]);
            lt_xml_raw(xml, "\" stroke-width=\"1\" fill=\"");
            lt_xml_raw(xml, hollow ? "#ffffff" : LINE_COLOURS[line]);
            lt_xml_raw(xml, "\"/></marker>\n");
        }
    lt_xml_raw(xml, "</defs>\n");
}

static void write_point(lt_xml *xml, const char *command, double x, double y)
{
    lt_xml_raw(xml, command);
    lt_xml_place(xml, x * LT_SVG_UNIT);
    lt_xml_raw(xml, " ");
    lt_xml_place(xml, y * LT_SVG_UNIT);
}

/* On from (x, y): level where the next point is, else an S that begins and
 * ends level, so that all parts join smoothly. */
static void write_part(lt_xml *xml, double x, double y, double next_x,
                       double next_y)
{
    double middle = (x + next_x) / 2.0;

    if (fabs(next_y - y) < 0.005) {
        write_point(xml, "L", next_x, next_y);
        return;
    }
    write_point(xml, "C", middle, y);
    write_point(xml, " ", middle, next_y);
    write_point(xml, " ", next_x, next_y);
}

/* The side of @p node that faces @p x. */
static double side_of(const lt_chart_node *node, double x)
{
    return x < node->x ? node->x - node->width / 2.0
                       : node->x + node->width / 2.0;
}

static void write_path(lt_xml *xml, const lt_chart *chart,
                       const lt_chart_edge *edge)
{
    const lt_chart_node *from = &chart->nodes[edge->from];
    const lt_chart_node *to = &chart->nodes[edge->to];
    const double *bends = edge->bends;
    uint32_t last = edge->bend_count > 0 ? edge->bend_count - 1 : 0;
    int bent = bends != NULL && edge->bend_count > 0;
    double x = side_of(from, bent ? bends[0] : to->x);
    double y = from->y;
    double end = side_of(to, bent ? bends[(size_t)last * 2] : from->x);

    write_point(xml, "M", x, y);
    if (bent && from->layer == to->layer && edge->bend_count == 2) {
        write_point(xml, "C", bends[0], bends[1]);
        write_point(xml, " ", bends[2], bends[3]);
        write_point(xml, " ", end, to->y);
        return;
    }
    for (uint32_t i = 0; bent && i < edge->bend_count; i++) {
        const double *next = bends + (size_t)i * 2;

        write_part(xml, x, y, next[0], next[1]);
        x = next[0];
        y = next[1];
    }
    write_part(xml, x, y, end, to->y);
}

static void write_tooltip(lt_xml *xml, const lt_chart *chart,
                          const lt_chart_edge *edge, lt_lang lang)
{
    lt_xml_raw(xml, "<title>");
    lt_xml_text(xml, chart->nodes[edge->from].label);
    lt_xml_raw(xml, " → ");
    lt_xml_text(xml, chart->nodes[edge->to].label);
    lt_xml_raw(xml, lang == LT_ZH ? "：" : ": ");
    lt_xml_raw(xml, lt_say(lang, lt_kind_style_of(edge->kind)->meaning));
    if (isfinite(edge->coefficient)) {
        lt_xml_raw(xml, " ");
        lt_xml_number(xml, edge->coefficient);
    }
    lt_xml_raw(xml, "</title>");
}

void lt_svg_edge(lt_xml *xml, const lt_chart *chart, const lt_chart_edge *edge,
                 lt_lang lang)
{
    static const char *const markers[LINE_COUNT][2] = {
        {"url(#essential)", "url(#essential-hollow)"},
        {"url(#other)", "url(#other-hollow)"},
        {"url(#faint)", "url(#faint-hollow)"}};
    static const char *const widths[LINE_COUNT] = {"1.5", "1", "1"};
    const lt_kind_style *style = lt_kind_style_of(edge->kind);
    int line = line_of(chart, edge);

    if (edge->from == edge->to)
        return;
    lt_xml_raw(xml, "<path d=\"");
    write_path(xml, chart, edge);
    lt_xml_raw(xml, "\"");
    lt_svg_attribute(xml, "stroke", LINE_COLOURS[line]);
    lt_svg_attribute(xml, "stroke-width", widths[line]);
    lt_svg_attribute(xml, "stroke-dasharray", style->dash);
    lt_svg_attribute(xml, "marker-end", markers[line][style->hollow]);
    lt_xml_raw(xml, ">");
    write_tooltip(xml, chart, edge, lang);
    lt_xml_raw(xml, "</path>\n");
}
