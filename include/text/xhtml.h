/* SPDX-License-Identifier: MIT */
/* HTML from outside as XHTML for books: well-formed, harmless, and without parts that are useless
 * in a book. Pure functions; any thread. */
#ifndef TEXT_XHTML_H
#define TEXT_XHTML_H

#include <stddef.h>

/* Where the pictures are. */
struct xhtml_pictures {
    /* The address in the book of the picture at url (absolute); borrowed; NULL: it is named. */
    const char *(*find)(void *data, const char *url);
    void *data;
};

/* html as content for the body of an XHTML document, its links resolved against base_url (or NULL):
 * well-formed whatever html is. Source: EPUB 3.3, 6.1. Caller frees. */
char *xhtml_format(const char *html, size_t len, const char *base_url,
                   const struct xhtml_pictures *pictures);

#endif
