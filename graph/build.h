/* Private to graph/: the parts of the builder, which lt_graph_build runs one
 * after the other. Each notes every fault it finds and goes on. */
#ifndef LT_GRAPH_BUILD_H
#define LT_GRAPH_BUILD_H

#include "graph/graph.h"

/* Things a cell can name. */
enum lt_sort {
    LT_SORT_SOURCE,
    LT_SORT_REGION,
    LT_SORT_CHAIN,
    LT_SORT_PRODUCT,
    LT_SORT_PROCESS,
    LT_SORT_FIRM,
    LT_SORT_COUNT
};

/* A row whose id an earlier row has: it merges into that one. */
typedef struct lt_repeat {
    uint32_t thing;
    uint32_t row;
} lt_repeat;

/* What is declared by being named, because no table lists it. */
typedef struct lt_builder {
    lt_graph *graph;
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    lt_names *names[LT_SORT_COUNT];
    /* symbol → thing, so that each distinct text is looked up once. */
    uint32_t *known[LT_SORT_COUNT];
    uint32_t known_room; /* Symbols when the caches were made. */
    /* Number of things of each sort, and the row that declared each. */
    uint32_t *row_of[LT_SORT_COUNT];
    lt_symbol *id_of[LT_SORT_COUNT];
    uint32_t count[LT_SORT_COUNT];
    uint32_t room[LT_SORT_COUNT];
    int open[LT_SORT_COUNT]; /* 1: naming a thing declares it. */
    lt_repeat *repeats;      /* Of the table that is being built. */
    uint32_t repeat_count, repeat_room;
    uint32_t *gave_way; /* file → values that gave way to preferred ones. */
    lt_error *err;
} lt_builder;

/* Make one thing of each id of an entity table; merge rows of one id. */
lt_status lt_build_entities(lt_builder *builder, enum lt_sort sort,
                            lt_fact fact, uint32_t name_column,
                            uint32_t name_en_column, uint32_t alias_column);

/*
 * Merge the repeated rows of a table into the first of each thing: blank cells
 * are filled, lists put together. Values that differ are an error unless one
 * file is preferred. The order of sources is no matter.
 */
lt_status lt_merge_repeats(lt_builder *builder, enum lt_sort sort,
                           lt_fact fact);

/* Of two rows that differ: which counts? Below 0 the first, above 0 the second,
 * as --prefer says; the other gives way. 0: nothing was said. */
int lt_merge_prefers(lt_builder *builder, lt_fact fact, uint32_t first,
                     uint32_t second);

/* lt_merge_prefers for two rows that differ in @p column alone: the fact table
 * then has the figure that counts, with its unit, in both. */
int lt_merge_decides(lt_builder *builder, lt_fact fact, uint32_t column,
                     uint32_t first, uint32_t second);

/* 1 when the two rows came from different files. */
int lt_merge_crosses(const lt_builder *builder, lt_fact fact, uint32_t first,
                     uint32_t second);

/*
 * Two entries of one process for one product: which counts? What one of them
 * leaves blank the other fills. Notes a repetition within a file, and numbers
 * that differ. @return 1 where the second counts, 0 where the first does.
 */
int lt_settle_repeat(lt_builder *builder, lt_recipe *first, lt_recipe *second);

/* Note how many values gave way, file by file. */
lt_status lt_note_preferred(lt_builder *builder);

/* Note ids that differ in case alone, where there are several sources. */
lt_status lt_note_cases(lt_builder *builder);

/*
 * The thing a cell names; LT_NONE where the cell is blank or names nothing
 * known, which is then noted. `declare` makes an unknown name a new thing where
 * the sort is open.
 */
lt_status lt_build_resolve(lt_builder *builder, uint32_t *out,
                           enum lt_sort sort, lt_fact fact, uint32_t row,
                           uint32_t column, int declare);

/* Look up a text that is no whole cell, such as one of a list. */
lt_status lt_build_resolve_text(lt_builder *builder, uint32_t *out,
                                enum lt_sort sort, lt_place place,
                                const char *text, size_t length, int declare);

/* Number of the choice in a cell, or `otherwise` where blank. */
int lt_build_choice(const lt_builder *builder, lt_fact fact, uint32_t row,
                    uint32_t column, int otherwise);

/* Call `each` for every non-blank item of a `;` list. */
typedef lt_status (*lt_item_fn)(void *context, const char *text, size_t length);
lt_status lt_each_item(const char *list, lt_item_fn each, void *context);

lt_place lt_build_place(const lt_builder *builder, lt_fact fact, uint32_t row,
                        uint32_t column);

/* "FILE:LINE" of a row, for messages; room for LT_PLACE_BYTES. */
enum { LT_PLACE_BYTES = 256 };
void lt_place_text(char *text, lt_place place);

/* What tables list or rows declare: first the entity tables, … */
lt_status lt_build_sources(lt_builder *builder);
lt_status lt_build_regions(lt_builder *builder);
lt_status lt_build_chains(lt_builder *builder);
lt_status lt_build_products(lt_builder *builder);
lt_status lt_build_processes(lt_builder *builder);
lt_status lt_build_firms(lt_builder *builder);
/* … then every row that names things, … */
lt_status lt_resolve_links(lt_builder *builder);
lt_status lt_resolve_recipes(lt_builder *builder);
lt_status lt_resolve_capacities(lt_builder *builder);
lt_status lt_resolve_events(lt_builder *builder);
lt_status lt_resolve_subjects(lt_builder *builder);
/* … which are then numbered by id, so that the order of rows is no matter
 * (firms apart, of which there may be millions), … */
lt_status lt_order_things(lt_builder *builder);
/* … then, once nothing more can be declared, the things themselves, … */
lt_status lt_list_products(lt_builder *builder);
lt_status lt_list_processes(lt_builder *builder);
lt_status lt_list_firms(lt_builder *builder);
lt_status lt_list_places(lt_builder *builder);
/* … and last what needs all of them: units, default processes, adjacency. */
lt_status lt_finish_amounts(lt_builder *builder);
lt_status lt_finish_recipes(lt_builder *builder);
lt_status lt_finish_adjacency(lt_builder *builder);
lt_status lt_check_capacities(lt_builder *builder);

/* The unit of an amount in a cell, else the product's: the factor to the base
 * unit. Notes unknown units and those that do not fit the product. */
double lt_unit_factor(lt_builder *builder, lt_fact fact, uint32_t row,
                      uint32_t unit_column, uint32_t product);

/*
 * Mark links that are shortcuts: material links without a coefficient of their
 * own and not declared essential, beside which a longer path leads from their
 * start to their end.
 */
/* `given`: process → the entries its recipe table gives. */
lt_status lt_mark_shortcuts(lt_builder *builder, const lt_csr *given);

/* "0.7 – 0.9", "≥ 0.7", "≤ 0.9", or one figure where high is NaN and low is
 * given; shortest numbers. */
void lt_range_text(char *text, size_t room, double low, double high);

#endif
