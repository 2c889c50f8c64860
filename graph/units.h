/**
 * @file graph/units.h
 * Units of quantities: 万吨, 亿元, GWh … A quantity is stored in the base unit
 * of its dimension and shown in the unit of its product.
 */
#ifndef LT_GRAPH_UNITS_H
#define LT_GRAPH_UNITS_H

#include <stddef.h>
#include <stdint.h>

/** What a unit measures. Counted things (台, 片, 件 …) are told apart, so
 * that tonnes are never added to pieces nor pieces to sets. */
typedef enum lt_dimension {
    LT_DIMENSION_NONE,       /**< No unit was given. */
    LT_DIMENSION_MASS,       /**< t */
    LT_DIMENSION_LENGTH,     /**< m */
    LT_DIMENSION_AREA,       /**< m² */
    LT_DIMENSION_VOLUME,     /**< m³ */
    LT_DIMENSION_ENERGY,     /**< kWh */
    LT_DIMENSION_POWER,      /**< kW */
    LT_DIMENSION_MONEY,      /**< 元 */
    LT_DIMENSION_SHARE,      /**< 1; % is 0.01 */
    LT_DIMENSION_COUNT_FIRST /**< And above: one for each counting word. */
} lt_dimension;

/** A unit. Plain value; the name is a static string. */
typedef struct lt_unit {
    uint16_t dimension; /**< lt_dimension, or a counting word above it. */
    double factor;      /**< Base units in one of this. */
    const char *name;   /**< As shown: "万吨". */
} lt_unit;

/** The unit of a quantity that has none. */
#define LT_UNIT_NONE ((lt_unit){LT_DIMENSION_NONE, 1.0, ""})

/**
 * Read a unit: 吨 t kt 万吨 千克 kg, 米 万米, 平方米 万平方米, 立方米, 片 万片,
 * 台 万台 台(套) 件 辆 家 …, MWh GWh kWh 万千瓦时, kW MW GW, 元 万元 亿元, %;
 * "/年", "/a" and "每年" behind it are dropped. NFKC forms are accepted.
 * @return 1 when it is one, else 0 with *out = LT_UNIT_NONE. O(length).
 */
int lt_unit_parse(lt_unit *out, const char *text);

/** 1 when amounts in @p a and @p b may be added. */
int lt_unit_compatible(lt_unit a, lt_unit b);

/** @p amount of unit @p from expressed in unit @p to (compatible). */
double lt_unit_convert(double amount, lt_unit from, lt_unit to);

/**
 * Read a quantity with an optional unit behind it: "15万吨", "3 000", "1.2e3
 * t". @return 1 on success; *unit is LT_UNIT_NONE where none was written.
 */
int lt_quantity_parse(double *amount, lt_unit *unit, const char *text);

/**
 * Read a finite decimal number that fills the whole text: digits with an
 * optional sign, point and exponent, thousands commas as in 1,234,567.8.
 * Independent of the locale. @return 1 on success. Exact (strtod) where the
 * fast path cannot be.
 */
int lt_number_parse(double *out, const char *text, size_t length);

/** What is known of a unit family, for `help units`. */
typedef struct lt_unit_entry {
    const char *name;
    uint16_t dimension;
    double factor;
} lt_unit_entry;

/** All units, closed by a NULL name. */
extern const lt_unit_entry lt_units[];

#endif
