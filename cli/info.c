/* info: what the sources hold, and what is missing for which analysis. */
#include "analysis/analysis.h"
#include "cli/answer.h"
#include "cli/coverage.h"
#include "cli/faults_table.h"
#include "cli/work.h"

#include <math.h>
#include <string.h>

static const lt_column COUNT_COLUMNS[] = {
    {"table", {"表", "table"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"title", {"内容", "content"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"rows_read", {"行数", "rows"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"things", {"个数", "things"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"first_year", {"最早年份", "first year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"last_year", {"最晚年份", "last year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};
static const lt_column COVERAGE_COLUMNS[] = {
    {"measure", {"指标", "measure"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"title", {"指标", "measure"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"count", {"有", "count"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"total", {"共", "of"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"share", {"占比", "share"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
};
static const lt_column NEED_COLUMNS[] = {
    {"analysis", {"分析", "analysis"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"ready", {"可做", "ready"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"lacking", {"缺少的表", "tables lacking"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"weaker",
     {"缺少后的影响", "weaker without"},
     NULL,
     LT_STYLE_PLAIN,
     LT_BRIEF},
};

enum {
    COUNT_WIDTH = sizeof(COUNT_COLUMNS) / sizeof(*COUNT_COLUMNS),
    COVERAGE_WIDTH = sizeof(COVERAGE_COLUMNS) / sizeof(*COVERAGE_COLUMNS),
    NEED_WIDTH = sizeof(NEED_COLUMNS) / sizeof(*NEED_COLUMNS),
    WEAKER_MAX = 16
};

/* Everything a section is made from. */
typedef struct writer {
    lt_answer *answer;
    const lt_work *work;
    const lt_graph *graph;
    lt_lang lang;
    lt_error *err;
} writer;

static uint32_t things_of(const lt_graph *graph, int fact)
{
    const uint32_t counts[LT_FACT_COUNT] = {
        [LT_SOURCES] = graph->source_count,
        [LT_REGIONS] = graph->region_count,
        [LT_CHAINS] = graph->chain_count,
        [LT_PRODUCTS] = graph->product_count,
        [LT_PROCESSES] = graph->process_count,
        [LT_RECIPES] = graph->recipe_count,
        [LT_LINKS] = graph->link_count,
        [LT_FIRMS] = graph->firm_count,
        [LT_CAPACITIES] = graph->capacity_count,
        [LT_SUPPLIES] = graph->supply_count,
        [LT_DEMANDS] = graph->demand_count,
        [LT_TARGETS] = graph->target_count,
        [LT_PROJECTS] = graph->project_count,
        [LT_STATEMENTS] = graph->statement_count,
    };

    return fact == LT_ESSENTIALITY ? graph->facts->tables[LT_ESSENTIALITY].count
                                   : counts[fact];
}

/* Widen first … last by every year in a column of a table. */
static void widen(double *first, double *last, const lt_facts *facts,
                  lt_fact fact, uint32_t column)
{
    for (uint32_t row = 0; row < facts->tables[fact].count; row++) {
        double year = lt_facts_number(facts, fact, row, column);

        if (isnan(year))
            continue;
        if (isnan(*first) || year < *first)
            *first = year;
        if (isnan(*last) || year > *last)
            *last = year;
    }
}

static lt_status write_counts(const writer *to)
{
    lt_section *section = NULL;
    lt_status status = lt_answer_section(&section, to->answer, "counts",
                                         to->lang == LT_ZH ? "数量" : "Counts",
                                         COUNT_COLUMNS, COUNT_WIDTH, to->err);

    for (int fact = 0; status == LT_OK && fact < LT_FACT_COUNT; fact++) {
        const lt_fact_spec *spec = &lt_fact_specs[fact];
        double first = NAN;
        double last = NAN;
        lt_value *row = NULL;

        if (!to->work->loaded.has[fact] && things_of(to->graph, fact) == 0)
            continue;
        status = lt_table_add_row(&section->table, &row, to->err);
        if (status != LT_OK)
            break;
        for (uint32_t c = 0; c < spec->column_count; c++)
            if (spec->columns[c].cell == LT_CELL_YEAR)
                widen(&first, &last, to->graph->facts, (lt_fact)fact, c);
        row[0] = lt_value_text(spec->name);
        row[1] = lt_value_text(lt_say(to->lang, spec->meaning));
        row[2] = lt_value_number(to->work->loaded.rows[fact]);
        row[3] = lt_value_number(things_of(to->graph, fact));
        row[4] = lt_value_number(first);
        row[5] = lt_value_number(last);
    }
    return status;
}

static lt_status write_coverage(const writer *to, const lt_coverage *coverage)
{
    lt_section *section = NULL;
    lt_status status =
        lt_answer_section(&section, to->answer, "coverage",
                          to->lang == LT_ZH ? "覆盖" : "Coverage",
                          COVERAGE_COLUMNS, COVERAGE_WIDTH, to->err);

    for (int m = 0; status == LT_OK && m < LT_MEASURE_COUNT; m++) {
        lt_value *row = NULL;

        status = lt_table_add_row(&section->table, &row, to->err);
        if (status != LT_OK)
            break;
        row[0] = lt_value_text(lt_measure_word((lt_measure)m));
        row[1] =
            lt_value_text(lt_say(to->lang, lt_measure_phrase((lt_measure)m)));
        row[2] = lt_value_number((double)coverage[m].count);
        row[3] = lt_value_number((double)coverage[m].total);
        if (coverage[m].total > 0)
            row[4] = lt_value_result((double)coverage[m].count /
                                     (double)coverage[m].total);
    }
    return status;
}

/* What the analysis says less about, as a list. */
static lt_status list_weaker(lt_value *out, const writer *to,
                             const char *analysis, const lt_coverage *coverage)
{
    lt_value items[WEAKER_MAX];
    size_t count = 0;

    for (const lt_reliance *r = lt_reliances;
         r->analysis != NULL && count < WEAKER_MAX; r++)
        if (strcmp(r->analysis, analysis) == 0 &&
            coverage[r->measure].count == 0)
            items[count++] = lt_value_text(lt_say(to->lang, r->suffers));
    return lt_value_list(out, &to->answer->arena, items, count, to->err);
}

static lt_status write_needs(const writer *to, const lt_coverage *coverage)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "needs",
                             to->lang == LT_ZH ? "各分析还缺什么"
                                               : "What analyses lack",
                             NEED_COLUMNS, NEED_WIDTH, to->err));
    for (const lt_analysis *a = lt_analyses; a->name != NULL; a++) {
        char lacking[LT_NEEDS_BYTES];
        lt_value *row = NULL;

        lt_loaded_lacking(lacking, &to->work->loaded, a->needs, to->lang);
        LT_TRY(lt_table_add_row(&section->table, &row, to->err));
        row[0] = lt_value_text(a->name);
        row[1] = lt_value_truth(lacking[0] == '\0');
        if (lacking[0] != '\0')
            row[2] = lt_value_text(
                lt_arena_copy(&to->answer->arena, lacking, strlen(lacking)));
        LT_TRY(list_weaker(&row[3], to, a->name, coverage));
    }
cleanup:
    return status;
}

static lt_status write_conflicts(const writer *to)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_faults_section(
        &section, to->answer, "conflicts",
        to->lang == LT_ZH ? "矛盾与并存的说法" : "Contradictions",
        &to->work->loaded.faults, LT_FAULTS_CONFLICTS, 0, to->err));
    for (uint32_t i = 0; i < to->graph->statement_count; i++)
        if (to->graph->statements[i].kind == LT_STATEMENT_CONFLICT)
            LT_TRY(lt_faults_add_conflict(section, to->answer, to->graph, i,
                                          to->err));
cleanup:
    return status;
}

/* {"read":{…},"counts":{…}} */
static lt_status write_extras(const writer *to)
{
    const lt_value unknown = {LT_VALUE_NONE, 0, {0.0}};
    const lt_loaded *loaded = &to->work->loaded;
    const lt_field read[] = {
        {"nodes", lt_value_number((double)loaded->nodes)},
        {"edges", lt_value_number((double)loaded->edges)},
        {"records", lt_value_number((double)loaded->records)},
        {"skipped", lt_value_number((double)loaded->skipped)},
    };
    lt_field counts[LT_FACT_COUNT];
    lt_field extras[2] = {{"read", unknown}, {"counts", unknown}};
    lt_status status = LT_OK;

    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        counts[fact] = (lt_field){lt_fact_specs[fact].name,
                                  lt_value_number(things_of(to->graph, fact))};
    LT_TRY(lt_value_record(&extras[0].value, &to->answer->arena, read,
                           sizeof(read) / sizeof(*read), to->err));
    LT_TRY(lt_value_record(&extras[1].value, &to->answer->arena, counts,
                           LT_FACT_COUNT, to->err));
    LT_TRY(lt_value_record(&to->answer->extras, &to->answer->arena, extras, 2,
                           to->err));
cleanup:
    return status;
}

static lt_status write_all(lt_answer *answer, const lt_work *work,
                           const lt_call *call, lt_error *err)
{
    const writer to = {answer, work, work->loaded.graph, call->lang, err};
    lt_coverage coverage[LT_MEASURE_COUNT];
    lt_status status = LT_OK;

    LT_TRY(lt_coverage_count(coverage, work->state, err));
    LT_TRY(write_extras(&to));
    LT_TRY(write_counts(&to));
    LT_TRY(write_coverage(&to, coverage));
    LT_TRY(write_needs(&to, coverage));
    LT_TRY(write_conflicts(&to));
cleanup:
    return status;
}

int lt_command_info(const lt_call *call)
{
    lt_work work = lt_work_new(call->lang);
    lt_answer answer = lt_answer_new("info", call->lang);
    lt_writing writing = {NULL, NULL};
    lt_error err = {0};
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, LT_HOLDS_TABLES, &err));
    LT_TRY(lt_work_begin(&work, call, "", &err));
    LT_TRY(lt_asked_describe(&answer, &work.asked, &err));
    LT_TRY(write_all(&answer, &work, call, &err));
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    lt_answer_clear(&answer);
    lt_work_clear(&work);
    return code;
}
