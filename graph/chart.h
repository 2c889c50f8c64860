/**
 * @file graph/chart.h
 * What the boxes of a chart say and how much room it takes: the layout that
 * sizes them and the formats that draw them must agree.
 *
 * Lengths are in units of one text line, as in lt_chart.
 */
#ifndef LT_GRAPH_CHART_H
#define LT_GRAPH_CHART_H

#include "graph/table.h"

#include <stddef.h>
#include <stdint.h>

/** Size of the letters of a label, of the small line below it, and the room
 * between text and border. */
#define LT_CHART_EM       0.75
#define LT_CHART_SMALL_EM 0.58
#define LT_CHART_PADDING  0.45

/** Height of one line of a label and of the small line. */
#define LT_CHART_LINE       1.0
#define LT_CHART_SMALL_LINE 0.85

/** Lines of a label, and the width up to which one is not broken. */
enum { LT_CHART_LINES_MAX = 3 };
#define LT_CHART_LABEL_WIDTH 5.4

/** A label broken into lines; the texts are borrowed from it. */
typedef struct lt_chart_label {
    const char *line[LT_CHART_LINES_MAX];
    size_t bytes[LT_CHART_LINES_MAX];
    uint32_t count;
    double width; /**< Of the widest line, letters of LT_CHART_EM. */
} lt_chart_label;

/**
 * Width of the first @p bytes of @p text in letters of size 1, for a sans-serif
 * font: 1 for wide characters, else by the sort of letter and at least 0.5.
 */
double lt_text_ems(const char *text, size_t bytes);

/** Bytes of the first whole characters of @p text that are together at most
 * @p ems wide; at least one where there is any. */
size_t lt_text_part(const char *text, size_t bytes, double ems);

/**
 * Bytes of the longest line at the beginning of @p text that is at most
 * @p ems wide, breaking as lt_chart_label_break does; a first word that is
 * wider is broken where it must. At least one character of a text of @p bytes.
 */
size_t lt_text_line(const char *text, size_t bytes, double ems);

/**
 * Break @p text into lines of about the same width that fit in @p width. Where
 * LT_CHART_LINES_MAX lines cannot, the lines are wider than asked for: nothing
 * is ever left out. Breaks stand at spaces and between wide characters, never
 * within a word nor between a character and its combining marks. Time O(bytes),
 * no allocation.
 */
void lt_chart_label_break(lt_chart_label *out, const char *text, double width);

enum { LT_CHART_SMALL_BYTES = 96 };

/** The small line of a node, "38 万吨", without the tag; "" where the capacity
 * is not known. @p text has room for LT_CHART_SMALL_BYTES. */
void lt_chart_figure(char *text, const lt_chart_node *node);

/** The tag of a verdict, "补 78", or its word alone where the node has no
 * score; "" without a verdict. Same room. */
void lt_chart_tag(char *text, const lt_chart_node *node, lt_lang lang);

/** Short wording of a verdict: 补, 延 …; fill, extend … */
lt_phrase lt_verdict_phrase(const char *verdict);

/** The same in full: 补链 …; missing link to fill … */
lt_phrase lt_verdict_title(const char *verdict);

/**
 * The box @p node asks for. A wider one needs no more lines. The chain of a
 * neighbour may be wider than the box when it is longer than a label line.
 * @param[out] width, height never NULL.
 */
void lt_chart_measure(double *width, double *height, const lt_chart_node *node,
                      lt_lang lang);

/** Shortest text of @p number with at most @p decimals decimals, rounded half
 * away from zero; no locale. @p text has room for LT_NUMBER_BYTES. */
void lt_fixed_text(char *text, double number, int decimals);

#endif
