/* The columns of the gap list. */
#include "analysis/gap_write.h"

const lt_column gap_columns[COLUMN_COUNT] = {
    [COLUMN_VERDICT] =
        {"verdict", {"类别", "kind"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_KIND] = {"kind", {"类别", "kind"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_KIND_ZH] =
        {"kind_zh", {"类别", "kind (zh)"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_SUBKINDS] =
        {"subkinds", {"细类", "subkinds"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_PRODUCT] =
        {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_STATE] =
        {"state", {"状态", "state"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CHAINS] =
        {"chains", {"产业链", "chains"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_ROUTE] = {"route",
                      {"路径（●有 ○缺）", "path (● present ○ missing)"},
                      NULL,
                      LT_STYLE_PLAIN,
                      LT_BRIEF},
    [COLUMN_PATH] = {"path", {"路径", "path"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_UNIT] = {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_NEED] = {"need", {"需求", "need"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CAPACITY] =
        {"capacity", {"产能", "capacity"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_DEFICIT] =
        {"deficit", {"缺口", "deficit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_COVER] =
        {"cover", {"覆盖率", "cover"}, "1", LT_STYLE_RATIO, LT_FULL},
    [COLUMN_COVER_LOW] = {"cover_low",
                          {"覆盖率下限", "lowest cover"},
                          "1",
                          LT_STYLE_RATIO,
                          LT_FULL},
    [COLUMN_COVER_HIGH] = {"cover_high",
                           {"覆盖率上限", "highest cover"},
                           "1",
                           LT_STYLE_RATIO,
                           LT_FULL},
    [COLUMN_ATTRIBUTES] =
        {"attributes", {"特征", "attributes"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_OUT_OF_REACH] = {"out_of_reach",
                             {"够不着的投入", "inputs out of reach"},
                             NULL,
                             LT_STYLE_PLAIN,
                             LT_FULL},
    [COLUMN_DEFICIT_LEFT] = {"deficit_left",
                             {"项目后缺口", "deficit after projects"},
                             NULL,
                             LT_STYLE_PLAIN,
                             LT_FULL},
    [COLUMN_LEFT_YEAR] = {"left_year",
                          {"项目完成年", "year of the last project"},
                          NULL,
                          LT_STYLE_PLAIN,
                          LT_FULL},
    [COLUMN_MARKET] =
        {"market", {"市场", "market"}, "亿元", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_INVESTMENT] =
        {"investment", {"投资", "investment"}, "亿元", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_ABSORB] = {"absorb",
                       {"可消化的富余", "surpluses"},
                       NULL,
                       LT_STYLE_PLAIN,
                       LT_FULL},
    [COLUMN_NEIGHBOURS] = {"neighbours",
                           {"邻近供给", "makers nearby"},
                           NULL,
                           LT_STYLE_PLAIN,
                           LT_FULL},
    [COLUMN_CAPACITY_PLANNED] = {"capacity_planned",
                                 {"规划期产能", "planned capacity"},
                                 NULL,
                                 LT_STYLE_PLAIN,
                                 LT_FULL},
    [COLUMN_NEED_PLANNED] = {"need_planned",
                             {"规划期需求", "planned need"},
                             NULL,
                             LT_STYLE_PLAIN,
                             LT_FULL},
    [COLUMN_DEFICIT_PLANNED] = {"deficit_planned",
                                {"规划期缺口", "planned deficit"},
                                NULL,
                                LT_STYLE_PLAIN,
                                LT_FULL},
    [COLUMN_DEPTH] = {"depth", {"深度", "depth"}, "1", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_RUN] = {"run", {"断链长度", "run"}, "1", LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_READINESS] =
        {"readiness", {"就绪度", "readiness"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
    [COLUMN_BLOCKED] =
        {"blocked", {"受影响在产品", "blocked"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_REACH] =
        {"reach", {"可打通终端", "reach"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_PROJECTS] = {"projects",
                         {"在谈在建项目", "projects"},
                         NULL,
                         LT_STYLE_PLAIN,
                         LT_FULL},
    [COLUMN_VIABILITY] =
        {"viability", {"规模门槛", "viability"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_KINDS] = {"kinds",
                      {"各链判定", "kinds by chain"},
                      NULL,
                      LT_STYLE_PLAIN,
                      LT_FULL},
    [COLUMN_SCORE] =
        {"score", {"得分", "score"}, "1", LT_STYLE_SCORE, LT_BRIEF},
    [COLUMN_SCORE_LOW] =
        {"score_low", {"得分下限", "lowest"}, "1", LT_STYLE_SCORE, LT_FULL},
    [COLUMN_SCORE_HIGH] =
        {"score_high", {"得分上限", "highest"}, "1", LT_STYLE_SCORE, LT_FULL},
    [COLUMN_PARTS] =
        {"parts", {"分项", "parts"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CONFIDENCE] =
        {"confidence", {"置信度", "confidence"}, "1", LT_STYLE_RATIO, LT_FULL},
    [COLUMN_BAND] = {"confidence_band",
                     {"置信", "confidence"},
                     NULL,
                     LT_STYLE_PLAIN,
                     LT_BRIEF},
    [COLUMN_SOURCES] =
        {"sources", {"来源", "sources"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_REASON] =
        {"reason", {"理由", "reason"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};
