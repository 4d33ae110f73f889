/* SPDX-License-Identifier: MIT */
/* Enclosures played by a program of the user's. The position of each is a state "played:ARTICLE:N"
 * in the archive, in seconds. */
#include "listen/player.h"

#include "app/edit.h"
#include "app/enclosure.h"
#include "app/engine.h"
#include "app/service.h"
#include "base/url.h"
#include "chapter.h"
#include "feed/model.h"
#include "listen/download.h"
#include "player_link.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct player {
    struct player_link *link; /* NULL: nothing was played yet */
    gint64 item_id;
    guint n;
    char *title;

    /* the file of chapters that was fetched last */
    gint64 chapters_item_id;
    guint64 serial;   /* of its fetch; 0: it has come */
    GArray *chapters; /* NULL: not yet */
};

static struct player *get_player(const struct app *app)
{
    return app_get_own(app, &player_service);
}

static void forget_played(struct player *player)
{
    player->link = NULL;
    g_clear_pointer(&player->title, g_free);
}

char *player_format_time(gint64 seconds)
{
    const gint64 hours = seconds / 3600;
    const int minutes = (int)(seconds / 60 % 60), rest = (int)(seconds % 60);
    return hours ? g_strdup_printf("%" G_GINT64_FORMAT ":%02d:%02d", hours, minutes, rest)
                 : g_strdup_printf("%d:%02d", minutes, rest);
}

/* ---- playing */

static char *find_command(const struct app *app)
{
    const char *set = options_get_string(app_get_options(app), OPTION_PLAYER);
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

/* A socket that only the user can reach. Caller frees.; NULL where there is no place for it. */
static char *choose_socket(const struct app *app, guint64 serial)
{
    const char *runtime = g_getenv("XDG_RUNTIME_DIR");
    g_autofree char *own = g_build_filename(app_get_data_dir(app), "player", NULL);
    const bool has_runtime = runtime && g_path_is_absolute(runtime);
    const char *folder = has_runtime ? runtime : own;
    if (!has_runtime && g_mkdir_with_parents(own, 0700) != 0)
        return NULL;
    return g_strdup_printf("%s/newsdeck-%d-%" G_GUINT64_FORMAT ".sock", folder, (int)getpid(),
                           serial);
}

/* What is played is this enclosure. */
static bool is_playing(const struct app *app, gint64 item_id, guint n)
{
    const struct player *player = get_player(app);
    return player->link && player->item_id == item_id && player->n == n &&
           player_link_is_alive(player->link);
}

/* Pauses what is being played, or goes on. NULL if it is something else. */
static char *toggle_pause(struct app *app, gint64 item_id, guint n)
{
    if (!is_playing(app, item_id, n))
        return NULL;
    return g_strdup(player_link_toggle(get_player(app)->link) ? "paused; P goes on"
                                                              : "playing again");
}

/* Starts mpv with a socket; it begins at *start, or where it was left if that is below 0: then
 * *start gets that. */
static bool start_mpv(struct app *app, const char *command, const char *source, gint64 item_id,
                      guint n, gint64 *start, GError **error)
{
    g_autofree char *key = g_strdup_printf("played:%" G_GINT64_FORMAT ":%u", item_id, n);
    g_autofree char *socket = choose_socket(app, app_next_serial(app));
    struct player *player = get_player(app);
    if (player->link) {
        const bool is_same = player->item_id == item_id && player->n == n;
        const gint64 left = player_link_end(player->link, PLAYER_QUIT);
        *start = *start >= 0 ? *start : is_same ? left : -1;
        forget_played(player);
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
        player->item_id = item_id;
        player->n = n;
        player->link =
            player_link_start(socket, app_get_writer(app), app_get_events(app), key, *start);
    }
    return true;
}

/* start: where to begin; below 0: where it was left. */
static bool play(struct app *app, gint64 item_id, guint n, gint64 start, char **message,
                 GError **error)
{
    struct item_body *body = app_get_enclosure(app, item_id, n, error);
    if (!body)
        return false;
    const struct item_enclosure *enclosure = body->enclosures->pdata[n];
    g_autofree char *file = app_find_download(app, item_id, n);
    g_autofree char *command = find_command(app);
    const char *source = file ? file : enclosure->url;
    const bool ok = is_mpv(command) ? start_mpv(app, command, source, item_id, n, &start, error)
                                    : app_start_program(command, NULL, source, "player", error);
    const char *title = body->row.title && *body->row.title ? body->row.title : source;
    if (ok && get_player(app)->link) {
        g_free(get_player(app)->title);
        get_player(app)->title = g_strdup(title);
    }
    g_autofree char *time = start > 0 ? player_format_time(start) : NULL;
    if (ok)
        *message = g_strdup_printf("playing \"%s\"%s%s%s", title, file ? " from its file" : "",
                                   time ? " from " : "", time ? time : "");
    item_body_free(body);
    return ok;
}

bool app_play(struct app *app, gint64 item_id, guint n, char **message, GError **error)
{
    *message = toggle_pause(app, item_id, n);
    return *message || play(app, item_id, n, -1, message, error);
}

bool app_play_from(struct app *app, gint64 item_id, guint n, gint64 start_s, char **message,
                   GError **error)
{
    if (!is_playing(app, item_id, n))
        return play(app, item_id, n, start_s, message, error);
    g_autofree char *time = player_format_time(start_s);
    player_link_seek(get_player(app)->link, start_s);
    *message = g_strdup_printf("playing from %s", time);
    return true;
}

/* ---- chapters */

/* The file of chapters that the article names. */
static const char *find_chapters_url(const struct item_body *body)
{
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        if (enclosure_is_chapters(enclosure) && enclosure->url &&
            (url_is_http(enclosure->url) || g_str_has_prefix(enclosure->url, FEED_CHAPTERS_DATA)))
            return enclosure->url;
    }
    return NULL;
}

