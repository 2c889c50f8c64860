#include "importers/xlsx_book.h"

#include "graph/alloc.h"
#include "importers/xlsx_text.h"

#include <stdlib.h>
#include <string.h>

/* Far more than any workbook has: what is searched stays short. */
enum {
    PATH_BYTES = 512,
    SHEETS_MAX = 10000,
    RELATIONS_MAX = 20000,
    FORMATS_MAX = 5000,
    STYLES_MAX = 1 << 17
};

/* A relation between two parts. */
struct relation {
    const char *id;
    const char *type; /* Last word of its address: worksheet. */
    const char *part;
};

struct relations {
    struct relation *items;
    size_t count, room;
};

/* Formats whose codes the workbook gives itself. */
struct formats {
    unsigned long *dates; /* Numbers of those that show dates … */
    unsigned long *others;
    size_t date_count, date_room, other_count, other_room;
    int are_complete;
};

/* Make room for one more item; NULL when out of memory. */
static void *grow(void *items, size_t count, size_t *room, size_t size)
{
    size_t more = *room == 0 ? 16 : *room * 2;
    void *grown = NULL;

    if (count < *room)
        return items;
    grown = lt_grow_array(items, more, size);
    if (grown != NULL)
        *room = more;
    return grown;
}

lt_status lt_bytes_add(lt_bytes *bytes, const char *text, size_t length,
                       lt_error *err)
{
    size_t room = bytes->room == 0 ? 4096 : bytes->room;
    char *grown = NULL;

    while (room - bytes->length < length)
        room *= 2;
    if (room != bytes->room) {
        grown = lt_grow_array(bytes->bytes, room, 1);
        if (grown == NULL)
            return lt_fail_memory(err, "texts");
        bytes->bytes = grown;
        bytes->room = room;
    }
    memcpy(bytes->bytes + bytes->length, text, length);
    bytes->length += length;
    return LT_OK;
}

/* An element whose text is read. */
struct inside {
    lt_bytes *bytes;
    unsigned depth;
    int is_text; /* Inside <t>. */
};

static lt_status take_inside(struct inside *in, lt_markup *xml,
                             lt_markup_event event, lt_error *err)
{
    const char *text = NULL;

    if (event == LT_MARKUP_TEXT && in->is_text) {
        text = lt_markup_text(xml);
        return lt_bytes_add(in->bytes, text, strlen(text), err);
    }
    if (event == LT_MARKUP_CLOSE) {
        in->depth--;
        in->is_text = 0;
    } else if (event == LT_MARKUP_OPEN &&
               lt_markup_name_of(xml) == LT_MARKUP_RPH) {
        lt_markup_skip(xml);
    } else if (event == LT_MARKUP_OPEN) {
        in->depth++;
        in->is_text = lt_markup_name_of(xml) == LT_MARKUP_T;
    }
    return LT_OK;
}

lt_status lt_book_read_text(lt_bytes *bytes, lt_markup *xml, lt_error *err)
{
    struct inside in = {bytes, 1, 0};
    lt_markup_event event = LT_MARKUP_TEXT;
    lt_status status = LT_OK;

    while (in.depth > 0 && event != LT_MARKUP_END) {
        LT_TRY(lt_markup_next(&event, xml, err));
        LT_TRY(take_inside(&in, xml, event, err));
    }
cleanup:
    return status;
}

/* Read a part: each element that begins is visited. */
static lt_status visit_part(lt_book *book, const char *part,
                            lt_status (*visit)(lt_book *book, void *context,
                                               lt_markup *xml, lt_error *err),
                            void *context, lt_error *err)
{
    lt_markup *xml = NULL;
    lt_markup_event event = LT_MARKUP_END;
    lt_status status = LT_OK;

    LT_TRY(lt_markup_open(&xml, book->package, part, err));
    do {
        LT_TRY(lt_markup_next(&event, xml, err));
        if (event == LT_MARKUP_OPEN)
            LT_TRY(visit(book, context, xml, err));
    } while (event != LT_MARKUP_END);
cleanup:
    lt_markup_close(xml);
    return status;
}

