#include "reports/writers.h"

#include "graph/alloc.h"
#include "graph/chart.h"
#include "reports/chart_style.h"
#include "reports/graphml_yed.h"
#include "reports/xml_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whom the file is for. */
enum dialect { GEPHI, PLAIN, YED };

static const struct {
    const char *name;
    enum dialect dialect;
} DIALECTS[] = {{"gephi", GEPHI}, {"plain", PLAIN}, {"yed", YED}};

/* A key as it is declared. */
struct key {
    const char *id, *name, *type;
};

static const struct key NODE_KEYS[] = {
    {"label", "label", "string"},       {"name", "name", "string"},
    {"stage", "stage", "string"},       {"chain", "chain", "string"},
    {"state", "state", "string"},       {"weak", "weak", "boolean"},
    {"verdict", "verdict", "string"},   {"score", "score", "double"},
    {"capacity", "capacity", "double"}, {"need", "need", "double"},
    {"unit", "unit", "string"},         {"makers", "makers", "string"},
    {"outside", "outside", "boolean"},  {"generic", "generic", "boolean"}};
static const struct key GEPHI_NODE_KEYS[] = {
    {"x", "x", "double"}, {"y", "y", "double"}, {"size", "size", "double"},
    {"r", "r", "int"},    {"g", "g", "int"},    {"b", "b", "int"}};
static const struct key EDGE_KEYS[] = {{"kind", "kind", "string"},
                                       {"weight", "weight", "double"},
                                       {"coefficient", "coefficient", "double"},
                                       {"essential", "essential", "boolean"},
                                       {"shortcut", "shortcut", "boolean"},
                                       {"edgelabel", "label", "string"}};

/* Gephi counts y upwards, and its discs are about ten units wide. */
#define GEPHI_UNIT  20.0
#define GEPHI_SIZE  10.0
#define GEPHI_SMALL 6.0

static lt_status find_dialect(enum dialect *out, const char *name,
                              lt_error *err)
{
    *out = GEPHI;
    if (name == NULL)
        return LT_OK;
    for (size_t i = 0; i < sizeof(DIALECTS) / sizeof(DIALECTS[0]); i++)
        if (strcmp(DIALECTS[i].name, name) == 0) {
            *out = DIALECTS[i].dialect;
            return LT_OK;
        }
    return lt_fail(err, LT_ERR_INVALID,
                   "graphml has no dialect \"%s\"; it has gephi, plain and yed",
                   name);
}

/* --- ids ------------------------------------------------------------------ */

/* The ids of all nodes, one behind the other: edges name them in any order,
 * and in a large chart the nodes themselves lie too far apart for that. */
struct ids {
    char *text;
    size_t *begin; /* One more than there are nodes. */
};

static void ids_clear(struct ids *ids)
{
    free(ids->text);
    free(ids->begin);
}

static lt_status ids_collect(struct ids *ids, const lt_chart *chart,
                             lt_error *err)
{
    const uint32_t count = chart->node_count;

    ids->begin = lt_alloc_array((size_t)count + 1, sizeof(*ids->begin));
    if (ids->begin == NULL)
        return lt_fail_memory(err, "ids");
    for (uint32_t v = 0; v < count; v++)
        ids->begin[v + 1] = ids->begin[v] + strlen(chart->nodes[v].id);
    ids->text = lt_alloc_array(ids->begin[count], 1);
    if (ids->text == NULL)
        return lt_fail_memory(err, "ids");
    for (uint32_t v = 0; v < count; v++)
        memcpy(ids->text + ids->begin[v], chart->nodes[v].id,
               ids->begin[v + 1] - ids->begin[v]);
    return LT_OK;
}

static void write_id(lt_xml *xml, const struct ids *ids, uint32_t node)
{
    lt_xml_text_bytes(xml, ids->text + ids->begin[node],
                      ids->begin[node + 1] - ids->begin[node]);
}

/* --- heads ---------------------------------------------------------------- */

static void declare(lt_xml *xml, const char *element, const struct key *keys,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lt_xml_raw(xml, "<key id=\"");
        lt_xml_raw(xml, keys[i].id);
        lt_xml_raw(xml, "\" for=\"");
        lt_xml_raw(xml, element);
        lt_xml_raw(xml, "\" attr.name=\"");
        lt_xml_raw(xml, keys[i].name);
        lt_xml_raw(xml, "\" attr.type=\"");
        lt_xml_raw(xml, keys[i].type);
        lt_xml_raw(xml, "\"/>\n");
    }
}

