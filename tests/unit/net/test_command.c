/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <string.h>

static struct net_response *run(struct fixture *fixture, enum net_kind kind, const char *url,
                                const char *command)
{
    return fixture_run_take(fixture, net_request_new(5, kind, url, command));
}

static void assert_body(struct net_response *response, const char *body)
{
    g_assert_cmpstr(response->error, ==, NULL);
    g_assert_cmpuint(response->status, ==, 200);
    g_assert_cmpstr(response->body, ==, body);
    g_assert_cmpuint(response->body_len, ==, strlen(body));
    net_response_free(response);
}

static void assert_error(struct net_response *response, const char *error)
{
    g_assert_cmpstr(response->error, ==, error);
    g_assert_null(response->body);
    net_response_free(response);
}

static char *write_file(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(tests_get_scratch(), name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return g_strconcat("file://", path, NULL);
}

static void files_are_read(void)
{
    struct fixture fixture;
    g_autofree char *url = write_file("a%20b.xml", "content");
    g_autofree char *folder = g_strconcat("file://", tests_get_scratch(), NULL);
    fixture_init(&fixture, NULL);
    struct net_response *response = run(&fixture, NET_FILE, url, NULL);
    struct net_request *again = net_request_new(6, NET_FILE, url, NULL);
    again->etag = g_strdup(response->etag);
    assert_body(response, "content");
    response = fixture_run_take(&fixture, again);
    g_assert_cmpuint(response->status, ==, 304);
    g_assert_null(response->error);
    net_response_free(response);
    assert_error(run(&fixture, NET_FILE, "file:///no/such", NULL),
                 "cannot be read: No such file or directory");
    assert_error(run(&fixture, NET_FILE, folder, NULL), "is not a file");
    assert_error(run(&fixture, NET_FILE, "file:///dev/zero", NULL), "is not a file");
    struct net_request *small = net_request_new(7, NET_FILE, url, NULL);
    small->max_body_bytes = 6;
    assert_error(fixture_run_take(&fixture, small), "larger than 6 bytes");
    fixture_clear(&fixture);
}

static void commands_are_run(void)
{
    struct fixture fixture;
    fixture_init(&fixture, NULL);
    assert_body(run(&fixture, NET_EXEC, "exec:x", "echo \"a 'b'\" | tr a-z A-Z"), "A 'B'\n");
    assert_error(run(&fixture, NET_EXEC, NULL, "echo why >&2; exit 2"),
                 "the command ended with status 2: why");
    struct net_request *slow = net_request_new(1, NET_EXEC, NULL, "sleep 600");
    slow->command_timeout_ms = 200;
    assert_error(fixture_run_take(&fixture, slow), "the command did not end within 1 s");
    fixture_clear(&fixture);
}

static void filters_change_what_is_fetched(void)
{
    struct fixture fixture;
    g_autofree char *file = write_file("filter.xml", "abc");
    fixture_init(&fixture, NULL);
    assert_body(run(&fixture, NET_FILTER, file, "tr a-c x-z"), "xyz");
    if (server_get()) {
        g_autofree char *url = server_url("/ok"), *missing = server_url("/404");
        assert_body(run(&fixture, NET_FILTER, url, "sed s/hello/bye/"), "bye");
        assert_error(run(&fixture, NET_FILTER, missing, "echo never"), "HTTP 404");
        assert_error(run(&fixture, NET_FILTER, url, "cat; exit 1"),
                     "the command ended with status 1");
    }
    fixture_clear(&fixture);
}

static void many_commands_wait_for_their_turn(void)
{
    struct fixture fixture;
    fixture_init(&fixture, NULL);
    for (guint i = 0; i < 40; i++)
        net_post_take(fixture.net, net_request_new(i, NET_EXEC, NULL, "echo one"));
    guint64 sum = 0;
    for (guint i = 0; i < 40; i++) {
        struct net_response *response = fixture_take(&fixture);
        sum += response->id;
        assert_body(response, "one\n");
    }
    g_assert_cmpuint(sum, ==, 39 * 40 / 2);
    fixture_clear(&fixture);
}

void test_command_add(void)
{
    g_test_add_func("/job/reads-files-when-regular", files_are_read);
    g_test_add_func("/job/runs-commands-when-asked", commands_are_run);
    g_test_add_func("/job/filters-when-fetched", filters_change_what_is_fetched);
    g_test_add_func("/job/answers-each-when-many", many_commands_wait_for_their_turn);
}
