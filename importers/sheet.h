/* Private to importers/: records of fields below a header, of any format: one
 * file, sheet or query that fills one table. */
#ifndef LT_IMPORTERS_SHEET_H
#define LT_IMPORTERS_SHEET_H

#include "importers/head.h"
#include "importers/importer.h"
#include "importers/intake.h"

/* Who made the records, and so what stands among them. */
typedef enum lt_sheet_kind {
    LT_SHEET_RECORDS, /* A program: the first one is the header. */
    LT_SHEET_TEXT,    /* People: titles above the header, rows of totals. */
    LT_SHEET_GRID     /* The same in cells: rows end with their last value. */
} lt_sheet_kind;

/* A table being read. Start from lt_sheet_open, end with lt_sheet_close. */
typedef struct lt_sheet {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    const char *path; /* Of the file; borrowed. */
    const char *name; /* Of the sheet or query, or NULL; borrowed. */
    const lt_read_options *options; /* NULL: nothing was said; borrowed. */
    lt_sheet_kind kind;             /* LT_SHEET_RECORDS unless set. */
    int is_prose; /* Set to 1: it explains other sheets and is no table. */
    uint32_t file;
    lt_fact fact; /* LT_FACT_COUNT: the header has to tell. */
    lt_intake intake;
    int has_header;
    int is_unknown;       /* It is none of the tables. */
    uint32_t field_count; /* Of the header … */
    uint32_t least_count; /* … and without blank fields at its end. */
    lt_head head;         /* Until the header is found. */
    uint32_t totals;      /* Rows of totals left out, … */
    uint32_t first_total; /* … and where the first stands. */
} lt_sheet;

/* Announce the file. @param fact the table, LT_FACT_COUNT where the header has
 * to tell; @p options say which header is which column, NULL: nothing. */
lt_status lt_sheet_open(lt_sheet *sheet, lt_facts *facts, const char *path,
                        const char *name, lt_fact fact,
                        const lt_read_options *options,
                        lt_diagnostics *diagnostics, lt_error *err);

/* Take what can be taken of some records: the header, then rows. The array is
 * used up; what is wrong is noted with its place. Those of a grid have blank
 * fields behind the last, up to the widest so far. */
lt_status lt_sheet_take(lt_sheet *sheet, lt_record *records, uint32_t count,
                        lt_error *err);

/* After the last record, unless the kind is LT_SHEET_RECORDS: take what was
 * held back to find the header. */
lt_status lt_sheet_finish(lt_sheet *sheet, lt_error *err);

/* Forget the header, to read the same file once more. */
void lt_sheet_restart(lt_sheet *sheet, lt_fact fact);

/* Safe to call twice. */
void lt_sheet_close(lt_sheet *sheet);

#endif
