/* A part of a workbook as a stream of events. */
#include "graph/alloc.h"
#include "importers/xlsx_parts.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

/* Sheets nest eight deep at most, but for what is left out. */
enum { DEPTH_MAX = 64, NAME_BYTES = 256, FAULT_BYTES = 160 };

struct lt_markup {
    lt_part *part;
    xmlTextReader *reader;
    const xmlChar
        *names[LT_MARKUP_NAME_COUNT]; /* Of the reader's dictionary. */
    const xmlNs *home;                /* Of the root. */
    const xmlNode *node;
    int is_skipping; /* All that is inside the node. */
    int is_closing;  /* An empty element's end is due. */
    lt_markup_name name;
    char part_name[NAME_BYTES];
    char fault[FAULT_BYTES];
    uint32_t fault_line;
    int is_out_of_memory;
};

static const char *const NAMES[LT_MARKUP_NAME_COUNT] = {
    [LT_MARKUP_C] = "c",
    [LT_MARKUP_V] = "v",
    [LT_MARKUP_ROW] = "row",
    [LT_MARKUP_T] = "t",
    [LT_MARKUP_IS] = "is",
    [LT_MARKUP_R] = "r",
    [LT_MARKUP_SI] = "si",
    [LT_MARKUP_RPH] = "rPh",
    [LT_MARKUP_SHEET_DATA] = "sheetData",
    [LT_MARKUP_MERGE_CELLS] = "mergeCells",
    [LT_MARKUP_MERGE_CELL] = "mergeCell",
    [LT_MARKUP_WORKSHEET] = "worksheet",
    [LT_MARKUP_SST] = "sst",
    [LT_MARKUP_WORKBOOK] = "workbook",
    [LT_MARKUP_WORKBOOK_PR] = "workbookPr",
    [LT_MARKUP_SHEETS] = "sheets",
    [LT_MARKUP_SHEET] = "sheet",
    [LT_MARKUP_RELATIONSHIPS] = "Relationships",
    [LT_MARKUP_RELATIONSHIP] = "Relationship",
    [LT_MARKUP_STYLE_SHEET] = "styleSheet",
    [LT_MARKUP_NUM_FMTS] = "numFmts",
    [LT_MARKUP_NUM_FMT] = "numFmt",
    [LT_MARKUP_CELL_XFS] = "cellXfs",
    [LT_MARKUP_XF] = "xf",
};

/* Keep the first fault, in ASCII: it may quote any bytes. */
static void keep_fault(void *context, xmlErrorPtr fault)
{
    lt_markup *xml = context;
    const char *text = fault->message == NULL ? "" : fault->message;
    size_t i = 0;

    if (fault->code == XML_ERR_NO_MEMORY)
        xml->is_out_of_memory = 1;
    if (fault->level < XML_ERR_ERROR || xml->fault[0] != '\0')
        return;
    for (; i + 1 < sizeof(xml->fault) && text[i] != '\0'; i++)
        xml->fault[i] = (char)(text[i] < ' ' || text[i] > '~' ? ' ' : text[i]);
    while (i > 0 && xml->fault[i - 1] == ' ')
        i--;
    xml->fault[i] = '\0';
    xml->fault_line = fault->line > 0 ? (uint32_t)fault->line : 0;
}

static lt_status refuse(const lt_markup *xml, const char *fault, lt_error *err)
{
    uint32_t line = xml->fault_line;

    if (xml->is_out_of_memory)
        return lt_fail_memory(err, "workbook");
    if (fault != NULL) {
        const int at = xmlTextReaderGetParserLineNumber(xml->reader);

        line = at > 0 ? (uint32_t)at : 0;
    }
    return lt_part_refuse(xml->part, xml->part_name, line,
                          fault == NULL ? xml->fault : fault, err);
}

static int read_part(void *context, char *buffer, int room)
{
    return lt_part_read(context, buffer, room);
}

lt_status lt_markup_open(lt_markup **out, lt_package *package, const char *part,
                         lt_error *err)
{
    lt_markup *xml = lt_alloc_array(1, sizeof(*xml));
    lt_status status = LT_OK;

    *out = NULL;
    if (xml == NULL)
        return lt_fail_memory(err, "workbook");
    (void)snprintf(xml->part_name, sizeof(xml->part_name), "%s", part);
    LT_TRY(lt_part_open(&xml->part, package, part, err));
    xml->reader = xmlReaderForIO(read_part, NULL, xml->part, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (xml->reader == NULL) {
        status = lt_fail_memory(err, "workbook");
        goto cleanup;
    }
    xmlTextReaderSetStructuredErrorHandler(xml->reader, keep_fault, xml);
    for (size_t i = 0; i < LT_MARKUP_NAME_COUNT; i++)
        xml->names[i] =
            xmlTextReaderConstString(xml->reader, (const xmlChar *)NAMES[i]);
    *out = xml;
    xml = NULL;
cleanup:
    lt_markup_close(xml);
    return status;
}

void lt_markup_close(lt_markup *xml)
{
    if (xml == NULL)
        return;
    if (xml->reader != NULL)
        xmlFreeTextReader(xml->reader);
    lt_part_close(xml->part);
    free(xml);
}

static int is_ours(const xmlNs *namespace)
{
    static const char *const OURS[] = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/package/2006/relationships"};

    if (namespace == NULL || namespace->href == NULL)
        return 1; /* Some programs write none. */
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++)
        if (strcmp((const char *)namespace->href, OURS[i]) == 0)
            return 1;
    return 0;
}

