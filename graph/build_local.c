/* The local layer: firms, capacities, supplies, demands, projects, targets and
 * what documents say. */
#include "graph/build.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int32_t year_of(const lt_builder *builder, lt_fact fact, uint32_t row,
                       uint32_t column)
{
    double year = lt_facts_number(builder->facts, fact, row, column);

    return isnan(year) ? 0 : (int32_t)year;
}

/* Room for a table's things and its count; checks the limit of 32-bit ids. */
static lt_status make_list(lt_builder *builder, void **out, uint32_t *count,
                           lt_fact fact, size_t size)
{
    uint32_t rows = builder->facts->tables[fact].count;

    *out = NULL;
    *count = 0;
    if (rows >= LT_NONE - 1)
        return lt_fail(builder->err, LT_ERR_LIMIT, "%u rows of %s are too many",
                       rows, lt_fact_specs[fact].name);
    *out = lt_alloc_array(rows, size);
    if (*out == NULL)
        return lt_fail_memory(builder->err, lt_fact_specs[fact].name);
    *count = rows;
    return LT_OK;
}

lt_status lt_build_firms(lt_builder *builder)
{
    return lt_build_entities(builder, LT_SORT_FIRM, LT_FIRMS, LT_FIRM_NAME,
                             UINT32_MAX, LT_FIRM_ALIASES);
}

/* Regions of firms are resolved early, while rows may still declare them. */
static lt_status resolve_firm_regions(lt_builder *builder)
{
    uint32_t count = builder->facts->tables[LT_FIRMS].count;
    uint32_t region = LT_NONE;
    lt_status status = LT_OK;

    for (uint32_t row = 0; status == LT_OK && row < count; row++)
        status = lt_build_resolve(builder, &region, LT_SORT_REGION, LT_FIRMS,
                                  row, LT_FIRM_REGION, 1);
    return status;
}

lt_status lt_list_firms(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t count = builder->count[LT_SORT_FIRM];
    lt_status status = LT_OK;

    graph->firms = lt_alloc_array(count, sizeof(*graph->firms));
    if (graph->firms == NULL)
        return lt_fail_memory(builder->err, "firms");
    graph->firm_count = count;
    for (uint32_t i = 0; i < count; i++) {
        lt_firm *firm = &graph->firms[i];
        uint32_t row = builder->row_of[LT_SORT_FIRM][i];

        firm->id =
            lt_pool_text(builder->facts->pool, builder->id_of[LT_SORT_FIRM][i]);
        firm->name = firm->id;
        firm->row = row;
        firm->region = LT_NONE;
        firm->kind = LT_FIRM_IS_FIRM;
        firm->status = LT_FIRM_LOCAL;
        if (row == LT_NONE)
            continue;
        if (lt_facts_text(builder->facts, LT_FIRMS, row, LT_FIRM_NAME)[0] !=
            '\0')
            firm->name =
                lt_facts_text(builder->facts, LT_FIRMS, row, LT_FIRM_NAME);
        firm->kind = (uint8_t)lt_build_choice(builder, LT_FIRMS, row,
                                              LT_FIRM_KIND, LT_FIRM_IS_FIRM);
        firm->status = (uint8_t)lt_build_choice(builder, LT_FIRMS, row,
                                                LT_FIRM_STATUS, LT_FIRM_LOCAL);
        LT_TRY(lt_build_resolve(builder, &firm->region, LT_SORT_REGION,
                                LT_FIRMS, row, LT_FIRM_REGION, 1));
    }

cleanup:
    return status;
}

