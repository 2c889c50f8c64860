#include "reports/report.h"
#include "support/cmocka_first.h"
#include "support/sample_chart.h"
#include "support/written.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

static const char *const DIALECTS[] = {"gephi", "plain", "yed"};

static char *exported(const lt_answer *answer, const char *dialect)
{
    const lt_report_options options = {.dialect = dialect};
    lt_status status = LT_ERR_INVALID;
    char *graphml = written("graphml", answer, &options, &status);

    assert_int_equal(status, LT_OK);
    return graphml;
}

static char *sample(const char *dialect)
{
    lt_answer answer;
    char *graphml = NULL;

    sample_chart(&answer, LT_ZH);
    graphml = exported(&answer, dialect);
    lt_answer_clear(&answer);
    return graphml;
}

static void assert_holds(const char *text, const char *piece)
{
    if (strstr(text, piece) == NULL)
        fail_msg("missing: %s", piece);
}

/* --- a reader that keeps to the letter ------------------------------------ */

enum { SEEN_MAX = 64, NAME_MAX_BYTES = 64 };

struct seen {
    char names[SEEN_MAX][NAME_MAX_BYTES];
    size_t count;
};

static int has(const struct seen *seen, const char *name)
{
    for (size_t i = 0; i < seen->count; i++)
        if (strcmp(seen->names[i], name) == 0)
            return 1;
    return 0;
}

/* Note a name that must be new. */
static void add(struct seen *seen, const char *name)
{
    assert_false(has(seen, name));
    assert_true(seen->count < SEEN_MAX && strlen(name) < NAME_MAX_BYTES);
    memcpy(seen->names[seen->count++], name, strlen(name) + 1);
}

struct document {
    struct seen keys, nodes, edges;
    size_t data;
};

static char *attribute(xmlTextReaderPtr reader, const char *name)
{
    return (char *)xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
}

static void visit_data(struct document *document, xmlTextReaderPtr reader)
{
    char *key = attribute(reader, "key");

    assert_non_null(key);
    assert_true(has(&document->keys, key));
    document->data++;
    xmlFree(key);
}

static void visit(struct document *document, xmlTextReaderPtr reader)
{
    const char *element = (const char *)xmlTextReaderConstLocalName(reader);
    char *id = attribute(reader, "id");

    if (strcmp(element, "key") == 0) {
        assert_int_equal(document->nodes.count, 0);
        add(&document->keys, id);
    } else if (strcmp(element, "node") == 0) {
        add(&document->nodes, id);
    } else if (strcmp(element, "edge") == 0) {
        char *source = attribute(reader, "source");
        char *target = attribute(reader, "target");

        add(&document->edges, id);
        assert_true(has(&document->nodes, source));
        assert_true(has(&document->nodes, target));
        xmlFree(source);
        xmlFree(target);
    } else if (strcmp(element, "data") == 0) {
        visit_data(document, reader);
    }
    xmlFree(id);
}

static void read_strictly(struct document *document, const char *graphml)
{
    xmlTextReaderPtr reader = xmlReaderForMemory(graphml, (int)strlen(graphml),
                                                 NULL, NULL, XML_PARSE_NONET);
    int more = 0;

    memset(document, 0, sizeof(*document));
    assert_non_null(reader);
    while ((more = xmlTextReaderRead(reader)) == 1)
        if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
            visit(document, reader);
    assert_int_equal(more, 0);
    xmlFreeTextReader(reader);
}

/* --- tests ---------------------------------------------------------------- */

static void test_every_dialect_declares_its_keys_and_repeats_no_id(void **state)
{
    static struct document document;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char *graphml = sample(DIALECTS[i]);

        read_strictly(&document, graphml);
        assert_int_equal(document.nodes.count, POLYESTER_NODES);
        assert_int_equal(document.edges.count, POLYESTER_EDGES);
        assert_true(document.data > (size_t)5 * POLYESTER_NODES);
        free(graphml);
    }
}

