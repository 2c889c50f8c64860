#include "importers/xlsx_text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ESCAPE_BYTES = 7, SECONDS_A_DAY = 86400, DAYS_FROM_1900_TO_1904 = 1462 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The number HHHH of _xHHHH_ at @p text; -1 where there is none. */
static int32_t escaped(const char *text, size_t length)
{
    int32_t code = 0;

    if (length < ESCAPE_BYTES || text[0] != '_' || text[1] != 'x' ||
        text[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        const int digit = hex_digit(text[i]);

        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

static size_t put_character(char *out, int32_t code)
{
    const uint32_t c = (uint32_t)code;

    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The character of an escape, or of two that are a surrogate pair; *bytes is
 * how long they are. */
static int32_t read_escape(const char *text, size_t length, size_t *bytes)
{
    int32_t code = escaped(text, length);
    int32_t low = -1;

    *bytes = ESCAPE_BYTES;
    if (code < 0xD800 || code > 0xDFFF)
        return code;
    low = escaped(text + ESCAPE_BYTES, length - ESCAPE_BYTES);
    if (code > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0xFFFD;
    *bytes = (size_t)2 * ESCAPE_BYTES;
    return 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
}

size_t lt_xlsx_unescape(char *text, size_t length)
{
    size_t used = 0;
    size_t at = 0;

    if (memchr(text, '_', length) == NULL && memchr(text, '\r', length) == NULL)
        return length;
    while (at < length) {
        size_t bytes = 1;
        int32_t code = -1;

        if (text[at] == '_')
            code = read_escape(text + at, length - at, &bytes);
        if (code < 0) {
            code = (unsigned char)text[at];
            bytes = 1;
            text[used++] = text[at];
        } else if (code > 0) {
            used += put_character(text + used, code);
        }
        at += bytes;
        if (code == '\r' && at < length && text[at] == '\n')
            used--;
    }
    return used;
}

/* Numbers of formats that every program knows, the East Asian ones too. */
static int is_built_in_date(unsigned long number)
{
    return (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
           (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
}

/* Where what begins at @p at ends: a quoted text, an escaped character or a
 * bracket, which say nothing of dates; @p at itself where it is none. */
static const char *behind_literal(const char *at)
{
    const char *end = NULL;

    if (*at == '"')
        end = strchr(at + 1, '"');
    else if (*at == '[')
        end = strchr(at, ']');
    else if (*at == '\\' || *at == '_' || *at == '*')
        return at[1] == '\0' ? at + 1 : at + 2;
    else
        return at;
    return end == NULL ? at + strlen(at) : end + 1;
}

int lt_xlsx_is_date(unsigned long number, const char *code)
{
    if (code == NULL)
        return is_built_in_date(number);
    if (strncmp(code, "General", 7) == 0)
        return 0;
    /* The first section, that of positive numbers, tells. */
    while (*code != '\0' && *code != ';') {
        const char *behind = behind_literal(code);

        /* [h]:mm is a span of time, no date. */
        if (*code == '[' && strchr("hmsHMS", code[1]) != NULL &&
            code[1] != '\0')
            return 0;
        if (behind == code) {
            if (strchr("ymdhsYMDHS", *code) != NULL)
                return 1;
            behind++;
        }
        code = behind;
    }
    return 0;
}

/* Year, month and day of a number of days since 1970-01-01 (Hinnant 2013). */
static void civil(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    const int64_t shifted = days + 719468;
    const int64_t era = shifted / 146097;
    const int64_t of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t march = (5 * of_year + 2) / 153;

    *day = of_year - (153 * march + 2) / 5 + 1;
    *month = march < 10 ? march + 3 : march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* 1899-12-30, day 0 from March 1900 on, in days since 1970-01-01. */
static const int64_t EPOCH_1900 = -25569;

static int write_day(char *text, int64_t day)
{
    int64_t year = 1900;
    int64_t month = 2;
    int64_t of_month = 29;

    /* Day 60 never was; the days before it count from one day later. */
    if (day != 60)
        civil(EPOCH_1900 + day + (day < 60), &year, &month, &of_month);
    if (year > 9999)
        return -1;
    return snprintf(text, LT_XLSX_DATE_BYTES, "%04d-%02d-%02d", (int)year,
                    (int)month, (int)of_month);
}

int lt_xlsx_date(char *text, double serial, int is_1904)
{
    int64_t day = 0;
    int64_t second = 0;
    int used = 0;

    if (!(serial >= 0.0) || serial > 3e6)
        return 0;
    day = (int64_t)floor(serial);
    second = (int64_t)llround((serial - floor(serial)) * SECONDS_A_DAY);
    if (second == SECONDS_A_DAY) {
        day++;
        second = 0;
    }
    if (is_1904)
        day += DAYS_FROM_1900_TO_1904;
    if (day > 0 || second == 0)
        used = write_day(text, day);
    if (used < 0)
        return 0;
    if (second != 0)
        (void)snprintf(text + used, (size_t)(LT_XLSX_DATE_BYTES - used),
                       "%s%02d:%02d:%02d", used > 0 ? "T" : "",
                       (int)(second / 3600), (int)(second / 60 % 60),
                       (int)(second % 60));
    return 1;
}

size_t lt_xlsx_iso_date(const char *text, size_t length)
{
    static const size_t DATE_BYTES = sizeof("2021-03-05") - 1;

    if (length <= DATE_BYTES || text[DATE_BYTES] != 'T' || text[4] != '-')
        return length;
    for (size_t i = DATE_BYTES + 1; i < length; i++)
        if (strchr("0:.Z", text[i]) == NULL)
            return length;
    return DATE_BYTES;
}
