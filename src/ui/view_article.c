/* SPDX-License-Identifier: MIT */
/* The open article: its head and its page as one scroll, centred in the pane. */
#include "view_article.h"

#include "article/picture.h"
#include "article_draw.h"
#include "article_link.h"
#include "article_mark.h"
#include "article_page.h"
#include "article_search.h"
#include "article_text.h"
#include "hints.h"

enum { WHEEL_ROWS = 3, SHIFT_COLS = 16, ARTICLE_OVERLAP = 2 };

static void article_view_free(struct view *view)
{
    struct article_view *own = (struct article_view *)view;
    article_close(view->ui->app, own->article,
                  own->article->revision ? own->text_position : own->position);
    g_array_unref(own->head);
    if (own->jumps)
        g_array_unref(own->jumps);
    app_drop_pictures(view->ui->app);
    g_free(own);
}

static char *article_get_title(struct view *view, char **right)
{
    struct article_view *own = (struct article_view *)view;
    guint last = article_get_last_top(own);
    *right = last ? g_strdup_printf("%u%%", own->top * 100 / last) : g_strdup("all");
    const char *title = own->article->body->row.title;
    /* while the title of the article is on screen, the title of the pane names its feed */
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

/* Moves sideways, as far as the widest line on screen. */
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
        return VIEW_NEXT_UNREAD;
    return article_scroll(view, MAX(view->view.pane.rows - ARTICLE_OVERLAP, 1));
}

/* Makes the page be set again when it is drawn. */
static void article_relayout(struct view *view)
{
    ((struct article_view *)view)->article->page_width = 0;
}

static enum context article_get_context(const struct view *view)
{
    const struct article_view *own = (const struct article_view *)view;
    return own->mark.is_on ? CONTEXT_MARK : view->ui->search ? CONTEXT_SEARCH : CONTEXT_ARTICLE;
}

static guint article_handle_event(struct view *view, const struct event *event)
{
    struct article_view *own = (struct article_view *)view;
    if (event->kind == EVENT_PICTURE && own->article->page &&
        picture_frame_is_old(&own->pictures, own->article->page, event->text))
        article_relayout(view);
    if (event->kind != EVENT_FULL_TEXT || event->item_id != own->article->body->row.id)
        return VIEW_PASSED;
    const bool is_asked = own->article->is_asked;
    const bool is_other = article_take(view->ui->app, own->article, event, own->position);
    if (is_asked && !is_other && own->article->text.whole && own->article->text.whole->error)
        ui_say_error(view->ui, "could not fetch the whole article: %s",
                     own->article->text.whole->error);
    return article_show_text(own, is_other);
}

static guint article_follow_link(struct view *view, guint link)
{
    return article_follow((struct article_view *)view, link);
}

static guint article_handle_command(struct view *view, enum command_id id,
                                    const struct command *command G_GNUC_UNUSED)
{
    struct article_view *own = (struct article_view *)view;
    int rows = MAX(view->pane.rows, 1);
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
        return hints_start(view, article_follow_link);
    case COMMAND_TOGGLE_PICTURES:
        picture_frame_toggle(&own->pictures);
        article_relayout(view);
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
    .get_context = article_get_context,
    .free = article_view_free,
    .draw = article_draw,
    .handle_command = article_handle_command,
    .handle_key = article_handle_key,
    .handle_mouse = article_handle_mouse,
    .handle_event = article_handle_event,
    .relayout = article_relayout,
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

const struct article *article_view_get(const struct view *view)
{
    g_assert(view->class == &article_class);
    return ((const struct article_view *)view)->article;
}
