#include "importers/xlsx_package.h"

#include "graph/alloc.h"
#include "importers/xlsx_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* A workbook has some dozens of parts, and its XML shrinks to a fifth or a
 * thirtieth: what is far from that was made to use up memory. */
enum {
    ENTRIES_MAX = 10000,
    RATIO_MAX = 250,
    RATIO_FREE_BYTES = 4 << 20,
    SECTOR_BYTES = 4096,
    NAME_BYTES = 512
};
#define TOTAL_BYTES_MAX ((uint64_t)8 << 30)

static const lt_phrase NOTHING = {"", ""};

struct lt_package {
    zip_t *zip;
    lt_lang lang;
    lt_code trouble;
    uint64_t total; /* Bytes unpacked so far. */
};

struct lt_part {
    lt_package *package;
    zip_file_t *file;
    uint64_t packed;
    uint64_t unpacked;
    char fault[96]; /* "": none. */
    int is_bomb;
};

lt_package *lt_package_new(lt_lang lang)
{
    lt_package *package = lt_alloc_array(1, sizeof(*package));

    if (package != NULL) {
        package->lang = lang;
        package->trouble = LT_CODE_COUNT;
    }
    return package;
}

void lt_package_free(lt_package *package)
{
    if (package == NULL)
        return;
    if (package->zip != NULL)
        zip_discard(package->zip);
    free(package);
}

lt_code lt_package_trouble(const lt_package *package)
{
    return package->trouble;
}

lt_status lt_package_refuse(lt_package *package, lt_code code,
                            const char *subject, lt_phrase what, lt_error *err)
{
    const char *said = lt_say(package->lang, what);
    const char *between = package->lang == LT_ZH ? "：" : ": ";

    package->trouble = code;
    if (subject[0] == '\0' || said[0] == '\0')
        between = "";
    return lt_fail(err, LT_ERR_DATA, "%s%s%s", subject, between, said);
}

/* Old workbooks and encrypted ones are files of another kind (OLE), told apart
 * by the name of a stream in the directory. */
