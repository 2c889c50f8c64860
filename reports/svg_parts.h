/* Private to reports/: the parts of an SVG drawing. Lengths are in units of
 * one text line, as in lt_chart, and written in pixels. */
#ifndef LT_REPORTS_SVG_PARTS_H
#define LT_REPORTS_SVG_PARTS_H

#include "graph/table.h"
#include "reports/xml_text.h"

/* Pixels of one text line. */
#define LT_SVG_UNIT 20.0

/* Colours of texts, of what is secondary, and of lines. */
#define LT_SVG_INK  "#1c2733"
#define LT_SVG_GREY "#67737f"

/* How a text stands at its point. */
typedef enum lt_svg_anchor { LT_SVG_START, LT_SVG_MIDDLE } lt_svg_anchor;

typedef struct lt_svg_font {
    double size; /* Units. */
    const char *colour;
    int bold;
    lt_svg_anchor anchor;
} lt_svg_font;

/* ` name="value"`, a length in units. */
void lt_svg_length(lt_xml *xml, const char *name, double units);

/* ` name="text"`; nothing where @p text is NULL. */
void lt_svg_attribute(lt_xml *xml, const char *name, const char *text);

/* One line whose baseline is at @p y. */
void lt_svg_line(lt_xml *xml, const lt_svg_font *font, double x, double y,
                 const char *text, size_t bytes);

/* A node with its borders, label, figures, tag and tooltip. */
void lt_svg_box(lt_xml *xml, const lt_chart_node *node, lt_lang lang);

/* A tag, centred; its width for lt_svg_tag_width. */
void lt_svg_tag(lt_xml *xml, double x, double y, const char *text);
double lt_svg_tag_width(const char *text);

/* An edge with its tooltip. */
void lt_svg_edge(lt_xml *xml, const lt_chart *chart, const lt_chart_edge *edge,
                 lt_lang lang);

/* Definitions that boxes and edges refer to. */
void lt_svg_definitions(lt_xml *xml);

/* What the signs mean, in rows at most @p width wide from (0, 0) downwards.
 * xml NULL: nothing is drawn. The height is returned. */
double lt_svg_legend(lt_xml *xml, const lt_chart *chart, lt_lang lang,
                     double width);

#endif
