/* SPDX-License-Identifier: MIT */
/* The article: title and fields, then the page that text has set, as one scroll centred in the
 * pane. */
#include "article_view.h"

#include "hints.h"

#include "text/hyphen.h"

enum { WHEEL_ROWS = 3, SHIFT_COLS = 16, ARTICLE_MIN_MEASURE = 8, ARTICLE_OVERLAP = 2 };

guint article_count_lines(const struct article_view *view)
{
    return view->head->len + (view->article->page ? view->article->page->n_lines : 0);
}

static guint article_get_last_top(const struct article_view *view)
{
    guint lines = article_count_lines(view), rows = (guint)MAX(view->view.pane.rows, 1);
    return lines > rows ? lines - rows : 0;
}

void article_scroll_to(struct article_view *view, gint64 top)
{
    view->top = (guint)CLAMP(top, 0, (gint64)article_get_last_top(view));
    const struct page_line *line = article_get_page_line(view, view->top);
    view->place = line ? line->source : 0;
    view->place_row =
        line ? view->top - view->head->len - article_find_line(view->article, view->place) : 0;
}

void article_scroll_near(struct article_view *view, guint line)
{
    const guint rows = (guint)MAX(view->view.pane.rows, 1);
    if (line < view->top)
        article_scroll_to(view, line);
    else if (line >= view->top + rows)
        article_scroll_to(view, (gint64)line - rows + 1);
}

const struct page_line *article_get_page_line(const struct article_view *view, guint line)
{
    const struct page *page = view->article->page;
    return page && line >= view->head->len && line - view->head->len < page->n_lines
               ? &page->lines[line - view->head->len]
               : NULL;
}

static void article_view_free(struct view *view)
{
    struct article_view *own = (struct article_view *)view;
    article_close(view->ui->app, own->article,
                  own->article->revision ? own->text_place : own->place);
    g_array_unref(own->head);
    if (own->jumps)
        g_array_unref(own->jumps);
    app_drop_pictures(view->ui->app);
    g_free(own);
}

static void article_set_typography(struct ui *ui, struct article *article)
{
    const struct options *options = app_get_options(ui->app);
    const bool hyphenates = options_get_bool(options, OPTION_HYPHENATE);
    if (hyphenates && !ui->hyphens)
        ui->hyphens = hyphen_shelf_new();
    article->justifies = options_get_bool(options, OPTION_JUSTIFY);
    article->keeps_pre = !options_get_bool(options, OPTION_WRAP_PRE);
    article->hyphens = hyphenates ? ui->hyphens : NULL;
}

void article_set(struct article_view *view)
{
    guint measure = (guint)options_get_number(app_get_options(view->view.ui->app), OPTION_MEASURE);
    guint cols = (guint)MAX(view->view.pane.cols - 3, ARTICLE_MIN_MEASURE);
    cols = MAX(MIN(cols, measure), ARTICLE_MIN_MEASURE);
    struct article *article = view->article;
    const bool fits =
        article->page && picture_frame_fits(&view->pictures, article->page, view->view.pane.rows);
    if (fits && article->page_width == cols && view->is_placed)
        return;
    struct mark_place place = { 0 };
    const bool is_same_width = article->page && article->page_width == cols;
    const bool is_in_page = article->page && view->top >= view->head->len;
    view->shift = 0;
    article_mark_keep(view, &place);
    article->page_width = fits ? article->page_width : 0;
    article->pictures = picture_frame_get(&view->pictures, view->view.pane.rows);
    article_set_typography(view->view.ui, article);
    article_set_width(article, cols);
    article_head_build(view->head, view->view.ui, article, cols);
    guint line = 0;
    if (!view->is_placed)
        line = article_get_place_line(article);
    else if (is_in_page || view->place || view->place_row)
        line = article_find_line_below(article, view->place, view->place_row);
    view->is_placed = true;
    view->search_line = -1;
    article_mark_find(view, &place, is_same_width);
    const guint top =
        line || is_in_page ? line + view->head->len : MIN(view->top, view->head->len - 1);
    article_scroll_to(view, top);
}

static char *article_get_title(struct view *view, char **right)
{
    struct article_view *own = (struct article_view *)view;
    guint last = article_get_last_top(own);
    *right = last ? g_strdup_printf("%u%%", own->top * 100 / last) : g_strdup("all");
    const char *title = own->article->body->row.title;
    /* while the article's own title is on screen the head says where it comes from */
    bool shows_title = own->top == 0 || !title || !*title;
    return g_strdup(shows_title ? own->article->feed_title : title);
}

/* ---- commands */

static guint article_scroll(struct article_view *view, gint64 lines)
{
    article_set(view);
    article_scroll_to(view, (gint64)view->top + lines);
    return VIEW_DRAW;
}

/* Sideways as far as the widest line on screen goes. */
static guint article_shift(struct article_view *view, int cols)
{
    const guint top = view->top, n_head = view->head->len;
    const struct page *page = view->article->page;
    guint widest = 0;
    for (guint i = top; page && i < top + (guint)MAX(view->view.pane.rows, 0); i++)
        if (i >= n_head && i - n_head < page->n_lines)
            widest = MAX(widest, page->lines[i - n_head].cols);
    const gint64 most = (gint64)widest - view->article->page_width;
    view->shift = (guint)CLAMP((gint64)view->shift + cols, 0, MAX(most, 0));
    return VIEW_DRAW;
}

