/* Private to importers/: the parts of a workbook, which is a zip archive of
 * XML files, one of them read at a time as a stream. */
#ifndef LT_IMPORTERS_XLSX_PACKAGE_H
#define LT_IMPORTERS_XLSX_PACKAGE_H

#include "graph/codes.h"
#include "graph/status.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Opaque; owned by the caller. */
typedef struct lt_package lt_package;

/* A package that is not open yet; NULL when out of memory. */
lt_package *lt_package_new(lt_lang lang);

/* Open the archive in @p file, which is taken over and closed with it.
 * LT_ERR_DATA where it is no workbook, or one that cannot be read: then
 * lt_package_trouble tells which fault it is. */
lt_status lt_package_open(lt_package *package, FILE *file, lt_error *err);

/* NULL is allowed. */
void lt_package_free(lt_package *package);

/* 1 when there is a part of that name: xl/workbook.xml. */
int lt_package_has(const lt_package *package, const char *part);

/* Note which fault it is and return LT_ERR_DATA with the message
 * "subject: what", in the language of the package. Either may be blank. */
lt_status lt_package_refuse(lt_package *package, lt_code code,
                            const char *subject, lt_phrase what, lt_error *err);

/* The fault that made a call return LT_ERR_DATA; LT_CODE_COUNT: none did. */
lt_code lt_package_trouble(const lt_package *package);

/* Names of elements that are looked at; all others are left out. */
typedef enum lt_markup_name {
    LT_MARKUP_C,
    LT_MARKUP_V,
    LT_MARKUP_ROW,
    LT_MARKUP_T,
    LT_MARKUP_IS,
    LT_MARKUP_R,
    LT_MARKUP_SI,
    LT_MARKUP_RPH,
    LT_MARKUP_SHEET_DATA,
    LT_MARKUP_MERGE_CELLS,
    LT_MARKUP_MERGE_CELL,
    LT_MARKUP_WORKSHEET,
    LT_MARKUP_SST,
    LT_MARKUP_WORKBOOK,
    LT_MARKUP_WORKBOOK_PR,
    LT_MARKUP_SHEETS,
    LT_MARKUP_SHEET,
    LT_MARKUP_RELATIONSHIPS,
    LT_MARKUP_RELATIONSHIP,
    LT_MARKUP_STYLE_SHEET,
    LT_MARKUP_NUM_FMTS,
    LT_MARKUP_NUM_FMT,
    LT_MARKUP_CELL_XFS,
    LT_MARKUP_XF,
    LT_MARKUP_NAME_COUNT
} lt_markup_name;

typedef enum lt_markup_event {
    LT_MARKUP_OPEN,  /* An element begins … */
    LT_MARKUP_CLOSE, /* … and ends, an empty one too. */
    LT_MARKUP_TEXT,
    LT_MARKUP_END /* The part ends. */
} lt_markup_event;

/* Opaque: a part being read. */
typedef struct lt_markup lt_markup;

/* Open a part. LT_ERR_DATA where it is missing or cannot be read. */
lt_status lt_markup_open(lt_markup **out, lt_package *package, const char *part,
                         lt_error *err);

/* NULL is allowed. */
void lt_markup_close(lt_markup *xml);

/* Go on to the next event. Elements of foreign namespaces or unknown names are
 * left out with all that is inside. LT_ERR_DATA where the XML is wrong. */
lt_status lt_markup_next(lt_markup_event *event, lt_markup *xml, lt_error *err);

/* Of LT_MARKUP_OPEN and LT_MARKUP_CLOSE. */
lt_markup_name lt_markup_name_of(const lt_markup *xml);

/* After LT_MARKUP_OPEN: leave out all that is inside, and the LT_MARKUP_CLOSE.
 */
void lt_markup_skip(lt_markup *xml);

/* Attribute of the element that has begun, NULL where it has none; borrowed
 * until the next event. */
const char *lt_markup_attribute(const lt_markup *xml, const char *name);

/* The attribute r:id. */
const char *lt_markup_relation(const lt_markup *xml);

/* Text of LT_MARKUP_TEXT; borrowed until the next event. */
const char *lt_markup_text(const lt_markup *xml);

#endif
