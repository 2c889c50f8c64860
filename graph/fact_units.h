/**
 * @file graph/fact_units.h
 * Which columns of the fact tables hold amounts in the unit of their row, and
 * which hold prices for one such unit.
 */
#ifndef LT_GRAPH_FACT_UNITS_H
#define LT_GRAPH_FACT_UNITS_H

#include "graph/facts.h"

/** Columns of one table, as bits: 1 << column. */
typedef struct lt_unit_rule {
    lt_fact fact;
    uint32_t unit_column;
    uint32_t amounts;
    uint32_t prices;
} lt_unit_rule;

/** The rule of @p fact; NULL where its rows have no unit. */
const lt_unit_rule *lt_unit_rule_of(lt_fact fact);

/** The column that holds the unit of the rows of @p fact; UINT32_MAX: none. */
uint32_t lt_unit_column(lt_fact fact);

#endif
