#include "reports/svg_parts.h"

#include "graph/chart.h"
#include "reports/chart_style.h"

#include <math.h>
#include <string.h>

/* Corners, distance of a second border, radius of the sign of the unseen. */
#define CORNER        0.12
#define ROUND_CORNER  0.55
#define SECOND_BORDER 0.14
#define SIGN_RADIUS   0.36

enum { GROUP_BYTES = 256 };

/* Of the letters of a font above and below its middle. */
#define BASELINE 0.36

void lt_svg_length(lt_xml *xml, const char *name, double units)
{
    lt_xml_raw(xml, " ");
    lt_xml_raw(xml, name);
    lt_xml_raw(xml, "=\"");
    lt_xml_place(xml, units * LT_SVG_UNIT);
    lt_xml_raw(xml, "\"");
}

void lt_svg_attribute(lt_xml *xml, const char *name, const char *text)
{
    if (text == NULL)
        return;
    lt_xml_raw(xml, " ");
    lt_xml_raw(xml, name);
    lt_xml_raw(xml, "=\"");
    lt_xml_text(xml, text);
    lt_xml_raw(xml, "\"");
}

void lt_svg_line(lt_xml *xml, const lt_svg_font *font, double x, double y,
                 const char *text, size_t bytes)
{
    lt_xml_raw(xml, "<text");
    lt_svg_length(xml, "x", x);
    lt_svg_length(xml, "y", y);
    lt_svg_length(xml, "font-size", font->size);
    lt_svg_attribute(xml, "fill", font->colour);
    if (font->bold)
        lt_xml_raw(xml, " font-weight=\"bold\"");
    if (font->anchor == LT_SVG_MIDDLE)
        lt_xml_raw(xml, " text-anchor=\"middle\"");
    lt_xml_raw(xml, ">");
    lt_xml_text_bytes(xml, text, bytes);
    lt_xml_raw(xml, "</text>\n");
}

/* The border of @p node, moved inwards by @p inset. */
static void draw_border(lt_xml *xml, const lt_chart_node *node, double inset,
                        const char *fill, const char *width)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];
    double corner = node->mark == LT_MARK_COMING ? ROUND_CORNER : CORNER;

    lt_xml_raw(xml, "<rect");
    lt_svg_length(xml, "x", node->x - node->width / 2.0 + inset);
    lt_svg_length(xml, "y", node->y - node->height / 2.0 + inset);
    lt_svg_length(xml, "width", node->width - 2.0 * inset);
    lt_svg_length(xml, "height", node->height - 2.0 * inset);
    lt_svg_length(xml, "rx", corner);
    lt_svg_attribute(xml, "fill", fill);
    lt_svg_attribute(xml, "stroke", style->border);
    lt_svg_attribute(xml, "stroke-width", width);
    lt_svg_attribute(xml, "stroke-dasharray", style->dash);
    if (node->mark == LT_MARK_UNSEEN)
        lt_xml_raw(xml, " stroke-linecap=\"round\"");
    lt_xml_raw(xml, "/>\n");
}

/* Signs on the corners: ▲ of what is weak, ? of what is unseen. */
static void draw_sign(lt_xml *xml, const lt_chart_node *node)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];
    const lt_svg_font font = {0.6, style->border, 1, LT_SVG_MIDDLE};
    double x = node->x - node->width / 2.0;
    double y = node->y - node->height / 2.0;

    if (style->weak) {
        lt_xml_raw(xml, "<path d=\"M");
        lt_xml_place(xml, (x - 0.35) * LT_SVG_UNIT);
        lt_xml_raw(xml, " ");
        lt_xml_place(xml, (y + 0.3) * LT_SVG_UNIT);
        lt_xml_raw(xml, "l14 0l-7 -12.2z\" fill=\"#d55e00\" "
                        "stroke=\"#ffffff\" stroke-width=\"1\"/>\n");
    } else if (node->mark == LT_MARK_UNSEEN) {
        lt_xml_raw(xml, "<circle");
        lt_svg_length(xml, "cx", x);
        lt_svg_length(xml, "cy", y);
        lt_svg_length(xml, "r", SIGN_RADIUS);
        lt_xml_raw(xml, " fill=\"#ffffff\"");
        lt_svg_attribute(xml, "stroke", style->border);
        lt_xml_raw(xml, "/>\n");
        lt_svg_line(xml, &font, x, y + BASELINE * font.size, "?", 1);
    }
}

