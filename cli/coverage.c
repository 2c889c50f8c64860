#include "cli/coverage.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* clang-format off */
static const struct {
    const char *word;
    lt_phrase phrase;
} MEASURES[LT_MEASURE_COUNT] = {
    [LT_MEASURE_PRESENT] = {"present", {"产品：在产", "products present"}},
    [LT_MEASURE_COMING] = {"coming", {"产品：在建或规划", "products coming"}},
    [LT_MEASURE_ABSENT] = {"absent", {"产品：缺失", "products absent"}},
    [LT_MEASURE_UNSEEN] = {"unseen", {"产品：未见", "products unseen"}},
    [LT_MEASURE_CAPACITY] = {"capacity",
        {"在产产品：有产能数字", "present products with a capacity figure"}},
    [LT_MEASURE_MAKERS] = {"makers",
        {"在产产品：企业齐全", "present products whose makers are all known"}},
    [LT_MEASURE_STAGE] = {"stage", {"产品：有环节", "products with a stage"}},
    [LT_MEASURE_UNIT] = {"unit", {"产品：有单位", "products with a unit"}},
    [LT_MEASURE_PRICE] = {"price", {"产品：有价格", "products with a price"}},
    [LT_MEASURE_COEFFICIENT] = {"coefficient",
        {"投入：有单耗", "inputs with a coefficient"}},
    [LT_MEASURE_MIN_SCALE] = {"min_scale",
        {"工艺：有规模门槛", "processes with a least scale"}},
    [LT_MEASURE_INVESTMENT] = {"investment",
        {"工艺：有单位投资", "processes with an investment"}},
    [LT_MEASURE_FIRM_REGION] = {"firm_region",
        {"企业：有区域", "firms with a region"}},
    [LT_MEASURE_REVENUE] = {"revenue", {"企业：有营业收入", "firms with a revenue"}},
    [LT_MEASURE_RND] = {"rnd", {"企业：有研发投入", "firms with R&D spending"}},
    [LT_MEASURE_PATENTS] = {"patents", {"企业：有专利数", "firms with patents"}},
    [LT_MEASURE_AMOUNT] = {"amount", {"供货：有金额或数量", "supplies with an amount"}},
    [LT_MEASURE_STATEMENT] = {"statement",
        {"产品：有文件提法或目标", "products named by a statement or target"}},
    [LT_MEASURE_SOURCED] = {"sourced",
        {"产能：有来源", "capacity rows with a source"}},
};

const lt_reliance lt_reliances[] = {
    {"gaps", LT_MEASURE_COEFFICIENT,
     {"单耗：没有需求、缺口量和覆盖率", "coefficients: no need, deficit or cover"}},
    {"gaps", LT_MEASURE_CAPACITY,
     {"产能数字：没有缺口量和覆盖率", "capacity figures: no deficit or cover"}},
    {"gaps", LT_MEASURE_MAKERS,
     {"企业产能：看不出单一供应和断点", "capacities by firm: no single makers or chokes"}},
    {"gaps", LT_MEASURE_PRICE,
     {"价格：影响按产品个数计", "prices: impact counts products"}},
    {"gaps", LT_MEASURE_MIN_SCALE,
     {"规模门槛：不知能否自建", "least scale: viability unknown"}},
    {"gaps", LT_MEASURE_STATEMENT,
     {"文件提法：没有政策分", "statements: no policy part"}},
    {"leaders", LT_MEASURE_REVENUE,
     {"营业收入：规模只能按产能计", "revenues: scale rests on capacities"}},
    {"leaders", LT_MEASURE_PRICE,
     {"价格：规模只能按收入计", "prices: scale rests on revenues"}},
    {"leaders", LT_MEASURE_AMOUNT,
     {"供货：带动按工艺推算", "supplies: pull is inferred from recipes"}},
    {"leaders", LT_MEASURE_RND, {"研发投入", "R&D spending"}},
    {"leaders", LT_MEASURE_PATENTS, {"专利数", "patents"}},
    {"local", LT_MEASURE_AMOUNT,
     {"供货：没有实际配套率", "supplies: no rate of purchases"}},
    {"local", LT_MEASURE_COEFFICIENT,
     {"单耗：各投入同等看待", "coefficients: all inputs count the same"}},
    {"local", LT_MEASURE_PRICE,
     {"价格：各投入不按价值加权", "prices: inputs are not weighted by value"}},
    {"map", LT_MEASURE_STAGE,
     {"环节：从左到右只按路径", "stages: left to right follows paths alone"}},
    {NULL, LT_MEASURE_COUNT, {NULL, NULL}},
};
/* clang-format on */

const char *lt_measure_word(lt_measure measure)
{
    return MEASURES[measure].word;
}

