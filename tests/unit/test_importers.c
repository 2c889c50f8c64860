#include "importers/importer.h"
#include "support/cmocka_first.h"
#include "support/csv_load.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

/* A folder with files of these names and texts; NULL closes the list. */
static void make_folder(char *path, const char *const *files)
{
    (void)snprintf(path, PATH_BYTES, "/tmp/liantu-csv-XXXXXX");
    assert_non_null(mkdtemp(path));
    for (; *files != NULL; files += 2) {
        char name[PATH_BYTES * 2];
        FILE *file = NULL;

        (void)snprintf(name, sizeof(name), "%s/%s", path, files[0]);
        file = fopen(name, "wb");
        assert_non_null(file);
        (void)fputs(files[1], file);
        (void)fclose(file);
    }
}

static void drop_folder(const char *path, const char *const *files)
{
    for (; *files != NULL; files += 2) {
        char name[PATH_BYTES * 2];

        (void)snprintf(name, sizeof(name), "%s/%s", path, files[0]);
        (void)unlink(name);
    }
    (void)rmdir(path);
}

static void load_folder(struct load *load, const char *const *files)
{
    char path[PATH_BYTES];
    const lt_importer *importer = NULL;

    open_load(load);
    make_folder(path, files);
    assert_int_equal(lt_importer_for(&importer, path, NULL), LT_OK);
    load->status =
        importer->read(load->facts, path, NULL, &load->faults, &load->err);
    drop_folder(path, files);
}

static void test_a_folder_holds_a_table_in_each_file(void **state)
{
    static const char *const FILES[] = {"产品.csv",
                                        "编号,名称\na,甲\nb,乙\n",
                                        "links.tsv",
                                        "from\tto\na\tb\n",
                                        "谁卖给谁.csv",
                                        "供应商,客户\nx,y\n",
                                        "企业.txt",
                                        "编号,名称\nx,某厂\n",
                                        "README.md",
                                        "# hello\n",
                                        "notes.txt",
                                        "hello\n",
                                        ".hidden.csv",
                                        "a,b\n",
                                        NULL};
    struct load load;

    (void)state;
    load_folder(&load, FILES);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(load.faults.kept_count, 0);
    assert_int_equal(load.facts->file_count, 4);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_int_equal(rows(&load, LT_LINKS), 1);
    assert_int_equal(rows(&load, LT_SUPPLIES), 1);
    assert_int_equal(rows(&load, LT_FIRMS), 1);
    assert_int_equal(load.facts->records, 9);
    close_load(&load);
}

static void test_folders_without_tables_are_told(void **state)
{
    static const char *const EMPTY[] = {NULL};
    static const char *const OTHERS[] = {"README.md", "# hello\n", NULL};
    static const char *const ODD[] = {"odd.csv", "a,b\n1,2\n", NULL};
    struct load load;

    (void)state;
    load_folder(&load, EMPTY);
    assert_fault(&load, LT_E_EMPTY_FOLDER, 0, 0);
    close_load(&load);
    load_folder(&load, OTHERS);
    assert_fault(&load, LT_E_NO_TABLE, 0, 0);
    close_load(&load);
    load_folder(&load, ODD);
    assert_fault(&load, LT_W_UNKNOWN_TABLE, 1, 0);
    assert_int_equal(load.faults.kept_count, 1);
    close_load(&load);
}

