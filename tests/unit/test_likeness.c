#include "analysis/likeness.h"
#include "support/cmocka_first.h"
#include "support/facts_text.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the names in a text look like. */
struct look {
    lt_facts *facts;
    lt_things things;
    lt_things places;
    lt_likes likes;
};

static lt_status look_at(struct look *look, const char *text,
                         lt_thing_kind kind)
{
    lt_status status = LT_OK;

    *look = (struct look){.facts = facts_from(text)};
    if (look->facts == NULL)
        return LT_ERR_NOMEM;
    status = lt_things_list(&look->things, look->facts, kind, NULL);
    if (status == LT_OK)
        status =
            lt_things_list(&look->places, look->facts, LT_THING_REGION, NULL);
    if (status == LT_OK)
        status = lt_likes_find(&look->likes, &look->things, look->facts,
                               &look->places, NULL);
    return status;
}

static void forget(struct look *look)
{
    lt_likes_clear(&look->likes);
    lt_things_clear(&look->things);
    lt_things_clear(&look->places);
    lt_facts_free(look->facts);
}

/* The reason for a pair, LT_LIKE_COUNT where it is not proposed. */
static lt_likeness reason(const struct look *look, const char *a, const char *b)
{
    for (uint32_t i = 0; i < look->likes.count; i++) {
        const lt_like *like = &look->likes.list[i];
        const char *left =
            lt_pool_text(look->facts->pool, look->things.list[like->a].name);
        const char *right =
            lt_pool_text(look->facts->pool, look->things.list[like->b].name);

        assert_true(like->score >= 0.0 && like->score <= 1.0);
        if ((strcmp(left, a) == 0 && strcmp(right, b) == 0) ||
            (strcmp(left, b) == 0 && strcmp(right, a) == 0))
            return like->why;
    }
    return LT_LIKE_COUNT;
}

static void assert_like(const char *table, lt_thing_kind kind, const char *a,
                        const char *b, lt_likeness why)
{
    struct look look;
    char text[512];

    (void)snprintf(text, sizeof(text), "[%s]\nid,name\n1,%s\n2,%s\n", table, a,
                   b);
    assert_int_equal(look_at(&look, text, kind), LT_OK);
    assert_int_equal(reason(&look, a, b), why);
    forget(&look);
}

static void
test_products_that_are_written_in_two_ways_are_proposed(void **state)
{
    (void)state;
    assert_like("products", LT_THING_PRODUCT, "RV 减速器", "rv减速器",
                LT_LIKE_SPELLING);
    assert_like("products", LT_THING_PRODUCT, "聚酯", "PET（聚酯）",
                LT_LIKE_BRACKET);
    assert_like("products", LT_THING_PRODUCT, "RV减速机", "RV减速器",
                LT_LIKE_VARIANT);
    assert_like("products", LT_THING_PRODUCT, "聚氨酯新材料", "聚氨酯",
                LT_LIKE_VARIANT);
    assert_like("chains", LT_THING_CHAIN, "铜铝", "铝铜", LT_LIKE_ORDER);
    assert_like("products", LT_THING_PRODUCT, "高性能稀土永磁体",
                "高性能稀士永磁体", LT_LIKE_SLIP);
    assert_like("products", LT_THING_PRODUCT, "硅抛光片", "抛光片",
                LT_LIKE_PART);
}

static void test_other_products_are_not_proposed(void **state)
{
    (void)state;
    assert_like("products", LT_THING_PRODUCT, "聚酯", "聚氨酯", LT_LIKE_COUNT);
    assert_like("products", LT_THING_PRODUCT, "磷酸铁", "磷酸铁锂",
                LT_LIKE_COUNT);
    assert_like("products", LT_THING_PRODUCT, "第一代制冷剂产品线",
                "第二代制冷剂产品线", LT_LIKE_COUNT);
    assert_like("products", LT_THING_PRODUCT, "轴承", "深沟球轴承",
                LT_LIKE_COUNT);
}

