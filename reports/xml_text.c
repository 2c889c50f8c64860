#include "reports/xml_text.h"

#include "graph/alloc.h"
#include "graph/table.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 24 };

/* Whole numbers below WHOLE_MAX are written digit by digit, and so are numbers
 * of at most six decimals between the other two. */
#define WHOLE_MAX     1e15
#define DECIMAL_LEAST 1e-4
#define DECIMAL_MOST  1e9
#define MILLION       1000000

lt_status lt_xml_open(lt_xml *out, FILE *output, lt_xml_bad bad, lt_error *err)
{
    *out = (lt_xml){output, lt_alloc_array(LT_XML_BUFFER, 1), 0, bad};
    if (out->buffer == NULL)
        return lt_fail_memory(err, "output buffer");
    return LT_OK;
}

static void flush(lt_xml *xml)
{
    /* The error flag of the stream stays set until lt_xml_close looks. */
    (void)fwrite(xml->buffer, 1, xml->used, xml->output);
    xml->used = 0;
}

lt_status lt_xml_close(lt_xml *xml, lt_error *err)
{
    flush(xml);
    free(xml->buffer);
    xml->buffer = NULL;
    if (fflush(xml->output) != 0 || ferror(xml->output))
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    return LT_OK;
}

void lt_xml_spill(lt_xml *xml, const char *bytes, size_t count)
{
    while (count > LT_XML_BUFFER - xml->used) {
        size_t part = LT_XML_BUFFER - xml->used;

        memcpy(xml->buffer + xml->used, bytes, part);
        xml->used = LT_XML_BUFFER;
        flush(xml);
        bytes += part;
        count -= part;
    }
    memcpy(xml->buffer + xml->used, bytes, count);
    xml->used += count;
}

void lt_xml_raw(lt_xml *xml, const char *markup)
{
    lt_xml_bytes(xml, markup, strlen(markup));
}

/* --- text ----------------------------------------------------------------- */

/* ASCII that needs no second look. */
static int is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '&' && byte != '<' &&
           byte != '>' && byte != '"';
}

static int is_trail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Bytes of the character at @p text, 0 where it is not well-formed UTF-8 (RFC
 * 3629) or a noncharacter that XML 1.0 excludes. */
static size_t utf8_length(const unsigned char *text, size_t count)
{
    if (text[0] < 0x80)
        return 1;
    if (count >= 2 && text[0] >= 0xc2 && text[0] < 0xe0 && is_trail(text[1]))
        return 2;
    if (count >= 3 && (text[0] & 0xf0) == 0xe0 && is_trail(text[1]) &&
        is_trail(text[2])) {
        int code =
            (text[0] & 0x0f) << 12 | (text[1] & 0x3f) << 6 | (text[2] & 0x3f);

        return code >= 0x800 && (code < 0xd800 || code > 0xdfff) &&
                       code < 0xfffe
                   ? 3
                   : 0;
    }
    if (count >= 4 && text[0] >= 0xf0 && text[0] < 0xf5 && is_trail(text[1]) &&
        is_trail(text[2]) && is_trail(text[3])) {
        int code = (text[0] & 0x07) << 18 | (text[1] & 0x3f) << 12;

        return code >= 0x10000 && code <= 0x10ffff ? 4 : 0;
    }
    return 0;
}

static void write_bad(lt_xml *xml)
{
    if (xml->bad == LT_XML_REPLACE)
        lt_xml_raw(xml, "\xef\xbf\xbd");
}

