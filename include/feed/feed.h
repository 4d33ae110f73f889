/* SPDX-License-Identifier: MIT */
/* The bytes of a feed in any dialect in, one model out. A pure function of its arguments: no
 * network, no global state, no files but the system's tz database (for dates that name a place), so
 * that it can run in a confined process. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "feed/model.h"

#define FEED_ERROR feed_error_quark()
GQuark feed_error_quark(void);

enum feed_error {
    FEED_ERROR_EMPTY,      /* nothing, or white space */
    FEED_ERROR_NOT_A_FEED, /* a page, a sitemap, nonsense; the message says what it looks like */
    FEED_ERROR_TOO_LARGE,
};

struct feed_options {
    const char *base_url;     /* where the document came from, or NULL */
    const char *content_type; /* the HTTP header, or NULL */
    size_t max_items;         /* items beyond are left out; 0: 100,000, which is the most */
};

/* Reads bytes[0..len) into a model; does not change them. options may be NULL. NULL and a
 * FEED_ERROR whose message follows a feed's name ("is an HTML page, not a feed"). An XML error
 * costs only what is broken; the rest is read. Any thread (call feed_start() once before, from the
 * first). Free with feed_document_free(). */
struct feed_document *feed_parse(const char *bytes, size_t len, const struct feed_options *options,
                                 GError **error);

void feed_document_free(struct feed_document *document);

/* Prepares libxml2 for threads / releases it at exit. */
void feed_start(void);
void feed_stop(void);

#endif
