/* SPDX-License-Identifier: MIT */
/* Runs the tests of net. */
#include "tests.h"

#include "base/clock.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEADLINE_MS 60000

static struct server server;
static char *scratch;

const char *tests_get_scratch(void)
{
    return scratch;
}

/* The path of a key with a certificate that nobody signed, or NULL. Caller frees. */
static char *server_make_certificate(void)
{
    g_autofree char *path = g_build_filename(scratch, "both.pem", NULL);
    g_autofree char *key = g_build_filename(scratch, "key.pem", NULL);
    g_autofree char *certificate = g_build_filename(scratch, "certificate.pem", NULL);
    const char *const argv[] = { "openssl", "req",   "-x509", "-newkey",   "rsa:2048",
                                 "-nodes",  "-days", "2",     "-subj",     "/CN=127.0.0.1",
                                 "-keyout", key,     "-out",  certificate, NULL };
    g_autofree char *first = NULL, *second = NULL;
    int status = 0;
    const bool ok = g_spawn_sync(NULL, (char **)(void *)argv, NULL,
                                 G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                                 NULL, &status, NULL);
    if (!ok || status != 0 || !g_file_get_contents(key, &first, NULL, NULL) ||
        !g_file_get_contents(certificate, &second, NULL, NULL))
        return NULL;
    g_autofree char *both = g_strconcat(first, second, NULL);
    g_assert_true(g_file_set_contents(path, both, -1, NULL));
    return g_steal_pointer(&path);
}

static void server_start(void)
{
    g_autofree char *script = g_test_build_filename(G_TEST_DIST, "http", "server.py", NULL);
    g_autofree char *certificate = server_make_certificate();
    const char *argv[] = { "python3", script, certificate ? "--certificate" : NULL, certificate,
                           NULL };
    int output = -1;
    char line[64] = "";
    if (!g_spawn_async_with_pipes(NULL, (char **)(void *)argv, NULL,
                                  G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                  &server.pid, &server.input, &output, NULL, NULL))
        return;
    FILE *stream = fdopen(output, "r");
    server.is_running = fgets(line, sizeof line, stream) &&
                        sscanf(line, "%u %u", &server.port, &server.tls_port) == 2;
    fclose(stream);
    if (!server.is_running)
        g_error("%s does not start", script);
}

static void server_stop(void)
{
    int status = 0;
    if (!server.pid)
        return;
    close(server.input);
    waitpid(server.pid, &status, 0);
}

const struct server *server_get(void)
{
    if (!server.is_running)
        g_test_skip("the server needs Python 3");
    return server.is_running ? &server : NULL;
}

char *server_url_at(const char *host, const char *path)
{
    return g_strdup_printf("http://%s:%u%s", host, server.port, path);
}

char *server_url(const char *path)
{
    return server_url_at("127.0.0.1", path);
}

static void free_response(void *response)
{
    net_response_free(response);
}

void fixture_init(struct fixture *fixture, const struct net_limits *limits)
{
    fixture->responses = queue_new(64 << 10, free_response);
    fixture->net = net_new(limits, fixture->responses);
}

void fixture_clear(struct fixture *fixture)
{
    queue_close(fixture->responses);
    net_free(fixture->net);
    queue_free(fixture->responses);
}

struct net_response *fixture_take(struct fixture *fixture)
{
    const gint64 deadline_ms = clock_monotonic_ms() + DEADLINE_MS;
    for (;;) {
        struct pollfd entry = { .fd = queue_get_fd(fixture->responses), .events = POLLIN };
        struct net_response *response = queue_try_take(fixture->responses);
        if (response)
            return response;
        g_assert_cmpint(clock_monotonic_ms(), <, deadline_ms);
        poll(&entry, 1, (int)(deadline_ms - clock_monotonic_ms()));
    }
}

struct net_response *fixture_run_take(struct fixture *fixture, struct net_request *request)
{
    const guint64 id = request->id;
    net_post_take(fixture->net, request);
    struct net_response *response = fixture_take(fixture);
    g_assert_cmpuint(response->id, ==, id);
    return response;
}

struct net_response *fixture_get(struct fixture *fixture, const char *path)
{
    g_autofree char *url = server_url(path);
    return fixture_run_take(fixture, net_request_new(7, NET_HTTP, url, NULL));
}

static void scratch_remove(void)
{
    GDir *folder = g_dir_open(scratch, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *path = g_build_filename(scratch, name, NULL);
        g_unlink(path);
    }
    if (folder)
        g_dir_close(folder);
    g_rmdir(scratch);
    g_free(scratch);
}

int main(int argc, char **argv)
{
    static const char *const proxies[] = { "http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY",
                                           "ALL_PROXY" };
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(proxies); i++)
        g_unsetenv(proxies[i]);
    scratch = g_dir_make_tmp("newsdeck-net-XXXXXX", NULL);
    g_assert_nonnull(scratch);
    server_start();
    test_coding_add();
    test_header_add();
    test_host_add();
    test_http_add();
    test_send_add();
    test_politeness_add();
    test_command_add();
    test_download_add();
    const int status = g_test_run();
    server_stop();
    scratch_remove();
    return status;
}