static void test_a_node_carries_all_that_is_known(void **state)
{
    char *graphml = sample("plain");

    (void)state;
    assert_holds(graphml, "<graph id=\"G\" edgedefault=\"directed\">\n");
    assert_holds(graphml, "<key id=\"score\" for=\"node\" attr.name=\"score\" "
                          "attr.type=\"double\"/>\n");
    assert_holds(
        graphml,
        "<node id=\"px\"><data key=\"label\">对二甲苯(PX)</data>"
        "<data key=\"name\">对二甲苯(PX)</data>"
        "<data key=\"stage\">basic</data>"
        "<data key=\"chain\">石油化工</data>"
        "<data key=\"state\">present</data><data key=\"weak\">true</data>"
        "<data key=\"verdict\">strengthen</data>"
        "<data key=\"score\">61.4</data><data key=\"capacity\">21.5</data>"
        "<data key=\"unit\">万吨</data><data key=\"outside\">false</data>"
        "<data key=\"generic\">false</data></node>\n");
    assert_holds(graphml, "<data key=\"makers\">洛阳石化；宏达实业</data>");
    assert_holds(graphml, "<data key=\"need\">40.25</data>");
    free(graphml);
}

static void test_edges_weigh_their_coefficient_or_one(void **state)
{
    char *graphml = sample("plain");

    (void)state;
    assert_holds(graphml, "<key id=\"edgelabel\" for=\"edge\" "
                          "attr.name=\"label\" attr.type=\"string\"/>\n");
    assert_holds(
        graphml,
        "<edge id=\"e3\" source=\"px\" target=\"pta\">"
        "<data key=\"kind\">input</data><data key=\"weight\">0.655</data>"
        "<data key=\"coefficient\">0.655</data>"
        "<data key=\"essential\">true</data>"
        "<data key=\"shortcut\">false</data>"
        "<data key=\"edgelabel\">投入 0.655</data></edge>\n");
    assert_holds(graphml, "<edge id=\"e0\" source=\"oil\" target=\"naphtha\">"
                          "<data key=\"kind\">input</data>"
                          "<data key=\"weight\">1</data>"
                          "<data key=\"essential\">true</data>");
    free(graphml);
}

static void test_gephi_is_the_default_and_counts_upwards(void **state)
{
    char *gephi = sample("gephi");
    char *standard = sample(NULL);

    (void)state;
    assert_string_equal(standard, gephi);
    assert_holds(gephi, "<data key=\"x\">90</data><data key=\"y\">-40</data>"
                        "<data key=\"size\">10</data><data key=\"r\">213</data>"
                        "<data key=\"g\">94</data><data key=\"b\">0</data>");
    free(gephi);
    free(standard);
}

static void test_plain_has_nothing_to_see(void **state)
{
    char *plain = sample("plain");

    (void)state;
    assert_null(strstr(plain, "key id=\"x\""));
    assert_null(strstr(plain, "yfiles"));
    assert_null(strstr(plain, "xmlns:y"));
    free(plain);
}

static void test_yed_finds_boxes_labels_and_lines(void **state)
{
    char *yed = sample("yed");

    (void)state;
    assert_holds(yed, " xmlns:y=\"http://www.yworks.com/xml/graphml\"");
    assert_holds(yed, "<key id=\"nodegraphics\" for=\"node\" "
                      "yfiles.type=\"nodegraphics\"/>");
    assert_holds(yed, "<y:Geometry height=\"50\" width=\"150\" x=\"15\" "
                      "y=\"15\"/><y:Fill hasColor=\"false\" "
                      "transparent=\"false\"/><y:BorderStyle "
                      "color=\"#d55e00\" type=\"dashed\" width=\"1.5\"/>");
    assert_holds(yed, "type=\"dotted\"");
    assert_holds(yed, "<y:Shape type=\"roundrectangle\"/>");
    assert_holds(yed, ">精对苯二甲酸\n(PTA)</y:NodeLabel>");
    assert_holds(yed, "<y:PolyLineEdge><y:Path sx=\"75\" sy=\"0.0\" "
                      "tx=\"-75\" ty=\"0.0\"></y:Path>");
    assert_holds(yed, "target=\"white_delta\"");
    free(yed);
}

static void test_bends_are_points_of_the_line_in_yed(void **state)
{
    static const double bends[] = {10.0, 3.5, 12.25, 3.5};
    lt_answer answer;
    char *yed = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    answer.chart->edges[0].bends = bends;
    answer.chart->edges[0].bend_count = 2;
    yed = exported(&answer, "yed");
    assert_holds(yed, "<y:Point x=\"200\" y=\"70\"/>"
                      "<y:Point x=\"245\" y=\"70\"/></y:Path>");
    free(yed);
    lt_answer_clear(&answer);
}

