/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <string.h>

/* Asks for path and compares status, body (NULL: none) and error. */
static struct net_response *check(struct fixture *fixture, const char *path, guint status,
                                  const char *body, const char *error)
{
    struct net_response *response = fixture_get(fixture, path);
    g_test_message("%s: %u %s", path, response->status, response->error ? response->error : "");
    g_assert_cmpstr(response->error, ==, error);
    g_assert_cmpuint(response->status, ==, status);
    g_assert_cmpstr(response->body, ==, body);
    g_assert_cmpuint(response->body_len, ==, body ? strlen(body) : 0);
    return response;
}

static void answers_are_read(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_response *response = check(&fixture, "/ok", 200, "hello", NULL);
    g_autofree char *url = server_url("/ok");
    g_assert_cmpstr(response->url, ==, url);
    g_assert_cmpstr(response->content_type, ==, "text/plain");
    g_assert_cmpuint(response->http_version, ==, 11);
    g_assert_cmpuint(response->wire_bytes, >, 5);
    g_assert_null(response->moved_to);
    g_assert_null(response->hold);
    net_response_free(response);
    net_response_free(check(&fixture, "/empty", 200, "", NULL));
    response = check(&fixture, "/cache", 200, "kept", NULL);
    g_assert_cmpint(response->max_age_s, ==, 900);
    g_assert_cmpint(response->expires_at, ==, 1735689600);
    net_response_free(response);
    response = check(&fixture, "/control", 200, "odd", NULL);
    g_assert_null(response->etag);
    g_assert_null(response->content_type);
    g_assert_null(response->last_modified);
    g_assert_cmpint(response->max_age_s, ==, -1);
    net_response_free(response);
    net_response_free(check(&fixture, "/cookie", 200, "cookie", NULL));
    fixture_clear(&fixture);
}

static void validators_are_sent(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_response *first = check(&fixture, "/validators", 200, "validated", NULL);
    g_autofree char *url = server_url("/validators");
    for (guint i = 0; i < 2; i++) { /* both, then the date alone */
        struct net_request *request = net_request_new(2, NET_HTTP, url, NULL);
        request->etag = i ? NULL : g_strdup(first->etag);
        request->last_modified = g_strdup(first->last_modified);
        struct net_response *second = fixture_run_take(&fixture, request);
        g_assert_cmpuint(second->status, ==, 304);
        g_assert_cmpstr(second->error, ==, NULL);
        g_assert_null(second->body);
        g_assert_cmpstr(second->etag, ==, "W/\"v-1\"");
        net_response_free(second);
    }
    net_response_free(first);
    fixture_clear(&fixture);
}

static void compression_is_undone(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_response *response = fixture_get(&fixture, "/gzip");
    g_assert_cmpuint(response->body_len, ==, 7000);
    g_assert_true(g_str_has_prefix(response->body, "zipped zipped "));
    g_assert_cmpuint(response->wire_bytes, <, 1000);
    net_response_free(response);
    response = fixture_get(&fixture, "/deflate");
    g_assert_cmpuint(response->body_len, ==, 9000);
    net_response_free(response);
    net_response_free(check(&fixture, "/badgzip", 200, NULL, "the answer cannot be decompressed"));
    fixture_clear(&fixture);
}

static void servers_that_say_nonsense_are_read(void)
{
    static const char *const paths[] = {
        "/coded?layers=1",
        "/coded?layers=2&says=gzip",
        "/coded?layers=0&says=gzip",
        "/coded?layers=0&says=utf-8",
        "/coded?layers=1&says=utf-8",
        "/coded?layers=0&says=none",
        "/coded?layers=2",
        "/coded?layers=1&says=gzip,gzip",
        "/coded?layers=1&tail=cached",
        "/coded?layers=1&says=gzip&tail=cached",
    };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
        net_response_free(check(&fixture, paths[i], 200, "as it was meant", NULL));
    fixture_clear(&fixture);
}

