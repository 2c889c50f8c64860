/* The cells of a row: names, amounts, path, score. */
#include "analysis/gap_write.h"

#include "analysis/attributes.h"

#include <math.h>

int gap_english(const struct gap_writer *writer)
{
    return writer->answer->lang == LT_EN;
}

const char *gap_label(const struct gap_writer *writer, uint32_t product)
{
    return lt_product_label(writer->graph, product, gap_english(writer));
}

const char *gap_chain_label(const struct gap_writer *writer, uint32_t chain)
{
    const lt_chain *c = &writer->graph->chains[chain];

    return gap_english(writer) && c->name_en[0] != '\0' ? c->name_en : c->name;
}

const char *gap_say(const struct gap_writer *writer, lt_phrase phrase)
{
    return lt_say(writer->answer->lang, phrase);
}

static lt_value named(struct gap_writer *writer, const char *id,
                      const char *name, lt_status *status)
{
    const lt_field fields[] = {{"id", lt_value_text(id)},
                               {"name", lt_value_text(name)}};
    lt_value value = {0};

    if (*status == LT_OK)
        *status = lt_value_record(&value, &writer->answer->arena, fields, 2,
                                  writer->err);
    return value;
}

lt_value gap_product_value(struct gap_writer *writer, uint32_t product,
                           lt_status *status)
{
    lt_value *value = &writer->products[product];

    if (value->kind == LT_VALUE_NONE)
        *value = named(writer, writer->graph->products[product].id,
                       gap_label(writer, product), status);
    return *value;
}

lt_value gap_list(struct gap_writer *writer, const lt_value *items,
                  size_t count, lt_status *status)
{
    lt_value value = {0};

    if (*status == LT_OK)
        *status = lt_value_list(&value, &writer->answer->arena, items, count,
                                writer->err);
    return value;
}

/* present, coming or absent: the path does not tell unseen from absent. */
static const char *path_state(const lt_state *state, uint32_t product)
{
    switch (state->stocks[product].presence) {
    case LT_PRESENT:
        return "present";
    case LT_COMING:
        return "coming";
    case LT_ABSENT:
    case LT_UNSEEN:
        break;
    }
    return "absent";
}

static lt_status write_path(struct gap_writer *writer, lt_value *cells,
                            uint32_t product)
{
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);
    lt_value items[PATH_MAX_LINKS];
    const char *route = "";
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < count; i++) {
        const lt_field fields[] = {
            {"name", lt_value_text(gap_label(writer, path[i]))},
            {"state", lt_value_text(path_state(writer->state, path[i]))}};

        LT_TRY(lt_value_record(&items[i], &writer->answer->arena, fields, 2,
                               writer->err));
        route = lt_arena_format(
            &writer->answer->arena, "%s%s%s%s", route, i == 0 ? "" : " → ",
            lt_state_missing(writer->state, path[i]) ? "○" : "●",
            gap_label(writer, path[i]));
        if (route == NULL)
            return lt_fail_memory(writer->err, "path");
    }
    cells[COLUMN_ROUTE] = lt_value_text(route);
    cells[COLUMN_PATH] = gap_list(writer, items, count, &status);

cleanup:
    return status;
}

static double in_unit(const struct gap_writer *writer, uint32_t product,
                      double amount)
{
    return lt_show_amount(writer->graph, product, amount);
}

static void write_amounts(struct gap_writer *writer, lt_value *cells,
                          uint32_t product)
{
    const lt_stock *stock = &writer->state->stocks[product];
    const lt_unit unit = writer->graph->products[product].unit;

    if (unit.name[0] != '\0')
        cells[COLUMN_UNIT] = lt_value_text(unit.name);
    cells[COLUMN_NEED] = lt_value_result(in_unit(writer, product, stock->need));
    cells[COLUMN_CAPACITY] =
        lt_value_result(in_unit(writer, product, stock->capacity));
    cells[COLUMN_DEFICIT] = lt_value_result(
        in_unit(writer, product, gap_deficit(stock->need, stock->capacity)));
    cells[COLUMN_COVER] = lt_value_result(stock->cover);
    cells[COLUMN_COVER_LOW] = lt_value_result(stock->cover_low);
    cells[COLUMN_COVER_HIGH] = lt_value_result(stock->cover_high);
    cells[COLUMN_CAPACITY_PLANNED] =
        lt_value_result(in_unit(writer, product, stock->capacity_planned));
    cells[COLUMN_NEED_PLANNED] =
        lt_value_result(in_unit(writer, product, stock->need_planned));
    cells[COLUMN_DEFICIT_PLANNED] = lt_value_result(
        in_unit(writer, product,
                gap_deficit(stock->need_planned, stock->capacity_planned)));
}

static lt_status write_blocked(struct gap_writer *writer, lt_value *cells,
                               uint32_t product)
{
    uint32_t found[LIST_MAX];
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    writer->search.found = found;
    writer->search.found_room = LIST_MAX;
    writer->search.budget = LOOK_MAX;
    gap_search(&writer->search, product);
    count = writer->search.count < LIST_MAX ? writer->search.count : LIST_MAX;
    writer->lists_cut |= writer->search.count > LIST_MAX ||
                         writer->gaps->verdicts[product].reach > LIST_MAX;
    for (uint32_t i = 0; i < count; i++)
        items[i] = gap_product_value(writer, found[i], &status);
    cells[COLUMN_BLOCKED] = gap_list(writer, items, count, &status);
    return status;
}

