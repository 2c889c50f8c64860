/* Private to importers/: one workbook, each sheet a table. */
#ifndef LT_IMPORTERS_XLSX_H
#define LT_IMPORTERS_XLSX_H

#include "importers/importer.h"

#include <stdio.h>

/* Read the workbook in @p file, which is called @p path in messages and is
 * closed. */
lt_status lt_xlsx_read_stream(lt_facts *facts, FILE *file, const char *path,
                              const lt_read_options *options,
                              lt_diagnostics *diagnostics, lt_error *err);

/* The same for the file at @p path. */
lt_status lt_xlsx_read_file(lt_facts *facts, const char *path,
                            const lt_read_options *options,
                            lt_diagnostics *diagnostics, lt_error *err);

/* 1 for the name of a workbook, 0 for another, -1 for a workbook of a kind
 * that is not read. */
int lt_xlsx_is_workbook(const char *name);

#endif
