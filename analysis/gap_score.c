/* The four parts of a gap's score, and the score itself. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LEVEL_TARGET = 1.0;
static const double LEVEL_NAMED = 0.8;
static const double LEVEL_CHAIN = 0.4;
static const double IMPORTANT = 0.5; /* Importance from which it speaks. */

static void raise(double *level, double to)
{
    if (isnan(*level) || *level < to)
        *level = to;
}

/* What a document of some year still weighs. */
static double aged(const lt_state *state, double level, int32_t year)
{
    int32_t now = state->scope->year;

    if (year == 0 || now == 0 || year >= now)
        return level;
    return level * pow(state->scope->rules->policy_decay, now - year);
}

static int32_t year_of_source(const lt_graph *graph, uint32_t source,
                              int32_t own)
{
    if (own != 0 || source == LT_NONE)
        return own;
    return graph->sources[source].year;
}

/* Roles that single a chain out. */
static int is_favoured(const char *roles)
{
    static const char *const WORDS[] = {"主导",    "重点", "风口",
                                        "leading", "key",  "priority"};

    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strstr(roles, WORDS[i]) != NULL)
            return 1;
    return 0;
}

/* What the roles of a chain or of one above it weigh, by the age of where they
 * are from. */
static double favour_of(const lt_state *state, uint32_t chain)
{
    const lt_graph *graph = state->scope->graph;
    double level = 0.0;

    for (; chain != LT_NONE; chain = graph->chains[chain].parent)
        if (is_favoured(graph->chains[chain].roles))
            raise(&level,
                  aged(state, LEVEL_CHAIN,
                       year_of_source(graph, graph->chains[chain].source, 0)));
    return level;
}

static void hear_statement(lt_gaps *gaps, const lt_statement *statement)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t index = statement->subject.index;
    int32_t year = year_of_source(graph, statement->source, statement->year);

    if (statement->kind == LT_STATEMENT_CLOSURE) {
        if (statement->subject.kind == LT_SUBJECT_PRODUCT)
            gaps->closure[index] = 1;
        if (statement->subject.kind == LT_SUBJECT_PROCESS)
            gaps->closed[index] = 1;
        return;
    }
    if (statement->subject.kind == LT_SUBJECT_PRODUCT &&
        (statement->kind == LT_STATEMENT_GAP ||
         statement->kind == LT_STATEMENT_WEAK ||
         statement->kind == LT_STATEMENT_ABSENT))
        raise(&gaps->policy[index], aged(gaps->state, LEVEL_NAMED, year));
}

/* Chains that are singled out speak for the products whose home they are. */
static lt_status hear_chains(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    double *level = lt_alloc_array(graph->chain_count, sizeof(*level));

    if (level == NULL)
        return lt_fail_memory(err, "policy");
    for (uint32_t c = 0; c < graph->chain_count; c++)
        level[c] = favour_of(gaps->state, c);
    for (uint32_t i = 0; i < graph->statement_count; i++) {
        const lt_statement *statement = &graph->statements[i];

        if (statement->kind == LT_STATEMENT_ROLE &&
            statement->subject.kind == LT_SUBJECT_CHAIN &&
            is_favoured(statement->value))
            raise(&level[statement->subject.index],
                  aged(gaps->state, LEVEL_CHAIN,
                       year_of_source(graph, statement->source,
                                      statement->year)));
    }
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (graph->products[p].home_chain != LT_NONE &&
            level[graph->products[p].home_chain] > 0.0)
            raise(&gaps->policy[p], level[graph->products[p].home_chain]);
    free(level);
    return LT_OK;
}

/* Where no document is loaded at all the part is unknown, not 0. */
static int has_documents(const lt_graph *graph)
{
    if (graph->statement_count > 0 || graph->target_count > 0)
        return 1;
    for (uint32_t c = 0; c < graph->chain_count; c++)
        if (graph->chains[c].roles[0] != '\0')
            return 1;
    return 0;
}

lt_status gap_policy(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    double silent = has_documents(graph) ? 0.0 : (double)NAN;

    gaps->policy = lt_alloc_array(graph->product_count, sizeof(double));
    gaps->closure = lt_alloc_array(graph->product_count, 1);
    gaps->closed = lt_alloc_array(graph->process_count, 1);
    if (gaps->policy == NULL || gaps->closure == NULL || gaps->closed == NULL)
        return lt_fail_memory(err, "policy");
    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_product *product = &graph->products[p];

        gaps->policy[p] = silent;
        if (product->base_class != LT_BASE_CLASS_NONE ||
            product->importance >= IMPORTANT)
            raise(&gaps->policy[p], state->scope->rules->importance_level);
    }
    for (uint32_t i = 0; i < graph->statement_count; i++)
        if (graph->statements[i].subject.index != LT_NONE)
            hear_statement(gaps, &graph->statements[i]);
    for (uint32_t i = 0; i < graph->target_count; i++) {
        const lt_target *target = &graph->targets[i];

        if (target->subject.kind == LT_SUBJECT_PRODUCT &&
            target->subject.index != LT_NONE && !isnan(target->target))
            raise(&gaps->policy[target->subject.index],
                  aged(state, LEVEL_TARGET,
                       year_of_source(graph, target->source, 0)));
    }
    return hear_chains(gaps, err);
}

