/* Why a row stands: the sources, the reason. */
#include "analysis/gap_write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gap_add_source(struct gap_sources *set, uint32_t source)
{
    if (source == LT_NONE || set->count == SOURCES_MAX)
        return;
    for (uint32_t i = 0; i < set->count; i++)
        if (set->items[i] == source)
            return;
    set->items[set->count++] = source;
}

static void add_entry_sources(const struct gap_writer *writer,
                              struct gap_sources *set, uint32_t from,
                              uint32_t to)
{
    const lt_graph *graph = writer->graph;

    for (uint32_t s = graph->recipes_using.offset[from];
         s < graph->recipes_using.offset[from + 1]; s++) {
        const lt_recipe *entry = &graph->recipes[graph->recipes_using.item[s]];

        if (graph->processes[entry->process].product == to)
            gap_add_source(set, entry->source);
    }
}

static void collect_sources(const struct gap_writer *writer, uint32_t product,
                            struct gap_sources *set)
{
    const lt_graph *graph = writer->graph;
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);

    gap_add_source(set, graph->products[product].source);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = writer->state->stocks[path[i]].row;

        if (row != LT_NONE)
            gap_add_source(set, graph->capacities[row].source);
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

lt_status gap_write_sources(struct gap_writer *writer, lt_value *cells,
                            uint32_t product, struct gap_sources *set)
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
    cells[COLUMN_SOURCES] = gap_list(writer, items, set->count, &status);

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
        [SUB_TERMINAL] = {"{1}的零部件已有一部分，缺整机",
                          "parts of {1} are there, the product is not"},
        [SUB_UPGRADE] = {"本地已有{2}，{1}为其高端品种",
                         "{1} is a better sort of {2}, which is made here"},
        [SUB_SHORTAGE] = {"{1}产能只够需求的 {4}",
                          "capacity of {1} covers {4} of the need"},
        [SUB_SINGLE] = {"{1}只有一家生产，且别家工艺必需",
                        "{1} has a single maker and others' processes need it"},
        [SUB_CHOKE] = {"{1}的一家企业一停，全链产出损失 {4}",
                       "the stop of one maker of {1} costs {4} of the chain's "
                       "output"},
        [SUB_SCALE] = {"{1}的企业规模小于门槛：全部产能与门槛为 {4}",
                       "makers of {1} are below the least scale: capacity in "
                       "all and least scale are {4}"},
        [SUB_DEPENDENCE] = {"{1}依赖外部供给", "{1} comes from outside"},
        [SUB_COMPLEMENT] = {"缺{1}，{3}难以成套",
                            "{3} cannot be completed without {1}"},
        [SUB_THIN] = {"{1}有而不足：只够需求的 {4}",
                      "{1} is thin: it covers {4} of the need"},
        [SUB_DEPTH] = {"由{2}延伸 {4} 步可到{1}",
                       "{1} is {4} step(s) on from {2}"},
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

/* Whom the product is wanted for. */
static const char *wanted_for(const struct gap_writer *writer, uint32_t product,
                              const uint32_t *path, uint32_t count)
{
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    uint32_t user = verdict->user;

    if (verdict->lead == SUB_COMPLEMENT)
        user = verdict->completes;
    else if (user == LT_NONE && count > 0)
        user = path[count - 1];
    return user == LT_NONE ? "" : gap_label(writer, user);
}

/* What comes before the sentence; NULL where nothing does. */
static const char *doubt_of(const struct gap_writer *writer, uint32_t product)
{
    static const lt_phrase UNVERIFIED = {"疑似缺链（待核实）：",
                                         "suspected, to be verified: "};
    static const lt_phrase HALF = {"规格待核：", "grade to be checked: "};
    static const lt_phrase UNMET = {"本地只有特种规格：",
                                    "only a special grade is made here: "};
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const enum gap_subkind lead = (enum gap_subkind)verdict->lead;

    if (gap_kind_of(lead) == KIND_SECURE)
        return NULL;
    if (verdict->half != HALF_NONE && gap_kind_of(lead) == KIND_FILL)
        return gap_say(writer, verdict->half == HALF_MET ? HALF : UNMET);
    return writer->state->stocks[product].presence == LT_UNSEEN
               ? gap_say(writer, UNVERIFIED)
               : NULL;
}

static void write_percent(char *text, size_t room, double share)
{
    text[0] = '\0';
    if (!isnan(share))
        (void)snprintf(text, room, "%.1f%%", 100.0 * share);
}

