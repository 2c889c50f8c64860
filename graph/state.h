/**
 * @file graph/state.h
 * Local state: what a region makes of each product in a year, what it needs,
 * and which processes run. The other layer of the graph, derived once per
 * scope and then read by every analysis.
 */
#ifndef LT_GRAPH_STATE_H
#define LT_GRAPH_STATE_H

#include "graph/graph.h"
#include "graph/lang.h"
#include "graph/rules.h"
#include "graph/status.h"

#include <stdint.h>

typedef enum lt_horizon {
    LT_HORIZON_NOW,      /**< Operating capacity alone. */
    LT_HORIZON_BUILDING, /**< And what is being built. */
    LT_HORIZON_PLANNED   /**< And what is planned. */
} lt_horizon;

/** What the data say of a product in a region. */
typedef enum lt_presence {
    LT_PRESENT, /**< Capacity above 0, or an operating maker or row. */
    LT_COMING,  /**< Only building or planned. */
    LT_ABSENT,  /**< A source says so, or its chain is declared complete. */
    LT_UNSEEN   /**< The data do not say. */
} lt_presence;

/** Weight of evidence: A 1, B 0.8, C 0.6, D 0.4. */
typedef enum lt_evidence {
    LT_EVIDENCE_FIRM,     /**< A: a firm with a figure. */
    LT_EVIDENCE_REGIONAL, /**< B: a regional figure. */
    LT_EVIDENCE_WORDING,  /**< C: words without a figure. */
    LT_EVIDENCE_DOMAIN    /**< D: unseen, or domain knowledge. */
} lt_evidence;

/** What a map shows as boxes. */
typedef enum lt_level {
    LT_LEVEL_AUTO, /**< Products, or chains where products are too many. */
    LT_LEVEL_PRODUCTS,
    LT_LEVEL_CHAINS
} lt_level;

/** What the user asks about. Borrowed by states and answers. */
typedef struct lt_scope {
    const lt_graph *graph;
    lt_lang lang;
    const lt_rules *rules;
    const uint32_t *regions; /**< region_count regions, their union. */
    uint32_t region_count;   /**< 0: no region is known at all. */
    const char *region_title; /**< "洛阳市" or "洛阳市、济源市"; "" if none. */
    uint32_t chain;           /**< LT_NONE: all. */
    uint32_t product; /**< LT_NONE: all. */
    uint32_t firm;    /**< LT_NONE: all. */
    int32_t year;     /**< Latest in the data where not asked for; 0: none. */
    lt_horizon horizon;
    lt_level level; /**< Of a map. */
} lt_scope;

/** What a region makes and needs of one product; amounts in base units of the
 * product per year, NaN unknown. */
typedef struct lt_stock {
    lt_presence presence;
    lt_evidence evidence;
    double capacity; /**< At the horizon asked for; NaN: present, no figure. */
    double operating, building, planned; /**< 0 where none. */
    double need; /**< NaN where no user has a figure; at the horizon. */
    double need_low, need_high; /**< With the ranges of the coefficients. */
    double need_planned;        /**< Need and capacity when all planned runs. */
    double capacity_planned;
    double cover;                 /**< capacity / need; NaN where undefined. */
    double cover_low, cover_high; /**< Interval of cover from the ranges. */
    double hhi;                   /**< Σ share² of makers; NaN unknown. */
    double largest;               /**< Largest maker's share; NaN unknown. */
    uint32_t makers; /**< Operating firms known; not 1 but unknown where
                          makers_known is 0. */
    uint8_t makers_known;
    uint8_t stale;         /**< The figure is older than five years. */
    uint8_t tight;         /**< 0.95 ≤ cover ≤ 1.05: 紧平衡. */
    uint8_t surplus;       /**< cover > 1.25 with known users: 余. */
    uint8_t used;          /**< An active process needs it. */
    uint8_t by_sort;       /**< Present only because a narrower sort is. */
    uint8_t stated_absent; /**< A source says 缺失. */
    uint8_t has_total;     /**< A region's own total stands behind it. */
    int32_t year;          /**< Of the figure; 0 unknown. */
    uint32_t row;          /**< A capacity row that shows it; LT_NONE. */
} lt_stock;

/** How far an input of a broad name is met (MODEL: sorts). */
typedef enum lt_met { LT_MET_NO, LT_MET_HALF, LT_MET_YES } lt_met;

/** The state. Start with lt_state_new(), end with lt_state_free(). */
typedef struct lt_state {
    const lt_scope *scope;
    lt_stock *stocks;    /**< One per product. */
    uint8_t *active;     /**< process → 1 where it runs. */
    double *run;         /**< process → capacity of its main output, base
                              units a year; NaN no figure, 0 not active. */
    double *run_planned; /**< The same once all that is planned runs. */
    uint8_t *ambiguous;  /**< product → 1: several processes, none named. */
    uint8_t *local_firm; /**< firm → 1: within the regions of the scope. */
    uint8_t *row_counts; /**< capacity row → 1: in scope and the one that
                              counts of its series. */
    uint8_t *in_view;    /**< product → 1: of the chain asked for. */
    uint32_t present_count;
    uint32_t evidence_counts[4];   /**< Of the present products, A … D. */
    int32_t first_year, last_year; /**< Of the capacity rows used; 0 none. */
} lt_state;

/**
 * Work out the state of @p scope.
 * Time O(products + recipes + capacities + regions).
 */
lt_status lt_state_new(lt_state **out, const lt_scope *scope, lt_error *err);

/** Release @p state. NULL is allowed. */
void lt_state_free(lt_state *state);

/**
 * How far an entry's product is met locally: the product itself or a sort
 * that may stand in for it (MODEL §2, sorts).
 */
lt_met lt_state_met(const lt_state *state, uint32_t process, uint32_t product);

/** 1 when the product is missing: coming, absent or unseen. */
int lt_state_missing(const lt_state *state, uint32_t product);

/** 0 … 1 weight of a grade of evidence. */
double lt_evidence_weight(lt_evidence evidence);

/** English word and wording for people of a presence. */
const char *lt_presence_word(lt_presence presence);
lt_phrase lt_presence_phrase(lt_presence presence);

/** Amount of @p product in the unit it is shown in. */
double lt_show_amount(const lt_graph *graph, uint32_t product, double amount);

#endif
