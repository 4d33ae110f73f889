/* SPDX-License-Identifier: MIT */
/* The headlines of a feed, a folder or a search. The cursor stays on its article when other rows
 * come and go. Searches lie on a stack above the list of the selected feed. */
#include "view_headlines.h"

#include "app/feed_list.h"
#include "base/clock.h"
#include "base/date.h"
#include "match.h"
#include "motion.h"

#include <string.h>

/* One list that is shown or waits below a search. */
struct shown {
    struct headlines *headlines;
    struct list list;
    gint64 item_id; /* the article of the cursor; 0: none yet */
    bool has_place; /* the cursor was put back where it was when the list was left */
    /* the list was empty and the cursor was not moved since: it stays at the top */
    bool is_untouched;
};

struct headlines_view {
    struct view view;
    GPtrArray *stack; /* of struct shown *; the last one shows */
    gint64 now;       /* when the drawing that is being made began */
};

enum { DATE_COLS = 6, SOURCE_MAX_COLS = 20, SOURCE_MIN_PANE_COLS = 60 };
enum { SNIPPET_MIN_COLS = 12, SNIPPET_WHOLE_COLS = 60, TITLE_FIFTHS = 3 }; /* in found lists */

static struct shown *view_get_shown(struct headlines_view *view)
{
    return view->stack->len ? view->stack->pdata[view->stack->len - 1] : NULL;
}

static void shown_free(gpointer data)
{
    struct shown *shown = data;
    headlines_set_position(shown->headlines, shown->list.cursor);
    headlines_free(shown->headlines);
    g_free(shown);
}

static void headlines_view_free(struct view *view)
{
    struct headlines_view *own = (struct headlines_view *)view;
    g_ptr_array_unref(own->stack);
    g_free(own);
}

static void shown_remember(struct shown *shown)
{
    const struct item_row *row = headlines_get_row(shown->headlines, shown->list.cursor);
    if (row || !headlines_is_loading(shown->headlines))
        shown->item_id = row ? row->id : 0;
}

static void shown_sync(struct shown *shown)
{
    guint length = headlines_get_length(shown->headlines);
    if (!length && !headlines_is_loading(shown->headlines))
        shown->is_untouched = true;
    if (shown->is_untouched && !shown->list.cursor) {
        list_set_count(&shown->list, length);
        shown->has_place |= length > 0;
        shown_remember(shown);
        return;
    }
    shown->is_untouched = false;
    if (!shown->has_place && length && !headlines_is_loading(shown->headlines)) {
        shown->has_place = true;
        list_set_count(&shown->list, length);
        list_set_cursor(&shown->list, headlines_get_position(shown->headlines));
        shown_remember(shown);
        return;
    }
    const struct item_row *row = headlines_get_row(shown->headlines, shown->list.cursor);
    bool is_same = row && row->id == shown->item_id;
    guint index = is_same || !shown->item_id ? shown->list.cursor
                                             : headlines_find(shown->headlines, shown->item_id);
    list_set_count(&shown->list, length);
    if (index != G_MAXUINT && index != shown->list.cursor)
        list_follow_cursor(&shown->list, index);
    shown_remember(shown);
}

/* ---- drawing */

static char *row_format_date(struct headlines_view *view, const struct item_row *row)
{
    const char *format =
        options_get_string(app_get_options(view->view.ui->app), OPTION_DATE_FORMAT);
    return *format ? date_format_local(row->sort_at, format)
                   : date_format_list(row->sort_at, view->now);
}

static void row_tint_matches(struct headlines_view *view, struct grid *grid, struct pane title,
                             const char *text)
{
    struct shown *shown = view_get_shown(view);
    match_tint(grid, title.row, title.col, title.cols, text, ui_get_search(&view->view));
    char **words =
        headlines_is_search(shown->headlines) ? headlines_get_words(shown->headlines) : NULL;
    for (guint i = 0; words && words[i]; i++)
        match_tint(grid, title.row, title.col, title.cols, text, words[i]);
}

/* The piece of text from its first searched word on, for a narrow place. Caller frees. */
static char *cut_to_word(const struct shown *shown, const char *snippet)
{
    char **words = headlines_get_words(shown->headlines);
    for (guint i = 0; words && words[i]; i++) {
        g_autofree guint8 *marks = match_mark(NULL, snippet, NULL, words[i]);
        const guint8 *first = marks ? memchr(marks, 1, strlen(snippet)) : NULL;
        if (first)
            return g_strconcat(first > marks ? "…" : "", snippet + (first - marks), NULL);
    }
    return g_strdup(snippet);
}

