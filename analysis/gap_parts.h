/* Private to analysis/: the verdicts on every product and the steps that work
 * them out. */
#ifndef LT_ANALYSIS_GAP_PARTS_H
#define LT_ANALYSIS_GAP_PARTS_H

#include "analysis/gaps.h"
#include "analysis/holdings.h"

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

/* Where one of these holds, an extension says nothing new. */
#define GAP_FILLS                                                              \
    ((uint32_t)1 << SUB_BRIDGE | (uint32_t)1 << SUB_INPUT |                    \
     (uint32_t)1 << SUB_TERMINAL | (uint32_t)1 << SUB_COMPLEMENT |             \
     (uint32_t)1 << SUB_THIN)

/* How a product that is there fails a process that asks for it. */
enum gap_half {
    HALF_NONE,
    HALF_MET,  /* Only a sort of another chain: 规格待核. */
    HALF_UNMET /* Only a special sort, where the plain one is asked for. */
};

/* How documents name a process or product for closure. */
enum gap_closure { CLOSURE_NONE, CLOSURE_ENDS, CLOSURE_RESTRICTS };

/* Is there enough to start a process from? */
enum gap_reachable { REACHABLE_NOT, REACHABLE, REACHABLE_ASSEMBLY };

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
    uint32_t feeder;    /* A present input of a terminal; LT_NONE. */
    uint32_t completes; /* The missing product that waits for it; LT_NONE. */
    uint32_t broader;   /* The present product it is a sort of; LT_NONE. */
    uint32_t absorbs;   /* The input whose surplus it takes up; LT_NONE. */
    uint32_t chain;     /* The chain that is to be built; LT_NONE. */
    uint32_t blocked;   /* Present products downstream that need it. */
    uint32_t reach;     /* Missing finals that only it opens. */
    double readiness;   /* NaN: no inputs are known. */
    double lost;        /* B: share of present value that needs it. */
    double choke;       /* Share of the chain's output that the stop of its
                           largest maker costs, 0 where captive; NaN. */
    double part[PART_COUNT]; /* NaN: unknown. */
    double score, low, high; /* 0 … 100. */
    double confidence;       /* 0 … 1. */
};

/* What a region has of a chain and of those below it, and the verdict on the
 * chain as a whole. */
struct chain_base {
    uint32_t products; /* Home products: basic … final, neither generic nor
                          broad. */
    uint32_t present;  /* Of these. */
    uint32_t later;    /* Home products from component on. */
    uint32_t later_present;
    uint32_t finals;      /* Missing finals among them. */
    uint8_t build;        /* 1: to be built. */
    uint8_t sparse;       /* 1: would be, but the map has too few products. */
    lt_evidence evidence; /* The least of its home products. */
    double lost;          /* B of the product that loses most. */
    double part[PART_COUNT]; /* NaN: unknown. */
    double score, low, high; /* 0 … 100. */
    double confidence;       /* 0 … 1. */
};

/* The same state seen from no chain in particular. The copies borrow
 * everything but the view. */
struct whole_view {
    lt_scope scope;
    lt_state state;
    struct lt_gaps *gaps;
};

struct lt_gaps {
    const lt_state *state;
    struct whole_view *whole; /* NULL where no chain was asked for. */
    struct verdict *verdicts; /* One per product. */
    struct chain_base *bases; /* One per chain. */
    lt_holdings holdings;
    uint32_t *group_present; /* recipe entry → present members of its group,
                                 kept at the group's first entry. */
    uint32_t *group_members;
    double *process_readiness; /* NaN: no inputs are known. */
    uint8_t *reachable;        /* process of a missing final or target → enum
                                  gap_reachable. */
    uint32_t *usage;      /* product → products of the map that use it. */
    uint32_t *stop_from;  /* product → where its users in `stopped` begin, */
    uint32_t *stopped;    /* those that stop for want of it, each once. */
    double *value;        /* product → share of present value in the view. */
    uint32_t *dominator;  /* missing product → the one all its routes use. */
    double *policy;       /* product → policy part; NaN unknown. */
    double *chain_policy; /* chain → policy part of the whole chain; NaN. */
    uint8_t *targeted;    /* product → 1: a target names it. */
    uint8_t *closure;     /* product → enum gap_closure. */
    uint8_t *closed;      /* process → enum gap_closure. */
    uint32_t cut_count;   /* Gaps whose impact was cut. */
    uint32_t unchoked;    /* Products whose stop was too large to follow. */
};

/* The verdicts without a chain asked for. */
const lt_gaps *gap_whole(const lt_gaps *gaps);

/* The gaps whose verdict on the product is shown: those of the view, else, for
 * a product of the view that its chain has no word on, those of the whole. */
