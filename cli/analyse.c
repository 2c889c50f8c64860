/* The one runner of all analyses of the table. */
#include "analysis/analysis.h"
#include "cli/answer.h"
#include "cli/work.h"
#include "graph/units.h"

#include <math.h>
#include <string.h>

/* The threshold of --fail-over; NaN where not given. */
static lt_status fail_over(double *out, const lt_call *call, lt_error *err)
{
    const char *text = lt_call_value(call, LT_OPTION_FAIL_OVER);

    *out = NAN;
    if (text == NULL || lt_number_parse(out, text, strlen(text)))
        return LT_OK;
    return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                       (lt_phrase){"--fail-over 应为数字，却是“{1}”",
                                   "--fail-over takes a number, not '{1}'"},
                       text, NULL, NULL);
}

/* Rows whose score is above `most`; NaN is above none. */
static uint32_t count_over(const lt_answer *answer, double most)
{
    const lt_table *table = &answer->sections[0].table;
    uint32_t column = UINT32_MAX;
    uint32_t count = 0;

    if (isnan(most) || answer->section_count == 0)
        return 0;
    column = lt_table_column(table, "score");
    for (uint32_t row = 0; column != UINT32_MAX && row < table->row_count;
         row++) {
        const lt_value *value = lt_table_cell(table, row, column);

        count += value->kind == LT_VALUE_NUMBER && value->number > most;
    }
    return count;
}

static void tell_over(const lt_call *call, uint32_t count)
{
    char number[16];

    (void)snprintf(number, sizeof(number), "%u", count);
    lt_tell(call->lang,
            (lt_phrase){"{1} 处缺口得分高于 {2}", "{1} gaps score above {2}"},
            number, lt_call_value(call, LT_OPTION_FAIL_OVER), NULL);
}

static lt_status run(lt_answer *answer, const lt_work *work,
                     const lt_analysis *analysis, lt_error *err)
{
    const lt_request request = {work->loaded.graph, work->state};
    lt_status status = lt_asked_describe(answer, &work->asked, err);

    return status == LT_OK ? analysis->run(answer, &request, err) : status;
}

/* What the answer may hold. */
static int holds_of(const lt_command *command)
{
    return (command->groups & LT_GROUP_CHART) != 0
               ? LT_HOLDS_TABLES | LT_HOLDS_CHART
               : LT_HOLDS_TABLES;
}

int lt_command_analyse(const lt_call *call)
{
    const lt_analysis *analysis = lt_analysis_find(call->command->name);
    lt_work work = lt_work_new(call->lang);
    lt_answer answer = lt_answer_new(analysis->name, call->lang);
    lt_writing writing = {NULL, NULL};
    lt_error err = {0};
    lt_status status = LT_OK;
    double most = NAN;
    uint32_t over = 0;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, holds_of(call->command), &err));
    LT_TRY(fail_over(&most, call, &err));
    LT_TRY(lt_work_begin(&work, call, analysis->needs, &err));
    LT_TRY(run(&answer, &work, analysis, &err));
    over = count_over(&answer, most);
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    if (code == LT_EXIT_OK && over > 0) {
        tell_over(call, over);
        code = LT_EXIT_CHECK;
    }
    lt_answer_clear(&answer);
    lt_work_clear(&work);
    return code;
}