/* "32.5/100 万吨" */
static void write_scale(char *text, size_t room,
                        const struct gap_writer *writer, uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_product *named = &graph->products[product];

    (void)snprintf(
        text, room, "%.6g/%.6g %s",
        lt_show_amount(graph, product, writer->state->stocks[product].capacity),
        lt_show_amount(graph, product, gap_least_scale(writer->state, product)),
        named->unit.name);
}

/* The number that the sentence gives, if any. */
static void write_number(char *text, size_t room,
                         const struct gap_writer *writer, uint32_t product)
{
    const struct verdict *verdict = &writer->gaps->verdicts[product];

    text[0] = '\0';
    if (verdict->lead == SUB_BRIDGE)
        (void)snprintf(text, room, "%u", verdict->down + verdict->up - 1);
    if (verdict->lead == SUB_DEPTH)
        (void)snprintf(text, room, "%u", verdict->step);
    if (verdict->lead == SUB_CHOKE)
        write_percent(text, room, verdict->choke);
    if (verdict->lead == SUB_SCALE)
        write_scale(text, room, writer, product);
    if (verdict->lead == SUB_SHORTAGE || verdict->lead == SUB_THIN)
        write_percent(text, room, writer->state->stocks[product].cover);
}

enum { LACKS_MAX = 3 };

/* Missing inputs of the processes that could make it, the first few by the
 * order of recipes. */
static uint32_t find_lacks(uint32_t *lacks, const struct gap_writer *writer,
                           uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_csr *making = &graph->processes_making;
    uint32_t count = 0;

    for (uint32_t m = making->offset[product]; m < making->offset[product + 1];
         m++)
        for (uint32_t s = graph->recipes_of.offset[making->item[m]];
             s < graph->recipes_of.offset[making->item[m] + 1]; s++) {
            const lt_recipe *entry = &graph->recipes[graph->recipes_of.item[s]];
            uint32_t i = 0;

            while (i < count && lacks[i] != entry->product)
                i++;
            if (entry->role == LT_ROLE_INPUT && i == count &&
                count < LACKS_MAX && !graph->generic[entry->product] &&
                graph->products[entry->product].stage != LT_STAGE_RAW &&
                lt_state_missing(writer->state, entry->product))
                lacks[count++] = entry->product;
        }
    return count;
}

/* The sentence, and what is known of the inputs that are lacking too. NULL:
 * no memory. */
static const char *add_lacks(const struct gap_writer *writer, uint32_t product,
                             const char *text)
{
    static const lt_phrase BEGIN = {"；工艺投入中本地没有的：",
                                    "; inputs of its processes that are not "
                                    "made here: "};
    static const lt_phrase ITEM = {"{1}{2}{3}（{4}）", "{1}{2}{3} ({4})"};
    static const lt_phrase COMMA = {"、", ", "};
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const enum gap_kind kind = gap_kind_of((enum gap_subkind)verdict->lead);
    uint32_t lacks[LACKS_MAX];
    uint32_t count = 0;

    if (kind != KIND_FILL && kind != KIND_EXTEND)
        return text;
    count = find_lacks(lacks, writer, product);
    for (uint32_t i = 0; text != NULL && i < count; i++) {
        const lt_presence presence = writer->state->stocks[lacks[i]].presence;
        const char *args[4] = {text, gap_say(writer, i == 0 ? BEGIN : COMMA),
                               gap_label(writer, lacks[i]),
                               gap_say(writer, lt_presence_phrase(presence))};

        text = lt_arena_fill(&writer->answer->arena, gap_say(writer, ITEM),
                             args, 4);
    }
    return text;
}

lt_status gap_write_reason(struct gap_writer *writer, lt_value *cells,
                           uint32_t product)
{
    const struct verdict *verdict = &writer->gaps->verdicts[product];
    const char *doubt = doubt_of(writer, product);
    uint32_t path[PATH_MAX_LINKS];
    uint32_t count = gap_path(writer->gaps, product, path, PATH_MAX_LINKS);
    char number[64];
    const char *args[4] = {gap_label(writer, product),
                           count > 0 ? gap_label(writer, path[0]) : "",
                           wanted_for(writer, product, path, count), number};
    const char *text = NULL;

    write_number(number, sizeof(number), writer, product);
    text = lt_arena_fill(&writer->answer->arena,
                         gap_say(writer, reason_of(verdict)), args, 4);
    if (text != NULL && doubt != NULL)
        text = lt_arena_format(&writer->answer->arena, "%s%s", doubt, text);
    if (text != NULL)
        text = add_lacks(writer, product, text);
    if (text == NULL)
        return lt_fail_memory(writer->err, "reason");
    cells[COLUMN_REASON] = lt_value_text(text);
    return LT_OK;
}
