/**
 * @file importers/decode.h
 * Bytes of a file or of standard input as checked UTF-8, whatever encoding
 * they are in; in pieces, never the whole file at once.
 */
#ifndef LT_IMPORTERS_DECODE_H
#define LT_IMPORTERS_DECODE_H

#include "graph/status.h"

#include <iconv.h>
#include <stddef.h>
#include <stdio.h>

/** Why an input gives no more text. */
typedef enum lt_input_stop {
    LT_INPUT_OPEN, /**< There is more. */
    LT_INPUT_END,  /**< All of it was given. */
    LT_INPUT_BAD,  /**< What follows is not valid in the encoding. */
    LT_INPUT_NUL   /**< A NUL byte follows. */
} lt_input_stop;

/** An open input; start from LT_INPUT_EMPTY, end with lt_input_close(). */
typedef struct lt_input {
    FILE *file;
    const char *encoding; /**< Of the bytes: "UTF-8", "GB18030" … Static. */
    lt_input_stop stop;
    int marked;   /**< 1: a byte-order mark says so. */
    int converts; /**< 1: converter is open. */
    iconv_t converter;
    int file_ended;
    char *raw; /**< Owned; bytes not converted yet, or a cut character. */
    size_t raw_count;
} lt_input;

#define LT_INPUT_EMPTY ((lt_input){.file = NULL})

/**
 * Open @p path ("-": standard input, kept in a temporary file so that it can
 * be read again) and find its encoding: by byte-order mark, by the pattern of
 * NUL bytes, else UTF-8. @p encoding, where not NULL, is the user's word.
 * @retval LT_ERR_IO with the path and the reason.
 * @retval LT_ERR_INVALID no such encoding.
 */
lt_status lt_input_open(lt_input *input, const char *path,
                        const char *encoding, lt_error *err);

/** Begin again at the first byte, now as @p encoding ("GB18030"; static). */
lt_status lt_input_restart(lt_input *input, const char *encoding,
                           lt_error *err);

/**
 * Fill @p buffer (@p room ≥ 64) with UTF-8 without NUL bytes and without the
 * byte-order mark. Characters are never cut. *got may be 0 where input->stop
 * is no longer LT_INPUT_OPEN.
 */
lt_status lt_input_read(lt_input *input, char *buffer, size_t room,
                        size_t *got, lt_error *err);

/** Close what is open. Safe to call twice. */
void lt_input_close(lt_input *input);

/** Bytes at the beginning of @p text that are valid UTF-8; a character cut at
 * the end is not among them and sets *cut. O(length). */
size_t lt_utf8_valid(const char *text, size_t length, int *cut);

#endif
