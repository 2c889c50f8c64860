/* Names without what may differ between two ways to write them. */
#include "analysis/likeness_parts.h"

#include <string.h>

enum { SLIP_LEAST = 6 }; /* A slip in a shorter name is another name. */

/* One character of UTF-8; stray bytes stand for themselves. */
static uint32_t next_code(const char *text, size_t left, size_t *step)
{
    const unsigned char *b = (const unsigned char *)text;

    *step = 1;
    if (b[0] < 0xC0)
        return b[0];
    if (b[0] < 0xE0 && left >= 2) {
        *step = 2;
        return (b[0] & 0x1FU) << 6 | (b[1] & 0x3FU);
    }
    if (b[0] < 0xF0 && left >= 3) {
        *step = 3;
        return (b[0] & 0x0FU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
    }
    if (left >= 4) {
        *step = 4;
        return (b[0] & 0x07U) << 18 | (b[1] & 0x3FU) << 12 |
               (b[2] & 0x3FU) << 6 | (b[3] & 0x3FU);
    }
    return b[0];
}

/* ASCII but letters and digits, + and %; general and CJK punctuation; 的. */
static int is_noise(uint32_t code)
{
    if (code < 0x80)
        return !((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ||
                 code == '+' || code == '%');
    return code == 0xB7 || (code >= 0x2010 && code <= 0x205F) ||
           (code >= 0x3000 && code <= 0x303F) ||
           (code >= 0xFF00 && code <= 0xFF0F) || code == 0x7684 ||
           code == 0x30FB;
}

void lt_core_plain(lt_core *core, const char *text, size_t length)
{
    core->count = 0;
    for (size_t at = 0; at < length && core->count < LT_CORE_POINTS;) {
        size_t step = 0;
        uint32_t code = next_code(text + at, length - at, &step);

        at += step;
        if (code >= 'A' && code <= 'Z')
            code += 'a' - 'A';
        if (!is_noise(code))
            core->code[core->count++] = code;
    }
}

void lt_core_variants(lt_core *core)
{
    enum { MACHINE = 0x673A, DEVICE = 0x5668, AND = 0x548C };

    for (uint32_t i = 0; i < core->count; i++) {
        if (core->code[i] == DEVICE)
            core->code[i] = MACHINE;
        else if (core->code[i] == 0x53CA || core->code[i] == 0x4E0E)
            core->code[i] = AND;
    }
}

/* The code points of a word of ours. */
static uint32_t word_codes(uint32_t *codes, const char *word)
{
    lt_core core;

    lt_core_plain(&core, word, strlen(word));
    memcpy(codes, core.code, core.count * sizeof(*codes));
    return core.count;
}

/* Cut a word off the end or the start, where `least` characters are left. */
static int cut_end(lt_core *core, const char *word, uint32_t least)
{
    uint32_t codes[LT_CORE_POINTS];
    const uint32_t count = word_codes(codes, word);

    if (count == 0 || core->count < count + least ||
        memcmp(core->code + core->count - count, codes,
               count * sizeof(*codes)) != 0)
        return 0;
    core->count -= count;
    return 1;
}

static int cut_start(lt_core *core, const char *word, uint32_t least)
{
    uint32_t codes[LT_CORE_POINTS];
    const uint32_t count = word_codes(codes, word);

    if (count == 0 || core->count < count + least ||
        memcmp(core->code, codes, count * sizeof(*codes)) != 0)
        return 0;
    core->count -= count;
    memmove(core->code, core->code + count, core->count * sizeof(*codes));
    return 1;
}

static int cut_any(lt_core *core, const char *const *words, size_t count,
                   uint32_t least,
                   int (*cut)(lt_core *, const char *, uint32_t))
{
    for (size_t i = 0; i < count; i++)
        if (cut(core, words[i], least))
            return 1;
    return 0;
}

void lt_core_firm(lt_core *core, const lt_places *places)
{
    static const char *const FORMS[] = {
        "股份有限公司", "有限责任公司", "有限公司", "集团公司",
        "总公司",       "公司",         "集团",     "股份",
        "控股",         "co",           "ltd",      "inc"};
    static const char *const PROVINCES[] = {
        "北京", "天津",   "上海", "重庆", "河北", "山西", "辽宁",
        "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
        "山东", "河南",   "湖北", "湖南", "广东", "海南", "四川",
        "贵州", "云南",   "陕西", "甘肃", "青海", "台湾", "内蒙古",
        "广西", "西藏",   "宁夏", "新疆", "香港", "澳门", "深圳",
        "广州", "苏州",   "杭州", "南京", "武汉", "成都", "西安",
        "青岛", "大连",   "宁波", "厦门", "无锡", "长沙", "郑州"};
    static const char *const KINDS[] = {"省", "市", "县", "区"};

    while (cut_any(core, FORMS, sizeof(FORMS) / sizeof(*FORMS), 2, cut_end))
        continue;
    /* Of the places the longest names come first. */
    for (size_t i = 0; places != NULL && i < places->count; i++)
        if (cut_start(core, places->names[i], 3))
            return;
    if (cut_any(core, PROVINCES, sizeof(PROVINCES) / sizeof(*PROVINCES), 2,
                cut_start))
        (void)cut_any(core, KINDS, sizeof(KINDS) / sizeof(*KINDS), 2,
                      cut_start);
}

int lt_core_bare(lt_core *core)
{
    static const char *const FILLERS[] = {
        "新材料", "系列产品", "制品", "产品", "材料", "设备",
        "装备",   "装置",     "系统", "组件", "器件", "技术",
        "项目",   "制造",     "生产", "矿",   "类"};
    static const char *const PRAISES[] = {
        "超大型", "大功率", "高性能", "高精密", "高精度", "高品质",
        "高强度", "超高纯", "高端",   "高精",   "大型",   "新型",
        "智能",   "普通",   "特种",   "优质",   "先进",   "精密",
        "专用",   "各类",   "其他",   "其它",   "百万吨", "千万吨级"};
    int was_cut = 0;

    if (cut_any(core, FILLERS, sizeof(FILLERS) / sizeof(*FILLERS), 2, cut_end))
        was_cut = 1;
    if (cut_any(core, PRAISES, sizeof(PRAISES) / sizeof(*PRAISES), 2,
                cut_start))
        was_cut = 1;
    return was_cut;
}

void lt_core_sort(lt_core *core)
{
    for (uint32_t i = 1; i < core->count; i++) {
        const uint32_t code = core->code[i];
        uint32_t at = i;

        for (; at > 0 && core->code[at - 1] > code; at--)
            core->code[at] = core->code[at - 1];
        core->code[at] = code;
    }
}

int lt_core_same(const lt_core *a, const lt_core *b)
{
    return a->count == b->count &&
           memcmp(a->code, b->code, a->count * sizeof(*a->code)) == 0;
}

uint64_t lt_core_hash(const lt_core *core, uint32_t begin, uint32_t end,
                      uint32_t without, unsigned sort)
{
    uint64_t hash = 1469598103934665603ULL ^ sort;

    for (uint32_t i = begin; i < end; i++) {
        if (i == without)
            continue;
        hash ^= core->code[i];
        hash *= 1099511628211ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

static int is_plain_word(uint32_t code)
{
    /* Numbers tell things apart: 一号, 二号; so do letters and digits. */
    static const uint32_t NUMBERS[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                       0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
                                       0x5341, 0x7532, 0x4E59, 0x4E19, 0x4E01};

    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(*NUMBERS); i++)
        if (code == NUMBERS[i])
            return 0;
    return code >= 0x80;
}

int lt_core_slips(const lt_core *a, const lt_core *b)
{
    const lt_core *longer = a->count >= b->count ? a : b;
    const lt_core *shorter = longer == a ? b : a;
    const uint32_t more = longer->count - shorter->count;
    uint32_t head = 0;
    uint32_t tail = 0;

    if (shorter->count < SLIP_LEAST - 1 || longer->count < SLIP_LEAST ||
        more > 1)
        return 0;
    while (head < shorter->count && a->code[head] == b->code[head])
        head++;
    while (tail < shorter->count - head &&
           a->code[a->count - 1 - tail] == b->code[b->count - 1 - tail])
        tail++;
    if (head + tail + 1 != longer->count || head < 2)
        return 0;
    return is_plain_word(longer->code[head]) &&
           (more == 1 || is_plain_word(shorter->code[head]));
}

int lt_core_shortens(const lt_core *a, const lt_core *b)
{
    uint32_t at = 0;

    if (a->count < 3 || a->count >= b->count || a->code[0] != b->code[0])
        return 0;
    for (uint32_t i = 0; i < b->count && at < a->count; i++)
        at += a->code[at] == b->code[i];
    return at == a->count;
}
