/* SPDX-License-Identifier: MIT */
/* The feeds that were found at an address, to choose from; and what happens when a search for feeds
 * has ended. */
#include "view_candidates.h"

#include "base/clock.h"
#include "base/date.h"
#include "list_view.h"
#include "subscribe/discovery.h"

enum {
    FORMAT_COLS = 13, /* "json-feed-1.1" */
    AGE_COLS = 4,
    COUNT_COLS = 5,
    FORMAT_MIN_COLS = 60, /* of a pane that shows the format in its rows */
    ADDRESS_MIN_COLS = 30,
};

struct candidates_view {
    struct list_view base;
    struct app_discovery *discovery;
    bool *is_marked;
    int title_cols; /* of the widest title */
};

static const struct discovered_feed *get_feed(const struct list_view *list, guint index)
{
    return ((const struct candidates_view *)list)->discovery->feeds->pdata[index];
}

static void candidates_free(struct list_view *list)
{
    struct candidates_view *own = (struct candidates_view *)list;
    app_discovery_unref(own->discovery);
    g_free(own->is_marked);
}

static char *candidates_get_address(const struct list_view *list, guint index)
{
    return g_strdup(get_feed(list, index)->url);
}

/* ---- rows */

static guint candidates_refresh(struct list_view *list)
{
    return ((struct candidates_view *)list)->discovery->feeds->len;
}

static void candidates_get_row(struct list_view *list, guint index, struct list_row *row)
{
    const struct candidates_view *own = (struct candidates_view *)list;
    const struct discovered_feed *feed = get_feed(list, index);
    char age[DATE_AGE_BYTES] = "-", count[16];
    if (feed->newest_at)
        date_format_age(feed->newest_at, clock_now_s(), age);
    g_snprintf(count, sizeof count, "%u", feed->n_items);
    row->mark = own->is_marked[index] ? "✓" : NULL;
    row->mark_style = STYLE(STAR);
    struct list_cell *cell = list_row_add(row, feed->title, STYLE(TEXT));
    cell->cols = own->title_cols;
    cell->share = 50;
    cell = list_row_add(row, feed->format, STYLE(DATE));
    cell->cols = FORMAT_COLS;
    cell->min_pane_cols = FORMAT_MIN_COLS;
    cell = list_row_add(row, age, STYLE(DATE));
    cell->cols = AGE_COLS;
    cell->is_right = true;
    cell = list_row_add(row, count, STYLE(COUNT));
    cell->cols = COUNT_COLS;
    cell->is_right = true;
    cell = list_row_add(row, feed->shown, STYLE(LINK));
    cell->min_cols = ADDRESS_MIN_COLS;
    cell->is_optional = true;
}

/* What is known of the selected feed, in words. */
static char *describe(const struct discovered_feed *feed)
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

static void candidates_get_details(struct list_view *list, guint index, struct list_row *lines)
{
    const struct discovered_feed *feed = get_feed(list, index);
    list_row_add(lines, "", STYLE(TEXT));
    list_row_add(lines, feed->shown, STYLE(LINK));
    list_row_take(lines, describe(feed), STYLE(TEXT));
    list_row_add(lines, "", STYLE(TEXT));
    list_row_add(lines, "Enter subscribes, Space marks", STYLE(DATE));
}

static char *candidates_get_title(const struct list_view *list)
{
    const struct candidates_view *own = (const struct candidates_view *)list;
    return g_strdup_printf("Feeds of %s", own->discovery->address);
}

/* ---- choosing */

static bool subscribe(struct ui *ui, const struct app_discovery *discovery, const guint *indexes,
                      guint n)
{
    g_autoptr(GError) error = NULL;
    if (!app_subscribe(ui->app, discovery, indexes, n, &error))
        ui_say_error(ui, "%s", error->message);
    return !error;
}

/* Subscribes to the marked feeds, else to the selected one. EVENT_FEEDS selects the first. */
static guint candidates_open(struct list_view *list, guint index)
{
    const struct candidates_view *own = (struct candidates_view *)list;
    g_autofree guint *indexes = g_new(guint, list->list.count);
    guint n = 0;
    for (guint i = 0; i < list->list.count; i++)
        if (own->is_marked[i])
            indexes[n++] = i;
    if (!n)
        indexes[n++] = index;
    return subscribe(list->view.ui, own->discovery, indexes, n) ? VIEW_CLOSE : VIEW_DRAW;
}

static guint candidates_handle_command(struct list_view *list, guint index, enum command_id id,
                                       const struct command *command G_GNUC_UNUSED)
{
    bool *is_marked = ((struct candidates_view *)list)->is_marked;
    switch ((guint)id) {
    case COMMAND_READ_ON: /* the space bar */
        is_marked[index] = !is_marked[index];
        list_move(&list->list, 1);
        return VIEW_DRAW;
    case COMMAND_BROWSE:
        ui_browse(list->view.ui, get_feed(list, index)->shown);
        return VIEW_DRAW;
    default:
        return VIEW_PASSED;
    }
}

/* A click on the selected row does not subscribe: that needs the keyboard. */
static const struct list_class candidates_class = {
    .lead_cols = 3,
    .empty = "no feeds",
    .refresh = candidates_refresh,
    .get_row = candidates_get_row,
    .get_details = candidates_get_details,
    .open = candidates_open,
    .get_address = candidates_get_address,
    .handle_command = candidates_handle_command,
    .get_title = candidates_get_title,
    .free = candidates_free,
};

static struct view *candidates_view_open(struct ui *ui, struct app_discovery *discovery)
{
    struct candidates_view *own = g_new0(struct candidates_view, 1);
    own->discovery = app_discovery_ref(discovery);
    own->is_marked = g_new0(bool, discovery->feeds->len);
    list_view_init(&own->base, ui, &candidates_class);
    for (guint i = 0; i < discovery->feeds->len; i++)
        own->title_cols =
            MAX(own->title_cols, grid_measure_text(get_feed(&own->base, i)->title, (size_t)-1));
    return &own->base.view;
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
        subscribe(ui, discovery, &first, 1);
    else
        ui_push_overlay(ui, candidates_view_open(ui, discovery));
    return VIEW_DRAW;
}
