/* Private to reports/: what yEd needs to draw a GraphML file as it is. */
#ifndef LT_REPORTS_GRAPHML_YED_H
#define LT_REPORTS_GRAPHML_YED_H

#include "graph/table.h"
#include "reports/chart_style.h"
#include "reports/xml_text.h"

/* For the root element, and to be declared before the graph. */
#define LT_YED_NAMESPACE " xmlns:y=\"http://www.yworks.com/xml/graphml\""
#define LT_YED_KEYS                                                            \
    "<key id=\"nodegraphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"   \
    "<key id=\"edgegraphics\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n"

/* The <data> that draws a node as its box, an edge as its line. */
void lt_yed_node(lt_xml *xml, const lt_chart_node *node);
void lt_yed_edge(lt_xml *xml, const lt_chart *chart, const lt_chart_edge *edge,
                 const lt_kind_style *style);

#endif
