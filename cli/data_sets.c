#include "cli/data_sets.h"

#include "cli/messages.h"
#include "graph/alloc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, TITLE_BYTES = 512 };

/* Where data sets may stand; relative ones start at the program's folder. */
static const char *const PLACES[] = {LT_RELATIVE_DATA, "data",
                                     "../data",        "../../data",
                                     "../../../data",  LT_SOURCE_DATA};

enum { PLACE_COUNT = sizeof(PLACES) / sizeof(*PLACES) };

/* Folder of the running program, "." where the system does not say. */
static void program_folder(char *folder)
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_BYTES - 1);
    char *slash = NULL;

    folder[length > 0 ? length : 0] = '\0';
    slash = strrchr(folder, '/');
    if (slash == NULL)
        (void)snprintf(folder, PATH_BYTES, ".");
    else
        *slash = '\0';
}

/* Folder number `place` that may hold data sets: LIANTU_DATA is number 0.
 * *out is NULL where there is none of that number. */
static lt_status data_folder(const char **out, lt_arena *arena, size_t place,
                             lt_error *err)
{
    char program[PATH_BYTES];
    const char *relative = NULL;

    *out = NULL;
    if (place == 0) {
        const char *given = getenv("LIANTU_DATA");

        *out = given == NULL || given[0] == '\0' ? NULL : given;
        return LT_OK;
    }
    relative = PLACES[place - 1];
    if (relative[0] == '/') {
        *out = relative;
        return LT_OK;
    }
    program_folder(program);
    *out = lt_arena_format(arena, "%s/%s", program, relative);
    return *out == NULL ? lt_fail_memory(err, "path") : LT_OK;
}

static int is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Text behind the dash of "# @name — title", "" where there is none. */
static lt_status read_title(const char **out, lt_arena *arena, const char *path,
                            lt_error *err)
{
    static const char dash[] = " — ";
    char line[TITLE_BYTES] = "";
    const char *title = NULL;
    char *file = lt_arena_format(arena, "%s/README.md", path);
    FILE *input = NULL;

    *out = "";
    if (file == NULL)
        return lt_fail_memory(err, "path");
    input = fopen(file, "r");
    if (input == NULL)
        return LT_OK;
    if (fgets(line, sizeof(line), input) != NULL)
        title = strstr(line, dash);
    (void)fclose(input);
    if (title == NULL)
        return LT_OK;
    title += sizeof(dash) - 1;
    *out = lt_arena_copy(arena, title, strcspn(title, "\r\n"));
    return *out == NULL ? lt_fail_memory(err, "title") : LT_OK;
}

/* A growing list of data sets. */
typedef struct listing {
    lt_data_set *sets;
    size_t count;
    size_t room;
    lt_arena *arena;
} listing;

static int is_listed(const listing *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->sets[i].name, name) == 0)
            return 1;
    return 0;
}

static lt_status list_one(listing *list, const char *folder, const char *name,
                          lt_error *err)
{
    lt_data_set *set = NULL;
    const char *path = lt_arena_format(list->arena, "%s/%s", folder, name);

    if (path == NULL)
        return lt_fail_memory(err, "path");
    if (name[0] == '.' || is_listed(list, name) || !is_folder(path))
        return LT_OK;
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 8 : list->room * 2;
        lt_data_set *grown = lt_grow_array(list->sets, room, sizeof(*grown));

        if (grown == NULL)
            return lt_fail_memory(err, "data sets");
        list->sets = grown;
        list->room = room;
    }
    set = &list->sets[list->count];
    set->path = path;
    set->name = lt_arena_copy(list->arena, name, strlen(name));
    if (set->name == NULL)
        return lt_fail_memory(err, "name");
    list->count++;
    return read_title(&set->title, list->arena, path, err);
}

static lt_status list_folder(listing *list, const char *folder, lt_error *err)
{
    DIR *open = opendir(folder);
    struct dirent *entry = NULL;
    lt_status status = LT_OK;

    if (open == NULL)
        return LT_OK;
    /* cppcheck-suppress readdirCalled */
    while (status == LT_OK && (entry = readdir(open)) != NULL)
        status = list_one(list, folder, entry->d_name, err);
    (void)closedir(open);
    return status;
}

static int by_name(const void *a, const void *b)
{
    const lt_data_set *first = a;
    const lt_data_set *second = b;

    return strcmp(first->name, second->name);
}

lt_status lt_data_sets(lt_data_set **out, size_t *count, lt_arena *arena,
                       lt_error *err)
{
    listing list = {NULL, 0, 0, arena};
    lt_status status = LT_OK;

    *out = NULL;
    *count = 0;
    for (size_t place = 0; place <= PLACE_COUNT; place++) {
        const char *folder = NULL;

        LT_TRY(data_folder(&folder, arena, place, err));
        if (folder != NULL)
            LT_TRY(list_folder(&list, folder, err));
    }
    if (list.count > 1)
        qsort(list.sets, list.count, sizeof(*list.sets), by_name);
    *out = list.sets;
    *count = list.count;
    list.sets = NULL;
cleanup:
    free(list.sets);
    return status;
}

/* Say which data sets there are. */
static lt_status refuse(lt_arena *arena, const char *name, lt_lang lang,
                        lt_error *err)
{
    lt_data_set *sets = NULL;
    size_t count = 0;
    const char *listed = "";
    lt_status status = LT_OK;

    LT_TRY(lt_data_sets(&sets, &count, arena, err));
    for (size_t i = 0; i < count; i++) {
        listed = lt_arena_format(arena, "%s%s@%s", listed, i == 0 ? "" : " ",
                                 sets[i].name);
        if (listed == NULL) {
            status = lt_fail_memory(err, "names");
            goto cleanup;
        }
    }
    status = lt_fail_say(
        err, LT_ERR_MISSING, lang,
        count == 0 ? (lt_phrase){"没有数据集“@{1}”，也没有找到任何数据集；"
                                 "用 LIANTU_DATA 指明所在文件夹",
                                 "there is no data set '@{1}', nor any other; "
                                 "name their folder with LIANTU_DATA"}
                   : (lt_phrase){"没有数据集“@{1}”；有：{2}",
                                 "there is no data set '@{1}'; there are: {2}"},
        name, listed, NULL);
cleanup:
    free(sets);
    return status;
}

lt_status lt_data_set_find(const char **out, lt_arena *arena, const char *name,
                           lt_lang lang, lt_error *err)
{
    lt_status status = LT_OK;

    *out = NULL;
    if (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL)
        return refuse(arena, name, lang, err);
    for (size_t place = 0; place <= PLACE_COUNT; place++) {
        const char *folder = NULL;
        const char *path = NULL;

        LT_TRY(data_folder(&folder, arena, place, err));
        if (folder == NULL)
            continue;
        path = lt_arena_format(arena, "%s/%s", folder, name);
        if (path == NULL)
            return lt_fail_memory(err, "path");
        if (is_folder(path)) {
            *out = path;
            return LT_OK;
        }
    }
    status = refuse(arena, name, lang, err);
cleanup:
    return status;
}
