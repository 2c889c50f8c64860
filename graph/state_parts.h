/* Private to graph/: the steps of lt_state_new, in the order they run. */
#ifndef LT_GRAPH_STATE_PARTS_H
#define LT_GRAPH_STATE_PARTS_H

#include "graph/state.h"

/* Capacities, makers and presence of every product from the capacity rows of
 * the regions marked in `in_region`. */
lt_status lt_state_stock(lt_state *state, const uint8_t *in_region,
                         lt_error *err);

/* Which processes run and how much; what comes with them is present too. */
lt_status lt_state_run(lt_state *state, lt_error *err);

/* Needs of active processes and demands, and the cover they leave. */
lt_status lt_state_need(lt_state *state, const uint8_t *in_region,
                        lt_error *err);

#endif
