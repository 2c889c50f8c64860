/* An answer to write, and what a format makes of it (tests only). */
#ifndef LT_TESTS_WRITTEN_H
#define LT_TESTS_WRITTEN_H

#include "reports/report.h"

/*
 * Fill `answer` with two gaps: 对二甲苯 with every cell known, and an unseen
 * one with next to none; one note, one caveat, two sources. Clear it
 * afterwards.
 */
void sample_answer(lt_answer *answer, lt_lang lang);

/* Fill `answer` with one table of one text column, "name", and these cells. */
void sample_texts(lt_answer *answer, const char *const *texts, size_t count);

/*
 * The bytes that the format called `format` makes of `answer`, to be freed by
 * the caller; NULL with `*status` set when it fails. NULL options: defaults.
 */
char *written(const char *format, const lt_answer *answer,
              const lt_report_options *options, lt_status *status);

/* Fails unless the format writes `expected`. */
void assert_written(const char *format, const lt_answer *answer,
                    const lt_report_options *options, const char *expected);

/* Fails unless the format reports a full disk. */
void assert_full_disk_is_noticed(const char *format, const lt_answer *answer);

/* Fails unless every failed allocation of the format is reported. */
void assert_failed_allocations_are_clean(const char *format,
                                         const lt_answer *answer);

#endif
