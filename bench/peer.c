#include "bench/peer.h"

#include "bench/measure.h"

#include <igraph/igraph.h>

#include <stdio.h>
enum { NUMBER_LABEL = 48 };

const char *peer_version(void)
{
    const char *version = NULL;

    igraph_version(&version, NULL, NULL, NULL);
    return version;
}

static void check(igraph_error_t code)
{
    if (code != IGRAPH_SUCCESS)
        give_up("igraph: %s", igraph_strerror(code));
}

static FILE *open_file(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);

    if (file == NULL)
        give_up("cannot open %s", path);
    return file;
}

double peer_read_ncol(const char *path, unsigned nodes, unsigned edges)
{
    double begin = seconds_now();
    FILE *file = open_file(path, "r");
    igraph_t graph;

    igraph_set_attribute_table(&igraph_cattribute_table);
    check(igraph_read_graph_ncol(&graph, file, NULL, 1, IGRAPH_ADD_WEIGHTS_YES,
                                 IGRAPH_DIRECTED));
    (void)fclose(file);
    begin = seconds_now() - begin;
    /* Firms without a link are not in the file. */
    if (igraph_vcount(&graph) > (igraph_integer_t)nodes ||
        igraph_ecount(&graph) != (igraph_integer_t)edges)
        give_up("igraph read another graph");
    return begin;
}

/* --- GraphML -------------------------------------------------------------- */

static void add_text(igraph_t *graph, const char *name, const lt_chart *chart,
                     const char *(*text_of)(const lt_chart *, uint32_t),
                     uint32_t count, int of_edges)
{
    igraph_strvector_t texts;

    check(igraph_strvector_init(&texts, (igraph_integer_t)count));
    for (uint32_t i = 0; i < count; i++)
        check(igraph_strvector_set(&texts, (igraph_integer_t)i,
                                   text_of(chart, i)));
    check(of_edges ? igraph_cattribute_EAS_setv(graph, name, &texts)
                   : igraph_cattribute_VAS_setv(graph, name, &texts));
    igraph_strvector_destroy(&texts);
}

static const char *node_id(const lt_chart *chart, uint32_t i)
{
    return chart->nodes[i].id;
}

static const char *node_label(const lt_chart *chart, uint32_t i)
{
    return chart->nodes[i].label;
}

static const char *node_state(const lt_chart *chart, uint32_t i)
{
    return chart->nodes[i].mark == LT_MARK_PRESENT ? "present" : "unseen";
}

static const char *edge_kind(const lt_chart *chart, uint32_t i)
{
    return chart->edges[i].kind;
}

static const char *edge_label(const lt_chart *chart, uint32_t i)
{
    static char label[NUMBER_LABEL];

    (void)snprintf(label, sizeof(label), "input %.15g",
                   chart->edges[i].coefficient);
    return label;
}

static void add_truth(igraph_t *graph, const char *name, uint32_t count,
                      int truth, int of_edges)
{
    igraph_vector_bool_t truths;

    check(igraph_vector_bool_init(&truths, (igraph_integer_t)count));
    igraph_vector_bool_fill(&truths, truth != 0);
    check(of_edges ? igraph_cattribute_EAB_setv(graph, name, &truths)
                   : igraph_cattribute_VAB_setv(graph, name, &truths));
    igraph_vector_bool_destroy(&truths);
}

static void add_numbers(igraph_t *graph, const char *name,
                        const lt_chart *chart)
{
    igraph_vector_t weights;

    check(igraph_vector_init(&weights, (igraph_integer_t)chart->edge_count));
    for (uint32_t i = 0; i < chart->edge_count; i++)
        VECTOR(weights)[i] = chart->edges[i].coefficient;
    check(igraph_cattribute_EAN_setv(graph, name, &weights));
    igraph_vector_destroy(&weights);
}

static void make_graph(igraph_t *graph, const lt_chart *chart)
{
    igraph_vector_int_t ends;

    igraph_set_attribute_table(&igraph_cattribute_table);
    check(
        igraph_vector_int_init(&ends, 2 * (igraph_integer_t)chart->edge_count));
    for (uint32_t i = 0; i < chart->edge_count; i++) {
        const size_t at = 2 * (size_t)i;

        VECTOR(ends)[at] = (igraph_integer_t)chart->edges[i].from;
        VECTOR(ends)[at + 1] = (igraph_integer_t)chart->edges[i].to;
    }
    check(igraph_create(graph, &ends, (igraph_integer_t)chart->node_count,
                        IGRAPH_DIRECTED));
    igraph_vector_int_destroy(&ends);
}

/* All that the plain dialect says of this chart. */
static void add_all(igraph_t *graph, const lt_chart *chart)
{
    add_text(graph, "id", chart, node_id, chart->node_count, 0);
    add_text(graph, "label", chart, node_label, chart->node_count, 0);
    add_text(graph, "name", chart, node_label, chart->node_count, 0);
    add_text(graph, "state", chart, node_state, chart->node_count, 0);
    add_truth(graph, "weak", chart->node_count, 0, 0);
    add_truth(graph, "outside", chart->node_count, 0, 0);
    add_truth(graph, "generic", chart->node_count, 0, 0);
    add_text(graph, "kind", chart, edge_kind, chart->edge_count, 1);
    add_numbers(graph, "weight", chart);
    add_numbers(graph, "coefficient", chart);
    add_truth(graph, "essential", chart->edge_count, 1, 1);
    add_truth(graph, "shortcut", chart->edge_count, 0, 1);
    add_text(graph, "edgelabel", chart, edge_label, chart->edge_count, 1);
}

double peer_write_graphml(const lt_chart *chart, const char *path, int all)
{
    igraph_t graph;
    double begin = 0.0;
    FILE *file = NULL;

    make_graph(&graph, chart);
    if (all) {
        add_all(&graph, chart);
    } else {
        add_text(&graph, "name", chart, node_label, chart->node_count, 0);
        add_numbers(&graph, "weight", chart);
    }
    begin = seconds_now();
    file = open_file(path, "w");
    check(igraph_write_graph_graphml(&graph, file, 0));
    if (fclose(file) != 0)
        give_up("cannot write %s", path);
    return seconds_now() - begin;
}
