#include "graph/units.h"

#include <utf8proc.h>

#include <math.h>
#include <string.h>

/* Each counting word is a dimension of its own. */
enum counting {
    PIECES = LT_DIMENSION_COUNT_FIRST, /* 片 */
    MACHINES,                          /* 台 */
    SETS,
    ARTICLES, /* 件 */
    VEHICLES,
    SINGLES, /* 只 */
    STRIPS,  /* 条 */
    FIRMS,
    UNITS, /* 个 */
    BLOCKS,
    RODS,
    PAIRS,
    BOXES,
    STICKS, /* 支 */
    BOTTLES,
    PERSONS,
    PLACES,
    ITEMS, /* 项 */
    GROUPS,
    SHIPS,
    CRAFT, /* 架 */
    DEVICES,
    CASES,
    SHEETS,
    HANDLES, /* 把 */
    SEATS,   /* 座 */
    BEASTS,  /* 头 */
    TREES,
    GRAINS,
    PILLS,
    TOKENS, /* 枚 */
    BAGS,
    ROLLS,
    BARRELS,
    TIMES,
    HOUSEHOLDS,
    SPINDLES,
    CONTAINERS,
    GLASS_CASES,
    TONNE_KILOMETRES,
    APPARENT_POWER,
    CHARGES,
    STANDARD_COAL
};

#define LARGE(word, dimension, factor)                                         \
    {word, dimension, factor}, {"万" word, dimension, (factor)*1e4},           \
        {"百万" word, dimension, (factor)*1e6},                                \
        {"千万" word, dimension, (factor)*1e7},                                \
    {                                                                          \
        "亿" word, dimension, (factor)*1e8                                     \
    }
#define COUNTED(word, dimension)                                               \
    LARGE(word, dimension, 1.0),                                               \
    {                                                                          \
        "千" word, dimension, 1e3                                              \
    }

