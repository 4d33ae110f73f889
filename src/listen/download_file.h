/* SPDX-License-Identifier: MIT */
/* Inside listen: the files of downloads. PATH.part is written, and becomes PATH when it is whole.
 */
#ifndef LISTEN_DOWNLOAD_FILE_H
#define LISTEN_DOWNLOAD_FILE_H

#include "app/fetcher.h"
#include "base/queue.h"

#include <glib.h>

/* How a download has ended. */
struct download_end {
    char *path; /* of the whole file; NULL unless error is */
    char *error;
    guint64 n_bytes;
    bool is_cancelled;
    bool is_other; /* what is there is not of the file that the server has now */
};
void download_end_free(void *end);

/* A path that neither a file nor an unfinished one has, path itself or with a number; its
 * unfinished file is made, with the folders above. Caller frees.; NULL and error. */
char *download_file_reserve(const char *path, GError **error);

/* Opens the unfinished file for writing and locks it against other programs of this kind; *size is
 * what it has. Less than 0 and error. */
int download_file_open(const char *path, guint64 *size, GError **error);

/* How much of it is there. */
guint64 download_file_measure(const char *path);

/* Removes the unfinished file. */
void download_file_discard(const char *path);

/* The document for fetcher_post_document(): when the answer has come, the file gets its name (or
 * the next free one, never the name of another file), and a struct download_end goes to events as
 * the reply with this serial. is_guess: the ending of path is a guess, and the answer's counts, if it
 * shows one. file is borrowed for the call. */
struct fetcher_document download_file_wait(struct queue *events, guint64 serial, const char *path,
                                           bool is_guess, struct net_download *file,
                                           size_t max_bytes);

#endif
