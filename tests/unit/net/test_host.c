/* SPDX-License-Identifier: MIT */
/* What is learnt of a host's patience. No network: the host is a script. */
#include "tests.h"

#include "host.h"

#define NOW 1735689600 /* 2025-01-01 */

struct fixture_host {
    struct host_table *table;
    struct host *host;
    gint64 now;
    guint n_sent, n_refused;
};

static void host_fixture_init(struct fixture_host *fixture)
{
    *fixture = (struct fixture_host){ .table = host_table_new(), .now = NOW };
    fixture->host = host_table_get(fixture->table, "h.example");
}

/* Sends one request if the host may be asked now; its answer has the status. */
static bool send_one(struct fixture_host *fixture, guint status, gint64 retry_after_s)
{
    const struct host_limits limits = { status, fixture->now, retry_after_s, -1, -1 };
    if (host_get_start(fixture->host, fixture->now) > fixture->now)
        return false;
    host_begin(fixture->host, fixture->now);
    fixture->host->n_active--;
    host_end(fixture->host, &limits, fixture->now);
    fixture->n_sent++;
    fixture->n_refused += status == 429;
    return true;
}

static void a_pause_ends_by_time_only(void)
{
    static const gint64 waits[] = { 3600, 1, 60, 86400 };
    struct fixture_host fixture;
    for (guint i = 0; i < G_N_ELEMENTS(waits); i++) {
        host_fixture_init(&fixture);
        send_one(&fixture, 429, waits[i]);
        /* an answer to a request that was sent before the refusal */
        const struct host_limits late = { 200, NOW - 1, -1, -1, -1 };
        host_end(fixture.host, &late, NOW);
        g_assert_cmpint(host_get_start(fixture.host, NOW), ==, NOW + waits[i]);
        g_assert_false(send_one(&fixture, 200, -1));
        fixture.now += waits[i];
        g_assert_true(send_one(&fixture, 200, -1));
        host_table_free(fixture.table);
    }
}

static void a_time_that_says_nothing_is_a_minute(void)
{
    static const gint64 waits[] = { -1, 0 };
    struct fixture_host fixture;
    for (guint i = 0; i < G_N_ELEMENTS(waits); i++) {
        host_fixture_init(&fixture);
        send_one(&fixture, 429, waits[i]);
        g_assert_cmpint(host_get_start(fixture.host, NOW), ==, NOW + 60);
        host_table_free(fixture.table);
    }
}

/* A host that allows limit requests in any window_s seconds, asked as often as it may be, every
 * step_s seconds. Returns how many of the allowed requests were used, in percent. */
static guint use_host(guint limit, gint64 window_s, gint64 step_s, guint wish, guint *n_refused)
{
    struct fixture_host fixture;
    g_autoptr(GArray) served = g_array_new(FALSE, FALSE, sizeof(gint64));
    host_fixture_init(&fixture);
    const gint64 end = NOW + 20 * 3600;
    for (; fixture.now < end; fixture.now += step_s)
        for (guint i = 0; i < wish; i++) {
            guint n_recent = 0;
            for (guint k = 0; k < served->len; k++)
                n_recent += g_array_index(served, gint64, k) > fixture.now - window_s;
            if (!send_one(&fixture, n_recent < limit ? 200 : 429, n_recent < limit ? -1 : window_s))
                break;
            if (n_recent < limit)
                g_array_append_val(served, fixture.now);
        }
    *n_refused = fixture.n_refused;
    host_table_free(fixture.table);
    return served->len * 100 / (guint)(20 * 3600 / window_s * limit);
}

static void the_allowance_is_learnt(void)
{
    static const struct {
        guint limit;
        gint64 window_s;
    } cases[] = { { 20, 3600 }, { 1, 60 }, { 5, 600 }, { 60, 3600 }, { 10, 60 }, { 100, 300 } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint n_refused = 0;
        const guint used = use_host(cases[i].limit, cases[i].window_s, 10, 30, &n_refused);
        g_test_message("%u in %d s: %u %% used, %u refused", cases[i].limit, (int)cases[i].window_s,
                       used, n_refused);
        g_assert_cmpuint(n_refused, <=, 3);
        g_assert_cmpuint(used, >=, 60);
    }
}

