#include "cli/load.h"

#include "cli/data_sets.h"
#include "graph/aliases.h"
#include "importers/importer.h"

#include <string.h>

lt_loaded lt_loaded_new(lt_lang lang)
{
    lt_loaded loaded = {0};

    loaded.arena = LT_ARENA_EMPTY;
    loaded.faults = lt_diagnostics_new(lang);
    return loaded;
}

void lt_loaded_clear(lt_loaded *loaded)
{
    lt_lang lang = loaded->faults.lang;

    lt_graph_free(loaded->graph);
    lt_diagnostics_clear(&loaded->faults);
    lt_arena_clear(&loaded->arena);
    *loaded = lt_loaded_new(lang);
}

lt_fault_style lt_fault_style_of(const lt_call *call)
{
    const char *format = lt_call_value(call, LT_OPTION_FORMAT);

    return (lt_fault_style){
        .lang = call->lang,
        .json = lt_call_has(call, LT_OPTION_JSON) ||
                (format != NULL && lt_word_listed("json;jsonl", format)),
        .strict = lt_call_has(call, LT_OPTION_STRICT),
        .quiet = lt_call_has(call, LT_OPTION_QUIET),
        .verbose = lt_call_has(call, LT_OPTION_VERBOSE),
    };
}

/* The places of all sources: @NAME becomes a folder. */
static lt_status find_sources(lt_loaded *out, const lt_call *call,
                              lt_error *err)
{
    size_t inputs = 0;

    out->paths =
        lt_arena_take(&out->arena, call->operand_count * sizeof(*out->paths));
    if (out->paths == NULL)
        return lt_fail_memory(err, "sources");
    for (size_t i = 0; i < call->operand_count; i++) {
        const char *source = call->operands[i];
        lt_status status = LT_OK;

        out->paths[i] = source;
        if (source[0] == '@')
            status = lt_data_set_find(&out->paths[i], &out->arena, source + 1,
                                      call->lang, err);
        inputs += strcmp(source, "-") == 0;
        if (status != LT_OK)
            return status;
    }
    out->path_count = call->operand_count;
    if (inputs > 1)
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"标准输入“-”只能作为一个数据源",
                                       "standard input '-' can be one source "
                                       "only"},
                           NULL, NULL, NULL);
    return LT_OK;
}

/* The importer asked for with --from; *out is NULL where none was. */
static lt_status chosen_importer(const lt_importer **out, const lt_call *call,
                                 lt_error *err)
{
    const char *name = lt_call_value(call, LT_OPTION_FROM);
    char names[512] = "";
    size_t used = 0;

    *out = NULL;
    if (name == NULL)
        return LT_OK;
    *out = lt_importer_find(name);
    if (*out != NULL)
        return LT_OK;
    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
                                 used == 0 ? "" : " ", i->name);
    return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                       (lt_phrase){"不能读取格式“{1}”；有：{2}",
                                   "cannot read the format '{1}'; there are: "
                                   "{2}"},
                       name, names, NULL);
}

/* The values given to an option that may be repeated; *out lies in @p arena. */
static lt_status values_of(const char *const **out, size_t *count,
                           lt_arena *arena, const lt_call *call,
                           lt_option_id id, lt_error *err)
{
    const lt_arguments *arguments = call->arguments;
    const char **values =
        lt_arena_take(arena, arguments->given_count * sizeof(*values));

    *count = 0;
    *out = values;
    if (values == NULL && arguments->given_count > 0)
        return lt_fail_memory(err, "options");
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].id == id)
            values[(*count)++] = arguments->given[i].value;
    return LT_OK;
}

static lt_status read_options_of(lt_read_options *out, lt_arena *arena,
                                 const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;

    *out = (lt_read_options){
        .encoding = lt_call_value(call, LT_OPTION_ENCODING),
        .delimiter = lt_call_value(call, LT_OPTION_DELIMITER),
        .table = lt_call_value(call, LT_OPTION_TABLE),
        .hyperedges = lt_call_value(call, LT_OPTION_HYPEREDGES),
        .graph = lt_call_value(call, LT_OPTION_GRAPH),
        .fill_merged = lt_call_has(call, LT_OPTION_FILL_MERGED),
    };
    LT_TRY(values_of(&out->maps, &out->map_count, arena, call, LT_OPTION_MAP,
                     err));
    LT_TRY(values_of(&out->queries, &out->query_count, arena, call,
                     LT_OPTION_QUERY, err));
cleanup:
    return status;
}

