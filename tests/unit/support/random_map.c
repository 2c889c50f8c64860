#include "support/random_map.h"

#include <stdio.h>

enum { FIRMS = 5 };

uint32_t random_draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 16) % below;
}

struct text {
    char *bytes;
    size_t used;
};

#define SAY(text, ...)                                                         \
    ((text)->used +=                                                           \
     (size_t)snprintf((text)->bytes + (text)->used,                            \
                      RANDOM_MAP_BYTES - (text)->used, __VA_ARGS__))

static void write_products(struct text *text, uint32_t *seed, uint32_t scale,
                           const char *name)
{
    static const char *const STAGES[] = {
        "raw",   "basic", "intermediate", "component", "component",
        "final", "final", "equipment",    "energy"};
    static const char *const CHAINS[] = {"a", "b", "b1", "b;a", "a;b1", "-"};
    static const char *const CLASSES[] = {"-", "-", "-", "part"};

    SAY(text, "[chains]\nid,parent\na,-\nb,-\nb1,b\n"
              "[products]\nid,name,stage,chains,base_class,price\n");
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        SAY(text, "p%02u,%s%02u,%s,%s,%s,%s\n", p, name, p,
            STAGES[random_draw(seed, 9)], CHAINS[random_draw(seed, 6)],
            CLASSES[random_draw(seed, 4)],
            random_draw(seed, 8) == 0 ? "-" : "2");
    SAY(text, "[processes]\nid,product,min_scale,status\n");
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        SAY(text, "q%02u,p%02u,%u,%s\n", p, p, 4 * scale,
            random_draw(seed, 9) == 0   ? "restricted"
            : random_draw(seed, 9) == 0 ? "obsolete"
                                        : "-");
}

static void write_links(struct text *text, uint32_t *seed)
{
    SAY(text, "[recipes]\nprocess,product,role,coefficient,group\n");
    for (uint32_t q = 1; q < RANDOM_PRODUCTS; q++)
        for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
            if (p != q && random_draw(seed, 6) == 0)
                SAY(text, "q%02u,p%02u,%s,%s,%s\n", q, p,
                    random_draw(seed, 9) == 0 ? "optional" : "input",
                    random_draw(seed, 2) == 0 ? "0.5" : "-",
                    random_draw(seed, 4) == 0 ? "g" : "-");
    SAY(text, "[links]\nfrom,to,kind\np00,p01,equipment\n");
    for (uint32_t p = 2; p < RANDOM_PRODUCTS; p++)
        if (random_draw(seed, 5) == 0)
            SAY(text, "p%02u,p%02u,kind_of\n", p, random_draw(seed, p));
}

static void write_state(struct text *text, uint32_t *seed, uint32_t scale)
{
    SAY(text, "[regions]\nid,parent\nh,-\nx,h\ny,h\n"
              "[firms]\nid,region,group\n");
    for (uint32_t f = 0; f < FIRMS; f++)
        SAY(text, "f%u,x,%s\n", f, f < 2 ? "g" : "-");
    SAY(text, "out,y,-\nnew,x,-\n[capacities]\nfirm,region,product,capacity,"
              "status\n");
    for (uint32_t p = 0; p < RANDOM_PRODUCTS; p++)
        for (uint32_t n = random_draw(seed, 6) / 2; n > 0; n--) {
            uint32_t amount = scale * (1 + random_draw(seed, 9));

            SAY(text, "f%u,x,p%02u,%u,%s\n", (p + n) % FIRMS, p, amount,
                random_draw(seed, 3) == 0 ? "planned" : "operating");
        }
    SAY(text,
        "[demands]\nregion,product,amount,kind\nx,p03,%u,import\n"
        "x,p04,%u,final\n",
        scale, scale);
    SAY(text, "[supplies]\nsupplier,customer,product,amount\nout,f0,p05,%u\n",
        scale);
    SAY(text, "[targets]\nsubject,indicator\nproduct:p%02u,output\n",
        random_draw(seed, RANDOM_PRODUCTS));
}

void random_map(char *bytes, uint32_t *seed, uint32_t scale, const char *name)
{
    struct text text = {bytes, 0};

    write_products(&text, seed, scale, name);
    write_links(&text, seed);
    write_state(&text, seed, scale);
}
