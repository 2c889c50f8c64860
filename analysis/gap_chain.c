/* The row of a chain that is to be built as a whole. */
#include "analysis/gap_write.h"

#include "graph/alloc.h"

#include <stdio.h>
#include <stdlib.h>

static int is_missing_final(const lt_state *state, uint32_t product)
{
    const lt_graph *graph = state->scope->graph;

    return graph->products[product].stage == LT_STAGE_FINAL &&
           lt_state_missing(state, product) && !graph->generic[product] &&
           !graph->broad[product];
}

lt_status gap_group_finals(struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    const struct chain_base *bases = writer->gaps->bases;
    uint32_t *owner = NULL;
    uint32_t count = 0;
    size_t room = 0;
    lt_status status = LT_OK;

    for (uint32_t c = 0; c < graph->chain_count; c++)
        room += bases[c].finals;
    owner = lt_alloc_array(room, sizeof(*owner));
    writer->finals = lt_alloc_array(room, sizeof(*writer->finals));
    if (owner == NULL || writer->finals == NULL) {
        free(owner);
        return lt_fail_memory(writer->err, "chains");
    }
    for (uint32_t p = 0; p < graph->product_count; p++)
        for (uint32_t c = graph->products[p].home_chain;
             c != LT_NONE && is_missing_final(writer->state, p);
             c = graph->chains[c].parent) {
            if (!bases[c].build)
                continue;
            owner[count] = c;
            writer->finals[count++] = p;
        }
    status = lt_csr_build(&writer->finals_of, graph->chain_count, owner, count,
                          writer->err);
    free(owner);
    return status;
}

/* Missing finals whose home is the chain or one below it. */
static lt_status write_finals(struct gap_writer *writer, lt_value *cells,
                              uint32_t chain)
{
    const lt_csr *of = &writer->finals_of;
    lt_value items[LIST_MAX];
    uint32_t count = 0;
    lt_status status = LT_OK;

    for (uint32_t s = of->offset[chain];
         s < of->offset[chain + 1] && count < LIST_MAX; s++)
        items[count++] =
            gap_product_value(writer, writer->finals[of->item[s]], &status);
    writer->lists_cut |= writer->gaps->bases[chain].finals > LIST_MAX;
    cells[COLUMN_REACH] = gap_list(writer, items, count, &status);
    return status;
}

static lt_status write_reason(struct gap_writer *writer, lt_value *cells,
                              uint32_t chain)
{
    static const lt_phrase REASON = {
        "{1}图谱 {2} 项产品仅 {3} 项在产（零部件及以后 {4} 项中 {5} "
        "项），须整链谋划",
        "{1}: {3} of {2} products on the map are made here ({5} of {4} from "
        "components on), the chain is to be built as a whole"};
    const struct chain_base *base = &writer->gaps->bases[chain];
    const uint32_t counts[4] = {base->products, base->present, base->later,
                                base->later_present};
    char numbers[4][16];
    const char *args[5] = {gap_chain_label(writer, chain)};
    char *text = NULL;

    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(numbers[i], sizeof(numbers[i]), "%u", counts[i]);
        args[i + 1] = numbers[i];
    }
    text =
        lt_arena_fill(&writer->answer->arena, gap_say(writer, REASON), args, 5);
    if (text == NULL)
        return lt_fail_memory(writer->err, "reason");
    cells[COLUMN_REASON] = lt_value_text(text);
    return LT_OK;
}

static lt_status write_score(struct gap_writer *writer, lt_value *cells,
                             const struct chain_base *base)
{
    const lt_field parts[] = {
        {"impact", lt_value_result(base->part[PART_IMPACT])},
        {"readiness", lt_value_result(base->part[PART_READINESS])},
        {"urgency", lt_value_result(base->part[PART_URGENCY])},
        {"policy", lt_value_result(base->part[PART_POLICY])}};

    cells[COLUMN_READINESS] = lt_value_result(base->part[PART_READINESS]);
    cells[COLUMN_SCORE] = lt_value_result(base->score);
    cells[COLUMN_SCORE_LOW] = lt_value_result(base->low);
    cells[COLUMN_SCORE_HIGH] = lt_value_result(base->high);
    cells[COLUMN_CONFIDENCE] = lt_value_result(base->confidence);
    cells[COLUMN_BAND] = lt_value_text(gap_band(writer, base->confidence));
    return lt_value_record(&cells[COLUMN_PARTS], &writer->answer->arena, parts,
                           PART_COUNT, writer->err);
}

