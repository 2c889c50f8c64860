/**
 * @file cli/topics.h
 * What `liantu help` explains beside commands.
 */
#ifndef LT_CLI_TOPICS_H
#define LT_CLI_TOPICS_H

#include "graph/lang.h"

#include <stdio.h>

/** A topic of help. */
typedef struct lt_topic {
    const char *name;
    lt_phrase summary; /**< One line, no full stop. */
    void (*print)(FILE *stream, lt_lang lang);
} lt_topic;

/** All topics, sorted by name; the list ends with a NULL name. */
extern const lt_topic lt_topics[];

/** Explain the fault called @p name ("E020", in either case). @return 0 where
 * there is none. */
int lt_print_code(FILE *stream, const char *name, lt_lang lang);

#endif
