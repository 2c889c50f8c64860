/* Private to cli/: what the two halves of lt_synthetic_write share. */
#ifndef LT_CLI_SYNTHETIC_PARTS_H
#define LT_CLI_SYNTHETIC_PARTS_H

#include "cli/random.h"
#include "cli/synthetic.h"

/* Streams of random numbers, one a table: tables do not depend on how many
 * numbers another one drew. */
enum lt_synthetic_stream {
    LT_STREAM_PRODUCTS = 1,
    LT_STREAM_RECIPES,
    LT_STREAM_FIRMS,
    LT_STREAM_CAPACITIES,
    LT_STREAM_SUPPLIES,
    LT_STREAM_WEIGHTS
};

/* The map: products in order, each with its inputs, all of them earlier ones.
 * Raw materials and energy come first and have none. */
typedef struct lt_synthetic_map {
    uint32_t product_count;
    uint32_t source_count; /* Raw materials and energy. */
    uint32_t chain_count;
    uint32_t *first_input; /* product_count + 1 entries. */
    uint32_t *inputs;
    uint64_t *first_firm; /* product_count + 1 entries: firms by product. */
} lt_synthetic_map;

/* Lines of text on their way to a file, without locale and fast. */
typedef struct lt_lines {
    FILE *output;
    size_t used;
    char bytes[65536];
} lt_lines;

void lt_lines_text(lt_lines *lines, const char *text);
void lt_lines_number(lt_lines *lines, uint64_t number);
/* `number` divided by 10^digits, without zeros at the end. */
void lt_lines_decimal(lt_lines *lines, uint64_t number, int digits);
/* "p12": a letter and a number from 1. */
void lt_lines_id(lt_lines *lines, char letter, uint64_t number);
void lt_lines_flush(lt_lines *lines);

lt_status lt_synthetic_map_new(lt_synthetic_map *out,
                               const lt_synthetic *wanted, lt_error *err);
void lt_synthetic_map_clear(lt_synthetic_map *map);

/* Number of the stage of a product, as LT_STAGE_…. */
int lt_synthetic_stage(const lt_synthetic_map *map, uint32_t product);

/* A table of the folder. */
typedef struct lt_synthetic_table {
    const char *name;
    lt_status (*write)(lt_lines *lines, const lt_synthetic *wanted,
                       const lt_synthetic_map *map, lt_error *err);
} lt_synthetic_table;

/* The tables of the map, closed by a NULL name. */
extern const lt_synthetic_table lt_synthetic_map_tables[];

#endif