static void write_head(lt_xml *xml, enum dialect dialect)
{
    lt_xml_raw(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    if (dialect == YED)
        lt_xml_raw(xml, LT_YED_NAMESPACE);
    lt_xml_raw(xml, " xsi:schemaLocation=\""
                    "http://graphml.graphdrawing.org/xmlns "
                    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
                    "\">\n");
    declare(xml, "node", NODE_KEYS, sizeof(NODE_KEYS) / sizeof(NODE_KEYS[0]));
    if (dialect == GEPHI)
        declare(xml, "node", GEPHI_NODE_KEYS,
                sizeof(GEPHI_NODE_KEYS) / sizeof(GEPHI_NODE_KEYS[0]));
    declare(xml, "edge", EDGE_KEYS, sizeof(EDGE_KEYS) / sizeof(EDGE_KEYS[0]));
    if (dialect == YED)
        lt_xml_raw(xml, LT_YED_KEYS);
    lt_xml_raw(xml, "<graph id=\"G\" edgedefault=\"directed\">\n");
}

/* --- values --------------------------------------------------------------- */

static void text_data(lt_xml *xml, const char *open, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    lt_xml_raw(xml, open);
    lt_xml_text(xml, text);
    LT_XML_LITERAL(xml, "</data>");
}

static void number_data(lt_xml *xml, const char *open, double number)
{
    if (!isfinite(number))
        return;
    lt_xml_raw(xml, open);
    lt_xml_number(xml, number);
    LT_XML_LITERAL(xml, "</data>");
}

static void truth_data(lt_xml *xml, const char *open, int truth)
{
    lt_xml_raw(xml, open);
    if (truth)
        LT_XML_LITERAL(xml, "true</data>");
    else
        LT_XML_LITERAL(xml, "false</data>");
}

/* Two hexadecimal digits of a colour "#rrggbb". */
static unsigned part_of(const char *colour, int part)
{
    unsigned value = 0;

    for (int i = 1 + 2 * part; i < 3 + 2 * part; i++) {
        char digit = colour[i];

        value = value * 16 +
                (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return value;
}

static void gephi_data(lt_xml *xml, const lt_chart_node *node)
{
    const char *colour = lt_mark_styles[node->mark].border;
    int small = node->outside || node->generic;

    LT_XML_LITERAL(xml, "<data key=\"x\">");
    lt_xml_place(xml, node->x * GEPHI_UNIT);
    LT_XML_LITERAL(xml, "</data><data key=\"y\">");
    lt_xml_place(xml, -node->y * GEPHI_UNIT);
    LT_XML_LITERAL(xml, "</data><data key=\"size\">");
    lt_xml_place(xml, small ? GEPHI_SMALL : GEPHI_SIZE);
    LT_XML_LITERAL(xml, "</data><data key=\"r\">");
    lt_xml_count(xml, part_of(colour, 0));
    LT_XML_LITERAL(xml, "</data><data key=\"g\">");
    lt_xml_count(xml, part_of(colour, 1));
    LT_XML_LITERAL(xml, "</data><data key=\"b\">");
    lt_xml_count(xml, part_of(colour, 2));
    LT_XML_LITERAL(xml, "</data>");
}

static void write_node(lt_xml *xml, const lt_chart_node *node,
                       enum dialect dialect)
{
    const lt_mark_style *style = &lt_mark_styles[node->mark];

    LT_XML_LITERAL(xml, "<node id=\"");
    lt_xml_text(xml, node->id);
    LT_XML_LITERAL(xml, "\">");
    text_data(xml, "<data key=\"label\">", node->label);
    text_data(xml, "<data key=\"name\">", node->label);
    text_data(xml, "<data key=\"stage\">", node->stage);
    text_data(xml, "<data key=\"chain\">", node->group);
    text_data(xml, "<data key=\"state\">", style->word);
    truth_data(xml, "<data key=\"weak\">", style->weak);
    text_data(xml, "<data key=\"verdict\">", node->verdict);
    number_data(xml, "<data key=\"score\">", node->score);
    number_data(xml, "<data key=\"capacity\">", node->capacity);
    number_data(xml, "<data key=\"need\">", node->need);
    text_data(xml, "<data key=\"unit\">", node->unit);
    text_data(xml, "<data key=\"makers\">", node->makers);
    truth_data(xml, "<data key=\"outside\">", node->outside);
    truth_data(xml, "<data key=\"generic\">", node->generic);
    if (dialect == GEPHI)
        gephi_data(xml, node);
    else if (dialect == YED)
        lt_yed_node(xml, node);
    LT_XML_LITERAL(xml, "</node>\n");
}

static void write_edge(lt_xml *xml, const lt_chart *chart,
                       const struct ids *ids, const lt_chart_edge *edge,
                       lt_lang lang, enum dialect dialect)
{
    const lt_kind_style *style = lt_kind_style_of(edge->kind);
    /* Without a coefficient every edge weighs the same. */
    int weighs = isfinite(edge->coefficient) && edge->coefficient > 0.0;

    LT_XML_LITERAL(xml, "<edge id=\"");
    lt_xml_text(xml, edge->id);
    LT_XML_LITERAL(xml, "\" source=\"");
    write_id(xml, ids, edge->from);
    LT_XML_LITERAL(xml, "\" target=\"");
    write_id(xml, ids, edge->to);
    LT_XML_LITERAL(xml, "\">");
    text_data(xml, "<data key=\"kind\">", style->kind);
    number_data(xml, "<data key=\"weight\">", weighs ? edge->coefficient : 1.0);
    number_data(xml, "<data key=\"coefficient\">", edge->coefficient);
    truth_data(xml, "<data key=\"essential\">", edge->essential);
    truth_data(xml, "<data key=\"shortcut\">", edge->shortcut);
    LT_XML_LITERAL(xml, "<data key=\"edgelabel\">");
    lt_xml_raw(xml, lt_say(lang, style->meaning));
    if (isfinite(edge->coefficient)) {
        LT_XML_LITERAL(xml, " ");
        lt_xml_number(xml, edge->coefficient);
    }
    LT_XML_LITERAL(xml, "</data>");
    if (dialect == YED)
        lt_yed_edge(xml, chart, edge, style);
    LT_XML_LITERAL(xml, "</edge>\n");
}

/* The ids of edges to come are asked for early, first where they lie, then
 * what lies there: in a large chart every one is a miss of the cache. */
static void write_edges(lt_xml *xml, const lt_chart *chart,
                        const struct ids *ids, lt_lang lang,
                        enum dialect dialect)
{
    enum { NEAR = 8, FAR = 16 };

    for (uint32_t e = 0; e < chart->edge_count; e++) {
        if (e + FAR < chart->edge_count) {
            const lt_chart_edge *near = &chart->edges[e + NEAR];
            const lt_chart_edge *far = &chart->edges[e + FAR];

            __builtin_prefetch(&ids->begin[far->from]);
            __builtin_prefetch(&ids->begin[far->to]);
            __builtin_prefetch(ids->text + ids->begin[near->from]);
            __builtin_prefetch(ids->text + ids->begin[near->to]);
        }
        write_edge(xml, chart, ids, &chart->edges[e], lang, dialect);
    }
}

lt_status lt_write_graphml(FILE *output, const lt_answer *answer,
                           const lt_report_options *options, lt_error *err)
{
    const lt_chart *chart = NULL;
    enum dialect dialect = GEPHI;
    struct ids ids = {NULL, NULL};
    lt_xml xml;
    lt_status status = LT_OK;

    LT_TRY(
        find_dialect(&dialect, options != NULL ? options->dialect : NULL, err));
    LT_TRY(lt_chart_of(&chart, answer, "graphml", err));
    LT_TRY(ids_collect(&ids, chart, err));
    LT_TRY(lt_xml_open(&xml, output, LT_XML_REPLACE, err));
    write_head(&xml, dialect);
    for (uint32_t v = 0; v < chart->node_count; v++)
        write_node(&xml, &chart->nodes[v], dialect);
    write_edges(&xml, chart, &ids, answer->lang, dialect);
    lt_xml_raw(&xml, "</graph>\n</graphml>\n");
    LT_TRY(lt_xml_close(&xml, err));

cleanup:
    ids_clear(&ids);
    return status;
}
