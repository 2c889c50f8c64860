/* generate: a made-up industrial network. */
#include "cli/command.h"
#include "cli/synthetic.h"

#include <string.h>

/* A whole number an option gives. */
static lt_status take_number(uint64_t *out, const lt_call *call,
                             lt_option_id id, unsigned long long least,
                             unsigned long long most, lt_error *err)
{
    const char *text = lt_call_value(call, id);
    unsigned long long number = 0;
    char range[64];

    if (text == NULL)
        return LT_OK;
    if (lt_whole_parse(&number, text, least, most)) {
        *out = number;
        return LT_OK;
    }
    (void)snprintf(range, sizeof(range), "%llu … %llu", least, most);
    return lt_fail_say(err, LT_ERR_INVALID, call->lang,
                       (lt_phrase){"--{1} 应为 {3} 的整数，却是“{2}”",
                                   "--{1} takes a whole number of {3}, not "
                                   "'{2}'"},
                       lt_options[id].name, text, range);
}

static lt_status take_sizes(lt_synthetic *out, const lt_call *call,
                            lt_error *err)
{
    lt_status status = LT_OK;

    *out = (lt_synthetic){
        .firms = 1000, .products = 200, .regions = 10, .seed = 1};
    LT_TRY(take_number(&out->firms, call, LT_OPTION_FIRMS, 1, 100000000, err));
    out->links = out->firms * 5;
    LT_TRY(take_number(&out->links, call, LT_OPTION_LINKS, 0, 4000000000, err));
    LT_TRY(
        take_number(&out->products, call, LT_OPTION_PRODUCTS, 4, 1000000, err));
    LT_TRY(take_number(&out->regions, call, LT_OPTION_REGIONS, 1, 100000, err));
    LT_TRY(take_number(&out->seed, call, LT_OPTION_SEED, 0,
                       18446744073709551615U, err));
cleanup:
    return status;
}

static lt_status write_folder(const char *path, const lt_synthetic *wanted,
                              lt_lang lang, lt_error *err)
{
    lt_folder folder;
    lt_status status = lt_folder_open(&folder, path, lang, err);

    if (status != LT_OK)
        return status;
    status = lt_synthetic_write(&folder, wanted, err);
    return lt_folder_close(&folder, status, err);
}

static void tell_written(const lt_call *call, const char *path,
                         const lt_synthetic *wanted)
{
    char firm_count[32];
    char link_count[32];

    if (lt_call_has(call, LT_OPTION_QUIET))
        return;
    (void)snprintf(firm_count, sizeof(firm_count), "%llu",
                   (unsigned long long)wanted->firms);
    (void)snprintf(link_count, sizeof(link_count), "%llu",
                   (unsigned long long)wanted->links);
    lt_tell(call->lang,
            (lt_phrase){"已写入 {1}：企业 {2} 家，供货 {3} 条",
                        "written {1}: {2} firms, {3} supplies"},
            path, firm_count, link_count);
}

int lt_command_generate(const lt_call *call)
{
    const char *path = lt_call_value(call, LT_OPTION_OUTPUT);
    lt_synthetic wanted;
    lt_error err = {0};
    lt_status status = LT_OK;

    if (path == NULL || path[0] == '\0' || strcmp(path, "-") == 0) {
        status = lt_fail_say(&err, LT_ERR_INVALID, call->lang,
                             (lt_phrase){"generate 要写到文件夹：-o 文件夹/",
                                         "generate writes a folder: -o "
                                         "FOLDER/"},
                             NULL, NULL, NULL);
        goto cleanup;
    }
    LT_TRY(take_sizes(&wanted, call, &err));
    LT_TRY(write_folder(path, &wanted, call->lang, &err));
    tell_written(call, path, &wanted);
cleanup:
    return lt_complain(status, &err);
}
