/**
 * @file graph/lang.h
 * The two languages every answer is given in. Chinese and English are equals:
 * every text a person reads stands in the code as a pair.
 */
#ifndef LT_GRAPH_LANG_H
#define LT_GRAPH_LANG_H

/** Language of texts, titles and messages. */
typedef enum lt_lang { LT_ZH, LT_EN } lt_lang;

/** One text in both languages; static strings. */
typedef struct lt_phrase {
    const char *zh;
    const char *en;
} lt_phrase;

/** The wording of @p phrase in @p lang. */
static inline const char *lt_say(lt_lang lang, lt_phrase phrase)
{
    return lang == LT_ZH ? phrase.zh : phrase.en;
}

#endif
