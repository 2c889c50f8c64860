#include "reports/report.h"
#include "support/cmocka_first.h"

#include <string.h>

static void test_the_table_is_sorted_and_complete(void **state)
{
    (void)state;
    for (const lt_report *r = lt_reports; r->name != NULL; r++) {
        assert_non_null(r->summary.zh);
        assert_non_null(r->summary.en);
        assert_non_null(r->suffixes);
        assert_non_null(r->write);
        assert_true(r->holds != 0);
        assert_ptr_equal(lt_report_find(r->name), r);
        if (r[1].name != NULL)
            assert_true(strcmp(r->name, r[1].name) < 0);
    }
}

/* Fails unless the first format that a path ends in is called so. */
static void assert_format(const char *path, const char *name)
{
    const lt_report *report = lt_report_for(path);

    assert_non_null(report);
    assert_string_equal(report->name, name);
}

static void test_a_format_follows_from_the_suffix(void **state)
{
    (void)state;
    assert_format("gaps.csv", "csv");
    assert_format("out/缺链.JSON", "json");
    assert_format("a.jsonl", "jsonl");
    assert_format("a.ndjson", "jsonl");
    assert_format("a.b.md", "md");
    assert_format("a.markdown", "md");
    assert_format("a.txt", "text");
    assert_format("a.tsv", "tsv");
}

static void test_unknown_suffixes_have_no_format(void **state)
{
    (void)state;
    assert_null(lt_report_for("gaps"));
    assert_null(lt_report_for(""));
    assert_null(lt_report_for("csv"));
    assert_null(lt_report_for("a.csv.zip"));
    assert_null(lt_report_find("CSV"));
    assert_null(lt_report_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_is_sorted_and_complete),
        cmocka_unit_test(test_a_format_follows_from_the_suffix),
        cmocka_unit_test(test_unknown_suffixes_have_no_format),
    };

    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
