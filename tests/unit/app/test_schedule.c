/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "app/schedule.h"
#include "config/subscription.h"
#include "store/rhythm.h"

#include <string.h>

#define MINUTE 60
#define HOUR 3600
#define DAY 86400
#define NOW ((gint64)1770000000) /* Monday, 2026-02-02 02:40 UTC */

/* A feed of which nothing is known, asked with success. */
static struct schedule_facts facts_new(gint64 gap_s)
{
    return (struct schedule_facts){
        .now = NOW,
        .refresh_s = OPTION_AUTO,
        .is_success = true,
        .max_age_s = -1,
        .retry_after_s = -1,
        .rhythm = { .ttl_s = -1,
                    .period_s = -1,
                    .gap_s = gap_s,
                    .newest_at = gap_s < 0 ? 0 : NOW - gap_s },
    };
}

/* The wait is at least wait_s and at most a tenth longer. */
static void assert_wait(const struct schedule_facts *facts, gint64 wait_s, const char *reason)
{
    const struct schedule schedule = schedule_next(facts);
    g_assert_cmpstr(schedule.reason, ==, reason);
    g_assert_cmpint(schedule.next_at, >=, NOW + wait_s);
    g_assert_cmpint(schedule.next_at, <=, NOW + wait_s + wait_s / 10);
}

static void rhythm_sets_the_interval(void)
{
    static const gint64 cases[][2] = {
        /* gap, wait */
        { -1, HOUR },      { MINUTE, 15 * MINUTE }, { 8 * HOUR, 2 * HOUR },
        { DAY, 6 * HOUR }, { 30 * DAY, 12 * HOUR },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct schedule_facts facts = facts_new(cases[i][0]);
        assert_wait(&facts, cases[i][1], cases[i][0] < 0 ? "unknown" : "rhythm");
    }
    struct schedule_facts silent = facts_new(HOUR);
    silent.rhythm.newest_at = NOW - 3 * DAY;
    assert_wait(&silent, 3 * DAY / 16, "rhythm");
    silent.rhythm.newest_at = NOW + 3 * DAY; /* a date of the future is no silence */
    assert_wait(&silent, 15 * MINUTE, "rhythm");
    silent.rhythm.gap_s = -1; /* a single article */
    silent.rhythm.newest_at = NOW - 8 * HOUR;
    assert_wait(&silent, 2 * HOUR, "rhythm");
}

static void wishes_make_it_longer(void)
{
    struct schedule_facts facts = facts_new(HOUR);
    facts.rhythm.ttl_s = 5 * MINUTE;
    assert_wait(&facts, 15 * MINUTE, "rhythm");
    facts.rhythm.ttl_s = 2 * HOUR;
    assert_wait(&facts, 2 * HOUR, "ttl");
    facts.rhythm.period_s = 3 * HOUR;
    assert_wait(&facts, 3 * HOUR, "period");
    facts.expires_at = NOW + 4 * HOUR;
    assert_wait(&facts, 4 * HOUR, "cache");
    facts.max_age_s = 5 * HOUR; /* RFC 9111 5.3: it counts instead of Expires */
    facts.expires_at = NOW + 9 * HOUR;
    assert_wait(&facts, 5 * HOUR, "cache");
    facts.max_age_s = 365 * DAY;
    assert_wait(&facts, DAY, "cache");
    facts.refresh_s = 10 * MINUTE; /* the user's word counts */
    assert_wait(&facts, 10 * MINUTE, "refresh");
    facts.refresh_s = 0;
    g_assert_cmpint(schedule_next(&facts).next_at, ==, 0);
}

static void skipped_hours_are_left_out(void)
{
    struct schedule_facts facts = facts_new(HOUR);
    facts.rhythm.skip_hours = 0xffffff & ~(1u << 9);
    struct schedule schedule = schedule_next(&facts);
    g_assert_cmpstr(schedule.reason, ==, "skip");
    g_assert_cmpint(schedule.next_at / HOUR % 24, ==, 9);
    g_assert_cmpint(schedule.next_at, <, NOW + DAY);
    facts.rhythm.skip_days = 1 << 1; /* not today, Monday */
    schedule = schedule_next(&facts);
    g_assert_cmpint(schedule.next_at / HOUR % 24, ==, 9);
    g_assert_cmpint((schedule.next_at / DAY + 4) % 7, ==, 2);
    facts.rhythm.skip_days = 0x7f; /* nonsense */
    assert_wait(&facts, 15 * MINUTE, "rhythm");
}

static void failures_make_it_longer(void)
{
    struct schedule_facts facts = facts_new(8 * HOUR);
    facts.is_success = false;
    assert_wait(&facts, 15 * MINUTE, "failure");
    facts.n_failures = 3;
    assert_wait(&facts, 2 * HOUR, "failure");
    facts.n_failures = 1000000;
    assert_wait(&facts, DAY, "failure");
    facts.refresh_s = 7 * DAY;
    assert_wait(&facts, 7 * DAY, "failure");
    facts.is_gone = true;
    g_assert_cmpint(schedule_next(&facts).next_at, ==, 0);
    g_assert_cmpstr(schedule_next(&facts).reason, ==, "gone");
}

