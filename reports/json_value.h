/**
 * @file reports/json_value.h
 * Pieces of JSON (RFC 8259): UTF-8, nothing escaped that need not be, no NaN.
 * Failed writes show in ferror(output).
 */
#ifndef LT_REPORTS_JSON_VALUE_H
#define LT_REPORTS_JSON_VALUE_H

#include "graph/table.h"

#include <stdio.h>

/** A text in quotes, null for NULL; bytes that are no UTF-8 become U+FFFD. */
void lt_json_text(FILE *output, const char *text);

/** A number in its shortest form, null where it is not finite. */
void lt_json_number(FILE *output, double number);

/** true or false. */
void lt_json_truth(FILE *output, int truth);

/** `"name":`, after a comma where @p index, its place in the record, is not 0;
 * a NULL name is that of a list item: the comma alone. */
void lt_json_name(FILE *output, const char *name, uint32_t index);

/** A value and all it holds, on one line. */
void lt_json_value(FILE *output, const lt_value *value);

#endif
