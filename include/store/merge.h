/* SPDX-License-Identifier: MIT */
/* A document's items into the archive. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "feed/model.h"
#include "store/feed_row.h"

struct merge_result {
    guint n_new;
    guint n_changed; /* known articles with another title or other words */
};

struct merge_options {
    guint max_items;          /* of the document looked at; 0: all */
    guint max_revisions;      /* earlier texts kept of an article; 0: none */
    bool is_unread_on_change; /* an article whose words changed becomes unread again */
};

/* Stores what is new in document under the feed and records the fetch, in one transaction. A known
 * article keeps its marks, its date in lists and its arrival; a deleted one stays deleted.
 *
 * Which article an item is, among those of its feed and no other's:
 *  1. the one with the same guid, unless items with other addresses share that guid in the
 * document; an item without guid (or with such a one): the one without with the same address, title
 * and date;
 *  2. else the one with the same address and the same title or date. Addresses are compared as
 *     url_canonicalize() writes them. An address tells nothing if it is that of a front page or if
 *     several items of the document have it. Without guid and dates the address is enough;
 *  3. else the one with the same title (not empty) and date, unless several items of the document
 *     share the two. A date is the second of publication, failing that of the update. Found by
 * their date in lists: not those that came with a date in their future, or got another one later;
 *  4. without guid and without an address that tells anything: the one with the same title and the
 *     same words, whatever the date;
 *  else it is new. Found by 2 to 4 it hands its guid over, so that 1 finds it the next time. Items
 * of one document are different articles; those whose guid is known choose first. But the same
 * article twice in a document is one, and the first counts: the same guid; or the same address
 * (that tells something), title, date and text.
 *
 * A known article whose title or words (text without markup, white space collapsed) are others
 * counts as changed, and what it said is kept as a revision (store/revision.h): the first text
 * ever, then the newest, max_revisions in all; none of more than 1 MiB. Other markup, addresses and
 * enclosures are taken over in silence. */
bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error);

#endif
