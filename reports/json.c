/*
 * JSON: the whole answer as one object, one row a line; and JSON lines: the
 * rows of the first section alone.
 */
#include "reports/format.h"
#include "reports/json_value.h"
#include "reports/writers.h"

#include <math.h>

enum { SCHEMA_VERSION = 1 };

static void put_row(FILE *output, const lt_table *table,
                    const lt_choice *chosen, uint32_t row)
{
    fputc('{', output);
    for (uint32_t c = 0; c < chosen->count; c++) {
        lt_json_name(output, table->columns[chosen->index[c]].name, c);
        lt_json_value(output, lt_table_cell(table, row, chosen->index[c]));
    }
    fputc('}', output);
}

/* The rows of a table as an array, one a line. */
static lt_status put_rows(FILE *output, const lt_table *table,
                          const lt_report_options *options, lt_error *err)
{
    lt_choice chosen = LT_CHOICE_EMPTY;
    lt_status status = LT_OK;

    LT_TRY(lt_choice_new(&chosen, table, options, LT_FULL, err));
    fputc('[', output);
    for (uint32_t row = 0; row < table->row_count; row++) {
        fputs(row == 0 ? "\n" : ",\n", output);
        put_row(output, table, &chosen, row);
    }
    fputs(table->row_count == 0 ? "]" : "\n]", output);
cleanup:
    lt_choice_clear(&chosen);
    return status;
}

static void put_texts(FILE *output, const char *const *texts, uint32_t count)
{
    fputc('[', output);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i == 0 ? "\n" : ",\n", output);
        lt_json_text(output, texts[i]);
    }
    fputs(count == 0 ? "]" : "\n]", output);
}

static void put_extras(FILE *output, const lt_value *extras)
{
    if (extras->kind != LT_VALUE_RECORD)
        return;
    for (uint32_t f = 0; f < extras->count; f++) {
        fputs(",\n", output);
        lt_json_name(output, extras->fields[f].name, 0);
        lt_json_value(output, &extras->fields[f].value);
    }
}

/* All tables by the key of their section, where there are several. */
static lt_status put_tables(FILE *output, const lt_answer *answer,
                            const lt_report_options *options, lt_error *err)
{
    lt_status status = LT_OK;
    uint32_t written = 0;

    if (lt_answer_table_count(answer) < 2)
        return LT_OK;
    fputs(",\n\"tables\":{", output);
    for (uint32_t s = 0; s < answer->section_count; s++) {
        const lt_section *section = &answer->sections[s];

        if (!lt_section_has_table(section))
            continue;
        fputs(written == 0 ? "\n" : ",\n", output);
        lt_json_name(output, section->key, 0);
        LT_TRY(put_rows(output, &section->table, options, err));
        written++;
    }
    fputs("\n}", output);
cleanup:
    return status;
}

/* Every section with its paragraphs, where any has some. */
static void put_sections(FILE *output, const lt_answer *answer)
{
    int prose = 0;

    for (uint32_t s = 0; s < answer->section_count; s++)
        prose = prose || answer->sections[s].paragraph_count > 0;
    if (!prose)
        return;
    fputs(",\n\"sections\":[", output);
    for (uint32_t s = 0; s < answer->section_count; s++) {
        const lt_section *section = &answer->sections[s];

        fputs(s == 0 ? "\n{" : ",\n{", output);
        lt_json_name(output, "key", 0);
        lt_json_text(output, section->key);
        lt_json_name(output, "title", 1);
        lt_json_text(output, section->title);
        lt_json_name(output, "paragraphs", 2);
        put_texts(output, section->paragraphs, section->paragraph_count);
        fputc('}', output);
    }
    fputs("\n]", output);
}

static void put_sources(FILE *output, const lt_answer *answer)
{
    fputs(",\n\"sources\":{", output);
    for (uint32_t i = 0; i < answer->cited_count; i++) {
        const lt_cited *cited = &answer->cited[i];

        fputs(i == 0 ? "\n" : ",\n", output);
        lt_json_name(output, cited->id, 0);
        fputc('{', output);
        lt_json_name(output, "title", 0);
        lt_json_text(output, cited->title);
        lt_json_name(output, "number", 1);
        lt_json_text(output, cited->number);
        fputc('}', output);
    }
    fputs(answer->cited_count == 0 ? "}" : "\n}", output);
}

static void put_bends(FILE *output, const lt_chart_edge *edge)
{
    fputc('[', output);
    for (uint32_t i = 0; i < edge->bend_count; i++) {
        fputs(i == 0 ? "[" : ",[", output);
        lt_json_number(output, edge->bends[2 * (size_t)i]);
        fputc(',', output);
        lt_json_number(output, edge->bends[2 * (size_t)i + 1]);
        fputc(']', output);
    }
    fputc(']', output);
}

static void name_number(FILE *output, const char *name, double number)
{
    lt_json_name(output, name, 1);
    lt_json_number(output, number);
}

static void name_text(FILE *output, const char *name, const char *text)
{
    lt_json_name(output, name, 1);
    lt_json_text(output, text);
}

static void name_truth(FILE *output, const char *name, int truth)
{
    lt_json_name(output, name, 1);
    lt_json_truth(output, truth);
}

