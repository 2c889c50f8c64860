/* What a missing or weak product costs and opens: the present products that
 * need it, and the final products that only it opens. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The searches for impact look at this many users in all, per link of the map
 * and at least, shared among the gaps, so that the whole stays linear; small
 * maps are never cut. */
enum { BUDGET_PER_LINK = 16, BUDGET_LEAST = 1 << 24 };

static int is_present(const lt_gaps *gaps, uint32_t product)
{
    return gaps->state->stocks[product].presence == LT_PRESENT;
}

lt_status gap_search_new(struct needed_by *search, const lt_gaps *gaps,
                         lt_error *err)
{
    uint32_t count = gaps->state->scope->graph->product_count;

    *search = (struct needed_by){0};
    search->gaps = gaps;
    search->budget = UINT64_MAX;
    search->stamp = lt_alloc_array(count, sizeof(*search->stamp));
    search->queue = lt_alloc_array(count, sizeof(*search->queue));
    if (search->stamp == NULL || search->queue == NULL)
        return lt_fail_memory(err, "impact");
    return LT_OK;
}

void gap_search_clear(struct needed_by *search)
{
    free(search->stamp);
    free(search->queue);
}

/* Does the user of an entry stop for want of it? Present users by their active
 * processes, missing ones by any. */
static int passes_on(const lt_gaps *gaps, const lt_recipe *entry, uint32_t user)
{
    if (entry->role != LT_ROLE_INPUT)
        return 0;
    if (!is_present(gaps, user))
        return 1;
    return gaps->state->active[entry->process] && gap_needs(gaps, entry);
}

/* Users that stop for want of each product, in the order of their entries: all
 * that a search has to look at, side by side. */
static lt_status collect_stopped(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_csr *using = &graph->recipes_using;
    const uint32_t count = graph->product_count;
    uint32_t *last = lt_alloc_array(count, sizeof(*last));
    uint32_t end = 0;

    gaps->stop_from = lt_alloc_array((size_t)count + 1, sizeof(uint32_t));
    gaps->stopped = lt_alloc_array(using->offset[count], sizeof(uint32_t));
    if (last == NULL || gaps->stop_from == NULL || gaps->stopped == NULL) {
        free(last);
        return lt_fail_memory(err, "impact");
    }
    for (uint32_t p = 0; p < count; p++) {
        for (uint32_t s = using->offset[p]; s < using->offset[p + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[using->item[s]];
            uint32_t user = graph->processes[entry->process].product;

            if (last[user] == p + 1 || !passes_on(gaps, entry, user))
                continue;
            last[user] = p + 1;
            gaps->stopped[end++] = user;
        }
        gaps->stop_from[p + 1] = end;
    }
    free(last);
    return LT_OK;
}

/* A user that was not met before: count it where it is there. */
static void meet_user(struct needed_by *search, uint32_t user, double weight)
{
    if (!is_present(search->gaps, user))
        return;
    if (search->found != NULL && search->count < search->found_room)
        search->found[search->count] = user;
    search->count++;
    search->lost += search->gaps->value[user] * weight;
}

/* Queue everybody that stops for want of `at`. */
static void search_users(struct needed_by *search, uint32_t product,
                         uint32_t at, double weight)
{
    const lt_gaps *gaps = search->gaps;

    for (uint32_t s = gaps->stop_from[at]; s < gaps->stop_from[at + 1]; s++) {
        uint32_t user = gaps->stopped[s];

        if (search->stamp[user] == product + 1)
            continue;
        search->stamp[user] = product + 1;
        search->queue[search->tail++] = user;
        meet_user(search, user, weight);
    }
}

/* 1 when the budget has room for the users of the products from place
 * @p head of the queue on, which it then pays. */
static int pay_level(struct needed_by *search, uint32_t head)
{
    const uint32_t *from = search->gaps->stop_from;
    uint64_t users = 0;

    for (uint32_t i = head; i < search->tail; i++)
        users += from[search->queue[i] + 1] - from[search->queue[i]];
    if (head > 0 && users > search->budget)
        return 0;
    search->budget -= users < search->budget ? users : search->budget;
    return 1;
}

static int has_found_all(const struct needed_by *search)
{
    return search->found != NULL && search->count >= search->found_room;
}

void gap_search(struct needed_by *search, uint32_t product)
{
    const double decay = search->gaps->state->scope->rules->impact_decay;
    double weight = 1.0;
    uint32_t head = 0;

    search->lost = 0.0;
    search->count = 0;
    search->cut = 0;
    search->tail = 1;
    search->queue[0] = product;
    search->stamp[product] = product + 1;
    while (head < search->tail && !search->cut) {
        uint32_t level_end = search->tail;

        search->cut = !pay_level(search, head);
        for (; head < level_end && !search->cut; head++) {
            search_users(search, product, search->queue[head], weight);
            search->cut = has_found_all(search);
        }
        weight *= decay;
    }
}

/* Share of each present product in the value of the view: by price and
 * capacity where all are known, else equal. */
static void share_value(lt_gaps *gaps)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    double sum = 0.0;
    uint32_t count = 0;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (!is_present(gaps, p) || !state->in_view[p])
            continue;
        count++;
        sum += graph->products[p].price * state->stocks[p].capacity;
    }
    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (!is_present(gaps, p) || !state->in_view[p])
            continue;
        gaps->value[p] = sum > 0.0 ? graph->products[p].price *
                                         state->stocks[p].capacity / sum
                                   : 1.0 / count;
    }
}

