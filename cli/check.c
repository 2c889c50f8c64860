/* check: every fault of the data is the answer. */
#include "cli/answer.h"
#include "cli/faults_table.h"

/* Numbers as texts, for notes. */
typedef struct tally {
    char tables[24], rows[24], errors[24], warnings[24];
} tally;

static tally count_all(const lt_loaded *loaded, int strict)
{
    tally counts;
    unsigned tables = 0;
    unsigned long long rows = 0;
    size_t errors = loaded->faults.counts[LT_ERROR];
    size_t warnings = loaded->faults.counts[LT_WARNING];

    for (int fact = 0; fact < LT_FACT_COUNT; fact++) {
        tables += loaded->has[fact];
        rows += loaded->rows[fact];
    }
    if (strict) {
        errors += warnings;
        warnings = 0;
    }
    (void)snprintf(counts.tables, sizeof(counts.tables), "%u", tables);
    (void)snprintf(counts.rows, sizeof(counts.rows), "%llu", rows);
    (void)snprintf(counts.errors, sizeof(counts.errors), "%zu", errors);
    (void)snprintf(counts.warnings, sizeof(counts.warnings), "%zu", warnings);
    return counts;
}

static lt_status add_notes(lt_answer *answer, const lt_loaded *loaded,
                           lt_status found, int strict, lt_error *err)
{
    static const lt_phrase passed = {
        "检查通过：{1} 张表，{2} 行，{3} 处错误，{4} 处警告",
        "passed: {1} tables, {2} rows, {3} errors, {4} warnings"};
    static const lt_phrase failed = {
        "检查未通过：{1} 张表，{2} 行，{3} 处错误，{4} 处警告",
        "failed: {1} tables, {2} rows, {3} errors, {4} warnings"};
    const tally counts = count_all(loaded, strict);
    const char *args[] = {counts.tables, counts.rows, counts.errors,
                          counts.warnings};
    char rest[LT_REST_BYTES];
    const char *rests[] = {rest};
    lt_status status = LT_OK;

    for (int s = LT_SEVERITY_COUNT - 1; s >= 0; s--)
        if (lt_faults_rest(rest, &loaded->faults, (lt_severity)s))
            LT_TRY(lt_answer_note(answer, (lt_phrase){"{1}", "{1}"}, rests, 1,
                                  err));
    LT_TRY(
        lt_answer_note(answer, found == LT_OK ? passed : failed, args, 4, err));
cleanup:
    return status;
}

/* Counts for programs: they need not be read out of the notes. */
static lt_status add_extras(lt_answer *answer, const lt_loaded *loaded,
                            lt_error *err)
{
    const lt_field fields[] = {
        {"errors", lt_value_number((double)loaded->faults.counts[LT_ERROR])},
        {"warnings",
         lt_value_number((double)loaded->faults.counts[LT_WARNING])},
        {"remarks", lt_value_number((double)loaded->faults.counts[LT_NOTE])},
    };

    return lt_value_record(&answer->extras, &answer->arena, fields,
                           sizeof(fields) / sizeof(*fields), err);
}

/* Load the sources: `found` says whether the data are right. Fails only where
 * they could not be read, for that is no answer. */
static lt_status load(lt_loaded *out, const lt_call *call, lt_status *found,
                      lt_error *err)
{
    lt_error ignored = {0};
    lt_status status = lt_load(out, call, err);

    if (status == LT_OK)
        status = lt_loaded_status(out, call, &ignored);
    *found = status;
    if (status == LT_OK ||
        (status == LT_ERR_DATA &&
         out->faults.counts[LT_ERROR] + out->faults.counts[LT_WARNING] > 0))
        return lt_writing_guard(call, out, err);
    lt_faults_print(stderr, &out->faults, lt_fault_style_of(call));
    return status;
}

static lt_status write_answer(lt_answer *answer, const lt_call *call,
                              const lt_loaded *loaded, lt_status found,
                              lt_error *err)
{
    const int strict = lt_call_has(call, LT_OPTION_STRICT);
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_faults_section(&section, answer, "faults", NULL, &loaded->faults,
                             LT_FAULTS_ALL, strict, err));
    LT_TRY(add_notes(answer, loaded, found, strict, err));
    LT_TRY(add_extras(answer, loaded, err));
cleanup:
    return status;
}

int lt_command_check(const lt_call *call)
{
    lt_loaded loaded = lt_loaded_new(call->lang);
    lt_answer answer = lt_answer_new("check", call->lang);
    lt_writing writing = {NULL, NULL};
    lt_error err = {0};
    lt_status found = LT_OK;
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, LT_HOLDS_TABLES, &err));
    LT_TRY(load(&loaded, call, &found, &err));
    LT_TRY(write_answer(&answer, call, &loaded, found, &err));
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    lt_answer_clear(&answer);
    lt_loaded_clear(&loaded);
    return code == LT_EXIT_OK ? lt_exit_code(found) : code;
}