/* Puts a piece of the text behind the title, which keeps most of the room; what is left of area is the
 * title's. */
static void row_draw_snippet(struct headlines_view *view, struct grid *grid, struct pane *area,
                             const char *title, const char *snippet)
{
    const int title_cols = MIN(grid_measure_text(title, (size_t)-1), area->cols * TITLE_FIFTHS / 5);
    struct pane room = { area->row, area->col + title_cols + 2, 1, area->cols - title_cols - 2 };
    if (room.cols < SNIPPET_MIN_COLS)
        return;
    g_autofree char *text = room.cols < SNIPPET_WHOLE_COLS
                                ? cut_to_word(view_get_shown(view), snippet)
                                : g_strdup(snippet);
    grid_put_ellipsized(grid, room.row, room.col, room.cols, text, STYLE(FAINT));
    row_tint_matches(view, grid, room, text);
    area->cols = title_cols;
}

static void headlines_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct headlines_view *view = data;
    struct shown *shown = view_get_shown(view);
    const struct item_row *row = headlines_get_row(shown->headlines, index);
    if (!row)
        return;
    int end = pane.col + pane.cols - 1;
    g_autofree char *date = row->id ? row_format_date(view, row) : g_strdup("");
    int date_cols = MAX(DATE_COLS, MIN(grid_measure_text(date, (size_t)-1), pane.cols / 3));
    grid_put_right(grid, pane.row, end, date_cols, date, STYLE(DATE));
    end -= date_cols + 2;
    if (headlines_is_mixed(shown->headlines) && pane.cols >= SOURCE_MIN_PANE_COLS) {
        int source_cols = MIN(pane.cols / 4, SOURCE_MAX_COLS);
        const char *source =
            feed_list_get_title(app_get_feed_list(view->view.ui->app), row->feed_id);
        grid_put_ellipsized(grid, pane.row, end - source_cols, source_cols, source, STYLE(SOURCE));
        end -= source_cols + 2;
    }
    int col = pane.col + 1;
    if (!row->is_read)
        grid_put_text(grid, pane.row, col, 1, "●", (size_t)-1, STYLE(COUNT));
    else if (row->is_changed)
        grid_put_text(grid, pane.row, col, 1, "±", (size_t)-1, STYLE(CHANGED));
    if (row->is_starred)
        grid_put_text(grid, pane.row, col + 1, 1, "★", (size_t)-1, STYLE(STAR));
    const char *title = row->title;
    struct pane area = { pane.row, col + 3, 1, MAX(end - col - 3, 0) };
    struct style style = row->is_read ? STYLE(HEADLINE) : STYLE(HEADLINE_UNREAD);
    const char *snippet = headlines_get_snippet(shown->headlines, index);
    if (snippet)
        row_draw_snippet(view, grid, &area, title, snippet);
    grid_put_ellipsized(grid, area.row, area.col, area.cols, title, style);
    row_tint_matches(view, grid, area, title);
}

/* Returns why the feed that is shown could not be fetched; NULL if it could, or if no feed is
 * shown. */
static const char *shown_get_error(struct headlines_view *view, const struct shown *shown)
{
    struct feed_list *feeds = app_get_feed_list(view->view.ui->app);
    if (headlines_get_kind(shown->headlines) != FEED_LIST_FEED)
        return NULL;
    gint64 feed_id = headlines_get_feed_id(shown->headlines);
    const struct feed_list_row *row =
        feed_list_get_row(feeds, feed_list_find(feeds, FEED_LIST_FEED, feed_id, NULL));
    return row && row->feed_id == feed_id ? row->error : NULL;
}

static const char *headlines_get_empty(struct headlines_view *view, struct shown *shown)
{
    if (!shown)
        return "";
    if (shown_get_error(view, shown))
        return shown_get_error(view, shown);
    if (headlines_get_error(shown->headlines))
        return headlines_get_error(shown->headlines);
    if (headlines_is_loading(shown->headlines))
        return "searching…";
    if (headlines_is_search(shown->headlines))
        return "nothing found";
    if (headlines_get_kind(shown->headlines) == FEED_LIST_STARRED)
        return "nothing starred yet; s stars an article";
    if (headlines_get_kind(shown->headlines) == FEED_LIST_UNREAD)
        return "nothing unread";
    return options_get_bool(app_get_options(view->view.ui->app), OPTION_SHOW_READ)
               ? "no articles here yet; r fetches the feed, R all feeds"
               : "nothing unread here; H shows what was read";
}