/* The part that @p target means, seen from the part @p from. */
static const char *resolve(lt_arena *arena, const char *from,
                           const char *target)
{
    char path[PATH_BYTES];
    const char *slash = strrchr(from, '/');
    size_t used = 0;

    if (target[0] != '/' && target[0] != '\\' && slash != NULL)
        used = (size_t)(slash - from);
    if (used >= sizeof(path))
        used = 0;
    memcpy(path, from, used);
    while (*target != '\0') {
        const size_t length = strcspn(target, "/\\");

        if (length == 2 && strncmp(target, "..", 2) == 0) {
            while (used > 0 && path[used - 1] != '/')
                used--;
            used -= used > 0;
        } else if (length > 0 && !(length == 1 && target[0] == '.')) {
            if (used + length + 1 >= sizeof(path))
                break;
            if (used > 0)
                path[used++] = '/';
            memcpy(path + used, target, length);
            used += length;
        }
        target += length + (target[length] != '\0');
    }
    return lt_arena_copy(arena, path, used);
}

static lt_status add_relation(struct relations *to, lt_book *book,
                              const char *from, const lt_markup *xml,
                              lt_error *err)
{
    const char *id = lt_markup_attribute(xml, "Id");
    const char *type = lt_markup_attribute(xml, "Type");
    const char *target = lt_markup_attribute(xml, "Target");
    const char *mode = lt_markup_attribute(xml, "TargetMode");
    const char *slash = type == NULL ? NULL : strrchr(type, '/');
    struct relation *items = NULL;
    struct relation item;

    if (id == NULL || slash == NULL || target == NULL ||
        to->count == RELATIONS_MAX ||
        (mode != NULL && strcmp(mode, "External") == 0))
        return LT_OK;
    items = grow(to->items, to->count, &to->room, sizeof(*items));
    if (items == NULL)
        return lt_fail_memory(err, "workbook");
    to->items = items;
    item.id = lt_arena_copy(&book->arena, id, strlen(id));
    item.type = lt_arena_copy(&book->arena, slash + 1, strlen(slash + 1));
    item.part = resolve(&book->arena, from, target);
    if (item.id == NULL || item.type == NULL || item.part == NULL)
        return lt_fail_memory(err, "workbook");
    to->items[to->count++] = item;
    return LT_OK;
}

/* Whose relations are read. */
struct origin {
    struct relations *relations;
    const char *part;
};

static lt_status visit_relation(lt_book *book, void *context, lt_markup *xml,
                                lt_error *err)
{
    const struct origin *origin = context;

    return lt_markup_name_of(xml) == LT_MARKUP_RELATIONSHIP
               ? add_relation(origin->relations, book, origin->part, xml, err)
               : LT_OK;
}

/* The relations of the part @p from; "" for the package itself. */
static lt_status read_relations(struct relations *out, lt_book *book,
                                const char *from, lt_error *err)
{
    const char *slash = strrchr(from, '/');
    const size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - from);
    const char *part = lt_arena_format(&book->arena, "%.*s_rels/%s.rels",
                                       (int)folder, from, from + folder);
    struct origin origin = {out, from};

    if (part == NULL)
        return lt_fail_memory(err, "workbook");
    return lt_package_has(book->package, part)
               ? visit_part(book, part, visit_relation, &origin, err)
               : LT_OK;
}

static const struct relation *of_type(const struct relations *relations,
                                      const char *type)
{
    for (size_t i = 0; i < relations->count; i++)
        if (strcmp(relations->items[i].type, type) == 0)
            return &relations->items[i];
    return NULL;
}

/* A truth as XML writes it. */
static int is_true(const char *text)
{
    return text != NULL &&
           (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 ||
            strcmp(text, "on") == 0);
}

