/* SPDX-License-Identifier: MIT */
/* The last line of the screen. */
#include "status.h"

#include "view_article.h"
#include "view_downloads.h"

#include "app/discovery.h"
#include "app/feed_list.h"
#include "app/full_text.h"
#include "app/player.h"

#include <string.h>

enum { PROGRESS_COLS = 20, PROGRESS_MIN_COLS = 50 };

/* The keys worth showing to newcomers, by context, the most useful first. */
static const struct {
    enum context context;
    enum command_id id;
    const char *label;
} key_hints[] = {
    { CONTEXT_FEEDS, COMMAND_OPEN, "open" },
    { CONTEXT_FEEDS, COMMAND_HELP, "help" },
    { CONTEXT_FEEDS, COMMAND_RELOAD_ALL, "fetch all" },
    { CONTEXT_FEEDS, COMMAND_NEXT_UNREAD, "next unread" },
    { CONTEXT_FEEDS, COMMAND_MARK_FEED_READ, "mark all read" },
    { CONTEXT_FEEDS, COMMAND_QUIT, "quit" },
    { CONTEXT_FEEDS, COMMAND_TOGGLE_FOLD, "fold" },
    { CONTEXT_HEADLINES, COMMAND_OPEN, "read" },
    { CONTEXT_HEADLINES, COMMAND_HELP, "help" },
    { CONTEXT_HEADLINES, COMMAND_QUIT, "back" },
    { CONTEXT_HEADLINES, COMMAND_TOGGLE_READ, "read/unread" },
    { CONTEXT_HEADLINES, COMMAND_STAR, "star" },
    { CONTEXT_HEADLINES, COMMAND_SEARCH, "search" },
    { CONTEXT_HEADLINES, COMMAND_UNDO, "undo" },
    { CONTEXT_HEADLINES, COMMAND_MARK_FEED_READ, "mark all read" },
    { CONTEXT_ARTICLE, COMMAND_READ_ON, "read on" },
    { CONTEXT_ARTICLE, COMMAND_HELP, "help" },
    { CONTEXT_ARTICLE, COMMAND_QUIT, "back" },
    { CONTEXT_ARTICLE, COMMAND_NEXT_UNREAD, "next unread" },
    { CONTEXT_ARTICLE, COMMAND_BROWSE, "browser" },
    { CONTEXT_ARTICLE, COMMAND_LINKS, "links" },
    { CONTEXT_ARTICLE, COMMAND_STAR, "star" },
    { CONTEXT_SEARCH, COMMAND_SEARCH_NEXT, "next match" },
    { CONTEXT_SEARCH, COMMAND_SEARCH_PREV, "previous" },
    { CONTEXT_SEARCH, COMMAND_BACK, "forget it" },
    { CONTEXT_SEARCH, COMMAND_QUIT, "back" },
    { CONTEXT_MARK, COMMAND_COPY_TEXT, "copy" },
    { CONTEXT_MARK, COMMAND_BACK, "leave" },
    { CONTEXT_MARK, COMMAND_DOWN, "line" },
    { CONTEXT_MARK, COMMAND_NEXT_WORD, "word" },
    { CONTEXT_MARK, COMMAND_NEXT_PARAGRAPH, "paragraph" },
    { CONTEXT_MARK, COMMAND_OTHER_END, "other end" },
    { CONTEXT_MARK, COMMAND_COPY_MARKDOWN, "Markdown" },
    { CONTEXT_TEXT, COMMAND_QUIT, "back" },
    { CONTEXT_TEXT, COMMAND_SEARCH, "search" },
};

/* Returns the columns used. */
static int status_draw_key(struct ui *ui, int row, int col, int max_cols, const char *key)
{
    struct style bold = { .element = THEME_STATUS, .attributes = THEME_BOLD };
    g_autofree char *name = keymap_describe_key(key);
    return grid_put_text(ui->grid, row, col, max_cols, name, (size_t)-1, bold);
}

static void status_draw_hints(struct ui *ui, struct pane line, int end)
{
    enum context context = ui_get_context(ui);
    const struct keymap *keymap = app_get_keymap(ui->app);
    int col = line.col + 1;
    for (gsize i = 0; i < G_N_ELEMENTS(key_hints); i++) {
        const char *key = key_hints[i].context == context
                              ? keymap_find_key(keymap, context, key_hints[i].id)
                              : NULL;
        if (!key)
            continue;
        int cols = grid_measure_text(key, (size_t)-1) + 1 +
                   grid_measure_text(key_hints[i].label, (size_t)-1);
        if (col + cols > end)
            break;
        col += status_draw_key(ui, line.row, col, end - col, key) + 1;
        col += grid_put_text(ui->grid, line.row, col, end - col, key_hints[i].label, (size_t)-1,
                             STYLE(STATUS)) +
               3;
    }
}

