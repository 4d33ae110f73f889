/* SPDX-License-Identifier: MIT */
/* Enclosures played by a program of the user's. The position of each is a state "played:ARTICLE:N"
 * in the archive, in seconds. */
#include "app/player.h"

#include "app/download.h"
#include "base/url.h"
#include "player_link.h"
#include "private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { NEAR_END_S = 30 };

struct player {
    struct player_link *link;
    gint64 item_id;
    guint n;
};

char *player_format_time(gint64 seconds)
{
    const gint64 hours = seconds / 3600;
    const int minutes = (int)(seconds / 60 % 60), rest = (int)(seconds % 60);
    return hours ? g_strdup_printf("%" G_GINT64_FORMAT ":%02d:%02d", hours, minutes, rest)
                 : g_strdup_printf("%d:%02d", minutes, rest);
}

gint64 player_choose_start(double position, double duration)
{
    const bool is_near_end = duration > 0 && position > duration - NEAR_END_S;
    return position > 0 && position < G_MAXINT32 && !is_near_end ? (gint64)position : 0;
}

/* ---- enclosures */

bool enclosure_is_usable(const struct item_enclosure *enclosure)
{
    return enclosure->url && url_is_http(enclosure->url);
}

struct item_body *app_get_enclosures(struct app *app, gint64 item_id, GError **error)
{
    struct item_body *body = store_get_body(app->store, item_id, error);
    for (guint i = 0; body && i < body->enclosures->len; i++)
        if (enclosure_is_usable(body->enclosures->pdata[i]))
            return body;
    if (body)
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE,
                    "this article has no enclosure to play or download");
    item_body_free(body);
    return NULL;
}

struct item_body *app_get_enclosure(struct app *app, gint64 item_id, guint n, GError **error)
{
    struct item_body *body = app_get_enclosures(app, item_id, error);
    if (!body)
        return NULL;
    if (n < body->enclosures->len && enclosure_is_usable(body->enclosures->pdata[n]))
        return body;
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "this article has no enclosure %u", n + 1);
    item_body_free(body);
    return NULL;
}

/* ---- playing */

static char *find_command(const struct app *app)
{
    const char *set = options_get_string(app->options, OPTION_PLAYER);
    if (*set)
        return g_strdup(set);
    g_autofree char *mpv = g_find_program_in_path("mpv");
#ifdef __APPLE__
    return g_strdup(mpv ? "mpv" : "open");
#else
    return g_strdup(mpv ? "mpv" : "xdg-open");
#endif
}

static bool is_mpv(const char *command)
{
    g_auto(GStrv) words = NULL;
    if (!g_shell_parse_argv(command, NULL, &words, NULL))
        return false;
    g_autofree char *name = g_path_get_basename(words[0]);
    return g_str_equal(name, "mpv");
}

/* A socket that only the user can reach. The caller's; NULL where there is no place for it. */
static char *choose_socket(const struct app *app, guint64 serial)
{
    const char *runtime = g_getenv("XDG_RUNTIME_DIR");
    g_autofree char *own = g_build_filename(app->data_dir, "player", NULL);
    const bool has_runtime = runtime && g_path_is_absolute(runtime);
    const char *folder = has_runtime ? runtime : own;
    if (!has_runtime && g_mkdir_with_parents(own, 0700) != 0)
        return NULL;
    return g_strdup_printf("%s/newsdeck-%d-%" G_GUINT64_FORMAT ".sock", folder, (int)getpid(),
                           serial);
}

void player_free(struct app *app)
{
    if (!app->player)
        return;
    player_link_end(app->player->link, PLAYER_LEAVE);
    g_clear_pointer(&app->player, g_free);
}

/* Pauses what is being played, or goes on. NULL if it is something else. */
static char *toggle_pause(struct app *app, gint64 item_id, guint n)
{
    struct player *player = app->player;
    if (!player || player->item_id != item_id || player->n != n ||
        !player_link_is_alive(player->link))
        return NULL;
    return g_strdup(player_link_toggle(player->link) ? "paused; P goes on" : "playing again");
}

/* Starts mpv with a socket; it begins where it was left. *start gets that. */
static bool start_mpv(struct app *app, const char *command, const char *source, gint64 item_id,
                      guint n, gint64 *start, GError **error)
{
    g_autofree char *key = g_strdup_printf("played:%" G_GINT64_FORMAT ":%u", item_id, n);
    g_autofree char *socket = choose_socket(app, ++app->last_serial);
    if (app->player) {
        const bool is_same = app->player->item_id == item_id && app->player->n == n;
        const gint64 left = player_link_end(app->player->link, PLAYER_QUIT);
        *start = is_same ? left : -1;
        g_clear_pointer(&app->player, g_free);
    }
    if (*start < 0) { /* not one whose position may still be on its way to the disk */
        g_autofree char *kept = app_get_state(app, key);
        *start = kept ? CLAMP(g_ascii_strtoll(kept, NULL, 10), 0, G_MAXINT32) : 0;
    }
    g_autofree char *server = g_strconcat("--input-ipc-server=", socket ? socket : "", NULL);
    g_autofree char *begin = g_strdup_printf("--start=%" G_GINT64_FORMAT, *start);
    const char *const options[] = { server, begin, NULL };
    if (!app_start_program(command, options, source, "player", error))
        return false;
    if (socket) {
        app->player = g_new0(struct player, 1);
        app->player->item_id = item_id;
        app->player->n = n;
        app->player->link = player_link_start(socket, app_get_writer(app), key, *start);
    }
    return true;
}

bool app_play(struct app *app, gint64 item_id, guint n, char **message, GError **error)
{
    *message = toggle_pause(app, item_id, n);
    if (*message)
        return true;
    struct item_body *body = app_get_enclosure(app, item_id, n, error);
    if (!body)
        return false;
    const struct item_enclosure *enclosure = body->enclosures->pdata[n];
    g_autofree char *file = app_find_download(app, item_id, n);
    g_autofree char *command = find_command(app);
    const char *source = file ? file : enclosure->url;
    gint64 start = -1;
    const bool ok = is_mpv(command) ? start_mpv(app, command, source, item_id, n, &start, error)
                                    : app_start_program(command, NULL, source, "player", error);
    const char *title = body->row.title && *body->row.title ? body->row.title : source;
    g_autofree char *time = start > 0 ? player_format_time(start) : NULL;
    if (ok)
        *message = g_strdup_printf("playing \"%s\"%s%s%s", title, file ? " from its file" : "",
                                   time ? " from " : "", time ? time : "");
    item_body_free(body);
    return ok;
}
