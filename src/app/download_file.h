/* SPDX-License-Identifier: MIT */
/* Inside app: the files of downloads. PATH.part is written, and becomes PATH when it is whole. */
#ifndef APP_DOWNLOAD_FILE_H
#define APP_DOWNLOAD_FILE_H

#include "base/queue.h"
#include "reload.h"

#include <glib.h>

/* How a download has ended: the page of EVENT_DOWNLOAD. */
struct download_end {
    char *path; /* of the whole file; NULL unless error is */
    char *error;
    guint64 n_bytes;
    bool is_cancelled;
    bool is_other; /* what is there is not of the file that the server has now */
};

/* A path that neither a file nor an unfinished one has, path itself or with a number; its
 * unfinished file is made, with the folders above. The caller's; NULL and error. */
char *download_file_reserve(const char *path, GError **error);

/* Opens the unfinished file for writing and locks it against other programs of this kind; *size is
 * what it has. Less than 0 and error. */
int download_file_open(const char *path, guint64 *size, GError **error);

/* How much of it is there. */
guint64 download_file_measure(const char *path);

/* Removes the unfinished file. */
void download_file_discard(const char *path);

/* What reload_post_page() is given: when the answer has come, the file gets its name (or the next
 * free one, never that of another), and EVENT_DOWNLOAD with serial goes to events, which outlives
 * the reload. Takes no reference of file; that is borrowed for the call. */
struct reload_page download_file_wait(struct queue *events, guint64 serial, const char *path,
                                      struct net_download *file, size_t max_bytes);

#endif
