/* SPDX-License-Identifier: MIT */
/* Inside article: a book of chapters and pictures in one file, EPUB 3.3 that readers of EPUB 2
 * open, too. One thread at a time. */
#ifndef ARTICLE_EPUB_H
#define ARTICLE_EPUB_H

#include <glib.h>
#include <stdbool.h>

struct epub;

/* What the book is; strings are borrowed for the call. */
struct epub_facts {
    const char *id;       /* an address of its own, such as "urn:uuid:…" */
    const char *title;    /* never NULL */
    const char *author;   /* or NULL */
    const char *language; /* BCP 47; NULL: not known */
    const char *source;   /* address of what it was made from, or NULL */
    gint64 published_at;  /* unix time; 0: unknown */
    gint64 modified_at;   /* unix time */
};

/* False where this program was built without libzip: then there are no books. */
bool epub_is_possible(void);

/* A book that begins with a cover page: its title, and body, well-formed XHTML. Free with
 * epub_free(). */
struct epub *epub_new(const struct epub_facts *facts, const char *cover);
void epub_free(struct epub *epub);

/* Adds a chapter with a title; body is well-formed XHTML. */
void epub_add_chapter(struct epub *epub, const char *title, const char *body);

/* Adds a picture of len bytes, which it takes; NULL where a book can't have its format, else its
 * address for the chapters, the book's. */
const char *epub_take_picture(struct epub *epub, char *bytes, gsize len);

/* Writes path, whole or not at all. */
bool epub_save(struct epub *epub, const char *path, GError **error);

#endif
