#include "bench/inputs.h"

#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SEED = 7,
    TRADED_PRODUCTS = 500,
    CENTS = 100,
    AMOUNT_CENTS_MAX = 10000000,
    CHAINS = 50,
    WINDOW = 2000, /* How far back a product looks for its inputs. */
    PLACED_MAX = 64
};

uint64_t random_next(uint64_t *state)
{
    uint64_t mixed = *state += 0x9e3779b97f4a7c15U;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

/* Below one, at least zero. */
static double random_share(uint64_t *state)
{
    return (double)(random_next(state) >> 11) * 0x1p-53;
}

/* Below @p count, the small ones oftener. */
static uint32_t random_skewed(uint64_t *state, uint32_t count)
{
    double share = random_share(state);

    return (uint32_t)(share * share * (double)count);
}

struct supply supply_next(uint64_t *state, uint32_t firms)
{
    struct supply supply;

    supply.supplier = random_skewed(state, firms);
    do
        supply.customer = (uint32_t)(random_next(state) % firms);
    while (supply.customer == supply.supplier);
    supply.amount = (double)(1 + random_next(state) % AMOUNT_CENTS_MAX) / CENTS;
    return supply;
}

void firm_name(char *name, uint32_t firm, enum naming naming)
{
    /* Neighbours in number are not neighbours in text. */
    uint32_t number = firm * 2654435761U;

    (void)snprintf(name, NAME_BYTES,
                   naming == NAMED_BY_ID ? "F%08x" : "企业%08x有限公司",
                   number);
}

/* --- files ---------------------------------------------------------------- */

/* In memory where that can be had: the disk is nobody's merit. */
static const char *temporary_folder(void)
{
    static const char MEMORY[] = "/dev/shm";
    const char *given = getenv("TMPDIR");

    if (given != NULL)
        return given;
    return access(MEMORY, W_OK) == 0 ? MEMORY : "/tmp";
}

static void make_folder(char *path)
{
    (void)snprintf(path, PATH_BYTES, "%s/liantu-bench-XXXXXX",
                   temporary_folder());
    if (mkdtemp(path) == NULL)
        give_up("cannot make %s", path);
}

void make_scratch_file(char *path)
{
    int file = 0;

    (void)snprintf(path, PATH_BYTES, "%s/liantu-bench-XXXXXX",
                   temporary_folder());
    file = mkstemp(path);
    if (file < 0 || close(file) != 0)
        give_up("cannot make %s", path);
}

static void path_in(char *path, const char *folder, const char *name)
{
    if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES)
        give_up("%s: too long", folder);
}

static FILE *open_in(const char *folder, const char *name, const char *header)
{
    char path[PATH_BYTES];
    FILE *file = NULL;

    path_in(path, folder, name);
    file = fopen(path, "w");
    if (file == NULL || fputs(header, file) == EOF)
        give_up("cannot write %s", path);
    return file;
}

static void close_file(FILE *file)
{
    int failed = ferror(file);

    if (fclose(file) != 0 || failed)
        give_up("cannot write the inputs");
}

