/**
 * @file analysis/caveats.h
 * What every answer says first: years, documents, evidence, and what the
 * figures are not.
 */
#ifndef LT_ANALYSIS_CAVEATS_H
#define LT_ANALYSIS_CAVEATS_H

#include "analysis/analysis.h"

/** Put the caveats before @p answer. Once is enough: again changes nothing. */
lt_status lt_answer_caveats(lt_answer *answer, const lt_state *state,
                            lt_error *err);

/** Cite a source in @p answer; LT_NONE and repeats are left out. The list
 * stays sorted by id. */
lt_status lt_answer_cite(lt_answer *answer, const lt_graph *graph,
                         uint32_t source, lt_error *err);

#endif