/* Sheets of charts and macros have other types of relation. */
static lt_status add_sheet(lt_book *book, const struct relations *relations,
                           const lt_markup *xml, lt_error *err)
{
    const char *name = lt_markup_attribute(xml, "name");
    const char *id = lt_markup_relation(xml);
    const char *state = lt_markup_attribute(xml, "state");
    lt_book_sheet *sheets = NULL;
    lt_bytes text = {NULL, 0, 0};
    size_t i = 0;
    lt_status status = LT_OK;

    while (i < relations->count &&
           (id == NULL || strcmp(relations->items[i].id, id) != 0))
        i++;
    if (i == relations->count || name == NULL)
        return lt_package_refuse(
            book->package, LT_E_BAD_WORKBOOK, name == NULL ? "" : name,
            (lt_phrase){"找不到工作表", "the sheet is missing"}, err);
    if (strcmp(relations->items[i].type, "worksheet") != 0)
        return LT_OK;
    if (book->sheet_count == SHEETS_MAX)
        return lt_package_refuse(book->package, LT_E_WORKBOOK_LIMIT, name,
                                 (lt_phrase){"工作表过多", "too many sheets"},
                                 err);
    sheets = grow(book->sheets, book->sheet_count, &book->sheet_room,
                  sizeof(*sheets));
    if (sheets == NULL)
        return lt_fail_memory(err, "workbook");
    book->sheets = sheets;
    LT_TRY(lt_bytes_add(&text, name, strlen(name), err));
    text.length = lt_xlsx_unescape(text.bytes, text.length);
    sheets += book->sheet_count;
    sheets->name = lt_arena_copy(&book->arena, text.bytes, text.length);
    sheets->part = relations->items[i].part;
    sheets->is_hidden = state != NULL && strcmp(state, "visible") != 0;
    if (sheets->name == NULL)
        status = lt_fail_memory(err, "workbook");
    else
        book->sheet_count++;
cleanup:
    free(text.bytes);
    return status;
}

static lt_status visit_workbook(lt_book *book, void *context, lt_markup *xml,
                                lt_error *err)
{
    if (lt_markup_name_of(xml) == LT_MARKUP_SHEET)
        return add_sheet(book, context, xml, err);
    if (lt_markup_name_of(xml) == LT_MARKUP_WORKBOOK_PR)
        book->is_1904 = is_true(lt_markup_attribute(xml, "date1904"));
    return LT_OK;
}

static lt_status add_string(lt_book *book, lt_bytes *text, lt_error *err)
{
    lt_span *strings = grow(book->strings, book->string_count,
                            &book->string_room, sizeof(*strings));
    const char *copy = NULL;

    if (strings == NULL)
        return lt_fail_memory(err, "texts");
    book->strings = strings;
    text->length = lt_xlsx_unescape(text->bytes, text->length);
    copy = lt_arena_copy(&book->arena, text->bytes, text->length);
    if (copy == NULL)
        return lt_fail_memory(err, "texts");
    book->strings[book->string_count++] = (lt_span){copy, text->length};
    return LT_OK;
}

static lt_status visit_string(lt_book *book, void *context, lt_markup *xml,
                              lt_error *err)
{
    lt_bytes *text = context;
    lt_status status = LT_OK;

    if (lt_markup_name_of(xml) != LT_MARKUP_SI)
        return LT_OK;
    text->length = 0;
    LT_TRY(lt_book_read_text(text, xml, err));
    LT_TRY(add_string(book, text, err));
cleanup:
    return status;
}

static lt_status read_strings(lt_book *book, const char *part, lt_error *err)
{
    lt_bytes text = {NULL, 0, 0};
    lt_status status = LT_OK;

    LT_TRY(lt_bytes_add(&text, "", 0, err));
    LT_TRY(visit_part(book, part, visit_string, &text, err));
cleanup:
    free(text.bytes);
    return status;
}

