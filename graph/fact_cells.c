/* Cells of fact tables: from text to symbols and numbers, and what is wrong
 * with them. */
#include "graph/fact_amount.h"
#include "graph/fact_units.h"
#include "graph/facts.h"
#include "graph/fold.h"
#include "graph/table.h"
#include "graph/units.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 96, LABEL_BYTES = 96, CHOICES_BYTES = 512 };

/* A cell that is being set. */
struct cell {
    lt_facts *facts;
    lt_fact fact;
    uint32_t row;
    uint32_t column;
    const lt_column_spec *spec;
    const char *text; /* Trimmed. */
    size_t length;
    lt_diagnostics *diagnostics;
};

static int is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the wide white space at @p text: U+3000, U+00A0, U+FEFF. */
static size_t wide_white(const char *text, size_t length)
{
    if (length >= 3 && (memcmp(text, "\xE3\x80\x80", 3) == 0 ||
                        memcmp(text, "\xEF\xBB\xBF", 3) == 0))
        return 3;
    return length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* The same for what ends the text. */
static size_t wide_white_behind(const char *text, size_t length)
{
    if (length >= 3 && wide_white(text + length - 3, 3) == 3)
        return 3;
    return length >= 2 && wide_white(text + length - 2, 2) == 2 ? 2 : 0;
}

const char *lt_cell_trim(const char *text, size_t *length)
{
    size_t left = *length;

    while (left > 0) {
        size_t white = is_white(text[0]) ? 1 : wide_white(text, left);

        if (white == 0)
            break;
        text += white;
        left -= white;
    }
    while (left > 0) {
        size_t white =
            is_white(text[left - 1]) ? 1 : wide_white_behind(text, left);

        if (white == 0)
            break;
        left -= white;
    }
    *length = left;
    return text;
}

void lt_column_label(char *label, size_t room, const lt_column_spec *spec,
                     lt_lang lang)
{
    if (lang == LT_ZH)
        (void)snprintf(label, room, "%.*s(%s)",
                       (int)strcspn(spec->headers, ";"), spec->headers,
                       spec->name);
    else
        (void)snprintf(label, room, "%s", spec->name);
}

/* Note a fault of the cell, with the text as the user wrote it. */
static void note(const struct cell *cell, lt_code code, const char *third)
{
    char shown[SHOWN_BYTES];
    char label[LABEL_BYTES];
    size_t length = cell->length;

    if (cell->diagnostics == NULL)
        return;
    if (length > SHOWN_BYTES / 2) {
        length = SHOWN_BYTES / 2;
        while (((unsigned char)cell->text[length] & 0xC0) == 0x80)
            length--;
    }
    (void)snprintf(shown, sizeof(shown), "%.*s%s", (int)length, cell->text,
                   length < cell->length ? "…" : "");
    lt_column_label(label, sizeof(label), cell->spec, cell->diagnostics->lang);
    lt_diagnose(
        cell->diagnostics, code,
        lt_facts_place(cell->facts, cell->fact, cell->row, cell->column),
        code == LT_E_BLANK ? label : shown,
        code == LT_E_BLANK ? lt_fact_specs[cell->fact].name : label, third);
}

/* inf and nan, and digits beyond what a number can hold. */
static int is_infinite(const char *text, size_t length)
{
    char copy[LT_FOLD_BYTES];
    char *end = NULL;
    double value = 0.0;

    if (length + 1 > sizeof(copy))
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    value = strtod(copy, &end);
    return end != copy && *end == '\0' && !isfinite(value);
}

/* The length of the year in a date such as 2021-03-05; 0 where it is none. */
static size_t year_of_date(const char *text, size_t length)
{
    static const char SHAPE[] = "0000-00-00";

    if (length < sizeof(SHAPE) - 1)
        return 0;
    for (size_t i = 0; i < sizeof(SHAPE) - 1; i++)
        if (SHAPE[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return 0;
    return 4;
}

/* The number written in @p cell; its full-width digits count. A year may have
 * 年 behind it, or be that of a date. */
static int read_number(double *out, const struct cell *cell, lt_code *why)
{
    static const char YEAR[] = "年";
    const size_t year_length = sizeof(YEAR) - 1;
    char narrow[LT_FOLD_BYTES];
    size_t length = 0;

    if (lt_number_parse(out, cell->text, cell->length))
        return 1;
    *why = LT_E_NOT_NUMBER;
    length = lt_fold_width(narrow, sizeof(narrow), cell->text, cell->length);
    if (length == SIZE_MAX)
        return 0;
    if (cell->spec->cell == LT_CELL_YEAR && length > year_length &&
        memcmp(narrow + length - year_length, YEAR, year_length) == 0)
        length -= year_length;
    if (cell->spec->cell == LT_CELL_YEAR && year_of_date(narrow, length) > 0)
        length = year_of_date(narrow, length);
    if (lt_number_parse(out, narrow, length))
        return 1;
    if (is_infinite(narrow, length))
        *why = LT_E_NOT_FINITE;
    return 0;
}

/* Write a unit into the unit column of the row, which may be new. */
static lt_status give_unit(const struct cell *cell, uint32_t column,
                           const char *text, lt_error *err)
{
    lt_fact_rows *rows = &cell->facts->tables[cell->fact];
    lt_symbol symbol = 0;
    lt_status status =
        lt_facts_open_column(cell->facts, cell->fact, column, err);

    if (status != LT_OK)
        return status;
    symbol = lt_pool_add(cell->facts->pool, text, strlen(text));
    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(err, "texts");
    rows->text[column][cell->row] = symbol;
    return LT_OK;
}

/* Take the unit behind a number: that of the row where it has none yet, else
 * the number is converted to it; of columns in a fixed unit, to that. 0 in
 * *fits: it does not fit. */
static lt_status take_unit(const struct cell *cell, lt_written_amount *written,
                           int *fits, lt_error *err)
{
    const lt_unit_rule *rule = lt_unit_rule_of(cell->fact);
    const uint32_t bit = (uint32_t)1 << cell->column;
    lt_unit unit = LT_UNIT_NONE;
    const char *given = "";

    *fits = 1;
    if (rule == NULL || ((rule->amounts | rule->prices) & bit) == 0) {
        written->number *= written->unit.factor;
        return LT_OK;
    }
    *fits = (rule->amounts & bit) != 0;
    if (!*fits)
        return LT_OK;
    given =
        lt_facts_text(cell->facts, cell->fact, cell->row, rule->unit_column);
    if (given[0] == '\0')
        return give_unit(cell, rule->unit_column, written->unit_text, err);
    *fits =
        lt_unit_parse(&unit, given) && lt_unit_compatible(unit, written->unit);
    if (*fits)
        written->number = lt_unit_convert(written->number, written->unit, unit);
    return LT_OK;
}

/* A number that is not written alone: 20万吨, 约20, ≥20. *number stays NaN
 * where it is none. */
static lt_status read_written(double *number, int *has_unit,
                              const struct cell *cell, lt_error *err)
{
    lt_written_amount written;
    char shown[LT_NUMBER_BYTES];
    int fits = 1;
    lt_status status = LT_OK;

    if (cell->spec->cell == LT_CELL_YEAR ||
        !lt_written_amount_parse(&written, cell->text, cell->length))
        return LT_OK;
    if (written.unit_text[0] != '\0') {
        status = take_unit(cell, &written, &fits, err);
        if (status != LT_OK || !fits)
            return status;
        *has_unit = 1;
    }
    *number = written.number;
    lt_number_text(shown, written.number);
    note(cell, written.is_rough ? LT_W_ROUGH_NUMBER : LT_N_UNIT_IN_CELL, shown);
    return LT_OK;
}

static double checked_number(const struct cell *cell)
{
    double number = NAN;
    lt_code why = LT_E_NOT_NUMBER;

    if (!read_number(&number, cell, &why)) {
        note(cell, why, NULL);
        return NAN;
    }
    if (cell->spec->cell == LT_CELL_AMOUNT && number < 0.0) {
        note(cell, LT_E_NEGATIVE, NULL);
        return NAN;
    }
    if (cell->spec->cell == LT_CELL_YEAR &&
        (number < 1000.0 || number > 9999.0 || number != floor(number))) {
        note(cell, LT_E_OUT_OF_RANGE, "1000 – 9999");
        return NAN;
    }
    return number;
}

/* What the column takes: "在产 (operating)、在建 (building)". */
static void list_choices(char *out, const lt_column_spec *spec, lt_lang lang)
{
    size_t used = 0;
    const char *at = spec->choices;

    out[0] = '\0';
    while (at != NULL && used + 1 < CHOICES_BYTES) {
        const char *end = strchr(at, ';');
        const size_t english = strcspn(at, "=;");
        const char *chinese = at[english] == '=' ? at + english + 1 : at;
        const size_t length = strcspn(chinese, "=;");

        if (lang == LT_ZH)
            used += (size_t)snprintf(out + used, CHOICES_BYTES - used,
                                     "%s%.*s(%.*s)", used == 0 ? "" : "、",
                                     (int)length, chinese, (int)english, at);
        else
            used += (size_t)snprintf(out + used, CHOICES_BYTES - used, "%s%.*s",
                                     used == 0 ? "" : ", ", (int)english, at);
        at = end == NULL ? NULL : end + 1;
    }
}

/* The English word of a choice and its length; "" where it is none. */
static const char *checked_choice(const struct cell *cell, size_t *length)
{
    char copy[LT_FOLD_BYTES];
    char choices[CHOICES_BYTES];
    const char *word = NULL;

    *length = 0;
    if (cell->length + 1 <= sizeof(copy)) {
        memcpy(copy, cell->text, cell->length);
        copy[cell->length] = '\0';
        word = lt_choice_word(cell->spec, copy, length);
    }
    if (word != NULL)
        return word;
    if (cell->diagnostics != NULL) {
        list_choices(choices, cell->spec, cell->diagnostics->lang);
        note(cell, LT_E_NOT_IN_LIST, choices);
    }
    return "";
}

/* Set a cell that holds a number. */
static lt_status set_number(const struct cell *cell, int *has_unit,
                            lt_error *err)
{
    double *number =
        &cell->facts->tables[cell->fact].number[cell->column][cell->row];
    double plain = 0.0;
    lt_code why = LT_E_NOT_NUMBER;
    lt_status status = LT_OK;

    *number = NAN;
    if (!read_number(&plain, cell, &why))
        status = read_written(number, has_unit, cell, err);
    if (status == LT_OK && isnan(*number))
        *number = checked_number(cell);
    return status;
}

lt_status lt_facts_set_amount(lt_facts *facts, lt_fact fact, uint32_t row,
                              uint32_t column, const char *text, size_t length,
                              int *has_unit, lt_diagnostics *diagnostics,
                              lt_error *err)
{
    struct cell cell = {
        facts, fact,   row,        column, &lt_fact_specs[fact].columns[column],
        text,  length, diagnostics};
    lt_fact_rows *rows = &facts->tables[fact];
    lt_symbol symbol = 0;

    *has_unit = 0;
    cell.text = lt_cell_trim(text, &cell.length);
    if (cell.length == 0) {
        if (cell.spec->required)
            note(&cell, LT_E_BLANK, NULL);
        return LT_OK;
    }
    if (rows->number[column] != NULL)
        return set_number(&cell, has_unit, err);
    if (rows->text[column] == NULL)
        return lt_fail(err, LT_ERR_INVALID, "%s.%s was not opened",
                       lt_fact_specs[fact].name, cell.spec->name);
    if (cell.spec->cell == LT_CELL_CHOICE) {
        size_t word_length = 0;

        cell.text = checked_choice(&cell, &word_length);
        cell.length = word_length;
    }
    symbol = lt_pool_add(facts->pool, cell.text, cell.length);
    if (symbol == LT_SYMBOL_NONE)
        return lt_fail_memory(err, "texts");
    rows->text[column][row] = symbol;
    return LT_OK;
}

lt_status lt_facts_set(lt_facts *facts, lt_fact fact, uint32_t row,
                       uint32_t column, const char *text, size_t length,
                       lt_diagnostics *diagnostics, lt_error *err)
{
    int has_unit = 0;

    return lt_facts_set_amount(facts, fact, row, column, text, length,
                               &has_unit, diagnostics, err);
}
