#include "cli/random.h"
#include "cli/synthetic.h"
#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 512, LINE_BYTES = 512 };

/* A fresh folder for the test's own. */
static void make_place(char *path)
{
    const char *parent = getenv("TMPDIR");

    (void)snprintf(path, PATH_BYTES, "%s/liantu-XXXXXX",
                   parent == NULL ? "/tmp" : parent);
    assert_non_null(mkdtemp(path));
}

/* Remove a folder that holds files alone. */
static void remove_folder(const char *path)
{
    DIR *open = opendir(path);
    struct dirent *entry = NULL;

    if (open == NULL)
        return;
    /* cppcheck-suppress readdirCalled */
    while ((entry = readdir(open)) != NULL)
        (void)unlinkat(dirfd(open), entry->d_name, 0);
    (void)closedir(open);
    (void)rmdir(path);
}

/* Remove the test's folder and the networks in it, a, b and c. */
static void remove_all(const char *place)
{
    for (int name = 'a'; name <= 'c'; name++) {
        char path[PATH_BYTES * 2];

        (void)snprintf(path, sizeof(path), "%s/%c", place, name);
        remove_folder(path);
    }
    (void)rmdir(place);
}

static lt_status write_network(const char *place, const char *name,
                               const lt_synthetic *wanted)
{
    char path[PATH_BYTES * 2];
    lt_folder folder;
    lt_status status = LT_OK;

    (void)snprintf(path, sizeof(path), "%s/%s", place, name);
    status = lt_folder_open(&folder, path, LT_EN, NULL);
    if (status != LT_OK)
        return status;
    status = lt_synthetic_write(&folder, wanted, NULL);
    return lt_folder_close(&folder, status, NULL);
}

static FILE *open_table(const char *place, const char *table)
{
    char path[PATH_BYTES * 2];
    const int length = snprintf(path, sizeof(path), "%s/%s", place, table);
    FILE *input = NULL;

    assert_true(length > 0 && (size_t)length < sizeof(path));
    input = fopen(path, "r");
    assert_non_null(input);
    return input;
}

/* Lines of a table, its header included. */
static unsigned count_lines(const char *place, const char *table)
{
    FILE *input = open_table(place, table);
    unsigned lines = 0;
    int byte = 0;

    while ((byte = fgetc(input)) != EOF)
        lines += byte == '\n';
    (void)fclose(input);
    return lines;
}

/* 64-bit FNV-1a of a file: enough to tell two files apart. */
static uint64_t hash_file(const char *place, const char *table)
{
    FILE *input = open_table(place, table);
    uint64_t hash = 0xCBF29CE484222325U;
    int byte = 0;

    while ((byte = fgetc(input)) != EOF)
        hash = (hash ^ (uint64_t)byte) * 0x100000001B3U;
    (void)fclose(input);
    return hash;
}

static void test_the_generator_gives_the_published_numbers(void **state)
{
    /* xoshiro256** from the state {1, 2, 3, 4}, as its authors' code has it. */
    lt_random random = {{1, 2, 3, 4}};

    (void)state;
    assert_true(lt_random_next(&random) == 11520U);
    assert_true(lt_random_next(&random) == 0U);
    assert_true(lt_random_next(&random) == 1509978240U);
    assert_true(lt_random_next(&random) == 1215971899390074240U);
}

static void test_numbers_stay_below_their_bound(void **state)
{
    lt_random random = lt_random_new(1, 1);

    (void)state;
    for (int i = 0; i < 10000; i++) {
        assert_true(lt_random_below(&random, 7) < 7);
        assert_true(lt_random_below(&random, 1) == 0);
        assert_true(lt_random_heavy(&random, 10, 3) >= 10);
        assert_true(lt_random_heavy(&random, 10, 3) < 160);
    }
}

