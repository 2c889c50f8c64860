/* A workbook of products and supplies, read into fact tables. */
#include "bench/measure.h"
#include "importers/importer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { ROWS = 200000, COLUMNS = 6, PATH_BYTES = 64 };

/* Texts recur, as those of people do; every fourth row has its own. */
static void write_book(const char *path)
{
    static const char *const HEADERS[COLUMNS] = {
        "供应商", "客户", "产品", "金额（万元）", "年份", "来源"};
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "供应关系");
    char text[64];

    for (lxw_col_t c = 0; c < COLUMNS; c++)
        (void)worksheet_write_string(sheet, 0, c, HEADERS[c], NULL);
    for (lxw_row_t r = 1; r <= ROWS; r++) {
        for (lxw_col_t c = 0; c < 3; c++) {
            (void)snprintf(text, sizeof(text), "示例材料有限公司%u",
                           r % 4 == 0 ? r + c : (r * 7 + c) % 997);
            (void)worksheet_write_string(sheet, r, c, text, NULL);
        }
        (void)worksheet_write_number(sheet, r, 3, 12.5 * r, NULL);
        (void)worksheet_write_number(sheet, r, 4, 2015 + r % 10, NULL);
        (void)worksheet_write_string(sheet, r, 5, "年报", NULL);
    }
    if (workbook_close(book) != LXW_NO_ERROR)
        give_up("cannot write %s", path);
}

static int read_book(const void *context, double *seconds)
{
    const lt_importer *importer = lt_importer_find("xlsx");
    lt_facts *facts = lt_facts_new();
    const double begin = seconds_now();

    if (facts == NULL ||
        importer->read(facts, context, NULL, NULL, NULL) != LT_OK)
        return 0;
    seconds[0] = seconds_now() - begin;
    return facts->tables[LT_SUPPLIES].count == ROWS;
}

int main(void)
{
    char path[PATH_BYTES];
    struct cost cost;

    (void)snprintf(path, sizeof(path), "/tmp/bench_xlsx_%ld.xlsx",
                   (long)getpid());
    print_heading("200,000 supplies in a workbook, 1,200,000 cells");
    write_book(path);
    measure(&cost, read_book, path);
    (void)remove(path);
    print_cost("workbook to tables", cost.seconds[0], cost.peak_mib);
    (void)printf("%.0f cells a second\n",
                 (double)(ROWS + 1) * COLUMNS / cost.seconds[0]);
    print_limit("per million cells", cost.seconds[0] / 1.2, 3.3, "s");
    return EXIT_SUCCESS;
}
