/* SPDX-License-Identifier: MIT */
/* Services: the parts of the program that work behind the lists. Each is one row of the table that
 * app_new() is given; the app loops over the rows and knows none of them by name. All functions run
 * on the app's thread and wait for nothing. */
#ifndef APP_SERVICE_H
#define APP_SERVICE_H

#include "app/app.h"
#include "app/command_table.h"
#include "app/event.h"

/* A command that runs. message is what to say when it is done: the command sets it, app_run() hands
 * it on. */
struct app_call {
    struct app *app;
    const struct command *command;
    const struct app_focus *focus;
    char *message;
    GError **error;
};

/* Returns bits of enum redraw; REDRAW_NONE with call->error set where nothing was changed. */
typedef guint app_command_func(struct app_call *call);

struct app_command {
    enum command_id id;
    app_command_func *run; /* NULL ends a table */
};

/* Sets the call's error; returns REDRAW_NONE. */
guint app_call_fail(struct app_call *call, enum app_error code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The word with this index (0: the command's name), or NULL; borrowed. */
const char *app_call_get_word(const struct app_call *call, guint index);

/* What a service is doing, for the status line. Free the texts with activity_clear(). */
struct activity {
    char *text;            /* "fetching 3/9"; shortened where there is no room */
    char *brief;           /* instead of text on narrow screens; or NULL */
    char *detail;          /* behind it, never shortened; or NULL */
    guint n_done, n_total; /* of a bar between the two; n_total 0: no bar */
};

void activity_clear(struct activity *activity);

/* own: the service's private block. Every function may be NULL. */
struct service {
    const char *name;
    gsize size;     /* bytes of the private block, zeroed by app_new(); 0: none */
    guint32 events; /* which events take() is given: bits 1u << EVENT_... */

    /* When the archive is open, in the order of the table. */
    void (*start)(struct app *app, void *own);

    /* An event, before the caller of app_take_event() gets it; in the order of the table. */
    void (*take)(struct app *app, void *own, struct event *event);

    /* The turn of the clock, at least once a second. now_ms: monotonic milliseconds. */
    void (*tick)(struct app *app, void *own, gint64 now_ms);

    /* When tick() wants to be called at the latest (monotonic milliseconds); G_MAXINT64: never. */
    gint64 (*get_wake_ms)(const struct app *app, const void *own);

    /* The command "stop": begins nothing new; true where something was under way. */
    bool (*stop)(struct app *app, void *own);

    /* True where activity was filled: something is under way. The first service that has something
     * to say is shown. */
    bool (*describe)(struct app *app, void *own, struct activity *activity);

    /* When the app ends, last in the table first. Fetching has stopped and what was fetched was
     * handed on (reply.h); the store thread still takes changes. Frees what the block holds, not
     * the block. */
    void (*free)(struct app *app, void *own);

    const struct app_command *commands; /* ends with a row without a function; or NULL */
};

/* The private block of a service that is in the app's table. Lives as long as the app. */
void *app_get_own(const struct app *app, const struct service *service);

/* Whether the service is in the app's table. */
bool app_has_service(const struct app *app, const struct service *service);

/* The services of app itself; the others stand beside their features. */
extern const struct service edit_service, fetch_service, feed_list_service;

#endif
