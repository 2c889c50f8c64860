/* Private to graph/: amounts as people write them into cells. */
#ifndef LT_GRAPH_FACT_AMOUNT_H
#define LT_GRAPH_FACT_AMOUNT_H

#include "graph/units.h"

/* What a cell such as 约20万吨 says. */
typedef struct lt_written_amount {
    double number;
    lt_unit unit;       /* LT_UNIT_NONE: none is written. */
    char unit_text[48]; /* As it is written; "" where none is. */
    int is_rough;       /* 约, 左右, 以上, ≥ … */
} lt_written_amount;

/* Read one. @return 1 when @p text is one, with nothing left over. */
int lt_written_amount_parse(lt_written_amount *out, const char *text,
                            size_t length);

#endif
