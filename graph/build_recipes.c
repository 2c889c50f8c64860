/* The reference layer's relations: links and recipes. */
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

/* 1 where the products table gives the unit, rather than a capacity row. */
static int declares_unit(const lt_builder *builder, uint32_t product)
{
    const uint32_t row = builder->graph->products[product].row;

    return row != LT_NONE && lt_facts_text(builder->facts, LT_PRODUCTS, row,
                                           LT_PRODUCT_UNIT)[0] != '\0';
}

/* Coefficients are in the units that the two products declare. Where one
 * declares none it is taken to be counted like the other: tonnes per tonne,
 * whatever unit its capacities happen to be written in. */
static double declared_factor(const lt_builder *builder, uint32_t input,
                              uint32_t output)
{
    const lt_graph *graph = builder->graph;
    const lt_unit in = graph->products[input].unit;
    const lt_unit out = graph->products[output].unit;

    if (in.dimension == out.dimension &&
        (!declares_unit(builder, input) || !declares_unit(builder, output)))
        return 1.0;
    return in.factor / out.factor;
}

/* A product without a unit that goes by weight into one that has it: shown
 * in the same unit. */
static void lend_units(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    int changed = 1;

    while (changed) {
        changed = 0;
        for (uint32_t i = 0; i < graph->recipe_count; i++) {
            const lt_recipe *recipe = &graph->recipes[i];
            lt_unit *in = &graph->products[recipe->product].unit;
            const lt_unit out =
                graph->products[graph->processes[recipe->process].product].unit;

            if (in->dimension != LT_DIMENSION_NONE ||
                out.dimension != LT_DIMENSION_MASS ||
                isnan(recipe->coefficient))
                continue;
            *in = out;
            changed = 1;
        }
    }
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
        return declared_factor(builder, recipe->product,
                               graph->processes[recipe->process].product);
    text = lt_facts_text(builder->facts, LT_RECIPES, recipe->row,
                         LT_RECIPE_COEFFICIENT_UNIT);
    if (text[0] == '\0')
        return declared_factor(builder, recipe->product,
                               graph->processes[recipe->process].product);
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

/* One link as an entry of every process that makes what it leads to, or that
 * gives it off. */
static lt_status take_link(struct link_pass *pass, uint32_t row,
                           const lt_csr *given)
{
    const lt_graph *graph = pass->builder->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_link *link = &graph->links[row];
    const int byproduct = link->kind == LT_LINK_BYPRODUCT;
    const uint32_t owner = byproduct ? link->from : link->to;
    const uint32_t item = byproduct ? link->to : link->from;
    lt_status status = LT_OK;

    if (!byproduct && pass->from_recipes[owner])
        return LT_OK;
    for (uint32_t s = making->offset[owner];
         status == LT_OK && s < making->offset[owner + 1]; s++) {
        uint32_t process = making->item[s];

        if (!byproduct ||
            !has_entry(graph, given, process, item, LT_ROLE_OUTPUT))
            status = link_to_recipe(pass, row, process);
    }
    return status;
}

static lt_status take_links(struct link_pass *pass, const lt_csr *given)
{
    const lt_graph *graph = pass->builder->graph;
    lt_status status = LT_OK;

    for (uint32_t i = 0; status == LT_OK && i < graph->link_count; i++) {
        const lt_link *link = &graph->links[i];

        if (link->from == LT_NONE || link->to == LT_NONE || link->shortcut)
            continue;
        if (link->kind == LT_LINK_INPUT || link->kind == LT_LINK_BYPRODUCT)
            status = take_link(pass, i, given);
    }
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

/* One pass that drops entries; `seen[product * 2 + is output]` holds the number
 * after the entry last seen with it, so that the pass is linear. */
struct compaction {
    lt_builder *builder;
    uint32_t *seen;
    uint8_t *drop; /* by recipe */
};

/* Whether an entry names nothing, is the main output itself, or repeats an
 * earlier one of process `q`, which may have to go instead. */
static int is_needless(struct compaction *pass, uint32_t q, uint32_t index)
{
    lt_builder *builder = pass->builder;
    lt_graph *graph = builder->graph;
    lt_recipe *recipe = &graph->recipes[index];
    const uint32_t main = graph->processes[q].product;
    const int is_output = recipe->role == LT_ROLE_OUTPUT;
    uint32_t *seen = NULL;

    if (recipe->product == LT_NONE || main == LT_NONE ||
        (recipe->product == main && is_output))
        return 1;
    if (recipe->product == main && recipe->fact == LT_RECIPES)
        lt_diagnose(builder->diagnostics, LT_E_SELF_LINK,
                    lt_build_place(builder, recipe->fact, recipe->row,
                                   LT_RECIPE_PRODUCT),
                    graph->products[main].name, NULL, NULL);
    seen = &pass->seen[(size_t)recipe->product * 2 + (size_t)is_output];
    if (*seen == 0 || graph->recipes[*seen - 1].process != q) {
        *seen = index + 1;
        return 0;
    }
    if (!lt_settle_repeat(builder, &graph->recipes[*seen - 1], recipe))
        return 1;
    pass->drop[*seen - 1] = 1;
    *seen = index + 1;
    return 0;
}

/* The entries of a process that came from files of one preference: those of
 * preferred files are seen first, so that others need not agree. */
static void drop_of(struct compaction *pass, const lt_csr *of_process,
                    uint32_t q, uint32_t preference, int all)
{
    const lt_builder *builder = pass->builder;

    for (uint32_t s = of_process->offset[q]; s < of_process->offset[q + 1];
         s++) {
        const uint32_t index = of_process->item[s];
        const lt_recipe *recipe = &builder->graph->recipes[index];

        if ((all || lt_facts_preference(builder->facts, recipe->fact,
                                        recipe->row) == preference) &&
            is_needless(pass, q, index))
            pass->drop[index] = 1;
    }
}

static void drop_needless(struct compaction *pass, const lt_csr *of_process)
{
    const lt_facts *facts = pass->builder->facts;
    lt_graph *graph = pass->builder->graph;
    uint32_t most = 0;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < facts->file_count; i++)
        if (facts->files[i].preference > most)
            most = facts->files[i].preference;
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        pass->drop[i] = graph->recipes[i].process == LT_NONE;
    for (uint32_t q = 0; q < graph->process_count; q++)
        for (uint32_t level = most + 1; level > 0; level--)
            drop_of(pass, of_process, q, level - 1, most == 0);
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        if (!pass->drop[i])
            graph->recipes[kept++] = graph->recipes[i];
    graph->recipe_count = kept;
}

static lt_status compact_recipes(lt_builder *builder, const lt_csr *of_process)
{
    const lt_graph *graph = builder->graph;
    struct compaction pass = {
        builder,
        lt_alloc_array((size_t)graph->product_count * 2, sizeof(uint32_t)),
        lt_alloc_array(graph->recipe_count, 1)};
    lt_status status = LT_OK;

    if (pass.seen == NULL || pass.drop == NULL)
        status = lt_fail_memory(builder->err, "recipes");
    else
        drop_needless(&pass, of_process);
    free(pass.seen);
    free(pass.drop);
    return status;
}

/* Add the entries that links imply to those of the recipe tables. */
static lt_status add_from_links(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    struct link_pass pass = {builder, NULL, graph->recipe_count};
    lt_csr given = LT_CSR_EMPTY;
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
    LT_TRY(take_links(&pass, &given));

cleanup:
    lt_csr_clear(&given);
    free(pass.from_recipes);
    return status;
}

static lt_status drop_superfluous(lt_builder *builder)
{
    lt_csr all = LT_CSR_EMPTY;
    lt_status status = group_by_process(&all, builder->graph, builder->err);

    if (status == LT_OK)
        status = compact_recipes(builder, &all);
    lt_csr_clear(&all);
    return status;
}

/* Entries by process, then product, whatever the order of rows. */
static int by_process_and_product(const void *left, const void *right)
{
    const lt_recipe *a = left;
    const lt_recipe *b = right;

    if (a->process != b->process)
        return a->process < b->process ? -1 : 1;
    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    return (a->role > b->role) - (a->role < b->role);
}

lt_status lt_finish_recipes(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    lt_status status = LT_OK;

    LT_TRY(add_from_links(builder));
    LT_TRY(drop_superfluous(builder));
    lend_units(builder);
    for (uint32_t i = 0; i < graph->recipe_count; i++)
        convert_recipe(builder, &graph->recipes[i]);
    convert_scales(builder);
    if (graph->recipe_count > 1)
        qsort(graph->recipes, graph->recipe_count, sizeof(*graph->recipes),
              by_process_and_product);
    LT_TRY(group_by_process(&graph->recipes_of, graph, builder->err));
    number_groups(builder, &graph->recipes_of);

cleanup:
    return status;
}
