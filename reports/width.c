#include "reports/width.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, EMOJI_STYLE = 0xFE0F };

size_t lt_code_next(const char *text, uint32_t *code)
{
    utf8proc_int32_t read = -1;
    utf8proc_ssize_t length = 0;

    *code = (unsigned char)text[0];
    if (*code < 0x80)
        return *code != 0;
    /* A negative length: the closing NUL ends what can be read. */
    length = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &read);
    if (length <= 0 || read < 0) {
        *code = REPLACEMENT;
        return 1;
    }
    *code = (uint32_t)read;
    return (size_t)length;
}

/* Cells of one code point. Planes 2 and 3 are wide throughout, also where
 * utf8proc does not know the character yet (UAX #11). */
static uint32_t code_width(uint32_t code)
{
    if (code >= 0x20000 && code <= 0x3FFFD)
        return 2;
    return (uint32_t)utf8proc_charwidth((utf8proc_int32_t)code);
}

/* 1 for a printable ASCII character before another ASCII character, which
 * cannot combine. */
static int stands_alone(const char *text)
{
    return text[0] >= 0x20 && text[0] < 0x7F && (text[1] & 0x80) == 0;
}

size_t lt_glyph_next(const char *text, uint32_t *width)
{
    uint32_t before = 0;
    size_t length = 0;
    utf8proc_int32_t state = 0;

    *width = 1;
    if (stands_alone(text))
        return 1;
    length = lt_code_next(text, &before);
    *width = length == 0 ? 0 : code_width(before);
    while (length > 0) {
        uint32_t code = 0;
        size_t more = lt_code_next(text + length, &code);

        if (more == 0 ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                             (utf8proc_int32_t)code, &state))
            break;
        *width += code == EMOJI_STYLE ? 1 : code_width(code);
        length += more;
        before = code;
    }
    /* A joined glyph is drawn as one character, at most two cells wide. */
    if (*width > 2)
        *width = 2;
    return length;
}

size_t lt_text_width(const char *text)
{
    size_t total = 0;
    uint32_t width = 0;

    for (size_t length = lt_glyph_next(text, &width); length > 0;
         length = lt_glyph_next(text, &width)) {
        total += width;
        text += length;
    }
    return total;
}

size_t lt_text_fit(const char *text, size_t room, size_t *width)
{
    size_t bytes = 0;
    uint32_t next = 0;

    *width = 0;
    for (size_t length = lt_glyph_next(text, &next); length > 0;
         length = lt_glyph_next(text + bytes, &next)) {
        if (*width + next > room)
            break;
        *width += next;
        bytes += length;
    }
    return bytes;
}

/* What stands for @p code on a terminal; NULL: itself. */
static const char *safe_form(uint32_t code)
{
    if (code == '\n' || code == '\r' || code == '\t' || code == 0x2028 ||
        code == 0x2029)
        return " ";
    if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == REPLACEMENT ||
        (code >= 0x202A && code <= 0x202E) ||
        (code >= 0x2066 && code <= 0x2069))
        return LT_REPLACEMENT;
    return NULL;
}

/* Length of the clean form, written to @p out where that is not NULL.
 * @param[out] changed 1 when it differs from @p text. */
static size_t clean(char *out, const char *text, int *changed)
{
    size_t total = 0;
    uint32_t code = 0;

    *changed = 0;
    for (size_t length = lt_code_next(text, &code); length > 0;
         length = lt_code_next(text, &code)) {
        const char *form = safe_form(code);
        const char *from = form != NULL ? form : text;
        const char *end = from + (form != NULL ? strlen(form) : length);

        *changed = *changed || form != NULL;
        for (; from < end; from++, total++)
            if (out != NULL)
                out[total] = *from;
        text += length;
    }
    return total;
}

const char *lt_text_clean(lt_arena *arena, const char *text)
{
    int changed = 0;
    size_t length = clean(NULL, text, &changed);
    char *copy = NULL;

    if (!changed)
        return text;
    copy = lt_arena_take(arena, length + 1);
    if (copy != NULL)
        (void)clean(copy, text, &changed);
    return copy;
}
