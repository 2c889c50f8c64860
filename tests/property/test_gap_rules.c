/* Which verdicts hold on seeded random maps: the rules of the manual once
 * more, each by the slowest way that is plain to see. */
#include "analysis/gap_parts.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/graph_text.h"
#include "support/random_map.h"

#include <string.h>

enum { ROUNDS = 400 };

/* --- the rules ------------------------------------------------------------ */

struct slow {
    const lt_state *state;
    const lt_graph *graph;
    const lt_gaps *gaps; /* For readiness alone, which has tests of its own. */
    uint32_t chain;
    uint32_t holds[RANDOM_PRODUCTS];
};

static int missing(const struct slow *slow, uint32_t p)
{
    return slow->state->stocks[p].presence != LT_PRESENT;
}

static int is_raw(const struct slow *slow, uint32_t p)
{
    return slow->graph->products[p].stage == LT_STAGE_RAW;
}

static int is_barred(const struct slow *slow, uint32_t q)
{
    lt_process_status status = slow->graph->processes[q].status;

    return status == LT_PROCESS_RESTRICTED || status == LT_PROCESS_OBSOLETE;
}

static int home_in_view(const struct slow *slow, uint32_t p)
{
    uint32_t home = slow->graph->products[p].home_chain;

    return slow->chain == LT_NONE ||
           lt_chain_within(slow->graph, home, slow->chain);
}

static const lt_recipe *input(const struct slow *slow, uint32_t i)
{
    const lt_recipe *entry = &slow->graph->recipes[i];

    return entry->role == LT_ROLE_INPUT ? entry : NULL;
}

static uint32_t output(const struct slow *slow, const lt_recipe *entry)
{
    return slow->graph->processes[entry->process].product;
}

static int met(const struct slow *slow, const lt_recipe *entry)
{
    return lt_state_met(slow->state, entry->process, entry->product) ==
           LT_MET_YES;
}

/* No other member of its group is there. */
static int needed(const struct slow *slow, const lt_recipe *entry)
{
    for (uint32_t i = 0; i < slow->graph->recipe_count; i++)
        if (input(slow, i) != NULL && input(slow, i) != entry &&
            input(slow, i)->group == entry->group && met(slow, input(slow, i)))
            return 0;
    return 1;
}

static void add(struct slow *slow, uint32_t p, enum gap_subkind subkind)
{
    slow->holds[p] |= (uint32_t)1 << subkind;
}

static int is_feeder(const struct slow *slow, uint32_t p)
{
    return !missing(slow, p) && !slow->graph->generic[p];
}

/* Shortest run from a present feeder down to `p`, through missing products
 * that lead to a needed input; by repeated passes. */
static void fill(struct slow *slow)
{
    const lt_graph *graph = slow->graph;
    uint32_t down[RANDOM_PRODUCTS];
    uint32_t up[RANDOM_PRODUCTS];

    memset(down, 0x11, sizeof(down));
    memset(up, 0x11, sizeof(up));
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *e = input(slow, i);

        if (e == NULL || !slow->state->active[e->process] ||
            !home_in_view(slow, output(slow, e)) || met(slow, e) ||
            !needed(slow, e))
            continue;
        if (is_raw(slow, e->product))
            add(slow, e->product, SUB_SUPPLY);
        else if (!graph->generic[e->product]) {
            add(slow, e->product, SUB_INPUT);
            down[e->product] = 1;
        }
    }
    for (uint32_t pass = 0; pass < RANDOM_PRODUCTS; pass++)
        for (uint32_t i = 0; i < graph->recipe_count; i++) {
            const lt_recipe *e = input(slow, i);

            if (e != NULL && missing(slow, e->product) &&
                !graph->generic[e->product] && !is_raw(slow, e->product) &&
                down[output(slow, e)] + 1 < down[e->product])
                down[e->product] = down[output(slow, e)] + 1;
        }
    for (uint32_t pass = 0; pass < RANDOM_PRODUCTS; pass++)
        for (uint32_t i = 0; i < graph->recipe_count; i++) {
            const lt_recipe *e = input(slow, i);
            uint32_t to = e == NULL ? 0 : output(slow, e);

            if (e == NULL || down[to] > RANDOM_PRODUCTS)
                continue;
            if (is_feeder(slow, e->product))
                up[to] = 1;
            else if (down[e->product] <= RANDOM_PRODUCTS &&
                     up[e->product] + 1 < up[to])
                up[to] = up[e->product] + 1;
        }
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (down[p] <= RANDOM_PRODUCTS && up[p] <= RANDOM_PRODUCTS &&
            down[p] + up[p] <= 4)
            add(slow, p, SUB_BRIDGE);
}

