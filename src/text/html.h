/* SPDX-License-Identifier: MIT */
/* Inside text: a page as a light tree, made from libxml2's HTML events so that no depth is too
 * deep. Everything lives in an arena; walks go along parent and next, never by recursion. */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The elements that mean something to us. */
enum html_tag {
    HTML_TEXT, /* no element: text */
    HTML_UNKNOWN,
#define ELEMENT(id, name, kind) HTML_##id,
#include "element.def"
#undef ELEMENT
    HTML_N_TAGS
};

enum html_kind {
    HTML_INLINE,
    HTML_BLOCK, /* stands on lines of its own */
    HTML_VOID,  /* has no content */
    HTML_SKIP,  /* is never shown, with all in it */
};

struct html_attribute {
    const char *name, *value; /* name in lower case; value never NULL */
    struct html_attribute *next;
};

struct html_node {
    enum html_tag tag;
    const char *name; /* of an element, in lower case */
    const char *text; /* of HTML_TEXT: valid UTF-8 without control characters but \n and \t */
    size_t len;
    struct html_attribute *attributes;
    struct html_node *parent, *first, *last, *next;
};

/* The tree of html[0..len), which is clean UTF-8; the root is an unnamed HTML_UNKNOWN. In the
 * arena. */
struct html_node *html_parse(struct arena *arena, const char *html, size_t len);

/* bound.c: html without the attributes beyond the 64th of a tag, which would cost libxml2 quadratic
 * time; NULL where there are none. The caller's. */
char *html_bound(const char *html, size_t len, size_t *out_len);

enum html_kind html_get_kind(enum html_tag tag);
const char *html_get_attribute(const struct html_node *node, const char *name);

/* The attribute's number, or missing where it is none. */
int html_get_number(const struct html_node *node, const char *name, int missing);

/* hidden, display:none, visibility:hidden, or an element that is never shown. */
bool html_is_hidden(const struct html_node *node);

/* The node after node in document order within root; its children first unless skip_children. NULL
 * at the end. */
struct html_node *html_get_next(const struct html_node *root, const struct html_node *node,
                                bool skip_children);

/* What addresses are relative to: the first <base href>, itself relative to base_url; else
 * base_url. The caller's. */
char *html_find_base(const struct html_node *root, const char *base_url);

/* An address that runs something or carries a document in itself: never followed, never shown. */
bool html_is_unsafe_address(const char *address);

#endif
