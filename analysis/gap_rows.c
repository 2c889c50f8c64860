/* The answer: one row per product that has a verdict in the view. */
#include "analysis/gap_write.h"
#include "analysis/runs.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const lt_column COLUMNS[COLUMN_COUNT] = {
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

static lt_status write_row(struct gap_writer *writer, lt_table *table,
                           uint32_t product, const struct gap_sources *said)
{
    struct gap_sources set = *said;
    lt_value *cells = NULL;
    lt_status status = lt_table_add_row(table, &cells, writer->err);

    if (status != LT_OK)
        return status;
    LT_TRY(gap_write_cells(writer, cells, product));
    LT_TRY(gap_write_kinds(writer, cells, product));
    LT_TRY(gap_write_sources(writer, cells, product, &set));
    LT_TRY(gap_write_reason(writer, cells, product));

cleanup:
    return status;
}

/* A product and what it is ordered by: score, then id. */
struct ranked {
    double score;
    const char *id;
    uint32_t product;
};

static int by_score(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* Rounded to what is shown, so that rounding noise never orders rows. */
static double rank_score(double score)
{
    return floor(score * 1e6 + 0.5) / 1e6;
}

static int is_asked_for(const lt_state *state, uint32_t product)
{
    return state->scope->product == LT_NONE || state->scope->product == product;
}

static lt_status group_projects(lt_csr *out, const lt_graph *graph,
                                lt_error *err)
{
    uint32_t *owner = lt_alloc_array(graph->project_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "projects");
    for (uint32_t i = 0; i < graph->project_count; i++)
        owner[i] = graph->projects[i].product;
    status = lt_csr_build(out, graph->product_count, owner,
                          graph->project_count, err);
    free(owner);
    return status;
}

/* What each document says of each product, grouped so that a row finds it. */
static lt_status group_statements(lt_csr *out, const lt_graph *graph,
                                  lt_error *err)
{
    uint32_t *owner = lt_alloc_array(graph->statement_count, sizeof(*owner));
    lt_status status = LT_OK;

    if (owner == NULL)
        return lt_fail_memory(err, "statements");
    for (uint32_t i = 0; i < graph->statement_count; i++)
        owner[i] = graph->statements[i].subject.kind == LT_SUBJECT_PRODUCT
                       ? graph->statements[i].subject.index
                       : LT_NONE;
    status = lt_csr_build(out, graph->product_count, owner,
                          graph->statement_count, err);
    free(owner);
    return status;
}

static lt_status write_rows(struct gap_writer *writer, lt_table *table)
{
    const lt_graph *graph = writer->graph;
    struct ranked *order = lt_alloc_array(graph->product_count, sizeof(*order));
    lt_csr statements = LT_CSR_EMPTY;
    size_t count = 0;
    lt_status status = LT_OK;

    if (order == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(group_statements(&statements, graph, writer->err));
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (writer->gaps->verdicts[p].lead != SUB_COUNT &&
            is_asked_for(writer->state, p))
            order[count++] =
                (struct ranked){rank_score(writer->gaps->verdicts[p].score),
                                graph->products[p].id, p};
    qsort(order, count, sizeof(*order), by_score);
    for (size_t i = 0; i < count; i++) {
        struct gap_sources said = {{0}, 0};
        uint32_t p = order[i].product;

        for (uint32_t s = statements.offset[p]; s < statements.offset[p + 1];
             s++)
            gap_add_source(&said, graph->statements[statements.item[s]].source);
        LT_TRY(write_row(writer, table, p, &said));
    }

cleanup:
    lt_csr_clear(&statements);
    free(order);
    return status;
}

static int has_no_base(const struct gap_writer *writer, uint32_t product)
{
    return lt_state_missing(writer->state, product) &&
           writer->state->in_view[product] &&
           writer->gaps->verdicts[product].lead == SUB_COUNT &&
           writer->graph->products[product].stage != LT_STAGE_RAW &&
           is_asked_for(writer->state, product);
}

/* The names that a note gives as examples: the first few by id order of the
 * table, joined as the language joins them. */
static const char *examples(const struct gap_writer *writer,
                            const lt_value *items, uint32_t count)
{
    enum { EXAMPLES = 6 };
    static const lt_phrase COMMA = {"、", ", "};
    const char *text = "";

    for (uint32_t i = 0; text != NULL && i < count && i < EXAMPLES; i++)
        text = lt_arena_format(&writer->answer->arena, "%s%s%s", text,
                               i == 0 ? "" : gap_say(writer, COMMA),
                               items[i].fields[1].value.text);
    return text;
}

static lt_status note_no_base(struct gap_writer *writer, const lt_value *items,
                              uint32_t count)
{
    static const lt_phrase NOTE = {
        "另有 {1} 项缺失产品无本地基础，不是缺链，例如：{2}",
        "{1} further missing products have no local base and are no gaps, such "
        "as: {2}"};
    char number[16];
    const char *args[2] = {number, examples(writer, items, count)};

    if (count == 0)
        return LT_OK;
    if (args[1] == NULL)
        return lt_fail_memory(writer->err, "notes");
    (void)snprintf(number, sizeof(number), "%u", count);
    return lt_answer_note(writer->answer, NOTE, args, 2, writer->err);
}

/* Missing products of the view that no verdict speaks of: 无本地基础. They are
 * listed beside the rows, so that every missing product is accounted for. */
static lt_status write_no_base(struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    lt_value *items = lt_alloc_array(graph->product_count, sizeof(*items));
    lt_field field = {"no_local_base", {0}};
    uint32_t count = 0;
    lt_status status = LT_OK;

    if (items == NULL)
        return lt_fail_memory(writer->err, "gaps");
    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_field fields[] = {
            {"id", lt_value_text(graph->products[p].id)},
            {"name", lt_value_text(gap_label(writer, p))},
            {"state", lt_value_text(lt_presence_word(
                          writer->state->stocks[p].presence))}};

        if (has_no_base(writer, p))
            LT_TRY(lt_value_record(&items[count++], &writer->answer->arena,
                                   fields, 3, writer->err));
    }
    LT_TRY(note_no_base(writer, items, count));
    LT_TRY(lt_value_list(&field.value, &writer->answer->arena, items, count,
                         writer->err));
    LT_TRY(lt_value_record(&writer->answer->extras, &writer->answer->arena,
                           &field, 1, writer->err));

cleanup:
    free(items);
    return status;
}

/* The label of the kind is brief in the language that is spoken. */
static const lt_column *columns_in(struct gap_writer *writer)
{
    lt_column *columns = lt_arena_take(&writer->answer->arena, sizeof(COLUMNS));

    if (columns == NULL)
        return NULL;
    memcpy(columns, COLUMNS, sizeof(COLUMNS));
    columns[gap_english(writer) ? COLUMN_KIND : COLUMN_KIND_ZH].detail =
        LT_BRIEF;
    return columns;
}

static lt_status write_notes(struct gap_writer *writer)
{
    static const lt_phrase LEVEL = {"得分相差 {1} 分以内视为并列",
                                    "scores within {1} points are level"};
    static const lt_phrase LISTS = {
        "受影响产品、可打通终端和项目每项最多列 {1} 个",
        "at most {1} blocked products, finals and projects are listed a row"};
    static const lt_phrase CUT = {
        "{1} 项的影响只算到有限距离（图谱过大），更远的部分每步减半",
        "the impact of {1} rows was counted to a limited distance (the map is "
        "large); what lies beyond halves with each link"};
    char number[24];
    const char *args[1] = {number};
    lt_status status = LT_OK;

    (void)snprintf(number, sizeof(number), "%g",
                   writer->state->scope->rules->tie_points);
    LT_TRY(lt_answer_note(writer->answer, LEVEL, args, 1, writer->err));
    if (writer->lists_cut) {
        (void)snprintf(number, sizeof(number), "%d", LIST_MAX);
        LT_TRY(lt_answer_note(writer->answer, LISTS, args, 1, writer->err));
    }
    if (writer->gaps->cut_count == 0)
        return LT_OK;
    (void)snprintf(number, sizeof(number), "%u", writer->gaps->cut_count);
    status = lt_answer_note(writer->answer, CUT, args, 1, writer->err);

cleanup:
    return status;
}

static lt_status write_answer(struct gap_writer *writer)
{
    const lt_column *columns = columns_in(writer);
    lt_section *section = NULL;
    lt_status status = LT_OK;

    if (columns == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(lt_answer_section(&section, writer->answer, "gaps", NULL, columns,
                             COLUMN_COUNT, writer->err));
    LT_TRY(write_rows(writer, &section->table));
    LT_TRY(write_no_base(writer));
    LT_TRY(write_notes(writer));

cleanup:
    return status;
}

/* The same state seen from no chain in particular, for the kinds by chain. The
 * copies borrow everything but the view. */
struct whole_view {
    lt_scope scope;
    lt_state state;
    lt_gaps *gaps;
};

static lt_status judge_whole(struct whole_view *whole, const lt_state *state,
                             lt_error *err)
{
    const uint32_t count = state->scope->graph->product_count;

    whole->scope = *state->scope;
    whole->scope.chain = LT_NONE;
    whole->state = *state;
    whole->state.scope = &whole->scope;
    whole->state.in_view = lt_alloc_array(count, 1);
    if (whole->state.in_view == NULL)
        return lt_fail_memory(err, "gaps");
    memset(whole->state.in_view, 1, count);
    return lt_gaps_new(&whole->gaps, &whole->state, err);
}

static void whole_clear(struct whole_view *whole)
{
    lt_gaps_free(whole->gaps);
    if (whole->scope.graph != NULL)
        free(whole->state.in_view);
}

/* Room and groupings that the rows are written with. */
static lt_status writer_open(struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    lt_status status = LT_OK;

    writer->products =
        lt_alloc_array(graph->product_count, sizeof(*writer->products));
    if (writer->products == NULL)
        return lt_fail_memory(writer->err, "gaps");
    LT_TRY(gap_search_new(&writer->search, writer->gaps, writer->err));
    LT_TRY(gap_near_new(&writer->near, writer));
    LT_TRY(lt_csr_build(&writer->below, graph->product_count,
                        writer->gaps->dominator, graph->product_count,
                        writer->err));
    LT_TRY(group_projects(&writer->projects_of, graph, writer->err));

cleanup:
    return status;
}

static void writer_close(struct gap_writer *writer)
{
    lt_csr_clear(&writer->projects_of);
    lt_csr_clear(&writer->below);
    gap_near_free(writer->near);
    gap_search_clear(&writer->search);
    free(writer->products);
}

lt_status lt_run_gaps(lt_answer *out, const lt_request *request, lt_error *err)
{
    struct gap_writer writer = {0};
    struct whole_view whole = {0};
    lt_gaps *gaps = NULL;
    lt_status status = LT_OK;

    writer.answer = out;
    writer.state = request->state;
    writer.graph = request->graph;
    writer.err = err;
    LT_TRY(lt_answer_caveats(out, request->state, err));
    LT_TRY(lt_gaps_new(&gaps, request->state, err));
    writer.gaps = gaps;
    writer.whole = gaps;
    if (request->state->scope->chain != LT_NONE) {
        LT_TRY(judge_whole(&whole, request->state, err));
        writer.whole = whole.gaps;
    }
    LT_TRY(writer_open(&writer));
    LT_TRY(write_answer(&writer));

cleanup:
    writer_close(&writer);
    lt_gaps_free(gaps);
    whole_clear(&whole);
    return status;
}
