/* Shell completion, written from the tables of commands and options. */
#include "cli/command.h"
#include "cli/stores.h"
#include "cli/topics.h"
#include "importers/importer.h"
#include "reports/report.h"

#include <string.h>

/* What an option's value is completed with. */
typedef enum value_sort { VALUE_FREE, VALUE_FILE, VALUE_WORDS } value_sort;

static value_sort sort_of(lt_option_id id)
{
    if (id == LT_OPTION_OUTPUT || id == LT_OPTION_RULES)
        return VALUE_FILE;
    if (id == LT_OPTION_FORMAT || id == LT_OPTION_FROM ||
        lt_options[id].words != NULL)
        return VALUE_WORDS;
    return VALUE_FREE;
}

/* The words an option takes, parted by blanks. */
static void put_words(lt_option_id id)
{
    const char *between = "";

    if (id == LT_OPTION_FORMAT)
        for (const lt_report *r = lt_reports; r->name != NULL; r++) {
            printf("%s%s", between, r->name);
            between = " ";
        }
    if (id == LT_OPTION_FORMAT)
        for (const lt_store *s = lt_stores; s->name != NULL; s++)
            printf(" %s", s->name);
    if (id == LT_OPTION_FROM)
        for (const lt_importer *i = lt_importers; i->name != NULL; i++) {
            printf("%s%s", between, i->name);
            between = " ";
        }
    if (lt_options[id].words != NULL)
        for (const char *word = lt_options[id].words; *word != '\0'; word++)
            putchar(*word == ';' ? ' ' : *word);
}

/* Names of all commands that are listed, parted by blanks. */
static void put_commands(void)
{
    const char *between = "";

    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        if (!c->hidden) {
            printf("%s%s", between, c->name);
            between = " ";
        }
}

/* Operands of a command that are words; 0 where they are files. */
static int put_operands(const lt_command *command)
{
    if (command->run == lt_command_completion) {
        fputs("bash fish zsh", stdout);
        return 1;
    }
    if (command->run != lt_command_help)
        return 0;
    put_commands();
    for (const lt_topic *t = lt_topics; t->name != NULL; t++)
        printf(" %s", t->name);
    return 1;
}

/* "-o --output --format ...": the options of a command. */
static void put_options(const lt_command *command)
{
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        if (!lt_command_takes(command, (lt_option_id)i) ||
            i == LT_OPTION_VERSION)
            continue;
        if (lt_options[i].letter != 0)
            printf("-%c ", lt_options[i].letter);
        printf("--%s ", lt_options[i].name);
    }
}

/* "--output|-o" as patterns of a case. */
static void put_patterns(const lt_option *option)
{
    printf("    --%s", option->name);
    if (option->letter != 0)
        printf("|-%c", option->letter);
    fputs(") ", stdout);
}

static void bash_values(void)
{
    fputs("    case $previous in\n", stdout);
    for (size_t i = 0; i < LT_OPTION_COUNT; i++) {
        if (lt_options[i].argument == NULL)
            continue;
        put_patterns(&lt_options[i]);
        switch (sort_of((lt_option_id)i)) {
        case VALUE_FILE:
            fputs("compopt -o filenames; COMPREPLY=($(compgen -f -- "
                  "\"$word\"))",
                  stdout);
            break;
        case VALUE_WORDS:
            fputs("COMPREPLY=($(compgen -W '", stdout);
            put_words((lt_option_id)i);
            fputs("' -- \"$word\"))", stdout);
            break;
        case VALUE_FREE:
            fputs("COMPREPLY=()", stdout);
            break;
        }
        fputs("; return ;;\n", stdout);
    }
    fputs("    esac\n", stdout);
}

static void put_bash(void)
{
    fputs("# bash completion of liantu\n"
          "_liantu() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]}\n"
          "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    local command=${COMP_WORDS[1]} options='' operands=''\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        COMPREPLY=($(compgen -W '",
          stdout);
    put_commands();
    fputs(" --help --version --lang' -- \"$word\"))\n"
          "        return\n"
          "    fi\n",
          stdout);
    bash_values();
    fputs("    case $command in\n", stdout);
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        printf("    %s) options='", c->name);
        put_options(c);
        fputs("'; operands='", stdout);
        (void)put_operands(c);
        fputs("' ;;\n", stdout);
    }
    fputs("    esac\n"
          "    case $word in\n"
          "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
          "    *)\n"
          "        if [ -n \"$operands\" ]; then\n"
          "            COMPREPLY=($(compgen -W \"$operands\" -- \"$word\"))\n"
          "        else\n"
          "            compopt -o filenames\n"
          "            COMPREPLY=($(compgen -f -- \"$word\"))\n"
          "        fi ;;\n"
          "    esac\n"
          "}\n"
          "complete -F _liantu liantu\n",
          stdout);
}

/* Text inside single quotes of a shell; `escaped` characters get a backslash.
 */
