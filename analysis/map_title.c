#include "analysis/map_parts.h"

#include <string.h>

/* @p text and a space behind it in English; "" stays so. NULL: no memory. */
static const char *word(lt_answer *answer, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return "";
    return answer->lang == LT_EN ? lt_arena_format(&answer->arena, "%s ", text)
                                 : text;
}

/* 1 when @p name ends in 产业链, which the title then need not say. */
static int says_chain(const char *name)
{
    static const char ending[] = "产业链";
    const size_t bytes = strlen(name);
    const size_t least = sizeof(ending) - 1;

    return bytes >= least && strcmp(name + bytes - least, ending) == 0;
}

/* "洛阳市石油化工产业链图谱：PTA（2022年）" */
lt_status map_title(const char **out, lt_answer *answer, const lt_state *state,
                    lt_error *err)
{
    static const lt_phrase title = {"{1}{2}产业链图谱{3}{4}",
                                    "{1}{2}chain map{3}{4}"};
    static const lt_phrase shorter = {"{1}{2}图谱{3}{4}",
                                      "{1}{2}chain map{3}{4}"};
    const lt_scope *scope = state->scope;
    const int english = answer->lang == LT_EN;
    lt_arena *arena = &answer->arena;
    const char *chain =
        scope->chain != LT_NONE
            ? lt_chain_label(scope->graph, scope->chain, english)
            : "";
    const char *args[4] = {word(answer, scope->region_title),
                           word(answer, chain), "", ""};

    if (scope->product != LT_NONE)
        args[2] = lt_arena_format(
            arena, english ? ": %s" : "：%s",
            lt_product_label(scope->graph, scope->product, english));
    if (scope->year != 0)
        args[3] = lt_arena_format(arena, english ? " (%d)" : "（%d年）",
                                  (int)scope->year);
    for (size_t i = 0; i < 4; i++)
        if (args[i] == NULL)
            return lt_fail_memory(err, "title");
    *out = lt_arena_fill(
        arena, lt_say(answer->lang, says_chain(chain) ? shorter : title), args,
        4);
    if (*out == NULL)
        return lt_fail_memory(err, "title");
    return LT_OK;
}
