/* SPDX-License-Identifier: MIT */
/* The feeds that were found at an address, to choose from; and what happens when a search for feeds
 * has ended. */
#include "view_candidates.h"

#include "match.h"
#include "motion.h"

#include "app/discovery.h"
#include "base/clock.h"
#include "base/date.h"

#include <string.h>

enum {
    MARK_COLS = 3,
    FORMAT_COLS = 13, /* "json-feed-1.1" */
    AGE_COLS = 4,
    COUNT_COLS = 5,
    FORMAT_MIN_COLS = 60, /* of a pane that shows the format in its rows */
    ADDRESS_MIN_COLS = 30,
    DETAIL_ROWS = 5, /* below the list: a blank, the address, its facts, a blank, the keys */
};

struct candidates_view {
    struct view view;
    struct list list;
    struct app_discovery *discovery;
    bool *is_marked;
    int title_cols; /* of the widest title */
};

static const struct discovered_feed *candidates_get(const struct candidates_view *candidates,
                                                    guint index)
{
    return candidates->discovery->feeds->pdata[index];
}

static void candidates_free(struct view *view)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    app_discovery_unref(candidates->discovery);
    g_free(candidates->is_marked);
    g_free(candidates);
}

/* ---- drawing */

static void candidates_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    const struct candidates_view *candidates = data;
    const struct discovered_feed *feed = candidates_get(candidates, index);
    const bool has_format = pane.cols >= FORMAT_MIN_COLS;
    const int fixed_cols = (has_format ? 2 + FORMAT_COLS : 0) + 2 + AGE_COLS + 2 + COUNT_COLS + 1;
    const int free_cols = MAX(pane.cols - MARK_COLS - fixed_cols, 0);
    int title_cols = MIN(candidates->title_cols, free_cols);
    const bool has_address = free_cols - MIN(title_cols, free_cols / 2) - 2 >= ADDRESS_MIN_COLS;
    title_cols = has_address ? MIN(title_cols, free_cols / 2) : title_cols;
    int col = pane.col + MARK_COLS;
    if (candidates->is_marked[index])
        grid_put_text(grid, pane.row, pane.col + 1, 1, "✓", (size_t)-1, STYLE(STAR));
    grid_put_ellipsized(grid, pane.row, col, title_cols, feed->title, STYLE(TEXT));
    col += title_cols + 2;
    if (has_format) {
        grid_put_ellipsized(grid, pane.row, col, FORMAT_COLS, feed->format, STYLE(DATE));
        col += FORMAT_COLS + 2;
    }
    char age[DATE_AGE_BYTES] = "-", count[16];
    if (feed->newest_at)
        date_format_age(feed->newest_at, clock_now_s(), age);
    g_snprintf(count, sizeof count, "%u", feed->n_items);
    grid_put_right(grid, pane.row, col += AGE_COLS, AGE_COLS, age, STYLE(DATE));
    grid_put_right(grid, pane.row, col += 2 + COUNT_COLS, COUNT_COLS, count, STYLE(COUNT));
    if (has_address)
        grid_put_ellipsized(grid, pane.row, col + 2, pane.col + pane.cols - col - 3, feed->shown,
                            STYLE(LINK));
}

/* What is known of the selected feed, in words. */
static char *candidates_describe(const struct discovered_feed *feed)
{
    char age[DATE_AGE_BYTES];
    GString *text = g_string_new(feed->format);
    g_string_append_printf(text, ", %u %s", feed->n_items,
                           feed->n_items == 1 ? "article" : "articles");
    if (feed->newest_at)
        g_string_append_printf(text, ", %s old",
                               date_format_age(feed->newest_at, clock_now_s(), age));
    g_string_append(text, feed->is_full_text ? ", full text" : ", short texts");
    return g_string_free(text, FALSE);
}

static void candidates_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    const struct discovered_feed *feed = candidates_get(candidates, candidates->list.cursor);
    struct pane pane = view->pane;
    const int row_end = pane.row + pane.rows, cols = pane.cols - MARK_COLS - 1;
    int rows = (int)candidates->list.count;
    pane.rows = CLAMP(rows, 1, MAX(pane.rows - DETAIL_ROWS, 1));
    struct list_drawing drawing = { .draw_row = candidates_draw_row,
                                    .data = candidates,
                                    .has_focus = has_focus };
    list_draw(&candidates->list, grid, pane, &drawing);
    g_autofree char *facts = candidates_describe(feed);
    const struct {
        const char *text;
        struct style style;
    } lines[] = {
        { "", STYLE(TEXT) },
        { feed->shown, STYLE(LINK) },
        { facts, STYLE(TEXT) },
        { "", STYLE(TEXT) },
        { "Enter subscribes, Space marks", STYLE(DATE) },
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines) && pane.row + pane.rows + (int)i < row_end; i++)
        grid_put_ellipsized(grid, pane.row + pane.rows + (int)i, pane.col + MARK_COLS, cols,
                            lines[i].text, lines[i].style);
}

/* ---- choosing */

