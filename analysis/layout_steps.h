/* Private to analysis/: the steps of lt_layout(). */
#ifndef LT_ANALYSIS_LAYOUT_STEPS_H
#define LT_ANALYSIS_LAYOUT_STEPS_H

#include "analysis/layout.h"
#include "graph/csr.h"

/* Room between boxes of a layer, between a box and a line that passes by, and
 * between two such lines. */
#define LT_LAYOUT_BOX_GAP  0.75
#define LT_LAYOUT_LINE_GAP 0.4

/* Up to so many vertices time is no object. */
enum { LT_LAYOUT_SMALL = 30000 };

/*
 * What the steps hand on. Vertices are the nodes of the chart followed by the
 * bends of its long edges; a bend takes a place in each layer that its edge
 * passes through, so that an edge consists of segments between neighbouring
 * layers.
 */
typedef struct lt_layout_work {
    lt_chart *chart;

    /* By node, from lt_layout_layers. */
    uint8_t *support;    /* 1: stands in the lane below. */
    uint32_t *component; /* Number of its connected part, largest first. */
    uint32_t *layer;
    uint32_t layer_count;
    uint8_t *layer_stage; /* Layer → lt_stage of its band. */

    /* From lt_layout_split; the arrays by vertex replace those by node. */
    uint32_t vertex_count;
    uint32_t *first_bend; /* Edge → its leftmost bend; LT_NONE: none. */
    uint32_t segment_count;
    uint32_t *segment_left, *segment_right; /* Vertices. */
    uint32_t *segment_edge;
    lt_csr left, right; /* Vertex → segments that end, that begin there. */

    /* From lt_layout_order: vertices of layer l, from the top, are
     * order[layer_begin[l]] … order[layer_begin[l + 1] - 1]. */
    uint32_t *layer_begin;
    uint32_t *order;
    uint32_t *place; /* Vertex → its index within its layer. */

    /* From lt_layout_place. */
    double *y; /* Vertex → centre. */
} lt_layout_work;

/* How an edge bears on the layers. */
enum {
    LT_PULL_NONE, /* Not at all: support, self loops, what leads back. */
    LT_PULL_SOFT, /* To the right, where nothing else says otherwise. */
    LT_PULL_HARD  /* To the right, unless it closes a cycle. */
};

/* Ranks of the stages of the main flow are below this one. */
enum { LT_RANK_UNKNOWN = 5 };

/* The edges that order the nodes from left to right. */
typedef struct lt_layout_pulls {
    const lt_chart *chart;
    uint8_t *pull;    /* By edge. */
    uint8_t *rank;    /* By node: its stage, or LT_RANK_UNKNOWN. */
    lt_csr out, in;   /* Node → edges that pull. */
    uint32_t *sorted; /* Nodes in topological order. */
} lt_layout_pulls;

/* 1 when @p edge leads from a later stage to an earlier one. */
int lt_layout_drops(const lt_layout_pulls *pulls, const lt_chart_edge *edge);

/* Let edges that close cycles pull no more, group the others and sort the
 * nodes, each before all it leads to. */
lt_status lt_layout_sort(lt_layout_pulls *pulls, lt_error *err);

/* Number the connected parts of the chart. */
lt_status lt_layout_components(lt_layout_work *work, lt_error *err);

/* Support and layers. */
lt_status lt_layout_layers(lt_layout_work *work, lt_error *err);

/* Cut long edges into segments. */
lt_status lt_layout_split(lt_layout_work *work, lt_error *err);

/* Order the vertices of each layer so that few segments cross. */
lt_status lt_layout_order(lt_layout_work *work, lt_error *err);

/* Centres from top to bottom; needs the heights of the nodes. */
lt_status lt_layout_place(lt_layout_work *work, lt_error *err);

/* Move whole components up against those above them, then straighten lines
 * and level boxes with their neighbours where there is room. */
lt_status lt_layout_straighten(lt_layout_work *work, lt_error *err);

/* Least distance of the centres of two vertices of a layer, @p below right
 * under @p above. */
double lt_layout_distance(const lt_layout_work *work, uint32_t above,
                          uint32_t below);

/* 1 when two vertices of a layer may change places: they are of one lane and
 * of one component. */
int lt_layout_same_run(const lt_layout_work *work, uint32_t a, uint32_t b);

#endif
