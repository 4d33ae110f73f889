/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/clock.h"

#include <string.h>

#define MANY 500

static void post(struct fixture *fixture, guint64 id, const char *host, const char *path)
{
    g_autofree char *url = server_url_at(host, path);
    net_post_take(fixture->net, net_request_new(id, NET_HTTP, url, NULL));
}

static void restore(struct fixture *fixture, const char *host, gint64 until, gint64 careful_until)
{
    const struct net_hold hold = { (char *)host, until, careful_until, 0, 0 };
    net_restore_hold(fixture->net, &hold);
}

static void busy_hosts_are_left_alone(void)
{
    static const char *const paths[] = { "/429?after=3000",
                                         "/503?after=Fri,%2001%20Jan%202100%2000:00:00%20GMT" };
    static const gint64 waits[] = { 3000, 31 * 86400 };
    struct fixture fixture;
    if (!server_get())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        fixture_init(&fixture, NULL);
        const gint64 before = clock_now_s();
        struct net_response *response = fixture_get(&fixture, paths[i]);
        g_assert_cmpstr(response->error, ==, i ? "HTTP 503" : "HTTP 429");
        g_assert_cmpstr(response->hold->host, ==, "127.0.0.1");
        g_assert_cmpint(response->hold->until, >=, before + waits[i]);
        g_assert_cmpint(response->hold->until, <=, clock_now_s() + waits[i]);
        net_response_free(response);
        response = fixture_get(&fixture, "/ok");
        g_assert_true(g_str_has_prefix(response->error, "127.0.0.1 allows no request before "));
        g_assert_true(response->is_held);
        g_assert_cmpuint(response->status, ==, 0);
        g_assert_cmpint(response->hold->until, >=, before + waits[i]);
        net_response_free(response);
        restore(&fixture, "127.0.0.1", 0, 0);
        response = fixture_get(&fixture, "/ok");
        g_assert_cmpstr(response->body, ==, "hello");
        net_response_free(response);
        fixture_clear(&fixture);
    }
}

static void holds_survive_by_the_caller(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    restore(&fixture, "127.0.0.1", clock_now_s() + 5000, 0);
    struct net_response *response = fixture_get(&fixture, "/ok");
    g_assert_true(g_str_has_prefix(response->error, "127.0.0.1 allows no request before "));
    g_assert_true(response->is_held);
    net_response_free(response);
    restore(&fixture, "127.0.0.1", clock_now_s() - 1, 0);
    response = fixture_get(&fixture, "/ok");
    g_assert_cmpstr(response->error, ==, NULL);
    net_response_free(response);
    fixture_clear(&fixture);
}

/* The most connections to host at once that the server has seen; no other test goes there. */
static guint ask_most(struct fixture *fixture, const char *host)
{
    struct net_response *response = fixture_get(fixture, "/_most");
    g_autofree char *key = g_strdup_printf("\"%s\": ", host);
    const char *entry = strstr(response->body, key);
    const guint most = entry ? (guint)g_ascii_strtoull(entry + strlen(key), NULL, 10) : 0;
    net_response_free(response);
    return most;
}

/* Asks host for n documents at the same time; how many came, and the most connections there were.
 */
static guint ask_many(struct fixture *fixture, const char *host, const char *folder, guint n,
                      guint *most)
{
    guint n_good = 0;
    for (guint i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/%s/%u.xml", folder, i);
        post(fixture, i, host, path);
    }
    for (guint i = 0; i < n; i++) {
        struct net_response *response = fixture_take(fixture);
        n_good += response->status == 200;
        net_response_free(response);
    }
    *most = ask_most(fixture, host);
    return n_good;
}

static void connections_are_limited(void)
{
    static const struct net_limits limits = { .connections = 10, .connections_per_host = 3 };
    struct fixture fixture;
    guint most = 0;
    if (!server_get())
        return;
    fixture_init(&fixture, &limits);
    const guint n_good = ask_many(&fixture, "127.0.0.7", "together", 60, &most);
    fixture_clear(&fixture);
    if (!n_good) {
        g_test_skip("the system has no 127.0.0.7");
        return;
    }
    g_assert_cmpuint(n_good, ==, 60);
    g_assert_cmpuint(most, >=, 2);
    g_assert_cmpuint(most, <=, 3);
}

static void a_host_that_complained_gets_one_request_at_a_time(void)
{
    struct fixture fixture;
    guint most = 0;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    restore(&fixture, "127.0.0.8", clock_now_s() - 3600,
            clock_now_s() + 3600); /* kept from an earlier start */
    const guint n_good = ask_many(&fixture, "127.0.0.8", "feed", 20, &most);
    fixture_clear(&fixture);
    if (!n_good) {
        g_test_skip("the system has no 127.0.0.8");
        return;
    }
    g_assert_cmpuint(n_good, ==, 20);
    g_assert_cmpuint(most, ==, 1);
}

static void a_slow_host_holds_nobody_up(void)
{
    static const struct net_limits limits = { .connections = 4, .connections_per_host = 2 };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, &limits);
    for (guint i = 0; i < 20; i++)
        post(&fixture, 1, "127.0.0.1", "/silent");
    post(&fixture, 2, "localhost", "/ok");
    struct net_response *response = fixture_take(&fixture);
    g_assert_cmpuint(response->id, ==, 2);
    net_response_free(response);
    fixture_clear(&fixture);
}

