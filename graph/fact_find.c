/* Which table, column or choice a word of a file means. */
#include "graph/facts.h"
#include "graph/fold.h"

#include <stdint.h>
#include <string.h>

/* A word made alike; length 0 where it is blank or too long to be known. */
struct folded {
    char text[LT_FOLD_BYTES];
    size_t length;
};

static struct folded fold(const char *text, size_t length)
{
    struct folded word = {{0}, 0};

    word.length = lt_fold_word(word.text, sizeof(word.text), text, length);
    if (word.length == SIZE_MAX)
        word.length = 0;
    return word;
}

static int same(const struct folded *word, const char *text, size_t length)
{
    struct folded other = {{0}, 0};

    /* Folding never makes a word of the specifications longer. */
    if (word->length == 0 || length < word->length)
        return 0;
    other = fold(text, length);
    return other.length == word->length &&
           memcmp(other.text, word->text, word->length) == 0;
}

/* Is it one of the words between @p words and @p end that `mark` separates? */
static int among(const struct folded *word, const char *words, const char *end,
                 char mark)
{
    while (words < end) {
        const char *stop = memchr(words, mark, (size_t)(end - words));

        if (stop == NULL)
            stop = end;
        if (same(word, words, (size_t)(stop - words)))
            return 1;
        words = stop + 1;
    }
    return 0;
}

static lt_fact find_fact(const struct folded *word)
{
    for (int f = 0; f < LT_FACT_COUNT; f++) {
        const lt_fact_spec *spec = &lt_fact_specs[f];

        if (same(word, spec->name, strlen(spec->name)) ||
            among(word, spec->names, spec->names + strlen(spec->names), ';'))
            return (lt_fact)f;
    }
    return LT_FACT_COUNT;
}

/* Cut a word that only says that it is a table; 0 when there is none. */
static int cut_ending(struct folded *word)
{
    static const char *const ENDINGS[] = {"表",   "清单", "名录", "名单",
                                          "目录", "数据", "信息", "明细",
                                          "情况", "一览", "汇总"};

    for (size_t i = 0; i < sizeof(ENDINGS) / sizeof(ENDINGS[0]); i++) {
        size_t length = strlen(ENDINGS[i]);

        if (word->length > length && memcmp(word->text + word->length - length,
                                            ENDINGS[i], length) == 0) {
            word->length -= length;
            return 1;
        }
    }
    return 0;
}

lt_fact lt_fact_find(const char *name)
{
    struct folded word = fold(name, strlen(name));
    lt_fact found = find_fact(&word);

    while (found == LT_FACT_COUNT && cut_ending(&word))
        found = find_fact(&word);
    return found;
}

/* Length of an opening bracket at @p at: ( [ （ 【; 0 where there is none. */
static size_t opening(const char *at)
{
    if (*at == '(' || *at == '[')
        return 1;
    if (strncmp(at, "（", 3) == 0 || strncmp(at, "【", 3) == 0)
        return 3;
    return 0;
}

/* Length of the closing bracket that ends the @p length bytes at @p text. */
static size_t closing(const char *text, size_t length)
{
    const char *end = text + length;

    if (length >= 1 && (end[-1] == ')' || end[-1] == ']'))
        return 1;
    if (length >= 3 &&
        (memcmp(end - 3, "）", 3) == 0 || memcmp(end - 3, "】", 3) == 0))
        return 3;
    return 0;
}

size_t lt_fact_bare(const char *header, const char **unit, size_t *unit_length)
{
    size_t length = strlen(header);
    size_t close = 0;
    const char *slash = NULL;

    *unit = header + length;
    *unit_length = 0;
    while (length > 0 && (unsigned char)header[length - 1] <= ' ')
        length--;
    close = closing(header, length);
    for (size_t at = 1; close > 0 && at + close < length; at++) {
        size_t open = opening(header + at);

        if (open > 0) {
            *unit = header + at + open;
            *unit_length = length - close - at - open;
            return at;
        }
    }
    slash = memchr(header, '/', length);
    if (slash == NULL || slash == header)
        return length;
    *unit = slash + 1;
    *unit_length = length - (size_t)(slash + 1 - header);
    return (size_t)(slash - header);
}

