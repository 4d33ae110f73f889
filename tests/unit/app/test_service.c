/* SPDX-License-Identifier: MIT */
/* Tests of the hook for services and of answers, with services made up. */
#include "tests.h"

#include "app/engine.h"
#include "app/reply.h"

#include <string.h>

struct counts {
    guint n_started, n_taken, n_ticks, n_stopped, n_replies;
};

static GString *log_text; /* the order of calls */
static bool is_busy;

static void start(G_GNUC_UNUSED struct app *app, void *own)
{
    struct counts *counts = own;
    g_assert_cmpuint(counts->n_taken, ==, 0); /* the block is zeroed */
    counts->n_started++;
}

static void take(G_GNUC_UNUSED struct app *app, void *own, struct event *event)
{
    struct counts *counts = own;
    g_assert_cmpint(event->kind, ==, EVENT_MESSAGE); /* no other was asked for */
    counts->n_taken++;
    g_string_append(log_text, "first ");
}

static void take_second(G_GNUC_UNUSED struct app *app, G_GNUC_UNUSED void *own,
                        G_GNUC_UNUSED struct event *event)
{
    g_string_append(log_text, "second ");
}

static void tick(G_GNUC_UNUSED struct app *app, void *own, G_GNUC_UNUSED gint64 now_ms)
{
    ((struct counts *)own)->n_ticks++;
}

static gint64 get_wake_ms(G_GNUC_UNUSED const struct app *app, G_GNUC_UNUSED const void *own)
{
    return 0; /* long past */
}

static bool stop(G_GNUC_UNUSED struct app *app, void *own)
{
    ((struct counts *)own)->n_stopped++;
    return is_busy;
}

static bool describe(G_GNUC_UNUSED struct app *app, G_GNUC_UNUSED void *own,
                     struct activity *activity)
{
    if (is_busy)
        activity->text = g_strdup("counting");
    return is_busy;
}

static void clear(G_GNUC_UNUSED struct app *app, G_GNUC_UNUSED void *own)
{
    g_string_append(log_text, "free-first ");
}

static void clear_second(G_GNUC_UNUSED struct app *app, G_GNUC_UNUSED void *own)
{
    g_string_append(log_text, "free-second ");
}

static guint run_offline(struct app_call *call)
{
    call->message = g_strdup("ran");
    return REDRAW_STATUS;
}

static const struct app_command commands[] = { { COMMAND_OFFLINE, run_offline }, { 0 } };

static const struct service first = {
    .name = "first",
    .size = sizeof(struct counts),
    .events = 1u << EVENT_MESSAGE,
    .start = start,
    .take = take,
    .tick = tick,
    .get_wake_ms = get_wake_ms,
    .stop = stop,
    .describe = describe,
    .free = clear,
    .commands = commands,
};

/* Rows may leave out whatever they do not need. */
static const struct service second = {
    .name = "second", .events = 1u << EVENT_MESSAGE, .take = take_second, .free = clear_second
};
static const struct service absent = { .name = "absent" };

static struct app *open_with_services(const struct home *home)
{
    static const struct service *const table[] = {
        &edit_service, &fetch_service, &feed_list_service, &first, &second, NULL
    };
    g_autoptr(GError) error = NULL;
    struct app *app = app_new(APP_READER, home->config, home->data, table, &error);
    g_assert_no_error(error);
    return app;
}

static void test_rows(void)
{
    struct home home = home_new("", NULL);
    log_text = g_string_new(NULL);
    is_busy = false;
    struct app *app = open_with_services(&home);
    const struct counts *counts = app_get_own(app, &first);
    g_assert_true(app_has_service(app, &second));
    g_assert_false(app_has_service(app, &absent));
    g_assert_cmpuint(counts->n_started, ==, 1);
    queue_post(app_get_events(app), event_new(EVENT_MESSAGE), 0);
    queue_post(app_get_events(app), event_new(EVENT_PLAYER), 0);
    app_wait_event(app, NULL, EVENT_PLAYER);
    g_assert_cmpuint(counts->n_taken, ==, 1);
    g_assert_cmpint(app_get_timeout_ms(app), ==, 0);
    app_tick(app);
    g_assert_cmpuint(counts->n_ticks, ==, 1);
    app_free(app);
    g_assert_cmpstr(log_text->str, ==, "first second free-second free-first ");
    g_string_free(log_text, TRUE);
    home_clear(&home);
}

static void test_stop_and_describe(void)
{
    struct home home = home_new("", NULL);
    log_text = g_string_new(NULL);
    is_busy = false;
    struct app *app = open_with_services(&home);
    const struct counts *counts = app_get_own(app, &first);
    struct activity activity = { 0 };
    g_autoptr(GError) error = NULL;
    app_run_line(app, "stop", NULL, &error);
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    g_assert_false(app_describe_activity(app, &activity));
    is_busy = true;
    app_run_line(app, "stop", NULL, NULL);
    g_assert_cmpuint(counts->n_stopped, ==, 2);
    g_assert_true(app_describe_activity(app, &activity));
    g_assert_cmpstr(activity.text, ==, "counting");
    activity_clear(&activity);
    g_assert_null(activity.text);
    g_assert_cmpuint(app_run_line(app, "offline unread", NULL, NULL), ==, REDRAW_STATUS);
    app_free(app);
    g_string_free(log_text, TRUE);
    home_clear(&home);
}

/* ---- answers */

static void take_answer(G_GNUC_UNUSED struct app *app, void *data, void *answer)
{
    g_string_append_printf(data, "%s ", (const char *)answer);
    g_free(answer);
}

static void test_answers(void)
{
    struct home home = home_new("", NULL);
    struct app *app = home_open(&home);
    g_autoptr(GString) taken = g_string_new(NULL);
    const guint64 one = reply_expect(app, take_answer, taken);
    const guint64 two = reply_expect(app, take_answer, taken);
    const guint64 late = reply_expect(app, take_answer, taken);
    g_assert_cmpuint(one, !=, two);
    reply_forget(app, one);
    reply_forget(app, one + 1000);
    reply_post(app_get_events(app), one, g_strdup("one"), g_free); /* freed, not taken */
    reply_post(app_get_events(app), two, g_strdup("two"), g_free);
    reply_post(app_get_events(app), two, g_strdup("twice"), g_free);
    queue_post(app_get_events(app), event_new(EVENT_PLAYER), 0);
    app_wait_event(app, NULL, EVENT_PLAYER);
    g_assert_cmpstr(taken->str, ==, "two ");
    reply_post(app_get_events(app), late, g_strdup("late"), g_free);
    app_free(app); /* what has come is handed on at the end, too */
    g_assert_cmpstr(taken->str, ==, "two late ");
    home_clear(&home);
}

void test_service_add(void)
{
    g_test_add_func("/service/rows-are-started-given-their-events-and-freed-in-order", test_rows);
    g_test_add_func("/service/stop-and-the-status-line-ask-each", test_stop_and_describe);
    g_test_add_func("/reply/is-handed-to-who-asked-once-or-freed", test_answers);
}
