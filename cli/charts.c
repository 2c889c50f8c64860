#include "cli/charts.h"

#include "graph/alloc.h"
#include "graph/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A chart on its way. */
typedef struct drawer {
    lt_answer *answer;
    const lt_state *state;
    const lt_graph *graph;
    lt_chart chart;
    int english;
    lt_error *err;
} drawer;

static lt_status make_room(drawer *to, uint64_t nodes, uint64_t edges)
{
    lt_arena *arena = &to->answer->arena;

    if (nodes >= UINT32_MAX || edges >= UINT32_MAX) {
        (void)lt_fail(to->err, LT_ERR_LIMIT, "too many edges for a drawing");
        return LT_ERR_LIMIT;
    }
    to->chart.nodes = lt_arena_take(arena, nodes * sizeof(lt_chart_node));
    to->chart.edges = lt_arena_take(arena, edges * sizeof(lt_chart_edge));
    if (to->chart.nodes != NULL && to->chart.edges != NULL)
        return LT_OK;
    (void)lt_fail_memory(to->err, "chart");
    return LT_ERR_NOMEM;
}

static lt_mark mark_of(lt_presence presence)
{
    switch (presence) {
    case LT_PRESENT:
        return LT_MARK_PRESENT;
    case LT_COMING:
        return LT_MARK_COMING;
    case LT_ABSENT:
        return LT_MARK_ABSENT;
    case LT_UNSEEN:
        break;
    }
    return LT_MARK_UNSEEN;
}

/* A node with nothing known but what it is called. */
static lt_chart_node *add_node(drawer *to, const char *id, const char *label,
                               lt_mark mark)
{
    lt_chart_node *node = &to->chart.nodes[to->chart.node_count++];

    *node = (lt_chart_node){.id = id,
                            .label = label,
                            .mark = mark,
                            .score = NAN,
                            .capacity = NAN,
                            .need = NAN};
    return node;
}

/* A result without the last digits that converting units has left. */
static double shown(double number)
{
    return isnan(number) ? number : lt_value_result(number).number;
}

/* Products stand first: node p is product p. */
static void add_products(drawer *to)
{
    const lt_graph *graph = to->graph;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_product *product = &graph->products[p];
        const lt_stock *stock = &to->state->stocks[p];
        lt_chart_node *node =
            add_node(to, product->id, lt_product_label(graph, p, to->english),
                     mark_of(stock->presence));

        if (product->stage != LT_STAGE_UNKNOWN)
            node->stage = lt_stage_word(product->stage);
        if (product->home_chain != LT_NONE)
            node->group = graph->chains[product->home_chain].name;
        node->generic = graph->generic[p];
        if (product->unit.dimension != LT_DIMENSION_NONE)
            node->unit = product->unit.name;
        if (stock->presence == LT_PRESENT)
            node->capacity = shown(lt_show_amount(graph, p, stock->capacity));
        node->need = shown(lt_show_amount(graph, p, stock->need));
    }
}

static lt_chart_edge *add_edge(drawer *to, uint32_t from, uint32_t target,
                               const char *kind)
{
    lt_chart_edge *edge = &to->chart.edges[to->chart.edge_count++];

    *edge = (lt_chart_edge){.from = from,
                            .to = target,
                            .kind = kind,
                            .coefficient = NAN,
                            .essential = 1};
    return edge;
}

static void add_links(drawer *to, int material)
{
    const lt_graph *graph = to->graph;

    for (uint32_t i = 0; i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];
        const int is_material =
            link->kind == LT_LINK_INPUT || link->kind == LT_LINK_BYPRODUCT;
        lt_chart_edge *edge = NULL;

        if (!material && is_material && !link->shortcut)
            continue;
        edge = add_edge(to, link->from, link->to,
                        lt_link_kind_word((lt_link_kind)link->kind));
        edge->essential = link->essential;
        edge->shortcut = link->shortcut;
        edge->coefficient =
            lt_facts_number(graph->facts, LT_LINKS, i, LT_LINK_COEFFICIENT);
    }
}

/* The coefficient in the units both products are shown in. */
static double shown_coefficient(const lt_graph *graph, const lt_recipe *recipe)
{
    const uint32_t main_output = graph->processes[recipe->process].product;

    return shown(lt_show_amount(graph, recipe->product, recipe->coefficient) /
                 lt_show_amount(graph, main_output, 1.0));
}

/* Edges of the entries of named processes, from product to product. */
static void add_recipes(drawer *to)
{
    const lt_graph *graph = to->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];
        const uint32_t main_output = graph->processes[recipe->process].product;
        lt_chart_edge *edge = NULL;

        if (recipe->fact == LT_LINKS || recipe->product == main_output)
            continue;
        edge = recipe->role == LT_ROLE_OUTPUT
                   ? add_edge(to, main_output, recipe->product, "byproduct")
                   : add_edge(to, recipe->product, main_output, "input");
        edge->essential = recipe->role != LT_ROLE_OPTIONAL;
        edge->coefficient = shown_coefficient(graph, recipe);
    }
}

static int by_ends(const void *a, const void *b)
{
    const lt_chart_edge *first = a;
    const lt_chart_edge *second = b;
    int order = 0;

    if (first->from != second->from)
        return first->from < second->from ? -1 : 1;
    if (first->to != second->to)
        return first->to < second->to ? -1 : 1;
    order = strcmp(first->kind, second->kind);
    if (order != 0)
        return order;
    /* The one that says more stands first. */
    if (isnan(first->coefficient) != isnan(second->coefficient))
        return isnan(first->coefficient) ? 1 : -1;
    if (first->coefficient != second->coefficient)
        return first->coefficient < second->coefficient ? -1 : 1;
    if (first->shortcut != second->shortcut)
        return first->shortcut - second->shortcut;
    return second->essential - first->essential;
}

