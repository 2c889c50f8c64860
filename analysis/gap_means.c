/* What it would take to close a gap: scale, money, surplus to use, makers
 * nearby. */
#include "analysis/gap_write.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double YUAN_IN_UNIT = 1e8; /* 亿元 */

/* --- scale and money ------------------------------------------------------ */

double gap_deficit(double need, double capacity)
{
    if (!(need > 0.0) || isnan(capacity))
        return NAN;
    return need > capacity ? need - capacity : 0.0;
}

/* What projects of the region will add; the last year of them. */
static double planned_by_projects(const struct gap_writer *writer,
                                  uint32_t product, int32_t *year)
{
    const lt_csr *of = &writer->projects_of;
    double sum = 0.0;

    *year = 0;
    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_project *project = &writer->graph->projects[of->item[s]];

        if (!gap_project_counts(writer->state, project))
            continue;
        if (!isnan(project->capacity))
            sum += project->capacity;
        if (project->year > *year)
            *year = project->year;
    }
    return sum;
}

static double at_least_zero(double amount)
{
    return amount < 0.0 ? 0.0 : amount;
}

static const char *viability_of(const struct gap_writer *writer, double size,
                                double scale)
{
    static const lt_phrase WORDS[] = {
        {"自建可行", "viable alone"},
        {"需外销或与邻市共建", "with exports or a neighbour"},
        {"建议外购", "buy in"},
        {"未知", "unknown"}};
    const lt_rules *rules = writer->state->scope->rules;
    size_t word = 3;

    if (scale > 0.0 && size / scale >= rules->viable_scale)
        word = 0;
    else if (scale > 0.0 && size / scale >= rules->shared_scale)
        word = 1;
    else if (scale > 0.0 && size >= 0.0)
        word = 2;
    return gap_say(writer, WORDS[word]);
}

/* --- surplus to take up --------------------------------------------------- */

/* A use of a surplus: what more could be made, and what stops it. */
struct use {
    const lt_recipe *entry;
    double surplus; /* Base units of the input; NaN none at this horizon. */
    double size;    /* Base units of the product; NaN no coefficient. */
    double capped;  /* The same, as far as other inputs go. */
    uint32_t limit; /* The input that stops it; LT_NONE. */
};

static double spare(const lt_state *state, uint32_t product, lt_horizon horizon)
{
    const lt_stock *stock = &state->stocks[product];
    const int planned = horizon == LT_HORIZON_PLANNED;
    const double need = planned ? stock->need_planned : stock->need;
    const double capacity = planned ? stock->capacity_planned : stock->capacity;

    return capacity - (isnan(need) ? 0.0 : need);
}

/* Caps a use by one other input, of which there is so much to spare. What is
 * not made here, raw or generic is bought, as is what stands in a group. */
static void cap_use(const struct gap_writer *writer, struct use *use,
                    const lt_recipe *other, lt_horizon horizon)
{
    const lt_graph *graph = writer->graph;
    const lt_stock *stock = &writer->state->stocks[other->product];
    double room = NAN;

    if (other == use->entry || other->role != LT_ROLE_INPUT ||
        stock->presence != LT_PRESENT || stock->by_sort ||
        graph->generic[other->product] ||
        graph->products[other->product].stage == LT_STAGE_RAW ||
        writer->gaps->group_members[other->group] > 1)
        return;
    room = at_least_zero(spare(writer->state, other->product, horizon)) /
           other->coefficient;
    if (room < use->capped) {
        use->capped = room;
        use->limit = other->product;
    }
}

static struct use use_of(const struct gap_writer *writer,
                         const lt_recipe *entry, lt_horizon horizon)
{
    const lt_state *state = writer->state;
    const lt_csr *of = &writer->graph->recipes_of;
    struct use use = {entry, NAN, NAN, NAN, LT_NONE};

    if (!(gap_surplus(state, entry->product, horizon) >
          state->scope->rules->absorb_surplus))
        return use;
    use.surplus = spare(state, entry->product, horizon);
    if (entry->coefficient > 0.0)
        use.size = use.surplus / entry->coefficient;
    use.capped = use.size;
    for (uint32_t s = of->offset[entry->process];
         s < of->offset[entry->process + 1]; s++)
        cap_use(writer, &use, &writer->graph->recipes[of->item[s]], horizon);
    return use;
}

static lt_value use_value(struct gap_writer *writer, const struct use *use,
                          lt_horizon horizon, lt_status *status)
{
    const lt_graph *graph = writer->graph;
    const uint32_t from = use->entry->product;
    const uint32_t product = graph->processes[use->entry->process].product;
    const lt_value none = {0};
    const lt_field fields[] = {
        {"name", lt_value_text(gap_label(writer, from))},
        {"horizon",
         lt_value_text(horizon == LT_HORIZON_PLANNED ? "planned" : "now")},
        {"surplus", lt_value_result(lt_show_amount(graph, from, use->surplus))},
        {"size", lt_value_result(lt_show_amount(graph, product, use->size))},
        {"capped",
         lt_value_result(lt_show_amount(graph, product, use->capped))},
        {"limit", use->limit == LT_NONE
                      ? none
                      : lt_value_text(gap_label(writer, use->limit))}};
    lt_value value = {0};

    if (*status == LT_OK)
        *status =
            lt_value_record(&value, &writer->answer->arena, fields,
                            sizeof(fields) / sizeof(fields[0]), writer->err);
    return value;
}

