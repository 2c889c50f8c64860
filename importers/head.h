/* Private to importers/: the first records of a table that people made, among
 * which its header is looked for: below titles, and of several rows. */
#ifndef LT_IMPORTERS_HEAD_H
#define LT_IMPORTERS_HEAD_H

#include "graph/arena.h"
#include "importers/importer.h"
#include "importers/intake.h"

/* The header begins in one of the first LT_HEAD_TRIED records that are not
 * blank; it has two rows at most, and one of units. */
enum { LT_HEAD_TRIED = 10, LT_HEAD_MAX = LT_HEAD_TRIED + 2 };

/* Copies of the first records. Zero-filled: none; end with lt_head_clear. */
typedef struct lt_head {
    lt_arena arena;
    lt_record records[LT_HEAD_MAX];
    uint32_t count;
    int is_plain; /* The first one is a header beyond doubt. */
} lt_head;

/* Where the header is and what it says. */
typedef struct lt_head_choice {
    uint32_t first;       /* Record it begins in … */
    uint32_t height;      /* … and its rows. */
    lt_fact fact;         /* LT_FACT_COUNT: no table has such a header. */
    const char **headers; /* Trimmed; in the arena. */
    uint32_t count;
} lt_head_choice;

/* Keep a record. @param fact the table, LT_FACT_COUNT where the header has to
 * tell. @return 1 in *is_enough when more would not change the choice. */
lt_status lt_head_add(lt_head *head, int *is_enough, const lt_record *record,
                      lt_fact fact, const lt_read_options *options,
                      lt_error *err);

/* Choose the header: the first record, or the one (or two) below it whose
 * fields are known best. There is one record at least. */
lt_status lt_head_choose(lt_head_choice *out, lt_head *head, lt_fact fact,
                         const lt_read_options *options, lt_error *err);

/* The trimmed texts of a record as headers, as the options say; in the
 * arena. */
lt_status lt_head_texts(const char ***out, lt_arena *arena,
                        const lt_record *record, const lt_read_options *options,
                        lt_error *err);

void lt_head_clear(lt_head *head);

#endif