static void servers_that_ask_to_wait_are_obeyed(void)
{
    struct schedule_facts facts = facts_new(HOUR);
    facts.is_success = false;
    facts.refresh_s = MINUTE;
    facts.retry_after_s = 3 * DAY;
    struct schedule schedule = schedule_next(&facts);
    g_assert_cmpint(schedule.next_at, ==, NOW + 3 * DAY);
    g_assert_cmpstr(schedule.reason, ==, "retry-after");
    facts.wait_until = NOW + 4 * DAY;
    g_assert_cmpint(schedule_next(&facts).next_at, ==, NOW + 4 * DAY);
}

static void feeds_do_not_march_in_step(void)
{
    struct schedule_facts facts = facts_new(8 * HOUR);
    g_autoptr(GHashTable) times = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (facts.feed_id = 1; facts.feed_id <= 100; facts.feed_id++) {
        const struct schedule schedule = schedule_next(&facts);
        g_hash_table_add(times, g_memdup2(&schedule.next_at, sizeof schedule.next_at));
    }
    g_assert_cmpuint(g_hash_table_size(times), >, 40);
}

static void rhythm_is_measured(void)
{
    static const struct {
        gint64 ages[8];
        guint n;
        gint64 gap_s;
    } cases[] = {
        { { 0 }, 0, -1 },
        { { 0, HOUR }, 2, -1 },
        { { 0, HOUR, 2 * HOUR }, 3, HOUR },
        { { 0, HOUR, 2 * HOUR, 30 * DAY }, 4, HOUR },                /* a holiday */
        { { 0, 1, 2, DAY, DAY + 1, DAY + 2, 2 * DAY }, 7, DAY - 2 }, /* lots of three */
        { { 0, 1, 2, 3, 4, 5, 6, 7 }, 8, -1 },                       /* one lot */
        { { 0, 9 * MINUTE, 18 * MINUTE, 27 * MINUTE, 36 * MINUTE, 45 * MINUTE, 54 * MINUTE,
            63 * MINUTE },
          8,
          9 * MINUTE },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        gint64 dates[8];
        for (guint k = 0; k < cases[i].n; k++)
            dates[k] = NOW - cases[i].ages[k];
        g_assert_cmpint(rhythm_measure(dates, cases[i].n), ==, cases[i].gap_s);
    }
}

/* What "newsdeck feeds" says of a row under the options of a line. */
static void assert_describes(const struct feed_row *row, const char *line, const char *wanted)
{
    struct options *options = options_new(NULL);
    struct subscriptions *subscriptions =
        subscriptions_parse(line, strlen(line), "feeds", options, NULL);
    const struct subscription *subscription = subscriptions->items->pdata[0];
    g_autofree char *text = schedule_describe(row, subscription, NOW);
    g_assert_cmpstr(text, ==, wanted);
    subscriptions_free(subscriptions);
    options_free(options);
}

static void the_reason_is_told(void)
{
    struct feed_row row = { .id = 1, .rhythm = { .gap_s = 8 * HOUR, .newest_at = NOW - HOUR } };
    assert_describes(&row, "http://a", "now: it was never fetched");
    row.last_fetch_at = NOW - HOUR;
    row.next_fetch_at = NOW + 2 * HOUR;
    row.next_reason = (char *)"rhythm";
    assert_describes(&row, "http://a", "in 2 h: an article about every 8 h");
    assert_describes(&row, "http://a refresh=0", "not by itself: refresh is 0");
    assert_describes(&row, "http://a refresh=90m",
                     "in 30 min: refresh is set"); /* set after the fetch */
    assert_describes(&row, "http://a refresh=1w", "in 2 h: an article about every 8 h");
    row.rhythm.newest_at = NOW - 90 * DAY;
    assert_describes(&row, "http://a", "in 2 h: nothing new for 90 days");
    row.next_reason = (char *)"failure";
    row.n_failures = 4;
    assert_describes(&row, "http://a", "in 2 h: it failed 4 times in a row");
    assert_describes(&row, "http://a refresh=1m", "in 2 h: it failed 4 times in a row");
    row.next_fetch_at = NOW - 5;
    assert_describes(&row, "http://a", "now: it failed 4 times in a row");
    row.is_gone = true;
    assert_describes(&row, "http://a", "not by itself: the server says it is gone for good");
}

void test_schedule_add(void)
{
    g_test_add_func("/schedule/asks-by-the-rhythm-when-known", rhythm_sets_the_interval);
    g_test_add_func("/schedule/waits-longer-when-feed-or-server-wishes", wishes_make_it_longer);
    g_test_add_func("/schedule/leaves-out-hours-when-they-are-skipped", skipped_hours_are_left_out);
    g_test_add_func("/schedule/backs-off-when-a-feed-fails", failures_make_it_longer);
    g_test_add_func("/schedule/obeys-when-a-server-asks-to-wait",
                    servers_that_ask_to_wait_are_obeyed);
    g_test_add_func("/schedule/spreads-feeds-when-there-are-many", feeds_do_not_march_in_step);
    g_test_add_func("/schedule/measures-the-rhythm-when-dates-are-known", rhythm_is_measured);
    g_test_add_func("/schedule/tells-the-reason-when-asked", the_reason_is_told);
}
