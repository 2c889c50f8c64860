#include "importers/header.h"

#include "graph/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_BYTES = 400, LABEL_BYTES = 96, UNIT_BYTES = 48 };

static lt_place place_of(const lt_header *header, uint32_t field)
{
    return (lt_place){header->file, header->sheet, header->line, field};
}

/* Append @p text to a list of names; what does not fit is "…". */
static void append(char *list, const char *text, lt_lang lang)
{
    const char *between = lang == LT_ZH ? "、" : ", ";
    const size_t used = strlen(list);

    if (used == 0)
        between = "";
    if (used + strlen(between) + strlen(text) + sizeof("…") < LIST_BYTES)
        (void)snprintf(list + used, LIST_BYTES - used, "%s%s", between, text);
    else if (used >= 3 && strcmp(list + used - 3, "…") != 0)
        (void)snprintf(list + used, LIST_BYTES - used, "…");
}

/* Not one field is a known column. */
static void note_no_header(const lt_header *header, lt_diagnostics *diagnostics,
                           lt_lang lang)
{
    const lt_fact_spec *spec = &lt_fact_specs[header->fact];
    char found[LIST_BYTES] = "";
    char needed[LIST_BYTES] = "";
    char label[LABEL_BYTES];

    for (uint32_t i = 0; i < header->count; i++)
        append(found, header->names[i], lang);
    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (!spec->columns[c].required)
            continue;
        lt_column_label(label, sizeof(label), &spec->columns[c], lang);
        append(needed, label, lang);
    }
    lt_diagnose(diagnostics, LT_E_NO_HEADER, place_of(header, 0), found,
                spec->name, needed);
}

static void note_missing(const lt_header *header, uint32_t column,
                         lt_diagnostics *diagnostics, lt_lang lang)
{
    const lt_fact_spec *spec = &lt_fact_specs[header->fact];
    char found[LIST_BYTES] = "";
    char label[LABEL_BYTES];

    for (uint32_t i = 0; i < header->count; i++)
        append(found, header->names[i], lang);
    lt_column_label(label, sizeof(label), &spec->columns[column], lang);
    lt_diagnose(diagnostics, LT_E_COLUMN_MISSING, place_of(header, 0), label,
                spec->name, found);
}

int lt_header_read(lt_header *header, lt_diagnostics *diagnostics)
{
    const lt_fact_spec *spec = &lt_fact_specs[header->fact];
    const lt_lang lang = diagnostics == NULL ? LT_ZH : diagnostics->lang;
    uint32_t twice =
        lt_fact_map(header->fields, header->fact, header->names, header->count);
    uint32_t known = 0;
    uint32_t lacking = 0;
    int missing = 0;

    for (uint32_t c = 0; c < spec->column_count; c++)
        known += header->fields[c] != 0;
    if (known == 0) {
        note_no_header(header, diagnostics, lang);
        return 0;
    }
    if (twice != UINT32_MAX)
        lt_diagnose(diagnostics, LT_E_COLUMN_TWICE, place_of(header, twice + 1),
                    header->names[twice], spec->name, NULL);
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (spec->columns[c].required && header->fields[c] == 0) {
            note_missing(header, c, diagnostics, lang);
            missing = 1;
        }
    if (!missing && lt_fact_lacks(header->fact, header->fields, &lacking)) {
        note_missing(header, lacking, diagnostics, lang);
        missing = 1;
    }
    return twice == UINT32_MAX && !missing;
}

/* All that the columns of a table answer to, to find what was meant. */
static lt_status list_names(lt_names **out, const lt_fact_spec *spec,
                            lt_error *err)
{
    lt_names *names = lt_names_new();
    lt_status status = LT_OK;

    *out = NULL;
    if (names == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t c = 0; c < spec->column_count; c++) {
        const char *at = spec->columns[c].headers;

        LT_TRY(
            lt_names_add(names, LT_NAME_NAME, spec->columns[c].name, c, err));
        while (*at != '\0') {
            char name[LABEL_BYTES];
            size_t length = strcspn(at, ";");

            (void)snprintf(name, sizeof(name), "%.*s", (int)length, at);
            LT_TRY(lt_names_add(names, LT_NAME_NAME, name, c, err));
            at += length + (at[length] == ';');
        }
    }
    *out = names;
    names = NULL;
cleanup:
    lt_names_free(names);
    return status;
}