/* Cost share of an entry; NaN where price or coefficient is not known. */
static double cost_of(const lt_graph *graph, const lt_recipe *entry)
{
    return entry->coefficient * graph->products[entry->product].price;
}

/* How far an entry is met: 1 present, the cover where known, a half by a sort
 * of another chain. */
static double met_share(const lt_state *state, const lt_recipe *entry)
{
    const lt_stock *stock = &state->stocks[entry->product];
    lt_met met = lt_state_met(state, entry->process, entry->product);

    if (met != LT_MET_YES)
        return met == LT_MET_HALF ? 0.5 : 0.0;
    return stock->cover < 1.0 ? stock->cover : 1.0;
}

/* A group is met by its best member; it weighs what that member costs, or by
 * how few other products use it. */
struct group_sum {
    double met;
    double weight;
};

static struct group_sum sum_of(const lt_gaps *gaps, const lt_recipe *entry,
                               int by_cost)
{
    return (struct group_sum){
        met_share(gaps->state, entry),
        by_cost ? cost_of(gaps->state->scope->graph, entry)
                : 1.0 / log2(1.0 + gaps->usage[entry->product])};
}

static struct group_sum group_of(const lt_gaps *gaps, const lt_recipe *first,
                                 int by_cost)
{
    const lt_graph *graph = gaps->state->scope->graph;
    struct group_sum best = sum_of(gaps, first, by_cost);

    if (gaps->group_members[first->group] == 1)
        return best;
    for (uint32_t s = graph->recipes_of.offset[first->process];
         s < graph->recipes_of.offset[first->process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];
        struct group_sum own = {0.0, 0.0};

        if (entry->role != LT_ROLE_INPUT || entry->group != first->group)
            continue;
        own = sum_of(gaps, entry, by_cost);
        if (own.met > best.met ||
            (own.met == best.met && own.weight > best.weight))
            best = own;
    }
    return best;
}

/* Share of a process's essential inputs that are there; NaN without any. */
static double process_readiness(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double met = 0.0;
    double sum = 0.0;
    int by_cost = 1;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];

        if (entry->role == LT_ROLE_INPUT && isnan(cost_of(graph, entry)))
            by_cost = 0;
    }
    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];
        struct group_sum group = {0.0, 0.0};

        /* Once per group: at its first entry. */
        if (entry->role != LT_ROLE_INPUT || entry->group != of->item[s])
            continue;
        group = group_of(gaps, entry, by_cost);
        met += group.met * group.weight;
        sum += group.weight;
    }
    return sum > 0.0 ? met / sum : (double)NAN;
}

/* Of several processes the best prepared one speaks. */
lt_status gap_find_readiness(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_csr *making = &graph->processes_making;

    (void)err; /* Takes no memory. */
    for (uint32_t p = 0; p < graph->product_count; p++) {
        double best = NAN;

        for (uint32_t s = making->offset[p]; s < making->offset[p + 1]; s++) {
            double own = process_readiness(gaps, making->item[s]);

            if (isnan(best) || own > best)
                best = own;
        }
        gaps->verdicts[p].readiness = best;
    }
    return LT_OK;
}

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
}

static double readiness_part(const lt_gaps *gaps, uint32_t product)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    const lt_rules *rules = gaps->state->scope->rules;

    if (is_present(gaps, product) && !verdict->half)
        return 1.0;
    if (verdict->lead == SUB_SUPPLY || verdict->lead == SUB_BARRED)
        return NAN;
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

    if (verdict->user != LT_NONE || (verdict->holds >> SUB_BRIDGE & 1))
        now = 1.0; /* An active process lacks it. */
    else if (isnan(now) && !stock->used)
        now = 0.0; /* Nobody needs it today. */
    if (isnan(now) && isnan(later))
        return NAN;
    if (now > most)
        most = now;
    if (rules->planned_weight * later > most)
        most = rules->planned_weight * later;
    if ((verdict->holds >> SUB_SINGLE & 1) && verdict->lost > most)
        most = verdict->lost; /* What the maker's stop would cost. */
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

static void weigh(const lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_rules *rules = state->scope->rules;
    const double weights[PART_COUNT] = {
        rules->weight_impact, rules->weight_readiness, rules->weight_urgency,
        rules->weight_policy};
    struct verdict *verdict = &gaps->verdicts[product];
    double known = 0.0;
    double sum = 0.0;
    double all = 0.0;

    for (size_t i = 0; i < PART_COUNT; i++) {
        all += weights[i];
        if (isnan(verdict->part[i]))
            continue;
        known += weights[i];
        sum += weights[i] * verdict->part[i];
    }
    verdict->score = known > 0.0 ? 100.0 * sum / known : 0.0;
    verdict->low = 100.0 * sum / all;
    verdict->high = 100.0 * (sum + all - known) / all;
    verdict->confidence = known / all * least_evidence(gaps, product);
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
        verdict->part[PART_POLICY] = gaps->closure[p] ? 0.0 : gaps->policy[p];
        weigh(gaps, p);
    }
    free(relief);
    return LT_OK;
}