static lt_status resolve_capacity(lt_builder *builder, lt_capacity *capacity,
                                  uint32_t row)
{
    lt_status status = LT_OK;

    LT_TRY(lt_build_resolve(builder, &capacity->firm, LT_SORT_FIRM,
                            LT_CAPACITIES, row, LT_CAPACITY_FIRM, 1));
    LT_TRY(lt_build_resolve(builder, &capacity->region, LT_SORT_REGION,
                            LT_CAPACITIES, row, LT_CAPACITY_REGION, 1));
    LT_TRY(lt_build_resolve(builder, &capacity->product, LT_SORT_PRODUCT,
                            LT_CAPACITIES, row, LT_CAPACITY_PRODUCT, 1));
    LT_TRY(lt_build_resolve(builder, &capacity->process, LT_SORT_PROCESS,
                            LT_CAPACITIES, row, LT_CAPACITY_PROCESS, 1));
    LT_TRY(lt_build_resolve(builder, &capacity->source, LT_SORT_SOURCE,
                            LT_CAPACITIES, row, LT_CAPACITY_SOURCE, 1));
    capacity->status = (lt_capacity_status)lt_build_choice(
        builder, LT_CAPACITIES, row, LT_CAPACITY_STATUS, LT_CAPACITY_OPERATING);
    capacity->year = year_of(builder, LT_CAPACITIES, row, LT_CAPACITY_YEAR);
    capacity->capacity = lt_facts_number(builder->facts, LT_CAPACITIES, row,
                                         LT_CAPACITY_CAPACITY);
    capacity->output =
        lt_facts_number(builder->facts, LT_CAPACITIES, row, LT_CAPACITY_OUTPUT);
    if (lt_facts_text(builder->facts, LT_CAPACITIES, row,
                      LT_CAPACITY_FIRM)[0] == '\0' &&
        lt_facts_text(builder->facts, LT_CAPACITIES, row,
                      LT_CAPACITY_REGION)[0] == '\0')
        lt_diagnose(
            builder->diagnostics, LT_E_BLANK,
            lt_build_place(builder, LT_CAPACITIES, row, LT_CAPACITY_REGION),
            "region", lt_fact_specs[LT_CAPACITIES].name, NULL);

cleanup:
    return status;
}

lt_status lt_resolve_capacities(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    void *list = NULL;
    lt_status status = resolve_firm_regions(builder);

    if (status == LT_OK)
        status = make_list(builder, &list, &graph->capacity_count,
                           LT_CAPACITIES, sizeof(*graph->capacities));
    graph->capacities = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->capacity_count;
         row++)
        status = resolve_capacity(builder, &graph->capacities[row], row);
    return status;
}

/* In a large table every firm is a miss of the cache: have those of a row to
 * come at hand when it is resolved. Always inline, for a call that only
 * fetches counts as one without effect and is left out. */
static inline __attribute__((always_inline)) void
look_ahead(const lt_builder *builder, uint32_t row)
{
    enum { FAR = 16 };
    static const uint32_t COLUMNS[] = {LT_SUPPLY_SUPPLIER, LT_SUPPLY_CUSTOMER};
    const lt_fact_rows *rows = &builder->facts->tables[LT_SUPPLIES];

    if (builder->known[LT_SORT_FIRM] == NULL || row + FAR >= rows->count)
        return;
    for (size_t i = 0; i < 2; i++) {
        const lt_symbol *cells = rows->text[COLUMNS[i]];

        if (cells != NULL && cells[row + FAR] < builder->known_room)
            __builtin_prefetch(&builder->known[LT_SORT_FIRM][cells[row + FAR]]);
    }
}

static lt_status resolve_supplies(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    uint32_t product = LT_NONE;
    void *list = NULL;
    lt_status status = make_list(builder, &list, &graph->supply_count,
                                 LT_SUPPLIES, sizeof(*graph->supplies));

    graph->supplies = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->supply_count;
         row++) {
        lt_supply *supply = &graph->supplies[row];

        look_ahead(builder, row);
        LT_TRY(lt_build_resolve(builder, &supply->supplier, LT_SORT_FIRM,
                                LT_SUPPLIES, row, LT_SUPPLY_SUPPLIER, 1));
        LT_TRY(lt_build_resolve(builder, &supply->customer, LT_SORT_FIRM,
                                LT_SUPPLIES, row, LT_SUPPLY_CUSTOMER, 1));
        LT_TRY(lt_build_resolve(builder, &product, LT_SORT_PRODUCT, LT_SUPPLIES,
                                row, LT_SUPPLY_PRODUCT, 1));
        if (supply->supplier != LT_NONE && supply->supplier == supply->customer)
            lt_diagnose(
                builder->diagnostics, LT_E_SELF_LINK,
                lt_build_place(builder, LT_SUPPLIES, row, LT_SUPPLY_CUSTOMER),
                lt_facts_text(builder->facts, LT_SUPPLIES, row,
                              LT_SUPPLY_SUPPLIER),
                NULL, NULL);
    }

