#include "support/workbook.h"

#include "importers/xlsx.h"
#include "support/cmocka_first.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PART_BYTES = 1 << 16 };

#define TRANSITIONAL "http://schemas.openxmlformats.org/"
#define PACKAGE      TRANSITIONAL "package/2006/relationships"
#define OFFICE       TRANSITIONAL "officeDocument/2006/relationships"
#define MAIN         TRANSITIONAL "spreadsheetml/2006/main"

static const char *or_blank(const char *text)
{
    return text == NULL ? "" : text;
}

/* The archive frees the copy. */
static void add_part(zip_t *zip, const char *name, const char *text)
{
    const size_t length = strlen(text);
    char *copy = malloc(length + 1);
    zip_source_t *source = NULL;

    assert_non_null(copy);
    memcpy(copy, text, length + 1);
    source = zip_source_buffer(zip, copy, length, length > 0);
    assert_non_null(source);
    if (length == 0)
        free(copy);
    assert_true(zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

static void add_relations(zip_t *zip, int has_second)
{
    char text[PART_BYTES];

    add_part(zip, "_rels/.rels",
             "<Relationships xmlns='" PACKAGE "'><Relationship Id='a' "
             "Type='" OFFICE "/officeDocument' Target='xl/workbook.xml'/>"
             "</Relationships>");
    (void)snprintf(text, sizeof(text),
                   "<Relationships xmlns='" PACKAGE "'>"
                   "<Relationship Id='s1' Type='" OFFICE "/worksheet' "
                   "Target='/xl/worksheets/sheet1.xml'/>%s"
                   "<Relationship Id='st' Type='" OFFICE
                   "/styles' Target='styles.xml'/>"
                   "<Relationship Id='sh' Type='" OFFICE "/sharedStrings' "
                   "Target='./x/../sharedStrings.xml'/></Relationships>",
                   has_second ? "<Relationship Id='s2' Type='" OFFICE
                                "/worksheet' Target='worksheets/sheet2.xml'/>"
                              : "");
    add_part(zip, "xl/_rels/workbook.xml.rels", text);
}

static void add_sheet(zip_t *zip, const char *name, const char *cells,
                      const char *behind)
{
    static char text[PART_BYTES];

    (void)snprintf(text, sizeof(text),
                   "<?xml version='1.0' encoding='UTF-8'?>\n"
                   "<worksheet xmlns='" MAIN "'><sheetData>%s</sheetData>%s"
                   "</worksheet>",
                   or_blank(cells), or_blank(behind));
    add_part(zip, name, text);
}

static void add_strict_sheet(zip_t *zip, const char *cells)
{
    static char text[PART_BYTES];

    (void)snprintf(text, sizeof(text),
                   "<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/"
                   "spreadsheetml/main' xmlns:y='urn:other'><x:sheetData>%s"
                   "</x:sheetData></x:worksheet>",
                   cells);
    add_part(zip, "xl/worksheets/sheet1.xml", text);
}

static void add_parts(zip_t *zip, const struct workbook *book)
{
    static char text[PART_BYTES];

    add_relations(zip, book->second != NULL);
    (void)snprintf(text, sizeof(text),
                   "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'>%s<sheets>"
                   "<sheet name='%s' sheetId='1' r:id='s1'%s</sheets>"
                   "</workbook>",
                   or_blank(book->settings),
                   book->sheet == NULL ? "Sheet1" : book->sheet,
                   book->second == NULL
                       ? "/>"
                       : " state='hidden'/><sheet name='说明' sheetId='2' "
                         "r:id='s2'/>");
    add_part(zip, "xl/workbook.xml", text);
    (void)snprintf(text, sizeof(text),
                   "<styleSheet xmlns='" MAIN "'><numFmts>%s</numFmts>"
                   "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                   "<cellXfs><xf/>%s</cellXfs></styleSheet>",
                   or_blank(book->formats), or_blank(book->styles));
    add_part(zip, "xl/styles.xml", text);
    if (book->strings != NULL) {
        (void)snprintf(text, sizeof(text), "<sst xmlns='" MAIN "'>%s</sst>",
                       book->strings);
        add_part(zip, "xl/sharedStrings.xml", text);
    }
    if (book->whole != NULL)
        add_part(zip, "xl/worksheets/sheet1.xml", book->whole);
    else if (book->is_strict)
        add_strict_sheet(zip, book->cells);
    else
        add_sheet(zip, "xl/worksheets/sheet1.xml", book->cells, book->behind);
    if (book->second != NULL)
        add_sheet(zip, "xl/worksheets/sheet2.xml", book->second, NULL);
}

FILE *write_workbook(const struct workbook *book)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    FILE *file = tmpfile();
    char buffer[4096];
    zip_int64_t got = 0;

    assert_non_null(zip);
    assert_non_null(file);
    zip_source_keep(source);
    add_parts(zip, book);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(source), 0);
    while ((got = zip_source_read(source, buffer, sizeof(buffer))) > 0)
        assert_int_equal(fwrite(buffer, 1, (size_t)got, file), got);
    (void)zip_source_close(source);
    zip_source_free(source);
    rewind(file);
    return file;
}

void load_workbook(struct load *load, const struct workbook *book,
                   const lt_read_options *options)
{
    FILE *file = write_workbook(book);

    open_load(load);
    load->status = lt_xlsx_read_stream(load->facts, file, "book.xlsx", options,
                                       &load->faults, &load->err);
}
