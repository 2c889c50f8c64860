/* Private to importers/: what separates the fields of a file. */
#ifndef LT_IMPORTERS_CSV_SNIFF_H
#define LT_IMPORTERS_CSV_SNIFF_H

#include <stddef.h>

/* The separators there are: , ; tab | */
extern const char lt_csv_separators[];

/*
 * The separator of the records at the start of a file: the one that stands in
 * the header and divides most of the records that follow into as many fields;
 * of two that do, the one that makes more of them. ',' where there is none.
 */
char lt_csv_sniff(const char *text, size_t length);

/* The separator that a first line `sep=;` names, 0 where there is no such
 * line; *bytes is its length, line end not included. */
char lt_csv_declared(const char *text, size_t length, size_t *bytes);

#endif
