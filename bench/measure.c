#include "bench/measure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KIB_PER_MIB 1024.0

double seconds_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void give_up(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    (void)fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

/* What getrusage says of this process. */
static double peak_now(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / KIB_PER_MIB;
}

/* One run in a child, which sends its figures through a pipe. */
static void run_apart(struct cost *out, work_fn work, const void *context)
{
    struct cost cost = {{0.0}, 0.0};
    int ends[2];
    pid_t child = 0;
    int code = 0;

    (void)fflush(stdout);
    if (pipe(ends) != 0)
        give_up("no pipe");
    child = fork();
    if (child == 0) {
        int worked = work(context, cost.seconds);

        cost.peak_mib = peak_now();
        worked = worked && write(ends[1], &cost, sizeof(cost)) == sizeof(cost);
        _exit(worked ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    (void)close(ends[1]);
    if (child < 0 || read(ends[0], out, sizeof(*out)) != sizeof(*out) ||
        waitpid(child, &code, 0) != child || code != 0)
        give_up("a run failed");
    (void)close(ends[0]);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static void summarise(struct cost *out, const struct cost *runs)
{
    for (int phase = 0; phase < PHASES_MAX; phase++) {
        double seconds[RUNS];

        for (int i = 0; i < RUNS; i++)
            seconds[i] = runs[i].seconds[phase];
        qsort(seconds, RUNS, sizeof(seconds[0]), by_size);
        out->seconds[phase] = seconds[RUNS / 2];
    }
    out->peak_mib = 0.0;
    for (int i = 0; i < RUNS; i++)
        if (runs[i].peak_mib > out->peak_mib)
            out->peak_mib = runs[i].peak_mib;
}

void measure_both(struct cost *ours, work_fn work, struct cost *theirs,
                  work_fn peer, const void *context)
{
    struct cost our_runs[RUNS];
    struct cost their_runs[RUNS];

    for (int i = 0; i < RUNS; i++) {
        run_apart(&our_runs[i], work, context);
        if (peer != NULL)
            run_apart(&their_runs[i], peer, context);
    }
    summarise(ours, our_runs);
    if (peer != NULL)
        summarise(theirs, their_runs);
}

void measure(struct cost *ours, work_fn work, const void *context)
{
    measure_both(ours, work, NULL, NULL, context);
}

void print_heading(const char *text)
{
    (void)printf("\n%s\n", text);
}

void print_cost(const char *what, double seconds, double peak_mib)
{
    (void)printf("  %-44s %9.3f s", what, seconds);
    if (peak_mib > 0.0)
        (void)printf(" %9.0f MiB", peak_mib);
    (void)printf("\n");
}

void print_ratio(double ours, double theirs, double target)
{
    double ratio = theirs / ours;

    (void)printf("  %-44s %9.1f x  target %g x: %s\n", "faster", ratio, target,
                 ratio >= target ? "reached" : "MISSED");
}

void print_limit(const char *what, double figure, double limit,
                 const char *unit)
{
    (void)printf("  %-44s %9.3g %s  limit %g %s: %s\n", what, figure, unit,
                 limit, unit, figure <= limit ? "kept" : "EXCEEDED");
}
