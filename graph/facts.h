/**
 * @file graph/facts.h
 * The fact tables every importer ends in: rows of products, links, firms …,
 * each remembering where it came from. Columns that no source has take no
 * memory; texts are symbols of one pool; blank is symbol 0 or NaN.
 */
#ifndef LT_GRAPH_FACTS_H
#define LT_GRAPH_FACTS_H

#include "graph/diagnostics.h"
#include "graph/pool.h"
#include "graph/status.h"

#include <stdint.h>

/** The tables, in the order they are read about: who refers to whom. */
typedef enum lt_fact {
    LT_SOURCES,
    LT_REGIONS,
    LT_CHAINS,
    LT_PRODUCTS,
    LT_PROCESSES,
    LT_RECIPES,
    LT_LINKS,
    LT_FIRMS,
    LT_CAPACITIES,
    LT_SUPPLIES,
    LT_ESSENTIALITY,
    LT_DEMANDS,
    LT_TARGETS,
    LT_PROJECTS,
    LT_STATEMENTS,
    LT_FACT_COUNT
} lt_fact;

enum { LT_FACT_COLUMNS_MAX = 20 };

/* Columns of each table; LT_X_COLUMNS closes the list. */
typedef enum {
    LT_SOURCE_ID,
    LT_SOURCE_TITLE,
    LT_SOURCE_NUMBER,
    LT_SOURCE_DATE,
    LT_SOURCE_URL,
    LT_SOURCE_COLUMNS
} lt_source_column;
typedef enum {
    LT_REGION_ID,
    LT_REGION_NAME,
    LT_REGION_PARENT,
    LT_REGION_KIND,
    LT_REGION_COLUMNS
} lt_region_column;
typedef enum {
    LT_CHAIN_ID,
    LT_CHAIN_NAME,
    LT_CHAIN_NAME_EN,
    LT_CHAIN_PARENT,
    LT_CHAIN_ROLES,
    LT_CHAIN_CHIEF,
    LT_CHAIN_DEPARTMENT,
    LT_CHAIN_COMPLETE,
    LT_CHAIN_SOURCE,
    LT_CHAIN_COLUMNS
} lt_chain_column;
typedef enum {
    LT_PRODUCT_ID,
    LT_PRODUCT_NAME,
    LT_PRODUCT_NAME_EN,
    LT_PRODUCT_ALIASES,
    LT_PRODUCT_UNIT,
    LT_PRODUCT_STAGE,
    LT_PRODUCT_CHAINS,
    LT_PRODUCT_CODE,
    LT_PRODUCT_PRICE,
    LT_PRODUCT_IMPORTANCE,
    LT_PRODUCT_BASE_CLASS,
    LT_PRODUCT_SOURCE,
    LT_PRODUCT_COLUMNS
} lt_product_column;
typedef enum {
    LT_PROCESS_ID,
    LT_PROCESS_PRODUCT,
    LT_PROCESS_NAME,
    LT_PROCESS_INVESTMENT,
    LT_PROCESS_MIN_SCALE,
    LT_PROCESS_UNIT,
    LT_PROCESS_STATUS,
    LT_PROCESS_SOURCE,
    LT_PROCESS_COLUMNS
} lt_process_column;
typedef enum {
    LT_RECIPE_PROCESS,
    LT_RECIPE_PRODUCT,
    LT_RECIPE_ROLE,
    LT_RECIPE_COEFFICIENT,
    LT_RECIPE_COEFFICIENT_UNIT,
    LT_RECIPE_LOW,
    LT_RECIPE_HIGH,
    LT_RECIPE_BASIS,
    LT_RECIPE_GROUP,
    LT_RECIPE_SOURCE,
    LT_RECIPE_COLUMNS
} lt_recipe_column;
typedef enum {
    LT_LINK_FROM,
    LT_LINK_TO,
    LT_LINK_KIND,
    LT_LINK_COEFFICIENT,
    LT_LINK_ESSENTIAL,
    LT_LINK_GROUP,
    LT_LINK_CHAINS,
    LT_LINK_SOURCE,
    LT_LINK_COLUMNS
} lt_link_column;
typedef enum {
    LT_FIRM_ID,
    LT_FIRM_NAME,
    LT_FIRM_ALIASES,
    LT_FIRM_REGION,
    LT_FIRM_KIND,
    LT_FIRM_INDUSTRY,
    LT_FIRM_GROUP,
    LT_FIRM_REVENUE,
    LT_FIRM_REVENUE_IS,
    LT_FIRM_EMPLOYEES,
    LT_FIRM_RND,
    LT_FIRM_PATENTS,
    LT_FIRM_STANDARDS,
    LT_FIRM_HONOURS,
    LT_FIRM_LISTED,
    LT_FIRM_STATUS,
    LT_FIRM_SOURCE,
    LT_FIRM_COLUMNS
} lt_firm_column;
typedef enum {
    LT_CAPACITY_FIRM,
    LT_CAPACITY_REGION,
    LT_CAPACITY_PRODUCT,
    LT_CAPACITY_PROCESS,
    LT_CAPACITY_CAPACITY,
    LT_CAPACITY_UNIT,
    LT_CAPACITY_OUTPUT,
    LT_CAPACITY_YEAR,
    LT_CAPACITY_STATUS,
    LT_CAPACITY_SOURCE,
    LT_CAPACITY_COLUMNS
} lt_capacity_column;
typedef enum {
    LT_SUPPLY_SUPPLIER,
    LT_SUPPLY_CUSTOMER,
    LT_SUPPLY_PRODUCT,
    LT_SUPPLY_AMOUNT,
    LT_SUPPLY_UNIT,
    LT_SUPPLY_YEAR,
    LT_SUPPLY_SOURCE,
    LT_SUPPLY_COLUMNS
} lt_supply_column;
typedef enum {
    LT_ESSENTIALITY_SUPPLIER,
    LT_ESSENTIALITY_CUSTOMER,
    LT_ESSENTIALITY_CLASS,
    LT_ESSENTIALITY_COLUMNS
} lt_essentiality_column;
typedef enum {
    LT_DEMAND_REGION,
    LT_DEMAND_PRODUCT,
    LT_DEMAND_AMOUNT,
    LT_DEMAND_UNIT,
    LT_DEMAND_YEAR,
    LT_DEMAND_KIND,
    LT_DEMAND_SOURCE,
    LT_DEMAND_COLUMNS
} lt_demand_column;
typedef enum {
    LT_TARGET_SUBJECT,
    LT_TARGET_INDICATOR,
    LT_TARGET_UNIT,
    LT_TARGET_BASE_YEAR,
    LT_TARGET_BASE,
    LT_TARGET_TARGET_YEAR,
    LT_TARGET_TARGET,
    LT_TARGET_ACTUAL_YEAR,
    LT_TARGET_ACTUAL,
    LT_TARGET_SOURCE,
    LT_TARGET_COLUMNS
} lt_target_column;
typedef enum {
    LT_PROJECT_ID,
    LT_PROJECT_NAME,
    LT_PROJECT_FIRM,
    LT_PROJECT_REGION,
    LT_PROJECT_PRODUCT,
    LT_PROJECT_CAPACITY,
    LT_PROJECT_UNIT,
    LT_PROJECT_INVESTMENT,
    LT_PROJECT_STATUS,
    LT_PROJECT_YEAR,
    LT_PROJECT_SOURCE,
    LT_PROJECT_COLUMNS
} lt_project_column;
typedef enum {
    LT_STATEMENT_SUBJECT,
    LT_STATEMENT_KIND,
    LT_STATEMENT_VALUE,
    LT_STATEMENT_UNIT,
    LT_STATEMENT_YEAR,
    LT_STATEMENT_SOURCE,
    LT_STATEMENT_SECTION,
    LT_STATEMENT_WORDS,
    LT_STATEMENT_COLUMNS
} lt_statement_column;

