/* SPDX-License-Identifier: MIT */
/* The state of the program, shared by the files of app only. */
#ifndef APP_PRIVATE_H
#define APP_PRIVATE_H

#include "app/app.h"
#include "app/feed_list.h"
#include "base/queue.h"
#include "config/subscription.h"
#include "finder.h"
#include "reload.h"
#include "writer.h"

#include <stdatomic.h>

/* A change that is on screen and not yet on disk. */
struct pending_edit {
    guint64 serial;
    enum edit_field field;
    bool value;
    GArray *ids; /* NULL: the scope below */
    gint64 feed_id, max_id;
};

struct app {
    enum app_mode mode;
    char *config_dir, *data_dir, *config_path, *feeds_path, *archive_path;
    struct options *options;
    struct theme theme;
    struct keymap *keymap;
    struct diagnostic_list *diagnostics;
    struct subscriptions *subscriptions;
    gint64 *feed_ids; /* of subscriptions->items, 0 for queries */
    bool is_guide;
    struct store *store;
    struct queue *events;
    struct writer *writer;       /* started with the first job */
    struct finder *finder;       /* started with the first query */
    struct reload *reload;       /* started with the first fetch */
    GPtrArray *extract_rules;    /* extract_rule.h */
    struct full_text *full_text; /* made with the first page that is asked for; or NULL */
    struct pictures *pictures;   /* NULL: none are shown */
    struct discovery *discovery; /* the search for feeds under way, or the last one */
    struct downloads *downloads; /* NULL until they are looked at */
    struct player *player;       /* what is being played, or was last; or NULL */
    /* of the article whose enclosures were looked at last; or NULL */
    struct chapter_list *chapters;
    struct book_job *book_job;       /* the book that is being written, or was last; or NULL */
    const _Atomic bool *is_unwanted; /* of one that writes a book: that is to end; or NULL */
    struct feed_list *feed_list;
    GPtrArray *pending; /* of struct pending_edit * */
    guint64 last_serial;
    gint64 shown_max_id; /* the newest article that lists on screen may hold */
    struct app_progress progress;
    gint64 changes_checked_ms, schedule_checked_ms;
    bool is_started;    /* "refresh-on-start" was looked at */
    gint64 next_due_at; /* unix time when the next feed is due; 0: to be computed */
};

/* The store thread, the query thread and the reload, started at their first use. */
struct writer *app_get_writer(struct app *app);
struct finder *app_get_finder(struct app *app);
struct reload *app_get_reload(struct app *app);

/* Reads config and feeds file; true if the feeds file is there. configuration.c */
void app_load_config(struct app *app);
bool app_load_feeds(struct app *app, GError **error);

/* Carries out set, bind or color typed at the prompt; bits of enum redraw. */
guint app_configure(struct app *app, const struct command *command, char **message, GError **error);

/* The subscription of a feed; NULL for the guide and for ended ones. */
const struct subscription *app_find_subscription(const struct app *app, gint64 feed_id);

/* Posts an edit to the store thread and remembers it as pending. ids is copied. */
void app_post_edit(struct app *app, const struct edit *edit);

/* Takes EVENT_PAGE of the search for feeds. discovery.c */
void discovery_take(struct app *app, struct event *event);

/* Takes the events that have to do with pages of articles; ends what waits behind the screen, false
 * if there is nothing. full_text.c */
struct full_text;
void full_text_take(struct app *app, struct event *event);
bool full_text_stop(struct app *app);
void full_text_free(struct full_text *full);

/* Starts the user's command, detached and without a shell: options behind its first word (NULL:
 * none), the address in the place of %u or %s, or last. what: the name of its option. browser.c */
bool app_start_program(const char *command, const char *const *options, const char *address,
                       const char *what, GError **error);

/* Brings the queue of downloads on; takes EVENT_DOWNLOAD, which becomes a message; keeps how far
 * they are, after the reload has stopped. download.c */
struct downloads;
void downloads_tick(struct app *app);
void downloads_take(struct app *app, struct event *event);
void downloads_free(struct app *app);

/* Keeps the position of what is being played. player.c */
struct player;
struct chapter_list;
void player_free(struct app *app);

/* Takes EVENT_PAGE of a file of chapters. player.c */
void player_take(struct app *app, struct event *event);

/* Gives the book up that is being written. article_book.c */
struct book_job;
void book_job_free(struct book_job *job);

/* Takes EVENT_PICTURE. picture.c */
struct pictures;
void pictures_take(struct app *app, struct event *event);
void pictures_free(struct pictures *pictures);
void pictures_drop_kept(struct app *app); /* those that wait are not wanted any more */

/* The pictures of articles, fetched for reading without a network. picture_harvest.c */
struct picture_harvest;

/* Begins with the articles of ids (taken), their pages are there: bytes at most are received. NULL
 * where there are no pictures. */
struct picture_harvest *picture_harvest_start(struct app *app, GArray *ids, guint64 max_bytes);
void picture_harvest_free(struct picture_harvest *harvest);

/* Looks through the next articles where there is room for more; to be called again after each
 * EVENT_PAGES. True: it goes on. */
bool picture_harvest_step(struct app *app, struct picture_harvest *harvest);

/* Takes EVENT_PICTURE; true if the picture was awaited. */
bool picture_harvest_take(struct app *app, struct picture_harvest *harvest,
                          const struct event *event);

/* What was done so far: pictures that were looked for, those that came, were there, or failed. */
struct picture_harvest_sum {
    guint n_total, n_done, n_received, n_failed;
    guint64 n_bytes;
    bool is_cut; /* max_bytes are used up */
};
struct picture_harvest_sum picture_harvest_get(const struct picture_harvest *harvest);

/* Adds entries to the feeds file and, in the reader, asks for them. *feed_id (may be NULL) becomes
 * the first one's. Returns bits of enum redraw; REDRAW_NONE with error set. run.c */
struct subscription_entry;
guint app_add_subscriptions(struct app *app, const struct subscription_entry *entries, guint n,
                            gint64 *feed_id, GError **error);

struct feed_list *feed_list_new(struct app *app);
void feed_list_free(struct feed_list *list);
void feed_list_mark_dirty(struct feed_list *list);
void feed_list_take_count(struct feed_list *list,
                          const struct event *event); /* EVENT_FOUND that may be a count */
/* asks for the counts of smart feeds where they are old */
void feed_list_update_counts(struct feed_list *list);
bool feed_list_is_dirty(const struct feed_list *list);
gint64 feed_list_get_refreshed_ms(const struct feed_list *list);

/* The ids of the list for an edit of all of it; NULL where feed_id (and 0 for all) says it. The
 * caller's. */
GArray *headlines_collect_ids(const struct headlines *headlines);

/* The guide's document, an Atom feed. guide.c */
const char *guide_get_document(gsize *len);
#define GUIDE_URL "newsdeck:guide"

#endif