/* Finals below a product in the tree of dominators. */
static lt_status write_reach(struct gap_writer *writer, lt_value *cells,
                             uint32_t product)
{
    uint32_t *queue = writer->search.queue;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    uint32_t tail = 1;
    lt_status status = LT_OK;

    queue[0] = product;
    for (uint32_t head = 0; head < tail && count < LIST_MAX &&
                            writer->gaps->verdicts[product].reach > 0;
         head++) {
        uint32_t at = queue[head];

        if (gap_is_final(writer->graph, at))
            items[count++] = gap_product_value(writer, at, &status);
        for (uint32_t s = writer->below.offset[at];
             s < writer->below.offset[at + 1]; s++)
            if (writer->gaps->verdicts[writer->below.item[s]].reach > 0)
                queue[tail++] = writer->below.item[s];
    }
    cells[COLUMN_REACH] = gap_list(writer, items, count, &status);
    return status;
}

static const char *project_status_word(lt_project_status status)
{
    static const char *const WORDS[] = {"planned", "signed", "started",
                                        "finished"};

    return WORDS[status];
}

static lt_value project_value(struct gap_writer *writer,
                              const lt_project *project, lt_status *status)
{
    const lt_field fields[] = {
        {"name", lt_value_text(project->name)},
        {"status", lt_value_text(project_status_word(project->status))},
        {"capacity",
         lt_value_result(in_unit(writer, project->product, project->capacity))},
        {"year",
         lt_value_result(project->year == 0 ? (double)NAN : project->year)}};
    lt_value value = {0};

    if (*status == LT_OK)
        *status = lt_value_record(&value, &writer->answer->arena, fields, 4,
                                  writer->err);
    if (*status == LT_OK)
        *status = lt_answer_cite(writer->answer, writer->graph, project->source,
                                 writer->err);
    return value;
}

/* The projects of the region that cover the product. */
static lt_status write_projects(struct gap_writer *writer, lt_value *cells,
                                uint32_t product)
{
    const lt_graph *graph = writer->graph;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    for (uint32_t s = writer->projects_of.offset[product];
         s < writer->projects_of.offset[product + 1]; s++) {
        const lt_project *project =
            &graph->projects[writer->projects_of.item[s]];

        if (!gap_project_counts(writer->state, project))
            continue;
        if (count < LIST_MAX)
            items[count++] = project_value(writer, project, &status);
    }
    cells[COLUMN_PROJECTS] = gap_list(writer, items, count, &status);
    return status;
}

/* Where no chain of inputs leads to the product yet: which inputs stop it. */
static lt_status write_out_of_reach(struct gap_writer *writer, lt_value *cells,
                                    uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_csr *making = &graph->processes_making;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    for (uint32_t s = making->offset[product];
         writer->gaps->verdicts[product].depth == LT_NONE &&
         s < making->offset[product + 1];
         s++) {
        const uint32_t q = making->item[s];

        for (uint32_t t = graph->recipes_of.offset[q];
             t < graph->recipes_of.offset[q + 1]; t++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[t]];

            if (entry->role == LT_ROLE_INPUT && count < LIST_MAX &&
                writer->gaps->verdicts[entry->product].depth == LT_NONE)
                items[count++] =
                    gap_product_value(writer, entry->product, &status);
        }
    }
    cells[COLUMN_OUT_OF_REACH] = gap_list(writer, items, count, &status);
    return status;
}

/* The leading subkind first, then the others that hold. */
lt_value gap_subkind_list(struct gap_writer *writer, uint32_t holds,
                          enum gap_subkind lead, lt_status *status)
{
    lt_value items[SUB_COUNT];
    uint32_t count = 0;

    if (lead != SUB_COUNT)
        items[count++] = lt_value_text(gap_subkind_word(lead));
    for (uint32_t s = 0; s < SUB_COUNT; s++)
        if ((holds >> s & 1) != 0 && s != lead)
            items[count++] =
                lt_value_text(gap_subkind_word((enum gap_subkind)s));
    return gap_list(writer, items, count, status);
}

/* 补链/缺投入; made once, since all rows but few say the same. */
lt_status gap_write_verdict(struct gap_writer *writer, lt_value *cells,
                            enum gap_subkind lead)
{
    const enum gap_kind kind = gap_kind_of(lead);
    const char **text = &writer->verdicts[lead];

    if (*text == NULL)
        *text = lt_arena_format(&writer->answer->arena, "%s/%s",
                                gap_say(writer, gap_kind_phrase(kind)),
                                gap_say(writer, gap_subkind_phrase(lead)));
    if (*text == NULL)
        return lt_fail_memory(writer->err, "gaps");
    cells[COLUMN_VERDICT] = lt_value_text(*text);
    cells[COLUMN_KIND] = lt_value_text(gap_kind_word(kind));
    cells[COLUMN_KIND_ZH] = lt_value_text(gap_kind_phrase(kind).zh);
    return LT_OK;
}

