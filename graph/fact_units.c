/* Amounts as people write them into cells: 20万吨, 约20, 20左右, ≥20. */
#include "graph/fact_units.h"

#include "graph/fact_amount.h"
#include "graph/fold.h"
#include "graph/units.h"

#include <string.h>

#define BIT(column) ((uint32_t)1 << (column))

static const lt_unit_rule RULES[] = {
    {LT_PRODUCTS, LT_PRODUCT_UNIT, 0, BIT(LT_PRODUCT_PRICE)},
    {LT_PROCESSES, LT_PROCESS_UNIT, BIT(LT_PROCESS_MIN_SCALE),
     BIT(LT_PROCESS_INVESTMENT)},
    {LT_RECIPES, LT_RECIPE_COEFFICIENT_UNIT,
     BIT(LT_RECIPE_COEFFICIENT) | BIT(LT_RECIPE_LOW) | BIT(LT_RECIPE_HIGH), 0},
    {LT_CAPACITIES, LT_CAPACITY_UNIT,
     BIT(LT_CAPACITY_CAPACITY) | BIT(LT_CAPACITY_OUTPUT), 0},
    {LT_SUPPLIES, LT_SUPPLY_UNIT, BIT(LT_SUPPLY_AMOUNT), 0},
    {LT_DEMANDS, LT_DEMAND_UNIT, BIT(LT_DEMAND_AMOUNT), 0},
    {LT_TARGETS, LT_TARGET_UNIT,
     BIT(LT_TARGET_BASE) | BIT(LT_TARGET_TARGET) | BIT(LT_TARGET_ACTUAL), 0},
    {LT_PROJECTS, LT_PROJECT_UNIT, BIT(LT_PROJECT_CAPACITY), 0},
};

const lt_unit_rule *lt_unit_rule_of(lt_fact fact)
{
    for (size_t i = 0; i < sizeof(RULES) / sizeof(RULES[0]); i++)
        if (RULES[i].fact == fact)
            return &RULES[i];
    return NULL;
}

uint32_t lt_unit_column(lt_fact fact)
{
    const lt_unit_rule *rule = lt_unit_rule_of(fact);

    return rule == NULL ? UINT32_MAX : rule->unit_column;
}

/* Words that make a figure a rough one, the longer of two first. */
static const char *const BEFORE[] = {
    "大约",   "约为",   "约",   "将近", "接近", "近", "超过", "超", "逾",
    "不低于", "不少于", "至少", "达到", "达",   ">=", "<=",   "≥",  "≤",
    "≧",      "≦",      "≈",    ">",    "<",    "~",  "～"};
static const char *const BEHIND[] = {"左右", "上下", "以上", "以下",
                                     "余",   "多",   "+"};

/* Length of the word that begins @p text; 0: none of them. */
static size_t word_at(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

/* Skip a word that makes the figure rough. */
static const char *skip_rough(lt_written_amount *out, const char *at,
                              const char *const *words, size_t count)
{
    const size_t length = word_at(at, words, count);

    out->is_rough |= length > 0;
    return skip_blanks(at + length);
}

/* Cut such a word off the end of @p text. */
static void cut_rough(lt_written_amount *out, char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < sizeof(BEHIND) / sizeof(*BEHIND); i++) {
        const size_t bytes = strlen(BEHIND[i]);

        if (length >= bytes && strcmp(text + length - bytes, BEHIND[i]) == 0) {
            out->is_rough = 1;
            length -= bytes;
            break;
        }
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    text[length] = '\0';
}

int lt_written_amount_parse(lt_written_amount *out, const char *text,
                            size_t length)
{
    char narrow[LT_FOLD_BYTES + 1];
    const char *at = narrow;
    size_t digits = 0;

    *out = (lt_written_amount){.unit = LT_UNIT_NONE};
    length = lt_fold_width(narrow, LT_FOLD_BYTES, text, length);
    if (length == SIZE_MAX)
        return 0;
    narrow[length] = '\0';
    cut_rough(out, narrow);
    at = skip_rough(out, at, BEFORE, sizeof(BEFORE) / sizeof(*BEFORE));
    digits = strspn(at, "0123456789.,");
    if (digits == 0 || !lt_number_parse(&out->number, at, digits))
        return 0;
    at = skip_blanks(at + digits);
    at = skip_rough(out, at, BEHIND, sizeof(BEHIND) / sizeof(*BEHIND));
    if (*at == '\0')
        return 1;
    if (strlen(at) >= sizeof(out->unit_text) || !lt_unit_parse(&out->unit, at))
        return 0;
    memcpy(out->unit_text, at, strlen(at) + 1);
    return 1;
}
