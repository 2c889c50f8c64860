#include "cli/sql_schema.h"

#include <string.h>

/* Both kinds of data base know these names; a year is a whole number. */
static const char *type_of(const lt_column_spec *spec)
{
    if (spec == NULL)
        return "text";
    switch (spec->cell) {
    case LT_CELL_NUMBER:
    case LT_CELL_AMOUNT:
        return "double precision";
    case LT_CELL_YEAR:
        return "integer";
    case LT_CELL_TEXT:
    case LT_CELL_CHOICE:
        break;
    }
    return "text";
}

void lt_sql_create(lt_text_buffer *out, const lt_table_view *view)
{
    lt_text_buffer_put(out, "CREATE TABLE ");
    lt_text_buffer_quote(out, view->spec->name, '"');
    lt_text_buffer_put(out, " (");
    for (uint32_t c = 0; c < view->count; c++) {
        const lt_column_spec *spec = lt_table_view_spec(view, c);

        lt_text_buffer_put(out, c == 0 ? "\n    " : ",\n    ");
        lt_text_buffer_quote(out, lt_table_view_name(view, c), '"');
        lt_text_buffer_put(out, " ");
        lt_text_buffer_put(out, type_of(spec));
        if (spec != NULL && spec->required)
            lt_text_buffer_put(out, " NOT NULL");
    }
    if (view->spec->entity) {
        lt_text_buffer_put(out, ",\n    PRIMARY KEY (");
        lt_text_buffer_quote(out, view->spec->columns[0].name, '"');
        lt_text_buffer_put(out, ")");
    }
    lt_text_buffer_put(out, "\n);\n");
}

/* The English words of "yes=是;no=否", parted by commas. */
static void put_words(lt_text_buffer *out, const char *choices)
{
    const char *between = "";

    while (*choices != '\0') {
        const size_t entry = strcspn(choices, ";");

        lt_text_buffer_put(out, between);
        lt_text_buffer_add(out, choices, strcspn(choices, "=;"));
        between = ", ";
        choices += entry + (choices[entry] == ';');
    }
}

/* 'MARK产品 / product: WORDS', quoted as a text. */
static void put_meaning(lt_text_buffer *out, const char *mark,
                        lt_phrase meaning, const char *choices)
{
    lt_text_buffer text = LT_TEXT_BUFFER_EMPTY;

    lt_text_buffer_put(&text, mark);
    lt_text_buffer_put(&text, meaning.zh);
    lt_text_buffer_put(&text, " / ");
    lt_text_buffer_put(&text, meaning.en);
    if (choices != NULL) {
        lt_text_buffer_put(&text, ": ");
        put_words(&text, choices);
    }
    if (!text.is_full)
        lt_text_buffer_quote(out, text.text, '\'');
    out->is_full |= text.is_full;
    lt_text_buffer_clear(&text);
}

void lt_sql_comments(lt_text_buffer *out, const lt_table_view *view)
{
    lt_text_buffer_put(out, "COMMENT ON TABLE ");
    lt_text_buffer_quote(out, view->spec->name, '"');
    lt_text_buffer_put(out, " IS ");
    put_meaning(out, LT_SQL_MARK, view->spec->meaning, NULL);
    lt_text_buffer_put(out, ";\n");
    for (uint32_t c = 0; c < view->known_count; c++) {
        const lt_column_spec *spec = lt_table_view_spec(view, c);

        lt_text_buffer_put(out, "COMMENT ON COLUMN ");
        lt_text_buffer_quote(out, view->spec->name, '"');
        lt_text_buffer_put(out, ".");
        lt_text_buffer_quote(out, spec->name, '"');
        lt_text_buffer_put(out, " IS ");
        put_meaning(out, "", spec->meaning, spec->choices);
        lt_text_buffer_put(out, ";\n");
    }
}

void lt_sql_columns(lt_text_buffer *out, const lt_table_view *view)
{
    for (uint32_t c = 0; c < view->count; c++) {
        lt_text_buffer_put(out, c == 0 ? " (" : ", ");
        lt_text_buffer_quote(out, lt_table_view_name(view, c), '"');
    }
    lt_text_buffer_put(out, ")");
}

void lt_sql_print(FILE *stream, lt_lang lang)
{
    static const lt_fact_rows NO_ROWS = {.count = 0};
    lt_text_buffer text = LT_TEXT_BUFFER_EMPTY;

    (void)lang;
    (void)fputs("-- liantu help sql: tables that liantu reads, for PostgreSQL; "
                "SQLite takes all but COMMENT.\n",
                stream);
    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        lt_table_view view = {.rows = &NO_ROWS,
                              .spec = &lt_fact_specs[fact],
                              .fact = (lt_fact)fact};

        for (uint32_t c = 0; c < view.spec->column_count; c++)
            view.known[view.known_count++] = c;
        view.count = view.known_count;
        lt_text_buffer_put(&text, "\n");
        lt_sql_create(&text, &view);
        lt_sql_comments(&text, &view);
    }
    if (!text.is_full)
        (void)fputs(text.text, stream);
    lt_text_buffer_clear(&text);
}