static void status_draw_progress(struct ui *ui, struct pane line, int end,
                                 const struct app_progress *progress)
{
    guint done = MIN(progress->n_done, progress->n_total);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "fetching %u/%u", done, progress->n_total);
    int col = line.col + 1;
    col +=
        grid_put_text(ui->grid, line.row, col, end - col, text->str, (size_t)-1, STYLE(STATUS)) + 1;
    if (line.cols >= PROGRESS_MIN_COLS && col + PROGRESS_COLS < end) {
        int filled = (int)((guint64)PROGRESS_COLS * done / progress->n_total);
        for (int i = 0; i < PROGRESS_COLS; i++)
            grid_put_text(ui->grid, line.row, col + i, 1, i < filled ? "▓" : "░", (size_t)-1,
                          STYLE(STATUS));
        col += PROGRESS_COLS + 1;
    }
    g_string_truncate(text, 0);
    if (progress->n_new)
        g_string_append_printf(text, "%u new  ", progress->n_new);
    if (progress->n_failed)
        g_string_append_printf(text, "%u failed", progress->n_failed);
    grid_put_text(ui->grid, line.row, col, end - col, text->str, (size_t)-1, STYLE(STATUS));
    g_string_free(text, TRUE);
}

/* Draws the search for feeds that is under way. False if there is none. */
static bool status_draw_search(struct ui *ui, struct pane line, int end)
{
    const struct app_discovery *discovery = app_get_discovery(ui->app);
    if (!discovery || !discovery->is_looking)
        return false;
    g_autofree char *count =
        g_strdup_printf("%u/%u  Esc stops", discovery->n_done, discovery->n_total);
    g_autofree char *text = g_strdup_printf("looking for feeds at %s", discovery->address);
    const int count_cols = grid_measure_text(count, (size_t)-1);
    int col = line.col + 1;
    col += grid_put_ellipsized(ui->grid, line.row, col, end - col - count_cols - 2, text,
                               STYLE(STATUS)) +
           2;
    grid_put_text(ui->grid, line.row, col, end - col, count, (size_t)-1, STYLE(STATUS));
    return true;
}

/* Draws how far full texts are fetched: the one that the user asked for, else those that are
 * fetched in the background. False if there are none. */
static bool status_draw_pages(struct ui *ui, struct pane line, int end)
{
    struct view *view = ui->panes[PANE_ARTICLE];
    const struct article *article = view ? article_view_get(view) : NULL;
    const struct app_page_progress progress = app_get_page_progress(ui->app);
    g_autofree char *text = NULL;
    if (article && article->is_asked)
        text = g_strdup("fetching the whole article …  Esc drops it");
    else if (progress.is_looking)
        text = g_strdup("looking for articles without their page …");
    else if (progress.n_pictures)
        text = g_strdup_printf("fetching pictures %u/%u", progress.n_pictures_done,
                               progress.n_pictures);
    else if (progress.n_total)
        text = g_strdup_printf("fetching whole articles %u/%u%s", progress.n_done, progress.n_total,
                               progress.n_failed ? ", some failed" : "");
    if (!text)
        return false;
    grid_put_ellipsized(ui->grid, line.row, line.col + 1, end - line.col - 1, text, STYLE(STATUS));
    return true;
}

/* Draws what is being played: "playing 12:40 of 1:00:00  One · 2. Ducks". False if nothing is. */
static bool status_draw_playing(struct ui *ui, struct pane line, int end)
{
    struct app_playing playing;
    if (!app_get_playing(ui->app, &playing))
        return false;
    const bool has_room = line.cols >= PROGRESS_MIN_COLS && playing.duration_s;
    g_autofree char *title = playing.title;
    g_autofree char *at = player_format_time(playing.at_s);
    g_autofree char *length = player_format_time(playing.duration_s);
    g_autofree char *text =
        g_strdup_printf("%s %s%s%s  %s", playing.is_paused ? "paused" : "playing", at,
                        has_room ? " of " : "", has_room ? length : "", title);
    grid_put_ellipsized(ui->grid, line.row, line.col + 1, end - line.col - 1, text, STYLE(STATUS));
    return true;
}

/* Draws the number of unread articles on the right. Returns the first column that it uses. */
static int status_draw_counts(struct ui *ui, struct pane line)
{
    const struct feed_list *feeds = app_get_feed_list(ui->app);
    gint64 unread = 0;
    for (guint i = 0; i < MIN(feed_list_get_length(feeds), 3); i++) {
        const struct feed_list_row *row = feed_list_get_row(feeds, i);
        if (row->kind == FEED_LIST_UNREAD || row->kind == FEED_LIST_ALL)
            unread = row->unread;
    }
    int end = line.col + line.cols - 1;
    if (unread <= 0)
        return end;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT " unread", unread);
    return end - grid_put_right(ui->grid, line.row, end, line.cols / 2, text, STYLE(STATUS)) - 2;
}

void status_draw(struct ui *ui, struct pane line)
{
    grid_fill(ui->grid, line, STYLE(STATUS));
    if (ui->message) {
        struct style style = ui->is_error ? STYLE(ERROR) : STYLE(MESSAGE);
        grid_fill(ui->grid, line, style);
        grid_put_ellipsized(ui->grid, line.row, line.col + 1, line.cols - 2, ui->message, style);
        return;
    }
    int end = status_draw_counts(ui, line);
    struct app_progress progress = app_get_progress(ui->app);
    if (status_draw_search(ui, line, end))
        return;
    if (progress.n_total)
        status_draw_progress(ui, line, end, &progress);
    else if (!status_draw_pages(ui, line, end) && !downloads_draw_status(ui, line, end) &&
             !status_draw_playing(ui, line, end))
        status_draw_hints(ui, line, end);
}