/** What a column holds, which is how its cells are checked. */
typedef enum lt_cell {
    LT_CELL_TEXT,   /**< Symbol: any text, names and ids too. */
    LT_CELL_NUMBER, /**< Finite number; NaN blank. */
    LT_CELL_AMOUNT, /**< Number ≥ 0. */
    LT_CELL_YEAR,   /**< Whole number 1000 … 9999, kept as a number. */
    LT_CELL_CHOICE  /**< One of the words of the column, kept as a symbol of
                         its English word. */
} lt_cell;

/** A column as files write it. Static strings. */
typedef struct lt_column_spec {
    const char *name; /**< English header, as in the manual. */
    const char *headers; /**< Other headers it answers to, "产品;产品名称". */
    lt_cell cell;
    int required;
    const char *choices; /**< For LT_CELL_CHOICE: "yes=是;no=否=非"; each word
                              with its other spellings; else NULL. */
    lt_phrase meaning;   /**< One line for help and templates. */
} lt_column_spec;

/** A table as files name it. Static strings. */
typedef struct lt_fact_spec {
    const char *name;  /**< File or sheet name: "products". */
    const char *names; /**< Others it answers to: "产品;产品表". */
    const lt_column_spec *columns;
    uint32_t column_count;
    int entity; /**< 1: rows merge by id (column 0); 0: rows add. */
    lt_phrase meaning;
} lt_fact_spec;