static void draw_borders(lt_xml *xml, const lt_chart_node *node)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];
    const char *fill = style->fill != NULL ? style->fill : "none";

    if (node->mark == LT_MARK_COMING)
        fill = "url(#coming)";
    draw_border(xml, node, 0.0, fill, style->weak ? "2.4" : "1.5");
    if (style->weak)
        draw_border(xml, node, SECOND_BORDER, "none", "1");
    draw_sign(xml, node);
}

/* --- texts ---------------------------------------------------------------- */

double lt_svg_tag_width(const char *text)
{
    return (lt_text_ems(text, strlen(text)) + 0.9) * LT_CHART_SMALL_EM;
}

void lt_svg_tag(lt_xml *xml, double x, double y, const char *text)
{
    const lt_svg_font font = {LT_CHART_SMALL_EM, "#ffffff", 1, LT_SVG_MIDDLE};
    double width = lt_svg_tag_width(text);
    double height = 1.3 * LT_CHART_SMALL_EM;

    lt_xml_raw(xml, "<rect");
    lt_svg_length(xml, "x", x - width / 2.0);
    lt_svg_length(xml, "y", y - height / 2.0);
    lt_svg_length(xml, "width", width);
    lt_svg_length(xml, "height", height);
    lt_svg_length(xml, "rx", 0.15);
    lt_xml_raw(xml, " fill=\"#37474f\"/>\n");
    lt_svg_line(xml, &font, x, y + BASELINE * font.size, text, strlen(text));
}

/* The chain of a neighbour, cut where the box ends. */
static void draw_group(lt_xml *xml, const lt_svg_font *font,
                       const lt_chart_node *node, double y)
{
    char text[GROUP_BYTES];
    double room = (node->width - LT_CHART_PADDING) / font->size;
    size_t bytes = strlen(node->group);

    if (lt_text_ems(node->group, bytes) <= room) {
        lt_svg_line(xml, font, node->x, y, node->group, bytes);
        return;
    }
    bytes = lt_text_part(node->group, bytes, room - 1.0);
    if (bytes > sizeof(text) - sizeof("…"))
        return;
    memcpy(text, node->group, bytes);
    memcpy(text + bytes, "…", sizeof("…"));
    lt_svg_line(xml, font, node->x, y, text, strlen(text));
}

/* Figure and tag side by side, centred. */
static void draw_small_line(lt_xml *xml, const lt_chart_node *node, double y,
                            lt_lang lang)
{
    lt_svg_font font = {LT_CHART_SMALL_EM, LT_SVG_GREY, 0, LT_SVG_MIDDLE};
    char figure[LT_CHART_SMALL_BYTES];
    char tag[LT_CHART_SMALL_BYTES];
    double figure_width = 0.0;
    double tag_width = 0.0;
    double left = 0.0;

    if (node->outside && node->group != NULL) {
        draw_group(xml, &font, node, y + BASELINE * font.size);
        return;
    }
    lt_chart_figure(figure, node);
    lt_chart_tag(tag, node, lang);
    if (figure[0] != '\0')
        figure_width = lt_text_ems(figure, strlen(figure)) * font.size;
    if (tag[0] != '\0')
        tag_width = lt_svg_tag_width(tag);
    left = node->x - (figure_width + tag_width) / 2.0;
    if (figure[0] != '\0' && tag[0] != '\0')
        left -= 0.2 * font.size;
    font.colour = LT_SVG_INK;
    if (figure[0] != '\0')
        lt_svg_line(xml, &font, left + figure_width / 2.0,
                    y + BASELINE * font.size, figure, strlen(figure));
    if (tag[0] == '\0')
        return;
    left += figure_width;
    if (figure[0] != '\0')
        left += 0.4 * font.size;
    lt_svg_tag(xml, left + tag_width / 2.0, y, tag);
}

