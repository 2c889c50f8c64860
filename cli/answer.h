/**
 * @file cli/answer.h
 * From an answer to what the user asked to see of it, where and how.
 */
#ifndef LT_CLI_ANSWER_H
#define LT_CLI_ANSWER_H

#include "cli/command.h"
#include "cli/load.h"
#include "graph/table.h"
#include "reports/report.h"

/** Where an answer goes and how: known before the work begins. */
typedef struct lt_writing {
    const lt_report *report;
    const char *path; /**< NULL: standard output. */
} lt_writing;

/**
 * The format of --format or --json, else that of the suffix of -o, else text.
 *
 * @param holds what the answer will hold, lt_holds or-ed.
 * @retval LT_ERR_INVALID there is no such format, or it cannot hold the answer;
 *         the message lists those that can.
 */
lt_status lt_writing_new(lt_writing *out, const lt_call *call, int holds,
                         lt_error *err);

/** LT_OK unless -o names a file that was read. */
lt_status lt_writing_guard(const lt_call *call, const lt_loaded *loaded,
                           lt_error *err);

/**
 * Sort and cut the first table as --sort and --limit ask; a note says where
 * rows were left out.
 * @retval LT_ERR_INVALID a column of --sort or --columns is unknown, or --limit
 *         is no number.
 */
lt_status lt_answer_arrange(lt_answer *answer, const lt_call *call,
                            lt_error *err);

/** Arrange @p answer and write it. */
lt_status lt_answer_write(lt_answer *answer, const lt_call *call,
                          const lt_writing *writing, lt_error *err);

/** The --columns of @p call, which live in @p arena; NULL where not given. */
lt_status lt_columns_asked(const char ***out, size_t *count, lt_arena *arena,
                           const lt_call *call, lt_answer *answer,
                           lt_error *err);

#endif
