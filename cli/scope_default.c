#include "cli/scope.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Levels above a region; 0 for a root. */
static uint32_t depth_of(const lt_graph *graph, uint32_t region)
{
    uint32_t depth = 0;

    while (graph->regions[region].parent != LT_NONE) {
        region = graph->regions[region].parent;
        depth++;
    }
    return depth;
}

/* The least region that holds both; LT_NONE where they share no root. */
static uint32_t common_region(const lt_graph *graph, uint32_t a, uint32_t b)
{
    uint32_t depth_a = depth_of(graph, a);
    uint32_t depth_b = depth_of(graph, b);

    for (; depth_a > depth_b; depth_a--)
        a = graph->regions[a].parent;
    for (; depth_b > depth_a; depth_b--)
        b = graph->regions[b].parent;
    while (a != b) {
        a = graph->regions[a].parent;
        b = graph->regions[b].parent;
        if (a == LT_NONE || b == LT_NONE)
            return LT_NONE;
    }
    return a;
}

/* What covers all regions seen so far: one region of each tree. */
typedef struct cover {
    const lt_graph *graph;
    uint32_t *regions; /* region_count entries are room enough. */
    uint32_t count;
} cover;

static void add_region(cover *seen, uint32_t region)
{
    if (region == LT_NONE)
        return;
    for (uint32_t i = 0; i < seen->count; i++) {
        uint32_t both = common_region(seen->graph, seen->regions[i], region);

        if (both != LT_NONE) {
            seen->regions[i] = both;
            return;
        }
    }
    seen->regions[seen->count++] = region;
}

static void add_capacities(cover *seen)
{
    const lt_graph *graph = seen->graph;
    uint32_t last = LT_NONE;

    for (uint32_t i = 0; i < graph->capacity_count; i++) {
        const lt_capacity *row = &graph->capacities[i];
        uint32_t region = row->region;

        if (region == LT_NONE && row->firm != LT_NONE)
            region = graph->firms[row->firm].region;
        if (region != last)
            add_region(seen, region);
        last = region;
    }
}

static void add_firms(cover *seen)
{
    const lt_graph *graph = seen->graph;
    uint32_t last = LT_NONE;

    for (uint32_t i = 0; i < graph->firm_count; i++) {
        const lt_firm *firm = &graph->firms[i];

        if (firm->status != LT_FIRM_LOCAL)
            continue;
        if (firm->region != last)
            add_region(seen, firm->region);
        last = firm->region;
    }
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *first = a;
    const uint32_t *second = b;

    return (*first > *second) - (*first < *second);
}

lt_status lt_regions_implied(uint32_t **out, uint32_t *count,
                             const lt_graph *graph, lt_error *err)
{
    cover seen = {graph, NULL, 0};

    *out = NULL;
    *count = 0;
    seen.regions = lt_alloc_array(graph->region_count, sizeof(*seen.regions));
    if (seen.regions == NULL)
        return lt_fail_memory(err, "regions");
    add_capacities(&seen);
    add_firms(&seen);
    for (uint32_t i = 0; i < graph->project_count; i++)
        add_region(&seen, graph->projects[i].region);
    if (seen.count > 1)
        qsort(seen.regions, seen.count, sizeof(*seen.regions), by_number);
    *out = seen.regions;
    *count = seen.count;
    return LT_OK;
}

static void take_year(int32_t *latest, int32_t year)
{
    if (year > *latest)
        *latest = year;
}

/* Years of what is said of the present, for data without capacities. */
static int32_t other_year(const lt_graph *graph)
{
    int32_t latest = 0;

    for (uint32_t i = 0; i < graph->demand_count; i++)
        take_year(&latest, graph->demands[i].year);
    for (uint32_t i = 0; i < graph->statement_count; i++)
        take_year(&latest, graph->statements[i].year);
    for (uint32_t i = 0; i < graph->chain_count; i++)
        take_year(&latest, graph->chains[i].complete);
    for (uint32_t i = 0; i < graph->source_count; i++)
        take_year(&latest, graph->sources[i].year);
    return latest;
}

int32_t lt_year_latest(const lt_graph *graph)
{
    int32_t latest = 0;
    int32_t to_come = 0;

    for (uint32_t i = 0; i < graph->capacity_count; i++) {
        const lt_capacity *row = &graph->capacities[i];
        int coming = row->status == LT_CAPACITY_PLANNED ||
                     row->status == LT_CAPACITY_BUILDING;

        take_year(coming ? &to_come : &latest, row->year);
    }
    if (latest == 0)
        latest = to_come;
    return latest == 0 ? other_year(graph) : latest;
}