static void test_what_xml_cannot_hold_is_replaced(void **state)
{
    static struct document document;
    lt_answer answer;
    char *graphml = NULL;

    (void)state;
    sample_chart(&answer, LT_ZH);
    answer.chart->nodes[0].label = "a\x1b<b>\xff\xed\xa0\x80&\"\t\r\n\xef\xbf"
                                   "\xbe\xf0\x9f\x98\x80\xf4\x90\x80\x80";
    graphml = exported(&answer, "plain");
    read_strictly(&document, graphml);
    assert_holds(graphml, "<data key=\"label\">a�&lt;b&gt;����&amp;&quot;&#9;"
                          "&#13;&#10;���😀����</data>");
    free(graphml);
    lt_answer_clear(&answer);
}

static void test_numbers_read_back_exactly(void **state)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {1.0 / 3.0, "0.3333333333333333"},
                 {123456789.25, "123456789.25"},
                 {1e-7, "1e-07"},
                 {1e30, "1e+30"},
                 {9007199254740993.0, "9007199254740992"},
                 {0.000125, "0.000125"},
                 {-2.5, "-2.5"}};
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char expected[96];
        char *graphml = NULL;

        answer.chart->nodes[0].need = cases[i].number;
        graphml = exported(&answer, "plain");
        (void)snprintf(expected, sizeof(expected),
                       "<data key=\"need\">%s</data>", cases[i].text);
        assert_holds(graphml, expected);
        free(graphml);
    }
    lt_answer_clear(&answer);
}

static void test_an_unknown_dialect_lists_the_known(void **state)
{
    const lt_report_options options = {.dialect = "visio"};
    lt_answer answer;
    lt_error err = {0};

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_int_equal(
        lt_report_find("graphml")->write(stdout, &answer, &options, &err),
        LT_ERR_INVALID);
    assert_string_equal(err.message, "graphml has no dialect \"visio\"; it has "
                                     "gephi, plain and yed");
    lt_answer_clear(&answer);
}

static void test_an_answer_without_chart_is_refused(void **state)
{
    lt_answer answer = lt_answer_new("gaps", LT_ZH);
    lt_status status = LT_OK;

    (void)state;
    assert_null(written("graphml", &answer, NULL, &status));
    assert_int_equal(status, LT_ERR_INVALID);
    lt_answer_clear(&answer);
}

/* More than one buffer of output, in one piece and in many. */
static void test_long_texts_pass_through_the_buffer(void **state)
{
    enum { LONG = 300000 };
    static struct document document;
    char *label = malloc(LONG + 1);
    lt_answer answer;
    char *graphml = NULL;

    (void)state;
    assert_non_null(label);
    memset(label, 'x', LONG);
    label[LONG] = '\0';
    sample_chart(&answer, LT_ZH);
    answer.chart->nodes[0].label = label;
    graphml = exported(&answer, "plain");
    read_strictly(&document, graphml);
    assert_true(strlen(graphml) > 2 * (size_t)LONG);
    free(graphml);
    free(label);
    lt_answer_clear(&answer);
}

static void test_a_full_disk_is_noticed(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_full_disk_is_noticed("graphml", &answer);
    lt_answer_clear(&answer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_answer answer;

    (void)state;
    sample_chart(&answer, LT_ZH);
    assert_failed_allocations_are_clean("graphml", &answer);
    lt_answer_clear(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_every_dialect_declares_its_keys_and_repeats_no_id),
        cmocka_unit_test(test_a_node_carries_all_that_is_known),
        cmocka_unit_test(test_edges_weigh_their_coefficient_or_one),
        cmocka_unit_test(test_gephi_is_the_default_and_counts_upwards),
        cmocka_unit_test(test_plain_has_nothing_to_see),
        cmocka_unit_test(test_yed_finds_boxes_labels_and_lines),
        cmocka_unit_test(test_bends_are_points_of_the_line_in_yed),
        cmocka_unit_test(test_what_xml_cannot_hold_is_replaced),
        cmocka_unit_test(test_numbers_read_back_exactly),
        cmocka_unit_test(test_an_unknown_dialect_lists_the_known),
        cmocka_unit_test(test_an_answer_without_chart_is_refused),
        cmocka_unit_test(test_long_texts_pass_through_the_buffer),
        cmocka_unit_test(test_a_full_disk_is_noticed),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("graphml report", tests, NULL, NULL);
}
