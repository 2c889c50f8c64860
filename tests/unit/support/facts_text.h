/* Fact tables written down in a test. */
#ifndef LT_TESTS_FACTS_TEXT_H
#define LT_TESTS_FACTS_TEXT_H

#include "graph/facts.h"

/*
 * Facts from blocks such as
 *
 *     [links]
 *     from,to,coefficient
 *     PX,PTA,0.655
 *
 * under the names tables and columns have in files. Cells have no quotes and
 * no commas; cells missing at the end of a row are blank, and so is a lone
 * "-". Blank lines do not count; the same table may come again. The file is
 * called "facts" and lines are counted in the whole text.
 * NULL when out of memory; any other fault of the text fails the test.
 */
lt_facts *facts_from(const char *text);

/* The same, with faults of cells noted instead. */
lt_facts *facts_noting(const char *text, lt_diagnostics *diagnostics);

#endif
