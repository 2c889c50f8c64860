#include "graph/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A decimal number: digits × 10^exponent. */
struct decimal {
    uint64_t mantissa; /* The first 19 significant digits. */
    int exponent;
    int digits; /* Significant digits, all of them. */
    int seen;   /* Digits of any sort. */
};

enum {
    MANTISSA_DIGITS_MAX = 19,
    EXACT_POWER_MAX = 22,
    EXPONENT_MAX = 100000,
    KEPT_DIGITS_MAX = 800 /* More than any double needs to be told apart. */
};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void take_digit(struct decimal *number, char c, int behind_point)
{
    number->seen++;
    if (behind_point)
        number->exponent--;
    if (number->digits == 0 && c == '0')
        return;
    number->digits++;
    if (number->digits <= MANTISSA_DIGITS_MAX)
        number->mantissa = number->mantissa * 10 + (uint64_t)(c - '0');
    else
        number->exponent++;
}

/* Read the digits before the point, with thousands commas where the first
 * group has one to three digits and all others three. NULL: not a number. */
static const char *read_whole(struct decimal *number, const char *at,
                              const char *end)
{
    /* "0,655" is a decimal comma: no group of thousands begins with 0. */
    const int leads_with_zero = at < end && *at == '0';
    int group = 0;
    int commas = 0;

    for (; at < end && (is_digit(*at) || *at == ','); at++) {
        if (*at == ',') {
            if (group == 0 || group > 3 || leads_with_zero ||
                (commas > 0 && group != 3))
                return NULL;
            commas++;
            group = 0;
            continue;
        }
        take_digit(number, *at, 0);
        group++;
    }
    return commas > 0 && group != 3 ? NULL : at;
}

/* Read "e-12" at @p at. NULL: not an exponent. */
static const char *read_exponent(struct decimal *number, const char *at,
                                 const char *end)
{
    int negative = 0;
    int exponent = 0;

    at++;
    if (at < end && (*at == '+' || *at == '-'))
        negative = *at++ == '-';
    if (at == end || !is_digit(*at))
        return NULL;
    for (; at < end && is_digit(*at); at++)
        if (exponent < EXPONENT_MAX)
            exponent = exponent * 10 + (*at - '0');
    number->exponent += negative ? -exponent : exponent;
    return at;
}

/* The same digits without point and commas, so that no locale matters. */
static double slow_value(const struct decimal *number, const char *begin,
                         const char *end)
{
    char text[KEPT_DIGITS_MAX + 32];
    size_t length = 0;
    int rest = 0;
    int exponent = number->exponent;
    int left = number->digits;

    if (number->digits > MANTISSA_DIGITS_MAX)
        exponent -= number->digits - MANTISSA_DIGITS_MAX;
    for (const char *at = begin; at < end && *at != 'e' && *at != 'E'; at++) {
        if (!is_digit(*at) || (length == 0 && *at == '0'))
            continue;
        if (length < KEPT_DIGITS_MAX) {
            text[length++] = *at;
            left--;
        } else {
            rest |= *at != '0';
        }
    }
    exponent += left;
    if (rest) { /* A digit below all others keeps the rounding right. */
        text[length++] = '1';
        exponent--;
    }
    (void)snprintf(text + length, sizeof(text) - length, "e%d", exponent);
    return strtod(text, NULL);
}

static double decimal_value(const struct decimal *number, const char *begin,
                            const char *end)
{
    static const double powers[EXACT_POWER_MAX + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const uint64_t exact = (uint64_t)1 << 53;
    const int exponent = number->exponent;

    if (number->digits == 0)
        return 0.0;
    /* Both factors are exact, so the result is rounded once (Clinger 1990). */
    if (number->digits <= MANTISSA_DIGITS_MAX && number->mantissa <= exact &&
        exponent >= -EXACT_POWER_MAX && exponent <= EXACT_POWER_MAX)
        return exponent < 0 ? (double)number->mantissa / powers[-exponent]
                            : (double)number->mantissa * powers[exponent];
    return slow_value(number, begin, end);
}

int lt_number_parse(double *out, const char *text, size_t length)
{
    const char *at = text;
    const char *end = text + length;
    struct decimal number = {0, 0, 0, 0};
    int negative = 0;
    double value = 0.0;

    if (at < end && (*at == '+' || *at == '-'))
        negative = *at++ == '-';
    at = read_whole(&number, at, end);
    if (at == NULL)
        return 0;
    if (at < end && *at == '.')
        for (at++; at < end && is_digit(*at); at++)
            take_digit(&number, *at, 1);
    if (number.seen == 0)
        return 0;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at = read_exponent(&number, at, end);
        if (at == NULL)
            return 0;
    }
    if (at != end)
        return 0;
    value = decimal_value(&number, text, end);
    if (!isfinite(value))
        return 0;
    *out = negative && value != 0.0 ? -value : value;
    return 1;
}
