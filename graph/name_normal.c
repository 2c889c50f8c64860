#include "graph/names.h"

#include "graph/alloc.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

static int is_white(int32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
           code == 0x1680 || code == 0x2028 || code == 0x2029;
}

/* Bytes of the common ideograph (U+4E00 … U+9FFF) at text; 0: something else.
 * Ideographs neither decompose nor compose. */
static size_t ideograph(const unsigned char *text, size_t length)
{
    if (length < 3 || text[0] < 0xE4 || text[0] > 0xE9)
        return 0;
    if (text[0] == 0xE4 && text[1] < 0xB8)
        return 0;
    return (text[1] & 0xC0) == 0x80 && (text[2] & 0xC0) == 0x80 ? 3 : 0;
}

int lt_name_is_normal(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;

    while (at < length) {
        size_t step = 1;

        if (bytes[at] >= 0x80) {
            step = ideograph(bytes + at, length - at);
            if (step == 0)
                return 0;
        } else if (bytes[at] == ' ') {
            if (at == 0 || at + 1 == length || bytes[at + 1] == ' ')
                return 0;
        } else if (is_white(bytes[at])) {
            return 0;
        }
        at += step;
    }
    return 1;
}

static char *copy_text(const char *text, size_t length)
{
    char *copy = lt_alloc_array(length + 1, 1);

    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}

/* Trim white space and make runs of it one space; the number left. */
static utf8proc_ssize_t squeeze(utf8proc_int32_t *codes, utf8proc_ssize_t count)
{
    utf8proc_ssize_t kept = 0;

    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (!is_white(codes[i]))
            codes[kept++] = codes[i];
        else if (kept > 0 && codes[kept - 1] != ' ')
            codes[kept++] = ' ';
    }
    if (kept > 0 && codes[kept - 1] == ' ')
        kept--;
    return kept;
}

char *lt_name_normal(const char *text, size_t length)
{
    const utf8proc_option_t options =
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                            UTF8PROC_COMPAT);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    const utf8proc_ssize_t given = (utf8proc_ssize_t)length;
    utf8proc_int32_t *codes = NULL;
    utf8proc_ssize_t count = 0;

    if (lt_name_is_normal(text, length))
        return copy_text(text, length);
    count = utf8proc_decompose(bytes, given, NULL, 0, options);
    if (count < 0)
        return copy_text(text, length);
    codes = lt_alloc_array((size_t)count + 1, sizeof(*codes));
    if (codes == NULL)
        return NULL;
    count = utf8proc_decompose(bytes, given, codes, count, options);
    if (count >= 0)
        count = utf8proc_reencode(codes, squeeze(codes, count), options);
    if (count < 0) {
        free(codes);
        return copy_text(text, length);
    }
    return (char *)codes; /* Encoded in place. */
}
