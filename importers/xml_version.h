/**
 * @file importers/xml_version.h
 * Version of the library this layer stands on.
 */
#ifndef LT_IMPORTERS_XML_VERSION_H
#define LT_IMPORTERS_XML_VERSION_H

/** Version of libxml2 it was built with, "2.9.14". Static. */
const char *lt_libxml2_version(void);

#endif
