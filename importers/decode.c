#include "importers/decode.h"

#include "graph/alloc.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { RAW_BYTES = 1 << 16, PROBE_BYTES = 4096, ROOM_MIN = 64 };

/* Encodings by the words people use; the second is what iconv calls it. */
static const struct {
    const char *word;
    const char *name;
} ENCODINGS[] = {
    {"utf-8", "UTF-8"},       {"utf8", "UTF-8"},
    {"gb18030", "GB18030"},   {"gbk", "GB18030"},
    {"gb2312", "GB18030"},    {"cp936", "GB18030"},
    {"utf-16le", "UTF-16LE"}, {"utf-16be", "UTF-16BE"},
    {"utf-16", "UTF-16LE"},   {"utf-32le", "UTF-32LE"},
    {"utf-32be", "UTF-32BE"},
};

/* Byte-order marks; the longer of two that begin alike stands first. */
static const struct {
    const char *name;
    size_t length;
    const char *bytes;
} MARKS[] = {
    {"UTF-32LE", 4, "\xff\xfe\0\0"},    {"UTF-32BE", 4, "\0\0\xfe\xff"},
    {"GB18030", 4, "\x84\x31\x95\x33"}, {"UTF-8", 3, "\xef\xbb\xbf"},
    {"UTF-16LE", 2, "\xff\xfe"},        {"UTF-16BE", 2, "\xfe\xff"},
};

enum {
    ENCODING_COUNT = sizeof(ENCODINGS) / sizeof(ENCODINGS[0]),
    MARK_COUNT = sizeof(MARKS) / sizeof(MARKS[0])
};

/* Bytes of the character that begins with @p lead, by RFC 3629; 0: none does.
 * The second byte lies within *low … *high. */
static size_t sequence(unsigned char lead, unsigned char *low,
                       unsigned char *high)
{
    *low = 0x80;
    *high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef) {
        if (lead == 0xe0)
            *low = 0xa0;
        if (lead == 0xed)
            *high = 0x9f;
        return 3;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        if (lead == 0xf0)
            *low = 0x90;
        if (lead == 0xf4)
            *high = 0x8f;
        return 4;
    }
    return 0;
}

/* Bytes of the character at @p at; 0 where it is none, with *cut where the
 * text merely ends within it. */
