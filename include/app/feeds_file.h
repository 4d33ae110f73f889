/* SPDX-License-Identifier: MIT */
/* The feeds file carried into the archive. The file is changed, read and compared with the archive
 * on the store thread; the app's thread then takes the result over. */
#ifndef APP_FEEDS_FILE_H
#define APP_FEEDS_FILE_H

#include "app/app.h"

/* The address of the feed that is the guide. */
#define GUIDE_URL "newsdeck:guide"

/* Changes the file at path (subscriptions_add() and the like). On the store thread. False and
 * error: nothing was changed. */
typedef bool feeds_file_change(const char *path, void *data, GError **error);

/* When the file was changed and read again; error: why it was not, or NULL. event is the
 * EVENT_FEEDS that follows: its text, is_error and feed_id may be set. On the app's thread. */
typedef void feeds_file_done(struct app *app, void *data, const GError *error, struct event *event);

struct feeds_file_job {
    feeds_file_change *change; /* or NULL: the file is only read again */
    const char *label;         /* of the change, for "undo"; copied */
    feeds_file_done *done;     /* or NULL */
    void *data;                /* for both; taken */
    GDestroyNotify free_data;  /* or NULL */
};

/* Posts the job. EVENT_FEEDS follows, once; with is_error and the reason where it failed. */
void feeds_file_post(struct app *app, const struct feeds_file_job *job);

/* For app_new(): reads the file and opens the archive. The reader only reads, if it can: what
 * differs between the two is posted. A new archive, and every archive for the command line, is
 * brought up to date at once. False and error where the archive cannot be used. */
bool feeds_file_open(struct app *app, GError **error);

#endif
