#include "cli/sql_schema.h"
#include "cli/stores.h"
#include "importers/importer.h"
#include "support/cmocka_first.h"
#include "support/csv_load.h"
#include "support/fail_alloc.h"

#include <sqlite3.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 64 };

static const char TABLE[] =
    "id,name,price,\"a\"\"); DROP TABLE products; --\"\n"
    "a,甲,0.1,'x'\nb,\"line\nend\",,\\N\nc,,1e300,\n";

static void make_folder(char *folder, char *path)
{
    (void)snprintf(folder, PATH_BYTES, "/tmp/liantu-stores-XXXXXX");
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, PATH_BYTES, "%.40s/x.sqlite", folder);
}

static void drop_folder(const char *folder, const char *path)
{
    (void)unlink(path);
    assert_int_equal(rmdir(folder), 0);
}

static void test_the_table_of_stores_is_sorted_and_complete(void **state)
{
    (void)state;
    for (const lt_store *s = lt_stores; s->name != NULL; s++) {
        assert_ptr_equal(lt_store_find(s->name), s);
        assert_non_null(s->summary.zh);
        assert_non_null(s->summary.en);
        assert_non_null(s->write);
        if (s[1].name != NULL)
            assert_true(strcmp(s->name, s[1].name) < 0);
    }
    assert_string_equal(lt_store_for("a/b.DB")->name, "sqlite");
    assert_string_equal(lt_store_for("x.sqlite3")->name, "sqlite");
    assert_null(lt_store_for(".db"));
    assert_null(lt_store_for("x.csv"));
    assert_null(lt_store_for("mysql://h/d"));
    assert_null(lt_store_find("papyrus"));
}

static void test_what_is_written_reads_back(void **state)
{
    char folder[PATH_BYTES];
    char path[PATH_BYTES];
    struct load written;
    struct load back;

    (void)state;
    make_folder(folder, path);
    load_text(&written, "products.csv", TABLE);
    assert_int_equal(lt_write_sqlite(path, written.facts, LT_EN, &written.err),
                     LT_OK);
    /* Once more, over the first. */
    assert_int_equal(lt_write_sqlite(path, written.facts, LT_EN, &written.err),
                     LT_OK);
    open_load(&back);
    assert_int_equal(lt_importer_find("sqlite")->read(back.facts, path, NULL,
                                                      &back.faults, &back.err),
                     LT_OK);
    assert_int_equal(rows(&back, LT_PRODUCTS), 3);
    for (uint32_t row = 0; row < 3; row++) {
        const lt_fact_rows *a = &written.facts->tables[LT_PRODUCTS];
        const lt_fact_rows *b = &back.facts->tables[LT_PRODUCTS];

        assert_string_equal(text(&written, LT_PRODUCTS, row, LT_PRODUCT_NAME),
                            text(&back, LT_PRODUCTS, row, LT_PRODUCT_NAME));
        assert_true(a->number[LT_PRODUCT_PRICE][row] ==
                        b->number[LT_PRODUCT_PRICE][row] ||
                    (isnan(a->number[LT_PRODUCT_PRICE][row]) &&
                     isnan(b->number[LT_PRODUCT_PRICE][row])));
        assert_string_equal(
            lt_pool_text(written.facts->pool, a->extras[0].cells[row]),
            lt_pool_text(back.facts->pool, b->extras[0].cells[row]));
    }
    close_load(&written);
    close_load(&back);
    drop_folder(folder, path);
}

static void test_data_bases_of_others_are_not_replaced(void **state)
{
    char folder[PATH_BYTES];
    char path[PATH_BYTES];
    sqlite3 *db = NULL;
    struct load load;

    (void)state;
    make_folder(folder, path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t(a)", NULL, NULL, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(db);
    load_text(&load, "products.csv", TABLE);
    assert_int_equal(lt_write_sqlite(path, load.facts, LT_EN, &load.err),
                     LT_ERR_INVALID);
    assert_int_equal(lt_write_sqlite(NULL, load.facts, LT_EN, &load.err),
                     LT_ERR_INVALID);
    assert_int_equal(lt_write_sqlite("/dev/null", load.facts, LT_EN, &load.err),
                     LT_ERR_INVALID);
    close_load(&load);
    drop_folder(folder, path);
}

static void test_nothing_is_left_of_a_table_that_cannot_be_written(void **state)
{
    char folder[PATH_BYTES];
    char path[PATH_BYTES];
    struct load load;

    (void)state;
    make_folder(folder, path);
    /* SQLite takes these two names for one. */
    load_text(&load, "products.csv", "id,Note,note\na,1,2\n");
    assert_int_equal(lt_write_sqlite(path, load.facts, LT_EN, &load.err),
                     LT_ERR_IO);
    assert_non_null(strstr(load.err.message, "note"));
    assert_int_not_equal(access(path, F_OK), 0);
    close_load(&load);
    drop_folder(folder, path);
}

static void test_quotes_are_doubled(void **state)
{
    lt_text_buffer buffer = LT_TEXT_BUFFER_EMPTY;

    (void)state;
    lt_text_buffer_quote(&buffer, "a\"b'c", '"');
    lt_text_buffer_quote(&buffer, "a\"b'c", '\'');
    assert_string_equal(buffer.text, "\"a\"\"b'c\"'a\"b''c'");
    lt_text_buffer_clear(&buffer);
}

static void test_every_failed_allocation_is_clean(void **state)
{
    char folder[PATH_BYTES];
    char path[PATH_BYTES];
    struct load load;
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    (void)state;
    make_folder(folder, path);
    load_text(&load, "products.csv", TABLE);
    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        status = lt_write_sqlite(path, load.facts, LT_EN, NULL);
        fail_alloc_after(-1);
        assert_int_equal(access(path, F_OK) == 0, status == LT_OK);
    }
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 2);
    close_load(&load);
    drop_folder(folder, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_of_stores_is_sorted_and_complete),
        cmocka_unit_test(test_what_is_written_reads_back),
        cmocka_unit_test(test_data_bases_of_others_are_not_replaced),
        cmocka_unit_test(
            test_nothing_is_left_of_a_table_that_cannot_be_written),
        cmocka_unit_test(test_quotes_are_doubled),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("stores", tests, NULL, NULL);
}
