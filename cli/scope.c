#include "cli/scope.h"

#include "graph/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Something named on the command line: what it is, and how to look it up. */
typedef struct sort {
    lt_phrase word;
    const lt_names *names;
    const char *(*id_of)(const lt_graph *graph, uint32_t thing);
} sort;

static const char *region_id(const lt_graph *graph, uint32_t thing)
{
    return graph->regions[thing].id;
}

static const char *chain_id(const lt_graph *graph, uint32_t thing)
{
    return graph->chains[thing].id;
}

static const char *product_id(const lt_graph *graph, uint32_t thing)
{
    return graph->products[thing].id;
}

static const char *firm_id(const lt_graph *graph, uint32_t thing)
{
    return graph->firms[thing].id;
}

enum { NEAR_BYTES = 512 };

/* What may have been meant: "锂电池”、“动力电池", between whose ends the
 * message has its quotes. "" where nothing is near. */
static void list_near(char *list, const lt_names *names, const char *text,
                      lt_lang lang)
{
    const char *near[LT_NAMES_NEAR_MAX];
    const size_t count = lt_names_near(names, text, near, LT_NAMES_NEAR_MAX);
    size_t used = 0;

    list[0] = '\0';
    for (size_t i = 0; i < count && used < NEAR_BYTES; i++) {
        const char *between = lang == LT_ZH ? "”、“" : "', '";

        if (i == 0)
            between = "";
        else if (i + 1 == count)
            between = lang == LT_ZH ? "”或“" : "' or '";
        used += (size_t)snprintf(list + used, NEAR_BYTES - used, "%s%s",
                                 between, near[i]);
    }
}

static lt_status refuse_name(const lt_graph *graph, const sort *among,
                             const char *text, uint32_t found, lt_lang lang,
                             lt_error *err)
{
    const char *word = lt_say(lang, among->word);
    char near[NEAR_BYTES];
    uint32_t first = 0;
    uint32_t second = 0;

    if (found == LT_NAME_AMBIGUOUS &&
        lt_names_rivals(among->names, text, &first, &second)) {
        char both[256];

        (void)snprintf(both, sizeof(both), "%s %s %s",
                       among->id_of(graph, first), lang == LT_ZH ? "或" : "or",
                       among->id_of(graph, second));
        return lt_fail_say(err, LT_ERR_MISSING, lang,
                           (lt_phrase){"{1}“{2}”指向两个对象；请写编号 {3}",
                                       "the {1} '{2}' means two things; write "
                                       "the id {3}"},
                           word, text, both);
    }
    list_near(near, among->names, text, lang);
    if (near[0] == '\0')
        return lt_fail_say(
            err, LT_ERR_MISSING, lang,
            (lt_phrase){"数据里没有{1}“{2}”", "the data have no {1} '{2}'"},
            word, text, NULL);
    return lt_fail_say(err, LT_ERR_MISSING, lang,
                       (lt_phrase){"数据里没有{1}“{2}”；是否指“{3}”？",
                                   "the data have no {1} '{2}'; did you mean "
                                   "'{3}'?"},
                       word, text, near);
}

static lt_status find_name(uint32_t *out, const lt_graph *graph,
                           const sort *among, const char *text, lt_lang lang,
                           lt_error *err)
{
    uint32_t found = lt_names_find(among->names, text);

    *out = LT_NONE;
    if (found == LT_NAME_UNKNOWN || found == LT_NAME_AMBIGUOUS)
        return refuse_name(graph, among, text, found, lang, err);
    *out = found;
    return LT_OK;
}

static lt_status find_option(uint32_t *out, const lt_call *call,
                             lt_option_id id, const lt_graph *graph,
                             const sort *among, lt_error *err)
{
    const char *text = lt_call_value(call, id);

    *out = LT_NONE;
    return text == NULL ? LT_OK
                        : find_name(out, graph, among, text, call->lang, err);
}

static int is_among(const uint32_t *regions, uint32_t count, uint32_t region)
{
    for (uint32_t i = 0; i < count; i++)
        if (regions[i] == region)
            return 1;
    return 0;
}

/* Length of the comma at @p text, half or full width; 0 where there is none. */
static size_t comma_at(const char *text)
{
    static const char *const commas[] = {",", "，", "、"};

    for (size_t i = 0; i < sizeof(commas) / sizeof(*commas); i++)
        if (strncmp(text, commas[i], strlen(commas[i])) == 0)
            return strlen(commas[i]);
    return 0;
}

