/* Any bytes as a workbook: every row ends up in a table or is counted as
 * skipped, and the reader returns. The first byte says how it is read: as the
 * archive itself, or as the sheet or the texts of one that is whole. */
#include "importers/xlsx.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define MAIN    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char RELATIONS[] =
    "<Relationships xmlns='" PACKAGE "relationships'>"
    "<Relationship Id='a' Type='" OFFICE "relationships/worksheet' "
    "Target='sheet.xml'/>"
    "<Relationship Id='b' Type='" OFFICE "relationships/sharedStrings' "
    "Target='strings.xml'/>"
    "<Relationship Id='c' Type='" OFFICE "relationships/styles' "
    "Target='styles.xml'/></Relationships>";
static const char WORKBOOK[] =
    "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "relationships'><sheets>"
    "<sheet name='Sheet1' r:id='a'/></sheets></workbook>";
static const char SHEET[] =
    "<worksheet xmlns='" MAIN "'><sheetData><row><c t='s'><v>0</v></c>"
    "<c t='s'><v>1</v></c></row><row><c t='s'><v>2</v></c></row></sheetData>"
    "</worksheet>";
static const char STRINGS[] =
    "<sst xmlns='" MAIN "'><si><t>from</t></si><si><t>to</t></si></sst>";
static const char STYLES[] =
    "<styleSheet xmlns='" MAIN "'><cellXfs><xf/><xf numFmtId='14'/></cellXfs>"
    "</styleSheet>";

static void add_part(zip_t *zip, const char *name, const void *bytes,
                     size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, length, 0);
    const zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_OVERWRITE);

    /* Packing is not what is tested. */
    (void)zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

/* A workbook whose part called @p name is the bytes. */
static int write_book(FILE *file, const char *name, const uint8_t *data,
                      size_t size)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    char buffer[4096];
    zip_int64_t got = 0;
    int worked = 1;

    zip_source_keep(source);
    add_part(zip, "xl/_rels/workbook.xml.rels", RELATIONS,
             sizeof(RELATIONS) - 1);
    add_part(zip, "xl/workbook.xml", WORKBOOK, sizeof(WORKBOOK) - 1);
    add_part(zip, "xl/sheet.xml", SHEET, sizeof(SHEET) - 1);
    add_part(zip, "xl/strings.xml", STRINGS, sizeof(STRINGS) - 1);
    add_part(zip, "xl/styles.xml", STYLES, sizeof(STYLES) - 1);
    add_part(zip, name, data, size);
    worked = zip_close(zip) == 0 && zip_source_open(source) == 0;
    while (worked &&
           (got = zip_source_read(source, buffer, sizeof(buffer))) > 0)
        worked = fwrite(buffer, 1, (size_t)got, file) == (size_t)got;
    (void)zip_source_close(source);
    zip_source_free(source);
    return worked;
}

static void read_book(FILE *file, int fill_merged)
{
    const lt_read_options options = {.fill_merged = fill_merged};
    lt_facts *facts = lt_facts_new();
    lt_diagnostics faults = lt_diagnostics_new(LT_ZH);
    uint64_t rows = 0;

    rewind(file);
    if (facts == NULL)
        abort();
    if (lt_xlsx_read_stream(facts, file, "-", &options, &faults, NULL) != LT_OK)
        __builtin_trap();
    for (int f = 0; f < LT_FACT_COUNT; f++)
        rows += facts->tables[f].count;
    if (rows + facts->skipped > facts->records)
        __builtin_trap();
    lt_diagnostics_clear(&faults);
    lt_facts_free(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const PARTS[] = {NULL, "xl/sheet.xml", "xl/strings.xml",
                                        "xl/styles.xml", "xl/workbook.xml"};
    FILE *file = tmpfile();
    const char *part = NULL;
    int worked = 0;

    if (file == NULL || size == 0) {
        if (file != NULL)
            (void)fclose(file);
        return 0;
    }
    part = PARTS[(data[0] & 0x7F) % 5];
    if (part == NULL)
        worked = fwrite(data + 1, 1, size - 1, file) == size - 1;
    else
        worked = write_book(file, part, data + 1, size - 1);
    if (worked)
        read_book(file, data[0] >> 7);
    else
        (void)fclose(file);
    return 0;
}
