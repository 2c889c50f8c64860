/* Private to the reader of workbooks: texts and dates of cells. */
#ifndef LT_IMPORTERS_XLSX_TEXT_H
#define LT_IMPORTERS_XLSX_TEXT_H

#include <stddef.h>

/* Put characters back that are written as _xHHHH_, in place. Carriage returns
 * before line feeds, and NUL, are left out. @return the new length. */
size_t lt_xlsx_unescape(char *text, size_t length);

/* 1 when a number format, by its number or (code not NULL) by its code, shows
 * dates or times of day. */
int lt_xlsx_is_date(unsigned long number, const char *code);

/* Room for what these write, NUL included. */
enum { LT_XLSX_DATE_BYTES = 40 };

/*
 * The date of a serial number as 2021-03-05, 2021-03-05T08:30:00 or 08:30:00.
 * As Excel has it, day 60 of the epoch of 1900 is 1900-02-29.
 * @return 0 where it is none: negative, or after the year 9999.
 */
int lt_xlsx_date(char *text, double serial, int is_1904);

/* A date written out: the time behind it is dropped where it is midnight.
 * @return the new length. */
size_t lt_xlsx_iso_date(const char *text, size_t length);

#endif
