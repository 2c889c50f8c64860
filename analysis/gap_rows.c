/* The answer: one row per product that has a verdict in the view. */
#include "analysis/gap_write.h"
#include "analysis/runs.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lt_status write_row(struct gap_writer *writer, lt_table *table,
                           uint32_t product, const struct gap_sources *said)
{
    const lt_gaps *view = writer->gaps;
    struct gap_sources set = *said;
    lt_value *cells = NULL;
    lt_status status = lt_table_add_row(table, &cells, writer->err);

    if (status != LT_OK)
        return status;
    writer->gaps = gap_speaker(view, product);
    LT_TRY(gap_write_cells(writer, cells, product));
    LT_TRY(gap_write_kinds(writer, cells, product));
    LT_TRY(gap_write_sources(writer, cells, product, &set));
    LT_TRY(gap_write_reason(writer, cells, product));

cleanup:
    writer->gaps = view;
    return status;
}

/* A row and what it is ordered by: score, then id; what belongs to a chain to
 * be built stands below the row of that chain. */
struct ranked {
    double lead_score;   /* Of the chain's row, or its own. */
    const char *lead_id; /* Likewise. */
    double score;
    const char *id;
    uint32_t product; /* LT_NONE: the row of the chain. */
    uint32_t chain;   /* LT_NONE: of no chain to be built. */
};

static int by_id(const char *left, const char *right)
{
    return left == right ? 0 : strcmp(left, right);
}

