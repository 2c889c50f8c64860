/**
 * @file cli/text_buffer.h
 * A text that grows at its end.
 */
#ifndef LT_CLI_TEXT_BUFFER_H
#define LT_CLI_TEXT_BUFFER_H

#include <stddef.h>

/** Start from LT_TEXT_BUFFER_EMPTY, end with lt_text_buffer_clear(). */
typedef struct lt_text_buffer {
    char *text; /**< NUL-terminated once something was added. Owned. */
    size_t length;
    size_t room;
    int is_full; /**< 1: memory has run out and what was added since is lost. */
} lt_text_buffer;

#define LT_TEXT_BUFFER_EMPTY ((lt_text_buffer){NULL, 0, 0, 0})

/** Append @p length bytes. Lack of memory sets is_full: to be asked once, at
 * the end. Amortised O(length). */
void lt_text_buffer_add(lt_text_buffer *buffer, const char *text,
                        size_t length);

/** Append a NUL-terminated text. */
void lt_text_buffer_put(lt_text_buffer *buffer, const char *text);

/** Append @p text with @p mark before and behind it and every one inside
 * doubled: identifiers of SQL between ", texts between '. */
void lt_text_buffer_quote(lt_text_buffer *buffer, const char *text, char mark);

/** Forget the text, keep the memory. */
void lt_text_buffer_restart(lt_text_buffer *buffer);

/** Free it. Safe to call twice. */
void lt_text_buffer_clear(lt_text_buffer *buffer);

#endif
