/* SPDX-License-Identifier: MIT */
/* A look at a document that may be a feed, or a page that names some. */
#ifndef SUBSCRIBE_DISCOVERY_LOOK_H
#define SUBSCRIBE_DISCOVERY_LOOK_H

#include "app/document_fetch.h"

#include <glib.h>
#include <stdbool.h>

/* What one document is. Strings may be NULL. */
struct look {
    guint status; /* of HTTP; 0: there was no answer */
    bool is_cancelled;
    char *error;    /* why there is nothing to read */
    char *url;      /* where it came from in the end */
    char *moved_to; /* its permanent new address, or NULL */
    bool is_feed;
    char *title, *format;
    guint n_items;
    gint64 newest_at;      /* unix time; 0: unknown */
    bool is_full_text;     /* most articles are there as a whole */
    guint64 items_hash;    /* feeds with the same articles have the same */
    GPtrArray *candidates; /* of struct discovery_candidate *: what a page names; NULL for a feed */
};

/* Reads answers; its result is a struct look. */
extern const struct document_reader look_reader;

#endif
