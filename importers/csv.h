/* Private to importers/: one delimited text file, and folders of them. */
#ifndef LT_IMPORTERS_CSV_H
#define LT_IMPORTERS_CSV_H

#include "importers/decode.h"
#include "importers/importer.h"

#include <stdio.h>

/* What the user said of the files, understood. */
typedef struct lt_csv_settings {
    lt_encoding encoding;           /* LT_ENCODING_GUESS: not said. */
    char separator;                 /* 0: not said. */
    lt_fact fact;                   /* LT_FACT_COUNT: not said. */
    const lt_read_options *options; /* NULL: nothing was said; borrowed. */
} lt_csv_settings;

/* Understand @p options (NULL: nothing was said). */
lt_status lt_csv_understand(lt_csv_settings *settings,
                            const lt_read_options *options, lt_lang lang,
                            lt_error *err);

/* The table a file is named after, LT_FACT_COUNT where it is none: the name
 * without suffix, figures and brackets, as in 01_产品表(2022).csv. */
lt_fact lt_csv_table_of(const char *path);

/*
 * Read @p file, which is called @p path in messages, into the table the
 * settings name, or else the one its name or its header tells.
 */
lt_status lt_csv_read_stream(lt_facts *facts, FILE *file, const char *path,
                             const lt_csv_settings *settings,
                             lt_diagnostics *diagnostics, lt_error *err);

/* The same for the file at @p path. */
lt_status lt_csv_read_file(lt_facts *facts, const char *path,
                           const lt_csv_settings *settings,
                           lt_diagnostics *diagnostics, lt_error *err);

/* Read every table in the folder at @p path, in the order of their names. */
lt_status lt_csv_read_folder(lt_facts *facts, const char *path,
                             const lt_csv_settings *settings,
                             lt_diagnostics *diagnostics, lt_error *err);

#endif
