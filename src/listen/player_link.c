/* SPDX-License-Identifier: MIT */
/* The line to an mpv that plays. All but the wake pipe and the flags is the thread's alone. */
#include "player_link.h"

#include "app/event.h"
#include "base/clock.h"
#include "base/thread.h"
#include "chapter.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define NEAR_END_S 30
enum {
    CONNECT_MS = 15000, /* mpv makes its socket some time after its start */
    CONNECT_EVERY_MS = 50,
    END_MS = 1000, /* the same when we are to end */
    KEEP_EVERY_MS = 10000,
    MAX_LINE = 1 << 16,
};

/* What other threads write into the pipe. */
enum {
    WAKE_TOGGLE = 't',
    WAKE_SEEK = 's',
    WAKE_NEXT = 'n',
    WAKE_PREVIOUS = 'p',
    WAKE_QUIT = 'q',
    WAKE_LEAVE = 'l'
};

struct player_link {
    pthread_t thread;
    int wake[2];
    _Atomic bool is_paused, is_over;
    _Atomic gint64 kept, seek_s, at_s, duration_s;
    pthread_mutex_t lock; /* over these two: */
    GArray *chapters;
    int chapter;
    char *socket, *key;
    struct writer *writer;
    struct queue *events;
    int fd;         /* -1: not connected */
    GString *input; /* the beginning of a line */
    GString *early; /* orders that came before mpv listened, a byte each */
    double position, duration;
    bool has_window;
    gint64 kept_ms;
    char asked_end; /* WAKE_QUIT, WAKE_LEAVE; 0: not asked */
};

static void keep_position(struct player_link *link)
{
    const gint64 start = player_choose_start(link->position, link->duration);
    link->kept_ms = clock_monotonic_ms();
    if (start == atomic_load(&link->kept))
        return;
    g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, start);
    atomic_store(&link->kept, start);
    writer_post_state(link->writer, link->key, value);
}

static void link_close(struct player_link *link)
{
    close(link->fd);
    link->fd = -1;
}

static void send_line(struct player_link *link, const char *line)
{
    const gsize len = strlen(line);
    if (link->fd >= 0 && send(link->fd, line, len, MSG_NOSIGNAL) != (gssize)len)
        link_close(link);
}

static void tell(struct player_link *link)
{
    queue_post(link->events, event_new(EVENT_PLAYER), 0);
}

static gint64 to_seconds(double value)
{
    return value > 0 && value < G_MAXINT32 ? (gint64)value : 0;
}

static void take_position(struct player_link *link, double position)
{
    const gint64 at_s = to_seconds(position);
    link->position = position;
    if (atomic_exchange(&link->at_s, at_s) !=
        at_s) /* mpv reports the position several times a second */
        tell(link);
}

static void take_duration(struct player_link *link, double duration)
{
    link->duration = duration;
    atomic_store(&link->duration_s, to_seconds(duration));
    tell(link);
}

static void take_pause(struct player_link *link, bool is_paused)
{
    atomic_store(&link->is_paused, is_paused);
    tell(link);
}

/* What mpv reports about chapters. */
static void read_chapters(struct player_link *link, const char *name, const json_t *data)
{
    GArray *old = NULL;
    pthread_mutex_lock(&link->lock);
    if (strcmp(name, "chapter-list") == 0) {
        old = link->chapters;
        link->chapters = chapters_read_mpv(data);
    } else if (strcmp(name, "chapter") == 0) {
        link->chapter =
            json_is_integer(data) ? (int)CLAMP(json_integer_value(data), -1, 10000) : -1;
    }
    pthread_mutex_unlock(&link->lock);
    if (old)
        g_array_unref(old);
    tell(link);
}

