/* SPDX-License-Identifier: MIT */
/* The options: one row each in option.def, and values on top of the rows with the places that set
 * them. Used by one thread at a time. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include <glib.h>
#include <stdbool.h>

enum option_id {
#define OPTION(id, name, type, text, min, max, choices, flags, redraw, help) OPTION_##id,
#include "config/option.def"
#undef OPTION
    OPTION_N
};

enum option_type {
    OPTION_TYPE_BOOL,     /* yes, no (also true, false, on, off, 1, 0) */
    OPTION_TYPE_NUMBER,   /* decimal */
    OPTION_TYPE_DURATION, /* "90s", "30m", "1h30m", "2d", "1w", "0" or "never"; kept in seconds */
    OPTION_TYPE_SIZE,     /* "300", "512K", "20M", "1G"; kept in bytes */
    OPTION_TYPE_STRING,   /* UTF-8 without control characters */
    OPTION_TYPE_CHOICE,   /* one of choices; kept as its index */
};

/* A duration that newsdeck chooses itself. */
#define OPTION_AUTO (-1)

enum option_flag {
    OPTION_PER_FEED = 1 << 0,  /* can be written after a subscription */
    OPTION_FEED_ONLY = 1 << 1, /* only there */
};

/* What must be done on screen after a change; also the answer of commands. */
enum redraw {
    REDRAW_NONE = 0,
    REDRAW_STATUS = 1 << 0,
    REDRAW_LIST = 1 << 1,     /* the lines of the lists look different */
    REDRAW_PAGE = 1 << 2,     /* the article's lines must be made again */
    REDRAW_LAYOUT = 1 << 3,   /* panes, sizes, colours: everything */
    REDRAW_MODEL = 1 << 4,    /* the lists have other lines */
    REDRAW_SCHEDULE = 1 << 5, /* nothing on screen; the next fetches come at other times */
};

/* Indices of choices, in the order of the rows. */
enum option_layout {
    OPTION_LAYOUT_AUTO,
    OPTION_LAYOUT_THREE,
    OPTION_LAYOUT_TWO,
    OPTION_LAYOUT_ONE
};
enum option_bidi { OPTION_BIDI_AUTO, OPTION_BIDI_YES, OPTION_BIDI_NO };
enum option_graphics {
    OPTION_GRAPHICS_AUTO,
    OPTION_GRAPHICS_KITTY,
    OPTION_GRAPHICS_SIXEL,
    OPTION_GRAPHICS_ITERM2,
    OPTION_GRAPHICS_BLOCKS,
    OPTION_GRAPHICS_BRAILLE
};
enum option_hyperlinks { OPTION_HYPERLINKS_AUTO, OPTION_HYPERLINKS_YES, OPTION_HYPERLINKS_NO };
enum option_pictures { OPTION_PICTURES_NEVER, OPTION_PICTURES_CLICK, OPTION_PICTURES_ALWAYS };
enum option_sort { OPTION_SORT_NEWEST, OPTION_SORT_OLDEST, OPTION_SORT_TITLE, OPTION_SORT_FEED };
enum option_full_text { OPTION_FULL_TEXT_NO, OPTION_FULL_TEXT_YES, OPTION_FULL_TEXT_AUTO };
enum option_feed_order {
    OPTION_FEED_ORDER_FILE,
    OPTION_FEED_ORDER_TITLE,
    OPTION_FEED_ORDER_UNREAD
};

struct option_row {
    const char *name;
    enum option_type type;
    const char *text;    /* the default, as people write it */
    gint64 min, max;     /* of numbers, durations, sizes */
    const char *choices; /* "a|b|c"; of a duration: the word for OPTION_AUTO; or NULL */
    guint flags;         /* bits of enum option_flag */
    guint redraw;        /* bits of enum redraw */
    const char *help;    /* one sentence, no full stop */
};

/* The row of id (< OPTION_N): for documents, completion, help. */
const struct option_row *option_get_row(enum option_id id);

/* Finds the id of a name. Returns false if there is no such option. */
bool option_find(const char *name, enum option_id *id);

/* The names of all options, or of the options that can be written after a subscription:
 * NULL-terminated. Caller frees the array with g_free(); the names are static. */
const char **option_get_names(bool per_feed_only);

/* What is allowed: "yes or no", "a number from 1 to 100", "one of a, b, c" … Caller frees. */
char *option_format_allowed(enum option_id id);

struct options;

/* Values that are all unset: then the values of parent count, or the table's defaults if parent is
 * NULL. parent is borrowed and must live longer. An object with a parent takes only OPTION_PER_FEED
 * options. Free with options_free(). */
struct options *options_new(const struct options *parent);
void options_free(struct options *options);

/* Sets the option called name from text; origin ("file:line", or NULL for the prompt) is copied.
 * *id (may be NULL) becomes the option's id. Returns false with a CONFIG_ERROR, and nothing is
 * changed, if there is no such option or text is not a valid value. */
bool options_set(struct options *options, const char *name, const char *text, const char *origin,
                 enum option_id *id, GError **error);

/* Makes the option unset in options. */
void options_reset(struct options *options, enum option_id id);

/* Whether the option is set in options itself, not in a parent. */
bool options_is_set(const struct options *options, enum option_id id);

/* The value that counts. Each function asserts the row's type. get_number serves numbers, durations
 * (seconds), sizes (bytes) and choices (index); get_string serves strings ("" if empty) and choices
 * (the word, static). Strings live until the option is set or reset. */
bool options_get_bool(const struct options *options, enum option_id id);
gint64 options_get_number(const struct options *options, enum option_id id);
const char *options_get_string(const struct options *options, enum option_id id);

/* Where the value that counts was set, "file:line"; NULL: it is the default, or was typed at the
 * prompt. Borrowed until the option is set or reset. */
const char *options_get_origin(const struct options *options, enum option_id id);

/* One line for people: the value that counts, where it was set ("set at FILE:LINE", "typed at the
 * prompt" or "not set"), the default, and what is allowed. Caller frees. */
char *options_describe(const struct options *options, enum option_id id);

/* The value that counts, as text that options_set() parses to the same value. Caller frees. */
char *options_format(const struct options *options, enum option_id id);

#endif
