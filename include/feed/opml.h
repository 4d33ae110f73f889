/* SPDX-License-Identifier: MIT */
/* OPML, the lists of feeds that readers exchange: read leniently, written as OPML 2. */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>

/* One subscription. Strings are clean single lines or NULL. */
struct opml_feed {
    const char *url;     /* never NULL; of a command feed "" */
    const char *command; /* what the file wants to be run in place of a fetch, or NULL */
    const char *filter;  /* what the file wants the feed to be piped through, or NULL */
    const char *text;    /* the name in the list the file comes from */
    const char *title;   /* the feed's own title */
    const char *site_url, *description;
    const char *const *tags; /* NULL-terminated, never NULL: categories, then the folder, "a/b" */
    guint line;              /* where its outline ends; from 1 */
};

/* An outline that is not a subscription. */
struct opml_skip {
    char *what; /* 'search folder "Unread"' */
    guint line;
};

struct opml {
    struct arena *arena; /* owns all strings, except in skips */
    const char *title;
    GArray *feeds; /* of struct opml_feed, in the order of the file */
    GArray *skips; /* of struct opml_skip */
};

/* Reads bytes[0..len) in any encoding: OPML 1 and 2, attributes in any case (xmlUrl, url), folders
 * as outlines around outlines, category (OPML 2.0: commas part them, a leading slash is dropped),
 * the attributes of Liferea (type, filtercmd), snownews (snow:filter) and newsboat ("|command" as
 * an address). Broken XML is mended as a feed's. Commands are kept apart from addresses and never
 * run. Time and memory are linear. NULL and FEED_ERROR whose message follows a file's name ("is not
 * an OPML file"). Any thread, after feed_start(). Free with opml_free(). */
struct opml *opml_parse(const char *bytes, gsize len, GError **error);
void opml_free(struct opml *opml);

/* feeds[0..n) as OPML 2: outlines in folders (the first tag with a slash, else the first tag), in
 * the order in which each folder comes first; more than one tag also as category. written_at is
 * unix time. Feeds with a command are left out. Caller frees. */
char *opml_format(const char *title, gint64 written_at, const struct opml_feed *feeds, guint n);

#endif
