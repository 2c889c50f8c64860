/* Folders of firms and supplies against igraph's reader of named links. */
#include "bench/inputs.h"
#include "bench/load.h"
#include "bench/measure.h"
#include "bench/peer.h"

#include <stdio.h>
#include <stdlib.h>

enum { READING, BUILDING, TOTAL };

static int read_folder(const void *context, double *seconds)
{
    const struct network *network = context;
    const lt_graph *graph =
        load_folder(network->folder, &seconds[READING], &seconds[BUILDING]);

    seconds[TOTAL] = seconds[READING] + seconds[BUILDING];
    /* Without a table of firms, those that supply nobody are not named. */
    return graph->firm_count <= network->firms &&
           graph->supply_count == network->links;
}

static int read_ncol(const void *context, double *seconds)
{
    const struct network *network = context;

    seconds[TOTAL] =
        peer_read_ncol(network->ncol, network->firms, network->links);
    return 1;
}

static void compare(uint32_t firms, uint32_t links, enum naming naming,
                    enum extent extent, double target, double mebibytes)
{
    struct network network = {firms, links, naming, extent, "", ""};
    struct cost ours;
    struct cost theirs;
    char heading[128];

    (void)snprintf(
        heading, sizeof(heading), "%u firms, %u supplies, named by %s, %s",
        (unsigned)firms, (unsigned)links,
        naming == NAMED_BY_ID ? "id" : "Chinese name",
        extent == EXTENT_FULL ? "six columns and a table of firms"
                              : "the same three columns as the peer");
    print_heading(heading);
    network_write(&network);
    measure_both(&ours, read_folder, &theirs, read_ncol, &network);
    network_remove(&network);
    print_cost("folder to graph", ours.seconds[TOTAL], ours.peak_mib);
    print_cost("  reading the tables", ours.seconds[READING], 0.0);
    print_cost("  building the graph", ours.seconds[BUILDING], 0.0);
    print_cost("igraph_read_graph_ncol", theirs.seconds[TOTAL],
               theirs.peak_mib);
    print_ratio(ours.seconds[TOTAL], theirs.seconds[TOTAL], target);
    print_limit("peak memory", ours.peak_mib, mebibytes, "MiB");
}

int main(int count, char **arguments)
{
    (void)arguments;
    (void)printf("igraph %s, medians of %d runs\n", peer_version(), RUNS);
    compare(200000, 1000000, NAMED_BY_ID, EXTENT_OF_PEER, 10.0, 200.0);
    compare(200000, 1000000, NAMED_IN_CHINESE, EXTENT_OF_PEER, 10.0, 200.0);
    compare(200000, 1000000, NAMED_BY_ID, EXTENT_FULL, 10.0, 200.0);
    compare(200000, 1000000, NAMED_IN_CHINESE, EXTENT_FULL, 10.0, 200.0);
    if (count == 1) /* Any argument: the small ones alone. */
        compare(1000000, 10000000, NAMED_BY_ID, EXTENT_FULL, 8.0, 1024.0);
    return EXIT_SUCCESS;
}
