/* Private to importers/: bytes of a text file in any of the encodings people
 * have, as valid UTF-8 without NUL. */
#ifndef LT_IMPORTERS_DECODE_H
#define LT_IMPORTERS_DECODE_H

#include "graph/codes.h"
#include "graph/status.h"

#include <stdint.h>
#include <stdio.h>

typedef enum lt_encoding {
    LT_ENCODING_UTF8,
    LT_ENCODING_GB18030,
    LT_ENCODING_UTF16LE,
    LT_ENCODING_UTF16BE,
    LT_ENCODING_UTF32LE,
    LT_ENCODING_UTF32BE,
    LT_ENCODING_COUNT,
    LT_ENCODING_GUESS = LT_ENCODING_COUNT /* By byte order mark and zeros,
                                             else UTF-8. */
} lt_encoding;

/* "UTF-8", "GB18030" … */
const char *lt_encoding_name(lt_encoding encoding);

/* The encoding called @p name, gbk and utf8 too, or LT_ENCODING_COUNT. */
lt_encoding lt_encoding_find(const char *name);

/* Start from lt_decoder_open, end with lt_decoder_close. */
typedef struct lt_decoder {
    FILE *file; /* Borrowed. */
    lt_encoding encoding;
    int is_marked;  /* There was a byte order mark. */
    int is_guessed; /* Nobody said which encoding it is. */
    void *converter;
    unsigned char *raw; /* Bytes read and not yet taken: raw_begin … */
    size_t raw_begin, raw_end;
    int is_read;   /* The file has come to its end. */
    lt_code fault; /* What stops the text; LT_CODE_COUNT: nothing so far. */
    size_t wide;   /* Characters of three and more bytes of UTF-8. */
} lt_decoder;

/* Read the head of @p file and settle the encoding where it is a guess. */
lt_status lt_decoder_open(lt_decoder *decoder, FILE *file, lt_encoding encoding,
                          lt_error *err);

void lt_decoder_close(lt_decoder *decoder);

enum { LT_DECODER_ROOM = 64 };

/*
 * Up to @p room (at least LT_DECODER_ROOM) bytes of whole characters. *got 0:
 * the end, or decoder->fault behind what was got before.
 */
lt_status lt_decoder_read(lt_decoder *decoder, char *out, size_t room,
                          size_t *got, lt_error *err);

/* What makes @p text no text: LT_E_ENCODING where it is no UTF-8,
 * LT_E_NUL_BYTE, or LT_CODE_COUNT. */
lt_code lt_text_fault(const char *text, size_t length);

/*
 * May what was guessed to be UTF-8 and is not be GB18030? Text in GB18030
 * hardly ever looks like several wide characters of UTF-8 in a row, so then
 * it is damaged UTF-8.
 */
int lt_decoder_is_recoded(const lt_decoder *decoder);

#endif