static int answers(const lt_column_spec *column, const struct folded *word)
{
    return same(word, column->name, strlen(column->name)) ||
           among(word, column->headers,
                 column->headers + strlen(column->headers), ';');
}

/* The column called so first, then those that answer to it. */
static uint32_t find_column(const lt_fact_spec *spec, const struct folded *word)
{
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (same(word, spec->columns[c].name, strlen(spec->columns[c].name)))
            return c;
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (answers(&spec->columns[c], word))
            return c;
    return UINT32_MAX;
}

/* The word of a header that names a column of @p fact: the whole of it or
 * what is before its unit. */
static uint32_t read_header(struct folded *word, lt_fact fact,
                            const char *header)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];
    const char *unit = NULL;
    size_t unit_length = 0;
    uint32_t found = UINT32_MAX;

    *word = fold(header, strlen(header));
    found = find_column(spec, word);
    if (found != UINT32_MAX)
        return found;
    *word = fold(header, lt_fact_bare(header, &unit, &unit_length));
    return find_column(spec, word);
}

uint32_t lt_fact_column(lt_fact fact, const char *header)
{
    struct folded word;

    return read_header(&word, fact, header);
}

/* Another column the header answers to that no field has taken yet. */
static uint32_t free_column(const uint16_t *fields, lt_fact fact,
                            const char *header)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];
    struct folded word;

    if (read_header(&word, fact, header) == UINT32_MAX)
        return UINT32_MAX;
    for (uint32_t c = 0; c < spec->column_count; c++)
        if (fields[c] == 0 && answers(&spec->columns[c], &word))
            return c;
    return UINT32_MAX;
}

/* 1: what a column is usually called; 0: one of its other headers. */
static int is_usual(const lt_column_spec *column, const struct folded *word)
{
    return same(word, column->name, strlen(column->name)) ||
           same(word, column->headers, strcspn(column->headers, ";"));
}

/* Two fields claim a column that neither can do without. The usual header
 * wins; 0 when both or neither have it. */
static int settle(uint16_t *fields, lt_fact fact, const char *const *headers,
                  uint32_t field, uint32_t column)
{
    const lt_column_spec *spec = &lt_fact_specs[fact].columns[column];
    struct folded word;
    int usual = 0;
    int usual_before = 0;

    (void)read_header(&word, fact, headers[field]);
    usual = is_usual(spec, &word);
    (void)read_header(&word, fact, headers[fields[column] - 1]);
    usual_before = is_usual(spec, &word);
    if (usual && !usual_before)
        fields[column] = (uint16_t)(field + 1);
    return usual != usual_before;
}

/* Has another field this very header? */
static int is_repeated(const uint16_t *fields, lt_fact fact,
                       const char *const *headers, uint32_t field)
{
    struct folded word;

    (void)read_header(&word, fact, headers[field]);
    for (uint32_t c = 0; c < lt_fact_specs[fact].column_count; c++) {
        struct folded other;

        if (fields[c] == 0)
            continue;
        (void)read_header(&other, fact, headers[fields[c] - 1]);
        if (other.length == word.length &&
            memcmp(other.text, word.text, word.length) == 0)
            return 1;
    }
    return 0;
}

/* Give the header of field @p field its column, or another that it answers to
 * where it is taken, or move the one that has it. 0: the column is twice. */
static int place_field(uint16_t *fields, lt_fact fact,
                       const char *const *headers, uint32_t field,
                       uint32_t column)
{
    uint32_t other = UINT32_MAX;

    if (fields[column] == 0) {
        fields[column] = (uint16_t)(field + 1);
        return 1;
    }
    if (is_repeated(fields, fact, headers, field))
        return 0;
    other = free_column(fields, fact, headers[field]);
    if (other != UINT32_MAX) {
        fields[other] = (uint16_t)(field + 1);
        return 1;
    }
    other = free_column(fields, fact, headers[fields[column] - 1]);
    if (other == UINT32_MAX)
        return settle(fields, fact, headers, field, column);
    fields[other] = fields[column];
    fields[column] = (uint16_t)(field + 1);
    return 1;
}

/* A required column that is still missing takes a field that also answers to
 * it from a column that can do without. */