/** All tables, indexed by lt_fact. */
extern const lt_fact_spec lt_fact_specs[LT_FACT_COUNT];

/** The table called @p name (in any spelling; NFKC, case folded), or
 * LT_FACT_COUNT. */
lt_fact lt_fact_find(const char *name);

/** Index of the column of @p fact that answers to the header @p header, or
 * UINT32_MAX. A unit in brackets behind it, 产能（万吨）, is not part of it. */
uint32_t lt_fact_column(lt_fact fact, const char *header);

/**
 * Length of a header without the unit behind it: 产能（万吨）, capacity (t) or
 * 产能/万吨. @param[out] unit what stands there, @p unit_length bytes of the
 * header; it need not be a unit.
 */
size_t lt_fact_bare(const char *header, const char **unit, size_t *unit_length);

/**
 * Which field of a header each column of @p fact is. A header that answers to
 * two columns (产品: id or name) takes the one that no other header has.
 * @param[out] fields LT_FACT_COLUMNS_MAX numbers, from 1; 0: not there.
 * @return index of a header whose column another one has already; UINT32_MAX
 * where there is none.
 */
uint32_t lt_fact_map(uint16_t *fields, lt_fact fact, const char *const *headers,
                     uint32_t count);

/** 1 when @p fields (lt_fact_map) lack a required column: *column then. */
int lt_fact_lacks(lt_fact fact, const uint16_t *fields, uint32_t *column);

/** The table whose columns the @p count headers fit best: all its required
 * columns are there and most others are known; LT_FACT_COUNT where none or
 * where two fit equally well. */
lt_fact lt_fact_guess(const char *const *headers, uint32_t count);

/**
 * English word of a choice written in any spelling, as a static text of
 * @p length bytes; NULL when it is none.
 */
const char *lt_choice_word(const lt_column_spec *column, const char *text,
                           size_t *length);

/** Number of the choice (0, 1, … in the order of the spec) whose English word
 * is @p word; -1 when it is none. */
int lt_choice_index(const lt_column_spec *column, const char *word);

/** The English word of choice number @p index, copied to @p word (room for
 * 32 bytes); "" where there is none. */
void lt_choice_name(char *word, const lt_column_spec *column, int index);

/** What @p spec is called in messages: "产能(capacity)" or "capacity". */
void lt_column_label(char *label, size_t room, const lt_column_spec *spec,
                     lt_lang lang);

/** A cell's text without white space of any width at its ends; *length
 * becomes its length. */
const char *lt_cell_trim(const char *text, size_t *length);

/** Rows that came from one file, sheet or query. */
typedef struct lt_segment {
    uint32_t first_row; /**< It holds rows first_row … the next one's - 1. */
    uint32_t file;      /**< Index into lt_facts.files. */
    uint16_t field[LT_FACT_COLUMNS_MAX]; /**< Field of each column in the file,
                                              from 1; 0: not there. */
} lt_segment;

/** A column that no specification knows: kept and shown, never dropped. */
typedef struct lt_extra_column {
    lt_symbol name;
    lt_symbol *cells; /**< As long as the table. */
} lt_extra_column;

enum { LT_EXTRA_COLUMNS_MAX = 4096 };

/** Rows of one table, by columns. */
typedef struct lt_fact_rows {
    uint32_t count;
    uint32_t room;
    uint32_t *line;                       /**< Line of each row in its file. */
    lt_symbol *text[LT_FACT_COLUMNS_MAX]; /**< NULL: no source has it. */
    double *number[LT_FACT_COLUMNS_MAX];  /**< For number-like columns. */
    lt_segment *segments;
    uint32_t segment_count;
    lt_extra_column *extras;
    uint32_t extra_count;
} lt_fact_rows;

/** Where rows come from. */
typedef struct lt_fact_file {
    lt_symbol path;  /**< As the user gave it, or as found in a folder. */
    lt_symbol sheet; /**< 0 where it is no workbook. */
    uint32_t source; /**< Of the sources of one run, from 0. */
    /** Where values of two files differ that of the higher one counts; between
     * equals it is an error. 0: nothing was said. */
    uint32_t preference;
} lt_fact_file;

/** A further name of a thing, from a list of aliases. */
typedef struct lt_fact_alias {
    lt_fact fact;   /**< The table of things of its kind. */
    lt_symbol id;   /**< Of the thing. */
    lt_symbol name; /**< Another text that it answers to. */
} lt_fact_alias;

