/* SPDX-License-Identifier: MIT */
/* The header lines of an answer, hop after hop. Knows nothing of curl. */
#ifndef NET_HEADER_H
#define NET_HEADER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The fields of the last block of lines (RFC 9110, RFC 9111), and the result of all redirects. */
struct header {
    guint status;
    char *etag, *last_modified, *content_type;
    char *link;                      /* all Link fields, joined by ", " */
    gint64 retry_after_s;            /* -1: not sent; at most 31 days */
    gint64 max_age_s;                /* -1: not sent */
    gint64 expires_at;               /* 0: not sent */
    gint64 range_start, range_total; /* of Content-Range, in bytes; -1: not sent */

    char *location; /* of the block that is being read */
    char *url;      /* where the last hop led */
    /* where the first hops led, as long as all were permanent; NULL: the first was not */
    char *moved_to;
    bool was_temporary;
    guint n_hops;
    bool is_redirect; /* the last block redirects to url */

    GHashTable *fields; /* all fields of the last block, names in lower case; NULL: none */
    gsize fields_len;   /* their size in bytes */
};

/* url is the address of the request. */
void header_init(struct header *header, const char *url);
void header_clear(struct header *header);

/* Reads one line as it arrived, with or without its line end; now is unix time. */
void header_read_line(struct header *header, const char *line, size_t len, gint64 now);

/* Reads the rate limit out of table (struct header's fields, or NULL): how many requests are left, and
 * in how many seconds there are more. Negative where it is not sent or not a number. now is unix
 * time: some servers send the time itself. */
void header_read_limits(GHashTable *table, gint64 now, double *n_remaining, gint64 *reset_s);

#endif
