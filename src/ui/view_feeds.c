/* SPDX-License-Identifier: MIT */
/* The tree of feeds. The cursor stays on its feed when other rows come and go. */
#include "view_feeds.h"

#include "cell_wrap.h"
#include "match.h"
#include "motion.h"

#include <string.h>

struct feeds_view {
    struct view view;
    struct feed_list *feeds;
    struct list list;
    /* the row of the cursor */
    enum feed_list_kind kind;
    gint64 feed_id;
    char *path; /* path of a folder, or a query; else NULL */
};

static const char *row_get_path(const struct feed_list_row *row)
{
    return row->kind == FEED_LIST_QUERY    ? row->query
           : row->kind == FEED_LIST_FOLDER ? row->path
                                           : NULL;
}

static bool row_is_same(const struct feeds_view *feeds, const struct feed_list_row *row)
{
    return row && row->kind == feeds->kind && row->feed_id == feeds->feed_id &&
           g_strcmp0(row_get_path(row), feeds->path) == 0;
}

static void feeds_remember(struct feeds_view *feeds)
{
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, feeds->list.cursor);
    if (!row || row_is_same(feeds, row))
        return;
    feeds->kind = row->kind;
    feeds->feed_id = row->feed_id;
    g_free(feeds->path);
    feeds->path = g_strdup(row_get_path(row));
    feeds->view.ui->headlines_are_stale = true;
}

/* Puts the cursor back on its row. */
static void feeds_sync(struct feeds_view *feeds)
{
    list_set_count(&feeds->list, feed_list_get_length(feeds->feeds));
    if (!feeds->list.count)
        return;
    if (!row_is_same(feeds, feed_list_get_row(feeds->feeds, feeds->list.cursor))) {
        guint index = feed_list_find(feeds->feeds, feeds->kind, feeds->feed_id, feeds->path);
        if (index != G_MAXUINT)
            list_follow_cursor(&feeds->list, index);
    }
    feeds_remember(feeds);
}

/* ---- where the cursor was when newsdeck was left: "KIND FEED-ID PATH" */

static void feeds_save_place(const struct feeds_view *feeds)
{
    struct app *app = feeds->view.ui->app;
    g_autofree char *place = g_strdup_printf("%d %" G_GINT64_FORMAT " %s", (int)feeds->kind,
                                             feeds->feed_id, feeds->path ? feeds->path : "");
    g_autofree char *known = app_get_state(app, "place:feeds");
    bool is_at_start = !known && feeds->kind == FEED_LIST_ALL;
    if (!is_at_start && g_strcmp0(place, known) != 0)
        app_set_state(app, "place:feeds", place);
}

static void feeds_restore_place(struct feeds_view *feeds)
{
    g_autofree char *place = app_get_state(feeds->view.ui->app, "place:feeds");
    g_auto(GStrv) words = place ? g_strsplit(place, " ", 3) : NULL;
    if (!words || g_strv_length(words) != 3)
        return;
    guint index =
        feed_list_find(feeds->feeds, (enum feed_list_kind)g_ascii_strtoull(words[0], NULL, 10),
                       g_ascii_strtoll(words[1], NULL, 10), *words[2] ? words[2] : NULL);
    if (index != G_MAXUINT)
        list_set_cursor(&feeds->list, index);
    feeds_remember(feeds);
}

static void feeds_free(struct view *view)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    feeds_save_place(feeds);
    g_free(feeds->path);
    g_free(feeds);
}

/* Returns the mark before a title: the kind of row, or that it is loading or has failed. */
static const char *row_get_mark(const struct feed_list_row *row, struct style *style)
{
    *style = STYLE(FOLDER);
    switch (row->kind) {
    case FEED_LIST_ALL:
        return "≡";
    case FEED_LIST_UNREAD:
        return "●";
    case FEED_LIST_STARRED:
        *style = STYLE(STAR);
        return "★";
    case FEED_LIST_QUERY:
        if (row->error)
            *style = STYLE(FEED_ERROR);
        return row->error ? "!" : "◆";
    case FEED_LIST_FOLDER:
        return row->is_folded ? "▸" : "▾";
    case FEED_LIST_FEED:
        break;
    }
    *style = row->error ? STYLE(FEED_ERROR) : STYLE(FAINT);
    return row->is_loading ? "↻" : row->error ? "!" : "";
}

