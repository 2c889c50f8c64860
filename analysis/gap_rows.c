/* The answer: one row per product that has a verdict in the view. */
#include "analysis/caveats.h"
#include "analysis/gap_parts.h"
#include "analysis/runs.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_KIND,
    COLUMN_KIND_ZH,
    COLUMN_SUBKINDS,
    COLUMN_PRODUCT,
    COLUMN_STATE,
    COLUMN_CHAINS,
    COLUMN_ROUTE,
    COLUMN_PATH,
    COLUMN_UNIT,
    COLUMN_NEED,
    COLUMN_CAPACITY,
    COLUMN_DEFICIT,
    COLUMN_COVER,
    COLUMN_NEED_PLANNED,
    COLUMN_DEFICIT_PLANNED,
    COLUMN_DEPTH,
    COLUMN_RUN,
    COLUMN_READINESS,
    COLUMN_BLOCKED,
    COLUMN_REACH,
    COLUMN_PROJECTS,
    COLUMN_VIABILITY,
    COLUMN_KINDS,
    COLUMN_SCORE,
    COLUMN_SCORE_LOW,
    COLUMN_SCORE_HIGH,
    COLUMN_PARTS,
    COLUMN_CONFIDENCE,
    COLUMN_BAND,
    COLUMN_SOURCES,
    COLUMN_REASON,
    COLUMN_COUNT
};

