#include "cli/synthetic.h"

#include "cli/synthetic_parts.h"
#include "graph/alloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    YEAR = 2024,
    ROWS_A_LOOK = 65536, /* Rows between two looks for a signal. */
    NUMBER_BYTES = 24
};

/* --- lines ---------------------------------------------------------------- */

void lt_lines_flush(lt_lines *lines)
{
    (void)fwrite(lines->bytes, 1, lines->used, lines->output);
    lines->used = 0;
}

static void put_bytes(lt_lines *lines, const char *bytes, size_t count)
{
    if (lines->used + count > sizeof(lines->bytes))
        lt_lines_flush(lines);
    memcpy(lines->bytes + lines->used, bytes, count);
    lines->used += count;
}

void lt_lines_text(lt_lines *lines, const char *text)
{
    put_bytes(lines, text, strlen(text));
}

void lt_lines_number(lt_lines *lines, uint64_t number)
{
    char digits[NUMBER_BYTES];
    size_t begin = sizeof(digits);

    do {
        digits[--begin] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put_bytes(lines, digits + begin, sizeof(digits) - begin);
}

void lt_lines_decimal(lt_lines *lines, uint64_t number, int digits)
{
    char decimals[NUMBER_BYTES] = ".";
    size_t count = (size_t)digits;

    for (size_t i = count; i > 0; i--) {
        decimals[i] = (char)('0' + number % 10);
        number /= 10;
    }
    lt_lines_number(lines, number);
    while (count > 0 && decimals[count] == '0')
        count--;
    if (count > 0)
        put_bytes(lines, decimals, count + 1);
}

void lt_lines_id(lt_lines *lines, char letter, uint64_t number)
{
    put_bytes(lines, &letter, 1);
    lt_lines_number(lines, number);
}

/* LT_ERR_IO when writing failed or a signal asks to stop. */
static lt_status look(const lt_lines *lines, uint64_t row, lt_error *err)
{
    if (row % ROWS_A_LOOK != 0)
        return LT_OK;
    if (lt_interrupted())
        return lt_fail(err, LT_ERR_IO, "%s", "");
    if (ferror(lines->output))
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    return LT_OK;
}

/* --- who makes what and where ----------------------------------------------
 */

static uint64_t firm_region(const lt_synthetic *wanted, uint64_t firm)
{
    lt_random random = lt_random_new(wanted->seed, firm * 8 + 7);
    uint64_t first = lt_random_below(&random, wanted->regions);
    uint64_t second = lt_random_below(&random, wanted->regions);

    /* The first cities have more firms than the last. */
    return 1 + (first < second ? first : second);
}

/* The product whose firms hold number @p firm. */
static uint32_t product_of(const lt_synthetic_map *map, uint64_t firm)
{
    uint32_t low = 0;
    uint32_t high = map->product_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (map->first_firm[middle] <= firm)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static lt_status write_firms(lt_lines *lines, const lt_synthetic *wanted,
                             const lt_synthetic_map *map, lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_FIRMS);
    lt_status status = LT_OK;

    lt_lines_text(lines,
                  "id,name,region,kind,revenue,employees,rnd,patents,source\n");
    for (uint64_t f = 0; status == LT_OK && f < wanted->firms; f++) {
        /* 万元, then heads and patents that go with it. */
        uint64_t revenue = lt_random_heavy(&random, 200, 14);

        (void)map;
        lt_lines_id(lines, 'f', f + 1);
        lt_lines_text(lines, ",企业");
        lt_lines_number(lines, f + 1);
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'r', firm_region(wanted, f));
        lt_lines_text(lines, ",firm,");
        lt_lines_decimal(lines, revenue, 4);
        lt_lines_text(lines, ",");
        lt_lines_number(lines, 5 + revenue / 100);
        lt_lines_text(lines, ",");
        lt_lines_decimal(lines, revenue * lt_random_below(&random, 80), 7);
        lt_lines_text(lines, ",");
        lt_lines_number(lines, lt_random_below(&random, 2 + revenue / 2000));
        lt_lines_text(lines, ",synthetic\n");
        status = look(lines, f, err);
    }
    return status;
}

static lt_status write_capacities(lt_lines *lines, const lt_synthetic *wanted,
                                  const lt_synthetic_map *map, lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_CAPACITIES);
    lt_status status = LT_OK;

    lt_lines_text(
        lines,
        "firm,region,product,process,capacity,unit,year,status,source\n");
    for (uint64_t f = 0; status == LT_OK && f < wanted->firms; f++) {
        uint64_t lot = lt_random_below(&random, 100);
        uint64_t capacity = lt_random_heavy(&random, 100, 8);
        uint32_t product = 0;

        status = look(lines, f, err);
        if (lot >= 60)
            continue; /* Of the others nothing is known but their trade. */
        product = product_of(map, f);
        lt_lines_id(lines, 'f', f + 1);
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'r', firm_region(wanted, f));
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'p', product + 1U);
        lt_lines_text(lines, ",");
        if (product >= map->source_count)
            lt_lines_id(lines, 'q', product + 1U);
        lt_lines_text(lines, ",");
        lt_lines_decimal(lines, capacity, 2);
        lt_lines_text(lines, ",万吨,");
        lt_lines_number(lines, YEAR);
        lt_lines_text(lines, lot < 54   ? ",operating,synthetic\n"
                             : lot < 57 ? ",building,synthetic\n"
                                        : ",planned,synthetic\n");
    }
    return status;
}

