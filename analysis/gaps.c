#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static lt_status blank_verdicts(lt_gaps *gaps, lt_error *err)
{
    const uint32_t count = gaps->state->scope->graph->product_count;

    gaps->verdicts = lt_alloc_array(count, sizeof(struct verdict));
    if (gaps->verdicts == NULL)
        return lt_fail_memory(err, "gaps");
    for (uint32_t p = 0; p < count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];

        verdict->lead = SUB_COUNT;
        verdict->depth = LT_NONE;
        verdict->user = LT_NONE;
        verdict->feeder = LT_NONE;
        verdict->completes = LT_NONE;
        verdict->broader = LT_NONE;
        verdict->absorbs = LT_NONE;
        verdict->chain = LT_NONE;
        verdict->choke = NAN;
        for (size_t i = 0; i < PART_COUNT; i++)
            verdict->part[i] = NAN;
    }
    return LT_OK;
}

static lt_status judge(lt_gaps *gaps, lt_error *err)
{
    static lt_status (*const STEPS[])(lt_gaps *, lt_error *) = {
        blank_verdicts,      gap_groups,       gap_policy,
        gap_find_readiness,  gap_find_fill,    gap_find_assembly,
        gap_find_strengthen, gap_find_choke,   gap_find_extend,
        gap_find_depth,      gap_find_absorb,  gap_find_build,
        gap_find_shed,       gap_choose_leads, gap_find_reach,
        gap_find_impact,     gap_score,        gap_score_chains,
    };

    for (size_t i = 0; i < sizeof(STEPS) / sizeof(STEPS[0]); i++) {
        lt_status status = STEPS[i](gaps, err);

        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}

static lt_status judge_whole(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const uint32_t count = state->scope->graph->product_count;
    struct whole_view *whole = NULL;

    if (state->scope->chain == LT_NONE)
        return LT_OK;
    whole = gaps->whole = lt_alloc_array(1, sizeof(*whole));
    if (whole == NULL)
        return lt_fail_memory(err, "gaps");
    whole->scope = *state->scope;
    whole->scope.chain = LT_NONE;
    whole->state = *state;
    whole->state.scope = &whole->scope;
    whole->state.in_view = lt_alloc_array(count, 1);
    if (whole->state.in_view == NULL)
        return lt_fail_memory(err, "gaps");
    memset(whole->state.in_view, 1, count);
    return lt_gaps_new(&whole->gaps, &whole->state, err);
}

static void whole_free(struct whole_view *whole)
{
    if (whole == NULL)
        return;
    lt_gaps_free(whole->gaps);
    free(whole->state.in_view);
    free(whole);
}

const lt_gaps *gap_whole(const lt_gaps *gaps)
{
    return gaps->whole == NULL ? gaps : gaps->whole->gaps;
}

const lt_gaps *gap_speaker(const lt_gaps *gaps, uint32_t product)
{
    return gaps->verdicts[product].lead == SUB_COUNT &&
                   gaps->state->in_view[product]
               ? gap_whole(gaps)
               : gaps;
}

lt_status lt_gaps_new(lt_gaps **out, const lt_state *state, lt_error *err)
{
    lt_gaps *gaps = lt_alloc_array(1, sizeof(*gaps));
    lt_status status = LT_OK;

    *out = NULL;
    if (gaps == NULL)
        return lt_fail_memory(err, "gaps");
    gaps->state = state;
    status = judge(gaps, err);
    if (status == LT_OK)
        status = judge_whole(gaps, err);
    if (status != LT_OK)
        lt_gaps_free(gaps);
    else
        *out = gaps;
    return status;
}

void lt_gaps_free(lt_gaps *gaps)
{
    if (gaps == NULL)
        return;
    free(gaps->verdicts);
    free(gaps->bases);
    lt_holdings_clear(&gaps->holdings);
    free(gaps->process_readiness);
    free(gaps->reachable);
    free(gaps->group_present);
    free(gaps->group_members);
    free(gaps->usage);
    free(gaps->stop_from);
    free(gaps->stopped);
    free(gaps->value);
    free(gaps->dominator);
    free(gaps->policy);
    free(gaps->chain_policy);
    free(gaps->targeted);
    free(gaps->closure);
    free(gaps->closed);
    whole_free(gaps->whole);
    free(gaps);
}

const char *lt_gaps_kind(const lt_gaps *gaps, uint32_t product)
{
    uint8_t lead = gap_speaker(gaps, product)->verdicts[product].lead;

    return lead == SUB_COUNT
               ? NULL
               : gap_kind_word(gap_kind_of((enum gap_subkind)lead));
}

double lt_gaps_score(const lt_gaps *gaps, uint32_t product)
{
    const struct verdict *verdict =
        &gap_speaker(gaps, product)->verdicts[product];

    return verdict->lead == SUB_COUNT ? (double)NAN : verdict->score;
}

int lt_gaps_weak(const lt_gaps *gaps, uint32_t product)
{
    static const uint32_t WEAK =
        (uint32_t)1 << SUB_SHORTAGE | (uint32_t)1 << SUB_SINGLE |
        (uint32_t)1 << SUB_CHOKE | (uint32_t)1 << SUB_SCALE |
        (uint32_t)1 << SUB_DEPENDENCE | (uint32_t)1 << SUB_THIN;

    return (gap_speaker(gaps, product)->verdicts[product].holds & WEAK) != 0;
}

static const char *group_of_firm(const lt_graph *graph, uint32_t firm)
{
    return graph->firms[firm].row == LT_NONE
               ? ""
               : lt_facts_text(graph->facts, LT_FIRMS, graph->firms[firm].row,
                               LT_FIRM_GROUP);
}

/* Is the group of one firm the other firm? */
static int owns(const lt_graph *graph, const char *group, uint32_t firm)
{
    return group[0] != '\0' && (strcmp(group, graph->firms[firm].id) == 0 ||
                                strcmp(group, graph->firms[firm].name) == 0);
}

/* One firm, two of one parent company, or a firm and its parent. */
static int same_group(const lt_graph *graph, uint32_t a, uint32_t b)
{
    const char *first = group_of_firm(graph, a);
    const char *second = group_of_firm(graph, b);

    return a == b || (first[0] != '\0' && strcmp(first, second) == 0) ||
           owns(graph, first, b) || owns(graph, second, a);
}

/* 1 where somebody but the maker and its group makes `product`. */
static int made_by_others(const lt_gaps *gaps, uint32_t product, uint32_t maker)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    for (uint32_t s = graph->capacities_of.offset[product];
         s < graph->capacities_of.offset[product + 1]; s++) {
        uint32_t index = graph->capacities_of.item[s];
        const lt_capacity *row = &graph->capacities[index];

        if (!state->row_counts[index] || row->status != LT_CAPACITY_OPERATING)
            continue;
        if (row->firm == LT_NONE ? state->stocks[product].makers == 0
                                 : !same_group(graph, row->firm, maker))
            return 1;
    }
    return 0;
}

int gap_feeds_others(const lt_gaps *gaps, uint32_t product, uint32_t maker)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    for (uint32_t s = graph->recipes_using.offset[product];
         s < graph->recipes_using.offset[product + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_using.item[s]];

        if (entry->role == LT_ROLE_INPUT && state->active[entry->process] &&
            gap_needs(gaps, entry) &&
            made_by_others(gaps, graph->processes[entry->process].product,
                           maker))
            return 1;
    }
    return 0;
}