cleanup:
    return status;
}

static lt_status resolve_demands(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    void *list = NULL;
    lt_status status = make_list(builder, &list, &graph->demand_count,
                                 LT_DEMANDS, sizeof(*graph->demands));

    graph->demands = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->demand_count;
         row++) {
        lt_demand *demand = &graph->demands[row];

        LT_TRY(lt_build_resolve(builder, &demand->region, LT_SORT_REGION,
                                LT_DEMANDS, row, LT_DEMAND_REGION, 1));
        LT_TRY(lt_build_resolve(builder, &demand->product, LT_SORT_PRODUCT,
                                LT_DEMANDS, row, LT_DEMAND_PRODUCT, 1));
        LT_TRY(lt_build_resolve(builder, &demand->source, LT_SORT_SOURCE,
                                LT_DEMANDS, row, LT_DEMAND_SOURCE, 1));
        demand->amount =
            lt_facts_number(builder->facts, LT_DEMANDS, row, LT_DEMAND_AMOUNT);
        demand->year = year_of(builder, LT_DEMANDS, row, LT_DEMAND_YEAR);
        demand->kind = (lt_demand_kind)lt_build_choice(
            builder, LT_DEMANDS, row, LT_DEMAND_KIND, LT_DEMAND_FINAL);
    }

cleanup:
    return status;
}

static lt_status resolve_project(lt_builder *builder, lt_project *project,
                                 uint32_t row)
{
    lt_status status = LT_OK;

    project->id =
        lt_facts_text(builder->facts, LT_PROJECTS, row, LT_PROJECT_ID);
    project->name =
        lt_facts_text(builder->facts, LT_PROJECTS, row, LT_PROJECT_NAME);
    if (project->name[0] == '\0')
        project->name = project->id;
    project->capacity =
        lt_facts_number(builder->facts, LT_PROJECTS, row, LT_PROJECT_CAPACITY);
    project->investment = lt_facts_number(builder->facts, LT_PROJECTS, row,
                                          LT_PROJECT_INVESTMENT);
    project->year = year_of(builder, LT_PROJECTS, row, LT_PROJECT_YEAR);
    project->status = (lt_project_status)lt_build_choice(
        builder, LT_PROJECTS, row, LT_PROJECT_STATUS, LT_PROJECT_PLANNED);
    LT_TRY(lt_build_resolve(builder, &project->firm, LT_SORT_FIRM, LT_PROJECTS,
                            row, LT_PROJECT_FIRM, 1));
    LT_TRY(lt_build_resolve(builder, &project->region, LT_SORT_REGION,
                            LT_PROJECTS, row, LT_PROJECT_REGION, 1));
    LT_TRY(lt_build_resolve(builder, &project->product, LT_SORT_PRODUCT,
                            LT_PROJECTS, row, LT_PROJECT_PRODUCT, 1));
    LT_TRY(lt_build_resolve(builder, &project->source, LT_SORT_SOURCE,
                            LT_PROJECTS, row, LT_PROJECT_SOURCE, 1));

cleanup:
    return status;
}

static lt_status resolve_projects(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    void *list = NULL;
    lt_status status = make_list(builder, &list, &graph->project_count,
                                 LT_PROJECTS, sizeof(*graph->projects));

    graph->projects = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->project_count; row++)
        status = resolve_project(builder, &graph->projects[row], row);
    return status;
}

lt_status lt_resolve_events(lt_builder *builder)
{
    lt_status status = LT_OK;

    LT_TRY(resolve_supplies(builder));
    LT_TRY(resolve_demands(builder));
    LT_TRY(resolve_projects(builder));

cleanup:
    return status;
}

