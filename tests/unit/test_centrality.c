#include "graph/igraph_bridge.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

static lt_network network_of(lt_arc *arcs, uint32_t count, uint32_t nodes)
{
    lt_network network = LT_NETWORK_EMPTY;

    assert_int_equal(lt_network_build(&network, nodes, arcs, count, NULL),
                     LT_OK);
    return network;
}

static void test_parallel_arcs_are_merged(void **state)
{
    lt_arc arcs[] = {{1, 0, 1.0}, {0, 1, 2.0}, {1, 0, 4.0}};
    lt_network network = network_of(arcs, 3, 3);

    (void)state;
    assert_int_equal(network.arc_count, 2);
    assert_close(network.weight[1], 5.0, 0.0);
    assert_int_equal(network.offset[3], 2);
    lt_network_clear(&network);
    lt_network_clear(&network);
}

/* 0 and 1 point to each other: by symmetry a half each. */
static void test_ranks_sum_to_one_and_follow_symmetry(void **state)
{
    lt_arc arcs[] = {{0, 1, 3.0}, {1, 0, 5.0}};
    lt_network network = network_of(arcs, 2, 2);
    double rank[2];

    (void)state;
    assert_int_equal(lt_pagerank(rank, &network, NULL), LT_OK);
    assert_close(rank[0], 0.5, 1e-12);
    assert_close(rank[1], 0.5, 1e-12);
    lt_network_clear(&network);
}

/* 0 passes 3/4 of its rank to 1 and 1/4 to 2, which pass theirs to all. With
 * r = r0: r1 = r (1 + 0.85 × 0.75), r2 = r (1 + 0.85 × 0.25), sum 1. */
static void test_rank_is_passed_on_by_weight(void **state)
{
    lt_arc arcs[] = {{0, 1, 3.0}, {0, 2, 1.0}};
    lt_network network = network_of(arcs, 2, 3);
    double rank[3];

    (void)state;
    assert_int_equal(lt_pagerank(rank, &network, NULL), LT_OK);
    assert_close(rank[0], 1.0 / 3.85, 1e-11);
    assert_close(rank[1], 1.6375 / 3.85, 1e-11);
    assert_close(rank[2], 1.2125 / 3.85, 1e-11);
    lt_network_clear(&network);
}

/* 0 → {1, 2} → 3 → 4: two ways from 0 to 3 and 4 share the credit. */
static void test_betweenness_shares_equal_paths(void **state)
{
    lt_arc arcs[] = {
        {0, 1, 1.0}, {0, 2, 1.0}, {1, 3, 9.0}, {2, 3, 1.0}, {3, 4, 1.0}};
    lt_network network = network_of(arcs, 5, 5);
    double between[5];

    (void)state;
    assert_int_equal(lt_betweenness(between, &network, 5, NULL), LT_OK);
    assert_close(between[0], 0.0, 0.0);
    /* 0→3 and 0→4 by half each, nothing for paths that start at 1. */
    assert_close(between[1], 1.0, 1e-12);
    assert_close(between[2], 1.0, 1e-12);
    assert_close(between[3], 3.0, 1e-12);
    assert_close(between[4], 0.0, 0.0);
    lt_network_clear(&network);
}

/* On a ring every node is alike, so that any sample gives the whole. */
static void test_a_sample_is_scaled_up(void **state)
{
    enum { NODES = 12 };
    lt_arc arcs[NODES];
    lt_network network;
    double all[NODES];
    double sample[NODES];
    double sum = 0.0;

    (void)state;
    for (uint32_t v = 0; v < NODES; v++)
        arcs[v] = (lt_arc){v, (v + 1) % NODES, 1.0};
    network = network_of(arcs, NODES, NODES);
    assert_int_equal(lt_betweenness(all, &network, NODES, NULL), LT_OK);
    assert_int_equal(lt_betweenness(sample, &network, 3, NULL), LT_OK);
    for (uint32_t v = 0; v < NODES; v++) {
        assert_close(all[v], 55.0, 1e-9);
        sum += sample[v];
    }
    assert_close(sum, 55.0 * NODES, 1e-9);
    lt_network_clear(&network);
}

static void test_an_empty_network_has_nothing_to_rank(void **state)
{
    lt_network network = network_of(NULL, 0, 0);
    double unused = 7.0;

    (void)state;
    assert_int_equal(lt_pagerank(&unused, &network, NULL), LT_OK);
    assert_int_equal(lt_betweenness(&unused, &network, 5, NULL), LT_OK);
    assert_close(unused, 7.0, 0.0);
    lt_network_clear(&network);
}

static lt_status build_and_rank(void)
{
    lt_arc arcs[] = {{0, 1, 3.0}, {1, 0, 5.0}};
    lt_network network = LT_NETWORK_EMPTY;
    double values[2];
    lt_status status = lt_network_build(&network, 2, arcs, 2, NULL);

    if (status == LT_OK)
        status = lt_pagerank(values, &network, NULL);
    if (status == LT_OK)
        status = lt_betweenness(values, &network, 2, NULL);
    lt_network_clear(&network);
    return status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = build_and_rank();
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parallel_arcs_are_merged),
        cmocka_unit_test(test_ranks_sum_to_one_and_follow_symmetry),
        cmocka_unit_test(test_rank_is_passed_on_by_weight),
        cmocka_unit_test(test_betweenness_shares_equal_paths),
        cmocka_unit_test(test_a_sample_is_scaled_up),
        cmocka_unit_test(test_an_empty_network_has_nothing_to_rank),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("centrality", tests, NULL, NULL);
}
