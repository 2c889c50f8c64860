#include "graph/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whole numbers up to this are exact and written without an exponent. */
static const double WHOLE_LIMIT = 1e15;

/* The decimal point that printf took from the locale becomes a full stop. */
static void plain_point(char *text)
{
    size_t start = strspn(text, "+-0123456789e");
    size_t foreign = strcspn(text + start, "+-0123456789e");

    if (foreign == 0)
        return;
    text[start] = '.';
    memmove(text + start + 1, text + start + foreign,
            strlen(text + start + foreign) + 1);
}

/* Digits of a whole number, much faster than printf. */
static void whole_text(char *text, double number)
{
    uint64_t left = (uint64_t)fabs(number);
    char digits[LT_NUMBER_BYTES];
    size_t count = 0;

    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0.0)
        *text++ = '-';
    while (count > 0)
        *text++ = digits[--count];
    *text = '\0';
}

void lt_number_text(char *text, double number)
{
    text[0] = '\0';
    if (!isfinite(number))
        return;
    if (fabs(number) <= WHOLE_LIMIT && trunc(number) == number) {
        whole_text(text, number);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, LT_NUMBER_BYTES, "%.*g", digits, number);
        /* strtod reads the point of the same locale. */
        if (strtod(text, NULL) == number)
            break;
    }
    plain_point(text);
}
