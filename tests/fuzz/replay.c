/* Runs a fuzz target over every file of a folder: replay FOLDER. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole file in a block of exactly its size, so that ASan sees overruns. */
static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    long length = 0;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0 &&
        fseek(file, 0, SEEK_SET) == 0) {
        data = malloc(length == 0 ? 1 : (size_t)length);
        *size = (size_t)length;
    }
    if (data != NULL && fread(data, 1, *size, file) != *size) {
        free(data);
        data = NULL;
    }
    (void)fclose(file);
    return data;
}

/* 0 when the target returned; a crash does not come back. */
static int replay(const char *path)
{
    size_t size = 0;
    uint8_t *data = read_file(path, &size);

    if (data == NULL) {
        perror(path);
        return 1;
    }
    (void)printf("%s\n", path);
    (void)fflush(stdout); /* names the culprit if the target crashes */
    (void)LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 0;
}

static int replay_folder(const char *folder, DIR *entries)
{
    const struct dirent *entry = NULL;
    size_t count = 0;
    int failed = 0;

    while ((entry = readdir(entries)) != NULL) {
        char path[PATH_BYTES];

        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        failed |= replay(path);
        count++;
    }
    if (count == 0) {
        (void)fprintf(stderr, "%s: no seeds\n", folder);
        return 1;
    }
    return failed;
}

int main(int argc, char **argv)
{
    DIR *entries = NULL;
    int failed = 0;

    if (argc != 2) {
        (void)fprintf(stderr, "replay FOLDER\n");
        return 2;
    }
    entries = opendir(argv[1]);
    if (entries == NULL) {
        perror(argv[1]);
        return 1;
    }
    failed = replay_folder(argv[1], entries);
    (void)closedir(entries);
    return failed;
}
