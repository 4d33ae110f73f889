/* SPDX-License-Identifier: MIT */
/* What was taken from the page of an article, beside the text that its feed gave. */
#ifndef STORE_PAGE_TEXT_H
#define STORE_PAGE_TEXT_H

#include "store/store.h"

/* The text of a page, or why there is none. Strings are its own. */
struct page_text {
    gint64 fetched_at; /* unix time */
    char *content;     /* HTML; NULL: error says why */
    gsize content_len;
    char *url;   /* where it came from in the end, or NULL */
    char *error; /* one line, or NULL */
    guint n_words;
};

/* NULL is allowed. */
void page_text_free(struct page_text *text);

/* That of the article; the caller's. NULL where its page was never asked for, or with error. */
struct page_text *store_get_page_text(struct store *store, gint64 item_id, GError **error);

/* Keeps text for the article; the search index follows. A failure does not replace a text: then
 * nothing is done, nor where there is no such article. */
bool store_set_page_text(struct store *store, gint64 item_id, const struct page_text *text,
                         GError **error);

/* Forgets it; the search index follows. */
bool store_clear_page_text(struct store *store, gint64 item_id, GError **error);

/* Leaves in ids (of gint64) the first max articles that have an address of http or https but no
 * text of their page, and were not asked for in vain at or after failed_since. */
bool store_filter_pageless(struct store *store, GArray *ids, guint max, gint64 failed_since,
                           GError **error);

#endif