/* clang-format off */
const lt_unit_entry lt_units[] = {
    LARGE("吨", LT_DIMENSION_MASS, 1.0),
    {"千吨", LT_DIMENSION_MASS, 1e3},
    {"t", LT_DIMENSION_MASS, 1.0},
    {"kt", LT_DIMENSION_MASS, 1e3},
    {"Mt", LT_DIMENSION_MASS, 1e6},
    LARGE("千克", LT_DIMENSION_MASS, 1e-3),
    LARGE("公斤", LT_DIMENSION_MASS, 1e-3),
    {"kg", LT_DIMENSION_MASS, 1e-3},
    {"斤", LT_DIMENSION_MASS, 5e-4},
    {"克", LT_DIMENSION_MASS, 1e-6},
    {"g", LT_DIMENSION_MASS, 1e-6},
    LARGE("米", LT_DIMENSION_LENGTH, 1.0),
    {"千米", LT_DIMENSION_LENGTH, 1e3},
    {"m", LT_DIMENSION_LENGTH, 1.0},
    LARGE("公里", LT_DIMENSION_LENGTH, 1e3),
    {"km", LT_DIMENSION_LENGTH, 1e3},
    {"厘米", LT_DIMENSION_LENGTH, 1e-2},
    {"cm", LT_DIMENSION_LENGTH, 1e-2},
    {"毫米", LT_DIMENSION_LENGTH, 1e-3},
    {"mm", LT_DIMENSION_LENGTH, 1e-3},
    LARGE("平方米", LT_DIMENSION_AREA, 1.0),
    LARGE("平米", LT_DIMENSION_AREA, 1.0),
    {"m2", LT_DIMENSION_AREA, 1.0},
    {"平方公里", LT_DIMENSION_AREA, 1e6},
    {"平方千米", LT_DIMENSION_AREA, 1e6},
    {"km2", LT_DIMENSION_AREA, 1e6},
    LARGE("公顷", LT_DIMENSION_AREA, 1e4),
    {"ha", LT_DIMENSION_AREA, 1e4},
    LARGE("亩", LT_DIMENSION_AREA, 1e4 / 15),
    LARGE("立方米", LT_DIMENSION_VOLUME, 1.0),
    LARGE("标准立方米", LT_DIMENSION_VOLUME, 1.0),
    LARGE("立方", LT_DIMENSION_VOLUME, 1.0),
    LARGE("方", LT_DIMENSION_VOLUME, 1.0),
    {"m3", LT_DIMENSION_VOLUME, 1.0},
    {"Nm3", LT_DIMENSION_VOLUME, 1.0},
    LARGE("千升", LT_DIMENSION_VOLUME, 1.0),
    {"kL", LT_DIMENSION_VOLUME, 1.0},
    LARGE("升", LT_DIMENSION_VOLUME, 1e-3),
    {"L", LT_DIMENSION_VOLUME, 1e-3},
    LARGE("千瓦时", LT_DIMENSION_ENERGY, 1.0),
    LARGE("度", LT_DIMENSION_ENERGY, 1.0),
    {"Wh", LT_DIMENSION_ENERGY, 1e-3},
    {"kWh", LT_DIMENSION_ENERGY, 1.0},
    {"MWh", LT_DIMENSION_ENERGY, 1e3},
    {"兆瓦时", LT_DIMENSION_ENERGY, 1e3},
    {"GWh", LT_DIMENSION_ENERGY, 1e6},
    {"吉瓦时", LT_DIMENSION_ENERGY, 1e6},
    {"TWh", LT_DIMENSION_ENERGY, 1e9},
    LARGE("千瓦", LT_DIMENSION_POWER, 1.0),
    {"W", LT_DIMENSION_POWER, 1e-3},
    {"瓦", LT_DIMENSION_POWER, 1e-3},
    {"kW", LT_DIMENSION_POWER, 1.0},
    {"MW", LT_DIMENSION_POWER, 1e3},
    {"兆瓦", LT_DIMENSION_POWER, 1e3},
    {"GW", LT_DIMENSION_POWER, 1e6},
    {"吉瓦", LT_DIMENSION_POWER, 1e6},
    LARGE("元", LT_DIMENSION_MONEY, 1.0),
    {"千元", LT_DIMENSION_MONEY, 1e3},
    {"万亿元", LT_DIMENSION_MONEY, 1e12},
    {"人民币", LT_DIMENSION_MONEY, 1.0},
    {"CNY", LT_DIMENSION_MONEY, 1.0},
    {"RMB", LT_DIMENSION_MONEY, 1.0},
    {"1", LT_DIMENSION_SHARE, 1.0},
    {"%", LT_DIMENSION_SHARE, 1e-2},
    {"‰", LT_DIMENSION_SHARE, 1e-3},
    COUNTED("片", PIECES),
    COUNTED("台", MACHINES),
    COUNTED("台(套)", MACHINES),
    COUNTED("台套", MACHINES),
    COUNTED("台/套", MACHINES),
    COUNTED("套", SETS),
    {"set", SETS, 1.0},
    {"sets", SETS, 1.0},
    COUNTED("件", ARTICLES),
    {"pcs", ARTICLES, 1.0},
    {"piece", ARTICLES, 1.0},
    {"pieces", ARTICLES, 1.0},
    COUNTED("辆", VEHICLES),
    {"vehicle", VEHICLES, 1.0},
    {"vehicles", VEHICLES, 1.0},
    COUNTED("只", SINGLES),
    COUNTED("条", STRIPS),
    COUNTED("家", FIRMS),
    COUNTED("个", UNITS),
    {"unit", UNITS, 1.0},
    {"units", UNITS, 1.0},
    COUNTED("块", BLOCKS),
    COUNTED("根", RODS),
    COUNTED("双", PAIRS),
    COUNTED("盒", BOXES),
    COUNTED("支", STICKS),
    COUNTED("瓶", BOTTLES),
    COUNTED("人", PERSONS),
    {"person", PERSONS, 1.0},
    {"persons", PERSONS, 1.0},
    COUNTED("处", PLACES),
    COUNTED("项", ITEMS),
    COUNTED("组", GROUPS),
    COUNTED("艘", SHIPS),
    COUNTED("架", CRAFT),
    COUNTED("部", DEVICES),
    COUNTED("箱", CASES),
    COUNTED("张", SHEETS),
    COUNTED("把", HANDLES),
    COUNTED("座", SEATS),
    COUNTED("头", BEASTS),
    COUNTED("株", TREES),
    COUNTED("颗", GRAINS),
    COUNTED("粒", PILLS),
    COUNTED("枚", TOKENS),
    COUNTED("袋", BAGS),
    COUNTED("卷", ROLLS),
    COUNTED("桶", BARRELS),
    COUNTED("次", TIMES),
    COUNTED("户", HOUSEHOLDS),
    COUNTED("锭", SPINDLES),
    COUNTED("标准箱", CONTAINERS),
    {"TEU", CONTAINERS, 1.0},
    COUNTED("重量箱", GLASS_CASES),
    LARGE("吨公里", TONNE_KILOMETRES, 1.0),
    LARGE("千伏安", APPARENT_POWER, 1.0),
    {"kVA", APPARENT_POWER, 1.0},
    {"MVA", APPARENT_POWER, 1e3},
    LARGE("安时", CHARGES, 1.0),
    {"Ah", CHARGES, 1.0},
    LARGE("吨标准煤", STANDARD_COAL, 1.0),
    {"tce", STANDARD_COAL, 1.0},
    {NULL, 0, 0.0},
};
/* clang-format on */

enum { UNIT_CODES_MAX = 24, QUANTITY_CODES_MAX = 96, UTF8_BYTES_MAX = 4 };

