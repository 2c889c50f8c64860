#include "importers/xml_version.h"

#include <libxml/xmlversion.h>

const char *lt_libxml2_version(void)
{
    return LIBXML_DOTTED_VERSION;
}
