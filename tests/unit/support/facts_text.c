#include "support/facts_text.h"

#include "support/cmocka_first.h"

#include <string.h>

enum { FIELDS_MAX = 64, TEXT_MAX = 256 };

struct reader {
    lt_facts *facts;
    lt_diagnostics *diagnostics;
    uint32_t file;
    uint32_t line;
    lt_fact fact;
    uint32_t column[FIELDS_MAX]; /* Of each field. */
    uint32_t fields;             /* 0: the header comes next. */
};

/* The field at *at of a line that ends at end; *at moves behind it. */
static size_t next_field(char *out, const char **at, const char *end)
{
    const char *comma = memchr(*at, ',', (size_t)(end - *at));
    const char *stop = comma == NULL ? end : comma;
    const size_t length = (size_t)(stop - *at);

    assert_true(length < TEXT_MAX);
    memcpy(out, *at, length);
    out[length] = '\0';
    *at = comma == NULL ? end + 1 : comma + 1;
    return length;
}

/* "[links]": the table of the next rows. */
static void open_table(struct reader *reader, const char *line, size_t length)
{
    char name[TEXT_MAX] = {0};

    assert_true(length > 2 && length < TEXT_MAX && line[length - 1] == ']');
    memcpy(name, line + 1, length - 2);
    reader->fact = lt_fact_find(name);
    if (reader->fact == LT_FACT_COUNT)
        fail_msg("line %u: no table is called %s", reader->line, name);
    reader->fields = 0;
}

static lt_status read_header(struct reader *reader, const char *line,
                             size_t length)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX] = {0};
    const char *at = line;

    while (at <= line + length) {
        char name[TEXT_MAX];
        uint32_t column = 0;

        (void)next_field(name, &at, line + length);
        column = lt_fact_column(reader->fact, name);
        if (column == UINT32_MAX)
            fail_msg("line %u: no column is called %s", reader->line, name);
        assert_true(reader->fields < FIELDS_MAX);
        reader->column[reader->fields++] = column;
        fields[column] = (uint16_t)reader->fields;
    }
    return lt_facts_open(reader->facts, reader->fact, reader->file, fields,
                         NULL, 0, NULL, NULL);
}

static lt_status read_row(struct reader *reader, const char *line,
                          size_t length)
{
    const char *at = line;
    uint32_t row = 0;
    uint32_t field = 0;
    lt_status status =
        lt_facts_add_row(&row, reader->facts, reader->fact, reader->line, NULL);

    while (status == LT_OK && at <= line + length) {
        char cell[TEXT_MAX];
        const size_t bytes = next_field(cell, &at, line + length);

        assert_true(field < reader->fields);
        if (strcmp(cell, "-") != 0)
            status = lt_facts_set(reader->facts, reader->fact, row,
                                  reader->column[field], cell, bytes,
                                  reader->diagnostics, NULL);
        field++;
    }
    return status;
}

static lt_status read_line(struct reader *reader, const char *line,
                           size_t length)
{
    while (length > 0 && *line == ' ') {
        line++;
        length--;
    }
    if (length == 0)
        return LT_OK;
    if (*line == '[') {
        open_table(reader, line, length);
        return LT_OK;
    }
    if (reader->fields == 0)
        return read_header(reader, line, length);
    return read_row(reader, line, length);
}

lt_facts *facts_noting(const char *text, lt_diagnostics *diagnostics)
{
    struct reader reader = {.diagnostics = diagnostics, .line = 1};
    lt_status status = LT_ERR_NOMEM;

    reader.facts = lt_facts_new();
    if (reader.facts != NULL)
        status =
            lt_facts_add_file(&reader.file, reader.facts, "facts", NULL, NULL);
    while (status == LT_OK && *text != '\0') {
        const size_t length = strcspn(text, "\n");

        status = read_line(&reader, text, length);
        text += length;
        text += *text == '\n';
        reader.line++;
    }
    if (status == LT_OK)
        return reader.facts;
    assert_int_equal(status, LT_ERR_NOMEM);
    lt_facts_free(reader.facts);
    return NULL;
}

lt_facts *facts_from(const char *text)
{
    lt_diagnostics diagnostics = lt_diagnostics_new(LT_EN);
    lt_facts *facts = facts_noting(text, &diagnostics);
    char message[TEXT_MAX] = "";

    if (diagnostics.kept_count > 0)
        (void)strncat(message, diagnostics.items[0].message, TEXT_MAX - 1);
    lt_diagnostics_clear(&diagnostics);
    if (message[0] != '\0')
        fail_msg("facts: %s", message);
    return facts;
}
