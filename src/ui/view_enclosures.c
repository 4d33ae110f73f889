/* SPDX-License-Identifier: MIT */
/* The enclosures of an article, to play or download; a single one is taken without a list. */
#include "app/enclosure.h"
#include "list_view.h"
#include "listen/download.h"
#include "listen/player.h"
#include "view_command.h"

enum { TIME_COLS = 8 };

/* An enclosure, or one of its chapters. */
struct part {
    guint n;                /* of the article's enclosures */
    struct chapter chapter; /* title NULL: the enclosure as a whole */
};

struct enclosures_view {
    struct list_view base;
    struct item_body *body;
    GArray *rows;          /* of struct part: what can be played or downloaded, and its chapters */
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

static void enclosures_free(struct list_view *list)
{
    struct enclosures_view *own = (struct enclosures_view *)list;
    item_body_free(own->body);
    g_array_unref(own->rows);
}

static const struct part *get_part(const struct enclosures_view *own, guint index)
{
    return &g_array_index(own->rows, struct part, index);
}

static void part_clear(void *data)
{
    g_free(((struct part *)data)->chapter.title);
}

/* A file of chapters, or the player's answer, may have come since. */
static guint enclosures_refresh(struct list_view *list)
{
    struct enclosures_view *own = (struct enclosures_view *)list;
    g_array_set_size(own->rows, 0);
    for (guint i = 0; i < own->body->enclosures->len; i++) {
        const struct part whole = { .n = i };
        if (!enclosure_is_usable(own->body->enclosures->pdata[i]))
            continue;
        g_array_append_val(own->rows, whole);
        g_autoptr(GArray) chapters = app_get_chapters(list->view.ui->app, own->body, i);
        for (guint k = 0; chapters && k < chapters->len; k++) {
            const struct chapter *chapter = &g_array_index(chapters, struct chapter, k);
            const struct part part = { i, { chapter->start_s, g_strdup(chapter->title) } };
            g_array_append_val(own->rows, part);
        }
    }
    return own->rows->len;
}

/* Plays or downloads a row. */
static guint take_row(struct enclosures_view *own, guint index, enum command_id id)
{
    const struct part *part = get_part(own, index);
    struct ui *ui = own->base.view.ui;
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    if (!part->chapter.title || id == COMMAND_DOWNLOAD)
        take(ui, id, own->body->row.id, part->n);
    else if (app_play_from(ui->app, own->body->row.id, part->n, part->chapter.start_s, &message,
                           &error))
        ui_say(ui, "%s", message);
    else
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
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

static void enclosures_get_row(struct list_view *list, guint index, struct list_row *row)
{
    const struct enclosures_view *own = (struct enclosures_view *)list;
    const struct part *part = get_part(own, index);
    if (part->chapter.title) {
        char *time = player_format_time(part->chapter.start_s);
        struct list_cell *cell = list_row_take(row, time, STYLE(COUNT));
        cell->cols = TIME_COLS;
        cell->is_right = true;
        list_row_add(row, part->chapter.title, STYLE(TEXT));
        return;
    }
    const struct item_enclosure *enclosure = own->body->enclosures->pdata[part->n];
    const bool has_title = enclosure->title && *enclosure->title;
    row->number = part->n + 1;
    list_row_take(row, describe(enclosure), STYLE(COUNT))->share = 50;
    list_row_add(row, has_title ? enclosure->title : enclosure->url,
                 has_title ? STYLE(TEXT) : STYLE(LINK));
}

static char *enclosures_get_address(const struct list_view *list, guint index)
{
    struct enclosures_view *own = (struct enclosures_view *)list;
    const struct item_enclosure *enclosure = own->body->enclosures->pdata[get_part(own, index)->n];
    return g_strdup(enclosure->url);
}

static guint enclosures_open(struct list_view *list, guint index)
{
    struct enclosures_view *own = (struct enclosures_view *)list;
    return take_row(own, index, own->opens);
}

static guint enclosures_handle_command(struct list_view *list, guint index, enum command_id id,
                                       const struct command *command)
{
    const bool is_known = id == COMMAND_PLAY || id == COMMAND_DOWNLOAD;
    return is_known && command->n_words == 1 ? take_row((struct enclosures_view *)list, index, id)
                                             : VIEW_PASSED;
}

static void enclosures_add_focus(const struct list_view *list, struct app_focus *focus)
{
    focus->item_id = ((const struct enclosures_view *)list)->body->row.id;
}

static char *enclosures_get_title(const struct list_view *list)
{
    const struct enclosures_view *own = (const struct enclosures_view *)list;
    struct app_playing playing = { 0 };
    if (app_get_playing(list->view.ui->app, &playing)) {
        g_autofree char *title = playing.title;
        return g_strdup_printf("%s %s", playing.is_paused ? "Paused:" : "Playing", title);
    }
    return g_strdup(own->opens == COMMAND_DOWNLOAD ? "Enclosures · Enter downloads, P plays"
                                                   : "Enclosures · Enter plays, d downloads");
}

static const struct list_class enclosures_class = {
    .lead_cols = 5,
    .is_opened_by_clicks = true,
    .empty = "no enclosures",
    .refresh = enclosures_refresh,
    .get_row = enclosures_get_row,
    .open = enclosures_open,
    .get_address = enclosures_get_address,
    .handle_command = enclosures_handle_command,
    .get_title = enclosures_get_title,
    .add_focus = enclosures_add_focus,
    .free = enclosures_free,
};

/* Takes body. */
static struct enclosures_view *view_new(struct ui *ui, struct item_body *body,
                                        enum command_id opens)
{
    struct enclosures_view *own = g_new0(struct enclosures_view, 1);
    own->body = body;
    own->opens = opens;
    own->rows = g_array_new(FALSE, FALSE, sizeof(struct part));
    g_array_set_clear_func(own->rows, part_clear);
    list_view_init(&own->base, ui, &enclosures_class);
    return own;
}

/* ---- the commands */

static bool is_only_one(const struct enclosures_view *own)
{
    return own->rows->len > 0 && get_part(own, 0)->n == get_part(own, own->rows->len - 1)->n;
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
        ui_say_error(ui, "\"%s\" is not an enclosure number", word);
    else if (word)
        take(ui, id, focus.item_id, (guint)number - 1);
    else if (id != COMMAND_ENCLOSURES && is_only_one(own))
        take(ui, id, focus.item_id, get_part(own, 0)->n);
    else
        ui_push_overlay(ui, &g_steal_pointer(&own)->base.view);
    if (own)
        ui_free_view(&own->base.view);
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
