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
 * article keeps its marks and its arrival, and its date in lists unless that was nonsense (missing,
 * before 1990, or in the future when it arrived) and the feed has a sane one now. A deleted one
 * stays deleted; its title, address and dates follow the feed.
 *
 * Which article of its feed is an item? By evidence, of which no single piece proves anything: the
 * guid, the address, the title, the date, the words. Addresses are compared as url_canonicalize()
 * writes them; one does not identify an article if it is a front page or if several items of the
 * document have it. Words are "the same" if four fifths of them are.
 *
 *   1. The article with the same guid. But a guid that different articles of one document share
 *      (both title and date differ, or the addresses) identifies nothing in this feed, from then on:
 *      such an item counts as one without a guid, and is only the article that had this guid if the
 *      title and the date or the words are the same. And a guid that was given to another article
 *      passes on to the new one: the title and the words are others, and so are the address and the
 *      date, or the dates are more than a month apart. For an item without a guid: the article without
 *      a guid that has the same address, title and date.
 *   2. Else the article with the same identifying address and: the same title and date; or the same
 *      title or date, unless both have guids, which then differ; or the same date to the minute; or
 *      the same words, and the title, the date, or no other article with this address. If there are
 *      no guids and no dates, the address is enough.
 *   3. Else the article with the same title (not empty) and date, unless several items of the
 *      document share both. The date is the second of publication, or of the update if there is no
 *      other. If guids or identifying addresses differ, one of these must be added: a date to the
 *      minute (not on the hour, where days without a time are), a title of five words, the same
 *      address, the same words. Articles are found by their date in lists: not those that arrived
 *      with a date in the future or got another date later.
 *   4. For an item without a guid and without an address that identifies it: the article with the
 *      same title and the same words, whatever its date.
 *   5. Else the item is a new article, unless there is nothing in it.
 *
 * An item that was found by 2 to 4 passes on its guid, so that 1 finds the article next time. Items
 * of one document are different articles; items with a known guid choose first. But an item that
 * occurs twice in a document is one article, and the first occurrence counts: the same guid, if it
 * identifies; or the same identifying address, title, date and text.
 *
 * A known article counts as changed if its title or its words (text without markup, white space
 * collapsed) differ; its earlier text is kept as a revision (store/revision.h): the first text
 * ever, then the newest ones, max_revisions in all, no text of more than 1 MiB. Changed markup,
 * addresses, enclosures, authors, tags and dates are taken over silently.
 *
 * Returns false with a STORE_ERROR, and nothing is stored. Writable handle only. */
bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error);

#endif
