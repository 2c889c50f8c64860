#include "support/graph_text.h"

#include "support/cmocka_first.h"
#include "support/facts_text.h"

static lt_status build(struct world *world, const char *text)
{
    lt_diagnostics diagnostics = lt_diagnostics_new(LT_EN);
    lt_facts *facts = facts_from(text);
    lt_status status = LT_ERR_NOMEM;

    if (facts != NULL)
        status = lt_graph_build(&world->graph, facts, &diagnostics, NULL);
    if (status == LT_ERR_DATA && diagnostics.kept_count > 0)
        print_message("%s\n", diagnostics.items[0].message);
    lt_diagnostics_clear(&diagnostics);
    return status;
}

static uint32_t find(const lt_names *names, const char *name)
{
    const uint32_t found = lt_names_find(names, name);

    if (found >= LT_NAME_AMBIGUOUS)
        fail_msg("nothing is called %s", name);
    return found;
}

lt_status world_new(struct world *world, const char *text, const char *region,
                    const char *chain)
{
    lt_status status = LT_OK;

    *world = (struct world){.rules = lt_rules_default()};
    status = build(world, text);
    if (status == LT_OK) {
        const lt_graph *graph = world->graph;
        const int known = graph->region_count > 0;

        world->region = region == NULL ? 0 : find(graph->region_names, region);
        world->scope = (lt_scope){
            .graph = graph,
            .lang = LT_EN,
            .rules = &world->rules,
            .regions = &world->region,
            .region_count = known ? 1 : 0,
            .region_title = known ? graph->regions[world->region].name : "",
            .chain = chain == NULL ? LT_NONE : find(graph->chain_names, chain),
            .product = LT_NONE,
            .firm = LT_NONE,
            .horizon = LT_HORIZON_NOW};
        status = lt_state_new(&world->state, &world->scope, NULL);
    }
    if (status != LT_OK)
        world_clear(world);
    if (status != LT_OK && status != LT_ERR_NOMEM)
        fail_msg("the graph cannot be built: %s", lt_status_name(status));
    return status;
}

void world_clear(struct world *world)
{
    lt_state_free(world->state);
    lt_graph_free(world->graph);
    world->state = NULL;
    world->graph = NULL;
}

uint32_t product_called(const struct world *world, const char *name)
{
    return find(world->graph->product_names, name);
}

uint32_t firm_called(const struct world *world, const char *name)
{
    return find(world->graph->firm_names, name);
}
