/* SPDX-License-Identifier: MIT */
/* The article: title and fields, then the page that text has set, as one scroll centred in the
 * pane. */
#include "hints.h"
#include "picture.h"
#include "article_head.h"
#include "private.h"

#include "base/date.h"
#include "base/utf8.h"
#include "text/bidi.h"
#include "text/hyphen.h"

#include <string.h>

struct article_view {
    struct view view;
    struct article *article;
    GArray *head;    /* of struct head_line, for the width set now */
    guint top;       /* first line on screen, head included */
    guint place;     /* words before the first line, which survives a new width */
    guint place_row; /* lines of the same place before the first line */
    struct picture_frame pictures;
    guint text_place;  /* the place in the text while changes are shown */
    bool is_placed;    /* the place where reading was left was found */
    guint shift;       /* columns that lines wider than the page are moved to the left */
    gint search_line;  /* of the last match, head included; -1: none */
    guint search_from; /* where the search that is being typed began */
};

enum { SHIFT_COLS = 16, ARTICLE_MIN_MEASURE = 8, ARTICLE_OVERLAP = 2 };

static guint article_count_lines(const struct article_view *view)
{
    return view->head->len + (view->article->page ? view->article->page->n_lines : 0);
}

static guint article_get_last_top(const struct article_view *view)
{
    guint lines = article_count_lines(view), rows = (guint)MAX(view->view.pane.rows, 1);
    return lines > rows ? lines - rows : 0;
}

static void article_scroll_to(struct article_view *view, gint64 top)
{
    view->top = (guint)CLAMP(top, 0, (gint64)article_get_last_top(view));
    const struct page *page = view->article->page;
    bool is_in_page =
        view->top >= view->head->len && page && view->top - view->head->len < page->n_lines;
    view->place = is_in_page ? page->lines[view->top - view->head->len].source : 0;
    view->place_row =
        is_in_page ? view->top - view->head->len - article_find_line(view->article, view->place)
                   : 0;
}

static void article_view_free(struct view *view)
{
    struct article_view *own = (struct article_view *)view;
    article_close(view->ui->app, own->article,
                  own->article->revision ? own->text_place : own->place);
    g_array_unref(own->head);
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

/* Sets the text for the pane's width; the first line on screen keeps its words. */
static void article_set(struct article_view *view)
{
    guint measure = (guint)options_get_number(app_get_options(view->view.ui->app), OPTION_MEASURE);
    guint cols = (guint)MAX(view->view.pane.cols - 3, ARTICLE_MIN_MEASURE);
    cols = MAX(MIN(cols, measure), ARTICLE_MIN_MEASURE);
    struct article *article = view->article;
    const bool fits =
        article->page && picture_frame_fits(&view->pictures, article->page, view->view.pane.rows);
    if (fits && article->page_width == cols && view->is_placed)
        return;
    view->shift = 0;
    article->page_width = fits ? article->page_width : 0;
    article->pictures = picture_frame_get(&view->pictures, view->view.pane.rows);
    article_set_typography(view->view.ui, article);
    article_set_width(article, cols);
    article_head_build(view->head, view->view.ui, article, cols);
    guint line = 0;
    if (!view->is_placed)
        line = article_get_place_line(article);
    else if (view->place || view->place_row)
        line = article_find_line_below(article, view->place, view->place_row);
    else if (view->top < view->head->len)
        line = 0;
    view->is_placed = true;
    view->search_line = -1;
    guint top = line ? line + view->head->len : MIN(view->top, view->head->len - 1);
    article_scroll_to(view, top);
}

/* ---- drawing */

static struct style span_get_style(const struct page_span *span, bool is_difference)
{
    static const struct {
        guint bit;
        enum theme_element element;
    } elements[] = {
        { PAGE_MARK, THEME_MATCH },     { PAGE_LINK, THEME_LINK }, { PAGE_HEADING, THEME_HEADING },
        { PAGE_CODE, THEME_CODE },      { PAGE_DIM, THEME_FAINT }, { PAGE_QUOTE, THEME_QUOTE },
        { PAGE_STRIKE, THEME_REMOVED },
    };
    static const struct {
        guint bit, attribute;
    } attributes[] = {
        { PAGE_BOLD, THEME_BOLD },
        { PAGE_ITALIC, THEME_ITALIC },
        { PAGE_UNDERLINE, THEME_UNDERLINE },
        { PAGE_STRIKE, THEME_STRIKE },
    };
    struct style style = { .element = THEME_TEXT, .link = span->link };
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (span->style & elements[i].bit) {
            style.element = (guint8)elements[i].element;
            break;
        }
    }
    if (is_difference && span->style & PAGE_UNDERLINE)
        style.element = THEME_ADDED;
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (span->style & attributes[i].bit)
            style.attributes |= (guint8)attributes[i].attribute;
    return style;
}

