/* Strengthen: makers whose stop would cost much of the chain's output. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/*
 * What a product keeps when one maker stops is the least of what the other
 * makers make and what its inputs allow: over essential groups the least,
 * within a group the best alternative that is there. Generic inputs can be
 * bought and stop nobody. The work is shared among the products, what one
 * leaves goes to those to come, so that the whole stays linear; where it does
 * not suffice the loss is unknown.
 */
enum { WORK_PER_ENTRY = 4, WORK_LEAST = 1 << 22 };

static const double SMALLEST_CHANGE = 1e-9;

struct fall {
    lt_gaps *gaps;
    double *kept;        /* product → share of its output, 1 before a stop. */
    uint8_t *is_waiting; /* product → 1: in the queue. */
    uint8_t *is_changed; /* product → 1: in the list of changes. */
    uint32_t *queue;     /* Ring of product_count entries. */
    uint32_t *changes;
    uint32_t head, queued, change_count;
    uint64_t work; /* Entries that may still be read. */
    double *worth; /* chain → Σ price · capacity; NaN: not all are known. */
    double *count; /* chain → its present products. */
    uint32_t *stamp; /* chain → the product last counted, plus 1. */
};

static lt_status fall_new(struct fall *fall, lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const uint32_t products = graph->product_count;
    const size_t chains = (size_t)graph->chain_count + 1;

    *fall = (struct fall){.gaps = gaps};
    fall->kept = lt_alloc_array(products, sizeof(*fall->kept));
    fall->is_waiting = lt_alloc_array(products, 1);
    fall->is_changed = lt_alloc_array(products, 1);
    fall->queue = lt_alloc_array(products, sizeof(*fall->queue));
    fall->changes = lt_alloc_array(products, sizeof(*fall->changes));
    fall->worth = lt_alloc_array(chains, sizeof(*fall->worth));
    fall->count = lt_alloc_array(chains, sizeof(*fall->count));
    fall->stamp = lt_alloc_array(chains, sizeof(*fall->stamp));
    if (fall->kept == NULL || fall->is_waiting == NULL ||
        fall->is_changed == NULL || fall->queue == NULL ||
        fall->changes == NULL || fall->worth == NULL || fall->count == NULL ||
        fall->stamp == NULL)
        return lt_fail_memory(err, "chokes");
    for (uint32_t p = 0; p < products; p++)
        fall->kept[p] = 1.0;
    return LT_OK;
}

static void fall_clear(struct fall *fall)
{
    free(fall->kept);
    free(fall->is_waiting);
    free(fall->is_changed);
    free(fall->queue);
    free(fall->changes);
    free(fall->worth);
    free(fall->count);
    free(fall->stamp);
}

/* --- what a chain makes --------------------------------------------------- */

/* A broad product that is there through its sorts alone counts with them. */
static int is_weighed(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT &&
           !gaps->state->stocks[product].by_sort;
}

static double worth_of(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->scope->graph->products[product].price *
           gaps->state->stocks[product].capacity;
}

/* The chain whose output counts for a product: the one asked for, else its
 * home; all chains (the last entry) where it has none. */
static uint32_t chain_of(const lt_gaps *gaps, uint32_t product)
{
    const lt_scope *scope = gaps->state->scope;
    const uint32_t home = scope->graph->products[product].home_chain;

    if (scope->chain != LT_NONE)
        return scope->chain;
    return home != LT_NONE ? home : scope->graph->chain_count;
}

static void add_to_chain(struct fall *fall, uint32_t product, uint32_t chain)
{
    if (fall->stamp[chain] == product + 1)
        return;
    fall->stamp[chain] = product + 1;
    fall->worth[chain] += worth_of(fall->gaps, product);
    fall->count[chain] += 1.0;
}

/* Every product counts once for each chain it is in and those above it. */
static void add_up_chains(struct fall *fall)
{
    const lt_graph *graph = fall->gaps->state->scope->graph;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (!is_weighed(fall->gaps, p))
            continue;
        add_to_chain(fall, p, graph->chain_count);
        for (uint32_t s = graph->chains_of.offset[p];
             s < graph->chains_of.offset[p + 1]; s++)
            for (uint32_t c =
                     graph->memberships[graph->chains_of.item[s]].chain;
                 c != LT_NONE; c = graph->chains[c].parent)
                add_to_chain(fall, p, c);
    }
}

/* --- one maker stops ------------------------------------------------------ */