static lt_status read_source(lt_facts *facts, const char *path,
                             const lt_importer *chosen,
                             const lt_read_options *options,
                             lt_diagnostics *faults, lt_error *err)
{
    const size_t before = faults->counts[LT_ERROR];
    lt_status status = LT_OK;

    /* An address is read by what reads such addresses alone. */
    if (chosen == NULL || strstr(path, "://") != NULL)
        LT_TRY(lt_importer_for(&chosen, path, err));
    status = chosen->read(facts, path, options, faults, err);
    /* What was noted is told with its place; others may still be read. */
    if (status == LT_ERR_DATA && faults->counts[LT_ERROR] > before)
        status = LT_OK;
cleanup:
    return status;
}

/* Bundled files go by the name the user typed, not by where they happen to be
 * installed: @luoyang/links.csv. */
static lt_status name_as_typed(lt_facts *facts, const char *path,
                               const char *typed, lt_arena *arena,
                               lt_error *err)
{
    const size_t length = strlen(path);

    for (uint32_t i = 0; typed[0] == '@' && i < facts->file_count; i++) {
        const char *whole = lt_pool_text(facts->pool, facts->files[i].path);
        const char *shown = NULL;

        if (strncmp(whole, path, length) != 0)
            continue;
        shown = lt_arena_format(arena, "%s%s", typed, whole + length);
        if (shown == NULL)
            return lt_fail_memory(err, "files");
        facts->files[i].path = lt_pool_add(facts->pool, shown, strlen(shown));
        if (facts->files[i].path == LT_SYMBOL_NONE)
            return lt_fail_memory(err, "files");
    }
    return LT_OK;
}

/* Remember what the facts say of themselves: they may not outlive the build. */
static lt_status remember(lt_loaded *out, const lt_facts *facts, lt_error *err)
{
    out->files =
        lt_arena_take(&out->arena, facts->file_count * sizeof(*out->files));
    if (out->files == NULL)
        return lt_fail_memory(err, "files");
    for (uint32_t i = 0; i < facts->file_count; i++) {
        const char *path = lt_pool_text(facts->pool, facts->files[i].path);

        out->files[i] = lt_arena_copy(&out->arena, path, strlen(path));
        if (out->files[i] == NULL)
            return lt_fail_memory(err, "files");
    }
    out->file_count = facts->file_count;
    out->records = facts->records;
    out->skipped = facts->skipped;
    out->nodes = facts->nodes;
    out->edges = facts->edges;
    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        out->rows[fact] = facts->tables[fact].count;
        out->has[fact] = facts->tables[fact].segment_count > 0;
    }
    return LT_OK;
}

/* 1 where the fault is of a file, not of what it says. */
static int is_of_file(lt_code code)
{
    return code <= LT_E_LONG_LINE || code == LT_E_BAD_WORKBOOK ||
           code == LT_E_OLD_WORKBOOK || code == LT_E_ENCRYPTED ||
           code == LT_E_WORKBOOK_LIMIT;
}

/* 1 when a table could not be read as one. */
static int is_broken(const lt_diagnostics *faults)
{
    for (size_t i = 0; i < faults->kept_count; i++)
        if (faults->items[i].severity == LT_ERROR &&
            is_of_file(faults->items[i].code))
            return 1;
    return 0;
}

/* 1 when two ways to write a source are one but for a slash at the end. */
static int same_source(const char *a, const char *b)
{
    size_t left = strlen(a);
    size_t right = strlen(b);

    while (left > 1 && a[left - 1] == '/')
        left--;
    while (right > 1 && b[right - 1] == '/')
        right--;
    return left == right && memcmp(a, b, left) == 0;
}

static int is_operand(const lt_call *call, const char *source)
{
    for (size_t i = 0; i < call->operand_count; i++)
        if (same_source(call->operands[i], source))
            return 1;
    return 0;
}

/* Every --prefer names one of the sources. */
static lt_status check_preferred(const lt_call *call, lt_error *err)
{
    for (size_t i = 0; i < call->arguments->given_count; i++) {
        const lt_given *given = &call->arguments->given[i];

        if (given->id == LT_OPTION_PREFER && !is_operand(call, given->value))
            return lt_fail_say(
                err, LT_ERR_INVALID, call->lang,
                (lt_phrase){"--prefer 的“{1}”不是所给的数据源；"
                            "写法要与数据源相同",
                            "--prefer names '{1}', which is none of the "
                            "sources; write it as it stands there"},
                given->value, NULL, NULL);
    }
    return LT_OK;
}

