#include "analysis/caveats.h"
#include "analysis/layout.h"
#include "analysis/map_parts.h"
#include "analysis/runs.h"
#include "graph/alloc.h"

#include <stdlib.h>

/* More products than a sheet of paper holds. */
enum { PRODUCTS_MOST = 300 };

/* Whether chains are drawn instead of products. */
static int is_overview(const struct map_data *data)
{
    const lt_scope *scope = data->state->scope;
    uint32_t shown = 0;

    for (uint32_t p = 0; p < scope->graph->product_count; p++)
        shown += data->shown[p] != MAP_HIDDEN;
    if (scope->level != LT_LEVEL_AUTO)
        return scope->level == LT_LEVEL_CHAINS;
    return scope->product == LT_NONE && scope->graph->chain_count > 1 &&
           shown > PRODUCTS_MOST;
}

/* Nothing to draw is an answer, but one that needs a word. */
static lt_status note_empty(lt_answer *out, lt_error *err)
{
    static const lt_phrase nothing = {
        "范围内没有带联系的产品，图为空",
        "no product in scope has a link: the map is empty"};

    if (out->chart->node_count > 0)
        return LT_OK;
    return lt_answer_note(out, nothing, NULL, 0, err);
}

/* Draw what was found, and say what it rests on. */
static lt_status draw(lt_answer *out, const struct map_data *data,
                      lt_error *err)
{
    lt_status status = lt_answer_caveats(out, data->state, err);

    if (status == LT_OK)
        status = is_overview(data) ? map_write_chains(out, data, err)
                                   : map_write(out, data, err);
    if (status == LT_OK)
        status = lt_cite_capacities(out, data->state, err);
    if (status == LT_OK)
        status = lt_layout(out->chart, &out->arena, out->lang, err);
    return status == LT_OK ? note_empty(out, err) : status;
}

lt_status lt_run_map(lt_answer *out, const lt_request *request, lt_error *err)
{
    lt_gaps *gaps = NULL;
    lt_holdings holdings = LT_HOLDINGS_EMPTY;
    struct map_links links = {NULL, 0};
    uint8_t *shown = lt_alloc_array(request->graph->product_count, 1);
    struct map_data data = {request->state, NULL, &holdings, &links, shown};
    lt_status status = LT_OK;

    if (shown == NULL)
        return lt_fail_memory(err, "map");
    LT_TRY(lt_gaps_new(&gaps, request->state, err));
    data.gaps = gaps;
    LT_TRY(lt_holdings_build(&holdings, request->state, err));
    LT_TRY(map_links_collect(&links, request->state, err));
    LT_TRY(map_choose(shown, request->state, &links, err));
    status = draw(out, &data, err);
cleanup:
    free(links.items);
    free(shown);
    lt_holdings_clear(&holdings);
    lt_gaps_free(gaps);
    return status;
}