static void lower(struct fall *fall, uint32_t product, double kept)
{
    const uint32_t count = fall->gaps->state->scope->graph->product_count;

    if (kept > fall->kept[product] - SMALLEST_CHANGE)
        return;
    fall->kept[product] = kept;
    if (!fall->is_changed[product]) {
        fall->is_changed[product] = 1;
        fall->changes[fall->change_count++] = product;
    }
    if (!fall->is_waiting[product]) {
        fall->is_waiting[product] = 1;
        fall->queue[(fall->head + fall->queued++) % count] = product;
    }
}

static void work(struct fall *fall, uint64_t entries)
{
    fall->work -= entries < fall->work ? entries : fall->work;
}

/* What the best alternative to an entry keeps. */
static double group_kept(struct fall *fall, const lt_recipe *entry)
{
    const lt_state *state = fall->gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double best = 0.0;

    if (fall->gaps->group_members[entry->group] == 1)
        return fall->kept[entry->product];
    work(fall, of->offset[entry->process + 1] - of->offset[entry->process]);
    for (uint32_t s = of->offset[entry->process];
         s < of->offset[entry->process + 1]; s++) {
        const lt_recipe *other = &graph->recipes[of->item[s]];

        if (other->group != entry->group || other->role != LT_ROLE_INPUT ||
            state->stocks[other->product].presence != LT_PRESENT)
            continue;
        best = fmax(best, graph->generic[other->product]
                              ? 1.0
                              : fall->kept[other->product]);
    }
    return best;
}

static double process_kept(struct fall *fall, uint32_t process)
{
    const lt_state *state = fall->gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double least = 1.0;

    work(fall, of->offset[process + 1] - of->offset[process]);
    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];

        if (entry->role == LT_ROLE_INPUT &&
            fall->kept[entry->product] < least &&
            !graph->generic[entry->product])
            least = fmin(least, group_kept(fall, entry));
    }
    return least;
}

/* Over the processes that run, by what they run at where that is known. */
static double inputs_kept(struct fall *fall, uint32_t product)
{
    const lt_state *state = fall->gaps->state;
    const lt_csr *making = &state->scope->graph->processes_making;
    double weighted = 0.0;
    double weight = 0.0;
    double plain = 0.0;
    uint32_t count = 0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const uint32_t q = making->item[s];
        double kept = 1.0;

        if (!state->active[q])
            continue;
        kept = process_kept(fall, q);
        weighted += kept * state->run[q];
        weight += state->run[q];
        plain += kept;
        count++;
    }
    if (count == 0)
        return 1.0;
    return weight > 0.0 ? weighted / weight : plain / count;
}

/* A broad product keeps what the best of its sorts does. */
static double sorts_kept(struct fall *fall, uint32_t product)
{
    const lt_graph *graph = fall->gaps->state->scope->graph;
    const lt_csr *in = &graph->links_in;
    double best = 0.0;

    work(fall, in->offset[product + 1] - in->offset[product]);
    for (uint32_t s = in->offset[product]; s < in->offset[product + 1]; s++) {
        const lt_link *link = &graph->links[in->item[s]];

        if (link->kind == LT_LINK_KIND_OF &&
            !lt_state_missing(fall->gaps->state, link->from))
            best = fmax(best, fall->kept[link->from]);
    }
    return best;
}

/* What comes along with a product falls with it where nobody makes it for
 * itself. */
static void lower_byproducts(struct fall *fall, uint32_t product)
{
    const lt_state *state = fall->gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_csr *of = &graph->recipes_of;

    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++) {
        const uint32_t q = making->item[m];

        if (!state->active[q])
            continue;
        work(fall, of->offset[q + 1] - of->offset[q]);
        for (uint32_t s = of->offset[q]; s < of->offset[q + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[of->item[s]];
            const lt_stock *stock = &state->stocks[entry->product];

            if (entry->role == LT_ROLE_OUTPUT && stock->makers == 0 &&
                stock->evidence == LT_EVIDENCE_DOMAIN)
                lower(fall, entry->product, fall->kept[product]);
        }
    }
}

static void pass_on(struct fall *fall, uint32_t product)
{
    const lt_state *state = fall->gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *using = &graph->recipes_using;
    const lt_csr *out = &graph->links_out;

    work(fall, using->offset[product + 1] - using->offset[product] + 1U);
    for (uint32_t s = using->offset[product];
         !graph->generic[product] && s < using->offset[product + 1] &&
         fall->work > 0;
         s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];
        const uint32_t user = graph->processes[entry->process].product;

        if (entry->role == LT_ROLE_INPUT && state->active[entry->process] &&
            !state->stocks[user].by_sort)
            lower(fall, user, inputs_kept(fall, user));
    }
    for (uint32_t s = out->offset[product];
         s < out->offset[product + 1] && fall->work > 0; s++) {
        const lt_link *link = &graph->links[out->item[s]];

        if (link->kind == LT_LINK_KIND_OF && state->stocks[link->to].by_sort)
            lower(fall, link->to, sorts_kept(fall, link->to));
    }
    lower_byproducts(fall, product);
}

