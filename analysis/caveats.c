#include "analysis/caveats.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What is true of every answer (MODEL: what every report says first). */
static const lt_phrase FIXED[] = {
    {"未见不等于没有：文件写的是重点，不是普查；疑似缺链须先核实",
     "unseen is not absent: documents name highlights, they are no census; "
     "suspected gaps are to be verified first"},
    {"产能不是产量", "capacity is not output"},
    {"单耗是行业通用值，有上下范围",
     "coefficients are usual values and have ranges"},
    {"可配套率是能力，不是实际采购", "ability to supply is not purchases"},
    {"得分用于排序，不是预测", "a score orders, it does not predict"},
    {"缺链本身不等于值得补：还要看规模门槛、外购和邻市供给",
     "a gap is not by itself worth filling: weigh least scale, buying in and "
     "neighbouring cities"},
    {"能耗、环保、用地和化工园区限制未核查",
     "limits of energy, environment, land and chemical parks are not checked"},
    {"限制类行业新增产能须产能置换",
     "new capacity in restricted fields needs capacity replacement"},
};

enum { FIXED_COUNT = sizeof(FIXED) / sizeof(FIXED[0]) };

static void years_text(char *text, size_t room, const lt_state *state)
{
    if (state->first_year == 0)
        (void)snprintf(text, room, "—");
    else if (state->first_year == state->last_year)
        (void)snprintf(text, room, "%d", (int)state->first_year);
    else
        (void)snprintf(text, room, "%d–%d", (int)state->first_year,
                       (int)state->last_year);
}

/* Documents, not sections of them: distinct numbers. */
static uint32_t count_documents(const lt_graph *graph)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < graph->source_count; i++) {
        int first = graph->sources[i].number[0] != '\0';

        for (uint32_t j = 0; first && j < i; j++)
            first =
                strcmp(graph->sources[j].number, graph->sources[i].number) != 0;
        count += (uint32_t)first;
    }
    return count;
}

static lt_status add_caveat(lt_answer *answer, lt_phrase phrase,
                            const char **args, size_t count, lt_error *err)
{
    char *text = lt_arena_fill(&answer->arena, lt_say(answer->lang, phrase),
                               args, count);

    if (text == NULL)
        return lt_fail_memory(err, "caveats");
    answer->caveats[answer->caveat_count++] = text;
    return LT_OK;
}

lt_status lt_answer_caveats(lt_answer *answer, const lt_state *state,
                            lt_error *err)
{
    static const lt_phrase DATA = {
        "数据年份 {1}；文件 {2} 份；在产 {3} 项的证据等级：A 企业数据 {4}，B "
        "区域数据 {5}，C 文字 {6}，D 通用知识 {7}",
        "data of {1}; {2} documents; evidence of the {3} present products: A "
        "firm figures {4}, B regional figures {5}, C wording {6}, D domain "
        "knowledge {7}"};
    char texts[7][32];
    const char *args[7];
    lt_status status = LT_OK;

    static const lt_phrase NO_STATE = {
        "该区域该年份没有本地状态数据（产能、企业），因此看不出谁缺什么；补充 "
        "capacities 表",
        "there is no local state (capacities, firms) for the region and year, "
        "so nothing can be found missing: add a table of capacities"};

    if (answer->caveat_count > 0)
        return LT_OK;
    if (state->present_count == 0)
        LT_TRY(lt_answer_note(answer, NO_STATE, NULL, 0, err));
    answer->caveats = lt_arena_take(
        &answer->arena, (FIXED_COUNT + 1) * sizeof(*answer->caveats));
    if (answer->caveats == NULL)
        return lt_fail_memory(err, "caveats");
    years_text(texts[0], sizeof(texts[0]), state);
    (void)snprintf(texts[1], sizeof(texts[1]), "%u",
                   count_documents(state->scope->graph));
    (void)snprintf(texts[2], sizeof(texts[2]), "%u", state->present_count);
    for (size_t i = 0; i < 4; i++)
        (void)snprintf(texts[3 + i], sizeof(texts[3 + i]), "%u (%.0f%%)",
                       state->evidence_counts[i],
                       state->present_count == 0
                           ? 0.0
                           : 100.0 * state->evidence_counts[i] /
                                 state->present_count);
    for (size_t i = 0; i < 7; i++)
        args[i] = texts[i];
    LT_TRY(add_caveat(answer, DATA, args, 7, err));
    for (size_t i = 0; i < FIXED_COUNT; i++)
        LT_TRY(add_caveat(answer, FIXED[i], NULL, 0, err));

cleanup:
    return status;
}

lt_status lt_answer_cite(lt_answer *answer, const lt_graph *graph,
                         uint32_t source, lt_error *err)
{
    const lt_source *cited = NULL;
    uint32_t low = 0;
    uint32_t high = answer->cited_count;

    if (source == LT_NONE)
        return LT_OK;
    cited = &graph->sources[source];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(answer->cited[middle].id, cited->id);

        if (order == 0)
            return LT_OK;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    /* Room doubles at powers of two; the arena keeps what is outgrown. */
    if ((answer->cited_count & (answer->cited_count - 1)) == 0) {
        size_t room =
            answer->cited_count == 0 ? 1 : (size_t)answer->cited_count * 2;
        lt_cited *list =
            lt_arena_take(&answer->arena, room * sizeof(*answer->cited));

        if (list == NULL)
            return lt_fail_memory(err, "sources");
        if (answer->cited_count > 0)
            memcpy(list, answer->cited,
                   answer->cited_count * sizeof(*answer->cited));
        answer->cited = list;
    }
    memmove(&answer->cited[low + 1], &answer->cited[low],
            (answer->cited_count - low) * sizeof(*answer->cited));
    answer->cited[low] = (lt_cited){
        lt_arena_copy(&answer->arena, cited->id, strlen(cited->id)),
        lt_arena_copy(&answer->arena, cited->title, strlen(cited->title)),
        cited->number[0] == '\0' ? NULL
                                 : lt_arena_copy(&answer->arena, cited->number,
                                                 strlen(cited->number))};
    answer->cited_count++;
    return LT_OK;
}
