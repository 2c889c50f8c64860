#include "importers/csv_scan.h"

#include "graph/alloc.h"
#include "importers/csv_sniff.h"

#include <stdlib.h>
#include <string.h>

/* Small enough to stay in the cache between reading and scanning. */
enum { FIRST_ROOM = 1 << 18, FIRST_FIELDS = 1024 };

/* How a scan ended. */
enum outcome {
    RECORD,
    MORE, /* The record goes on behind what is in the buffer. */
    STRAY_QUOTE,
    QUOTE_INSIDE,
    OPEN_QUOTE,
    TOO_MANY_FIELDS,
    NO_MEMORY
};

/* A record being scanned. */
struct scan {
    char *at;
    const char *end;
    size_t first;  /* Its first field in csv->fields. */
    int is_quoted; /* A field has quotes. */
};

static void set_separator(lt_csv *csv, char separator)
{
    memset(csv->stops, 0, sizeof(csv->stops));
    csv->separator = separator;
    csv->stops[(unsigned char)separator] = 1;
    csv->stops['\n'] = 1;
    csv->stops['\r'] = 1;
    csv->stops['"'] = 1;
}

/* Move what is left to the front and read behind it. */
static lt_status refill(lt_csv *csv, lt_error *err)
{
    size_t left = csv->end - csv->begin;
    size_t got = 0;
    lt_status status = LT_OK;

    memmove(csv->buffer, csv->buffer + csv->begin, left);
    csv->begin = 0;
    csv->end = left;
    if (csv->room - left < LT_DECODER_ROOM) {
        char *buffer = lt_grow_array(csv->buffer, csv->room * 2 + 1, 1);

        if (buffer == NULL)
            return lt_fail_memory(err, "a record");
        csv->buffer = buffer;
        csv->room *= 2;
    }
    status = lt_decoder_read(&csv->decoder, csv->buffer + left,
                             csv->room - left, &got, err);
    csv->end += got;
    csv->is_drained = got == 0;
    csv->buffer[csv->end] = '\n'; /* Ends every run of plain bytes. */
    return status;
}

/* Read and obey the line that names the separator. */
static void choose_separator(lt_csv *csv, char separator)
{
    size_t bytes = 0;
    char declared = lt_csv_declared(csv->buffer, csv->end, &bytes);

    if (declared != 0)
        csv->begin = bytes;
    if (separator == 0)
        separator = declared;
    if (separator == 0)
        separator = lt_csv_sniff(csv->buffer, csv->end);
    set_separator(csv, separator);
}

lt_status lt_csv_open(lt_csv *csv, FILE *file, lt_encoding encoding,
                      char separator, lt_error *err)
{
    lt_status status = LT_OK;

    memset(csv, 0, sizeof(*csv));
    csv->line = 1;
    csv->room = FIRST_ROOM;
    LT_TRY(lt_decoder_open(&csv->decoder, file, encoding, err));
    csv->buffer = lt_alloc_array(csv->room + 1, 1);
    csv->fields = lt_alloc_array(FIRST_FIELDS, sizeof(*csv->fields));
    csv->field_room = FIRST_FIELDS;
    if (csv->buffer == NULL || csv->fields == NULL) {
        status = lt_fail_memory(err, "a buffer");
        goto cleanup;
    }
    LT_TRY(refill(csv, err));
    choose_separator(csv, separator);

cleanup:
    if (status != LT_OK)
        lt_csv_close(csv);
    return status;
}

void lt_csv_close(lt_csv *csv)
{
    lt_decoder_close(&csv->decoder);
    free(csv->buffer);
    free(csv->fields);
    csv->buffer = NULL;
    csv->fields = NULL;
}

static int make_field(lt_csv *csv)
{
    lt_span *fields = NULL;

    if (csv->field_count < csv->field_room)
        return 1;
    fields = lt_grow_array(csv->fields, csv->field_room * 2, sizeof(*fields));
    if (fields == NULL)
        return 0;
    csv->fields = fields;
    csv->field_room *= 2;
    return 1;
}

/* A field in quotes; doubled quotes stay doubled until the record is whole,
 * for it may be scanned again. */