static int by_score(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = 0;

    if (a->lead_score != b->lead_score)
        return a->lead_score > b->lead_score ? -1 : 1;
    order = by_id(a->lead_id, b->lead_id);
    if (order != 0)
        return order;
    /* A product may be called as a chain is. */
    if (a->chain != b->chain)
        return a->chain < b->chain ? -1 : 1;
    if ((a->product == LT_NONE) != (b->product == LT_NONE))
        return a->product == LT_NONE ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return by_id(a->id, b->id);
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

/* Rows of chains stand aside where a product was asked for. */
static int is_every_product(const lt_state *state)
{
    return state->scope->product == LT_NONE;
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

static struct ranked rank_product(const struct gap_writer *writer,
                                  uint32_t product)
{
    const lt_graph *graph = writer->graph;
    const lt_gaps *gaps = gap_speaker(writer->gaps, product);
    const struct verdict *verdict = &gaps->verdicts[product];
    struct ranked rank = {0};

    rank.score = rank_score(verdict->score);
    rank.id = graph->products[product].id;
    rank.lead_score = rank.score;
    rank.lead_id = rank.id;
    rank.product = product;
    rank.chain = LT_NONE;
    if (verdict->lead == SUB_BUILD && is_every_product(writer->state) &&
        gap_chain_in_view(writer->state->scope, verdict->chain)) {
        rank.chain = verdict->chain;
        rank.lead_score = rank_score(gaps->bases[verdict->chain].score);
        rank.lead_id = graph->chains[verdict->chain].id;
    }
    return rank;
}

static struct ranked rank_chain(const struct gap_writer *writer, uint32_t chain)
{
    const double score = rank_score(writer->gaps->bases[chain].score);
    const char *id = writer->graph->chains[chain].id;

    return (struct ranked){score, id, score, id, LT_NONE, chain};
}

/* The rows in their order. @param[out] out owned by the caller. */
static lt_status rank_rows(struct ranked **out, size_t *count,
                           const struct gap_writer *writer)
{
    const lt_graph *graph = writer->graph;
    struct ranked *order = lt_alloc_array(
        (size_t)graph->product_count + graph->chain_count, sizeof(*order));

    *out = order;
    *count = 0;
    if (order == NULL)
        return lt_fail_memory(writer->err, "gaps");
    for (uint32_t c = 0; c < graph->chain_count; c++)
        if (writer->gaps->bases[c].build &&
            gap_chain_in_view(writer->state->scope, c) &&
            is_every_product(writer->state))
            order[(*count)++] = rank_chain(writer, c);
    for (uint32_t p = 0; p < graph->product_count; p++)
        if (gap_speaker(writer->gaps, p)->verdicts[p].lead != SUB_COUNT &&
            is_asked_for(writer->state, p))
            order[(*count)++] = rank_product(writer, p);
    if (*count > 1)
        qsort(order, *count, sizeof(*order), by_score);
    return LT_OK;
}

/* The row of a chain or, with what documents say of it, of a product. */
static lt_status write_ranked(struct gap_writer *writer, lt_table *table,
                              const struct ranked *rank,
                              const lt_csr *statements)
{
    struct gap_sources said = {{0}, 0};
    const uint32_t p = rank->product;
    lt_value *cells = NULL;
    lt_status status = LT_OK;

    if (p == LT_NONE) {
        status = lt_table_add_row(table, &cells, writer->err);
        return status == LT_OK ? gap_write_chain(writer, cells, rank->chain)
                               : status;
    }
    for (uint32_t s = statements->offset[p]; s < statements->offset[p + 1]; s++)
        gap_add_source(&said,
                       writer->graph->statements[statements->item[s]].source);
    return write_row(writer, table, p, &said);
}

static lt_status write_rows(struct gap_writer *writer, lt_table *table)
{
    struct ranked *order = NULL;
    lt_csr statements = LT_CSR_EMPTY;
    size_t count = 0;
    lt_status status = LT_OK;

    LT_TRY(group_statements(&statements, writer->graph, writer->err));
    LT_TRY(rank_rows(&order, &count, writer));
    for (size_t i = 0; i < count && status == LT_OK; i++)
        status = write_ranked(writer, table, &order[i], &statements);

cleanup:
    lt_csr_clear(&statements);
    free(order);
    return status;
}

static int has_no_base(const struct gap_writer *writer, uint32_t product)
{
    return lt_state_missing(writer->state, product) &&
           writer->state->in_view[product] &&
           gap_speaker(writer->gaps, product)->verdicts[product].lead ==
               SUB_COUNT &&
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

/* A note with a number in it; none where that is 0. */
static lt_status note_number(struct gap_writer *writer, lt_phrase phrase,
                             double count)
{
    char number[24];
    const char *args[1] = {number};

    if (count <= 0.0)
        return LT_OK;
    (void)snprintf(number, sizeof(number), "%.15g", count);
    return lt_answer_note(writer->answer, phrase, args, 1, writer->err);
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
    static const lt_phrase UNCHOKED = {
        "{1} 项产品停产的影响面过大，未判断是否咽喉",
        "the stop of {1} products reaches too far to be followed: not judged "
        "as chokes"};
    const struct {
        lt_phrase phrase;
        double count;
    } notes[] = {{LEVEL, writer->state->scope->rules->tie_points},
                 {LISTS, writer->lists_cut ? LIST_MAX : 0},
                 {CUT, writer->gaps->cut_count},
                 {UNCHOKED, writer->gaps->unchoked}};
    lt_status status = LT_OK;

    for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
        LT_TRY(note_number(writer, notes[i].phrase, notes[i].count));
    LT_TRY(gap_note_sparse(writer));

cleanup:
    return status;
}

static lt_status write_answer(struct gap_writer *writer)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, writer->answer, "gaps", NULL,
                             gap_columns, COLUMN_COUNT, writer->err));
    LT_TRY(write_rows(writer, &section->table));
    LT_TRY(write_no_base(writer));
    LT_TRY(write_notes(writer));

cleanup:
    return status;
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
    LT_TRY(gap_group_finals(writer));
    LT_TRY(gap_mark_nearby(&writer->nearby, writer->state->scope, writer->err));

cleanup:
    return status;
}

static void writer_close(struct gap_writer *writer)
{
    lt_csr_clear(&writer->projects_of);
    free(writer->nearby);
    lt_csr_clear(&writer->finals_of);
    free(writer->finals);
    lt_csr_clear(&writer->below);
    gap_near_free(writer->near);
    gap_search_clear(&writer->search);
    free(writer->products);
}

lt_status lt_run_gaps(lt_answer *out, const lt_request *request, lt_error *err)
{
    struct gap_writer writer = {0};
    lt_gaps *gaps = NULL;
    lt_status status = LT_OK;

    writer.answer = out;
    writer.state = request->state;
    writer.graph = request->graph;
    writer.err = err;
    LT_TRY(lt_answer_caveats(out, request->state, err));
    LT_TRY(lt_gaps_new(&gaps, request->state, err));
    writer.gaps = gaps;
    writer.whole = gap_whole(gaps);
    LT_TRY(writer_open(&writer));
    LT_TRY(write_answer(&writer));

cleanup:
    writer_close(&writer);
    lt_gaps_free(gaps);
    return status;
}