static const struct {
    const char *word;
    lt_subject_kind kind;
    enum lt_sort sort; /* LT_SORT_COUNT: not looked up. */
} SUBJECTS[] = {
    {"product", LT_SUBJECT_PRODUCT, LT_SORT_PRODUCT},
    {"产品", LT_SUBJECT_PRODUCT, LT_SORT_PRODUCT},
    {"chain", LT_SUBJECT_CHAIN, LT_SORT_CHAIN},
    {"产业链", LT_SUBJECT_CHAIN, LT_SORT_CHAIN},
    {"firm", LT_SUBJECT_FIRM, LT_SORT_FIRM},
    {"企业", LT_SUBJECT_FIRM, LT_SORT_FIRM},
    {"region", LT_SUBJECT_REGION, LT_SORT_REGION},
    {"区域", LT_SUBJECT_REGION, LT_SORT_REGION},
    {"process", LT_SUBJECT_PROCESS, LT_SORT_PROCESS},
    {"工艺", LT_SUBJECT_PROCESS, LT_SORT_PROCESS},
    {"project", LT_SUBJECT_OTHER, LT_SORT_COUNT}, /* They have no numbers. */
    {"项目", LT_SUBJECT_OTHER, LT_SORT_COUNT},
};

/* "kind:id"; the colon may be full-width. */
static lt_status resolve_subject(lt_builder *builder, lt_subject *subject,
                                 lt_fact fact, uint32_t row, uint32_t column)
{
    const char *text = lt_facts_text(builder->facts, fact, row, column);
    lt_place place = lt_build_place(builder, fact, row, column);

    *subject = (lt_subject){LT_SUBJECT_OTHER, LT_NONE};
    for (size_t i = 0; i < sizeof(SUBJECTS) / sizeof(SUBJECTS[0]); i++) {
        size_t length = strlen(SUBJECTS[i].word);
        const char *id = text + length;

        if (strncmp(text, SUBJECTS[i].word, length) != 0)
            continue;
        if (id[0] == ':')
            id++;
        else if (strncmp(id, "：", strlen("：")) == 0)
            id += strlen("：");
        else
            continue;
        subject->kind = SUBJECTS[i].kind;
        if (SUBJECTS[i].sort == LT_SORT_COUNT)
            return LT_OK;
        return lt_build_resolve_text(builder, &subject->index, SUBJECTS[i].sort,
                                     place, id, strlen(id), 0);
    }
    lt_diagnose(builder->diagnostics, LT_E_BAD_SUBJECT, place, text, NULL,
                NULL);
    return LT_OK;
}

static lt_status resolve_targets(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    const lt_facts *facts = builder->facts;
    void *list = NULL;
    lt_status status = make_list(builder, &list, &graph->target_count,
                                 LT_TARGETS, sizeof(*graph->targets));

    graph->targets = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->target_count;
         row++) {
        lt_target *target = &graph->targets[row];

        target->row = row;
        target->indicator =
            lt_facts_text(facts, LT_TARGETS, row, LT_TARGET_INDICATOR);
        target->unit = lt_facts_text(facts, LT_TARGETS, row, LT_TARGET_UNIT);
        target->base = lt_facts_number(facts, LT_TARGETS, row, LT_TARGET_BASE);
        target->target =
            lt_facts_number(facts, LT_TARGETS, row, LT_TARGET_TARGET);
        target->actual =
            lt_facts_number(facts, LT_TARGETS, row, LT_TARGET_ACTUAL);
        target->base_year =
            year_of(builder, LT_TARGETS, row, LT_TARGET_BASE_YEAR);
        target->target_year =
            year_of(builder, LT_TARGETS, row, LT_TARGET_TARGET_YEAR);
        target->actual_year =
            year_of(builder, LT_TARGETS, row, LT_TARGET_ACTUAL_YEAR);
        LT_TRY(lt_build_resolve(builder, &target->source, LT_SORT_SOURCE,
                                LT_TARGETS, row, LT_TARGET_SOURCE, 1));
        LT_TRY(resolve_subject(builder, &target->subject, LT_TARGETS, row,
                               LT_TARGET_SUBJECT));
    }

cleanup:
    return status;
}