static int has_small_line(const lt_chart_node *node)
{
    char figure[LT_CHART_SMALL_BYTES];

    lt_chart_figure(figure, node);
    return figure[0] != '\0' || node->verdict != NULL ||
           (node->outside && node->group != NULL);
}

static void draw_texts(lt_xml *xml, const lt_chart_node *node, lt_lang lang)
{
    const lt_svg_font font = {
        LT_CHART_EM, node->outside || node->generic ? LT_SVG_GREY : LT_SVG_INK,
        0, LT_SVG_MIDDLE};
    lt_chart_label label;
    int small = has_small_line(node);
    double height = 0.0;
    double y = 0.0;

    lt_chart_label_break(&label, node->label,
                         node->width - 2.0 * LT_CHART_PADDING);
    height = label.count * LT_CHART_LINE + small * LT_CHART_SMALL_LINE;
    y = node->y - height / 2.0;
    for (uint32_t i = 0; i < label.count; i++) {
        lt_svg_line(xml, &font, node->x,
                    y + LT_CHART_LINE / 2.0 + BASELINE * font.size,
                    label.line[i], label.bytes[i]);
        y += LT_CHART_LINE;
    }
    if (small)
        draw_small_line(xml, node, y + LT_CHART_SMALL_LINE / 2.0, lang);
}

/* --- tooltip -------------------------------------------------------------- */

/* A line "name: text", where there is a text. */
static void tell(lt_xml *xml, lt_lang lang, lt_phrase name, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    lt_xml_raw(xml, "\n");
    lt_xml_raw(xml, lt_say(lang, name));
    lt_xml_raw(xml, lang == LT_ZH ? "：" : ": ");
    lt_xml_text(xml, text);
}

static void tell_amount(lt_xml *xml, lt_lang lang, lt_phrase name,
                        double amount, const char *unit)
{
    if (!isfinite(amount))
        return;
    lt_xml_raw(xml, "\n");
    lt_xml_raw(xml, lt_say(lang, name));
    lt_xml_raw(xml, lang == LT_ZH ? "：" : ": ");
    lt_xml_place(xml, amount);
    if (unit != NULL) {
        lt_xml_raw(xml, " ");
        lt_xml_text(xml, unit);
    }
}

static void draw_tooltip(lt_xml *xml, const lt_chart_node *node, lt_lang lang)
{
    char tag[LT_CHART_SMALL_BYTES];

    lt_chart_tag(tag, node, lang);
    lt_xml_raw(xml, "<title>");
    lt_xml_text(xml, node->label);
    tell(xml, lang, (lt_phrase){"状态", "state"},
         lt_say(lang, lt_mark_styles[node->mark].meaning));
    tell(xml, lang, (lt_phrase){"产业链", "chain"}, node->group);
    tell_amount(xml, lang, (lt_phrase){"产能", "capacity"}, node->capacity,
                node->unit);
    tell_amount(xml, lang, (lt_phrase){"需求", "need"}, node->need, node->unit);
    tell(xml, lang, (lt_phrase){"企业", "makers"}, node->makers);
    tell(xml, lang, (lt_phrase){"判断", "verdict"}, tag);
    lt_xml_raw(xml, "</title>\n");
}

void lt_svg_box(lt_xml *xml, const lt_chart_node *node, lt_lang lang)
{
    lt_xml_raw(xml, "<g>\n");
    draw_tooltip(xml, node, lang);
    if (node->outside)
        lt_xml_raw(xml, "<g opacity=\"0.5\">\n");
    draw_borders(xml, node);
    if (node->outside)
        lt_xml_raw(xml, "</g>\n");
    draw_texts(xml, node, lang);
    lt_xml_raw(xml, "</g>\n");
}
