/* Gaps of a large map, with and without coefficients, and small maps drawn. */
#include "analysis/analysis.h"
#include "analysis/layout.h"
#include "bench/inputs.h"
#include "bench/load.h"
#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>

enum { READING, BUILDING, STATE, RUNNING };

/* What the analyses are asked about: the whole map in its only city. */
struct question {
    lt_rules rules;
    uint32_t region;
    lt_scope scope;
    lt_request request;
    lt_state *state;
    lt_answer answer;
};

/* Seconds that the state takes. */
static double ask(struct question *question, const lt_graph *graph)
{
    lt_error err = {LT_OK, ""};
    double begin = seconds_now();

    *question = (struct question){.rules = lt_rules_default()};
    question->scope = (lt_scope){.graph = graph,
                                 .lang = LT_EN,
                                 .rules = &question->rules,
                                 .regions = &question->region,
                                 .region_count = 1,
                                 .region_title = graph->regions[0].name,
                                 .chain = LT_NONE,
                                 .product = LT_NONE,
                                 .firm = LT_NONE,
                                 .year = 2024,
                                 .horizon = LT_HORIZON_NOW};
    if (lt_state_new(&question->state, &question->scope, &err) != LT_OK)
        give_up("%s", err.message);
    question->request = (lt_request){graph, question->state};
    return seconds_now() - begin;
}

/* Seconds that an analysis takes. */
static double answer_with(struct question *question, const char *name)
{
    const lt_analysis *analysis = lt_analysis_find(name);
    lt_error err = {LT_OK, ""};
    double begin = seconds_now();

    if (analysis == NULL)
        give_up("no analysis called %s", name);
    question->answer = lt_answer_new(name, LT_EN);
    if (analysis->run(&question->answer, &question->request, &err) != LT_OK)
        give_up("%s", err.message);
    return seconds_now() - begin;
}

static int find_gaps(const void *context, double *seconds)
{
    const struct map *map = context;
    struct question question;
    const lt_graph *graph =
        load_folder(map->folder, &seconds[READING], &seconds[BUILDING]);

    seconds[STATE] = ask(&question, graph);
    seconds[RUNNING] = answer_with(&question, "gaps");
    return graph->product_count == map->products &&
           graph->link_count == map->links &&
           question.answer.sections[0].table.row_count > 0;
}

static void measure_gaps(uint32_t products, uint32_t links, int coefficients)
{
    struct map map = {products, links, coefficients, ""};
    struct cost cost;
    char heading[128];

    (void)snprintf(heading, sizeof(heading),
                   "gaps of %u products and %u links %s coefficients",
                   (unsigned)products, (unsigned)links,
                   coefficients ? "with" : "without");
    print_heading(heading);
    map_write_folder(&map);
    measure(&cost, find_gaps, &map);
    map_remove(&map);
    print_cost("reading the tables", cost.seconds[READING], cost.peak_mib);
    print_cost("building the graph", cost.seconds[BUILDING], 0.0);
    print_cost("local state", cost.seconds[STATE], 0.0);
    print_cost("gaps, all rows", cost.seconds[RUNNING], 0.0);
    print_limit("state and gaps", cost.seconds[STATE] + cost.seconds[RUNNING],
                2.0, "s");
}

static int draw_map(const void *context, double *seconds)
{
    const struct map *map = context;
    struct question question;
    lt_error err = {LT_OK, ""};
    const lt_graph *graph =
        load_folder(map->folder, &seconds[READING], &seconds[BUILDING]);
    lt_answer *answer = &question.answer;

    (void)ask(&question, graph);
    seconds[RUNNING] = answer_with(&question, "map");
    seconds[STATE] = seconds_now();
    if (lt_layout(answer->chart, &answer->arena, LT_EN, &err) != LT_OK)
        give_up("%s", err.message);
    seconds[STATE] = seconds_now() - seconds[STATE];
    return answer->chart->node_count > 0;
}

static void measure_map(uint32_t products, uint32_t links)
{
    struct map map = {products, links, 1, ""};
    struct cost cost;
    char heading[128];

    (void)snprintf(heading, sizeof(heading),
                   "chain map of %u products and %u links", (unsigned)products,
                   (unsigned)links);
    print_heading(heading);
    map_write_folder(&map);
    measure(&cost, draw_map, &map);
    map_remove(&map);
    print_cost("map with gaps and layout", cost.seconds[RUNNING],
               cost.peak_mib);
    print_cost("  of which layout", cost.seconds[STATE], 0.0);
}

int main(void)
{
    measure_gaps(100000, 1000000, 1);
    measure_gaps(100000, 1000000, 0);
    measure_map(1000, 3000);
    measure_map(10000, 30000);
    return EXIT_SUCCESS;
}