static void headlines_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct headlines_view *own = (struct headlines_view *)view;
    struct shown *shown = view_get_shown(own);
    struct list none;
    list_init(&none);
    own->now = clock_now_s();
    if (shown) {
        shown->list.margin =
            (guint)options_get_number(app_get_options(view->ui->app), OPTION_SCROLL_MARGIN);
        shown_sync(shown);
    }
    struct list_drawing drawing = { .draw_row = headlines_draw_row,
                                    .data = own,
                                    .has_focus = has_focus,
                                    .empty = headlines_get_empty(own, shown) };
    list_draw(shown ? &shown->list : &none, grid, view->pane, &drawing);
}

/* How a list differs from the usual one; "" if it does not. Caller frees. */
static char *describe_order(const struct headlines *headlines)
{
    static const char *const names[] = {
        [OPTION_SORT_NEWEST] = "",
        [OPTION_SORT_OLDEST] = " · oldest first",
        [OPTION_SORT_TITLE] = " · by title",
        [OPTION_SORT_FEED] = " · by feed",
    };
    const struct options *options = headlines_get_options(headlines);
    const enum feed_list_kind kind = headlines_get_kind(headlines);
    if (headlines_is_search(headlines))
        return g_strdup("");
    const bool hides_read = kind != FEED_LIST_STARRED && kind != FEED_LIST_UNREAD &&
                            !options_get_bool(options, OPTION_SHOW_READ);
    return g_strconcat(hides_read ? " · unread only" : "",
                       names[options_get_number(options, OPTION_SORT)], NULL);
}

static char *headlines_get_head(struct view *view, char **right)
{
    struct shown *shown = view_get_shown((struct headlines_view *)view);
    *right = NULL;
    if (!shown)
        return g_strdup("");
    if (shown->list.count)
        *right = g_strdup_printf("%u/%u", shown->list.cursor + 1, shown->list.count);
    g_autofree char *order = describe_order(shown->headlines);
    return g_strdup_printf("%s%s%s", headlines_is_search(shown->headlines) ? "Found: " : "",
                           headlines_get_title(shown->headlines), order);
}

/* ---- commands */

static guint headlines_open_row(struct headlines_view *view)
{
    struct shown *shown = view_get_shown(view);
    if (!shown || !shown->item_id)
        return VIEW_DRAW;
    shown->is_untouched = false;
    return VIEW_OPEN;
}

static guint headlines_browse(struct headlines_view *view, struct shown *shown)
{
    const struct item_row *row = headlines_get_row(shown->headlines, shown->list.cursor);
    if (row && row->url) {
        g_autofree char *url = g_strdup(row->url);
        ui_browse(view->view.ui, url);
    } else {
        ui_say(view->view.ui, "this article has no link");
    }
    return VIEW_DRAW;
}

static guint headlines_handle_command(struct view *view, enum command_id id,
                                      const struct command *command G_GNUC_UNUSED)
{
    struct headlines_view *own = (struct headlines_view *)view;
    struct shown *shown = view_get_shown(own);
    if (!shown)
        return VIEW_PASSED;
    shown_sync(shown);
    guint answer = motion_handle_command(&shown->list, id);
    if (answer != VIEW_PASSED) {
        shown_remember(shown);
        return answer;
    }
    switch ((guint)id) {
    case COMMAND_OPEN:
        return headlines_open_row(own);
    case COMMAND_BROWSE:
        return headlines_browse(own, shown);
    default:
        return VIEW_PASSED;
    }
}

static guint headlines_handle_mouse(struct view *view, const struct input_event *input)
{
    struct headlines_view *own = (struct headlines_view *)view;
    struct shown *shown = view_get_shown(own);
    bool opens;
    if (!shown)
        return VIEW_DONE;
    shown_sync(shown);
    guint answer = motion_handle_mouse(&shown->list, input, &opens);
    shown_remember(shown);
    return opens ? headlines_open_row(own) : answer;
}

static guint headlines_handle_event(struct view *view, const struct event *event)
{
    struct headlines_view *own = (struct headlines_view *)view;
    guint answer = VIEW_DONE;
    for (guint i = 0; i < own->stack->len; i++) {
        struct shown *shown = own->stack->pdata[i];
        if (headlines_handle(shown->headlines, event))
            answer = VIEW_DRAW;
    }
    return answer;
}

