#include "reports/writers.h"

#include "graph/chart.h"
#include "reports/chart_style.h"
#include "reports/svg_parts.h"

#include <math.h>
#include <string.h>

/* Room around the drawing, of the title, of the heads of the columns and of
 * what stands below it. */
#define MARGIN      1.5
#define TITLE_SIZE  1.35
#define TITLE_ROOM  2.6
#define HEAD_SIZE   0.82
#define HEAD_ROOM   2.5
#define BAND_REACH  1.0
#define BELOW       1.4
#define NOTE_SIZE   0.6
#define NOTE_ROW    1.0
#define NOTE_GAP    1.6
#define WIDTH_LEAST 36.0

/* The page, in units. */
struct page {
    lt_xml xml;
    const lt_answer *answer;
    const lt_chart *chart;
    double left, top; /* Of the drawing on the page. */
    double width, height;
    double legend_y, notes_y;
};

static const char *title_of(const struct page *page)
{
    if (page->chart->title != NULL)
        return page->chart->title;
    return page->answer->title != NULL ? page->answer->title : "";
}

/* --- notes ---------------------------------------------------------------- */

/* Where the next note goes. */
struct note_pen {
    double x, y;
    int draws;
};

/* One note behind the last where it fits, else in rows of its own. */
static void write_note(struct page *page, struct note_pen *pen,
                       const char *text)
{
    const lt_svg_font font = {NOTE_SIZE, LT_SVG_GREY, 0, LT_SVG_START};
    const double room = page->width - 2.0 * MARGIN;
    size_t left = strlen(text);

    if (pen->x > 0.0 && pen->x + lt_text_ems(text, left) * NOTE_SIZE > room) {
        pen->x = 0.0;
        pen->y += NOTE_ROW;
    }
    while (left > 0) {
        size_t bytes = lt_text_line(text, left, (room - pen->x) / NOTE_SIZE);

        if (pen->draws)
            lt_svg_line(&page->xml, &font, MARGIN + pen->x, pen->y, text,
                        bytes);
        pen->x += lt_text_ems(text, bytes) * NOTE_SIZE + NOTE_GAP;
        text += bytes;
        left -= bytes;
        if (left > 0) {
            pen->x = 0.0;
            pen->y += NOTE_ROW;
        }
    }
}

/* Caveats, then notes, from @p y downwards; where they end. */
static double write_notes(struct page *page, double y, int draws)
{
    const lt_answer *answer = page->answer;
    struct note_pen pen = {0.0, y, draws};

    for (uint32_t i = 0; i < answer->caveat_count; i++)
        write_note(page, &pen, answer->caveats[i]);
    for (uint32_t i = 0; i < answer->note_count; i++)
        write_note(page, &pen, answer->notes[i]);
    return pen.x > 0.0 ? pen.y + NOTE_ROW : pen.y;
}

/* --- the page ------------------------------------------------------------- */

static void measure_page(struct page *page)
{
    const lt_chart *chart = page->chart;
    const char *title = title_of(page);
    double title_width = lt_text_ems(title, strlen(title)) * TITLE_SIZE;
    double inner = fmax(chart->width + 2.0 * BAND_REACH, WIDTH_LEAST);
    double legend = 0.0;

    inner = fmax(inner, title_width);
    page->width = inner + 2.0 * MARGIN;
    page->left = (page->width - chart->width) / 2.0;
    page->top = MARGIN + TITLE_ROOM + HEAD_ROOM;
    page->legend_y = page->top + chart->height + BELOW;
    legend = lt_svg_legend(NULL, chart, page->answer->lang, inner);
    page->notes_y = page->legend_y + legend + NOTE_ROW;
    page->height = write_notes(page, page->notes_y, 0) + MARGIN / 2.0;
}

