/* SPDX-License-Identifier: MIT */
/* When each feed is fetched again, and why. Pure functions of what is known of the feed. Any
 * thread. */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "feed/model.h"
#include "store/feed_row.h"

struct subscription;

/* What is known when a fetch has ended. */
struct schedule_facts {
    gint64 feed_id, now;
    gint64 refresh_s; /* the option "refresh": OPTION_AUTO, or seconds; 0: never by itself */
    struct feed_rhythm rhythm;
    bool is_success, is_gone;
    guint n_failures;     /* in a row, before this fetch */
    gint64 max_age_s;     /* Cache-Control; at most 0: not sent */
    gint64 expires_at;    /* Expires; 0: not sent */
    gint64 retry_after_s; /* at most 0: not sent */
    gint64 wait_until;    /* the host wants nothing before; 0: it did not say so */
};

struct schedule {
    gint64 next_at;     /* unix time; 0: not by itself */
    const char *reason; /* static: what is kept as feed_row.next_reason */
};

/* The rule. The user's "refresh" is obeyed as it is. Otherwise a feed is fetched four times in its
 * usual time between two articles (or in the time since its last article, if that is much longer),
 * at least every 12 hours, at most every 15 minutes; every hour where nothing is known. It waits
 * longer if the feed (ttl, sy:updatePeriod) or the server (Cache-Control, Expires) says so, up to a
 * day, and leaves out skipHours and skipDays. After a failure 15 minutes (or "refresh"), doubled
 * each time, up to a day. All of it is spread by up to a tenth; Retry-After, and the wish of a host
 * to be left alone, are always obeyed. */
struct schedule schedule_next(const struct schedule_facts *facts);

/* Puts what a document says of itself into rhythm, and its newest date; the gap only where the
 * archive does not know it yet. */
void schedule_measure(const struct feed_document *document, gint64 now, struct feed_rhythm *rhythm);

/* Returns when the feed is due (unix time), by the archive and by what its subscription says now;
 * 0: never automatically; 1: it was never fetched. */
gint64 schedule_get_due(const struct feed_row *row, const struct subscription *subscription);

/* "in 2 h: an article about every 8 h", "not by itself: refresh is 0". Caller frees. */
char *schedule_describe(const struct feed_row *row, const struct subscription *subscription,
                        gint64 now);

#endif
