#include "importers/head.h"

#include "graph/units.h"

#include <stdio.h>
#include <string.h>

/* Rows of a header are no wider, so that a search stays short. */
enum { WIDTH_MAX = 128, UNIT_BYTES = 48, PLAIN_ROWS = 3 };

/* How well a header fits: columns known; 0 where it is none. */
struct fit {
    lt_fact fact;
    uint32_t known;
    const char **headers;
    uint32_t count;
    int is_twice; /* A column is named twice. */
};

void lt_head_clear(lt_head *head)
{
    lt_arena_clear(&head->arena);
    *head = (lt_head){.count = 0};
}

/* The column that the user says a header is; its own text as a rule. */
static const char *said_of(const lt_read_options *options, lt_arena *arena,
                           const char *header)
{
    const size_t count = options == NULL ? 0 : options->map_count;

    for (size_t i = 0; i < count; i++) {
        const char *said = options->maps[i];
        const char *field = strchr(said, '=');

        if (field != NULL && strcmp(field + 1, header) == 0)
            return lt_arena_copy(arena, said, (size_t)(field - said));
    }
    return header;
}

/* A copy on one line: breaks beside Chinese characters go. */
static char *copy_line(lt_arena *arena, const char *text, size_t length)
{
    char *copy = lt_arena_copy(arena, text, length);
    size_t used = 0;

    for (size_t i = 0; copy != NULL && i < length; i++) {
        if (copy[i] != '\n' && copy[i] != '\r')
            copy[used++] = copy[i];
        else if (used > 0 && (copy[used - 1] & 0x80) == 0 &&
                 copy[used - 1] != ' ' && (copy[i + 1] & 0x80) == 0)
            copy[used++] = ' ';
    }
    if (copy != NULL)
        copy[used] = '\0';
    return copy;
}

