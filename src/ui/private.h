/* SPDX-License-Identifier: MIT */
/* The state of the screen, shared by the files of ui only. */
#ifndef UI_PRIVATE_H
#define UI_PRIVATE_H

#include "app/article.h"
#include "app/feed_list.h"
#include "app/headlines.h"
#include "config/command.h"
#include "ui/list_window.h"
#include "ui/prompt.h"
#include "ui/ui.h"
#include "ui/view.h"

struct screen;

enum ui_pane { PANE_FEEDS, PANE_HEADLINES, PANE_ARTICLE, PANE_N };

/* Where the panes are; those without rows are not on screen. */
struct layout {
    struct pane panes[PANE_N]; /* heads not included */
    struct pane heads[PANE_N]; /* one row each */
    int split_col;             /* of the line beside the feeds; -1: none */
};

/* What a line that is being typed is for. */
struct ask {
    struct prompt *prompt; /* NULL: nothing is asked */
    guint (*finish)(struct ui *ui, const char *text);
    void (*change)(struct ui *ui, const char *text); /* after each change, or NULL */
    void (*cancel)(struct ui *ui);                   /* or NULL */
};

struct ui {
    struct app *app;
    struct screen *screen; /* NULL: no terminal */
    struct grid *grid;
    struct layout layout;
    struct view *panes[PANE_N]; /* the article's is NULL while none is open */
    enum ui_pane focus;
    bool is_zoomed; /* the pane that has the keys takes the whole screen, until another gets them */
    GPtrArray *pages; /* of struct view *: help, log and the like, the last one on top */
    struct ask ask;
    struct hyphen_shelf *hyphens;                /* NULL until words are to be parted */
    GPtrArray *command_history, *search_history; /* of char * */
    char *search;                                /* what was searched last, or NULL */
    char *message;                               /* or NULL */
    bool is_error;
    bool is_done;
    bool draws;               /* something has changed since the last drawing */
    bool headlines_are_stale; /* the selected feed is not the one whose headlines show */
};

/* ---- ui.c */

/* The view that has the keys. */
struct view *ui_get_top(const struct ui *ui);

/* Where keys are looked for first: that of the view that has them; in the article CONTEXT_MARK
 * while text is being marked, else CONTEXT_SEARCH where matches are. */
enum context ui_get_context(const struct ui *ui);

/* What was searched, where view has the keys; else NULL: matches are marked in one pane only. */
const char *ui_get_search(const struct view *view);

/* What the commands of the app act on. */
struct app_focus ui_get_focus(const struct ui *ui);

/* Shows a message until the next key. */
void ui_say(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ui_say_error(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Shows a page over the panes; takes it. */
void ui_push_page(struct ui *ui, struct view *page);

/* Gives a pane the keys; nothing where that pane is empty. */
void ui_set_focus(struct ui *ui, enum ui_pane pane);

/* Opens an article in its pane and gives it the keys. */
void ui_open_article(struct ui *ui, gint64 item_id);
void ui_close_article(struct ui *ui);

/* Opens an address in the browser and says so. */
void ui_browse(struct ui *ui, const char *url);

/* Makes the headlines those of the selected feed. */
void ui_show_headlines(struct ui *ui);

/* Goes to the next article (unread ones only if is_unread) of the list, for unread ones also of the
 * lists after it. */
void ui_open_next(struct ui *ui, bool backwards, bool is_unread);

/* ---- pane_layout.c */

/* Computes where the panes are, for the size of the grid and the pane that has the keys. */
struct layout layout_compute(const struct ui *ui);

/* ---- status.c */

/* Draws the last line: a message, progress, what is played or hints on the left, counts on the
 * right. */
void status_draw(struct ui *ui, struct pane line);

/* ---- dispatch.c */

/* Carries out a command line. Answers bits of enum view_answer. */
guint ui_run_line(struct ui *ui, const char *line);

/* What a command of the app has changed (bits of enum redraw), for the views. */
void ui_apply_redraw(struct ui *ui, guint redraw);

/* Carries out what a key is bound to. */
guint ui_run_key(struct ui *ui, const char *key);

/* ---- ask.c */

void ask_start_command(struct ui *ui, const char *text);
void ask_start_search(struct ui *ui);
void ask_say_unfound(struct ui *ui); /* what was searched is not in the view that has the keys */
void ask_start(struct ui *ui, const char *label, const char *text,
               guint (*finish)(struct ui *ui, const char *text));
void ask_handle_key(struct ui *ui, const char *key);
void ask_stop(struct ui *ui);

/* ---- completion.c: data is the struct ui */
size_t completion_find(void *data, const char *text, size_t cursor, GPtrArray *candidates);

/* ---- motion.c: the keys and clicks that all lists have in common */

/* VIEW_PASSED for commands that don't move. */
guint motion_handle_command(struct list *list, enum command_id id);

/* A click selects; *opens is set for a click on what is selected already. */
guint motion_handle_mouse(struct list *list, const struct input_event *input, bool *opens);

/* ---- match.c */

/* Tints where needle occurs in text that was drawn at row, col over cols columns; letter case
 * doesn't count. */
void match_tint(struct grid *grid, int row, int col, int cols, const char *text,
                const char *needle);
bool match_is_in(const char *text, const char *needle);

/* The same where text stands as clusters (struct bidi_cluster) in a row, the leftmost at its column
 * col, which may lie before it. */
void match_tint_ordered(struct grid *grid, struct pane row, int col, const char *text,
                        const GArray *clusters, const char *needle);

/* text_order.c: the grid reorders where the options say so, or the terminal does not, or can be told not
 * to, which is done then. */
void ui_set_bidi(struct ui *ui);

/* ---- the views; open functions answer a view that ui frees, or NULL after they have said why */
struct view *feeds_view_open(struct ui *ui);
/* The selected row, NULL while there is none. The feed list's. */
const struct feed_list_row *feeds_view_get_row(struct view *view);
void feeds_view_select_feed(struct view *view, gint64 feed_id);

struct view *headlines_view_open(struct ui *ui);
/* Shows another list; takes it. Searches lie on top of what was shown. */
void headlines_view_show(struct view *view, struct headlines *headlines);
struct headlines *headlines_view_get(struct view *view);
gint64 headlines_view_get_item(struct view *view);
/* Leaves the search on top; false where there is none. */
bool headlines_view_leave_search(struct view *view);
/* Moves the cursor to the next article (unread ones only if is_unread); false where there is none.
 */
bool headlines_view_step(struct view *view, bool backwards, bool is_unread);
bool headlines_view_select_unread(struct view *view);
/* After rows may have changed: the cursor goes back to its article. */
void headlines_view_sync(struct view *view);
/* Reads the list anew, as options say now. */
void headlines_view_rebuild(struct view *view);

struct view *article_view_open(struct ui *ui, gint64 item_id);
const struct article *article_view_get(struct view *view);
/* Goes where a link of the page leads. */
void article_view_follow(struct view *view, guint link);
/* Whether text of it is being marked. */
bool article_view_is_marking(const struct view *view);
/* The page has other options or colours now. */
void article_view_relayout(struct view *view);

/* A search for feeds that has ended: subscribes, or opens the list of what was found. */
void candidates_handle_event(struct ui *ui, const struct event *event);
/* Ends the search under way and says so; false where there is none. view_candidates.c */
bool candidates_stop_search(struct ui *ui);

struct view *links_view_open(struct ui *ui, const struct article *article);
struct view *help_view_open(struct ui *ui, const char *word);
struct view *log_view_open(struct ui *ui);
/* Text of lines under a title; both copied. */
struct view *text_view_open(struct ui *ui, const char *title, const char *text);

#endif
