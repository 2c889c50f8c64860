#include "graph/fold.h"

#include <stdint.h>
#include <string.h>

/* The ASCII character that the one at @p text stands for, 0 where it stands
 * for itself; *bytes is its length. Spaces of any width are ' '. */
static char narrow(const char *text, size_t length, size_t *bytes)
{
    const unsigned char *at = (const unsigned char *)text;

    *bytes = 1;
    if (at[0] >= '\t' && at[0] <= '\r')
        return ' ';
    if (at[0] < 0x80)
        return (char)at[0];
    if (length >= 2 && at[0] == 0xC2 && at[1] == 0xA0) { /* U+00A0 */
        *bytes = 2;
        return ' ';
    }
    if (length < 3)
        return 0;
    *bytes = 3;
    if (at[0] == 0xEF && (at[1] == 0xBC || at[1] == 0xBD)) {
        unsigned code = ((at[1] & 0x0FU) << 6 | (at[2] & 0x3FU)) - 0x300U;

        /* U+FF01 … U+FF5E are the printable ASCII characters. */
        if (code >= 0x01 && code <= 0x5E)
            return (char)(code + 0x20);
    }
    if ((at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80) || /* U+3000 */
        (at[0] == 0xE2 && at[1] == 0x80 && at[2] == 0x8B) || /* U+200B */
        (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF))   /* U+FEFF */
        return ' ';
    *bytes = 1;
    return 0;
}

size_t lt_fold_width(char *out, size_t room, const char *text, size_t length)
{
    size_t used = 0;
    size_t kept = 0; /* Up to the last byte that is no space. */

    for (size_t at = 0; at < length;) {
        size_t bytes = 0;
        char c = narrow(text + at, length - at, &bytes);

        if (used == room)
            return SIZE_MAX;
        if (c == 0)
            c = text[at];
        at += bytes;
        if (c == ' ' && used == 0)
            continue;
        out[used++] = c;
        if (c != ' ')
            kept = used;
    }
    return kept;
}

size_t lt_fold_word(char *out, size_t room, const char *text, size_t length)
{
    size_t used = 0;

    for (size_t at = 0; at < length;) {
        size_t bytes = 0;
        char c = narrow(text + at, length - at, &bytes);

        if (c == 0)
            c = text[at];
        at += bytes;
        if (c == ' ' || c == '_' || c == '-')
            continue;
        if (used == room)
            return SIZE_MAX;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        out[used++] = c;
    }
    return used;
}
