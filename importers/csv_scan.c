#include "importers/csv_scan.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FIRST_ROOM = 1 << 20, FIRST_FIELDS = 64 };

/* How far the record in the buffer was understood. */
typedef enum { WHOLE, CUT, CUT_IN_QUOTES, NO_MEMORY } found;

/* Line ends within a text: LF, CRLF and CR count once each. */
static uint32_t count_lines(const char *text, const char *end)
{
    uint32_t lines = 0;

    for (; text < end; text++)
        lines += *text == '\n' ||
                 (*text == '\r' && !(text + 1 < end && text[1] == '\n'));
    return lines;
}

static int grow_fields(lt_csv_scan *scan)
{
    const uint32_t room =
        scan->field_room == 0 ? FIRST_FIELDS : scan->field_room * 2;
    lt_csv_field *fields = lt_grow_array(scan->fields, room, sizeof(*fields));

    if (fields == NULL)
        return 0;
    scan->fields = fields;
    scan->field_room = room;
    return 1;
}

static inline int add_field(lt_csv_scan *scan, const char *text,
                            const char *end, uint32_t quoted)
{
    if (scan->field_count >= scan->field_room) {
        if (scan->field_room > LT_CSV_FIELDS_MAX) {
            scan->field_count++;
            return 1;
        }
        if (!grow_fields(scan))
            return 0;
    }
    scan->fields[scan->field_count++] =
        (lt_csv_field){text, (uint32_t)(end - text), quoted};
    return 1;
}

/* Pass over the rest of a field that is not as it should be. */
static const char *skip_stray(lt_csv_scan *scan, const char *at)
{
    const char *from = at;
    const char *end = scan->buffer + scan->end;

    while (at < end && (*at == '"' || !scan->stops[(unsigned char)*at]))
        at++;
    if (scan->stray == 0) {
        scan->stray = scan->field_count + 1;
        scan->stray_text = (lt_csv_field){from, (uint32_t)(at - from), 0};
    }
    return at;
}

/* A field that begins with a quote at *out; its doubled quotes stay for now,
 * because the record may have to be read again. */
static found quoted_field(lt_csv_scan *scan, const char **out)
{
    const char *end = scan->buffer + scan->end;
    const char *text = *out + 1;
    const char *close = text;
    const char *after = NULL;

    for (;;) {
        close = memchr(close, '"', (size_t)(end - close));
        if (close == NULL)
            return CUT_IN_QUOTES;
        if (close + 1 == end || close[1] != '"')
            break;
        close += 2;
    }
    after = close + 1;
    if (after < end && !scan->stops[(unsigned char)*after])
        after = skip_stray(scan, after);
    *out = after;
    return add_field(scan, text, close, 1) ? WHOLE : NO_MEMORY;
}

static found bare_field(lt_csv_scan *scan, const char **out)
{
    const uint8_t *stops = scan->stops;
    const char *text = *out;
    const char *at = text;

    /* The line feed behind the text stops the run. */
    while (!stops[(unsigned char)*at])
        at++;
    if (*at == '"')
        at = skip_stray(scan, at);
    *out = at;
    return add_field(scan, text, at, 0) ? WHOLE : NO_MEMORY;
}

/* Find the fields of the record that begins at scan->begin, and its end. */
static found find_record(lt_csv_scan *scan, size_t *record_end)
{
    const char *at = scan->buffer + scan->begin;
    const char *end = scan->buffer + scan->end;
    const int ended = scan->input->stop == LT_INPUT_END;
    const char delimiter = scan->delimiter;

    scan->field_count = 0;
    scan->stray = 0;
    for (;;) {
        const found result = at < end && *at == '"' ? quoted_field(scan, &at)
                                                    : bare_field(scan, &at);

        if (result == CUT_IN_QUOTES) {
            scan->place_field = scan->field_count + 1;
            scan->place_line =
                scan->line + count_lines(scan->buffer + scan->begin, at);
        }
        if (result != WHOLE)
            return result;
        if (at == end) {
            *record_end = scan->end;
            return ended ? WHOLE : CUT;
        }
        if (*at == delimiter) {
            at++;
            continue;
        }
        if (*at == '\r' && at + 1 == end && !ended)
            return CUT;
        at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
        *record_end = (size_t)(at - scan->buffer);
        return WHOLE;
    }
}

/* More text behind what is there, which moves to the front. */
static lt_status refill(lt_csv_scan *scan, lt_error *err)
{
    const size_t kept = scan->end - scan->begin;
    size_t got = 0;
    lt_status status = LT_OK;

    if (kept * 2 > scan->room) {
        const size_t room = scan->room * 2;
        char *buffer = lt_grow_array(scan->buffer, room + 1, 1);

        if (buffer == NULL)
            return lt_fail_memory(err, "a long record");
        scan->buffer = buffer;
        scan->room = room;
    }
    memmove(scan->buffer, scan->buffer + scan->begin, kept);
    scan->begin = 0;
    status = lt_input_read(scan->input, scan->buffer + kept, scan->room - kept,
                           &got, err);
    scan->end = kept + got;
    scan->buffer[scan->end] = '\n';
    return status;
}