static void what_arrived_is_there_when_cut_off(void)
{
    static const char *const paths[] = { "/cut", "/cut-chunked" };
    static const char *const bodies[] = { "only this", "hellohal" };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        struct net_response *response = fixture_get(&fixture, paths[i]);
        g_assert_true(response->is_cut);
        g_assert_cmpstr(response->error, ==, "the connection was cut off");
        g_assert_cmpstr(response->body, ==, bodies[i]);
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static void redirects_are_followed(void)
{
    static const struct {
        const char *path, *moved_to;
    } cases[] = { { "/301", "/ok" },    { "/308", "/ok" },
                  { "/302", NULL },     { "/303", NULL },
                  { "/307", NULL },     { "/chain/4", "/ok" },
                  { "/mixed", "/302" }, { "/absolute", "/ok?moved" } };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *expected = cases[i].moved_to ? server_url(cases[i].moved_to) : NULL;
        struct net_response *response = check(&fixture, cases[i].path, 200, "hello", NULL);
        g_assert_cmpstr(response->moved_to, ==, expected);
        g_assert_nonnull(strstr(response->url, "/ok"));
        net_response_free(response);
    }
    net_response_free(check(&fixture, "/tofile", 302, NULL, "redirects to file:"));
    net_response_free(check(&fixture, "/toftp", 302, NULL, "redirects to ftp:"));
    net_response_free(check(&fixture, "/loop", 302, NULL, "redirects more than 10 times"));
    struct net_response *response =
        check(&fixture, "/chain/11", 301, NULL, "redirects more than 10 times");
    g_assert_null(response->moved_to);
    net_response_free(response);
    fixture_clear(&fixture);
}

static void errors_name_the_cause(void)
{
    static const struct {
        const char *path;
        guint status;
        const char *error;
    } cases[] = {
        { "/404", 404, "HTTP 404" },
        { "/410", 410, "HTTP 410" },
        { "/500", 500, "HTTP 500" },
        { "/reset", 0, "the server sent nothing" },
        { "/auth", 401, "HTTP 401: it asks for user:password@ in the address" },
    };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        net_response_free(check(&fixture, cases[i].path, cases[i].status, NULL, cases[i].error));
    struct net_response *response = fixture_get(&fixture, "/nonsense");
    g_assert_nonnull(response->error);
    net_response_free(response);
    static const char *const urls[][2] = {
        { "ftp://127.0.0.1/", "not an http or https URL" },
        { "http://", "not an http or https URL" },
        { "", "not an http or https URL" },
        { "http://127.0.0.1:1/", "could not connect: Connection refused" },
        { "http://nowhere.invalid/", "could not resolve host" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
        response = fixture_run_take(&fixture, net_request_new(i, NET_HTTP, urls[i][0], NULL));
        g_assert_cmpstr(response->error, ==, urls[i][1]);
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static void ceilings_hold(void)
{
    static const char *const paths[] = { "/bomb", "/huge", "/large?2000000" };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *url = server_url(paths[i]);
        struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
        request->max_body_bytes = 1 << 20;
        struct net_response *response = fixture_run_take(&fixture, request);
        g_assert_cmpstr(response->error, ==, "larger than 1 MiB");
        g_assert_null(response->body);
        g_assert_cmpuint(response->wire_bytes, <, 4 << 20);
        net_response_free(response);
    }
    g_autofree char *url = server_url("/large?1048576");
    struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
    request->max_body_bytes = 1 << 20;
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_cmpuint(response->body_len, ==, 1 << 20);
    net_response_free(response);
    fixture_clear(&fixture);
}

static void time_is_limited(void)
{
    static const char *const paths[] = { "/slow", "/silent" };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *url = server_url(paths[i]);
        struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
        request->timeout_ms = 400;
        struct net_response *response = fixture_run_take(&fixture, request);
        g_assert_cmpstr(response->error, ==, "timed out after 1 s");
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static void passwords_are_used_and_hidden(void)
{
    struct fixture fixture;
    const struct server *server = server_get();
    if (!server)
        return;
    fixture_init(&fixture, NULL);
    g_autofree char *host = g_strdup("reader:pass%2Fword@127.0.0.1");
    static const char *const paths[] = { "/auth", "/tofile", "/404", "/cut", "/absolute" };
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *url = server_url_at(host, paths[i]);
        struct net_response *response =
            fixture_run_take(&fixture, net_request_new(1, NET_HTTP, url, NULL));
        if (i == 0)
            g_assert_cmpstr(response->body, ==, "let in");
        g_assert_null(strstr(response->url, "reader"));
        g_assert_true(!response->error || !strstr(response->error, "reader"));
        g_assert_null(response->moved_to);
        net_response_free(response);
    }
    g_autofree char *other = server_url_at(host, "/tootherhost");
    struct net_response *response =
        fixture_run_take(&fixture, net_request_new(1, NET_HTTP, other, NULL));
    if (!response->error) /* the system has 127.0.0.9 */
        g_assert_null(strstr(response->body, "authorization"));
    net_response_free(response);
    fixture_clear(&fixture);
}

static void requests_say_who_asks(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_response *response = fixture_get(&fixture, "/echo");
    g_assert_nonnull(strstr(response->body, "\"user-agent\": \"newsdeck/"));
    g_assert_nonnull(strstr(response->body, "application/atom+xml"));
    g_assert_nonnull(strstr(response->body, "\"accept-encoding\": "));
    g_assert_nonnull(strstr(response->body, "gzip"));
    g_assert_null(strstr(response->body, "if-none-match"));
    net_response_free(response);
    g_autofree char *url = server_url("/echo");
    struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
    request->user_agent = g_strdup("somebody/1");
    request->header = g_strdup("X-Key: a b");
    request->etag = g_strdup("\"x\"");
    request->last_modified = g_strdup("bad\r\nX-Bad: yes");
    response = fixture_run_take(&fixture, request);
    g_assert_nonnull(strstr(response->body, "\"user-agent\": \"somebody/1\""));
    g_assert_nonnull(strstr(response->body, "\"x-key\": \"a b\""));
    g_assert_nonnull(strstr(response->body, "\"if-none-match\": \"\\\"x\\\"\""));
    g_assert_null(strstr(response->body, "x-bad"));
    net_response_free(response);
    request = net_request_new(1, NET_HTTP, url, NULL);
    request->header = g_strdup("no header");
    response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, "the header that was set is not \"Name: value\"");
    net_response_free(response);
    fixture_clear(&fixture);
}

static void proxies_are_asked(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_request *request = net_request_new(1, NET_HTTP, "http://feeds.invalid/echo", NULL);
    request->proxy = server_url_at("me:secret@127.0.0.1", "");
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_nonnull(strstr(response->body, "\"host\": \"feeds.invalid\""));
    g_assert_nonnull(strstr(response->body, "proxy-authorization"));
    net_response_free(response);
    request = net_request_new(2, NET_HTTP, "http://feeds.invalid/echo", NULL);
    request->proxy = g_strdup("http://me:secret@127.0.0.1:1");
    response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, "could not connect: Connection refused");
    net_response_free(response);
    fixture_clear(&fixture);
}

