/* SPDX-License-Identifier: MIT */
/* The elements of HTML: the one table for tokens, words and trees. Any thread. */
#ifndef BASE_ELEMENT_H
#define BASE_ELEMENT_H

#include <stddef.h>

enum html_tag {
    HTML_TEXT, /* text between elements, where a tree has nodes for both */
    HTML_UNKNOWN,
#define ELEMENT(id, name, kind) HTML_##id,
#include "base/element.def"
#undef ELEMENT
    HTML_N_TAGS
};

enum html_kind {
    HTML_INLINE,
    HTML_BLOCK, /* stands on lines of its own */
    HTML_VOID,  /* has no content */
    HTML_SKIP,  /* never shown, nor is what it contains */
};

/* The element called name[0..len), in any case; HTML_UNKNOWN for a name that HTML does not have. */
enum html_tag element_find(const char *name, size_t len);

/* In lower case, static; "" for HTML_TEXT and HTML_UNKNOWN. */
const char *element_get_name(enum html_tag tag);
enum html_kind element_get_kind(enum html_tag tag);

#endif