static struct style row_get_style(const struct feed_list_row *row)
{
    if (row->kind == FEED_LIST_FOLDER)
        return STYLE(FOLDER);
    if (row->error)
        return STYLE(FEED_ERROR);
    return row->unread > 0 ? STYLE(FEED_UNREAD) : STYLE(FEED);
}

static void feeds_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct feeds_view *feeds = data;
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, index);
    if (!row)
        return;
    int end = pane.col + pane.cols - 1;
    bool counts_all = row->kind == FEED_LIST_ALL || row->kind == FEED_LIST_STARRED;
    gint64 number = row->kind == FEED_LIST_ALL ? 0 : counts_all ? row->total : row->unread;
    if (number > 0) {
        char count[24];
        g_snprintf(count, sizeof count, "%" G_GINT64_FORMAT, number);
        end -= grid_put_right(grid, pane.row, end, pane.cols / 2, count, STYLE(COUNT)) + 1;
    }
    int col = pane.col + 1 + 2 * (int)MIN(row->depth, 8);
    struct style mark_style;
    const char *mark = row_get_mark(row, &mark_style);
    grid_put_text(grid, pane.row, col, end - col, mark, (size_t)-1, mark_style);
    struct style style = row_get_style(row);
    if (row->is_gone)
        style.attributes |= THEME_DIM;
    g_autofree char *title =
        row->is_untitled ? cell_cut_begin(row->title, end - col - 2) : g_strdup(row->title);
    grid_put_ellipsized(grid, pane.row, col + 2, end - col - 2, title, style);
    match_tint(grid, pane.row, col + 2, end - col - 2, title, ui_get_search(&feeds->view));
}

static void feeds_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    struct list_drawing drawing = {
        .draw_row = feeds_draw_row, .data = feeds, .has_focus = has_focus, .empty = "no feeds"
    };
    feeds->list.margin =
        (guint)options_get_number(app_get_options(view->ui->app), OPTION_SCROLL_MARGIN);
    feeds_sync(feeds);
    list_draw(&feeds->list, grid, view->pane, &drawing);
}

static guint feeds_open_row(struct feeds_view *feeds)
{
    return feed_list_get_row(feeds->feeds, feeds->list.cursor) ? VIEW_OPEN : VIEW_DONE;
}

static guint feeds_toggle_fold(struct feeds_view *feeds)
{
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, feeds->list.cursor);
    guint index = feeds->list.cursor;
    const guint depth = row ? row->depth : 0;
    /* on a feed: the folder that it is in */
    while (row && row->kind == FEED_LIST_FEED && depth > 0 && index > 0)
        do
            row = feed_list_get_row(feeds->feeds, --index);
        while (index > 0 && row->depth >= depth);
    if (!row || row->kind != FEED_LIST_FOLDER) {
        ui_say(feeds->view.ui,
               "there is no folder here; tags with a slash in the feeds file make folders");
        return VIEW_DRAW;
    }
    g_autofree char *path = g_strdup(row->path);
    feed_list_set_folded(feeds->feeds, path, !row->is_folded);
    list_set_count(&feeds->list, feed_list_get_length(feeds->feeds));
    list_set_cursor(&feeds->list, feed_list_find(feeds->feeds, FEED_LIST_FOLDER, 0, path));
    feeds_remember(feeds);
    return VIEW_DRAW;
}

static char *feeds_get_address(struct view *view)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    feeds_sync(feeds);
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, feeds->list.cursor);
    return row ? g_strdup(row->url) : NULL;
}

static guint feeds_handle_command(struct view *view, enum command_id id,
                                  const struct command *command G_GNUC_UNUSED)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    feeds_sync(feeds);
    guint answer = motion_handle_command(&feeds->list, id);
    if (answer != VIEW_PASSED) {
        feeds_remember(feeds);
        return answer;
    }
    switch ((guint)id) {
    case COMMAND_OPEN:
        return feeds_open_row(feeds);
    case COMMAND_TOGGLE_FOLD:
        return feeds_toggle_fold(feeds);
    default:
        return VIEW_PASSED;
    }
}