static void remove_from(const char *folder, const char *const *names,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[PATH_BYTES];

        path_in(path, folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

/* --- a network of firms --------------------------------------------------- */

static void write_firms(const struct network *network)
{
    FILE *file = open_in(network->folder, "firms.csv", "id,name,region\n");

    for (uint32_t i = 0; i < network->firms; i++) {
        char id[NAME_BYTES];
        char name[NAME_BYTES];

        firm_name(id, i, NAMED_BY_ID);
        firm_name(name, i, NAMED_IN_CHINESE);
        (void)fprintf(file, "%s,%s,城市%02u\n", id, name, i % 20);
    }
    close_file(file);
}

static void write_supplies(const struct network *network)
{
    FILE *file = open_in(network->folder, "supplies.csv",
                         network->extent == EXTENT_OF_PEER
                             ? "supplier,customer,amount\n"
                             : "supplier,customer,product,amount,unit,year\n");
    FILE *ncol = fopen(network->ncol, "w");
    uint64_t state = SEED;

    if (ncol == NULL)
        give_up("cannot write %s", network->ncol);
    for (uint32_t i = 0; i < network->links; i++) {
        struct supply supply = supply_next(&state, network->firms);
        char supplier[NAME_BYTES];
        char customer[NAME_BYTES];

        firm_name(supplier, supply.supplier, network->naming);
        firm_name(customer, supply.customer, network->naming);
        if (network->extent == EXTENT_OF_PEER)
            (void)fprintf(file, "%s,%s,%.2f\n", supplier, customer,
                          supply.amount);
        else
            (void)fprintf(file, "%s,%s,产品%03u,%.2f,万元,%u\n", supplier,
                          customer,
                          (unsigned)(random_next(&state) % TRADED_PRODUCTS),
                          supply.amount, 2020 + i % 5);
        (void)fprintf(ncol, "%s %s %.2f\n", supplier, customer, supply.amount);
    }
    close_file(file);
    close_file(ncol);
}

void network_write(struct network *network)
{
    make_folder(network->folder);
    if (snprintf(network->ncol, PATH_BYTES, "%s.ncol", network->folder) >=
        PATH_BYTES)
        give_up("%s: too long", network->folder);
    if (network->extent == EXTENT_FULL)
        write_firms(network);
    write_supplies(network);
}

void network_remove(const struct network *network)
{
    static const char *const NAMES[] = {"supplies.csv", "firms.csv"};

    remove_from(network->folder, NAMES, network->extent == EXTENT_FULL ? 2 : 1);
    (void)unlink(network->ncol);
}

/* --- a map of products ---------------------------------------------------- */

static const char *stage_of(uint32_t product, uint32_t count)
{
    double place = (double)product / (double)count;

    if (place < 0.05)
        return "raw";
    if (place < 0.20)
        return "basic";
    if (place < 0.60)
        return "intermediate";
    return place < 0.85 ? "component" : "final";
}

static void write_products(const struct map *map)
{
    FILE *file = open_in(map->folder, "products.csv",
                         "id,name,unit,stage,chains,price\n");
    FILE *chains = open_in(map->folder, "chains.csv", "id,name\n");
    uint64_t state = SEED;

    for (uint32_t i = 0; i < map->products; i++)
        (void)fprintf(file, "p%u,材料%u,万吨,%s,c%u,%.2f\n", i, i,
                      stage_of(i, map->products),
                      (unsigned)((uint64_t)i * CHAINS / map->products),
                      0.1 + random_share(&state));
    for (unsigned i = 0; i < CHAINS; i++)
        (void)fprintf(chains, "c%u,产业链%u\n", i, i);
    close_file(file);
    close_file(chains);
}

static int is_among(const uint32_t *numbers, uint32_t count, uint32_t number)
{
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return 1;
    return 0;
}

/* Distinct inputs of a product, mostly near before it. */
static uint32_t choose_inputs(uint32_t *inputs, uint64_t *state,
                              uint32_t product, uint32_t wanted)
{
    uint32_t room = product < WINDOW ? product : WINDOW;
    uint32_t count = 0;

    if (wanted > room)
        wanted = room;
    while (count < wanted) {
        uint32_t input = product - 1 - random_skewed(state, room);

        if (!is_among(inputs, count, input))
            inputs[count++] = input;
    }
    return count;
}

static void write_links(const struct map *map)
{
    FILE *file =
        open_in(map->folder, "links.csv", "from,to,kind,coefficient\n");
    const uint32_t raw = map->products / 20;
    uint64_t state = SEED + 1;
    uint32_t left = map->links;

    for (uint32_t i = raw; i < map->products; i++) {
        uint32_t inputs[PLACED_MAX];
        uint32_t wanted = left / (map->products - i);

        wanted = choose_inputs(inputs, &state, i,
                               wanted < PLACED_MAX ? wanted : PLACED_MAX);
        left -= wanted;
        for (uint32_t k = 0; k < wanted; k++) {
            (void)fprintf(file, "p%u,p%u,input,", inputs[k], i);
            if (map->coefficients)
                (void)fprintf(file, "%.3f", 0.05 + random_share(&state));
            (void)fputc('\n', file);
        }
    }
    close_file(file);
}

static void write_makers(const struct map *map)
{
    FILE *firms = open_in(map->folder, "firms.csv", "id,name,region\n");
    FILE *file = open_in(map->folder, "capacities.csv",
                         "firm,product,capacity,unit,year,status\n");
    const uint32_t last = map->products / 4; /* Firm, from 0. */
    uint64_t state = SEED + 2;

    for (uint32_t i = 0; i <= last; i++)
        (void)fprintf(firms, "f%u,企业%u,城市\n", i, i);
    for (uint32_t i = 0; i < map->products; i++)
        if (random_share(&state) < 0.5)
            (void)fprintf(file, "f%u,p%u,%.1f,万吨,2024,%s\n",
                          (unsigned)(random_next(&state) % (last + 1)), i,
                          1.0 + 50.0 * random_share(&state),
                          random_share(&state) < 0.9 ? "operating" : "planned");
    close_file(firms);
    close_file(file);
}

void map_write_folder(struct map *map)
{
    make_folder(map->folder);
    write_products(map);
    write_links(map);
    write_makers(map);
}

void map_remove(const struct map *map)
{
    static const char *const NAMES[] = {"products.csv", "chains.csv",
                                        "links.csv", "firms.csv",
                                        "capacities.csv"};

    remove_from(map->folder, NAMES, sizeof(NAMES) / sizeof(NAMES[0]));
}
