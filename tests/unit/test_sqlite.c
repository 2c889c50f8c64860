#include "graph/alloc.h"
#include "importers/importer.h"
#include "support/cmocka_first.h"
#include "support/csv_load.h"
#include "support/fail_alloc.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 128, NAME_BYTES = PATH_BYTES + 32 };

/* A fresh folder and the name of a data base in it that needs escapes. */
struct place {
    char folder[PATH_BYTES];
    char path[NAME_BYTES];
};

static void make_place(struct place *place)
{
    (void)snprintf(place->folder, PATH_BYTES, "/tmp/liantu-sqlite-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    (void)snprintf(place->path, NAME_BYTES, "%s/链 50%%?#.db", place->folder);
}

static void drop_place(const struct place *place)
{
    (void)unlink(place->path);
    /* Fails where reading has left a file beside the data base. */
    assert_int_equal(rmdir(place->folder), 0);
}

static void run(const struct place *place, const char *commands)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, commands, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static lt_status read_into(struct load *load, const char *path,
                           const lt_read_options *options)
{
    load->status = lt_importer_find("sqlite")->read(load->facts, path, options,
                                                    &load->faults, &load->err);
    return load->status;
}

/* Make a data base with these commands and read it. */
static void load_sql(struct load *load, const char *commands,
                     const lt_read_options *options)
{
    struct place place;

    make_place(&place);
    run(&place, commands);
    open_load(load);
    (void)read_into(load, place.path, options);
    drop_place(&place);
}

static void load_query(struct load *load, const char *commands,
                       const char *query)
{
    const lt_read_options options = {.queries = &query, .query_count = 1};

    load_sql(load, commands, &options);
}

static void test_tables_are_known_by_any_of_their_names(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE 产品表(编号, 名称);"
             "INSERT INTO 产品表 VALUES('a', '甲'), ('b', '乙');"
             "CREATE TABLE orders(x); INSERT INTO orders VALUES(1);"
             "CREATE VIEW links AS SELECT 'a' AS \"from\", 'b' AS \"to\"",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_string_equal(text(&load, LT_PRODUCTS, 1, LT_PRODUCT_NAME), "乙");
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_TO), "b");
    assert_fault(&load, LT_W_TABLE_SKIPPED, 0, 0);
    assert_int_equal(load.faults.kept_count, 1);
    assert_int_equal(load.facts->records, 6);
    assert_int_equal(load.facts->skipped, 1);
    close_load(&load);
}

static void test_values_are_read_by_their_type(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE capacities(firm, product, capacity, year, unit);"
             "INSERT INTO capacities VALUES"
             "(12345678901234567, 'a', 0.1, 2024, '吨'),"
             "('f', 'a', 1e300, NULL, ' 吨 '),"
             "('f', 'a', '1,234.5', '2023', ''),"
             "('f', 'a', 9e999, 2023.0, 't')",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_CAPACITIES), 4);
    assert_string_equal(text(&load, LT_CAPACITIES, 0, LT_CAPACITY_FIRM),
                        "12345678901234567");
    assert_true(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_CAPACITY) == 0.1);
    assert_true(number(&load, LT_CAPACITIES, 0, LT_CAPACITY_YEAR) == 2024.0);
    assert_true(number(&load, LT_CAPACITIES, 1, LT_CAPACITY_CAPACITY) == 1e300);
    assert_string_equal(text(&load, LT_CAPACITIES, 1, LT_CAPACITY_UNIT), "吨");
    assert_true(number(&load, LT_CAPACITIES, 2, LT_CAPACITY_CAPACITY) ==
                1234.5);
    assert_true(number(&load, LT_CAPACITIES, 3, LT_CAPACITY_YEAR) == 2023.0);
    assert_fault(&load, LT_E_NOT_FINITE, 4, 3);
    assert_string_equal(load.faults.items[0].place.sheet, "capacities");
    close_load(&load);
}

