/* SPDX-License-Identifier: MIT */
/* Enclosures downloaded into files: a queue that outlives the program. App's thread; nothing here
 * waits. */
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

/* Puts an enclosure (n from 0) into the queue; a failed or stopped download goes on where it was.
 * *message says what happens, also where it is in the queue already; caller frees. False and error
 * where the article, the enclosure or the folder does not exist. */
bool app_download(struct app *app, gint64 item_id, guint n, char **message, GError **error);

/* Returns the queue, of struct app_download *, brought up to date. Borrowed until the queue
 * changes. */
const GPtrArray *app_get_downloads(struct app *app);

/* Returns how much of it is there, from 0 to 100; 0 while its size is not known. */
guint app_download_get_percent(const struct app_download *download);

/* Begins a failed or stopped download again. */
void app_retry_download(struct app *app, struct app_download *download);

/* Stops a download that runs or waits; takes any other off the list, and removes its unfinished
 * file. */
void app_cancel_download(struct app *app, struct app_download *download);

/* Returns the file of an enclosure that was downloaded and still exists, or NULL. Caller frees. */
char *app_find_download(struct app *app, gint64 item_id, guint n);

/* What a file name is made of; strings may be NULL. */
struct download_name {
    const char *feed, *title, *url, *type; /* type: MIME */
    gint64 at;                             /* unix time */
};

/* Makes a relative path of a pattern with %f (feed), %d (date), %t (title), %e (extension) and %%.
 * Whatever the parts say, the path stays below its folder: they get no "/", control characters or
 * direction marks; no part of the path begins with a dot or is longer than 200 bytes. Caller frees.
 */
char *download_format_name(const char *pattern, const struct download_name *name);

/* The ending of the file at url, in lower case, if it is one of a medium ("mp3"); NULL if it is not
 * (".php") or there is none. url may be NULL. Caller frees. */
char *download_find_extension(const char *url);

/* The ending that the answer of a server shows: by Content-Disposition, else by the address that the
 * redirects led to, else by Content-Type. NULL if none of them (each may be NULL) shows one. Caller
 * frees. */
char *download_choose_extension(const char *url, const char *disposition, const char *type);

#endif
