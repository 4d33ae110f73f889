/* SPDX-License-Identifier: MIT */
/* When each feed is asked again, and why. Pure functions of what is known of the feed; any thread.
 */
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
    gint64 max_age_s;     /* Cache-Control; at most 0: none */
    gint64 expires_at;    /* Expires; 0: none */
    gint64 retry_after_s; /* at most 0: none */
    gint64 wait_until;    /* the host wants nothing before; 0: it did not say so */
};

struct schedule {
    gint64 next_at;     /* unix time; 0: not by itself */
    const char *reason; /* static: what is kept as feed_row.next_reason */
};

/* The rule. "refresh" of the user's counts as it is. Otherwise a feed is asked four times in its
 * usual time between two articles (or since its last one, if that is longer by far), at least every
 * 12 hours, at most every 15 minutes; an hour where nothing is known. It waits longer if the feed
 * (ttl, sy:updatePeriod) or the server (Cache-Control, Expires) says so, up to a day, and leaves
 * out skipHours and skipDays. After a failure 15 minutes (or "refresh"), doubled each time, up to a
 * day. All of it is spread by up to a tenth; Retry-After and a host that asked to be left alone are
 * always obeyed. */
struct schedule schedule_next(const struct schedule_facts *facts);

/* Puts what a document says of itself into rhythm, and its newest date; the gap only where the
 * archive does not know it yet. */
void schedule_measure(const struct feed_document *document, gint64 now, struct feed_rhythm *rhythm);

/* When the feed is to be asked, by the archive and by what its subscription says now; 0: not by
 * itself; never fetched: 1. */
gint64 schedule_get_due(const struct feed_row *row, const struct subscription *subscription);

/* "in 2 h: an article about every 8 h", "not by itself: refresh is 0". The caller's. */
char *schedule_describe(const struct feed_row *row, const struct subscription *subscription,
                        gint64 now);

#endif
