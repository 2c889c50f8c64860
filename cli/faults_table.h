/**
 * @file cli/faults_table.h
 * Faults of the data as rows of an answer.
 */
#ifndef LT_CLI_FAULTS_TABLE_H
#define LT_CLI_FAULTS_TABLE_H

#include "graph/diagnostics.h"
#include "graph/graph.h"
#include "graph/table.h"

/** What is to be listed of the faults. */
typedef enum lt_faults_wanted {
    LT_FAULTS_ALL,      /**< Every one. */
    LT_FAULTS_CONFLICTS /**< Sources that contradict each other. */
} lt_faults_wanted;

/**
 * Append a section @p key with the faults of @p faults: file, line, column,
 * sheet, cell, code, severity, message, hint.
 *
 * @param title NULL where the answer has no other section.
 * @param strict 1: warnings are called errors.
 */
lt_status lt_faults_section(lt_section **out, lt_answer *answer,
                            const char *key, const char *title,
                            const lt_diagnostics *faults,
                            lt_faults_wanted wanted, int strict, lt_error *err);

/** Append a statement of kind conflict to such a section. */
lt_status lt_faults_add_conflict(lt_section *section, lt_answer *answer,
                                 const lt_graph *graph, uint32_t statement,
                                 lt_error *err);

#endif
