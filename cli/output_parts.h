/* Private to cli/: what output.c lends to folder.c. */
#ifndef LT_CLI_OUTPUT_PARTS_H
#define LT_CLI_OUTPUT_PARTS_H

#include "graph/lang.h"
#include "graph/status.h"

#include <signal.h>
#include <stdio.h>
#include <sys/types.h>

/** Hold SIGINT, SIGTERM and SIGHUP back. */
void lt_signals_hold(sigset_t *before);

/** Let them through again, unless one has come meanwhile. */
void lt_signals_release(const sigset_t *before);

/** LT_ERR_IO with the system's reason (errno). */
lt_status lt_fail_write(lt_error *err, lt_lang lang, const char *path);

/** Both texts in one, owned by the caller; NULL when out of memory. */
char *lt_text_joined(const char *first, const char *second);

/** @p most without what the umask takes away. */
mode_t lt_mode_wanted(mode_t most);

/** Send what was written to the disk. @return @p written or LT_ERR_IO. */
lt_status lt_stream_finish(FILE *stream, lt_lang lang, const char *path,
                           lt_status written, lt_error *err);

#endif