/* Doubled quotes become one, now that the record is whole. */
static void undouble(lt_csv_scan *scan)
{
    const uint32_t kept = scan->field_count < scan->field_room
                              ? scan->field_count
                              : scan->field_room;

    for (uint32_t i = 0; i < kept; i++) {
        lt_csv_field *field = &scan->fields[i];
        const char *end = field->text + field->length;
        const char *from = NULL;
        char *to = NULL;

        if (field->quoted)
            from = memchr(field->text, '"', field->length);
        if (from == NULL)
            continue;
        to = scan->buffer + (from - scan->buffer);
        for (; from < end; from++) {
            *to++ = *from;
            from += *from == '"';
        }
        field->length = (uint32_t)(to - field->text);
    }
}

/* The record before record_end is whole: number its lines, mend its quotes. */
static void finish_record(lt_csv_scan *scan, size_t record_end)
{
    const char *text = scan->buffer + scan->begin;
    uint32_t quoted = scan->field_count > scan->field_room;

    for (uint32_t i = 0; i < scan->field_count && !quoted; i++)
        quoted = scan->fields[i].quoted;
    scan->record_line = scan->line;
    scan->line += quoted ? count_lines(text, scan->buffer + record_end) : 1;
    scan->begin = record_end;
    if (quoted)
        undouble(scan);
}

/* Nothing more can be read: why? */
static lt_csv_next last_word(lt_csv_scan *scan, found result)
{
    if (scan->input->stop == LT_INPUT_END)
        return result == CUT_IN_QUOTES ? LT_CSV_OPEN : LT_CSV_END;
    scan->place_field = 0;
    scan->place_line =
        scan->line +
        count_lines(scan->buffer + scan->begin, scan->buffer + scan->end);
    return LT_CSV_BAD_TEXT;
}

lt_status lt_csv_scan_next(lt_csv_next *next, lt_csv_scan *scan, lt_error *err)
{
    lt_status status = LT_OK;

    for (;;) {
        size_t record_end = 0;
        found result = CUT;

        if (scan->begin < scan->end)
            result = find_record(scan, &record_end);
        if (result == NO_MEMORY)
            return lt_fail_memory(err, "fields");
        if (result == WHOLE) {
            finish_record(scan, record_end);
            if (scan->field_count == 1 && scan->fields[0].length == 0 &&
                !scan->fields[0].quoted)
                continue;
            *next = LT_CSV_RECORD;
            return LT_OK;
        }
        if (scan->input->stop != LT_INPUT_OPEN) {
            *next = last_word(scan, result);
            return LT_OK;
        }
        if (scan->end - scan->begin >= LT_CSV_RECORD_MAX) {
            scan->place_line = scan->line;
            scan->place_field = 0;
            *next = LT_CSV_LONG;
            return LT_OK;
        }
        LT_TRY(refill(scan, err));
    }

cleanup:
    return status;
}

/* The separator that occurs most often outside quotes in the first record. */
static char sniff(const char *text, const char *end)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t counts[sizeof(candidates)] = {0};
    size_t best = 0;
    int quoted = 0;

    while (text < end && (*text == '\n' || *text == '\r'))
        text++;
    for (; text < end; text++) {
        if (*text == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (*text == '\n' || *text == '\r')
            break;
        for (size_t i = 0; i < sizeof(candidates); i++)
            counts[i] += *text == candidates[i];
    }
    for (size_t i = 1; i < sizeof(candidates); i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

/* "sep=;" as spreadsheets write it: the separator, else 0. */
static char declared(lt_csv_scan *scan)
{
    const char *text = scan->buffer;
    const size_t length = scan->end;
    size_t at = 5;

    if (length < 5 || strncasecmp(text, "sep=", 4) != 0 ||
        memchr(",;\t|", text[4], 4) == NULL)
        return 0;
    if (at < length && text[at] != '\r' && text[at] != '\n')
        return 0;
    if (at < length && text[at] == '\r')
        at++;
    if (at < length && text[at] == '\n')
        at++;
    scan->begin = at;
    scan->line = 2;
    return text[4];
}

lt_status lt_csv_scan_begin(lt_csv_scan *scan, lt_input *input, char delimiter,
                            lt_error *err)
{
    lt_status status = LT_OK;
    char says = 0;

    *scan = (lt_csv_scan){.input = input, .room = FIRST_ROOM, .line = 1};
    scan->buffer = lt_alloc_array(FIRST_ROOM + 1, 1);
    if (scan->buffer == NULL)
        return lt_fail_memory(err, "text");
    LT_TRY(refill(scan, err));
    says = declared(scan);
    if (says == 0)
        says = sniff(scan->buffer, scan->buffer + scan->end);
    scan->delimiter = delimiter != 0 ? delimiter : says;
    scan->stops[(unsigned char)scan->delimiter] = 1;
    scan->stops['\n'] = 1;
    scan->stops['\r'] = 1;
    scan->stops['"'] = 1;

cleanup:
    if (status != LT_OK)
        lt_csv_scan_clear(scan);
    return status;
}

void lt_csv_scan_clear(lt_csv_scan *scan)
{
    free(scan->buffer);
    free(scan->fields);
    *scan = LT_CSV_SCAN_EMPTY;
}
