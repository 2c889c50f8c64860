#include "graph/graph.h"

#include <stdlib.h>

void lt_graph_free(lt_graph *graph)
{
    if (graph == NULL)
        return;
    free(graph->sources);
    free(graph->regions);
    free(graph->chains);
    free(graph->products);
    free(graph->processes);
    free(graph->recipes);
    free(graph->links);
    free(graph->firms);
    free(graph->capacities);
    free(graph->supplies);
    free(graph->demands);
    free(graph->targets);
    free(graph->projects);
    free(graph->statements);
    free(graph->memberships);
    lt_csr_clear(&graph->links_out);
    lt_csr_clear(&graph->links_in);
    lt_csr_clear(&graph->recipes_of);
    lt_csr_clear(&graph->recipes_using);
    lt_csr_clear(&graph->recipes_yielding);
    lt_csr_clear(&graph->processes_making);
    lt_csr_clear(&graph->capacities_of);
    lt_csr_clear(&graph->capacities_at);
    lt_csr_clear(&graph->supplies_out);
    lt_csr_clear(&graph->supplies_in);
    lt_csr_clear(&graph->chains_of);
    lt_csr_clear(&graph->products_in);
    lt_csr_clear(&graph->region_children);
    free(graph->generic);
    free(graph->broad);
    lt_names_free(graph->product_names);
    lt_names_free(graph->firm_names);
    lt_names_free(graph->region_names);
    lt_names_free(graph->chain_names);
    lt_names_free(graph->process_names);
    lt_facts_free(graph->facts);
    free(graph);
}

const char *lt_chain_label(const lt_graph *graph, uint32_t chain, int english)
{
    const lt_chain *found = &graph->chains[chain];

    return english && found->name_en != NULL && found->name_en[0] != '\0'
               ? found->name_en
               : found->name;
}

const char *lt_product_label(const lt_graph *graph, uint32_t product,
                             int english)
{
    const lt_product *p = &graph->products[product];

    return english && p->name_en[0] != '\0' ? p->name_en : p->name;
}

int lt_region_within(const lt_graph *graph, uint32_t region, uint32_t ancestor)
{
    while (region != LT_NONE && region != ancestor)
        region = graph->regions[region].parent;
    return region == ancestor && region != LT_NONE;
}

int lt_chain_within(const lt_graph *graph, uint32_t chain, uint32_t ancestor)
{
    while (chain != LT_NONE && chain != ancestor)
        chain = graph->chains[chain].parent;
    return chain == ancestor && chain != LT_NONE;
}

static const struct {
    const char *word;
    lt_phrase phrase;
} STAGES[LT_STAGE_COUNT + 1] = {
    [LT_STAGE_RAW] = {"raw", {"原料", "raw"}},
    [LT_STAGE_BASIC] = {"basic", {"基础", "basic"}},
    [LT_STAGE_INTERMEDIATE] = {"intermediate", {"中间品", "intermediate"}},
    [LT_STAGE_COMPONENT] = {"component", {"零部件", "component"}},
    [LT_STAGE_FINAL] = {"final", {"终端", "final"}},
    [LT_STAGE_EQUIPMENT] = {"equipment", {"装备", "equipment"}},
    [LT_STAGE_SERVICE] = {"service", {"服务", "service"}},
    [LT_STAGE_ENERGY] = {"energy", {"能源", "energy"}},
    [LT_STAGE_UNKNOWN] = {"", {"", ""}},
};

const char *lt_stage_word(lt_stage stage)
{
    return STAGES[stage].word;
}

lt_phrase lt_stage_phrase(lt_stage stage)
{
    return STAGES[stage].phrase;
}

const char *lt_link_kind_word(lt_link_kind kind)
{
    static const char *const WORDS[] = {"input", "byproduct", "equipment",
                                        "service", "kind_of"};

    return WORDS[kind];
}
