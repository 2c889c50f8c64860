/* Private to analysis/: what the rows of the gap list are written with. */
#ifndef LT_ANALYSIS_GAP_WRITE_H
#define LT_ANALYSIS_GAP_WRITE_H

#include "analysis/caveats.h"
#include "analysis/gap_parts.h"

enum {
    COLUMN_VERDICT,
    COLUMN_KIND,
    COLUMN_KIND_ZH,
    COLUMN_SUBKINDS,
    COLUMN_PRODUCT,
    COLUMN_STATE,
    COLUMN_CHAINS,
    COLUMN_ROUTE,
    COLUMN_PATH,
    COLUMN_NEED,
    COLUMN_CAPACITY,
    COLUMN_DEFICIT,
    COLUMN_UNIT,
    COLUMN_COVER,
    COLUMN_COVER_LOW,
    COLUMN_COVER_HIGH,
    COLUMN_ATTRIBUTES,
    COLUMN_CAPACITY_PLANNED,
    COLUMN_NEED_PLANNED,
    COLUMN_DEFICIT_PLANNED,
    COLUMN_DEPTH,
    COLUMN_OUT_OF_REACH,
    COLUMN_RUN,
    COLUMN_READINESS,
    COLUMN_BLOCKED,
    COLUMN_REACH,
    COLUMN_PROJECTS,
    COLUMN_DEFICIT_LEFT,
    COLUMN_LEFT_YEAR,
    COLUMN_VIABILITY,
    COLUMN_MARKET,
    COLUMN_INVESTMENT,
    COLUMN_ABSORB,
    COLUMN_NEIGHBOURS,
    COLUMN_KINDS,
    COLUMN_SCORE,
    COLUMN_SCORE_LOW,
    COLUMN_SCORE_HIGH,
    COLUMN_PARTS,
    COLUMN_CONFIDENCE,
    COLUMN_BAND,
    COLUMN_SOURCES,
    COLUMN_REASON,
    COLUMN_COUNT
};

enum { PATH_MAX_LINKS = 16, LIST_MAX = 20, SOURCES_MAX = 24 };

/* Users and makers looked at for those that a row names. */
enum { LOOK_MAX = 1024 };

extern const lt_column gap_columns[COLUMN_COUNT];

struct gap_near;

/* Everything a row is written with. */
struct gap_writer {
    lt_answer *answer;
    const lt_gaps *gaps;
    const lt_gaps *whole; /* The verdicts without a chain asked for. */
    const lt_state *state;
    const lt_graph *graph;
    struct needed_by search;
    struct gap_near *near; /* What lies one step from each product. */
    lt_csr projects_of;    /* product → projects. */
    lt_csr finals_of;      /* chain to be built → entries of `finals`. */
    uint32_t *finals;      /* Missing finals of these chains. */
    uint8_t *nearby;       /* region → 1: beside those of the scope. */
    lt_csr below;          /* product → products it dominates. */
    lt_value *products;    /* product → its id and name, once they were asked
                              for: many rows name the same ones. */
    const char
        *verdicts[SUB_COUNT]; /* Their words, once they were asked for. */
    int lists_cut;            /* 1: a list of some row was cut at LIST_MAX. */
    lt_error *err;
};

/* Sources behind a row: of the product, its state, what documents say of it,
 * and the recipes and capacities along the path. */
struct gap_sources {
    uint32_t items[SOURCES_MAX];
    uint32_t count;
};

int gap_english(const struct gap_writer *writer);
const char *gap_say(const struct gap_writer *writer, lt_phrase phrase);

/* Names in the language of the answer. */
const char *gap_label(const struct gap_writer *writer, uint32_t product);
const char *gap_chain_label(const struct gap_writer *writer, uint32_t chain);

/* Values; nothing is done once *status is a failure. */
lt_value gap_product_value(struct gap_writer *writer, uint32_t product,
                           lt_status *status);
lt_value gap_list(struct gap_writer *writer, const lt_value *items,
                  size_t count, lt_status *status);

lt_value gap_subkind_list(struct gap_writer *writer, uint32_t holds,
                          enum gap_subkind lead, lt_status *status);

/* What is lacking of a need; NaN where that is not known. */
double gap_deficit(double need, double capacity);

/* 高, 中, 低. */
const char *gap_band(const struct gap_writer *writer, double confidence);

/* Regions beside those of the scope, one flag per region, owned by the
 * caller. */
lt_status gap_mark_nearby(uint8_t **out, const lt_scope *scope, lt_error *err);

/* The cells of the leading verdict, … */
lt_status gap_write_verdict(struct gap_writer *writer, lt_value *cells,
                            enum gap_subkind lead);
/* … of scale, money, surpluses and neighbours, … */
lt_status gap_write_means(struct gap_writer *writer, lt_value *cells,
                          uint32_t product);
/* … of the row of a whole chain, … */
lt_status gap_write_chain(struct gap_writer *writer, lt_value *cells,
                          uint32_t chain);
/* Find the missing finals of the chains to be built. */
lt_status gap_group_finals(struct gap_writer *writer);
/* Name the chains on which the map has too little to judge. */
lt_status gap_note_sparse(struct gap_writer *writer);
/* Fill the cells of a row: all but kinds, sources and reason, … */
lt_status gap_write_cells(struct gap_writer *writer, lt_value *cells,
                          uint32_t product);
/* … the verdict of each chain, with what lies near (O(recipes)), … */
lt_status gap_near_new(struct gap_near **out, const struct gap_writer *writer);
void gap_near_free(struct gap_near *near);
lt_status gap_write_kinds(struct gap_writer *writer, lt_value *cells,
                          uint32_t product);
/* … what it rests on, beside what is in the set already, … */
void gap_add_source(struct gap_sources *set, uint32_t source);
lt_status gap_write_sources(struct gap_writer *writer, lt_value *cells,
                            uint32_t product, struct gap_sources *set);
/* … and the sentence that explains it. */
lt_status gap_write_reason(struct gap_writer *writer, lt_value *cells,
                           uint32_t product);

#endif
