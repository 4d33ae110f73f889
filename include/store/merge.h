/* SPDX-License-Identifier: MIT */
/* Stores the items of a feed document in the archive. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "feed/model.h"
#include "store/feed_row.h"

struct merge_result {
    guint n_new;
    guint n_changed; /* known articles whose title or words changed */
};

struct merge_options {
    guint max_items;          /* how many items of the document are read; 0: all */
    guint max_revisions;      /* how many earlier texts of an article are kept */
    bool is_unread_on_change; /* an article whose words changed becomes unread again */
};

/* Stores what is new in document under the feed and records the fetch, in one transaction. A known
 * article keeps its marks, its date in lists and its arrival; a deleted one stays deleted.
 *
 * Which article of its feed is an item?
 *
 *   1. The article with the same guid, unless items with other addresses share that guid in the
 *      document. For an item without a guid (or with such a shared one): the article without a guid
 *      that has the same address, title and date.
 *   2. Else the article with the same address and the same title or date. Addresses are compared as
 *      url_canonicalize() writes them. An address does not identify an article if it is a front page
 *      or if several items of the document have it. If there are no guids and no dates, the address
 *      is enough.
 *   3. Else the article with the same title (not empty) and date, unless several items of the
 *      document share both. The date is the second of publication, or of the update if there is no
 *      other. Articles are found by their date in lists: not those that arrived with a date in the
 *      future or got another date later.
 *   4. For an item without a guid and without an address that identifies it: the article with the
 *      same title and the same words, whatever its date.
 *   5. Else the item is a new article.
 *
 * An item that was found by 2 to 4 passes on its guid, so that 1 finds the article next time. Items
 * of one document are different articles; items with a known guid choose first. But an item that
 * occurs twice in a document is one article, and the first occurrence counts: the same guid; or the
 * same identifying address, title, date and text.
 *
 * A known article counts as changed if its title or its words (text without markup, white space
 * collapsed) differ; its earlier text is kept as a revision (store/revision.h): the first text
 * ever, then the newest ones, max_revisions in all, no text of more than 1 MiB. Changed markup,
 * addresses and enclosures are taken over silently.
 *
 * Returns false with a STORE_ERROR, and nothing is stored. Writable handle only. */
bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error);

#endif