static void test_firms_match_without_their_legal_form_and_place(void **state)
{
    struct look look;

    (void)state;
    assert_int_equal(look_at(&look,
                             "[regions]\nid,name\nr,洛阳市\n"
                             "[firms]\nid,name\n"
                             "1,洛阳金鹭硬质合金工具有限公司\n"
                             "2,金鹭硬质合金工具\n"
                             "3,一拖（集团）\n4,一拖\n"
                             "5,普莱柯生物工程股份有限公司\n6,普莱柯\n"
                             "7,中信重工机械股份有限公司\n8,中信重机\n",
                             LT_THING_FIRM),
                     LT_OK);
    assert_int_equal(
        reason(&look, "洛阳金鹭硬质合金工具有限公司", "金鹭硬质合金工具"),
        LT_LIKE_LEGAL);
    assert_true(reason(&look, "一拖（集团）", "一拖") < LT_LIKE_COUNT);
    assert_int_equal(reason(&look, "普莱柯", "普莱柯生物工程股份有限公司"),
                     LT_LIKE_PART);
    assert_int_equal(reason(&look, "中信重机", "中信重工机械股份有限公司"),
                     LT_LIKE_SHORT);
    forget(&look);
}

static void test_what_answers_to_one_name_already_is_not_proposed(void **state)
{
    struct look look;

    (void)state;
    assert_int_equal(look_at(&look,
                             "[products]\nid,name,aliases\n"
                             "pta,精对苯二甲酸（PTA）,TPA\n"
                             "[links]\nfrom,to\n"
                             "ＰＴＡ,精对苯二甲酸\nTPA,pta\n",
                             LT_THING_PRODUCT),
                     LT_OK);
    assert_int_equal(look.things.count, 1);
    assert_int_equal(look.likes.count, 0);
    forget(&look);
}

static void
test_a_listed_name_is_kept_before_one_that_is_only_named(void **state)
{
    struct look look;

    (void)state;
    assert_int_equal(look_at(&look,
                             "[products]\nid,name\np,聚氨酯新材料\n"
                             "[links]\nfrom,to\n聚氨酯,p\n",
                             LT_THING_PRODUCT),
                     LT_OK);
    assert_int_equal(look.likes.count, 1);
    assert_string_equal(lt_pool_text(look.facts->pool,
                                     look.things.list[look.likes.list[0].a].id),
                        "p");
    forget(&look);
}

static void test_no_names_at_all_look_like_nothing(void **state)
{
    struct look look;

    (void)state;
    for (int kind = 0; kind < LT_THING_KINDS; kind++) {
        assert_int_equal(look_at(&look, "", (lt_thing_kind)kind), LT_OK);
        assert_int_equal(look.likes.count, 0);
        forget(&look);
    }
}

static void test_every_failed_allocation_is_clean(void **state)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status != LT_OK && allowed < 2000; allowed++) {
        struct look look;

        fail_alloc_after(allowed);
        status = look_at(&look,
                         "[regions]\nid,name\nr,洛阳市\n"
                         "[firms]\nid,name\n1,洛阳ＬＹＣ轴承有限公司\n"
                         "2,LYC轴承\n3,一拖（集团）\n"
                         "[supplies]\nsupplier,customer\n一拖,1\n",
                         LT_THING_FIRM);
        fail_alloc_after(-1);
        forget(&look);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_products_that_are_written_in_two_ways_are_proposed),
        cmocka_unit_test(test_other_products_are_not_proposed),
        cmocka_unit_test(test_firms_match_without_their_legal_form_and_place),
        cmocka_unit_test(test_what_answers_to_one_name_already_is_not_proposed),
        cmocka_unit_test(
            test_a_listed_name_is_kept_before_one_that_is_only_named),
        cmocka_unit_test(test_no_names_at_all_look_like_nothing),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
