#include "importers/importer.h"

#include "importers/readers.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Sorted by name. */
const lt_importer lt_importers[] = {
    {"csv",
     {"一个文件夹的数据表，或一张 CSV、TSV 表",
      "a folder of tables, or one table as CSV or TSV"},
     ".csv;.tsv;.txt",
     lt_read_csv},
#ifdef LT_POSTGRESQL
    {"postgresql",
     {"PostgreSQL 数据库，见 --query", "a PostgreSQL data base, see --query"},
     "postgresql://;postgres://",
     lt_read_postgresql},
#endif
    {"sqlite",
     {"SQLite 数据库文件，见 --query", "a SQLite data base, see --query"},
     ".sqlite;.sqlite3;.db",
     lt_read_sqlite},
    {"xlsx",
     {"工作簿（Excel、WPS、LibreOffice），每个工作表一张表",
      "a workbook of Excel, WPS or LibreOffice, one table a sheet"},
     ".xlsx;.xlsm",
     lt_read_xlsx},
    {NULL, {NULL, NULL}, NULL, NULL},
};

const lt_importer *lt_importer_find(const char *name)
{
    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        if (strcmp(i->name, name) == 0)
            return i;
    return NULL;
}

static int has_suffix(const char *path, const char *suffixes)
{
    const size_t length = strlen(path);

    while (*suffixes != '\0') {
        size_t bytes = strcspn(suffixes, ";");

        if (length > bytes &&
            strncasecmp(path + length - bytes, suffixes, bytes) == 0)
            return 1;
        suffixes += bytes + (suffixes[bytes] == ';');
    }
    return 0;
}

/* Workbooks of the old format, or what goes by its name: their reader tells
 * what to do about them. */
static const char OLD_WORKBOOKS[] = ".xls;.et";

/* Formats that people have and that would only give nonsense as text. */
static const char UNREAD[] =
    ".xlsb;.ods;.graphml;.gexf;.json;.jsonl;.svg;.dot;"
    ".md;.html;.docx;.doc;.pdf;.png;.zip";

/* 1 when @p path begins with one of the `;` list that ends in "://". */
static int has_scheme(const char *path, const char *suffixes)
{
    while (*suffixes != '\0') {
        size_t bytes = strcspn(suffixes, ";");

        if (bytes > 3 && strncmp(suffixes + bytes - 3, "://", 3) == 0 &&
            strncasecmp(path, suffixes, bytes) == 0)
            return 1;
        suffixes += bytes + (suffixes[bytes] == ';');
    }
    return 0;
}

/* The reader of an address, which may hold a password: it is not shown. */
static lt_status find_address(const lt_importer **out, const char *path,
                              lt_error *err)
{
    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        if (has_scheme(path, i->suffixes)) {
            *out = i;
            return LT_OK;
        }
    *out = NULL;
    return lt_fail(err, LT_ERR_INVALID,
                   "%.*s: 不能读取这种地址 / such addresses cannot be read",
                   (int)(strstr(path, "://") - path) + 3, path);
}

lt_status lt_importer_for(const lt_importer **out, const char *path,
                          lt_error *err)
{
    struct stat info;

    *out = lt_importer_find("csv");
    if (strcmp(path, "-") == 0)
        return LT_OK;
    if (strstr(path, "://") != NULL && stat(path, &info) != 0)
        return find_address(out, path, err);
    if (stat(path, &info) != 0) {
        *out = NULL;
        return lt_fail(err, LT_ERR_IO, "%s: %s", path, strerror(errno));
    }
    if (S_ISDIR(info.st_mode))
        return LT_OK;
    for (const lt_importer *i = lt_importers; i->name != NULL; i++)
        if (has_suffix(path, i->suffixes)) {
            *out = i;
            return LT_OK;
        }
    if (has_suffix(path, OLD_WORKBOOKS)) {
        *out = lt_importer_find("xlsx");
        return LT_OK;
    }
    if (has_suffix(path, UNREAD)) {
        *out = NULL;
        return lt_fail(err, LT_ERR_INVALID,
                       "%s: 还不能读取这种格式，请另存为 CSV（UTF-8） / this "
                       "format cannot be read yet: save it as CSV (UTF-8)",
                       path);
    }
    return LT_OK;
}
