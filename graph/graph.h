/**
 * @file graph/graph.h
 * The immutable industrial-chain graph: products, the processes that make
 * them, the firms that run those, and the facts behind each.
 *
 * Two layers never mix: the reference map (products, processes, recipes,
 * links: what can be made from what, anywhere) and the local facts (firms,
 * capacities, supplies: who does). A graph is built once by lt_graph_build()
 * and never changes afterwards, so that any number of analyses and threads may
 * read the same `const lt_graph *`. Ids are 32-bit: at most 2^32 - 2 rows a
 * table.
 */
#ifndef LT_GRAPH_GRAPH_H
#define LT_GRAPH_GRAPH_H

#include "graph/csr.h"
#include "graph/diagnostics.h"
#include "graph/facts.h"
#include "graph/lang.h"
#include "graph/names.h"
#include "graph/status.h"
#include "graph/units.h"

#include <stdint.h>

/** Stage of a product; the order is that of the chain map. The numbers are
 * those of the choices of products.stage. */
typedef enum lt_stage {
    LT_STAGE_RAW,
    LT_STAGE_BASIC,
    LT_STAGE_INTERMEDIATE,
    LT_STAGE_COMPONENT,
    LT_STAGE_FINAL,
    LT_STAGE_EQUIPMENT,
    LT_STAGE_SERVICE,
    LT_STAGE_ENERGY,
    LT_STAGE_COUNT,
    LT_STAGE_UNKNOWN = LT_STAGE_COUNT
} lt_stage;

typedef enum lt_link_kind {
    LT_LINK_INPUT,
    LT_LINK_BYPRODUCT,
    LT_LINK_EQUIPMENT,
    LT_LINK_SERVICE,
    LT_LINK_KIND_OF
} lt_link_kind;

typedef enum lt_role {
    LT_ROLE_INPUT,
    LT_ROLE_OUTPUT,
    LT_ROLE_OPTIONAL
} lt_role;

typedef enum lt_process_status {
    LT_PROCESS_ENCOURAGED,
    LT_PROCESS_ALLOWED,
    LT_PROCESS_RESTRICTED,
    LT_PROCESS_OBSOLETE
} lt_process_status;

typedef enum lt_capacity_status {
    LT_CAPACITY_OPERATING,
    LT_CAPACITY_BUILDING,
    LT_CAPACITY_PLANNED,
    LT_CAPACITY_IDLE,
    LT_CAPACITY_RETIRING,
    LT_CAPACITY_NONE
} lt_capacity_status;

typedef enum lt_base_class {
    LT_BASE_PART,
    LT_BASE_PROCESS,
    LT_BASE_MATERIAL,
    LT_BASE_PLATFORM,
    LT_BASE_CLASS_NONE
} lt_base_class;

typedef enum lt_firm_kind {
    LT_FIRM_IS_FIRM,
    LT_FIRM_IS_INSTITUTE,
    LT_FIRM_IS_PLATFORM
} lt_firm_kind;

typedef enum lt_firm_status {
    LT_FIRM_LOCAL,
    LT_FIRM_TARGET,
    LT_FIRM_PARTNER
} lt_firm_status;

typedef enum lt_project_status {
    LT_PROJECT_PLANNED,
    LT_PROJECT_SIGNED,
    LT_PROJECT_STARTED,
    LT_PROJECT_FINISHED
} lt_project_status;

typedef enum lt_statement_kind {
    LT_STATEMENT_GAP,
    LT_STATEMENT_CLOSURE,
    LT_STATEMENT_WEAK,
    LT_STATEMENT_ABSENT,
    LT_STATEMENT_ROLE,
    LT_STATEMENT_FIELD_OF,
    LT_STATEMENT_CONFLICT
} lt_statement_kind;

typedef enum lt_demand_kind {
    LT_DEMAND_FINAL,
    LT_DEMAND_EXPORT,
    LT_DEMAND_IMPORT
} lt_demand_kind;

/** What a subject "kind:id" names. */
typedef enum lt_subject_kind {
    LT_SUBJECT_PRODUCT,
    LT_SUBJECT_CHAIN,
    LT_SUBJECT_FIRM,
    LT_SUBJECT_REGION,
    LT_SUBJECT_PROCESS,
    LT_SUBJECT_OTHER /**< A free subject, such as an indicator of the city. */
} lt_subject_kind;

typedef struct lt_subject {
    lt_subject_kind kind;
    uint32_t index; /**< LT_NONE for LT_SUBJECT_OTHER. */
} lt_subject;

