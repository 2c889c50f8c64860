#include "analysis/leaders.h"

#include "graph/alloc.h"
#include "graph/igraph_bridge.h"

#include <math.h>
#include <stdlib.h>

/* Arcs read by betweenness, and the least number of nodes worth starting
 * from. */
static const uint64_t PATHS_WORK_MAX = 50000000;
enum { SOURCES_MIN = 16 };

/* The network under way. Its nodes are firms or, where links come from
 * recipes, firms and behind them products. */
struct sketch {
    const struct leaders *leaders;
    lt_arc *arcs;
    uint32_t count;
    uint32_t room;
    uint32_t *node; /* firm (or firm_count + product) → node; LT_NONE. */
    uint32_t node_count;
};

static uint32_t node_of(struct sketch *sketch, uint32_t thing)
{
    if (sketch->node[thing] == LT_NONE)
        sketch->node[thing] = sketch->node_count++;
    return sketch->node[thing];
}

static lt_status add_arc(struct sketch *sketch, uint32_t from, uint32_t to,
                         double weight, lt_error *err)
{
    if (sketch->count == sketch->room) {
        const uint32_t room = sketch->room == 0 ? 256 : sketch->room * 2;
        lt_arc *arcs = lt_grow_array(sketch->arcs, room, sizeof(*arcs));

        if (arcs == NULL)
            return lt_fail_memory(err, "network");
        sketch->arcs = arcs;
        sketch->room = room;
    }
    sketch->arcs[sketch->count].from = node_of(sketch, from);
    sketch->arcs[sketch->count].to = node_of(sketch, to);
    sketch->arcs[sketch->count++].weight = weight;
    return LT_OK;
}

/* From supplier to customer, by value. A row without one joins them all the
 * same, with the least weight. */
static lt_status sketch_supplies(struct sketch *sketch, lt_error *err)
{
    const struct leaders *leaders = sketch->leaders;
    const lt_graph *graph = leaders->state->scope->graph;
    const double least = 1e-9;
    lt_status status = LT_OK;

    for (uint32_t row = 0; row < graph->supply_count && status == LT_OK;
         row++) {
        const double value = leaders->flows.value[row];

        if (!leaders_is_flow(leaders, row))
            continue;
        status = add_arc(sketch, graph->supplies[row].supplier,
                         graph->supplies[row].customer,
                         leaders->unvalued ? 1.0
                         : value > least   ? value
                                           : least,
                         err);
    }
    return status;
}

/* From the makers of a product to it, and from it to the makers of what it is
 * used for, by the value that flows. */
static lt_status sketch_product(struct sketch *sketch,
                                const struct product_flows *flows,
                                uint32_t product, lt_error *err)
{
    const struct leaders *leaders = sketch->leaders;
    const lt_graph *graph = leaders->state->scope->graph;
    const lt_csr *of = &leaders->holdings.of_product;
    const lt_csr *using = &graph->recipes_using;
    const uint32_t hub = graph->firm_count + product;
    lt_status status = LT_OK;

    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_holding *holding = &leaders->holdings.items[of->item[s]];

        LT_TRY(add_arc(sketch, holding->firm, hub,
                       flows->flow[product] * leaders_part_of(leaders, holding),
                       err));
    }
    for (uint32_t u = using->offset[product]; u < using->offset[product + 1];
         u++) {
        const uint32_t process = graph->recipes[using->item[u]].process;
        const uint32_t user = graph->processes[process].product;

        if (!leaders->state->active[process])
            continue;
        for (uint32_t s = of->offset[user]; s < of->offset[user + 1]; s++) {
            const lt_holding *holding = &leaders->holdings.items[of->item[s]];

            LT_TRY(add_arc(
                sketch, hub, holding->firm,
                flows->flow[product] * leaders_part_of(leaders, holding), err));
        }
    }
cleanup:
    return status;
}

static lt_status sketch_recipes(struct sketch *sketch, lt_error *err)
{
    const lt_state *state = sketch->leaders->state;
    const lt_graph *graph = state->scope->graph;
    struct product_flows flows = {NULL, NULL, 0.0};
    lt_status status = product_flows_build(&flows, state, err);

    for (uint32_t p = 0; p < graph->product_count && status == LT_OK; p++)
        if (flows.flow[p] > 0.0 && !graph->generic[p])
            status = sketch_product(sketch, &flows, p, err);
    product_flows_clear(&flows);
    return status;
}

static uint32_t sources_for(const lt_network *network)
{
    const uint64_t round =
        (uint64_t)network->node_count + network->arc_count + 1;
    uint64_t sources = PATHS_WORK_MAX / round;

    if (sources < SOURCES_MIN)
        sources = SOURCES_MIN;
    return sources > network->node_count ? network->node_count
                                         : (uint32_t)sources;
}

/* Values of the candidates' nodes as percentiles among them; a candidate
 * outside the network stays unknown. */
static lt_status pick(double *out, const struct sketch *sketch,
                      const double *values, lt_error *err)
{
    const struct leaders *leaders = sketch->leaders;

    for (uint32_t i = 0; i < leaders->count; i++) {
        const uint32_t node = sketch->node[leaders->items[i].firm];

        out[i] = node == LT_NONE ? (double)NAN : values[node];
    }
    return leaders_percentiles(out, out, leaders->count, err);
}

/* Percentiles by both measures; @p rank and @p between have room for one
 * value per candidate. */
static lt_status measure(double *rank, double *between, struct leaders *leaders,
                         const struct sketch *sketch, lt_error *err)
{
    lt_network network = LT_NETWORK_EMPTY;
    double *values = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_network_build(&network, sketch->node_count, sketch->arcs,
                            sketch->count, err));
    values = lt_alloc_array(sketch->node_count, sizeof(*values));
    if (values == NULL) {
        status = lt_fail_memory(err, "network");
        goto cleanup;
    }
    leaders->paths_nodes = network.node_count;
    leaders->paths_from = sources_for(&network);
    LT_TRY(lt_pagerank(values, &network, err));
    LT_TRY(pick(rank, sketch, values, err));
    LT_TRY(lt_betweenness(values, &network, leaders->paths_from, err));
    LT_TRY(pick(between, sketch, values, err));
cleanup:
    free(values);
    lt_network_clear(&network);
    return status;
}

lt_status leaders_position(struct leaders *leaders, lt_error *err)
{
    const lt_graph *graph = leaders->state->scope->graph;
    const size_t things = (size_t)graph->firm_count + graph->product_count;
    struct sketch sketch = {.leaders = leaders};
    double *rank = lt_alloc_array(leaders->count, sizeof(*rank));
    double *between = lt_alloc_array(leaders->count, sizeof(*between));
    lt_status status = LT_OK;

    sketch.node = lt_alloc_array(things, sizeof(*sketch.node));
    if (rank == NULL || between == NULL || sketch.node == NULL) {
        status = lt_fail_memory(err, "position");
        goto cleanup;
    }
    for (size_t i = 0; i < things; i++)
        sketch.node[i] = LT_NONE;
    LT_TRY(leaders->inferred ? sketch_recipes(&sketch, err)
                             : sketch_supplies(&sketch, err));
    LT_TRY(measure(rank, between, leaders, &sketch, err));
    for (uint32_t i = 0; i < leaders->count; i++)
        leaders->items[i].part[LEADER_POSITION] =
            0.5 * rank[i] + 0.5 * between[i];
cleanup:
    free(sketch.arcs);
    free(sketch.node);
    free(between);
    free(rank);
    return status;
}
