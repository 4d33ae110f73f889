/* SPDX-License-Identifier: MIT */
/* Changes that a person makes. They are journalled, so that they can be undone, also after a
 * restart. */
#ifndef STORE_EDIT_H
#define STORE_EDIT_H

#include "store/query.h"
#include "store/store.h"

enum edit_field { EDIT_READ, EDIT_STARRED, EDIT_DELETED };

/* One change of one mark of many articles. Plain data, borrowed for the call. */
struct edit {
    enum edit_field field;
    bool value;
    const gint64 *ids; /* the articles; NULL is an empty list, never "all" */
    guint n_ids;
    bool is_scope;      /* instead of ids: all articles of feed_id up to max_id */
    gint64 feed_id;     /* 0: all feeds */
    gint64 max_id;      /* only articles up to this id, which the user has seen; 0: all */
    const char *label;  /* the name of the change for "undo": 'mark "LWN" read' */
    const char *origin; /* target of the outbox that reports the change; NULL: a person makes it */
};

/* Carries out the edit, in one transaction with its entry in the journal and its rows in the outbox
 * (store/outbox.h). *n_changed: how many articles were different before; if 0, nothing is
 * journalled. An edit with an origin is not journalled and not sent back to its origin, and it
 * leaves alone the articles whose last change the origin has not heard of yet: that change is the
 * newer one. Returns false with a STORE_ERROR, and nothing is changed. Writable handle only. */
bool store_apply_edit(struct store *store, const struct edit *edit, guint *n_changed,
                      GError **error);

/* Undoes the newest change that was not undone yet. *label (caller frees) names it, *n_changed
 * counts its articles. STORE_ERROR_NOT_FOUND: "nothing to undo". A text file that was edited since
 * stays as it is: that is an error, and the next call undoes the change before it. Writable handle
 * only. */
bool store_undo(struct store *store, char **label, guint *n_changed, GError **error);

/* Journals a change of a text file (the subscriptions), so that store_undo() restores it: before
 * and after are its whole texts. Returns false with a STORE_ERROR. Writable handle only. */
bool store_journal_file(struct store *store, const char *path, const char *before,
                        const char *after, const char *label, GError **error);

#endif
