/* Workbooks put together part by part in a test. */
#ifndef LT_TESTS_WORKBOOK_H
#define LT_TESTS_WORKBOOK_H

#include "importers/importer.h"
#include "support/csv_load.h"

#include <stdio.h>

/* The parts of a workbook with one sheet; NULL: left out, or as usual. */
struct workbook {
    const char *cells;    /* What stands in <sheetData>. */
    const char *behind;   /* … and behind it. */
    const char *strings;  /* What stands in <sst>. */
    const char *formats;  /* Codes, after one another: <numFmt …/> … */
    const char *styles;   /* … and <xf …/>. */
    const char *sheet;    /* Its name; Sheet1 as a rule. */
    const char *settings; /* <workbookPr …/>, and what stands before sheets. */
    const char *whole;    /* The whole sheet, instead of the cells. */
    const char *second;   /* Cells of a sheet called 说明. */
    int is_strict;        /* Other namespaces, with a prefix. */
};

/* A file of its own, at its beginning; the caller closes it. */
FILE *write_workbook(const struct workbook *book);

/* Open a load and read the workbook as book.xlsx. */
void load_workbook(struct load *load, const struct workbook *book,
                   const lt_read_options *options);

#endif
