/* Private to reports/: the write functions that reports.c puts in its table. */
#ifndef LT_REPORTS_WRITERS_H
#define LT_REPORTS_WRITERS_H

#include "reports/report.h"

lt_status lt_write_csv(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err);
lt_status lt_write_dot(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err);
lt_status lt_write_graphml(FILE *output, const lt_answer *answer,
                           const lt_report_options *options, lt_error *err);
lt_status lt_write_json(FILE *output, const lt_answer *answer,
                        const lt_report_options *options, lt_error *err);
lt_status lt_write_jsonl(FILE *output, const lt_answer *answer,
                         const lt_report_options *options, lt_error *err);
lt_status lt_write_markdown(FILE *output, const lt_answer *answer,
                            const lt_report_options *options, lt_error *err);
lt_status lt_write_svg(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err);
lt_status lt_write_text(FILE *output, const lt_answer *answer,
                        const lt_report_options *options, lt_error *err);
lt_status lt_write_tsv(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err);

#endif
