/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/arena.h"
#include "base/queue.h"

#include <poll.h>
#include <pthread.h>

static bool fd_is_readable(int fd)
{
    struct pollfd entry = { .fd = fd, .events = POLLIN };
    return poll(&entry, 1, 0) == 1;
}

static void descriptor_tells_of_messages(void)
{
    struct queue *queue = queue_new(0, g_free);
    g_assert_false(fd_is_readable(queue_get_fd(queue)));
    queue_post(queue, g_strdup("a"), 1);
    queue_post(queue, g_strdup("b"), 1);
    g_assert_true(fd_is_readable(queue_get_fd(queue)));
    g_free(queue_take(queue));
    g_assert_true(fd_is_readable(queue_get_fd(queue)));
    g_free(queue_take(queue));
    g_assert_false(fd_is_readable(queue_get_fd(queue)));
    g_assert_null(queue_try_take(queue));
    queue_close(queue);
    g_assert_true(fd_is_readable(queue_get_fd(queue)));
    g_assert_null(queue_take(queue));
    queue_free(queue);
}

static void urgent_goes_first_and_past_the_capacity(void)
{
    struct queue *queue = queue_new(1, g_free);
    queue_post(queue, g_strdup("slow"), 1);
    queue_post_urgent(queue, g_strdup("1"));
    queue_post_urgent(queue, g_strdup("2"));
    const char *expected[] = { "1", "2", "slow" };
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *message = queue_take(queue);
        g_assert_cmpstr(message, ==, expected[i]);
    }
    queue_free(queue);
}

static void *post_many(void *data)
{
    for (guint i = 1; i <= 1000; i++)
        queue_post(data, GUINT_TO_POINTER(i), 7);
    queue_close(data);
    return NULL;
}

static void full_queue_holds_the_sender_back(void)
{
    struct queue *queue = queue_new(20, NULL);
    pthread_t sender;
    guint expected = 0;
    pthread_create(&sender, NULL, post_many, queue);
    for (void *message; (message = queue_take(queue));) {
        g_assert_cmpuint(GPOINTER_TO_UINT(message), ==, ++expected);
        g_assert_cmpuint(queue_get_length(queue), <=, 2);
    }
    g_assert_cmpuint(expected, ==, 1000);
    pthread_join(sender, NULL);
    queue_free(queue);
}

static void closed_queue_frees_what_comes(void)
{
    struct queue *queue = queue_new(0, g_free);
    queue_close(queue);
    g_assert_false(queue_post(queue, g_strdup("late"), 1));
    g_assert_false(queue_post_urgent(queue, g_strdup("late")));
    queue_free(queue);
}

static void arena_keeps_large_and_small_pieces(void)
{
    struct arena *arena = arena_new(64);
    char *small = arena_strdup(arena, "small");
    char *large = arena_alloc(arena, 10000);
    char *more = arena_strndup(arena, "more and more", 4);
    large[9999] = 'x';
    g_assert_cmpstr(small, ==, "small");
    g_assert_cmpstr(more, ==, "more");
    g_assert_cmpuint((guintptr)more % sizeof(void *), ==, 0);
    g_assert_null(arena_strdup(arena, NULL));
    arena_free(arena);
}

void test_queue_add(void)
{
    g_test_add_func("/queue/descriptor-is-readable-when-a-message-waits",
                    descriptor_tells_of_messages);
    g_test_add_func("/queue/urgent-goes-first-when-full", urgent_goes_first_and_past_the_capacity);
    g_test_add_func("/queue/holds-the-sender-when-full", full_queue_holds_the_sender_back);
    g_test_add_func("/queue/frees-messages-when-closed", closed_queue_frees_what_comes);
    g_test_add_func("/arena/keeps-pieces-of-any-size", arena_keeps_large_and_small_pieces);
}