static guint feeds_handle_mouse(struct view *view, const struct input_event *input)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    bool opens;
    feeds_sync(feeds);
    guint answer = motion_handle_mouse(&feeds->list, input, &opens);
    feeds_remember(feeds);
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, feeds->list.cursor);
    if (input->button == INPUT_BUTTON_LEFT && row && row->kind == FEED_LIST_FOLDER &&
        input->col <= 2 + 2 * (int)row->depth)
        return feeds_toggle_fold(feeds);
    return opens ? feeds_open_row(feeds) : answer;
}

static bool feeds_row_matches(void *data, guint index)
{
    const struct feeds_view *feeds = data;
    const struct feed_list_row *row = feed_list_get_row(feeds->feeds, index);
    return row && match_is_in(row->title, feeds->view.ui->search);
}

static bool feeds_search(struct view *view, const char *text G_GNUC_UNUSED, enum view_search how)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    guint index;
    if (how == VIEW_SEARCH_HERE && feeds_row_matches(feeds, feeds->list.cursor))
        return true;
    if (!list_search(&feeds->list, how == VIEW_SEARCH_PREVIOUS, G_MAXUINT, feeds_row_matches, feeds,
                     &index))
        return false;
    list_set_cursor(&feeds->list, index);
    feeds_remember(feeds);
    return true;
}

static void feeds_add_focus(struct view *view, struct app_focus *focus)
{
    struct feeds_view *feeds = (struct feeds_view *)view;
    focus->feed_id = feeds->kind == FEED_LIST_FEED ? feeds->feed_id : 0;
}

static char *feeds_get_title(struct view *view, char **right)
{
    *right = NULL;
    const bool hides_read =
        !options_get_bool(app_get_options(view->ui->app), OPTION_SHOW_READ_FEEDS);
    return g_strdup(app_is_guide(view->ui->app) ? "Feeds: none yet"
                    : hides_read                ? "Feeds · unread only"
                                                : "Feeds");
}

static const struct view_class feeds_class = {
    .context = CONTEXT_FEEDS,
    .free = feeds_free,
    .get_address = feeds_get_address,
    .draw = feeds_draw,
    .handle_command = feeds_handle_command,
    .handle_mouse = feeds_handle_mouse,
    .search = feeds_search,
    .unfound = "is not in the name of any feed",
    .add_focus = feeds_add_focus,
    .get_title = feeds_get_title,
};

struct view *feeds_view_open(struct ui *ui)
{
    struct feeds_view *feeds = g_new0(struct feeds_view, 1);
    feeds->view = (struct view){ .class = &feeds_class, .ui = ui };
    feeds->feeds = app_get_feed_list(ui->app);
    list_init(&feeds->list);
    feeds->kind = FEED_LIST_ALL;
    ui->headlines_are_stale = true;
    list_set_count(&feeds->list, feed_list_get_length(feeds->feeds));
    feeds_remember(feeds);
    feeds_restore_place(feeds);
    return &feeds->view;
}

const struct feed_list_row *feeds_view_get_row(struct view *view)
{
    g_assert(view->class == &feeds_class);
    struct feeds_view *feeds = (struct feeds_view *)view;
    feeds_sync(feeds);
    return feed_list_get_row(feeds->feeds, feeds->list.cursor);
}

void feeds_view_select_feed(struct view *view, gint64 feed_id)
{
    g_assert(view->class == &feeds_class);
    struct feeds_view *feeds = (struct feeds_view *)view;
    const guint index = feed_list_find(feeds->feeds, FEED_LIST_FEED, feed_id, NULL);
    list_set_count(&feeds->list, feed_list_get_length(feeds->feeds)); /* the feed may be new */
    if (index != G_MAXUINT)
        list_set_cursor(&feeds->list, index);
    feeds_remember(feeds);
}
