#include "analysis/leaders.h"

#include "analysis/caveats.h"
#include "analysis/runs.h"
#include "graph/alloc.h"

#include <math.h>
#include <string.h>

enum column {
    RANK,
    RANK_LOW,
    RANK_HIGH,
    FIRM,
    CHAIN,
    SCORE,
    PARTS,
    MISSING,
    ALONE,
    HONOURS,
    REASON,
    COLUMNS
};

/* clang-format off */
static const lt_column columns[COLUMNS] = {
    {"rank", {"名次", "rank"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"rank_low", {"名次下限", "rank from"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"rank_high", {"名次上限", "rank to"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"firm", {"企业", "firm"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"chain", {"产业链", "chain"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"score", {"得分", "score"}, NULL, LT_STYLE_SCORE, LT_BRIEF},
    {"parts", {"分项", "parts"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"missing", {"缺数据的分项", "unknown parts"}, NULL, LT_STYLE_PLAIN,
     LT_FULL},
    {"alone", {"独家产品", "makes alone"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"honours", {"荣誉", "honours"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"reason", {"说明", "reason"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

static const struct {
    const char *word;
    lt_phrase phrase;
} part_names[LEADER_PARTS] = {
    [LEADER_SCALE] = {"scale", {"规模", "scale"}},
    [LEADER_CONTROL] = {"control", {"关键环节", "control"}},
    [LEADER_PULL] = {"pull", {"带动", "pull"}},
    [LEADER_BREADTH] = {"breadth", {"全产业链", "breadth"}},
    [LEADER_POSITION] = {"position", {"网络位置", "position"}},
    [LEADER_INNOVATION] = {"innovation", {"技术与标准", "innovation"}},
};
/* clang-format on */

enum { LIST_SHOWN = 50, NAMED_IN_REASON = 3 };

struct writer {
    lt_answer *answer;
    const struct leaders *leaders;
    const lt_graph *graph;
};

static int english(const struct writer *writer)
{
    return writer->answer->lang == LT_EN;
}

static lt_status write_firm(lt_value *out, const struct writer *writer,
                            const struct leader *leader, lt_error *err)
{
    const lt_firm *firm = &writer->graph->firms[leader->firm];
    const char *region = firm->region == LT_NONE
                             ? NULL
                             : writer->graph->regions[firm->region].name;
    const lt_field fields[] = {{"id", lt_value_text(firm->id)},
                               {"name", lt_value_text(firm->name)},
                               {"region", lt_value_text(region)}};

    return lt_value_record(out, &writer->answer->arena, fields, 3, err);
}

static lt_value chain_name(const struct writer *writer)
{
    const uint32_t chain = writer->leaders->state->scope->chain;
    const lt_chain *row = NULL;

    if (chain == LT_NONE)
        return lt_value_text(NULL);
    row = &writer->graph->chains[chain];
    return lt_value_text(english(writer) && row->name_en != NULL &&
                                 row->name_en[0] != '\0'
                             ? row->name_en
                             : row->name);
}

static lt_status write_parts(lt_value *cells, const struct writer *writer,
                             const struct leader *leader, lt_error *err)
{
    lt_field fields[LEADER_PARTS];
    lt_value missing[LEADER_PARTS];
    size_t count = 0;
    lt_status status = LT_OK;

    for (size_t i = 0; i < LEADER_PARTS; i++) {
        fields[i].name = part_names[i].word;
        fields[i].value = lt_value_result(leader->part[i]);
        if (isnan(leader->part[i]))
            missing[count++] = lt_value_text(part_names[i].word);
    }
    LT_TRY(lt_value_record(&cells[PARTS], &writer->answer->arena, fields,
                           LEADER_PARTS, err));
    LT_TRY(lt_value_list(&cells[MISSING], &writer->answer->arena, missing,
                         count, err));
cleanup:
    return status;
}

/* Products in the view that the firm makes and nobody else does. */
static size_t find_alone(lt_value *out, const struct writer *writer,
                         const struct leader *leader)
{
    const struct leaders *leaders = writer->leaders;
    const lt_csr *of = &leaders->holdings.of_firm;
    size_t count = 0;

    for (uint32_t s = of->offset[leader->firm];
         s < of->offset[leader->firm + 1] && count < LIST_SHOWN; s++) {
        const uint32_t p = leaders->holdings.items[of->item[s]].product;
        const lt_stock *stock = &leaders->state->stocks[p];

        if (leaders->state->in_view[p] && stock->makers == 1 &&
            stock->makers_known)
            out[count++] = lt_value_text(
                lt_product_label(writer->graph, p, english(writer)));
    }
    return count;
}

static const char *honours_of(const struct writer *writer, uint32_t firm)
{
    const uint32_t row = writer->graph->firms[firm].row;

    return row == LT_NONE ? ""
                          : lt_facts_text(writer->graph->facts, LT_FIRMS, row,
                                          LT_FIRM_HONOURS);
}

/* The items of a `;` list, in full width too, without blanks around them. */
static lt_status write_honours(lt_value *out, const struct writer *writer,
                               const struct leader *leader, lt_error *err)
{
    const char *at = honours_of(writer, leader->firm);
    lt_value items[LIST_SHOWN];
    size_t count = 0;

    while (*at != '\0' && count < LIST_SHOWN) {
        size_t length = strcspn(at, ";");
        const char *wide = strstr(at, "；");
        size_t behind = at[length] == '\0' ? 0 : 1;
        const char *text = NULL;

        if (wide != NULL && (size_t)(wide - at) < length) {
            length = (size_t)(wide - at);
            behind = strlen("；");
        }
        while (*at == ' ' && length > 0) {
            at++;
            length--;
        }
        text = lt_arena_copy(&writer->answer->arena, at, length);
        if (text == NULL)
            return lt_fail_memory(err, "honours");
        if (length > 0)
            items[count++] = lt_value_text(text);
        at += length + behind;
    }
    return lt_value_list(out, &writer->answer->arena, items, count, err);
}

/* Text of a reason under way; NULL once memory is out. */
static const char *append(const struct writer *writer, const char *text,
                          lt_phrase phrase, const char *first)
{
    lt_arena *arena = &writer->answer->arena;
    const char *args[] = {first};
    const char *more = NULL;

    if (text == NULL || first == NULL)
        return NULL;
    more = lt_arena_fill(arena, lt_say(writer->answer->lang, phrase), args, 1);
    if (more == NULL)
        return NULL;
    return lt_arena_format(
        arena, "%s%s%s", text,
        text[0] == '\0' ? "" : (english(writer) ? "; " : "；"), more);
}

/* Names of parts, or of the first few values, as a list. */
static const char *join(const struct writer *writer, const char *text,
                        const char *name)
{
    return text == NULL
               ? NULL
               : lt_arena_format(
                     &writer->answer->arena, "%s%s%s", text,
                     text[0] == '\0' ? "" : (english(writer) ? ", " : "、"),
                     name);
}

/* The strongest part, with its figure. */
static const char *say_strength(const struct writer *writer,
                                const struct leader *leader)
{
    static const lt_phrase strongest = {"{1}最强", "strongest in {1}"};
    size_t best = LEADER_PARTS;

    for (size_t i = 0; i < LEADER_PARTS; i++)
        if (!isnan(leader->part[i]) &&
            (best == LEADER_PARTS || leader->part[i] > leader->part[best]))
            best = i;
    if (best == LEADER_PARTS)
        return "";
    return append(
        writer, "", strongest,
        lt_arena_format(&writer->answer->arena,
                        english(writer) ? "%s (%.2f)" : "%s（%.2f）",
                        lt_say(writer->answer->lang, part_names[best].phrase),
                        leader->part[best]));
}

static const char *say_alone(const struct writer *writer, const char *text,
                             const lt_value *alone)
{
    static const lt_phrase phrase = {"独家生产{1}", "sole maker of {1}"};
    const char *names = "";

    for (uint32_t i = 0; i < alone->count && i < NAMED_IN_REASON; i++)
        names = join(writer, names, alone->items[i].text);
    if (alone->count > NAMED_IN_REASON)
        names = join(writer, names, english(writer) ? "…" : "等");
    return alone->count == 0 ? text : append(writer, text, phrase, names);
}

static const char *say_missing(const struct writer *writer, const char *text,
                               const struct leader *leader)
{
    static const lt_phrase phrase = {"缺数据：{1}", "no data on {1}"};
    const char *names = "";
    int any = 0;

    for (size_t i = 0; i < LEADER_PARTS; i++) {
        if (!isnan(leader->part[i]))
            continue;
        names = join(writer, names,
                     lt_say(writer->answer->lang, part_names[i].phrase));
        any = 1;
    }
    return any ? append(writer, text, phrase, names) : text;
}

/* What the value rests on where it is not all of the output. */
static const char *say_basis(const struct writer *writer, const char *text,
                             const struct leader *leader)
{
    static const lt_phrase revenue = {"规模按营收折算", "scale by revenue"};
    static const lt_phrase at_least = {
        "规模按营收下限折算，实际可能更高",
        "scale by a revenue stated as at least, so it may be more"};
    static const lt_phrase parts = {
        "规模只含有产能和价格的产品，实际可能更高",
        "scale of the products with capacity and price alone, so it may be "
        "more"};

    if (leader->basis == LEADER_BY_REVENUE)
        return append(writer, text, leader->at_least ? at_least : revenue, "");
    if (leader->basis == LEADER_BY_PARTS)
        return append(writer, text, parts, "");
    return text;
}

static lt_status write_reason(lt_value *out, const struct writer *writer,
                              const struct leader *leader,
                              const lt_value *alone, lt_error *err)
{
    static const lt_phrase unranked = {"数据不足，只列候选",
                                       "too little data: a candidate only"};
    const char *text = say_strength(writer, leader);

    text = say_alone(writer, text, alone);
    text = say_basis(writer, text, leader);
    text = say_missing(writer, text, leader);
    if (leader->rank == 0)
        text = append(writer, text, unranked, "");
    if (text == NULL)
        return lt_fail_memory(err, "reason");
    *out = lt_value_text(text);
    return LT_OK;
}

static lt_value rank_value(uint32_t rank)
{
    return lt_value_result(rank == 0 ? (double)NAN : (double)rank);
}

static lt_status write_row(lt_table *table, const struct writer *writer,
                           const struct leader *leader, lt_error *err)
{
    lt_value alone[LIST_SHOWN];
    lt_value *cells = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_table_add_row(table, &cells, err));
    cells[RANK] = rank_value(leader->rank);
    cells[RANK_LOW] = rank_value(leader->rank_low);
    cells[RANK_HIGH] = rank_value(leader->rank_high);
    cells[CHAIN] = chain_name(writer);
    cells[SCORE] = lt_value_result(leader->score);
    LT_TRY(write_firm(&cells[FIRM], writer, leader, err));
    LT_TRY(write_parts(cells, writer, leader, err));
    LT_TRY(lt_value_list(&cells[ALONE], &writer->answer->arena, alone,
                         find_alone(alone, writer, leader), err));
    LT_TRY(write_honours(&cells[HONOURS], writer, leader, err));
    LT_TRY(write_reason(&cells[REASON], writer, leader, &cells[ALONE], err));
cleanup:
    return status;
}

/* All rows, or that of the firm asked for. */
static lt_status write_rows(lt_table *table, const struct writer *writer,
                            lt_error *err)
{
    const struct leaders *leaders = writer->leaders;
    const uint32_t wanted = leaders->state->scope->firm;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < leaders->count && status == LT_OK; i++)
        if (wanted == LT_NONE || leaders->items[i].firm == wanted)
            status = write_row(table, writer, &leaders->items[i], err);
    return status;
}

/* A note with up to two numbers. */
static lt_status say(const struct writer *writer, lt_phrase phrase,
                     uint32_t first, uint32_t second, lt_error *err)
{
    lt_arena *arena = &writer->answer->arena;
    const char *args[] = {lt_arena_format(arena, "%u", first),
                          lt_arena_format(arena, "%u", second)};

    if (args[0] == NULL || args[1] == NULL)
        return lt_fail_memory(err, "notes");
    return lt_answer_note(writer->answer, phrase, args, 2, err);
}

/* 1 when some candidates are valued by output and others by revenue. */
static int mixes_bases(const struct leaders *leaders)
{
    unsigned bases = 0;

    for (uint32_t i = 0; i < leaders->count; i++)
        bases |= 1U << leaders->items[i].basis;
    return (bases >> LEADER_BY_REVENUE & 1U) != 0 &&
           (bases & (1U << LEADER_BY_OUTPUT | 1U << LEADER_BY_PARTS)) != 0;
}

/* What the parts rest on, where it is less than the best. */
static lt_status note_data(const struct writer *writer, lt_error *err)
{
    static const lt_phrase inferred = {
        "无企业供需数据（supplies）：带动与网络位置按工艺和产能份额推断。",
        "no supplies between firms: pull and position are inferred from "
        "recipes and shares of capacity"};
    static const lt_phrase unvalued = {
        "企业供需均无金额：带动与网络位置按条数计。",
        "no supply has a value: pull and position count rows"};
    static const lt_phrase by_count = {
        "产能或价格不全：停产损失按产品数计。",
        "not all capacities and prices are known: losses count products"};
    static const lt_phrase rough = {
        "计算量所限，部分企业的停产损失为下限。",
        "some losses are lower bounds: the bound on work was reached"};
    static const lt_phrase mixed = {
        "规模兼用产能×价格与营收，营收按元计。",
        "scale mixes capacity × price with revenues, taken to be in yuan"};
    static const lt_phrase partial = {
        "{2}家候选中{1}家的规模可知，份额按已知之和计。",
        "the scale of {1} of {2} candidates is known; shares are of their sum"};
    const struct leaders *leaders = writer->leaders;
    lt_status status = LT_OK;

    if (leaders->valued_count < leaders->count)
        LT_TRY(
            say(writer, partial, leaders->valued_count, leaders->count, err));
    if (mixes_bases(leaders))
        LT_TRY(say(writer, mixed, 0, 0, err));
    if (leaders->inferred)
        LT_TRY(say(writer, inferred, 0, 0, err));
    else if (leaders->unvalued)
        LT_TRY(say(writer, unvalued, 0, 0, err));
    if (!leaders->by_price)
        LT_TRY(say(writer, by_count, 0, 0, err));
    if (leaders->rough_losses)
        LT_TRY(say(writer, rough, 0, 0, err));
cleanup:
    return status;
}

static lt_status note_work(const struct writer *writer, lt_error *err)
{
    static const lt_phrase circles = {
        "{1}家企业联系过多，未数其两步内的企业。",
        "firms within two steps were not counted for {1} firms with very many "
        "links"};
    static const lt_phrase sampled = {
        "中介中心性由{2}个节点中均匀选取的{1}个估计。",
        "betweenness is estimated from {1} of {2} nodes, evenly spaced"};
    const struct leaders *leaders = writer->leaders;
    lt_status status = LT_OK;

    if (leaders->no_circles > 0)
        LT_TRY(say(writer, circles, leaders->no_circles, 0, err));
    if (leaders->paths_from < leaders->paths_nodes)
        LT_TRY(say(writer, sampled, leaders->paths_from, leaders->paths_nodes,
                   err));
cleanup:
    return status;
}

static lt_status note(const struct writer *writer, lt_error *err)
{
    static const lt_phrase ranked = {
        "候选{1}家，其中{2}家参加排名；机构、平台和外地企业不列入。",
        "{1} candidates, {2} of them ranked; institutes, platforms and firms "
        "from elsewhere are none"};
    static const lt_phrase interval = {
        "得分为已知分项的等权平均；名次上下限为随机权重 1000 次抽样的 "
        "5%～95% 区间（前 2000 名），“不低于”的营收同时抽样。",
        "a score is the mean of the known parts; ranks from and to hold 5 % "
        "to 95 % of 1000 draws of the weights (first 2000), in which revenues "
        "stated as at least are drawn too"};
    const struct leaders *leaders = writer->leaders;
    uint32_t count = 0;
    lt_status status = LT_OK;

    while (count < leaders->count && leaders->items[count].rank > 0)
        count++;
    LT_TRY(say(writer, ranked, leaders->count, count, err));
    if (count > 0)
        LT_TRY(say(writer, interval, 0, 0, err));
    if (leaders->count > 0) {
        LT_TRY(note_data(writer, err));
        LT_TRY(note_work(writer, err));
    }
cleanup:
    return status;
}

static lt_status judge(struct leaders *leaders, const lt_state *state,
                       lt_error *err)
{
    lt_status status = LT_OK;

    LT_TRY(leaders_collect(leaders, state, err));
    leaders_scale(leaders);
    leaders_breadth(leaders);
    LT_TRY(leaders_control(leaders, err));
    LT_TRY(leaders_pull(leaders, err));
    LT_TRY(leaders_position(leaders, err));
    LT_TRY(leaders_innovation(leaders, err));
    LT_TRY(leaders_rank(leaders, err));
cleanup:
    return status;
}

lt_status lt_run_leaders(lt_answer *out, const lt_request *request,
                         lt_error *err)
{
    struct leaders leaders = {.holdings = LT_HOLDINGS_EMPTY,
                              .flows = LT_FLOWS_EMPTY};
    const struct writer writer = {out, &leaders, request->state->scope->graph};
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_caveats(out, request->state, err));
    LT_TRY(judge(&leaders, request->state, err));
    LT_TRY(lt_answer_section(&section, out, "leaders", NULL, columns, COLUMNS,
                             err));
    LT_TRY(write_rows(&section->table, &writer, err));
    LT_TRY(note(&writer, err));
    LT_TRY(lt_cite_capacities(out, request->state, err));
cleanup:
    leaders_clear(&leaders);
    return status;
}