static void put_quoted(const char *text, const char *escaped)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (strchr(escaped, *text) != NULL)
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh_option(lt_option_id id, lt_lang lang)
{
    const lt_option *option = &lt_options[id];

    fputs("            '", stdout);
    if (option->letter != 0)
        printf("(-%c --%s)'{-%c,--%s}'", option->letter, option->name,
               option->letter, option->name);
    else
        printf("--%s", option->name);
    putchar('[');
    put_quoted(lt_say(lang, option->phrase), "[]:\\");
    putchar(']');
    if (option->argument != NULL) {
        printf(":%s:", option->argument);
        if (sort_of(id) == VALUE_FILE)
            fputs("_files", stdout);
        else if (sort_of(id) == VALUE_WORDS) {
            putchar('(');
            put_words(id);
            putchar(')');
        }
    }
    fputs("' \\\n", stdout);
}

static void zsh_command(const lt_command *command, lt_lang lang)
{
    printf("    %s)\n        _arguments \\\n", command->name);
    for (size_t i = 0; i < LT_OPTION_COUNT; i++)
        if (lt_command_takes(command, (lt_option_id)i) &&
            i != LT_OPTION_VERSION)
            zsh_option((lt_option_id)i, lang);
    fputs("            '*:", stdout);
    put_quoted(command->operands[0] == '\0' ? " " : command->operands, ":[]");
    putchar(':');
    if (command->run == lt_command_completion ||
        command->run == lt_command_help) {
        putchar('(');
        (void)put_operands(command);
        putchar(')');
    } else if (command->most > 0) {
        fputs("_files", stdout);
    }
    fputs("' ;;\n", stdout);
}

static void put_zsh(lt_lang lang)
{
    fputs("#compdef liantu\n"
          "# zsh completion of liantu\n"
          "_liantu() {\n"
          "    local -a commands\n"
          "    commands=(\n",
          stdout);
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        if (c->hidden)
            continue;
        printf("        '%s:", c->name);
        put_quoted(lt_say(lang, c->summary), ":");
        fputs("'\n", stdout);
    }
    fputs("    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n"
          "        return\n"
          "    fi\n"
          "    local name=$words[2]\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $name in\n",
          stdout);
    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        zsh_command(c, lang);
    fputs("    esac\n"
          "}\n"
          "if [ \"$funcstack[1]\" = _liantu ]; then\n"
          "    _liantu \"$@\"\n"
          "else\n"
          "    compdef _liantu liantu\n"
          "fi\n",
          stdout);
}

static void fish_option(const lt_command *command, lt_option_id id,
                        lt_lang lang)
{
    const lt_option *option = &lt_options[id];

    printf("complete -c liantu -n '__fish_seen_subcommand_from %s'",
           command->name);
    if (option->letter != 0)
        printf(" -s %c", option->letter);
    printf(" -l %s", option->name);
    if (option->argument != NULL)
        fputs(sort_of(id) == VALUE_FILE ? " -rF" : " -x", stdout);
    if (sort_of(id) == VALUE_WORDS) {
        fputs(" -a '", stdout);
        put_words(id);
        putchar('\'');
    }
    fputs(" -d '", stdout);
    for (const char *text = lt_say(lang, option->phrase); *text != '\0'; text++)
        printf(strchr("'\\", *text) != NULL ? "\\%c" : "%c", *text);
    fputs("'\n", stdout);
}

static void put_fish(lt_lang lang)
{
    fputs("# fish completion of liantu\n", stdout);
    for (const lt_command *c = lt_commands; c->name != NULL; c++) {
        if (!c->hidden) {
            printf("complete -c liantu -f -n __fish_use_subcommand -a %s -d '",
                   c->name);
            for (const char *text = lt_say(lang, c->summary); *text != '\0';
                 text++)
                printf(strchr("'\\", *text) != NULL ? "\\%c" : "%c", *text);
            fputs("'\n", stdout);
        }
        if (c->run == lt_command_completion || c->run == lt_command_help) {
            printf("complete -c liantu -f -n '__fish_seen_subcommand_from %s' "
                   "-a '",
                   c->name);
            (void)put_operands(c);
            fputs("'\n", stdout);
        }
        for (size_t i = 0; i < LT_OPTION_COUNT; i++)
            if (lt_command_takes(c, (lt_option_id)i) && i != LT_OPTION_VERSION)
                fish_option(c, (lt_option_id)i, lang);
    }
}

int lt_command_completion(const lt_call *call)
{
    const char *shell = call->operands[0];

    if (strcmp(shell, "bash") == 0)
        put_bash();
    else if (strcmp(shell, "zsh") == 0)
        put_zsh(call->lang);
    else if (strcmp(shell, "fish") == 0)
        put_fish(call->lang);
    else {
        lt_tell(call->lang,
                (lt_phrase){"没有 shell“{1}”的补全；有：bash fish zsh",
                            "there is no completion of '{1}'; there are: bash "
                            "fish zsh"},
                shell, NULL, NULL);
        return LT_EXIT_USAGE;
    }
    return LT_EXIT_OK;
}
