/* SPDX-License-Identifier: MIT */
/* Inside store: changes noted in the outbox by whoever makes them. */
#ifndef STORE_OUTBOX_WRITE_H
#define STORE_OUTBOX_WRITE_H

#include "connection.h"

/* Some changes of one transaction. */
struct outbox_writer {
    bool is_wanted;   /* a target wants to know; else all functions below do nothing */
    gint64 origin_id; /* the target that the changes come from; 0: a person */
    gint64 sequence;  /* the last one that was given out */
};

/* Begins to note changes; origin is the target they come from, or NULL. Within a transaction. */
bool outbox_begin(struct store *store, struct outbox_writer *writer, const char *origin,
                  GError **error);

/* Notes that axis of the article has a new value now. */
bool outbox_add(struct store *store, struct outbox_writer *writer, gint64 item_id, const char *axis,
                gint64 value, GError **error);

/* Whether the article has a change of axis that the origin has not heard of: such a change is newer
 * than what the origin says. */
bool outbox_is_ahead(struct store *store, const struct outbox_writer *writer, gint64 item_id,
                     const char *axis);

/* Keeps the sequence numbers that were given out. Within the same transaction. */
bool outbox_end(struct store *store, struct outbox_writer *writer, GError **error);

#endif
