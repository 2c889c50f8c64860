#include "reports/graphml_yed.h"

#include "graph/chart.h"

#define PIXELS 20.0

static void attribute(lt_xml *xml, const char *open, double pixels)
{
    lt_xml_raw(xml, open);
    lt_xml_place(xml, pixels);
    lt_xml_raw(xml, "\"");
}

/* The lines of the label, broken as in every other drawing. */
static void write_label(lt_xml *xml, const lt_chart_node *node)
{
    lt_chart_label label;

    lt_chart_label_break(&label, node->label,
                         node->width - 2.0 * LT_CHART_PADDING);
    attribute(xml, "<y:NodeLabel fontFamily=\"Dialog\" fontSize=\"",
              LT_CHART_EM * PIXELS);
    lt_xml_raw(xml, " alignment=\"center\" modelName=\"internal\" "
                    "modelPosition=\"c\" textColor=\"");
    lt_xml_raw(xml, node->outside ? "#67737f\">" : "#1c2733\">");
    for (uint32_t i = 0; i < label.count; i++) {
        if (i > 0)
            lt_xml_raw(xml, "\n");
        lt_xml_text_bytes(xml, label.line[i], label.bytes[i]);
    }
    lt_xml_raw(xml, "</y:NodeLabel>");
}

void lt_yed_node(lt_xml *xml, const lt_chart_node *node)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];

    lt_xml_raw(xml, "<data key=\"nodegraphics\"><y:ShapeNode>");
    attribute(xml, "<y:Geometry height=\"", node->height * PIXELS);
    attribute(xml, " width=\"", node->width * PIXELS);
    attribute(xml, " x=\"", (node->x - node->width / 2.0) * PIXELS);
    attribute(xml, " y=\"", (node->y - node->height / 2.0) * PIXELS);
    if (style->fill != NULL) {
        lt_xml_raw(xml, "/><y:Fill color=\"");
        lt_xml_raw(xml, style->fill);
        lt_xml_raw(xml, "\" transparent=\"false\"/>");
    } else {
        lt_xml_raw(xml, "/><y:Fill hasColor=\"false\" transparent=\"false\"/>");
    }
    lt_xml_raw(xml, "<y:BorderStyle color=\"");
    lt_xml_raw(xml, style->border);
    lt_xml_raw(xml, "\" type=\"");
    lt_xml_raw(xml, style->dash == NULL ? "line" : style->line);
    lt_xml_raw(xml, style->weak ? "\" width=\"3.0\"/>" : "\" width=\"1.5\"/>");
    write_label(xml, node);
    lt_xml_raw(xml, node->mark == LT_MARK_COMING
                        ? "<y:Shape type=\"roundrectangle\"/>"
                        : "<y:Shape type=\"rectangle\"/>");
    lt_xml_raw(xml, "</y:ShapeNode></data>");
}

/* Where an edge meets a box, from the centre of the box. */
static double port_of(const lt_chart_node *node, double towards)
{
    return (towards < node->x ? -node->width : node->width) / 2.0 * PIXELS;
}

void lt_yed_edge(lt_xml *xml, const lt_chart *chart, const lt_chart_edge *edge,
                 const lt_kind_style *style)
{
    const lt_chart_node *from = &chart->nodes[edge->from];
    const lt_chart_node *to = &chart->nodes[edge->to];
    const double *bends = edge->bends;
    uint32_t count = bends != NULL ? edge->bend_count : 0;
    double first = count > 0 ? bends[0] : to->x;
    double last = count > 0 ? bends[2 * (size_t)(count - 1)] : from->x;

    lt_xml_raw(xml, "<data key=\"edgegraphics\"><y:PolyLineEdge>");
    attribute(xml, "<y:Path sx=\"", port_of(from, first));
    attribute(xml, " sy=\"0.0\" tx=\"", port_of(to, last));
    lt_xml_raw(xml, " ty=\"0.0\">");
    for (uint32_t i = 0; i < count; i++) {
        attribute(xml, "<y:Point x=\"", bends[2 * (size_t)i] * PIXELS);
        attribute(xml, " y=\"", bends[2 * (size_t)i + 1] * PIXELS);
        lt_xml_raw(xml, "/>");
    }
    lt_xml_raw(xml, "</y:Path><y:LineStyle color=\"");
    lt_xml_raw(xml, edge->shortcut ? "#ccd3da" : "#4f5b66");
    lt_xml_raw(xml, "\" type=\"");
    lt_xml_raw(xml, style->dash == NULL ? "line" : style->line);
    lt_xml_raw(xml,
               edge->essential ? "\" width=\"1.5\"/>" : "\" width=\"1.0\"/>");
    lt_xml_raw(xml, style->hollow
                        ? "<y:Arrows source=\"none\" target=\"white_delta\"/>"
                        : "<y:Arrows source=\"none\" target=\"standard\"/>");
    lt_xml_raw(xml, "<y:BendStyle smoothed=\"true\"/>"
                    "</y:PolyLineEdge></data>");
}
