/* realpath is of X/Open, not of POSIX. */
#define _XOPEN_SOURCE 700

#include "cli/output.h"

#include "cli/messages.h"
#include "cli/output_parts.h"
#include "graph/alloc.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

lt_status lt_fail_write(lt_error *err, lt_lang lang, const char *path)
{
    return lt_fail_say(
        err, LT_ERR_IO, lang,
        (lt_phrase){"无法写入 {1}：{2}", "cannot write {1}: {2}"}, path,
        strerror(errno), NULL);
}

void lt_signals_hold(sigset_t *before)
{
    sigset_t held;

    (void)sigemptyset(&held);
    (void)sigaddset(&held, SIGINT);
    (void)sigaddset(&held, SIGTERM);
    (void)sigaddset(&held, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &held, before);
}

/* A signal that came stays held: the program ends by itself then. */
void lt_signals_release(const sigset_t *before)
{
    if (!lt_interrupted())
        (void)sigprocmask(SIG_SETMASK, before, NULL);
}

int lt_interrupted(void)
{
    sigset_t pending;

    (void)sigemptyset(&pending);
    if (sigpending(&pending) != 0)
        return 0;
    return sigismember(&pending, SIGINT) == 1 ||
           sigismember(&pending, SIGTERM) == 1 ||
           sigismember(&pending, SIGHUP) == 1;
}

char *lt_text_joined(const char *first, const char *second)
{
    size_t bytes = strlen(first) + strlen(second) + 1;
    char *text = lt_alloc_array(bytes, 1);

    if (text != NULL)
        (void)snprintf(text, bytes, "%s%s", first, second);
    return text;
}

mode_t lt_mode_wanted(mode_t most)
{
    mode_t mask = umask(0);

    (void)umask(mask);
    return most & ~mask;
}

/* The file a symbolic link leads to is written, not the link. */
static lt_status find_place(lt_output *out, const char *path, lt_error *err)
{
    char real[PATH_MAX];

    out->path = lt_text_joined(realpath(path, real) != NULL ? real : path, "");
    return out->path == NULL ? lt_fail_memory(err, "path") : LT_OK;
}

/* Open a new file beside the place, readable as a file there would be. */
static lt_status open_beside(lt_output *out, mode_t mode, lt_error *err)
{
    int descriptor = -1;

    out->beside = lt_text_joined(out->path, ".tmp-XXXXXX");
    if (out->beside == NULL)
        return lt_fail_memory(err, "path");
    lt_signals_hold(&out->signals);
    descriptor = mkstemp(out->beside);
    if (descriptor >= 0) {
        out->stream = fdopen(descriptor, "w");
        if (out->stream != NULL && fchmod(descriptor, mode) == 0)
            return LT_OK;
        (void)lt_fail_write(err, out->lang, out->path);
        if (out->stream != NULL)
            (void)fclose(out->stream);
        else
            (void)close(descriptor);
        (void)unlink(out->beside);
    } else {
        (void)lt_fail_write(err, out->lang, out->path);
    }
    lt_signals_release(&out->signals);
    return LT_ERR_IO;
}

static void clear(lt_output *output)
{
    free(output->beside);
    free(output->path);
    output->beside = NULL;
    output->path = NULL;
    output->stream = NULL;
}

lt_status lt_output_open(lt_output *out, const char *path, lt_lang lang,
                         lt_error *err)
{
    struct stat info;
    lt_status status = LT_OK;

    memset(out, 0, sizeof(*out));
    out->lang = lang;
    if (path == NULL || strcmp(path, "-") == 0) {
        out->stream = stdout;
        return LT_OK;
    }
    LT_TRY(find_place(out, path, err));
    if (stat(out->path, &info) != 0) {
        status = open_beside(out, lt_mode_wanted(0666), err);
    } else if (S_ISREG(info.st_mode)) {
        status = open_beside(out, info.st_mode & 07777, err);
    } else {
        out->stream = fopen(out->path, "w");
        if (out->stream == NULL)
            status = lt_fail_write(err, lang, path);
    }
cleanup:
    if (status != LT_OK)
        clear(out);
    return status;
}

lt_status lt_stream_finish(FILE *stream, lt_lang lang, const char *path,
                           lt_status written, lt_error *err)
{
    if (written == LT_OK && (fflush(stream) != 0 || ferror(stream)))
        return lt_fail_write(err, lang, path);
    /* Pipes and devices know no fsync. */
    if (written == LT_OK && fsync(fileno(stream)) != 0 && errno != EINVAL &&
        errno != EROFS && errno != ENOTSUP)
        return lt_fail_write(err, lang, path);
    return written;
}

lt_status lt_output_close(lt_output *output, lt_status written, lt_error *err)
{
    lt_status status = written;

    if (output->path == NULL) {
        if (status == LT_OK && (fflush(stdout) != 0 || ferror(stdout)))
            status = lt_fail_write(
                err, output->lang,
                lt_say(output->lang,
                       (lt_phrase){"标准输出", "standard output"}));
        return status;
    }
    status = lt_stream_finish(output->stream, output->lang, output->path,
                              status, err);
    if (fclose(output->stream) != 0 && status == LT_OK)
        status = lt_fail_write(err, output->lang, output->path);
    if (output->beside != NULL) {
        if (status == LT_OK && lt_interrupted())
            status = lt_fail(err, LT_ERR_IO, "%s", "");
        if (status == LT_OK && rename(output->beside, output->path) != 0)
            status = lt_fail_write(err, output->lang, output->path);
        if (status != LT_OK)
            (void)unlink(output->beside);
        lt_signals_release(&output->signals);
    }
    clear(output);
    return status;
}
