/* Private to importers/: records of fields of a delimited text file (RFC 4180
 * with any of four separators), a batch at a time. */
#ifndef LT_IMPORTERS_CSV_SCAN_H
#define LT_IMPORTERS_CSV_SCAN_H

#include "graph/pool.h"
#include "importers/decode.h"
#include "importers/intake.h"

#include <stdint.h>
#include <stdio.h>

enum {
    LT_CSV_BATCH = 64,              /* Records in a batch, at most. */
    LT_CSV_RECORD_BYTES = 16 << 20, /* A longer record is a fault. */
    LT_CSV_FIELDS_MAX = 65535
};

/* What is wrong with the bytes, as opposed to what they say. */
typedef struct lt_csv_fault {
    lt_code code; /* LT_CODE_COUNT: nothing. */
    uint32_t line;
    uint32_t field; /* From 1; 0: the whole line. LT_E_LONG_LINE with a field
                       says that there are too many of them. */
    char text[64];  /* What a stray quote stands in; else "". */
} lt_csv_fault;

/* Start from lt_csv_open, end with lt_csv_close. */
typedef struct lt_csv {
    lt_decoder decoder;
    char *buffer;      /* room bytes and a line end behind what is in it. */
    size_t room;       /* Doubled up to LT_CSV_RECORD_BYTES. */
    size_t begin, end; /* What is not scanned yet. */
    int is_drained;    /* No bytes will come behind `end`. */
    int is_skipping;   /* To the end of the line, behind a fault. */
    char separator;
    unsigned char stops[256]; /* 1: ends a run of plain bytes. */
    lt_span *fields;          /* Of the batch, one record after the other. */
    size_t field_count, field_room;
    uint32_t line; /* Of the next record. */
} lt_csv;

/*
 * @param separator one of , ; tab | or 0: what separates the first records,
 * or what a first line `sep=;` says.
 */
lt_status lt_csv_open(lt_csv *csv, FILE *file, lt_encoding encoding,
                      char separator, lt_error *err);

void lt_csv_close(lt_csv *csv);

/*
 * The next records, blank lines left out: *count of them, up to LT_CSV_BATCH.
 * Their fields are valid until the next batch.
 * A fault stands behind the records of its batch. Behind LT_E_STRAY_QUOTE
 * reading goes on with the next line; behind any other fault and behind an
 * empty batch without a fault there is nothing.
 */
lt_status lt_csv_next(lt_csv *csv, lt_record *records, uint32_t *count,
                      lt_csv_fault *fault, lt_error *err);

/* 1 when a batch may follow one that ended with @p fault. */
int lt_csv_goes_on(const lt_csv_fault *fault);

#endif
