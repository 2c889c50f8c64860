/* What documents ask for: the policy part, targets and closures. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LEVEL_TARGET = 1.0;
static const double LEVEL_NAMED = 0.8;
static const double LEVEL_CHAIN = 0.4;

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

/* Is the closure a limit on additions, and no end? */
static int is_restraint(const char *value)
{
    static const char *const WORDS[] = {"控总量", "置换", "限制", "restrict"};

    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strstr(value, WORDS[i]) != NULL)
            return 1;
    return 0;
}

/* Ends outweigh limits, so that the order of the rows is no matter. */
static void close_down(uint8_t *closure, const lt_statement *statement)
{
    if (*closure != CLOSURE_ENDS)
        *closure =
            is_restraint(statement->value) ? CLOSURE_RESTRICTS : CLOSURE_ENDS;
}

static void hear_closure(lt_gaps *gaps, const lt_statement *statement)
{
    const uint32_t index = statement->subject.index;

    if (statement->kind != LT_STATEMENT_CLOSURE || index == LT_NONE)
        return;
    if (statement->subject.kind == LT_SUBJECT_PRODUCT)
        close_down(&gaps->closure[index], statement);
    if (statement->subject.kind == LT_SUBJECT_PROCESS)
        close_down(&gaps->closed[index], statement);
}

/* What one document asks of a product. */
struct wish {
    uint32_t product;
    const char *office; /* Who issued it: its number up to the bracket. */
    size_t length;      /* Of that; 0: not known. */
    int32_t issued;     /* 0: not known. */
    double level;
};

static struct wish wish_of(const lt_graph *graph, uint32_t product,
                           uint32_t source, double level)
{
    struct wish wish = {product, "", 0, 0, level};

    if (source == LT_NONE)
        return wish;
    wish.office = graph->sources[source].number;
    wish.issued = graph->sources[source].year;
    while (wish.office[wish.length] != '\0' &&
           wish.office[wish.length] != '[' &&
           strncmp(wish.office + wish.length, "〔", 3) != 0)
        wish.length++;
    return wish;
}

static int by_office_then_year(const void *left, const void *right)
{
    const struct wish *a = left;
    const struct wish *b = right;
    const size_t least = a->length < b->length ? a->length : b->length;
    int order = 0;

    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    order = strncmp(a->office, b->office, least);
    if (order != 0 || a->length != b->length)
        return order != 0 ? order : (a->length < b->length ? -1 : 1);
    return (a->issued < b->issued) - (a->issued > b->issued);
}

/* A newer document of the same office supersedes. */
static void hear_wishes(lt_gaps *gaps, struct wish *wishes, size_t count)
{
    const struct wish *newest = NULL;

    if (count > 1)
        qsort(wishes, count, sizeof(*wishes), by_office_then_year);
    for (size_t i = 0; i < count; i++) {
        const struct wish *wish = &wishes[i];

        if (newest == NULL || newest->product != wish->product ||
            wish->length == 0 || newest->length != wish->length ||
            strncmp(newest->office, wish->office, wish->length) != 0)
            newest = wish;
        if (wish->issued == newest->issued || wish->issued == 0)
            raise(&gaps->policy[wish->product], wish->level);
    }
}

static int is_wish(const lt_statement *statement)
{
    return statement->subject.kind == LT_SUBJECT_PRODUCT &&
           statement->subject.index != LT_NONE &&
           (statement->kind == LT_STATEMENT_GAP ||
            statement->kind == LT_STATEMENT_WEAK);
}

static lt_status hear_documents(lt_gaps *gaps, lt_error *err)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    struct wish *wishes = lt_alloc_array(
        (size_t)graph->statement_count + graph->target_count, sizeof(*wishes));
    size_t count = 0;

    if (wishes == NULL)
        return lt_fail_memory(err, "policy");
    for (uint32_t i = 0; i < graph->statement_count; i++) {
        const lt_statement *said = &graph->statements[i];

        hear_closure(gaps, said);
        if (is_wish(said))
            wishes[count++] =
                wish_of(graph, said->subject.index, said->source,
                        aged(state, LEVEL_NAMED,
                             year_of_source(graph, said->source, said->year)));
    }
    for (uint32_t i = 0; i < graph->target_count; i++) {
        const lt_target *target = &graph->targets[i];

        if (target->subject.kind != LT_SUBJECT_PRODUCT ||
            target->subject.index == LT_NONE)
            continue;
        gaps->targeted[target->subject.index] = 1;
        if (!isnan(target->target))
            wishes[count++] =
                wish_of(graph, target->subject.index, target->source,
                        aged(state, LEVEL_TARGET,
                             year_of_source(graph, target->source, 0)));
    }
    hear_wishes(gaps, wishes, count);
    free(wishes);
    return LT_OK;
}

/* What documents ask of a chain as a whole. */
static void hear_of_chains(lt_gaps *gaps)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->statement_count; i++) {
        const lt_statement *said = &graph->statements[i];

        if (said->kind == LT_STATEMENT_GAP &&
            said->subject.kind == LT_SUBJECT_CHAIN)
            raise(&gaps->chain_policy[said->subject.index],
                  aged(state, LEVEL_NAMED,
                       year_of_source(graph, said->source, said->year)));
    }
    for (uint32_t i = 0; i < graph->target_count; i++) {
        const lt_target *target = &graph->targets[i];

        if (target->subject.kind == LT_SUBJECT_CHAIN && !isnan(target->target))
            raise(&gaps->chain_policy[target->subject.index],
                  aged(state, LEVEL_TARGET,
                       year_of_source(graph, target->source, 0)));
    }
}

/* Chains that are singled out speak for the products whose home they are. */
static lt_status hear_chains(lt_gaps *gaps, double silent, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    double *level = lt_alloc_array(graph->chain_count, sizeof(*level));

    gaps->chain_policy =
        lt_alloc_array(graph->chain_count, sizeof(*gaps->chain_policy));
    if (level == NULL || gaps->chain_policy == NULL) {
        free(level);
        return lt_fail_memory(err, "policy");
    }
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
    for (uint32_t c = 0; c < graph->chain_count; c++)
        gaps->chain_policy[c] =
            isnan(silent) && level[c] <= 0.0 ? silent : level[c];
    hear_of_chains(gaps);
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
    const lt_rules *rules = gaps->state->scope->rules;
    const lt_graph *graph = gaps->state->scope->graph;
    double silent = has_documents(graph) ? 0.0 : (double)NAN;
    lt_status status = LT_OK;

    gaps->policy = lt_alloc_array(graph->product_count, sizeof(double));
    gaps->targeted = lt_alloc_array(graph->product_count, 1);
    gaps->closure = lt_alloc_array(graph->product_count, 1);
    gaps->closed = lt_alloc_array(graph->process_count, 1);
    if (gaps->policy == NULL || gaps->targeted == NULL ||
        gaps->closure == NULL || gaps->closed == NULL)
        return lt_fail_memory(err, "policy");
    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_product *product = &graph->products[p];

        gaps->policy[p] = silent;
        if (product->base_class != LT_BASE_CLASS_NONE ||
            product->importance >= rules->upgrade_importance)
            raise(&gaps->policy[p], rules->importance_level);
    }
    status = hear_documents(gaps, err);
    return status == LT_OK ? hear_chains(gaps, silent, err) : status;
}