static void certificates_are_checked(void)
{
    const struct server *server = server_get();
    struct fixture fixture;
    if (!server)
        return;
    if (!server->tls_port) {
        g_test_skip("the certificate needs openssl");
        return;
    }
    fixture_init(&fixture, NULL);
    g_autofree char *url = g_strdup_printf("https://127.0.0.1:%u/ok", server->tls_port);
    struct net_response *response =
        fixture_run_take(&fixture, net_request_new(1, NET_HTTP, url, NULL));
    g_assert_true(g_str_has_prefix(response->error, "TLS: "));
    g_assert_null(response->body);
    net_response_free(response);
    struct net_request *request = net_request_new(2, NET_HTTP, url, NULL);
    request->verify_tls = false;
    response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_cmpstr(response->body, ==, "hello");
    net_response_free(response);
    fixture_clear(&fixture);
}

void test_http_add(void)
{
    g_test_add_func("/http/reads-answers-when-good", answers_are_read);
    g_test_add_func("/http/sends-validators-when-known", validators_are_sent);
    g_test_add_func("/http/undoes-compression-when-announced", compression_is_undone);
    g_test_add_func("/http/follows-redirects-when-allowed", redirects_are_followed);
    g_test_add_func("/http/names-the-cause-when-failing", errors_name_the_cause);
    g_test_add_func("/http/reads-odd-codings", servers_that_say_nonsense_are_read);
    g_test_add_func("/http/keeps-what-arrived", what_arrived_is_there_when_cut_off);
    g_test_add_func("/http/cuts-off-when-too-large", ceilings_hold);
    g_test_add_func("/http/cuts-off-when-too-slow", time_is_limited);
    g_test_add_func("/http/hides-passwords-when-used", passwords_are_used_and_hidden);
    g_test_add_func("/http/says-who-asks-when-sending", requests_say_who_asks);
    g_test_add_func("/http/asks-proxies-when-set", proxies_are_asked);
    g_test_add_func("/http/checks-certificates-when-asked-to", certificates_are_checked);
}
