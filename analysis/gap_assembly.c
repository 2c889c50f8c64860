/* Fill: products that are put together from parts, and the parts they lack. */
#include "analysis/gap_parts.h"

#include "graph/alloc.h"

static int is_lateral(const lt_graph *graph, uint32_t product)
{
    const lt_stage stage = graph->products[product].stage;

    return stage == LT_STAGE_COMPONENT || stage == LT_STAGE_EQUIPMENT;
}

static int ends_a_chain(const lt_graph *graph, uint32_t product)
{
    return gap_is_final(graph, product) ||
           graph->products[product].stage == LT_STAGE_EQUIPMENT;
}

/* Essential inputs of a process, by what they are. */
struct inputs {
    uint32_t all;
    uint32_t parts; /* Components and equipment. */
    uint32_t here;  /* Present and not generic. */
};

static struct inputs count_inputs(const lt_gaps *gaps, uint32_t process)
{
    const lt_graph *graph = gaps->state->scope->graph;
    struct inputs inputs = {0, 0, 0};

    for (uint32_t s = graph->recipes_of.offset[process];
         s < graph->recipes_of.offset[process + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];

        if (entry->role != LT_ROLE_INPUT)
            continue;
        inputs.all++;
        inputs.parts += (uint32_t)is_lateral(graph, entry->product);
        inputs.here +=
            !graph->generic[entry->product] &&
            lt_state_met(gaps->state, process, entry->product) == LT_MET_YES;
    }
    return inputs;
}

/* Is there enough to start a process from, and does it put parts together? */
static void look_at_process(lt_gaps *gaps, uint32_t process)
{
    const lt_rules *rules = gaps->state->scope->rules;
    const struct inputs inputs = count_inputs(gaps, process);

    if (inputs.here < rules->terminal_inputs &&
        !(gaps->process_readiness[process] >= rules->terminal_readiness))
        return;
    gaps->reachable[process] =
        inputs.all > 0 && inputs.parts >= rules->terminal_parts * inputs.all
            ? REACHABLE_ASSEMBLY
            : REACHABLE;
}

static void find_terminal(lt_gaps *gaps, uint32_t product)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;
    const lt_csr *making = &graph->processes_making;
    struct verdict *verdict = &gaps->verdicts[product];

    if (!lt_state_missing(state, product) ||
        (!ends_a_chain(graph, product) && !gaps->targeted[product]))
        return;
    for (uint32_t s = making->offset[product]; s < making->offset[product + 1];
         s++) {
        const uint32_t q = making->item[s];

        if (gap_bars(gaps, q))
            continue;
        look_at_process(gaps, q);
        if (gaps->reachable[q] == REACHABLE_ASSEMBLY &&
            ends_a_chain(graph, product) && gap_home_in_view(state, product)) {
            gap_set(verdict, SUB_TERMINAL);
            verdict->feeder = gap_feeder_of(gaps, product);
        }
    }
}

/* Raw material and what every chain uses are no parts of a particular one. */
static int is_part(const lt_graph *graph, uint32_t product)
{
    const lt_stage stage = graph->products[product].stage;

    return stage != LT_STAGE_RAW &&
           (!graph->generic[product] || stage == LT_STAGE_EQUIPMENT);
}

/* What a process lacks is missing, so that every input it has is another one.
 */
int gap_is_complement(const lt_gaps *gaps, const lt_recipe *entry)
{
    const lt_state *state = gaps->state;
    const lt_graph *graph = state->scope->graph;

    return gaps->reachable[entry->process] != REACHABLE_NOT &&
           entry->role == LT_ROLE_INPUT &&
           graph->processes[entry->process].product != entry->product &&
           lt_state_missing(state, entry->product) &&
           is_part(graph, entry->product) && gap_needs(gaps, entry);
}

lt_status gap_find_assembly(lt_gaps *gaps, lt_error *err)
{
    const lt_graph *graph = gaps->state->scope->graph;

    gaps->reachable = lt_alloc_array(graph->process_count, 1);
    if (gaps->reachable == NULL)
        return lt_fail_memory(err, "gaps");
    for (uint32_t p = 0; p < graph->product_count; p++)
        find_terminal(gaps, p);
    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *entry = &graph->recipes[i];
        const uint32_t whole = graph->processes[entry->process].product;
        struct verdict *verdict = &gaps->verdicts[entry->product];

        if (!gap_is_complement(gaps, entry) ||
            !gap_home_in_view(gaps->state, whole))
            continue;
        gap_set(verdict, SUB_COMPLEMENT);
        if (whole < verdict->completes)
            verdict->completes = whole;
    }
    return LT_OK;
}