static enum outcome scan_quoted(const lt_csv *csv, struct scan *scan,
                                lt_span *field)
{
    char *at = scan->at + 1;

    scan->is_quoted = 1;
    for (;;) {
        at = memchr(at, '"', (size_t)(scan->end - at));
        if (at == NULL)
            return csv->is_drained ? OPEN_QUOTE : MORE;
        if (at[1] != '"' || at + 1 == scan->end)
            break;
        at += 2;
    }
    if (at + 1 == scan->end && !csv->is_drained)
        return MORE;
    field->text = scan->at + 1;
    field->length = (size_t)(at - field->text);
    scan->at = at + 1;
    return csv->stops[(unsigned char)*scan->at] && *scan->at != '"'
               ? RECORD
               : STRAY_QUOTE;
}

/* A field without quotes. */
static enum outcome scan_plain(const lt_csv *csv, struct scan *scan,
                               lt_span *field)
{
    char *at = scan->at;

    field->text = at;
    while (!csv->stops[(unsigned char)*at])
        at++;
    field->length = (size_t)(at - field->text);
    if (*at == '"')
        return QUOTE_INSIDE;
    scan->at = at;
    return RECORD;
}

/* Does the record end where its fields do? So it does if a line ends there,
 * and if all of that line end is in the buffer. */
static enum outcome scan_end(const lt_csv *csv, const struct scan *scan)
{
    const int is_cut = scan->at == scan->end ||
                       (*scan->at == '\r' && scan->at + 1 == scan->end);

    return is_cut && !csv->is_drained ? MORE : RECORD;
}

/* One record from scan->at to its line end. */
static enum outcome scan_record(lt_csv *csv, struct scan *scan)
{
    for (;;) {
        enum outcome outcome = RECORD;
        lt_span *field = NULL;

        if (!make_field(csv))
            return NO_MEMORY;
        field = &csv->fields[csv->field_count];
        outcome = *scan->at == '"' ? scan_quoted(csv, scan, field)
                                   : scan_plain(csv, scan, field);
        if (outcome != RECORD)
            return outcome;
        csv->field_count++;
        if (*scan->at != csv->separator)
            return scan_end(csv, scan);
        if (csv->field_count - scan->first == LT_CSV_FIELDS_MAX)
            return TOO_MANY_FIELDS;
        scan->at++;
    }
}

/* Lines that end between @p at and @p end. */
static uint32_t count_lines(const char *at, const char *end)
{
    uint32_t lines = 0;

    for (; at < end; at++)
        lines +=
            *at == '\n' || (*at == '\r' && !(at + 1 < end && at[1] == '\n'));
    return lines;
}

/* Make doubled quotes single. */
static void undouble(lt_span *field)
{
    char *from = memchr(field->text, '"', field->length);
    const char *end = field->text + field->length;
    char *to = from;

    if (from == NULL)
        return;
    while (from < end) {
        if (*from == '"')
            from++;
        *to++ = *from++;
    }
    field->length = (size_t)(to - field->text);
}

/* The length of the line end at @p at, 0 at the end of the file. */
static size_t line_end(const char *at, const char *end)
{
    if (at == end)
        return 0;
    return *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
}

/* Step over line ends; 0 when more bytes are needed to see what follows. */
static int skip_blank_lines(lt_csv *csv)
{
    const char *end = csv->buffer + csv->end;

    while (csv->begin < csv->end) {
        const char *at = csv->buffer + csv->begin;

        if (*at != '\n' && *at != '\r')
            return 1;
        if (*at == '\r' && at + 1 == end && !csv->is_drained)
            return 0;
        csv->begin += line_end(at, end);
        csv->line++;
    }
    return csv->is_drained;
}

/* Go to the end of the line that a fault is in; 0 when more bytes are
 * needed. */
static int skip_rest_of_line(lt_csv *csv)
{
    while (csv->begin < csv->end && csv->buffer[csv->begin] != '\n' &&
           csv->buffer[csv->begin] != '\r')
        csv->begin++;
    csv->is_skipping = csv->begin == csv->end && !csv->is_drained;
    return !csv->is_skipping;
}

/* What the decoder or the buffer has come to where a scan needs more. */
static lt_code hard_fault(const lt_csv *csv)
{
    if (csv->is_drained)
        return csv->decoder.fault;
    if (csv->end - csv->begin >= LT_CSV_RECORD_BYTES)
        return LT_E_LONG_LINE;
    return LT_CODE_COUNT;
}

