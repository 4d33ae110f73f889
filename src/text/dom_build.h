/* SPDX-License-Identifier: MIT */
/* Inside text: tags and texts of a page, one after the other, put together to a tree. */
#ifndef TEXT_DOM_BUILD_H
#define TEXT_DOM_BUILD_H

#include "dom.h"

struct dom_builder {
    struct dom_page *page;
    struct arena *arena;
    struct dom_node *stack[DOM_MAX_DEPTH]; /* what is open; html at its bottom */
    guint depth;
    guint skipped; /* open tags that came too deep */
    guint n_nodes;
    guint foreign; /* depth from which on it is svg or math; 0: it is not */
    guint16 n_open[HTML_N_TAGS];
    bool is_in_body;
};

struct dom_tag {
    enum html_tag tag;
    const char *name; /* in lower case */
    struct dom_attribute *attributes;
    bool closes_itself;
};

void dom_build_start(struct dom_builder *builder, struct dom_page *page, struct arena *arena);
void dom_build_open(struct dom_builder *builder, const struct dom_tag *tag);
void dom_build_close(struct dom_builder *builder, enum html_tag tag, const char *name);
void dom_build_text(struct dom_builder *builder, const char *text, size_t len);

#endif
