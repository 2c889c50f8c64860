#include "cli/output.h"

#include "cli/messages.h"
#include "cli/output_parts.h"
#include "graph/alloc.h"
#include "graph/facts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* 1 for NAME.csv of a table: what this program writes into a folder. */
static int is_table_file(const char *name)
{
    const char *dot = strrchr(name, '.');

    if (dot == NULL || strcmp(dot, ".csv") != 0)
        return 0;
    for (int fact = 0; fact < LT_FACT_COUNT; fact++)
        if (strlen(lt_fact_specs[fact].name) == (size_t)(dot - name) &&
            strncmp(lt_fact_specs[fact].name, name, (size_t)(dot - name)) == 0)
            return 1;
    return 0;
}

static int is_own(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Nothing of anybody else may be lost when a folder is replaced. */
static lt_status check_contents(const char *path, lt_lang lang, lt_error *err)
{
    DIR *open = opendir(path);
    struct dirent *entry = NULL;
    lt_status status = LT_OK;

    if (open == NULL)
        return errno == ENOENT ? LT_OK : lt_fail_write(err, lang, path);
    /* cppcheck-suppress readdirCalled */
    while (status == LT_OK && (entry = readdir(open)) != NULL)
        if (!is_own(entry->d_name) && !is_table_file(entry->d_name))
            status = lt_fail_say(
                err, LT_ERR_INVALID, lang,
                (lt_phrase){"文件夹 {1} 里有别的东西（{2}），不会覆盖；"
                            "请用新的文件夹",
                            "the folder {1} holds something else ({2}) and is "
                            "not replaced; name a new one"},
                path, entry->d_name, NULL);
    (void)closedir(open);
    return status;
}

/* Remove a folder that holds files alone. */
static void remove_folder(const char *path)
{
    DIR *open = opendir(path);
    struct dirent *entry = NULL;

    if (open == NULL)
        return;
    /* cppcheck-suppress readdirCalled */
    while ((entry = readdir(open)) != NULL)
        if (!is_own(entry->d_name))
            (void)unlinkat(dirfd(open), entry->d_name, 0);
    (void)closedir(open);
    (void)rmdir(path);
}

static void clear(lt_folder *folder)
{
    free(folder->beside);
    free(folder->path);
    folder->beside = NULL;
    folder->path = NULL;
}

lt_status lt_folder_open(lt_folder *out, const char *path, lt_lang lang,
                         lt_error *err)
{
    size_t length = strlen(path);
    lt_status status = LT_OK;

    memset(out, 0, sizeof(*out));
    out->lang = lang;
    out->path = lt_text_joined(path, "");
    if (out->path == NULL)
        return lt_fail_memory(err, "path");
    while (length > 1 && out->path[length - 1] == '/')
        out->path[--length] = '\0';
    LT_TRY(check_contents(out->path, lang, err));
    out->beside = lt_text_joined(out->path, ".tmp-XXXXXX");
    if (out->beside == NULL) {
        status = lt_fail_memory(err, "path");
        goto cleanup;
    }
    lt_signals_hold(&out->signals);
    if (mkdtemp(out->beside) == NULL) {
        status = lt_fail_write(err, lang, out->path);
        lt_signals_release(&out->signals);
        goto cleanup;
    }
    (void)chmod(out->beside, lt_mode_wanted(0777));
cleanup:
    if (status != LT_OK)
        clear(out);
    return status;
}

lt_status lt_folder_begin(FILE **out, const lt_folder *folder, const char *name,
                          lt_error *err)
{
    char *stem = lt_text_joined(folder->beside, "/");
    char *path = stem == NULL ? NULL : lt_text_joined(stem, name);
    lt_status status = LT_OK;

    *out = NULL;
    if (path == NULL)
        status = lt_fail_memory(err, "path");
    else if ((*out = fopen(path, "w")) == NULL)
        status = lt_fail_write(err, folder->lang, path);
    free(path);
    free(stem);
    return status;
}

lt_status lt_folder_end(FILE *stream, const lt_folder *folder,
                        lt_status written, lt_error *err)
{
    lt_status status =
        lt_stream_finish(stream, folder->lang, folder->path, written, err);

    if (fclose(stream) != 0 && status == LT_OK)
        status = lt_fail_write(err, folder->lang, folder->path);
    return status;
}

/* Put the new folder into its place; what stood there is moved aside first and
 * moved back where that fails. */
static lt_status take_place(lt_folder *folder, lt_error *err)
{
    char *aside = NULL;
    lt_status status = LT_OK;

    /* Works where there is none, or an empty one. */
    if (rename(folder->beside, folder->path) == 0)
        return LT_OK;
    if (errno != ENOTEMPTY && errno != EEXIST)
        return lt_fail_write(err, folder->lang, folder->path);
    aside = lt_text_joined(folder->path, ".old-XXXXXX");
    if (aside == NULL)
        return lt_fail_memory(err, "path");
    if (mkdtemp(aside) == NULL || rename(folder->path, aside) != 0) {
        status = lt_fail_write(err, folder->lang, folder->path);
        (void)rmdir(aside);
    } else if (rename(folder->beside, folder->path) != 0) {
        status = lt_fail_write(err, folder->lang, folder->path);
        (void)rename(aside, folder->path);
    } else {
        remove_folder(aside);
    }
    free(aside);
    return status;
}

lt_status lt_folder_close(lt_folder *folder, lt_status written, lt_error *err)
{
    lt_status status = written;

    if (status == LT_OK && lt_interrupted())
        status = lt_fail(err, LT_ERR_IO, "%s", "");
    if (status == LT_OK)
        status = take_place(folder, err);
    if (status != LT_OK)
        remove_folder(folder->beside);
    lt_signals_release(&folder->signals);
    clear(folder);
    return status;
}
