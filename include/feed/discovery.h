/* SPDX-License-Identifier: MIT */
/* Where the feeds of a site may be: from its URL, its page, its header lines. Candidates only:
 * whether one is a feed is known after it is fetched. No network, no state; any thread. Any input
 * is allowed; time is linear in its length. */
#ifndef FEED_DISCOVERY_H
#define FEED_DISCOVERY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum discovery_source {
    DISCOVERY_ITSELF,     /* the address is a feed */
    DISCOVERY_ADDRESS,    /* made from the address of a known service */
    DISCOVERY_LINK,       /* <link rel="alternate"> or what the page says of itself */
    DISCOVERY_HEADER,     /* Link: of the answer (RFC 8288) */
    DISCOVERY_ANCHOR,     /* a link that people see */
    DISCOVERY_WELL_KNOWN, /* a place where feeds often are */
    DISCOVERY_SOURCES
};

/* Strings are clean UTF-8 of one line. */
struct discovery_candidate {
    char *url;   /* http or https, absolute, without user, password and fragment */
    char *title; /* as the page calls it, or NULL */
    char *type;  /* a MIME type in lower case, or NULL */
    enum discovery_source source;
    guint rank;     /* the lower, the likelier the main feed */
    bool is_lookup; /* the address has a document that discovery_find_in_lookup() reads */
};

void discovery_candidate_free(struct discovery_candidate *candidate);

/* A list that the functions below add to: of struct discovery_candidate *, each address once,
 * bounded, with a free function. g_ptr_array_unref(). */
GPtrArray *discovery_list_new(void);

/* "feed", "link" …: how a source is called in JSON. Static. */
const char *discovery_format_source(enum discovery_source source);

/* Reads a typed address: feed:, itpc:, podcast: and a missing scheme become https. *is_guess (may
 * be NULL): the scheme was missing, so that http is worth a try. NULL if it is not a web address:
 * another scheme, no host, blanks inside. Caller frees. */
char *discovery_read_address(const char *typed, bool *is_guess);

/* The feeds of a known service at url: its channels, projects, profiles. */
void discovery_find_by_address(const char *url, GPtrArray *candidates);

/* Link elements and anchors of a page, bytes[0..len) as they came from url with the Content-Type
 * header (may be NULL). */
void discovery_find_in_page(const char *bytes, size_t len, const char *content_type,
                            const char *url, GPtrArray *candidates);

/* The value of a Link header (several joined by commas) of the answer from url. */
void discovery_find_in_header(const char *value, const char *url, GPtrArray *candidates);

/* The answer of a directory (Apple's podcast lookup: JSON with feedUrl). */
void discovery_find_in_lookup(const char *bytes, size_t len, GPtrArray *candidates);

/* The usual places, in the folder of url and on its host: for when nothing else was found. */
void discovery_find_well_known(const char *url, GPtrArray *candidates);

#endif