/* The name of the node where it is one of ours. */
static int find_name(lt_markup *xml)
{
    if (xml->home == NULL || xml->node->ns != xml->home) {
        if (!is_ours(xml->node->ns))
            return 0;
        /* That of the root lives as long as the document. */
        if (xml->home == NULL && xml->node->parent != NULL &&
            xml->node->parent->type == XML_DOCUMENT_NODE)
            xml->home = xml->node->ns;
    }
    for (size_t i = 0; i < LT_MARKUP_NAME_COUNT; i++)
        if (xml->node->name == xml->names[i]) {
            xml->name = (lt_markup_name)i;
            return 1;
        }
    return 0;
}

/* The event of the node; LT_MARKUP_END where it is none. */
static lt_status take_node(lt_markup_event *event, lt_markup *xml,
                           lt_error *err)
{
    *event = LT_MARKUP_END;
    xml->node = xmlTextReaderCurrentNode(xml->reader);
    switch (xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        if (xmlTextReaderDepth(xml->reader) > DEPTH_MAX)
            return refuse(xml, "nested too deeply", err);
        if (!find_name(xml)) {
            xml->is_skipping = 1;
            break;
        }
        xml->is_closing = xmlTextReaderIsEmptyElement(xml->reader) == 1;
        *event = LT_MARKUP_OPEN;
        break;
    case XML_READER_TYPE_END_ELEMENT:
        if (find_name(xml))
            *event = LT_MARKUP_CLOSE;
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        if (xml->node->content != NULL)
            *event = LT_MARKUP_TEXT;
        break;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        return refuse(xml, "document types and entities are not read", err);
    default:
        break;
    }
    return LT_OK;
}

lt_status lt_markup_next(lt_markup_event *event, lt_markup *xml, lt_error *err)
{
    lt_status status = LT_OK;

    if (xml->is_closing) {
        xml->is_closing = 0;
        *event = LT_MARKUP_CLOSE;
        return LT_OK;
    }
    do {
        const int got = xml->is_skipping ? xmlTextReaderNext(xml->reader)
                                         : xmlTextReaderRead(xml->reader);

        xml->is_skipping = 0;
        *event = LT_MARKUP_END;
        if (got < 0)
            return refuse(xml, NULL, err);
        if (got == 0)
            return LT_OK;
        status = take_node(event, xml, err);
    } while (status == LT_OK && *event == LT_MARKUP_END);
    return status;
}

lt_markup_name lt_markup_name_of(const lt_markup *xml)
{
    return xml->name;
}

void lt_markup_skip(lt_markup *xml)
{
    if (!xml->is_closing)
        xml->is_skipping = 1;
    xml->is_closing = 0;
}

static const char *content_of(const xmlAttr *attribute)
{
    const xmlNode *text = attribute->children;

    return text == NULL || text->type != XML_TEXT_NODE || text->content == NULL
               ? ""
               : (const char *)text->content;
}

const char *lt_markup_attribute(const lt_markup *xml, const char *name)
{
    const xmlAttr *attribute = xml->node->properties;

    for (; attribute != NULL; attribute = attribute->next)
        if (attribute->ns == NULL &&
            strcmp((const char *)attribute->name, name) == 0)
            return content_of(attribute);
    return NULL;
}

const char *lt_markup_relation(const lt_markup *xml)
{
    static const char ENDING[] = "/relationships";
    const xmlAttr *attribute = xml->node->properties;

    for (; attribute != NULL; attribute = attribute->next) {
        const char *space =
            attribute->ns == NULL ? "" : (const char *)attribute->ns->href;
        const size_t length = space == NULL ? 0 : strlen(space);

        if (length >= sizeof(ENDING) - 1 &&
            strcmp(space + length - (sizeof(ENDING) - 1), ENDING) == 0 &&
            strcmp((const char *)attribute->name, "id") == 0)
            return content_of(attribute);
    }
    return NULL;
}

const char *lt_markup_text(const lt_markup *xml)
{
    return (const char *)xml->node->content;
}
