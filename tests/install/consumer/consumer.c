#include "graph/status.h"

#include <stdio.h>

int main(void)
{
    return puts(lt_status_name(LT_OK)) < 0;
}