/* The feeds with these numbers become subscriptions, and the first one is selected. */
static guint subscribe(struct ui *ui, const struct app_discovery *discovery, const guint *indexes,
                       guint n)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    gint64 feed_id = 0;
    const guint redraw = app_subscribe(ui->app, discovery, indexes, n, &feed_id, &message, &error);
    if (error) {
        ui_say_error(ui, "%s", error->message);
        return VIEW_DRAW;
    }
    ui_note_change(ui, redraw, feed_id);
    ui_say(ui, "%s", message);
    return VIEW_MODEL;
}

static guint candidates_subscribe(struct candidates_view *candidates)
{
    const guint count = candidates->list.count;
    g_autofree guint *indexes = g_new(guint, count);
    guint n = 0;
    for (guint i = 0; i < count; i++)
        if (candidates->is_marked[i])
            indexes[n++] = i;
    if (!n)
        indexes[n++] = candidates->list.cursor;
    const guint answer = subscribe(candidates->view.ui, candidates->discovery, indexes, n);
    return answer & VIEW_MODEL ? answer | VIEW_CLOSE : answer;
}

static guint candidates_handle_command(struct view *view, enum command_id id,
                                       const struct command *command)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    (void)command;
    if (id == COMMAND_OPEN)
        return candidates_subscribe(candidates);
    if (id == COMMAND_READ_ON) { /* the space bar */
        bool *is_marked = &candidates->is_marked[candidates->list.cursor];
        *is_marked = !*is_marked;
        list_move(&candidates->list, 1);
        return VIEW_DRAW;
    }
    if (id == COMMAND_BROWSE) {
        ui_browse(view->ui, candidates_get(candidates, candidates->list.cursor)->shown);
        return VIEW_DRAW;
    }
    return motion_handle_command(&candidates->list, id);
}

static guint candidates_handle_mouse(struct view *view, const struct input_event *input)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    bool opens;
    /* a second click does not subscribe: that is for the keyboard */
    return motion_handle_mouse(&candidates->list, input, &opens);
}

static bool candidates_row_matches(void *data, guint index)
{
    const struct candidates_view *candidates = data;
    const char *search = candidates->view.ui->search;
    return match_is_in(candidates_get(candidates, index)->title, search) ||
           match_is_in(candidates_get(candidates, index)->shown, search);
}

static bool candidates_search(struct view *view, const char *text, enum view_search how)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    guint index;
    (void)text;
    if (how == VIEW_SEARCH_HERE && candidates_row_matches(candidates, candidates->list.cursor))
        return true;
    if (!list_search(&candidates->list, how == VIEW_SEARCH_PREVIOUS, G_MAXUINT,
                     candidates_row_matches, candidates, &index))
        return false;
    list_set_cursor(&candidates->list, index);
    return true;
}

static char *candidates_get_title(struct view *view, char **right)
{
    struct candidates_view *candidates = (struct candidates_view *)view;
    *right = g_strdup_printf("%u/%u", candidates->list.cursor + 1, candidates->list.count);
    return g_strdup_printf("Feeds of %s", candidates->discovery->address);
}

static const struct view_class candidates_class = {
    .context = CONTEXT_TEXT,
    .free = candidates_free,
    .draw = candidates_draw,
    .handle_command = candidates_handle_command,
    .handle_mouse = candidates_handle_mouse,
    .search = candidates_search,
    .get_title = candidates_get_title,
};

static struct view *candidates_view_open(struct ui *ui, struct app_discovery *discovery)
{
    struct candidates_view *candidates = g_new0(struct candidates_view, 1);
    candidates->view = (struct view){ .class = &candidates_class, .ui = ui };
    candidates->discovery = app_discovery_ref(discovery);
    candidates->is_marked = g_new0(bool, discovery->feeds->len);
    list_init(&candidates->list);
    list_set_count(&candidates->list, discovery->feeds->len);
    for (guint i = 0; i < discovery->feeds->len; i++)
        candidates->title_cols =
            MAX(candidates->title_cols,
                grid_measure_text(candidates_get(candidates, i)->title, (size_t)-1));
    return &candidates->view;
}

/* ---- the search */

bool candidates_stop_search(struct ui *ui)
{
    const struct app_discovery *discovery = app_get_discovery(ui->app);
    if (!discovery || !discovery->is_looking)
        return false;
    app_stop_discovery(ui->app);
    ui_say(ui, "no longer looking for feeds at %s", discovery->address);
    return true;
}

guint candidates_handle_event(struct ui *ui, const struct event *event)
{
    struct app_discovery *discovery = app_get_discovery(ui->app);
    if (event->n_done < event->n_total || !discovery || discovery->is_looking)
        return VIEW_DONE;
    const guint first = 0;
    if (discovery->error)
        ui_say_error(ui, "%s; \"add --as-is URL\" subscribes without looking", discovery->error);
    else if (discovery->feeds->len == 1)
        return subscribe(ui, discovery, &first, 1);
    else
        ui_push_overlay(ui, candidates_view_open(ui, discovery));
    return VIEW_DRAW;
}
