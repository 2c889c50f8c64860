/* Loads of delimited text written down in a test. */
#ifndef LT_TESTS_CSV_LOAD_H
#define LT_TESTS_CSV_LOAD_H

#include "graph/facts.h"

/* What a load came to. */
struct load {
    lt_facts *facts;
    lt_diagnostics faults;
    lt_status status;
    lt_error err;
};

void open_load(struct load *load);
void close_load(struct load *load);

/* Open a load and read bytes as a file of that name. */
void load_bytes(struct load *load, const char *name, const char *bytes,
                size_t length);

/* The same for a text; reading has to go through. */
void load_text(struct load *load, const char *name, const char *text);

const char *text(const struct load *load, lt_fact fact, uint32_t row,
                 uint32_t column);
double number(const struct load *load, lt_fact fact, uint32_t row,
              uint32_t column);
uint32_t rows(const struct load *load, lt_fact fact);

/* Fails unless the fault was noted, first at that place. */
void assert_fault(const struct load *load, lt_code code, uint32_t line,
                  uint32_t column);

#endif
