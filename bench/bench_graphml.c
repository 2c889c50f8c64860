/* GraphML of a network of firms against igraph's writer. */
#include "bench/inputs.h"
#include "bench/measure.h"
#include "bench/peer.h"
#include "graph/alloc.h"
#include "reports/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRMS = 200000, LINKS = 1000000, SEED = 11, ID_BYTES = 16 };

#define BYTES_PER_MB 1e6

struct output {
    lt_chart chart;
    char path[PATH_BYTES];
};

static void *make_array(size_t count, size_t size)
{
    void *array = lt_alloc_array(count, size);

    if (array == NULL)
        give_up("out of memory");
    return array;
}

static void make_nodes(lt_chart *chart)
{
    char(*names)[2][NAME_BYTES] = make_array(FIRMS, sizeof(*names));

    chart->nodes = make_array(FIRMS, sizeof(*chart->nodes));
    chart->node_count = FIRMS;
    for (uint32_t i = 0; i < FIRMS; i++) {
        lt_chart_node *node = &chart->nodes[i];

        firm_name(names[i][0], i, NAMED_BY_ID);
        firm_name(names[i][1], i, NAMED_IN_CHINESE);
        node->id = names[i][0];
        node->label = names[i][1];
        node->mark = i % 2 == 0 ? LT_MARK_PRESENT : LT_MARK_UNSEEN;
        node->score = NAN;
        node->capacity = NAN;
        node->need = NAN;
    }
}

static void make_edges(lt_chart *chart)
{
    char(*ids)[ID_BYTES] = make_array(LINKS, sizeof(*ids));
    uint64_t state = SEED;

    chart->edges = make_array(LINKS, sizeof(*chart->edges));
    chart->edge_count = LINKS;
    for (uint32_t i = 0; i < LINKS; i++) {
        struct supply supply = supply_next(&state, FIRMS);

        (void)snprintf(ids[i], ID_BYTES, "e%u", i);
        chart->edges[i] = (lt_chart_edge){.id = ids[i],
                                          .from = supply.supplier,
                                          .to = supply.customer,
                                          .kind = "input",
                                          .coefficient = supply.amount,
                                          .essential = 1};
    }
}

static int write_ours(const void *context, double *seconds)
{
    const struct output *output = context;
    const lt_report_options options = {.dialect = "plain"};
    const lt_report *report = lt_report_find("graphml");
    lt_answer answer = lt_answer_new("convert", LT_EN);
    lt_chart chart = output->chart;
    lt_error err = {LT_OK, ""};
    double begin = seconds_now();
    FILE *file = fopen(output->path, "w");

    if (file == NULL || report == NULL)
        give_up("cannot write %s", output->path);
    answer.chart = &chart;
    if (report->write(file, &answer, &options, &err) != LT_OK ||
        fclose(file) != 0)
        give_up("%s", err.message);
    seconds[0] = seconds_now() - begin;
    return 1;
}

static int write_peer(const void *context, double *seconds)
{
    const struct output *output = context;

    seconds[0] = peer_write_graphml(&output->chart, output->path, 1);
    return 1;
}

static int write_peer_little(const void *context, double *seconds)
{
    const struct output *output = context;

    seconds[0] = peer_write_graphml(&output->chart, output->path, 0);
    return 1;
}

static double megabytes(const char *path)
{
    struct stat what;

    return stat(path, &what) == 0 ? (double)what.st_size / BYTES_PER_MB : NAN;
}

static void print_file(const char *what, const struct output *output,
                       double seconds)
{
    double size = megabytes(output->path);

    print_cost(what, seconds, 0.0);
    (void)printf("  %-44s %9.0f MB, %.0f MB/s\n", "", size, size / seconds);
}

int main(void)
{
    static struct output output; /* Charts of the children are copies. */
    struct cost ours;
    struct cost theirs;

    make_nodes(&output.chart);
    make_edges(&output.chart);
    make_scratch_file(output.path);
    print_heading("GraphML of 200000 firms and 1000000 weighted edges");
    measure_both(&ours, write_ours, &theirs, write_peer, &output);
    print_file("igraph_write_graph_graphml", &output, theirs.seconds[0]);
    measure(&ours, write_ours, &output);
    print_file("liantu, plain dialect", &output, ours.seconds[0]);
    print_ratio(ours.seconds[0], theirs.seconds[0], 3.0);
    measure(&theirs, write_peer_little, &output);
    print_file("igraph with names and weights alone", &output,
               theirs.seconds[0]);
    (void)unlink(output.path);
    return EXIT_SUCCESS;
}
