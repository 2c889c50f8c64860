/**
 * @file graph/status.h
 * Status codes and the error value every fallible function reports through.
 */
#ifndef LT_GRAPH_STATUS_H
#define LT_GRAPH_STATUS_H

#include <stddef.h>

/** Result of a fallible call. LT_OK is 0; every other value is a failure. */
typedef enum lt_status {
    LT_OK = 0,
    LT_ERR_NOMEM,   /**< An allocation failed. */
    LT_ERR_INVALID, /**< The caller broke a documented precondition. */
    LT_ERR_MISSING, /**< A name the user gave does not exist. */
    LT_ERR_DATA,    /**< The data are wrong; the diagnostics say where. */
    LT_ERR_IO,      /**< The operating system refused a read or write. */
    LT_ERR_LIMIT    /**< The input exceeds a documented size limit. */
} lt_status;

/** What went wrong, for a person. Plain value: nothing to free. */
typedef struct lt_error {
    lt_status status;
    char message[512];
} lt_error;

/** Name of @p status in lower case ("out of memory"). Never NULL. */
const char *lt_status_name(lt_status status);

/**
 * Fill @p err and return @p status, so that callers write
 * `return lt_fail(err, LT_ERR_INVALID, "...")`.
 * @param err may be NULL: the message is then dropped.
 */
lt_status lt_fail(lt_error *err, lt_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** lt_fail for a failed allocation of @p what. Inline, so that compilers and
 * analyzers see that it never returns LT_OK. */
static inline lt_status lt_fail_memory(lt_error *err, const char *what)
{
    (void)lt_fail(err, LT_ERR_NOMEM, "out of memory (%s)", what);
    return LT_ERR_NOMEM;
}

/**
 * Run a fallible call inside a function that has a local `lt_status status`
 * and a `cleanup:` label; jump there when it fails. The only macro in this
 * code base that changes control flow.
 */
#define LT_TRY(call)                                                           \
    do {                                                                       \
        status = (call);                                                       \
        if (status != LT_OK)                                                   \
            goto cleanup;                                                      \
    } while (0)

#endif
