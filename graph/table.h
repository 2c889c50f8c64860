/**
 * @file graph/table.h
 * Answers: the typed result tables that every analysis fills and every report
 * writes. They keep analyses and reports from knowing each other.
 *
 * A cell is a value: nothing, truth, number, text, list or record. Lists and
 * records nest, so that one row can carry the path of a gap or the parts of a
 * score; flat formats join them (see lt_value_flat). What is nested deeper
 * than LT_VALUE_DEPTH reads as nothing.
 */
#ifndef LT_GRAPH_TABLE_H
#define LT_GRAPH_TABLE_H

#include "graph/arena.h"
#include "graph/lang.h"
#include "graph/status.h"

#include <stdint.h>
#include <stdio.h>

typedef enum lt_value_kind {
    LT_VALUE_NONE, /**< Unknown; null in JSON, blank elsewhere. */
    LT_VALUE_TRUTH,
    LT_VALUE_NUMBER, /**< Finite. */
    LT_VALUE_TEXT,
    LT_VALUE_LIST,
    LT_VALUE_RECORD
} lt_value_kind;

/** A cell. Everything it points to lives in the arena of its answer. */
typedef struct lt_value {
    lt_value_kind kind;
    uint32_t count; /**< Items of a list, fields of a record; 1 for true. */
    union {
        double number;
        const char *text;
        const struct lt_value *items;
        const struct lt_field *fields;
    };
} lt_value;

enum { LT_VALUE_DEPTH = 16 };

/** A named value inside a record. */
typedef struct lt_field {
    const char *name; /**< Static string, snake_case. */
    lt_value value;
} lt_field;

/** How a number or record is shown to people; JSON and CSV are not touched. */
typedef enum lt_style {
    LT_STYLE_PLAIN,   /**< Shortest form, at most 4 significant decimals. */
    LT_STYLE_SCORE,   /**< Whole number. */
    LT_STYLE_PERCENT, /**< 0.853 as 85.3%. */
    LT_STYLE_RATIO    /**< Two decimals; four where within 0.01 of 1. */
} lt_style;

/** Where a column is shown when the user does not choose columns. */
typedef enum lt_detail {
    LT_BRIEF, /**< Everywhere, terminal and documents too. */
    LT_FULL   /**< csv, tsv and json only. */
} lt_detail;

/** What a column holds. Static strings. */
typedef struct lt_column {
    const char *name; /**< snake_case: the key in JSON and the CSV header. */
    lt_phrase title;  /**< For people. */
    const char *unit; /**< "1", "万吨", "%"…; NULL: none, or a unit column. */
    lt_style style;
    lt_detail detail;
} lt_column;

/** Rows under typed columns. Start from lt_table_new(). */
typedef struct lt_table {
    lt_arena *arena;          /**< Borrowed from the answer; holds all cells. */
    const lt_column *columns; /**< Static, column_count entries. */
    uint32_t column_count;
    uint32_t row_count;
    uint32_t row_room;
    lt_value *cells; /**< row_count × column_count, row by row; in arena. */
} lt_table;

/** What a chain map says of a product or firm, told apart without colour. */
typedef enum lt_mark {
    LT_MARK_PRESENT,
    LT_MARK_COMING,
    LT_MARK_ABSENT,
    LT_MARK_UNSEEN,
    LT_MARK_WEAK, /**< Present, with a strengthen or thin verdict. */
    LT_MARK_COUNT
} lt_mark;

typedef struct lt_chart_node {
    const char *id;    /**< Unique in the chart. */
    const char *label; /**< In the answer's language. */
    const char *stage; /**< Stage word (English), or NULL. */
    const char *group; /**< Name of the home chain, or NULL. */
    lt_mark mark;
    int generic;          /**< 1: of every chain and of none; drawn faint. */
    const char *verdict;  /**< Lead gap kind in English, or NULL. */
    double score;         /**< Gap score, NAN where none. */
    double capacity;      /**< In unit; NAN unknown. */
    double need;          /**< In unit; NAN unknown. */
    const char *unit;     /**< Or NULL. */
    const char *makers;   /**< Firm names joined by "；", or NULL. */
    const char *note;     /**< Small line in place of the capacity, or NULL. */
    int outside;          /**< 1: a neighbour outside the chosen chain. */
    uint32_t layer;       /**< Column from the left, from 0. */
    double x, y;          /**< Centre, in units of one text line; set by the
                               layout. */
    double width, height; /**< Box, in the same units. */
} lt_chart_node;

