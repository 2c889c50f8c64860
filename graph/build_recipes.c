/* The reference layer's relations: links, processes and recipes. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static lt_status too_many(lt_builder *builder, lt_fact fact, uint32_t count)
{
    return lt_fail(builder->err, LT_ERR_LIMIT, "%u rows of %s are too many",
                   count, lt_fact_specs[fact].name);
}

/* One row of links: its two products, whatever order the columns have. */
static lt_status resolve_link(lt_builder *builder, lt_link *link, uint32_t row)
{
    lt_status status = LT_OK;

    LT_TRY(lt_build_resolve(builder, &link->from, LT_SORT_PRODUCT, LT_LINKS,
                            row, LT_LINK_FROM, 1));
    LT_TRY(lt_build_resolve(builder, &link->to, LT_SORT_PRODUCT, LT_LINKS, row,
                            LT_LINK_TO, 1));
    link->kind = (uint8_t)lt_build_choice(builder, LT_LINKS, row, LT_LINK_KIND,
                                          LT_LINK_INPUT);
    /* The choices are yes and no; blank is yes. */
    link->essential =
        lt_build_choice(builder, LT_LINKS, row, LT_LINK_ESSENTIAL, 0) == 0;
    if (link->from != LT_NONE && link->from == link->to)
        lt_diagnose(builder->diagnostics, LT_E_SELF_LINK,
                    lt_build_place(builder, LT_LINKS, row, LT_LINK_TO),
                    lt_facts_text(builder->facts, LT_LINKS, row, LT_LINK_FROM),
                    NULL, NULL);

cleanup:
    return status;
}

lt_status lt_resolve_links(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->facts->tables[LT_LINKS].count;
    lt_status status = LT_OK;

    if (count >= LT_NONE - 1)
        return too_many(builder, LT_LINKS, count);
    graph->links = lt_alloc_array(count, sizeof(*graph->links));
    if (graph->links == NULL)
        return lt_fail_memory(builder->err, "links");
    graph->link_count = count;
    for (uint32_t row = 0; status == LT_OK && row < count; row++)
        status = resolve_link(builder, &graph->links[row], row);
    return status;
}

lt_status lt_build_processes(lt_builder *builder)
{
    return lt_build_entities(builder, LT_SORT_PROCESS, LT_PROCESSES,
                             LT_PROCESS_NAME, UINT32_MAX, UINT32_MAX);
}

/* Products that only a processes table names are declared by it. */
static lt_status declare_outputs(lt_builder *builder)
{
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < builder->count[LT_SORT_PROCESS]; i++) {
        uint32_t row = builder->row_of[LT_SORT_PROCESS][i];
        uint32_t product = LT_NONE;

        if (row != LT_NONE)
            LT_TRY(lt_build_resolve(builder, &product, LT_SORT_PRODUCT,
                                    LT_PROCESSES, row, LT_PROCESS_PRODUCT, 1));
    }

cleanup:
    return status;
}

