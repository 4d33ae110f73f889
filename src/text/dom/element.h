/* SPDX-License-Identifier: MIT */
/* Inside text: the elements of HTML that mean something to us. */
#ifndef TEXT_ELEMENT_H
#define TEXT_ELEMENT_H

#include <stddef.h>

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

/* The element called name[0..len), which is in lower case; HTML_UNKNOWN: none of ours. */
enum html_tag element_find(const char *name, size_t len);

const char *element_get_name(enum html_tag tag); /* static; "" where it has none */
enum html_kind element_get_kind(enum html_tag tag);

#endif
