#include "analysis/leaders.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>

/* What control is worked out with. */
struct control {
    struct leaders *leaders;
    struct loss *loss;
    double *alone; /* product → loss when all of it stops; -1 not known yet. */
};

static double whole_loss(struct control *control, uint32_t product, int *rough)
{
    *rough = 0;
    if (control->alone[product] < 0.0) {
        loss_hit(control->loss, product, 1.0);
        control->alone[product] = loss_settle(control->loss, rough);
    }
    return control->alone[product];
}

/*
 * Loss when a firm stops. The rules of the loss are homogeneous: a firm with
 * one product costs its share of what the whole product would cost, so that
 * product is worked out once for all its makers.
 */
static double firm_loss(struct control *control, uint32_t firm, int *rough)
{
    const struct leaders *leaders = control->leaders;
    const lt_csr *of = &leaders->holdings.of_firm;
    const lt_holding *last = NULL;
    double last_share = NAN;
    uint32_t hits = 0;

    *rough = 0;
    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const lt_holding *holding = &leaders->holdings.items[of->item[s]];
        const double share = lt_holding_share(leaders->state, holding);

        if (isnan(share))
            continue;
        if (hits > 0)
            loss_hit(control->loss, last->product, last_share);
        last = holding;
        last_share = share;
        hits++;
    }
    if (hits == 0)
        return NAN;
    if (hits == 1)
        return last_share * whole_loss(control, last->product, rough);
    loss_hit(control->loss, last->product, last_share);
    return loss_settle(control->loss, rough);
}

static double largest_share(const struct leaders *leaders, uint32_t firm)
{
    const lt_csr *of = &leaders->holdings.of_firm;
    double largest = NAN;

    for (uint32_t s = of->offset[firm]; s < of->offset[firm + 1]; s++) {
        const lt_holding *holding = &leaders->holdings.items[of->item[s]];
        const double share = lt_holding_share(leaders->state, holding);

        if (leaders->state->in_view[holding->product] && !isnan(share) &&
            !(largest >= share))
            largest = share;
    }
    return largest;
}

/* The order in which losses are worked out, so that the bound on work meets
 * the smallest last. */
struct turn {
    double value;
    uint32_t item;
};

static int compare_turns(const void *left, const void *right)
{
    const struct turn *a = left;
    const struct turn *b = right;

    if (isnan(a->value) != isnan(b->value))
        return isnan(a->value) ? 1 : -1;
    if (a->value < b->value || a->value > b->value)
        return a->value > b->value ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static void control_leader(struct control *control, struct leader *leader)
{
    const double share = largest_share(control->leaders, leader->firm);
    int rough = 0;
    double lost = NAN;

    if (isnan(share))
        return;
    lost = firm_loss(control, leader->firm, &rough);
    control->leaders->rough_losses |= rough;
    if (!isnan(lost))
        leader->part[LEADER_CONTROL] = 0.5 * share + 0.5 * lost;
}

lt_status leaders_control(struct leaders *leaders, lt_error *err)
{
    const uint32_t products = leaders->state->scope->graph->product_count;
    struct control control = {leaders, NULL, NULL};
    struct turn *turns = lt_alloc_array(leaders->count, sizeof(*turns));
    lt_status status = LT_OK;

    control.alone = lt_alloc_array(products, sizeof(*control.alone));
    if (turns == NULL || control.alone == NULL) {
        status = lt_fail_memory(err, "control");
        goto cleanup;
    }
    LT_TRY(loss_new(&control.loss, leaders->state, err));
    leaders->by_price = loss_by_price(control.loss);
    for (uint32_t p = 0; p < products; p++)
        control.alone[p] = -1.0;
    for (uint32_t i = 0; i < leaders->count; i++)
        turns[i] = (struct turn){leaders->items[i].value, i};
    if (leaders->count > 1)
        qsort(turns, leaders->count, sizeof(*turns), compare_turns);
    for (uint32_t i = 0; i < leaders->count; i++)
        control_leader(&control, &leaders->items[turns[i].item]);
cleanup:
    loss_free(control.loss);
    free(control.alone);
    free(turns);
    return status;
}