static void test_a_network_has_the_size_asked_for(void **state)
{
    const lt_synthetic wanted = {50, 333, 20, 3, 9};
    char place[PATH_BYTES];
    char path[PATH_BYTES * 2];

    (void)state;
    make_place(place);
    assert_int_equal(write_network(place, "a", &wanted), LT_OK);
    (void)snprintf(path, sizeof(path), "%s/a", place);
    assert_int_equal(count_lines(path, "firms.csv"), 51);
    assert_int_equal(count_lines(path, "supplies.csv"), 334);
    assert_int_equal(count_lines(path, "products.csv"), 21);
    assert_int_equal(count_lines(path, "regions.csv"), 5);
    remove_all(place);
}

static void test_the_same_seed_gives_the_same_bytes(void **state)
{
    const lt_synthetic wanted = {40, 200, 30, 4, 11};
    const lt_synthetic other = {40, 200, 30, 4, 12};
    char place[PATH_BYTES];
    char first[PATH_BYTES * 2];
    char second[PATH_BYTES * 2];
    char third[PATH_BYTES * 2];

    (void)state;
    make_place(place);
    (void)snprintf(first, sizeof(first), "%s/a", place);
    (void)snprintf(second, sizeof(second), "%s/b", place);
    (void)snprintf(third, sizeof(third), "%s/c", place);
    assert_int_equal(write_network(place, "a", &wanted), LT_OK);
    assert_int_equal(write_network(place, "b", &wanted), LT_OK);
    assert_int_equal(write_network(place, "c", &other), LT_OK);
    assert_true(hash_file(first, "supplies.csv") ==
                hash_file(second, "supplies.csv"));
    assert_true(hash_file(first, "recipes.csv") ==
                hash_file(second, "recipes.csv"));
    assert_true(hash_file(first, "supplies.csv") !=
                hash_file(third, "supplies.csv"));
    remove_all(place);
}

static void test_the_least_network_works(void **state)
{
    const lt_synthetic wanted = {1, 0, 4, 1, 0};
    char place[PATH_BYTES];

    (void)state;
    make_place(place);
    assert_int_equal(write_network(place, "a", &wanted), LT_OK);
    remove_all(place);
}

static void test_a_folder_with_other_files_is_not_replaced(void **state)
{
    const lt_synthetic wanted = {1, 0, 4, 1, 0};
    char place[PATH_BYTES];
    char path[PATH_BYTES * 2];
    FILE *other = NULL;

    (void)state;
    make_place(place);
    assert_int_equal(write_network(place, "a", &wanted), LT_OK);
    assert_int_equal(write_network(place, "a", &wanted), LT_OK);
    (void)snprintf(path, sizeof(path), "%s/a/notes.txt", place);
    other = fopen(path, "w");
    assert_non_null(other);
    (void)fclose(other);
    assert_int_equal(write_network(place, "a", &wanted), LT_ERR_INVALID);
    assert_int_equal(access(path, F_OK), 0);
    remove_all(place);
}

/* Nothing may be left beside the place, whatever fails. */
static unsigned count_entries(const char *place)
{
    DIR *open = opendir(place);
    struct dirent *entry = NULL;
    unsigned count = 0;

    assert_non_null(open);
    /* cppcheck-suppress readdirCalled */
    while ((entry = readdir(open)) != NULL)
        count += entry->d_name[0] != '.';
    (void)closedir(open);
    return count;
}

static void test_every_failed_allocation_leaves_nothing_behind(void **state)
{
    const lt_synthetic wanted = {10, 20, 8, 2, 5};
    lt_status status = LT_ERR_NOMEM;
    char place[PATH_BYTES];
    long allowed = 0;

    (void)state;
    make_place(place);
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = write_network(place, "a", &wanted);
        fail_alloc_after(-1);
        assert_int_equal(count_entries(place), status == LT_OK);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 6);
    remove_all(place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_generator_gives_the_published_numbers),
        cmocka_unit_test(test_numbers_stay_below_their_bound),
        cmocka_unit_test(test_a_network_has_the_size_asked_for),
        cmocka_unit_test(test_the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(test_the_least_network_works),
        cmocka_unit_test(test_a_folder_with_other_files_is_not_replaced),
        cmocka_unit_test(test_every_failed_allocation_leaves_nothing_behind),
    };

    return cmocka_run_group_tests_name("generate", tests, NULL, NULL);
}
