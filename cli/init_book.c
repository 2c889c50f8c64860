/* The template as a workbook. */
#include "cli/init_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    CHOICES_MAX = 16,
    ROWS_CHECKED = 10000, /* That drop-down lists and the like reach. */
    COPY_BYTES = 1 << 16,
    PATH_BYTES = 4096
};

/* 2020-01-01: the same template has the same bytes. */
static const time_t CREATED = 1577836800;

/* A workbook on its way. */
struct book {
    lxw_workbook *workbook;
    lt_lang lang;
    lxw_format *header, *required, *text, *year, *number, *wrapped;
};

static void add_formats(struct book *book)
{
    book->header = workbook_add_format(book->workbook);
    book->required = workbook_add_format(book->workbook);
    book->text = workbook_add_format(book->workbook);
    book->year = workbook_add_format(book->workbook);
    book->number = workbook_add_format(book->workbook);
    book->wrapped = workbook_add_format(book->workbook);
    format_set_bold(book->header);
    format_set_bg_color(book->header, 0xE7EDF3);
    format_set_bold(book->required);
    format_set_bg_color(book->required, 0xF9D9A8);
    format_set_num_format(book->text, "@");
    format_set_num_format(book->year, "0");
    format_set_num_format(book->number, "#,##0.0##");
    format_set_text_wrap(book->wrapped);
    format_set_align(book->wrapped, LXW_ALIGN_VERTICAL_TOP);
}

static lxw_format *format_of(const struct book *book,
                             const lt_column_spec *column)
{
    if (column->cell == LT_CELL_YEAR)
        return book->year;
    return column->cell == LT_CELL_NUMBER || column->cell == LT_CELL_AMOUNT
               ? book->number
               : book->text;
}

/* A drop-down list of the words of a choice. */
static lxw_error add_choices(lxw_worksheet *sheet, lxw_col_t at,
                             const lt_column_spec *column, lt_lang lang)
{
    char words[CHOICES_MAX][LT_EXAMPLE_BYTES];
    char *list[CHOICES_MAX + 1];
    lxw_data_validation rule;
    int count = 0;

    while (count < CHOICES_MAX) {
        lt_template_choice(words[count], column, count, lang);
        if (words[count][0] == '\0')
            break;
        list[count] = words[count];
        count++;
    }
    list[count] = NULL;
    memset(&rule, 0, sizeof(rule));
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = list;
    return worksheet_data_validation_range(sheet, 1, at, ROWS_CHECKED, at,
                                           &rule);
}

static lxw_error add_years(lxw_worksheet *sheet, lxw_col_t at)
{
    lxw_data_validation rule;

    memset(&rule, 0, sizeof(rule));
    rule.validate = LXW_VALIDATION_TYPE_INTEGER;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_number = 1000;
    rule.maximum_number = 9999;
    return worksheet_data_validation_range(sheet, 1, at, ROWS_CHECKED, at,
                                           &rule);
}

static lxw_error add_examples(const struct book *book, lxw_worksheet *sheet,
                              lt_fact fact, uint32_t column)
{
    const lt_column_spec *spec = &lt_fact_specs[fact].columns[column];
    const lxw_col_t at = (lxw_col_t)column;
    lxw_error failed = LXW_NO_ERROR;
    char cell[LT_EXAMPLE_BYTES];

    for (size_t r = 0; r < lt_example_count(fact) && !failed; r++) {
        const lxw_row_t row = (lxw_row_t)(r + 1);

        lt_example_cell(cell, fact, r, column, book->lang);
        if (cell[0] == '\0')
            continue;
        if (spec->cell == LT_CELL_TEXT || spec->cell == LT_CELL_CHOICE)
            failed = worksheet_write_string(sheet, row, at, cell, NULL);
        else
            failed = worksheet_write_number(sheet, row, at, strtod(cell, NULL),
                                            NULL);
    }
    return failed;
}

static lxw_error add_column(const struct book *book, lxw_worksheet *sheet,
                            lt_fact fact, uint32_t column)
{
    const lt_column_spec *spec = &lt_fact_specs[fact].columns[column];
    const lxw_col_t at = (lxw_col_t)column;
    char header[LT_EXAMPLE_BYTES];
    lxw_error failed = LXW_NO_ERROR;

    lt_template_header(header, spec, book->lang);
    failed = worksheet_set_column(sheet, at, at, 14, format_of(book, spec));
    if (!failed)
        failed = worksheet_write_string(sheet, 0, at, header,
                                        spec->required ? book->required
                                                       : book->header);
    if (!failed && spec->cell == LT_CELL_CHOICE)
        failed = add_choices(sheet, at, spec, book->lang);
    if (!failed && spec->cell == LT_CELL_YEAR)
        failed = add_years(sheet, at);
    return failed ? failed : add_examples(book, sheet, fact, column);
}

static lxw_error add_sheet(const struct book *book, lt_fact fact)
{
    char name[LT_EXAMPLE_BYTES];
    lxw_worksheet *sheet = NULL;
    lxw_error failed = LXW_NO_ERROR;

    lt_template_sheet(name, fact, book->lang);
    sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    worksheet_freeze_panes(sheet, 1, 0);
    for (uint32_t c = 0; c < lt_fact_specs[fact].column_count && !failed; c++)
        failed = add_column(book, sheet, fact, c);
    return failed;
}