static bool page_line_is_bidi(const struct page_line *line)
{
    for (guint i = 0; i < line->n_spans; i++)
        if (line->spans[i].level)
            return true;
    return false;
}

/* The span with the byte at of the line's text. */
static const struct page_span *page_line_find_span(const struct page_line *line, size_t at)
{
    guint i = 0;
    for (; i + 1 < line->n_spans && at >= strlen(line->spans[i].text); i++)
        at -= strlen(line->spans[i].text);
    return &line->spans[i];
}

static GArray *page_line_order(const struct page_line *line, const char *text)
{
    const size_t len = strlen(text);
    g_autofree guint8 *levels = g_malloc(len + 1);
    size_t at = 0;
    for (guint i = 0; i < line->n_spans; i++) {
        const size_t n = strlen(line->spans[i].text);
        memset(levels + at, line->spans[i].level, n);
        at += n;
    }
    return bidi_order(text, len, levels);
}

static char *page_line_get_text(const struct page_line *line)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < line->n_spans; i++)
        g_string_append(text, line->spans[i].text);
    return g_string_free(text, FALSE);
}

/* A line with right-to-left text, in the order in which it is seen; a line that is right to left
 * as a whole ends where the page does. */
static void article_draw_ordered(struct article_view *view, struct grid *grid, struct pane row,
                                 const struct page_line *line)
{
    g_autofree char *text = page_line_get_text(line);
    g_autoptr(GArray) clusters = page_line_order(line, text);
    const struct bidi_cluster *all = (const struct bidi_cluster *)clusters->data;
    int cols = 0;
    for (guint i = 0; i < clusters->len; i++)
        cols += all[i].cols;
    if (line->is_rtl)
        row.col += MAX((int)view->article->page_width - cols, 0);
    for (guint i = 0, col = (guint)row.col; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const size_t len = bidi_copy_cluster(&all[i], text, shown);
        const struct page_span *span = page_line_find_span(line, all[i].begin);
        col +=
            (guint)grid_put_logical(grid, row.row, (int)col, row.col + row.cols - (int)col, shown,
                                    len, span_get_style(span, view->article->revision > 0));
    }
    if (ui_get_search(&view->view))
        match_tint_ordered(grid, row.row, row.col, row.cols, text, clusters,
                           ui_get_search(&view->view));
}

static void article_draw_head_line(struct article_view *view, struct grid *grid, struct pane row,
                                   const struct head_line *line)
{
    if (grid->reorders && line->is_rtl)
        row.col +=
            MAX((int)view->article->page_width - grid_measure_text(line->text, (size_t)-1), 0);
    grid_put_text(grid, row.row, row.col, row.cols, line->text, (size_t)-1, line->style);
    match_tint(grid, row.row, row.col, row.cols, line->text, ui_get_search(&view->view));
}

