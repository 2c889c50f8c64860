#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/*
 * The share of its output that a product keeps is the least of what its makers
 * can still make and what its inputs allow: over essential groups the least,
 * within a group the best present alternative. Generic inputs can be bought
 * anywhere and stop nobody. The shares only fall, so that a queue of changed
 * products comes to rest; the work of one command is bounded.
 */
struct loss {
    const lt_state *state;
    double *kept;      /* product → share of its output, 1 before a hit. */
    double *makers;    /* product → what the makers left can make. */
    double *value;     /* product → weight of its output; 0: not counted. */
    double total;      /* Of all weights. */
    uint8_t *waiting;  /* product → 1: in the queue. */
    uint8_t *touched;  /* product → 1: in the list of changes. */
    uint32_t *queue;   /* Ring of product_count entries. */
    uint32_t *changes; /* Products with kept or makers below 1. */
    uint32_t head, queued, change_count;
    uint64_t work; /* Recipe entries read so far. */
    int by_price;
};

static const uint64_t WORK_MAX = 100000000;
static const double SMALLEST_CHANGE = 1e-9;

/* A broad product present through its sorts alone is counted with them. */
static int is_weighed(const lt_state *state, uint32_t product)
{
    return state->stocks[product].presence == LT_PRESENT &&
           !state->stocks[product].by_sort && state->in_view[product];
}

/* Weigh products by capacity × price where all are known, else alike. */
static void weigh(struct loss *loss)
{
    const lt_state *state = loss->state;
    const lt_graph *graph = state->scope->graph;

    loss->by_price = 1;
    for (uint32_t p = 0; p < graph->product_count; p++) {
        if (!is_weighed(state, p))
            continue;
        loss->value[p] = state->stocks[p].capacity * graph->products[p].price;
        if (isnan(loss->value[p]))
            loss->by_price = 0;
        loss->total += loss->value[p];
    }
    if (loss->by_price && loss->total > 0.0)
        return;
    loss->by_price = 0;
    loss->total = 0.0;
    for (uint32_t p = 0; p < graph->product_count; p++) {
        loss->value[p] = is_weighed(state, p);
        loss->total += loss->value[p];
    }
}

lt_status loss_new(struct loss **out, const lt_state *state, lt_error *err)
{
    const uint32_t count = state->scope->graph->product_count;
    struct loss *loss = lt_alloc_array(1, sizeof(*loss));

    *out = NULL;
    if (loss == NULL)
        return lt_fail_memory(err, "losses");
    loss->state = state;
    loss->kept = lt_alloc_array(count, sizeof(*loss->kept));
    loss->makers = lt_alloc_array(count, sizeof(*loss->makers));
    loss->value = lt_alloc_array(count, sizeof(*loss->value));
    loss->waiting = lt_alloc_array(count, sizeof(*loss->waiting));
    loss->touched = lt_alloc_array(count, sizeof(*loss->touched));
    loss->queue = lt_alloc_array(count, sizeof(*loss->queue));
    loss->changes = lt_alloc_array(count, sizeof(*loss->changes));
    if (loss->kept == NULL || loss->makers == NULL || loss->value == NULL ||
        loss->waiting == NULL || loss->touched == NULL || loss->queue == NULL ||
        loss->changes == NULL) {
        loss_free(loss);
        return lt_fail_memory(err, "losses");
    }
    for (uint32_t p = 0; p < count; p++) {
        loss->kept[p] = 1.0;
        loss->makers[p] = 1.0;
    }
    weigh(loss);
    *out = loss;
    return LT_OK;
}

void loss_free(struct loss *loss)
{
    if (loss == NULL)
        return;
    free(loss->kept);
    free(loss->makers);
    free(loss->value);
    free(loss->waiting);
    free(loss->touched);
    free(loss->queue);
    free(loss->changes);
    free(loss);
}

int loss_by_price(const struct loss *loss)
{
    return loss->by_price;
}

static void note_change(struct loss *loss, uint32_t product)
{
    if (loss->touched[product])
        return;
    loss->touched[product] = 1;
    loss->changes[loss->change_count++] = product;
}

static void lower(struct loss *loss, uint32_t product, double kept)
{
    if (kept > loss->kept[product] - SMALLEST_CHANGE)
        return;
    loss->kept[product] = kept;
    note_change(loss, product);
    if (!loss->waiting[product]) {
        const uint32_t count = loss->state->scope->graph->product_count;

        loss->waiting[product] = 1;
        loss->queue[(loss->head + loss->queued) % count] = product;
        loss->queued++;
    }
}

void loss_hit(struct loss *loss, uint32_t product, double gone)
{
    loss->makers[product] -= gone;
    if (loss->makers[product] < 0.0)
        loss->makers[product] = 0.0;
    note_change(loss, product);
    lower(loss, product, loss->makers[product]);
}

/* What the best present alternative to an entry keeps. */
static double group_kept(struct loss *loss, const lt_recipe *entry)
{
    const lt_graph *graph = loss->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double best = 0.0;

    for (uint32_t s = of->offset[entry->process];
         s < of->offset[entry->process + 1]; s++) {
        const lt_recipe *other = &graph->recipes[of->item[s]];

        loss->work++;
        if (other->group != entry->group || other->role != LT_ROLE_INPUT ||
            loss->state->stocks[other->product].presence != LT_PRESENT)
            continue;
        if (graph->generic[other->product])
            return 1.0;
        if (loss->kept[other->product] > best)
            best = loss->kept[other->product];
    }
    return best;
}

