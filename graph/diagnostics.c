#include "graph/diagnostics.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

lt_diagnostics lt_diagnostics_new(lt_lang lang)
{
    lt_diagnostics diagnostics = {0};

    diagnostics.lang = lang;
    return diagnostics;
}

void lt_diagnostics_clear(lt_diagnostics *diagnostics)
{
    lt_lang lang = diagnostics->lang;

    lt_arena_clear(&diagnostics->arena);
    free(diagnostics->items);
    *diagnostics = lt_diagnostics_new(lang);
}

static int make_room(lt_diagnostics *diagnostics)
{
    size_t room = diagnostics->room == 0 ? 16 : diagnostics->room * 2;
    lt_diagnostic *items = NULL;

    if (diagnostics->kept_count < diagnostics->room)
        return 1;
    items = lt_grow_array(diagnostics->items, room, sizeof(*items));
    if (items == NULL)
        return 0;
    diagnostics->items = items;
    diagnostics->room = room;
    return 1;
}

static const char *keep(lt_diagnostics *diagnostics, const char *text)
{
    return text == NULL
               ? NULL
               : lt_arena_copy(&diagnostics->arena, text, strlen(text));
}

void lt_diagnose(lt_diagnostics *diagnostics, lt_code code, lt_place place,
                 const char *first, const char *second, const char *third)
{
    const lt_code_info *info = &lt_code_table[code];
    const char *args[3] = {first, second, third};
    const char *hint = NULL;
    lt_diagnostic *item = NULL;

    if (diagnostics == NULL)
        return;
    if (diagnostics->counts[info->severity]++ >= LT_DIAGNOSTICS_KEPT ||
        !make_room(diagnostics))
        return;
    item = &diagnostics->items[diagnostics->kept_count];
    *item = (lt_diagnostic){code, info->severity, place, NULL, NULL};
    item->place.file = keep(diagnostics, place.file);
    item->place.sheet = keep(diagnostics, place.sheet);
    item->message = lt_arena_fill(
        &diagnostics->arena, lt_say(diagnostics->lang, info->message), args, 3);
    hint = lt_say(diagnostics->lang, info->hint);
    /* A hint that would only repeat a missing suggestion is none. */
    if (hint[0] != '\0' && (strstr(hint, "{3}") == NULL || third != NULL))
        item->hint = lt_arena_fill(&diagnostics->arena, hint, args, 3);
    if (item->message != NULL)
        diagnostics->kept_count++;
}

lt_status lt_diagnostics_status(const lt_diagnostics *diagnostics,
                                lt_error *err)
{
    size_t errors = diagnostics->counts[LT_ERROR];

    if (errors == 0)
        return LT_OK;
    return lt_fail(err, LT_ERR_DATA,
                   diagnostics->lang == LT_ZH ? "数据有 %zu 处错误"
                                              : "the data have %zu errors",
                   errors);
}
