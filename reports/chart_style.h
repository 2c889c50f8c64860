/* Private to reports/: how the drawings tell things apart. Every distinction
 * is made by shape as well as by colour; the colours are those of Okabe and Ito
 * (2008), which colour-blind readers can tell apart. */
#ifndef LT_REPORTS_CHART_STYLE_H
#define LT_REPORTS_CHART_STYLE_H

#include "graph/table.h"

/* The look of a mark. Static strings; colours are "#rrggbb". */
typedef struct lt_mark_style {
    const char *word; /* present, coming, absent, unseen. */
    const char *fill; /* NULL: none. */
    const char *border;
    const char *dash;  /* SVG dash array, or NULL: solid. */
    const char *line;  /* solid, dashed, dotted: yEd and Graphviz. */
    int weak;          /* 1: a second border and ▲. */
    lt_phrase meaning; /* For the legend. */
} lt_mark_style;

/* Indexed by lt_mark. */
extern const lt_mark_style lt_mark_styles[LT_MARK_COUNT];

/* The look of a kind of edge. */
typedef struct lt_kind_style {
    const char *kind;
    const char *dash; /* SVG dash array, or NULL: solid. */
    const char *line; /* solid, dashed, dotted. */
    int hollow;       /* 1: hollow arrow head. */
    lt_phrase meaning;
} lt_kind_style;

/* The style of @p kind; NULL and words it does not know are input. */
const lt_kind_style *lt_kind_style_of(const char *kind);

/* All kinds, closed by a NULL kind. */
extern const lt_kind_style lt_kind_styles[];

/* The chart of an answer, or LT_ERR_INVALID where it has none. */
lt_status lt_chart_of(const lt_chart **out, const lt_answer *answer,
                      const char *format, lt_error *err);

#endif
