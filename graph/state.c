#include "graph/state.h"

#include "graph/alloc.h"
#include "graph/state_parts.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    const char *word;
    lt_phrase phrase;
} PRESENCES[] = {
    [LT_PRESENT] = {"present", {"已有", "present"}},
    [LT_COMING] = {"coming", {"在建/规划", "coming"}},
    [LT_ABSENT] = {"absent", {"缺失", "absent"}},
    [LT_UNSEEN] = {"unseen", {"未见", "unseen"}},
};

const char *lt_presence_word(lt_presence presence)
{
    return PRESENCES[presence].word;
}

lt_phrase lt_presence_phrase(lt_presence presence)
{
    return PRESENCES[presence].phrase;
}

double lt_evidence_weight(lt_evidence evidence)
{
    static const double WEIGHTS[] = {1.0, 0.8, 0.6, 0.4};

    return WEIGHTS[evidence];
}

double lt_show_amount(const lt_graph *graph, uint32_t product, double amount)
{
    return amount / graph->products[product].unit.factor;
}

int lt_state_missing(const lt_state *state, uint32_t product)
{
    return state->stocks[product].presence != LT_PRESENT;
}

/* Firms that lie in the regions asked for, or anywhere if none is known. */
static void mark_firms(lt_state *state, const uint8_t *in_region)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t f = 0; f < graph->firm_count; f++) {
        const lt_firm *firm = &graph->firms[f];

        state->local_firm[f] =
            firm->status == LT_FIRM_LOCAL &&
            (state->scope->region_count == 0 ||
             (firm->region != LT_NONE && in_region[firm->region]));
    }
}

static void mark_view(lt_state *state)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t chain = state->scope->chain;

    for (uint32_t p = 0; p < graph->product_count; p++)
        state->in_view[p] = chain == LT_NONE;
    for (uint32_t i = 0; chain != LT_NONE && i < graph->membership_count; i++)
        if (lt_chain_within(graph, graph->memberships[i].chain, chain))
            state->in_view[graph->memberships[i].product] = 1;
}

static void mark_regions(uint8_t *in_region, const lt_scope *scope)
{
    const lt_graph *graph = scope->graph;

    for (uint32_t r = 0; r < graph->region_count; r++)
        for (uint32_t i = 0; i < scope->region_count; i++)
            in_region[r] |=
                (uint8_t)lt_region_within(graph, r, scope->regions[i]);
}

/* What documents and declared chains say of products nobody makes. */
static void mark_absent(lt_state *state)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t i = 0; i < graph->statement_count; i++) {
        const lt_statement *statement = &graph->statements[i];

        if (statement->kind == LT_STATEMENT_ABSENT &&
            statement->subject.kind == LT_SUBJECT_PRODUCT)
            state->stocks[statement->subject.index].stated_absent = 1;
    }
    for (uint32_t p = 0; p < graph->product_count; p++) {
        lt_stock *stock = &state->stocks[p];
        uint32_t home = graph->products[p].home_chain;

        if (stock->presence != LT_UNSEEN)
            continue;
        if (stock->stated_absent) {
            stock->presence = LT_ABSENT;
            stock->evidence = LT_EVIDENCE_WORDING;
        }
        for (; home != LT_NONE; home = graph->chains[home].parent)
            if (graph->chains[home].complete != 0 &&
                (state->scope->year == 0 ||
                 graph->chains[home].complete == state->scope->year)) {
                stock->presence = LT_ABSENT;
                stock->evidence = LT_EVIDENCE_REGIONAL;
            }
    }
}

/* Whoever makes a narrower sort makes the broader one; sorts of sorts too. */
static lt_status spread_sorts(lt_state *state, lt_error *err)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t *queue = lt_alloc_array(graph->product_count, sizeof(*queue));
    uint32_t head = 0;
    uint32_t tail = 0;

    if (queue == NULL)
        return lt_fail_memory(err, "state");
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (state->stocks[p].presence == LT_PRESENT)
            queue[tail++] = p;
    while (head < tail) {
        uint32_t p = queue[head++];

        for (uint32_t s = graph->links_out.offset[p];
             s < graph->links_out.offset[p + 1]; s++) {
            const lt_link *link = &graph->links[graph->links_out.item[s]];
            lt_stock *broad = &state->stocks[link->to];

            if (link->kind != LT_LINK_KIND_OF || broad->presence == LT_PRESENT)
                continue;
            broad->presence = LT_PRESENT;
            broad->by_sort = 1;
            broad->capacity = NAN; /* A sort's capacity is never added. */
            broad->capacity_planned = NAN;
            broad->evidence = state->stocks[p].evidence;
            broad->row = state->stocks[p].row;
            queue[tail++] = link->to;
        }
    }
    free(queue);
    return LT_OK;
}

static int is_lateral(lt_stage stage)
{
    return stage == LT_STAGE_COMPONENT || stage == LT_STAGE_EQUIPMENT;
}

