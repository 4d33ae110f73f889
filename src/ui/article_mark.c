/* SPDX-License-Identifier: MIT */
/* Marks a stretch of an open article, by keys or by the mouse, and copies it as prose. One end of
 * the stretch moves, the other one stays. */
#include "article_mark.h"

#include "article_link.h"
#include "article_page.h"
#include "article_range.h"
#include "clipboard.h"
#include "ui/screen.h"

#include <string.h>

enum { CLICKS_MS = 400, MAX_COPY_BYTES = 64 * 1024 };

static const struct page *get_page(const struct article_view *view)
{
    return view->article->page;
}

/* ---- the end that moves */

static guint mark_get_line(const struct article_mark *mark)
{
    return mark->moves_begin ? mark->range.begin.line : mark->range.end.line;
}

/* Moves an end of the stretch to a line; if it passes the other end, the two change positions. */
static guint mark_move_to_line(struct article_view *view, gint64 index)
{
    struct article_mark *mark = &view->mark;
    struct page_range *range = &mark->range;
    const gint64 line = CLAMP(index, 0, (gint64)get_page(view)->n_lines - 1);
    if (mark->moves_begin && line > range->end.line) {
        range->begin = page_line_get_begin(range->end.line);
        mark->moves_begin = false;
    } else if (!mark->moves_begin && line < range->begin.line) {
        range->end = page_line_get_end(get_page(view), range->begin.line);
        mark->moves_begin = true;
    }
    if (mark->moves_begin)
        range->begin = page_line_get_begin((guint)line);
    else
        range->end = page_line_get_end(get_page(view), (guint)line);
    article_scroll_near(view, (guint)line + view->head->len);
    return VIEW_DRAW;
}

/* Moves by so many lines and on to a line with words; at the ends of the page nothing moves. */
static guint mark_move_lines(struct article_view *view, gint64 lines)
{
    const gint64 last = (gint64)page_count_own_lines(get_page(view)) - 1,
                 here = mark_get_line(&view->mark);
    const int step = lines < 0 ? -1 : 1;
    gint64 line = CLAMP(here + lines, 0, last);
    while (line > 0 && line < last && !page_has_words(get_page(view), line))
        line += step;
    while (line != here && !page_has_words(get_page(view), line))
        line -= step;
    return mark_move_to_line(view, line);
}

/* Moves to the end of this paragraph or, if the mark is there already, of the next one; likewise
 * upwards, and to beginnings if the beginning of the stretch moves. */
static guint mark_move_paragraph(struct article_view *view, int step)
{
    const struct article_mark *mark = &view->mark;
    const struct page *page = get_page(view);
    const gint64 n = page_count_own_lines(page);
    const int inner = mark->moves_begin ? -1 : 1; /* from the edge of a paragraph to the blank */
    gint64 line = mark_get_line(mark);
    do {
        line += step;
    } while (line > 0 && line < n - 1 &&
             (!page_has_words(page, line) || page_has_words(page, line + inner)));
    return page_has_words(page, line) ? mark_move_to_line(view, line) : VIEW_DRAW;
}

/* Returns the position from at towards end after all blanks or, if is_over_blanks is false, after
 * all other bytes. */
static size_t skip(const char *text, size_t at, size_t end, bool is_over_blanks)
{
    const bool is_back = end < at;
    while (at != end && (text[is_back ? at - 1 : at] == ' ') == is_over_blanks)
        at = is_back ? at - 1 : at + 1;
    return at;
}

/* Returns the position one word from at towards end. A beginning that moves forward stops before
 * the next word, an end that moves back stops after the previous one. */
static size_t skip_word(const char *text, size_t at, size_t end, bool moves_begin)
{
    const bool is_back = end < at;
    at = skip(text, skip(text, at, end, true), end, false);
    return is_back != moves_begin ? skip(text, at, end, true) : at;
}

