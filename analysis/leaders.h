/* Private to analysis/: the steps of the ranking of chain leaders. */
#ifndef LT_ANALYSIS_LEADERS_H
#define LT_ANALYSIS_LEADERS_H

#include "analysis/analysis.h"
#include "analysis/holdings.h"

/* The six parts of a score, each 0 … 1. */
enum leader_part {
    LEADER_SCALE,      /* Share of the chain's output value. */
    LEADER_CONTROL,    /* Share of key products, and what its stop costs. */
    LEADER_PULL,       /* Local purchases and sales, local firms near it. */
    LEADER_BREADTH,    /* Stages spanned. */
    LEADER_POSITION,   /* PageRank and betweenness. */
    LEADER_INNOVATION, /* R&D, patents, standards, honours. */
    LEADER_PARTS
};

/* What a firm's value rests on. */
enum leader_basis {
    LEADER_BY_OUTPUT,  /* Capacity × price of all it makes in the view. */
    LEADER_BY_REVENUE, /* Revenue × share of its products in the view. */
    LEADER_BY_PARTS,   /* Capacity × price of some of it: a lower bound. */
    LEADER_BY_NOTHING
};

/* A candidate. */
struct leader {
    uint32_t firm;
    double value; /* 元 a year; NaN unknown. */
    enum leader_basis basis;
    int at_least;                 /* 1: the value is a lower bound. */
    double part[LEADER_PARTS];    /* NaN unknown. */
    uint32_t known;               /* Parts that are. */
    double score;                 /* 0 … 100; NaN where too few are known. */
    uint32_t rank;                /* From 1; 0: none. */
    uint32_t rank_low, rank_high; /* 5 % and 95 % of the draws; 0: none. */
};

/* All candidates and what they are judged by. */
struct leaders {
    const lt_state *state;
    lt_holdings holdings;
    lt_flows flows;
    struct leader *items;
    uint32_t count;
    double value;          /* Of all candidates with one; 元. */
    uint32_t valued_count; /* Those candidates. */
    uint8_t *member;       /* firm → 1: makes something in the view. */
    uint32_t member_count; /* Candidates, institutes and all. */
    int inferred;          /* 1: no supplies, so links come from recipes. */
    int by_price;          /* 1: losses weigh products by capacity × price. */
    int unvalued;          /* 1: no supply has a value: rows are counted. */
    int rough_losses;      /* 1: some losses are lower bounds. */
    uint32_t no_circles;   /* Candidates too large to count firms around. */
    uint32_t paths_from;   /* Nodes that betweenness was reckoned from. */
    uint32_t paths_nodes;  /* Nodes of the network. */
};

/* Candidates: legal entities of the region (not institutes, platforms, or
 * firms from elsewhere) that operate something in the view. */
lt_status leaders_collect(struct leaders *leaders, const lt_state *state,
                          lt_error *err);
void leaders_clear(struct leaders *leaders);

/* The parts. */
void leaders_scale(struct leaders *leaders);
lt_status leaders_control(struct leaders *leaders, lt_error *err);
lt_status leaders_pull(struct leaders *leaders, lt_error *err);
void leaders_breadth(struct leaders *leaders);
lt_status leaders_position(struct leaders *leaders, lt_error *err);
lt_status leaders_innovation(struct leaders *leaders, lt_error *err);

/*
 * Scores, ranks and rank intervals. The items are ordered: ranked ones by
 * score, then those with fewer known parts than the rules ask for, by value;
 * ties by id.
 */
lt_status leaders_rank(struct leaders *leaders, lt_error *err);

/* Score of known parts under weights: their weighted mean × 100. The one
 * place that says how parts make a score. */
double leader_score(const double part[LEADER_PARTS],
                    const double weight[LEADER_PARTS]);

/*
 * out[i] = share of the other known values that values[i] is above, equal ones
 * counting half; 1 for a lone one, NaN where it is unknown. out may be values.
 */
lt_status leaders_percentiles(double *out, const double *values, uint32_t count,
                              lt_error *err);

/* 1 when a supply counts, joins two local firms and is of the view. */
int leaders_is_flow(const struct leaders *leaders, uint32_t row);

/* 1 when a firm supplies or buys anything at all: the data speak of it. */
int leaders_is_linked(const struct leaders *leaders, uint32_t firm);

/*
 * What flows from product to product within the region, reckoned from recipes
 * where no supplies are known: leader_flows.c.
 */
struct product_flows {
    double *flow;   /* product → value that local users take of it, 元; or 1
                       each where some figure is unknown; 0: none. */
    double *bought; /* product → value of the inputs that making it takes. */
    double total;   /* Of all flows within the view. */
};
lt_status product_flows_build(struct product_flows *out, const lt_state *state,
                              lt_error *err);
void product_flows_clear(struct product_flows *flows);

/* The part of a product that a firm stands for: its share, or an equal one
 * where shares are unknown. */
double leaders_part_of(const struct leaders *leaders,
                       const lt_holding *holding);

/* How much of its output a product keeps when a firm stops; leader_loss.c. */
struct loss;
lt_status loss_new(struct loss **out, const lt_state *state, lt_error *err);
void loss_free(struct loss *loss);

/* Take the share @p gone of product @p product away. */
void loss_hit(struct loss *loss, uint32_t product, double gone);

/*
 * Share of the present output of the view that is lost after the hits, which
 * are then forgotten. *rough becomes 1 where the bound on work was reached and
 * the share is a lower bound.
 */
double loss_settle(struct loss *loss, int *rough);

/* 1 when products weigh by capacity × price, 0 when all weigh the same. */
int loss_by_price(const struct loss *loss);

#endif