lt_status lt_head_texts(const char ***out, lt_arena *arena,
                        const lt_record *record, const lt_read_options *options,
                        lt_error *err)
{
    const char **texts =
        lt_arena_take(arena, ((size_t)record->count + 1) * sizeof(*texts));

    *out = texts;
    if (texts == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < record->count; i++) {
        size_t length = record->fields[i].length;
        const char *text = lt_cell_trim(record->fields[i].text, &length);

        texts[i] = copy_line(arena, text, length);
        if (texts[i] != NULL)
            texts[i] = said_of(options, arena, texts[i]);
        if (texts[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    return LT_OK;
}

static uint32_t count_written(const char *const *headers, uint32_t count)
{
    uint32_t written = 0;

    for (uint32_t i = 0; i < count; i++)
        written += headers[i][0] != '\0';
    return written;
}

/* Columns of @p fact that the headers name; 0 where one that it cannot do
 * without is missing or most headers are unknown. *is_twice: one is named
 * twice. */
static uint32_t count_known(int *is_twice, lt_fact fact,
                            const char *const *headers, uint32_t count)
{
    uint16_t fields[LT_FACT_COLUMNS_MAX];
    uint32_t lacking = 0;
    uint32_t known = 0;

    *is_twice = lt_fact_map(fields, fact, headers, count) != UINT32_MAX;
    if (lt_fact_lacks(fact, fields, &lacking))
        return 0;
    for (uint32_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
        known += fields[c] != 0;
    return known * 2 > count_written(headers, count) ? known : 0;
}

/* How well one record is a header. */
static struct fit fit_one(lt_fact fact, const char **headers, uint32_t count)
{
    struct fit fit = {fact, 0, headers, count, 0};

    if (fact == LT_FACT_COUNT)
        fit.fact = lt_fact_guess(headers, count);
    if (fit.fact != LT_FACT_COUNT)
        fit.known = count_known(&fit.is_twice, fit.fact, headers, count);
    return fit;
}

/* Titles are single texts, data have numbers. */
static int may_be_header(const lt_record *record)
{
    uint32_t written = 0;
    uint32_t numbers = 0;

    for (uint32_t i = 0; i < record->count; i++) {
        size_t length = record->fields[i].length;
        const char *text = lt_cell_trim(record->fields[i].text, &length);
        double number = 0.0;

        written += length > 0;
        numbers += length > 0 && lt_number_parse(&number, text, length);
    }
    return written > 1 && written <= WIDTH_MAX && numbers * 2 < written;
}

static lt_status copy_record(lt_record *out, lt_arena *arena,
                             const lt_record *record, lt_error *err)
{
    lt_span *fields =
        lt_arena_take(arena, ((size_t)record->count + 1) * sizeof(*fields));

    if (fields == NULL)
        return lt_fail_memory(err, "rows");
    *out = (lt_record){fields, record->count, record->line};
    for (uint32_t i = 0; i < record->count; i++) {
        fields[i].length = record->fields[i].length;
        fields[i].text = lt_arena_copy(arena, record->fields[i].text,
                                       record->fields[i].length);
        if (fields[i].text == NULL)
            return lt_fail_memory(err, "rows");
    }
    return LT_OK;
}

lt_status lt_head_add(lt_head *head, int *is_enough, const lt_record *record,
                      lt_fact fact, const lt_read_options *options,
                      lt_error *err)
{
    const char **texts = NULL;
    lt_status status = LT_OK;

    *is_enough = 0;
    LT_TRY(copy_record(&head->records[head->count], &head->arena, record, err));
    head->count++;
    if (head->count == 1) {
        LT_TRY(lt_head_texts(&texts, &head->arena, record, options, err));
        head->is_plain =
            (record->count == 1 || count_written(texts, record->count) > 1) &&
            fit_one(fact, texts, record->count).known > 0;
    }
    *is_enough = head->count == LT_HEAD_MAX ||
                 (head->is_plain && head->count == PLAIN_ROWS);
cleanup:
    return status;
}

static int is_unit(const char *text)
{
    const char *slash = strchr(text, '/');
    char copy[UNIT_BYTES];
    const size_t length = strlen(text);
    lt_unit unit;

    if (lt_unit_parse(&unit, text))
        return unit.dimension != LT_DIMENSION_NONE;
    if (slash == NULL || length >= sizeof(copy))
        return 0;
    memcpy(copy, text, length + 1);
    copy[slash - text] = '\0';
    return lt_unit_parse(&unit, copy) && lt_unit_parse(&unit, slash + 1);
}

/* （万吨） without its brackets. */
static const char *bare_unit(lt_arena *arena, const char *text)
{
    static const char *const OPEN[] = {"（", "(", "["};
    static const char *const CLOSE[] = {"）", ")", "]"};
    size_t length = strlen(text);

    for (size_t i = 0; i < sizeof(OPEN) / sizeof(OPEN[0]); i++) {
        const size_t open = strlen(OPEN[i]);
        const size_t close = strlen(CLOSE[i]);

        if (length > open + close && strncmp(text, OPEN[i], open) == 0 &&
            strcmp(text + length - close, CLOSE[i]) == 0)
            return lt_arena_copy(arena, text + open, length - open - close);
    }
    return text;
}

/* Words below a group that add nothing to it: 产能 over 数量. */
static int adds_nothing(const char *text)
{
    static const char *const WORDS[] = {"数量", "数值", "值",
                                        "金额", "总量", "规模"};

    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(text, WORDS[i]) == 0)
            return 1;
    return 0;
}

/* One header of an upper and a lower one, both written. */
static const char *join(lt_arena *arena, lt_fact fact, const char *upper,
                        const char *lower)
{
    const char *unit = bare_unit(arena, lower);
    const char *both = NULL;

    if (unit == NULL || strcmp(upper, lower) == 0)
        return unit == NULL ? NULL : lower;
    if (is_unit(unit))
        return lt_arena_format(arena, "%s（%s）", upper, unit);
    both = lt_arena_format(arena, "%s%s", upper, lower);
    if (both == NULL || lt_fact_column(fact, both) != UINT32_MAX)
        return both;
    if (lt_fact_column(fact, lower) != UINT32_MAX)
        return lower;
    return adds_nothing(lower) ? upper : both;
}

/* Two rows of a header and what they make. */
struct pair {
    const char **upper;
    const char **lower;
    uint32_t upper_count, lower_count;
};

static const char *at(const char **texts, uint32_t count, uint32_t index)
{
    return index < count ? texts[index] : "";
}

/* A group stands over its first column; those behind it are blank. */
static int has_group(const struct pair *pair)
{
    for (uint32_t i = 1; i < pair->lower_count; i++)
        if (pair->lower[i][0] != '\0' &&
            (at(pair->upper, pair->upper_count, i)[0] == '\0' ||
             strcmp(at(pair->upper, pair->upper_count, i),
                    pair->upper[i - 1]) == 0))
            return 1;
    return 0;
}

static lt_status join_pair(const char ***out, uint32_t *count, lt_arena *arena,
                           lt_fact fact, const struct pair *pair,
                           const lt_read_options *options, lt_error *err)
{
    const uint32_t width = pair->upper_count > pair->lower_count
                               ? pair->upper_count
                               : pair->lower_count;
    const char **headers =
        lt_arena_take(arena, ((size_t)width + 1) * sizeof(*headers));
    const char *group = "";

    *out = headers;
    *count = width;
    if (headers == NULL)
        return lt_fail_memory(err, "columns");
    for (uint32_t i = 0; i < width; i++) {
        const char *upper = at(pair->upper, pair->upper_count, i);
        const char *lower = at(pair->lower, pair->lower_count, i);

        if (upper[0] != '\0' || lower[0] == '\0')
            group = lower[0] == '\0' ? "" : upper;
        headers[i] = lower[0] == '\0' ? upper : lower;
        if (lower[0] != '\0' && group[0] != '\0')
            headers[i] = join(arena, fact, group, lower);
        if (headers[i] != NULL)
            headers[i] = said_of(options, arena, headers[i]);
        if (headers[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    return LT_OK;
}

/* How well two records are one header, of the table or of any. */
static lt_status fit_two(struct fit *out, lt_arena *arena, lt_fact fact,
                         const struct pair *pair,
                         const lt_read_options *options, lt_error *err)
{
    lt_status status = LT_OK;

    *out = (struct fit){LT_FACT_COUNT, 0, NULL, 0, 0};
    for (int f = 0; f < LT_FACT_COUNT; f++) {
        struct fit fit = {(lt_fact)f, 0, NULL, 0, 0};

        if (fact != LT_FACT_COUNT && fact != (lt_fact)f)
            continue;
        LT_TRY(join_pair(&fit.headers, &fit.count, arena, fit.fact, pair,
                         options, err));
        fit.known =
            count_known(&fit.is_twice, fit.fact, fit.headers, fit.count);
        if (fit.is_twice)
            fit.known = 0;
        if (fit.known > out->known)
            *out = fit;
        else if (fit.known == out->known)
            out->fact = LT_FACT_COUNT; /* Two that fit as well: no answer. */
    }
    if (out->fact == LT_FACT_COUNT)
        out->known = 0;
cleanup:
    return status;
}

/* Take a fit that is better than the one before. */
static void take_better(struct fit *best, lt_head_choice *choice,
                        const struct fit *fit, uint32_t first, uint32_t height)
{
    if (fit->known <= best->known)
        return;
    *best = *fit;
    choice->first = first;
    choice->height = height;
    choice->fact = fit->fact;
    choice->headers = fit->headers;
    choice->count = fit->count;
}

/* Try the record at @p first alone, and with the one below it. */
static lt_status try_record(struct fit *best, lt_head_choice *choice,
                            lt_head *head, uint32_t first, lt_fact fact,
                            const lt_read_options *options, lt_error *err)
{
    const lt_record *record = &head->records[first];
    struct pair pair = {NULL, NULL, record->count, 0};
    struct fit fit;
    lt_status status = LT_OK;

    LT_TRY(lt_head_texts(&pair.upper, &head->arena, record, options, err));
    fit = fit_one(fact, pair.upper, record->count);
    if (first == 0 || (fit.known > 1 && !fit.is_twice))
        take_better(best, choice, &fit, first, 1);
    if (first + 1 >= head->count || !may_be_header(&record[1]))
        return LT_OK;
    pair.lower_count = record[1].count;
    LT_TRY(lt_head_texts(&pair.lower, &head->arena, &record[1], options, err));
    if (!has_group(&pair))
        return LT_OK;
    LT_TRY(fit_two(&fit, &head->arena, fact, &pair, options, err));
    if (fit.known > 1)
        take_better(best, choice, &fit, first, 2);
cleanup:
    return status;
}

/* 1 when the texts are units below headers, and no row: what a row cannot do
 * without is blank. */
static int are_units(const char **texts, uint32_t count,
                     const lt_head_choice *choice)
{
    const lt_fact_spec *spec = &lt_fact_specs[choice->fact];
    uint16_t fields[LT_FACT_COLUMNS_MAX];
    uint32_t units = 0;

    (void)lt_fact_map(fields, choice->fact, choice->headers, choice->count);
    for (uint32_t c = 0; c < spec->column_count; c++) {
        const uint32_t field = fields[c];

        if (spec->columns[c].required && field > 0 && field <= count &&
            texts[field - 1][0] != '\0' &&
            strcmp(texts[field - 1], "单位") != 0)
            return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (texts[i][0] == '\0' || strcmp(texts[i], "单位") == 0)
            continue;
        if (i >= choice->count || !is_unit(texts[i]))
            return 0;
        units++;
    }
    return units > 0;
}

/* A row of units below the header belongs to it. */
static lt_status take_units(lt_head_choice *choice, lt_head *head,
                            lt_error *err)
{
    const uint32_t below = choice->first + choice->height;
    const char **texts = NULL;
    lt_status status = LT_OK;

    if (below >= head->count || choice->fact == LT_FACT_COUNT)
        return LT_OK;
    LT_TRY(
        lt_head_texts(&texts, &head->arena, &head->records[below], NULL, err));
    for (uint32_t i = 0; i < head->records[below].count; i++) {
        texts[i] = bare_unit(&head->arena, texts[i]);
        if (texts[i] == NULL)
            return lt_fail_memory(err, "columns");
    }
    if (!are_units(texts, head->records[below].count, choice))
        return LT_OK;
    for (uint32_t i = 0; i < head->records[below].count; i++)
        if (i < choice->count && texts[i][0] != '\0' &&
            strcmp(texts[i], "单位") != 0 && choice->headers[i][0] != '\0') {
            choice->headers[i] = lt_arena_format(&head->arena, "%s（%s）",
                                                 choice->headers[i], texts[i]);
            if (choice->headers[i] == NULL)
                return lt_fail_memory(err, "columns");
        }
    choice->height++;
cleanup:
    return status;
}

lt_status lt_head_choose(lt_head_choice *out, lt_head *head, lt_fact fact,
                         const lt_read_options *options, lt_error *err)
{
    struct fit best = {fact, 0, NULL, 0, 0};
    lt_status status = LT_OK;

    *out = (lt_head_choice){0, 1, fact, NULL, head->records[0].count};
    LT_TRY(lt_head_texts(&out->headers, &head->arena, &head->records[0],
                         options, err));
    for (uint32_t i = 0; i < head->count && i < LT_HEAD_TRIED; i++) {
        if (i > 0 && (head->is_plain || !may_be_header(&head->records[i])))
            continue;
        LT_TRY(try_record(&best, out, head, i, fact, options, err));
    }
    if (out->fact == LT_FACT_COUNT)
        out->fact = lt_fact_guess(out->headers, out->count);
    LT_TRY(take_units(out, head, err));
cleanup:
    return status;
}