/* Requests that were under way when another was refused count, too, whatever order they end in. */
static void requests_under_way_count(void)
{
    struct fixture_host fixture;
    const struct host_limits good = { 200, NOW, -1, -1, -1 }, refused = { 429, NOW, 600, -1, -1 };
    gint64 gaps[6];
    for (guint n_late = 0; n_late < 6; n_late++) {
        host_fixture_init(&fixture);
        for (guint i = 0; i < 10 - n_late; i++)
            host_end(fixture.host, &good, NOW);
        host_end(fixture.host, &refused, NOW);
        for (guint i = 0; i < n_late; i++)
            host_end(fixture.host, i == 2 ? &refused : &good, NOW);
        gaps[n_late] = fixture.host->gap_s;
        host_table_free(fixture.table);
    }
    g_assert_cmpint(gaps[0], ==, 80);
    g_assert_cmpint(gaps[2], ==, 80);
    g_assert_cmpint(gaps[5], ==, 89); /* nine were answered */
}

/* Reddit, as it was in 2024: one request a minute, said before it is refused. */
static void a_limit_that_is_announced_is_never_hit(void)
{
    struct fixture_host fixture;
    host_fixture_init(&fixture);
    guint n_sent = 0;
    for (; fixture.now < NOW + 3600; fixture.now++) {
        const struct host_limits limits = { 200, fixture.now, -1, 0.0, 60 };
        if (host_get_start(fixture.host, fixture.now) > fixture.now)
            continue;
        host_begin(fixture.host, fixture.now);
        fixture.host->n_active--;
        host_end(fixture.host, &limits, fixture.now);
        n_sent++;
    }
    g_assert_cmpuint(n_sent, >=, 58);
    g_assert_cmpuint(n_sent, <=, 60);
    host_table_free(fixture.table);
}

static void what_is_left_is_used(void)
{
    static const struct host_limits limits[] = {
        { 200, NOW, -1, 1, 600 }, { 200, NOW, -1, 59, 3600 }, { 200, NOW, -1, -1, 600 },
        { 200, NOW, -1, 0, -1 },  { 404, NOW, -1, 5, 10 },
    };
    struct fixture_host fixture;
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        host_fixture_init(&fixture);
        host_end(fixture.host, &limits[i], NOW);
        g_assert_cmpint(host_get_start(fixture.host, NOW), <=, NOW);
        host_table_free(fixture.table);
    }
}

static void turns_are_given_one_after_the_other(void)
{
    struct fixture_host fixture;
    host_fixture_init(&fixture);
    host_restore(fixture.host, NOW + 100, NOW + 1000000, 60, 1);
    for (guint i = 0; i < 5; i++)
        g_assert_cmpint(host_promise(fixture.host, NOW), ==, NOW + 100 + 60 * i);
    host_table_free(fixture.table);
}

/* What net_hold has of a host gives the same host again. */
static void a_host_survives_a_restart(void)
{
    struct fixture_host fixture;
    host_fixture_init(&fixture);
    for (guint i = 0; i < 20; i++)
        send_one(&fixture, 200, -1);
    send_one(&fixture, 429, 3600);
    fixture.now += 3600;
    for (guint i = 0; i < 3; i++)
        g_assert_true(send_one(&fixture, 200, -1));
    const struct host *host = fixture.host;
    struct host *again = host_table_get(fixture.table, "again.example");
    host_restore(again, host_get_start(host, fixture.now), host->careful_until, host->gap_s,
                 host->burst);
    for (guint i = 0; i < 5; i++, fixture.now += 100)
        g_assert_cmpint(MAX(host_get_start(again, fixture.now), fixture.now), ==,
                        MAX(host_get_start(host, fixture.now), fixture.now));
    host_table_free(fixture.table);
}

void test_host_add(void)
{
    g_test_add_func("/host/pauses-by-time-only", a_pause_ends_by_time_only);
    g_test_add_func("/host/waits-a-minute-when-not-told", a_time_that_says_nothing_is_a_minute);
    g_test_add_func("/host/learns-the-allowance", the_allowance_is_learnt);
    g_test_add_func("/host/counts-what-is-under-way", requests_under_way_count);
    g_test_add_func("/host/obeys-an-announced-limit", a_limit_that_is_announced_is_never_hit);
    g_test_add_func("/host/uses-what-is-left", what_is_left_is_used);
    g_test_add_func("/host/gives-turns", turns_are_given_one_after_the_other);
    g_test_add_func("/host/survives-a-restart", a_host_survives_a_restart);
}