/* What --prefer says of a source: the earlier it is named the higher; 0 where
 * it is not. */
static uint32_t preference_of(const lt_call *call, const char *source)
{
    uint32_t behind = 0;

    for (size_t i = call->arguments->given_count; i > 0; i--) {
        const lt_given *given = &call->arguments->given[i - 1];

        if (given->id == LT_OPTION_PREFER)
            behind++;
        if (given->id == LT_OPTION_PREFER && same_source(given->value, source))
            return behind;
    }
    return 0;
}

/* Tell the files of a source from those of others. */
static void mark_files(lt_facts *facts, uint32_t first, uint32_t source,
                       uint32_t preference)
{
    for (uint32_t i = first; i < facts->file_count; i++) {
        facts->files[i].source = source;
        facts->files[i].preference = preference;
    }
}

/* Read every source, and mark its files as its own. */
static lt_status read_sources(const lt_loaded *out, lt_facts *facts,
                              const lt_call *call, const lt_importer *chosen,
                              const lt_read_options *options,
                              lt_diagnostics *faults, lt_error *err)
{
    lt_status status = LT_OK;

    for (size_t i = 0; status == LT_OK && i < out->path_count; i++) {
        const uint32_t first = facts->file_count;

        status =
            read_source(facts, out->paths[i], chosen, options, faults, err);
        mark_files(facts, first, (uint32_t)i,
                   preference_of(call, call->operands[i]));
    }
    return status;
}

static lt_status name_all_as_typed(lt_loaded *out, lt_facts *facts,
                                   const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;

    for (size_t i = 0; status == LT_OK && i < out->path_count; i++)
        status = name_as_typed(facts, out->paths[i], call->operands[i],
                               &out->arena, err);
    return status;
}

static lt_status read_all(lt_loaded *out, lt_facts *facts, const lt_call *call,
                          lt_error *err)
{
    const lt_importer *chosen = NULL;
    lt_read_options options;
    lt_status status = LT_OK;

    LT_TRY(chosen_importer(&chosen, call, err));
    LT_TRY(check_preferred(call, err));
    LT_TRY(read_options_of(&options, &out->arena, call, err));
    LT_TRY(read_sources(out, facts, call, chosen, &options, &out->faults, err));
    LT_TRY(remember(out, facts, err));
    LT_TRY(name_all_as_typed(out, facts, call, err));
    if (is_broken(&out->faults))
        status = lt_diagnostics_status(&out->faults, err);
cleanup:
    return status;
}

/* Read a file of aliases as a table of names and their aliases. Its other
 * columns are nobody's business, so only errors are told. */
static lt_status read_aliases(lt_facts *list, const char *path,
                              lt_diagnostics *faults, lt_error *err)
{
    static const char *const maps[] = {
        "id=name",         "id=名称",      "id=canonical",
        "id=规范名",       "id=规范名称",  "aliases=variants",
        "aliases=variant", "aliases=变体", "aliases=写法",
    };
    const lt_read_options options = {
        .table = "products",
        .maps = maps,
        .map_count = sizeof(maps) / sizeof(*maps),
    };
    const lt_importer *csv = lt_importer_find("csv");
    lt_diagnostics unheard = lt_diagnostics_new(faults->lang);
    lt_facts *again = NULL;
    lt_status status = csv->read(list, path, &options, &unheard, err);

    if (unheard.counts[LT_ERROR] > 0) {
        again = lt_facts_new();
        status = again == NULL ? lt_fail_memory(err, "aliases")
                               : csv->read(again, path, &options, faults, err);
        if (status == LT_OK)
            status = lt_diagnostics_status(faults, err);
    }
    lt_facts_free(again);
    lt_diagnostics_clear(&unheard);
    return status;
}

static lt_status apply_aliases(lt_loaded *out, lt_facts *facts,
                               const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;

    for (size_t i = 0; status == LT_OK && i < call->arguments->given_count;
         i++) {
        const lt_given *given = &call->arguments->given[i];
        lt_facts *list = NULL;

        if (given->id != LT_OPTION_ALIASES)
            continue;
        list = lt_facts_new();
        status = list == NULL
                     ? lt_fail_memory(err, "aliases")
                     : read_aliases(list, given->value, &out->faults, err);
        if (status == LT_OK)
            status = lt_facts_apply_aliases(facts, list, &out->faults, err);
        lt_facts_free(list);
    }
    return status;
}

