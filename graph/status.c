#include "graph/status.h"

#include <stdarg.h>
#include <stdio.h>

const char *lt_status_name(lt_status status)
{
    switch (status) {
    case LT_OK:
        return "ok";
    case LT_ERR_NOMEM:
        return "out of memory";
    case LT_ERR_INVALID:
        return "invalid argument";
    case LT_ERR_MISSING:
        return "not found";
    case LT_ERR_DATA:
        return "wrong data";
    case LT_ERR_IO:
        return "input/output error";
    case LT_ERR_LIMIT:
        return "size limit exceeded";
    }
    return "unknown status";
}

lt_status lt_fail(lt_error *err, lt_status status, const char *format, ...)
{
    va_list args;

    if (err == NULL)
        return status;
    err->status = status;
    va_start(args, format);
    (void)vsnprintf(err->message, sizeof(err->message), format, args);
    va_end(args);
    return status;
}
