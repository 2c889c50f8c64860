#include "analysis/gap_parts.h"

static const struct {
    const char *word;
    lt_phrase phrase;
} KINDS[KIND_COUNT] = {
    [KIND_NONE] = {"", {"", ""}},
    [KIND_FILL] = {"fill", {"补链", "fill"}},
    [KIND_EXTEND] = {"extend", {"延链", "extend"}},
    [KIND_STRENGTHEN] = {"strengthen", {"强链", "strengthen"}},
    [KIND_BUILD] = {"build", {"建链", "build"}},
    [KIND_SECURE] = {"secure", {"稳链", "secure"}},
    [KIND_SHED] = {"shed", {"去产能", "shed"}},
};

static const struct {
    const char *word;
    enum gap_kind kind;
    lt_phrase phrase;
} SUBKINDS[SUB_COUNT] = {
    [SUB_OBSOLETE] = {"obsolete", KIND_SHED, {"淘汰", "obsolete"}},
    [SUB_RESTRICTED] = {"restricted", KIND_SHED, {"控总量", "restricted"}},
    [SUB_BRIDGE] = {"bridge", KIND_FILL, {"断点", "bridge"}},
    [SUB_INPUT] = {"input", KIND_FILL, {"缺投入", "input"}},
    [SUB_TERMINAL] = {"terminal", KIND_FILL, {"缺终端", "terminal"}},
    [SUB_UPGRADE] = {"upgrade", KIND_STRENGTHEN, {"提档", "upgrade"}},
    [SUB_SHORTAGE] = {"shortage", KIND_STRENGTHEN, {"不足", "shortage"}},
    [SUB_SINGLE] = {"single", KIND_STRENGTHEN, {"独家", "single"}},
    [SUB_CHOKE] = {"choke", KIND_STRENGTHEN, {"咽喉", "choke"}},
    [SUB_SCALE] = {"scale", KIND_STRENGTHEN, {"规模小", "scale"}},
    [SUB_DEPENDENCE] = {"dependence",
                        KIND_STRENGTHEN,
                        {"依赖外部", "dependence"}},
    [SUB_COMPLEMENT] = {"complement", KIND_FILL, {"缺配套", "complement"}},
    [SUB_THIN] = {"thin", KIND_FILL, {"补弱", "thin"}},
    [SUB_DEPTH] = {"depth", KIND_EXTEND, {"延伸", "depth"}},
    [SUB_ABSORB] = {"absorb", KIND_EXTEND, {"就地转化", "absorb"}},
    [SUB_BUILD] = {"build", KIND_BUILD, {"建链", "build"}},
    [SUB_SUPPLY] = {"supply", KIND_SECURE, {"原料外供", "supply"}},
    [SUB_BARRED] = {"barred", KIND_SECURE, {"禁新增", "barred"}},
};

enum gap_kind gap_kind_of(enum gap_subkind subkind)
{
    return subkind == SUB_COUNT ? KIND_NONE : SUBKINDS[subkind].kind;
}

const char *gap_kind_word(enum gap_kind kind)
{
    return KINDS[kind].word;
}

lt_phrase gap_kind_phrase(enum gap_kind kind)
{
    return KINDS[kind].phrase;
}

const char *gap_subkind_word(enum gap_subkind subkind)
{
    return SUBKINDS[subkind].word;
}

lt_phrase gap_subkind_phrase(enum gap_subkind subkind)
{
    return SUBKINDS[subkind].phrase;
}