/* The share of a product that is really lost: all of what is missing or to be
 * closed, of what is weak what it lacks or what one maker's stop costs. */
static double share_lost(const lt_gaps *gaps, uint32_t product)
{
    const struct verdict *verdict = &gaps->verdicts[product];
    const double cover = gaps->state->stocks[product].cover;
    double lost = verdict->choke;

    if (gap_kind_of((enum gap_subkind)verdict->lead) != KIND_STRENGTHEN ||
        !is_present(gaps, product))
        return 1.0;
    if (!isnan(cover) && !(lost >= 1.0 - cover))
        lost = 1.0 - cover;
    return lost < 0.0 ? 0.0 : lost;
}

lt_status gap_find_impact(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;
    const lt_rules *rules = gaps->state->scope->rules;
    struct needed_by search = {0};
    uint64_t total = (uint64_t)graph->recipe_count * BUDGET_PER_LINK;
    uint64_t count = 0;
    lt_status status = LT_OK;

    gaps->value = lt_alloc_array(graph->product_count, sizeof(double));
    if (gaps->value == NULL)
        return lt_fail_memory(err, "impact");
    LT_TRY(collect_stopped(gaps, err));
    LT_TRY(gap_search_new(&search, gaps, err));
    share_value(gaps);
    for (uint32_t p = 0; p < graph->product_count; p++)
        count += gaps->verdicts[p].lead != SUB_COUNT;
    if (total < BUDGET_LEAST)
        total = BUDGET_LEAST;
    for (uint32_t p = 0; p < graph->product_count; p++) {
        struct verdict *verdict = &gaps->verdicts[p];
        double reach = verdict->reach;

        if (verdict->lead == SUB_COUNT)
            continue;
        search.budget = total / count;
        gap_search(&search, p);
        verdict->blocked = search.count;
        verdict->cut = (uint8_t)search.cut;
        gaps->cut_count += (uint32_t)search.cut;
        verdict->lost = search.lost * share_lost(gaps, p);
        if (isnan(verdict->lost))
            continue; /* Nobody knows what hangs on it. */
        if (verdict->lost > 1.0)
            verdict->lost = 1.0; /* Rounding of the shares. */
        reach = reach / (reach + rules->reach_half);
        verdict->part[PART_IMPACT] =
            1.0 - (1.0 - verdict->lost) * (1.0 - 0.5 * reach);
    }

cleanup:
    gap_search_clear(&search);
    return status;
}

/* The graph of missing products below one root that stands for all present,
 * raw and generic ones; dominators after Cooper, Harvey, Kennedy (2001). */
struct flow {
    lt_gaps *gaps;
    uint32_t *order;  /* Missing products that can be reached, root first. */
    uint32_t *number; /* product → place in reverse postorder, from 1. */
    uint32_t *idom;   /* place → place of its dominator; 0 is the root. */
    uint32_t *slot;
    uint32_t count;
};

/* A product from which routes start: it is there or can be bought. */
static int is_start(const lt_gaps *gaps, uint32_t product)
{
    const lt_graph *graph = gaps->state->scope->graph;

    return is_present(gaps, product) || graph->generic[product] ||
           graph->products[product].stage == LT_STAGE_RAW;
}

/* Next missing product that `at` feeds and that was not yet visited. */
static uint32_t next_below(struct flow *flow, uint32_t at)
{
    const lt_graph *graph = flow->gaps->state->scope->graph;

    while (flow->slot[at] < graph->recipes_using.offset[at + 1]) {
        const lt_recipe *entry =
            &graph->recipes[graph->recipes_using.item[flow->slot[at]++]];
        uint32_t below = graph->processes[entry->process].product;

        if (entry->role == LT_ROLE_INPUT && !is_start(flow->gaps, below) &&
            flow->number[below] == 0)
            return below;
    }
    return LT_NONE;
}