static lt_status resolve_statements(lt_builder *builder)
{
    lt_graph *graph = builder->graph;
    const lt_facts *facts = builder->facts;
    void *list = NULL;
    lt_status status = make_list(builder, &list, &graph->statement_count,
                                 LT_STATEMENTS, sizeof(*graph->statements));

    graph->statements = list;
    for (uint32_t row = 0; status == LT_OK && row < graph->statement_count;
         row++) {
        lt_statement *statement = &graph->statements[row];

        statement->kind = (lt_statement_kind)lt_build_choice(
            builder, LT_STATEMENTS, row, LT_STATEMENT_KIND, LT_STATEMENT_GAP);
        statement->value =
            lt_facts_text(facts, LT_STATEMENTS, row, LT_STATEMENT_VALUE);
        statement->year =
            year_of(builder, LT_STATEMENTS, row, LT_STATEMENT_YEAR);
        LT_TRY(lt_build_resolve(builder, &statement->source, LT_SORT_SOURCE,
                                LT_STATEMENTS, row, LT_STATEMENT_SOURCE, 1));
        LT_TRY(resolve_subject(builder, &statement->subject, LT_STATEMENTS, row,
                               LT_STATEMENT_SUBJECT));
    }

cleanup:
    return status;
}

/* Targets by subject, indicator, year and source: those that speak of one
 * thing stand together. */
static int by_subject_and_year(const void *left, const void *right)
{
    const lt_target *a = left;
    const lt_target *b = right;
    int order = strcmp(a->indicator, b->indicator);

    if (a->subject.kind != b->subject.kind)
        return a->subject.kind < b->subject.kind ? -1 : 1;
    if (a->subject.index != b->subject.index)
        return a->subject.index < b->subject.index ? -1 : 1;
    if (order != 0)
        return order;
    if (a->target_year != b->target_year)
        return a->target_year < b->target_year ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->target > b->target) - (a->target < b->target);
}

/* Do two targets speak of one thing in one unit, and out of one source? */
static int same_target(const lt_target *a, const lt_target *b)
{
    return a->subject.kind == b->subject.kind &&
           a->subject.index == b->subject.index &&
           strcmp(a->indicator, b->indicator) == 0 &&
           a->target_year == b->target_year && a->source == b->source &&
           strcmp(a->unit, b->unit) == 0;
}

/* Is there one of the same from a file that is preferred to that of @p at? */
static int is_outranked(const lt_builder *builder, uint32_t at)
{
    const lt_graph *graph = builder->graph;
    const lt_target *target = &graph->targets[at];
    const uint32_t mine =
        lt_facts_preference(builder->facts, LT_TARGETS, target->row);
    uint32_t i = at;

    while (i > 0 && same_target(&graph->targets[i - 1], target))
        i--;
    for (; i < graph->target_count && same_target(&graph->targets[i], target);
         i++)
        if (!isnan(graph->targets[i].target) &&
            lt_facts_preference(builder->facts, LT_TARGETS,
                                graph->targets[i].row) > mine)
            return 1;
    return 0;
}

/* One source sets one target for a subject, indicator and year. */
static void check_targets(lt_builder *builder)
{
    const lt_graph *graph = builder->graph;

    for (uint32_t i = 1; i < graph->target_count; i++) {
        const lt_target *a = &graph->targets[i - 1];
        const lt_target *b = &graph->targets[i];
        char both[96];
        char place[LT_PLACE_BYTES];

        if (!same_target(a, b) || isnan(a->target) || isnan(b->target) ||
            a->target == b->target ||
            (a->source == LT_NONE &&
             !lt_merge_crosses(builder, LT_TARGETS, a->row, b->row)) ||
            lt_merge_decides(builder, LT_TARGETS, LT_TARGET_TARGET, a->row,
                             b->row) != 0 ||
            is_outranked(builder, i))
            continue;
        (void)snprintf(both, sizeof(both), "%.6g ≠ %.6g", a->target, b->target);
        lt_place_text(place, lt_build_place(builder, LT_TARGETS, a->row,
                                            LT_TARGET_TARGET));
        lt_diagnose(
            builder->diagnostics,
            a->source == LT_NONE ? LT_E_SOURCES_DIFFER : LT_E_CONTRADICTION,
            lt_build_place(builder, LT_TARGETS, b->row, LT_TARGET_TARGET),
            a->indicator, both, place);
    }
}

lt_status lt_resolve_subjects(lt_builder *builder)
{
    lt_status status = LT_OK;

    LT_TRY(resolve_targets(builder));
    if (builder->graph->target_count > 1)
        qsort(builder->graph->targets, builder->graph->target_count,
              sizeof(*builder->graph->targets), by_subject_and_year);
    check_targets(builder);
    LT_TRY(resolve_statements(builder));

cleanup:
    return status;
}