lt_status lt_load_facts(lt_loaded *out, lt_facts **facts, const lt_call *call,
                        lt_error *err)
{
    lt_status status = find_sources(out, call, err);

    *facts = NULL;
    if (status != LT_OK)
        return status;
    *facts = lt_facts_new();
    if (*facts == NULL)
        return lt_fail_memory(err, "facts");
    LT_TRY(read_all(out, *facts, call, err));
    LT_TRY(apply_aliases(out, *facts, call, err));
cleanup:
    if (status != LT_OK) {
        lt_facts_free(*facts);
        *facts = NULL;
    }
    return status;
}

lt_status lt_load(lt_loaded *out, const lt_call *call, lt_error *err)
{
    lt_facts *facts = NULL;
    lt_status status = lt_load_facts(out, &facts, call, err);

    return status == LT_OK
               ? lt_graph_build(&out->graph, facts, &out->faults, err)
               : status;
}

lt_status lt_loaded_status(const lt_loaded *loaded, const lt_call *call,
                           lt_error *err)
{
    const size_t warnings = loaded->faults.counts[LT_WARNING];
    char count[32];
    lt_status status = lt_diagnostics_status(&loaded->faults, err);

    if (status != LT_OK || warnings == 0 ||
        !lt_call_has(call, LT_OPTION_STRICT))
        return status;
    (void)snprintf(count, sizeof(count), "%zu", warnings);
    return lt_fail_say(err, LT_ERR_DATA, call->lang,
                       (lt_phrase){"数据有 {1} 处警告，按 --strict 视为错误",
                                   "the data have {1} warnings, which --strict "
                                   "takes as errors"},
                       count, NULL, NULL);
}

lt_status lt_load_graph(lt_loaded *out, const lt_call *call, lt_error *err)
{
    const lt_fault_style style = lt_fault_style_of(call);
    lt_status status = lt_load(out, call, err);

    lt_faults_print(stderr, &out->faults, style);
    if (status == LT_OK)
        status = lt_loaded_status(out, call, err);
    /* Objects alone stand on standard error then. */
    if (status == LT_ERR_DATA && style.json && err != NULL)
        err->message[0] = '\0';
    return status;
}

/* 1 when a table of the `|` list came with the sources. */
static int has_any(const lt_loaded *loaded, const char *names, size_t length)
{
    size_t from = 0;

    while (from < length) {
        size_t bytes = strcspn(names + from, "|;");

        for (int fact = 0; fact < LT_FACT_COUNT; fact++)
            if (loaded->has[fact] &&
                strlen(lt_fact_specs[fact].name) == bytes &&
                strncmp(lt_fact_specs[fact].name, names + from, bytes) == 0)
                return 1;
        from += bytes + 1;
    }
    return 0;
}

/* Append the tables of one alternative, "links 或 recipes". */
static void append_names(char *text, const char *names, size_t length,
                         lt_lang lang)
{
    size_t used = strlen(text);
    size_t from = 0;

    while (from < length) {
        size_t bytes = strcspn(names + from, "|;");
        const char *between = lang == LT_ZH ? "、" : ", ";

        if (from > 0)
            between = lang == LT_ZH ? " 或 " : " or ";
        used += (size_t)snprintf(text + used, LT_NEEDS_BYTES - used, "%s%.*s",
                                 used == 0 ? "" : between, (int)bytes,
                                 names + from);
        if (used >= LT_NEEDS_BYTES)
            return;
        from += bytes + 1;
    }
}

void lt_loaded_lacking(char *text, const lt_loaded *loaded, const char *needs,
                       lt_lang lang)
{
    text[0] = '\0';
    while (*needs != '\0') {
        size_t length = strcspn(needs, ";");

        if (!has_any(loaded, needs, length))
            append_names(text, needs, length, lang);
        needs += length + (needs[length] == ';');
    }
}

lt_status lt_loaded_needs(const lt_loaded *loaded, const char *command,
                          const char *needs, lt_lang lang, lt_error *err)
{
    char lacking[LT_NEEDS_BYTES];

    lt_loaded_lacking(lacking, loaded, needs, lang);
    if (lacking[0] == '\0')
        return LT_OK;
    return lt_fail_say(err, LT_ERR_DATA, lang,
                       (lt_phrase){"{1} 需要 {2} 表，数据源里没有；"
                                   "见 liantu help tables",
                                   "{1} needs the table {2}, which no source "
                                   "has; see liantu help tables"},
                       command, lacking, NULL);
}
