/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests; and a net that talks to the scripted server. */
#ifndef TESTS_UNIT_NET_TESTS_H
#define TESTS_UNIT_NET_TESTS_H

#include "net/net.h"

#include <glib.h>

void test_coding_add(void);
void test_header_add(void);
void test_host_add(void);
void test_http_add(void);
void test_send_add(void);
void test_politeness_add(void);
void test_command_add(void);
void test_download_add(void);

/* tests/http/server.py, started once for all tests; without Python the tests that need it are
 * skipped. */
struct server {
    GPid pid;
    int input; /* it ends when this is closed */
    guint port, tls_port;
    bool is_running;
};

/* The server, or NULL after the test was marked as skipped. */
const struct server *server_get(void);

/* "http://127.0.0.1:PORT" and path; caller frees. */
char *server_url(const char *path);
char *server_url_at(const char *host, const char *path);

/* The folder of this run. */
const char *tests_get_scratch(void);

struct fixture {
    struct queue *responses;
    struct net *net;
};

void fixture_init(struct fixture *fixture, const struct net_limits *limits);
void fixture_clear(struct fixture *fixture);

/* The next answer; caller frees. Fails the test if there is no answer in time. */
struct net_response *fixture_take(struct fixture *fixture);

/* Posts request and takes its answer. */
struct net_response *fixture_run_take(struct fixture *fixture, struct net_request *request);

/* The answer for a path of the server, with the defaults. */
struct net_response *fixture_get(struct fixture *fixture, const char *path);

#endif
