/**
 * @file cli/command.h
 * What a command is, and the table of all of them.
 */
#ifndef LT_CLI_COMMAND_H
#define LT_CLI_COMMAND_H

#include "cli/messages.h"
#include "cli/options.h"

#include <stdio.h>

/** A command as called. Everything is borrowed. */
typedef struct lt_call {
    const struct lt_command *command;
    const lt_arguments *arguments;
    const char *const *operands; /**< Without the command's name. */
    size_t operand_count;
    lt_lang lang;
} lt_call;

/** One command of the program. Static strings. */
typedef struct lt_command {
    const char *name;
    const char *operands; /**< For the usage line: "SOURCE..."; "" for none. */
    size_t least;         /**< Fewest operands. */
    size_t most;          /**< Most operands. */
    unsigned groups;      /**< lt_option_group, or-ed. */
    int hidden;           /**< 1: not listed. */
    lt_phrase summary;    /**< One line, no full stop. */
    lt_phrase more;       /**< A paragraph for help and manual; may be empty. */
    const char *example;  /**< Runs as typed. */
    int (*run)(const lt_call *call); /**< Returns the exit code. */
} lt_command;

/** Longest list of operands. */
#define LT_OPERANDS_ANY ((size_t)-1)

/** All commands, sorted by name; the list ends with a NULL name. */
extern const lt_command lt_commands[];

/** The command called @p name, or NULL. */
const lt_command *lt_command_find(const char *name);

/** 1 when @p command takes the option. */
int lt_command_takes(const lt_command *command, lt_option_id id);

/** 1 when the switch or option was given. */
int lt_call_has(const lt_call *call, lt_option_id id);

/** The last value of an option, or NULL. */
const char *lt_call_value(const lt_call *call, lt_option_id id);

/** Help of the whole program, or of one command. */
void lt_help_program(FILE *stream, lt_lang lang);
void lt_help_short(FILE *stream, lt_lang lang);
void lt_help_command(FILE *stream, const lt_command *command, lt_lang lang);

/** The column an option takes in help: "-o, --output FILE". @p text has room
 * for LT_USAGE_BYTES. */
enum { LT_USAGE_BYTES = 96 };
void lt_option_usage(char *text, const lt_option *option);

/** Title of a group of options. */
lt_phrase lt_group_title(unsigned group);

int lt_command_analyse(const lt_call *call);
int lt_command_check(const lt_call *call);
int lt_command_completion(const lt_call *call);
int lt_command_convert(const lt_call *call);
int lt_command_formats(const lt_call *call);
int lt_command_generate(const lt_call *call);
int lt_command_help(const lt_call *call);
int lt_command_info(const lt_call *call);
int lt_command_init(const lt_call *call);
int lt_command_man(const lt_call *call);
int lt_command_names(const lt_call *call);
int lt_command_report(const lt_call *call);

#endif