static void test_what_is_no_text_refuses_its_row_alone(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE products(id, name);"
             "INSERT INTO products VALUES('a', x'00'), ('b', 'x'),"
             "('c', CAST(x'61FF' AS TEXT)), ('d', CAST(x'610062' AS TEXT)),"
             "('e', CAST(x'E4' AS TEXT)), ('f', 'y')",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_string_equal(text(&load, LT_PRODUCTS, 1, LT_PRODUCT_ID), "f");
    assert_fault(&load, LT_E_BINARY, 1, 2);
    assert_fault(&load, LT_E_ENCODING, 3, 2);
    assert_fault(&load, LT_E_NUL_BYTE, 4, 2);
    assert_int_equal(load.faults.counts[LT_ERROR], 4);
    assert_int_equal(load.facts->skipped, 4);
    assert_int_equal(load.facts->records, 7);
    close_load(&load);
}

static void test_many_long_rows_come_out_as_they_were(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE products(id, name);"
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
             "WHERE i < 1000) INSERT INTO products SELECT 'p' || i, "
             "i || CAST(zeroblob(0) AS TEXT) || printf('%.*c', i * 20, 'x') "
             "FROM n",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_PRODUCTS), 1000);
    assert_string_equal(text(&load, LT_PRODUCTS, 999, LT_PRODUCT_ID), "p1000");
    assert_int_equal(strlen(text(&load, LT_PRODUCTS, 999, LT_PRODUCT_NAME)),
                     20004);
    assert_int_equal(strlen(text(&load, LT_PRODUCTS, 63, LT_PRODUCT_NAME)),
                     1282);
    close_load(&load);
}

static void test_rows_keep_their_order_beside_an_index(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE links(\"from\", \"to\");"
             "CREATE INDEX by_all ON links(\"from\", \"to\");"
             "INSERT INTO links VALUES('z', '1'), ('a', '2'), ('m', '3')",
             NULL);
    assert_string_equal(text(&load, LT_LINKS, 0, LT_LINK_FROM), "z");
    assert_string_equal(text(&load, LT_LINKS, 2, LT_LINK_FROM), "m");
    close_load(&load);
}

static void test_a_query_fills_the_table_it_names(void **state)
{
    struct load load;

    (void)state;
    load_query(&load,
               "CREATE TABLE erp(code, title); CREATE TABLE products(id);"
               "INSERT INTO erp VALUES('a', '甲'), ('b', '乙')",
               "产品= with x as (select * from erp) select code as id, title "
               "as 名称 from x order by code desc ; ");
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_PRODUCTS), 2);
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_NAME), "乙");
    assert_int_equal(load.faults.kept_count, 0);
    close_load(&load);
}

static void test_queries_can_only_read(void **state)
{
    static const char *const REFUSED[] = {
        "products=DELETE FROM products",
        "products",
        "products=SELECT id FROM products; DELETE FROM products",
        "products=WITH x AS (SELECT 1) DELETE FROM products",
        "products=WITH x AS (SELECT 1) INSERT INTO products VALUES('z')",
        "products=SELECT load_extension('x') AS id",
        "products=SELECT id FROM nowhere",
        "products=SELECT name AS id FROM pragma_database_list",
        "products=SELECT",
    };
    struct load load;

    (void)state;
    for (size_t i = 0; i < sizeof(REFUSED) / sizeof(*REFUSED); i++) {
        load_query(&load, "CREATE TABLE products(id)", REFUSED[i]);
        if (load.status != LT_ERR_INVALID)
            fail_msg("%s: %s", REFUSED[i], lt_status_name(load.status));
        assert_true(strlen(load.err.message) > 0);
        close_load(&load);
    }
    load_query(&load, "CREATE TABLE products(id)", "weather=SELECT 1");
    assert_int_equal(load.status, LT_ERR_MISSING);
    close_load(&load);
}