static int ends(const struct slow *slow, uint32_t p)
{
    return slow->graph->products[p].stage == LT_STAGE_FINAL ||
           slow->graph->products[p].stage == LT_STAGE_EQUIPMENT;
}

/* Inputs of a process: all, components and equipment, present ones. */
static void count(const struct slow *slow, uint32_t q, uint32_t counts[3])
{
    memset(counts, 0, 3 * sizeof(*counts));
    for (uint32_t i = 0; i < slow->graph->recipe_count; i++) {
        const lt_recipe *e = input(slow, i);
        lt_stage stage = LT_STAGE_RAW;

        if (e == NULL || e->process != q)
            continue;
        stage = slow->graph->products[e->product].stage;
        counts[0]++;
        counts[1] += stage == LT_STAGE_COMPONENT || stage == LT_STAGE_EQUIPMENT;
        counts[2] += met(slow, e) && !slow->graph->generic[e->product];
    }
}

static void assembly(struct slow *slow)
{
    const lt_graph *graph = slow->graph;

    for (uint32_t q = 0; q < graph->process_count; q++) {
        uint32_t whole = graph->processes[q].product;
        uint32_t counts[3];

        count(slow, q, counts);
        if (is_barred(slow, q) || !missing(slow, whole) ||
            !home_in_view(slow, whole) ||
            (counts[2] < 2 && !(slow->gaps->process_readiness[q] >= 0.3)))
            continue;
        if (ends(slow, whole) && counts[0] > 0 && 2 * counts[1] >= counts[0])
            add(slow, whole, SUB_TERMINAL);
        for (uint32_t i = 0; i < graph->recipe_count; i++) {
            const lt_recipe *e = input(slow, i);

            if (e != NULL && e->process == q && missing(slow, e->product) &&
                !is_raw(slow, e->product) && needed(slow, e) &&
                (!graph->generic[e->product] ||
                 graph->products[e->product].stage == LT_STAGE_EQUIPMENT) &&
                (ends(slow, whole) || graph->targets[0].subject.index == whole))
                add(slow, e->product, SUB_COMPLEMENT);
        }
    }
}

static int is_sort_of(const lt_graph *graph, uint32_t sort, uint32_t broad,
                      uint32_t steps)
{
    for (uint32_t i = 0; steps > 0 && i < graph->link_count; i++)
        if (graph->links[i].kind == LT_LINK_KIND_OF &&
            graph->links[i].from == sort &&
            (graph->links[i].to == broad ||
             is_sort_of(graph, graph->links[i].to, broad, steps - 1)))
            return 1;
    return 0;
}

static void upgrade(struct slow *slow, uint32_t p)
{
    const lt_product *product = &slow->graph->products[p];

    for (uint32_t b = 0; b < slow->graph->product_count; b++)
        if (missing(slow, p) && !missing(slow, b) && !is_raw(slow, p) &&
            slow->state->in_view[p] && product->home_chain != LT_NONE &&
            product->base_class != LT_BASE_CLASS_NONE &&
            slow->graph->products[b].home_chain == product->home_chain &&
            is_sort_of(slow->graph, p, b, RANDOM_PRODUCTS))
            add(slow, p, SUB_UPGRADE);
}

