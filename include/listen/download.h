/* SPDX-License-Identifier: MIT */
/* Enclosures fetched into files: a queue that outlives the program. UI thread; what takes time
 * happens behind it. */
#ifndef LISTEN_DOWNLOAD_H
#define LISTEN_DOWNLOAD_H

#include "app/app.h"

extern const struct service download_service;

enum download_state {
    DOWNLOAD_WAITING,
    DOWNLOAD_RUNNING,
    DOWNLOAD_DONE,
    DOWNLOAD_FAILED,  /* error says why */
    DOWNLOAD_STOPPED, /* by the user */
    DOWNLOAD_STATE_N
};

struct app_download {
    gint64 item_id;
    guint n; /* which of the article's enclosures, from 0 */
    enum download_state state;
    char *url, *title;
    char *path;              /* of the file once it is done; before, PATH.part is written */
    char *error;             /* or NULL */
    guint64 n_done, n_total; /* bytes; n_total is 0 while it is not known */
    guint64 bytes_per_s;
};

/* Puts an enclosure (n from 0) into the queue. *message says what happens, also where it is in it
 * already; a failed or stopped one begins again where it was. False and error where the article,
 * the enclosure or the folder isn't there. */
bool app_download(struct app *app, gint64 item_id, guint n, char **message, GError **error);

/* Of struct app_download *, in the order of the queue, as far as they are now; the app's, until the
 * queue changes. */
const GPtrArray *app_get_downloads(struct app *app);

/* How much of it is there, from 0 to 100; 0 while its size is not known. */
guint app_download_get_percent(const struct app_download *download);

/* Begins again what failed or was stopped. */
void app_retry_download(struct app *app, struct app_download *download);

/* Stops what runs or waits; takes off the list what does not, with what came of it unless it is
 * done. */
void app_cancel_download(struct app *app, struct app_download *download);

/* The file of an enclosure that was fetched and is there still, or NULL. The caller's. */
char *app_find_download(struct app *app, gint64 item_id, guint n);

/* What a file name is made of; strings may be NULL. */
struct download_name {
    const char *feed, *title, *url, *type; /* type: MIME */
    gint64 at;                             /* unix time */
};

/* A path of a pattern with %f (feed), %d (date), %t (title), %e (extension) and %%, relative, below
 * the folder it is used in whatever the parts say: they have no "/", control characters or
 * directions, no part of the path begins with a dot or is longer than 200 bytes. The caller's. */
char *download_format_name(const char *pattern, const struct download_name *name);

#endif
