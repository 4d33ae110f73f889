/* SPDX-License-Identifier: MIT */
/* Documents fetched into files: gone on with, begun anew, cut off, stopped. */
#include "tests.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

static char *get_path(void)
{
    return g_build_filename(tests_get_scratch(), "download.part", NULL);
}

/* A file with what the server's /part has in its first len bytes. */
static void write_file(gsize len)
{
    g_autofree char *path = get_path();
    g_autofree char *bytes = g_malloc(len + 1);
    for (gsize i = 0; i < len; i++)
        bytes[i] = (char)(i * 7 % 251);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
}

static void check_file(gsize len)
{
    g_autofree char *path = get_path();
    g_autofree char *bytes = NULL;
    gsize n = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    g_assert_cmpuint(n, ==, len);
    for (gsize i = 0; i < n; i++)
        g_assert_cmpuint((guchar)bytes[i], ==, i * 7 % 251);
}

static struct net_request *request_new(const char *path, guint64 offset, const char *validator)
{
    g_autofree char *url = server_url(path), *file = get_path();
    struct net_request *request = net_request_new(1, NET_DOWNLOAD, url, NULL);
    const int fd = g_open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    g_assert_cmpint(fd, >=, 0);
    request->max_body_bytes = 1u << 30;
    request->download = net_download_new_take(fd, offset, validator);
    return request;
}

/* Fetches path after the n_there bytes that are there. Returns the download; caller unrefs. */
static struct net_download *run(const char *path, gsize n_there, const char *validator,
                                guint status, const char *error)
{
    struct fixture fixture;
    fixture_init(&fixture, NULL);
    write_file(n_there);
    struct net_request *request = request_new(path, n_there, validator);
    struct net_download *download = net_download_ref(request->download);
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, error);
    g_assert_cmpuint(response->status, ==, status);
    g_assert_null(response->body);
    net_response_free(response);
    fixture_clear(&fixture);
    return download;
}

static void goes_on(void)
{
    static const struct {
        const char *path;
        gsize n_there;
        const char *validator;
        guint status;
        const char *error;
        gsize len;
    } cases[] = {
        { "/part/a?300000", 0, NULL, 200, NULL, 300000 },
        { "/part/a?300000", 123456, "\"e1\"", 206, NULL, 300000 },
        /* what is there cannot be known again, or is something else by now */
        { "/part/a?300000", 123456, NULL, 200, NULL, 300000 },
        { "/part/a?300000&etag=e2", 123456, "\"e1\"", 200, NULL, 300000 },
        { "/part/a?300000&whole", 123456, "\"e1\"", 200, NULL, 300000 },
        { "/part/a?100", 123456, NULL, 200, NULL, 100 },
        { "/empty", 123456, NULL, 200, NULL, 0 },
        /* all of it is there; more than all of it */
        { "/part/a?300000", 300000, "\"e1\"", 206, NULL, 300000 },
        { "/part/a?300000", 300001, "\"e1\"", 416, "HTTP 416", 300001 },
        /* an error's page is not the file */
        { "/404", 5000, "\"e1\"", 404, "HTTP 404", 5000 },
        { "/part/cut?300000&cut=1000", 0, NULL, 200, "the connection was cut off", 1000 },
    };
    if (!server_get())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%u: %s", i, cases[i].path);
        struct net_download *download = run(cases[i].path, cases[i].n_there, cases[i].validator,
                                            cases[i].status, cases[i].error);
        check_file(cases[i].len);
        if (!cases[i].error && cases[i].len) {
            g_assert_cmpuint(download->n_done, ==, cases[i].len);
        }
        if (strstr(cases[i].path, "cut")) { /* what the next attempt needs is known */
            g_assert_cmpstr(download->new_validator, ==, "\"e1\"");
            g_assert_cmpuint(download->n_total, ==, 300000);
        }
        net_download_unref(download);
    }
}

static void ceiling_holds(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    write_file(0);
    struct net_request *request = request_new("/huge", 0, NULL); /* does not say how much comes */
    request->max_body_bytes = 1 << 20;
    struct net_response *response = fixture_run_take(&fixture, request);
    g_assert_cmpstr(response->error, ==, "larger than 1 MiB");
    net_response_free(response);
    g_autofree char *path = get_path();
    GStatBuf about;
    g_assert_cmpint(g_stat(path, &about), ==, 0);
    g_assert_cmpint(about.st_size, <=, 1 << 20);
    fixture_clear(&fixture);
}

static void stops(void)
{
    struct fixture fixture;
    if (!server_get())
        return;
    fixture_init(&fixture, NULL);
    write_file(0);
    struct net_request *request = request_new("/silent", 0, NULL);
    struct net_download *download = net_download_ref(request->download);
    net_post_take(fixture.net, request);
    atomic_store(&download->is_cancelled, true);
    struct net_response *response = fixture_take(&fixture);
    g_assert_true(response->is_cancelled);
    net_response_free(response);
    net_download_unref(download);
    fixture_clear(&fixture);
}

void test_download_add(void)
{
    g_test_add_func("/download/goes-on-behind-what-is-there-or-begins-anew", goes_on);
    g_test_add_func("/download/ends-at-the-ceiling-of-bytes", ceiling_holds);
    g_test_add_func("/download/ends-when-it-is-cancelled", stops);
}
