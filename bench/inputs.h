/* Made-up inputs: the same numbers give the same bytes. */
#ifndef LT_BENCH_INPUTS_H
#define LT_BENCH_INPUTS_H

#include <stdint.h>

enum { PATH_BYTES = 256 };

/* How supplies name their firms. */
enum naming { NAMED_BY_ID, NAMED_IN_CHINESE };

/* What the tables hold: all that supplies usually say, with a table of firms,
 * or no more than the peer reads: two names and an amount. */
enum extent { EXTENT_FULL, EXTENT_OF_PEER };

/* Firms and what they supply to each other. */
struct network {
    uint32_t firms, links;
    enum naming naming;
    enum extent extent;
    char folder[PATH_BYTES]; /* firms.csv and supplies.csv lie there. */
    char ncol[PATH_BYTES];   /* The same links: supplier customer amount. */
};

/* A map of products with firms that make about half of them. */
struct map {
    uint32_t products, links;
    int coefficients;        /* 0: links without, so that shortcuts count. */
    char folder[PATH_BYTES]; /* products.csv, links.csv, firms.csv … */
};

/* A supply between two firms. */
struct supply {
    uint32_t supplier, customer; /* Below the number of firms. */
    double amount;               /* Two decimals. */
};

/* Next number of a random sequence (splitmix64; Steele, Lea and Flood 2014). */
uint64_t random_next(uint64_t *state);

/* Next supply of a network of @p firms firms: few suppliers serve many. */
struct supply supply_next(uint64_t *state, uint32_t firms);

/* Room for one name. */
enum { NAME_BYTES = 48 };
void firm_name(char *name, uint32_t firm, enum naming naming);

/* Write the files into new folders below the temporary folder and set their
 * paths; any failure ends the program. */
void network_write(struct network *network);
void map_write_folder(struct map *map);

/* Remove the files again. */
void network_remove(const struct network *network);
void map_remove(const struct map *map);

/* A new empty file below the temporary folder; @p path has PATH_BYTES. */
void make_scratch_file(char *path);

#endif
