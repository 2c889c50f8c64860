/* report: every analysis of one region or chain, as one document. */
#include "analysis/analysis.h"
#include "analysis/caveats.h"
#include "cli/answer.h"
#include "cli/report_parts.h"

#include <string.h>

/* The analyses of a report in order, and the titles of their parts. */
static const struct {
    const char *analysis;
    lt_phrase title;
} PARTS[] = {
    {"gaps", {"缺链与弱链", "Missing and weak links"}},
    {"leaders", {"链主企业", "Chain leaders"}},
    {"local", {"本地配套率", "Local supply rate"}},
};

/* Run one analysis; its first part gets the title. One that lacks a table is
 * left out with a note. */
static lt_status add_analysis(const lt_reporter *to, size_t part)
{
    const lt_analysis *analysis = lt_analysis_find(PARTS[part].analysis);
    const lt_request request = {to->graph, to->state};
    const uint32_t first = to->answer->section_count;
    char lacking[LT_NEEDS_BYTES];
    const char *args[] = {lt_say(to->lang, PARTS[part].title), lacking};
    lt_status status = LT_OK;

    lt_loaded_lacking(lacking, &to->work->loaded, analysis->needs, to->lang);
    if (lacking[0] != '\0')
        return lt_answer_note(to->answer,
                              (lt_phrase){"{1}：数据里没有 {2} 表，从略",
                                          "{1}: left out, as the data lack "
                                          "the table {2}"},
                              args, 2, to->err);
    status = analysis->run(to->answer, &request, to->err);
    /* Those members belong to the answer of the analysis alone. */
    to->answer->extras = (lt_value){LT_VALUE_NONE, 0, {0.0}};
    if (status == LT_OK && first < to->answer->section_count &&
        to->answer->sections[first].title == NULL)
        to->answer->sections[first].title = lt_say(to->lang, PARTS[part].title);
    return status;
}

lt_section *lt_report_section(lt_answer *answer, const char *key)
{
    for (uint32_t s = 0; s < answer->section_count; s++)
        if (strcmp(answer->sections[s].key, key) == 0)
            return &answer->sections[s];
    return NULL;
}

static lt_status add_title(const lt_reporter *to)
{
    const lt_scope *scope = to->state->scope;
    const char *chain =
        scope->chain == LT_NONE ? "" : to->graph->chains[scope->chain].name;

    to->answer->title = lt_arena_format(
        &to->answer->arena,
        to->lang == LT_ZH ? "%s%s%s产业链分析报告"
                          : "Industrial chains: %s%s%s",
        scope->region_title,
        scope->region_title[0] != '\0' && chain[0] != '\0' ? " " : "", chain);
    return to->answer->title == NULL ? lt_fail_memory(to->err, "title") : LT_OK;
}

static lt_status add_analyses(const lt_reporter *to)
{
    lt_status status = LT_OK;

    for (size_t part = 0; part < sizeof(PARTS) / sizeof(*PARTS); part++)
        LT_TRY(add_analysis(to, part));
cleanup:
    return status;
}

static lt_status add_caveats(const lt_reporter *to)
{
    return lt_answer_caveats(to->answer, to->state, to->err);
}

/* The summary stands first and is written last. */
static lt_status open_summary(const lt_reporter *to)
{
    lt_section *summary = NULL;

    return lt_answer_section(&summary, to->answer, "summary",
                             to->lang == LT_ZH ? "摘要" : "Summary", NULL, 0,
                             to->err);
}

static lt_status write_report(const lt_reporter *to)
{
    static lt_status (*const steps[])(const lt_reporter *to) = {
        add_title,          add_caveats,       open_summary,
        lt_report_state,    add_analyses,      lt_report_group_gaps,
        lt_report_projects, lt_report_targets, lt_report_doubts,
        lt_report_method,   lt_report_summary,
    };
    lt_status status = LT_OK;

    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        LT_TRY(steps[i](to));
cleanup:
    return status;
}

int lt_command_report(const lt_call *call)
{
    lt_work work = lt_work_new(call->lang);
    lt_answer answer = lt_answer_new("report", call->lang);
    lt_writing writing = {NULL, NULL};
    lt_error err = {0};
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, LT_HOLDS_TABLES, &err));
    LT_TRY(lt_work_begin(&work, call, "", &err));
    LT_TRY(lt_asked_describe(&answer, &work.asked, &err));
    LT_TRY(write_report(&(lt_reporter){&answer, &work, work.loaded.graph,
                                       work.state, call->lang, &err}));
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    lt_answer_clear(&answer);
    lt_work_clear(&work);
    return code;
}
