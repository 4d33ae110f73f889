/* SPDX-License-Identifier: MIT */
/* Inside article: articles as a book, written by whoever has a source of them. */
#ifndef ARTICLE_ARTICLE_BOOK_H
#define ARTICLE_ARTICLE_BOOK_H

#include "article/choice.h"

/* Writes the articles with the ids, in their order, as one book to path. is_unwanted: another thread
 * sets it where the book is to be given up; or NULL. False and error as article_save_book(). The
 * source's thread; waits for the disk. */
bool book_write(const struct text_source *source, const _Atomic bool *is_unwanted,
                const gint64 *ids, guint n, const char *path, GError **error);

/* Writes the articles with the ids as one book to path, on a thread of its own. EVENT_MESSAGE follows.
 * False and error where path exists or another book is being written. App's thread. */
bool book_post(struct app *app, const gint64 *ids, guint n, const char *path, GError **error);

#endif
