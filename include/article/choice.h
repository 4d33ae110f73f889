/* SPDX-License-Identifier: MIT */
/* Which text of an article is shown: its feed's, or the full text of its page. */
#ifndef ARTICLE_CHOICE_H
#define ARTICLE_CHOICE_H

#include "app/app.h"
#include "config/option.h"
#include "store/item_row.h"
#include "store/full_text.h"

extern const struct service choice_service;

/* The texts of an article. */
enum article_text { ARTICLE_FEED, ARTICLE_WHOLE, ARTICLE_TEXT_N };

/* Where articles come from, and what decides on their text: the app, or what a thread of its own
 * has. The functions are called on the thread that uses the source. */
struct text_source {
    struct store *store;
    enum option_full_text (*get_mode)(void *data, gint64 feed_id); /* the option "full-text" */
    bool (*has_teasers)(void *data, gint64 feed_id);               /* teaser.h */
    const char *(*get_feed_title)(void *data, gint64 feed_id);     /* "" if unknown; borrowed */
    void *data;
};

/* The source that the app is. App's thread. */
struct text_source app_get_text_source(struct app *app);

/* What there is to choose from, and what is chosen. */
struct text_choice {
    struct full_text *whole; /* the full text, or why there is none; NULL: never fetched. Owned */
    enum article_text shown; /* never ARTICLE_WHOLE without a text */
    bool has_choice;         /* the user has chosen for this article before */
    bool is_wanted;          /* the full text is to be shown when it is there */
    bool is_teaser;          /* its feed has only excerpts, and this seems to be one */
    bool is_note; /* short, but whole: about a page elsewhere, or with tables and lists */
};

/* Reads what is there for the article. Free choice->whole with full_text_free(). */
void text_choice_read(const struct text_source *source, const struct item_body *body,
                      struct text_choice *choice);

/* Remembers the user's choice beyond the end of the program. App's thread. */
void text_choice_write(struct app *app, gint64 item_id, enum article_text text);

bool text_choice_has_whole(const struct text_choice *choice);

/* Whether the full text is shown without being asked for: not where it says no more than the feed.
 */
bool text_choice_prefers_whole(const struct text_source *source, const struct item_body *body,
                               const struct text_choice *choice);

/* The article with the id, its content and base_url taken from the text that is shown when it is
 * opened; *is_whole (may be NULL): whether that is the full text. Nothing is marked or fetched.
 * Free with item_body_free(). NULL and error where it is gone. */
struct item_body *text_source_load(const struct text_source *source, gint64 item_id, bool *is_whole,
                                   GError **error);

/* The same from the app. */
struct item_body *article_load_body(struct app *app, gint64 item_id, bool *is_whole,
                                    GError **error);

/* The option "full-text" of a feed; the app's where it has none of its own. */
enum option_full_text app_get_full_text(const struct app *app, gint64 feed_id);

#endif