/* One ASCII character that is not plain. */
static void write_special(lt_xml *xml, unsigned char byte)
{
    switch (byte) {
    case '&':
        lt_xml_raw(xml, "&amp;");
        break;
    case '<':
        lt_xml_raw(xml, "&lt;");
        break;
    case '>':
        lt_xml_raw(xml, "&gt;");
        break;
    case '"':
        lt_xml_raw(xml, "&quot;");
        break;
    case '\t':
        lt_xml_raw(xml, xml->bad == LT_XML_DROP ? " " : "&#9;");
        break;
    case '\n':
        lt_xml_raw(xml, xml->bad == LT_XML_DROP ? " " : "&#10;");
        break;
    case '\r':
        lt_xml_raw(xml, xml->bad == LT_XML_DROP ? " " : "&#13;");
        break;
    case 0x7f:
        if (xml->bad == LT_XML_REPLACE)
            lt_xml_bytes(xml, "\x7f", 1);
        break;
    default:
        write_bad(xml);
    }
}

/* One character beyond ASCII, or what pretends to be one: its bytes. */
static size_t write_wide(lt_xml *xml, const char *text, size_t count)
{
    size_t length = utf8_length((const unsigned char *)text, count);

    if (length == 0) {
        write_bad(xml);
        return 1;
    }
    if (xml->bad == LT_XML_DROP && length == 2 && text[0] == '\xc2' &&
        (unsigned char)text[1] < 0xa0)
        return 2; /* C1 controls. */
    lt_xml_bytes(xml, text, length);
    return length;
}

void lt_xml_text_bytes(lt_xml *xml, const char *text, size_t count)
{
    size_t at = 0;

    while (at < count) {
        size_t begin = at;

        while (at < count && is_plain((unsigned char)text[at]))
            at++;
        lt_xml_bytes(xml, text + begin, at - begin);
        if (at == count)
            break;
        if ((unsigned char)text[at] < 0x80)
            write_special(xml, (unsigned char)text[at++]);
        else
            at += write_wide(xml, text + at, count - at);
    }
}

void lt_xml_text(lt_xml *xml, const char *text)
{
    if (text != NULL)
        lt_xml_text_bytes(xml, text, strlen(text));
}

/* --- numbers -------------------------------------------------------------- */

void lt_xml_count(lt_xml *xml, uint64_t count)
{
    char digits[DIGITS_MAX];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    lt_xml_bytes(xml, digits + at, sizeof(digits) - at);
}

/* ".5" for 500000 millionths. */
static void write_millionths(lt_xml *xml, uint64_t millionths)
{
    char digits[] = ".000000";
    size_t length = sizeof(digits) - 1;

    for (size_t at = length - 1; at > 0; at--, millionths /= 10)
        digits[at] = (char)('0' + millionths % 10);
    while (digits[length - 1] == '0')
        length--;
    lt_xml_bytes(xml, digits, length);
}

void lt_xml_number(lt_xml *xml, double number)
{
    char text[LT_NUMBER_BYTES];

    if (number >= 0.0 && number < WHOLE_MAX && number == floor(number)) {
        lt_xml_count(xml, (uint64_t)number);
        return;
    }
    if (number >= DECIMAL_LEAST && number < DECIMAL_MOST) {
        uint64_t millionths = (uint64_t)(number * MILLION + 0.5);

        /* At most 15 digits that read back: no shorter text does. */
        if ((double)millionths / MILLION == number) {
            lt_xml_count(xml, millionths / MILLION);
            write_millionths(xml, millionths % MILLION);
            return;
        }
    }
    lt_number_text(text, number);
    lt_xml_raw(xml, text);
}

void lt_xml_place(lt_xml *xml, double place)
{
    uint64_t hundredths = 0;

    if (!(fabs(place) < WHOLE_MAX / 100.0)) {
        lt_xml_number(xml, isfinite(place) ? place : 0.0);
        return;
    }
    hundredths = (uint64_t)(fabs(place) * 100.0 + 0.5);
    if (place < 0.0 && hundredths > 0)
        lt_xml_bytes(xml, "-", 1);
    lt_xml_count(xml, hundredths / 100);
    hundredths %= 100;
    if (hundredths == 0)
        return;
    lt_xml_bytes(xml, ".", 1);
    lt_xml_count(xml, hundredths / 10);
    if (hundredths % 10 > 0)
        lt_xml_count(xml, hundredths % 10);
}