static lt_status add_format(struct formats *formats, const lt_markup *xml,
                            lt_error *err)
{
    const char *id = lt_markup_attribute(xml, "numFmtId");
    const char *code = lt_markup_attribute(xml, "formatCode");
    const unsigned long number = id == NULL ? 0 : strtoul(id, NULL, 10);
    unsigned long **list = &formats->others;
    size_t *count = &formats->other_count;
    size_t *room = &formats->other_room;
    unsigned long *grown = NULL;

    if (code != NULL && lt_xlsx_is_date(number, code)) {
        list = &formats->dates;
        count = &formats->date_count;
        room = &formats->date_room;
    }
    if (*count == FORMATS_MAX)
        return LT_OK;
    grown = grow(*list, *count, room, sizeof(**list));
    if (grown == NULL)
        return lt_fail_memory(err, "workbook");
    *list = grown;
    grown[(*count)++] = number;
    return LT_OK;
}

static int has_number(const unsigned long *numbers, size_t count,
                      unsigned long number)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return 1;
    return 0;
}

static lt_status add_style(lt_book *book, const struct formats *formats,
                           const lt_markup *xml, lt_error *err)
{
    const char *id = lt_markup_attribute(xml, "numFmtId");
    const unsigned long number = id == NULL ? 0 : strtoul(id, NULL, 10);
    uint8_t *styles = NULL;

    if (book->style_count == STYLES_MAX)
        return LT_OK;
    styles = grow(book->is_date, book->style_count, &book->style_room,
                  sizeof(*styles));
    if (styles == NULL)
        return lt_fail_memory(err, "workbook");
    book->is_date = styles;
    styles[book->style_count++] =
        has_number(formats->dates, formats->date_count, number) ||
        (!has_number(formats->others, formats->other_count, number) &&
         lt_xlsx_is_date(number, NULL));
    return LT_OK;
}

/* The formats of the workbook stand before the styles that use them. Styles of
 * cells alone count; there are others before. */
static lt_status visit_style(lt_book *book, void *context, lt_markup *xml,
                             lt_error *err)
{
    struct formats *formats = context;

    switch ((int)lt_markup_name_of(xml)) {
    case LT_MARKUP_NUM_FMT:
        return add_format(formats, xml, err);
    case LT_MARKUP_CELL_XFS:
        formats->are_complete = 1;
        return LT_OK;
    case LT_MARKUP_XF:
        return formats->are_complete ? add_style(book, formats, xml, err)
                                     : LT_OK;
    default:
        return LT_OK;
    }
}

static lt_status read_styles(lt_book *book, const char *part, lt_error *err)
{
    struct formats formats = {NULL, NULL, 0, 0, 0, 0, 0};
    const lt_status status = visit_part(book, part, visit_style, &formats, err);

    free(formats.dates);
    free(formats.others);
    return status;
}

lt_status lt_book_open(lt_book *book, lt_package *package, lt_error *err)
{
    struct relations relations = {NULL, 0, 0};
    const struct relation *found = NULL;
    const char *part = "xl/workbook.xml";
    lt_status status = LT_OK;

    *book = LT_BOOK_EMPTY;
    book->package = package;
    LT_TRY(read_relations(&relations, book, "", err));
    found = of_type(&relations, "officeDocument");
    if (found != NULL)
        part = found->part;
    relations.count = 0;
    LT_TRY(read_relations(&relations, book, part, err));
    LT_TRY(visit_part(book, part, visit_workbook, &relations, err));
    found = of_type(&relations, "styles");
    if (found != NULL && lt_package_has(package, found->part))
        LT_TRY(read_styles(book, found->part, err));
    found = of_type(&relations, "sharedStrings");
    if (found != NULL && lt_package_has(package, found->part))
        LT_TRY(read_strings(book, found->part, err));
cleanup:
    free(relations.items);
    return status;
}

void lt_book_close(lt_book *book)
{
    free(book->sheets);
    free(book->strings);
    free(book->is_date);
    lt_arena_clear(&book->arena);
    *book = LT_BOOK_EMPTY;
}
