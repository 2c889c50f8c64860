#include "analysis/caveats.h"
#include "cli/faults_table.h"
#include "cli/report_parts.h"

#include <math.h>
#include <string.h>

static const lt_column STATE_COLUMNS[] = {
    {"chain", {"产业链", "chain"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"products", {"产品", "products"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"present", {"在产", "present"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"coming", {"在建或规划", "coming"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"absent", {"缺失", "absent"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"unseen", {"未见", "unseen"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"share", {"在产占比", "share present"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
};
static const lt_column PROJECT_COLUMNS[] = {
    {"project", {"项目", "project"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"firm", {"企业", "firm"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"capacity", {"产能", "capacity"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"investment", {"投资", "investment"}, "亿元", LT_STYLE_PLAIN, LT_BRIEF},
    {"status", {"进展", "status"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"year", {"年份", "year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};
static const lt_column TARGET_COLUMNS[] = {
    {"subject", {"对象", "subject"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"indicator", {"指标", "indicator"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"base_year", {"基期", "base year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"base", {"基期值", "base"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"target_year", {"目标年", "target year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"target", {"目标值", "target"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"actual_year", {"实际年", "actual year"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"actual", {"实际值", "actual"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};
static const lt_column RULE_COLUMNS[] = {
    {"rule", {"规则", "rule"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"value", {"取值", "value"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"usual", {"缺省", "default"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"meaning", {"含义", "meaning"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

enum {
    STATE_WIDTH = sizeof(STATE_COLUMNS) / sizeof(*STATE_COLUMNS),
    PROJECT_WIDTH = sizeof(PROJECT_COLUMNS) / sizeof(*PROJECT_COLUMNS),
    TARGET_WIDTH = sizeof(TARGET_COLUMNS) / sizeof(*TARGET_COLUMNS),
    RULE_WIDTH = sizeof(RULE_COLUMNS) / sizeof(*RULE_COLUMNS)
};

/* 亿元 in 元. */
#define HUNDRED_MILLION 1e8

static const char *chain_label(const lt_reporter *to, uint32_t chain)
{
    const lt_chain *c = &to->graph->chains[chain];

    return to->lang == LT_EN && c->name_en[0] != '\0' ? c->name_en : c->name;
}

/* A year, or nothing. */
static lt_value year_value(int32_t year)
{
    return lt_value_number(year == 0 ? (double)NAN : (double)year);
}

/* A chain is its products and those of its sub-chains, each once. */
static lt_status add_chain(const lt_reporter *to, lt_table *table,
                           uint32_t chain)
{
    const lt_graph *graph = to->graph;
    uint32_t counts[LT_UNSEEN + 1] = {0};
    uint32_t total = 0;
    uint32_t last = LT_NONE;
    lt_value *row = NULL;
    lt_status status = LT_OK;

    /* Memberships of one product stand together. */
    for (uint32_t i = 0; i < graph->membership_count; i++) {
        const lt_membership *member = &graph->memberships[i];

        if (member->product == last ||
            !lt_chain_within(graph, member->chain, chain))
            continue;
        last = member->product;
        counts[to->state->stocks[last].presence]++;
        total++;
    }
    if (total == 0)
        return LT_OK;
    status = lt_table_add_row(table, &row, to->err);
    if (status != LT_OK)
        return status;
    row[0] = lt_value_text(chain_label(to, chain));
    row[1] = lt_value_number(total);
    row[2] = lt_value_number(counts[LT_PRESENT]);
    row[3] = lt_value_number(counts[LT_COMING]);
    row[4] = lt_value_number(counts[LT_ABSENT]);
    row[5] = lt_value_number(counts[LT_UNSEEN]);
    row[6] = lt_value_result((double)counts[LT_PRESENT] / total);
    return LT_OK;
}

lt_status lt_report_state(const lt_reporter *to)
{
    const uint32_t wanted = to->state->scope->chain;
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "state",
                             to->lang == LT_ZH ? "产业链现状"
                                               : "State of the chains",
                             STATE_COLUMNS, STATE_WIDTH, to->err));
    for (uint32_t c = 0; c < to->graph->chain_count; c++)
        if (wanted == LT_NONE || lt_chain_within(to->graph, c, wanted))
            LT_TRY(add_chain(to, &section->table, c));
cleanup:
    return status;
}

/* 1 when the project is of a region asked about. */
static int is_local(const lt_reporter *to, const lt_project *project)
{
    const lt_scope *scope = to->state->scope;

    if (project->region == LT_NONE)
        return project->firm == LT_NONE || to->state->local_firm[project->firm];
    for (uint32_t i = 0; i < scope->region_count; i++)
        if (lt_region_within(to->graph, project->region, scope->regions[i]))
            return 1;
    return 0;
}

static lt_status add_project(const lt_reporter *to, lt_table *table,
                             const lt_project *project)
{
    static const lt_phrase words[] = {
        [LT_PROJECT_PLANNED] = {"规划", "planned"},
        [LT_PROJECT_SIGNED] = {"签约", "signed"},
        [LT_PROJECT_STARTED] = {"开工", "started"},
        [LT_PROJECT_FINISHED] = {"建成", "finished"}};
    const lt_graph *graph = to->graph;
    lt_value *row = NULL;
    lt_status status = lt_table_add_row(table, &row, to->err);

    if (status != LT_OK)
        return status;
    row[0] =
        lt_value_text(project->name[0] != '\0' ? project->name : project->id);
    if (project->product != LT_NONE) {
        const lt_unit unit = graph->products[project->product].unit;

        row[1] = lt_value_text(
            lt_product_label(graph, project->product, to->lang == LT_EN));
        row[3] = lt_value_result(
            lt_show_amount(graph, project->product, project->capacity));
        if (unit.name[0] != '\0' && !isnan(project->capacity))
            row[4] = lt_value_text(unit.name);
    }
    if (project->firm != LT_NONE)
        row[2] = lt_value_text(graph->firms[project->firm].name);
    row[5] = lt_value_result(project->investment / HUNDRED_MILLION);
    row[6] = lt_value_text(lt_say(to->lang, words[project->status]));
    row[7] = year_value(project->year);
    return lt_answer_cite(to->answer, graph, project->source, to->err);
}

lt_status lt_report_projects(const lt_reporter *to)
{
    const lt_graph *graph = to->graph;
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "projects",
                             to->lang == LT_ZH ? "项目" : "Projects",
                             PROJECT_COLUMNS, PROJECT_WIDTH, to->err));
    for (uint32_t i = 0; i < graph->project_count; i++) {
        const lt_project *project = &graph->projects[i];

        if (is_local(to, project) && (project->product == LT_NONE ||
                                      to->state->in_view[project->product]))
            LT_TRY(add_project(to, &section->table, project));
    }
cleanup:
    return status;
}

/* What a target is about, in words. */
static const char *subject_text(const lt_reporter *to, uint32_t target)
{
    const lt_subject subject = to->graph->targets[target].subject;

    switch (subject.kind) {
    case LT_SUBJECT_PRODUCT:
        return lt_product_label(to->graph, subject.index, to->lang == LT_EN);
    case LT_SUBJECT_CHAIN:
        return chain_label(to, subject.index);
    case LT_SUBJECT_FIRM:
        return to->graph->firms[subject.index].name;
    case LT_SUBJECT_REGION:
        return to->graph->regions[subject.index].name;
    case LT_SUBJECT_PROCESS:
        return to->graph->processes[subject.index].name;
    case LT_SUBJECT_OTHER:
        break;
    }
    return lt_facts_text(to->graph->facts, LT_TARGETS,
                         to->graph->targets[target].row, LT_TARGET_SUBJECT);
}

/* Of a chain asked for: its own targets and those of its products. */
static int target_in_view(const lt_reporter *to, lt_subject subject)
{
    const uint32_t chain = to->state->scope->chain;

    if (chain == LT_NONE)
        return 1;
    if (subject.kind == LT_SUBJECT_CHAIN)
        return lt_chain_within(to->graph, subject.index, chain);
    return subject.kind == LT_SUBJECT_PRODUCT &&
           to->state->in_view[subject.index];
}

static lt_status add_target(const lt_reporter *to, lt_table *table, uint32_t i)
{
    const lt_target *target = &to->graph->targets[i];
    lt_value *row = NULL;
    lt_status status = lt_table_add_row(table, &row, to->err);

    if (status != LT_OK)
        return status;
    row[0] = lt_value_text(subject_text(to, i));
    row[1] = lt_value_text(target->indicator);
    if (target->unit[0] != '\0')
        row[2] = lt_value_text(target->unit);
    row[3] = year_value(target->base_year);
    row[4] = lt_value_number(target->base);
    row[5] = year_value(target->target_year);
    row[6] = lt_value_number(target->target);
    row[7] = year_value(target->actual_year);
    row[8] = lt_value_number(target->actual);
    return lt_answer_cite(to->answer, to->graph, target->source, to->err);
}

lt_status lt_report_targets(const lt_reporter *to)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "targets",
                             to->lang == LT_ZH ? "目标" : "Targets",
                             TARGET_COLUMNS, TARGET_WIDTH, to->err));
    for (uint32_t i = 0; i < to->graph->target_count; i++)
        if (target_in_view(to, to->graph->targets[i].subject))
            LT_TRY(add_target(to, &section->table, i));
cleanup:
    return status;
}

lt_status lt_report_method(const lt_reporter *to)
{
    const lt_rules *rules = to->state->scope->rules;
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "method",
                             to->lang == LT_ZH ? "方法与参数"
                                               : "Method and parameters",
                             RULE_COLUMNS, RULE_WIDTH, to->err));
    LT_TRY(lt_section_say(
        to->answer, section,
        (lt_phrase){"得分 = 100 ×（影响、就绪、紧迫、政策四项按权重相加）；"
                    "缺少的分项不计权重，并给出其取 0 和 1 时的区间。",
                    "Score = 100 × the weighted sum of impact, readiness, "
                    "urgency and policy; unknown parts leave the weights, and "
                    "the interval with them at 0 and at 1 is given."},
        NULL, 0, to->err));
    for (const lt_rule_spec *spec = lt_rule_specs; spec->name != NULL; spec++) {
        lt_value *row = NULL;

        LT_TRY(lt_table_add_row(&section->table, &row, to->err));
        row[0] = lt_value_text(spec->name);
        row[1] = lt_value_number(*(
            const double *)(const void *)((const char *)rules + spec->offset));
        row[2] = lt_value_number(spec->value);
        row[3] = lt_value_text(lt_say(to->lang, spec->meaning));
    }
cleanup:
    return status;
}