static lt_status write_names(struct gap_writer *writer, lt_value *cells,
                             uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const enum gap_subkind lead = (enum gap_subkind)verdict->lead;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = gap_write_verdict(writer, cells, lead);

    cells[COLUMN_PRODUCT] = gap_product_value(writer, product, &status);
    cells[COLUMN_STATE] = lt_value_text(
        lt_presence_word(writer->state->stocks[product].presence));
    cells[COLUMN_SUBKINDS] =
        gap_subkind_list(writer, verdict->holds, lead, &status);
    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1] && count < LIST_MAX; s++)
        items[count++] = lt_value_text(gap_chain_label(
            writer, graph->memberships[graph->chains_of.item[s]].chain));
    cells[COLUMN_CHAINS] = gap_list(writer, items, count, &status);
    return status;
}

const char *gap_band(const struct gap_writer *writer, double confidence)
{
    static const lt_phrase HIGH = {"高", "high"};
    static const lt_phrase MIDDLE = {"中", "medium"};
    static const lt_phrase LOW = {"低", "low"};

    if (confidence >= 0.75)
        return gap_say(writer, HIGH);
    return gap_say(writer, confidence >= 0.5 ? MIDDLE : LOW);
}

static lt_status write_score(struct gap_writer *writer, lt_value *cells,
                             uint32_t product)
{
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const lt_field parts[] = {
        {"impact", lt_value_result(verdict->part[PART_IMPACT])},
        {"readiness", lt_value_result(verdict->part[PART_READINESS])},
        {"urgency", lt_value_result(verdict->part[PART_URGENCY])},
        {"policy", lt_value_result(verdict->part[PART_POLICY])}};

    cells[COLUMN_SCORE] = lt_value_result(verdict->score);
    cells[COLUMN_SCORE_LOW] = lt_value_result(verdict->low);
    cells[COLUMN_SCORE_HIGH] = lt_value_result(verdict->high);
    cells[COLUMN_CONFIDENCE] = lt_value_result(verdict->confidence);
    cells[COLUMN_BAND] = lt_value_text(gap_band(writer, verdict->confidence));
    cells[COLUMN_READINESS] = lt_value_result(verdict->readiness);
    cells[COLUMN_DEPTH] = lt_value_result(
        verdict->depth == LT_NONE ? (double)NAN : (double)verdict->depth);
    cells[COLUMN_RUN] =
        lt_value_result(verdict->down > 0 && verdict->up > 0
                            ? (double)verdict->down + verdict->up - 1.0
                            : (double)NAN);
    return lt_value_record(&cells[COLUMN_PARTS], &writer->answer->arena, parts,
                           PART_COUNT, writer->err);
}

/* Is its input a by-product that nobody uses? */
static int is_waste(const lt_state *state, uint32_t product)
{
    const lt_graph *graph = state->scope->graph;

    return product != LT_NONE && !lt_state_missing(state, product) &&
           graph->recipes_yielding.offset[product + 1] >
               graph->recipes_yielding.offset[product] &&
           (!state->stocks[product].used || state->stocks[product].surplus);
}

/* Would it close a loop: live off what leaves another process unused? */
static int is_circular(const struct gap_writer *writer, uint32_t product)
{
    const struct verdict *verdict = &writer->gaps->verdicts[product];

    return (verdict->step == 1 &&
            is_waste(writer->state, verdict->step_from)) ||
           is_waste(writer->state, verdict->absorbs);
}

static lt_status write_attributes(struct gap_writer *writer, lt_value *cells,
                                  uint32_t product)
{
    enum { ROOM = 16 };
    static const lt_phrase LOOP = {"循环链", "circular"};
    lt_value items[ROOM];
    lt_value *list = &cells[COLUMN_ATTRIBUTES];
    uint32_t count = 0;
    lt_status status = lt_stock_attributes(list, &writer->answer->arena,
                                           writer->state, product, writer->err);

    if (status != LT_OK || !is_circular(writer, product))
        return status;
    for (; count < list->count && count + 1 < ROOM; count++)
        items[count] = list->items[count];
    items[count++] = lt_value_text(gap_say(writer, LOOP));
    *list = gap_list(writer, items, count, &status);
    return status;
}

static lt_status write_plain(struct gap_writer *writer, lt_value *cells,
                             uint32_t product)
{
    write_amounts(writer, cells, product);
    return write_attributes(writer, cells, product);
}

lt_status gap_write_cells(struct gap_writer *writer, lt_value *cells,
                          uint32_t product)
{
    static lt_status (*const WRITERS[])(struct gap_writer *, lt_value *,
                                        uint32_t) = {
        write_names,     write_path,         write_plain,
        gap_write_means, write_blocked,      write_reach,
        write_projects,  write_out_of_reach, write_score,
    };

    for (size_t i = 0; i < sizeof(WRITERS) / sizeof(WRITERS[0]); i++) {
        lt_status status = WRITERS[i](writer, cells, product);

        if (status != LT_OK)
            return status;
    }
    return LT_OK;
}