static size_t character(const unsigned char *at, size_t left, int *cut)
{
    unsigned char low = 0;
    unsigned char high = 0;
    const size_t bytes = sequence(at[0], &low, &high);

    if (bytes == 0)
        return 0;
    for (size_t i = 1; i < bytes; i++) {
        if (i == left) {
            *cut = 1;
            return 0;
        }
        if (at[i] < low || at[i] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return bytes;
}

size_t lt_utf8_valid(const char *text, size_t length, int *cut)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;

    *cut = 0;
    while (at < length) {
        size_t step = 1;

        while (length - at >= 16) { /* ASCII, sixteen bytes at a time */
            uint64_t words[2];

            memcpy(words, bytes + at, sizeof(words));
            if (((words[0] | words[1]) & 0x8080808080808080U) != 0)
                break;
            at += 16;
        }
        if (at == length)
            break;
        if (bytes[at] >= 0x80)
            step = character(bytes + at, length - at, cut);
        if (step == 0)
            break;
        at += step;
    }
    return at;
}

static lt_status fail_reading(const char *path, lt_error *err)
{
    return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
}

/* A copy of a stream that cannot be read twice. */
static lt_status spool(FILE **out, FILE *from, const char *path, lt_error *err)
{
    FILE *copy = tmpfile();
    char *bytes = lt_alloc_array(RAW_BYTES, 1);
    lt_status status = LT_OK;
    size_t got = 0;

    if (bytes == NULL)
        status = lt_fail_memory(err, path);
    else if (copy == NULL)
        status = fail_reading(path, err);
    while (status == LT_OK && (got = fread(bytes, 1, RAW_BYTES, from)) > 0)
        if (fwrite(bytes, 1, got, copy) != got)
            status = fail_reading(path, err);
    if (status == LT_OK && (ferror(from) || fflush(copy) != 0))
        status = fail_reading(path, err);
    free(bytes);
    if (status != LT_OK && copy != NULL) {
        (void)fclose(copy);
        copy = NULL;
    }
    *out = copy;
    return status;
}

static lt_status open_file(lt_input *input, const char *path, lt_error *err)
{
    const int standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    struct stat about;
    lt_status status = LT_OK;

    if (file == NULL)
        return fail_reading(path, err);
    if (fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        status = fail_reading(path, err);
    } else if (standard || fseek(file, 0, SEEK_END) != 0) {
        status = spool(&input->file, file, path, err);
    } else {
        input->file = file;
        return LT_OK;
    }
    if (!standard)
        (void)fclose(file);
    return status;
}

/* UTF-16 and UTF-32 without a mark: most bytes of one sort are NUL, and of
 * the others none. */
static const char *by_pattern(const unsigned char *bytes, size_t count)
{
    size_t nul[4] = {0, 0, 0, 0};
    const size_t quarter = count / 4;
    int breaks = 0;

    for (size_t i = 0; i < quarter * 4; i++)
        nul[i % 4] += bytes[i] == 0;
    if (quarter == 0)
        return NULL;
    if (nul[3] == quarter && nul[2] * 2 > quarter && nul[0] == 0)
        return "UTF-32LE";
    if (nul[0] == quarter && nul[1] * 2 > quarter && nul[3] == 0)
        return "UTF-32BE";
    for (size_t i = 0; i + 1 < quarter * 4; i += 2)
        breaks |= (bytes[i] == 0 && (bytes[i + 1] | 7) == 0x0f) ||
                  (bytes[i + 1] == 0 && (bytes[i] | 7) == 0x0f);
    if (!breaks && (nul[0] + nul[1] + nul[2] + nul[3]) * 2 < quarter)
        return NULL;
    if (nul[0] + nul[2] == 0 && (nul[1] + nul[3]) * 10 > quarter)
        return "UTF-16LE";
    if (nul[1] + nul[3] == 0 && (nul[0] + nul[2]) * 10 > quarter)
        return "UTF-16BE";
    return NULL;
}

/* Go to the first byte behind a byte-order mark; the encoding it means, or
 * what the bytes look like, goes to *found (NULL: nothing in particular). */
static lt_status rewind_input(lt_input *input, const char **found,
                              lt_error *err)
{
    unsigned char head[PROBE_BYTES];
    size_t count = 0;
    size_t skipped = 0;

    *found = NULL;
    input->stop = LT_INPUT_OPEN;
    input->raw_count = 0;
    input->file_ended = 0;
    if (fseek(input->file, 0, SEEK_SET) != 0)
        return fail_reading("seek", err);
    count = fread(head, 1, sizeof(head), input->file);
    if (ferror(input->file))
        return fail_reading("read", err);
    for (size_t i = 0; i < MARK_COUNT && skipped == 0; i++)
        if (count >= MARKS[i].length &&
            memcmp(head, MARKS[i].bytes, MARKS[i].length) == 0) {
            skipped = MARKS[i].length;
            *found = MARKS[i].name;
        }
    input->marked = skipped > 0;
    if (skipped == 0)
        *found = by_pattern(head, count);
    if (fseek(input->file, (long)skipped, SEEK_SET) != 0)
        return fail_reading("seek", err);
    return LT_OK;
}

static lt_status start(lt_input *input, const char *encoding, lt_error *err)
{
    input->encoding = encoding;
    if (input->converts)
        (void)iconv_close(input->converter);
    input->converts = 0;
    if (strcmp(encoding, "UTF-8") == 0)
        return LT_OK;
    input->converter = iconv_open("UTF-8", encoding);
    if (input->converter == (iconv_t)-1)
        return lt_fail(err, LT_ERR_INVALID, "cannot read %s here", encoding);
    input->converts = 1;
    return LT_OK;
}

static lt_status named_encoding(const char **out, const char *word,
                                lt_error *err)
{
    for (size_t i = 0; i < ENCODING_COUNT; i++)
        if (strcasecmp(word, ENCODINGS[i].word) == 0) {
            *out = ENCODINGS[i].name;
            return LT_OK;
        }
    return lt_fail(err, LT_ERR_INVALID, "unknown encoding '%s'", word);
}

lt_status lt_input_open(lt_input *input, const char *path,
                        const char *encoding, lt_error *err)
{
    const char *found = NULL;
    const char *named = NULL;
    lt_status status = LT_OK;

    *input = LT_INPUT_EMPTY;
    if (encoding != NULL)
        LT_TRY(named_encoding(&named, encoding, err));
    LT_TRY(open_file(input, path, err));
    input->raw = lt_alloc_array(RAW_BYTES, 1);
    if (input->raw == NULL)
        LT_TRY(lt_fail_memory(err, path));
    LT_TRY(rewind_input(input, &found, err));
    /* "utf-16" alone leaves the order of bytes to the mark. */
    if (named != NULL && strcasecmp(encoding, "utf-16") == 0 && found != NULL &&
        strncmp(found, "UTF-16", 6) == 0)
        named = found;
    if (named != NULL)
        found = named;
    LT_TRY(start(input, found == NULL ? "UTF-8" : found, err));

cleanup:
    if (status != LT_OK)
        lt_input_close(input);
    return status;
}

lt_status lt_input_restart(lt_input *input, const char *encoding, lt_error *err)
{
    const char *found = NULL;
    lt_status status = rewind_input(input, &found, err);

    return status == LT_OK ? start(input, encoding, err) : status;
}

/* Read up to @p room bytes of the file. */
static lt_status read_bytes(lt_input *input, char *to, size_t room, size_t *got,
                            lt_error *err)
{
    *got = input->file_ended ? 0 : fread(to, 1, room, input->file);
    if (*got < room) {
        if (ferror(input->file))
            return fail_reading("read", err);
        input->file_ended = 1;
    }
    return LT_OK;
}

static lt_status read_utf8(lt_input *input, char *buffer, size_t room,
                           size_t *got, lt_error *err)
{
    const size_t kept = input->raw_count;
    size_t valid = 0;
    int cut = 0;
    lt_status status = LT_OK;

    memcpy(buffer, input->raw, kept);
    status = read_bytes(input, buffer + kept, room - kept, got, err);
    if (status != LT_OK)
        return status;
    *got += kept;
    valid = lt_utf8_valid(buffer, *got, &cut);
    input->raw_count = 0;
    if (valid < *got && cut && !input->file_ended) {
        input->raw_count = *got - valid;
        memcpy(input->raw, buffer + valid, input->raw_count);
    } else if (valid < *got) {
        input->stop = LT_INPUT_BAD;
    } else if (input->file_ended) {
        input->stop = LT_INPUT_END;
    }
    *got = valid;
    return LT_OK;
}

/* Convert what is in raw; 0 where the buffer is full. */
static int convert(lt_input *input, char **to, size_t *left)
{
    char *from = input->raw;
    size_t count = input->raw_count;
    const size_t done = iconv(input->converter, &from, &count, to, left);
    const int error = errno;

    memmove(input->raw, from, count);
    input->raw_count = count;
    if (done != (size_t)-1)
        return 1;
    if (error == E2BIG)
        return 0;
    if (error == EILSEQ)
        input->stop = LT_INPUT_BAD;
    return 1;
}

static lt_status read_converted(lt_input *input, char *buffer, size_t room,
                                size_t *got, lt_error *err)
{
    char *to = buffer;
    size_t left = room;

    while (input->stop == LT_INPUT_OPEN) {
        size_t added = 0;
        lt_status status =
            read_bytes(input, input->raw + input->raw_count,
                       RAW_BYTES - input->raw_count, &added, err);

        if (status != LT_OK)
            return status;
        input->raw_count += added;
        if (!convert(input, &to, &left))
            break;
        if (input->stop == LT_INPUT_OPEN && input->file_ended)
            input->stop = input->raw_count > 0 ? LT_INPUT_BAD : LT_INPUT_END;
    }
    *got = room - left;
    return LT_OK;
}

lt_status lt_input_read(lt_input *input, char *buffer, size_t room, size_t *got,
                        lt_error *err)
{
    const char *nul = NULL;
    lt_status status = LT_OK;

    *got = 0;
    if (input->stop != LT_INPUT_OPEN)
        return LT_OK;
    if (room < ROOM_MIN)
        return lt_fail(err, LT_ERR_INVALID, "%zu bytes of room", room);
    status = input->converts ? read_converted(input, buffer, room, got, err)
                             : read_utf8(input, buffer, room, got, err);
    nul = *got == 0 ? NULL : memchr(buffer, '\0', *got);
    if (nul != NULL) {
        *got = (size_t)(nul - buffer);
        input->stop = LT_INPUT_NUL;
    }
    return status;
}

void lt_input_close(lt_input *input)
{
    if (input->converts)
        (void)iconv_close(input->converter);
    if (input->file != NULL)
        (void)fclose(input->file);
    free(input->raw);
    *input = LT_INPUT_EMPTY;
}
