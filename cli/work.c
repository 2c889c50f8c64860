#include "cli/work.h"

#include "cli/answer.h"

lt_work lt_work_new(lt_lang lang)
{
    return (lt_work){lt_loaded_new(lang), LT_ASKED_EMPTY, NULL};
}

lt_status lt_work_begin(lt_work *out, const lt_call *call, const char *needs,
                        lt_error *err)
{
    lt_status status = LT_OK;

    LT_TRY(lt_load_graph(&out->loaded, call, err));
    LT_TRY(lt_writing_guard(call, &out->loaded, err));
    LT_TRY(lt_loaded_needs(&out->loaded, call->command->name, needs, call->lang,
                           err));
    LT_TRY(lt_asked_new(&out->asked, out->loaded.graph, call, err));
    LT_TRY(lt_state_new(&out->state, &out->asked.scope, err));
cleanup:
    return status;
}

void lt_work_clear(lt_work *work)
{
    lt_state_free(work->state);
    work->state = NULL;
    lt_asked_clear(&work->asked);
    lt_loaded_clear(&work->loaded);
}
