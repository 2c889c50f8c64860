#include "analysis/attributes.h"

lt_status lt_stock_attributes(lt_value *out, lt_arena *arena,
                              const lt_state *state, uint32_t product,
                              lt_error *err)
{
    static const lt_phrase WORDS[] = {{"紧平衡", "tight"},
                                      {"余", "surplus"},
                                      {"数据陈旧", "stale"},
                                      {"工艺不明", "ambiguous"},
                                      {"卡脖子关注", "watched"}};
    enum { COUNT = sizeof(WORDS) / sizeof(WORDS[0]) };
    const lt_stock *stock = &state->stocks[product];
    const int holds[COUNT] = {
        stock->tight, stock->surplus, stock->stale, state->ambiguous[product],
        state->scope->graph->products[product].importance >=
            state->scope->rules->watched_importance};
    lt_value items[COUNT];
    size_t count = 0;

    for (size_t i = 0; i < COUNT; i++)
        if (holds[i])
            items[count++] =
                lt_value_text(lt_say(state->scope->lang, WORDS[i]));
    return lt_value_list(out, arena, items, count, err);
}