static void cover(struct slow *slow, uint32_t p)
{
    const lt_stock *stock = &slow->state->stocks[p];

    if (missing(slow, p) || stock->by_sort)
        return;
    for (uint32_t i = 0; i < slow->graph->recipe_count; i++) {
        const lt_recipe *e = input(slow, i);

        if (e != NULL && e->product == p && slow->state->active[e->process] &&
            home_in_view(slow, output(slow, e)) && stock->cover < 0.3)
            add(slow, p, SUB_THIN);
    }
    if (!slow->state->in_view[p])
        return;
    if (stock->cover >= 0.3 && stock->cover < 0.95)
        add(slow, p, SUB_SHORTAGE);
    if (p == 3 || p == 5)
        add(slow, p, SUB_DEPENDENCE);
    if (stock->makers_known &&
        stock->largest * stock->operating <
            slow->graph->processes[p].min_scale - 1e-9 &&
        slow->state->active[p])
        add(slow, p, SUB_SCALE);
}

/* Steps from what is present in the view, by repeated passes. */
static void extend(struct slow *slow)
{
    uint32_t step[RANDOM_PRODUCTS];

    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        step[p] = is_feeder(slow, p) && slow->state->in_view[p] ? 0 : 99;
    for (uint32_t pass = 0; pass < RANDOM_PRODUCTS; pass++)
        for (uint32_t i = 0; i < slow->graph->recipe_count; i++) {
            const lt_recipe *e = input(slow, i);
            uint32_t to = e == NULL ? 0 : output(slow, e);

            if (e != NULL && missing(slow, to) && !is_raw(slow, to) &&
                !is_barred(slow, e->process) &&
                !slow->graph->generic[e->product] &&
                step[e->product] + 1 < step[to])
                step[to] = step[e->product] + 1;
        }
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        if (step[p] >= 1 && step[p] <= 3 && (slow->holds[p] & GAP_FILLS) == 0)
            add(slow, p, SUB_DEPTH);
}

static int has_surplus(double capacity, double need)
{
    return need > 0.0 && (capacity - need) / capacity > 0.2;
}

static void absorb(struct slow *slow)
{
    for (uint32_t i = 0; i < slow->graph->recipe_count; i++) {
        const lt_recipe *e = input(slow, i);
        const lt_stock *stock =
            e == NULL ? NULL : &slow->state->stocks[e->product];

        if (e != NULL && is_feeder(slow, e->product) && !stock->by_sort &&
            slow->state->in_view[e->product] && !is_barred(slow, e->process) &&
            !is_raw(slow, output(slow, e)) &&
            (has_surplus(stock->capacity, stock->need) ||
             has_surplus(stock->capacity_planned, stock->need_planned)))
            add(slow, output(slow, e), SUB_ABSORB);
    }
}

static void shed(struct slow *slow, uint32_t p)
{
    int barred = is_barred(slow, p); /* One process each, of its number. */

    if (barred && slow->state->active[p] && slow->state->in_view[p])
        add(slow, p,
            slow->graph->processes[p].status == LT_PROCESS_RESTRICTED
                ? SUB_RESTRICTED
                : SUB_OBSOLETE);
    if (barred && missing(slow, p) &&
        (slow->state->in_view[p] || slow->holds[p] != 0))
        slow->holds[p] = (uint32_t)1 << SUB_BARRED;
}

/* An unseen sort of a product that is there by its own rows. */
static int is_open(const struct slow *slow, uint32_t product)
{
    const lt_graph *graph = slow->graph;

    for (uint32_t i = 0; i < graph->link_count; i++)
        if (graph->links[i].kind == LT_LINK_KIND_OF &&
            graph->links[i].from == product &&
            slow->state->stocks[product].presence == LT_UNSEEN &&
            slow->state->stocks[graph->links[i].to].presence == LT_PRESENT &&
            !slow->state->stocks[graph->links[i].to].by_sort)
            return 1;
    return 0;
}

