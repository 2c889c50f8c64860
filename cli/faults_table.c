#include "cli/faults_table.h"

#include "cli/messages.h"

#include <string.h>

enum {
    COLUMN_FILE,
    COLUMN_LINE,
    COLUMN_COLUMN,
    COLUMN_SHEET,
    COLUMN_CELL,
    COLUMN_CODE,
    COLUMN_SEVERITY,
    COLUMN_MESSAGE,
    COLUMN_HINT,
    COLUMN_COUNT
};

static const lt_column COLUMNS[COLUMN_COUNT] = {
    [COLUMN_FILE] = {"file", {"文件", "file"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_LINE] = {"line", {"行", "line"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_COLUMN] =
        {"column", {"列", "column"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SHEET] =
        {"sheet", {"工作表", "sheet"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CELL] = {"cell", {"单元格", "cell"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_CODE] = {"code", {"代码", "code"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SEVERITY] =
        {"severity", {"程度", "severity"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_MESSAGE] =
        {"message", {"问题", "message"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_HINT] = {"hint", {"办法", "hint"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

/* Where some stand in workbooks, the sheet is shown to everybody. */
static const lt_column SHEET_COLUMNS[COLUMN_COUNT] = {
    [COLUMN_FILE] = {"file", {"文件", "file"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_LINE] = {"line", {"行", "line"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_COLUMN] =
        {"column", {"列", "column"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_SHEET] =
        {"sheet", {"工作表", "sheet"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_CELL] =
        {"cell", {"单元格", "cell"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_CODE] = {"code", {"代码", "code"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SEVERITY] =
        {"severity", {"程度", "severity"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_MESSAGE] =
        {"message", {"问题", "message"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_HINT] = {"hint", {"办法", "hint"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

/* Faults live as long as the load: their texts are copied. */
static lt_status set_text(lt_value *cell, lt_answer *answer, const char *text,
                          lt_error *err)
{
    const char *copy = NULL;

    if (text == NULL || text[0] == '\0')
        return LT_OK;
    copy = lt_arena_copy(&answer->arena, text, strlen(text));
    if (copy == NULL)
        return lt_fail_memory(err, "faults");
    *cell = lt_value_text(copy);
    return LT_OK;
}

static lt_status add_fault(lt_answer *answer, lt_table *table,
                           const lt_diagnostic *fault, int strict,
                           lt_error *err)
{
    const lt_severity severity = lt_severity_under(fault->severity, strict);
    char cell[LT_CELL_BYTES];
    lt_value *row = NULL;
    lt_status status = LT_OK;

    lt_cell_name(cell, fault->place);
    LT_TRY(lt_table_add_row(table, &row, err));
    LT_TRY(set_text(&row[COLUMN_FILE], answer, fault->place.file, err));
    if (fault->place.line > 0)
        row[COLUMN_LINE] = lt_value_number(fault->place.line);
    if (fault->place.column > 0)
        row[COLUMN_COLUMN] = lt_value_number(fault->place.column);
    LT_TRY(set_text(&row[COLUMN_SHEET], answer, fault->place.sheet, err));
    LT_TRY(set_text(&row[COLUMN_CELL], answer, cell, err));
    row[COLUMN_CODE] = lt_value_text(lt_code_table[fault->code].name);
    row[COLUMN_SEVERITY] = lt_value_text(lt_severity_word(severity));
    LT_TRY(set_text(&row[COLUMN_MESSAGE], answer, fault->message, err));
    LT_TRY(set_text(&row[COLUMN_HINT], answer, fault->hint, err));
cleanup:
    return status;
}

static int is_wanted(const lt_diagnostic *fault, lt_faults_wanted wanted)
{
    return wanted == LT_FAULTS_ALL || fault->code == LT_W_RIVAL_FIGURES ||
           fault->code == LT_N_RIVAL_STATEMENTS ||
           fault->code == LT_W_FIRMS_ABOVE_TOTAL;
}

static int has_sheets(const lt_diagnostics *faults, lt_faults_wanted wanted)
{
    for (size_t i = 0; i < faults->kept_count; i++)
        if (faults->items[i].place.sheet != NULL &&
            is_wanted(&faults->items[i], wanted))
            return 1;
    return 0;
}

lt_status lt_faults_section(lt_section **out, lt_answer *answer,
                            const char *key, const char *title,
                            const lt_diagnostics *faults,
                            lt_faults_wanted wanted, int strict, lt_error *err)
{
    const lt_column *columns =
        has_sheets(faults, wanted) ? SHEET_COLUMNS : COLUMNS;
    lt_status status = LT_OK;

    LT_TRY(
        lt_answer_section(out, answer, key, title, columns, COLUMN_COUNT, err));
    for (size_t i = 0; i < faults->kept_count; i++)
        if (is_wanted(&faults->items[i], wanted))
            LT_TRY(add_fault(answer, &(*out)->table, &faults->items[i], strict,
                             err));
cleanup:
    return status;
}

lt_status lt_faults_add_conflict(lt_section *section, lt_answer *answer,
                                 const lt_graph *graph, uint32_t statement,
                                 lt_error *err)
{
    const lt_facts *facts = graph->facts;
    lt_diagnostic fault = {0};

    fault.code = LT_N_RIVAL_STATEMENTS;
    fault.severity = LT_NOTE;
    fault.place = lt_facts_place(facts, LT_STATEMENTS, statement, UINT32_MAX);
    fault.hint =
        lt_facts_text(facts, LT_STATEMENTS, statement, LT_STATEMENT_SECTION);
    fault.message = lt_arena_format(
        &answer->arena, answer->lang == LT_ZH ? "%s：%s %s" : "%s: %s %s",
        lt_facts_text(facts, LT_STATEMENTS, statement, LT_STATEMENT_SUBJECT),
        lt_facts_text(facts, LT_STATEMENTS, statement, LT_STATEMENT_VALUE),
        lt_facts_text(facts, LT_STATEMENTS, statement, LT_STATEMENT_WORDS));
    if (fault.message == NULL)
        return lt_fail_memory(err, "conflicts");
    return add_fault(answer, &section->table, &fault, 0, err);
}
