/**
 * @file graph/rules.h
 * The thresholds and weights behind every verdict, each with the default of
 * the manual. `liantu help rules` prints them.
 */
#ifndef LT_GRAPH_RULES_H
#define LT_GRAPH_RULES_H

#include "graph/lang.h"

#include <stddef.h>

/** All thresholds and weights; shares are 0 … 1, years are years. */
typedef struct lt_rules {
    double generic_least;
    double generic_share;
    double stale_years;
    double firms_above_total;
    double tight_low;
    double tight_high;
    double surplus_cover;
    double thin_cover;
    double shortage_cover;
    double bridge_run;
    double extend_steps;
    double absorb_surplus;
    double build_products;
    double build_share;
    double terminal_readiness;
    double terminal_parts;
    double terminal_inputs;
    double upgrade_importance;
    double watched_importance;
    double choke_loss;
    double weight_impact;
    double weight_readiness;
    double weight_urgency;
    double weight_policy;
    double impact_decay;
    double reach_half;
    double depth_decay;
    double planned_weight;
    double relief;
    double policy_decay;
    double importance_level;
    double tie_points;
    double viable_scale;
    double shared_scale;
    double unseen_confidence;
    double leader_parts;
} lt_rules;

/** Name, default and meaning of one rule. */
typedef struct lt_rule_spec {
    const char *name;
    size_t offset; /**< Of its double in lt_rules. */
    double value;  /**< The default. */
    lt_phrase meaning;
} lt_rule_spec;

/** All rules, closed by a NULL name. */
extern const lt_rule_spec lt_rule_specs[];

/** The defaults. */
lt_rules lt_rules_default(void);

#endif
