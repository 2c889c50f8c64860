#include "reports/writers.h"

#include "reports/chart_style.h"
#include "reports/xml_text.h"

#include <math.h>
#include <string.h>

/* A quoted string: quotes and backslashes escaped, lines broken by \n, other
 * control characters left out. */
static void write_string(lt_xml *dot, const char *text)
{
    lt_xml_raw(dot, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            lt_xml_bytes(dot, "\\", 1);
        if (*c == '\n')
            lt_xml_raw(dot, "\\n");
        else if ((unsigned char)*c >= 0x20 && *c != 0x7f)
            lt_xml_bytes(dot, c, 1);
    }
    lt_xml_raw(dot, "\"");
}

static void write_attribute(lt_xml *dot, const char *name, const char *text)
{
    if (text == NULL)
        return;
    lt_xml_raw(dot, ", ");
    lt_xml_raw(dot, name);
    lt_xml_raw(dot, "=");
    write_string(dot, text);
}

static void write_head(lt_xml *dot, const lt_answer *answer)
{
    const char *title = answer->chart->title;

    lt_xml_raw(dot, "digraph chain {\n"
                    "  graph [rankdir=LR, nodesep=0.2, ranksep=0.6, "
                    "fontname=\"Noto Sans CJK SC\"");
    write_attribute(dot, "label", title != NULL ? title : answer->title);
    lt_xml_raw(dot, ", labelloc=t];\n"
                    "  node [shape=box, fontname=\"Noto Sans CJK SC\"];\n"
                    "  edge [fontname=\"Noto Sans CJK SC\", fontsize=10];\n");
}

/* rounded, filled, dashed …, as the mark has it. */
static const char *style_of(const lt_chart_node *node)
{
    switch (node->mark) {
    case LT_MARK_COMING:
        return "filled,rounded,dashed";
    case LT_MARK_ABSENT:
        return "dashed";
    case LT_MARK_UNSEEN:
        return "dotted";
    case LT_MARK_PRESENT:
    case LT_MARK_WEAK:
    case LT_MARK_COUNT:
    default:
        return "filled";
    }
}

static void write_node(lt_xml *dot, const lt_chart_node *node)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];

    lt_xml_raw(dot, "  ");
    write_string(dot, node->id);
    lt_xml_raw(dot, " [label=");
    write_string(dot, node->label);
    write_attribute(dot, "style", style_of(node));
    write_attribute(dot, "color", style->border);
    write_attribute(dot, "fillcolor", style->fill);
    if (node->outside || node->generic)
        write_attribute(dot, "fontcolor", "#67737f");
    if (style->weak)
        lt_xml_raw(dot, ", peripheries=2, penwidth=2");
    lt_xml_raw(dot, "];\n");
}

static void write_edge(lt_xml *dot, const lt_chart *chart,
                       const lt_chart_edge *edge)
{
    const lt_kind_style *style = lt_kind_style_of(edge->kind);
    int supports = strcmp(style->kind, "equipment") == 0 ||
                   strcmp(style->kind, "service") == 0;

    lt_xml_raw(dot, "  ");
    write_string(dot, chart->nodes[edge->from].id);
    lt_xml_raw(dot, " -> ");
    write_string(dot, chart->nodes[edge->to].id);
    lt_xml_raw(dot, " [style=");
    lt_xml_raw(dot, style->line);
    if (style->hollow)
        lt_xml_raw(dot, ", arrowhead=empty");
    if (isfinite(edge->coefficient)) {
        lt_xml_raw(dot, ", label=\"");
        lt_xml_number(dot, edge->coefficient);
        lt_xml_raw(dot, "\"");
    }
    lt_xml_raw(dot,
               edge->shortcut ? ", color=\"#ccd3da\"" : ", color=\"#4f5b66\"");
    lt_xml_raw(dot, edge->essential ? ", penwidth=1.2" : ", penwidth=0.7");
    if (supports || edge->shortcut) /* They do not say what comes first. */
        lt_xml_raw(dot, ", constraint=false");
    lt_xml_raw(dot, "];\n");
}

lt_status lt_write_dot(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err)
{
    const lt_chart *chart = NULL;
    lt_xml dot;
    lt_status status = lt_chart_of(&chart, answer, "dot", err);

    (void)options;
    if (status == LT_OK)
        status = lt_xml_open(&dot, output, LT_XML_DROP, err);
    if (status != LT_OK)
        return status;
    write_head(&dot, answer);
    for (uint32_t v = 0; v < chart->node_count; v++)
        write_node(&dot, &chart->nodes[v]);
    for (uint32_t e = 0; e < chart->edge_count; e++)
        write_edge(&dot, chart, &chart->edges[e]);
    lt_xml_raw(&dot, "}\n");
    return lt_xml_close(&dot, err);
}