/* A link and a recipe, or two processes, that say the same are one edge. */
static void merge_edges(lt_chart *chart)
{
    uint32_t kept = 0;

    if (chart->edge_count > 1)
        qsort(chart->edges, chart->edge_count, sizeof(*chart->edges), by_ends);
    for (uint32_t i = 0; i < chart->edge_count; i++) {
        const lt_chart_edge *edge = &chart->edges[i];

        if (kept > 0 && chart->edges[kept - 1].from == edge->from &&
            chart->edges[kept - 1].to == edge->to &&
            strcmp(chart->edges[kept - 1].kind, edge->kind) == 0)
            chart->edges[kept - 1].essential |= edge->essential;
        else
            chart->edges[kept++] = *edge;
    }
    chart->edge_count = kept;
}

static lt_status name_edges(drawer *to)
{
    for (uint32_t i = 0; i < to->chart.edge_count; i++) {
        to->chart.edges[i].id =
            lt_arena_format(&to->answer->arena, "e%u", i + 1);
        if (to->chart.edges[i].id == NULL)
            return lt_fail_memory(to->err, "edges");
    }
    return LT_OK;
}

static lt_status draw_products(drawer *to)
{
    const lt_graph *graph = to->graph;
    lt_status status =
        make_room(to, graph->product_count,
                  (uint64_t)graph->link_count + graph->recipe_count);

    if (status != LT_OK)
        return status;
    add_products(to);
    add_links(to, 1);
    add_recipes(to);
    merge_edges(&to->chart);
    return LT_OK;
}

static lt_status add_processes(drawer *to)
{
    const lt_graph *graph = to->graph;

    for (uint32_t i = 0; i < graph->process_count; i++) {
        const lt_process *process = &graph->processes[i];
        const char *label = process->name;
        char *id =
            lt_arena_format(&to->answer->arena, "process:%s", process->id);
        lt_chart_node *node = NULL;

        if (id == NULL)
            return lt_fail_memory(to->err, "nodes");
        if (label == NULL || label[0] == '\0')
            label = process->id;
        node =
            add_node(to, id, label,
                     to->state->active[i] ? LT_MARK_PRESENT : LT_MARK_UNSEEN);
        if (graph->products[process->product].stage != LT_STAGE_UNKNOWN)
            node->stage =
                lt_stage_word(graph->products[process->product].stage);
        (void)add_edge(to, graph->product_count + i, process->product, "input");
    }
    return LT_OK;
}

static lt_status draw_processes(drawer *to)
{
    const lt_graph *graph = to->graph;
    lt_status status =
        make_room(to, (uint64_t)graph->product_count + graph->process_count,
                  (uint64_t)graph->link_count + graph->recipe_count +
                      graph->process_count);

    if (status == LT_OK)
        add_products(to);
    if (status == LT_OK)
        status = add_processes(to);
    if (status != LT_OK)
        return status;
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];
        const uint32_t process = graph->product_count + recipe->process;
        lt_chart_edge *edge =
            recipe->role == LT_ROLE_OUTPUT
                ? add_edge(to, process, recipe->product, "byproduct")
                : add_edge(to, recipe->product, process, "input");

        edge->essential = recipe->role != LT_ROLE_OPTIONAL;
        edge->coefficient = shown_coefficient(graph, recipe);
    }
    add_links(to, 0);
    return LT_OK;
}

static lt_status draw_firms(drawer *to)
{
    const lt_graph *graph = to->graph;
    lt_status status = make_room(to, graph->firm_count, graph->supply_count);

    if (status != LT_OK)
        return status;
    for (uint32_t i = 0; i < graph->firm_count; i++) {
        const lt_firm *firm = &graph->firms[i];
        lt_chart_node *node = add_node(
            to, firm->id, firm->name,
            to->state->local_firm[i] ? LT_MARK_PRESENT : LT_MARK_UNSEEN);

        if (firm->region != LT_NONE)
            node->group = graph->regions[firm->region].name;
        node->outside = !to->state->local_firm[i];
    }
    for (uint32_t i = 0; i < graph->supply_count; i++)
        add_edge(to, graph->supplies[i].supplier, graph->supplies[i].customer,
                 "supply")
            ->coefficient =
            lt_facts_number(graph->facts, LT_SUPPLIES, i, LT_SUPPLY_AMOUNT);
    return LT_OK;
}

lt_status lt_chart_all(lt_answer *answer, const lt_state *state,
                       lt_chart_nodes nodes, lt_error *err)
{
    drawer to = {.answer = answer,
                 .state = state,
                 .graph = state->scope->graph,
                 .english = answer->lang == LT_EN,
                 .err = err};
    lt_status status = LT_OK;

    switch (nodes) {
    case LT_CHART_PRODUCTS:
        status = draw_products(&to);
        break;
    case LT_CHART_PROCESSES:
        status = draw_processes(&to);
        break;
    case LT_CHART_FIRMS:
        status = draw_firms(&to);
        break;
    }
    if (status == LT_OK)
        status = name_edges(&to);
    if (status != LT_OK)
        return status;
    answer->chart = lt_arena_take(&answer->arena, sizeof(*answer->chart));
    if (answer->chart == NULL)
        return lt_fail_memory(err, "chart");
    *answer->chart = to.chart;
    return LT_OK;
}