/* Moves by a word within the line, or from its end into the next line. */
static guint mark_move_word(struct article_view *view, int step)
{
    struct article_mark *mark = &view->mark;
    struct page_point moved = mark->moves_begin ? mark->range.begin : mark->range.end;
    size_t lead, len;
    const struct page_line *line = &get_page(view)->lines[moved.line];
    page_line_measure(line, &lead, &len);
    moved.at = CLAMP(moved.at, lead, len);
    if (step > 0 && moved.at == len && page_has_words(get_page(view), (gint64)moved.line + 1)) {
        moved = page_line_get_begin(moved.line + 1);
        page_line_measure(++line, &lead, &len);
        moved.at = lead;
    }
    g_autofree char *text = page_line_get_text(line);
    moved.at = skip_word(text, moved.at, step > 0 ? len : lead, mark->moves_begin);
    if (step < 0 && moved.at == lead && !mark->moves_begin)
        return moved.line == mark->range.begin.line ? VIEW_DRAW : mark_move_lines(view, -1);
    const struct page_range range = mark->moves_begin
                                        ? (struct page_range){ moved, mark->range.end }
                                        : (struct page_range){ mark->range.begin, moved };
    if (page_point_is_before(&range.begin, &range.end))
        mark->range = range;
    article_scroll_near(view, moved.line + view->head->len);
    return VIEW_DRAW;
}

/* ---- beginning, copying, leaving */

static guint mark_begin(struct article_view *view)
{
    article_set(view);
    const guint n_head = view->head->len;
    const guint from = view->search_line >= 0 ? (guint)view->search_line : view->top;
    gint64 line = (gint64)MAX(from, n_head) - n_head;
    while (line < get_page(view)->n_lines && !page_has_words(get_page(view), line))
        line++;
    if (line >= get_page(view)->n_lines) {
        ui_say(view->view.ui, "there is no text to mark");
        return VIEW_DRAW;
    }
    view->mark = (struct article_mark){ .is_on = true };
    view->mark.range = (struct page_range){ page_line_get_begin((guint)line),
                                            page_line_get_end(get_page(view), (guint)line) };
    article_scroll_near(view, (guint)line + n_head);
    return VIEW_DRAW;
}

static guint mark_copy(struct article_view *view, bool is_markdown)
{
    struct ui *ui = view->view.ui;
    const struct item_row *row = &view->article->body->row;
    g_autofree char *prose = quote_format_text(get_page(view), &view->mark.range);
    g_autofree char *markdown =
        is_markdown ? quote_format_markdown(prose, row->title, row->url) : NULL;
    const char *text = markdown ? markdown : prose;
    const guint n = quote_count_words(prose);
    if (strlen(text) > MAX_COPY_BYTES) {
        ui_say_error(ui, "nothing was copied: %zu KiB are more than the 64 KiB that terminals take",
                     strlen(text) / 1024);
        return VIEW_DRAW;
    }
    view->mark.is_on = false;
    if (!n) {
        ui_say(ui, "there is nothing to copy");
        return VIEW_DRAW;
    }
    g_autofree char *what =
        g_strdup_printf("%u %s%s", n, n == 1 ? "word" : "words", is_markdown ? " as Markdown" : "");
    clipboard_copy(ui, text, what);
    return VIEW_DRAW;
}

static guint mark_leave(struct article_view *view)
{
    view->mark.is_on = false;
    return VIEW_DRAW;
}

guint article_mark_command(struct article_view *view, enum command_id id)
{
    struct article_mark *mark = &view->mark;
    const int rows = MAX(view->view.pane.rows, 1);
    if (id == COMMAND_MARK)
        return mark->is_on ? mark_leave(view) : mark_begin(view);
    if (!mark->is_on)
        return VIEW_PASSED;
    switch ((guint)id) {
    case COMMAND_DOWN:
        return mark_move_lines(view, 1);
    case COMMAND_UP:
        return mark_move_lines(view, -1);
    case COMMAND_PAGE_DOWN:
    case COMMAND_READ_ON:
        return mark_move_lines(view, MAX(rows - 2, 1));
    case COMMAND_PAGE_UP:
        return mark_move_lines(view, -MAX(rows - 2, 1));
    case COMMAND_HALF_PAGE_DOWN:
        return mark_move_lines(view, MAX(rows / 2, 1));
    case COMMAND_HALF_PAGE_UP:
        return mark_move_lines(view, -MAX(rows / 2, 1));
    case COMMAND_HOME:
        return mark_move_lines(view, -(gint64)G_MAXUINT);
    case COMMAND_END:
        return mark_move_lines(view, G_MAXUINT);
    case COMMAND_NEXT_PARAGRAPH:
        return mark_move_paragraph(view, 1);
    case COMMAND_PREV_PARAGRAPH:
        return mark_move_paragraph(view, -1);
    case COMMAND_NEXT_WORD:
        return mark_move_word(view, 1);
    case COMMAND_PREV_WORD:
        return mark_move_word(view, -1);
    case COMMAND_OTHER_END:
        mark->moves_begin = !mark->moves_begin;
        article_scroll_near(view, mark_get_line(mark) + view->head->len);
        return VIEW_DRAW;
    case COMMAND_COPY_TEXT:
    case COMMAND_OPEN:
        return mark_copy(view, false);
    case COMMAND_COPY_MARKDOWN:
        return mark_copy(view, true);
    case COMMAND_BACK:
    case COMMAND_QUIT:
        return mark_leave(view);
    default:
        return VIEW_PASSED;
    }
}

