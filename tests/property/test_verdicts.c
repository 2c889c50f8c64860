/* Seeded random maps against slow, obvious references. */
#include "analysis/gap_parts.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/graph_text.h"

#include <stdio.h>
#include <string.h>

enum { PRODUCTS = 14, ROUNDS = 300, TEXT_BYTES = 8192 };

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 16) % below;
}

/* Links from lower to higher numbers, so that the map has no cycle, except
 * that one in eight maps gets links back. */
static void write_map(char *text, uint32_t *seed)
{
    uint32_t links = 6 + draw(seed, 24);
    int cyclic = draw(seed, 8) == 0;
    size_t used = 0;

    used += (size_t)snprintf(text + used, TEXT_BYTES - used,
                             "[links]\nfrom,to,coefficient,essential\n");
    for (uint32_t i = 0; i < links; i++) {
        uint32_t a = draw(seed, PRODUCTS);
        uint32_t b = draw(seed, PRODUCTS);
        static const char *const TAILS[] = {"-,-", "-,-",   "-,-",
                                            "1,-", "-,yes", "-,no"};

        if (a == b)
            continue;
        if (a > b && !(cyclic && draw(seed, 4) == 0)) {
            uint32_t other = a;

            a = b;
            b = other;
        }
        used +=
            (size_t)snprintf(text + used, TEXT_BYTES - used, "p%02u,p%02u,%s\n",
                             a, b, TAILS[draw(seed, 6)]);
    }
    used += (size_t)snprintf(text + used, TEXT_BYTES - used,
                             "[capacities]\nregion,product,capacity\n");
    for (uint32_t p = 0; p < PRODUCTS; p++)
        if (strstr(text, (char[]){'p', (char)('0' + p / 10),
                                  (char)('0' + p % 10), '\0'}) != NULL &&
            draw(seed, 3) == 0)
            used += (size_t)snprintf(text + used, TEXT_BYTES - used,
                                     "x,p%02u,%u\n", p, 1 + draw(seed, 9));
}

/* reach[a][b]: a path of at least one link leads from a to b. */
static void close_paths(const lt_graph *graph,
                        uint8_t reach[PRODUCTS][PRODUCTS])
{
    memset(reach, 0, (size_t)PRODUCTS * PRODUCTS);
    for (uint32_t i = 0; i < graph->link_count; i++)
        reach[graph->links[i].from][graph->links[i].to] = 1;
    for (uint32_t k = 0; k < graph->product_count; k++)
        for (uint32_t a = 0; a < graph->product_count; a++)
            for (uint32_t b = 0; b < graph->product_count; b++)
                reach[a][b] |= reach[a][k] & reach[k][b];
}

static int is_candidate(const lt_graph *graph, uint32_t link)
{
    return isnan(lt_facts_number(graph->facts, LT_LINKS, link,
                                 LT_LINK_COEFFICIENT)) &&
           lt_facts_text(graph->facts, LT_LINKS, link, LT_LINK_ESSENTIAL)[0] ==
               '\0';
}

/* A shortcut: another first step out of the loop of its start leads to a last
 * step into the loop of its end from outside both. */
static int slow_shortcut(const lt_graph *graph, uint32_t link,
                         uint8_t reach[PRODUCTS][PRODUCTS])
{
    uint32_t u = graph->links[link].from;
    uint32_t w = graph->links[link].to;

    if (reach[w][u])
        return 0;
    for (uint32_t i = 0; i < graph->link_count; i++)
        for (uint32_t j = 0; j < graph->link_count; j++) {
            uint32_t x = graph->links[i].to;
            uint32_t y = graph->links[j].from;

            if (graph->links[i].from != u || graph->links[j].to != w)
                continue;
            if (reach[x][u] || (reach[w][y] && reach[y][w]) || x == w ||
                (reach[x][w] && reach[w][x]))
                continue;
            if (x == y || reach[x][y])
                return 1;
        }
    return 0;
}

static void test_shortcuts_agree_with_all_paths(void **state)
{
    static char text[TEXT_BYTES];
    uint32_t seed = 7;
    uint32_t found = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        uint8_t reach[PRODUCTS][PRODUCTS];
        struct world world;

        write_map(text, &seed);
        assert_int_equal(world_new(&world, text, NULL, NULL), LT_OK);
        close_paths(world.graph, reach);
        for (uint32_t i = 0; i < world.graph->link_count; i++) {
            int expected = is_candidate(world.graph, i) &&
                           slow_shortcut(world.graph, i, reach);

            assert_int_equal(world.graph->links[i].shortcut, expected);
            found += (uint32_t)expected;
        }
        world_clear(&world);
    }
    assert_true(found > 100);
}

static int missing(const struct world *world, uint32_t p)
{
    return world->state->stocks[p].presence != LT_PRESENT;
}

/* Depth of the deepest input of a process; LT_NONE where one has none yet or
 * there is no input at all. */
static uint32_t deepest_input(const lt_graph *graph, uint32_t process,
                              const uint32_t *depth)
{
    uint32_t most = 0;
    uint32_t inputs = 0;

    for (uint32_t i = 0; i < graph->recipe_count; i++)
        if (graph->recipes[i].process == process &&
            graph->recipes[i].role == LT_ROLE_INPUT) {
            uint32_t own = depth[graph->recipes[i].product];

            inputs++;
            most = own > most ? own : most;
        }
    return inputs > 0 ? most : LT_NONE;
}

