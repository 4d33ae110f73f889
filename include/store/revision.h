/* SPDX-License-Identifier: MIT */
/* What articles said before they changed. */
#ifndef STORE_REVISION_H
#define STORE_REVISION_H

#include "store/store.h"

/* An earlier text of an article. Strings are its own. */
struct item_revision {
    guint number;    /* 1 is what the article said first; numbers of texts not kept are left out */
    gint64 until_at; /* when it was replaced */
    char *title;
    char *content; /* HTML, or plain text if is_text */
    gsize content_len;
    bool is_text;
};

void item_revision_free(struct item_revision *revision);

/* Those that are kept of the article, oldest first, without the text of now: a GPtrArray of struct
 * item_revision *, the caller's, empty if there are none. NULL and error on failure. */
GPtrArray *store_get_revisions(struct store *store, gint64 item_id, GError **error);

#endif
