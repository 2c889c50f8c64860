/* Private to analysis/: the verdicts on every product and the steps that work
 * them out. */
#ifndef LT_ANALYSIS_GAP_PARTS_H
#define LT_ANALYSIS_GAP_PARTS_H

#include "analysis/gaps.h"

/* Kinds in the order of their words; KIND_NONE is no gap. */
enum gap_kind {
    KIND_NONE,
    KIND_FILL,
    KIND_EXTEND,
    KIND_STRENGTHEN,
    KIND_BUILD,
    KIND_SECURE,
    KIND_SHED,
    KIND_COUNT
};

/* Subkinds, one bit each, in the order in which they lead. */
enum gap_subkind {
    SUB_OBSOLETE,
    SUB_RESTRICTED,
    SUB_BRIDGE,
    SUB_INPUT,
    SUB_TERMINAL,
    SUB_UPGRADE,
    SUB_SHORTAGE,
    SUB_SINGLE,
    SUB_CHOKE,
    SUB_SCALE,
    SUB_DEPENDENCE,
    SUB_COMPLEMENT,
    SUB_THIN,
    SUB_DEPTH,
    SUB_ABSORB,
    SUB_BUILD,
    SUB_SUPPLY,
    SUB_BARRED,
    SUB_COUNT
};

/* How a product that is there fails a process that asks for it. */
enum gap_half {
    HALF_NONE,
    HALF_MET,  /* Only a sort of another chain: 规格待核. */
    HALF_UNMET /* Only a special sort, where the plain one is asked for. */
};

/* Parts of the score. */
enum gap_part {
    PART_IMPACT,
    PART_READINESS,
    PART_URGENCY,
    PART_POLICY,
    PART_COUNT
};

/* What is said of one product, seen from the chain of the scope. */
struct verdict {
    uint8_t lead;       /* enum gap_subkind; SUB_COUNT: no gap. */
    uint8_t half;       /* enum gap_half. */
    uint8_t cut;        /* Impact counted to a limited distance. */
    uint32_t holds;     /* Bits of every subkind that holds. */
    uint32_t down;      /* Missing links down to a needed input, itself
                            included; 0: not upstream of one. */
    uint32_t down_next; /* The product below on that run. */
    uint32_t up;        /* Missing links up to a product fed by a present one,
                            itself included; 0: none. */
    uint32_t up_next;   /* The product above on that run; the present feeder
                            where up is 1. */
    uint32_t step;      /* Steps of an extension; 0: out of reach. */
    uint32_t step_from; /* The product before on the way. */
    uint32_t depth;     /* AND/OR depth; LT_NONE: out of reach. */
    uint32_t user;      /* An active user of the missing input; LT_NONE. */
    uint32_t blocked;   /* Present products downstream that need it. */
    uint32_t reach;     /* Missing finals that only it opens. */
    double readiness;   /* NaN: no inputs are known. */
    double lost;        /* B: share of present value that needs it. */
    double part[PART_COUNT]; /* NaN: unknown. */
    double score, low, high; /* 0 … 100. */
    double confidence;       /* 0 … 1. */
};

struct lt_gaps {
    const lt_state *state;
    struct verdict *verdicts; /* One per product. */
    uint32_t *group_present;  /* recipe entry → present members of its group,
                                  kept at the group's first entry. */
    uint32_t *group_members;
    uint32_t *usage;     /* product → products of the map that use it. */
    uint32_t *stop_from; /* product → where its users in `stopped` begin, */
    uint32_t *stopped;   /* those that stop for want of it, each once. */
    double *value;       /* product → share of present value in the view. */
    uint32_t *dominator; /* missing product → the one all its routes use. */
    double *policy;      /* product → policy part; NaN unknown. */
    uint8_t *closure;    /* product → 1: named for closure. */
    uint8_t *closed;     /* process → 1: named for closure. */
    uint32_t cut_count;  /* Gaps whose impact was cut. */
};

/* 1 when the product counts as a need of the chain asked for: its home chain
 * is the chain or below it, or no chain was asked for. */
int gap_home_in_view(const lt_state *state, uint32_t product);

/* 1 where the group of an entry has no present member but perhaps `product`
 * itself, so that the process needs it. */
int gap_needs(const lt_gaps *gaps, const lt_recipe *entry);

/* 1 for a final product: by stage, or unstaged and used by nothing. */
int gap_is_final(const lt_graph *graph, uint32_t product);

/* 1 where an active process that needs the product runs at another firm than
 * `maker` and outside its group, or at nobody known. */
int gap_feeds_others(const lt_gaps *gaps, uint32_t product, uint32_t maker);

/* 1 when the project lies in the regions asked for, or nowhere known. */
int gap_project_counts(const lt_state *state, const lt_project *project);

/* The steps, in this order. */
lt_status gap_groups(lt_gaps *gaps, lt_error *err);
lt_status gap_policy(lt_gaps *gaps, lt_error *err);
lt_status gap_find_fill(lt_gaps *gaps, lt_error *err);
lt_status gap_find_extend(lt_gaps *gaps, lt_error *err);
lt_status gap_find_depth(lt_gaps *gaps, lt_error *err);
lt_status gap_find_strengthen(lt_gaps *gaps, lt_error *err);
lt_status gap_find_shed(lt_gaps *gaps, lt_error *err);
lt_status gap_find_readiness(lt_gaps *gaps, lt_error *err);
lt_status gap_choose_leads(lt_gaps *gaps, lt_error *err);
lt_status gap_find_reach(lt_gaps *gaps, lt_error *err);
lt_status gap_find_impact(lt_gaps *gaps, lt_error *err);
lt_status gap_score(lt_gaps *gaps, lt_error *err);

/* Breadth-first search for the present products that need a product. */
struct needed_by {
    const lt_gaps *gaps;
    uint32_t *stamp; /* product → the product last searched from, plus 1. */
    uint32_t *queue;
    uint32_t tail;   /* Products in the queue. */
    double lost;     /* Σ value · decay^(distance - 1). */
    uint32_t count;  /* Present products found. */
    uint32_t *found; /* The nearest `found_room` of them, which end the search;
                        may be NULL. */
    uint32_t found_room;
    uint64_t budget; /* Users that may still be looked at. */
    int cut;         /* 1: the budget ended the search between distances. */
};
lt_status gap_search_new(struct needed_by *search, const lt_gaps *gaps,
                         lt_error *err);
void gap_search_clear(struct needed_by *search);
void gap_search(struct needed_by *search, uint32_t product);

enum gap_kind gap_kind_of(enum gap_subkind subkind);
const char *gap_kind_word(enum gap_kind kind);
lt_phrase gap_kind_phrase(enum gap_kind kind);
const char *gap_subkind_word(enum gap_subkind subkind);
lt_phrase gap_subkind_phrase(enum gap_subkind subkind);

/* The links of a gap in order, present and missing; at most `room`. */
uint32_t gap_path(const lt_gaps *gaps, uint32_t product, uint32_t *path,
                  uint32_t room);

#endif
