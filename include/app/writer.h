/* SPDX-License-Identifier: MIT */
/* The store thread: owns the only writable handle, takes jobs, reports events. */
#ifndef APP_WRITER_H
#define APP_WRITER_H

#include "base/queue.h"
#include "feed/feed.h"
#include "store/edit.h"
#include "store/feed_row.h"
#include "store/merge.h"
#include "store/full_text.h"

#include <stdbool.h>

struct writer;

/* Starts the thread; it opens the archive for writing. is_indexing: keep the search index up to
 * date while idle. */
struct writer *writer_start(const char *archive_path, struct queue *events, bool is_indexing);

/* Carries out what was posted, ends the thread and frees. */
void writer_stop(struct writer *writer);

/* What a fetch brought. Strings and document belong to the outcome. */
struct fetch_outcome {
    struct feed_document *document; /* or NULL */
    struct feed_result result;
    char *error, *etag, *last_modified, *moved_to; /* own the strings of result */
    struct merge_options options;
    bool is_cancelled; /* nothing is recorded, EVENT_FEED follows all the same */
    /* the feed waits for its host: result is not recorded, only until when (store_hold_feed()) */
    bool is_held;
    gint64 host_start_at, turn_at;
    gsize weight; /* bytes that the document holds */
};

/* Takes the outcome; without a document only the fetch is recorded. EVENT_FEED follows. Waits while
 * too much is queued: for the parse worker only. */
void writer_post_fetch(struct writer *writer, struct fetch_outcome *outcome_take);

/* These never wait. The edit's ids and label are copied. EVENT_EDIT with the serial follows the
 * first two. Any thread. */
void writer_post_edit(struct writer *writer, const struct edit *edit, guint64 serial);
void writer_post_undo(struct writer *writer, guint64 serial);
void writer_post_state(struct writer *writer, const char *key, const char *value);

/* Keeps the text of an article's page, or why there is none; text is taken. EVENT_FULL_TEXT follows
 * and has it, with is_error and its reason where it could not be kept. */
void writer_post_full_text(struct writer *writer, gint64 item_id, struct full_text *text_take);

/* Runs a function on the store thread, which then owns data: with the handle for writing, or with
 * NULL and the problem (borrowed) where the archive cannot be opened for writing. Never waits. */
typedef void writer_task(struct store *store, const GError *problem, void *data);
void writer_post_task(struct writer *writer, writer_task *run, void *data);

/* Waits until the search index holds all that was stored so far, or max_ms have passed (0: no
 * limit); the store thread reports EVENT_INDEX meanwhile. False where it cannot. Not for the UI
 * thread.
 */
bool writer_wait_index(struct writer *writer, gint64 max_ms);

/* Has the index filled as soon as there is time; EVENT_INDEX reports how far it is, and with n_total 0
 * that it is complete. Never waits. Any thread. */
void writer_await_index(struct writer *writer);

/* Ends writer_wait_index() now and from now on, because the program quits. Any thread. */
void writer_cancel_waits(struct writer *writer);

#endif
