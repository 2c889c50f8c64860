/**
 * @file graph/versions.h
 * Versions of the libraries this layer stands on.
 */
#ifndef LT_GRAPH_VERSIONS_H
#define LT_GRAPH_VERSIONS_H

/** Version of utf8proc in use, "2.8.0". Static. */
const char *lt_utf8proc_version(void);

#endif