/* Uses listed a row: a product that takes up more is one of a very large map.
 */
enum { USES_MAX = 6 };

/* The uses of a row that were found so far. */
struct uses {
    lt_value items[USES_MAX];
    uint32_t count;
    double size; /* What most could be made; NaN unknown. */
};

static void add_use(struct uses *uses, struct gap_writer *writer,
                    const struct use *use, lt_horizon horizon,
                    lt_status *status)
{
    if (isnan(use->surplus) || uses->count == USES_MAX)
        return;
    uses->items[uses->count++] = use_value(writer, use, horizon, status);
    uses->size = fmax(uses->size, use->capped);
}

/* Today's use of a surplus, and the planned one where that is another. */
static void add_uses(struct uses *uses, struct gap_writer *writer,
                     const lt_recipe *entry, lt_status *status)
{
    const struct use now = use_of(writer, entry, LT_HORIZON_NOW);
    const struct use later = use_of(writer, entry, LT_HORIZON_PLANNED);

    add_use(uses, writer, &now, LT_HORIZON_NOW, status);
    if (later.surplus != now.surplus || later.limit != now.limit ||
        (later.capped != now.capped && !isnan(later.capped)))
        add_use(uses, writer, &later, LT_HORIZON_PLANNED, status);
}

/* Every surplus that a row would take up. @param[out] size what most could be
 * made. */
static lt_status write_uses(struct gap_writer *writer, lt_value *cells,
                            uint32_t product, double *size)
{
    const lt_graph *graph = writer->graph;
    const lt_csr *making = &graph->processes_making;
    const lt_csr *of = &graph->recipes_of;
    struct uses uses = {.count = 0, .size = NAN};
    lt_status status = LT_OK;

    for (uint32_t m = making->offset[product];
         gap_holds(&writer->gaps->verdicts[product], SUB_ABSORB) &&
         m < making->offset[product + 1];
         m++)
        for (uint32_t s = of->offset[making->item[m]];
             s < of->offset[making->item[m] + 1] && uses.count < USES_MAX;
             s++) {
            const lt_recipe *entry = &graph->recipes[of->item[s]];

            if (writer->state->in_view[entry->product] &&
                gap_absorbs(writer->gaps, entry))
                add_uses(&uses, writer, entry, &status);
        }
    *size = uses.size;
    cells[COLUMN_ABSORB] = gap_list(writer, uses.items, uses.count, &status);
    return status;
}

/* --- makers nearby -------------------------------------------------------- */

/* Regions beside those of the scope: within their parents, but not within
 * them. */
lt_status gap_mark_nearby(uint8_t **out, const lt_scope *scope, lt_error *err)
{
    const lt_graph *graph = scope->graph;
    uint8_t *nearby = lt_alloc_array(graph->region_count, 1);

    *out = nearby;
    if (nearby == NULL)
        return lt_fail_memory(err, "regions");
    for (uint32_t r = 0; r < graph->region_count; r++) {
        for (uint32_t i = 0; i < scope->region_count; i++) {
            const uint32_t parent = graph->regions[scope->regions[i]].parent;

            if (parent != LT_NONE && r != parent &&
                lt_region_within(graph, r, parent))
                nearby[r] = 1;
        }
        for (uint32_t i = 0; i < scope->region_count; i++)
            if (lt_region_within(graph, r, scope->regions[i]) ||
                lt_region_within(graph, scope->regions[i], r))
                nearby[r] = 0;
    }
    return LT_OK;
}

static uint32_t region_of(const lt_graph *graph, const lt_capacity *row)
{
    if (row->region != LT_NONE || row->firm == LT_NONE)
        return row->region;
    return graph->firms[row->firm].region;
}

static int is_nearby(const struct gap_writer *writer, const lt_capacity *row)
{
    const uint32_t region = region_of(writer->graph, row);
    const int32_t year = writer->state->scope->year;

    return region != LT_NONE && writer->nearby[region] &&
           (year == 0 || row->year <= year);
}

/* Does a later row of the same maker speak in its place? */
static int is_outdated(const struct gap_writer *writer, uint32_t product,
                       const lt_capacity *row)
{
    const lt_graph *graph = writer->graph;
    const lt_csr *of = &graph->capacities_of;

    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_capacity *other = &graph->capacities[of->item[s]];

        if (other->firm == row->firm && other->region == row->region &&
            other->process == row->process && is_nearby(writer, other) &&
            other->status != LT_CAPACITY_BUILDING &&
            other->status != LT_CAPACITY_PLANNED &&
            (other->year > row->year ||
             (other->year == row->year && other > row &&
              other->status == row->status)))
            return 1;
    }
    return 0;
}