/* Share of the chain's output that is lost. */
static double lost_share(const struct fall *fall, uint32_t chain)
{
    const lt_gaps *gaps = fall->gaps;
    const lt_graph *graph = gaps->state->scope->graph;
    const int by_worth = fall->worth[chain] > 0.0;
    double lost = 0.0;

    for (uint32_t i = 0; i < fall->change_count; i++) {
        const uint32_t p = fall->changes[i];

        if (is_weighed(gaps, p) &&
            (chain == graph->chain_count || gap_is_member(graph, p, chain)))
            lost +=
                (1.0 - fall->kept[p]) * (by_worth ? worth_of(gaps, p) : 1.0);
    }
    return lost / (by_worth ? fall->worth[chain] : fall->count[chain]);
}

/* What the chain loses when a maker of that share of a product stops; NaN
 * where that is too much work. */
static double loss_of(struct fall *fall, uint32_t product, double share)
{
    const uint32_t count = fall->gaps->state->scope->graph->product_count;
    double lost = NAN;

    lower(fall, product, 1.0 - share);
    while (fall->queued > 0) {
        const uint32_t at = fall->queue[fall->head];

        fall->head = (fall->head + 1) % count;
        fall->queued--;
        fall->is_waiting[at] = 0;
        if (fall->work > 0)
            pass_on(fall, at);
    }
    if (fall->work > 0)
        lost = lost_share(fall, chain_of(fall->gaps, product));
    for (uint32_t i = 0; i < fall->change_count; i++) {
        fall->kept[fall->changes[i]] = 1.0;
        fall->is_changed[fall->changes[i]] = 0;
    }
    fall->change_count = 0;
    return lost;
}

/* Share of the largest maker that others live off; 0 where all are captive. A
 * stop never costs more than the maker's share. */
static double largest_share(const lt_gaps *gaps, uint32_t product)
{
    const lt_csr *of = &gaps->holdings.of_product;
    double largest = 0.0;

    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_holding *holding = &gaps->holdings.items[of->item[s]];
        const double share = lt_holding_share(gaps->state, holding);

        if (share > largest && share > gaps->state->scope->rules->choke_loss &&
            gap_feeds_others(gaps, product, holding->firm))
            largest = share;
    }
    return largest;
}

static int is_candidate(const lt_gaps *gaps, uint32_t product)
{
    const lt_stock *stock = &gaps->state->stocks[product];

    return is_weighed(gaps, product) && gaps->state->in_view[product] &&
           stock->makers_known && stock->used;
}

/* What one candidate may spend of what is left for all. */
static double judge_product(struct fall *fall, uint32_t product, uint64_t *left,
                            uint32_t candidates)
{
    const uint64_t own = *left / (candidates > 0 ? candidates : 1) + 1;
    const double share = largest_share(fall->gaps, product);
    double lost = 0.0;

    if (share <= 0.0 || fall->gaps->state->scope->graph->generic[product])
        return 0.0;
    fall->work = own;
    lost = loss_of(fall, product, share);
    *left -= own - fall->work < *left ? own - fall->work : *left;
    return lost;
}

static void judge(struct fall *fall, uint32_t candidates)
{
    lt_gaps *gaps = fall->gaps;
    const lt_graph *graph = gaps->state->scope->graph;
    uint64_t left = (uint64_t)graph->recipe_count * WORK_PER_ENTRY;

    if (left < WORK_LEAST)
        left = WORK_LEAST;
    for (uint32_t p = 0; p < graph->product_count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];

        if (!is_candidate(gaps, p))
            continue;
        verdict->choke = judge_product(fall, p, &left, candidates--);
        gaps->unchoked += isnan(verdict->choke) ? 1U : 0U;
        if (verdict->choke > gaps->state->scope->rules->choke_loss)
            gap_set(verdict, SUB_CHOKE);
    }
}

lt_status gap_find_choke(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    uint32_t candidates = 0;
    struct fall fall = {0};
    lt_status status = fall_new(&fall, gaps, err);

    if (status == LT_OK) {
        add_up_chains(&fall);
        for (uint32_t p = 0; p < graph->product_count; p++)
            candidates += (uint32_t)is_candidate(gaps, p);
        judge(&fall, candidates);
    }
    fall_clear(&fall);
    return status;
}
