#include "importers/sheet.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { SHOWN_BYTES = 160, LABELS = 3, LABEL_BYTES_MAX = 24 };

static lt_place place_of(const lt_sheet *sheet, uint32_t line, uint32_t column)
{
    return (lt_place){sheet->path, sheet->name, line, column};
}

/* Tell of a file or sheet whose table cannot be told, and of its header. */
static void note_unknown_table(const lt_sheet *sheet, uint32_t line,
                               const char *const *headers, uint32_t count)
{
    char shown[SHOWN_BYTES] = "";
    size_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        const size_t length = strlen(headers[i]);

        if (length == 0)
            continue;
        if (used + length + sizeof(" | …") > sizeof(shown)) {
            (void)snprintf(shown + used, sizeof(shown) - used, "%s…",
                           used == 0 ? "" : " | ");
            break;
        }
        used += (size_t)snprintf(shown + used, sizeof(shown) - used, "%s%s",
                                 used == 0 ? "" : " | ", headers[i]);
    }
    lt_diagnose(sheet->diagnostics,
                sheet->is_prose ? LT_N_PROSE_SHEET : LT_W_UNKNOWN_TABLE,
                place_of(sheet, line, 0),
                sheet->name == NULL ? sheet->path : sheet->name, shown, NULL);
}

static lt_status take_header(lt_sheet *sheet, const char *const *headers,
                             uint32_t count, uint32_t line, lt_error *err)
{
    sheet->has_header = 1;
    sheet->field_count = count;
    sheet->least_count = count;
    while (headers[sheet->least_count - 1][0] == '\0')
        sheet->least_count--;
    if (sheet->fact == LT_FACT_COUNT && !sheet->is_prose)
        sheet->fact = lt_fact_guess(headers, sheet->least_count);
    sheet->is_unknown = sheet->fact == LT_FACT_COUNT;
    if (sheet->is_unknown) {
        note_unknown_table(sheet, line, headers, count);
        return LT_OK;
    }
    return lt_intake_open(&sheet->intake, sheet->facts, sheet->fact,
                          sheet->file, line, headers, sheet->least_count,
                          sheet->diagnostics, err);
}

/* The first record is the header. */
static lt_status take_first(lt_sheet *sheet, const lt_record *record,
                            lt_error *err)
{
    lt_arena arena = LT_ARENA_EMPTY;
    const char **headers = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_head_texts(&headers, &arena, record, sheet->options, err));
    LT_TRY(take_header(sheet, headers, record->count, record->line, err));
cleanup:
    lt_arena_clear(&arena);
    return status;
}

/* A cell of a grid behind the last header. */
static void note_outside(const lt_sheet *sheet, const lt_record *record,
                         uint32_t field)
{
    char shown[SHOWN_BYTES / 2];
    size_t length = record->fields[field].length;
    const char *text = lt_cell_trim(record->fields[field].text, &length);

    if (length >= sizeof(shown)) {
        length = sizeof(shown) - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    (void)snprintf(shown, sizeof(shown), "%.*s", (int)length, text);
    lt_diagnose(sheet->diagnostics, LT_W_CELL_OUTSIDE,
                place_of(sheet, record->line, field + 1), shown, NULL, NULL);
}

/* Has the record the fields of the header? Blank ones behind do not count; in a
 * grid, where no field can be in another's place, none does. */
static int has_fields(const lt_sheet *sheet, const lt_record *record)
{
    const int is_grid = sheet->kind == LT_SHEET_GRID;

    if (record->count == sheet->field_count)
        return 1;
    if (record->count < sheet->least_count)
        return is_grid;
    for (uint32_t i = sheet->least_count; i < record->count; i++) {
        size_t length = record->fields[i].length;

        (void)lt_cell_trim(record->fields[i].text, &length);
        if (length == 0)
            continue;
        if (!is_grid)
            return 0;
        note_outside(sheet, record, i);
        return 1;
    }
    return 1;
}

static void note_ragged(const lt_sheet *sheet, const lt_record *record)
{
    char found[16];
    char expected[16];

    (void)snprintf(found, sizeof(found), "%u", record->count);
    (void)snprintf(expected, sizeof(expected), "%u", sheet->field_count);
    lt_diagnose(sheet->diagnostics, LT_E_RAGGED_ROW,
                place_of(sheet, record->line, 0), found, expected, NULL);
}

/* 合计, 小 计, Total: … without spaces and the colon. */
static int is_total_word(lt_span field)
{
    static const char *const WORDS[] = {"合计", "小计",      "总计",
                                        "共计", "total",     "subtotal",
                                        "总和", "sub-total", "grandtotal"};
    char word[LABEL_BYTES_MAX];
    size_t used = 0;

    for (size_t i = 0; i < field.length && used + 1 < sizeof(word); i++) {
        if (field.text[i] == ' ' || field.text[i] == ':')
            continue;
        if (i + 2 < field.length && (memcmp(field.text + i, "　", 3) == 0 ||
                                     memcmp(field.text + i, "：", 3) == 0)) {
            i += 2;
            continue;
        }
        word[used++] = field.text[i];
    }
    word[used] = '\0';
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcasecmp(word, WORDS[i]) == 0)
            return 1;
    return 0;
}

