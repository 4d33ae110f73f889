/* SPDX-License-Identifier: MIT */
/* When each feed is fetched again, and why. */
#include "app/schedule.h"

#include "base/hash.h"
#include "config/subscription.h"
#include "store/rhythm.h"

#include <string.h>

#define MINUTE ((gint64)60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define YEAR (365 * DAY)
#define ASKED_PER_GAP 4  /* so that an article is a quarter of the usual gap late at most */
#define SILENCE_FACTOR 4 /* a feed that has been silent for so many gaps slows down */
#define SHORTEST_WAIT (15 * MINUTE)
#define LONGEST_WAIT (12 * HOUR)
#define UNKNOWN_WAIT HOUR /* where nothing is known of a feed */
#define LONGEST_WISH DAY  /* what a feed or a server may ask for */
#define SPREAD_PARTS 1000 /* a hundred steps of a thousandth: a tenth */

/* The reasons, as kept in the archive, and what people read; %s is a span of time. */
enum reason {
    REASON_RHYTHM,
    REASON_UNKNOWN,
    REASON_OPTION,
    REASON_TTL,
    REASON_PERIOD,
    REASON_CACHE,
    REASON_SKIPPED,
    REASON_FAILURE,
    REASON_RETRY_AFTER,
    REASON_GONE,
    REASON_NEVER,
    REASON_HELD,
    N_REASONS
};

static const struct {
    const char *word, *text;
} reasons[] = {
    [REASON_RHYTHM] = { "rhythm", "its rhythm" },
    [REASON_UNKNOWN] = { "unknown", "its rhythm is not known yet" },
    [REASON_OPTION] = { "refresh", "refresh is set" },
    [REASON_TTL] = { "ttl", "the feed's ttl" },
    [REASON_PERIOD] = { "period", "the feed's update period" },
    [REASON_CACHE] = { "cache", "the server's cache time" },
    [REASON_SKIPPED] = { "skip", "hours the feed skips" },
    [REASON_FAILURE] = { "failure", "it failed" },
    [REASON_RETRY_AFTER] = { "retry-after", "the server asked to wait" },
    [REASON_GONE] = { "gone", "it is gone" },
    [REASON_NEVER] = { "never", "refresh is 0" },
    [REASON_HELD] = { FEED_HELD, "waiting for its host's limit" },
};
static_assert(G_N_ELEMENTS(reasons) == N_REASONS, "one text for each reason");

struct plan {
    gint64 wait_s;
    enum reason reason;
};

static void plan_raise(struct plan *plan, gint64 wait_s, enum reason reason)
{
    if (wait_s > plan->wait_s)
        *plan = (struct plan){ wait_s, reason };
}

static struct plan plan_by_rhythm(const struct feed_rhythm *rhythm, gint64 now)
{
    const gint64 silence = rhythm->newest_at ? MAX(now - rhythm->newest_at, 0) : -1;
    gint64 gap = MAX(rhythm->gap_s, 0);
    if (rhythm->gap_s < 0 && silence < 0)
        return (struct plan){ UNKNOWN_WAIT, REASON_UNKNOWN };
    gap = rhythm->gap_s < 0 ? silence : MAX(gap, silence / SILENCE_FACTOR);
    return (struct plan){ CLAMP(gap / ASKED_PER_GAP, SHORTEST_WAIT, LONGEST_WAIT), REASON_RHYTHM };
}

/* The hour of the day and the day of the week of a unix time, which began on a Thursday. */
static bool is_skipped(const struct feed_rhythm *rhythm, gint64 at)
{
    const gint64 hour = at / HOUR % 24, weekday = (at / DAY + 4) % 7;
    return (rhythm->skip_hours >> hour & 1) || (rhythm->skip_days >> weekday & 1);
}

/* The first time from at on that the feed does not skip; at itself if it skips everything. */
static gint64 leave_out(const struct feed_rhythm *rhythm, gint64 at)
{
    gint64 next = at;
    for (guint i = 0; i <= 7 * 24; i++, next = (next / HOUR + 1) * HOUR)
        if (!is_skipped(rhythm, next))
            return next;
    return at;
}

static struct plan plan_success(const struct schedule_facts *facts)
{
    if (facts->refresh_s > 0)
        return (struct plan){ facts->refresh_s, REASON_OPTION };
    struct plan plan = plan_by_rhythm(&facts->rhythm, facts->now);
    plan_raise(&plan, MIN(facts->rhythm.ttl_s, LONGEST_WISH), REASON_TTL);
    plan_raise(&plan, MIN(facts->rhythm.period_s, LONGEST_WISH), REASON_PERIOD);
    plan_raise(&plan, MIN(facts->max_age_s, LONGEST_WISH), REASON_CACHE);
    if (facts->max_age_s < 0 && facts->expires_at)
        plan_raise(&plan, MIN(facts->expires_at - facts->now, LONGEST_WISH), REASON_CACHE);
    return plan;
}

static struct plan plan_failure(const struct schedule_facts *facts)
{
    const gint64 first = facts->refresh_s > 0 ? facts->refresh_s : SHORTEST_WAIT;
    gint64 wait_s = first;
    for (guint i = 0; i < facts->n_failures && wait_s < DAY; i++)
        wait_s *= 2;
    return (struct plan){ MIN(wait_s, MAX(DAY, first)), REASON_FAILURE };
}

