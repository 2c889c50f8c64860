#include "support/written.h"

#include "support/cmocka_first.h"
#include "support/fail_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const lt_column GAP_COLUMNS[] = {
    {"product", {"产品", "Product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"kind", {"类别", "Kind"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"need", {"需求", "Need"}, "万吨", LT_STYLE_PLAIN, LT_BRIEF},
    {"cover", {"保障率", "Cover"}, "1", LT_STYLE_RATIO, LT_BRIEF},
    {"readiness", {"成熟度", "Readiness"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
    {"path", {"路径", "Path"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"score", {"得分", "Score"}, NULL, LT_STYLE_SCORE, LT_BRIEF},
};

enum { GAP_COLUMN_COUNT = sizeof(GAP_COLUMNS) / sizeof(*GAP_COLUMNS) };

/* A record of two texts. */
static lt_value pair(lt_arena *arena, const char *first, const char *text,
                     const char *second, const char *other)
{
    const lt_field fields[] = {{first, lt_value_text(text)},
                               {second, lt_value_text(other)}};
    lt_value record;

    assert_int_equal(lt_value_record(&record, arena, fields, 2, NULL), LT_OK);
    return record;
}

static void fill_rows(lt_answer *answer, lt_table *table)
{
    const lt_value path[] = {
        pair(&answer->arena, "name", "石脑油", "state", "present"),
        pair(&answer->arena, "name", "对二甲苯", "state", "absent"),
    };
    lt_value *cells = NULL;

    assert_int_equal(lt_table_add_row(table, &cells, NULL), LT_OK);
    cells[0] = pair(&answer->arena, "id", "px", "name", "对二甲苯");
    cells[1] = lt_value_text("fill");
    cells[2] = lt_value_number(21.2875);
    cells[3] = lt_value_number(1.0003);
    cells[4] = lt_value_number(0.853);
    assert_int_equal(lt_value_list(&cells[5], &answer->arena, path, 2, NULL),
                     LT_OK);
    cells[6] = lt_value_number(72.5);
    assert_int_equal(lt_table_add_row(table, &cells, NULL), LT_OK);
    cells[0] = pair(&answer->arena, "id", "tpa", "name", "A|B <c>");
    cells[1] = lt_value_text("extend");
    cells[2] = lt_value_number((double)NAN);
    cells[6] = lt_value_number(8.0);
}

void sample_answer(lt_answer *answer, lt_lang lang)
{
    static const lt_phrase note = {"未见不等于没有", "unseen is not absent"};
    static const char *caveats[] = {"产能不是产量"};
    static lt_cited cited[] = {{"s1", "石化规划", "洛政〔2022〕1号"},
                               {"s2", "年鉴", NULL}};
    const lt_field scope[] = {{"region", lt_value_text("洛阳市")},
                              {"chain", lt_value_text(NULL)},
                              {"year", lt_value_number(2022.0)}};
    lt_section *section = NULL;

    *answer = lt_answer_new("gaps", lang);
    answer->title = lang == LT_ZH ? "缺链与弱链" : "Gaps";
    answer->caveats = caveats;
    answer->caveat_count = 1;
    answer->cited = cited;
    answer->cited_count = 2;
    assert_int_equal(
        lt_value_record(&answer->scope, &answer->arena, scope, 3, NULL), LT_OK);
    assert_int_equal(lt_answer_note(answer, note, NULL, 0, NULL), LT_OK);
    assert_int_equal(lt_answer_section(&section, answer, "gaps", NULL,
                                       GAP_COLUMNS, GAP_COLUMN_COUNT, NULL),
                     LT_OK);
    fill_rows(answer, &section->table);
}

void sample_texts(lt_answer *answer, const char *const *texts, size_t count)
{
    static const lt_column columns[] = {
        {"name", {"名称", "Name"}, NULL, LT_STYLE_PLAIN, LT_BRIEF}};
    lt_section *section = NULL;

    *answer = lt_answer_new("info", LT_EN);
    assert_int_equal(
        lt_answer_section(&section, answer, "rows", NULL, columns, 1, NULL),
        LT_OK);
    for (size_t i = 0; i < count; i++) {
        lt_value *cells = NULL;

        assert_int_equal(lt_table_add_row(&section->table, &cells, NULL),
                         LT_OK);
        cells[0] = lt_value_text(texts[i]);
    }
}

char *written(const char *format, const lt_answer *answer,
              const lt_report_options *options, lt_status *status)
{
    const lt_report_options defaults = {0};
    const lt_report *report = lt_report_find(format);
    char *bytes = NULL;
    size_t size = 0;
    FILE *output = open_memstream(&bytes, &size);

    assert_non_null(report);
    assert_non_null(output);
    *status = report->write(output, answer,
                            options != NULL ? options : &defaults, NULL);
    assert_int_equal(fclose(output), 0);
    if (*status == LT_OK)
        return bytes;
    free(bytes);
    return NULL;
}

void assert_written(const char *format, const lt_answer *answer,
                    const lt_report_options *options, const char *expected)
{
    lt_status status = LT_ERR_INVALID;
    char *bytes = written(format, answer, options, &status);

    assert_int_equal(status, LT_OK);
    assert_string_equal(bytes, expected);
    free(bytes);
}

void assert_full_disk_is_noticed(const char *format, const lt_answer *answer)
{
    const lt_report_options defaults = {0};
    lt_error err = {0};
    FILE *output = fopen("/dev/full", "w");

    if (output == NULL)
        skip();
    assert_int_equal(
        lt_report_find(format)->write(output, answer, &defaults, &err),
        LT_ERR_IO);
    assert_string_equal(err.message, "No space left on device");
    (void)fclose(output);
}

void assert_failed_allocations_are_clean(const char *format,
                                         const lt_answer *answer)
{
    lt_status status = LT_ERR_NOMEM;
    long allowed = 0;

    for (allowed = 0; status == LT_ERR_NOMEM; allowed++) {
        fail_alloc_after(allowed);
        free(written(format, answer, NULL, &status));
    }
    fail_alloc_after(-1);
    assert_int_equal(status, LT_OK);
    assert_true(allowed > 1);
}