static void test_names_never_become_commands(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE products(id, \"a\"\"); DROP TABLE products; --\");"
             "CREATE TABLE \"products\"\"; DROP TABLE products; --\"(x);"
             "INSERT INTO products VALUES('''); DROP TABLE products; --', 'v')",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_string_equal(text(&load, LT_PRODUCTS, 0, LT_PRODUCT_ID),
                        "'); DROP TABLE products; --");
    assert_int_equal(load.facts->tables[LT_PRODUCTS].extra_count, 1);
    assert_fault(&load, LT_W_TABLE_SKIPPED, 0, 0);
    close_load(&load);
}

static void test_one_table_can_be_wanted_alone(void **state)
{
    lt_read_options options = {.table = "链接"};
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE products(id); CREATE TABLE links(\"from\", \"to\");"
             "INSERT INTO products VALUES('a');"
             "INSERT INTO links VALUES('a', 'b')",
             &options);
    assert_int_equal(rows(&load, LT_PRODUCTS), 0);
    assert_int_equal(rows(&load, LT_LINKS), 1);
    close_load(&load);
    options.table = "weather";
    load_sql(&load, "CREATE TABLE products(id)", &options);
    assert_int_equal(load.status, LT_ERR_MISSING);
    close_load(&load);
}

static void test_a_broken_view_is_told(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "CREATE TABLE t(a); CREATE VIEW products AS SELECT a FROM t;"
             "PRAGMA writable_schema = ON;"
             "DELETE FROM sqlite_schema WHERE name = 't'",
             NULL);
    assert_int_equal(load.status, LT_ERR_DATA);
    assert_fault(&load, LT_E_DATABASE, 0, 0);
    close_load(&load);
}

static void test_columns_without_names_are_told(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load, "CREATE TABLE products(\"\", \" \");", NULL);
    assert_int_equal(load.status, LT_OK);
    assert_fault(&load, LT_E_NO_HEADER, 0, 0);
    close_load(&load);
}

static void test_a_log_at_rest_is_left_alone(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load,
             "PRAGMA journal_mode = WAL; CREATE TABLE products(id);"
             "INSERT INTO products VALUES('a')",
             NULL);
    assert_int_equal(load.status, LT_OK);
    assert_int_equal(rows(&load, LT_PRODUCTS), 1);
    close_load(&load);
}

/* Cut or overwrite the file at @p at. */
static void damage(const char *path, long at, int length)
{
    FILE *file = fopen(path, "r+b");

    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    for (int i = 0; i < length; i++)
        (void)fputc(0xA5, file);
    assert_int_equal(fclose(file), 0);
}

static void load_damaged(struct load *load, long at, int length)
{
    struct place place;

    make_place(&place);
    run(&place, "CREATE TABLE products(id);"
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                "n WHERE i < 2000) INSERT INTO products SELECT i FROM n");
    damage(place.path, at, length);
    open_load(load);
    (void)read_into(load, place.path, NULL);
    drop_place(&place);
}

static void test_files_that_are_no_data_base_are_told(void **state)
{
    struct load load;

    (void)state;
    load_damaged(&load, 0, 100); /* As an encrypted one looks. */
    assert_int_equal(load.status, LT_ERR_DATA);
    assert_fault(&load, LT_E_DATABASE, 0, 0);
    close_load(&load);
    load_damaged(&load, 4096, 4096); /* The root page of the table. */
    assert_int_equal(load.status, LT_ERR_DATA);
    assert_fault(&load, LT_E_DATABASE, 0, 0);
    close_load(&load);
}

static void test_files_that_cannot_be_opened_are_told(void **state)
{
    struct load load;

    (void)state;
    open_load(&load);
    assert_int_equal(read_into(&load, "/nowhere/x.sqlite", NULL), LT_ERR_IO);
    assert_non_null(strstr(load.err.message, "/nowhere/x.sqlite"));
    assert_int_equal(read_into(&load, "/tmp", NULL), LT_ERR_IO);
    assert_int_equal(read_into(&load, "-", NULL), LT_ERR_INVALID);
    close_load(&load);
}

