/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/clock.h"

#include <string.h>

/* A request with a secret header line and, unless body is NULL, a body. */
static struct net_request *make(const char *method, const char *path, const char *body)
{
    g_autofree char *url = server_url(path);
    struct net_request *request = net_request_new(3, NET_HTTP, url, NULL);
    request->method = g_strdup(method);
    net_request_add_header(request, "Authorization", "Bearer hidden");
    net_request_add_header(request, "X-Key", "hidden");
    net_request_add_header(request, "Accept", "application/json");
    if (body)
        net_request_set_body_take(request, g_strdup(body), strlen(body), "application/json");
    return request;
}

static void assert_has(const struct net_response *response, const char *text)
{
    g_assert_nonnull(response->body);
    g_assert_nonnull(strstr(response->body, text));
}

static void methods_and_bodies_are_sent(void)
{
    static const struct {
        const char *method, *body;
    } cases[] = { { NULL, NULL },     { "POST", "{\"a\": 1}" }, { "POST", NULL },
                  { "POST", "" },     { "PUT", "x=y" },         { "PUT", NULL },
                  { "PATCH", "[]" },  { "DELETE", NULL },       { "DELETE", "gone" },
                  { "OPTIONS", NULL } };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *method = cases[i].method ? cases[i].method : "GET", *body = cases[i].body;
        g_autofree char *escaped = body ? g_strescape(body, NULL) : NULL;
        g_autofree char *sent = g_strdup_printf("\"body\": \"%s\"", body ? escaped : "");
        g_autofree char *named = g_strdup_printf("\"method\": \"%s\"", method);
        g_autofree char *len =
            g_strdup_printf("\"content-length\": \"%zu\"", strlen(body ? body : ""));
        struct net_response *response =
            fixture_run_take(&fixture, make(cases[i].method, "/echo-all", body));
        g_assert_cmpstr(response->error, ==, NULL);
        assert_has(response, named);
        assert_has(response, sent);
        assert_has(response, "\"authorization\": \"Bearer hidden\"");
        assert_has(response, "\"accept\": \"application/json\"");
        g_assert_null(strstr(response->body, "atom+xml"));
        g_assert_null(strstr(response->body, "\"expect\""));
        g_assert_true(!!strstr(response->body, "\"content-type\": \"application/json\"") == !!body);
        g_assert_null(strstr(response->body, "form-urlencoded"));
        if (body || !strcmp(method, "POST") || !strcmp(method, "PUT"))
            assert_has(response, len);
        net_response_free(response);
    }
    struct net_response *response = fixture_run_take(&fixture, make("HEAD", "/echo-all", NULL));
    g_assert_cmpuint(response->status, ==, 200);
    g_assert_cmpuint(response->body_len, ==, 0);
    net_response_free(response);
    fixture_clear(&fixture);
}

static void large_bodies_arrive_whole(void)
{
    struct fixture fixture;
    const gsize len = 3 << 20;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    g_autofree char *url = server_url("/echo-all");
    struct net_request *request = net_request_new(3, NET_HTTP, url, NULL);
    request->method = g_strdup("POST");
    net_request_set_body_take(request, g_strnfill(len, 'z'), len, "text/plain");
    net_request_add_header(request, "X-Empty", "");
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_cmpuint(response->body_len, >, len);
    assert_has(response, "\"x-empty\": \"\"");
    net_response_free(response);
    fixture_clear(&fixture);
}

