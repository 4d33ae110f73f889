/* SPDX-License-Identifier: MIT */
/* Inside text: a page as a tree that can be changed, as extraction needs it: each element knows
 * what is below it, counted when it is asked for. Everything lives in an arena. No tree is deeper
 * than DOM_MAX_DEPTH: what goes deeper in a page stands beside, not inside. One thread at a time.
 */
#ifndef TEXT_DOM_H
#define TEXT_DOM_H

#include "html.h"

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define DOM_MAX_DEPTH 512     /* as browsers have it */
#define DOM_MAX_NODES 400000  /* what follows is left out */
#define DOM_MAX_ATTRIBUTES 64 /* of one tag; those that follow are left out */

struct dom_attribute {
    const char *name, *value; /* name in lower case; value never NULL */
    struct dom_attribute *next;
};

/* What is below an element (without itself), or in a text. Lengths are in code points, white space
 * collapsed and without that at the ends. */
struct dom_sums {
    guint32 chars, gaps; /* characters that are no white space; runs of white space */
    guint32 commas, ascii_commas;
    guint32 n_p, n_img, n_li, n_input, n_embeds, n_videos, n_breaks, n_blocks, n_tables,
        n_data_tables;
    guint64 heading_len, list_len,
        block_len; /* of the texts of such elements; of nested ones again */
    double link_len;
    bool begins_blank, ends_blank;
};

struct dom_node {
    guint16 tag;                      /* enum html_tag */
    guint16 id_words, class_words;    /* enum extract_words */
    guint16 marks;                    /* enum dom_marks */
    guint32 len;                      /* of text */
    const char *name;                 /* of an element, in lower case */
    const char *text;                 /* of HTML_TEXT: no NUL at its end */
    struct dom_attribute *attributes; /* may be shared with copies: change by dom_set_attribute() */
    struct dom_node *parent, *first, *last, *prev, *next;
    struct dom_sums sums;
    double score;
};

enum dom_marks {
    DOM_STALE = 1 << 0,      /* sums are to be counted anew */
    DOM_SCORED = 1 << 1,     /* score counts */
    DOM_DATA_TABLE = 1 << 2, /* a table for its rows and columns, not for the layout */
    DOM_HIDDEN = 1 << 3,
    DOM_UNLIKELY_ROLE = 1 << 4,
    DOM_BYLINE = 1 << 5, /* says that it names the author */
    DOM_VIDEO = 1 << 6,  /* a frame that shows a video */
    DOM_CHOSEN = 1 << 7, /* by a rule for the site */
    DOM_OPEN = 1 << 8,   /* while the tree is built */
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
};

/* The tree of text[0..len), clean UTF-8 that must outlive the arena's content: by the rules of HTML
 * 13.2 without scripts, styles, comments and templates; formatting elements are not opened again.
 * Takes linear time. Free page->scripts. */
void dom_parse(struct dom_page *page, struct arena *arena, const char *text, size_t len);

enum html_tag dom_find_tag(const char *name, size_t len); /* name in lower case */
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

/* The sums of node, counted anew where something below it changed. */
const struct dom_sums *dom_get_sums(struct dom_node *node);
guint32 dom_get_len(struct dom_node *node);
double dom_get_link_density(struct dom_node *node);
guint32 dom_sums_len(const struct dom_sums *sums);

/* The words below node: white space collapsed, at most max_bytes. The caller's. */
char *dom_get_words(const struct dom_node *node, size_t max_bytes);

/* The character at p < end is white space (also no-break and other Unicode spaces): its bytes, else
 * 0. */
size_t dom_space_len(const char *p, const char *end);

#endif