static void fill_required(uint16_t *fields, lt_fact fact,
                          const char *const *headers)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];

    for (uint32_t c = 0; c < spec->column_count; c++) {
        if (!spec->columns[c].required)
            continue;
        for (uint32_t o = 0; o < spec->column_count && fields[c] == 0; o++) {
            struct folded word;

            if (fields[o] == 0 || spec->columns[o].required)
                continue;
            (void)read_header(&word, fact, headers[fields[o] - 1]);
            if (answers(&spec->columns[c], &word)) {
                fields[c] = fields[o];
                fields[o] = 0;
            }
        }
    }
}

uint32_t lt_fact_map(uint16_t *fields, lt_fact fact, const char *const *headers,
                     uint32_t count)
{
    uint32_t twice = UINT32_MAX;

    memset(fields, 0, LT_FACT_COLUMNS_MAX * sizeof(*fields));
    for (uint32_t i = 0; i < count && i < UINT16_MAX; i++) {
        uint32_t column = lt_fact_column(fact, headers[i]);

        if (column != UINT32_MAX &&
            !place_field(fields, fact, headers, i, column) &&
            twice == UINT32_MAX)
            twice = i;
    }
    fill_required(fields, fact, headers);
    return twice;
}

int lt_fact_lacks(lt_fact fact, const uint16_t *fields, uint32_t *column)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];

    for (*column = 0; *column < spec->column_count; (*column)++)
        if (spec->columns[*column].required && fields[*column] == 0)
            return 1;
    /* A capacity is of a firm or of a region. */
    *column = LT_CAPACITY_REGION;
    return fact == LT_CAPACITIES && fields[LT_CAPACITY_FIRM] == 0 &&
           fields[LT_CAPACITY_REGION] == 0;
}

lt_fact lt_fact_guess(const char *const *headers, uint32_t count)
{
    lt_fact best = LT_FACT_COUNT;
    uint32_t most = 0;
    uint32_t written = 0;

    for (uint32_t i = 0; i < count; i++)
        written += headers[i][0] != '\0';
    for (int f = 0; f < LT_FACT_COUNT; f++) {
        uint16_t fields[LT_FACT_COLUMNS_MAX];
        uint32_t known = 0;
        uint32_t lacking = 0;

        (void)lt_fact_map(fields, (lt_fact)f, headers, count);
        if (lt_fact_lacks((lt_fact)f, fields, &lacking))
            continue;
        for (uint32_t c = 0; c < LT_FACT_COLUMNS_MAX; c++)
            known += fields[c] != 0;
        if (known < most || known * 2 <= written)
            continue;
        /* Two tables that fit as well as each other are no answer. */
        best = known == most ? LT_FACT_COUNT : (lt_fact)f;
        most = known;
    }
    return best;
}

/* The end of the choice that begins at @p at. */
static const char *choice_end(const char *at)
{
    const char *end = strchr(at, ';');

    return end == NULL ? at + strlen(at) : end;
}

/* The choice behind the one that begins at @p at; NULL behind the last. */
static const char *next_choice(const char *at)
{
    const char *end = choice_end(at);

    return *end == '\0' ? NULL : end + 1;
}

/* Length of the English word, which a choice begins with. */
static size_t english_length(const char *at)
{
    return strcspn(at, "=;");
}

const char *lt_choice_word(const lt_column_spec *column, const char *text,
                           size_t *length)
{
    const struct folded word = fold(text, strlen(text));

    for (const char *at = column->choices; at != NULL; at = next_choice(at))
        if (among(&word, at, choice_end(at), '=')) {
            *length = english_length(at);
            return at;
        }
    return NULL;
}

int lt_choice_index(const lt_column_spec *column, const char *word)
{
    const size_t length = strlen(word);
    int index = 0;

    for (const char *at = column->choices; at != NULL; at = next_choice(at)) {
        if (english_length(at) == length && memcmp(at, word, length) == 0)
            return index;
        index++;
    }
    return -1;
}

void lt_choice_name(char *word, const lt_column_spec *column, int index)
{
    const char *at = column->choices;
    size_t length = 0;

    word[0] = '\0';
    while (at != NULL && index > 0) {
        at = next_choice(at);
        index--;
    }
    if (at == NULL || index < 0)
        return;
    length = english_length(at);
    if (length > 31)
        length = 31;
    memcpy(word, at, length);
    word[length] = '\0';
}