static void test_an_empty_data_base_has_no_table(void **state)
{
    struct load load;

    (void)state;
    load_sql(&load, "", NULL);
    assert_fault(&load, LT_E_NO_TABLE, 0, 0);
    close_load(&load);
}

static void test_addresses_find_their_reader_and_hide_the_password(void **state)
{
    const lt_importer *importer = NULL;
    lt_error err = {LT_OK, ""};

    (void)state;
    assert_int_equal(lt_importer_for(&importer, "mysql://u:secret@h/d", &err),
                     LT_ERR_INVALID);
    assert_null(importer);
    assert_null(strstr(err.message, "secret"));
#ifdef LT_POSTGRESQL
    assert_int_equal(lt_importer_for(&importer, "postgres://u:p@h/d", &err),
                     LT_OK);
    assert_string_equal(importer->name, "postgresql");
    assert_int_equal(
        importer->read(NULL, "postgresql://u:sec/ret@h/d", NULL, NULL, &err),
        LT_ERR_INVALID);
    assert_null(strstr(err.message, "sec"));
    assert_int_equal(importer->read(NULL, "postgresql://u:secret@/d?host=/no",
                                    NULL, NULL, &err),
                     LT_ERR_IO);
    assert_null(strstr(err.message, "secret"));
    assert_non_null(strstr(err.message, "postgresql:///no/d"));
#endif
}

static lt_status load_some(const char *path, const lt_read_options *options)
{
    lt_facts *facts = lt_facts_new();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);
    lt_status status = LT_ERR_NOMEM;

    if (facts != NULL)
        status = lt_importer_find("sqlite")->read(facts, path, options, &faults,
                                                  NULL);
    if (status == LT_OK)
        assert_int_equal(facts->tables[LT_PRODUCTS].count, 2);
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
    return status;
}

static void test_every_failed_allocation_is_clean(void **state)
{
    static const char *const QUERY[] = {"products=SELECT * FROM products"};
    const lt_read_options queries = {.queries = QUERY, .query_count = 1};
    const lt_read_options *const OPTIONS[] = {NULL, &queries};
    struct place place;

    (void)state;
    make_place(&place);
    run(&place, "PRAGMA journal_mode = WAL;"
                "CREATE TABLE products(id, name, note); CREATE TABLE t(x);"
                "INSERT INTO products VALUES('a', 1, 'x'), ('b', 2.5, NULL)");
    for (size_t i = 0; i < 2; i++) {
        lt_status status = LT_ERR_NOMEM;
        long allowed = 0;

        for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
            fail_alloc_after(allowed);
            status = load_some(place.path, OPTIONS[i]);
        }
        fail_alloc_after(-1);
        assert_int_equal(status, LT_OK);
        assert_true(allowed > 20);
    }
    drop_place(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_are_known_by_any_of_their_names),
        cmocka_unit_test(test_values_are_read_by_their_type),
        cmocka_unit_test(test_what_is_no_text_refuses_its_row_alone),
        cmocka_unit_test(test_many_long_rows_come_out_as_they_were),
        cmocka_unit_test(test_rows_keep_their_order_beside_an_index),
        cmocka_unit_test(test_a_query_fills_the_table_it_names),
        cmocka_unit_test(test_queries_can_only_read),
        cmocka_unit_test(test_names_never_become_commands),
        cmocka_unit_test(test_one_table_can_be_wanted_alone),
        cmocka_unit_test(test_a_broken_view_is_told),
        cmocka_unit_test(test_columns_without_names_are_told),
        cmocka_unit_test(test_a_log_at_rest_is_left_alone),
        cmocka_unit_test(test_files_that_are_no_data_base_are_told),
        cmocka_unit_test(test_files_that_cannot_be_opened_are_told),
        cmocka_unit_test(test_an_empty_data_base_has_no_table),
        cmocka_unit_test(
            test_addresses_find_their_reader_and_hide_the_password),
        cmocka_unit_test(test_every_failed_allocation_is_clean),
    };

    return cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
