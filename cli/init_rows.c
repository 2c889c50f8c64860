#include "cli/init_rows.h"

#include <stdio.h>
#include <string.h>

/* Rows as COLUMN=VALUE|…; choices by their English words. Together they are a
 * small data set without faults. */
static const struct example {
    lt_fact fact;
    lt_phrase row;
} EXAMPLES[] = {
    {LT_SOURCES,
     {"id=s1|title=示例市统计年鉴 2024|date=2024-09-30",
      "id=s1|title=Yearbook of Example City 2024|date=2024-09-30"}},
    {LT_REGIONS,
     {"id=city|name=示例市|kind=city", "id=city|name=Example City|kind=city"}},
    {LT_CHAINS, {"id=steel|name=钢铁产业链", "id=steel|name=Steel chain"}},
    {LT_PRODUCTS,
     {"id=ingot|name=钢锭|unit=万吨|stage=basic|chains=steel|source=s1",
      "id=ingot|name=steel ingot|unit=t|stage=basic|chains=steel|source=s1"}},
    {LT_PRODUCTS,
     {"id=plate|name=钢板|unit=万吨|stage=intermediate|chains=steel|source=s1",
      "id=plate|name=steel plate|unit=t|stage=intermediate|chains=steel|"
      "source=s1"}},
    {LT_PROCESSES,
     {"id=rolling|product=plate|name=轧制|status=allowed|source=s1",
      "id=rolling|product=plate|name=rolling|status=allowed|source=s1"}},
    {LT_RECIPES,
     {"process=rolling|product=ingot|role=input|coefficient=1.05|low=1.02|"
      "high=1.1|basis=domain|source=s1",
      "process=rolling|product=ingot|role=input|coefficient=1.05|low=1.02|"
      "high=1.1|basis=domain|source=s1"}},
    {LT_LINKS,
     {"from=ingot|to=plate|kind=input|coefficient=1.05|essential=yes|"
      "chains=steel|source=s1",
      "from=ingot|to=plate|kind=input|coefficient=1.05|essential=yes|"
      "chains=steel|source=s1"}},
    {LT_FIRMS,
     {"id=mill|name=示例钢铁有限公司|region=city|kind=firm|status=local|"
      "source=s1",
      "id=mill|name=Example Steel|region=city|kind=firm|status=local|"
      "source=s1"}},
    {LT_FIRMS,
     {"id=maker|name=示例装备有限公司|region=city|kind=firm|status=local|"
      "source=s1",
      "id=maker|name=Example Machines|region=city|kind=firm|status=local|"
      "source=s1"}},
    {LT_CAPACITIES,
     {"firm=mill|region=city|product=plate|capacity=100|unit=万吨|output=85|"
      "year=2024|status=operating|source=s1",
      "firm=mill|region=city|product=plate|capacity=1000000|unit=t|"
      "output=850000|year=2024|status=operating|source=s1"}},
    {LT_SUPPLIES,
     {"supplier=mill|customer=maker|product=plate|amount=1200|unit=万元|"
      "year=2024|source=s1",
      "supplier=mill|customer=maker|product=plate|amount=12000000|unit=元|"
      "year=2024|source=s1"}},
    {LT_ESSENTIALITY,
     {"supplier_industry=钢铁|customer_industry=装备|class=2",
      "supplier_industry=steel|customer_industry=machines|class=2"}},
    {LT_DEMANDS,
     {"region=city|product=plate|amount=60|unit=万吨|year=2024|kind=final|"
      "source=s1",
      "region=city|product=plate|amount=600000|unit=t|year=2024|kind=final|"
      "source=s1"}},
    {LT_TARGETS,
     {"subject=chain:steel|indicator=营业收入|unit=亿元|base_year=2022|base=80|"
      "target_year=2028|target=120|actual_year=2024|actual=92|source=s1",
      "subject=chain:steel|indicator=revenue|unit=元|base_year=2022|"
      "base=8000000000|target_year=2028|target=12000000000|actual_year=2024|"
      "actual=9200000000|source=s1"}},
    {LT_PROJECTS,
     {"id=p1|name=示例钢板扩建项目|firm=mill|region=city|product=plate|"
      "capacity=50|unit=万吨|status=planned|year=2027|source=s1",
      "id=p1|name=More steel plate|firm=mill|region=city|product=plate|"
      "capacity=500000|unit=t|status=planned|year=2027|source=s1"}},
    {LT_STATEMENTS,
     {"subject=product:plate|kind=weak|value=强|year=2024|source=s1|"
      "words=做强钢板",
      "subject=product:plate|kind=weak|value=强|year=2024|source=s1|"
      "words=make plate stronger"}},
};

enum { EXAMPLE_COUNT = sizeof(EXAMPLES) / sizeof(EXAMPLES[0]) };

static void copy_text(char *text, const char *from, size_t length)
{
    if (length >= LT_EXAMPLE_BYTES)
        length = LT_EXAMPLE_BYTES - 1;
    memcpy(text, from, length);
    text[length] = '\0';
}

size_t lt_example_count(lt_fact fact)
{
    size_t count = 0;

    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        count += EXAMPLES[i].fact == fact;
    return count;
}

/* The row of the table, in the language. */
static const char *find_row(lt_fact fact, size_t row, lt_lang lang)
{
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        if (EXAMPLES[i].fact == fact && row-- == 0)
            return lt_say(lang, EXAMPLES[i].row);
    return "";
}

void lt_example_cell(char *text, lt_fact fact, size_t row, uint32_t column,
                     lt_lang lang)
{
    const lt_column_spec *spec = &lt_fact_specs[fact].columns[column];
    const char *at = find_row(fact, row, lang);
    const size_t length = strlen(spec->name);

    text[0] = '\0';
    while (*at != '\0') {
        const size_t bytes = strcspn(at, "|");

        if (strncmp(at, spec->name, length) == 0 && at[length] == '=')
            copy_text(text, at + length + 1, bytes - length - 1);
        at += bytes + (at[bytes] == '|');
    }
    if (spec->cell == LT_CELL_CHOICE && text[0] != '\0')
        lt_template_choice(text, spec, lt_choice_index(spec, text), lang);
}

void lt_template_header(char *text, const lt_column_spec *column, lt_lang lang)
{
    if (lang == LT_ZH)
        copy_text(text, column->headers, strcspn(column->headers, ";"));
    else
        copy_text(text, column->name, strlen(column->name));
}

void lt_template_sheet(char *text, lt_fact fact, lt_lang lang)
{
    const lt_fact_spec *spec = &lt_fact_specs[fact];

    if (lang == LT_ZH)
        copy_text(text, spec->names, strcspn(spec->names, ";"));
    else
        copy_text(text, spec->name, strlen(spec->name));
}

void lt_template_choice(char *text, const lt_column_spec *column, int index,
                        lt_lang lang)
{
    const char *at = column->choices;

    for (; at != NULL && index > 0; index--) {
        at = strchr(at, ';');
        at = at == NULL ? NULL : at + 1;
    }
    text[0] = '\0';
    if (at == NULL || index < 0)
        return;
    /* The first of the other spellings is the Chinese word. */
    if (lang == LT_ZH && at[strcspn(at, "=;")] == '=')
        at += strcspn(at, "=") + 1;
    copy_text(text, at, strcspn(at, "=;"));
}