static void what_cannot_be_sent_is_refused(void)
{
    static const char *const headers[][2] = {
        { "X-A\r\nX-B", "v" },
        { "X-A", "v\r\nX-B: w" },
        { "X-A", "v\nw" },
        { "X-A", "v\x01w" },
        { "X-A", "v\x7f" },
        { "X A", "v" },
        { "", "v" },
        { "X:A", "v" },
        { "Host", "other" },
        { "content-length", "5" },
        { "Expect", "100-continue" },
    };
    static const char *const methods[] = { "", "GET / HTTP/1.1\r\n", "P OST", "CONNECT", "TRACE" };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
        struct net_request *request = make(NULL, "/refused", NULL);
        net_request_add_header(request, headers[i][0], headers[i][1]);
        struct net_response *response = fixture_run_take(&fixture, request);
        g_assert_true(g_str_has_prefix(response->error, "the header field \""));
        g_assert_null(strstr(response->error, "\n"));
        net_response_free(response);
    }
    for (guint i = 0; i < G_N_ELEMENTS(methods); i++) {
        struct net_response *response =
            fixture_run_take(&fixture, make(methods[i], "/refused", NULL));
        g_assert_true(g_str_has_prefix(response->error, "the method \""));
        net_response_free(response);
    }
    struct net_request *request = make("POST", "/refused", "x");
    g_free(request->body_type);
    request->body_type = g_strdup("text/plain\r\nX-B: w");
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, "the media type of what is sent is not valid");
    net_response_free(response);
    response = fixture_get(&fixture, "/_log");
    g_assert_null(strstr(response->body, "/refused"));
    net_response_free(response);
    fixture_clear(&fixture);
}