/* {"event":"property-change","name":"time-pos","data":12.3}; the rest is of no interest. */
static void read_line(struct player_link *link, const char *line, gsize len)
{
    json_t *json = json_loadb(line, len, 0, NULL);
    const char *event = json_string_value(json_object_get(json, "event"));
    const char *name = json_string_value(json_object_get(json, "name"));
    const json_t *data = json_object_get(json, "data");
    if (event && name && strcmp(event, "property-change") == 0) {
        if (strcmp(name, "time-pos") == 0 && json_is_number(data))
            take_position(link, json_number_value(data));
        else if (strcmp(name, "duration") == 0 && json_is_number(data))
            take_duration(link, json_number_value(data));
        else if (strcmp(name, "pause") == 0)
            take_pause(link, json_is_true(data));
        else if (strcmp(name, "vo-configured") == 0)
            link->has_window = json_is_true(data);
        else
            read_chapters(link, name, data);
    }
    json_decref(json);
    if (clock_monotonic_ms() - link->kept_ms >= KEEP_EVERY_MS || atomic_load(&link->is_paused))
        keep_position(link);
}

/* False when mpv has gone, or sends something that is not a line. */
static bool read_input(struct player_link *link)
{
    char bytes[4096];
    const ssize_t n = recv(link->fd, bytes, sizeof bytes, 0);
    if (n <= 0)
        return n < 0 && (errno == EINTR || errno == EAGAIN);
    g_string_append_len(link->input, bytes, n);
    const char *begin = link->input->str;
    for (const char *end;
         (end = memchr(begin, '\n', link->input->len - (gsize)(begin - link->input->str)));
         begin = end + 1)
        read_line(link, begin, (gsize)(end - begin));
    g_string_erase(link->input, 0, begin - link->input->str);
    return link->input->len < MAX_LINE;
}

static void send_seek(struct player_link *link)
{
    g_autofree char *line = g_strdup_printf(
        "{\"command\":[\"seek\",%" G_GINT64_FORMAT ",\"absolute\"]}\n", atomic_load(&link->seek_s));
    send_line(link, line);
}

static void take_order(struct player_link *link, char order)
{
    if (order == WAKE_TOGGLE)
        send_line(link, "{\"command\":[\"cycle\",\"pause\"]}\n");
    else if (order == WAKE_NEXT)
        send_line(link, "{\"command\":[\"add\",\"chapter\",1]}\n");
    else if (order == WAKE_PREVIOUS)
        send_line(link, "{\"command\":[\"add\",\"chapter\",-1]}\n");
    else if (order == WAKE_SEEK)
        send_seek(link);
    else
        link->asked_end = order;
}

/* What is asked before mpv listens waits for it, but for the end. */
static void read_wake(struct player_link *link)
{
    char order = 0;
    if (read(link->wake[0], &order, 1) != 1)
        return;
    if (link->fd < 0 && order != WAKE_QUIT && order != WAKE_LEAVE)
        g_string_append_c(link->early, order);
    else
        take_order(link, order);
}

static bool try_connect(struct player_link *link)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (g_strlcpy(address.sun_path, link->socket, sizeof address.sun_path) >=
        sizeof address.sun_path)
        return false;
    link->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (link->fd < 0 || connect(link->fd, (struct sockaddr *)&address, sizeof address) == 0)
        return link->fd >= 0;
    close(link->fd);
    link->fd = -1;
    return false;
}

static bool connect_in_time(struct player_link *link)
{
    gint64 end_ms = clock_monotonic_ms() + CONNECT_MS;
    while (!try_connect(link)) {
        struct pollfd wake = { .fd = link->wake[0], .events = POLLIN };
        if (clock_monotonic_ms() >= end_ms)
            return false;
        if (link->asked_end)
            poll(NULL, 0, CONNECT_EVERY_MS);
        else if (poll(&wake, 1, CONNECT_EVERY_MS) > 0)
            read_wake(link);
        if (link->asked_end)
            end_ms = MIN(end_ms, clock_monotonic_ms() + END_MS);
    }
    return true;
}

