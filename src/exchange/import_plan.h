/* SPDX-License-Identifier: MIT */
/* Inside exchange: what a source was read into before anything is written, and what carries it out.
 */
#ifndef EXCHANGE_IMPORT_PLAN_H
#define EXCHANGE_IMPORT_PLAN_H

#include "config/command.h"
#include "config/feeds_line.h"
#include "config/subscription.h"
#include "exchange/import.h"
#include "store/item_row.h"

/* A subscription that was found; strings are its own, or NULL. */
struct import_feed {
    char *url;      /* NULL: a comment or blank line, for a feeds file that is new */
    char *line;     /* the whole line as it is to be, in place of title, tags and options */
    char *name;     /* the user's title */
    char **tags;    /* NULL-terminated, or NULL */
    char **options; /* "name=value", NULL-terminated, or NULL */
    char *title, *site_url, *description; /* what the feed says of itself */
    bool is_command;                      /* exec: or filter:, which comes with allow=no */
    char *other_url; /* what the source's articles call it, where that is not url */
};

struct import_setting {
    char *line;  /* "set refresh 30m" */
    char *key;   /* "set refresh": what it sets, each once */
    char *place; /* "config:12" */
};

struct import_plan;
struct import_run;

/* Carries over the articles of path. */
typedef bool import_articles(struct import_run *run, const char *path, GError **error);

struct import_archive {
    import_articles *read;
    char *path;
    gint64 n_items; /* for the progress; 0: unknown */
};

struct import_plan {
    struct import_summary *summary; /* its lists are filled here */
    GPtrArray *feeds;               /* of struct import_feed *, in the order of the source */
    GHashTable *by_url;             /* of those with an address, also by the other one, borrowed */
    GPtrArray *settings;            /* of struct import_setting * */
    GPtrArray *line_became;         /* of char *: what the line that is being read became */
    GArray *archives;               /* of struct import_archive */
    bool has_ids; /* feeds and articles have numbers that are to be kept: newsdeck's own state */
    bool has_all_feeds; /* a list of subscriptions was read: articles of others are left out */
    char *config_text;  /* a whole config file of ours, for where there is none; or NULL */
};

struct import_plan *import_plan_new(struct import_summary *summary);
void import_plan_free(struct import_plan *plan);

/* "FILE:LINE" with the last part of path; line 0: without. Caller frees. */
char *import_format_place(const char *path, guint line);