/* Is a text blank that no row of the table can do without? A firm may be
 * called Total. */
static int lacks_text(const lt_sheet *sheet, const lt_record *record)
{
    const lt_column_spec *columns = lt_fact_specs[sheet->fact].columns;

    for (uint32_t t = 0; t < sheet->intake.text_count; t++) {
        const lt_intake_cell *cell = &sheet->intake.texts[t];

        if (columns[cell->column].required &&
            (cell->field >= record->count ||
             record->fields[cell->field].length == 0))
            return 1;
    }
    return 0;
}

/* A row of totals has the word among its first fields. A glance at the first
 * byte tells for nearly all that they have none. */
static int is_total(const lt_sheet *sheet, const lt_record *record)
{
    const uint32_t count = record->count < LABELS ? record->count : LABELS;

    for (uint32_t i = 0; i < count; i++) {
        const lt_span field = record->fields[i];
        const unsigned char first =
            field.length == 0 ? 0 : (unsigned char)field.text[0];

        if (field.length < 5 || field.length > LABEL_BYTES_MAX)
            continue;
        if (first == 0xE5 || first == 0xE6) {
            if (is_total_word(field))
                return 1;
        } else if ((first | 0x20) == 't' || (first | 0x20) == 's' ||
                   (first | 0x20) == 'g') {
            if (is_total_word(field) && lacks_text(sheet, record))
                return 1;
        }
    }
    return 0;
}

/* Take rows below the header; the array is used up. */
static lt_status take_rows(lt_sheet *sheet, lt_record *records, uint32_t count,
                           lt_error *err)
{
    const int has_totals =
        sheet->kind != LT_SHEET_RECORDS && sheet->intake.is_usable;
    uint32_t kept = 0;
    lt_status status = LT_OK;

    for (uint32_t i = 0; i < count; i++) {
        const lt_record *record = &records[i];

        if (has_totals && is_total(sheet, record)) {
            sheet->first_total =
                sheet->totals == 0 ? record->line : sheet->first_total;
            sheet->totals++;
            sheet->facts->skipped++;
        } else if (sheet->is_unknown) {
            sheet->facts->skipped++;
        } else if (has_fields(sheet, record)) {
            records[kept++] = *record;
        } else {
            note_ragged(sheet, record);
            sheet->facts->skipped++;
        }
    }
    if (sheet->intake.is_usable)
        LT_TRY(lt_intake_rows(&sheet->intake, records, kept, err));
    else
        sheet->facts->skipped += kept;
cleanup:
    return status;
}

/* Rows of a grid that were held have as many fields as the header. */
static lt_status widen(lt_sheet *sheet, lt_record *record, lt_error *err)
{
    lt_span *fields = NULL;

    if (sheet->kind != LT_SHEET_GRID || record->count >= sheet->least_count)
        return LT_OK;
    fields =
        lt_arena_take(&sheet->head.arena, sheet->least_count * sizeof(*fields));
    if (fields == NULL)
        return lt_fail_memory(err, "rows");
    memcpy(fields, record->fields, record->count * sizeof(*fields));
    for (uint32_t i = record->count; i < sheet->least_count; i++)
        fields[i].text = "";
    record->fields = fields;
    return LT_OK;
}