static const lt_column COLUMNS[COLUMN_COUNT] = {
    [COLUMN_KIND] = {"kind", {"类别", "kind"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_KIND_ZH] =
        {"kind_zh", {"类别", "kind (zh)"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_SUBKINDS] =
        {"subkinds", {"细类", "subkinds"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_PRODUCT] =
        {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_STATE] =
        {"state", {"状态", "state"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CHAINS] =
        {"chains", {"产业链", "chains"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_ROUTE] = {"route",
                      {"路径（●有 ○缺）", "path (● present ○ missing)"},
                      NULL,
                      LT_STYLE_PLAIN,
                      LT_BRIEF},
    [COLUMN_PATH] = {"path", {"路径", "path"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_UNIT] = {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_NEED] = {"need", {"需求", "need"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CAPACITY] =
        {"capacity", {"产能", "capacity"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_DEFICIT] =
        {"deficit", {"缺口", "deficit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_COVER] =
        {"cover", {"覆盖率", "cover"}, "1", LT_STYLE_RATIO, LT_FULL},
    [COLUMN_NEED_PLANNED] = {"need_planned",
                             {"规划期需求", "planned need"},
                             NULL,
                             LT_STYLE_PLAIN,
                             LT_FULL},
    [COLUMN_DEFICIT_PLANNED] = {"deficit_planned",
                                {"规划期缺口", "planned deficit"},
                                NULL,
                                LT_STYLE_PLAIN,
                                LT_FULL},
    [COLUMN_DEPTH] = {"depth", {"深度", "depth"}, "1", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_RUN] = {"run", {"断链长度", "run"}, "1", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_READINESS] =
        {"readiness", {"就绪度", "readiness"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
    [COLUMN_BLOCKED] =
        {"blocked", {"受影响在产品", "blocked"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_REACH] =
        {"reach", {"可打通终端", "reach"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_PROJECTS] = {"projects",
                         {"在谈在建项目", "projects"},
                         NULL,
                         LT_STYLE_PLAIN,
                         LT_FULL},
    [COLUMN_VIABILITY] =
        {"viability", {"规模门槛", "viability"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_KINDS] = {"kinds",
                      {"各链判定", "kinds by chain"},
                      NULL,
                      LT_STYLE_PLAIN,
                      LT_FULL},
    [COLUMN_SCORE] =
        {"score", {"得分", "score"}, "1", LT_STYLE_SCORE, LT_BRIEF},
    [COLUMN_SCORE_LOW] =
        {"score_low", {"得分下限", "lowest"}, "1", LT_STYLE_SCORE, LT_FULL},
    [COLUMN_SCORE_HIGH] =
        {"score_high", {"得分上限", "highest"}, "1", LT_STYLE_SCORE, LT_FULL},
    [COLUMN_PARTS] =
        {"parts", {"分项", "parts"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CONFIDENCE] =
        {"confidence", {"置信度", "confidence"}, "1", LT_STYLE_RATIO, LT_FULL},
    [COLUMN_BAND] = {"confidence_band",
                     {"置信", "confidence"},
                     NULL,
                     LT_STYLE_PLAIN,
                     LT_BRIEF},
    [COLUMN_SOURCES] =
        {"sources", {"来源", "sources"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_REASON] =
        {"reason", {"理由", "reason"}, NULL, LT_STYLE_PLAIN, LT_FULL},
};

enum { PATH_MAX_LINKS = 16, LIST_MAX = 20, SOURCES_MAX = 24 };

/* Everything a row is written with. */
struct writer {
    lt_answer *answer;
    const lt_gaps *gaps;
    const lt_state *state;
    const lt_graph *graph;
    struct needed_by search;
    lt_csr below; /* product → products it dominates. */
    lt_error *err;
};

static int english(const struct writer *writer)
{
    return writer->answer->lang == LT_EN;
}

static const char *label(const struct writer *writer, uint32_t product)
{
    return lt_product_label(writer->graph, product, english(writer));
}

static const char *chain_label(const struct writer *writer, uint32_t chain)
{
    const lt_chain *c = &writer->graph->chains[chain];

    return english(writer) && c->name_en[0] != '\0' ? c->name_en : c->name;
}

static const char *say(const struct writer *writer, lt_phrase phrase)
{
    return lt_say(writer->answer->lang, phrase);
}

static lt_value named(struct writer *writer, const char *id, const char *name,
                      lt_status *status)
{
    const lt_field fields[] = {{"id", lt_value_text(id)},
                               {"name", lt_value_text(name)}};
    lt_value value = {0};

    if (*status == LT_OK)
        *status = lt_value_record(&value, &writer->answer->arena, fields, 2,
                                  writer->err);
    return value;
}

static lt_value product_value(struct writer *writer, uint32_t product,
                              lt_status *status)
{
    return named(writer, writer->graph->products[product].id,
                 label(writer, product), status);
}

static lt_value list(struct writer *writer, const lt_value *items, size_t count,
                     lt_status *status)
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

static lt_status write_path(struct writer *writer, lt_value *cells,
                            uint32_t product)
{
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);
    lt_value items[PATH_MAX_LINKS];
    const char *route = "";
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < count; i++) {
        const lt_field fields[] = {
            {"name", lt_value_text(label(writer, path[i]))},
            {"state", lt_value_text(path_state(writer->state, path[i]))}};

        LT_TRY(lt_value_record(&items[i], &writer->answer->arena, fields, 2,
                               writer->err));
        route = lt_arena_format(
            &writer->answer->arena, "%s%s%s%s", route, i == 0 ? "" : " → ",
            lt_state_missing(writer->state, path[i]) ? "○" : "●",
            label(writer, path[i]));
        if (route == NULL)
            return lt_fail_memory(writer->err, "path");
    }
    cells[COLUMN_ROUTE] = lt_value_text(route);
    cells[COLUMN_PATH] = list(writer, items, count, &status);

cleanup:
    return status;
}

static double in_unit(const struct writer *writer, uint32_t product,
                      double amount)
{
    return lt_show_amount(writer->graph, product, amount);
}

static double deficit(double need, double capacity)
{
    if (!(need > 0.0) || isnan(capacity))
        return NAN;
    return need > capacity ? need - capacity : 0.0;
}

static void write_amounts(struct writer *writer, lt_value *cells,
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
        in_unit(writer, product, deficit(stock->need, stock->capacity)));
    cells[COLUMN_COVER] = lt_value_result(stock->cover);
    cells[COLUMN_NEED_PLANNED] =
        lt_value_result(in_unit(writer, product, stock->need_planned));
    cells[COLUMN_DEFICIT_PLANNED] = lt_value_result(
        in_unit(writer, product,
                deficit(stock->need_planned, stock->capacity_planned)));
}

static lt_status write_blocked(struct writer *writer, lt_value *cells,
                               uint32_t product)
{
    uint32_t found[LIST_MAX];
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    writer->search.found = found;
    writer->search.found_room = LIST_MAX;
    writer->search.budget = 4096;
    gap_search(&writer->search, product);
    count = writer->search.count < LIST_MAX ? writer->search.count : LIST_MAX;
    for (uint32_t i = 0; i < count; i++)
        items[i] = product_value(writer, found[i], &status);
    cells[COLUMN_BLOCKED] = list(writer, items, count, &status);
    return status;
}

/* Finals below a product in the tree of dominators. */
static lt_status write_reach(struct writer *writer, lt_value *cells,
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
            items[count++] = product_value(writer, at, &status);
        for (uint32_t s = writer->below.offset[at];
             s < writer->below.offset[at + 1]; s++)
            if (writer->gaps->verdicts[writer->below.item[s]].reach > 0)
                queue[tail++] = writer->below.item[s];
    }
    cells[COLUMN_REACH] = list(writer, items, count, &status);
    return status;
}

static const char *project_status_word(lt_project_status status)
{
    static const char *const WORDS[] = {"planned", "signed", "started",
                                        "finished"};

    return WORDS[status];
}

static lt_status write_projects(struct writer *writer, lt_value *cells,
                                uint32_t product)
{
    const lt_graph *graph = writer->graph;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < graph->project_count && count < LIST_MAX; i++) {
        const lt_project *project = &graph->projects[i];
        const lt_field fields[] = {
            {"name", lt_value_text(project->name)},
            {"status", lt_value_text(project_status_word(project->status))},
            {"capacity",
             lt_value_result(in_unit(writer, product, project->capacity))},
            {"year", lt_value_result(project->year == 0 ? (double)NAN
                                                        : project->year)}};

        if (project->product != product)
            continue;
        LT_TRY(lt_value_record(&items[count++], &writer->answer->arena, fields,
                               4, writer->err));
        LT_TRY(lt_answer_cite(writer->answer, graph, project->source,
                              writer->err));
    }
    cells[COLUMN_PROJECTS] = list(writer, items, count, &status);

cleanup:
    return status;
}

/* Deficit of the planned horizon against the least scale of a process. */
static void write_viability(struct writer *writer, lt_value *cells,
                            uint32_t product)
{
    static const lt_phrase WORDS[] = {
        {"自建可行", "viable alone"},
        {"需外销或与邻市共建", "with exports or a neighbour"},
        {"建议外购", "buy in"},
        {"未知", "unknown"}};
    const lt_graph *graph = writer->graph;
    const lt_rules *rules = writer->state->scope->rules;
    const lt_stock *stock = &writer->state->stocks[product];
    double size = deficit(stock->need_planned, stock->capacity_planned);
    double scale = NAN;
    size_t word = 3;

    for (uint32_t s = graph->processes_making.offset[product];
         s < graph->processes_making.offset[product + 1]; s++) {
        double least =
            graph->processes[graph->processes_making.item[s]].min_scale;

        if (isnan(scale) || least < scale)
            scale = least;
    }
    if (scale > 0.0 && size / scale >= rules->viable_scale)
        word = 0;
    else if (scale > 0.0 && size / scale >= rules->shared_scale)
        word = 1;
    else if (scale > 0.0 && size >= 0.0)
        word = 2;
    cells[COLUMN_VIABILITY] = lt_value_text(say(writer, WORDS[word]));
}

/* One chain's view of the product; LT_NONE closes the list. */
struct chain_view {
    uint32_t chain;
    enum gap_kind kind;
    enum gap_subkind subkind;
};

static uint32_t add_view(struct chain_view *views, uint32_t count,
                         uint32_t chain, enum gap_subkind subkind)
{
    if (chain == LT_NONE || count == LIST_MAX)
        return count;
    for (uint32_t i = 0; i < count; i++)
        if (views[i].chain == chain)
            return count;
    views[count] = (struct chain_view){chain, gap_kind_of(subkind), subkind};
    return count + 1;
}

/* Chains whose running processes lack the product, then chains it prolongs. */
static uint32_t chain_views(const struct writer *writer, uint32_t product,
                            struct chain_view *views)
{
    const lt_graph *graph = writer->graph;
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    enum gap_subkind lead = (enum gap_subkind)verdict->lead;
    uint32_t count = 0;

    if (writer->state->stocks[product].presence == LT_PRESENT && !verdict->half)
        return add_view(views, 0, graph->products[product].home_chain, lead);
    for (uint32_t s = graph->recipes_using.offset[product];
         s < graph->recipes_using.offset[product + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_using.item[s]];
        uint32_t user = graph->processes[entry->process].product;

        if (entry->role == LT_ROLE_INPUT &&
            writer->state->active[entry->process] &&
            gap_needs(writer->gaps, entry))
            count = add_view(views, count, graph->products[user].home_chain,
                             graph->products[product].stage == LT_STAGE_RAW
                                 ? SUB_SUPPLY
                                 : SUB_INPUT);
    }
    if (verdict->down > 1) {
        uint32_t at = product;

        while (writer->gaps->verdicts[at].down > 0 &&
               lt_state_missing(writer->state, at))
            at = writer->gaps->verdicts[at].down_next;
        count =
            add_view(views, count, graph->products[at].home_chain, SUB_BRIDGE);
    }
    if (verdict->step > 0) {
        uint32_t at = product;

        while (writer->gaps->verdicts[at].step > 0 &&
               lt_state_missing(writer->state, at))
            at = writer->gaps->verdicts[at].step_from;
        count =
            add_view(views, count, graph->products[at].home_chain, SUB_DEPTH);
    }
    for (uint32_t s = graph->processes_making.offset[product];
         s < graph->processes_making.offset[product + 1]; s++) {
        uint32_t q = graph->processes_making.item[s];

        for (uint32_t t = graph->recipes_of.offset[q];
             t < graph->recipes_of.offset[q + 1]; t++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[t]];

            if (entry->role == LT_ROLE_INPUT &&
                !lt_state_missing(writer->state, entry->product) &&
                !graph->generic[entry->product] &&
                graph->products[product].stage != LT_STAGE_RAW)
                count = add_view(views, count,
                                 graph->products[entry->product].home_chain,
                                 SUB_DEPTH);
        }
    }
    return count;
}

static lt_status write_kinds(struct writer *writer, lt_value *cells,
                             uint32_t product)
{
    struct chain_view views[LIST_MAX];
    uint32_t count = chain_views(writer, product, views);
    lt_value items[LIST_MAX];
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < count; i++) {
        lt_value subkind = lt_value_text(gap_subkind_word(views[i].subkind));
        const lt_field fields[] = {
            {"chain", lt_value_text(chain_label(writer, views[i].chain))},
            {"kind", lt_value_text(gap_kind_word(views[i].kind))},
            {"subkinds", list(writer, &subkind, 1, &status)}};

        LT_TRY(status);
        LT_TRY(lt_value_record(&items[i], &writer->answer->arena, fields, 3,
                               writer->err));
    }
    cells[COLUMN_KINDS] = list(writer, items, count, &status);

cleanup:
    return status;
}

static lt_status write_names(struct writer *writer, lt_value *cells,
                             uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    enum gap_kind kind = gap_kind_of((enum gap_subkind)verdict->lead);
    lt_value items[LIST_MAX]; /* More than there are subkinds. */
    uint32_t count = 0;
    lt_status status = LT_OK;

    cells[COLUMN_KIND] = lt_value_text(gap_kind_word(kind));
    cells[COLUMN_KIND_ZH] = lt_value_text(gap_kind_phrase(kind).zh);
    cells[COLUMN_PRODUCT] = product_value(writer, product, &status);
    cells[COLUMN_STATE] = lt_value_text(
        lt_presence_word(writer->state->stocks[product].presence));
    for (uint32_t s = 0; s < SUB_COUNT; s++)
        if (verdict->holds >> s & 1)
            items[count++] =
                lt_value_text(gap_subkind_word((enum gap_subkind)s));
    cells[COLUMN_SUBKINDS] = list(writer, items, count, &status);
    count = 0;
    for (uint32_t s = graph->chains_of.offset[product];
         s < graph->chains_of.offset[product + 1] && count < LIST_MAX; s++)
        items[count++] = lt_value_text(chain_label(
            writer, graph->memberships[graph->chains_of.item[s]].chain));
    cells[COLUMN_CHAINS] = list(writer, items, count, &status);
    return status;
}

static const char *band_of(const struct writer *writer, double confidence)
{
    static const lt_phrase HIGH = {"高", "high"};
    static const lt_phrase MIDDLE = {"中", "medium"};
    static const lt_phrase LOW = {"低", "low"};

    if (confidence >= 0.75)
        return say(writer, HIGH);
    return say(writer, confidence >= 0.5 ? MIDDLE : LOW);
}

static lt_status write_score(struct writer *writer, lt_value *cells,
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
    cells[COLUMN_BAND] = lt_value_text(band_of(writer, verdict->confidence));
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

/* Sources behind a row: of the product, its state, what documents say of it,
 * and the recipes and capacities along the path. */
struct source_set {
    uint32_t items[SOURCES_MAX];
    uint32_t count;
};

static void add_source(struct source_set *set, uint32_t source)
{
    if (source == LT_NONE || set->count == SOURCES_MAX)
        return;
    for (uint32_t i = 0; i < set->count; i++)
        if (set->items[i] == source)
            return;
    set->items[set->count++] = source;
}

static void add_entry_sources(const struct writer *writer,
                              struct source_set *set, uint32_t from,
                              uint32_t to)
{
    const lt_graph *graph = writer->graph;

    for (uint32_t s = graph->recipes_using.offset[from];
         s < graph->recipes_using.offset[from + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_using.item[s]];

        if (graph->processes[entry->process].product == to)
            add_source(set, entry->source);
    }
}

static void collect_sources(const struct writer *writer, uint32_t product,
                            struct source_set *set)
{
    const lt_graph *graph = writer->graph;
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);

    add_source(set, graph->products[product].source);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = writer->state->stocks[path[i]].row;

        if (row != LT_NONE)
            add_source(set, graph->capacities[row].source);
        if (i > 0)
            add_entry_sources(writer, set, path[i - 1], path[i]);
    }
}

static int by_source_id(const void *left, const void *right)
{
    const lt_value *a = left;
    const lt_value *b = right;

    return strcmp(a->text, b->text);
}

static lt_status write_sources(struct writer *writer, lt_value *cells,
                               uint32_t product, struct source_set *set)
{
    lt_value items[SOURCES_MAX];
    lt_status status = LT_OK;

    collect_sources(writer, product, set);
    for (uint32_t i = 0; i < set->count; i++) {
        LT_TRY(lt_answer_cite(writer->answer, writer->graph, set->items[i],
                              writer->err));
        items[i] = lt_value_text(writer->graph->sources[set->items[i]].id);
    }
    qsort(items, set->count, sizeof(*items), by_source_id);
    cells[COLUMN_SOURCES] = list(writer, items, set->count, &status);

cleanup:
    return status;
}

static lt_phrase reason_of(const struct verdict *verdict)
{
    static const lt_phrase REASONS[SUB_COUNT] = {
        [SUB_OBSOLETE] = {"{1}有淘汰类在产工艺或被点名退出，只退不增",
                          "{1} runs by a process that is obsolete or named for "
                          "closure: retire, do not add"},
        [SUB_RESTRICTED] = {"{1}属限制类，新增须产能置换；其下游延伸不受限",
                            "{1} is restricted: additions only against "
                            "replacement; what it feeds is not barred"},
        [SUB_BRIDGE] = {"{2}已有，{3}在产却缺{1}：断点长 {4}",
                        "{2} is there and {3} runs, but {1} between them is "
                        "missing: a break of {4}"},
        [SUB_INPUT] = {"{3}在产，必需投入{1}本地未见",
                       "{3} runs, its essential input {1} is not made here"},
        [SUB_TERMINAL] = {"{1}的零部件已有，缺整机",
                          "the parts of {1} are there, the product is not"},
        [SUB_UPGRADE] = {"本地已有同类产品，{1}为其高端品种",
                         "{1} is the better sort of what is made here"},
        [SUB_SHORTAGE] = {"{1}产能只够需求的 {5}",
                          "capacity of {1} covers {5} of the need"},
        [SUB_SINGLE] = {"{1}只有一家生产，且别家工艺必需",
                        "{1} has a single maker and others' processes need it"},
        [SUB_CHOKE] = {"{1}一停，全链受损", "the chain hangs on {1}"},
        [SUB_SCALE] = {"{1}的企业规模小于门槛",
                       "makers of {1} are below the least scale"},
        [SUB_DEPENDENCE] = {"{1}依赖外部供给", "{1} comes from outside"},
        [SUB_COMPLEMENT] = {"缺{1}，{3}难以成套",
                            "{3} cannot be completed without {1}"},
        [SUB_THIN] = {"{1}有而不足：只够需求的 {5}",
                      "{1} is thin: it covers {5} of the need"},
        [SUB_DEPTH] = {"由{2}延伸 {6} 步可到{1}",
                       "{1} is {6} step(s) on from {2}"},
        [SUB_ABSORB] = {"{1}可就地消化{2}的富余",
                        "{1} would take up the surplus of {2}"},
        [SUB_BUILD] = {"{1}所在链本地基础薄弱",
                       "the chain of {1} is to be built"},
        [SUB_SUPPLY] = {"{3}在产，原料{1}靠外供：属供应风险，不是缺链",
                        "{3} runs on {1} from outside: a supply risk, not a "
                        "gap"},
        [SUB_BARRED] = {"{1}的工艺均属限制或淘汰类，不宜新建，靠外供保障",
                        "every process of {1} is barred: secure its supply "
                        "from outside"},
    };

    return REASONS[verdict->lead];
}

static lt_status write_reason(struct writer *writer, lt_value *cells,
                              uint32_t product)
{
    static const lt_phrase UNVERIFIED = {"疑似缺链（待核实）：",
                                         "suspected, to be verified: "};
    static const lt_phrase HALF = {"规格待核：", "grade to be checked: "};
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const lt_stock *stock = &writer->state->stocks[product];
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);
    char run[16];
    char cover[24];
    char step[16];
    const char *args[6] = {
        label(writer, product),
        count > 0 ? label(writer, path[0]) : "",
        verdict->user != LT_NONE
            ? label(writer, verdict->user)
            : (count > 0 ? label(writer, path[count - 1]) : ""),
        run,
        cover,
        step};
    char *text = NULL;

    (void)snprintf(run, sizeof(run), "%u", verdict->down + verdict->up - 1);
    (void)snprintf(cover, sizeof(cover), "%.1f%%",
                   isnan(stock->cover) ? 0.0 : 100.0 * stock->cover);
    (void)snprintf(step, sizeof(step), "%u", verdict->step);
    text = lt_arena_fill(&writer->answer->arena,
                         say(writer, reason_of(verdict)), args, 6);
    if (text != NULL && (stock->presence == LT_UNSEEN || verdict->half) &&
        verdict->lead != SUB_SUPPLY)
        text = lt_arena_format(&writer->answer->arena, "%s%s",
                               say(writer, verdict->half ? HALF : UNVERIFIED),
                               text);
    if (text == NULL)
        return lt_fail_memory(writer->err, "reason");
    cells[COLUMN_REASON] = lt_value_text(text);
    return LT_OK;
}

static lt_status write_row(struct writer *writer, lt_table *table,
                           uint32_t product, const struct source_set *said)
{
    struct source_set set = *said;
    lt_value *cells = NULL;
    lt_status status = lt_table_add_row(table, &cells, writer->err);

    if (status != LT_OK)
        return status;
    LT_TRY(write_names(writer, cells, product));
    LT_TRY(write_path(writer, cells, product));
    write_amounts(writer, cells, product);
    LT_TRY(write_blocked(writer, cells, product));
    LT_TRY(write_reach(writer, cells, product));
    LT_TRY(write_projects(writer, cells, product));
    write_viability(writer, cells, product);
    LT_TRY(write_kinds(writer, cells, product));
    LT_TRY(write_score(writer, cells, product));
    LT_TRY(write_sources(writer, cells, product, &set));
    LT_TRY(write_reason(writer, cells, product));

cleanup:
    return status;
}

/* A product and what it is ordered by: score, then id. */
struct ranked {
    double score;
    const char *id;
    uint32_t product;
};

static int by_score(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* Rounded to what is shown, so that rounding noise never orders rows. */
static double rank_score(double score)
{
    return floor(score * 1e6 + 0.5) / 1e6;
}

static int is_asked_for(const lt_state *state, uint32_t product)
{
    return state->scope->product == LT_NONE || state->scope->product == product;
}

/* What each document says of each product, grouped so that a row finds it. */
static lt_status group_statements(lt_csr *out, const lt_graph *graph,
                                  lt_error *err)
{
    uint32_t *owner = lt_alloc_array(graph->statement_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "statements");
    for (uint32_t i = 0; i < graph->statement_count; i++)
        owner[i] = graph->statements[i].subject.kind == LT_SUBJECT_PRODUCT
                       ? graph->statements[i].subject.index
                       : LT_NONE;
    status = lt_csr_build(out, graph->product_count, owner,
                          graph->statement_count, err);
    free(owner);
    return status;
}

static lt_status write_rows(struct writer *writer, lt_table *table)
{
    const lt_graph *graph = writer->graph;
    struct ranked *order = lt_alloc_array(graph->product_count, sizeof(*order));
    lt_csr statements = LT_CSR_EMPTY;
    size_t count = 0;
    lt_status status = LT_OK;

    if (order == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(group_statements(&statements, graph, writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (writer->gaps->verdicts[p].lead != SUB_COUNT &&
            is_asked_for(writer->state, p))
            order[count++] =
                (struct ranked){rank_score(writer->gaps->verdicts[p].score),
                                graph->products[p].id, p};
    qsort(order, count, sizeof(*order), by_score);
    for (size_t i = 0; i < count; i++) {
        struct source_set said = {{0}, 0};
        uint32_t p = order[i].product;

        for (uint32_t s = statements.offset[p]; s < statements.offset[p + 1];
             s++)
            add_source(&said, graph->statements[statements.item[s]].source);
        LT_TRY(write_row(writer, table, p, &said));
    }

cleanup:
    lt_csr_clear(&statements);
    free(order);
    return status;
}

/* Missing products of the view that no verdict speaks of: 无本地基础. */
static lt_status write_no_base(struct writer *writer)
{
    static const lt_column NO_BASE[] = {
        {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
        {"state", {"状态", "state"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    };
    static const lt_phrase TITLE = {"无本地基础（不是缺链）",
                                    "no local base (no gaps)"};
    const lt_graph *graph = writer->graph;
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, writer->answer, "no_local_base",
                             say(writer, TITLE), NO_BASE, 2, writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++) {
        lt_value *cells = NULL;

        if (!lt_state_missing(writer->state, p) || !writer->state->in_view[p] ||
            writer->gaps->verdicts[p].lead != SUB_COUNT ||
            graph->products[p].stage == LT_STAGE_RAW ||
            !is_asked_for(writer->state, p))
            continue;
        LT_TRY(lt_table_add_row(&section->table, &cells, writer->err));
        cells[0] = product_value(writer, p, &status);
        cells[1] = lt_value_text(
            say(writer, lt_presence_phrase(writer->state->stocks[p].presence)));
    }

cleanup:
    return status;
}

/* The label of the kind is brief in the language that is spoken. */
static const lt_column *columns_in(struct writer *writer)
{
    lt_column *columns = lt_arena_take(&writer->answer->arena, sizeof(COLUMNS));

    if (columns == NULL)
        return NULL;
    memcpy(columns, COLUMNS, sizeof(COLUMNS));
    columns[english(writer) ? COLUMN_KIND : COLUMN_KIND_ZH].detail = LT_BRIEF;
    return columns;
}

static lt_status write_notes(struct writer *writer)
{
    static const lt_phrase CUT = {
        "{1} 项的影响只算到有限距离（图谱过大），更远的部分每步减半",
        "the impact of {1} rows was counted to a limited distance (the map is "
        "large); what lies beyond halves with each link"};
    char count[16];
    const char *args[1] = {count};

    if (writer->gaps->cut_count == 0)
        return LT_OK;
    (void)snprintf(count, sizeof(count), "%u", writer->gaps->cut_count);
    return lt_answer_note(writer->answer, CUT, args, 1, writer->err);
}

static lt_status write_answer(struct writer *writer)
{
    const lt_column *columns = columns_in(writer);
    lt_section *section = NULL;
    lt_status status = LT_OK;

    if (columns == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(lt_answer_section(&section, writer->answer, "gaps", NULL, columns,
                             COLUMN_COUNT, writer->err));
    LT_TRY(write_rows(writer, &section->table));
    LT_TRY(write_no_base(writer));
    LT_TRY(write_notes(writer));

cleanup:
    return status;
}

lt_status lt_run_gaps(lt_answer *out, const lt_request *request, lt_error *err)
{
    struct writer writer = {0};
    lt_gaps *gaps = NULL;
    lt_status status = LT_OK;

    writer.answer = out;
    writer.state = request->state;
    writer.graph = request->graph;
    writer.err = err;
    LT_TRY(lt_answer_caveats(out, request->state, err));
    LT_TRY(lt_gaps_new(&gaps, request->state, err));
    writer.gaps = gaps;
    LT_TRY(gap_search_new(&writer.search, gaps, err));
    LT_TRY(lt_csr_build(&writer.below, writer.graph->product_count,
                        gaps->dominator, writer.graph->product_count, err));
    LT_TRY(write_answer(&writer));

cleanup:
    lt_csr_clear(&writer.below);
    gap_search_clear(&writer.search);
    lt_gaps_free(gaps);
    return status;
}
