/* Drawings to lay out and to write (tests only). */
#ifndef LT_TESTS_SAMPLE_CHART_H
#define LT_TESTS_SAMPLE_CHART_H

#include "graph/table.h"

enum { POLYESTER_NODES = 15, POLYESTER_EDGES = 16 };

/*
 * Fill `answer` with the polyester chain: every mark, kind of edge and stage
 * but service, a neighbour outside, a generic product, a shortcut. Boxes stand
 * in a grid that overlaps nowhere. Static nodes and edges, fresh at each call.
 * Clear the answer afterwards.
 */
void sample_chart(lt_answer *answer, lt_lang lang);

/*
 * A chart without places: random stages, labels, kinds and links, the same for
 * the same seed. Everything lives in the arena.
 */
void random_chart(lt_chart *chart, lt_arena *arena, uint32_t seed,
                  uint32_t nodes, uint32_t edges);

#endif
