/* Private to importers/: from a header and the records below it to rows of a
 * fact table, for every format that has records of fields. */
#ifndef LT_IMPORTERS_INTAKE_H
#define LT_IMPORTERS_INTAKE_H

#include "graph/facts.h"
#include "graph/units.h"

/* A column of the table and the field it is read from. */
typedef struct lt_intake_cell {
    uint32_t field; /* From 0. */
    uint32_t column;
    double factor; /* What the header's unit makes of a number … */
    lt_unit per;   /* … and what it is for one of: 元/吨. */
} lt_intake_cell;

/* Start from lt_intake_open, end with lt_intake_close. */
typedef struct lt_intake {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    lt_fact fact;
    uint32_t file;
    int is_usable; /* 0: the header is wrong; its rows cannot be taken. */
    lt_intake_cell texts[LT_FACT_COLUMNS_MAX];
    lt_intake_cell others[LT_FACT_COLUMNS_MAX]; /* Numbers and choices. */
    uint32_t text_count, other_count;
    uint32_t blanks[LT_FACT_COLUMNS_MAX]; /* Columns that the file lacks. */
    uint32_t blank_count;
    uint32_t *extra_fields, *extra_columns; /* Unknown columns. */
    uint32_t extra_count;
    uint8_t *is_own_extra; /* Of the table's unknown columns, this file's. */
    lt_symbol unit;        /* Of every row, from the header; 0: none. */
    lt_span *spans;        /* Texts of a batch of rows … */
    lt_symbol *symbols;    /* … and what they became. */
} lt_intake;

/* Fields of one record. */
typedef struct lt_record {
    const lt_span *fields; /* Borrowed. */
    uint32_t count;
    uint32_t line; /* Line (or row of a sheet) where it begins, from 1. */
} lt_record;

/*
 * Read a header: which field is which column, and what is wrong with it. The
 * file has been announced with lt_facts_add_file.
 * @param headers the trimmed, NUL-terminated fields of the header.
 */
lt_status lt_intake_open(lt_intake *intake, lt_facts *facts, lt_fact fact,
                         uint32_t file, uint32_t line,
                         const char *const *headers, uint32_t count,
                         lt_diagnostics *diagnostics, lt_error *err);

/*
 * Take records as rows. Each has at least as many fields as the last known
 * header; blank ones are left out, faults of cells are noted.
 */
lt_status lt_intake_rows(lt_intake *intake, const lt_record *records,
                         uint32_t count, lt_error *err);

void lt_intake_close(lt_intake *intake);

/* 1 when all fields are blank. */
int lt_record_is_blank(const lt_record *record);

#endif