/* Lists what is not taken over: "PLACE: TEXT". */
void import_skip(struct import_plan *plan, const char *path, guint line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void import_note(struct import_plan *plan, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The entry for url, new or known; NULL, and the place is listed, where url can be no subscription.
 * One that holds a command comes with allow=no. */
struct import_feed *import_add_feed(struct import_plan *plan, const char *url, const char *path,
                                    guint line);
/* The source's articles call the feed by this address. */
void import_feed_set_other_url(struct import_plan *plan, struct import_feed *feed, const char *url);
void import_feed_add_tag(struct import_feed *feed, const char *tag);
/* Adds "name=value" if it is an option for a feed that may have this value; else the place is
 * listed. */
void import_feed_add_option(struct import_plan *plan, struct import_feed *feed, const char *name,
                            const char *value, const char *path, guint line);

/* Between these, a line of a config file becomes settings: import_end_line() lists "PLACE: THEIRS →
 * what it became" if it became something, or that it is the default here if nothing was said. */
void import_begin_line(struct import_plan *plan);
void import_end_line(struct import_plan *plan, const char *theirs, const char *path, guint line);
/* Says what the line has become, where that is not a setting. */
void import_became(struct import_plan *plan, const char *what);

/* Adds a comment or blank line. */
void import_add_comment(struct import_plan *plan, const char *text, gsize len);

/* A line of a feeds or urls file of newsboat's or ours as it stands there, with a subscription in
 * it; is_own: "name=value" is an option, as in our file, also where there is none of this name;
 * else that is a tag. */
void import_add_line(struct import_plan *plan, const struct feeds_line *line, const char *text,
                     bool is_own, const char *path);

/* A command for the config file; the first one for a key counts. */
void import_add_setting(struct import_plan *plan, const char *key, const char *line,
                        const char *path, guint number);
/* "set NAME VALUE" if our option NAME may have the value, nothing where it is the default; else the
 * place is listed. */
void import_set_option(struct import_plan *plan, const char *name, const char *value,
                       const char *path, guint number);

void import_add_archive(struct import_plan *plan, import_articles *read, const char *path,
                        gint64 n_items);

/* The text of a file of at most 4 MiB (config_read_file()); NULL and error, also where it is not
 * there. Caller frees. */
char *import_read_text(const char *path, gsize *len, GError **error);

/* The bytes of a file of at most 256 MiB; they end with a NUL. False and error. */
bool import_read_bytes(const char *path, char **bytes, gsize *len, GError **error);

/* FOLDER/NAME if there is such a file, else NULL. Caller frees. */
char *import_find_file(const char *folder, const char *name);

/* The folder of the same reader's data: ~/.local/share/X for ~/.config/X, XDG's variables
 * honoured; NULL if there is none. Caller frees. */
char *import_find_data_folder(const char *folder);

/* ---- the sources: each reads what lies at path into plan; path is a folder only where the source
 * has a folder */
struct import_source {
    const char *name, *what;
    bool (*has_text)(const char *name, const char *text); /* recognises a file; text: its begin */
    const char *const *folder_files; /* recognises a folder: one of these is in it */
    const char *const *places;       /* where it usually lies, "~" and "$" as in import.c */
    bool (*read)(struct import_plan *plan, const char *path, bool is_folder, GError **error);
};

extern const struct import_source import_source_state, import_source_opml, import_source_liferea,
    import_source_snownews, import_source_newsraft, import_source_newsboat;

/* import_newsboat_keys.c: "bind-key", "bind", "macro" and "unbind-key"; false if it is another
 * command */
bool import_take_newsboat_key(struct import_plan *plan, const struct feeds_line *line,
                              const char *path, guint number);
/* import_newsboat_reason.c: why a setting of newsboat's becomes nothing, or NULL; *is_same: because
 * newsdeck does the same. */
const char *import_find_newsboat_reason(const char *name, bool *is_same);
/* import_newsboat_config.c: our option for newsboat's, with the value as ours has it; NULL if ours has no such option.
 * Caller frees *value. */
const char *import_find_newsboat_option(const char *name, const char *theirs, char **value);
bool import_read_newsboat_config(struct import_plan *plan, const char *path, char **cache_file,
                                 GError **error);
bool import_is_newsboat_config(const char *text);
/* import_foreign.c: the articles of newsboat or newsraft */
bool import_add_foreign(struct import_plan *plan, const char *path, GError **error);

/* ---- import_run.c: what carries articles over */
struct import_run {
    struct app *app;
    struct store *store; /* within the transaction */
    const struct import_plan *plan;
    const struct import_options *options;
    struct import_summary *summary;
    GHashTable *feed_ids; /* address, also as the source calls it, to gint64 * */
    gint64 now;
    guint64 n_done, n_total;
    bool is_emptied;   /* the archive held nothing but the guide: numbers are kept */
    guint64 n_strange; /* articles of feeds that are not subscribed */
};

/* Carries plan out; the summary is filled. On failure nothing has changed. */
bool import_run_plan(struct app *app, struct import_plan *plan,
                     const struct import_options *options, struct import_summary *summary,
                     GError **error);

/* The key of a command of a config file: what it sets ("set refresh"). Caller frees. */
char *import_format_key(const struct command *command);

/* export.c: whether a state of the program goes along. */
bool import_is_state_kept(const char *key);

/* 0: no such feed */
gint64 import_run_find_feed(const struct import_run *run, const char *url);
void import_run_set_feed(struct import_run *run, const char *url, gint64 id);
/* Stores an article and counts it. */
bool import_run_add_item(struct import_run *run, gint64 feed_id, struct item_body *body,
                         GError **error);

#endif
