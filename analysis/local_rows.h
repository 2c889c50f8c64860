/* Private to analysis/: the rows of the answer of `local`. */
#ifndef LT_ANALYSIS_LOCAL_ROWS_H
#define LT_ANALYSIS_LOCAL_ROWS_H

#include "analysis/analysis.h"
#include "analysis/holdings.h"
#include "analysis/local.h"

/* In the order they are shown. */
enum local_kind { LOCAL_CHAIN, LOCAL_FIRM, LOCAL_PRODUCT };

/* One row, before it is written. */
struct local_row {
    enum local_kind kind;
    uint32_t index;
    double rate, beside, lateral; /* 0 … 1; NaN unknown. */
    double purchased, coverage;   /* The same, from supplies. */
    uint32_t products;            /* Made things the rate is a mean of. */
    int by_value;
};

/* What the rows are made of. */
struct local_data {
    const lt_state *state;
    lt_local local;
    lt_holdings holdings;
    lt_flows flows;
    lt_csr chain_children; /* chain → chains. */
    uint32_t *stamp;       /* product → last mark; see local_purchases.c. */
    uint32_t *firm_stamp;
    uint32_t mark;
};

/* Local purchases / all purchases of inputs of @p product by its makers. */
void local_product_purchases(struct local_row *row, struct local_data *data,
                             uint32_t product);

/* The same over everything a firm buys. */
void local_firm_purchases(struct local_row *row, const struct local_data *data,
                          uint32_t firm);

/* The same for inputs of @p products by those that make any of them. */
void local_chain_purchases(struct local_row *row, struct local_data *data,
                           const uint32_t *products, uint32_t count);

/* Write the rows, in order. */
lt_status local_write_rows(lt_answer *answer, lt_table *table,
                           const struct local_data *data,
                           const struct local_row *rows, uint32_t count,
                           lt_error *err);

enum { LOCAL_COLUMNS = 14 };
extern const lt_column local_columns[LOCAL_COLUMNS];

#endif
