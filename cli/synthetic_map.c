/* The reference map of a made-up network: what is made from what. */
#include "cli/synthetic_parts.h"

#include "graph/alloc.h"
#include "graph/graph.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHAIN_PRODUCTS = 40, /* Products a chain, about. */
    INPUTS_MOST = 6,
    MILLE = 1000
};

/* Where stages end, in thousandths of all products. */
static const struct {
    uint32_t mille;
    lt_stage stage;
} STAGES[] = {
    {80, LT_STAGE_RAW},        {100, LT_STAGE_ENERGY},
    {250, LT_STAGE_BASIC},     {520, LT_STAGE_INTERMEDIATE},
    {780, LT_STAGE_COMPONENT}, {940, LT_STAGE_FINAL},
    {980, LT_STAGE_EQUIPMENT}, {1000, LT_STAGE_SERVICE},
};

/* First product behind stage number i; each stage up to final has one. */
static uint32_t stage_end(uint32_t product_count, size_t i)
{
    uint64_t end = (uint64_t)product_count * STAGES[i].mille / MILLE;

    if (end <= i && i < 4)
        end = i + 1;
    return end > product_count ? product_count : (uint32_t)end;
}

int lt_synthetic_stage(const lt_synthetic_map *map, uint32_t product)
{
    size_t i = 0;

    while (product >= stage_end(map->product_count, i))
        i++;
    return (int)STAGES[i].stage;
}

/* The list generic inputs are drawn from: each stands in it once more for every
 * use. */
typedef struct urn {
    uint32_t *products;
    uint32_t count;
} urn;

/* Nearly always a product a little earlier, half the time of the same chain. */
static uint32_t near_product(lt_random *random, const lt_synthetic_map *map,
                             uint32_t product)
{
    uint32_t window = map->product_count / 6 + 4;
    uint32_t back = 0;

    if (window > product)
        window = product;
    if (lt_random_below(random, 2) == 0 && product > map->chain_count) {
        uint32_t steps = 1 + (uint32_t)lt_random_below(
                                 random, window / map->chain_count + 1);

        back = steps * map->chain_count;
        if (back <= product)
            return product - back;
    }
    back = 1 + (uint32_t)lt_random_below(random, window);
    return product - back;
}

static uint32_t draw_input(lt_random *random, const lt_synthetic_map *map,
                           uint32_t product, const urn *generic)
{
    if (generic->count > 0 && lt_random_below(random, 10) < 2)
        return generic->products[lt_random_below(random, generic->count)];
    return near_product(random, map, product);
}

static int is_among(const uint32_t *items, uint32_t count, uint32_t item)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i] == item)
            return 1;
    return 0;
}

/* Draw the inputs of one product behind those of the ones before. */
static void draw_inputs(lt_synthetic_map *map, lt_random *random,
                        uint32_t product, urn *generic, uint32_t generic_end)
{
    uint32_t *inputs = map->inputs + map->first_input[product];
    uint32_t wanted = 1;
    uint32_t count = 0;

    while (wanted < INPUTS_MOST && lt_random_below(random, 5) < 3)
        wanted++;
    for (uint32_t try = 0; try < wanted; try++) {
        uint32_t input = draw_input(random, map, product, generic);

        if (is_among(inputs, count, input))
            continue;
        inputs[count++] = input;
        if (input >= map->source_count && input < generic_end)
            generic->products[generic->count++] = input;
    }
    map->first_input[product + 1] = map->first_input[product] + count;
}

static lt_status draw_map(lt_synthetic_map *map, uint64_t seed, lt_error *err)
{
    lt_random random = lt_random_new(seed, LT_STREAM_RECIPES);
    const size_t inputs = (size_t)map->product_count * INPUTS_MOST;
    /* Energy and the first basic materials are of use to everybody. */
    const uint32_t generic_first = stage_end(map->product_count, 0);
    const uint32_t generic_end = map->source_count + map->product_count / 100;
    urn generic = {NULL, 0};

    map->inputs = lt_alloc_array(inputs, sizeof(*map->inputs));
    generic.products =
        lt_alloc_array(inputs + map->product_count, sizeof(uint32_t));
    if (map->inputs == NULL || generic.products == NULL) {
        free(generic.products);
        return lt_fail_memory(err, "recipes");
    }
    for (uint32_t p = 0; p < map->source_count; p++)
        map->first_input[p + 1] = 0;
    for (uint32_t p = generic_first; p < map->source_count; p++)
        generic.products[generic.count++] = p;
    for (uint32_t p = map->source_count; p < map->product_count; p++)
        draw_inputs(map, &random, p, &generic, generic_end);
    free(generic.products);
    return LT_OK;
}

