#include "cli/messages.h"

#include "reports/json_value.h"

#include <string.h>

int lt_exit_code(lt_status status)
{
    switch (status) {
    case LT_OK:
        return LT_EXIT_OK;
    case LT_ERR_INVALID:
    case LT_ERR_MISSING:
        return LT_EXIT_USAGE;
    case LT_ERR_DATA:
    case LT_ERR_LIMIT:
        return LT_EXIT_DATA;
    case LT_ERR_NOMEM:
    case LT_ERR_IO:
        break;
    }
    return LT_EXIT_FAILED;
}

/* Text that {1} … {3} at `from` stands for; NULL where it stands for itself. */
static const char *filling(const char *from, const char *const *args)
{
    const char *text = NULL;

    if (from[0] != '{' || from[1] < '1' || from[1] > '3' || from[2] != '}')
        return NULL;
    text = args[from[1] - '1'];
    return text == NULL ? "" : text;
}

/* Bytes before the last @ of the word @p text begins with; 0: there is none. */
static size_t before_last_at(const char *text)
{
    size_t length = strcspn(text, " \t\r\n");

    while (length > 0 && text[length - 1] != '@')
        length--;
    return length == 0 ? 0 : length - 1;
}

/* Stars stand for users and passwords in addresses, postgresql://USER:…@HOST
 * and password=…. */
static void put_without_secrets(FILE *stream, const char *text)
{
    static const char SCHEME[] = "://";
    static const char PASSWORD[] = "password=";

    while (*text != '\0') {
        size_t hidden = 0;

        if (strncmp(text, SCHEME, strlen(SCHEME)) == 0) {
            (void)fputs(SCHEME, stream);
            text += strlen(SCHEME);
            hidden = before_last_at(text);
        } else if (strncmp(text, PASSWORD, strlen(PASSWORD)) == 0) {
            (void)fputs(PASSWORD, stream);
            text += strlen(PASSWORD);
            hidden = strcspn(text, "& \t\r\n");
        } else {
            (void)fputc(*text++, stream);
        }
        if (hidden > 0)
            (void)fputs("***", stream);
        text += hidden;
    }
}

void lt_print_filled(FILE *stream, const char *template, const char *first,
                     const char *second, const char *third)
{
    const char *args[3] = {first, second, third};

    while (*template != '\0') {
        const char *text = filling(template, args);

        if (text != NULL) {
            put_without_secrets(stream, text);
            template += 3;
        } else {
            (void)fputc(*template ++, stream);
        }
    }
}

/* Append to `out`, which holds `used` of `room` bytes; returns what it holds
 * then. */
static size_t append(char *out, size_t used, size_t room, const char *text,
                     size_t length)
{
    if (length > room - used - 1)
        length = room - used - 1;
    memcpy(out + used, text, length);
    out[used + length] = '\0';
    return used + length;
}

/* Take away the beginning of a character whose end was cut off. */
static void trim_character(char *text, size_t length)
{
    size_t begin = length;
    size_t need = 1;

    while (begin > 0 && ((unsigned char)text[begin - 1] & 0xC0) == 0x80)
        begin--;
    if (begin == 0)
        return;
    begin--;
    if (((unsigned char)text[begin] & 0xE0) == 0xC0)
        need = 2;
    else if (((unsigned char)text[begin] & 0xF0) == 0xE0)
        need = 3;
    else if (((unsigned char)text[begin] & 0xF8) == 0xF0)
        need = 4;
    if (length - begin < need)
        text[begin] = '\0';
}

lt_status lt_fail_say(lt_error *err, lt_status status, lt_lang lang,
                      lt_phrase template, const char *first, const char *second,
                      const char *third)
{
    const char *args[3] = {first, second, third};
    const char *from = lt_say(lang, template);
    size_t used = 0;

    if (err == NULL)
        return status;
    err->status = status;
    err->message[0] = '\0';
    while (*from != '\0' && used < sizeof(err->message) - 1) {
        const char *text = filling(from, args);

        used =
            append(err->message, used, sizeof(err->message),
                   text != NULL ? text : from, text != NULL ? strlen(text) : 1);
        from += text != NULL ? 3 : 1;
    }
    if (used == sizeof(err->message) - 1)
        trim_character(err->message, used);
    return status;
}

void lt_tell(lt_lang lang, lt_phrase template, const char *first,
             const char *second, const char *third)
{
    (void)fputs("liantu: ", stderr);
    lt_print_filled(stderr, lt_say(lang, template), first, second, third);
    (void)fputc('\n', stderr);
}

int lt_complain(lt_status status, const lt_error *err)
{
    if (status != LT_OK && err->message[0] != '\0') {
        (void)fputs("liantu: ", stderr);
        put_without_secrets(stderr, err->message);
        (void)fputc('\n', stderr);
    }
    return lt_exit_code(status);
}

lt_severity lt_severity_under(lt_severity severity, int strict)
{
    return strict && severity == LT_WARNING ? LT_ERROR : severity;
}

const char *lt_severity_word(lt_severity severity)
{
    static const char *const words[LT_SEVERITY_COUNT] = {
        [LT_NOTE] = "note", [LT_WARNING] = "warning", [LT_ERROR] = "error"};

    return words[severity];
}

