/* What the user, and the name of a file, say of how to read it. */
#include "importers/csv.h"
#include "importers/csv_sniff.h"

#include <string.h>

enum { STEM_BYTES = 192 };

/* Cut figures and marks off both ends of a name: 2022年产能-1. */
static void cut_figures(char *stem)
{
    static const char MARKS[] = "0123456789_-. ";
    static const char YEAR[] = "年";
    size_t start = strspn(stem, MARKS);
    size_t length = 0;

    if (start > 0 && strncmp(stem + start, YEAR, sizeof(YEAR) - 1) == 0)
        start += sizeof(YEAR) - 1;
    length = strlen(stem + start);
    memmove(stem, stem + start, length + 1);
    while (length > 0 && strchr(MARKS, stem[length - 1]) != NULL)
        stem[--length] = '\0';
}

lt_fact lt_csv_table_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(name, '.');
    const char *unit = NULL;
    size_t unit_length = 0;
    char stem[STEM_BYTES];
    lt_fact fact = LT_FACT_COUNT;

    (void)snprintf(stem, sizeof(stem), "%.*s",
                   (int)(dot == NULL ? strlen(name) : (size_t)(dot - name)),
                   name);
    fact = lt_fact_find(stem);
    if (fact != LT_FACT_COUNT)
        return fact;
    stem[lt_fact_bare(stem, &unit, &unit_length)] = '\0';
    cut_figures(stem);
    return lt_fact_find(stem);
}

static lt_status understand_encoding(lt_csv_settings *settings,
                                     const char *encoding, lt_lang lang,
                                     lt_error *err)
{
    settings->encoding = lt_encoding_find(encoding);
    if (settings->encoding == LT_ENCODING_COUNT)
        return lt_fail(
            err, LT_ERR_INVALID,
            lang == LT_ZH
                ? "未知的编码“%s”：可用 utf-8、gb18030、utf-16le、utf-16be"
                : "unknown encoding '%s': it is one of "
                  "utf-8, gb18030, utf-16le, utf-16be",
            encoding);
    return LT_OK;
}

static lt_status understand_delimiter(lt_csv_settings *settings,
                                      const char *delimiter, lt_lang lang,
                                      lt_error *err)
{
    settings->separator = delimiter[0];
    if (strcmp(delimiter, "tab") == 0 || strcmp(delimiter, "\\t") == 0)
        settings->separator = '\t';
    else if (strlen(delimiter) != 1 ||
             strchr(lt_csv_separators, delimiter[0]) == NULL)
        return lt_fail(err, LT_ERR_INVALID,
                       lang == LT_ZH
                           ? "未知的分隔符“%s”：可用 , ; | tab"
                           : "unknown delimiter '%s': it is one of , ; | tab",
                       delimiter);
    return LT_OK;
}

static lt_status understand_table(lt_csv_settings *settings, const char *table,
                                  lt_lang lang, lt_error *err)
{
    settings->fact = lt_fact_find(table);
    if (settings->fact == LT_FACT_COUNT)
        return lt_fail(err, LT_ERR_MISSING,
                       lang == LT_ZH
                           ? "没有名为“%s”的表，见 liantu help tables"
                           : "there is no table '%s'; see liantu help tables",
                       table);
    return LT_OK;
}

lt_status lt_csv_understand(lt_csv_settings *settings,
                            const lt_read_options *options, lt_lang lang,
                            lt_error *err)
{
    lt_status status = LT_OK;

    *settings = (lt_csv_settings){LT_ENCODING_GUESS, 0, LT_FACT_COUNT, options};
    if (options == NULL)
        return LT_OK;
    if (options->encoding != NULL)
        status = understand_encoding(settings, options->encoding, lang, err);
    if (status == LT_OK && options->delimiter != NULL)
        status = understand_delimiter(settings, options->delimiter, lang, err);
    if (status == LT_OK && options->table != NULL)
        status = understand_table(settings, options->table, lang, err);
    return status;
}