/* Choose the header among the records held, and take those below it. */
static lt_status settle(lt_sheet *sheet, lt_error *err)
{
    lt_head *head = &sheet->head;
    lt_head_choice choice;
    uint32_t below = 0;
    char titles[16];
    lt_status status = LT_OK;

    LT_TRY(lt_head_choose(&choice, head, sheet->fact, sheet->options, err));
    sheet->fact = choice.fact;
    below = choice.first + choice.height;
    LT_TRY(take_header(sheet, choice.headers, choice.count,
                       head->records[below - 1].line, err));
    if (choice.first > 0) {
        (void)snprintf(titles, sizeof(titles), "%u", choice.first);
        lt_diagnose(sheet->diagnostics, LT_N_TITLE_ROWS,
                    place_of(sheet, head->records[choice.first].line, 0),
                    titles, NULL, NULL);
    }
    sheet->facts->skipped +=
        choice.first + (sheet->intake.is_usable ? 0 : choice.height);
    for (uint32_t i = below; i < head->count; i++)
        LT_TRY(widen(sheet, &head->records[i], err));
    LT_TRY(take_rows(sheet, head->records + below, head->count - below, err));
cleanup:
    lt_head_clear(head);
    return status;
}

/* Take a record before the header is known. */
static lt_status take_early(lt_sheet *sheet, const lt_record *record,
                            lt_error *err)
{
    int is_enough = 0;
    lt_status status = LT_OK;

    if (sheet->kind == LT_SHEET_RECORDS || sheet->is_prose) {
        LT_TRY(take_first(sheet, record, err));
        sheet->facts->skipped += !sheet->intake.is_usable;
        return LT_OK;
    }
    LT_TRY(lt_head_add(&sheet->head, &is_enough, record, sheet->fact,
                       sheet->options, err));
    if (is_enough)
        LT_TRY(settle(sheet, err));
cleanup:
    return status;
}

lt_status lt_sheet_take(lt_sheet *sheet, lt_record *records, uint32_t count,
                        lt_error *err)
{
    uint32_t kept = 0;
    lt_status status = LT_OK;

    sheet->facts->records += count;
    for (uint32_t i = 0; i < count; i++) {
        if (records[i].count != sheet->field_count &&
            lt_record_is_blank(&records[i]))
            continue;
        if (sheet->has_header)
            records[kept++] = records[i];
        else
            LT_TRY(take_early(sheet, &records[i], err));
    }
    LT_TRY(take_rows(sheet, records, kept, err));
cleanup:
    return status;
}

lt_status lt_sheet_finish(lt_sheet *sheet, lt_error *err)
{
    char totals[16];
    lt_status status = LT_OK;

    if (!sheet->has_header && sheet->head.count > 0)
        LT_TRY(settle(sheet, err));
    if (sheet->totals > 0) {
        (void)snprintf(totals, sizeof(totals), "%u", sheet->totals);
        lt_diagnose(sheet->diagnostics, LT_N_TOTALS_LEFT_OUT,
                    place_of(sheet, sheet->first_total, 0), totals, NULL, NULL);
    }
cleanup:
    return status;
}

lt_status lt_sheet_open(lt_sheet *sheet, lt_facts *facts, const char *path,
                        const char *name, lt_fact fact,
                        const lt_read_options *options,
                        lt_diagnostics *diagnostics, lt_error *err)
{
    *sheet = (lt_sheet){.facts = facts,
                        .diagnostics = diagnostics,
                        .path = path,
                        .name = name,
                        .options = options,
                        .fact = fact};
    return lt_facts_add_file(&sheet->file, facts, path, name, err);
}

void lt_sheet_restart(lt_sheet *sheet, lt_fact fact)
{
    lt_intake_close(&sheet->intake);
    lt_head_clear(&sheet->head);
    sheet->intake = (lt_intake){.is_usable = 0};
    sheet->has_header = 0;
    sheet->is_unknown = 0;
    sheet->field_count = 0;
    sheet->least_count = 0;
    sheet->totals = 0;
    sheet->fact = fact;
}

void lt_sheet_close(lt_sheet *sheet)
{
    lt_intake_close(&sheet->intake);
    lt_head_clear(&sheet->head);
}