static lt_status write_chain_source(struct gap_writer *writer, lt_value *cells,
                                    uint32_t source)
{
    lt_value item = {0};
    lt_status status = LT_OK;

    if (source != LT_NONE) {
        LT_TRY(
            lt_answer_cite(writer->answer, writer->graph, source, writer->err));
        item = lt_value_text(writer->graph->sources[source].id);
    }
    cells[COLUMN_SOURCES] = gap_list(writer, &item, source != LT_NONE, &status);

cleanup:
    return status;
}

lt_status gap_write_chain(struct gap_writer *writer, lt_value *cells,
                          uint32_t chain)
{
    static const int LISTS[] = {
        COLUMN_PATH,   COLUMN_BLOCKED,      COLUMN_PROJECTS,  COLUMN_ATTRIBUTES,
        COLUMN_ABSORB, COLUMN_OUT_OF_REACH, COLUMN_NEIGHBOURS};
    const lt_value name = lt_value_text(gap_chain_label(writer, chain));
    const uint32_t holds = (uint32_t)1 << SUB_BUILD;
    lt_value view = {0};
    lt_status status = LT_OK;
    lt_field fields[] = {{"chain", name},
                         {"kind", lt_value_text(gap_kind_word(KIND_BUILD))},
                         {"subkinds", {0}}};

    LT_TRY(gap_write_verdict(writer, cells, SUB_BUILD));
    for (size_t i = 0; i < sizeof(LISTS) / sizeof(LISTS[0]); i++)
        cells[LISTS[i]] = gap_list(writer, NULL, 0, &status);
    cells[COLUMN_SUBKINDS] =
        gap_subkind_list(writer, holds, SUB_BUILD, &status);
    cells[COLUMN_CHAINS] = gap_list(writer, &name, 1, &status);
    fields[2].value = cells[COLUMN_SUBKINDS];
    LT_TRY(status);
    LT_TRY(
        lt_value_record(&view, &writer->answer->arena, fields, 3, writer->err));
    cells[COLUMN_KINDS] = gap_list(writer, &view, 1, &status);
    LT_TRY(status);
    LT_TRY(write_finals(writer, cells, chain));
    LT_TRY(write_score(writer, cells, &writer->gaps->bases[chain]));
    LT_TRY(
        write_chain_source(writer, cells, writer->graph->chains[chain].source));
    LT_TRY(write_reason(writer, cells, chain));

cleanup:
    return status;
}

lt_status gap_note_sparse(struct gap_writer *writer)
{
    enum { EXAMPLES = 6 };
    static const lt_phrase NOTE = {
        "图谱不足：{1} 条链在图谱上少于 {2} 项产品，不作建链判断，例如：{3}",
        "insufficient map: {1} chains have fewer than {2} products on the map "
        "and are not judged as chains to be built, such as: {3}"};
    static const lt_phrase COMMA = {"、", ", "};
    const lt_graph *graph = writer->graph;
    const char *names = "";
    uint32_t count = 0;
    char number[16];
    char least[24];
    const char *args[3] = {number, least, NULL};

    for (uint32_t c = 0; c < graph->chain_count; c++) {
        if (!writer->gaps->bases[c].sparse ||
            !gap_chain_in_view(writer->state->scope, c))
            continue;
        if (count++ < EXAMPLES)
            names = lt_arena_format(&writer->answer->arena, "%s%s%s", names,
                                    count == 1 ? "" : gap_say(writer, COMMA),
                                    gap_chain_label(writer, c));
        if (names == NULL)
            return lt_fail_memory(writer->err, "notes");
    }
    if (count == 0)
        return LT_OK;
    (void)snprintf(number, sizeof(number), "%u", count);
    (void)snprintf(least, sizeof(least), "%g",
                   writer->state->scope->rules->build_products);
    args[2] = names;
    return lt_answer_note(writer->answer, NOTE, args, 3, writer->err);
}
