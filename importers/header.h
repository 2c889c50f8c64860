/* Private to importers/: what a header says of the fields below it. */
#ifndef LT_IMPORTERS_HEADER_H
#define LT_IMPORTERS_HEADER_H

#include "graph/fact_units.h"
#include "graph/units.h"

/* A header that is being read. */
typedef struct lt_header {
    lt_fact fact;
    const char *file; /* For places; borrowed. */
    const char *sheet;
    uint32_t line;
    const char *const *names; /* Trimmed; borrowed. */
    uint32_t count;
    uint16_t fields[LT_FACT_COLUMNS_MAX]; /* As lt_fact_map has them. */
} lt_header;

/* What the unit behind a header says of the numbers below it. */
typedef struct lt_header_units {
    /* To be multiplied with the numbers of each column; 1 as a rule. */
    double factor[LT_FACT_COLUMNS_MAX];
    /* 元/吨: the number is for one of this; LT_UNIT_NONE as a rule. */
    lt_unit per[LT_FACT_COLUMNS_MAX];
    /* The unit of all rows where the file has no column for it: its text in
     * the header, and the column (with a field) that it stands behind. */
    const char *unit;
    size_t unit_length;
    uint32_t unit_from;
} lt_header_units;

/* Map the fields and note what is wrong. 1 when rows can be taken. */
int lt_header_read(lt_header *header, lt_diagnostics *diagnostics);

/* Note the fields that no column is. */
lt_status lt_header_note_unknown(const lt_header *header,
                                 lt_diagnostics *diagnostics, lt_error *err);

/* Read the units in the header. */
void lt_header_read_units(lt_header_units *units, const lt_header *header,
                          lt_diagnostics *diagnostics);

#endif