/* Depth by repeated passes until nothing changes. */
static void slow_depth(const struct world *world, uint32_t *depth)
{
    const lt_graph *graph = world->graph;
    int changed = 1;

    for (uint32_t p = 0; p < graph->product_count; p++)
        depth[p] = !missing(world, p) || graph->generic[p] ||
                           graph->products[p].stage == LT_STAGE_RAW
                       ? 0
                       : LT_NONE;
    while (changed) {
        changed = 0;
        for (uint32_t q = 0; q < graph->process_count; q++) {
            uint32_t most = deepest_input(graph, q, depth);

            if (most != LT_NONE &&
                most + 1 < depth[graph->processes[q].product]) {
                depth[graph->processes[q].product] = most + 1;
                changed = 1;
            }
        }
    }
}

static void test_depths_agree_with_repeated_passes(void **state)
{
    static char text[TEXT_BYTES];
    uint32_t seed = 11;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t depth[PRODUCTS];
        struct world world;
        lt_gaps *gaps = NULL;

        write_map(text, &seed);
        assert_int_equal(world_new(&world, text, NULL, NULL), LT_OK);
        assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
        slow_depth(&world, depth);
        for (uint32_t p = 0; p < world.graph->product_count; p++)
            assert_int_equal(gaps->verdicts[p].depth, depth[p]);
        lt_gaps_free(gaps);
        world_clear(&world);
    }
}

/* Can `final` be reached from a start without passing `without`? */
static int reachable(const struct world *world, uint32_t final,
                     uint32_t without)
{
    const lt_graph *graph = world->graph;
    uint8_t seen[PRODUCTS] = {0};
    int changed = 1;

    for (uint32_t p = 0; p < graph->product_count; p++)
        seen[p] = !missing(world, p) || graph->generic[p] ||
                  graph->products[p].stage == LT_STAGE_RAW;
    while (changed) {
        changed = 0;
        for (uint32_t i = 0; i < graph->recipe_count; i++) {
            uint32_t from = graph->recipes[i].product;
            uint32_t to = graph->processes[graph->recipes[i].process].product;

            if (graph->recipes[i].role != LT_ROLE_INPUT || !seen[from] ||
                seen[to] || to == without)
                continue;
            seen[to] = 1;
            changed = 1;
        }
    }
    return seen[final];
}

static void test_reach_counts_finals_behind_each_product(void **state)
{
    static char text[TEXT_BYTES];
    uint32_t seed = 13;
    uint32_t sum = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct world world;
        lt_gaps *gaps = NULL;

        write_map(text, &seed);
        assert_int_equal(world_new(&world, text, NULL, NULL), LT_OK);
        assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
        for (uint32_t p = 0; p < world.graph->product_count; p++) {
            uint32_t expected = 0;

            if (!missing(&world, p) || world.graph->generic[p] ||
                world.graph->products[p].stage == LT_STAGE_RAW)
                continue;
            for (uint32_t f = 0; f < world.graph->product_count; f++)
                expected += missing(&world, f) &&
                            world.graph->products[f].stage != LT_STAGE_RAW &&
                            gap_is_final(world.graph, f) &&
                            reachable(&world, f, LT_NONE) &&
                            !reachable(&world, f, p);
            assert_int_equal(gaps->verdicts[p].reach, expected);
            sum += expected;
        }
        lt_gaps_free(gaps);
        world_clear(&world);
    }
    assert_true(sum > 100);
}

/* Parts, scores and confidence stay within their bounds, and a missing product
 * never has a verdict of a present one. */
static void test_scores_stay_in_bounds(void **state)
{
    static char text[TEXT_BYTES];
    uint32_t seed = 17;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct world world;
        lt_gaps *gaps = NULL;

        write_map(text, &seed);
        assert_int_equal(world_new(&world, text, NULL, NULL), LT_OK);
        assert_int_equal(lt_gaps_new(&gaps, world.state, NULL), LT_OK);
        for (uint32_t p = 0; p < world.graph->product_count; p++) {
            const struct verdict *verdict = &gaps->verdicts[p];

            if (verdict->lead == SUB_COUNT)
                continue;
            for (size_t i = 0; i < PART_COUNT; i++)
                assert_true(
                    isnan(verdict->part[i]) ||
                    (verdict->part[i] >= 0.0 && verdict->part[i] <= 1.0));
            assert_true(verdict->low <= verdict->score + 1e-9);
            assert_true(verdict->score <= verdict->high + 1e-9);
            assert_true(verdict->confidence >= 0.0 &&
                        verdict->confidence <= 1.0);
            if (!missing(&world, p))
                assert_int_not_equal(verdict->lead, SUB_DEPTH);
            else if (verdict->lead != SUB_UPGRADE)
                assert_int_not_equal(
                    gap_kind_of((enum gap_subkind)verdict->lead),
                    KIND_STRENGTHEN);
        }
        lt_gaps_free(gaps);
        world_clear(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shortcuts_agree_with_all_paths),
        cmocka_unit_test(test_depths_agree_with_repeated_passes),
        cmocka_unit_test(test_reach_counts_finals_behind_each_product),
        cmocka_unit_test(test_scores_stay_in_bounds),
    };

    return cmocka_run_group_tests_name("verdicts", tests, NULL, NULL);
}
