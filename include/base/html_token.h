/* SPDX-License-Identifier: MIT */
/* HTML as a sequence of tokens by the rules of HTML 13.2.5, in place and in one pass: nothing is
 * copied, and all calls on one document together take linear time. Any thread. */
#ifndef BASE_HTML_TOKEN_H
#define BASE_HTML_TOKEN_H

#include "base/element.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Begin with { .p = html, .end = html + len }; html is valid UTF-8 and has to stay. */
struct html_reader {
    const char *p, *end;
    /* For short texts, in which a mistake must not swallow the rest: an unclosed comment or quote
     * ends at the next ">", "</3" is text, and the content of a CDATA section is read as markup.
     * False: as browsers do. */
    bool is_lenient;
    bool has_cdata;        /* CDATA sections are tokens: in svg and math (HTML 13.2.5.42) */
    bool is_in_tag;        /* inside: p is among the attributes of a tag */
    bool has_open_comment; /* inside: no comment ends after p */
};

enum html_token_type {
    HTML_TOKEN_TEXT,    /* with its references as they stand */
    HTML_TOKEN_CDATA,   /* text that has no references; begin is after "<![CDATA[" */
    HTML_TOKEN_START,   /* of an element */
    HTML_TOKEN_END,     /* of an element */
    HTML_TOKEN_COMMENT, /* also declarations and processing instructions */
};

struct html_token {
    enum html_token_type type;
    const char *begin; /* of the whole token */
    size_t len;        /* of TEXT, CDATA and COMMENT */
    enum html_tag tag; /* of START and END */
    const char *name;  /* of START and END, as it stands in the document */
    size_t name_len;
};

/* name[0..name_len) and value[0..value_len) as they stand, without quotes; no value: length 0. */
struct html_attribute {
    const char *name, *value;
    size_t name_len, value_len;
};

/* The next token; false at the end. After START and END the reader stands among the attributes,
 * which can be taken one by one; those that are not taken are passed over. */
bool html_next(struct html_reader *reader, struct html_token *token);

/* The next attribute of the tag read last; false after the last one, and where the document ends
 * in the tag. */
bool html_next_attribute(struct html_reader *reader, struct html_attribute *attribute);

enum html_tag_end {
    HTML_TAG_CUT,    /* the document ends in the tag, which does not count then */
    HTML_TAG_OPEN,   /* ">" */
    HTML_TAG_CLOSED, /* "/>" */
};

/* Passes over what is left of the tag read last, and returns how it ends. */
enum html_tag_end html_finish_tag(struct html_reader *reader);

/* For a start tag whose content is text whatever it looks like (a script, a title), once its
 * attributes are passed over: returns the content, in place, its length in *len, and moves the
 * reader after the end tag. */
const char *html_take_raw(struct html_reader *reader, const struct html_token *token, size_t *len);

/* The next START or END; what scripts, styles, titles and the like contain is passed over, together
 * with their end tags. False at the end. */
bool html_next_tag(struct html_reader *reader, struct html_token *token);

/* The value of the attribute called name (lower case) of the tag that the reader returned last,
 * references decoded, "" for an attribute without a value; NULL if the tag has no such attribute.
 * Caller frees. */
char *html_get_attribute(const struct html_reader *reader, const struct html_token *token,
                         const char *name);

/* The element's content has no words for people and is not markup: a script, a title. */
bool html_is_wordless(enum html_tag tag);

#endif
