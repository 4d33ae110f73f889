/* SPDX-License-Identifier: MIT */
/* The program without a screen: its state, and what can be done with it. All functions are for the
 * one thread that owns the app; none waits for the network, for a write to disk or for a child
 * process, unless its name ends in _wait. */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/command_table.h"
#include "app/event.h"
#include "app/keymap.h"
#include "config/command.h"
#include "config/diagnostic.h"
#include "config/option.h"
#include "config/theme.h"

struct app;
struct store;

struct service;
struct activity;

/* Errors of app and of the folders above it. */
#define APP_ERROR app_error_quark()
GQuark app_error_quark(void);

enum app_error {
    APP_ERROR_NOT_FOUND, /* nothing is selected, or what is meant is not there */
    APP_ERROR_BUSY,      /* the same is under way already */
    APP_ERROR_REFUSED,   /* cannot or must not be done */
    APP_ERROR_USAGE,     /* arguments, or words of a file that people edit, are wrong */
    APP_ERROR_FILE,      /* a file or the archive cannot be read or written */
};

enum app_mode {
    APP_READER,  /* everything, for the screen */
    APP_COMMAND, /* no automatic fetching, nothing in the background: for the command line */
};

/* Reads config and feeds file, opens the archive (makes it where there is none), starts the
 * services; threads are started when they are needed. config_dir and data_dir: NULL for the usual
 * ones. services: the parts that work behind the lists (app/service.h), ends with NULL, is borrowed
 * for the life of the app. What is wrong in the files goes into the diagnostics. NULL and error
 * where the archive cannot be used. Free with app_free(), which waits until the last edit is on
 * disk. */
struct app *app_new(enum app_mode mode, const char *config_dir, const char *data_dir,
                    const struct service *const *services, GError **error);
void app_free(struct app *app);

/* The parts of the state; borrowed. The diagnostics are the messages of the config file and the feeds
 * file. */
const struct options *app_get_options(const struct app *app);
const struct theme *app_get_theme(const struct app *app);
const struct keymap *app_get_keymap(const struct app *app);
const struct diagnostic_list *app_get_diagnostics(const struct app *app);

/* What is wrong in the files in one line: the mistake, or how many there are and which key shows
 * them; each has its line in the log. NULL if nothing is wrong. Caller frees. */
char *app_describe_mistakes(const struct app *app);
const char *app_get_config_path(const struct app *app);
const char *app_get_feeds_path(const struct app *app);

/* True where there is no feeds file: then the guide is shown. */
bool app_is_guide(const struct app *app);

/* The app's handle for reading; borrowed. App's thread only. */
struct store *app_get_store(struct app *app);

/* Returns a descriptor that is readable when app_take_event() has something; only poll it. */
int app_get_event_fd(struct app *app);

/* Returns the next event, to be freed with event_free(), or NULL. The
 * services have taken note of it already. */
struct event *app_take_event(struct app *app);

/* Returns the milliseconds until app_tick() wants to be called at the latest (a feed is due,
 * another process may have written). */
int app_get_timeout_ms(struct app *app);

/* Gives each service its turn. */
void app_tick(struct app *app);

/* Where the cursor is, for the commands that act on it. */
struct app_focus {
    gint64 feed_id; /* the selected feed, 0: none or a list of several */
    gint64 item_id; /* the selected or open article, 0: none */
    /* the list that "mark-feed-read" means where feed_id is 0; or NULL */
    const struct headlines *headlines;
};

/* Checks the arguments of a command of kind BY_APP or BY_CONFIG and carries it out; id is the id of
 * command->words[0]. Returns what must be drawn again (bits of enum redraw). *message: what to say,
 * stays NULL where there is nothing to say; caller frees. On failure nothing was changed and error
 * is set: APP_ERROR, CONFIG_ERROR or STORE_ERROR. */
guint app_run(struct app *app, enum command_id id, const struct command *command,
              const struct app_focus *focus, char **message, GError **error);

/* Applies the edits that are not on disk yet to the row. */
struct item_row;
void app_apply_pending(struct app *app, struct item_row *row);

/* Marks an article read because it was opened, or unread. The undo journal calls it 'read "TITLE"'.
 */
void app_mark_read(struct app *app, gint64 item_id, bool is_read);

/* Keeps a small value beyond the end of the program. The store thread writes it. */
void app_set_state(struct app *app, const char *key, const char *value);

/* Returns the value kept under key, or NULL. Caller frees. */
char *app_get_state(struct app *app, const char *key);

/* Fills activity with what the first busy service is doing; free it with activity_clear(). False:
 * nothing is under way. */
bool app_describe_activity(struct app *app, struct activity *activity);

/* The options of a feed; the app's options where it has none of its own. Borrowed until
 * EVENT_FEEDS.
 */
const struct options *app_get_feed_options(const struct app *app, gint64 feed_id);

/* For the command line: these wait. The first two wait until the edit or the undo is on disk;
 * caller frees *label. The third waits until the search index is complete, or max_ms have passed
 * (0: no limit). */
struct edit;
bool app_edit_wait(struct app *app, const struct edit *edit, guint *n_changed, GError **error);
bool app_undo_wait(struct app *app, char **label, guint *n_changed, GError **error);
bool app_index_wait(struct app *app, gint64 max_ms);

/* Opens an address in the browser (only http, https), detached; never waits. */
bool app_browse(struct app *app, const char *url, GError **error);

#endif
