/* A folder of tables, one file each. */
#include "graph/alloc.h"
#include "graph/arena.h"
#include "importers/csv.h"
#include "importers/xlsx.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Names of what a folder holds, hidden files left out. */
struct listing {
    lt_arena arena;
    const char **names;
    size_t count;
    size_t room;
};

static lt_status add_name(struct listing *listing, const char *name,
                          lt_error *err)
{
    const char *copy = lt_arena_copy(&listing->arena, name, strlen(name));

    if (copy == NULL)
        return lt_fail_memory(err, "names of files");
    if (listing->count == listing->room) {
        size_t room = listing->room == 0 ? 32 : listing->room * 2;
        const char **names =
            lt_grow_array(listing->names, room, sizeof(*names));

        if (names == NULL)
            return lt_fail_memory(err, "names of files");
        listing->names = names;
        listing->room = room;
    }
    listing->names[listing->count++] = copy;
    return LT_OK;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *first = a;
    const char *const *second = b;

    return strcmp(*first, *second);
}

/* The names in the order of their bytes, whatever the file system does. */
static lt_status list_folder(struct listing *listing, const char *path,
                             lt_error *err)
{
    DIR *folder = opendir(path);
    const struct dirent *entry = NULL;
    lt_status status = LT_OK;

    if (folder == NULL)
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    while ((entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            LT_TRY(add_name(listing, entry->d_name, err));
    if (listing->count > 1)
        qsort(listing->names, listing->count, sizeof(*listing->names),
              compare_names);
cleanup:
    (void)closedir(folder);
    return status;
}

/* A .csv or .tsv is meant to be a table; a .txt is if it is named so. */
static int is_table_file(const char *name)
{
    const char *dot = strrchr(name, '.');

    if (dot == NULL)
        return 0;
    return strcasecmp(dot, ".csv") == 0 || strcasecmp(dot, ".tsv") == 0 ||
           (strcasecmp(dot, ".txt") == 0 &&
            lt_csv_table_of(name) != LT_FACT_COUNT);
}

/* What a spreadsheet program leaves beside a workbook that is open. */
static int is_lock(const char *name)
{
    return strncmp(name, "~$", 2) == 0;
}

static const char *join_path(lt_arena *arena, const char *path,
                             const char *name)
{
    const size_t length = strlen(path);
    const char *between = length > 0 && path[length - 1] == '/' ? "" : "/";

    return lt_arena_format(arena, "%s%s%s", path, between, name);
}

static int is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* What a folder is read into. */
struct target {
    lt_facts *facts;
    const lt_csv_settings *settings;
    lt_diagnostics *diagnostics;
    size_t tables; /* read so far */
};

static lt_status take_file(struct target *target, struct listing *listing,
                           const char *path, const char *name, lt_error *err)
{
    const lt_place place = {path, NULL, 0, 0};
    const int is_workbook = is_lock(name) ? 0 : lt_xlsx_is_workbook(name);
    const char *file = NULL;

    if (is_workbook < 0)
        lt_diagnose(target->diagnostics, LT_W_FILE_SKIPPED, place, name, NULL,
                    NULL);
    if (is_workbook <= 0 && !is_table_file(name))
        return LT_OK;
    file = join_path(&listing->arena, path, name);
    if (file == NULL)
        return lt_fail_memory(err, "names of files");
    if (is_folder(file))
        return LT_OK;
    target->tables++;
    if (is_workbook > 0)
        return lt_xlsx_read_file(target->facts, file, target->settings->options,
                                 target->diagnostics, err);
    return lt_csv_read_file(target->facts, file, target->settings,
                            target->diagnostics, err);
}

lt_status lt_csv_read_folder(lt_facts *facts, const char *path,
                             const lt_csv_settings *settings,
                             lt_diagnostics *diagnostics, lt_error *err)
{
    struct listing listing = {LT_ARENA_EMPTY, NULL, 0, 0};
    struct target target = {facts, settings, diagnostics, 0};
    const lt_place place = {path, NULL, 0, 0};
    lt_status status = LT_OK;

    LT_TRY(list_folder(&listing, path, err));
    for (size_t i = 0; i < listing.count; i++)
        LT_TRY(take_file(&target, &listing, path, listing.names[i], err));
    if (target.tables == 0)
        lt_diagnose(diagnostics,
                    listing.count == 0 ? LT_E_EMPTY_FOLDER : LT_E_NO_TABLE,
                    place, path, NULL, NULL);
cleanup:
    free(listing.names);
    lt_arena_clear(&listing.arena);
    return status;
}
