/* SPDX-License-Identifier: MIT */
/* The cache of pictures: what is asked of it, and what it lets go. */
#include "tests.h"

#include "app/event.h"
#include "article/picture_work.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

/* A PNG's head of 4 x 2 pixels, which is all that is looked at, and len bytes in all. */
static char *make_file(gsize len)
{
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\2\x08\2\0\0\0";
    char *bytes = g_malloc0(len);
    memcpy(bytes, head, MIN(len, sizeof head - 1));
    return bytes;
}

static void event_destroy(void *event)
{
    event_free(event);
}

struct fixture {
    char *folder;
    struct queue *events;
    struct picture_work *work;
};

static void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("newsdeck-XXXXXX", NULL);
    fixture->events = queue_new(0, event_destroy);
    fixture->work = picture_work_start(fixture->events, fixture->folder, "/nonexistent");
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    picture_work_stop(fixture->work);
    queue_free(fixture->events);
    g_autoptr(GDir) folder = g_dir_open(fixture->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder));) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
}

/* Posts the job and waits for its result, which lives until the next call. */
static const struct picture_result *do_job(struct fixture *fixture, struct picture_job job,
                                           const char *url, struct event **event)
{
    job.url = g_strdup(url);
    event_free(*event);
    picture_work_post(fixture->work, &job);
    *event = queue_take(fixture->events);
    const struct picture_result *result = (*event)->answer;
    g_assert_cmpint((*event)->kind, ==, EVENT_REPLY);
    g_assert_cmpstr(result->url, ==, url);
    return result;
}

static const struct picture_result *store(struct fixture *fixture, const char *url, gsize len,
                                          struct event **event)
{
    const struct picture_job job = {
        .task = PICTURE_STORE, .bytes = make_file(len), .len = len, .max_bytes = 3000
    };
    return do_job(fixture, job, url, event);
}

static bool is_kept(struct fixture *fixture, const char *url, struct event **event)
{
    const struct picture_job job = { .task = PICTURE_LOOK };
    const struct picture_result *result = do_job(fixture, job, url, event);
    g_assert_null(result->error);
    g_assert_cmpuint(result->width, ==, result->is_missing ? 0 : 4);
    return !result->is_missing;
}

/* As if nobody had looked at the picture for so long. */
static void make_old(struct fixture *fixture, const char *url, gint64 days)
{
    g_autofree char *name = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    const time_t at = (time_t)(g_get_real_time() / G_USEC_PER_SEC - days * 24 * 3600);
    const struct utimbuf times = { at, at };
    g_assert_cmpint(utime(path, &times), ==, 0);
}

static void test_limit(struct fixture *fixture, gconstpointer data)
{
    struct event *event = NULL;
    (void)data;
    g_assert_false(is_kept(fixture, "http://h/a", &event));
    g_assert_null(store(fixture, "http://h/a", 1000, &event)->error);
    g_assert_null(store(fixture, "http://h/b", 1000, &event)->error);
    g_assert_null(store(fixture, "http://h/c", 1000, &event)->error);
    make_old(fixture, "http://h/a", 3);
    make_old(fixture, "http://h/b", 2);
    make_old(fixture, "http://h/c", 1);
    g_assert_true(is_kept(fixture, "http://h/a", &event)); /* looked at now */
    g_assert_null(store(fixture, "http://h/d", 1500, &event)->error);
    g_assert_true(is_kept(fixture, "http://h/a", &event));
    g_assert_false(is_kept(fixture, "http://h/b", &event));
    g_assert_false(is_kept(fixture, "http://h/c", &event));
    g_assert_true(is_kept(fixture, "http://h/d", &event));
    event_free(event);
}

static void test_no_picture(struct fixture *fixture, gconstpointer data)
{
    struct event *event = NULL;
    struct picture_job job = { .task = PICTURE_STORE, .error = g_strdup("HTTP 503") };
    (void)data;
    g_assert_cmpstr(do_job(fixture, job, "http://h/a", &event)->error, ==, "HTTP 503");
    job = (struct picture_job){
        .task = PICTURE_STORE, .bytes = g_strdup("<html>"), .len = 6, .max_bytes = 3000
    };
    g_assert_nonnull(do_job(fixture, job, "http://h/b", &event)->error);
    g_assert_false(is_kept(fixture, "http://h/a", &event));
    g_assert_false(is_kept(fixture, "http://h/b", &event));
    event_free(event);
}

static void test_no_decoder(struct fixture *fixture, gconstpointer data)
{
    struct event *event = NULL;
    const struct picture_job job = {
        .task = PICTURE_DRAW, .spec = { .cols = 4, .rows = 2, .cell_width = 8, .cell_height = 16 }
    };
    (void)data;
    g_assert_null(store(fixture, "http://h/a", 1000, &event)->error);
    const struct picture_result *result = do_job(fixture, job, "http://h/a", &event);
    g_assert_nonnull(result->error);
    g_assert_null(result->drawing);
    event_free(event);
}

void test_picture_add(void)
{
#define ADD(name, function)                                                                        \
    g_test_add("/picture/" name, struct fixture, NULL, set_up, function, tear_down)
    ADD("the-longest-unseen-goes-first", test_limit);
    ADD("what-is-none-is-not-kept", test_no_picture);
    ADD("a-decoder-that-fails-costs-the-picture-alone", test_no_decoder);
#undef ADD
}