static const char *mark_word(lt_mark mark)
{
    static const char *const words[LT_MARK_COUNT] = {
        [LT_MARK_PRESENT] = "present", [LT_MARK_COMING] = "coming",
        [LT_MARK_ABSENT] = "absent",   [LT_MARK_UNSEEN] = "unseen",
        [LT_MARK_WEAK] = "weak",
    };

    return words[mark];
}

static void put_node(FILE *output, const lt_chart_node *node)
{
    fputs("{\"id\":", output);
    lt_json_text(output, node->id);
    name_text(output, "label", node->label);
    name_text(output, "stage", node->stage);
    name_text(output, "group", node->group);
    name_text(output, "mark", mark_word(node->mark));
    name_text(output, "verdict", node->verdict);
    name_number(output, "score", node->score);
    name_number(output, "capacity", node->capacity);
    name_number(output, "need", node->need);
    name_text(output, "unit", node->unit);
    name_text(output, "makers", node->makers);
    name_truth(output, "outside", node->outside);
    name_truth(output, "generic", node->generic);
    name_number(output, "layer", node->layer);
    name_number(output, "x", node->x);
    name_number(output, "y", node->y);
    name_number(output, "width", node->width);
    name_number(output, "height", node->height);
    fputc('}', output);
}

/* Ends are ids, not numbers: they stay right when nodes are taken out. */
static void put_edge(FILE *output, const lt_chart *chart,
                     const lt_chart_edge *edge)
{
    fputs("{\"id\":", output);
    lt_json_text(output, edge->id);
    name_text(output, "from", chart->nodes[edge->from].id);
    name_text(output, "to", chart->nodes[edge->to].id);
    name_text(output, "kind", edge->kind);
    name_number(output, "coefficient", edge->coefficient);
    name_truth(output, "essential", edge->essential);
    name_truth(output, "shortcut", edge->shortcut);
    lt_json_name(output, "bends", 1);
    put_bends(output, edge);
    fputc('}', output);
}

static void put_chart(FILE *output, const lt_chart *chart)
{
    fputs(",\n\"chart\":{\"title\":", output);
    lt_json_text(output, chart->title);
    name_number(output, "width", chart->width);
    name_number(output, "height", chart->height);
    name_number(output, "support_y",
                chart->support_y > 0.0 ? chart->support_y : (double)NAN);
    lt_json_name(output, "layers", 1);
    put_texts(output, chart->layer_titles, chart->layer_count);
    fputs(",\n\"nodes\":[", output);
    for (uint32_t n = 0; n < chart->node_count; n++) {
        fputs(n == 0 ? "\n" : ",\n", output);
        put_node(output, &chart->nodes[n]);
    }
    fputs("],\n\"edges\":[", output);
    for (uint32_t e = 0; e < chart->edge_count; e++) {
        fputs(e == 0 ? "\n" : ",\n", output);
        put_edge(output, chart, &chart->edges[e]);
    }
    fputs("]}", output);
}

/* The members of an answer, in this order always. */
static lt_status put_answer(FILE *output, const lt_answer *answer,
                            const lt_report_options *options, lt_error *err)
{
    const lt_table none = {0};
    lt_status status = LT_OK;

    fprintf(output, "{\"schema_version\":%d,\n\"command\":", SCHEMA_VERSION);
    lt_json_text(output, answer->command);
    fputs(",\n\"scope\":", output);
    if (answer->scope.kind == LT_VALUE_RECORD)
        lt_json_value(output, &answer->scope);
    else
        fputs("{}", output);
    put_extras(output, &answer->extras);
    fputs(",\n\"rows\":", output);
    LT_TRY(put_rows(
        output, answer->section_count > 0 ? &answer->sections[0].table : &none,
        options, err));
    LT_TRY(put_tables(output, answer, options, err));
    put_sections(output, answer);
    if (answer->chart != NULL)
        put_chart(output, answer->chart);
    fputs(",\n\"notes\":", output);
    put_texts(output, answer->notes, answer->note_count);
    fputs(",\n\"caveats\":", output);
    put_texts(output, answer->caveats, answer->caveat_count);
    put_sources(output, answer);
    fputs("\n}\n", output);
cleanup:
    return status;
}

lt_status lt_write_json(FILE *output, const lt_answer *answer,
                        const lt_report_options *options, lt_error *err)
{
    lt_status status = LT_OK;

    LT_TRY(put_answer(output, answer, options, err));
    LT_TRY(lt_output_finish(output, err));
cleanup:
    return status;
}

lt_status lt_write_jsonl(FILE *output, const lt_answer *answer,
                         const lt_report_options *options, lt_error *err)
{
    lt_choice chosen = LT_CHOICE_EMPTY;
    const lt_table *table = &answer->sections[0].table;
    lt_status status = LT_OK;

    if (answer->section_count > 0) {
        LT_TRY(lt_choice_new(&chosen, table, options, LT_FULL, err));
        for (uint32_t row = 0; row < table->row_count; row++) {
            put_row(output, table, &chosen, row);
            fputc('\n', output);
        }
    }
    LT_TRY(lt_output_finish(output, err));
cleanup:
    lt_choice_clear(&chosen);
    return status;
}