lt_status lt_resolve_recipes(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->facts->tables[LT_RECIPES].count;
    lt_status status = declare_outputs(builder);

    if (status != LT_OK)
        return status;
    if (count >= LT_NONE - 1)
        return too_many(builder, LT_RECIPES, count);
    graph->recipes = lt_alloc_array(count, sizeof(*graph->recipes));
    if (graph->recipes == NULL)
        return lt_fail_memory(builder->err, "recipes");
    graph->recipe_count = count;
    for (uint32_t row = 0; row < count; row++) {
        lt_recipe *recipe = &graph->recipes[row];

        recipe->fact = LT_RECIPES;
        recipe->row = row;
        LT_TRY(lt_build_resolve(builder, &recipe->process, LT_SORT_PROCESS,
                                LT_RECIPES, row, LT_RECIPE_PROCESS, 1));
        LT_TRY(lt_build_resolve(builder, &recipe->product, LT_SORT_PRODUCT,
                                LT_RECIPES, row, LT_RECIPE_PRODUCT, 1));
        LT_TRY(lt_build_resolve(builder, &recipe->source, LT_SORT_SOURCE,
                                LT_RECIPES, row, LT_RECIPE_SOURCE, 1));
        recipe->role = (lt_role)lt_build_choice(builder, LT_RECIPES, row,
                                                LT_RECIPE_ROLE, LT_ROLE_INPUT);
        recipe->coefficient = lt_facts_number(builder->facts, LT_RECIPES, row,
                                              LT_RECIPE_COEFFICIENT);
        recipe->low =
            lt_facts_number(builder->facts, LT_RECIPES, row, LT_RECIPE_LOW);
        recipe->high =
            lt_facts_number(builder->facts, LT_RECIPES, row, LT_RECIPE_HIGH);
        recipe->basis =
            lt_facts_text(builder->facts, LT_RECIPES, row, LT_RECIPE_BASIS);
    }

cleanup:
    return status;
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

/* Factor of a coefficient: `MWh/t` overrides the units of the two products. */
static double coefficient_factor(lt_builder *builder, const lt_recipe *recipe)
{
    const lt_graph *graph = builder->graph;
    lt_unit in = graph->products[recipe->product].unit;
    lt_unit out =
        graph->products[graph->processes[recipe->process].product].unit;
    lt_unit top = in;
    lt_unit bottom = out;
    const char *text = NULL;
    const char *slash = NULL;
    char head[64] = "";

    if (recipe->fact != LT_RECIPES)
        return in.factor / out.factor;
    text = lt_facts_text(builder->facts, LT_RECIPES, recipe->row,
                         LT_RECIPE_COEFFICIENT_UNIT);
    if (text[0] == '\0')
        return in.factor / out.factor;
    slash = strchr(text, '/');
    if (slash != NULL && (size_t)(slash - text) < sizeof(head)) {
        memcpy(head, text, (size_t)(slash - text));
        head[slash - text] = '\0';
    }
    if (!lt_unit_parse(&top, slash == NULL ? text : head) ||
        (slash != NULL && !lt_unit_parse(&bottom, slash + 1)) ||
        (in.dimension != LT_DIMENSION_NONE && !lt_unit_compatible(top, in)) ||
        (out.dimension != LT_DIMENSION_NONE &&
         !lt_unit_compatible(bottom, out))) {
        lt_diagnose(builder->diagnostics, LT_E_UNIT_MISMATCH,
                    lt_build_place(builder, LT_RECIPES, recipe->row,
                                   LT_RECIPE_COEFFICIENT_UNIT),
                    text, in.name, out.name);
        return 1.0;
    }
    return top.factor / bottom.factor;
}

static void convert_recipe(lt_builder *builder, lt_recipe *recipe)
{
    double factor = coefficient_factor(builder, recipe);

    if (recipe->coefficient < recipe->low ||
        recipe->coefficient > recipe->high) {
        char range[64];
        char figure[LT_PLACE_BYTES];
        lt_place place = lt_build_place(builder, LT_RECIPES, recipe->row,
                                        LT_RECIPE_COEFFICIENT);

        lt_range_text(range, sizeof(range), recipe->low, recipe->high);
        lt_range_text(figure, sizeof(figure), recipe->coefficient, NAN);
        lt_diagnose(builder->diagnostics, LT_W_RANGE_ORDER, place,
                    builder->graph->products[recipe->product].name, figure,
                    range);
    }
    recipe->coefficient *= factor;
    recipe->low *= factor;
    recipe->high *= factor;
}

/* Least scales are given in a unit of their own or the product's; investment
 * is per unit of capacity. */
static void convert_scales(lt_builder *builder)
{
    lt_graph *graph = builder->graph;

    for (uint32_t q = 0; q < graph->process_count; q++) {
        lt_process *process = &graph->processes[q];
        double factor = 1.0;

        if (process->row == LT_NONE || process->product == LT_NONE)
            continue;
        factor = lt_unit_factor(builder, LT_PROCESSES, process->row,
                                LT_PROCESS_UNIT, process->product);
        process->min_scale *= factor;
        process->investment /= factor;
    }
}

/* Entries of one process that share a letter are alternatives: they get the
 * number of the first of them; every other entry keeps its own. */
static void number_groups(lt_builder *builder, const lt_csr *of_process)
{
    lt_graph *graph = builder->graph;

    for (uint32_t q = 0; q < of_process->owner_count; q++) {
        for (uint32_t s = of_process->offset[q]; s < of_process->offset[q + 1];
             s++) {
            lt_recipe *recipe = &graph->recipes[of_process->item[s]];
            uint32_t column = recipe->fact == LT_RECIPES
                                  ? (uint32_t)LT_RECIPE_GROUP
                                  : (uint32_t)LT_LINK_GROUP;
            const char *letter = lt_facts_text(builder->facts, recipe->fact,
                                               recipe->row, column);

            recipe->group = of_process->item[s];
            for (uint32_t t = of_process->offset[q]; letter[0] != '\0' && t < s;
                 t++) {
                const lt_recipe *other = &graph->recipes[of_process->item[t]];

                if (other->fact == recipe->fact &&
                    strcmp(letter, lt_facts_text(builder->facts, other->fact,
                                                 other->row, column)) == 0) {
                    recipe->group = other->group;
                    break;
                }
            }
        }
    }
}

/* What takes part in making recipes out of links. */
struct link_pass {
    lt_builder *builder;
    uint8_t *from_recipes; /* product → 1: recipes say how it is made */
    uint32_t room;
};

static lt_status append_recipe(struct link_pass *pass, lt_recipe recipe)
{
    lt_graph *graph = pass->builder->graph;

    if (graph->recipe_count == pass->room) {
        uint32_t room = pass->room < 256 ? 256 : pass->room * 2;
        lt_recipe *recipes =
            lt_grow_array(graph->recipes, room, sizeof(*recipes));

        if (recipes == NULL)
            return lt_fail_memory(pass->builder->err, "recipes");
        graph->recipes = recipes;
        pass->room = room;
    }
    graph->recipes[graph->recipe_count++] = recipe;
    return LT_OK;
}

/* Where recipes say how a product is made, its links are for display. */
static void mark_from_recipes(struct link_pass *pass)
{
    const lt_graph *graph = pass->builder->graph;

    for (uint32_t i = 0; i < graph->recipe_count; i++) {
        const lt_recipe *recipe = &graph->recipes[i];

        if (recipe->process != LT_NONE && recipe->role != LT_ROLE_OUTPUT &&
            graph->processes[recipe->process].product != LT_NONE)
            pass->from_recipes[graph->processes[recipe->process].product] = 1;
    }
}

static lt_status link_to_recipe(struct link_pass *pass, uint32_t row,
                                uint32_t process)
{
    lt_builder *builder = pass->builder;
    const lt_link *link = &builder->graph->links[row];
    lt_recipe recipe = {0};
    lt_status status = LT_OK;

    recipe.process = process;
    recipe.fact = LT_LINKS;
    recipe.row = row;
    recipe.low = NAN;
    recipe.high = NAN;
    recipe.basis = "";
    recipe.coefficient =
        lt_facts_number(builder->facts, LT_LINKS, row, LT_LINK_COEFFICIENT);
    recipe.product = link->kind == LT_LINK_BYPRODUCT ? link->to : link->from;
    recipe.role = LT_ROLE_INPUT;
    if (link->kind == LT_LINK_BYPRODUCT)
        recipe.role = LT_ROLE_OUTPUT;
    else if (!link->essential)
        recipe.role = LT_ROLE_OPTIONAL;
    status = lt_build_resolve(builder, &recipe.source, LT_SORT_SOURCE, LT_LINKS,
                              row, LT_LINK_SOURCE, 1);
    return status == LT_OK ? append_recipe(pass, recipe) : status;
}

/* Entries that a process already has: a repeated link counts once. */
static int has_entry(const lt_graph *graph, const lt_csr *made,
                     uint32_t process, uint32_t product, lt_role role)
{
    for (uint32_t s = made->offset[process]; s < made->offset[process + 1];
         s++) {
        const lt_recipe *recipe = &graph->recipes[made->item[s]];

        if (recipe->product == product &&
            (recipe->role == LT_ROLE_OUTPUT) == (role == LT_ROLE_OUTPUT))
            return 1;
    }
    return 0;
}

static lt_status take_links(struct link_pass *pass, const lt_csr *making,
                            const lt_csr *given)
{
    lt_graph *graph = pass->builder->graph;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];
        int byproduct = link->kind == LT_LINK_BYPRODUCT;
        uint32_t owner = byproduct ? link->from : link->to;
        uint32_t item = byproduct ? link->to : link->from;

        if (link->from == LT_NONE || link->to == LT_NONE || link->shortcut ||
            (link->kind != LT_LINK_INPUT && !byproduct))
            continue;
        if (!byproduct && pass->from_recipes[owner])
            continue;
        for (uint32_t s = making->offset[owner]; s < making->offset[owner + 1];
             s++) {
            uint32_t process = making->item[s];

            if (byproduct &&
                has_entry(graph, given, process, item, LT_ROLE_OUTPUT))
                continue;
            LT_TRY(link_to_recipe(pass, i, process));
        }
    }