/* "在产、在建、…": what a choice takes. */
static void list_choices(char *text, size_t room, const lt_column_spec *column,
                         lt_lang lang)
{
    char word[LT_EXAMPLE_BYTES];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < CHOICES_MAX && used < room; i++) {
        const char *between = lang == LT_ZH ? "、" : ", ";

        lt_template_choice(word, column, i, lang);
        if (word[0] == '\0')
            break;
        used += (size_t)snprintf(text + used, room - used, "%s%s",
                                 i == 0 ? "" : between, word);
    }
}

/* A line of the instructions: table, column, required, meaning, choices. */
static lxw_error explain_column(const struct book *book, lxw_worksheet *sheet,
                                lxw_row_t row, lt_fact fact, uint32_t column)
{
    const lt_column_spec *spec = &lt_fact_specs[fact].columns[column];
    char texts[2][LT_EXAMPLE_BYTES];
    char choices[512];
    const char *cells[5];
    lxw_error failed = LXW_NO_ERROR;

    lt_template_sheet(texts[0], fact, book->lang);
    lt_template_header(texts[1], spec, book->lang);
    list_choices(choices, sizeof(choices), spec, book->lang);
    cells[0] = texts[0];
    cells[1] = texts[1];
    cells[2] = "";
    if (spec->required)
        cells[2] = lt_say(book->lang, (lt_phrase){"必填", "required"});
    cells[3] = lt_say(book->lang, spec->meaning);
    cells[4] = choices;
    for (lxw_col_t c = 0; c < 5 && !failed; c++)
        if (cells[c][0] != '\0')
            failed =
                worksheet_write_string(sheet, row, c, cells[c], book->wrapped);
    return failed;
}

/* The first sheet says how to fill in the others. */
static lxw_error add_instructions(const struct book *book)
{
    static const lt_phrase LINES[] = {
        {"每个工作表是一张表，第一行是列名，橙色的列必填。",
         "Each sheet is a table; its first row names the columns, those in "
         "orange are required."},
        {"各表下的示例行可以删除；用不到的表可以留空或删去。",
         "Rows below the headers are examples to be deleted; tables you do not "
         "need may stay empty."},
        {"单位可以写在单位列，也可以写在列名里，如：产能（万吨）。",
         "Units stand in the column for them or in the header, as in capacity "
         "(t)."},
        {"填好后用 liantu check 文件名 检查。",
         "When it is filled in, say liantu check FILE."},
    };
    static const lt_phrase HEADERS[] = {{"工作表", "sheet"},
                                        {"列名", "column heading"},
                                        {"必填", "needed"},
                                        {"含义", "meaning"},
                                        {"可用的词", "words allowed"}};
    static const double WIDTHS[] = {16, 20, 10, 40, 70};
    lxw_worksheet *sheet = workbook_add_worksheet(
        book->workbook,
        lt_say(book->lang, (lt_phrase){"填写说明", "Instructions"}));
    lxw_row_t row = 0;
    lxw_error failed = LXW_NO_ERROR;

    if (sheet == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    for (size_t i = 0; i < sizeof(LINES) / sizeof(*LINES) && !failed; i++)
        failed = worksheet_write_string(sheet, row++, 0,
                                        lt_say(book->lang, LINES[i]), NULL);
    row++;
    for (lxw_col_t c = 0; c < 5 && !failed; c++) {
        failed = worksheet_set_column(sheet, c, c, WIDTHS[c], NULL);
        if (!failed)
            failed = worksheet_write_string(
                sheet, row, c, lt_say(book->lang, HEADERS[c]), book->header);
    }
    row++;
    for (int f = 0; f < LT_FACT_COUNT && !failed; f++)
        for (uint32_t c = 0; c < lt_fact_specs[f].column_count && !failed; c++)
            failed = explain_column(book, sheet, row++, (lt_fact)f, c);
    return failed;
}

static lxw_error write_book(const char *path, lt_lang lang)
{
    struct book book = {.workbook = workbook_new(path), .lang = lang};
    lxw_doc_properties properties;
    lxw_error failed = LXW_NO_ERROR;
    lxw_error closed = LXW_NO_ERROR;

    if (book.workbook == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    memset(&properties, 0, sizeof(properties));
    properties.created = CREATED;
    failed = workbook_set_properties(book.workbook, &properties);
    add_formats(&book);
    if (!failed)
        failed = add_instructions(&book);
    for (int f = 0; f < LT_FACT_COUNT && !failed; f++)
        failed = add_sheet(&book, (lt_fact)f);
    closed = workbook_close(book.workbook);
    return failed ? failed : closed;
}

static lt_status copy_file(FILE *output, const char *path, lt_error *err)
{
    char buffer[COPY_BYTES];
    FILE *file = fopen(path, "rb");
    size_t got = 0;

    if (file == NULL)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
        if (fwrite(buffer, 1, got, output) != got)
            break; /* The stream remembers. */
    (void)fclose(file);
    return LT_OK;
}

/* The library writes to a path alone: to one of its own first. */
lt_status lt_template_write_book(FILE *output, lt_lang lang, lt_error *err)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH_BYTES];
    lxw_error failed = LXW_NO_ERROR;
    lt_status status = LT_OK;
    int descriptor = -1;

    (void)snprintf(path, sizeof(path), "%s/liantu-XXXXXX",
                   folder == NULL || folder[0] == '\0' ? "/tmp" : folder);
    descriptor = mkstemp(path);
    if (descriptor < 0)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    (void)close(descriptor);
    failed = write_book(path, lang);
    if (failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
        status = lt_fail_memory(err, "workbook");
    else if (failed != LXW_NO_ERROR)
        status = lt_fail(err, LT_ERR_IO, "%s: %s", path, lxw_strerror(failed));
    else
        status = copy_file(output, path, err);
    (void)unlink(path);
    return status;
}
