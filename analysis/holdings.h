/* Private to analysis/: what each firm makes, and who buys from whom, within
 * the scope of a state. */
#ifndef LT_ANALYSIS_HOLDINGS_H
#define LT_ANALYSIS_HOLDINGS_H

#include "graph/state.h"
#include "graph/table.h"

/* One product a firm operates. */
typedef struct lt_holding {
    uint32_t firm, product;
    double capacity; /* Operating, base units a year; NaN: no figure. */
} lt_holding;

/* All of them, ordered by firm and then by product. */
typedef struct lt_holdings {
    lt_holding *items;
    uint32_t count;
    uint32_t room;
    lt_csr of_firm;    /* firm → items. */
    lt_csr of_product; /* product → items. */
} lt_holdings;

#define LT_HOLDINGS_EMPTY ((lt_holdings){NULL, 0, 0, {0, 0, 0}, {0, 0, 0}})

/*
 * Collect the operating capacities of named firms, out of the rows that count
 * for the state. Release with lt_holdings_clear(). O(capacities) but for
 * sorting the rows of each firm.
 */
lt_status lt_holdings_build(lt_holdings *out, const lt_state *state,
                            lt_error *err);

/* Safe to call twice. */
void lt_holdings_clear(lt_holdings *holdings);

/* Part of the product's local operating capacity that a holding is, 0 … 1;
 * NaN where a figure is missing. */
double lt_holding_share(const lt_state *state, const lt_holding *holding);

/* 元 a year at full capacity; NaN where capacity or price is unknown. */
double lt_holding_value(const lt_graph *graph, const lt_holding *holding);

/* Cite the sources of all capacity rows in the view that count. */
lt_status lt_cite_capacities(lt_answer *answer, const lt_state *state,
                             lt_error *err);

/* What the supplies say, one entry per supply row. */
typedef struct lt_flows {
    uint32_t count;
    uint8_t *counts;   /* 1: of the latest year known up to the scope's. */
    uint32_t *product; /* LT_NONE: not said. */
    double *value;     /* 元; NaN where neither stated nor priced. */
    double *amount;    /* Base units of `dimension`; NaN: no figure. */
    uint16_t *dimension;
    uint32_t used;   /* Rows that count. */
    uint32_t valued; /* Those of them with a value. */
} lt_flows;

#define LT_FLOWS_EMPTY ((lt_flows){0, NULL, NULL, NULL, NULL, NULL, 0, 0})

/*
 * Read the supplies. Of the rows of one supplier, customer and product those
 * of the latest year up to the scope's count; repeated rows of that year add.
 * Release with lt_flows_clear(). O(supplies) but for sorting each customer's.
 */
lt_status lt_flows_build(lt_flows *out, const lt_state *state, lt_error *err);

/* Safe to call twice. */
void lt_flows_clear(lt_flows *flows);

#endif