static void article_draw_page_line(struct article_view *view, struct grid *grid, struct pane row,
                                   const struct page_line *line)
{
    if (grid->reorders && page_line_is_bidi(line)) {
        article_draw_ordered(view, grid, row, line);
        return;
    }
    const struct page *page = view->article->page;
    int col = row.col, end = row.col + row.cols;
    guint hidden = line->cols > view->article->page_width ? view->shift : 0;
    size_t begin = 0; /* of what is seen, in the line's text */
    if (line->picture && page->pictures[line->picture - 1].rows)
        picture_draw_line(view->view.ui, grid, row, page, line);
    for (guint i = 0; i < line->n_spans && col < end; i++) {
        const struct page_span *span = &line->spans[i];
        guint cut = 0;
        const size_t skip = hidden ? utf8_fit(span->text, strlen(span->text), hidden, &cut) : 0;
        hidden -= cut;
        begin += skip;
        col += grid_put_text(grid, row.row, col, end - col, span->text + skip, (size_t)-1,
                             span_get_style(span, view->article->revision > 0));
    }
    if (ui_get_search(&view->view)) {
        g_autofree char *text = page_line_get_text(line);
        match_tint(grid, row.row, row.col, row.cols, text + begin, ui_get_search(&view->view));
    }
}

static void article_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct article_view *own = (struct article_view *)view;
    (void)has_focus;
    grid_fill(grid, view->pane, STYLE(TEXT));
    article_set(own);
    article_scroll_to(own, own->top);
    int cols = (int)own->article->page_width;
    int col = view->pane.col + MAX((view->pane.cols - 1 - cols) / 2, 1);
    int end = view->pane.col + view->pane.cols - 1;
    const struct page *page = own->article->page;
    for (int i = 0; i < view->pane.rows; i++) {
        guint index = own->top + (guint)i;
        struct pane row = { view->pane.row + i, col, 1, end - col };
        if (index < own->head->len) {
            article_draw_head_line(own, grid, row,
                                   &g_array_index(own->head, struct head_line, index));
        } else if (index - own->head->len < page->n_lines) {
            article_draw_page_line(own, grid, row, &page->lines[index - own->head->len]);
        }
    }
    picture_frame_want(&own->pictures, page, (gint64)own->top - own->head->len, view->pane.rows);
    hints_draw(view->ui, grid, view->pane);
    list_draw_bar(grid, view->pane, article_count_lines(own), own->top);
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

static guint open_link_finish(struct ui *ui, const char *text)
{
    const struct article *article =
        ui->panes[PANE_ARTICLE] ? article_view_get(ui->panes[PANE_ARTICLE]) : NULL;
    guint64 number = g_ascii_strtoull(text, NULL, 10);
    if (article && article->page && number >= 1 && number <= article->page->n_links)
        ui_browse(ui, article->page->links[number - 1].url);
    else
        ui_say_error(ui, "the article has no link \"%s\"", text);
    return VIEW_DRAW;
}

/* "5o" opens link 5 at once. */
static void open_link_change(struct ui *ui, const char *text)
{
    if (!g_str_has_suffix(text, "o"))
        return;
    g_autofree char *number = g_strdup(text);
    ask_stop(ui);
    open_link_finish(ui, number);
}

static guint article_show_links(struct article_view *view)
{
    article_set(view);
    if (!view->article->page->n_links) {
        ui_say(view->view.ui, "this article has no links");
        return VIEW_DRAW;
    }
    ui_push_page(view->view.ui, links_view_open(view->view.ui, view->article));
    return VIEW_DRAW;
}

/* The changes, one after the other from the last to the first, then the text where it was left. */
static guint article_step_changes(struct article_view *view)
{
    g_autoptr(GError) error = NULL;
    struct article *article = view->article;
    if (!article->revision)
        view->text_place = view->place;
    if (!article_show_changes(view->view.ui->app, article, &error)) {
        if (error)
            ui_say_error(view->view.ui, "%s", error->message);
        else
            ui_say(view->view.ui, "this article has not changed since it came");
        return VIEW_DRAW;
    }
    view->top = 0;
    view->place = article->revision ? 0 : view->text_place;
    article_set(view);
    return VIEW_DRAW;
}

/* The page is set anew: from the place where the text shown now was left if it is another one, with
 * the lines on screen in their place if only the head has changed. */
static guint article_show_text(struct article_view *view, bool is_other)
{
    if (is_other) {
        view->is_placed = false;
        view->top = view->place = 0;
    } else {
        const guint old_len = view->head->len;
        article_head_build(view->head, view->view.ui, view->article, view->article->page_width);
        if (view->top >= old_len)
            view->top += view->head->len - old_len;
    }
    article_set(view);
    return VIEW_DRAW;
}

