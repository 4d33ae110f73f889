/* SPDX-License-Identifier: MIT */
/* The links of an article, to open by cursor or number. */
#include "view_links.h"

#include "list_view.h"

#include <string.h>

struct links_view {
    struct list_view base;
    GPtrArray *urls, *texts; /* of char * */
    guint n_stripped;        /* tracking parameters that were taken out of all of them */
};

static void links_free(struct list_view *list)
{
    struct links_view *links = (struct links_view *)list;
    g_ptr_array_unref(links->urls);
    g_ptr_array_unref(links->texts);
}

static guint links_refresh(struct list_view *list)
{
    return ((struct links_view *)list)->urls->len;
}

static void links_get_row(struct list_view *list, guint index, struct list_row *row)
{
    const struct links_view *links = (struct links_view *)list;
    const char *text = links->texts->pdata[index], *url = links->urls->pdata[index];
    row->number = index + 1;
    if (*text && strcmp(text, url) != 0)
        list_row_add(row, text, STYLE(TEXT))->share = 50;
    list_row_add(row, url, STYLE(LINK));
}

static guint links_open(struct list_view *list, guint index)
{
    ui_browse(list->view.ui, ((struct links_view *)list)->urls->pdata[index]);
    return VIEW_DRAW;
}

static guint links_handle_command(struct list_view *list, guint index, enum command_id id,
                                  const struct command *command G_GNUC_UNUSED)
{
    return id == COMMAND_BROWSE ? links_open(list, index) : VIEW_PASSED;
}

static char *links_get_address(const struct list_view *list, guint index)
{
    return g_strdup(((const struct links_view *)list)->urls->pdata[index]);
}

static char *links_get_title(const struct list_view *list)
{
    const guint n = ((const struct links_view *)list)->n_stripped;
    return n ? g_strdup_printf("Links · %u tracking %s taken out", n,
                               n == 1 ? "parameter" : "parameters")
             : g_strdup("Links");
}

static const struct list_class links_class = {
    .lead_cols = 5,
    .has_number_keys = true,
    .is_opened_by_clicks = true,
    .empty = "no links",
    .refresh = links_refresh,
    .get_row = links_get_row,
    .open = links_open,
    .handle_command = links_handle_command,
    .get_address = links_get_address,
    .get_title = links_get_title,
    .free = links_free,
};

struct view *links_view_open(struct ui *ui, const struct article *article)
{
    struct links_view *links = g_new0(struct links_view, 1);
    links->urls = g_ptr_array_new_with_free_func(g_free);
    links->texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < article->page->n_links; i++) {
        const struct page_link *link = &article->page->links[i];
        g_ptr_array_add(links->urls, g_strdup(link->url ? link->url : ""));
        g_ptr_array_add(links->texts, g_strdup(link->text ? link->text : ""));
    }
    links->n_stripped = article->n_stripped + article->page->n_stripped;
    list_view_init(&links->base, ui, &links_class);
    return &links->base.view;
}
