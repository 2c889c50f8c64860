/* Private to analysis/: what is drawn on the chain map. */
#ifndef LT_ANALYSIS_MAP_PARTS_H
#define LT_ANALYSIS_MAP_PARTS_H

#include "analysis/gaps.h"
#include "analysis/holdings.h"
#include "graph/state.h"
#include "graph/table.h"

/* A relation of two products. */
struct map_link {
    uint32_t from, to;
    double coefficient; /* In the units shown, per unit shown; NaN unknown. */
    uint8_t kind;       /* lt_link_kind. */
    uint8_t essential;
    uint8_t shortcut;
};

/* Relations, those of one `to` together. */
struct map_links {
    struct map_link *items;
    uint32_t count;
};

/*
 * All links of the map, and what recipes take or yield beyond them; each pair
 * of products once for each kind. The coefficient is that of the main process:
 * the active one that makes most, else the first; else of any that has one.
 * free() releases the items. O(links + recipes).
 */
lt_status map_links_collect(struct map_links *out, const lt_state *state,
                            lt_error *err);

/* How a product is shown. */
enum { MAP_HIDDEN, MAP_SHOWN, MAP_OUTSIDE };

/*
 * Which products are shown (by product): those of the view with a link, and
 * neighbours outside it that feed or take from them; where one product is
 * asked for, only what leads to it or from it. O(products + links).
 */
lt_status map_choose(uint8_t *shown, const lt_state *state,
                     const struct map_links *links, lt_error *err);

/* A link is drawn when both ends are shown and one is in the view. */
int map_is_drawn(const uint8_t *shown, const struct map_link *link);

/* What the rows and the drawing are made of; borrowed. */
struct map_data {
    const lt_state *state;
    const lt_gaps *gaps;
    const lt_holdings *holdings;
    const struct map_links *links;
    const uint8_t *shown;
};

/* "洛阳市石油化工产业链图谱：PTA（2022年）"; in the answer's arena. */
lt_status map_title(const char **out, lt_answer *answer, const lt_state *state,
                    lt_error *err);

/* Fill the two tables of the answer and its drawing, without places. */
lt_status map_write(lt_answer *answer, const struct map_data *data,
                    lt_error *err);

/* The same with the home chains of the products shown as boxes, and the links
 * between them gathered. O(products + links log links). */
lt_status map_write_chains(lt_answer *answer, const struct map_data *data,
                           lt_error *err);

#endif
