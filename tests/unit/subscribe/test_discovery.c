/* SPDX-License-Identifier: MIT */
/* A search for feeds from its beginning to its end; what sites may look like is in
 * tests/cli/discovery.py. */
#include "tests.h"

#include "subscribe/discovery.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/* A server that takes connections and never says a word; *address is the caller's. */
static int silent_server_new(char **address)
{
    struct sockaddr_in where = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof where;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&where, sizeof where), ==, 0);
    g_assert_cmpint(listen(fd, 8), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&where, &len), ==, 0);
    *address = g_strdup_printf("http://127.0.0.1:%u/", ntohs(where.sin_port));
    return fd;
}

static void test_refuses(void)
{
    static const char *const addresses[] = { "file:///x", "word", "" };
    struct home home = home_new("http://a.example/feed\n", NULL);
    struct app *app = home_open(&home);
    g_assert_null(app_get_discovery(app));
    for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(app_discover(app, addresses[i], NULL, NULL, &error));
        g_assert_nonnull(error);
    }
    g_autoptr(GError) error = NULL;
    app_run_line(app, "add http://a.example/feed", NULL, &error);
    g_assert_nonnull(error);
    g_assert_null(app_get_discovery(app));
    app_free(app);
    home_clear(&home);
}

static void test_says_why(void)
{
    struct home home = home_new(NULL, NULL);
    struct app *app = home_open(&home);
    g_assert_true(app_discover(app, "http://me:secret@127.0.0.1:1/", NULL, NULL, NULL));
    const struct app_discovery *discovery = app_get_discovery(app);
    g_assert_true(discovery->is_looking);
    while (discovery->is_looking)
        app_wait_event(app, NULL, EVENT_DISCOVERY);
    g_assert_cmpstr(discovery->address, ==, "http://***@127.0.0.1:1/");
    g_assert_nonnull(discovery->error);
    g_assert_cmpuint(discovery->feeds->len, ==, 0);
    app_free(app);
    home_clear(&home);
}

static void test_is_dropped(void)
{
    char *address;
    const int fd = silent_server_new(&address);
    struct home home = home_new(NULL, NULL);
    struct app *app = home_open(&home);
    g_assert_true(app_discover(app, address, NULL, NULL, NULL));
    struct app_discovery *first = app_discovery_ref(app_get_discovery(app));
    g_assert_true(app_discover(app, "http://127.0.0.1:1/", NULL, NULL, NULL));
    g_assert_false(first->is_looking);
    g_assert_cmpstr(first->address, ==, address);
    app_discovery_unref(first);
    while (app_get_discovery(app)->is_looking)
        app_wait_event(app, NULL, EVENT_DISCOVERY);
    g_assert_cmpstr(app_get_discovery(app)->address, ==, "http://127.0.0.1:1/");
    g_assert_true(app_discover(app, address, NULL, NULL, NULL));
    app_stop_discovery(app);
    g_assert_false(app_get_discovery(app)->is_looking);
    app_stop_discovery(app);
    g_assert_true(app_discover(app, address, NULL, NULL, NULL));
    app_free(app); /* while one is under way */
    home_clear(&home);
    close(fd);
    g_free(address);
}

void test_discovery_add(void)
{
    g_test_add_func("/discovery/refuses-what-is-no-address-or-subscribed", test_refuses);
    g_test_add_func("/discovery/says-why-when-nothing-answers", test_says_why);
    g_test_add_func("/discovery/goes-when-another-begins-or-it-is-stopped", test_is_dropped);
}