static void bodies_of_errors_are_given_when_wanted(void)
{
    static const guint statuses[] = { 400, 401, 403, 409, 500, 503 };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < 2 * G_N_ELEMENTS(statuses); i++) {
        const guint status = statuses[i / 2];
        g_autofree char *path = g_strdup_printf("/status/%u?after=77", status);
        g_autofree char *answer = g_strdup_printf("of %u", status);
        g_autofree char *error = g_strdup_printf("HTTP %u", status);
        struct net_request *request = make("POST", path, "sent");
        request->wants_error_body = i % 2;
        const struct net_hold forgotten = { .host = "127.0.0.1" };
        net_restore_hold(fixture.net, &forgotten);
        struct net_response *response = fixture_run_take(&fixture, request);
        g_assert_cmpuint(response->status, ==, status);
        g_assert_true(g_str_has_prefix(response->error, error));
        g_assert_cmpstr(net_response_get_header(response, "x-ANSWER"), ==, answer);
        g_assert_null(net_response_get_header(response, "X-Other"));
        g_assert_cmpint(response->retry_after_s, ==, 77);
        g_assert_cmpint(response->hold != NULL, ==, status == 503);
        if (i % 2)
            assert_has(response, "\"body\": \"sent\"");
        else
            g_assert_null(response->body);
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static void hosts_are_left_alone_by_post(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    net_response_free(fixture_run_take(&fixture, make("POST", "/status/503?after=600", "a")));
    struct net_response *response =
        fixture_run_take(&fixture, make("POST", "/echo-all", "held-back"));
    g_assert_true(g_str_has_prefix(response->error, "127.0.0.1 allows no request before "));
    net_response_free(response);
    const struct net_hold forgotten = { .host = "127.0.0.1" };
    net_restore_hold(fixture.net, &forgotten);
    fixture_clear(&fixture);
}

/* What a redirect with this status makes of a request. */
static const struct redirect {
    guint status;
    const char *method, *next;
} redirects[] = {
    { 301, "POST", "GET" },      { 302, "POST", "GET" },    { 303, "POST", "GET" },
    { 307, "POST", "POST" },     { 308, "POST", "POST" },   { 301, "PUT", "PUT" },
    { 302, "PATCH", "PATCH" },   { 303, "PUT", "GET" },     { 303, "DELETE", "GET" },
    { 307, "DELETE", "DELETE" }, { 308, "PATCH", "PATCH" }, { 301, "GET", "GET" },
    { 303, "GET", "GET" },       { 308, "GET", "GET" },     { 302, "OPTIONS", "OPTIONS" },
};

static bool has_body(const char *method)
{
    return strcmp(method, "GET") != 0 && strcmp(method, "OPTIONS") != 0;
}

static void redirects_repeat_what_they_may(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(redirects); i++) {
        const struct redirect *redirect = &redirects[i];
        const char *body = has_body(redirect->method) ? "sent" : NULL;
        const bool is_repeated = body && !strcmp(redirect->method, redirect->next);
        g_autofree char *path = g_strdup_printf("/to/%u/echo-all", redirect->status);
        g_autofree char *method = g_strdup_printf("\"method\": \"%s\"", redirect->next);
        struct net_response *response =
            fixture_run_take(&fixture, make(redirect->method, path, body));
        g_test_message("%u %s", redirect->status, redirect->method);
        g_assert_cmpstr(response->error, ==, NULL);
        assert_has(response, method);
        assert_has(response, is_repeated ? "\"body\": \"sent\"" : "\"body\": \"\"");
        g_assert_true(!!strstr(response->body, "\"content-type\"") == is_repeated);
        assert_has(response, "\"authorization\": \"Bearer hidden\"");
        assert_has(response, "\"x-key\": \"hidden\"");
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static bool has_second_host(struct fixture *fixture)
{
    g_autofree char *url = server_url_at("127.0.0.9", "/ok");
    struct net_response *response =
        fixture_run_take(fixture, net_request_new(1, NET_HTTP, url, NULL));
    const bool has = !response->error;
    net_response_free(response);
    if (!has)
        g_test_skip("the system has no 127.0.0.9");
    return has;
}

static void secrets_stay_with_their_origin(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(redirects) && has_second_host(&fixture); i++) {
        const struct redirect *redirect = &redirects[i];
        const char *body = has_body(redirect->method) ? "hidden-body" : NULL;
        g_autofree char *path = g_strdup_printf("/away/%u/echo-all", redirect->status);
        struct net_response *response =
            fixture_run_take(&fixture, make(redirect->method, path, body));
        g_test_message("%u %s", redirect->status, redirect->method);
        if (!strcmp(redirect->next, "GET")) {
            g_assert_cmpstr(response->error, ==, NULL);
            assert_has(response, "\"method\": \"GET\"");
            assert_has(response, "\"accept\": \"application/json\"");
            g_assert_null(strstr(response->body, "hidden"));
        } else {
            g_assert_cmpstr(response->error, ==,
                            "redirects to another site, which must not get what is sent");
            g_assert_null(response->body);
        }
        net_response_free(response);
    }
    g_autofree char *url = server_url_at("reader:hidden@127.0.0.1", "/away/302/to/302/echo-all");
    struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
    request->header = g_strdup("X-Key: hidden");
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_null(strstr(response->body, "hidden"));
    g_assert_null(strstr(response->body, "authorization"));
    net_response_free(response);
    fixture_clear(&fixture);
}

static void passwords_go_along_within_their_origin(void)
{
    static const char *const paths[] = { "/to/302/auth", "/to/301/to/307/auth", "/auth",
                                         "/here/302/auth", "/here/308/here/307/auth" };
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < 2 * G_N_ELEMENTS(paths); i++) {
        g_autofree char *url = server_url_at("reader:pass%2Fword@127.0.0.1", paths[i / 2]);
        struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
        request->method = g_strdup(i % 2 ? "PUT" : "GET");
        struct net_response *response = fixture_run_take(&fixture, request);
        g_assert_cmpstr(response->error, ==, NULL);
        g_assert_cmpstr(response->body, ==, "let in");
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static guint count_in_log(struct fixture *fixture, const char *text)
{
    guint n = 0;
    struct net_response *response = fixture_get(fixture, "/_log");
    for (const char *at = response->body; (at = strstr(at, text)); at++)
        n++;
    net_response_free(response);
    return n;
}

static void posts_are_sent_once(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    net_response_free(fixture_get(&fixture, "/ok")); /* leaves a connection to be used again */
    struct net_response *response =
        fixture_run_take(&fixture, make("POST", "/drop/post-once", "a"));
    g_assert_cmpstr(response->error, ==, "the server sent nothing");
    net_response_free(response);
    g_assert_cmpuint(count_in_log(&fixture, "/drop/post-once"), ==, 1);
    g_autofree char *url = server_url_at("reader:pass%2Fword@127.0.0.1", "/auth");
    struct net_request *request = net_request_new(1, NET_HTTP, url, NULL);
    request->method = g_strdup("POST");
    net_request_set_body_take(request, g_strdup("b"), 1, "text/plain");
    net_request_add_header(request, "X-Mark", "auth-once");
    response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->body, ==, "let in");
    net_response_free(response);
    g_assert_cmpuint(count_in_log(&fixture, "auth-once"), ==, 1);
    fixture_clear(&fixture);
}

static void uploads_end_when_cancelled_or_late(void)
{
    const gsize len = 16 << 20;
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    net_response_free(fixture_get(&fixture, "/ok")); /* now curl knows that this is not HTTP/2 */
    for (guint i = 0; i < 2; i++) {
        g_autofree char *mark = g_strdup_printf("/stall/%u", i);
        g_autofree char *url = server_url(mark);
        struct net_request *request = net_request_new(9, NET_HTTP, url, NULL);
        request->method = g_strdup("POST");
        request->timeout_ms = i ? 300 : 60000;
        net_request_set_body_take(request, g_strnfill(len, 'z'), len, "text/plain");
        net_post_take(fixture.net, request);
        if (!i) {
            const gint64 deadline_ms = clock_monotonic_ms() + 10000;
            while (!count_in_log(&fixture, mark))
                g_assert_cmpint(clock_monotonic_ms(), <, deadline_ms);
            net_cancel_all(fixture.net);
        }
        struct net_response *response = fixture_take(&fixture);
        g_test_message("%s", response->error);
        g_assert_cmpuint(response->id, ==, 9);
        g_assert_true(response->is_cancelled == !i);
        g_assert_cmpstr(response->error, ==, i ? "timed out after 1 s" : "stopped");
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

static void headers_of_answers_are_bounded(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    struct net_response *response = fixture_get(&fixture, "/repeated");
    g_assert_cmpstr(net_response_get_header(response, "X-Twice"), ==, "a, b");
    g_assert_cmpstr(net_response_get_header(response, "X-Empty"), ==, "");
    g_assert_null(net_response_get_header(response, "Set-Cookie"));
    net_response_free(response);
    response = fixture_get(&fixture, "/control");
    g_assert_null(net_response_get_header(response, "ETag"));
    g_assert_null(net_response_get_header(response, "Last-Modified"));
    net_response_free(response);
    response = fixture_get(&fixture, "/big-header?8000");
    g_assert_cmpuint(strlen(net_response_get_header(response, "X-Big")), ==, 8000);
    net_response_free(response);
    response = fixture_get(&fixture, "/big-header?20000");
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_null(net_response_get_header(response, "X-Big"));
    g_assert_cmpstr(net_response_get_header(response, "X-Small"), ==, "seen");
    net_response_free(response);
    response = fixture_get(&fixture, "/many-headers?500");
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_nonnull(net_response_get_header(response, "X-50"));
    g_assert_null(net_response_get_header(response, "X-499"));
    net_response_free(response);
    static const char *const endless[] = { "/many-headers?5000", "/big-header?5000000" };
    for (guint i = 0; i < G_N_ELEMENTS(endless); i++) {
        response = fixture_get(&fixture, endless[i]);
        g_assert_cmpstr(response->error, ==, "the header of the answer is too large");
        g_assert_null(response->body);
        net_response_free(response);
    }
    fixture_clear(&fixture);
}

void test_send_add(void)
{
    g_test_add_func("/send/sends-methods-and-bodies-when-set", methods_and_bodies_are_sent);
    g_test_add_func("/send/sends-all-of-a-body-when-large", large_bodies_arrive_whole);
    g_test_add_func("/send/refuses-headers-when-unsendable", what_cannot_be_sent_is_refused);
    g_test_add_func("/send/gives-bodies-of-errors-when-wanted",
                    bodies_of_errors_are_given_when_wanted);
    g_test_add_func("/send/leaves-hosts-alone-when-posting", hosts_are_left_alone_by_post);
    g_test_add_func("/send/repeats-what-it-may-when-redirected", redirects_repeat_what_they_may);
    g_test_add_func("/send/keeps-secrets-when-redirected-away", secrets_stay_with_their_origin);
    g_test_add_func("/send/keeps-passwords-when-redirected-within",
                    passwords_go_along_within_their_origin);
    g_test_add_func("/send/posts-once-when-cut-off", posts_are_sent_once);
    g_test_add_func("/send/ends-uploads-when-cancelled-or-late",
                    uploads_end_when_cancelled_or_late);
    g_test_add_func("/send/bounds-headers-when-answered", headers_of_answers_are_bounded);
}