/* The whole article, or the feed's text again; never waits for it. */
static guint article_toggle_text(struct article_view *view)
{
    g_autoptr(GError) error = NULL;
    struct article *article = view->article;
    const enum article_text before = article->shown;
    while (article->revision) /* from the changes back to the text */
        article_step_changes(view);
    if (!article_switch_text(view->view.ui->app, article, view->place, &error)) {
        ui_say_error(view->view.ui, "%s", error->message);
        return VIEW_DRAW;
    }
    return article_show_text(view, article->shown != before);
}

static guint article_back(struct article_view *view)
{
    if (!article_drop_fetch(view->view.ui->app, view->article))
        return VIEW_PASSED;
    ui_say(view->view.ui, "the whole article is not fetched");
    return article_show_text(view, false);
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
    if (is_asked && !is_other && own->article->whole && own->article->whole->error)
        ui_say_error(view->ui, "the whole article could not be had: %s",
                     own->article->whole->error);
    return article_show_text(own, is_other);
}

static guint article_browse(struct article_view *view)
{
    const char *url = view->article->body->row.url;
    if (url)
        ui_browse(view->view.ui, url);
    else
        ui_say(view->view.ui, "this article has no link");
    return VIEW_DRAW;
}

static guint article_handle_command(struct view *view, enum command_id id,
                                    const struct command *command)
{
    struct article_view *own = (struct article_view *)view;
    int rows = MAX(view->pane.rows, 1);
    (void)command;
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
        return article_back(own);
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
    ask_start(view->ui, "open link: ", key, open_link_finish);
    view->ui->ask.change = open_link_change;
    return VIEW_DRAW;
}

static guint article_handle_mouse(struct view *view, const struct input_event *input)
{
    struct article_view *own = (struct article_view *)view;
    if (input->button == INPUT_WHEEL_UP)
        return article_scroll(own, -3);
    if (input->button == INPUT_WHEEL_DOWN)
        return article_scroll(own, 3);
    const struct cell *cell =
        grid_get_cell(view->ui->grid, view->pane.row + input->row, view->pane.col + input->col);
    const struct page *page = own->article->page;
    if (input->button == INPUT_BUTTON_LEFT && cell && page && cell->style.link &&
        cell->style.link <= page->n_links)
        ui_browse(view->ui, page->links[cell->style.link - 1].url);
    else if (input->button == INPUT_BUTTON_LEFT)
        picture_frame_click(&own->pictures, page, (gint64)own->top - own->head->len + input->row);
    return VIEW_DRAW;
}

static bool article_line_matches(const struct article_view *view, guint index, const char *text)
{
    if (index < view->head->len)
        return match_is_in(g_array_index(view->head, struct head_line, index).text, text);
    g_autofree char *line =
        page_line_get_text(&view->article->page->lines[index - view->head->len]);
    return match_is_in(line, text);
}

static bool article_search(struct view *view, const char *text, enum view_search how)
{
    struct article_view *own = (struct article_view *)view;
    article_set(own);
    guint count = article_count_lines(own);
    bool wrap = options_get_bool(app_get_options(view->ui->app), OPTION_WRAP_SEARCH);
    guint from = own->search_line >= 0 && (guint)own->search_line < count ? (guint)own->search_line
                                                                          : own->top;
    bool is_first = how == VIEW_SEARCH_HERE || own->search_line < 0;
    for (guint i = is_first ? 0 : 1; i < count + !is_first; i++) {
        gint64 at = how == VIEW_SEARCH_PREVIOUS ? (gint64)from - i : (gint64)from + i;
        if (!wrap && (at < 0 || at >= count))
            return false;
        guint index = (guint)((at + 2 * (gint64)count) % count);
        if (!article_line_matches(own, index, text))
            continue;
        own->search_line = (gint)index;
        guint rows = (guint)MAX(view->pane.rows, 1);
        if (index < own->top || index >= own->top + rows)
            article_scroll_to(own, (gint64)index - rows / 3);
        return true;
    }
    return false;
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

void article_view_relayout(struct view *view)
{
    ((struct article_view *)view)->article->page_width = 0;
}
