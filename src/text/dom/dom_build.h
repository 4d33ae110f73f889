/* SPDX-License-Identifier: MIT */
/* Inside text: tags and texts of a page, one after the other, put together to a tree. */
#ifndef TEXT_DOM_BUILD_H
#define TEXT_DOM_BUILD_H

#include "dom.h"

enum trait {
    CLOSES_P = 1 << 0,   /* its start tag ends a paragraph */
    SPECIAL = 1 << 1,    /* an end tag of something else does not reach beyond it */
    SCOPE = 1 << 2,      /* nor does any but a table's */
    FORMATTING = 1 << 3, /* may end in another order than it began */
    MARKER = 1 << 4,     /* formatting before it stays outside */
    TABLE_PART = 1 << 5, /* takes cells only: other things go before the table */
    VOID = 1 << 6,
    HEAD = 1 << 7,       /* may stand in the head */
    BREAKS_OUT = 1 << 8, /* ends svg and math */
    HEADING = 1 << 9,
};

#define DOM_MAX_FORMATS 64
#define DOM_SPARE_DEPTH 8 /* for what is implied by one tag */

struct dom_builder {
    struct dom_page *page;
    struct arena *arena;
    struct dom_node *stack[DOM_MAX_DEPTH]; /* what is open; html at its bottom */
    guint depth;
    guint n_nodes, max_nodes;
    guint foreign; /* depth from which on it is svg or math; 0: it is not */
    guint16 n_open[HTML_N_TAGS];
    /* formatting without its end tag; NULL: a cell begins */
    struct dom_node *formats[DOM_MAX_FORMATS];
    guint n_formats;
    bool is_in_body;
    bool skips_newline; /* right after <pre>: a line end there does not count */
    bool is_quirky;     /* no doctype of this century: tables stand inside paragraphs */
};

struct dom_tag {
    enum html_tag tag;
    const char *name; /* in lower case */
    struct dom_attribute *attributes;
    bool closes_itself;
};

void dom_build_start(struct dom_builder *builder, struct dom_page *page, struct arena *arena,
                     guint max_nodes);
void dom_build_open(struct dom_builder *builder, const struct dom_tag *tag);
void dom_build_close(struct dom_builder *builder, enum html_tag tag, const char *name);
void dom_build_text(struct dom_builder *builder, const char *text, size_t len);
void dom_build_reset(struct dom_builder *builder); /* nothing but the body is open any more */

/* Inside: what dom_build.c and dom_format.c share. */
extern const guint16 dom_traits[HTML_N_TAGS]; /* enum trait */
struct dom_node *dom_build_current(const struct dom_builder *builder);
void dom_build_push(struct dom_builder *builder, struct dom_node *node);
void dom_build_pop_to(struct dom_builder *builder, guint depth);
void dom_build_cut(struct dom_builder *builder, guint at, guint n); /* n of the stack, from at on */
/* Where tag is open and no element with one of stops stands between; 0: nowhere. */
guint dom_build_find_open(const struct dom_builder *builder, enum html_tag tag, guint16 stops);
void dom_build_append(struct dom_builder *builder, struct dom_node *node, bool goes_before_table);

void dom_format_enter(struct dom_builder *builder); /* a cell, an object */
void dom_format_leave(struct dom_builder *builder);
void dom_format_add(struct dom_builder *builder, struct dom_node *node);
bool dom_format_is_open(const struct dom_builder *builder, enum html_tag tag);
void dom_format_close(struct dom_builder *builder, enum html_tag tag);
void dom_format_drop(struct dom_builder *builder, enum html_tag tag); /* wherever it is open */
void dom_format_reopen(struct dom_builder *builder);

#endif
