#include "cli/scope.h"

#include "graph/alloc.h"
#include "graph/names.h"
#include "graph/units.h"

#include <errno.h>
#include <string.h>

enum { LINE_BYTES = 512 };

/* Text without white space at its ends, in place. */
static char *trimmed(char *text)
{
    size_t length = 0;

    text += strspn(text, " \t\r\n");
    length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        text[--length] = '\0';
    return text;
}

/* The rule whose name is nearest; NULL where none is near. */
static const char *nearest_rule(const char *name)
{
    lt_names *names = lt_names_new();
    const char *nearest = NULL;

    for (const lt_rule_spec *spec = lt_rule_specs;
         names != NULL && spec->name != NULL; spec++)
        (void)lt_names_add(names, LT_NAME_ID, spec->name, 0, NULL);
    if (names != NULL)
        nearest = lt_names_nearest(names, name);
    for (const lt_rule_spec *spec = lt_rule_specs;
         nearest != NULL && spec->name != NULL; spec++)
        if (strcmp(spec->name, nearest) == 0) {
            nearest = spec->name;
            break;
        }
    lt_names_free(names);
    return nearest;
}

static lt_status refuse_rule(const char *name, lt_lang lang, lt_error *err)
{
    const char *nearest = nearest_rule(name);

    if (nearest == NULL)
        return lt_fail_say(
            err, LT_ERR_INVALID, lang,
            (lt_phrase){"没有规则“{1}”；见 liantu help rules",
                        "there is no rule '{1}'; see liantu help rules"},
            name, NULL, NULL);
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"没有规则“{1}”；是否指 {2}？",
                                   "there is no rule '{1}'; did you mean {2}?"},
                       name, nearest, NULL);
}

/* Set one rule from "name = value", which is taken apart in place. */
static lt_status set_rule(lt_rules *out, char *text, lt_lang lang,
                          lt_error *err)
{
    char *value = strchr(text, '=');
    char *name = NULL;
    double number = 0.0;

    if (value == NULL)
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"规则应写作 名称=数值，却是“{1}”",
                                       "a rule is written NAME=VALUE, not "
                                       "'{1}'"},
                           text, NULL, NULL);
    *value++ = '\0';
    name = trimmed(text);
    value = trimmed(value);
    for (const lt_rule_spec *spec = lt_rule_specs; spec->name != NULL; spec++) {
        if (strcmp(spec->name, name) != 0)
            continue;
        if (!lt_number_parse(&number, value, strlen(value)) || number < 0.0)
            return lt_fail_say(err, LT_ERR_INVALID, lang,
                               (lt_phrase){"规则 {1} 的值应为不小于 0 的数，"
                                           "却是“{2}”",
                                           "the rule {1} takes a number of 0 "
                                           "or more, not '{2}'"},
                               name, value, NULL);
        *(double *)(void *)((char *)out + spec->offset) = number;
        return LT_OK;
    }
    return refuse_rule(name, lang, err);
}

/* A line that is too long can only be a comment: go to its end. */
static void skip_rest(const char *line, FILE *input)
{
    int byte = 0;

    if (strchr(line, '\n') != NULL)
        return;
    while (byte != '\n' && byte != EOF)
        byte = fgetc(input);
}

/* Rules of a file: NAME = VALUE a line, # begins a comment. */
static lt_status read_rules(lt_rules *out, const char *path, lt_lang lang,
                            lt_error *err)
{
    char line[LINE_BYTES];
    lt_error cause = {0};
    lt_status status = LT_OK;
    unsigned long number = 0;
    FILE *input = fopen(path, "r");

    if (input == NULL)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    while (status == LT_OK && fgets(line, sizeof(line), input) != NULL) {
        char *text = NULL;

        number++;
        skip_rest(line, input);
        line[strcspn(line, "#")] = '\0';
        text = trimmed(line);
        if (*text != '\0')
            status = set_rule(out, text, lang, &cause);
    }
    if (status != LT_OK)
        status =
            lt_fail(err, status, "%s:%lu: %s", path, number, cause.message);
    else if (ferror(input))
        status = lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    (void)fclose(input);
    return status;
}

lt_status lt_rules_asked(lt_rules *out, const lt_call *call, lt_error *err)
{
    const char *path = lt_call_value(call, LT_OPTION_RULES);
    lt_status status = LT_OK;

    *out = lt_rules_default();
    if (path != NULL)
        LT_TRY(read_rules(out, path, call->lang, err));
    for (size_t i = 0; i < call->arguments->given_count; i++) {
        const lt_given *given = &call->arguments->given[i];
        char text[LINE_BYTES];

        if (given->id != LT_OPTION_RULE)
            continue;
        (void)snprintf(text, sizeof(text), "%s", given->value);
        LT_TRY(set_rule(out, text, call->lang, err));
    }
cleanup:
    return status;
}