double lt_unit_factor(lt_builder *builder, lt_fact fact, uint32_t row,
                      uint32_t unit_column, uint32_t product)
{
    const char *text = lt_facts_text(builder->facts, fact, row, unit_column);
    lt_product *p =
        product == LT_NONE ? NULL : &builder->graph->products[product];
    lt_unit unit = LT_UNIT_NONE;

    if (text[0] == '\0' || p == NULL)
        return p == NULL ? 1.0 : p->unit.factor;
    if (!lt_unit_parse(&unit, text)) {
        lt_diagnose(builder->diagnostics, LT_E_UNKNOWN_UNIT,
                    lt_build_place(builder, fact, row, unit_column), text, NULL,
                    NULL);
        return 1.0;
    }
    /* Without a unit of its own it is shown in the largest one given. */
    if (p->unit.dimension == LT_DIMENSION_NONE ||
        (lt_unit_compatible(unit, p->unit) && unit.factor > p->unit.factor &&
         (p->row == LT_NONE ||
          lt_facts_text(builder->facts, LT_PRODUCTS, p->row,
                        LT_PRODUCT_UNIT)[0] == '\0')))
        p->unit = unit;
    if (!lt_unit_compatible(unit, p->unit)) {
        char place[LT_PLACE_BYTES] = "";

        if (p->row != LT_NONE)
            lt_place_text(place, lt_build_place(builder, LT_PRODUCTS, p->row,
                                                LT_PRODUCT_UNIT));
        lt_diagnose(builder->diagnostics, LT_E_UNIT_MISMATCH,
                    lt_build_place(builder, fact, row, unit_column), text,
                    p->unit.name, place[0] == '\0' ? NULL : place);
        return 1.0;
    }
    return unit.factor;
}

/* Projects stand by id: nothing refers to their rows any more. */
static int by_id_and_name(const void *left, const void *right)
{
    const lt_project *a = left;
    const lt_project *b = right;
    int order = strcmp(a->id, b->id);

    return order != 0 ? order : strcmp(a->name, b->name);
}

lt_status lt_finish_amounts(lt_builder *builder)
{
    lt_graph *graph = builder->graph;

    for (uint32_t row = 0; row < graph->capacity_count; row++) {
        lt_capacity *capacity = &graph->capacities[row];
        double factor = lt_unit_factor(builder, LT_CAPACITIES, row,
                                       LT_CAPACITY_UNIT, capacity->product);

        capacity->capacity *= factor;
        capacity->output *= factor;
        if (capacity->region == LT_NONE && capacity->firm != LT_NONE)
            capacity->region = graph->firms[capacity->firm].region;
        /* Where there are regions, a row of nowhere would be lost. */
        if (capacity->region == LT_NONE && graph->region_count > 0 &&
            builder->diagnostics->counts[LT_ERROR] == 0)
            lt_diagnose(
                builder->diagnostics, LT_E_BLANK,
                lt_build_place(builder, LT_CAPACITIES, row, LT_CAPACITY_REGION),
                "region", lt_fact_specs[LT_CAPACITIES].name, NULL);
    }
    for (uint32_t row = 0; row < graph->demand_count; row++)
        graph->demands[row].amount *=
            lt_unit_factor(builder, LT_DEMANDS, row, LT_DEMAND_UNIT,
                           graph->demands[row].product);
    for (uint32_t row = 0; row < graph->project_count; row++)
        graph->projects[row].capacity *=
            lt_unit_factor(builder, LT_PROJECTS, row, LT_PROJECT_UNIT,
                           graph->projects[row].product);
    if (graph->project_count > 1)
        qsort(graph->projects, graph->project_count, sizeof(*graph->projects),
              by_id_and_name);
    for (uint32_t p = 0; p < graph->product_count; p++)
        graph->products[p].price /= graph->products[p].unit.factor;
    return LT_OK;
}

void lt_range_text(char *text, size_t room, double low, double high)
{
    if (isnan(high))
        (void)snprintf(text, room, "%.6g", low);
    else if (isnan(low))
        (void)snprintf(text, room, "≤ %.6g", high);
    else
        (void)snprintf(text, room, "%.6g – %.6g", low, high);
}
