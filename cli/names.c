/* names: which names look like the same thing, for people to judge. */
#include "analysis/likeness.h"
#include "cli/answer.h"
#include "graph/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMN_KIND,
    COLUMN_SCORE,
    COLUMN_WHY,
    COLUMN_NAME,
    COLUMN_ALIASES,
    COLUMN_A,
    COLUMN_B,
    COLUMN_COUNT
};

/* clang-format off */
static const lt_column COLUMNS[COLUMN_COUNT] = {
    [COLUMN_KIND] = {"kind", {"类别", "kind"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_SCORE] = {"score", {"相似度", "score"}, NULL, LT_STYLE_RATIO, LT_BRIEF},
    [COLUMN_WHY] = {"why", {"理由", "why"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_NAME] = {"name", {"保留", "keep"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_ALIASES] = {"aliases", {"别名", "aliases"}, NULL, LT_STYLE_PLAIN, LT_FULL},
    [COLUMN_A] = {"a", {"甲", "a"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
    [COLUMN_B] = {"b", {"乙", "b"}, NULL, LT_STYLE_PLAIN, LT_BRIEF},
};

static const lt_phrase REASONS[LT_LIKE_COUNT] = {
    [LT_LIKE_SPELLING] = {"只差空格、标点、大小写或“的”", "but for blanks, punctuation, case or 的"},
    [LT_LIKE_BRACKET] = {"与括号内或括号前的名称相同", "the same as what is in or before brackets"},
    [LT_LIKE_LEGAL] = {"只差公司形式或地名", "but for the legal form or the place"},
    [LT_LIKE_VARIANT] = {"只差 机/器、及/与/和 或修饰词", "but for 机/器, 及/与/和 or a filler"},
    [LT_LIKE_ORDER] = {"同样的字，次序不同", "the same characters in another order"},
    [LT_LIKE_SLIP] = {"只差一个字", "one character apart"},
    [LT_LIKE_PART] = {"一个包含另一个", "one contains the other"},
    [LT_LIKE_SHORT] = {"像是简称", "looks like its short form"},
};
/* clang-format on */

/* A pair with the kind of its things. */
typedef struct proposal {
    lt_thing_kind kind;
    lt_like like;
    const char *a; /* Ids, which order what scores alike. */
    const char *b;
} proposal;

typedef struct proposals {
    lt_facts *facts;
    lt_things things[LT_THING_KINDS];
    proposal *list;
    uint32_t count;
} proposals;

static const lt_thing *thing_of(const proposals *all, lt_thing_kind kind,
                                uint32_t thing)
{
    return &all->things[kind].list[thing];
}

static const char *text_of(const proposals *all, lt_symbol symbol)
{
    return lt_pool_text(all->facts->pool, symbol);
}

static int by_score(const void *left, const void *right)
{
    const proposal *p = left;
    const proposal *q = right;
    int order = 0;

    if (p->like.score != q->like.score)
        return p->like.score > q->like.score ? -1 : 1;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    order = strcmp(p->a, q->a);
    return order != 0 ? order : strcmp(p->b, q->b);
}

static lt_status propose(proposals *all, lt_thing_kind kind, lt_error *err)
{
    lt_likes likes = LT_LIKES_EMPTY;
    proposal *list = NULL;
    lt_status status = lt_likes_find(&likes, &all->things[kind], all->facts,
                                     &all->things[LT_THING_REGION], err);

    if (status != LT_OK)
        return status;
    list = lt_grow_array(all->list, (size_t)all->count + likes.count + 1,
                         sizeof(*list));
    if (list == NULL) {
        lt_likes_clear(&likes);
        return lt_fail_memory(err, "pairs");
    }
    all->list = list;
    for (uint32_t i = 0; i < likes.count; i++)
        list[all->count++] =
            (proposal){kind, likes.list[i],
                       text_of(all, thing_of(all, kind, likes.list[i].a)->id),
                       text_of(all, thing_of(all, kind, likes.list[i].b)->id)};
    lt_likes_clear(&likes);
    return LT_OK;
}

static lt_status find_all(proposals *all, lt_error *err)
{
    lt_status status = LT_OK;

    for (int kind = 0; kind < LT_THING_KINDS; kind++)
        LT_TRY(lt_things_list(&all->things[kind], all->facts,
                              (lt_thing_kind)kind, err));
    for (int kind = 0; kind < LT_THING_KINDS; kind++)
        LT_TRY(propose(all, (lt_thing_kind)kind, err));
    if (all->count > 1)
        qsort(all->list, all->count, sizeof(*all->list), by_score);
cleanup:
    return status;
}

static lt_status copy_text(lt_value *out, lt_answer *answer, const char *text,
                           lt_error *err)
{
    const char *copy = lt_arena_copy(&answer->arena, text, strlen(text));

    *out = lt_value_text(copy);
    return copy == NULL ? lt_fail_memory(err, "names") : LT_OK;
}

static lt_status thing_value(lt_value *out, lt_answer *answer,
                             const proposals *all, const lt_thing *thing,
                             lt_error *err)
{
    lt_field fields[2] = {{"id", {0}}, {"name", {0}}};
    lt_status status = LT_OK;

    LT_TRY(copy_text(&fields[0].value, answer, text_of(all, thing->id), err));
    LT_TRY(copy_text(&fields[1].value, answer, text_of(all, thing->name), err));
    LT_TRY(lt_value_record(out, &answer->arena, fields, 2, err));
cleanup:
    return status;
}

/* Id and, where it is another, name: both are to answer for the one kept. */
static lt_status aliases_value(lt_value *out, lt_answer *answer,
                               const proposals *all, const lt_thing *thing,
                               lt_error *err)
{
    const char *id = text_of(all, thing->id);
    const char *name = text_of(all, thing->name);
    const char *both = lt_arena_format(&answer->arena, "%s%s%s", id,
                                       thing->id == thing->name ? "" : ";",
                                       thing->id == thing->name ? "" : name);

    *out = lt_value_text(both);
    return both == NULL ? lt_fail_memory(err, "names") : LT_OK;
}

static lt_status write_row(lt_answer *answer, lt_table *table,
                           const proposals *all, const proposal *row,
                           lt_error *err)
{
    const lt_thing *a = thing_of(all, row->kind, row->like.a);
    const lt_thing *b = thing_of(all, row->kind, row->like.b);
    lt_value *cells = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_table_add_row(table, &cells, err));
    cells[COLUMN_KIND] = lt_value_text(lt_thing_word(row->kind).en);
    cells[COLUMN_SCORE] =
        lt_value_number(round(row->like.score * 100.0) / 100.0);
    cells[COLUMN_WHY] =
        lt_value_text(lt_say(answer->lang, REASONS[row->like.why]));
    LT_TRY(copy_text(&cells[COLUMN_NAME], answer, text_of(all, a->id), err));
    LT_TRY(aliases_value(&cells[COLUMN_ALIASES], answer, all, b, err));
    LT_TRY(thing_value(&cells[COLUMN_A], answer, all, a, err));
    LT_TRY(thing_value(&cells[COLUMN_B], answer, all, b, err));
cleanup:
    return status;
}

static lt_status write_all(lt_answer *answer, const proposals *all,
                           lt_error *err)
{
    lt_section *section = NULL;
    lt_status status = LT_OK;

    LT_TRY(lt_answer_section(&section, answer, "names", NULL, COLUMNS,
                             COLUMN_COUNT, err));
    for (uint32_t i = 0; i < all->count; i++)
        LT_TRY(write_row(answer, &section->table, all, &all->list[i], err));
    LT_TRY(lt_answer_note(
        answer,
        (lt_phrase){"只是建议，不会自动合并：用 --format csv 存下，删去不是"
                    "同一个的行，再用 --aliases 文件 读取",
                    "proposals alone, nothing is merged: save them with "
                    "--format csv, delete what is not one thing, and read the "
                    "rest with --aliases FILE"},
        NULL, 0, err));
cleanup:
    return status;
}

static void clear(proposals *all)
{
    for (int kind = 0; kind < LT_THING_KINDS; kind++)
        lt_things_clear(&all->things[kind]);
    free(all->list);
    lt_facts_free(all->facts);
}

int lt_command_names(const lt_call *call)
{
    lt_loaded loaded = lt_loaded_new(call->lang);
    lt_answer answer = lt_answer_new("names", call->lang);
    lt_writing writing = {NULL, NULL};
    proposals all = {0};
    lt_error err = {0};
    lt_status status = LT_OK;
    int code = LT_EXIT_OK;

    LT_TRY(lt_writing_new(&writing, call, LT_HOLDS_TABLES, &err));
    status = lt_load_facts(&loaded, &all.facts, call, &err);
    lt_faults_print(stderr, &loaded.faults, lt_fault_style_of(call));
    LT_TRY(status);
    LT_TRY(lt_writing_guard(call, &loaded, &err));
    LT_TRY(find_all(&all, &err));
    LT_TRY(write_all(&answer, &all, &err));
    LT_TRY(lt_answer_write(&answer, call, &writing, &err));
cleanup:
    code = lt_complain(status, &err);
    clear(&all);
    lt_answer_clear(&answer);
    lt_loaded_clear(&loaded);
    return code;
}