typedef struct lt_chart_edge {
    const char *id;      /**< Unique in the chart. */
    uint32_t from, to;   /**< Indices of nodes. */
    const char *kind;    /**< input, byproduct, equipment, service, kind_of. */
    double coefficient;  /**< NAN where unknown; weight in graph formats. */
    int essential;       /**< 0 or 1. */
    int shortcut;        /**< 1: shown, but not part of the default process. */
    const double *bends; /**< x, y pairs between the two boxes: flat where two
                              neighbours share y, an S curve elsewhere; within
                              a layer the two control points of one curve.
                              NULL: straight. */
    uint32_t bend_count; /**< Points, not numbers. */
} lt_chart_edge;

/** A drawing: nodes with places, edges, and the size of the whole. */
typedef struct lt_chart {
    const char *title;
    lt_chart_node *nodes;
    uint32_t node_count;
    lt_chart_edge *edges;
    uint32_t edge_count;
    const char *const *layer_titles; /**< layer_count texts. */
    uint32_t layer_count;
    double width, height;
    double support_y; /**< Where the lane of equipment, services and energy
                           begins, below the main flow; 0: there is none. */
} lt_chart;

/** One part of an answer: a title, paragraphs and at most one table. */
typedef struct lt_section {
    const char *key;         /**< snake_case, static. */
    const char *title;       /**< NULL for the only part of a plain answer. */
    const char **paragraphs; /**< paragraph_count texts. */
    uint32_t paragraph_count;
    lt_table table; /**< column_count 0: none. */
} lt_section;

enum { LT_SECTIONS_MAX = 16 };

/** A source that the rows of an answer cite. */
typedef struct lt_cited {
    const char *id;
    const char *title;
    const char *number; /**< Document number, or NULL. */
} lt_cited;

/**
 * A whole answer. Start from lt_answer_new(), end with lt_answer_clear().
 * sections[0].table holds the `rows` of the JSON.
 */
typedef struct lt_answer {
    lt_arena arena; /**< Owns every text, value, row and drawing below. */
    lt_lang lang;
    const char *command; /**< Static. */
    const char *title;   /**< NULL where the command needs none. */
    lt_value scope;      /**< Record: region, chain, year, horizon, … */
    lt_value extras;     /**< Record of further top-level JSON members. */
    lt_section sections[LT_SECTIONS_MAX];
    uint32_t section_count;
    const char **caveats; /**< Said first, by every report. */
    uint32_t caveat_count;
    const char **notes;
    uint32_t note_count;
    lt_cited *cited; /**< Sorted by id. */
    uint32_t cited_count;
    lt_chart *chart; /**< NULL: none. */
} lt_answer;

/** An empty answer in @p lang to @p command. */
lt_answer lt_answer_new(const char *command, lt_lang lang);

/** Free everything the answer holds. Safe to call twice. */
void lt_answer_clear(lt_answer *answer);

/**
 * Open the next section with a table of @p columns (count 0: no table).
 * From then on @p answer must stay where it is: its tables point to its arena.
 * @param[out] out the section, borrowed; it does not move.
 * @param title copied; NULL: none.
 * @retval LT_ERR_LIMIT there are LT_SECTIONS_MAX sections already.
 */
lt_status lt_answer_section(lt_section **out, lt_answer *answer,
                            const char *key, const char *title,
                            const lt_column *columns, uint32_t column_count,
                            lt_error *err);

/** Append a note, filled as in lt_arena_fill. Amortised O(length). */
lt_status lt_answer_note(lt_answer *answer, lt_phrase template,
                         const char **args, size_t count, lt_error *err);

/** Append a paragraph to a section, filled as in lt_arena_fill. */
lt_status lt_section_say(lt_answer *answer, lt_section *section,
                         lt_phrase template, const char **args, size_t count,
                         lt_error *err);

