/* SPDX-License-Identifier: MIT */
/* The one model that every dialect is read into. All of it, and every string, lives in the
 * document's arena. Strings are valid UTF-8 without control characters (but newlines and tabs in
 * html and text) or NULL where the feed has none; times are unix seconds or FEED_NO_TIME. */
#ifndef FEED_MODEL_H
#define FEED_MODEL_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>

#define FEED_NO_TIME G_MININT64

struct feed_person {
    const char *name, *url, *email, *avatar;
    struct feed_person *next;
};

struct feed_tag {
    const char *name;
    struct feed_tag *next;
};

/* The type of an enclosure that lists the chapters of the others (JSON Chapters 1.2). */
#define FEED_CHAPTERS_TYPE "application/json+chapters"
/* How its address begins where the feed itself has the chapters (psc:chapters); base64 follows. */
#define FEED_CHAPTERS_DATA "data:" FEED_CHAPTERS_TYPE ";base64,"

struct feed_enclosure {
    const char *url, *type, *title;
    const char *description; /* one line: what a picture shows (media:description), or NULL */
    const char *medium;      /* Media RSS: "image", "video", …, in lower case, or NULL */
    guint32 width, height;   /* in pixels; 0: unknown */
    gint64 size_bytes;       /* -1: unknown */
    double duration_s;       /* -1: unknown; JSON Feed has fractions */
    bool is_chapters;        /* named by podcast:chapters: not for listening */
    struct feed_enclosure *next;
};

struct feed_item {
    const char *guid;         /* as the feed wrote it, or NULL */
    const char *url;          /* the page; absolute */
    const char *external_url; /* JSON Feed: what the item is about */
    const char *title;        /* plain text, white space collapsed */
    const char *html;         /* the fullest text as HTML, as it came (not cleaned), or NULL */
    const char *text;         /* where the fullest text is plain: that, and html is NULL */
    const char *base_url;     /* what addresses in html are relative to */
    const char *summary;      /* the shorter of two texts: plain text, or HTML if summary_is_html */
    bool summary_is_html;
    const char *image, *thumbnail, *language, *comments_url;
    const char *source_title, *source_url;
    bool has_point;
    double latitude, longitude;
    gint64 published_at, updated_at;
    bool published_is_day, updated_is_day; /* a day without a time: at midnight UTC */
    struct feed_person *authors;
    struct feed_tag *tags;
    struct feed_enclosure *enclosures;
    struct feed_item *next;
};

struct feed_document {
    struct arena *arena;
    const char *format; /* "rss-2.0", "atom-1.0", "json-feed-1.1", … */
    const char *title, *site_url, *self_url, *description, *language, *icon, *image;
    const char *generator, *copyright, *hub, *next_url;
    gint64 updated_at;
    gint64 ttl_s;    /* -1: none */
    gint64 period_s; /* between changes, as sy:updatePeriod and sy:updateFrequency say; -1: none */
    guint32 skip_hours; /* bit h: nothing is new from h to h + 1 o'clock UTC (RSS skipHours) */
    guint8 skip_days;   /* bit d: nothing is new that day, Sunday being 0 (RSS skipDays) */
    struct feed_person *authors;
    struct feed_tag *tags;
    struct feed_item *items; /* in the order of the document */
    guint n_items;
};

#endif
