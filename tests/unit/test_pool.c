#include "graph/pool.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 20000, TEXT_BYTES = 64 };

static lt_symbol add(lt_pool *pool, const char *text)
{
    return lt_pool_add(pool, text, strlen(text));
}

/* Texts of all lengths around that of a word, some of them very alike. */
static size_t make_text(char *text, unsigned number)
{
    switch (number % 4) {
    case 0:
        return (size_t)snprintf(text, TEXT_BYTES, "%u", number);
    case 1:
        return (size_t)snprintf(text, TEXT_BYTES, "F%07u", number);
    case 2:
        return (size_t)snprintf(text, TEXT_BYTES, "企业%u", number);
    default:
        return (size_t)snprintf(text, TEXT_BYTES, "a much longer name %u",
                                number);
    }
}

static void test_the_empty_text_is_symbol_0(void **state)
{
    lt_pool *pool = lt_pool_new();

    (void)state;
    assert_int_equal(add(pool, ""), 0);
    assert_string_equal(lt_pool_text(pool, 0), "");
    assert_int_equal(lt_pool_find(pool, "", 0), 0);
    assert_int_equal(lt_pool_count(pool), 1);
    lt_pool_free(pool);
}

static void test_a_text_has_one_symbol(void **state)
{
    lt_pool *pool = lt_pool_new();
    const lt_symbol symbol = lt_pool_add(pool, "PTA and more", 3);

    (void)state;
    assert_int_equal(symbol, 1);
    assert_int_equal(add(pool, "PTA"), symbol);
    assert_string_equal(lt_pool_text(pool, symbol), "PTA");
    assert_int_equal(lt_pool_find(pool, "PX", 2), LT_SYMBOL_NONE);
    lt_pool_free(pool);
}

static void test_texts_that_begin_alike_are_told_apart(void **state)
{
    const char *const text = "0123456789abcdef0123";
    lt_pool *pool = lt_pool_new();

    (void)state;
    for (size_t length = 1; length <= strlen(text); length++)
        assert_int_equal(lt_pool_add(pool, text, length), length);
    for (size_t length = 1; length <= strlen(text); length++)
        assert_int_equal(lt_pool_find(pool, text, length), length);
    lt_pool_free(pool);
}

static void test_many_texts_keep_their_symbols(void **state)
{
    lt_pool *pool = lt_pool_new();
    char text[TEXT_BYTES];

    (void)state;
    for (unsigned i = 0; i < MANY; i++)
        assert_int_equal(lt_pool_add(pool, text, make_text(text, i)), i + 1);
    for (unsigned i = 0; i < MANY; i++) {
        const size_t length = make_text(text, i);

        assert_int_equal(lt_pool_find(pool, text, length), i + 1);
        assert_string_equal(lt_pool_text(pool, i + 1), text);
    }
    lt_pool_free(pool);
}

static void test_texts_added_together_get_the_same_symbols(void **state)
{
    static char texts[MANY][TEXT_BYTES];
    static lt_span spans[MANY];
    static lt_symbol symbols[MANY];
    lt_pool *pool = lt_pool_new();
    lt_pool *one_by_one = lt_pool_new();

    (void)state;
    for (unsigned i = 0; i < MANY; i++) {
        spans[i].text = texts[i];
        spans[i].length = i % 7 == 0 ? 0 : make_text(texts[i], i / 3);
    }
    assert_true(lt_pool_add_all(pool, symbols, spans, MANY));
    for (unsigned i = 0; i < MANY; i++)
        assert_int_equal(
            lt_pool_add(one_by_one, spans[i].text, spans[i].length),
            symbols[i]);
    assert_int_equal(lt_pool_count(pool), lt_pool_count(one_by_one));
    lt_pool_free(pool);
    lt_pool_free(one_by_one);
}

/* 1 when all of it worked. */
static int fill(void)
{
    lt_pool *pool = lt_pool_new();
    char text[TEXT_BYTES];
    int worked = pool != NULL;

    for (unsigned i = 0; worked && i < 3000; i++) {
        const size_t length = make_text(text, i);
        const lt_span span = {text, length};
        lt_symbol symbol = 0;

        worked = lt_pool_add_all(pool, &symbol, &span, 1);
        if (worked)
            assert_int_equal(symbol, i + 1);
    }
    lt_pool_free(pool);
    return worked;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    long allowed = 0;

    (void)state;
    for (fail_alloc_after(0); !fill(); fail_alloc_after(allowed))
        allowed++;
    fail_alloc_after(-1);
    assert_true(allowed > 5);
    lt_pool_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_empty_text_is_symbol_0),
        cmocka_unit_test(test_a_text_has_one_symbol),
        cmocka_unit_test(test_texts_that_begin_alike_are_told_apart),
        cmocka_unit_test(test_many_texts_keep_their_symbols),
        cmocka_unit_test(test_texts_added_together_get_the_same_symbols),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
