#include "cli/stores.h"

#include <string.h>
#include <strings.h>

const lt_store lt_stores[] = {
#ifdef LT_POSTGRESQL
    {"postgresql",
     {"PostgreSQL 数据库（convert）", "a PostgreSQL data base (convert)"},
     "postgresql://;postgres://",
     lt_write_postgresql},
#endif
    {"sqlite",
     {"SQLite 数据库文件（convert）", "a SQLite data base (convert)"},
     ".sqlite;.sqlite3;.db",
     lt_write_sqlite},
    {NULL, {NULL, NULL}, NULL, NULL},
};

const lt_store *lt_store_find(const char *name)
{
    for (const lt_store *s = lt_stores; s->name != NULL; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

/* 1 when @p place ends in ".suffix" or begins with "name://". */
static int is_of(const char *place, const char *part, size_t bytes)
{
    const size_t length = strlen(place);

    if (part[0] != '.')
        return strncasecmp(place, part, bytes) == 0;
    return length > bytes &&
           strncasecmp(place + length - bytes, part, bytes) == 0;
}

/* 1 when that is so of one of the `;` list. */
static int fits(const char *place, const char *suffixes)
{
    while (*suffixes != '\0') {
        const size_t bytes = strcspn(suffixes, ";");

        if (is_of(place, suffixes, bytes))
            return 1;
        suffixes += bytes + (suffixes[bytes] == ';');
    }
    return 0;
}

const lt_store *lt_store_for(const char *place)
{
    for (const lt_store *s = lt_stores; s->name != NULL; s++)
        if (fits(place, s->suffixes))
            return s;
    return NULL;
}
