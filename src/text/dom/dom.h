/* SPDX-License-Identifier: MIT */
/* Inside text: a page as a tree: to be shown, cleaned, or changed until it is an article.
 * Everything lives in an arena. No tree is deeper than DOM_MAX_DEPTH: what goes deeper in a page
 * goes on in the body. One thread at a time. */
#ifndef TEXT_DOM_H
#define TEXT_DOM_H

#include "base/arena.h"
#include "base/element.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define DOM_MAX_DEPTH 512     /* as browsers have it */
#define DOM_MAX_NODES 1000000 /* of a page to be shown, with attributes: for dom_parse() */
#define DOM_MAX_ATTRIBUTES 64 /* of one tag; those that follow are left out */

struct dom_attribute {
    const char *name, *value; /* name in lower case; value never NULL */
    struct dom_attribute *next;
};

struct dom_facts; /* dom_sums.h */

struct dom_node {
    guint16 tag;                      /* enum html_tag */
    guint16 marks;                    /* enum dom_marks */
    guint32 len;                      /* of text */
    const char *name;                 /* of an element, in lower case */
    const char *text;                 /* of HTML_TEXT: no NUL at its end */
    struct dom_attribute *attributes; /* may be shared with copies: change by dom_set_attribute() */
    struct dom_node *parent, *first, *last, *prev, *next;
    struct dom_facts *facts; /* where the tree was weighed; else NULL */
};

enum dom_marks {
    DOM_STALE = 1 << 0,      /* sums must be counted again */
    DOM_SCORED = 1 << 1,     /* score counts */
    DOM_DATA_TABLE = 1 << 2, /* a table for its rows and columns, not for the layout */
    DOM_HIDDEN = 1 << 3,
    DOM_UNLIKELY_ROLE = 1 << 4,
    DOM_BYLINE = 1 << 5, /* says that it names the author */
    DOM_VIDEO = 1 << 6,  /* a frame that shows a video */
    DOM_CHOSEN = 1 << 7, /* by a rule for the site */
    DOM_OPEN = 1 << 8,   /* while the tree is built */
    DOM_BESIDE = 1 << 9, /* consent, comments: not the article */
    DOM_HEART = 1 << 10, /* holds what a page calls its article, or the article's title */
};

/* A piece of JSON-LD as it stands in the page. */
struct dom_script {
    const char *text;
    size_t len;
};

struct dom_page {
    struct dom_node *html, *head, *body; /* never NULL */
    GArray *scripts;                     /* struct dom_script: the first few of JSON-LD */
    bool has_base;
    bool is_cut; /* it had too much markup: the end of the body is plain words */
};

/* The tree of text[0..len), clean UTF-8 that must outlive the arena's content: by the rules of HTML
 * 13.2 without scripts, styles, comments and templates; formatting elements are not opened again.
 * Takes linear time. Of what follows max_nodes elements, texts and attributes
 * the words alone are kept (page->is_cut). Clear page before the arena is freed. */
void dom_parse(struct dom_page *page, struct arena *arena, const char *text, size_t len,
               guint max_nodes);
void dom_page_clear(struct dom_page *page);

struct dom_node *dom_new_element(struct arena *arena, enum html_tag tag);
struct dom_node *dom_new_text(struct arena *arena, const char *text, size_t len);

/* A copy of all below root, in arena; texts and attributes are shared. NULL map: none; else the
 * copy of *map goes there. */
struct dom_node *dom_copy(struct arena *arena, const struct dom_node *root, struct dom_node **map);

/* Before next in parent (NULL: at its end); node is taken from where it was. */
void dom_insert(struct dom_node *parent, struct dom_node *node, struct dom_node *next);
void dom_remove(struct dom_node *node);
void dom_replace(struct dom_node *old, struct dom_node *node);
void dom_rename(struct dom_node *node, enum html_tag tag);
void dom_move_children(struct dom_node *from, struct dom_node *to);

/* The node after node in document order within root; NULL at the end. */
struct dom_node *dom_next(const struct dom_node *root, const struct dom_node *node);
struct dom_node *dom_next_after(const struct dom_node *root,
                                const struct dom_node *node); /* not below node */
struct dom_node *dom_first_element(const struct dom_node *node);
struct dom_node *dom_next_element(const struct dom_node *node); /* among its siblings */
struct dom_node *dom_previous_element(const struct dom_node *node);
guint dom_count_elements(const struct dom_node *node, guint most); /* children, up to most */

const char *dom_get_attribute(const struct dom_node *node, const char *name);
void dom_set_attribute(struct arena *arena, struct dom_node *node, const char *name,
                       const char *value);

/* The attribute's value as a number, or missing if it is not one. */
int dom_get_number(const struct dom_node *node, const char *name, int missing);

/* hidden, display:none, visibility:hidden, or an element that is never shown. */
bool dom_is_hidden(const struct dom_node *node);

/* What addresses are relative to: the first <base href>, itself relative to base_url; else
 * base_url. Caller frees. */
char *dom_find_base(const struct dom_page *page, const char *base_url);

/* An address that runs something or carries a document in itself: never followed, never shown. */
bool dom_is_unsafe_address(const char *address);

/* The words below node: white space collapsed, at most max_bytes. Caller frees. */
char *dom_get_words(const struct dom_node *node, size_t max_bytes);

/* text[0..len) is empty or white space. */
bool dom_is_blank(const char *text, size_t len);

/* The character at p < end is white space (also no-break and other Unicode spaces): its bytes, else
 * 0. */
size_t dom_space_len(const char *p, const char *end);

#endif
