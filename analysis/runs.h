/* Private to analysis/: the run functions that analyses.c puts in its table. */
#ifndef LT_ANALYSIS_RUNS_H
#define LT_ANALYSIS_RUNS_H

#include "analysis/analysis.h"

lt_status lt_run_gaps(lt_answer *out, const lt_request *request, lt_error *err);
lt_status lt_run_leaders(lt_answer *out, const lt_request *request,
                         lt_error *err);
lt_status lt_run_local(lt_answer *out, const lt_request *request,
                       lt_error *err);
lt_status lt_run_map(lt_answer *out, const lt_request *request, lt_error *err);

#endif
