/* Time and memory of a piece of work, each run in a process of its own. */
#ifndef LT_BENCH_MEASURE_H
#define LT_BENCH_MEASURE_H

enum { PHASES_MAX = 4, RUNS = 3 };

/* What the runs of one piece of work took. */
struct cost {
    double seconds[PHASES_MAX]; /* Median of the runs, phase by phase. */
    double peak_mib;            /* Largest resident set of any run. */
};

/*
 * The work: fills seconds[] with what each of its phases took. Returns 1 when
 * it worked; it need not free anything.
 */
typedef int (*work_fn)(const void *context, double *seconds);

/* Monotonic seconds. */
double seconds_now(void);

/*
 * Run ours and the peer RUNS times, in turn, so that both meet the same state
 * of the machine. peer may be NULL. Ends the program where one fails.
 */
void measure_both(struct cost *ours, work_fn work, struct cost *theirs,
                  work_fn peer, const void *context);

/* measure_both without a peer. */
void measure(struct cost *ours, work_fn work, const void *context);

/* Print a message and end the program. */
void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)))
__attribute__((noreturn));

/* A heading, and lines of figures below it. */
void print_heading(const char *text);
void print_cost(const char *what, double seconds, double peak_mib);
/* How many times faster ours is, beside what is aimed at. */
void print_ratio(double ours, double theirs, double target);
/* What a figure should not exceed. */
void print_limit(const char *what, double figure, double limit,
                 const char *unit);

#endif
