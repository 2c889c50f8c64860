/* Any bytes as a table: every row ends up in a table or is counted as
 * skipped, and the reader returns. The first byte says which file it is. */
#include "importers/csv.h"

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(const uint8_t *data, size_t size, const char *name)
{
    const lt_csv_settings settings = {LT_ENCODING_GUESS, 0, LT_FACT_COUNT,
                                      NULL};
    lt_facts *facts = lt_facts_new();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);
    FILE *file = tmpfile();
    uint64_t rows = 0;

    if (facts != NULL && file != NULL && fwrite(data, 1, size, file) == size) {
        rewind(file);
        if (lt_csv_read_stream(facts, file, name, &settings, &faults, NULL) !=
            LT_OK)
            __builtin_trap();
        for (int f = 0; f < LT_FACT_COUNT; f++)
            rows += facts->tables[f].count;
        if (rows + facts->skipped > facts->records)
            __builtin_trap();
    }
    if (file != NULL)
        (void)fclose(file);
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const NAMES[] = {"-", "products.csv", "capacities.csv",
                                        "links.csv"};

    if (size > 0)
        read_as(data + 1, size - 1, NAMES[data[0] % 4]);
    return 0;
}
