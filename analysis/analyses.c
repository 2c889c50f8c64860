#include "analysis/analysis.h"

#include "analysis/runs.h"

#include <string.h>

const lt_analysis lt_analyses[] = {
    {"gaps",
     {"缺链与弱链：补链、延链、强链、建链、稳链、去产能",
      "missing and weak links of a chain, ranked and explained"},
     "links|recipes",
     lt_run_gaps},
    {"leaders",
     {"链主企业排序及各分项", "chain leaders, ranked with their parts"},
     "firms",
     lt_run_leaders},
    {"local",
     {"本地配套率：按产品、企业和产业链",
      "local supply rate by product, firm and chain"},
     "links|recipes",
     lt_run_local},
    {"map", {"产业链图谱", "the chain map"}, "links|recipes", lt_run_map},
    {NULL, {NULL, NULL}, NULL, NULL},
};

const lt_analysis *lt_analysis_find(const char *name)
{
    for (const lt_analysis *a = lt_analyses; a->name != NULL; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}
