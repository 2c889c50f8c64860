#include "importers/csv_sniff.h"

#include <stdint.h>
#include <string.h>

enum { SEPARATORS = 4, RECORDS = 30, SNIFFED_BYTES = 1 << 16 };

const char lt_csv_separators[] = ",;\t|";

/* How often each separator stands outside quotes in a record. */
struct tally {
    uint32_t count[SEPARATORS];
};

static const char *tally_record(struct tally *tally, const char *at,
                                const char *end)
{
    int quoted = 0;

    memset(tally, 0, sizeof(*tally));
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        const char *separator = NULL;

        if (*at == '"')
            quoted = !quoted;
        if (!quoted && *at != '\0')
            separator = strchr(lt_csv_separators, *at);
        if (separator != NULL)
            tally->count[separator - lt_csv_separators]++;
    }
    return at;
}

static const char *skip_line_ends(const char *at, const char *end)
{
    while (at < end && (*at == '\n' || *at == '\r'))
        at++;
    return at;
}

char lt_csv_sniff(const char *text, size_t length)
{
    const size_t some = length < SNIFFED_BYTES ? length : SNIFFED_BYTES;
    const char *end = text + some;
    const char *at = skip_line_ends(text, end);
    struct tally header;
    uint32_t alike[SEPARATORS] = {0, 0, 0, 0};
    int best = 0;

    at = tally_record(&header, at, end);
    for (int i = 0; i < RECORDS && at < end; i++) {
        struct tally tally;

        at = tally_record(&tally, skip_line_ends(at, end), end);
        if (at == end && some < length)
            break; /* The record goes on behind what is looked at. */
        for (int s = 0; s < SEPARATORS; s++)
            alike[s] += tally.count[s] == header.count[s];
    }
    for (int s = 1; s < SEPARATORS; s++) {
        if (header.count[s] == 0)
            continue;
        if (header.count[best] == 0 || alike[s] > alike[best] ||
            (alike[s] == alike[best] && header.count[s] > header.count[best]))
            best = s;
    }
    return lt_csv_separators[best];
}

char lt_csv_declared(const char *text, size_t length, size_t *bytes)
{
    static const char WORD[] = "sep=";
    const size_t word = sizeof(WORD) - 1;

    *bytes = word + 1;
    if (length < word + 1 || memcmp(text, WORD, word) != 0 ||
        text[word] == '\0' || strchr(lt_csv_separators, text[word]) == NULL)
        return 0;
    if (length > word + 1 && text[word + 1] != '\n' && text[word + 1] != '\r')
        return 0;
    return text[word];
}