/* Share the firms out: a few products have most of them. */
static lt_status draw_firms(lt_synthetic_map *map, const lt_synthetic *wanted,
                            lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_WEIGHTS);
    uint64_t total = 0;
    uint64_t sum = 0;
    uint64_t *weights = lt_alloc_array(map->product_count, sizeof(*weights));

    if (weights == NULL)
        return lt_fail_memory(err, "weights");
    for (uint32_t p = 0; p < map->product_count; p++) {
        weights[p] = lt_random_heavy(&random, 16, 6);
        total += weights[p];
    }
    for (uint32_t p = 0; p < map->product_count; p++) {
        map->first_firm[p] = wanted->firms * sum / total;
        sum += weights[p];
    }
    map->first_firm[map->product_count] = wanted->firms;
    free(weights);
    return LT_OK;
}

lt_status lt_synthetic_map_new(lt_synthetic_map *out,
                               const lt_synthetic *wanted, lt_error *err)
{
    lt_status status = LT_OK;

    memset(out, 0, sizeof(*out));
    out->product_count = (uint32_t)wanted->products;
    out->source_count = stage_end(out->product_count, 1);
    out->chain_count = out->product_count / CHAIN_PRODUCTS + 1;
    out->first_input = lt_alloc_array((size_t)out->product_count + 1,
                                      sizeof(*out->first_input));
    out->first_firm = lt_alloc_array((size_t)out->product_count + 1,
                                     sizeof(*out->first_firm));
    if (out->first_input == NULL || out->first_firm == NULL) {
        status = lt_fail_memory(err, "products");
        goto cleanup;
    }
    LT_TRY(draw_map(out, wanted->seed, err));
    LT_TRY(draw_firms(out, wanted, err));
cleanup:
    if (status != LT_OK)
        lt_synthetic_map_clear(out);
    return status;
}

void lt_synthetic_map_clear(lt_synthetic_map *map)
{
    free(map->first_firm);
    free(map->inputs);
    free(map->first_input);
    memset(map, 0, sizeof(*map));
}

/* --- the tables ----------------------------------------------------------- */

static lt_status write_sources(lt_lines *lines, const lt_synthetic *wanted,
                               const lt_synthetic_map *map, lt_error *err)
{
    (void)map;
    (void)err;
    lt_lines_text(lines, "id,title\nsynthetic,liantu generate --firms ");
    lt_lines_number(lines, wanted->firms);
    lt_lines_text(lines, " --links ");
    lt_lines_number(lines, wanted->links);
    lt_lines_text(lines, " --products ");
    lt_lines_number(lines, wanted->products);
    lt_lines_text(lines, " --regions ");
    lt_lines_number(lines, wanted->regions);
    lt_lines_text(lines, " --seed ");
    lt_lines_number(lines, wanted->seed);
    lt_lines_text(lines, "\n");
    return LT_OK;
}

static lt_status write_regions(lt_lines *lines, const lt_synthetic *wanted,
                               const lt_synthetic_map *map, lt_error *err)
{
    (void)map;
    (void)err;
    lt_lines_text(lines, "id,name,parent,kind\nr0,虚构省,,province\n");
    for (uint64_t r = 1; r <= wanted->regions; r++) {
        lt_lines_id(lines, 'r', r);
        lt_lines_text(lines, ",虚构市");
        lt_lines_number(lines, r);
        lt_lines_text(lines, ",r0,city\n");
    }
    return LT_OK;
}

