#include "support/csv_load.h"

#include "importers/csv.h"
#include "support/cmocka_first.h"

#include <stdio.h>
#include <string.h>

void open_load(struct load *load)
{
    memset(load, 0, sizeof(*load));
    load->facts = lt_facts_new();
    load->faults = lt_diagnostics_new(LT_EN);
}

void close_load(struct load *load)
{
    lt_facts_free(load->facts);
    lt_diagnostics_clear(&load->faults);
}

void load_bytes(struct load *load, const char *name, const char *bytes,
                size_t length)
{
    const lt_csv_settings settings = {LT_ENCODING_GUESS, 0, LT_FACT_COUNT,
                                      NULL};
    FILE *file = tmpfile();

    open_load(load);
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    rewind(file);
    load->status = lt_csv_read_stream(load->facts, file, name, &settings,
                                      &load->faults, &load->err);
    (void)fclose(file);
}

void load_text(struct load *load, const char *name, const char *text)
{
    load_bytes(load, name, text, strlen(text));
    assert_int_equal(load->status, LT_OK);
}

const char *text(const struct load *load, lt_fact fact, uint32_t row,
                 uint32_t column)
{
    return lt_facts_text(load->facts, fact, row, column);
}

double number(const struct load *load, lt_fact fact, uint32_t row,
              uint32_t column)
{
    return lt_facts_number(load->facts, fact, row, column);
}

uint32_t rows(const struct load *load, lt_fact fact)
{
    return load->facts->tables[fact].count;
}

void assert_fault(const struct load *load, lt_code code, uint32_t line,
                  uint32_t column)
{
    for (size_t i = 0; i < load->faults.kept_count; i++) {
        const lt_diagnostic *fault = &load->faults.items[i];

        if (fault->code != code)
            continue;
        assert_int_equal(fault->place.line, line);
        assert_int_equal(fault->place.column, column);
        return;
    }
    fail_msg("%s was not noted", lt_code_table[code].name);
}