/* ---- the mouse */

static guint mouse_press(struct article_view *view, const struct input_event *input)
{
    struct article_mark *mark = &view->mark;
    struct page_point point;
    const gint64 now = g_get_monotonic_time() / 1000;
    const bool is_again = input->row == mark->row && input->col == mark->col &&
                          now - mark->pressed_ms < CLICKS_MS && mark->n_clicks < 3;
    const guint n_clicks = is_again ? mark->n_clicks + 1 : 1;
    if (!article_find_point(view, input->row, input->col, &point)) /* there is nothing to mark */
        return article_open_at(view, input->row, input->col);
    *mark = (struct article_mark){ .is_pressed = true,
                                   .pressed = page_find_word(get_page(view), point),
                                   .row = input->row,
                                   .col = input->col,
                                   .pressed_ms = now,
                                   .n_clicks = n_clicks };
    mark->is_on = n_clicks > 1;
    mark->range = n_clicks > 2 ? page_find_paragraph(get_page(view), point.line) : mark->pressed;
    return VIEW_DRAW;
}

/* Marks from the word where the button was pressed to the word under the mouse; outside the pane
 * the page scrolls. */
static guint mouse_drag(struct article_view *view, const struct input_event *input)
{
    struct article_mark *mark = &view->mark;
    struct page_point point;
    if (!mark->is_pressed || (input->row == mark->row && input->col == mark->col && !mark->is_on))
        return VIEW_DONE;
    if (input->row < 0 || input->row >= view->view.pane.rows)
        article_scroll_to(view, (gint64)view->top + (input->row < 0 ? -1 : 1));
    const int row = CLAMP(input->row, 0, MAX(view->view.pane.rows - 1, 0));
    if (!article_find_point(view, row, input->col, &point))
        return VIEW_DONE;
    const struct page_range word = page_find_word(get_page(view), point), *pressed = &mark->pressed;
    mark->is_on = true;
    mark->n_clicks = 0; /* the next press is a first click again */
    mark->range.begin =
        page_point_is_before(&word.begin, &pressed->begin) ? word.begin : pressed->begin;
    mark->range.end = page_point_is_before(&pressed->end, &word.end) ? word.end : pressed->end;
    return VIEW_DRAW;
}

guint article_mark_mouse(struct article_view *view, const struct input_event *input)
{
    struct article_mark *mark = &view->mark;
    if (input->button == INPUT_BUTTON_LEFT)
        return mouse_press(view, input);
    if (input->button == INPUT_DRAG)
        return mouse_drag(view, input);
    if (input->button != INPUT_RELEASE || !mark->is_pressed)
        return VIEW_DONE;
    mark->is_pressed = false;
    return mark->is_on ? mark_copy(view, false) : article_open_at(view, mark->row, mark->col);
}

/* ---- a search, the drawing */

void article_mark_goto(struct article_view *view, guint line)
{
    if (view->mark.is_on && line >= view->head->len)
        mark_move_to_line(view, (gint64)line - view->head->len);
}

bool article_mark_get(const struct article_view *view, guint index, size_t *from, size_t *to)
{
    const struct page_range *range = &view->mark.range;
    size_t lead, len;
    if (!view->mark.is_on || index < range->begin.line || index > range->end.line)
        return false;
    page_line_measure(&get_page(view)->lines[index], &lead, &len);
    *from = index == range->begin.line ? MAX(range->begin.at, lead) : lead;
    *to = index == range->end.line ? MIN(range->end.at, len) : len;
    return *from < *to;
}
