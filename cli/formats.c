/* formats: importers, analyses, reports and bundled data sets. */
#include "analysis/analysis.h"
#include "cli/answer.h"
#include "cli/data_sets.h"
#include "cli/stores.h"
#include "importers/importer.h"
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_KIND,
    COLUMN_NAME,
    COLUMN_SUFFIXES,
    COLUMN_SUMMARY,
    COLUMN_COUNT
};

static const lt_column COLUMNS[COLUMN_COUNT] = {
    [COLUMN_KIND] = {"kind", {"种类", "kind"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_NAME] = {"name", {"名称", "name"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SUFFIXES] =
        {"suffixes", {"后缀", "suffixes"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SUMMARY] =
        {"summary", {"说明", "summary"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

static lt_status add_entry(lt_table *table, const char *kind, const char *name,
                           const char *suffixes, const char *summary,
                           lt_error *err)
{
    lt_value *row = NULL;
    lt_status status = lt_table_add_row(table, &row, err);

    if (status != LT_OK)
        return status;
    row[COLUMN_KIND] = lt_value_text(kind);
    row[COLUMN_NAME] = lt_value_text(name);
    if (suffixes != NULL && suffixes[0] != '\0')
        row[COLUMN_SUFFIXES] = lt_value_text(suffixes);
    row[COLUMN_SUMMARY] = lt_value_text(summary);
    return LT_OK;
}

/* "甲 / A": the half in the language asked for. */
static const char *half_of(lt_arena *arena, const char *title, lt_lang lang)
{
    const char *slash = NULL;
    size_t length = strlen(title);

    for (const char *at = strstr(title, "/ "); at != NULL;
         at = strstr(at + 1, "/ "))
        slash = at;
    if (slash == NULL)
        return lt_arena_copy(arena, title, length);
    if (lang == LT_EN)
        return lt_arena_copy(arena, slash + 2, strlen(slash + 2));
    length = (size_t)(slash - title);
    while (length > 0 && title[length - 1] == ' ')
        length--;
    return lt_arena_copy(arena, title, length);
}

static lt_status add_data_sets(lt_answer *answer, lt_table *table,
                               lt_error *err)
{
    lt_data_set *sets = NULL;
    size_t count = 0;
    lt_status status = LT_OK;

    LT_TRY(lt_data_sets(&sets, &count, &answer->arena, err));
    for (size_t i = 0; i < count; i++) {
        const char *name = lt_arena_format(&answer->arena, "@%s", sets[i].name);
        const char *title =
            half_of(&answer->arena, sets[i].title, answer->lang);

        if (name == NULL || title == NULL) {
            status = lt_fail_memory(err, "data sets");
            goto cleanup;
        }
        LT_TRY(add_entry(table, "data", name, NULL, title, err));
    }
cleanup:
    free(sets);
    return status;
}

static lt_status add_plug_ins(lt_table *table, lt_lang lang, lt_error *err)
{
    lt_status status = LT_OK;

    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        LT_TRY(add_entry(table, "importer", i->name, i->suffixes,
                         lt_say(lang, i->summary), err));
    for (const lt_analysis *a = lt_analyses; a->name != NULL; a++)
        LT_TRY(add_entry(table, "analysis", a->name, NULL,
                         lt_say(lang, a->summary), err));
cleanup:
    return status;
}

/* Formats of answers, and data bases. */
static lt_status add_outputs(lt_table *table, lt_lang lang, lt_error *err)
{
    lt_status status = LT_OK;

    for (const lt_report *r = lt_reports; r->name != NULL; r++)
        LT_TRY(add_entry(table, "report", r->name, r->suffixes,
                         lt_say(lang, r->summary), err));
    for (const lt_store *s = lt_stores; s->name != NULL; s++)
        LT_TRY(add_entry(table, "report", s->name, s->suffixes,
                         lt_say(lang, s->summary), err));
cleanup:
    return status;
}

int lt_command_formats(const lt_call *call)
{
    lt_answer answer = lt_answer_new("formats", call->lang);
    lt_section *section = NULL;
    lt_writing writing = {NULL, NULL};
    lt_error err = {0};
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, LT_HOLDS_TABLES, &err));
    LT_TRY(lt_answer_section(&section, &answer, "formats", NULL, COLUMNS,
                             COLUMN_COUNT, &err));
    LT_TRY(add_plug_ins(&section->table, call->lang, &err));
    LT_TRY(add_outputs(&section->table, call->lang, &err));
    LT_TRY(add_data_sets(&answer, &section->table, &err));
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    lt_answer_clear(&answer);
    return code;
}