/* How far one sort stands in for the broad product a process asks for. */
static lt_met sort_meets(const lt_state *state, uint32_t process,
                         uint32_t broad, uint32_t sort)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t home = graph->products[sort].home_chain;
    uint32_t user =
        graph->products[graph->processes[process].product].home_chain;

    if (!is_lateral(graph->products[broad].stage))
        return graph->products[sort].base_class == LT_BASE_CLASS_NONE
                   ? LT_MET_YES
                   : LT_MET_NO;
    return home == LT_NONE || home == user ? LT_MET_YES : LT_MET_HALF;
}

/* Sorts looked at for one broad product; the more are taken as unmet. */
enum { SORTS_MAX = 64 };

static void add_sort(uint32_t *sorts, uint32_t *count, uint32_t product)
{
    for (uint32_t i = 0; i < *count; i++)
        if (sorts[i] == product)
            return;
    if (*count < SORTS_MAX)
        sorts[(*count)++] = product;
}

/* The best that any present sort, or sort of a sort, does. */
static lt_met best_sort(const lt_state *state, uint32_t process, uint32_t broad)
{
    const lt_graph *graph = state->scope->graph;
    uint32_t sorts[SORTS_MAX] = {broad};
    uint32_t count = 1;
    lt_met best = LT_MET_NO;

    for (uint32_t i = 0; i < count; i++) {
        const uint32_t at = sorts[i];

        if (!state->stocks[at].by_sort) {
            lt_met met = sort_meets(state, process, broad, at);

            best = met > best ? met : best;
            continue;
        }
        for (uint32_t s = graph->links_in.offset[at];
             s < graph->links_in.offset[at + 1]; s++) {
            const lt_link *link = &graph->links[graph->links_in.item[s]];

            if (link->kind == LT_LINK_KIND_OF &&
                state->stocks[link->from].presence == LT_PRESENT)
                add_sort(sorts, &count, link->from);
        }
    }
    return best;
}

lt_met lt_state_met(const lt_state *state, uint32_t process, uint32_t product)
{
    const lt_stock *stock = &state->stocks[product];

    if (stock->presence != LT_PRESENT)
        return LT_MET_NO;
    return stock->by_sort ? best_sort(state, process, product) : LT_MET_YES;
}

static void count_present(lt_state *state)
{
    const lt_graph *graph = state->scope->graph;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_stock *stock = &state->stocks[p];

        if (stock->presence != LT_PRESENT)
            continue;
        state->present_count++;
        state->evidence_counts[stock->evidence]++;
        if (stock->year != 0 &&
            (state->first_year == 0 || stock->year < state->first_year))
            state->first_year = stock->year;
        if (stock->year > state->last_year)
            state->last_year = stock->year;
    }
}

static lt_status alloc_state(lt_state **out, const lt_scope *scope,
                             lt_error *err)
{
    const lt_graph *graph = scope->graph;
    lt_state *state = lt_alloc_array(1, sizeof(*state));

    *out = state;
    if (state == NULL)
        return lt_fail_memory(err, "state");
    state->scope = scope;
    state->stocks = lt_alloc_array(graph->product_count, sizeof(lt_stock));
    state->active = lt_alloc_array(graph->process_count, 1);
    state->run = lt_alloc_array(graph->process_count, sizeof(double));
    state->run_planned = lt_alloc_array(graph->process_count, sizeof(double));
    state->ambiguous = lt_alloc_array(graph->product_count, 1);
    state->local_firm = lt_alloc_array(graph->firm_count, 1);
    state->in_view = lt_alloc_array(graph->product_count, 1);
    state->row_counts = lt_alloc_array(graph->capacity_count, 1);
    if (state->stocks == NULL || state->active == NULL || state->run == NULL ||
        state->run_planned == NULL || state->ambiguous == NULL ||
        state->local_firm == NULL || state->in_view == NULL ||
        state->row_counts == NULL)
        return lt_fail_memory(err, "state");
    return LT_OK;
}

lt_status lt_state_new(lt_state **out, const lt_scope *scope, lt_error *err)
{
    const lt_graph *graph = scope->graph;
    uint8_t *in_region = lt_alloc_array(graph->region_count, 1);
    lt_state *state = NULL;
    lt_status status = LT_OK;

    *out = NULL;
    if (in_region == NULL)
        return lt_fail_memory(err, "state");
    LT_TRY(alloc_state(&state, scope, err));
    mark_regions(in_region, scope);
    mark_firms(state, in_region);
    mark_view(state);
    LT_TRY(lt_state_stock(state, in_region, err));
    LT_TRY(spread_sorts(state, err));
    LT_TRY(lt_state_run(state, err));
    LT_TRY(spread_sorts(state, err)); /* Of what comes with processes. */
    mark_absent(state);
    LT_TRY(lt_state_need(state, in_region, err));
    count_present(state);
    *out = state;
    state = NULL;

cleanup:
    lt_state_free(state);
    free(in_region);
    return status;
}

void lt_state_free(lt_state *state)
{
    if (state == NULL)
        return;
    free(state->stocks);
    free(state->active);
    free(state->run);
    free(state->run_planned);
    free(state->ambiguous);
    free(state->local_firm);
    free(state->in_view);
    free(state->row_counts);
    free(state);
}
