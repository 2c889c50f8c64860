/* Any bytes as a SQLite file: every row ends up in a table or is counted as
 * skipped, the reader returns and leaves nothing beside the file. */
#include "importers/importer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_file(const char *path)
{
    lt_facts *facts = lt_facts_new();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);
    lt_status status = LT_OK;
    uint64_t rows = 0;

    if (facts == NULL)
        return;
    status = lt_importer_find("sqlite")->read(facts, path, NULL, &faults, NULL);
    if (status == LT_ERR_DATA && faults.counts[LT_ERROR] == 0)
        __builtin_trap();
    for (int f = 0; f < LT_FACT_COUNT; f++)
        rows += facts->tables[f].count;
    if (rows + facts->skipped > facts->records)
        __builtin_trap();
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
}

static int is_left(const char *path)
{
    char beside[64];

    (void)snprintf(beside, sizeof(beside), "%s-shm", path);
    return access(beside, F_OK) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/liantu-fuzz-XXXXXX";
    int file = mkstemp(path);

    if (file < 0)
        return 0;
    if (write(file, data, size) == (ssize_t)size)
        read_file(path);
    if (is_left(path))
        __builtin_trap();
    (void)close(file);
    (void)unlink(path);
    return 0;
}