lt_phrase lt_measure_phrase(lt_measure measure)
{
    return MEASURES[measure].phrase;
}

static void count_one(lt_coverage *coverage, int holds)
{
    coverage->count += holds != 0;
    coverage->total++;
}

static void count_products(lt_coverage *out, const lt_state *state)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_stock *stock = &state->stocks[p];
        const lt_product *product = &graph->products[p];

        count_one(&out[LT_MEASURE_PRESENT], stock->presence == LT_PRESENT);
        count_one(&out[LT_MEASURE_COMING], stock->presence == LT_COMING);
        count_one(&out[LT_MEASURE_ABSENT], stock->presence == LT_ABSENT);
        count_one(&out[LT_MEASURE_UNSEEN], stock->presence == LT_UNSEEN);
        if (stock->presence == LT_PRESENT) {
            count_one(&out[LT_MEASURE_CAPACITY], !isnan(stock->capacity));
            count_one(&out[LT_MEASURE_MAKERS], stock->makers_known);
        }
        count_one(&out[LT_MEASURE_STAGE],
                  lt_facts_text(graph->facts, LT_PRODUCTS, product->row,
                                LT_PRODUCT_STAGE)[0] != '\0');
        count_one(&out[LT_MEASURE_UNIT],
                  product->unit.dimension != LT_DIMENSION_NONE);
        count_one(&out[LT_MEASURE_PRICE], !isnan(product->price));
    }
}

static void count_processes(lt_coverage *out, const lt_graph *graph)
{
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        if (graph->recipes[i].role == LT_ROLE_INPUT)
            count_one(&out[LT_MEASURE_COEFFICIENT],
                      !isnan(graph->recipes[i].coefficient));
    for (uint32_t i = 0; i < graph->process_count; i++) {
        if (graph->processes[i].is_default)
            continue;
        count_one(&out[LT_MEASURE_MIN_SCALE],
                  !isnan(graph->processes[i].min_scale));
        count_one(&out[LT_MEASURE_INVESTMENT],
                  !isnan(graph->processes[i].investment));
    }
}

/* 1 when a firm's row has a number in the column. */
static int firm_has(const lt_graph *graph, const lt_firm *firm, uint32_t column)
{
    return firm->row != LT_NONE &&
           !isnan(lt_facts_number(graph->facts, LT_FIRMS, firm->row, column));
}

static void count_firms(lt_coverage *out, const lt_graph *graph)
{
    for (uint32_t i = 0; i < graph->firm_count; i++) {
        const lt_firm *firm = &graph->firms[i];

        count_one(&out[LT_MEASURE_FIRM_REGION], firm->region != LT_NONE);
        count_one(&out[LT_MEASURE_REVENUE],
                  firm_has(graph, firm, LT_FIRM_REVENUE));
        count_one(&out[LT_MEASURE_RND], firm_has(graph, firm, LT_FIRM_RND));
        count_one(&out[LT_MEASURE_PATENTS],
                  firm_has(graph, firm, LT_FIRM_PATENTS));
    }
    for (uint32_t i = 0; i < graph->supply_count; i++)
        count_one(&out[LT_MEASURE_AMOUNT],
                  !isnan(lt_facts_number(graph->facts, LT_SUPPLIES, i,
                                         LT_SUPPLY_AMOUNT)));
    for (uint32_t i = 0; i < graph->capacity_count; i++)
        count_one(&out[LT_MEASURE_SOURCED],
                  graph->capacities[i].source != LT_NONE);
}

static void name_product(uint8_t *named, lt_subject subject)
{
    if (subject.kind == LT_SUBJECT_PRODUCT && subject.index != LT_NONE)
        named[subject.index] = 1;
}

static lt_status count_statements(lt_coverage *out, const lt_graph *graph,
                                  lt_error *err)
{
    uint8_t *named = lt_alloc_array(graph->product_count, sizeof(*named));

    if (named == NULL)
        return lt_fail_memory(err, "statements");
    for (uint32_t i = 0; i < graph->statement_count; i++)
        name_product(named, graph->statements[i].subject);
    for (uint32_t i = 0; i < graph->target_count; i++)
        name_product(named, graph->targets[i].subject);
    for (uint32_t p = 0; p < graph->product_count; p++)
        count_one(&out[LT_MEASURE_STATEMENT], named[p]);
    free(named);
    return LT_OK;
}

lt_status lt_coverage_count(lt_coverage *out, const lt_state *state,
                            lt_error *err)
{
    for (int m = 0; m < LT_MEASURE_COUNT; m++)
        out[m] = (lt_coverage){0, 0};
    count_products(out, state);
    count_processes(out, state->scope->graph);
    count_firms(out, state->scope->graph);
    return count_statements(out, state->scope->graph, err);
}
