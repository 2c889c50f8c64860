/* Private to cli/: the parts of a report beside those of the analyses. */
#ifndef LT_CLI_REPORT_PARTS_H
#define LT_CLI_REPORT_PARTS_H

#include "cli/work.h"
#include "graph/table.h"

/** Everything a part is written from. */
typedef struct lt_reporter {
    lt_answer *answer;
    const lt_work *work;
    const lt_graph *graph;
    const lt_state *state;
    lt_lang lang;
    lt_error *err;
} lt_reporter;

/** The section called @p key, or NULL. */
lt_section *lt_report_section(lt_answer *answer, const char *key);

/** Products of each chain by state. */
lt_status lt_report_state(const lt_reporter *to);

/** Projects of the region. */
lt_status lt_report_projects(const lt_reporter *to);

/** Targets of the view. */
lt_status lt_report_targets(const lt_reporter *to);

/** What has to be verified: suspected gaps, then contradictions. */
lt_status lt_report_doubts(const lt_reporter *to);

/** Thresholds and weights in force. */
lt_status lt_report_method(const lt_reporter *to);

/** Five lines in the section "summary", once all other parts are there. */
lt_status lt_report_summary(const lt_reporter *to);

/** Put rows of gaps of one kind together, kinds in order of weight. */
lt_status lt_report_group_gaps(const lt_reporter *to);

#endif