/* Reverse postorder of everything below the start products. */
static void number_flow(struct flow *flow, uint32_t *stack)
{
    const lt_graph *graph = flow->gaps->state->scope->graph;
    uint32_t total = graph->product_count;
    uint32_t post = 0;
    uint32_t depth = 0;

    for (uint32_t p = 0; p < total; p++)
        flow->slot[p] = graph->recipes_using.offset[p];
    for (uint32_t p = 0; p < total; p++) {
        if (!is_start(flow->gaps, p))
            continue;
        stack[depth++] = p;
        while (depth > 0) {
            uint32_t at = stack[depth - 1];
            uint32_t below = next_below(flow, at);

            if (below != LT_NONE) {
                flow->number[below] = LT_NONE; /* On the way. */
                stack[depth++] = below;
                continue;
            }
            depth--;
            if (!is_start(flow->gaps, at))
                flow->order[post++] = at;
        }
    }
    flow->count = post;
    for (uint32_t i = 0; i < post / 2; i++) {
        uint32_t other = flow->order[i];

        flow->order[i] = flow->order[post - 1 - i];
        flow->order[post - 1 - i] = other;
    }
    for (uint32_t i = 0; i < post; i++)
        flow->number[flow->order[i]] = i + 1;
}

static uint32_t meet(const uint32_t *idom, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (a > b)
            a = idom[a];
        while (b > a)
            b = idom[b];
    }
    return a;
}

/* The dominator of one product from those of what feeds it; LT_NONE while
 * none of them has one. */
static uint32_t dominator_from_feeders(const struct flow *flow,
                                       uint32_t product)
{
    const lt_graph *graph = flow->gaps->state->scope->graph;
    uint32_t found = LT_NONE;

    for (uint32_t s = graph->processes_making.offset[product];
         s < graph->processes_making.offset[product + 1]; s++) {
        uint32_t q = graph->processes_making.item[s];

        for (uint32_t t = graph->recipes_of.offset[q];
             t < graph->recipes_of.offset[q + 1]; t++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[t]];
            uint32_t place = 0;

            if (entry->role != LT_ROLE_INPUT)
                continue;
            if (!is_start(flow->gaps, entry->product)) {
                place = flow->number[entry->product];
                if (place == 0 || flow->idom[place] == LT_NONE)
                    continue;
            }
            found = found == LT_NONE ? place : meet(flow->idom, found, place);
        }
    }
    return found;
}

static void find_dominators(struct flow *flow)
{
    int changed = 1;

    flow->idom[0] = 0;
    for (uint32_t i = 1; i <= flow->count; i++)
        flow->idom[i] = LT_NONE;
    while (changed) {
        changed = 0;
        for (uint32_t i = 1; i <= flow->count; i++) {
            uint32_t found = dominator_from_feeders(flow, flow->order[i - 1]);

            changed |= found != flow->idom[i];
            flow->idom[i] = found;
        }
    }
}

/* Finals below each place of the dominator tree, the product itself too. */
static void count_finals(struct flow *flow)
{
    lt_gaps *gaps = flow->gaps;

    for (uint32_t i = flow->count; i > 0; i--) {
        uint32_t p = flow->order[i - 1];
        uint32_t above = flow->idom[i];

        gaps->verdicts[p].reach +=
            (uint32_t)gap_is_final(gaps->state->scope->graph, p);
        if (above == 0 || above == LT_NONE)
            continue;
        gaps->dominator[p] = flow->order[above - 1];
        gaps->verdicts[gaps->dominator[p]].reach += gaps->verdicts[p].reach;
    }
}

lt_status gap_find_reach(lt_gaps *gaps, lt_error *err)
{
    size_t total = gaps->state->scope->graph->product_count;
    struct flow flow = {gaps, NULL, NULL, NULL, NULL, 0};
    uint32_t *stack = lt_alloc_array(total + 1, sizeof(*stack));
    lt_status status = LT_OK;

    flow.order = lt_alloc_array(total, sizeof(uint32_t));
    flow.number = lt_alloc_array(total, sizeof(uint32_t));
    flow.idom = lt_alloc_array(total + 1, sizeof(uint32_t));
    flow.slot = lt_alloc_array(total, sizeof(uint32_t));
    gaps->dominator = lt_alloc_array(total, sizeof(uint32_t));
    if (stack == NULL || flow.order == NULL || flow.number == NULL ||
        flow.idom == NULL || flow.slot == NULL || gaps->dominator == NULL) {
        status = lt_fail_memory(err, "reach");
        goto cleanup;
    }
    for (size_t p = 0; p < total; p++)
        gaps->dominator[p] = LT_NONE;
    number_flow(&flow, stack);
    find_dominators(&flow);
    count_finals(&flow);

cleanup:
    free(stack);
    free(flow.order);
    free(flow.number);
    free(flow.idom);
    free(flow.slot);
    return status;
}
