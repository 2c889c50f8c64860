/* Private to graph/: the columns of each fact table, indexed by the enums of
 * facts.h. */
#ifndef LT_GRAPH_FACT_COLUMNS_H
#define LT_GRAPH_FACT_COLUMNS_H

#include "graph/facts.h"

/* What is made from what, anywhere: the reference map. */
extern const lt_column_spec lt_source_columns[LT_SOURCE_COLUMNS];
extern const lt_column_spec lt_region_columns[LT_REGION_COLUMNS];
extern const lt_column_spec lt_chain_columns[LT_CHAIN_COLUMNS];
extern const lt_column_spec lt_product_columns[LT_PRODUCT_COLUMNS];
extern const lt_column_spec lt_process_columns[LT_PROCESS_COLUMNS];
extern const lt_column_spec lt_recipe_columns[LT_RECIPE_COLUMNS];
extern const lt_column_spec lt_link_columns[LT_LINK_COLUMNS];

/* Who makes and says what: the local facts. */
extern const lt_column_spec lt_firm_columns[LT_FIRM_COLUMNS];
extern const lt_column_spec lt_capacity_columns[LT_CAPACITY_COLUMNS];
extern const lt_column_spec lt_supply_columns[LT_SUPPLY_COLUMNS];
extern const lt_column_spec lt_essentiality_columns[LT_ESSENTIALITY_COLUMNS];
extern const lt_column_spec lt_demand_columns[LT_DEMAND_COLUMNS];
extern const lt_column_spec lt_target_columns[LT_TARGET_COLUMNS];
extern const lt_column_spec lt_project_columns[LT_PROJECT_COLUMNS];
extern const lt_column_spec lt_statement_columns[LT_STATEMENT_COLUMNS];

/* Columns that many tables share. The first of the other headers is the one
 * shown to people who read Chinese. */
#define LT_SOURCE_SPEC                                                         \
    {                                                                          \
        "source", "来源;数据来源;出处;资料来源;来源编号;source_id",            \
            LT_CELL_TEXT, 0, NULL,                                             \
        {                                                                      \
            "来源编号", "id of the source"                                     \
        }                                                                      \
    }
#define LT_UNIT_SPEC                                                           \
    {                                                                          \
        "unit", "单位;计量单位;units;unit_of_measure", LT_CELL_TEXT, 0, NULL,  \
        {                                                                      \
            "计量单位", "unit"                                                 \
        }                                                                      \
    }
#define LT_YEAR_SPEC                                                           \
    {                                                                          \
        "year", "年份;年度;年;统计年份;数据年份;投产年份;建成年份",            \
            LT_CELL_YEAR, 0, NULL,                                             \
        {                                                                      \
            "年份", "year"                                                     \
        }                                                                      \
    }

#endif