static void *link_run(void *data)
{
    struct player_link *link = data;
    if (connect_in_time(link)) {
        send_line(link, "{\"command\":[\"observe_property\",1,\"time-pos\"]}\n"
                        "{\"command\":[\"observe_property\",2,\"duration\"]}\n"
                        "{\"command\":[\"observe_property\",3,\"pause\"]}\n"
                        "{\"command\":[\"observe_property\",4,\"vo-configured\"]}\n"
                        "{\"command\":[\"observe_property\",5,\"chapter-list\"]}\n"
                        "{\"command\":[\"observe_property\",6,\"chapter\"]}\n");
        for (gsize i = 0; i < link->early->len; i++)
            take_order(link, link->early->str[i]);
        while (link->fd >= 0 && !link->asked_end) {
            struct pollfd entries[] = { { .fd = link->fd, .events = POLLIN },
                                        { .fd = link->wake[0], .events = POLLIN } };
            if (poll(entries, 2, -1) < 0 && errno != EINTR)
                break;
            if (entries[1].revents)
                read_wake(link);
            if (link->fd >= 0 && entries[0].revents && !read_input(link))
                break;
        }
        keep_position(link);
        if (link->asked_end == WAKE_QUIT || (link->asked_end && !link->has_window))
            send_line(link, "{\"command\":[\"quit\"]}\n");
        if (!link->asked_end)
            g_unlink(link->socket); /* mpv was killed */
    }
    atomic_store(&link->is_over, true);
    tell(link);
    return NULL;
}

struct player_link *player_link_start(const char *socket, struct writer *writer,
                                      struct queue *events, const char *key, gint64 start)
{
    struct player_link *link = g_new0(struct player_link, 1);
    link->fd = -1;
    link->socket = g_strdup(socket);
    link->key = g_strdup(key);
    link->writer = writer;
    link->events = events;
    link->position = (double)start;
    link->at_s = start;
    link->kept = start;
    link->kept_ms = clock_monotonic_ms();
    link->input = g_string_new(NULL);
    link->early = g_string_new(NULL);
    link->chapters = chapters_new();
    link->chapter = -1;
    pthread_mutex_init(&link->lock, NULL);
    if (!g_unix_open_pipe(link->wake, FD_CLOEXEC, NULL))
        g_error("no pipe for the player");
    if (!thread_start(&link->thread, link_run, link))
        g_error("no thread for the player");
    return link;
}

static void link_wake(struct player_link *link, char order)
{
    while (write(link->wake[1], &order, 1) < 0 && errno == EINTR)
        ;
}

bool player_link_is_alive(struct player_link *link)
{
    return !atomic_load(&link->is_over);
}

bool player_link_toggle(struct player_link *link)
{
    const bool was_paused = atomic_load(&link->is_paused);
    link_wake(link, WAKE_TOGGLE);
    return !was_paused;
}

void player_link_seek(struct player_link *link, gint64 seconds)
{
    atomic_store(&link->seek_s, seconds);
    link_wake(link, WAKE_SEEK);
}

void player_link_step(struct player_link *link, int step)
{
    link_wake(link, step > 0 ? WAKE_NEXT : WAKE_PREVIOUS);
}

GArray *player_link_get_chapters(struct player_link *link, int *current)
{
    pthread_mutex_lock(&link->lock);
    GArray *copy = chapters_copy(link->chapters);
    *current = link->chapter < (int)copy->len ? link->chapter : -1;
    pthread_mutex_unlock(&link->lock);
    return copy;
}

gint64 player_link_get_position(struct player_link *link)
{
    return atomic_load(&link->at_s);
}

gint64 player_link_get_duration(struct player_link *link)
{
    return atomic_load(&link->duration_s);
}

bool player_link_is_paused(struct player_link *link)
{
    return atomic_load(&link->is_paused);
}

gint64 player_link_end(struct player_link *link, enum player_end end)
{
    link_wake(link, end == PLAYER_QUIT ? WAKE_QUIT : WAKE_LEAVE);
    pthread_join(link->thread, NULL);
    const gint64 kept = atomic_load(&link->kept);
    if (link->fd >= 0)
        close(link->fd);
    close(link->wake[0]);
    close(link->wake[1]);
    g_string_free(link->input, TRUE);
    g_string_free(link->early, TRUE);
    g_array_unref(link->chapters);
    pthread_mutex_destroy(&link->lock);
    g_free(link->socket);
    g_free(link->key);
    g_free(link);
    return kept;
}

gint64 player_choose_start(double position, double duration)
{
    const bool is_near_end = duration > 0 && position > duration - NEAR_END_S;
    return position > 0 && position < G_MAXINT32 && !is_near_end ? (gint64)position : 0;
}