static lt_value neighbour_value(struct gap_writer *writer,
                                const lt_capacity *row, lt_status *status)
{
    const lt_graph *graph = writer->graph;
    const lt_value none = {0};
    const lt_field fields[] = {
        {"name", row->firm == LT_NONE
                     ? none
                     : lt_value_text(graph->firms[row->firm].name)},
        {"region", lt_value_text(graph->regions[region_of(graph, row)].name)},
        {"capacity",
         lt_value_result(lt_show_amount(graph, row->product, row->capacity))}};
    lt_value value = {0};

    if (*status == LT_OK)
        *status = lt_value_record(&value, &writer->answer->arena, fields, 3,
                                  writer->err);
    return value;
}

static const char *maker_of(const lt_graph *graph, const lt_capacity *row)
{
    return row->firm == LT_NONE ? "" : graph->firms[row->firm].id;
}

/* Does a maker stand before another? The larger does, figures before none;
 * then ids decide, for rows are in no order. */
static int is_before(const lt_graph *graph, const lt_capacity *a,
                     const lt_capacity *b)
{
    const uint32_t region = region_of(graph, a);
    const uint32_t other = region_of(graph, b);

    if (isnan(a->capacity) != isnan(b->capacity))
        return isnan(b->capacity);
    if (!isnan(a->capacity) && a->capacity != b->capacity)
        return a->capacity > b->capacity;
    if (region != other)
        return region < other;
    return strcmp(maker_of(graph, a), maker_of(graph, b)) < 0;
}

/* Put a maker where it belongs among the largest; what falls off the end of
 * the list is left out. */
static uint32_t put_neighbour(const lt_graph *graph, const lt_capacity **makers,
                              uint32_t count, const lt_capacity *row)
{
    uint32_t at = count;

    while (at > 0 && is_before(graph, row, makers[at - 1]))
        at--;
    if (at == LIST_MAX)
        return count;
    count += count < LIST_MAX;
    for (uint32_t i = count - 1; i > at; i--)
        makers[i] = makers[i - 1];
    makers[at] = row;
    return count;
}

/* The largest makers; looking stops where a product has very many rows, so
 * that all rows together take linear time. */
static lt_status write_neighbours(struct gap_writer *writer, lt_value *cells,
                                  uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_csr *of = &graph->capacities_of;
    const lt_capacity *makers[LIST_MAX];
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    uint32_t looks = 0;
    lt_status status = LT_OK;

    for (uint32_t s = of->offset[product];
         s < of->offset[product + 1] && looks < LOOK_MAX; s++) {
        const lt_capacity *row = &graph->capacities[of->item[s]];

        if (row->status != LT_CAPACITY_OPERATING || row->capacity <= 0.0 ||
            !is_nearby(writer, row))
            continue;
        looks++;
        if (!is_outdated(writer, product, row))
            count = put_neighbour(graph, makers, count, row);
    }
    for (uint32_t i = 0; i < count; i++)
        items[i] = neighbour_value(writer, makers[i], &status);
    cells[COLUMN_NEIGHBOURS] = gap_list(writer, items, count, &status);
    return status;
}

/* Deficit of the planned horizon after projects against the least scale of the
 * process that would be built; what it would sell and cost. What would be built
 * is the deficit, or what takes up a surplus where that is more. */
lt_status gap_write_means(struct gap_writer *writer, lt_value *cells,
                          uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_stock *stock = &writer->state->stocks[product];
    const uint32_t q = gap_process_to_add(writer->gaps, product);
    const double now = gap_deficit(stock->need, stock->capacity);
    int32_t year = 0;
    const double added = planned_by_projects(writer, product, &year);
    const double later = at_least_zero(
        gap_deficit(stock->need_planned, stock->capacity_planned) - added);
    double size = NAN;
    lt_status status = LT_OK;

    LT_TRY(write_uses(writer, cells, product, &size));
    size = fmax(size, isnan(later) ? now : later);
    cells[COLUMN_DEFICIT_LEFT] = lt_value_result(
        lt_show_amount(graph, product, at_least_zero(now - added)));
    cells[COLUMN_LEFT_YEAR] =
        lt_value_result(year == 0 ? (double)NAN : (double)year);
    cells[COLUMN_VIABILITY] = lt_value_text(viability_of(
        writer, later,
        q == LT_NONE ? (double)NAN : graph->processes[q].min_scale));
    cells[COLUMN_MARKET] =
        lt_value_result(now * graph->products[product].price / YUAN_IN_UNIT);
    if (q != LT_NONE)
        cells[COLUMN_INVESTMENT] = lt_value_result(
            size * graph->processes[q].investment / YUAN_IN_UNIT);
    LT_TRY(write_neighbours(writer, cells, product));

cleanup:
    return status;
}
