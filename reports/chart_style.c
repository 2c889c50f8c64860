#include "reports/chart_style.h"

#include <string.h>

const lt_mark_style lt_mark_styles[LT_MARK_COUNT] = {
    [LT_MARK_PRESENT] = {"present",
                         "#d6e9f8",
                         "#0072b2",
                         NULL,
                         "solid",
                         0,
                         {"本地已有", "made locally"}},
    [LT_MARK_COMING] = {"coming",
                        "#fdf0d0",
                        "#b36b00",
                        NULL,
                        "solid",
                        0,
                        {"在建或规划", "being built or planned"}},
    [LT_MARK_ABSENT] =
        {"absent", NULL, "#d55e00", "7 4", "dashed", 0, {"缺失", "missing"}},
    [LT_MARK_UNSEEN] = {"unseen",
                        NULL,
                        "#7d7d7d",
                        "1.5 3.5",
                        "dotted",
                        0,
                        {"未见（资料未提及，不等于没有）",
                         "unseen (the data do not say; it may exist)"}},
    [LT_MARK_WEAK] = {"present",
                      "#d6e9f8",
                      "#004a7c",
                      NULL,
                      "solid",
                      1,
                      {"已有但薄弱", "made locally but weak"}},
};

const lt_kind_style lt_kind_styles[] = {
    {"input", NULL, "solid", 0, {"投入", "input"}},
    {"byproduct", "9 3 2 3", "dashed", 0, {"副产", "by-product"}},
    {"equipment", "2 3.5", "dotted", 0, {"装备", "equipment"}},
    {"service", "2 3.5", "dotted", 0, {"服务", "service"}},
    {"kind_of", NULL, "solid", 1, {"属于", "a sort of"}},
    {"supply", NULL, "solid", 0, {"供货", "supply"}},
    {NULL, NULL, NULL, 0, {NULL, NULL}},
};

const lt_kind_style *lt_kind_style_of(const char *kind)
{
    for (const lt_kind_style *s = lt_kind_styles; s->kind != NULL; s++)
        if (kind != NULL && strcmp(s->kind, kind) == 0)
            return s;
    return &lt_kind_styles[0];
}

lt_status lt_chart_of(const lt_chart **out, const lt_answer *answer,
                      const char *format, lt_error *err)
{
    *out = answer->chart;
    if (*out == NULL)
        return lt_fail(err, LT_ERR_INVALID, "%s needs a drawing; %s has none",
                       format, answer->command);
    return LT_OK;
}
