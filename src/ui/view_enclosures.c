/* SPDX-License-Identifier: MIT */
/* The enclosures of an article, to play or download; one is taken without asking. */
#include "enclosures.h"

#include "app/download.h"
#include "app/player.h"

struct enclosures_view {
    struct view view;
    struct list list;
    struct item_body *body;
    GArray *numbers;       /* of guint: those that can be played or fetched */
    enum command_id opens; /* what <Enter> does */
};

static void take(struct ui *ui, enum command_id id, gint64 item_id, guint n)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    const bool ok = id == COMMAND_DOWNLOAD ? app_download(ui->app, item_id, n, &message, &error)
                                           : app_play(ui->app, item_id, n, &message, &error);
    if (ok)
        ui_say(ui, "%s", message);
    else
        ui_say_error(ui, "%s", error->message);
}

/* ---- the view */

static void enclosures_free(struct view *view)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    item_body_free(own->body);
    g_array_unref(own->numbers);
    g_free(own);
}

static guint get_number(const struct enclosures_view *own, guint index)
{
    return g_array_index(own->numbers, guint, index);
}

/* "audio/mpeg, 12.3 MB, 1:02:40" */
static char *describe(const struct item_enclosure *enclosure)
{
    GString *text = g_string_new(enclosure->type ? enclosure->type : "enclosure");
    if (enclosure->size_bytes > 0) {
        g_autofree char *size = g_format_size((guint64)enclosure->size_bytes);
        g_string_append_printf(text, ", %s", size);
    }
    if (enclosure->duration_s > 0) {
        g_autofree char *time = player_format_time(enclosure->duration_s);
        g_string_append_printf(text, ", %s", time);
    }
    return g_string_free(text, FALSE);
}

static void enclosures_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct enclosures_view *own = data;
    const guint n = get_number(own, index);
    const struct item_enclosure *enclosure = own->body->enclosures->pdata[n];
    g_autofree char *facts = describe(enclosure);
    char number[16];
    g_snprintf(number, sizeof number, "%u", n + 1);
    grid_put_right(grid, pane.row, pane.col + 4, 4, number, STYLE(COUNT));
    int col = pane.col + 5, cols = pane.cols - 6;
    const int used = grid_put_ellipsized(grid, pane.row, col, cols / 2, facts, STYLE(COUNT)) + 2;
    const bool has_title = enclosure->title && *enclosure->title;
    grid_put_ellipsized(grid, pane.row, col + used, cols - used,
                        has_title ? enclosure->title : enclosure->url,
                        has_title ? STYLE(TEXT) : STYLE(LINK));
}

static void enclosures_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    struct list_drawing drawing = { .draw_row = enclosures_draw_row,
                                    .data = own,
                                    .has_focus = has_focus,
                                    .empty = "no enclosures" };
    list_draw(&own->list, grid, view->pane, &drawing);
}

static guint enclosures_handle_command(struct view *view, enum command_id id,
                                       const struct command *command)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    const enum command_id meant = id == COMMAND_OPEN ? own->opens : id;
    if ((meant != COMMAND_PLAY && meant != COMMAND_DOWNLOAD) || command->n_words > 1 ||
        !own->list.count)
        return motion_handle_command(&own->list, id);
    take(view->ui, meant, own->body->row.id, get_number(own, own->list.cursor));
    return VIEW_DRAW;
}

static guint enclosures_handle_mouse(struct view *view, const struct input_event *input)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    bool opens;
    const guint answer = motion_handle_mouse(&own->list, input, &opens);
    if (opens)
        take(view->ui, own->opens, own->body->row.id, get_number(own, own->list.cursor));
    return opens ? VIEW_DRAW : answer;
}

static void enclosures_add_focus(struct view *view, struct app_focus *focus)
{
    focus->item_id = ((struct enclosures_view *)view)->body->row.id;
}

static char *enclosures_get_title(struct view *view, char **right)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    *right = g_strdup_printf("%u/%u", own->list.cursor + 1, own->list.count);
    return g_strdup(own->opens == COMMAND_DOWNLOAD ? "Enclosures · Enter downloads, P plays"
                                                   : "Enclosures · Enter plays, d downloads");
}

static const struct view_class enclosures_class = {
    .context = CONTEXT_TEXT,
    .free = enclosures_free,
    .draw = enclosures_draw,
    .handle_command = enclosures_handle_command,
    .handle_mouse = enclosures_handle_mouse,
    .add_focus = enclosures_add_focus,
    .get_title = enclosures_get_title,
};

/* Takes body. */
static struct enclosures_view *view_new(struct ui *ui, struct item_body *body,
                                        enum command_id opens)
{
    struct enclosures_view *own = g_new0(struct enclosures_view, 1);
    own->view = (struct view){ .class = &enclosures_class, .ui = ui };
    own->body = body;
    own->opens = opens;
    own->numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < body->enclosures->len; i++)
        if (enclosure_is_usable(body->enclosures->pdata[i]))
            g_array_append_val(own->numbers, i);
    list_init(&own->list);
    list_set_count(&own->list, own->numbers->len);
    return own;
}

/* ---- the commands */

static guint run(struct ui *ui, const struct command *command, enum command_id id)
{
    g_autoptr(GError) error = NULL;
    const struct app_focus focus = ui_get_focus(ui);
    if (!focus.item_id) {
        ui_say(ui, "no article is selected");
        return VIEW_DRAW;
    }
    struct item_body *body = app_get_enclosures(ui->app, focus.item_id, &error);
    if (!body) {
        ui_say_error(ui, "%s", error->message);
        return VIEW_DRAW;
    }
    struct enclosures_view *own = view_new(ui, body, id == COMMAND_ENCLOSURES ? COMMAND_PLAY : id);
    const char *word = command->n_words > 1 ? command->words[1].text : NULL;
    guint64 number = 0;
    if (word && !g_ascii_string_to_unsigned(word, 10, 1, G_MAXUINT, &number, NULL))
        ui_say_error(ui, "\"%s\" is no number of an enclosure", word);
    else if (word)
        take(ui, id, focus.item_id, (guint)number - 1);
    else if (id != COMMAND_ENCLOSURES && own->numbers->len == 1)
        take(ui, id, focus.item_id, get_number(own, 0));
    else
        ui_push_page(ui, &g_steal_pointer(&own)->view);
    if (own)
        enclosures_free(&own->view);
    return VIEW_DRAW;
}

guint enclosures_play(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_PLAY);
}

guint enclosures_download(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_DOWNLOAD);
}

guint enclosures_show(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_ENCLOSURES);
}
