/* cmocka wants these headers in this order before its own. */
#ifndef LT_TESTS_CMOCKA_FIRST_H
#define LT_TESTS_CMOCKA_FIRST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

/* cmocka 1.1.5 compares floats only; this one compares doubles. */
#define assert_close(actual, expected, tolerance)                              \
    assert_true(fabs((actual) - (expected)) <= (tolerance))

#endif
