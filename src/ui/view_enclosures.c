/* SPDX-License-Identifier: MIT */
/* The enclosures of an article, to play or download; one is taken without asking. */
#include "motion.h"
#include "view_command.h"

#include "app/download.h"
#include "app/player.h"

/* An enclosure, or one of its chapters. */
struct row {
    guint n;                /* of the article's enclosures */
    struct chapter chapter; /* title NULL: it is none */
};

struct enclosures_view {
    struct view view;
    struct list list;
    struct item_body *body;
    GArray *rows;          /* of struct row: what can be played or fetched, and its chapters */
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
    g_array_unref(own->rows);
    g_free(own);
}

static const struct row *get_row(const struct enclosures_view *own, guint index)
{
    return &g_array_index(own->rows, struct row, index);
}

static void row_clear(void *data)
{
    g_free(((struct row *)data)->chapter.title);
}

/* What is known by now: a file of chapters, or the player's word, may have come since. */
static void list_rows(struct enclosures_view *own)
{
    g_array_set_size(own->rows, 0);
    for (guint i = 0; i < own->body->enclosures->len; i++) {
        const struct row row = { .n = i };
        if (!enclosure_is_usable(own->body->enclosures->pdata[i]))
            continue;
        g_array_append_val(own->rows, row);
        g_autoptr(GArray) chapters = app_get_chapters(own->view.ui->app, own->body, i);
        for (guint k = 0; chapters && k < chapters->len; k++) {
            const struct chapter *chapter = &g_array_index(chapters, struct chapter, k);
            const struct row part = { i, { chapter->start_s, g_strdup(chapter->title) } };
            g_array_append_val(own->rows, part);
        }
    }
    list_set_count(&own->list, own->rows->len);
}

/* Plays or downloads what the cursor is on. */
static void take_row(struct enclosures_view *own, enum command_id id)
{
    const struct row *row = get_row(own, own->list.cursor);
    struct ui *ui = own->view.ui;
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    if (!row->chapter.title || id == COMMAND_DOWNLOAD)
        take(ui, id, own->body->row.id, row->n);
    else if (app_play_from(ui->app, own->body->row.id, row->n, row->chapter.start_s, &message,
                           &error))
        ui_say(ui, "%s", message);
    else
        ui_say_error(ui, "%s", error->message);
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
    const struct row *row = get_row(own, index);
    if (row->chapter.title) {
        g_autofree char *time = player_format_time(row->chapter.start_s);
        grid_put_right(grid, pane.row, pane.col + 13, 8, time, STYLE(COUNT));
        grid_put_ellipsized(grid, pane.row, pane.col + 15, pane.cols - 16, row->chapter.title,
                            STYLE(TEXT));
        return;
    }
    const guint n = row->n;
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
    list_rows(own);
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
    take_row(own, meant);
    return VIEW_DRAW;
}

static guint enclosures_handle_mouse(struct view *view, const struct input_event *input)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    bool opens;
    const guint answer = motion_handle_mouse(&own->list, input, &opens);
    if (opens)
        take_row(own, own->opens);
    return opens ? VIEW_DRAW : answer;
}

static void enclosures_add_focus(struct view *view, struct app_focus *focus)
{
    focus->item_id = ((struct enclosures_view *)view)->body->row.id;
}

static char *enclosures_get_title(struct view *view, char **right)
{
    struct enclosures_view *own = (struct enclosures_view *)view;
    struct app_playing playing = { 0 };
    *right = g_strdup_printf("%u/%u", own->list.cursor + 1, own->list.count);
    if (app_get_playing(view->ui->app, &playing)) {
        g_autofree char *title = playing.title;
        return g_strdup_printf("%s %s", playing.is_paused ? "Paused:" : "Playing", title);
    }
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
    own->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    g_array_set_clear_func(own->rows, row_clear);
    list_init(&own->list);
    list_rows(own);
    return own;
}

/* ---- the commands */

static bool is_only_one(const struct enclosures_view *own)
{
    return own->rows->len > 0 && get_row(own, 0)->n == get_row(own, own->rows->len - 1)->n;
}

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
    else if (id != COMMAND_ENCLOSURES && is_only_one(own))
        take(ui, id, focus.item_id, get_row(own, 0)->n);
    else
        ui_push_overlay(ui, &g_steal_pointer(&own)->view);
    if (own)
        enclosures_free(&own->view);
    return VIEW_DRAW;
}

static guint enclosures_play(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_PLAY);
}

static guint enclosures_download(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_DOWNLOAD);
}

static guint enclosures_show(struct ui *ui, const struct command *command)
{
    return run(ui, command, COMMAND_ENCLOSURES);
}

static guint step_chapter(struct ui *ui, int step)
{
    g_autoptr(GError) error = NULL;
    if (!app_step_chapter(ui->app, step, &error))
        ui_say(ui, "%s", error->message);
    return VIEW_DRAW;
}

static guint enclosures_next_chapter(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return step_chapter(ui, 1);
}

static guint enclosures_prev_chapter(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return step_chapter(ui, -1);
}

const struct view_command enclosures_commands[] = {
    { COMMAND_PLAY, enclosures_play },
    { COMMAND_DOWNLOAD, enclosures_download },
    { COMMAND_ENCLOSURES, enclosures_show },
    { COMMAND_NEXT_CHAPTER, enclosures_next_chapter },
    { COMMAND_PREV_CHAPTER, enclosures_prev_chapter },
    { 0 },
};
