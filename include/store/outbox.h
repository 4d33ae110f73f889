/* SPDX-License-Identifier: MIT */
/* The outbox: changes of articles that an account on a server has yet to hear of. While at least one
 * target is enabled, each change that a person makes is written to the outbox in the transaction
 * that makes it; without a target nothing is written and nothing is paid.
 *
 * What counts as a change that a person makes: store_apply_edit() and store_undo() of read and
 * starred, whether by ids or by scope, and store_import_item() where it makes an article that was
 * there already read or starred. An article that an import adds comes with its marks, which say
 * nothing about the account; a reload that makes a changed article unread again is not a person's
 * change either, and nor are deletions.
 *
 * There is one row for an article and an axis: a later change replaces the value and gets a greater
 * sequence number, so what is sent is always the last value, even if it is the one from before. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/store.h"

#define OUTBOX_READ "read"
#define OUTBOX_STARRED "starred"

/* One change that is pending. Strings are its own. */
struct outbox_change {
    gint64 sequence; /* grows with each change, never used twice, also after a restart */
    gint64 item_id;
    char *axis;       /* OUTBOX_READ, OUTBOX_STARRED; other texts are left for later versions */
    gint64 value;     /* of a mark 0 or 1 */
    guint n_failures; /* how often it was reported by store_fail_outbox() */
    char *feed_url;   /* the URL of the article's feed */
    char *guid, *url; /* as the feed gave them, or NULL */
};

void outbox_change_free(struct outbox_change *change);

/* From now on changes are collected for target, a name such as an account's. Enabling it again does
 * nothing. Returns false with a STORE_ERROR. Writable handle only. */
bool store_enable_outbox(struct store *store, const char *target, GError **error);

/* Nothing is collected for target any more, and what is pending is dropped. No error if it was not
 * enabled. Writable handle only. */
bool store_disable_outbox(struct store *store, const char *target, GError **error);

/* Whether target is enabled. False also if the archive cannot be read. */
bool store_has_outbox(struct store *store, const char *target);

/* The first n (> 0) pending changes for target, by sequence number: a GPtrArray of struct
 * outbox_change *, owned by the caller, empty if none are pending. They stay pending. NULL with a
 * STORE_ERROR. */
GPtrArray *store_get_outbox(struct store *store, const char *target, guint n, GError **error);

/* target knows all changes up to sequence, the number of the last change in a batch: they stop
 * being pending. A change of one of their articles that was made while the batch was on its way has
 * a greater number and stays. Returns false with a STORE_ERROR. Writable handle only. */
bool store_confirm_outbox(struct store *store, const char *target, gint64 sequence, GError **error);

/* An attempt to send the changes up to sequence has failed: counts it in each of them. They stay
 * pending. Returns false with a STORE_ERROR. Writable handle only. */
bool store_fail_outbox(struct store *store, const char *target, gint64 sequence, GError **error);

/* How many changes are pending for target; 0 also if the archive cannot be read. */
gint64 store_count_outbox(struct store *store, const char *target);

#endif
