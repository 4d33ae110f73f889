/* SPDX-License-Identifier: MIT */
/* Earlier texts of articles that changed. */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/store.h"

/* An earlier text of an article. It owns its strings. */
struct item_revision {
    guint number;    /* 1 is the first text; the numbers of texts that were not kept are missing */
    gint64 until_at; /* when it was replaced */
    char *title;
    char *content; /* HTML, or plain text if is_text */
    gsize content_len;
    bool is_text;
};

void item_revision_free(struct item_revision *revision);

/* The earlier texts of the article, oldest first, without its present text: a GPtrArray of struct
 * item_revision *, owned by the caller, empty if there are none. NULL with a STORE_ERROR. */
GPtrArray *store_get_revisions(struct store *store, gint64 item_id, GError **error);

#endif
