#include "graph/versions.h"

#include <utf8proc.h>

const char *lt_utf8proc_version(void)
{
    return utf8proc_version();
}