/* Every chain has fewer than eight products, unless the rule says less. */
static void build(struct slow *slow, uint32_t chain)
{
    const lt_graph *graph = slow->graph;
    uint32_t n[4] = {0};

    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++) {
        lt_stage stage = graph->products[p].stage;

        if (!lt_chain_within(graph, graph->products[p].home_chain, chain) ||
            stage < LT_STAGE_BASIC || stage > LT_STAGE_FINAL ||
            graph->generic[p] || graph->broad[p] || is_open(slow, p))
            continue;
        n[0]++;
        n[1] += !missing(slow, p);
        n[2] += stage >= LT_STAGE_COMPONENT;
        n[3] += stage >= LT_STAGE_COMPONENT && !missing(slow, p);
    }
    if (n[0] < slow->state->scope->rules->build_products ||
        !(n[1] < 0.1 * n[0] || (n[2] > 0 && n[3] == 0)) ||
        (slow->chain != LT_NONE && !lt_chain_within(graph, chain, slow->chain)))
        return;
    for (uint32_t i = 0; i < graph->membership_count; i++) {
        uint32_t p = graph->memberships[i].product;

        if (lt_chain_within(graph, graph->memberships[i].chain, chain) &&
            missing(slow, p) && !is_raw(slow, p) && !graph->generic[p])
            add(slow, p, SUB_BUILD);
    }
}

static void apply_rules(struct slow *slow, const lt_gaps *gaps)
{
    *slow = (struct slow){.state = gaps->state,
                          .graph = gaps->state->scope->graph,
                          .gaps = gaps,
                          .chain = gaps->state->scope->chain};
    fill(slow);
    assembly(slow);
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++) {
        upgrade(slow, p);
        cover(slow, p);
    }
    extend(slow);
    absorb(slow);
    for (uint32_t c = 0; c < slow->graph->chain_count; c++)
        build(slow, c);
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        shed(slow, p);
}

static void judge(struct world *world, lt_gaps **gaps, const char *text,
                  const char *chain)
{
    assert_int_equal(world_new(world, text, "x", chain), LT_OK);
    world->rules.build_products = 3;
    assert_int_equal(lt_gaps_new(gaps, world->state, NULL), LT_OK);
}

static void end(struct world *world, lt_gaps *gaps)
{
    lt_gaps_free(gaps);
    world_clear(world);
}

static void test_every_rule_agrees_with_the_slow_way(void **state)
{
    static const char *const VIEWS[] = {NULL, "a", "b", "b1"};
    /* These two rest on the firms, and are tested by hand. */
    const uint32_t by_hand = (uint32_t)1 << SUB_SINGLE | (uint32_t)1
                                                             << SUB_CHOKE;
    static char text[RANDOM_MAP_BYTES];
    uint32_t found[SUB_COUNT] = {0};
    uint32_t seed = 23;

    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct world world;
        struct slow slow;
        lt_gaps *gaps = NULL;

        random_map(text, &seed, 1, "n");
        judge(&world, &gaps, text, VIEWS[round % 4]);
        apply_rules(&slow, gaps);
        for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++) {
            if ((gaps->verdicts[p].holds & ~by_hand) != slow.holds[p])
                fail_msg("round %u, p%02u: %x, not %x", round, p,
                         gaps->verdicts[p].holds & ~by_hand, slow.holds[p]);
            for (uint32_t s = 0; s < SUB_COUNT; s++)
                found[s] += gaps->verdicts[p].holds >> s & 1;
        }
        end(&world, gaps);
    }
    for (uint32_t s = 0; s < SUB_COUNT; s++)
        assert_true(found[s] > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_rule_agrees_with_the_slow_way),
    };

    return cmocka_run_group_tests_name("gap_rules", tests, NULL, NULL);
}