/**
 * Append a row of LT_VALUE_NONE cells. Amortised O(columns).
 * @param[out] cells the new row, column_count entries, borrowed until the next
 * row is added.
 */
lt_status lt_table_add_row(lt_table *table, lt_value **cells, lt_error *err);

/** The cell at @p row, @p column, which must exist. */
const lt_value *lt_table_cell(const lt_table *table, uint32_t row,
                              uint32_t column);

/** Index of the column called @p name, or UINT32_MAX. */
uint32_t lt_table_column(const lt_table *table, const char *name);

/** Values. Non-finite numbers and NULL texts become LT_VALUE_NONE; texts are
 * borrowed: copy them into the arena where they do not outlive the answer. */
lt_value lt_value_number(double number);
/* A computed number, rounded to twelve significant digits: the order in which
 * a sum was taken must not show. */
lt_value lt_value_result(double number);
lt_value lt_value_text(const char *text);
lt_value lt_value_truth(int truth);

/** @p count items, copied into the arena; LT_VALUE_NONE when out of memory
 * (then @p err is filled and the status says so). */
lt_status lt_value_list(lt_value *out, lt_arena *arena, const lt_value *items,
                        size_t count, lt_error *err);
lt_status lt_value_record(lt_value *out, lt_arena *arena,
                          const lt_field *fields, size_t count, lt_error *err);

/**
 * Text of @p value for a flat cell: numbers in the shortest form that reads
 * back, truths as 是/否 or yes/no, lists joined by "；" (zh) or "; " (en), a
 * record as the value of its first field with the others in parentheses:
 * "PX（present，3）" or "PX (present, 3)". Blank items and fields are left out.
 * NULL when out of memory.
 */
char *lt_value_flat(lt_arena *arena, const lt_value *value, lt_lang lang);

/** Room for any number as text, the closing NUL included. */
enum { LT_NUMBER_BYTES = 32 };

/**
 * Shortest of 15, 16 and 17 significant digits that reads back as @p number
 * ("0.1", "1e+30"); whole numbers up to 1e15 without an exponent, -0 as 0,
 * whatever the locale. Empty where @p number is not finite. @p text has room
 * for LT_NUMBER_BYTES.
 */
void lt_number_text(char *text, double number);

/** How lt_value_join writes a value; zero-filled: as lt_value_flat. */
typedef struct lt_join {
    lt_lang lang;
    /** Writes a number into LT_NUMBER_BYTES; NULL: lt_number_text. */
    void (*number)(char *text, double number);
    int names_alone; /**< 1: a record with id and name reads as its name. */
} lt_join;

/** lt_value_flat with a choice of manner. NULL when out of memory. */
char *lt_value_join(lt_arena *arena, const lt_value *value,
                    const lt_join *join);

/** What lt_walk_next came to. */
typedef enum lt_walk_event {
    LT_WALK_END,
    LT_WALK_LEAF,  /**< Nothing, a truth, a number or a text. */
    LT_WALK_ENTER, /**< A list or record opens; its items follow. */
    LT_WALK_LEAVE  /**< It closes. */
} lt_walk_event;

/** A list or record that a walk is inside of. */
typedef struct lt_walk_frame {
    const lt_value *value;
    uint32_t next; /**< Item or field to come. */
} lt_walk_frame;

/** A walk over a value and all it holds, in order. */
typedef struct lt_walk {
    lt_walk_frame frames[LT_VALUE_DEPTH];
    uint32_t depth;
    int started;
    const lt_value *value; /**< What it came to; borrowed. */
    const char *name;      /**< Field name; NULL in lists and at the top. */
    uint32_t index;        /**< Place in its list or record, from 0. */
} lt_walk;

/** A walk that begins with @p value itself. */
lt_walk lt_walk_new(const lt_value *value);

/** Go on to the next event. */
lt_walk_event lt_walk_next(lt_walk *walk);

/** After LT_WALK_ENTER: leave out what is inside, and its LT_WALK_LEAVE. */
void lt_walk_skip(lt_walk *walk);

#endif