/* Every `row` below is the row of the fact table the thing came from (the
 * first, where rows merged), LT_NONE where no row declared it: then its id is
 * its name. Every `source` is an index into sources, LT_NONE where blank. */

typedef struct lt_source {
    const char *id, *title, *number;
    const char *url;
    int32_t year; /**< From the date; 0 unknown. */
    uint32_t row;
} lt_source;

typedef struct lt_region {
    const char *id, *name;
    uint32_t parent;  /**< LT_NONE: a root. */
    const char *kind; /**< English word or "". */
    uint32_t row;
} lt_region;

typedef struct lt_chain {
    const char *id, *name, *name_en;
    uint32_t parent; /**< LT_NONE: a root. */
    const char *roles, *chief, *department;
    int32_t complete; /**< Year its state is fully known for; 0: never. */
    uint32_t source;
    uint32_t row;
} lt_chain;

typedef struct lt_product {
    const char *id, *name, *name_en;
    lt_unit unit;
    lt_stage stage;      /**< Raw where not given and no input link. */
    uint32_t home_chain; /**< LT_NONE: none. */
    double price;        /**< 元 per base unit of the product; NaN unknown. */
    double importance;   /**< 0 … 1; NaN unknown. */
    lt_base_class base_class;
    uint32_t source;
    uint32_t row;
} lt_product;

typedef struct lt_process {
    const char *id, *name;
    uint32_t product;  /**< Main output. */
    double investment; /**< 元 per base unit of capacity; NaN unknown. */
    double min_scale;  /**< Base units of the product; NaN unknown. */
    lt_process_status status;
    int is_default; /**< 1: made from links. */
    uint32_t source;
    uint32_t row; /**< Of processes; LT_NONE for a default process. */
} lt_process;

/** One input or output of a process. */
typedef struct lt_recipe {
    uint32_t process;
    uint32_t product;
    lt_role role;       /**< The main output has no entry of its own. */
    double coefficient; /**< Base units per base unit of main output; NaN. */
    double low, high;   /**< Usual range, same unit; NaN where not given. */
    uint32_t group;     /**< Entries of a process that share it are
                             alternatives; every other entry has its own. */
    const char *basis;  /**< stated, implied, domain or "". */
    uint32_t source;
    lt_fact fact; /**< LT_RECIPES or LT_LINKS: where `row` counts. */
    uint32_t row;
} lt_recipe;

typedef struct lt_link {
    uint32_t from, to; /**< Products. */
    uint8_t kind;      /**< lt_link_kind. */
    uint8_t essential; /**< 0 or 1. */
    uint8_t shortcut;  /**< 1: kept for display only. */
} lt_link;

typedef struct lt_firm {
    const char *id, *name;
    uint32_t region; /**< LT_NONE unknown. */
    uint8_t kind;    /**< lt_firm_kind. */
    uint8_t status;  /**< lt_firm_status. */
    uint32_t row;
} lt_firm;

typedef struct lt_capacity {
    uint32_t firm;   /**< LT_NONE: the region's total. */
    uint32_t region; /**< LT_NONE: unknown. */
    uint32_t product;
    uint32_t process; /**< LT_NONE: not named. */
    double capacity;  /**< Base units a year; NaN: no figure. */
    double output;    /**< Base units a year; NaN unknown. */
    int32_t year;     /**< 0 unknown. */
    lt_capacity_status status;
    uint32_t source;
} lt_capacity; /**< Same index as its row. */

typedef struct lt_supply {
    uint32_t supplier, customer; /**< Firms. */
} lt_supply; /**< Same index as its row; amounts stay in the facts. */

typedef struct lt_demand {
    uint32_t region, product;
    double amount; /**< Base units a year. */
    int32_t year;
    lt_demand_kind kind;
    uint32_t source;
} lt_demand;

typedef struct lt_target {
    lt_subject subject;
    const char *indicator, *unit;
    int32_t base_year, target_year, actual_year; /**< 0 unknown. */
    double base, target, actual;
    uint32_t source;
    uint32_t row;
} lt_target;

typedef struct lt_project {
    const char *id, *name;
    uint32_t firm, region, product; /**< LT_NONE unknown. */
    double capacity;                /**< Base units a year; NaN unknown. */
    double investment;              /**< 元; NaN unknown. */
    lt_project_status status;
    int32_t year;
    uint32_t source;
} lt_project;