static void open_page(struct page *page)
{
    lt_xml *xml = &page->xml;

    lt_xml_raw(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    lt_svg_length(xml, "width", page->width);
    lt_svg_length(xml, "height", page->height);
    lt_xml_raw(xml, " viewBox=\"0 0 ");
    lt_xml_place(xml, page->width * LT_SVG_UNIT);
    lt_xml_raw(xml, " ");
    lt_xml_place(xml, page->height * LT_SVG_UNIT);
    lt_xml_raw(xml, page->answer->lang == LT_ZH
                        ? "\" lang=\"zh-CN\" xml:lang=\"zh-CN\""
                        : "\" lang=\"en\" xml:lang=\"en\"");
    lt_xml_raw(xml, " role=\"img\" font-family=\"'Noto Sans CJK SC','Source "
                    "Han Sans SC','Microsoft YaHei','PingFang SC',"
                    "sans-serif\">\n<title>");
    lt_xml_text(xml, title_of(page));
    lt_xml_raw(xml, "</title>\n");
    lt_svg_definitions(xml);
    lt_xml_raw(xml, "<rect width=\"100%\" height=\"100%\" "
                    "fill=\"#ffffff\"/>\n");
}

static void write_title(struct page *page)
{
    const lt_svg_font font = {TITLE_SIZE, LT_SVG_INK, 1, LT_SVG_START};
    const char *title = title_of(page);

    lt_svg_line(&page->xml, &font, MARGIN, MARGIN + TITLE_SIZE, title,
                strlen(title));
}

/* --- columns -------------------------------------------------------------- */

/* Borders of the boxes of layers @p first … @p last. */
static int extent_of(const lt_chart *chart, uint32_t first, uint32_t last,
                     double *left, double *right)
{
    int any = 0;

    for (uint32_t v = 0; v < chart->node_count; v++) {
        const lt_chart_node *node = &chart->nodes[v];

        if (node->layer < first || node->layer > last)
            continue;
        *left = any ? fmin(*left, node->x - node->width / 2.0)
                    : node->x - node->width / 2.0;
        *right = any ? fmax(*right, node->x + node->width / 2.0)
                     : node->x + node->width / 2.0;
        any = 1;
    }
    return any;
}

/* A band behind the layers of one title, and the title above it. */
static void write_band(struct page *page, uint32_t first, uint32_t last,
                       int shaded)
{
    const lt_chart *chart = page->chart;
    const lt_svg_font font = {HEAD_SIZE, LT_SVG_INK, 1, LT_SVG_MIDDLE};
    const char *title = chart->layer_titles[first];
    double bottom =
        chart->support_y > 0.0 ? chart->support_y : chart->height + 0.6;
    double left = 0.0;
    double right = 0.0;

    if (!extent_of(chart, first, last, &left, &right))
        return;
    lt_xml_raw(&page->xml, "<rect");
    lt_svg_length(&page->xml, "x", page->left + left - BAND_REACH);
    lt_svg_length(&page->xml, "y", page->top - HEAD_ROOM);
    lt_svg_length(&page->xml, "width", right - left + 2.0 * BAND_REACH);
    lt_svg_length(&page->xml, "height", HEAD_ROOM + bottom);
    lt_svg_length(&page->xml, "rx", 0.3);
    lt_svg_attribute(&page->xml, "fill", shaded ? "#eef2f6" : "#f7f9fb");
    lt_xml_raw(&page->xml, "/>\n");
    lt_svg_line(&page->xml, &font, page->left + (left + right) / 2.0,
                page->top - HEAD_ROOM + 1.25, title, strlen(title));
}

/* Neighbouring layers of the same title are one band. */
static void write_bands(struct page *page)
{
    const lt_chart *chart = page->chart;
    uint32_t first = 0;
    int shaded = 0;

    if (chart->layer_titles == NULL)
        return;
    for (uint32_t l = 1; l <= chart->layer_count; l++) {
        if (l < chart->layer_count &&
            strcmp(chart->layer_titles[l], chart->layer_titles[first]) == 0)
            continue;
        write_band(page, first, l - 1, shaded);
        shaded = !shaded;
        first = l;
    }
}

static void write_lane(struct page *page)
{
    const lt_chart *chart = page->chart;
    const lt_svg_font font = {HEAD_SIZE * 0.9, LT_SVG_GREY, 1, LT_SVG_START};
    const char *title =
        lt_say(page->answer->lang,
               (lt_phrase){"配套：装备、服务、能源",
                           "support: equipment, services, energy"});
    double y = page->top + chart->support_y;

    if (chart->support_y <= 0.0)
        return;
    lt_xml_raw(&page->xml, "<path d=\"M");
    lt_xml_place(&page->xml, (page->left - BAND_REACH) * LT_SVG_UNIT);
    lt_xml_raw(&page->xml, " ");
    lt_xml_place(&page->xml, (y + 0.3) * LT_SVG_UNIT);
    lt_xml_raw(&page->xml, "h");
    lt_xml_place(&page->xml, (chart->width + 2.0 * BAND_REACH) * LT_SVG_UNIT);
    lt_xml_raw(&page->xml, "\" stroke=\"#b8c2cc\" stroke-width=\"1\"/>\n");
    lt_svg_line(&page->xml, &font, page->left - BAND_REACH, y + 1.3, title,
                strlen(title));
}

/* --- all of it ------------------------------------------------------------ */

static void move_to(lt_xml *xml, double x, double y, const char *rest)
{
    lt_xml_raw(xml, "<g transform=\"translate(");
    lt_xml_place(xml, x * LT_SVG_UNIT);
    lt_xml_raw(xml, " ");
    lt_xml_place(xml, y * LT_SVG_UNIT);
    lt_xml_raw(xml, ")\"");
    lt_xml_raw(xml, rest);
    lt_xml_raw(xml, ">\n");
}

lt_status lt_write_svg(FILE *output, const lt_answer *answer,
                       const lt_report_options *options, lt_error *err)
{
    struct page page = {.answer = answer};
    lt_status status = lt_chart_of(&page.chart, answer, "svg", err);

    (void)options;
    if (status != LT_OK)
        return status;
    status = lt_xml_open(&page.xml, output, LT_XML_DROP, err);
    if (status != LT_OK)
        return status;
    measure_page(&page);
    open_page(&page);
    write_title(&page);
    write_bands(&page);
    write_lane(&page);
    move_to(&page.xml, page.left, page.top, " fill=\"none\"");
    for (uint32_t e = 0; e < page.chart->edge_count; e++)
        lt_svg_edge(&page.xml, page.chart, &page.chart->edges[e], answer->lang);
    lt_xml_raw(&page.xml, "</g>\n");
    move_to(&page.xml, page.left, page.top, "");
    for (uint32_t v = 0; v < page.chart->node_count; v++)
        lt_svg_box(&page.xml, &page.chart->nodes[v], answer->lang);
    lt_xml_raw(&page.xml, "</g>\n");
    move_to(&page.xml, MARGIN, page.legend_y, "");
    (void)lt_svg_legend(&page.xml, page.chart, answer->lang,
                        page.width - 2.0 * MARGIN);
    lt_xml_raw(&page.xml, "</g>\n");
    (void)write_notes(&page, page.notes_y, 1);
    lt_xml_raw(&page.xml, "</svg>\n");
    return lt_xml_close(&page.xml, err);
}
