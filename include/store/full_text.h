/* SPDX-License-Identifier: MIT */
/* The text that was extracted from an article's page, beside the text that its feed gave. */
#ifndef STORE_PAGE_TEXT_H
#define STORE_PAGE_TEXT_H

#include "store/store.h"

/* The text of a page, or the reason why there is no text. It owns its strings. */
struct full_text {
    gint64 fetched_at; /* unix time */
    char *content;     /* HTML; NULL: error says why */
    gsize content_len;
    char *url;   /* the address after redirects, or NULL */
    char *error; /* one line, or NULL */
    guint n_words;
};

/* NULL is allowed. */
void full_text_free(struct full_text *text);

/* The text of the article's page. Free with full_text_free(). NULL if the page was never fetched,
 * or NULL with a STORE_ERROR. */
struct full_text *store_get_full_text(struct store *store, gint64 item_id, GError **error);

/* Stores text for the article; the search index follows. A failure (text->error) does not replace a
 * text, and without such an article nothing is done. Returns false with a STORE_ERROR. Writable
 * handle only. */
bool store_set_full_text(struct store *store, gint64 item_id, const struct full_text *text,
                         GError **error);

/* Deletes the text; the search index follows. Returns false with a STORE_ERROR. Writable handle
 * only. */
bool store_clear_full_text(struct store *store, gint64 item_id, GError **error);

/* Reduces ids (of gint64) to the first max articles that have an http or https address but no text
 * of their page, and whose page was not fetched without success at or after failed_since. Returns
 * false with a STORE_ERROR. */
bool store_filter_without_full_text(struct store *store, GArray *ids, guint max,
                                    gint64 failed_since, GError **error);

#endif