static lt_status write_chains(lt_lines *lines, const lt_synthetic *wanted,
                              const lt_synthetic_map *map, lt_error *err)
{
    (void)wanted;
    (void)err;
    lt_lines_text(lines, "id,name\n");
    for (uint32_t c = 1; c <= map->chain_count; c++) {
        lt_lines_id(lines, 'c', c);
        lt_lines_text(lines, ",产业链");
        lt_lines_number(lines, c);
        lt_lines_text(lines, "\n");
    }
    return LT_OK;
}

static lt_status write_products(lt_lines *lines, const lt_synthetic *wanted,
                                const lt_synthetic_map *map, lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_PRODUCTS);

    (void)err;
    lt_lines_text(lines, "id,name,unit,stage,chains,price,importance,source\n");
    for (uint32_t p = 0; p < map->product_count; p++) {
        int stage = lt_synthetic_stage(map, p);

        lt_lines_id(lines, 'p', p + 1U);
        lt_lines_text(lines, ",产品");
        lt_lines_number(lines, p + 1U);
        lt_lines_text(lines, ",万吨,");
        lt_lines_text(lines, lt_stage_word((lt_stage)stage));
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'c', p % map->chain_count + 1U);
        lt_lines_text(lines, ",");
        /* Dearer stage by stage. */
        lt_lines_number(lines,
                        lt_random_heavy(&random, 500U << (stage % 5), 4));
        lt_lines_text(lines, ",");
        if (lt_random_below(&random, 5) == 0)
            lt_lines_decimal(lines, 1 + lt_random_below(&random, 10), 1);
        lt_lines_text(lines, ",synthetic\n");
    }
    return LT_OK;
}

static lt_status write_processes(lt_lines *lines, const lt_synthetic *wanted,
                                 const lt_synthetic_map *map, lt_error *err)
{
    static const char *const statuses[] = {
        "allowed", "allowed", "allowed",    "allowed", "encouraged",
        "allowed", "allowed", "restricted", "allowed", "obsolete"};
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_PRODUCTS + 100);

    (void)err;
    lt_lines_text(lines,
                  "id,product,investment,min_scale,unit,status,source\n");
    for (uint32_t p = map->source_count; p < map->product_count; p++) {
        lt_lines_id(lines, 'q', p + 1U);
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'p', p + 1U);
        lt_lines_text(lines, ",");
        lt_lines_number(lines, lt_random_heavy(&random, 1000, 5));
        lt_lines_text(lines, ",");
        lt_lines_number(lines, lt_random_heavy(&random, 5, 4));
        lt_lines_text(lines, ",万吨,");
        lt_lines_text(lines, statuses[lt_random_below(&random, 10)]);
        lt_lines_text(lines, ",synthetic\n");
    }
    return LT_OK;
}

static void write_recipe(lt_lines *lines, lt_random *random, uint32_t product,
                         uint32_t input)
{
    /* In thousandths; the range is a tenth to either side. */
    uint64_t coefficient = 20 + lt_random_heavy(random, 40, 4);

    lt_lines_id(lines, 'q', product + 1U);
    lt_lines_text(lines, ",");
    lt_lines_id(lines, 'p', input + 1U);
    lt_lines_text(lines, ",input,");
    lt_lines_decimal(lines, coefficient, 3);
    lt_lines_text(lines, ",");
    lt_lines_decimal(lines, coefficient * 9, 4);
    lt_lines_text(lines, ",");
    lt_lines_decimal(lines, coefficient * 11, 4);
    lt_lines_text(lines, ",domain,synthetic\n");
}

static lt_status write_recipes(lt_lines *lines, const lt_synthetic *wanted,
                               const lt_synthetic_map *map, lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_RECIPES + 100);

    (void)err;
    lt_lines_text(lines,
                  "process,product,role,coefficient,low,high,basis,source\n");
    for (uint32_t p = map->source_count; p < map->product_count; p++)
        for (uint32_t i = map->first_input[p]; i < map->first_input[p + 1]; i++)
            write_recipe(lines, &random, p, map->inputs[i]);
    return LT_OK;
}

const lt_synthetic_table lt_synthetic_map_tables[] = {
    {"sources.csv", write_sources},
    {"regions.csv", write_regions},
    {"chains.csv", write_chains},
    {"products.csv", write_products},
    {"processes.csv", write_processes},
    {"recipes.csv", write_recipes},
    {NULL, NULL},
};
