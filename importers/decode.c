#include "importers/decode.h"

#include "graph/alloc.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum {
    RAW_BYTES = 1 << 16,
    SNIFFED_BYTES = 4096,
    WIDE_ENOUGH = 3 /* See lt_decoder_is_recoded. */
};

struct encoding {
    const char *name;
    const char *others; /* Further names, in lower case. */
    const char *mark;   /* Byte order mark. */
    size_t mark_length;
};

static const struct encoding ENCODINGS[LT_ENCODING_COUNT] = {
    [LT_ENCODING_UTF8] = {"UTF-8", "utf8;utf-8-sig", "\xEF\xBB\xBF", 3},
    [LT_ENCODING_GB18030] = {"GB18030", "gbk;gb2312;cp936;gb-18030",
                             "\x84\x31\x95\x33", 4},
    [LT_ENCODING_UTF16LE] = {"UTF-16LE", "utf16le;utf-16;utf16;ucs-2",
                             "\xFF\xFE", 2},
    [LT_ENCODING_UTF16BE] = {"UTF-16BE", "utf16be", "\xFE\xFF", 2},
    [LT_ENCODING_UTF32LE] = {"UTF-32LE", "utf32le;utf-32;utf32", "\xFF\xFE\0\0",
                             4},
    [LT_ENCODING_UTF32BE] = {"UTF-32BE", "utf32be", "\0\0\xFE\xFF", 4},
};

const char *lt_encoding_name(lt_encoding encoding)
{
    return ENCODINGS[encoding].name;
}

static int same_name(const char *name, const char *other, size_t length)
{
    if (strlen(name) != length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        const char a = name[i];
        const char b = other[i];

        if ((a >= 'A' && a <= 'Z' ? a + 32 : a) !=
            (b >= 'A' && b <= 'Z' ? b + 32 : b))
            return 0;
    }
    return 1;
}

lt_encoding lt_encoding_find(const char *name)
{
    for (int e = 0; e < LT_ENCODING_COUNT; e++) {
        const char *other = ENCODINGS[e].others;

        if (same_name(name, ENCODINGS[e].name, strlen(ENCODINGS[e].name)))
            return (lt_encoding)e;
        while (*other != '\0') {
            size_t length = strcspn(other, ";");

            if (same_name(name, other, length))
                return (lt_encoding)e;
            other += length + (other[length] == ';');
        }
    }
    return LT_ENCODING_COUNT;
}

static int starts_with(const unsigned char *head, size_t length,
                       lt_encoding encoding)
{
    const struct encoding *info = &ENCODINGS[encoding];

    return length >= info->mark_length &&
           memcmp(head, info->mark, info->mark_length) == 0;
}

/* UTF-32 has a zero byte at one end of every character and, at the next, at
 * most 0x10; UTF-16 has many zeros (line ends, separators, digits) on one side
 * and few (U+4E00) on the other. Everything else is taken for UTF-8. */
static lt_encoding guess_by_zeros(const unsigned char *head, size_t length)
{
    const size_t whole = length / 4 * 4;
    size_t zeros[4] = {0, 0, 0, 0};
    size_t high[2] = {0, 0};

    for (size_t i = 0; i < whole; i++) {
        zeros[i % 4] += head[i] == 0;
        high[0] += i % 4 == 2 && head[i] > 0x10;
        high[1] += i % 4 == 1 && head[i] > 0x10;
    }
    if (whole > 0 && zeros[3] == whole / 4 && high[0] == 0)
        return LT_ENCODING_UTF32LE;
    if (whole > 0 && zeros[0] == whole / 4 && high[1] == 0)
        return LT_ENCODING_UTF32BE;
    zeros[0] += zeros[2];
    zeros[1] += zeros[3];
    if (zeros[1] > 1 && zeros[1] * 16 >= whole && zeros[0] * 4 <= zeros[1])
        return LT_ENCODING_UTF16LE;
    if (zeros[0] > 1 && zeros[0] * 16 >= whole && zeros[1] * 4 <= zeros[0])
        return LT_ENCODING_UTF16BE;
    return LT_ENCODING_UTF8;
}

static lt_encoding guess(const unsigned char *head, size_t length)
{
    /* The mark of UTF-32LE begins with that of UTF-16LE. */
    for (int e = LT_ENCODING_COUNT - 1; e >= 0; e--)
        if (starts_with(head, length, (lt_encoding)e))
            return (lt_encoding)e;
    return guess_by_zeros(head,
                          length < SNIFFED_BYTES ? length : SNIFFED_BYTES);
}

