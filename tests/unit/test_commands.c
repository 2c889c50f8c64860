#include "analysis/analysis.h"
#include "cli/command.h"
#include "cli/coverage.h"
#include "cli/topics.h"
#include "support/cmocka_first.h"

#include <string.h>

static void test_the_table_of_commands_is_sorted_and_complete(void **state)
{
    (void)state;
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        assert_non_null(c->run);
        assert_true(c->least <= c->most);
        assert_true(c->summary.zh[0] != '\0' && c->summary.en[0] != '\0');
        assert_true((c->more.zh[0] == '\0') == (c->more.en[0] == '\0'));
        assert_ptr_equal(lt_command_find(c->name), c);
        if (c[1].name != NULL)
            assert_true(strcmp(c->name, c[1].name) < 0);
    }
    assert_null(lt_command_find("nothing"));
}

static void test_examples_call_the_command_they_explain(void **state)
{
    (void)state;
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        char begin[64];

        (void)snprintf(begin, sizeof(begin), "liantu %s", c->name);
        assert_true(strncmp(c->example, begin, strlen(begin)) == 0);
    }
}

static void test_every_analysis_is_a_command(void **state)
{
    (void)state;
    for (const lt_analysis *a = lt_analyses; a->name != NULL; a++) {
        assert_non_null(lt_command_find(a->name));
        assert_ptr_equal(lt_command_find(a->name)->run, lt_command_analyse);
    }
}

static void test_every_option_is_taken_by_a_command(void **state)
{
    (void)state;
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        int taken = 0;

        for (const lt_command *c = lt_commands; c->name != NULL; c++)
            taken += lt_command_takes(c, (lt_option_id)i);
        assert_true(taken > 0);
    }
}

static void test_topics_are_sorted_and_are_no_commands(void **state)
{
    (void)state;
    for (const lt_topic *t = lt_topics; t->name != NULL; t++) {
        assert_non_null(t->print);
        assert_true(t->summary.zh[0] != '\0' && t->summary.en[0] != '\0');
        if (t[1].name != NULL)
            assert_true(strcmp(t->name, t[1].name) < 0);
        if (strcmp(t->name, "formats") != 0)
            assert_null(lt_command_find(t->name));
    }
}

static void test_what_analyses_rely_on_exists(void **state)
{
    (void)state;
    for (int m = 0; m < LT_MEASURE_COUNT; m++) {
        assert_non_null(lt_measure_word((lt_measure)m));
        assert_non_null(lt_measure_phrase((lt_measure)m).en);
    }
    for (const lt_reliance *r = lt_reliances; r->analysis != NULL; r++) {
        assert_non_null(lt_analysis_find(r->analysis));
        assert_true(r->measure < LT_MEASURE_COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_of_commands_is_sorted_and_complete),
        cmocka_unit_test(test_examples_call_the_command_they_explain),
        cmocka_unit_test(test_every_analysis_is_a_command),
        cmocka_unit_test(test_every_option_is_taken_by_a_command),
        cmocka_unit_test(test_topics_are_sorted_and_are_no_commands),
        cmocka_unit_test(test_what_analyses_rely_on_exists),
    };

    return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
