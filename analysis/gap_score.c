/* The four parts of a gap's score, and the score itself. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
}

/* Strengthen and shed are about what runs; a fill or an extension starts from
 * the inputs that are there, a chain from its products. */
static double readiness_part(const lt_gaps *gaps, uint32_t product)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    const lt_rules *rules = gaps->state->scope->rules;
    const enum gap_subkind lead = (enum gap_subkind)verdict->lead;
    const enum gap_kind kind = gap_kind_of(lead);

    if (kind == KIND_SECURE)
        return is_present(gaps, product) && !verdict->half ? 1.0 : (double)NAN;
    if (kind == KIND_SHED)
        return 1.0;
    if (kind == KIND_STRENGTHEN)
        return lead == SUB_UPGRADE ? verdict->readiness : 1.0;
    if (kind == KIND_BUILD) {
        const struct chain_base *base = &gaps->bases[verdict->chain];

        return (double)base->present / base->products;
    }
    /* An input that cannot be had at all leaves the depth open: one deeper
     * than what is within reach. */
    if (verdict->depth == LT_NONE)
        return verdict->readiness *
               pow(rules->depth_decay, rules->extend_steps);
    return verdict->readiness *
           pow(rules->depth_decay,
               verdict->depth > 0 ? verdict->depth - 1.0 : 0.0);
}

int gap_project_counts(const lt_state *state, const lt_project *project)
{
    const lt_scope *scope = state->scope;

    if (scope->region_count == 0 || project->region == LT_NONE)
        return 1;
    for (uint32_t i = 0; i < scope->region_count; i++)
        if (lt_region_within(scope->graph, project->region, scope->regions[i]))
            return 1;
    return 0;
}

/* Share of the deficit that projects will probably close. */
static void add_relief(const lt_gaps *gaps, double *relief)
{
    static const double CHANCES[] = {0.15, 0.4, 0.8, 1.0};
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->project_count; i++) {
        const lt_project *project = &graph->projects[i];
        const lt_stock *stock = NULL;
        double deficit = NAN;
        double chance = CHANCES[project->status];

        if (project->product == LT_NONE || !gap_project_counts(state, project))
            continue;
        stock = &state->stocks[project->product];
        if (stock->need > 0.0)
            deficit =
                stock->need -
                (is_present(gaps, project->product) ? stock->capacity : 0.0);
        relief[project->product] += isnan(project->capacity) || !(deficit > 0.0)
                                        ? 0.5 * chance
                                        : chance * project->capacity / deficit;
    }
}

static double shortfall(double need, double capacity)
{
    if (!(need > 0.0) || isnan(capacity))
        return NAN;
    return capacity < need ? 1.0 - capacity / need : 0.0;
}

static double urgency_part(const lt_gaps *gaps, uint32_t product, double relief)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    const lt_stock *stock = &gaps->state->stocks[product];
    const lt_rules *rules = gaps->state->scope->rules;
    double now = shortfall(stock->need, stock->capacity);
    double later = shortfall(stock->need_planned, stock->capacity_planned);
    double most = 0.0;

    if (verdict->user != LT_NONE)
        now = 1.0; /* An active process lacks it. */
    else if (isnan(now) && !stock->used)
        now = 0.0; /* Nobody needs it today. */
    if (isnan(now) && isnan(later) && isnan(verdict->choke))
        return NAN;
    if (now > most)
        most = now;
    if (rules->planned_weight * later > most)
        most = rules->planned_weight * later;
    if (verdict->choke > most)
        most = verdict->choke;
    return most * (1.0 - rules->relief * (relief < 1.0 ? relief : 1.0));
}

static double evidence_of(const lt_gaps *gaps, uint32_t product)
{
    return lt_evidence_weight(gaps->state->stocks[product].evidence);
}

static double least_evidence(const lt_gaps *gaps, uint32_t product)
{
    enum { PATH_ROOM = 32 };
    uint32_t path[PATH_ROOM];
    uint32_t count = gap_path(gaps, product, path, PATH_ROOM);
    double least = evidence_of(gaps, product);

    for (uint32_t i = 0; i < count; i++)
        if (evidence_of(gaps, path[i]) < least)
            least = evidence_of(gaps, path[i]);
    return least;
}

/* Would the verdict be another at one end of the coefficients' ranges? */
static int is_unsettled(const lt_gaps *gaps, uint32_t product)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    const lt_stock *stock = &gaps->state->stocks[product];
    const lt_rules *rules = gaps->state->scope->rules;

    if (verdict->lead == SUB_SHORTAGE)
        return stock->cover_high >= rules->shortage_cover ||
               stock->cover_low < rules->thin_cover;
    return verdict->lead == SUB_THIN && stock->cover_high >= rules->thin_cover;
}

double gap_weigh(const lt_rules *rules, const double part[PART_COUNT],
                 double *score, double *low, double *high)
{
    const double weights[PART_COUNT] = {
        rules->weight_impact, rules->weight_readiness, rules->weight_urgency,
        rules->weight_policy};
    double known = 0.0;
    double sum = 0.0;
    double all = 0.0;

    for (size_t i = 0; i < PART_COUNT; i++) {
        all += weights[i];
        if (isnan(part[i]))
            continue;
        known += weights[i];
        sum += weights[i] * part[i];
    }
    *score = known > 0.0 ? 100.0 * sum / known : 0.0;
    *low = 100.0 * sum / all;
    *high = 100.0 * (sum + all - known) / all;
    return known / all;
}

static void weigh(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_rules *rules = state->scope->rules;
    struct verdict *verdict = &gaps->verdicts[product];

    verdict->confidence = gap_weigh(rules, verdict->part, &verdict->score,
                                    &verdict->low, &verdict->high) *
                          least_evidence(gaps, product);
    if (verdict->half == HALF_MET || is_unsettled(gaps, product))
        verdict->confidence *= 0.5;
    if (state->stocks[product].presence == LT_UNSEEN &&
        verdict->confidence > rules->unseen_confidence)
        verdict->confidence = rules->unseen_confidence;
}

lt_status gap_score(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    double *relief = lt_alloc_array(graph->product_count, sizeof(*relief));

    if (relief == NULL)
        return lt_fail_memory(err, "projects");
    add_relief(gaps, relief);
    for (uint32_t p = 0; p < graph->product_count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];

        if (verdict->lead == SUB_COUNT)
            continue;
        verdict->part[PART_READINESS] = readiness_part(gaps, p);
        verdict->part[PART_URGENCY] = urgency_part(gaps, p, relief[p]);
        verdict->part[PART_POLICY] =
            gaps->closure[p] != CLOSURE_NONE ? 0.0 : gaps->policy[p];
        weigh(gaps, p);
    }
    free(relief);
    return LT_OK;
}