struct schedule schedule_next(const struct schedule_facts *facts)
{
    if (facts->is_gone)
        return (struct schedule){ 0, reasons[REASON_GONE].word };
    if (!facts->refresh_s)
        return (struct schedule){ 0, reasons[REASON_NEVER].word };
    struct plan plan = facts->is_success ? plan_success(facts) : plan_failure(facts);
    const gint64 step = (gint64)(hash_bytes(&facts->feed_id, sizeof facts->feed_id) % 100);
    gint64 at = facts->now + plan.wait_s + step * plan.wait_s / SPREAD_PARTS;
    if (facts->is_success && facts->refresh_s == OPTION_AUTO) {
        const gint64 kept = leave_out(&facts->rhythm, at);
        if (kept > at)
            plan.reason = REASON_SKIPPED;
        at = kept;
    }
    const gint64 wished =
        MAX(facts->wait_until, facts->retry_after_s > 0 ? facts->now + facts->retry_after_s : 0);
    if (wished > at)
        return (struct schedule){ wished, reasons[REASON_RETRY_AFTER].word };
    return (struct schedule){ at, reasons[plan.reason].word };
}

static int compare_newest_first(gconstpointer a, gconstpointer b)
{
    const gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
    return left < right ? 1 : left > right ? -1 : 0;
}

/* Dates of the articles, the newest first; dates in the future are ignored. */
static GArray *collect_dates(const struct feed_document *document, gint64 now)
{
    GArray *dates = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (const struct feed_item *item = document->items; item; item = item->next) {
        const gint64 at =
            item->published_at != FEED_NO_TIME ? item->published_at : item->updated_at;
        if (at != FEED_NO_TIME && at > 0 && at <= now)
            g_array_append_val(dates, at);
    }
    g_array_sort(dates, compare_newest_first);
    return dates;
}

void schedule_measure(const struct feed_document *document, gint64 now, struct feed_rhythm *rhythm)
{
    rhythm->ttl_s = document->ttl_s;
    rhythm->period_s = document->period_s;
    rhythm->skip_hours = document->skip_hours;
    rhythm->skip_days = document->skip_days;
    g_autoptr(GArray) dates = collect_dates(document, now);
    if (!dates->len)
        return;
    rhythm->newest_at = MAX(rhythm->newest_at, g_array_index(dates, gint64, 0));
    if (rhythm->gap_s < 0) /* the archive knows more, once it knows */
        rhythm->gap_s = rhythm_measure((const gint64 *)(void *)dates->data, dates->len);
}

gint64 schedule_get_due(const struct feed_row *row, const struct subscription *subscription)
{
    const gint64 refresh_s = options_get_number(subscription->options, OPTION_REFRESH);
    if (!refresh_s || row->is_gone)
        return 0;
    if (g_strcmp0(row->next_reason, FEED_HELD) == 0)
        return MAX(row->next_fetch_at, 1);
    if (!row->last_fetch_at)
        return 1;
    /* "refresh" was set since: it counts at once, unless there is a reason to wait */
    if (refresh_s > 0 && !row->n_failures && row->next_fetch_at > row->last_fetch_at + refresh_s)
        return row->last_fetch_at + refresh_s;
    return row->next_fetch_at;
}

static char *format_span(gint64 seconds)
{
    if (seconds < 100 * MINUTE)
        return g_strdup_printf("%d min", (int)MAX((seconds + 30) / MINUTE, 1));
    if (seconds < 2 * DAY)
        return g_strdup_printf("%d h", (int)((seconds + HOUR / 2) / HOUR));
    if (seconds < 100 * DAY)
        return g_strdup_printf("%d days", (int)((seconds + DAY / 2) / DAY));
    if (seconds < 2 * YEAR)
        return g_strdup_printf("%d months", (int)(seconds / (30 * DAY)));
    return g_strdup_printf("%d years", (int)(seconds / YEAR));
}

/* Why, with the figure that makes it clear. */
static char *describe_reason(const struct feed_row *row, gint64 now)
{
    enum reason reason = REASON_UNKNOWN;
    for (guint i = 0; row->next_reason && i < N_REASONS; i++)
        if (strcmp(reasons[i].word, row->next_reason) == 0)
            reason = i;
    if (reason == REASON_FAILURE && row->n_failures > 1)
        return g_strdup_printf("it failed %u times in a row", row->n_failures);
    if (reason != REASON_RHYTHM)
        return g_strdup(reasons[reason].text);
    const gint64 gap = row->rhythm.gap_s;
    const gint64 silence = row->rhythm.newest_at ? now - row->rhythm.newest_at : 0;
    const bool is_silent = gap < 0 || silence > SILENCE_FACTOR * MAX(gap, DAY);
    g_autofree char *span = format_span(is_silent ? silence : gap);
    return g_strdup_printf(is_silent ? "nothing new for %s" : "an article about every %s", span);
}

char *schedule_describe(const struct feed_row *row, const struct subscription *subscription,
                        gint64 now)
{
    if (!subscription)
        return g_strdup("not any more: it is not in the feeds file");
    const gint64 due = schedule_get_due(row, subscription);
    if (row->is_gone)
        return g_strdup("not by itself: the server says it is gone for good");
    if (!due)
        return g_strdup(options_get_number(subscription->options, OPTION_REFRESH)
                            ? "not by itself"
                            : "not by itself: refresh is 0");
    if (due == 1)
        return g_strdup("now: it was never fetched");
    g_autofree char *reason = due == row->next_fetch_at ? describe_reason(row, now)
                                                        : g_strdup(reasons[REASON_OPTION].text);
    g_autofree char *span = format_span(due - now);
    return due <= now ? g_strdup_printf("now: %s", reason)
                      : g_strdup_printf("in %s: %s", span, reason);
}