static int is_known(const lt_header *header, uint32_t field)
{
    for (size_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
        if (header->fields[c] == field)
            return 1;
    return 0;
}

lt_status lt_header_note_unknown(const lt_header *header,
                                 lt_diagnostics *diagnostics, lt_error *err)
{
    const lt_fact_spec *spec = &lt_fact_specs[header->fact];
    lt_names *names = NULL;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < header->count && diagnostics != NULL; i++) {
        if (header->names[i][0] == '\0' || is_known(header, i + 1))
            continue;
        if (names == NULL)
            LT_TRY(list_names(&names, spec, err));
        lt_diagnose(diagnostics, LT_W_UNKNOWN_COLUMN, place_of(header, i + 1),
                    header->names[i], spec->name,
                    lt_names_nearest(names, header->names[i]));
    }
cleanup:
    lt_names_free(names);
    return status;
}

static int parse_unit(lt_unit *unit, const char *text, size_t length)
{
    char copy[UNIT_BYTES];

    if (length >= sizeof(copy))
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return lt_unit_parse(unit, copy);
}

/* 元/吨 or kWh/t: a unit per another. */
static int parse_ratio(lt_unit *unit, lt_unit *per, const char *text,
                       size_t length)
{
    const char *slash = memchr(text, '/', length);

    return slash != NULL && parse_unit(unit, text, (size_t)(slash - text)) &&
           parse_unit(per, slash + 1, length - (size_t)(slash + 1 - text));
}

/* An amount in the unit of the row: the first such unit is that of all rows,
 * others are converted to it. */
static void take_amount(lt_header_units *units, const lt_header *header,
                        uint32_t column, lt_unit unit, const char *text,
                        size_t length, lt_diagnostics *diagnostics)
{
    lt_unit first = LT_UNIT_NONE;
    char name[UNIT_BYTES];

    if (units->unit == NULL) {
        units->unit = text;
        units->unit_length = length;
        units->unit_from = column;
        return;
    }
    (void)parse_unit(&first, units->unit, units->unit_length);
    if (lt_unit_compatible(unit, first)) {
        units->factor[column] = lt_unit_convert(1.0, unit, first);
        return;
    }
    (void)snprintf(name, sizeof(name), "%.*s", (int)length, text);
    lt_diagnose(diagnostics, LT_E_UNIT_MISMATCH,
                place_of(header, header->fields[column]), name, first.name,
                header->names[header->fields[units->unit_from] - 1]);
}

static void read_unit(lt_header_units *units, const lt_header *header,
                      const lt_unit_rule *rule, uint32_t column,
                      lt_diagnostics *diagnostics)
{
    const char *text = NULL;
    size_t length = 0;
    lt_unit unit = LT_UNIT_NONE;
    lt_unit per = LT_UNIT_NONE;
    const int is_amount = rule != NULL && (rule->amounts >> column & 1) != 0;

    (void)lt_fact_bare(header->names[header->fields[column] - 1], &text,
                       &length);
    if (length == 0)
        return;
    if (is_amount && rule->fact == LT_RECIPES) {
        /* The builder reads ratios such as kWh/t. */
        if (units->unit == NULL && (parse_unit(&unit, text, length) ||
                                    parse_ratio(&unit, &per, text, length))) {
            units->unit = text;
            units->unit_length = length;
            units->unit_from = column;
        }
        return;
    }
    if (parse_unit(&unit, text, length)) {
        if (is_amount)
            take_amount(units, header, column, unit, text, length, diagnostics);
        else
            units->factor[column] = unit.factor;
        return;
    }
    if (rule != NULL && (rule->prices >> column & 1) != 0 &&
        parse_ratio(&unit, &per, text, length)) {
        units->factor[column] = unit.factor;
        units->per[column] = per;
    }
}

void lt_header_read_units(lt_header_units *units, const lt_header *header,
                          lt_diagnostics *diagnostics)
{
    const lt_fact_spec *spec = &lt_fact_specs[header->fact];
    const lt_unit_rule *rule = lt_unit_rule_of(header->fact);

    *units = (lt_header_units){.unit = NULL};
    for (uint32_t c = 0; c < LT_FACT_COLUMNS_MAX; c++) {
        units->factor[c] = 1.0;
        units->per[c] = LT_UNIT_NONE;
    }
    for (uint32_t c = 0; c < spec->column_count; c++) {
        const lt_cell cell = spec->columns[c].cell;

        if (header->fields[c] != 0 &&
            (cell == LT_CELL_AMOUNT || cell == LT_CELL_NUMBER))
            read_unit(units, header, rule, c, diagnostics);
    }
}
