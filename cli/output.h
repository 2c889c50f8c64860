/**
 * @file cli/output.h
 * Files and folders that appear whole or not at all.
 *
 * What is written stands under another name beside its place, is sent to the
 * disk and then renamed; an existing file survives every failure. SIGINT,
 * SIGTERM and SIGHUP wait while something half written stands there, so that
 * nothing of it is left behind: ask lt_interrupted() in long loops.
 */
#ifndef LT_CLI_OUTPUT_H
#define LT_CLI_OUTPUT_H

#include "graph/lang.h"
#include "graph/status.h"

#include <signal.h>
#include <stdio.h>

/** A file being written. Start with lt_output_open(), end with
 * lt_output_close(). */
typedef struct lt_output {
    FILE *stream; /**< To write to; borrowed. */
    lt_lang lang;
    char *path;       /**< Its place; NULL: standard output. Owned. */
    char *beside;     /**< Where it stands meanwhile; NULL: written in place, as
                           devices and pipes are. Owned. */
    sigset_t signals; /**< Those blocked before. */
} lt_output;

/**
 * Begin to write @p path; NULL or "-" is standard output.
 * @retval LT_ERR_IO the system refuses; nothing is left behind.
 */
lt_status lt_output_open(lt_output *out, const char *path, lt_lang lang,
                         lt_error *err);

/**
 * End writing: the file takes its place where @p written is LT_OK, else it is
 * taken away.
 * @return @p written, or LT_ERR_IO where the last of it could not be written or
 * a signal came in between.
 */
lt_status lt_output_close(lt_output *output, lt_status written, lt_error *err);

/** A folder of tables being written. Start with lt_folder_open(), end with
 * lt_folder_close(). */
typedef struct lt_folder {
    lt_lang lang;
    char *path;   /**< Its place, without a slash at the end. Owned. */
    char *beside; /**< Where it stands meanwhile. Owned. */
    sigset_t signals;
} lt_folder;

/**
 * Begin to write the folder @p path. One that exists is replaced if it holds
 * nothing but tables, NAME.csv.
 * @retval LT_ERR_INVALID it holds something else.
 * @retval LT_ERR_IO      the system refuses; nothing is left behind.
 */
lt_status lt_folder_open(lt_folder *out, const char *path, lt_lang lang,
                         lt_error *err);

/** Create the file @p name in the folder; close it with lt_folder_end(). */
lt_status lt_folder_begin(FILE **out, const lt_folder *folder, const char *name,
                          lt_error *err);

/** Send a file of the folder to the disk and close it. @return @p written, or
 * LT_ERR_IO. */
lt_status lt_folder_end(FILE *stream, const lt_folder *folder,
                        lt_status written, lt_error *err);

/** End writing the folder: as lt_output_close(). */
lt_status lt_folder_close(lt_folder *folder, lt_status written, lt_error *err);

/** 1 when a signal to stop has come while output was being written. */
int lt_interrupted(void);

#endif
