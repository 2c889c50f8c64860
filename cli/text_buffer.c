#include "cli/text_buffer.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 1024 };

void lt_text_buffer_add(lt_text_buffer *buffer, const char *text, size_t length)
{
    size_t room = buffer->room < FIRST_BYTES ? FIRST_BYTES : buffer->room;
    char *grown = NULL;

    if (buffer->is_full)
        return;
    while (room - buffer->length <= length)
        room *= 2;
    if (room > buffer->room) {
        grown = lt_grow_array(buffer->text, room, 1);
        if (grown == NULL) {
            buffer->is_full = 1;
            return;
        }
        buffer->text = grown;
        buffer->room = room;
    }
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void lt_text_buffer_put(lt_text_buffer *buffer, const char *text)
{
    lt_text_buffer_add(buffer, text, strlen(text));
}

void lt_text_buffer_quote(lt_text_buffer *buffer, const char *text, char mark)
{
    lt_text_buffer_add(buffer, &mark, 1);
    for (; *text != '\0'; text++) {
        if (*text == mark)
            lt_text_buffer_add(buffer, &mark, 1);
        lt_text_buffer_add(buffer, text, 1);
    }
    lt_text_buffer_add(buffer, &mark, 1);
}

void lt_text_buffer_restart(lt_text_buffer *buffer)
{
    buffer->length = 0;
}

void lt_text_buffer_clear(lt_text_buffer *buffer)
{
    free(buffer->text);
    *buffer = LT_TEXT_BUFFER_EMPTY;
}