static void test_options_override_what_is_found(void **state)
{
    static const char *const FILES[] = {"x.csv", "from|to\na|\xBC\xD7\n", NULL};
    lt_read_options options = {
        .encoding = "gbk", .delimiter = "|", .table = "上下游"};
    struct load load;
    char path[PATH_BYTES];
    char name[PATH_BYTES * 2];

    (void)state;
    make_folder(path, FILES);
    (void)snprintf(name, sizeof(name), "%s/x.csv", path);
    open_load(&load);
    assert_int_equal(lt_importer_find("csv")->read(load.facts, name, &options,
                                                   &load.faults, &load.err),
                     LT_OK);
    assert_int_equal(load.faults.kept_count, 0);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_TO), "甲");
    options.encoding = "utf-8";
    assert_int_equal(lt_importer_find("csv")->read(load.facts, name, &options,
                                                   &load.faults, &load.err),
                     LT_OK);
    assert_fault(&load, LT_E_ENCODING, 2, 0);
    options.encoding = "klingon";
    assert_int_equal(lt_importer_find("csv")->read(load.facts, name, &options,
                                                   NULL, &load.err),
                     LT_ERR_INVALID);
    options = (lt_read_options){.delimiter = ":"};
    assert_int_equal(
        lt_importer_find("csv")->read(load.facts, name, &options, NULL, NULL),
        LT_ERR_INVALID);
    options = (lt_read_options){.delimiter = "tab", .table = "weather"};
    assert_int_equal(lt_importer_find("csv")->read(load.facts, name, &options,
                                                   &load.faults, &load.err),
                     LT_ERR_MISSING);
    close_load(&load);
    drop_folder(path, FILES);
}

static void test_a_file_that_is_not_there_is_told_by_name(void **state)
{
    const lt_importer *importer = NULL;
    lt_error err = {LT_OK, ""};

    (void)state;
    assert_int_equal(lt_importer_for(&importer, "/nowhere/x.csv", &err),
                     LT_ERR_IO);
    assert_null(importer);
    assert_non_null(strstr(err.message, "/nowhere/x.csv"));
    assert_int_equal(
        lt_importer_find("csv")->read(NULL, "/nowhere/x.csv", NULL, NULL, &err),
        LT_ERR_IO);
}

static void test_the_table_of_importers_is_sorted_and_complete(void **state)
{
    const lt_importer *importer = NULL;

    (void)state;
    for (const lt_importer *i = lt_importers; i->name != NULL; i++) {
        assert_ptr_equal(lt_importer_find(i->name), i);
        assert_non_null(i->summary.zh);
        assert_non_null(i->summary.en);
        assert_non_null(i->suffixes);
        assert_non_null(i->read);
        if (i[1].name != NULL)
            assert_true(strcmp(i->name, i[1].name) < 0);
    }
    assert_null(lt_importer_find("papyrus"));
    assert_int_equal(lt_importer_for(&importer, "-", NULL), LT_OK);
    assert_string_equal(importer->name, "csv");
    assert_int_equal(lt_importer_for(&importer, "/", NULL), LT_OK);
    assert_string_equal(importer->name, "csv");
    assert_int_equal(lt_importer_for(&importer, "/dev/null", NULL), LT_OK);
    assert_string_equal(importer->name, "csv");
}

static lt_status load_some(const char *path)
{
    lt_facts *facts = lt_facts_new();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);
    lt_status status = LT_ERR_NOMEM;

    if (facts != NULL)
        status =
            lt_importer_find("csv")->read(facts, path, NULL, &faults, NULL);
    if (status == LT_OK) {
        assert_int_equal(facts->tables[LT_LINKS].count, 2);
        assert_int_equal(facts->tables[LT_CAPACITIES].count, 1);
    }
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
    return status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    static const char *const FILES[] = {
        "links.csv", "from,to,note\na,b,\n\xBC\xD7,d,x\n", "产能.csv",
        "企业,产品,产能（吨）\n甲,a,1\n", NULL};
    char path[PATH_BYTES];
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    make_folder(path, FILES);
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = load_some(path);
    }
    fail_alloc_after(-1);
    drop_folder(path, FILES);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_folder_holds_a_table_in_each_file),
        cmocka_unit_test(test_folders_without_tables_are_told),
        cmocka_unit_test(test_options_override_what_is_found),
        cmocka_unit_test(test_a_file_that_is_not_there_is_told_by_name),
        cmocka_unit_test(test_the_table_of_importers_is_sorted_and_complete),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("importers", tests, NULL, NULL);
}
