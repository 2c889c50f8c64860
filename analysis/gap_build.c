/* Build: chains of which a region has next to nothing. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Does the stage belong to the chain proper, from basic to final? */
static int is_proper(const lt_graph *graph, uint32_t product)
{
    const lt_stage stage = graph->products[product].stage;

    return stage >= LT_STAGE_BASIC && stage <= LT_STAGE_FINAL &&
           !graph->generic[product] && !graph->broad[product];
}

/* Is it an unseen sort of a product that is there? Some sort of that one is
 * made, and nobody says which: it speaks neither for nor against the chain. */
static int is_open(const lt_state *state, uint32_t product)
{
    const lt_graph *graph = state->scope->graph;

    if (state->stocks[product].presence != LT_UNSEEN)
        return 0;
    for (uint32_t s = graph->links_out.offset[product];
         s < graph->links_out.offset[product + 1]; s++) {
        const lt_link *link = &graph->links[graph->links_out.item[s]];

        if (link->kind == LT_LINK_KIND_OF &&
            state->stocks[link->to].presence == LT_PRESENT &&
            !state->stocks[link->to].by_sort)
            return 1;
    }
    return 0;
}

static void count_product(struct chain_base *base, const lt_state *state,
                          uint32_t product)
{
    const lt_stage stage = state->scope->graph->products[product].stage;
    const lt_stock *stock = &state->stocks[product];
    const uint32_t present = stock->presence == LT_PRESENT;

    if (base->products == 0 || stock->evidence > base->evidence)
        base->evidence = stock->evidence;
    base->products++;
    base->present += present;
    if (stage >= LT_STAGE_COMPONENT) {
        base->later++;
        base->later_present += present;
    }
    base->finals += stage == LT_STAGE_FINAL && !present;
}

/* A chain without any product from component on cannot lack them. */
static void judge_base(struct chain_base *base, const lt_rules *rules)
{
    const int has_little =
        base->present < rules->build_share * base->products ||
        base->products == 0;
    const int has_no_end = base->later > 0 && base->later_present == 0;

    if (!has_little && !has_no_end)
        return;
    base->build = base->products >= rules->build_products;
    base->sparse = !base->build;
}

int gap_chain_in_view(const lt_scope *scope, uint32_t chain)
{
    return scope->chain == LT_NONE ||
           lt_chain_within(scope->graph, chain, scope->chain);
}

uint32_t gap_chain_to_build(const lt_gaps *gaps, uint32_t product)
{
    const lt_scope *scope = gaps->state->scope;
    const lt_graph *graph = scope->graph;

    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1]; s++)
        for (uint32_t c = graph->memberships[graph->chains_of.item[s]].chain;
             c != LT_NONE; c = graph->chains[c].parent)
            if (gaps->bases[c].build && gap_chain_in_view(scope, c))
                return c;
    return LT_NONE;
}

static void find_product(lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;
    struct verdict *verdict = &gaps->verdicts[product];

    if (!lt_state_missing(gaps->state, product) || graph->generic[product] ||
        graph->products[product].stage == LT_STAGE_RAW)
        return;
    verdict->chain = gap_chain_to_build(gaps, product);
    if (verdict->chain != LT_NONE)
        gap_set(verdict, SUB_BUILD);
}

lt_status gap_find_build(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    gaps->bases = lt_alloc_array(graph->chain_count, sizeof(*gaps->bases));
    if (gaps->bases == NULL)
        return lt_fail_memory(err, "chains");
    for (uint32_t p = 0; p < graph->product_count; p++)
        for (uint32_t c = graph->products[p].home_chain;
             c != LT_NONE && is_proper(graph, p) && !is_open(state, p);
             c = graph->chains[c].parent)
            count_product(&gaps->bases[c], state, p);
    for (uint32_t c = 0; c < graph->chain_count; c++)
        judge_base(&gaps->bases[c], state->scope->rules);
    for (uint32_t p = 0; p < graph->product_count; p++)
        find_product(gaps, p);
    return LT_OK;
}

/* A part of the whole is as good as the best of its products. */
static void raise_part(double *part, double to)
{
    if (isnan(*part) || to > *part)
        *part = to;
}

/* Every product that waits for a chain speaks for it, and for those above. */
static void gather_parts(lt_gaps *gaps)
{
    const lt_graph *graph = gaps->state->scope->graph;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        const struct verdict *verdict = &gaps->verdicts[p];

        if (verdict->lead == SUB_COUNT || !lt_state_missing(gaps->state, p))
            continue;
        for (uint32_t c = graph->products[p].home_chain; c != LT_NONE;
             c = graph->chains[c].parent) {
            struct chain_base *base = &gaps->bases[c];

            base->lost = fmax(base->lost, verdict->lost);
            raise_part(&base->part[PART_URGENCY], verdict->part[PART_URGENCY]);
        }
    }
}

lt_status gap_score_chains(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_rules *rules = state->scope->rules;

    (void)err; /* Takes no memory. */
    for (uint32_t c = 0; c < graph->chain_count; c++)
        gaps->bases[c].part[PART_URGENCY] = NAN;
    gather_parts(gaps);
    for (uint32_t c = 0; c < graph->chain_count; c++) {
        struct chain_base *base = &gaps->bases[c];
        const double reach = base->finals / (base->finals + rules->reach_half);

        if (!base->build)
            continue;
        base->part[PART_IMPACT] =
            1.0 - (1.0 - base->lost) * (1.0 - 0.5 * reach);
        base->part[PART_READINESS] = (double)base->present / base->products;
        base->part[PART_POLICY] = gaps->chain_policy[c];
        base->confidence = gap_weigh(rules, base->part, &base->score,
                                     &base->low, &base->high) *
                           lt_evidence_weight(base->evidence);
        if (base->evidence == LT_EVIDENCE_DOMAIN &&
            base->confidence > rules->unseen_confidence)
            base->confidence = rules->unseen_confidence;
    }
    return LT_OK;
}