static void take_chapters(G_GNUC_UNUSED struct app *app, void *data, void *answer)
{
    struct player *player = data;
    player->serial = 0;
    player->chapters = answer;
}

static void fetch_chapters(struct app *app, const struct item_body *body, const char *url)
{
    struct player *player = get_player(app);
    const struct document_request request = {
        .url = url,
        .options = app_get_feed_options(app, body->row.feed_id),
        /* no secret of the feed's site */
        .header = options_get_string(app_get_options(app), OPTION_HEADER),
        .reader = &chapters_reader,
        .took = take_chapters,
        .owner = player,
    };
    reply_forget(app, player->serial);
    if (player->chapters)
        g_array_unref(player->chapters);
    player->chapters = chapters_read_data(url);
    player->chapters_item_id = body->row.id;
    player->serial = player->chapters ? 0 : document_fetch(app, &request);
}

GArray *app_get_chapters(struct app *app, const struct item_body *body, guint n)
{
    const struct player *player = get_player(app);
    const char *url = find_chapters_url(body);
    if (url && player->chapters_item_id != body->row.id)
        fetch_chapters(app, body, url);
    if (url && player->chapters && player->chapters->len)
        return chapters_copy(player->chapters);
    int current;
    GArray *found =
        is_playing(app, body->row.id, n) ? player_link_get_chapters(player->link, &current) : NULL;
    if (!found || found->len)
        return found;
    g_array_unref(found);
    return NULL;
}

/* The chapters of what is played, and which of them it is at (-1: none). *is_file: they come
 * from a file of chapters, of which the player knows nothing. NULL: nothing is played. */
static GArray *get_playing(struct app *app, bool *is_file, int *current)
{
    const struct player *player = get_player(app);
    if (!player->link || !player_link_is_alive(player->link))
        return NULL;
    *is_file =
        player->chapters_item_id == player->item_id && player->chapters && player->chapters->len;
    if (!*is_file)
        return player_link_get_chapters(player->link, current);
    const gint64 at = player_link_get_position(player->link);
    *current = -1;
    for (guint i = 0; i < player->chapters->len; i++)
        if (g_array_index(player->chapters, struct chapter, i).start_s <= at)
            *current = (int)i;
    return chapters_copy(player->chapters);
}

bool app_get_playing(struct app *app, struct app_playing *playing)
{
    bool is_file;
    int current;
    g_autoptr(GArray) chapters = get_playing(app, &is_file, &current);
    const char *title = get_player(app)->title;
    struct player_link *link = get_player(app)->link;
    if (!chapters || !title)
        return false;
    *playing = (struct app_playing){
        .title = current < 0
                     ? g_strdup(title)
                     : g_strdup_printf("%s · %d. %s", title, current + 1,
                                       g_array_index(chapters, struct chapter, current).title),
        .at_s = player_link_get_position(link),
        .duration_s = player_link_get_duration(link),
        .is_paused = player_link_is_paused(link),
    };
    return true;
}

bool app_step_chapter(struct app *app, int step, GError **error)
{
    bool is_file;
    int current;
    g_autoptr(GArray) chapters = get_playing(app, &is_file, &current);
    if (!chapters || !chapters->len) {
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    chapters ? "what is being played has no chapters" : "nothing is being played");
        return false;
    }
    const int wanted = MAX(current + step, 0);
    if (!is_file)
        player_link_step(get_player(app)->link, step);
    else if (wanted < (int)chapters->len)
        player_link_seek(get_player(app)->link,
                         g_array_index(chapters, struct chapter, wanted).start_s);
    return true;
}

/* ---- the service */

/* "playing 12:40 of 1:00:00  One · 2. Ducks" */
static bool describe(struct app *app, G_GNUC_UNUSED void *own, struct activity *activity)
{
    struct app_playing playing;
    if (!app_get_playing(app, &playing))
        return false;
    g_autofree char *title = playing.title;
    g_autofree char *at = player_format_time(playing.at_s);
    g_autofree char *length = player_format_time(playing.duration_s);
    activity->text =
        g_strdup_printf("%s %s%s%s  %s", playing.is_paused ? "paused" : "playing", at,
                        playing.duration_s ? " of " : "", playing.duration_s ? length : "", title);
    activity->brief =
        g_strdup_printf("%s %s  %s", playing.is_paused ? "paused" : "playing", at, title);
    return true;
}

/* The position is kept. */
static void clear(struct app *app, void *own)
{
    struct player *player = own;
    reply_forget(app, player->serial);
    if (player->chapters)
        g_array_unref(player->chapters);
    if (player->link)
        player_link_end(player->link, PLAYER_LEAVE);
    g_free(player->title);
}

const struct service player_service = {
    .name = "player",
    .size = sizeof(struct player),
    .describe = describe,
    .free = clear,
};