const lt_gaps *gap_speaker(const lt_gaps *gaps, uint32_t product);

/* 1 when the product counts as a need of the chain asked for: its home chain
 * is the chain or below it, or no chain was asked for. */
int gap_home_in_view(const lt_state *state, uint32_t product);

/* 1 where the group of an entry has no present member but perhaps `product`
 * itself, so that the process needs it. */
int gap_needs(const lt_gaps *gaps, const lt_recipe *entry);

/* 1 for a final product: by stage, or unstaged and used by nothing. */
int gap_is_final(const lt_graph *graph, uint32_t product);

/* 1 where no capacity may be added by the process: obsolete, restricted or
 * named for closure. */
int gap_bars(const lt_gaps *gaps, uint32_t process);

/* 1 where a subkind holds. */
int gap_holds(const struct verdict *verdict, enum gap_subkind subkind);
void gap_set(struct verdict *verdict, enum gap_subkind subkind);

/* The subkind that leads among those that hold; SUB_COUNT for none.
 * `shed`: shed leads, else it stands back; `upgrade`: that goes before input
 * and terminal. */
enum gap_subkind gap_lead(uint32_t holds, int shed, int upgrade);

/* What gap_lead() is told of a product: all its active processes are barred,
 * its broader product operates. */
int gap_shed_leads(const lt_gaps *gaps, uint32_t product);
int gap_upgrade_leads(const lt_gaps *gaps, uint32_t product);

/* The process by which more of the product would be made: the best prepared
 * one that is not barred; LT_NONE. */
uint32_t gap_process_to_add(const lt_gaps *gaps, uint32_t product);

/* Does the user of a chain's view count for a chain: is it its member? */
int gap_is_member(const lt_graph *graph, uint32_t product, uint32_t chain);

/* Surplus of an input at one horizon as a share of its capacity; NaN where it
 * has no known users. */
double gap_surplus(const lt_state *state, uint32_t product, lt_horizon horizon);

/* 1 where a process would live off the surplus of an input that is in view. */
int gap_absorbs(const lt_gaps *gaps, const lt_recipe *entry);

/* The present, non-generic product of which `product` takes most; LT_NONE. */
uint32_t gap_feeder_of(const lt_gaps *gaps, uint32_t product);

/* 1 where a missing final product, or one with a target, lacks the entry's
 * product and has much of the rest. */
int gap_is_complement(const lt_gaps *gaps, const lt_recipe *entry);

/* 1 for the chain asked for and those below it, or any where none was. */
int gap_chain_in_view(const lt_scope *scope, uint32_t chain);

/* The build chain of the view that the product belongs to; LT_NONE. */
uint32_t gap_chain_to_build(const lt_gaps *gaps, uint32_t product);

/* Least scale among the processes of the product that run; NaN where none has
 * one. */
double gap_least_scale(const lt_state *state, uint32_t product);

/* 1 where an active process that needs the product runs at another firm than
 * `maker` and outside its group, or at nobody known. */
int gap_feeds_others(const lt_gaps *gaps, uint32_t product, uint32_t maker);

/* 1 when the project lies in the regions asked for, or nowhere known. */
int gap_project_counts(const lt_state *state, const lt_project *project);

/* The steps, in this order. */
lt_status gap_groups(lt_gaps *gaps, lt_error *err);
lt_status gap_policy(lt_gaps *gaps, lt_error *err);
lt_status gap_find_fill(lt_gaps *gaps, lt_error *err);
lt_status gap_find_assembly(lt_gaps *gaps, lt_error *err);
lt_status gap_find_extend(lt_gaps *gaps, lt_error *err);
lt_status gap_find_depth(lt_gaps *gaps, lt_error *err);
lt_status gap_find_strengthen(lt_gaps *gaps, lt_error *err);
lt_status gap_find_absorb(lt_gaps *gaps, lt_error *err);
lt_status gap_find_choke(lt_gaps *gaps, lt_error *err);
lt_status gap_find_build(lt_gaps *gaps, lt_error *err);
lt_status gap_find_shed(lt_gaps *gaps, lt_error *err);
lt_status gap_find_readiness(lt_gaps *gaps, lt_error *err);
lt_status gap_choose_leads(lt_gaps *gaps, lt_error *err);
lt_status gap_find_reach(lt_gaps *gaps, lt_error *err);
lt_status gap_find_impact(lt_gaps *gaps, lt_error *err);
lt_status gap_score(lt_gaps *gaps, lt_error *err);
lt_status gap_score_chains(lt_gaps *gaps, lt_error *err);

/* Weigh known parts into a score and its interval; returns the share of the
 * weights that is known. */
double gap_weigh(const lt_rules *rules, const double part[PART_COUNT],
                 double *score, double *low, double *high);

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