/* A maker of @p product, the first ones far more often than the last;
 * `otherwise` where it has none. */
static uint64_t draw_maker(lt_random *random, const lt_synthetic_map *map,
                           uint32_t product, uint64_t otherwise)
{
    uint64_t first = map->first_firm[product];
    uint64_t count = map->first_firm[product + 1] - first;
    uint64_t bits = lt_random_next(random);
    uint64_t skewed = ((bits >> 32) * (bits & 0xFFFFFFFFU)) >> 32;

    return count == 0 ? otherwise : first + ((skewed * count) >> 32);
}

/* One delivery: `*product` is product_count where none fits the customer. */
static uint64_t draw_supplier(lt_random *random, const lt_synthetic *wanted,
                              const lt_synthetic_map *map, uint64_t customer,
                              uint32_t *product)
{
    uint32_t made = product_of(map, customer);
    uint32_t first = map->first_input[made];
    uint32_t count = map->first_input[made + 1] - first;
    uint64_t anybody = lt_random_below(random, wanted->firms);
    uint64_t supplier = wanted->firms;

    *product = map->product_count;
    if (count > 0) {
        *product = map->inputs[first + lt_random_below(random, count)];
        supplier = draw_maker(random, map, *product, wanted->firms);
    }
    if (supplier < wanted->firms)
        return supplier;
    *product = map->product_count;
    /* Nobody trades with himself where there is anybody else. */
    return anybody == customer ? (customer + 1) % wanted->firms : anybody;
}

static lt_status write_supplies(lt_lines *lines, const lt_synthetic *wanted,
                                const lt_synthetic_map *map, lt_error *err)
{
    lt_random random = lt_random_new(wanted->seed, LT_STREAM_SUPPLIES);
    /* Firms that make something out of something, where there are any. */
    uint64_t first = map->first_firm[map->source_count];
    lt_status status = LT_OK;

    if (first == wanted->firms)
        first = 0;
    lt_lines_text(lines, "supplier,customer,product,amount,unit,year,source\n");
    for (uint64_t i = 0; status == LT_OK && i < wanted->links; i++) {
        uint64_t customer =
            first + lt_random_below(&random, wanted->firms - first);
        uint32_t product = 0;
        uint64_t supplier =
            draw_supplier(&random, wanted, map, customer, &product);

        lt_lines_id(lines, 'f', supplier + 1);
        lt_lines_text(lines, ",");
        lt_lines_id(lines, 'f', customer + 1);
        lt_lines_text(lines, ",");
        if (product < map->product_count)
            lt_lines_id(lines, 'p', product + 1U);
        lt_lines_text(lines, ",");
        lt_lines_decimal(lines, lt_random_heavy(&random, 1000, 20), 2);
        lt_lines_text(lines, ",万元,");
        lt_lines_number(lines, YEAR);
        lt_lines_text(lines, ",synthetic\n");
        status = look(lines, i, err);
    }
    return status;
}

static const lt_synthetic_table FIRM_TABLES[] = {
    {"firms.csv", write_firms},
    {"capacities.csv", write_capacities},
    {"supplies.csv", write_supplies},
    {NULL, NULL},
};

static lt_status write_table(const lt_folder *folder,
                             const lt_synthetic_table *table, lt_lines *lines,
                             const lt_synthetic *wanted,
                             const lt_synthetic_map *map, lt_error *err)
{
    lt_status status =
        lt_folder_begin(&lines->output, folder, table->name, err);

    if (status != LT_OK)
        return status;
    status = table->write(lines, wanted, map, err);
    lt_lines_flush(lines);
    return lt_folder_end(lines->output, folder, status, err);
}

lt_status lt_synthetic_write(const lt_folder *folder,
                             const lt_synthetic *wanted, lt_error *err)
{
    lt_synthetic_map map;
    lt_lines *lines = NULL;
    lt_status status = lt_synthetic_map_new(&map, wanted, err);

    if (status != LT_OK)
        return status;
    lines = lt_alloc_array(1, sizeof(*lines));
    if (lines == NULL) {
        status = lt_fail_memory(err, "lines");
        goto cleanup;
    }
    for (const lt_synthetic_table *t = lt_synthetic_map_tables; t->name != NULL;
         t++)
        LT_TRY(write_table(folder, t, lines, wanted, &map, err));
    for (const lt_synthetic_table *t = FIRM_TABLES; t->name != NULL; t++)
        LT_TRY(write_table(folder, t, lines, wanted, &map, err));
cleanup:
    free(lines);
    lt_synthetic_map_clear(&map);
    return status;
}