static lt_status fill_raw(lt_decoder *decoder, lt_error *err)
{
    const size_t left = decoder->raw_end - decoder->raw_begin;

    memmove(decoder->raw, decoder->raw + decoder->raw_begin, left);
    decoder->raw_begin = 0;
    decoder->raw_end = left;
    decoder->raw_end +=
        fread(decoder->raw + left, 1, RAW_BYTES - left, decoder->file);
    if (decoder->raw_end < RAW_BYTES)
        decoder->is_read = 1;
    if (ferror(decoder->file))
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    return LT_OK;
}

static lt_status open_converter(lt_decoder *decoder, lt_error *err)
{
    const char *name = ENCODINGS[decoder->encoding].name;
    iconv_t converter = iconv_open("UTF-8", name);

    if ((intptr_t)converter == -1)
        return errno == ENOMEM ? lt_fail_memory(err, "a converter")
                               : lt_fail(err, LT_ERR_IO,
                                         "this system cannot convert %s", name);
    decoder->converter = converter;
    return LT_OK;
}

lt_status lt_decoder_open(lt_decoder *decoder, FILE *file, lt_encoding encoding,
                          lt_error *err)
{
    lt_status status = LT_OK;

    *decoder = (lt_decoder){.file = file,
                            .encoding = encoding,
                            .is_guessed = encoding == LT_ENCODING_GUESS,
                            .fault = LT_CODE_COUNT};
    decoder->raw = lt_alloc_array(RAW_BYTES, 1);
    if (decoder->raw == NULL)
        return lt_fail_memory(err, "a buffer");
    LT_TRY(fill_raw(decoder, err));
    if (decoder->is_guessed)
        decoder->encoding = guess(decoder->raw, decoder->raw_end);
    /* "UTF-16" leaves it to the mark which of the two it is. */
    if (encoding == LT_ENCODING_UTF16LE &&
        starts_with(decoder->raw, decoder->raw_end, LT_ENCODING_UTF16BE))
        decoder->encoding = LT_ENCODING_UTF16BE;
    if (starts_with(decoder->raw, decoder->raw_end, decoder->encoding)) {
        decoder->raw_begin = ENCODINGS[decoder->encoding].mark_length;
        decoder->is_marked = 1;
    }
    if (decoder->encoding != LT_ENCODING_UTF8)
        LT_TRY(open_converter(decoder, err));

cleanup:
    if (status != LT_OK)
        lt_decoder_close(decoder);
    return status;
}

void lt_decoder_close(lt_decoder *decoder)
{
    free(decoder->raw);
    decoder->raw = NULL;
    if (decoder->converter != NULL)
        (void)iconv_close(decoder->converter);
    decoder->converter = NULL;
}

/* Bytes of the character of UTF-8 that begins with a byte above 0x7F: 0 where
 * it is none, more than @p length where its end is not there yet. Overlong
 * forms, surrogates and codes above U+10FFFF are none. */
static size_t character(const unsigned char *text, size_t length)
{
    const unsigned char first = text[0];
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t bytes = 2;

    if (first < 0xC2 || first > 0xF4)
        return 0;
    if (first >= 0xE0)
        bytes = first >= 0xF0 ? 4 : 3;
    if (first == 0xE0)
        low = 0xA0;
    else if (first == 0xED)
        high = 0x9F;
    else if (first == 0xF0)
        low = 0x90;
    else if (first == 0xF4)
        high = 0x8F;
    if (length > 1 && (text[1] < low || text[1] > high))
        return 0;
    for (size_t i = 2; i < bytes && i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return bytes;
}

/* 1 when each of the eight bytes is ASCII and none is NUL. */
static int is_plain(const unsigned char *text)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t word = 0;

    memcpy(&word, text, sizeof(word));
    return ((word | (word - ones)) & (ones << 7)) == 0;
}

/* 1 for three bytes of U+1000 … U+CFFF, which is most of what is not ASCII. */
static int is_common(const unsigned char *text)
{
    return text[0] >= 0xE1 && text[0] <= 0xEC && (text[1] & 0xC0) == 0x80 &&
           (text[2] & 0xC0) == 0x80;
}

/* Length of the whole characters that @p text begins with; what stops them is
 * in *fault, LT_CODE_COUNT where it is only the end. */
