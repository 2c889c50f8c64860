#include "cli/options.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS_MAX = 12 };

/* Parse a NULL-ended list of arguments behind the program's name. */
static lt_status parse(lt_arguments *out, const char *const *texts,
                       lt_error *err)
{
    static char program[] = "liantu";
    static char kept[ARGUMENTS_MAX][64];
    char *argv[ARGUMENTS_MAX] = {program};
    int argc = 1;

    for (; texts[argc - 1] != NULL; argc++) {
        (void)snprintf(kept[argc], sizeof(kept[argc]), "%s", texts[argc - 1]);
        argv[argc] = kept[argc];
    }
    return lt_arguments_parse(out, argc, argv, LT_EN, err);
}

static void test_options_stand_before_and_after_operands(void **state)
{
    const char *const texts[] = {"--region", "A",    "gaps", "data",
                                 "-o",       "x.md", NULL};
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;

    (void)state;
    assert_int_equal(parse(&arguments, texts, NULL), LT_OK);
    assert_int_equal(arguments.operand_count, 2);
    assert_string_equal(arguments.operands[0], "gaps");
    assert_string_equal(arguments.operands[1], "data");
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_REGION), "A");
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_OUTPUT), "x.md");
    lt_arguments_clear(&arguments);
}

static void test_values_may_be_joined(void **state)
{
    const char *const texts[] = {"--year=2020", "-ox.md", "-qv", "--sort=-a=b",
                                 NULL};
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;

    (void)state;
    assert_int_equal(parse(&arguments, texts, NULL), LT_OK);
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_YEAR), "2020");
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_OUTPUT), "x.md");
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_SORT), "-a=b");
    assert_non_null(lt_option_value(&arguments, LT_OPTION_QUIET));
    assert_non_null(lt_option_value(&arguments, LT_OPTION_VERBOSE));
    assert_null(lt_option_value(&arguments, LT_OPTION_CHAIN));
    lt_arguments_clear(&arguments);
}

static void test_two_dashes_end_options_and_one_is_an_operand(void **state)
{
    const char *const texts[] = {"check", "-", "--", "--json", "-q", NULL};
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;

    (void)state;
    assert_int_equal(parse(&arguments, texts, NULL), LT_OK);
    assert_int_equal(arguments.operand_count, 4);
    assert_string_equal(arguments.operands[1], "-");
    assert_string_equal(arguments.operands[2], "--json");
    assert_int_equal(arguments.given_count, 0);
    lt_arguments_clear(&arguments);
}

static void test_the_last_value_counts_and_all_are_kept(void **state)
{
    const char *const texts[] = {"--region", "A", "--region=B", NULL};
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;

    (void)state;
    assert_int_equal(parse(&arguments, texts, NULL), LT_OK);
    assert_int_equal(arguments.given_count, 2);
    assert_string_equal(arguments.given[0].value, "A");
    assert_string_equal(lt_option_value(&arguments, LT_OPTION_REGION), "B");
    lt_arguments_clear(&arguments);
}

/* Expect that the arguments are refused with this message. */
static void expect_refused(const char *const *texts, const char *message)
{
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;
    lt_error err = {0};

    assert_int_equal(parse(&arguments, texts, &err), LT_ERR_INVALID);
    assert_string_equal(err.message, message);
    assert_null(arguments.operands);
    assert_null(arguments.given);
}

static void test_unknown_options_suggest_the_nearest(void **state)
{
    (void)state;
    expect_refused((const char *const[]){"--regoin", "x", NULL},
                   "there is no option '--regoin'; did you mean --region?");
    expect_refused((const char *const[]){"--reg=x", NULL},
                   "there is no option '--reg=x'; did you mean --region?");
    expect_refused((const char *const[]){"-Z", NULL},
                   "there is no option '-Z'; see liantu --help");
}

static void test_values_are_asked_for_and_checked(void **state)
{
    (void)state;
    expect_refused((const char *const[]){"--region", NULL},
                   "--region needs a value: REGION");
    expect_refused((const char *const[]){"--json=yes", NULL},
                   "--json takes no value");
    expect_refused((const char *const[]){"--horizon", "plan", NULL},
                   "--horizon cannot be 'plan'; did you mean planned?");
    expect_refused((const char *const[]){"--lang", "xx", NULL},
                   "--lang cannot be 'xx'; it is one of: zh;en");
}

