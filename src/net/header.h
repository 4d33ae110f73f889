/* SPDX-License-Identifier: MIT */
/* The header lines of an answer, hop after hop. No curl here. */
#ifndef NET_HEADER_H
#define NET_HEADER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Fields of the last block of lines (RFC 9110, RFC 9111), and what all redirects together mean. */
struct header {
    guint status;
    char *etag, *last_modified, *content_type;
    char *link;                      /* all Link fields, joined by ", " */
    gint64 retry_after_s;            /* -1: not said; at most a day */
    gint64 max_age_s;                /* -1: not said */
    gint64 expires_at;               /* 0: not said */
    gint64 range_start, range_total; /* of Content-Range, in bytes; -1: not said */

    char *location; /* of the block being read */
    char *url;      /* where the last hop led */
    char *moved_to; /* where the first hops led, as long as all were permanent; NULL: none was */
    bool was_temporary;
    guint n_hops;
    bool is_redirect; /* the last block leads to url */

    GHashTable *fields; /* all fields of the last block, names in lower case; NULL: none */
    gsize fields_len;   /* bytes in them */
};

/* url is the address that is asked. */
void header_init(struct header *header, const char *url);
void header_clear(struct header *header);

/* One line as it came, with or without its end; now is unix time. */
void header_read_line(struct header *header, const char *line, size_t len, gint64 now);

#endif
