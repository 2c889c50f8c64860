/* write_sample polyester|random DIALECT: a drawing as GraphML, on standard
 * output, for other programs to read. */
#include "reports/report.h"
#include "support/cmocka_first.h"
#include "support/sample_chart.h"

#include <string.h>

enum { RANDOM_NODES = 300, RANDOM_EDGES = 700 };

int main(int argc, char **argv)
{
    lt_chart chart;
    lt_answer answer;
    lt_report_options options = {0};
    lt_error err = {0};
    lt_status status = LT_OK;

    if (argc != 3)
        return 2;
    if (strcmp(argv[1], "random") == 0) {
        answer = lt_answer_new("map", LT_EN);
        random_chart(&chart, &answer.arena, 1, RANDOM_NODES, RANDOM_EDGES);
        answer.chart = &chart;
    } else {
        sample_chart(&answer, LT_ZH);
    }
    options.dialect = argv[2];
    status = lt_report_find("graphml")->write(stdout, &answer, &options, &err);
    if (status != LT_OK)
        (void)fprintf(stderr, "%s\n", err.message);
    lt_answer_clear(&answer);
    return status == LT_OK ? 0 : 1;
}
