#include "analysis/map_parts.h"

#include "analysis/caveats.h"
#include "graph/alloc.h"
#include "graph/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_STAGE,
    COLUMN_STAGE_ZH,
    COLUMN_CHAIN,
    COLUMN_STATE,
    COLUMN_STATE_ZH,
    COLUMN_WEAK,
    COLUMN_VERDICT,
    COLUMN_VERDICT_ZH,
    COLUMN_SCORE,
    COLUMN_CAPACITY,
    COLUMN_NEED,
    COLUMN_UNIT,
    COLUMN_MAKERS,
    COLUMN_OUTSIDE,
    COLUMN_GENERIC,
    COLUMN_COUNT
};

enum edge_column {
    EDGE_FROM,
    EDGE_TO,
    EDGE_KIND,
    EDGE_COEFFICIENT,
    EDGE_ESSENTIAL,
    EDGE_SHORTCUT,
    EDGE_COUNT
};

/* clang-format off */
static const lt_column COLUMNS[COLUMN_COUNT] = {
    {"id", {"编号", "id"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"name", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"stage", {"环节", "stage"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"stage_zh", {"环节", "stage (zh)"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"chain", {"产业链", "chain"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"state", {"状态", "state"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"state_zh", {"状态", "state (zh)"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"weak", {"薄弱", "weak"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"verdict", {"判断", "verdict"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"verdict_zh", {"判断", "verdict (zh)"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"score", {"得分", "score"}, "1", LT_STYLE_SCORE, LT_BRIEF},
    {"capacity", {"产能", "capacity"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"need", {"需求", "need"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"makers", {"企业", "makers"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"outside", {"链外", "outside the chain"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"generic", {"通用", "generic"}, NULL, LT_STYLE_PLAIN, LT_FULL},
};

static const lt_column EDGE_COLUMNS[EDGE_COUNT] = {
    {"from", {"来自", "from"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"to", {"去向", "to"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"kind", {"关系", "kind"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"coefficient", {"单耗", "coefficient"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"essential", {"必需", "essential"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"shortcut", {"捷径", "shortcut"}, NULL, LT_STYLE_PLAIN, LT_FULL},
};
/* clang-format on */

struct writer {
    lt_answer *answer;
    const struct map_data *data;
    const lt_graph *graph;
    int english;
    uint32_t *node_of; /* Product → node. */
    lt_value *names;   /* Room for the makers of any product. */
    lt_chart *chart;
    lt_section *nodes, *edges;
};

/* --- nodes ---------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    const lt_value *a = left;
    const lt_value *b = right;

    return strcmp(a->text, b->text);
}

/* Names of the local firms that make a product, as a list and joined, in the
 * order of their bytes. */
static lt_status write_makers(lt_value *cell, lt_chart_node *node,
                              struct writer *w, uint32_t product, lt_error *err)
{
    static const char separator[] = "；";
    const lt_csr *of = &w->data->holdings->of_product;
    size_t count = 0;
    size_t bytes = 1;
    char *joined = NULL;
    char *at = NULL;

    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_holding *holding = &w->data->holdings->items[of->item[s]];
        const char *name = w->graph->firms[holding->firm].name;

        w->names[count++] = lt_value_text(name);
        bytes += strlen(name) + sizeof(separator);
    }
    if (count == 0)
        return LT_OK;
    qsort(w->names, count, sizeof(*w->names), by_text);
    joined = lt_arena_take(&w->answer->arena, bytes);
    if (joined == NULL)
        return lt_fail_memory(err, "makers");
    at = joined;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(w->names[i].text);

        if (i > 0) {
            memcpy(at, separator, sizeof(separator) - 1);
            at += sizeof(separator) - 1;
        }
        memcpy(at, w->names[i].text, length);
        at += length;
    }
    node->makers = joined;
    return lt_value_list(cell, &w->answer->arena, w->names, count, err);
}

static lt_mark mark_of(const struct writer *w, uint32_t product)
{
    static const lt_mark marks[] = {[LT_PRESENT] = LT_MARK_PRESENT,
                                    [LT_COMING] = LT_MARK_COMING,
                                    [LT_ABSENT] = LT_MARK_ABSENT,
                                    [LT_UNSEEN] = LT_MARK_UNSEEN};
    lt_presence presence = w->data->state->stocks[product].presence;

    if (presence == LT_PRESENT && lt_gaps_weak(w->data->gaps, product))
        return LT_MARK_WEAK;
    return marks[presence];
}

/* What nobody was seen to make has no figure: 0 would be a claim. */
static double capacity_of(const struct writer *w, uint32_t product)
{
    const lt_stock *stock = &w->data->state->stocks[product];

    if (stock->presence == LT_UNSEEN)
        return NAN;
    return lt_show_amount(w->graph, product, stock->capacity);
}

static void fill_node(struct writer *w, lt_chart_node *node, uint32_t p)
{
    const lt_product *product = &w->graph->products[p];
    const char *stage = lt_stage_word(product->stage);

    *node = (lt_chart_node){
        .id = product->id,
        .label = lt_product_label(w->graph, p, w->english),
        .stage = stage[0] != '\0' ? stage : NULL,
        .group = product->home_chain != LT_NONE
                     ? lt_chain_label(w->graph, product->home_chain, w->english)
                     : NULL,
        .mark = mark_of(w, p),
        .verdict = lt_gaps_kind(w->data->gaps, p),
        .score = lt_gaps_score(w->data->gaps, p),
        .capacity = capacity_of(w, p),
        .need = lt_show_amount(w->graph, p, w->data->state->stocks[p].need),
        .unit = product->unit.name[0] != '\0' ? product->unit.name : NULL,
        .outside = w->data->shown[p] == MAP_OUTSIDE,
        .generic = w->graph->generic[p]};
}

static void fill_row(lt_value *cells, const struct writer *w,
                     const lt_chart_node *node, uint32_t p)
{
    const lt_presence presence = w->data->state->stocks[p].presence;
    const lt_stage stage = w->graph->products[p].stage;

    cells[COLUMN_ID] = lt_value_text(node->id);
    cells[COLUMN_NAME] = lt_value_text(node->label);
    cells[COLUMN_STAGE] = lt_value_text(node->stage);
    if (node->stage != NULL)
        cells[COLUMN_STAGE_ZH] = lt_value_text(lt_stage_phrase(stage).zh);
    cells[COLUMN_CHAIN] = lt_value_text(node->group);
    cells[COLUMN_STATE] = lt_value_text(lt_presence_word(presence));
    cells[COLUMN_STATE_ZH] = lt_value_text(lt_presence_phrase(presence).zh);
    cells[COLUMN_WEAK] = lt_value_truth(node->mark == LT_MARK_WEAK);
    cells[COLUMN_VERDICT] = lt_value_text(node->verdict);
    if (node->verdict != NULL)
        cells[COLUMN_VERDICT_ZH] =
            lt_value_text(lt_verdict_title(node->verdict).zh);
    cells[COLUMN_SCORE] = lt_value_result(node->score);
    cells[COLUMN_CAPACITY] = lt_value_result(node->capacity);
    cells[COLUMN_NEED] = lt_value_result(node->need);
    cells[COLUMN_UNIT] = lt_value_text(node->unit);
    cells[COLUMN_OUTSIDE] = lt_value_truth(node->outside);
    cells[COLUMN_GENERIC] = lt_value_truth(node->generic);
}

static lt_status write_nodes(struct writer *w, lt_error *err)
{
    lt_status status = LT_OK;

    for (uint32_t p = 0; p < w->graph->product_count; p++) {
        lt_chart_node *node = &w->chart->nodes[w->chart->node_count];
        lt_value *cells = NULL;

        if (w->data->shown[p] == MAP_HIDDEN)
            continue;
        w->node_of[p] = w->chart->node_count++;
        fill_node(w, node, p);
        LT_TRY(lt_table_add_row(&w->nodes->table, &cells, err));
        fill_row(cells, w, node, p);
        LT_TRY(write_makers(&cells[COLUMN_MAKERS], node, w, p, err));
        LT_TRY(lt_answer_cite(w->answer, w->graph, w->graph->products[p].source,
                              err));
    }
cleanup:
    return status;
}

/* --- edges ---------------------------------------------------------------- */

static lt_status write_edge(struct writer *w, const struct map_link *link,
                            lt_error *err)
{
    const char *kind = lt_link_kind_word((lt_link_kind)link->kind);
    char *id = lt_arena_format(&w->answer->arena, "e%u", w->chart->edge_count);
    lt_value *cells = NULL;
    lt_status status = LT_OK;

    if (id == NULL)
        return lt_fail_memory(err, "edges");
    w->chart->edges[w->chart->edge_count++] =
        (lt_chart_edge){.id = id,
                        .from = w->node_of[link->from],
                        .to = w->node_of[link->to],
                        .kind = kind,
                        .coefficient = link->coefficient,
                        .essential = link->essential,
                        .shortcut = link->shortcut};
    LT_TRY(lt_table_add_row(&w->edges->table, &cells, err));
    cells[EDGE_FROM] = lt_value_text(w->graph->products[link->from].id);
    cells[EDGE_TO] = lt_value_text(w->graph->products[link->to].id);
    cells[EDGE_KIND] = lt_value_text(kind);
    cells[EDGE_COEFFICIENT] = lt_value_result(link->coefficient);
    cells[EDGE_ESSENTIAL] = lt_value_truth(link->essential);
    cells[EDGE_SHORTCUT] = lt_value_truth(link->shortcut);
cleanup:
    return status;
}

static lt_status write_edges(struct writer *w, lt_error *err)
{
    const struct map_links *links = w->data->links;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < links->count && status == LT_OK; i++)
        if (map_is_drawn(w->data->shown, &links->items[i]))
            status = write_edge(w, &links->items[i], err);
    return status;
}

/* --- the whole ------------------------------------------------------------ */

/* Words are brief in the language that is spoken. */
static lt_status open_tables(struct writer *w, lt_error *err)
{
    static const lt_phrase nodes = {"产品", "products"};
    static const lt_phrase edges = {"产品之间的联系", "links between products"};
    lt_column *columns = lt_arena_take(&w->answer->arena, sizeof(COLUMNS));
    lt_status status = LT_OK;

    if (columns == NULL)
        return lt_fail_memory(err, "columns");
    memcpy(columns, COLUMNS, sizeof(COLUMNS));
    columns[w->english ? COLUMN_STAGE : COLUMN_STAGE_ZH].detail = LT_BRIEF;
    columns[w->english ? COLUMN_STATE : COLUMN_STATE_ZH].detail = LT_BRIEF;
    columns[w->english ? COLUMN_VERDICT : COLUMN_VERDICT_ZH].detail = LT_BRIEF;
    LT_TRY(lt_answer_section(&w->nodes, w->answer, "nodes",
                             lt_say(w->answer->lang, nodes), columns,
                             COLUMN_COUNT, err));
    LT_TRY(lt_answer_section(&w->edges, w->answer, "edges",
                             lt_say(w->answer->lang, edges), EDGE_COLUMNS,
                             EDGE_COUNT, err));
cleanup:
    return status;
}

static lt_status open_chart(struct writer *w, lt_error *err)
{
    const lt_csr *of = &w->data->holdings->of_product;
    lt_arena *arena = &w->answer->arena;
    uint32_t nodes = 0;
    uint32_t edges = 0;
    uint32_t makers = 0;

    for (uint32_t p = 0; p < w->graph->product_count; p++) {
        uint32_t count = of->offset[p + 1] - of->offset[p];

        nodes += w->data->shown[p] != MAP_HIDDEN;
        makers = count > makers ? count : makers;
    }
    for (uint32_t i = 0; i < w->data->links->count; i++)
        edges +=
            (uint32_t)map_is_drawn(w->data->shown, &w->data->links->items[i]);
    w->node_of = lt_alloc_array(w->graph->product_count, sizeof(*w->node_of));
    w->names = lt_alloc_array(makers, sizeof(*w->names));
    w->chart = lt_arena_take(arena, sizeof(*w->chart));
    if (w->node_of == NULL || w->names == NULL || w->chart == NULL)
        return lt_fail_memory(err, "map");
    w->chart->nodes = lt_arena_take(arena, nodes * sizeof(*w->chart->nodes));
    w->chart->edges = lt_arena_take(arena, edges * sizeof(*w->chart->edges));
    if (w->chart->nodes == NULL || w->chart->edges == NULL)
        return lt_fail_memory(err, "map");
    return LT_OK;
}

lt_status map_write(lt_answer *answer, const struct map_data *data,
                    lt_error *err)
{
    struct writer w = {.answer = answer,
                       .data = data,
                       .graph = data->state->scope->graph,
                       .english = answer->lang == LT_EN};
    lt_status status = LT_OK;

    LT_TRY(open_chart(&w, err));
    LT_TRY(open_tables(&w, err));
    LT_TRY(map_title(&w.chart->title, answer, data->state, err));
    LT_TRY(write_nodes(&w, err));
    LT_TRY(write_edges(&w, err));
    answer->chart = w.chart;
cleanup:
    free(w.node_of);
    free(w.names);
    return status;
}
