/**
 * @file analysis/attributes.h
 * What is worth saying of a product beside its figures: tight, surplus, stale,
 * ambiguous, watched. Attributes are no verdicts.
 */
#ifndef LT_ANALYSIS_ATTRIBUTES_H
#define LT_ANALYSIS_ATTRIBUTES_H

#include "graph/state.h"
#include "graph/table.h"

/**
 * The attributes of @p product as a list of texts in the language of the
 * scope: 紧平衡 (cover within the rules of tight), 余 (surplus), 数据陈旧
 * (older than the rules allow), 工艺不明 (several processes, none named),
 * 卡脖子关注 (importance of 0.8 or more).
 */
lt_status lt_stock_attributes(lt_value *out, lt_arena *arena,
                              const lt_state *state, uint32_t product,
                              lt_error *err);

#endif
