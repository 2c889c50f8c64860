#include "graph/rules.h"

#define RULE(field, value, zh, en)                                             \
    {                                                                          \
#field, offsetof(lt_rules, field), value,                              \
        {                                                                      \
            zh, en                                                             \
        }                                                                      \
    }

/* clang-format off */
const lt_rule_spec lt_rule_specs[] = {
    RULE(generic_least, 10, "通用品：下游产品数超过此数",
         "generic: used by more products than this"),
    RULE(generic_share, 0.02, "通用品：且超过产品总数的此比例",
         "generic: and by more than this share of all products"),
    RULE(stale_years, 5, "数据超过此年数即标为陈旧",
         "figures older than this many years are stale"),
    RULE(firms_above_total, 1.02, "企业产能之和超过区域总量的此倍数即警告",
         "warn when firms sum to more than this times the region's total"),
    RULE(tight_low, 0.95, "紧平衡下限", "lower end of tight balance"),
    RULE(tight_high, 1.05, "紧平衡上限", "upper end of tight balance"),
    RULE(surplus_cover, 1.25, "覆盖率高于此值为富余",
         "cover above this is a surplus"),
    RULE(thin_cover, 0.3, "覆盖率低于此值为补弱",
         "cover below this is thin"),
    RULE(shortage_cover, 0.95, "覆盖率低于此值为不足",
         "cover below this is a shortage"),
    RULE(bridge_run, 3, "断点连续缺失环节的最大数",
         "longest run of missing links that is bridged"),
    RULE(extend_steps, 3, "延链最大步数", "most steps of an extension"),
    RULE(absorb_surplus, 0.2, "就地转化：富余占产能比例",
         "absorb: surplus as a share of capacity"),
    RULE(build_products, 8, "建链：图谱中至少的产品数",
         "build: least number of home products on the map"),
    RULE(build_share, 0.1, "建链：在产比例低于此值",
         "build: fewer than this share are present"),
    RULE(terminal_readiness, 0.3, "缺终端、缺配套的就绪度下限",
         "least readiness for terminal and complement"),
    RULE(terminal_parts, 0.5, "缺终端：零部件和装备占必需投入的最小比例",
         "terminal: least share of components and equipment in the inputs"),
    RULE(terminal_inputs, 2, "缺终端、缺配套：或已有（其他）投入至少此数",
         "terminal and complement: or at least so many (other) inputs"),
    RULE(upgrade_importance, 0.5, "提档：重要度不低于此值（或属四基）",
         "upgrade: least importance, or a base class"),
    RULE(watched_importance, 0.8, "重要度不低于此值为卡脖子关注",
         "importance from which a product is watched"),
    RULE(choke_loss, 0.2, "咽喉：一家停产使全链产出损失超过此比例",
         "choke: one maker's stop costs more than this of the chain"),
    RULE(weight_impact, 0.35, "得分权重：影响", "score weight of impact"),
    RULE(weight_readiness, 0.25, "得分权重：就绪",
         "score weight of readiness"),
    RULE(weight_urgency, 0.20, "得分权重：紧迫", "score weight of urgency"),
    RULE(weight_policy, 0.20, "得分权重：政策", "score weight of policy"),
    RULE(impact_decay, 0.5, "影响随距离每步的衰减",
         "decay of impact with each further link"),
    RULE(reach_half, 3, "打通终端产品数达到此值时取一半",
         "final products opened that count for one half"),
    RULE(depth_decay, 0.7, "就绪随深度每层的衰减",
         "decay of readiness with each further level"),
    RULE(planned_weight, 0.7, "规划期缺口的权重",
         "weight of the deficit at the planned horizon"),
    RULE(relief, 0.9, "在谈项目可缓解的最大比例",
         "most that projects relieve"),
    RULE(policy_decay, 0.9, "政策提法每年的衰减",
         "decay of a statement with each year"),
    RULE(importance_level, 0.6, "四基或卡脖子产品的政策分",
         "policy level of a base class or importance"),
    RULE(tie_points, 3, "得分相差不超过此值为并列",
         "scores within this are level"),
    RULE(viable_scale, 1, "缺口与规模门槛之比：可自建",
         "deficit over least scale: viable alone"),
    RULE(shared_scale, 0.3, "缺口与规模门槛之比：可共建",
         "deficit over least scale: with neighbours"),
    RULE(unseen_confidence, 0.5, "疑似缺链的置信度上限",
         "highest confidence of a gap from unseen"),
    RULE(leader_parts, 3, "少于此数的分项只列候选名单",
         "fewer known parts give candidates without ranks"),
    {NULL, 0, 0.0, {NULL, NULL}},
};
/* clang-format on */

lt_rules lt_rules_default(void)
{
    lt_rules rules = {0};

    for (const lt_rule_spec *spec = lt_rule_specs; spec->name != NULL; spec++)
        *(double *)(void *)((char *)&rules + spec->offset) = spec->value;
    return rules;
}
