/* The map of a whole city: its chains instead of its products. */
#include "analysis/caveats.h"
#include "analysis/map_parts.h"
#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Into a chain, the flows drawn: those of at least so many links, and so many
 * of the widest. More would be a web, not a map. */
enum { LINKS_LEAST = 3, INTO_MOST = 4 };

enum column {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_PARENT,
    COLUMN_PRODUCTS,
    COLUMN_PRESENT,
    COLUMN_COMING,
    COLUMN_GAPS,
    COLUMN_VERDICT,
    COLUMN_SCORE,
    COLUMN_FIRST,
    COLUMN_COUNT
};

enum edge_column { EDGE_FROM, EDGE_TO, EDGE_LINKS, EDGE_DRAWN, EDGE_COUNT };

/* clang-format off */
static const lt_column COLUMNS[COLUMN_COUNT] = {
    {"id", {"编号", "id"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"name", {"产业链", "chain"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"parent", {"上级", "part of"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"products", {"产品", "products"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"present", {"在产", "made"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"coming", {"在建规划", "coming"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"gaps", {"缺弱环节", "gaps"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"verdict", {"首要判断", "first verdict"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"score", {"得分", "score"}, "1", LT_STYLE_SCORE, LT_BRIEF},
    {"first", {"首要产品", "first product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

static const lt_column EDGE_COLUMNS[EDGE_COUNT] = {
    {"from", {"来自", "from"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"to", {"去向", "to"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"links", {"环节数", "links"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"drawn", {"画出", "drawn"}, NULL, LT_STYLE_PLAIN, LT_FULL},
};
/* clang-format on */

/* What a chain has of its own: the products whose home it is. */
struct summary {
    uint32_t products, present, coming, gaps;
    uint32_t first; /* Product of the highest score; LT_NONE: none. */
    uint32_t stages[LT_STAGE_COUNT + 1]; /* The last: unknown. */
    uint32_t node;                       /* LT_NONE: not shown. */
};

/* Material links from products of one chain to those of another. */
struct flow {
    uint32_t from, to; /* Chains. */
    uint32_t links;
    uint8_t drawn;
};

struct overview {
    lt_answer *answer;
    const struct map_data *data;
    const lt_graph *graph;
    int english;
    struct summary *chains;
    struct flow *flows;
    uint32_t flow_count;
    lt_chart *chart;
};

static const char *name_of(const struct overview *o, uint32_t chain)
{
    return lt_chain_label(o->graph, chain, o->english);
}

static uint32_t home_of(const struct overview *o, uint32_t product)
{
    return o->data->shown[product] == MAP_HIDDEN
               ? LT_NONE
               : o->graph->products[product].home_chain;
}

static void count_product(struct overview *o, uint32_t p)
{
    const uint32_t home = home_of(o, p);
    const lt_presence presence = o->data->state->stocks[p].presence;
    struct summary *chain = NULL;
    double score = 0.0;

    if (home == LT_NONE || o->data->shown[p] != MAP_SHOWN)
        return;
    chain = &o->chains[home];
    chain->products++;
    chain->present += presence == LT_PRESENT;
    chain->coming += presence == LT_COMING;
    chain->stages[o->graph->products[p].stage]++;
    if (lt_gaps_kind(o->data->gaps, p) == NULL)
        return;
    chain->gaps++;
    score = lt_gaps_score(o->data->gaps, p);
    if (isfinite(score) && (chain->first == LT_NONE ||
                            score > lt_gaps_score(o->data->gaps, chain->first)))
        chain->first = p;
}

/* --- flows ---------------------------------------------------------------- */

static int by_chains(const void *left, const void *right)
{
    const struct flow *a = left;
    const struct flow *b = right;

    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

/* Into each chain, the widest first. */
static int by_width(const void *left, const void *right)
{
    const struct flow *a = left;
    const struct flow *b = right;

    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->links != b->links)
        return a->links > b->links ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static int is_flow(const struct overview *o, const struct map_link *link)
{
    const uint32_t from = home_of(o, link->from);
    const uint32_t to = home_of(o, link->to);

    return from != LT_NONE && to != LT_NONE && from != to &&
           o->chains[from].products > 0 && o->chains[to].products > 0 &&
           !o->graph->generic[link->from] && !link->shortcut &&
           (link->kind == LT_LINK_INPUT || link->kind == LT_LINK_BYPRODUCT);
}

/* One flow for each pair of chains. */
static lt_status collect_flows(struct overview *o, lt_error *err)
{
    const struct map_links *links = o->data->links;
    uint32_t kept = 0;

    o->flows = lt_alloc_array(links->count, sizeof(*o->flows));
    if (o->flows == NULL)
        return lt_fail_memory(err, "flows");
    for (uint32_t i = 0; i < links->count; i++)
        if (is_flow(o, &links->items[i]))
            o->flows[o->flow_count++] =
                (struct flow){home_of(o, links->items[i].from),
                              home_of(o, links->items[i].to), 1, 0};
    if (o->flow_count > 1)
        qsort(o->flows, o->flow_count, sizeof(*o->flows), by_chains);
    for (uint32_t i = 0; i < o->flow_count; i++)
        if (kept > 0 && by_chains(&o->flows[kept - 1], &o->flows[i]) == 0)
            o->flows[kept - 1].links++;
        else
            o->flows[kept++] = o->flows[i];
    o->flow_count = kept;
    if (kept > 1)
        qsort(o->flows, kept, sizeof(*o->flows), by_width);
    return LT_OK;
}

static uint32_t choose_drawn(struct overview *o)
{
    uint32_t drawn = 0;
    uint32_t rank = 0;

    for (uint32_t i = 0; i < o->flow_count; i++) {
        struct flow *flow = &o->flows[i];

        rank = i > 0 && o->flows[i - 1].to == flow->to ? rank + 1 : 0;
        flow->drawn =
            rank == 0 || (flow->links >= LINKS_LEAST && rank < INTO_MOST);
        drawn += flow->drawn;
    }
    return drawn;
}

/* --- what is written ------------------------------------------------------ */

static int is_lateral(int stage)
{
    return stage == LT_STAGE_EQUIPMENT || stage == LT_STAGE_SERVICE ||
           stage == LT_STAGE_ENERGY;
}

/* The stage most of its products are of; means of production and services
 * count where there is nothing else. */
static lt_stage stage_of(const struct summary *chain)
{
    lt_stage best = LT_STAGE_UNKNOWN;
    uint32_t most = 0;

    for (int lateral = 0; lateral < 2 && most == 0; lateral++)
        for (int s = 0; s < LT_STAGE_COUNT; s++)
            if (is_lateral(s) == lateral && chain->stages[s] > most) {
                most = chain->stages[s];
                best = (lt_stage)s;
            }
    return best;
}

static lt_status fill_node(const struct overview *o, lt_chart_node *node,
                           uint32_t c, lt_error *err)
{
    const struct summary *chain = &o->chains[c];
    const uint32_t parent = o->graph->chains[c].parent;
    const char *stage = lt_stage_word(stage_of(chain));
    char *note = lt_arena_format(&o->answer->arena,
                                 o->english ? "%u of %u made" : "在产 %u/%u",
                                 chain->present, chain->products);

    if (note == NULL)
        return lt_fail_memory(err, "map");
    *node = (lt_chart_node){
        .id = o->graph->chains[c].id,
        .label = name_of(o, c),
        .stage = stage[0] != '\0' ? stage : NULL,
        .group = parent == LT_NONE ? NULL : name_of(o, parent),
        .mark = chain->present > 0  ? LT_MARK_PRESENT
                : chain->coming > 0 ? LT_MARK_COMING
                                    : LT_MARK_UNSEEN,
        .verdict = chain->first == LT_NONE
                       ? NULL
                       : lt_gaps_kind(o->data->gaps, chain->first),
        .score = chain->first == LT_NONE
                     ? NAN
                     : lt_gaps_score(o->data->gaps, chain->first),
        .capacity = NAN,
        .need = NAN,
        .note = note};
    return LT_OK;
}

static void fill_row(const struct overview *o, lt_value *cells,
                     const lt_chart_node *node, const struct summary *chain)
{
    cells[COLUMN_ID] = lt_value_text(node->id);
    cells[COLUMN_NAME] = lt_value_text(node->label);
    cells[COLUMN_PARENT] = lt_value_text(node->group);
    cells[COLUMN_PRODUCTS] = lt_value_number(chain->products);
    cells[COLUMN_PRESENT] = lt_value_number(chain->present);
    cells[COLUMN_COMING] = lt_value_number(chain->coming);
    cells[COLUMN_GAPS] = lt_value_number(chain->gaps);
    cells[COLUMN_VERDICT] = lt_value_text(node->verdict);
    cells[COLUMN_SCORE] = lt_value_result(node->score);
    if (chain->first != LT_NONE)
        cells[COLUMN_FIRST] =
            lt_value_text(lt_product_label(o->graph, chain->first, o->english));
}

static lt_status write_chains(struct overview *o, lt_error *err)
{
    static const lt_phrase title = {"产业链", "chains"};
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, o->answer, "chains",
                             lt_say(o->answer->lang, title), COLUMNS,
                             COLUMN_COUNT, err));
    for (uint32_t c = 0; c < o->graph->chain_count; c++) {
        struct summary *chain = &o->chains[c];
        lt_chart_node *node = &o->chart->nodes[o->chart->node_count];
        lt_value *cells = NULL;

        if (chain->products == 0)
            continue;
        chain->node = o->chart->node_count++;
        LT_TRY(fill_node(o, node, c, err));
        LT_TRY(lt_table_add_row(&section->table, &cells, err));
        fill_row(o, cells, node, chain);
        LT_TRY(lt_answer_cite(o->answer, o->graph, o->graph->chains[c].source,
                              err));
    }
cleanup:
    return status;
}

static lt_status draw_flow(struct overview *o, const struct flow *flow,
                           lt_error *err)
{
    char *id = lt_arena_format(&o->answer->arena, "e%u", o->chart->edge_count);

    if (id == NULL)
        return lt_fail_memory(err, "edges");
    o->chart->edges[o->chart->edge_count++] =
        (lt_chart_edge){.id = id,
                        .from = o->chains[flow->from].node,
                        .to = o->chains[flow->to].node,
                        .kind = lt_link_kind_word(LT_LINK_INPUT),
                        .coefficient = flow->links,
                        .essential = 1};
    return LT_OK;
}

static lt_status write_flows(struct overview *o, lt_error *err)
{
    static const lt_phrase title = {"产业链之间的联系", "links between chains"};
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, o->answer, "flows",
                             lt_say(o->answer->lang, title), EDGE_COLUMNS,
                             EDGE_COUNT, err));
    for (uint32_t i = 0; i < o->flow_count; i++) {
        const struct flow *flow = &o->flows[i];
        lt_value *cells = NULL;

        LT_TRY(lt_table_add_row(&section->table, &cells, err));
        cells[EDGE_FROM] = lt_value_text(name_of(o, flow->from));
        cells[EDGE_TO] = lt_value_text(name_of(o, flow->to));
        cells[EDGE_LINKS] = lt_value_number(flow->links);
        cells[EDGE_DRAWN] = lt_value_truth(flow->drawn);
        if (flow->drawn)
            LT_TRY(draw_flow(o, flow, err));
    }
cleanup:
    return status;
}

/* Say what the drawing leaves out, and how to see it. */
static lt_status write_notes(const struct overview *o, uint32_t drawn,
                             lt_error *err)
{
    static const lt_phrase whole = {
        "产品较多，只画产业链总图：单链用 --chain，全部产品用 --level products",
        "there are many products, so the chains are drawn: --chain shows one "
        "of them, --level products all products"};
    static const lt_phrase thin = {
        "产业链之间共 {1} 条联系，只画其中较宽的 {2} 条",
        "of {1} links between chains the {2} widest are drawn"};
    char all[LT_NUMBER_BYTES];
    char some[LT_NUMBER_BYTES];
    const char *args[2] = {all, some};
    lt_status status = lt_answer_note(o->answer, whole, NULL, 0, err);

    (void)snprintf(all, sizeof(all), "%u", o->flow_count);
    (void)snprintf(some, sizeof(some), "%u", drawn);
    if (status == LT_OK && drawn < o->flow_count)
        status = lt_answer_note(o->answer, thin, args, 2, err);
    return status;
}

static lt_status open_chart(struct overview *o, uint32_t drawn, lt_error *err)
{
    lt_arena *arena = &o->answer->arena;

    o->chart = lt_arena_take(arena, sizeof(*o->chart));
    if (o->chart == NULL)
        return lt_fail_memory(err, "map");
    o->chart->nodes =
        lt_arena_take(arena, o->graph->chain_count * sizeof(*o->chart->nodes));
    o->chart->edges = lt_arena_take(arena, drawn * sizeof(*o->chart->edges));
    if (o->chart->nodes == NULL || o->chart->edges == NULL)
        return lt_fail_memory(err, "map");
    return map_title(&o->chart->title, o->answer, o->data->state, err);
}

lt_status map_write_chains(lt_answer *answer, const struct map_data *data,
                           lt_error *err)
{
    struct overview o = {.answer = answer,
                         .data = data,
                         .graph = data->state->scope->graph,
                         .english = answer->lang == LT_EN};
    uint32_t drawn = 0;
    lt_status status = LT_OK;

    o.chains = lt_alloc_array(o.graph->chain_count, sizeof(*o.chains));
    if (o.chains == NULL)
        return lt_fail_memory(err, "chains");
    for (uint32_t c = 0; c < o.graph->chain_count; c++)
        o.chains[c].first = o.chains[c].node = LT_NONE;
    for (uint32_t p = 0; p < o.graph->product_count; p++)
        count_product(&o, p);
    LT_TRY(collect_flows(&o, err));
    drawn = choose_drawn(&o);
    LT_TRY(open_chart(&o, drawn, err));
    LT_TRY(write_chains(&o, err));
    LT_TRY(write_flows(&o, err));
    LT_TRY(write_notes(&o, drawn, err));
    answer->chart = o.chart;
cleanup:
    free(o.chains);
    free(o.flows);
    return status;
}
