/* Private to the reader of workbooks: bytes of one part of a package. */
#ifndef LT_IMPORTERS_XLSX_PARTS_H
#define LT_IMPORTERS_XLSX_PARTS_H

#include "importers/xlsx_package.h"

/* Opaque: a part being unpacked. */
typedef struct lt_part lt_part;

/* LT_ERR_DATA where it is missing or cannot be read. */
lt_status lt_part_open(lt_part **out, lt_package *package, const char *name,
                       lt_error *err);

/* NULL is allowed. */
void lt_part_close(lt_part *part);

/* Unpack some bytes of the lt_part at @p context; 0 at its end, -1 where that
 * cannot be done or where they become far too many. */
int lt_part_read(void *context, char *buffer, int room);

/* LT_ERR_DATA with the fault of the bytes, or else of the XML. */
lt_status lt_part_refuse(const lt_part *part, const char *name, uint32_t line,
                         const char *fault, lt_error *err);

#endif
