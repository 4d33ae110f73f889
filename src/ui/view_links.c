/* SPDX-License-Identifier: MIT */
/* The links of an article, to open by cursor or number. */
#include "view_links.h"

#include "match.h"
#include "motion.h"

#include <string.h>

struct links_view {
    struct view view;
    struct list list;
    GPtrArray *urls, *texts; /* of char * */
    guint typed;             /* the number typed so far */
    guint n_stripped;        /* parameters that only track, taken out of all of them */
};

static void links_free(struct view *view)
{
    struct links_view *links = (struct links_view *)view;
    g_ptr_array_unref(links->urls);
    g_ptr_array_unref(links->texts);
    g_free(links);
}

static void links_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct links_view *links = data;
    char number[16];
    g_snprintf(number, sizeof number, "%u", index + 1);
    int col = pane.col + 5, cols = pane.cols - 6;
    grid_put_right(grid, pane.row, pane.col + 4, 4, number, STYLE(COUNT));
    const char *text = links->texts->pdata[index], *url = links->urls->pdata[index];
    if (*text && strcmp(text, url) != 0) {
        int used = grid_put_ellipsized(grid, pane.row, col, cols / 2, text, STYLE(TEXT)) + 2;
        col += used;
        cols -= used;
    }
    grid_put_ellipsized(grid, pane.row, col, cols, url, STYLE(LINK));
}

static void links_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct links_view *links = (struct links_view *)view;
    struct list_drawing drawing = {
        .draw_row = links_draw_row, .data = links, .has_focus = has_focus, .empty = "no links"
    };
    list_draw(&links->list, grid, view->pane, &drawing);
}

static guint links_open_row(struct links_view *links)
{
    if (links->list.cursor < links->urls->len)
        ui_browse(links->view.ui, links->urls->pdata[links->list.cursor]);
    return VIEW_DRAW;
}

static guint links_handle_command(struct view *view, enum command_id id,
                                  const struct command *command)
{
    struct links_view *links = (struct links_view *)view;
    (void)command;
    links->typed = 0;
    if (id == COMMAND_OPEN || id == COMMAND_BROWSE)
        return links_open_row(links);
    return motion_handle_command(&links->list, id);
}

/* Digits go to the link with that number; each more digit makes the number longer as long as there
 * is such a link. */
static guint links_handle_key(struct view *view, const char *key)
{
    struct links_view *links = (struct links_view *)view;
    if (!g_ascii_isdigit(key[0]) || key[1])
        return VIEW_PASSED;
    guint digit = (guint)(key[0] - '0');
    guint number = links->typed * 10 + digit;
    if (number > links->list.count)
        number = digit;
    links->typed = number;
    if (number >= 1)
        list_set_cursor(&links->list, number - 1);
    return VIEW_DRAW;
}

static guint links_handle_mouse(struct view *view, const struct input_event *input)
{
    struct links_view *links = (struct links_view *)view;
    bool opens;
    guint answer = motion_handle_mouse(&links->list, input, &opens);
    return opens ? links_open_row(links) : answer;
}

static bool links_row_matches(void *data, guint index)
{
    const struct links_view *links = data;
    return match_is_in(links->texts->pdata[index], links->view.ui->search) ||
           match_is_in(links->urls->pdata[index], links->view.ui->search);
}

static bool links_search(struct view *view, const char *text, enum view_search how)
{
    struct links_view *links = (struct links_view *)view;
    guint index;
    (void)text;
    if (how == VIEW_SEARCH_HERE && links->list.count &&
        links_row_matches(links, links->list.cursor))
        return true;
    if (!list_search(&links->list, how == VIEW_SEARCH_PREVIOUS, G_MAXUINT, links_row_matches, links,
                     &index))
        return false;
    list_set_cursor(&links->list, index);
    return true;
}

static char *links_get_title(struct view *view, char **right)
{
    struct links_view *links = (struct links_view *)view;
    *right = g_strdup_printf("%u/%u", links->list.cursor + 1, links->list.count);
    if (!links->n_stripped)
        return g_strdup("Links");
    return g_strdup_printf("Links · %u tracking %s taken out", links->n_stripped,
                           links->n_stripped == 1 ? "parameter" : "parameters");
}

static const struct view_class links_class = {
    .context = CONTEXT_TEXT,
    .free = links_free,
    .draw = links_draw,
    .handle_command = links_handle_command,
    .handle_key = links_handle_key,
    .handle_mouse = links_handle_mouse,
    .search = links_search,
    .get_title = links_get_title,
};

struct view *links_view_open(struct ui *ui, const struct article *article)
{
    struct links_view *links = g_new0(struct links_view, 1);
    links->view = (struct view){ .class = &links_class, .ui = ui };
    links->urls = g_ptr_array_new_with_free_func(g_free);
    links->texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < article->page->n_links; i++) {
        const struct page_link *link = &article->page->links[i];
        g_ptr_array_add(links->urls, g_strdup(link->url ? link->url : ""));
        g_ptr_array_add(links->texts, g_strdup(link->text ? link->text : ""));
    }
    links->n_stripped = article->n_stripped + article->page->n_stripped;
    list_init(&links->list);
    list_set_count(&links->list, links->urls->len);
    return &links->view;
}