static guint article_read_on(struct article_view *view)
{
    if (view->top >= article_get_last_top(view))
        ui_open_next(view->view.ui, false, true);
    else
        article_scroll(view, MAX(view->view.pane.rows - ARTICLE_OVERLAP, 1));
    return VIEW_DRAW;
}

static guint article_handle_event(struct view *view, const struct event *event)
{
    struct article_view *own = (struct article_view *)view;
    if (event->kind == EVENT_PICTURE && own->article->page &&
        picture_frame_is_old(&own->pictures, own->article->page, event->text))
        article_view_relayout(view);
    if (event->kind != EVENT_FULL_TEXT || event->item_id != own->article->body->row.id)
        return VIEW_PASSED;
    const bool is_asked = own->article->is_asked;
    const bool is_other = article_take(view->ui->app, own->article, event, own->place);
    if (is_asked && !is_other && own->article->text.whole && own->article->text.whole->error)
        ui_say_error(view->ui, "the whole article could not be had: %s",
                     own->article->text.whole->error);
    return article_show_text(own, is_other);
}

static guint article_handle_command(struct view *view, enum command_id id,
                                    const struct command *command)
{
    struct article_view *own = (struct article_view *)view;
    int rows = MAX(view->pane.rows, 1);
    (void)command;
    const guint answer = article_mark_command(own, id);
    if (answer != VIEW_PASSED)
        return answer;
    switch ((guint)id) {
    case COMMAND_DOWN:
    case COMMAND_OPEN:
        return article_scroll(own, 1);
    case COMMAND_UP:
        return article_scroll(own, -1);
    case COMMAND_PAGE_DOWN:
        return article_scroll(own, MAX(rows - ARTICLE_OVERLAP, 1));
    case COMMAND_PAGE_UP:
        return article_scroll(own, -MAX(rows - ARTICLE_OVERLAP, 1));
    case COMMAND_HALF_PAGE_DOWN:
        return article_scroll(own, MAX(rows / 2, 1));
    case COMMAND_HALF_PAGE_UP:
        return article_scroll(own, -MAX(rows / 2, 1));
    case COMMAND_SCROLL_LEFT:
        return article_shift(own, -SHIFT_COLS);
    case COMMAND_SCROLL_RIGHT:
        return article_shift(own, SHIFT_COLS);
    case COMMAND_HOME:
        return article_scroll(own, -(gint64)G_MAXUINT);
    case COMMAND_END:
        return article_scroll(own, G_MAXUINT);
    case COMMAND_READ_ON:
        return article_read_on(own);
    case COMMAND_LINKS:
        return article_show_links(own);
    case COMMAND_HINTS:
        return hints_start(view->ui);
    case COMMAND_TOGGLE_PICTURES:
        picture_frame_toggle(&own->pictures);
        article_view_relayout(view);
        return VIEW_DRAW;
    case COMMAND_SHOW_PICTURE:
        picture_frame_open(&own->pictures, own->article->page, (gint64)own->top - own->head->len,
                           rows);
        return VIEW_DRAW;
    case COMMAND_CHANGES:
        return article_step_changes(own);
    case COMMAND_FULL_TEXT:
        return article_toggle_text(own);
    case COMMAND_BACK:
        return article_drop(own);
    case COMMAND_JUMP_BACK:
        return article_jump_back(own);
    case COMMAND_BROWSE:
        return article_browse(own);
    default:
        return VIEW_PASSED;
    }
}

static guint article_handle_key(struct view *view, const char *key)
{
    if (!g_ascii_isdigit(key[0]) || key[1])
        return VIEW_PASSED;
    return article_ask_link((struct article_view *)view, key);
}

static guint article_handle_mouse(struct view *view, const struct input_event *input)
{
    struct article_view *own = (struct article_view *)view;
    if (input->button == INPUT_WHEEL_UP)
        return article_scroll(own, -WHEEL_ROWS);
    if (input->button == INPUT_WHEEL_DOWN)
        return article_scroll(own, WHEEL_ROWS);
    return article_mark_mouse(own, input);
}

static void article_add_focus(struct view *view, struct app_focus *focus)
{
    struct article_view *own = (struct article_view *)view;
    focus->item_id = own->article->body->row.id;
    focus->feed_id = own->article->body->row.feed_id;
}

static const struct view_class article_class = {
    .context = CONTEXT_ARTICLE,
    .free = article_view_free,
    .draw = article_draw,
    .handle_command = article_handle_command,
    .handle_key = article_handle_key,
    .handle_mouse = article_handle_mouse,
    .handle_event = article_handle_event,
    .search = article_search,
    .add_focus = article_add_focus,
    .get_title = article_get_title,
};

struct view *article_view_open(struct ui *ui, gint64 item_id)
{
    g_autoptr(GError) error = NULL;
    struct article *article = article_open(ui->app, item_id, &error);
    if (!article) {
        ui_say_error(ui, "%s", error->message);
        return NULL;
    }
    struct article_view *view = g_new0(struct article_view, 1);
    view->view = (struct view){ .class = &article_class, .ui = ui };
    view->article = article;
    picture_frame_init(&view->pictures, ui, article->body->row.feed_id);
    view->head = article_head_new();
    view->search_line = -1;
    return &view->view;
}

const struct article *article_view_get(struct view *view)
{
    return ((struct article_view *)view)->article;
}

void article_view_follow(struct view *view, guint link)
{
    article_follow((struct article_view *)view, link);
}

bool article_view_is_marking(const struct view *view)
{
    return ((const struct article_view *)view)->mark.is_on;
}

void article_view_relayout(struct view *view)
{
    ((struct article_view *)view)->article->page_width = 0;
}