/* NFKC of a short text on the stack; 0 when it is too long or not UTF-8. */
static int fold_width(char *out, size_t codes_max, const char *text)
{
    const utf8proc_option_t options =
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                            UTF8PROC_COMPAT);
    utf8proc_int32_t codes[QUANTITY_CODES_MAX + 1];
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strlen(text), codes,
        (utf8proc_ssize_t)codes_max, options);

    if (count < 0 || (size_t)count > codes_max)
        return 0;
    count = utf8proc_reencode(codes, count, options);
    if (count < 0)
        return 0;
    memcpy(out, codes, (size_t)count + 1);
    return 1;
}

/* Drop a "/年" or the like from the end of a unit. */
static void drop_year(char *text)
{
    static const char *const endings[] = {"/年", "/a", "每年", "/year",
                                          "/yr", "/y", "p.a."};
    const size_t length = strlen(text);

    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        const size_t ending = strlen(endings[i]);

        if (length > ending &&
            strcmp(text + length - ending, endings[i]) == 0) {
            text[length - ending] = '\0';
            return;
        }
    }
}

static void drop_spaces(char *text)
{
    char *kept = text;

    for (const char *c = text; *c != '\0'; c++)
        if (*c != ' ' && *c != '\t' && *c != '\r' && *c != '\n')
            *kept++ = *c;
    *kept = '\0';
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int same_folded(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* The entry of a unit: as written, else with the case of Latin letters
 * folded. */
static const lt_unit_entry *find_unit(const char *text)
{
    for (const lt_unit_entry *unit = lt_units; unit->name != NULL; unit++)
        if (unit->name[0] == text[0] && strcmp(unit->name, text) == 0)
            return unit;
    /* Two readings: million tonnes and metric tonnes. */
    if (same_folded(text, "mt"))
        return NULL;
    for (const lt_unit_entry *unit = lt_units; unit->name != NULL; unit++)
        if (same_folded(unit->name, text))
            return unit;
    return NULL;
}

int lt_unit_parse(lt_unit *out, const char *text)
{
    char folded[UNIT_CODES_MAX * UTF8_BYTES_MAX + 1];
    const lt_unit_entry *unit = NULL;

    *out = LT_UNIT_NONE;
    if (!fold_width(folded, UNIT_CODES_MAX, text))
        return 0;
    drop_spaces(folded);
    drop_year(folded);
    unit = folded[0] == '\0' ? NULL : find_unit(folded);
    if (unit == NULL)
        return 0;
    *out = (lt_unit){unit->dimension, unit->factor, unit->name};
    return 1;
}

int lt_unit_compatible(lt_unit a, lt_unit b)
{
    return a.dimension == b.dimension;
}

double lt_unit_convert(double amount, lt_unit from, lt_unit to)
{
    if (from.factor == to.factor)
        return amount;
    return amount * from.factor / to.factor;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of the number a text begins with; a space may part groups of three
 * digits. It is copied to @p out without those. */
static size_t number_prefix(char *out, const char *text)
{
    size_t at = 0;
    size_t kept = 0;

    while (text[at] != '\0') {
        const char c = text[at];

        if (c == 'e' || c == 'E') {
            const size_t sign = text[at + 1] == '+' || text[at + 1] == '-';

            if (kept == 0 || !is_digit(text[at + 1 + sign]))
                break;
        } else if (c == ' ') {
            if (kept == 0 || !is_digit(text[at - 1]) ||
                strspn(text + at + 1, "0123456789") != 3)
                break;
            at++;
            continue;
        } else if (!is_digit(c) && strchr("+-.,", c) == NULL) {
            break;
        }
        out[kept++] = c;
        at++;
    }
    out[kept] = '\0';
    return at;
}

/* What a quantity such as 15万, which has no unit, counts in. */
static double magnitude(const char *text)
{
    if (strcmp(text, "万") == 0)
        return 1e4;
    if (strcmp(text, "百万") == 0)
        return 1e6;
    if (strcmp(text, "亿") == 0)
        return 1e8;
    return NAN;
}

int lt_quantity_parse(double *amount, lt_unit *unit, const char *text)
{
    char folded[QUANTITY_CODES_MAX * UTF8_BYTES_MAX + 1];
    char digits[QUANTITY_CODES_MAX * UTF8_BYTES_MAX + 1];
    const char *begin = folded;
    size_t length = 0;

    *unit = LT_UNIT_NONE;
    if (!fold_width(folded, QUANTITY_CODES_MAX, text))
        return 0;
    begin += strspn(begin, " \t\r\n");
    length = number_prefix(digits, begin);
    if (!lt_number_parse(amount, digits, strlen(digits)))
        return 0;
    begin += length;
    begin += strspn(begin, " \t\r\n");
    if (*begin == '\0')
        return 1;
    if (!isnan(magnitude(begin))) {
        *amount *= magnitude(begin);
        return 1;
    }
    return lt_unit_parse(unit, begin);
}
