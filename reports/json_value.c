#include "reports/json_value.h"

#include "reports/width.h"

/* One character of a text, escaped where JSON asks for it (RFC 8259). */
static void put_code(FILE *output, const char *bytes, size_t length,
                     uint32_t code)
{
    static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt";

    for (const char *pair = SHORT; *pair != '\0'; pair += 2) {
        if (code == (unsigned char)pair[0]) {
            fputc('\\', output);
            fputc(pair[1], output);
            return;
        }
    }
    if (code < 0x20)
        fprintf(output, "\\u%04x", (unsigned int)code);
    else if (code == 0xFFFD)
        fputs(LT_REPLACEMENT, output);
    else
        fwrite(bytes, 1, length, output);
}

void lt_json_text(FILE *output, const char *text)
{
    uint32_t code = 0;

    if (text == NULL) {
        fputs("null", output);
        return;
    }
    fputc('"', output);
    for (size_t length = lt_code_next(text, &code); length > 0;
         length = lt_code_next(text, &code)) {
        put_code(output, text, length, code);
        text += length;
    }
    fputc('"', output);
}

void lt_json_number(FILE *output, double number)
{
    char text[LT_NUMBER_BYTES];

    lt_number_text(text, number);
    fputs(text[0] == '\0' ? "null" : text, output);
}

void lt_json_truth(FILE *output, int truth)
{
    fputs(truth ? "true" : "false", output);
}

static void put_leaf(FILE *output, const lt_value *value)
{
    switch (value->kind) {
    case LT_VALUE_TRUTH:
        lt_json_truth(output, value->count != 0);
        return;
    case LT_VALUE_NUMBER:
        lt_json_number(output, value->number);
        return;
    case LT_VALUE_TEXT:
        lt_json_text(output, value->text);
        return;
    case LT_VALUE_NONE:
    case LT_VALUE_LIST:
    case LT_VALUE_RECORD:
        break;
    }
    fputs("null", output);
}

void lt_json_name(FILE *output, const char *name, uint32_t index)
{
    if (index > 0)
        fputc(',', output);
    if (name != NULL) {
        lt_json_text(output, name);
        fputc(':', output);
    }
}

void lt_json_value(FILE *output, const lt_value *value)
{
    lt_walk walk = lt_walk_new(value);
    lt_walk_event event = lt_walk_next(&walk);

    for (; event != LT_WALK_END; event = lt_walk_next(&walk)) {
        int list = walk.value->kind == LT_VALUE_LIST;

        if (event == LT_WALK_LEAVE) {
            fputc(list ? ']' : '}', output);
            continue;
        }
        lt_json_name(output, walk.name, walk.index);
        if (event == LT_WALK_ENTER)
            fputc(list ? '[' : '{', output);
        else
            put_leaf(output, walk.value);
    }
}
