/* SPDX-License-Identifier: MIT */
/* The article out of the answer to a request for its page. */
#ifndef ARTICLE_FULL_TEXT_READ_H
#define ARTICLE_FULL_TEXT_READ_H

#include "app/document_fetch.h"

#include <glib.h>
#include <stdbool.h>

/* One page of an article. Strings are its own, or NULL. */
struct full_text_piece {
    char *html;         /* NULL: error says why */
    char *error;        /* "HTTP 404", "login wall", … */
    char *url;          /* where it came from in the end */
    char *next_url;     /* the article goes on there */
    char *version_url;  /* another version of the page, that it names; or NULL */
    bool wants_version; /* that one is to be read, as the user says */
    guint n_words,
        n_promised; /* words that it has; that the page says the article has, 0: it does not */
    guint64 wire_bytes;
    bool is_cancelled;
};

/* Reads answers; its data is an array of rules (extract_rule.h), its result a struct
 * full_text_piece. */
extern const struct document_reader full_text_reader;

/* The better one of a page (NULL: none) and the version that it names. */
const struct full_text_piece *full_text_choose(const struct full_text_piece *page,
                                               const struct full_text_piece *version);

/* What was fetched in the background, in a line. Caller frees. full_text_summary.c */
struct full_text_progress;
struct picture_harvest_sum;
char *full_text_summarize(const struct full_text_progress *progress, guint n_left_out,
                          const struct picture_harvest_sum *sum);

/* The hosts are one, or one lies in the other's domain. */
bool full_text_is_same_site(const char *a, const char *b);

#endif