/** All fact tables of all sources of one run. */
typedef struct lt_facts {
    lt_pool *pool;
    lt_fact_rows tables[LT_FACT_COUNT];
    lt_fact_file *files;
    uint32_t file_count;
    lt_fact_alias *aliases; /**< Owned; alias_count entries. */
    uint32_t alias_count;
    uint64_t records; /**< Non-blank records read, headers included. */
    uint64_t skipped; /**< Records, nodes or edges that no table could take. */
    uint64_t nodes;   /**< Of graphs read, before tables are made of them … */
    uint64_t edges;   /**< … hyperedges left out. */
} lt_facts;

/** No facts yet; owned by the caller. NULL when out of memory. */
lt_facts *lt_facts_new(void);

/** Release @p facts. NULL is allowed. */
void lt_facts_free(lt_facts *facts);

/** Announce a file (and sheet, or NULL). @param[out] file its number. */
lt_status lt_facts_add_file(uint32_t *file, lt_facts *facts, const char *path,
                            const char *sheet, lt_error *err);

/**
 * Announce that the next rows of @p fact come from @p file, with the column c
 * of the table in field fields[c] (0: not there) of each record.
 * @p extra_names are the headers of further columns, copied.
 * @param[out] extras extra_count numbers: index into lt_fact_rows.extras of
 * each of them.
 */
lt_status lt_facts_open(lt_facts *facts, lt_fact fact, uint32_t file,
                        const uint16_t *fields, const char *const *extra_names,
                        uint32_t extra_count, uint32_t *extras, lt_error *err);

/** Make room for @p rows more rows of @p fact. Amortised O(columns × rows). */
lt_status lt_facts_reserve(lt_facts *facts, lt_fact fact, uint32_t rows,
                           lt_error *err);

/** How far a table had come; lt_facts_rollback() goes back there. */
typedef struct lt_facts_mark {
    uint32_t count;
    uint32_t segment_count;
    uint32_t extra_count;
    uint64_t records;
    uint64_t skipped;
} lt_facts_mark;

lt_facts_mark lt_facts_here(const lt_facts *facts, lt_fact fact);

/** Forget the rows, segments and unknown columns that @p fact got since
 * @p mark, and the records counted. Texts stay in the pool. */
void lt_facts_rollback(lt_facts *facts, lt_fact fact, lt_facts_mark mark);

/**
 * Append a blank row that stands on @p line. Its cells are then written
 * straight into the columns: facts->tables[fact].text[c][row] = symbol.
 * Growing keeps all columns as long as one another. Amortised O(columns).
 */
lt_status lt_facts_add_row(uint32_t *row, lt_facts *facts, lt_fact fact,
                           uint32_t line, lt_error *err);

/**
 * Set one cell from its text, as every importer but the fastest does: trims,
 * reads numbers and choices, and notes what is wrong with it. Blank text
 * leaves the cell blank, which is noted where the column is required.
 */
lt_status lt_facts_set(lt_facts *facts, lt_fact fact, uint32_t row,
                       uint32_t column, const char *text, size_t length,
                       lt_diagnostics *diagnostics, lt_error *err);

/** The same; *has_unit is 1 where the cell of a number wrote a unit of its own
 * (20万吨): the number is then in the unit of the row, or of the column. */
lt_status lt_facts_set_amount(lt_facts *facts, lt_fact fact, uint32_t row,
                              uint32_t column, const char *text, size_t length,
                              int *has_unit, lt_diagnostics *diagnostics,
                              lt_error *err);

/** Make room for a column that no source has had so far: blank for the rows
 * there are. Nothing where it is there. O(rows). */
lt_status lt_facts_open_column(lt_facts *facts, lt_fact fact, uint32_t column,
                               lt_error *err);

/** Take rows out of a table: those whose @p drop is not 0. The order of the
 * others stays. O(rows × columns). */
void lt_facts_drop_rows(lt_facts *facts, lt_fact fact, const uint8_t *drop);

/** Index of the file that @p row of @p fact came from; UINT32_MAX: of none.
 * O(segments of the table). */
uint32_t lt_facts_file_of(const lt_facts *facts, lt_fact fact, uint32_t row);

/** The preference of that file. */
uint32_t lt_facts_preference(const lt_facts *facts, lt_fact fact, uint32_t row);

/** Where @p row of @p fact stands; @p column UINT32_MAX: the whole row. */
lt_place lt_facts_place(const lt_facts *facts, lt_fact fact, uint32_t row,
                        uint32_t column);

/** Text of a cell; "" where blank or where no source has the column. */
const char *lt_facts_text(const lt_facts *facts, lt_fact fact, uint32_t row,
                          uint32_t column);

/** Number of a cell; NaN where blank or where no source has the column. */
double lt_facts_number(const lt_facts *facts, lt_fact fact, uint32_t row,
                       uint32_t column);

#endif
