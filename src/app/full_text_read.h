/* SPDX-License-Identifier: MIT */
/* The article out of the answer to a request for its page. */
#ifndef APP_FULL_TEXT_READ_H
#define APP_FULL_TEXT_READ_H

#include "page_fetch.h"

#include <glib.h>
#include <stdbool.h>

/* One page of an article. Strings are its own, or NULL. */
struct full_text_piece {
    char *html;     /* NULL: error says why */
    char *error;    /* "HTTP 404", "login wall", … */
    char *url;      /* where it came from in the end */
    char *next_url; /* the article goes on there */
    guint n_words;
    guint64 wire_bytes;
    bool is_cancelled;
};

/* Reads answers; its data is an array of rules (extract_rule.h), the page of the event a struct
 * full_text_piece. */
extern const struct page_reader full_text_reader;

/* The hosts are one, or one lies in the other's domain. */
bool full_text_is_same_site(const char *a, const char *b);

#endif