/* Without TLS, where curl would wait for the first answer to know the version of HTTP. */
static void a_slow_request_holds_no_other_of_its_host_up(void)
{
    static const char *const slow[] = { "/silent", "/slow", "/stall" };
    struct fixture fixture;
    if (!server_get())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(slow); i++) {
        fixture_init(&fixture, NULL);
        post(&fixture, 1, "127.0.0.1", slow[i]);
        for (guint k = 0; k < 12; k++)
            post(&fixture, 2, "127.0.0.1", "/ok");
        for (guint k = 0; k < 12; k++) {
            struct net_response *response = fixture_take(&fixture);
            g_assert_cmpuint(response->id, ==, 2);
            g_assert_cmpstr(response->error, ==, NULL);
            net_response_free(response);
        }
        fixture_clear(&fixture);
    }
}

static void one_may_insist(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    restore(&fixture, "127.0.0.1", clock_now_s() + 5000, 0);
    g_autofree char *url = server_url("/ok");
    struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
    request->is_insisting = true;
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    net_response_free(response);
    response = fixture_get(&fixture, "/ok"); /* the pause stands */
    g_assert_true(response->is_held);
    net_response_free(response);
    fixture_clear(&fixture);
}

static void cancel_answers_all(void)
{
    static const struct net_limits limits = { .connections = 5, .connections_per_host = 5 };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, &limits);
    net_response_free(fixture_get(&fixture, "/ok"));
    for (guint i = 0; i < 30; i++)
        post(&fixture, i, "127.0.0.1", "/silent");
    net_post_take(fixture.net, net_request_new(30, NET_EXEC, NULL, "sleep 600"));
    net_cancel_all(fixture.net);
    guint64 sum = 0;
    for (guint i = 0; i <= 30; i++) {
        struct net_response *response = fixture_take(&fixture);
        g_assert_true(response->is_cancelled);
        g_assert_nonnull(response->error);
        sum += response->id;
        net_response_free(response);
    }
    g_assert_cmpuint(sum, ==, 30 * 31 / 2);
    struct net_response *response = fixture_get(&fixture, "/ok");
    g_assert_cmpstr(response->body, ==, "hello");
    net_response_free(response);
    fixture_clear(&fixture);
}

static void quitting_waits_for_nothing(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    net_response_free(fixture_get(&fixture, "/ok"));
    for (guint i = 0; i < 10; i++)
        post(&fixture, i, "127.0.0.1", "/silent");
    for (guint i = 0; i < 10; i++)
        net_post_take(fixture.net, net_request_new(i, NET_EXEC, NULL, "sleep 600"));
    post(&fixture, 99, "localhost", "/ok"); /* all before it is under way */
    net_response_free(fixture_take(&fixture));
    const gint64 begin = clock_monotonic_ms();
    net_free(fixture.net);
    g_assert_cmpint(clock_monotonic_ms() - begin, <, 5000);
    g_assert_cmpuint(queue_get_length(fixture.responses), ==, 0);
    queue_free(fixture.responses);
}

/* The queue is far smaller than what comes; each request has one answer, and the second round is
 * free of bodies. */
static void many_feeds_are_fetched(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    g_autofree char **etags = g_new0(char *, MANY);
    for (guint round = 0; round < 2; round++) {
        const gint64 begin = clock_monotonic_ms();
        guint64 wire_bytes = 0;
        for (guint i = 0; i < MANY; i++) {
            g_autofree char *path = g_strdup_printf("/feed/%u.xml", i);
            g_autofree char *url = server_url_at(i % 2 ? "127.0.0.1" : "localhost", path);
            struct net_request *request = net_request_new(i, NET_HTTP, url, NULL);
            request->etag = g_steal_pointer(&etags[i]);
            net_post_take(fixture.net, request);
        }
        for (guint i = 0; i < MANY; i++) {
            struct net_response *response = fixture_take(&fixture);
            g_assert_cmpstr(response->error, ==, NULL);
            g_assert_cmpuint(response->status, ==, round ? 304 : 200);
            g_assert_null(etags[response->id]);
            etags[response->id] = g_steal_pointer(&response->etag);
            wire_bytes += response->wire_bytes;
            net_response_free(response);
        }
        g_test_message("round %u: %d ms, %d bytes", round, (int)(clock_monotonic_ms() - begin),
                       (int)wire_bytes);
    }
    for (guint i = 0; i < MANY; i++)
        g_free(etags[i]);
    fixture_clear(&fixture);
}

void test_politeness_add(void)
{
    g_test_add_func("/politeness/leaves-hosts-alone-when-asked", busy_hosts_are_left_alone);
    g_test_add_func("/politeness/keeps-holds-when-given", holds_survive_by_the_caller);
    g_test_add_func("/politeness/limits-connections-when-many", connections_are_limited);
    g_test_add_func("/politeness/asks-one-thing-at-a-time-when-a-host-complained",
                    a_host_that_complained_gets_one_request_at_a_time);
    g_test_add_func("/politeness/holds-no-other-request-up",
                    a_slow_request_holds_no_other_of_its_host_up);
    g_test_add_func("/politeness/lets-one-insist", one_may_insist);
    g_test_add_func("/politeness/holds-nobody-up-when-one-is-slow", a_slow_host_holds_nobody_up);
    g_test_add_func("/politeness/answers-all-when-cancelled", cancel_answers_all);
    g_test_add_func("/politeness/waits-for-nothing-when-quitting", quitting_waits_for_nothing);
    g_test_add_func("/politeness/fetches-many-when-queue-is-small", many_feeds_are_fetched);
}
