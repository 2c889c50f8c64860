#include "cli/command.h"

int lt_call_has(const lt_call *call, lt_option_id id)
{
    return lt_call_value(call, id) != NULL;
}

const char *lt_call_value(const lt_call *call, lt_option_id id)
{
    return lt_option_value(call->arguments, id);
}