typedef struct lt_statement {
    lt_subject subject;
    lt_statement_kind kind;
    const char *value; /**< 补, 延, 强, 建, a role … or "". */
    int32_t year;
    uint32_t source;
} lt_statement;

/** A membership of a product in a chain, the home chain first. */
typedef struct lt_membership {
    uint32_t product, chain;
} lt_membership;

/**
 * The graph. Read only: it is handed out as `const lt_graph *`. All arrays
 * belong to it; all texts belong to its facts.
 */
typedef struct lt_graph {
    lt_facts *facts; /**< Every row with its place. Owned. */

    lt_source *sources;
    lt_region *regions;
    lt_chain *chains;
    lt_product *products;
    lt_process *processes;
    lt_recipe *recipes;
    lt_link *links;
    lt_firm *firms;
    lt_capacity *capacities;
    lt_supply *supplies;
    lt_demand *demands;
    lt_target *targets;
    lt_project *projects;
    lt_statement *statements;
    lt_membership *memberships;

    /* Entries of each array above. */
    uint32_t source_count;
    uint32_t region_count;
    uint32_t chain_count;
    uint32_t product_count;
    uint32_t process_count;
    uint32_t recipe_count;
    uint32_t link_count;
    uint32_t firm_count;
    uint32_t capacity_count;
    uint32_t supply_count;
    uint32_t demand_count;
    uint32_t target_count;
    uint32_t project_count;
    uint32_t statement_count;
    uint32_t membership_count;

    /* Adjacency, both ways. Items are indices into the rows named. */
    lt_csr links_out;        /**< product → links it feeds. */
    lt_csr links_in;         /**< product → links that feed it. */
    lt_csr recipes_of;       /**< process → its recipe entries. */
    lt_csr recipes_using;    /**< product → entries that need it (input). */
    lt_csr recipes_yielding; /**< product → entries with role output. */
    lt_csr processes_making; /**< product → processes it is main output of. */
    lt_csr capacities_of;    /**< product → capacities. */
    lt_csr capacities_at;    /**< firm → capacities. */
    lt_csr supplies_out;     /**< firm → supplies it delivers. */
    lt_csr supplies_in;      /**< firm → supplies it receives. */
    lt_csr chains_of;        /**< product → memberships, home first. */
    lt_csr products_in;      /**< chain → memberships. */
    lt_csr region_children;  /**< region → regions. */

    uint8_t *generic; /**< product → 1 where of every chain and of none. */
    uint8_t *broad;   /**< product → 1 where a narrower sort names it. */

    lt_names *product_names; /**< Owned, as are the next four. */
    lt_names *firm_names;
    lt_names *region_names;
    lt_names *chain_names;
    lt_names *process_names;
} lt_graph;

/**
 * Check the facts and freeze them. All faults are noted in @p diagnostics
 * with their place; errors make it fail.
 *
 * @param[out] out the new graph, owned by the caller. NULL on failure.
 * @param facts    taken over, freed on failure too.
 * @retval LT_ERR_DATA  the facts are wrong; the diagnostics say where.
 * @retval LT_ERR_LIMIT more than 2^32 - 2 rows in a table.
 *
 * Time O(rows) but for shortcut links, which take a search over the ancestors
 * of each product that has input links without a coefficient.
 */
lt_status lt_graph_build(lt_graph **out, lt_facts *facts,
                         lt_diagnostics *diagnostics, lt_error *err);

/** Release @p graph and everything borrowed from it. NULL is allowed. */
void lt_graph_free(lt_graph *graph);

/** Name of a chain: the English one where asked for and known. Borrowed. */
const char *lt_chain_label(const lt_graph *graph, uint32_t chain, int english);

/** Name of a product, firm, chain … in @p lang: the English one where asked
 * for and known. Never NULL. */
const char *lt_product_label(const lt_graph *graph, uint32_t product,
                             int english);

/** 1 when @p ancestor is @p region or contains it. */
int lt_region_within(const lt_graph *graph, uint32_t region, uint32_t ancestor);

/** 1 when @p ancestor is @p chain or one of its parents. */
int lt_chain_within(const lt_graph *graph, uint32_t chain, uint32_t ancestor);

/** English word of a stage, link kind …, static; "" where unknown. */
const char *lt_stage_word(lt_stage stage);
const char *lt_link_kind_word(lt_link_kind kind);
/** The same for people. */
lt_phrase lt_stage_phrase(lt_stage stage);

#endif