static void show(lt_csv_fault *fault, const char *text, const char *end)
{
    size_t length = 0;

    while (text + length < end && length < sizeof(fault->text) - 1 &&
           text[length] != '\n' && text[length] != '\r')
        length++;
    while (length > 0 && text + length < end &&
           ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    memcpy(fault->text, text, length);
    fault->text[length] = '\0';
}

/* Tell of a quote that should not be where it is. */
static void tell(lt_csv *csv, lt_csv_fault *fault, const struct scan *scan,
                 enum outcome outcome)
{
    const char *begin = csv->buffer + csv->begin;
    const char *at = scan->at;

    fault->line = csv->line + count_lines(begin, at);
    fault->field = (uint32_t)(csv->field_count - scan->first) + 1;
    if (outcome == STRAY_QUOTE || outcome == QUOTE_INSIDE) {
        fault->code = LT_E_STRAY_QUOTE;
        show(fault, at, scan->end);
        csv->begin = (size_t)(at - csv->buffer);
        csv->line = fault->line;
        csv->is_skipping = 1;
    } else {
        fault->code =
            outcome == OPEN_QUOTE ? LT_E_UNTERMINATED_QUOTE : LT_E_LONG_LINE;
        csv->begin = csv->end;
        csv->is_drained = 1;
    }
    csv->field_count = scan->first;
}

/* The record is whole: mend its quotes and step behind it. */
static void finish(lt_csv *csv, const struct scan *scan, lt_record *record)
{
    const char *begin = csv->buffer + csv->begin;

    record->line = csv->line;
    record->count = (uint32_t)(csv->field_count - scan->first);
    csv->line++;
    if (scan->is_quoted) {
        csv->line += count_lines(begin, scan->at);
        for (size_t i = scan->first; i < csv->field_count; i++)
            undouble(&csv->fields[i]);
    }
    csv->begin = (size_t)(scan->at - csv->buffer);
    csv->begin += line_end(scan->at, scan->end);
}

/* Records out of what is in the buffer, MORE when it is used up. */
static enum outcome scan_batch(lt_csv *csv, lt_record *records, uint32_t *count,
                               lt_csv_fault *fault)
{
    while (*count < LT_CSV_BATCH) {
        struct scan scan = {NULL, csv->buffer + csv->end, csv->field_count, 0};
        enum outcome outcome = RECORD;

        if (csv->is_skipping && !skip_rest_of_line(csv))
            return MORE;
        if (!skip_blank_lines(csv) || csv->begin == csv->end)
            return MORE;
        scan.at = csv->buffer + csv->begin;
        outcome = scan_record(csv, &scan);
        if (outcome == MORE || outcome == NO_MEMORY) {
            csv->field_count = scan.first;
            return outcome;
        }
        /* Whatever the bytes before a fault of the file seem to say. */
        if (csv->decoder.fault != LT_CODE_COUNT &&
            (outcome == OPEN_QUOTE || scan.at == scan.end)) {
            csv->field_count = scan.first;
            return MORE;
        }
        if (outcome != RECORD) {
            tell(csv, fault, &scan, outcome);
            return outcome;
        }
        finish(csv, &scan, &records[(*count)++]);
    }
    return RECORD;
}

/* Tell of what stops the file where a record is not whole. */
static void stop(lt_csv *csv, lt_csv_fault *fault)
{
    const char *begin = csv->buffer + csv->begin;
    const char *end = csv->buffer + csv->end;

    fault->code = hard_fault(csv);
    fault->line = csv->line;
    if (fault->code != LT_E_LONG_LINE)
        fault->line += count_lines(begin, end);
    csv->begin = csv->end;
    csv->is_drained = 1;
}

lt_status lt_csv_next(lt_csv *csv, lt_record *records, uint32_t *count,
                      lt_csv_fault *fault, lt_error *err)
{
    lt_status status = LT_OK;
    size_t first = 0;

    *count = 0;
    *fault = (lt_csv_fault){LT_CODE_COUNT, 0, 0, ""};
    csv->field_count = 0;
    for (;;) {
        enum outcome outcome = scan_batch(csv, records, count, fault);

        if (outcome == NO_MEMORY)
            return lt_fail_memory(err, "a record");
        if (outcome != MORE || *count > 0)
            break;
        if (hard_fault(csv) != LT_CODE_COUNT) {
            stop(csv, fault);
            break;
        }
        if (csv->is_drained)
            break;
        if (csv->is_skipping)
            csv->begin = csv->end;
        status = refill(csv, err);
        if (status != LT_OK)
            return status;
    }
    for (uint32_t i = 0; i < *count; i++) {
        records[i].fields = csv->fields + first;
        first += records[i].count;
    }
    return LT_OK;
}

int lt_csv_goes_on(const lt_csv_fault *fault)
{
    return fault->code == LT_CODE_COUNT || fault->code == LT_E_STRAY_QUOTE;
}