/* What a process keeps given its inputs. */
static double process_kept(struct loss *loss, uint32_t process)
{
    const lt_graph *graph = loss->state->scope->graph;
    const lt_csr *of = &graph->recipes_of;
    double least = 1.0;

    for (uint32_t s = of->offset[process]; s < of->offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[of->item[s]];
        const double kept = loss->kept[entry->product];

        loss->work++;
        if (entry->role != LT_ROLE_INPUT || kept >= least ||
            graph->generic[entry->product] ||
            loss->state->stocks[entry->product].presence != LT_PRESENT)
            continue;
        least = fmin(least, group_kept(loss, entry));
    }
    return least;
}

/* What a product keeps given the inputs of its active processes, which weigh
 * by their capacity where all are known. */
static double inputs_kept(struct loss *loss, uint32_t product)
{
    const lt_state *state = loss->state;
    const lt_csr *making = &state->scope->graph->processes_making;
    double weighted = 0.0;
    double weight = 0.0;
    double plain = 0.0;
    uint32_t count = 0;

    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const uint32_t process = making->item[s];
        double kept = 1.0;

        if (!state->active[process])
            continue;
        kept = process_kept(loss, process);
        weighted += kept * state->run[process];
        weight += state->run[process];
        plain += kept;
        count++;
    }
    if (count == 0)
        return 1.0;
    return weight > 0.0 ? weighted / weight : plain / count;
}

/* Where a broad product is present through its sorts alone, what the best of
 * them keeps. */
static double sorts_kept(struct loss *loss, uint32_t product)
{
    const lt_graph *graph = loss->state->scope->graph;
    const lt_csr *in = &graph->links_in;
    double best = 0.0;

    for (uint32_t s = in->offset[product]; s < in->offset[product + 1]; s++) {
        const lt_link *link = &graph->links[in->item[s]];

        loss->work++;
        if (link->kind == LT_LINK_KIND_OF &&
            loss->state->stocks[link->from].presence == LT_PRESENT)
            best = fmax(best, loss->kept[link->from]);
    }
    return best;
}

static void update(struct loss *loss, uint32_t product)
{
    const lt_stock *stock = &loss->state->stocks[product];

    if (stock->presence != LT_PRESENT)
        return;
    if (stock->by_sort)
        lower(loss, product, sorts_kept(loss, product));
    else
        lower(loss, product,
              fmin(loss->makers[product], inputs_kept(loss, product)));
}

/* What comes along with a product falls with it where nobody makes it for
 * itself. */
static void lower_byproducts(struct loss *loss, uint32_t product)
{
    const lt_state *state = loss->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;

    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++) {
        const uint32_t process = making->item[m];
        const lt_csr *of = &graph->recipes_of;

        for (uint32_t s = of->offset[process];
             state->active[process] && s < of->offset[process + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[of->item[s]];
            const lt_stock *stock = &state->stocks[entry->product];

            loss->work++;
            if (entry->role == LT_ROLE_OUTPUT && stock->makers == 0 &&
                stock->evidence == LT_EVIDENCE_DOMAIN)
                lower(loss, entry->product, loss->kept[product]);
        }
    }
}

/* Pass the fall of a product on to what is made of it. */
static void pass_on(struct loss *loss, uint32_t product)
{
    const lt_state *state = loss->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *using = &graph->recipes_using;
    const lt_csr *out = &graph->links_out;

    for (uint32_t s = using->offset[product];
         !graph->generic[product] && s < using->offset[product + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[using->item[s]];

        loss->work++;
        if (entry->role == LT_ROLE_INPUT && state->active[entry->process])
            update(loss, graph->processes[entry->process].product);
    }
    for (uint32_t s = out->offset[product]; s < out->offset[product + 1]; s++) {
        const lt_link *link = &graph->links[out->item[s]];

        if (link->kind == LT_LINK_KIND_OF && state->stocks[link->to].by_sort)
            update(loss, link->to);
    }
    lower_byproducts(loss, product);
}

static double lost_share(const struct loss *loss)
{
    double lost = 0.0;

    for (uint32_t i = 0; i < loss->change_count; i++) {
        const uint32_t p = loss->changes[i];

        lost += loss->value[p] * (1.0 - loss->kept[p]);
    }
    return loss->total > 0.0 ? lost / loss->total : (double)NAN;
}

double loss_settle(struct loss *loss, int *rough)
{
    const uint32_t count = loss->state->scope->graph->product_count;
    double lost = 0.0;

    *rough = 0;
    while (loss->queued > 0) {
        const uint32_t product = loss->queue[loss->head];

        loss->head = (loss->head + 1) % count;
        loss->queued--;
        loss->waiting[product] = 0;
        if (loss->work < WORK_MAX)
            pass_on(loss, product);
        else
            *rough = 1;
    }
    lost = lost_share(loss);
    for (uint32_t i = 0; i < loss->change_count; i++) {
        const uint32_t p = loss->changes[i];

        loss->kept[p] = 1.0;
        loss->makers[p] = 1.0;
        loss->touched[p] = 0;
    }
    loss->change_count = 0;
    return lost;
}
