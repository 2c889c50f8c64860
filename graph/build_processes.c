/* The processes of the reference layer: those the tables name and those that
 * links imply. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lt_status lt_build_processes(lt_builder *builder)
{
    return lt_build_entities(builder, LT_SORT_PROCESS, LT_PROCESSES,
                             LT_PROCESS_NAME, UINT32_MAX, UINT32_MAX);
}

/* Main output of a process that only recipes name: its first output, or the
 * product of the same name. */
static uint32_t output_of(const lt_builder *builder, uint32_t process)
{
    const lt_graph *graph = builder->graph;
    const char *id = lt_pool_text(builder->facts->pool,
                                  builder->id_of[LT_SORT_PROCESS][process]);
    uint32_t best = LT_NONE;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];

        if (recipe->process != process || recipe->role != LT_ROLE_OUTPUT ||
            recipe->product == LT_NONE)
            continue;
        if (best == LT_NONE || recipe->coefficient == 1.0)
            best = recipe->product;
    }
    if (best == LT_NONE) {
        best = lt_names_find(graph->product_names, id);
        best = best >= LT_NAME_AMBIGUOUS ? LT_NONE : best;
    }
    return best;
}

static lt_status fill_process(lt_builder *builder, lt_process *process,
                              uint32_t index)
{
    uint32_t row = builder->row_of[LT_SORT_PROCESS][index];
    lt_status status = LT_OK;

    process->id = lt_pool_text(builder->facts->pool,
                               builder->id_of[LT_SORT_PROCESS][index]);
    process->name = process->id;
    process->row = row;
    process->source = LT_NONE;
    process->product = LT_NONE;
    process->investment = NAN;
    process->min_scale = NAN;
    process->status = LT_PROCESS_ALLOWED;
    if (row == LT_NONE) {
        process->product = output_of(builder, index);
        return LT_OK;
    }
    LT_TRY(lt_build_resolve(builder, &process->product, LT_SORT_PRODUCT,
                            LT_PROCESSES, row, LT_PROCESS_PRODUCT, 1));
    LT_TRY(lt_build_resolve(builder, &process->source, LT_SORT_SOURCE,
                            LT_PROCESSES, row, LT_PROCESS_SOURCE, 1));
    if (lt_facts_text(builder->facts, LT_PROCESSES, row, LT_PROCESS_NAME)[0] !=
        '\0')
        process->name =
            lt_facts_text(builder->facts, LT_PROCESSES, row, LT_PROCESS_NAME);
    process->status = (lt_process_status)lt_build_choice(
        builder, LT_PROCESSES, row, LT_PROCESS_STATUS, LT_PROCESS_ALLOWED);
    process->investment = lt_facts_number(builder->facts, LT_PROCESSES, row,
                                          LT_PROCESS_INVESTMENT);
    process->min_scale = lt_facts_number(builder->facts, LT_PROCESSES, row,
                                         LT_PROCESS_MIN_SCALE);

cleanup:
    return status;
}

/* A process per product that has none yet but is made from links. */
static uint32_t count_default(const lt_graph *graph, const uint8_t *has_process,
                              uint8_t *wants)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];
        uint32_t owner = LT_NONE;

        if (link->from == LT_NONE || link->to == LT_NONE)
            continue;
        if (link->kind == LT_LINK_INPUT)
            owner = link->to;
        if (link->kind == LT_LINK_BYPRODUCT)
            owner = link->from;
        if (owner == LT_NONE || has_process[owner] || wants[owner])
            continue;
        wants[owner] = 1;
        count++;
    }
    return count;
}

static void fill_default(lt_graph *graph, uint32_t index, uint32_t product)
{
    lt_process *process = &graph->processes[index];

    process->id = graph->products[product].id;
    process->name = graph->products[product].name;
    process->product = product;
    process->investment = NAN;
    process->min_scale = NAN;
    process->status = LT_PROCESS_ALLOWED;
    process->is_default = 1;
    process->source = LT_NONE;
    process->row = LT_NONE;
}

lt_status lt_list_processes(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_PROCESS];
    uint8_t *has_process = lt_alloc_array(graph->product_count, 1);
    uint8_t *wants = lt_alloc_array(graph->product_count, 1);
    lt_process *given = lt_alloc_array(count, sizeof(*given));
    uint32_t made = 0;
    lt_status status = LT_OK;

    if (has_process == NULL || wants == NULL || given == NULL) {
        status = lt_fail_memory(builder->err, "processes");
        goto cleanup;
    }
    for (uint32_t i = 0; i < count; i++) {
        LT_TRY(fill_process(builder, &given[i], i));
        if (given[i].product != LT_NONE)
            has_process[given[i].product] = 1;
    }
    made = count_default(graph, has_process, wants);
    graph->processes =
        lt_alloc_array((size_t)count + made, sizeof(*graph->processes));
    if (graph->processes == NULL) {
        status = lt_fail_memory(builder->err, "processes");
        goto cleanup;
    }
    if (count > 0)
        memcpy(graph->processes, given, count * sizeof(*given));
    graph->process_count = count;
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (wants[p])
            fill_default(graph, graph->process_count++, p);

cleanup:
    free(given);
    free(wants);
    free(has_process);
    return status;
}
