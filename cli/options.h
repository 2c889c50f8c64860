/**
 * @file cli/options.h
 * The options of the command line: one table drives parsing, help, shell
 * completion and manual pages.
 */
#ifndef LT_CLI_OPTIONS_H
#define LT_CLI_OPTIONS_H

#include "graph/lang.h"
#include "graph/status.h"

#include <stddef.h>

/** What options are about; a command takes whole groups of them. */
typedef enum lt_option_group {
    LT_GROUP_COMMON = 1U << 0,    /**< Every command. */
    LT_GROUP_READ = 1U << 1,      /**< How sources are read. */
    LT_GROUP_SCOPE = 1U << 2,     /**< Which region, chain and year. */
    LT_GROUP_PRODUCT = 1U << 3,   /**< Which product. */
    LT_GROUP_FIRM = 1U << 4,      /**< Which firm. */
    LT_GROUP_RULES = 1U << 5,     /**< Thresholds and weights. */
    LT_GROUP_OUTPUT = 1U << 6,    /**< Where the answer goes. */
    LT_GROUP_FORMAT = 1U << 7,    /**< In which format. */
    LT_GROUP_ROWS = 1U << 8,      /**< Which rows and columns. */
    LT_GROUP_TEXT = 1U << 9,      /**< How text is written. */
    LT_GROUP_CSV = 1U << 10,      /**< How CSV is written. */
    LT_GROUP_CHART = 1U << 11,    /**< How drawings are written. */
    LT_GROUP_GAPS = 1U << 12,     /**< gaps alone. */
    LT_GROUP_CONVERT = 1U << 13,  /**< convert alone. */
    LT_GROUP_GENERATE = 1U << 14, /**< generate alone. */
    LT_GROUP_MAP = 1U << 15,      /**< map alone. */
    LT_GROUP_DOCUMENT =
        LT_GROUP_OUTPUT | LT_GROUP_FORMAT | LT_GROUP_TEXT | LT_GROUP_CSV,
    LT_GROUP_ANSWER = LT_GROUP_DOCUMENT | LT_GROUP_ROWS
} lt_option_group;

/** The options, in the order help shows them. */
typedef enum lt_option_id {
    LT_OPTION_REGION,
    LT_OPTION_CHAIN,
    LT_OPTION_YEAR,
    LT_OPTION_HORIZON,
    LT_OPTION_RULE,
    LT_OPTION_RULES,
    LT_OPTION_PRODUCT,
    LT_OPTION_FIRM,
    LT_OPTION_FAIL_OVER,
    LT_OPTION_NODES,
    LT_OPTION_FIRMS,
    LT_OPTION_LINKS,
    LT_OPTION_PRODUCTS,
    LT_OPTION_REGIONS,
    LT_OPTION_SEED,
    LT_OPTION_OUTPUT,
    LT_OPTION_FORMAT,
    LT_OPTION_JSON,
    LT_OPTION_LIMIT,
    LT_OPTION_SORT,
    LT_OPTION_COLUMNS,
    LT_OPTION_COLOR,
    LT_OPTION_BOM,
    LT_OPTION_CRLF,
    LT_OPTION_EXCEL_SAFE,
    LT_OPTION_DIALECT,
    LT_OPTION_LEVEL,
    LT_OPTION_FROM,
    LT_OPTION_TABLE,
    LT_OPTION_ENCODING,
    LT_OPTION_DELIMITER,
    LT_OPTION_MAP,
    LT_OPTION_FILL_MERGED,
    LT_OPTION_HYPEREDGES,
    LT_OPTION_GRAPH,
    LT_OPTION_QUERY,
    LT_OPTION_PREFER,
    LT_OPTION_ALIASES,
    LT_OPTION_STRICT,
    LT_OPTION_LANG,
    LT_OPTION_QUIET,
    LT_OPTION_VERBOSE,
    LT_OPTION_HELP,
    LT_OPTION_VERSION,
    LT_OPTION_COUNT
} lt_option_id;

/** One option. Static strings. */
typedef struct lt_option {
    const char *name;     /**< Without the dashes. */
    const char *argument; /**< "REGION"; NULL: a switch. */
    const char *words;    /**< The values it takes, "now;planned"; NULL: any. */
    lt_phrase phrase;     /**< What it does, no full stop. */
    unsigned group;       /**< lt_option_group. */
    char letter;          /**< Short form, or 0. */
} lt_option;

/** All options, indexed by lt_option_id; LT_OPTION_COUNT entries. */
extern const lt_option lt_options[LT_OPTION_COUNT];

/** One option as given. */
typedef struct lt_given {
    lt_option_id id;
    const char *value; /**< Borrowed from argv; "" for a switch. */
} lt_given;

/** A parsed command line. End with lt_arguments_clear(). */
typedef struct lt_arguments {
    const char **operands; /**< The command first; borrowed texts. */
    size_t operand_count;
    lt_given *given; /**< In the order given. */
    size_t given_count;
} lt_arguments;

#define LT_ARGUMENTS_EMPTY ((lt_arguments){NULL, 0, NULL, 0})

/**
 * Take @p argv apart: options may stand before or after operands, `--` ends
 * them, `--name=value` and `--name value`, `-o FILE` and `-oFILE`, `-qv`.
 * Names are never abbreviated. The value of an option that takes fixed words
 * is checked.
 *
 * @param lang language of messages.
 * @retval LT_ERR_INVALID an option is unknown, lacks its value or has a wrong
 *         one; the message names the nearest that exists.
 */
lt_status lt_arguments_parse(lt_arguments *out, int argc, char **argv,
                             lt_lang lang, lt_error *err);

/** Free the lists. Safe to call twice. */
void lt_arguments_clear(lt_arguments *arguments);

/** The last value given to @p id ("" for a switch); NULL where not given. */
const char *lt_option_value(const lt_arguments *arguments, lt_option_id id);

/** 1 when @p text is one of the words of a `;` list. */
int lt_word_listed(const char *words, const char *text);

/**
 * The word of @p words nearest to @p text, copied to @p word (room for
 * LT_WORD_BYTES); "" where none is near.
 */
enum { LT_WORD_BYTES = 64 };
void lt_word_nearest(char *word, const char *words, const char *text);

/**
 * The language to speak: the value of --lang in @p argv, else LIANTU_LANG, else
 * LC_ALL, LC_MESSAGES or LANG, the first that is set: English where it begins
 * with "en", else Chinese.
 */
lt_lang lt_lang_wanted(int argc, char **argv);

/** Whole number from @p least to @p most that fills @p text. @return 1 when it
 * is one. */
int lt_whole_parse(unsigned long long *out, const char *text,
                   unsigned long long least, unsigned long long most);

#endif
