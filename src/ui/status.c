/* SPDX-License-Identifier: MIT */
/* The last line of the screen. */
#include "status.h"

#include "app/feed_list.h"
#include "app/service.h"
#include "view_article.h"

#include <string.h>

enum { PROGRESS_COLS = 20, PROGRESS_MIN_COLS = 50, WAITING_MIN_COLS = 60 };

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

/* What is under way behind the lists: text, bar, detail. */
static void status_draw_activity(struct ui *ui, struct pane line, int end,
                                 const struct activity *activity)
{
    const bool is_narrow = line.cols < PROGRESS_MIN_COLS;
    const char *text = is_narrow && activity->brief ? activity->brief : activity->text;
    const int detail_cols = activity->detail && !activity->n_total
                                ? 2 + grid_measure_text(activity->detail, (size_t)-1)
                                : 0;
    int col = line.col + 1;
    col +=
        grid_put_ellipsized(ui->grid, line.row, col, end - col - detail_cols, text, STYLE(STATUS));
    if (activity->n_total && !is_narrow && col + 1 + PROGRESS_COLS < end) {
        const int filled = (int)((guint64)PROGRESS_COLS * activity->n_done / activity->n_total);
        for (int i = 0; i < PROGRESS_COLS; i++)
            grid_put_text(ui->grid, line.row, col + 1 + i, 1, i < filled ? "▓" : "░", (size_t)-1,
                          STYLE(STATUS));
        col += 1 + PROGRESS_COLS;
    }
    col += activity->n_total ? 1 : 2;
    if (activity->detail)
        grid_put_text(ui->grid, line.row, col, end - col, activity->detail, (size_t)-1,
                      STYLE(STATUS));
}

/* The full text that was asked for by hand. */
static bool is_full_text_asked(const struct ui *ui)
{
    struct view *view = ui->panes[PANE_ARTICLE];
    const struct article *article = view ? article_view_get(view) : NULL;
    return article && article->is_asked;
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

/* "+2, v shows all": how many wait behind the notice. Caller frees. */
static char *describe_waiting(const struct ui *ui, guint n_waiting, int cols)
{
    const char *key = keymap_find_key(app_get_keymap(ui->app), ui_get_context(ui), COMMAND_LOG);
    g_autofree char *name = key ? keymap_describe_key(key) : NULL;
    if (cols < WAITING_MIN_COLS || !name)
        return g_strdup_printf("+%u", n_waiting);
    return g_strdup_printf("+%u, %s shows all", n_waiting, name);
}

/* Draws what is said. False if nothing is. */
static bool status_draw_notice(struct ui *ui, struct pane line)
{
    bool is_error = false;
    guint n_waiting = 0;
    int end = line.col + line.cols - 1;
    const char *text = notices_get_shown(&ui->notices, &is_error, &n_waiting);
    if (!text)
        return false;
    struct style style = is_error ? STYLE(ERROR) : STYLE(MESSAGE);
    grid_fill(ui->grid, line, style);
    if (n_waiting) {
        g_autofree char *waiting = describe_waiting(ui, n_waiting, line.cols);
        end -= grid_put_right(ui->grid, line.row, end, line.cols / 2, waiting, style) + 2;
    }
    grid_put_ellipsized(ui->grid, line.row, line.col + 1, end - line.col - 1, text, style);
    notices_set_drawn(&ui->notices);
    return true;
}

void status_draw(struct ui *ui, struct pane line)
{
    grid_fill(ui->grid, line, STYLE(STATUS));
    if (status_draw_notice(ui, line))
        return;
    const int end = status_draw_counts(ui, line);
    struct activity activity = { 0 };
    if (is_full_text_asked(ui))
        grid_put_ellipsized(ui->grid, line.row, line.col + 1, end - line.col - 1,
                            "fetching the whole article …  Esc drops it", STYLE(STATUS));
    else if (app_describe_activity(ui->app, &activity))
        status_draw_activity(ui, line, end, &activity);
    else
        status_draw_hints(ui, line, end);
    activity_clear(&activity);
}