/* Add the regions of one --region; `room` for all is there. */
static lt_status add_regions(lt_asked *out, const lt_graph *graph,
                             const char *list, lt_lang lang, lt_error *err)
{
    const sort among = {{"区域", "region"}, graph->region_names, region_id};
    lt_status status = LT_OK;
    char *name = NULL;

    while (status == LT_OK && *list != '\0') {
        size_t length = 0;
        uint32_t region = LT_NONE;

        while (list[length] != '\0' && comma_at(list + length) == 0)
            length++;
        name = lt_alloc_array(length + 1, 1);
        if (name == NULL)
            return lt_fail_memory(err, "name");
        memcpy(name, list, length);
        status = find_name(&region, graph, &among, name, lang, err);
        free(name);
        if (status == LT_OK &&
            !is_among(out->regions, out->scope.region_count, region))
            out->regions[out->scope.region_count++] = region;
        list += length;
        list += comma_at(list);
    }
    return status;
}

/* Regions named: as many as there are commas, at most. */
static lt_status asked_regions(lt_asked *out, const lt_graph *graph,
                               const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;
    size_t room = 0;

    for (size_t i = 0; i < call->arguments->given_count; i++)
        if (call->arguments->given[i].id == LT_OPTION_REGION)
            room += strlen(call->arguments->given[i].value) + 1;
    if (room == 0) {
        out->implied = 1;
        return lt_regions_implied(&out->regions, &out->scope.region_count,
                                  graph, err);
    }
    out->regions = lt_alloc_array(room, sizeof(*out->regions));
    if (out->regions == NULL)
        return lt_fail_memory(err, "regions");
    for (size_t i = 0; i < call->arguments->given_count; i++)
        if (call->arguments->given[i].id == LT_OPTION_REGION)
            LT_TRY(add_regions(out, graph, call->arguments->given[i].value,
                               call->lang, err));
    if (out->scope.region_count == 0)
        status = lt_fail_say(
            err, LT_ERR_INVALID, call->lang,
            (lt_phrase){"--region 之后要写区域", "--region needs a region"},
            NULL, NULL, NULL);
cleanup:
    return status;
}

/* "洛阳市、济源市" */
static lt_status name_regions(lt_asked *out, const lt_graph *graph,
                              lt_lang lang, lt_error *err)
{
    const char *between = lang == LT_ZH ? "、" : ", ";
    size_t bytes = 1;
    size_t used = 0;

    for (uint32_t i = 0; i < out->scope.region_count; i++)
        bytes += strlen(graph->regions[out->regions[i]].name) + strlen(between);
    out->title = lt_alloc_array(bytes, 1);
    if (out->title == NULL)
        return lt_fail_memory(err, "title");
    for (uint32_t i = 0; i < out->scope.region_count; i++)
        used += (size_t)snprintf(out->title + used, bytes - used, "%s%s",
                                 i == 0 ? "" : between,
                                 graph->regions[out->regions[i]].name);
    return LT_OK;
}

static lt_status asked_year(int32_t *out, const lt_graph *graph,
                            const lt_call *call, lt_error *err)
{
    const char *text = lt_call_value(call, LT_OPTION_YEAR);
    unsigned long long year = 0;

    *out = lt_year_latest(graph);
    if (text == NULL)
        return LT_OK;
    if (!lt_whole_parse(&year, text, 1000, 9999))
        return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                           (lt_phrase){"--year 应为四位年份，却是“{1}”",
                                       "--year should be a year of four digits "
                                       "but is '{1}'"},
                           text, NULL, NULL);
    *out = (int32_t)year;
    return LT_OK;
}

/* What the boxes of a map are, by the words of --level. */
static lt_level asked_level(const lt_call *call)
{
    const char *level = lt_call_value(call, LT_OPTION_LEVEL);

    if (level == NULL)
        return LT_LEVEL_AUTO;
    return strcmp(level, "chains") == 0 ? LT_LEVEL_CHAINS : LT_LEVEL_PRODUCTS;
}

