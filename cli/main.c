/* liantu: analysis of industrial chains on the command line. */
#include "cli/command.h"
#include "cli/output.h"
#include "graph/igraph_bridge.h"
#include "graph/versions.h"
#include "importers/database.h"
#include "importers/server.h"
#include "importers/xml_version.h"

#include <errno.h>
#include <string.h>

static lt_status refuse_command(const char *name, lt_lang lang, lt_error *err)
{
    char words[1024] = "";
    char near[LT_WORD_BYTES];
    size_t used = 0;

    for (const lt_command *c = lt_commands; c->name != NULL; c++)
        if (!c->hidden)
            used += (size_t)snprintf(words + used, sizeof(words) - used, "%s;",
                                     c->name);
    lt_word_nearest(near, words, name);
    if (near[0] != '\0')
        return lt_fail_say(err, LT_ERR_INVALID, lang,
                           (lt_phrase){"没有命令“{1}”；是否指 {2}？",
                                       "there is no command '{1}'; did you "
                                       "mean {2}?"},
                           name, near, NULL);
    return lt_fail_say(err, LT_ERR_INVALID, lang,
                       (lt_phrase){"没有命令“{1}”；见 liantu --help",
                                   "there is no command '{1}'; see liantu "
                                   "--help"},
                       name, NULL, NULL);
}

/* Every option given must be one the command takes. */
static lt_status check_options(const lt_call *call, lt_error *err)
{
    for (size_t i = 0; i < call->arguments->given_count; i++) {
        const lt_option_id id = call->arguments->given[i].id;

        if (!lt_command_takes(call->command, id))
            return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                               (lt_phrase){"{1} 没有选项 --{2}；"
                                           "见 liantu {1} --help",
                                           "{1} takes no --{2}; see liantu {1} "
                                           "--help"},
                               call->command->name, lt_options[id].name, NULL);
    }
    return LT_OK;
}

static lt_status check_operands(const lt_call *call, lt_error *err)
{
    const lt_command *command = call->command;

    if (call->operand_count < command->least)
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"{1} 缺少 {2}；例如：{3}",
                                       "{1} needs {2}; for example: {3}"},
                           command->name, command->operands, command->example);
    if (call->operand_count > command->most)
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"{1} 多出“{2}”；见 liantu {1} --help",
                                       "{1} takes no '{2}'; see liantu {1} "
                                       "--help"},
                           command->name, call->operands[command->most], NULL);
    return LT_OK;
}

static int run_command(const lt_arguments *arguments, lt_lang lang)
{
    lt_call call = {NULL, arguments, NULL, 0, lang};
    lt_error err = {0};
    lt_status status = LT_OK;

    call.command = lt_command_find(arguments->operands[0]);
    if (call.command == NULL)
        return lt_complain(refuse_command(arguments->operands[0], lang, &err),
                           &err);
    call.operands = arguments->operands + 1;
    call.operand_count = arguments->operand_count - 1;
    if (lt_call_has(&call, LT_OPTION_HELP)) {
        lt_help_command(stdout, call.command, lang);
        return LT_EXIT_OK;
    }
    LT_TRY(check_options(&call, &err));
    LT_TRY(check_operands(&call, &err));
    return call.command->run(&call);
cleanup:
    return lt_complain(status, &err);
}

static void print_libraries(void)
{
#ifdef LT_POSTGRESQL
    char version[LT_SERVER_VERSION_BYTES];
#endif

    printf("igraph %s\nlibxml2 %s\nsqlite %s\nutf8proc %s\n",
           lt_igraph_version(), lt_libxml2_version(), lt_sqlite_version(),
           lt_utf8proc_version());
#ifdef LT_POSTGRESQL
    lt_server_version(version);
    printf("libpq %s\n", version);
#endif
}

static void print_version(int verbose)
{
    puts("liantu " LT_VERSION);
    if (verbose)
        print_libraries();
}

static int run(const lt_arguments *arguments, lt_lang lang)
{
    if (lt_option_value(arguments, LT_OPTION_VERSION) != NULL) {
        print_version(lt_option_value(arguments, LT_OPTION_VERBOSE) != NULL);
        return LT_EXIT_OK;
    }
    if (arguments->operand_count > 0)
        return run_command(arguments, lang);
    if (lt_option_value(arguments, LT_OPTION_HELP) != NULL) {
        lt_help_program(stdout, lang);
        return LT_EXIT_OK;
    }
    lt_help_short(stderr, lang);
    return LT_EXIT_USAGE;
}

/* What could not be written to standard output is a failure too. */
static int finish(int code, lt_lang lang)
{
    if (lt_interrupted())
        return LT_EXIT_INTERRUPTED;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (code == LT_EXIT_OK)
        lt_tell(lang,
                (lt_phrase){"无法写入 标准输出：{1}",
                            "cannot write standard output: {1}"},
                strerror(errno), NULL, NULL);
    return code == LT_EXIT_OK ? LT_EXIT_FAILED : code;
}

int main(int argc, char **argv)
{
    const lt_lang lang = lt_lang_wanted(argc, argv);
    lt_arguments arguments = LT_ARGUMENTS_EMPTY;
    lt_error err = {0};
    int code = LT_EXIT_OK;
    lt_status status = lt_arguments_parse(&arguments, argc, argv, lang, &err);

    /* A reader that goes away ends the program silently. */
    (void)signal(SIGPIPE, SIG_DFL);
    code = status == LT_OK ? run(&arguments, lang) : lt_complain(status, &err);
    lt_arguments_clear(&arguments);
    return finish(code, lang);
}