static void test_every_failed_allocation_of_a_parse_is_clean(void **state)
{
    const char *const texts[] = {"gaps", "--json", "data", NULL};
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        lt_arguments arguments = LT_ARGUMENTS_EMPTY;

        fail_alloc_after(allowed);
        status = parse(&arguments, texts, NULL);
        lt_arguments_clear(&arguments);
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_int_equal(allowed, 3);
}

static void test_the_table_of_options_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        const lt_option *option = &lt_options[i];

        assert_non_null(option->name);
        assert_true(strlen(option->name) < LT_WORD_BYTES);
        assert_true(option->phrase.zh[0] != '\0');
        assert_true(option->phrase.en[0] != '\0');
        assert_true(option->group != 0);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(option->name, lt_options[j].name);
            assert_true(option->letter == 0 ||
                        option->letter != lt_options[j].letter);
        }
    }
}

static lt_lang lang_of(const char *option)
{
    static char program[] = "liantu";
    char text[32] = "";
    char *argv[] = {program, text};

    (void)snprintf(text, sizeof(text), "%s", option);
    return lt_lang_wanted(option[0] == '\0' ? 1 : 2, argv);
}

static void test_the_language_follows_option_then_environment(void **state)
{
    (void)state;
    assert_int_equal(unsetenv("LIANTU_LANG"), 0);
    assert_int_equal(unsetenv("LC_MESSAGES"), 0);
    assert_int_equal(setenv("LC_ALL", "C.UTF-8", 1), 0);
    assert_int_equal(lang_of(""), LT_ZH);
    assert_int_equal(setenv("LC_ALL", "en_GB.UTF-8", 1), 0);
    assert_int_equal(lang_of(""), LT_EN);
    assert_int_equal(setenv("LIANTU_LANG", "zh", 1), 0);
    assert_int_equal(lang_of(""), LT_ZH);
    assert_int_equal(lang_of("--lang=en"), LT_EN);
    assert_int_equal(unsetenv("LIANTU_LANG"), 0);
    assert_int_equal(unsetenv("LC_ALL"), 0);
    assert_int_equal(setenv("LANG", "en", 1), 0);
    assert_int_equal(lang_of(""), LT_EN);
}

static void test_whole_numbers_fill_the_text_and_the_range(void **state)
{
    unsigned long long number = 7;

    (void)state;
    assert_true(lt_whole_parse(&number, "0", 0, 5));
    assert_int_equal(number, 0);
    assert_true(lt_whole_parse(&number, "18446744073709551615", 0, ~0ULL));
    assert_true(number == ~0ULL);
    assert_false(lt_whole_parse(&number, "18446744073709551616", 0, ~0ULL));
    assert_false(lt_whole_parse(&number, "6", 0, 5));
    assert_false(lt_whole_parse(&number, "0", 1, 5));
    assert_false(lt_whole_parse(&number, "", 0, 5));
    assert_false(lt_whole_parse(&number, "1x", 0, 5));
    assert_false(lt_whole_parse(&number, "-1", 0, 5));
    assert_false(lt_whole_parse(&number, " 1", 0, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_stand_before_and_after_operands),
        cmocka_unit_test(test_values_may_be_joined),
        cmocka_unit_test(test_two_dashes_end_options_and_one_is_an_operand),
        cmocka_unit_test(test_the_last_value_counts_and_all_are_kept),
        cmocka_unit_test(test_unknown_options_suggest_the_nearest),
        cmocka_unit_test(test_values_are_asked_for_and_checked),
        cmocka_unit_test(test_every_failed_allocation_of_a_parse_is_clean),
        cmocka_unit_test(test_the_table_of_options_is_complete),
        cmocka_unit_test(test_the_language_follows_option_then_environment),
        cmocka_unit_test(test_whole_numbers_fill_the_text_and_the_range),
    };

    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