static lt_horizon asked_horizon(const lt_call *call)
{
    const char *text = lt_call_value(call, LT_OPTION_HORIZON);

    if (text == NULL || strcmp(text, "now") == 0)
        return LT_HORIZON_NOW;
    return strcmp(text, "building") == 0 ? LT_HORIZON_BUILDING
                                         : LT_HORIZON_PLANNED;
}

/* The chain, product and firm asked for. */
static lt_status asked_things(lt_scope *out, const lt_graph *graph,
                              const lt_call *call, lt_error *err)
{
    const sort chains = {{"产业链", "chain"}, graph->chain_names, chain_id};
    const sort products = {
        {"产品", "product"}, graph->product_names, product_id};
    const sort firms = {{"企业", "firm"}, graph->firm_names, firm_id};
    lt_status status = LT_OK;

    LT_TRY(
        find_option(&out->chain, call, LT_OPTION_CHAIN, graph, &chains, err));
    LT_TRY(find_option(&out->product, call, LT_OPTION_PRODUCT, graph, &products,
                       err));
    LT_TRY(find_option(&out->firm, call, LT_OPTION_FIRM, graph, &firms, err));
cleanup:
    return status;
}

lt_status lt_asked_new(lt_asked *out, const lt_graph *graph,
                       const lt_call *call, lt_error *err)
{
    lt_status status = LT_OK;

    *out = LT_ASKED_EMPTY;
    out->scope.graph = graph;
    out->scope.lang = call->lang;
    out->scope.horizon = asked_horizon(call);
    out->scope.level = asked_level(call);
    LT_TRY(lt_rules_asked(&out->rules, call, err));
    LT_TRY(asked_regions(out, graph, call, err));
    LT_TRY(name_regions(out, graph, call->lang, err));
    LT_TRY(asked_things(&out->scope, graph, call, err));
    LT_TRY(asked_year(&out->scope.year, graph, call, err));
    out->scope.rules = &out->rules;
    out->scope.regions = out->regions;
    out->scope.region_title = out->title;
cleanup:
    if (status != LT_OK)
        lt_asked_clear(out);
    return status;
}

void lt_asked_clear(lt_asked *asked)
{
    free(asked->regions);
    free(asked->title);
    *asked = LT_ASKED_EMPTY;
}

/* Texts are borrowed from the scope: copied, as the answer may outlive it. */
static lt_status text_field(lt_field *field, lt_answer *out, const char *name,
                            const char *text, lt_error *err)
{
    const char *copy = NULL;

    if (text != NULL && text[0] != '\0') {
        copy = lt_arena_copy(&out->arena, text, strlen(text));
        if (copy == NULL)
            return lt_fail_memory(err, "scope");
    }
    *field = (lt_field){name, lt_value_text(copy)};
    return LT_OK;
}

/* Say which region is meant where none was asked for. */
static lt_status note_region(lt_answer *out, const lt_asked *asked,
                             lt_error *err)
{
    const char *args[] = {asked->title};

    if (!asked->implied || asked->scope.region_count == 0)
        return LT_OK;
    return lt_answer_note(
        out,
        (lt_phrase){"没有指定 --region，按包含全部本地数据的最小区域计：{1}",
                    "no --region: the smallest that holds all local data is "
                    "meant: {1}"},
        args, 1, err);
}

lt_status lt_asked_describe(lt_answer *out, const lt_asked *asked,
                            lt_error *err)
{
    static const char *const horizons[] = {"now", "building", "planned"};
    const lt_scope *scope = &asked->scope;
    const lt_graph *graph = scope->graph;
    const struct {
        const char *name;
        const char *text;
    } texts[] = {
        {"region", asked->title},
        {"chain",
         scope->chain == LT_NONE ? NULL : graph->chains[scope->chain].name},
        {"year", NULL}, /* A number. */
        {"horizon", horizons[scope->horizon]},
        {"product", scope->product == LT_NONE
                        ? NULL
                        : graph->products[scope->product].name},
        {"firm",
         scope->firm == LT_NONE ? NULL : graph->firms[scope->firm].name},
    };
    lt_field fields[6];
    lt_status status = LT_OK;

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        LT_TRY(text_field(&fields[i], out, texts[i].name, texts[i].text, err));
    if (scope->year != 0)
        fields[2].value = lt_value_number(scope->year);
    LT_TRY(lt_value_record(&out->scope, &out->arena, fields, 6, err));
    LT_TRY(note_region(out, asked, err));
cleanup:
    return status;
}
