#include "analysis/attributes.h"
#include "analysis/local_rows.h"

#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum column {
    SUBJECT,
    RATE,
    PURCHASED,
    BY,
    UNIT,
    NEED,
    CAPACITY,
    COVER,
    ATTRIBUTES,
    LATERAL,
    RAW_ENERGY,
    COVERAGE,
    INPUTS,
    REASON
};

/* clang-format off */
const lt_column local_columns[LOCAL_COLUMNS] = {
    {"subject", {"对象", "subject"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"rate", {"可配套率", "local rate"}, "1", LT_STYLE_PERCENT, LT_BRIEF},
    {"purchased", {"实际配套率", "purchased locally"}, "1", LT_STYLE_PERCENT,
     LT_BRIEF},
    {"by", {"加权方式", "weighted by"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"unit", {"单位", "unit"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"need", {"需求", "need"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"capacity", {"产能", "capacity"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"cover", {"覆盖率", "cover"}, "1", LT_STYLE_RATIO, LT_BRIEF},
    {"attributes", {"特征", "attributes"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    {"lateral", {"侧向配套率", "equipment and services"}, "1",
     LT_STYLE_PERCENT, LT_FULL},
    {"raw_energy", {"原料与能源配套率", "raw materials and energy"}, "1",
     LT_STYLE_PERCENT, LT_FULL},
    {"coverage", {"采购数据覆盖", "coverage of purchases"}, "1",
     LT_STYLE_PERCENT, LT_FULL},
    {"inputs", {"投入", "inputs"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    {"reason", {"说明", "reason"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};
/* clang-format on */

enum { MAKERS_SHOWN = 10, SHORT_SHOWN = 5 };

/* What writing needs. */
struct writer {
    lt_answer *answer;
    const struct local_data *data;
    const lt_graph *graph;
    lt_value *inputs; /* Room for the inputs of any product. */
};

static const char *label(const struct writer *writer, uint32_t product)
{
    return lt_product_label(writer->graph, product,
                            writer->answer->lang == LT_EN);
}

/* Does a maker stand before another? The larger does, figures before none;
 * firms are in no order, so that ids decide. */
static int is_before(const lt_graph *graph, const lt_holding *a,
                     const lt_holding *b)
{
    if (isnan(a->capacity) != isnan(b->capacity))
        return isnan(b->capacity);
    if (!isnan(a->capacity) && a->capacity != b->capacity)
        return a->capacity > b->capacity;
    return strcmp(graph->firms[a->firm].id, graph->firms[b->firm].id) < 0;
}

/* The largest makers of a product, by name. */
static lt_status makers_of(lt_value *out, const struct writer *writer,
                           uint32_t product, lt_error *err)
{
    const lt_holdings *holdings = &writer->data->holdings;
    const lt_csr *of = &holdings->of_product;
    const lt_holding *shown[MAKERS_SHOWN];
    lt_value names[MAKERS_SHOWN];
    size_t count = 0;

    for (uint32_t s = of->offset[product]; s < of->offset[product + 1]; s++) {
        const lt_holding *holding = &holdings->items[of->item[s]];
        size_t at = count;

        while (at > 0 && is_before(writer->graph, holding, shown[at - 1]))
            at--;
        if (at == MAKERS_SHOWN)
            continue;
        if (count < MAKERS_SHOWN)
            count++;
        for (size_t i = count - 1; i > at; i--)
            shown[i] = shown[i - 1];
        shown[at] = holding;
    }
    for (size_t i = 0; i < count; i++)
        names[i] = lt_value_text(writer->graph->firms[shown[i]->firm].name);
    return lt_value_list(out, &writer->answer->arena, names, count, err);
}

static lt_status thing(lt_value *out, const struct writer *writer,
                       const char *kind, const char *id, const char *name,
                       lt_error *err)
{
    const lt_field fields[] = {{"kind", lt_value_text(kind)},
                               {"id", lt_value_text(id)},
                               {"name", lt_value_text(name)}};
    const size_t skipped = kind == NULL ? 1 : 0;

    return lt_value_record(out, &writer->answer->arena, fields + skipped,
                           3 - skipped, err);
}

static lt_status input_record(lt_value *out, const struct writer *writer,
                              uint32_t entry, lt_error *err)
{
    const lt_local *local = &writer->data->local;
    const uint32_t product = writer->graph->recipes[entry].product;
    const lt_stock *stock = &local->state->stocks[product];
    lt_field fields[6] = {
        {"product", lt_value_result(NAN)},
        {"state", lt_value_text(lt_presence_word(stock->presence))},
        {"share", lt_value_result(local->met[entry])},
        {"weight", lt_value_result(local->weight[entry])},
        {"counted", lt_value_truth(!isnan(local->weight[entry]))},
        {"makers", lt_value_result(NAN)},
    };
    lt_status status = LT_OK;

    LT_TRY(thing(&fields[0].value, writer, NULL,
                 writer->graph->products[product].id, label(writer, product),
                 err));
    LT_TRY(makers_of(&fields[5].value, writer, product, err));
    LT_TRY(lt_value_record(out, &writer->answer->arena, fields, 6, err));
cleanup:
    return status;
}

/* Inputs of a product, and the names of those that fall short. */
struct inputs {
    size_t count;
    const char *shortfall[SHORT_SHOWN + 1];
    size_t short_count;
};

static lt_status process_inputs(struct inputs *inputs,
                                const struct writer *writer, uint32_t process,
                                lt_error *err)
{
    const lt_local *local = &writer->data->local;
    const lt_csr *of = &writer->graph->recipes_of;
    lt_status status = LT_OK;

    for (uint32_t s = of->offset[process];
         s < of->offset[process + 1] && status == LT_OK; s++) {
        const uint32_t entry = of->item[s];

        if (isnan(local->met[entry]))
            continue;
        if (!isnan(local->weight[entry]) && local->met[entry] < 1.0) {
            if (inputs->short_count < SHORT_SHOWN)
                inputs->shortfall[inputs->short_count] =
                    label(writer, writer->graph->recipes[entry].product);
            inputs->short_count++;
        }
        status =
            input_record(&writer->inputs[inputs->count++], writer, entry, err);
    }
    return status;
}

static lt_status product_inputs(struct inputs *inputs,
                                const struct writer *writer, uint32_t product,
                                lt_error *err)
{
    const lt_csr *making = &writer->graph->processes_making;
    const uint32_t possible = writer->data->local.rates[product].process;
    lt_status status = LT_OK;

    for (uint32_t s = making->offset[product];
         s < making->offset[product + 1] && status == LT_OK; s++) {
        const uint32_t process = making->item[s];

        if (possible == LT_NONE ? writer->data->state->active[process] != 0
                                : process == possible)
            status = process_inputs(inputs, writer, process, err);
    }
    return status;
}

/* Names joined as a list of the answer's language; NULL: out of memory. */
static const char *join(const struct writer *writer, const char *const *names,
                        size_t count, int more)
{
    const int zh = writer->answer->lang == LT_ZH;
    const char *joined = "";

    for (size_t i = 0; i < count && joined != NULL; i++)
        joined = lt_arena_format(&writer->answer->arena, "%s%s%s", joined,
                                 i == 0 ? ""
                                 : zh   ? "、"
                                        : ", ",
                                 names[i]);
    if (more && joined != NULL)
        joined = lt_arena_format(&writer->answer->arena, "%s%s", joined,
                                 zh ? "等" : ", …");
    return joined;
}

static lt_status fill(lt_value *out, const struct writer *writer,
                      lt_phrase phrase, const char **args, size_t count,
                      lt_error *err)
{
    const char *text =
        lt_arena_fill(&writer->answer->arena,
                      lt_say(writer->answer->lang, phrase), args, count);

    if (text == NULL)
        return lt_fail_memory(err, "reason");
    *out = lt_value_text(text);
    return LT_OK;
}

static lt_status product_reason(lt_value *out, const struct writer *writer,
                                const struct local_row *row,
                                const struct inputs *inputs, lt_error *err)
{
    static const lt_phrase nothing = {
        "{1}图谱中无计入的必需投入（只有原料、能源，或未列投入）",
        "{1}no counted input on the map: raw materials and energy alone, or "
        "none listed"};
    static const lt_phrase full = {"{1}{3}项必需投入本地均可足量配套",
                                   "{1}all {3} essential inputs can be had "
                                   "here in full"};
    static const lt_phrase some = {
        "{1}{3}项必需投入中{2}项本地可足量配套；不足或缺失：{4}",
        "{1}{2} of {3} essential inputs can be had here in full; short or "
        "missing: {4}"};
    static const lt_phrase possible = {"本地未见生产，按投产测算：",
                                       "not seen made here; if it were: "};
    const lt_local_rate *rate = &writer->data->local.rates[row->index];
    lt_arena *arena = &writer->answer->arena;
    const size_t shown =
        inputs->short_count < SHORT_SHOWN ? inputs->short_count : SHORT_SHOWN;
    const char *args[4] = {"", NULL, NULL, NULL};

    if (lt_state_missing(writer->data->state, row->index))
        args[0] = lt_say(writer->answer->lang, possible);
    if (rate->counted == 0)
        return fill(out, writer, nothing, args, 4, err);
    args[1] = lt_arena_format(arena, "%u", rate->met);
    args[2] = lt_arena_format(arena, "%u", rate->counted);
    args[3] = join(writer, inputs->shortfall, shown,
                   inputs->short_count > SHORT_SHOWN);
    if (args[1] == NULL || args[2] == NULL || args[3] == NULL)
        return lt_fail_memory(err, "reason");
    return fill(out, writer, inputs->short_count == 0 ? full : some, args, 4,
                err);
}

static lt_status mean_reason(lt_value *out, const struct writer *writer,
                             const struct local_row *row, lt_error *err)
{
    static const lt_phrase by_value = {"按{1}种在产产品的产值加权",
                                       "{1} products made here, weighted by "
                                       "output value"};
    static const lt_phrase by_count = {
        "按{1}种在产产品算术平均（产能、单耗或价格不全）",
        "{1} products made here, not all of them with capacity, coefficients "
        "and prices, so by count"};
    static const lt_phrase nothing = {"无在产产品，或其投入均不计入",
                                      "makes nothing that has counted inputs"};
    const char *args[1] = {
        lt_arena_format(&writer->answer->arena, "%u", row->products)};

    if (args[0] == NULL)
        return lt_fail_memory(err, "reason");
    if (row->products == 0)
        return fill(out, writer, nothing, args, 1, err);
    return fill(out, writer, row->by_value ? by_value : by_count, args, 1, err);
}

static lt_status write_product(lt_value *cells, const struct writer *writer,
                               const struct local_row *row, lt_error *err)
{
    const lt_product *product = &writer->graph->products[row->index];
    const lt_stock *stock = &writer->data->state->stocks[row->index];
    struct inputs inputs = {0};
    lt_status status = LT_OK;

    LT_TRY(thing(&cells[SUBJECT], writer, "product", product->id,
                 label(writer, row->index), err));
    if (product->unit.name[0] != '\0')
        cells[UNIT] = lt_value_text(product->unit.name);
    cells[NEED] =
        lt_value_result(lt_show_amount(writer->graph, row->index, stock->need));
    cells[CAPACITY] = lt_value_result(
        lt_show_amount(writer->graph, row->index, stock->capacity));
    cells[COVER] = lt_value_result(stock->cover);
    LT_TRY(lt_stock_attributes(&cells[ATTRIBUTES], &writer->answer->arena,
                               writer->data->state, row->index, err));
    LT_TRY(product_inputs(&inputs, writer, row->index, err));
    LT_TRY(lt_value_list(&cells[INPUTS], &writer->answer->arena, writer->inputs,
                         inputs.count, err));
    LT_TRY(product_reason(&cells[REASON], writer, row, &inputs, err));
cleanup:
    return status;
}

static lt_status firm_subject(lt_value *out, const struct writer *writer,
                              uint32_t index, lt_error *err)
{
    const lt_firm *firm = &writer->graph->firms[index];

    return thing(out, writer, "firm", firm->id, firm->name, err);
}

static lt_status chain_subject(lt_value *out, const struct writer *writer,
                               uint32_t index, lt_error *err)
{
    const lt_chain *chain = &writer->graph->chains[index];
    const int english = writer->answer->lang == LT_EN &&
                        chain->name_en != NULL && chain->name_en[0] != '\0';

    return thing(out, writer, "chain", chain->id,
                 english ? chain->name_en : chain->name, err);
}

static lt_status write_mean(lt_value *cells, const struct writer *writer,
                            const struct local_row *row, lt_error *err)
{
    lt_status status = LT_OK;

    LT_TRY(row->kind == LOCAL_FIRM
               ? firm_subject(&cells[SUBJECT], writer, row->index, err)
               : chain_subject(&cells[SUBJECT], writer, row->index, err));
    LT_TRY(lt_value_list(&cells[INPUTS], &writer->answer->arena, NULL, 0, err));
    LT_TRY(mean_reason(&cells[REASON], writer, row, err));
cleanup:
    return status;
}

static lt_status write_row(lt_table *table, const struct writer *writer,
                           const struct local_row *row, lt_error *err)
{
    lt_value *cells = NULL;
    lt_status status = lt_table_add_row(table, &cells, err);

    if (status != LT_OK)
        return status;
    cells[RATE] = lt_value_result(row->rate);
    cells[PURCHASED] = lt_value_result(row->purchased);
    cells[LATERAL] = lt_value_result(row->lateral);
    cells[RAW_ENERGY] = lt_value_result(row->beside);
    cells[COVERAGE] = lt_value_result(row->coverage);
    if (!isnan(row->rate))
        cells[BY] = lt_value_text(row->by_value ? "value" : "count");
    return row->kind == LOCAL_PRODUCT ? write_product(cells, writer, row, err)
                                      : write_mean(cells, writer, row, err);
}

/* Most entries all the processes of one product have together. */
static size_t most_inputs(const lt_graph *graph)
{
    size_t most = 0;

    for (uint32_t p = 0; p < graph->product_count; p++) {
        const lt_csr *making = &graph->processes_making;
        size_t count = 0;

        for (uint32_t s = making->offset[p]; s < making->offset[p + 1]; s++)
            count += graph->recipes_of.offset[making->item[s] + 1] -
                     graph->recipes_of.offset[making->item[s]];
        if (count > most)
            most = count;
    }
    return most;
}

lt_status local_write_rows(lt_answer *answer, lt_table *table,
                           const struct local_data *data,
                           const struct local_row *rows, uint32_t count,
                           lt_error *err)
{
    struct writer writer = {answer, data, data->state->scope->graph, NULL};
    lt_status status = LT_OK;

    writer.inputs =
        lt_alloc_array(most_inputs(writer.graph), sizeof(*writer.inputs));
    if (writer.inputs == NULL)
        return lt_fail_memory(err, "inputs");
    for (uint32_t i = 0; i < count && status == LT_OK; i++)
        status = write_row(table, &writer, &rows[i], err);
    free(writer.inputs);
    return status;
}