static lt_status refuse_ole(lt_package *package, FILE *file,
                            const unsigned char *head, lt_error *err)
{
    static const char NAME[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g";
    unsigned char sector[SECTOR_BYTES] = {0};
    const unsigned shift = head[30] == 12 ? 12 : 9;
    const uint32_t first = (uint32_t)head[48] | (uint32_t)head[49] << 8 |
                           (uint32_t)head[50] << 16 | (uint32_t)head[51] << 24;
    size_t got = 0;

    if (fseeko(file, (off_t)((uint64_t)(first + (uint64_t)1) << shift),
               SEEK_SET) == 0)
        got = fread(sector, 1, sizeof(sector), file);
    for (size_t at = 0; at + sizeof(NAME) <= got; at += 128)
        if (memcmp(sector + at, NAME, sizeof(NAME)) == 0)
            return lt_package_refuse(package, LT_E_ENCRYPTED, "", NOTHING, err);
    return lt_package_refuse(package, LT_E_OLD_WORKBOOK, "", NOTHING, err);
}

/* What the first bytes tell; LT_OK for a zip archive. */
static lt_status look_at(lt_package *package, FILE *file, lt_error *err)
{
    static const unsigned char OLE[] = {0xD0, 0xCF, 0x11, 0xE0};
    unsigned char head[64] = {0};
    size_t got = fread(head, 1, sizeof(head), file);

    if (ferror(file))
        return lt_fail(err, LT_ERR_IO, "%s", strerror(errno));
    if (got == sizeof(head) && memcmp(head, OLE, sizeof(OLE)) == 0)
        return refuse_ole(package, file, head, err);
    if (got < 4 || memcmp(head, "PK", 2) != 0)
        return lt_package_refuse(
            package, LT_E_BAD_WORKBOOK, "",
            (lt_phrase){"不是 .xlsx 文件", "it is no .xlsx file"}, err);
    return LT_OK;
}

static lt_status refuse_zip(lt_package *package, zip_error_t *fault,
                            lt_error *err)
{
    const int code = zip_error_code_zip(fault);
    char text[96];

    (void)snprintf(text, sizeof(text), "%s", zip_error_strerror(fault));
    zip_error_fini(fault);
    if (code == ZIP_ER_MEMORY)
        return lt_fail_memory(err, "workbook");
    return lt_package_refuse(package, LT_E_BAD_WORKBOOK, text,
                             (lt_phrase){"压缩包损坏", "broken zip"}, err);
}

lt_status lt_package_open(lt_package *package, FILE *file, lt_error *err)
{
    zip_error_t fault;
    zip_source_t *source = NULL;
    lt_status status = look_at(package, file, err);

    if (status != LT_OK) {
        (void)fclose(file);
        return status;
    }
    rewind(file);
    zip_error_init(&fault);
    source = zip_source_filep_create(file, 0, -1, &fault);
    if (source == NULL) {
        (void)fclose(file);
        return refuse_zip(package, &fault, err);
    }
    package->zip = zip_open_from_source(source, ZIP_RDONLY, &fault);
    if (package->zip == NULL) {
        zip_source_free(source); /* And the file with it. */
        return refuse_zip(package, &fault, err);
    }
    zip_error_fini(&fault);
    if (zip_get_num_entries(package->zip, 0) > ENTRIES_MAX)
        return lt_package_refuse(
            package, LT_E_WORKBOOK_LIMIT, "",
            (lt_phrase){"压缩包里的文件过多", "too many files in it"}, err);
    return LT_OK;
}

/* Number of the entry of a part, -1 where there is none. Names are compared as
 * Excel does, letters of either case; some programs write back slashes. */
static zip_int64_t locate(const lt_package *package, const char *part)
{
    char copy[NAME_BYTES];
    zip_int64_t index = zip_name_locate(package->zip, part, ZIP_FL_NOCASE);

    if (index >= 0 || strlen(part) >= sizeof(copy))
        return index;
    for (size_t i = 0; i <= strlen(part); i++)
        copy[i] = (char)(part[i] == '/' ? '\\' : part[i]);
    return zip_name_locate(package->zip, copy, ZIP_FL_NOCASE);
}

int lt_package_has(const lt_package *package, const char *part)
{
    return locate(package, part) >= 0;
}

lt_status lt_part_open(lt_part **out, lt_package *package, const char *name,
                       lt_error *err)
{
    const zip_int64_t index = locate(package, name);
    lt_part *part = NULL;
    zip_stat_t info;

    *out = NULL;
    if (index < 0 ||
        zip_stat_index(package->zip, (zip_uint64_t)index, 0, &info) != 0)
        return lt_package_refuse(package, LT_E_BAD_WORKBOOK, name,
                                 (lt_phrase){"缺少", "missing"}, err);
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        info.encryption_method != ZIP_EM_NONE)
        return lt_package_refuse(package, LT_E_ENCRYPTED, "", NOTHING, err);
    part = lt_alloc_array(1, sizeof(*part));
    if (part == NULL)
        return lt_fail_memory(err, "workbook");
    part->package = package;
    part->packed = (info.valid & ZIP_STAT_COMP_SIZE) != 0 ? info.comp_size : 0;
    part->file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (part->file == NULL) {
        free(part);
        return lt_package_refuse(
            package, LT_E_BAD_WORKBOOK, name,
            (lt_phrase){"无法解压", "it cannot be unpacked"}, err);
    }
    *out = part;
    return LT_OK;
}

void lt_part_close(lt_part *part)
{
    if (part == NULL)
        return;
    (void)zip_fclose(part->file);
    free(part);
}

int lt_part_read(void *context, char *buffer, int room)
{
    lt_part *part = context;
    zip_int64_t got = 0;

    if (part->is_bomb || part->fault[0] != '\0')
        return -1;
    got = zip_fread(part->file, buffer, (zip_uint64_t)room);
    if (got < 0) {
        (void)snprintf(part->fault, sizeof(part->fault), "%s",
                       zip_file_strerror(part->file));
        return -1;
    }
    part->unpacked += (uint64_t)got;
    part->package->total += (uint64_t)got;
    part->is_bomb = (part->unpacked > RATIO_FREE_BYTES &&
                     part->unpacked / RATIO_MAX > part->packed) ||
                    part->package->total > TOTAL_BYTES_MAX;
    return part->is_bomb ? -1 : (int)got;
}

lt_status lt_part_refuse(const lt_part *part, const char *name, uint32_t line,
                         const char *fault, lt_error *err)
{
    char subject[NAME_BYTES];

    if (part->is_bomb)
        return lt_package_refuse(
            part->package, LT_E_WORKBOOK_LIMIT, name,
            (lt_phrase){"解压后过大", "far too large when unpacked"}, err);
    if (part->fault[0] != '\0')
        fault = part->fault;
    (void)snprintf(subject, sizeof(subject), "%s:%u: %s", name, line, fault);
    return lt_package_refuse(part->package, LT_E_BAD_WORKBOOK, subject, NOTHING,
                             err);
}