static size_t valid_length(lt_decoder *decoder, const unsigned char *text,
                           size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t bytes = 1;

        while (at + 8 <= length && is_plain(text + at))
            at += 8;
        for (; at + 3 <= length && is_common(text + at); at += 3)
            decoder->wide++;
        if (at == length)
            break;
        if (text[at] >= 0x80) {
            bytes = character(text + at, length - at);
            if (bytes > length - at)
                return at;
            decoder->wide += bytes >= 3;
        }
        if (bytes == 0 || text[at] == 0) {
            decoder->fault = bytes == 0 ? LT_E_ENCODING : LT_E_NUL_BYTE;
            return at;
        }
        at += bytes;
    }
    return at;
}

lt_code lt_text_fault(const char *text, size_t length)
{
    lt_decoder whole = {.fault = LT_CODE_COUNT};

    if (valid_length(&whole, (const unsigned char *)text, length) == length)
        return LT_CODE_COUNT;
    /* What stops without a fault is a character cut off. */
    return whole.fault == LT_CODE_COUNT ? LT_E_ENCODING : whole.fault;
}

static lt_status read_plain(lt_decoder *decoder, char *out, size_t room,
                            size_t *got, lt_error *err)
{
    const size_t kept = decoder->raw_end - decoder->raw_begin;
    size_t length = kept < room ? kept : room;

    memcpy(out, decoder->raw + decoder->raw_begin, length);
    decoder->raw_begin += length;
    if (length < room && !decoder->is_read) {
        size_t more = fread(out + length, 1, room - length, decoder->file);

        decoder->is_read = more < room - length;
        length += more;
        if (ferror(decoder->file))
            return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    }
    *got = valid_length(decoder, (const unsigned char *)out, length);
    if (*got == length || decoder->fault != LT_CODE_COUNT)
        return LT_OK;
    /* A character is cut off: its bytes wait for the next ones. */
    if (decoder->is_read && decoder->raw_begin == decoder->raw_end) {
        decoder->fault = LT_E_ENCODING;
        return LT_OK;
    }
    if (decoder->raw_begin == decoder->raw_end) {
        decoder->raw_begin = 0;
        decoder->raw_end = length - *got;
        memcpy(decoder->raw, out + *got, length - *got);
    } else {
        decoder->raw_begin -= length - *got;
    }
    return LT_OK;
}

/* Convert what there is; the bytes written. */
static size_t convert(lt_decoder *decoder, char *out, size_t room, int *why)
{
    char *in = (char *)decoder->raw + decoder->raw_begin;
    size_t in_left = decoder->raw_end - decoder->raw_begin;
    char *to = out;
    size_t room_left = room;

    errno = 0;
    if (iconv(decoder->converter, &in, &in_left, &to, &room_left) == (size_t)-1)
        *why = errno;
    decoder->raw_begin = decoder->raw_end - in_left;
    return room - room_left;
}

static lt_status read_converted(lt_decoder *decoder, char *out, size_t room,
                                size_t *got, lt_error *err)
{
    size_t length = 0;

    while (length == 0) {
        int why = 0;

        if (!decoder->is_read &&
            decoder->raw_end - decoder->raw_begin < RAW_BYTES / 2) {
            lt_status status = fill_raw(decoder, err);

            if (status != LT_OK)
                return status;
        }
        if (decoder->raw_begin == decoder->raw_end)
            break;
        length = convert(decoder, out, room, &why);
        if (why == EILSEQ ||
            (why == EINVAL && decoder->is_read && length == 0)) {
            decoder->fault = LT_E_ENCODING;
            break;
        }
    }
    *got = valid_length(decoder, (const unsigned char *)out, length);
    return LT_OK;
}

lt_status lt_decoder_read(lt_decoder *decoder, char *out, size_t room,
                          size_t *got, lt_error *err)
{
    *got = 0;
    if (decoder->fault != LT_CODE_COUNT)
        return LT_OK;
    if (decoder->encoding == LT_ENCODING_UTF8)
        return read_plain(decoder, out, room, got, err);
    return read_converted(decoder, out, room, got, err);
}

int lt_decoder_is_recoded(const lt_decoder *decoder)
{
    return decoder->is_guessed && !decoder->is_marked &&
           decoder->encoding == LT_ENCODING_UTF8 &&
           decoder->fault == LT_E_ENCODING && decoder->wide < WIDE_ENOUGH;
}