static bool headlines_search_text(struct view *view, const char *text, enum view_search how)
{
    struct shown *shown = view_get_shown((struct headlines_view *)view);
    if (!shown || !shown->list.count)
        return false;
    const struct item_row *row = headlines_get_row(shown->headlines, shown->list.cursor);
    if (how == VIEW_SEARCH_HERE && row && row->title && match_is_in(row->title, text))
        return true;
    bool wrap = options_get_bool(app_get_options(view->ui->app), OPTION_WRAP_SEARCH);
    guint index = headlines_search(shown->headlines, shown->list.cursor, text,
                                   how == VIEW_SEARCH_PREVIOUS, wrap);
    if (index == G_MAXUINT)
        return false;
    list_set_cursor(&shown->list, index);
    shown_remember(shown);
    return true;
}

static void headlines_add_focus(struct view *view, struct app_focus *focus)
{
    struct shown *shown = view_get_shown((struct headlines_view *)view);
    if (!shown)
        return;
    focus->headlines = shown->headlines;
    focus->item_id = shown->item_id;
    focus->feed_id = headlines_get_kind(shown->headlines) == FEED_LIST_FEED
                         ? headlines_get_feed_id(shown->headlines)
                         : 0;
}

static const struct view_class headlines_class = {
    .context = CONTEXT_HEADLINES,
    .free = headlines_view_free,
    .draw = headlines_draw,
    .handle_command = headlines_handle_command,
    .handle_mouse = headlines_handle_mouse,
    .handle_event = headlines_handle_event,
    .search = headlines_search_text,
    .add_focus = headlines_add_focus,
    .get_title = headlines_get_head,
};

struct view *headlines_view_open(struct ui *ui)
{
    struct headlines_view *view = g_new0(struct headlines_view, 1);
    view->view = (struct view){ .class = &headlines_class, .ui = ui };
    view->stack = g_ptr_array_new_with_free_func(shown_free);
    return &view->view;
}

/* Returns the private block of a view of headlines. */
static struct headlines_view *view_get_own(struct view *view)
{
    g_assert(view->class == &headlines_class);
    return (struct headlines_view *)view;
}

void headlines_view_show(struct view *view, struct headlines *headlines)
{
    struct headlines_view *own = view_get_own(view);
    g_assert(headlines);
    if (!headlines_is_search(headlines))
        g_ptr_array_set_size(own->stack, 0);
    struct shown *shown = g_new0(struct shown, 1);
    shown->headlines = headlines;
    list_init(&shown->list);
    list_set_rows(&shown->list, (guint)MAX(view->pane.rows, 0));
    g_ptr_array_add(own->stack, shown);
    shown_sync(shown);
}

struct headlines *headlines_view_get(struct view *view)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    return shown ? shown->headlines : NULL;
}

gint64 headlines_view_get_item(struct view *view)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    return shown ? shown->item_id : 0;
}

void headlines_view_sync(struct view *view)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    if (shown)
        shown_sync(shown);
}

bool headlines_view_leave_search(struct view *view)
{
    struct headlines_view *own = view_get_own(view);
    struct shown *shown = view_get_shown(own);
    if (!shown || !headlines_is_search(shown->headlines))
        return false;
    g_ptr_array_set_size(own->stack, (gint)own->stack->len - 1);
    view->ui->headlines_are_stale = view->ui->headlines_are_stale || !own->stack->len;
    return true;
}

bool headlines_view_step(struct view *view, bool backwards, bool is_unread)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    if (!shown || !shown->list.count)
        return false;
    shown_sync(shown);
    guint index = shown->list.cursor + (backwards ? -1u : 1u);
    if (is_unread)
        index = headlines_find_unread(shown->headlines, shown->list.cursor, backwards);
    if (index >= shown->list.count)
        return false;
    list_set_cursor(&shown->list, index);
    shown_remember(shown);
    return true;
}

bool headlines_view_select_unread(struct view *view)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    if (!shown)
        return false;
    shown_sync(shown);
    const struct item_row *row = headlines_get_row(shown->headlines, shown->list.cursor);
    if (row && !row->is_read)
        return true;
    return headlines_view_step(view, false, true) || headlines_view_step(view, true, true);
}

void headlines_view_rebuild(struct view *view)
{
    struct headlines_view *own = view_get_own(view);
    for (guint i = 0; i < own->stack->len; i++) {
        struct shown *shown = own->stack->pdata[i];
        struct headlines *old = shown->headlines;
        shown->headlines = headlines_new(view->ui->app, headlines_get_kind(old),
                                         headlines_get_feed_id(old), headlines_get_query(old),
                                         headlines_get_title(old), headlines_is_search(old));
        headlines_free(old);
    }
}

gint64 headlines_view_get_feed(struct view *view)
{
    struct shown *shown = view_get_shown(view_get_own(view));
    const struct item_row *row =
        shown ? headlines_get_row(shown->headlines, shown->list.cursor) : NULL;
    return row ? row->feed_id : 0;
}
