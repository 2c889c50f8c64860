/* Links and recipes that are given more than once: what counts, and where they
 * contradict each other. */
#include "graph/build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIGURE_BYTES = 96 };

static uint32_t coefficient_column(const lt_recipe *recipe)
{
    return recipe->fact == LT_RECIPES ? (uint32_t)LT_RECIPE_COEFFICIENT
                                      : (uint32_t)LT_LINK_COEFFICIENT;
}

static uint32_t role_column(const lt_recipe *recipe)
{
    return recipe->fact == LT_RECIPES ? (uint32_t)LT_RECIPE_ROLE
                                      : (uint32_t)LT_LINK_ESSENTIAL;
}

static const char *text_of(const lt_builder *builder, const lt_recipe *recipe,
                           uint32_t recipe_column, uint32_t link_column)
{
    return lt_facts_text(builder->facts, recipe->fact, recipe->row,
                         recipe->fact == LT_RECIPES ? recipe_column
                                                    : link_column);
}

static const char *unit_of(const lt_builder *builder, const lt_recipe *recipe)
{
    return recipe->fact == LT_RECIPES
               ? lt_facts_text(builder->facts, LT_RECIPES, recipe->row,
                               LT_RECIPE_COEFFICIENT_UNIT)
               : "";
}

/* Base units in one of a ratio such as MWh/t; NaN where it is none. */
static double ratio_factor(const char *text)
{
    const char *slash = strchr(text, '/');
    lt_unit top = LT_UNIT_NONE;
    lt_unit bottom = LT_UNIT_NONE;
    char head[64] = "";

    if (slash == NULL || (size_t)(slash - text) >= sizeof(head))
        return lt_unit_parse(&top, text) ? top.factor : (double)NAN;
    memcpy(head, text, (size_t)(slash - text));
    return lt_unit_parse(&top, head) && lt_unit_parse(&bottom, slash + 1)
               ? top.factor / bottom.factor
               : (double)NAN;
}

/* Both say how much, and not the same. */
static int coefficients_differ(const lt_builder *builder, const lt_recipe *a,
                               const lt_recipe *b)
{
    const char *unit_a = unit_of(builder, a);
    const char *unit_b = unit_of(builder, b);
    double left = a->coefficient;
    double right = b->coefficient;

    if (isnan(left) || isnan(right))
        return 0;
    if (strcmp(unit_a, unit_b) != 0) {
        const double factor_a = ratio_factor(unit_a);
        const double factor_b = ratio_factor(unit_b);

        if (isnan(factor_a) || isnan(factor_b))
            return 1;
        left *= factor_a;
        right *= factor_b;
    }
    return fabs(left - right) > 1e-12 * fmax(fabs(left), fabs(right));
}

/* Both say whether it is essential, and not the same. */
static int roles_differ(const lt_builder *builder, const lt_recipe *a,
                        const lt_recipe *b)
{
    return a->role != b->role &&
           text_of(builder, a, LT_RECIPE_ROLE, LT_LINK_ESSENTIAL)[0] != '\0' &&
           text_of(builder, b, LT_RECIPE_ROLE, LT_LINK_ESSENTIAL)[0] != '\0';
}

static void figure(char *text, const lt_builder *builder,
                   const lt_recipe *recipe, int roles)
{
    char number[32];

    if (roles) {
        (void)snprintf(
            text, FIGURE_BYTES, "%s",
            text_of(builder, recipe, LT_RECIPE_ROLE, LT_LINK_ESSENTIAL));
        return;
    }
    lt_range_text(number, sizeof(number), recipe->coefficient, NAN);
    (void)snprintf(text, FIGURE_BYTES, "%s%s%.40s", number,
                   unit_of(builder, recipe)[0] == '\0' ? "" : " ",
                   unit_of(builder, recipe));
}