cleanup:
    return status;
}

static lt_status group_by_process(lt_csr *out, const lt_graph *graph,
                                  lt_error *err)
{
    uint32_t *owner = lt_alloc_array(graph->recipe_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "recipes");
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        owner[i] = graph->recipes[i].process;
    status = lt_csr_build(out, graph->process_count, owner, graph->recipe_count,
                          err);
    free(owner);
    return status;
}

static lt_status group_processes(lt_graph *graph, lt_error *err)
{
    uint32_t *owner = lt_alloc_array(graph->process_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "processes");
    for (uint32_t q = 0; q < graph->process_count; q++)
        owner[q] = graph->processes[q].product;
    status = lt_csr_build(&graph->processes_making, graph->product_count, owner,
                          graph->process_count, err);
    free(owner);
    return status;
}

/*
 * Drop entries that name nothing, that are the main output itself, or that
 * repeat an earlier one of the same process; `seen[product]` holds the process
 * last seen with it, so that the pass is linear.
 */
static lt_status compact_recipes(lt_builder *builder, const lt_csr *of_process)
{
    lt_graph *graph = builder->graph;
    uint32_t *seen =
        lt_alloc_array((size_t)graph->product_count * 2, sizeof(*seen));
    uint8_t *drop = lt_alloc_array(graph->recipe_count, 1);
    uint32_t kept = 0;

    if (seen == NULL || drop == NULL) {
        free(seen);
        free(drop);
        return lt_fail_memory(builder->err, "recipes");
    }
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        drop[i] = graph->recipes[i].process == LT_NONE;
    for (uint32_t q = 0; q < graph->process_count; q++)
        for (uint32_t s = of_process->offset[q]; s < of_process->offset[q + 1];
             s++) {
            uint32_t index = of_process->item[s];
            const lt_recipe *recipe = &graph->recipes[index];
            size_t slot =
                (size_t)recipe->product * 2 + (recipe->role == LT_ROLE_OUTPUT);
            uint32_t main = graph->processes[q].product;

            if (recipe->product == LT_NONE || main == LT_NONE ||
                (recipe->product == main && recipe->role == LT_ROLE_OUTPUT)) {
                drop[index] = 1;
                continue;
            }
            if (recipe->product == main)
                lt_diagnose(builder->diagnostics, LT_E_SELF_LINK,
                            lt_build_place(builder, recipe->fact, recipe->row,
                                           LT_RECIPE_PRODUCT),
                            graph->products[main].name, NULL, NULL);
            if (seen[slot] == q + 1) {
                drop[index] = 1;
                lt_diagnose(builder->diagnostics, LT_W_REPEATED_LINK,
                            lt_build_place(builder, recipe->fact, recipe->row,
                                           UINT32_MAX),
                            graph->products[recipe->product].name,
                            graph->products[main].name, NULL);
            }
            seen[slot] = q + 1;
        }
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        if (!drop[i])
            graph->recipes[kept++] = graph->recipes[i];
    graph->recipe_count = kept;
    free(seen);
    free(drop);
    return LT_OK;
}

lt_status lt_finish_recipes(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    struct link_pass pass = {builder, NULL, graph->recipe_count};
    lt_csr given = LT_CSR_EMPTY;
    lt_csr all = LT_CSR_EMPTY;
    lt_status status = LT_OK;

    pass.from_recipes = lt_alloc_array(graph->product_count, 1);
    if (pass.from_recipes == NULL) {
        status = lt_fail_memory(builder->err, "recipes");
        goto cleanup;
    }
    mark_from_recipes(&pass);
    LT_TRY(group_processes(graph, builder->err));
    LT_TRY(group_by_process(&given, graph, builder->err));
    LT_TRY(lt_mark_shortcuts(builder, &given));
    LT_TRY(take_links(&pass, &graph->processes_making, &given));
    LT_TRY(group_by_process(&all, graph, builder->err));
    LT_TRY(compact_recipes(builder, &all));
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        convert_recipe(builder, &graph->recipes[i]);
    convert_scales(builder);
    LT_TRY(group_by_process(&graph->recipes_of, graph, builder->err));
    number_groups(builder, &graph->recipes_of);

cleanup:
    lt_csr_clear(&given);
    lt_csr_clear(&all);
    free(pass.from_recipes);
    return status;
}
