/* Private to reports/: markup and other plain text written fast, through a
 * buffer of its own. */
#ifndef LT_REPORTS_XML_TEXT_H
#define LT_REPORTS_XML_TEXT_H

#include "graph/status.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What becomes of characters that XML 1.0 cannot hold. */
typedef enum lt_xml_bad {
    LT_XML_REPLACE, /* They become U+FFFD. */
    LT_XML_DROP     /* They go, and so do the controls that XML allows. */
} lt_xml_bad;

/* Where markup goes. Open with lt_xml_open, end with lt_xml_close. */
typedef struct lt_xml {
    FILE *output; /* Borrowed. */
    char *buffer;
    size_t used;
    lt_xml_bad bad;
} lt_xml;

lt_status lt_xml_open(lt_xml *out, FILE *output, lt_xml_bad bad, lt_error *err);

/* Write what is left and free the buffer; LT_ERR_IO when any write failed.
 * Not for a writer that was never opened. */
lt_status lt_xml_close(lt_xml *xml, lt_error *err);

enum { LT_XML_BUFFER = 1 << 16 };

/* Bytes that the buffer has no room for. */
void lt_xml_spill(lt_xml *xml, const char *bytes, size_t count);

/* As it is: markup of our own. */
void lt_xml_raw(lt_xml *xml, const char *markup);
static inline void lt_xml_bytes(lt_xml *xml, const char *bytes, size_t count)
{
    if (count > LT_XML_BUFFER - xml->used) {
        lt_xml_spill(xml, bytes, count);
        return;
    }
    memcpy(xml->buffer + xml->used, bytes, count);
    xml->used += count;
}

/* A string literal, whose length the compiler knows. */
#define LT_XML_LITERAL(xml, literal)                                           \
    lt_xml_bytes(xml, literal, sizeof(literal) - 1)

/* Escaped so that it reads back from an attribute or an element. Bytes that
 * are no UTF-8 count as bad characters. NULL reads as an empty text. */
void lt_xml_text(lt_xml *xml, const char *text);
void lt_xml_text_bytes(lt_xml *xml, const char *text, size_t count);

/* The shortest text that reads back as @p number (finite). */
void lt_xml_number(lt_xml *xml, double number);

/* At most two decimals: places in a drawing. */
void lt_xml_place(lt_xml *xml, double place);

void lt_xml_count(lt_xml *xml, uint64_t count);

#endif
