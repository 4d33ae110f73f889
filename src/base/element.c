/* SPDX-License-Identifier: MIT */
/* The elements of HTML, found by name. */
#include "base/element.h"

#include <glib.h>
#include <string.h>

#define LONGEST_NAME 10

struct element {
    const char *name;
    size_t len;
    enum html_kind kind;
};

static const struct element elements[HTML_N_TAGS] = {
    [HTML_TEXT] = { "", 0, HTML_INLINE },
    [HTML_UNKNOWN] = { "", 0, HTML_INLINE },
#define ELEMENT(id, name, kind) [HTML_##id] = { name, sizeof name - 1, kind },
#include "base/element.def"
#undef ELEMENT
};

enum html_tag element_find(const char *name, size_t len)
{
    g_assert(name || !len);
    guint low = HTML_UNKNOWN + 1, high = HTML_N_TAGS;
    char lower[LONGEST_NAME];
    if (len > LONGEST_NAME)
        return HTML_UNKNOWN;
    for (size_t i = 0; i < len; i++)
        lower[i] = g_ascii_tolower(name[i]);
    while (low < high) {
        const guint middle = (low + high) / 2;
        const struct element *row = &elements[middle];
        int order = memcmp(lower, row->name, MIN(len, row->len));
        if (!order)
            order = len < row->len ? -1 : len > row->len;
        if (!order)
            return (enum html_tag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HTML_UNKNOWN;
}

const char *element_get_name(enum html_tag tag)
{
    g_assert(tag < HTML_N_TAGS);
    return elements[tag].name;
}

enum html_kind element_get_kind(enum html_tag tag)
{
    g_assert(tag < HTML_N_TAGS);
    return elements[tag].kind;
}
