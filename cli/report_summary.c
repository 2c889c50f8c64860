#include "cli/faults_table.h"
#include "cli/report_parts.h"

#include <math.h>
#include <string.h>

/* Kinds of gaps, in the order of a report. */
static const struct {
    const char *word;
    lt_phrase phrase;
} KINDS[] = {
    {"fill", {"补链", "fill"}},
    {"extend", {"延链", "extend"}},
    {"strengthen", {"强链", "strengthen"}},
    {"build", {"建链", "build"}},
    {"secure", {"稳链", "secure"}},
    {"shed", {"去产能", "shed"}},
};

enum { KIND_COUNT = sizeof(KINDS) / sizeof(*KINDS), NUMBER_BYTES = 24 };

static const lt_column DOUBT_COLUMNS[] = {
    {"product", {"产品", "product"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"kind", {"疑似", "suspected"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"score", {"得分", "score"}, "1", LT_STYLE_SCORE, LT_BRIEF},
    {"reason", {"理由", "reason"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

enum { DOUBT_WIDTH = sizeof(DOUBT_COLUMNS) / sizeof(*DOUBT_COLUMNS) };

/* The cell of a named column; NULL where the table has none. */
static const lt_value *cell_of(const lt_table *table, uint32_t row,
                               const char *column)
{
    uint32_t index = lt_table_column(table, column);

    return index == UINT32_MAX ? NULL : lt_table_cell(table, row, index);
}

/* A text, or the name of a record {id, name}; "" where there is none. */
static const char *text_of(const lt_value *value)
{
    if (value == NULL)
        return "";
    if (value->kind == LT_VALUE_TEXT)
        return value->text;
    for (uint32_t f = 0; value->kind == LT_VALUE_RECORD && f < value->count;
         f++)
        if (strcmp(value->fields[f].name, "name") == 0 &&
            value->fields[f].value.kind == LT_VALUE_TEXT)
            return value->fields[f].value.text;
    return "";
}

static double number_of(const lt_value *value)
{
    return value != NULL && value->kind == LT_VALUE_NUMBER ? value->number
                                                           : (double)NAN;
}

static size_t kind_of(const lt_table *table, uint32_t row)
{
    const char *word = text_of(cell_of(table, row, "kind"));
    size_t kind = 0;

    while (kind < KIND_COUNT && strcmp(KINDS[kind].word, word) != 0)
        kind++;
    return kind;
}

lt_status lt_report_group_gaps(const lt_reporter *to)
{
    lt_section *section = lt_report_section(to->answer, "gaps");
    lt_table *table = section == NULL ? NULL : &section->table;
    lt_value *cells = NULL;
    uint32_t placed = 0;

    if (table == NULL || table->row_count == 0)
        return LT_OK;
    cells =
        lt_arena_take(table->arena, (size_t)table->row_count *
                                        table->column_count * sizeof(*cells));
    if (cells == NULL)
        return lt_fail_memory(to->err, "rows");
    for (size_t kind = 0; kind <= KIND_COUNT; kind++)
        for (uint32_t row = 0; row < table->row_count; row++)
            if (kind_of(table, row) == kind)
                memcpy(cells + (size_t)placed++ * table->column_count,
                       table->cells + (size_t)row * table->column_count,
                       table->column_count * sizeof(*cells));
    table->cells = cells;
    table->row_room = table->row_count;
    return LT_OK;
}

/* Gaps of products that the data do not speak of: to be verified first. */
static lt_status add_suspects(const lt_reporter *to, lt_table *doubts)
{
    const lt_section *gaps = lt_report_section(to->answer, "gaps");
    lt_status status = LT_OK;

    for (uint32_t i = 0; gaps != NULL && i < gaps->table.row_count; i++) {
        const lt_value *reason = cell_of(&gaps->table, i, "reason");
        size_t kind = kind_of(&gaps->table, i);
        lt_value *row = NULL;

        if (strcmp(text_of(cell_of(&gaps->table, i, "state")), "unseen") != 0)
            continue;
        LT_TRY(lt_table_add_row(doubts, &row, to->err));
        row[0] = lt_value_text(text_of(cell_of(&gaps->table, i, "product")));
        if (kind < KIND_COUNT)
            row[1] = lt_value_text(lt_say(to->lang, KINDS[kind].phrase));
        row[2] = lt_value_number(number_of(cell_of(&gaps->table, i, "score")));
        if (reason != NULL)
            row[3] = *reason;
    }
cleanup:
    return status;
}

lt_status lt_report_doubts(const lt_reporter *to)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, to->answer, "doubts",
                             to->lang == LT_ZH ? "核查清单：疑似缺链"
                                               : "To be verified: suspected "
                                                 "gaps",
                             DOUBT_COLUMNS, DOUBT_WIDTH, to->err));
    LT_TRY(add_suspects(to, &section->table));
    LT_TRY(lt_faults_section(&section, to->answer, "conflicts",
                             to->lang == LT_ZH ? "核查清单：矛盾与并存的说法"
                                               : "To be verified: "
                                                 "contradictions",
                             &to->work->loaded.faults, LT_FAULTS_CONFLICTS, 0,
                             to->err));
    for (uint32_t i = 0; i < to->graph->statement_count; i++)
        if (to->graph->statements[i].kind == LT_STATEMENT_CONFLICT)
            LT_TRY(lt_faults_add_conflict(section, to->answer, to->graph, i,
                                          to->err));
cleanup:
    return status;
}

static lt_status say_state(const lt_reporter *to, lt_section *section)
{
    uint32_t counts[LT_UNSEEN + 1] = {0};
    uint32_t total = 0;
    char texts[5][NUMBER_BYTES];
    const char *args[5];

    for (uint32_t p = 0; p < to->graph->product_count; p++)
        if (to->state->in_view[p]) {
            counts[to->state->stocks[p].presence]++;
            total++;
        }
    (void)snprintf(texts[0], NUMBER_BYTES, "%u", total);
    for (size_t i = 0; i <= LT_UNSEEN; i++)
        (void)snprintf(texts[i + 1], NUMBER_BYTES, "%u", counts[i]);
    for (size_t i = 0; i < 5; i++)
        args[i] = texts[i];
    return lt_section_say(
        to->answer, section,
        (lt_phrase){"图谱产品 {1} 项：在产 {2}，在建或规划 {3}，明确缺失 {4}，"
                    "未见 {5}。",
                    "{1} products on the map: {2} present, {3} coming, {4} "
                    "absent, {5} unseen."},
        args, 5, to->err);
}

/* "补链 3、延链 2" */
static const char *count_kinds(const lt_reporter *to, const lt_table *table)
{
    const char *listed = "";

    for (size_t kind = 0; listed != NULL && kind < KIND_COUNT; kind++) {
        unsigned count = 0;

        for (uint32_t row = 0; row < table->row_count; row++)
            count += kind_of(table, row) == kind;
        if (count > 0)
            listed = lt_arena_format(
                &to->answer->arena, "%s%s%s %u", listed,
                listed[0] == '\0' ? "" : (to->lang == LT_ZH ? "、" : ", "),
                lt_say(to->lang, KINDS[kind].phrase), count);
    }
    return listed;
}

/* Row with the highest number in a column; UINT32_MAX where there is none. */
static uint32_t highest_row(const lt_table *table, const char *column)
{
    uint32_t best = UINT32_MAX;

    for (uint32_t row = 0; row < table->row_count; row++) {
        double number = number_of(cell_of(table, row, column));

        if (isnan(number))
            continue;
        if (best == UINT32_MAX ||
            number > number_of(cell_of(table, best, column)))
            best = row;
    }
    return best;
}

static lt_status say_gaps(const lt_reporter *to, lt_section *section)
{
    const lt_section *gaps = lt_report_section(to->answer, "gaps");
    char count[NUMBER_BYTES];
    char score[NUMBER_BYTES] = "";
    const char *args[4] = {count, NULL, "", score};
    uint32_t best = UINT32_MAX;

    if (gaps == NULL)
        return LT_OK;
    best = highest_row(&gaps->table, "score");
    if (best == UINT32_MAX)
        return lt_section_say(
            to->answer, section,
            (lt_phrase){"没有发现缺链或弱链。", "No missing or weak links."},
            NULL, 0, to->err);
    (void)snprintf(count, sizeof(count), "%u", gaps->table.row_count);
    (void)snprintf(score, sizeof(score), "%.0f",
                   number_of(cell_of(&gaps->table, best, "score")));
    args[1] = count_kinds(to, &gaps->table);
    args[2] = text_of(cell_of(&gaps->table, best, "product"));
    if (args[1] == NULL)
        return lt_fail_memory(to->err, "summary");
    return lt_section_say(
        to->answer, section,
        (lt_phrase){"缺链与弱链 {1} 处：{2}；得分最高的是{3}（{4}）。",
                    "{1} missing or weak links: {2}; {3} scores highest "
                    "({4})."},
        args, 4, to->err);
}

static lt_status say_leaders(const lt_reporter *to, lt_section *section)
{
    const lt_section *leaders = lt_report_section(to->answer, "leaders");
    char count[NUMBER_BYTES];
    const char *args[2] = {count, NULL};
    uint32_t best = UINT32_MAX;

    if (leaders == NULL || leaders->table.row_count == 0)
        return LT_OK;
    best = highest_row(&leaders->table, "score");
    (void)snprintf(count, sizeof(count), "%u", leaders->table.row_count);
    if (best == UINT32_MAX)
        return lt_section_say(
            to->answer, section,
            (lt_phrase){"链主候选 {1} 家，资料不足，未排名。",
                        "{1} candidates for chain leader; too little is known "
                        "to rank them."},
            args, 1, to->err);
    args[1] = text_of(cell_of(&leaders->table, best, "firm"));
    return lt_section_say(to->answer, section,
                          (lt_phrase){"链主候选 {1} 家，首位是{2}。",
                                      "{1} candidates for chain leader, {2} "
                                      "first."},
                          args, 2, to->err);
}

/* 1 when the row is about a chain. */
static int is_chain_row(const lt_table *table, uint32_t row)
{
    const lt_value *subject = cell_of(table, row, "subject");

    for (uint32_t f = 0; subject != NULL && subject->kind == LT_VALUE_RECORD &&
                         f < subject->count;
         f++)
        if (strcmp(subject->fields[f].name, "kind") == 0)
            return strcmp(text_of(&subject->fields[f].value), "chain") == 0;
    return 0;
}

static lt_status say_local(const lt_reporter *to, lt_section *section)
{
    const lt_section *local = lt_report_section(to->answer, "local");
    const char *listed = "";
    const char *args[1];
    int count = 0;

    for (uint32_t row = 0; local != NULL && listed != NULL && count < 3 &&
                           row < local->table.row_count;
         row++) {
        double rate = number_of(cell_of(&local->table, row, "rate"));

        if (isnan(rate) || !is_chain_row(&local->table, row))
            continue;
        listed = lt_arena_format(
            &to->answer->arena, "%s%s%s %.0f%%", listed,
            count++ == 0 ? "" : (to->lang == LT_ZH ? "、" : ", "),
            text_of(cell_of(&local->table, row, "subject")), 100.0 * rate);
    }
    if (listed == NULL)
        return lt_fail_memory(to->err, "summary");
    args[0] = listed;
    if (count == 0)
        return LT_OK;
    return lt_section_say(
        to->answer, section,
        (lt_phrase){"本地可配套率：{1}。", "Ability to supply locally: {1}."},
        args, 1, to->err);
}

static uint32_t rows_of(const lt_reporter *to, const char *key)
{
    const lt_section *section = lt_report_section(to->answer, key);

    return section == NULL ? 0 : section->table.row_count;
}

static lt_status say_rest(const lt_reporter *to, lt_section *section)
{
    static const char *const keys[] = {"projects", "targets", "doubts",
                                       "conflicts"};
    char texts[4][NUMBER_BYTES];
    const char *args[4];

    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(texts[i], NUMBER_BYTES, "%u", rows_of(to, keys[i]));
        args[i] = texts[i];
    }
    return lt_section_say(
        to->answer, section,
        (lt_phrase){"项目 {1} 个，目标 {2} 项；待核查：疑似缺链 {3} 项，"
                    "矛盾或并存的说法 {4} 处。",
                    "{1} projects, {2} targets; to be verified: {3} suspected "
                    "gaps, {4} contradictions."},
        args, 4, to->err);
}

lt_status lt_report_summary(const lt_reporter *to)
{
    lt_section *section = lt_report_section(to->answer, "summary");
    lt_status status = LT_OK;

    LT_TRY(say_state(to, section));
    LT_TRY(say_gaps(to, section));
    LT_TRY(say_leaders(to, section));
    LT_TRY(say_local(to, section));
    LT_TRY(say_rest(to, section));
cleanup:
    return status;
}