/* Name both numbers and both places. */
static void note_rivals(lt_builder *builder, lt_code code,
                        const lt_recipe *first, const lt_recipe *second,
                        int roles)
{
    const lt_graph *graph = builder->graph;
    const lt_product *main =
        &graph->products[graph->processes[first->process].product];
    char one[FIGURE_BYTES];
    char two[FIGURE_BYTES];
    char both[2 * FIGURE_BYTES + 8];
    char link[LT_PLACE_BYTES];
    char place[LT_PLACE_BYTES];

    figure(one, builder, first, roles);
    figure(two, builder, second, roles);
    (void)snprintf(both, sizeof(both), "%s ≠ %s", one, two);
    (void)snprintf(link, sizeof(link), "%s → %s",
                   graph->products[first->product].name, main->name);
    lt_place_text(place,
                  lt_build_place(builder, first->fact, first->row, UINT32_MAX));
    lt_diagnose(builder->diagnostics, code,
                lt_build_place(builder, second->fact, second->row,
                               coefficient_column(second)),
                link, both, place);
}

static void note_repeated(lt_builder *builder, const lt_recipe *first,
                          const lt_recipe *second)
{
    const lt_graph *graph = builder->graph;
    char place[LT_PLACE_BYTES];

    lt_place_text(place,
                  lt_build_place(builder, first->fact, first->row, UINT32_MAX));
    lt_diagnose(builder->diagnostics, LT_W_REPEATED_LINK,
                lt_build_place(builder, second->fact, second->row, UINT32_MAX),
                graph->products[second->product].name,
                graph->products[graph->processes[second->process].product].name,
                place);
}

/* What the one that counts leaves blank. */
static void fill_blanks(const lt_builder *builder, lt_recipe *kept,
                        const lt_recipe *other)
{
    if (isnan(kept->low) && isnan(kept->high) &&
        strcmp(unit_of(builder, kept), unit_of(builder, other)) == 0) {
        kept->low = other->low;
        kept->high = other->high;
    }
    if (text_of(builder, kept, LT_RECIPE_ROLE, LT_LINK_ESSENTIAL)[0] == '\0' &&
        kept->role != LT_ROLE_OUTPUT)
        kept->role = other->role;
    if (kept->basis[0] == '\0')
        kept->basis = other->basis;
}

/* Where nothing is said against either: the one with a coefficient, then the
 * one whose source sorts first, so that the order of files is no matter. */
static int second_counts(const lt_builder *builder, const lt_recipe *first,
                         const lt_recipe *second)
{
    if (isnan(first->coefficient) != isnan(second->coefficient))
        return isnan(first->coefficient);
    return strcmp(text_of(builder, second, LT_RECIPE_SOURCE, LT_LINK_SOURCE),
                  text_of(builder, first, LT_RECIPE_SOURCE, LT_LINK_SOURCE)) <
           0;
}

int lt_settle_repeat(lt_builder *builder, lt_recipe *first, lt_recipe *second)
{
    const int differ = coefficients_differ(builder, first, second);
    const int roles = !differ && roles_differ(builder, first, second);
    const int crosses =
        first->fact != second->fact ||
        lt_merge_crosses(builder, first->fact, first->row, second->row);
    int preferred = 0;
    int second_wins = 0;

    if (!crosses && (differ || roles)) {
        note_rivals(builder, LT_W_RIVAL_COEFFICIENTS, first, second, roles);
        return 0;
    }
    if (!crosses)
        note_repeated(builder, first, second);
    if ((differ || roles) && first->fact == second->fact)
        preferred = lt_merge_decides(builder, first->fact,
                                     roles ? role_column(first)
                                           : coefficient_column(first),
                                     first->row, second->row);
    if ((differ || roles) && preferred == 0)
        note_rivals(builder, LT_E_SOURCES_DIFFER, first, second, roles);
    if (preferred != 0)
        second_wins = preferred > 0;
    else if (crosses)
        second_wins = second_counts(builder, first, second);
    else
        second_wins = isnan(first->coefficient) && !isnan(second->coefficient);
    fill_blanks(builder, second_wins ? second : first,
                second_wins ? first : second);
    return second_wins;
}
