/* SPDX-License-Identifier: MIT */
/* What tests of app and of the folders above it share: a home with feeds in files, and waiting for
 * events. */
#ifndef TESTS_UNIT_HOME_HOME_H
#define TESTS_UNIT_HOME_HOME_H

#include "app/app.h"
#include "app/feed_list.h"
#include "app/headlines.h"
#include "app/service.h"

/* The services of the apps that are opened; each test program has its own list. Ends with NULL. */
extern const struct service *const home_services[];

struct home {
    char *path, *config, *data;
};

/* A folder of its own; feeds: text of the feeds file in which % stands for the folder, or NULL for none. */
struct home home_new(const char *feeds, const char *config);
void home_clear(struct home *home);

/* Writes a file of the folder; % stands for the folder. */
void home_write(const struct home *home, const char *name, const char *text);

/* Writes an RSS document NAME.xml with items first … last, "NAME 1" and so on, a day apart, the last the newest. */
void home_write_feed(const struct home *home, const char *name, guint first, guint last);

struct app *home_open(const struct home *home);

/* Takes events until one of the kind has come; each is shown to headlines (may be NULL). */
void app_wait_event(struct app *app, struct headlines *headlines, enum event_kind kind);

/* Fetches all feeds. */
void app_reload_and_wait(struct app *app, struct headlines *headlines);

/* Runs a command line as a key would. Returns the bits of enum redraw; asserts success unless error is given. */
guint app_run_line(struct app *app, const char *line, const struct app_focus *focus,
                   GError **error);

/* Runs a command line that changes the feeds file, and waits until it is read again. */
void app_change_feeds(struct app *app, const char *line, const struct app_focus *focus);

/* A list whose query was answered. */
struct headlines *headlines_open(struct app *app, enum feed_list_kind kind, gint64 feed_id,
                                 const char *query);

/* "*" unread, "+" starred, then the title, a blank: "*a 2 a 1 ". The caller's. */
char *headlines_format(struct headlines *headlines);

/* The visible rows: depth as dots, "<" folded, title, unread: "Folder:2 .a:2 ". The first three rows left out. The caller's. */
char *feed_list_format(const struct feed_list *list);

#endif