void lt_cell_name(char *cell, lt_place place)
{
    char letters[8];
    size_t count = 0;
    uint32_t column = place.column;

    cell[0] = '\0';
    if (place.sheet == NULL || place.line == 0)
        return;
    for (; column > 0; column = (column - 1) / 26)
        letters[count++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < count; i++)
        cell[i] = letters[count - 1 - i];
    (void)snprintf(cell + count, LT_CELL_BYTES - count, "%u", place.line);
}

static void print_place(FILE *stream, lt_place place)
{
    char cell[LT_CELL_BYTES];

    (void)fputs(place.file == NULL ? "liantu" : place.file, stream);
    if (place.sheet != NULL) {
        lt_cell_name(cell, place);
        (void)fprintf(stream, cell[0] == '\0' ? "!%s" : "!%s!%s", place.sheet,
                      cell);
    } else if (place.line > 0) {
        (void)fprintf(stream, ":%u", place.line);
        if (place.column > 0)
            (void)fprintf(stream, ":%u", place.column);
    }
    (void)fputs(": ", stream);
}

static void print_fault(FILE *stream, const lt_diagnostic *fault,
                        lt_fault_style style)
{
    print_place(stream, fault->place);
    (void)fprintf(
        stream, "%s: %s",
        lt_severity_word(lt_severity_under(fault->severity, style.strict)),
        fault->message);
    if (fault->hint != NULL)
        (void)fprintf(stream, "%s%s", style.lang == LT_ZH ? "；" : "; ",
                      fault->hint);
    (void)fprintf(stream, " [%s]\n", lt_code_table[fault->code].name);
}

/* Null where it is 0. */
static void json_number(FILE *stream, const char *name, uint32_t number)
{
    lt_json_name(stream, name, 1);
    if (number == 0)
        lt_json_text(stream, NULL);
    else
        lt_json_number(stream, number);
}

static void json_text(FILE *stream, const char *name, const char *text)
{
    lt_json_name(stream, name, 1);
    lt_json_text(stream, text);
}

/* `code` is NULL for a count of faults. */
static void json_fault(FILE *stream, const lt_diagnostic *fault,
                       const char *code, lt_severity severity)
{
    char cell[LT_CELL_BYTES];

    lt_cell_name(cell, fault->place);
    (void)fputs("{\"file\":", stream);
    lt_json_text(stream, fault->place.file);
    json_number(stream, "line", fault->place.line);
    json_number(stream, "column", fault->place.column);
    json_text(stream, "sheet", fault->place.sheet);
    json_text(stream, "cell", cell[0] == '\0' ? NULL : cell);
    json_text(stream, "code", code);
    json_text(stream, "severity", lt_severity_word(severity));
    json_text(stream, "message", fault->message);
    json_text(stream, "hint", fault->hint);
    (void)fputs("}\n", stream);
}

/* The least severity that is shown. */
static lt_severity least_shown(lt_fault_style style)
{
    if (style.quiet)
        return LT_ERROR;
    return style.verbose ? LT_NOTE : LT_WARNING;
}

/* How many of a severity were found but not kept. */
static size_t rest_of(const lt_diagnostics *faults, lt_severity severity)
{
    size_t kept = 0;

    for (size_t i = 0; i < faults->kept_count; i++)
        kept += faults->items[i].severity == severity;
    return faults->counts[severity] - kept;
}

int lt_faults_rest(char *text, const lt_diagnostics *faults,
                   lt_severity severity)
{
    static const lt_phrase formats[LT_SEVERITY_COUNT] = {
        [LT_NOTE] = {"… 另有 {1} 条提示", "... and {1} more notes"},
        [LT_WARNING] = {"… 另有 {1} 处警告", "... and {1} more warnings"},
        [LT_ERROR] = {"… 另有 {1} 处错误", "... and {1} more errors"}};
    const size_t rest = rest_of(faults, severity);
    lt_error filled = {0};
    char count[32];

    text[0] = '\0';
    if (rest == 0)
        return 0;
    (void)snprintf(count, sizeof(count), "%zu", rest);
    (void)lt_fail_say(&filled, LT_OK, faults->lang, formats[severity], count,
                      NULL, NULL);
    memcpy(text, filled.message, LT_REST_BYTES - 1);
    text[LT_REST_BYTES - 1] = '\0';
    return 1;
}

static void print_rest(FILE *stream, const lt_diagnostics *faults,
                       lt_severity severity, lt_fault_style style)
{
    char text[LT_REST_BYTES];
    lt_diagnostic count = {0};

    if (!lt_faults_rest(text, faults, severity))
        return;
    count.message = text;
    if (style.json)
        json_fault(stream, &count, NULL,
                   lt_severity_under(severity, style.strict));
    else
        (void)fprintf(stream, "%s\n", text);
}

void lt_faults_print(FILE *stream, const lt_diagnostics *faults,
                     lt_fault_style style)
{
    const lt_severity least = least_shown(style);

    for (size_t i = 0; i < faults->kept_count; i++) {
        const lt_diagnostic *fault = &faults->items[i];
        const lt_severity severity =
            lt_severity_under(fault->severity, style.strict);

        if (severity < least)
            continue;
        if (style.json)
            json_fault(stream, fault, lt_code_table[fault->code].name,
                       severity);
        else
            print_fault(stream, fault, style);
    }
    for (int s = LT_SEVERITY_COUNT - 1; s >= 0; s--)
        if (lt_severity_under((lt_severity)s, style.strict) >= least)
            print_rest(stream, faults, (lt_severity)s, style);
}
