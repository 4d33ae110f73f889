/* SPDX-License-Identifier: MIT */
/* The files of downloads: names that are nobody else's, locks, and the last step. */
#include "download_file.h"

#include "app/app.h"
#include "app/reply.h"
#include "config/diagnostic.h"
#include "listen/download.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_NUMBER = 999 };

static char *format_part(const char *path)
{
    return g_strconcat(path, ".part", NULL);
}

/* "a.mp3" to "a (2).mp3". Caller frees. */
static char *format_numbered(const char *path, guint number)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    const int len = (int)(dot ? (gsize)(dot - path) : strlen(path));
    return number < 2 ? g_strdup(path)
                      : g_strdup_printf("%.*s (%u)%s", len, path, number, dot ? dot : "");
}

/* Makes an empty file at the first of path's names that is free, with suffix. *free is the name
 * without it; caller frees. -1 and errno. */
static int create_file(const char *path, const char *suffix, char **free_path)
{
    for (guint number = 1; number <= MAX_NUMBER; number++) {
        g_autofree char *name = format_numbered(path, number);
        g_autofree char *whole = g_strconcat(name, suffix, NULL);
        GStatBuf about;
        if (*suffix && g_lstat(name, &about) == 0)
            continue;
        const int fd = g_open(whole, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0 && errno == EEXIST)
            continue;
        if (fd >= 0)
            *free_path = g_steal_pointer(&name);
        return fd;
    }
    errno = EEXIST;
    return -1;
}

char *download_file_reserve(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    char *name = NULL;
    int fd = g_mkdir_with_parents(folder, 0755);
    if (fd == 0)
        fd = create_file(path, ".part", &name);
    if (fd < 0)
        g_set_error(error, APP_ERROR, APP_ERROR_FILE,
                    "\"%s\" can't be written: %s; \"set download-dir FOLDER\" names another folder",
                    path, g_strerror(errno));
    else
        close(fd);
    return name;
}

int download_file_open(const char *path, guint64 *size, GError **error)
{
    g_autofree char *part = format_part(path);
    struct stat about;
    const int fd = g_open(part, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666);
    const char *problem = NULL;
    if (fd < 0 || fstat(fd, &about) != 0)
        problem = g_strerror(errno);
    else if (!S_ISREG(about.st_mode))
        problem = "it is not a file";
    else if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        problem = "another newsdeck is writing it";
    if (!problem) {
        *size = (guint64)about.st_size;
        return fd;
    }
    g_set_error(error, APP_ERROR, APP_ERROR_FILE, "\"%s\" cannot be written: %s", part, problem);
    if (fd >= 0)
        close(fd);
    return -1;
}

guint64 download_file_measure(const char *path)
{
    g_autofree char *part = format_part(path);
    GStatBuf about;
    return g_lstat(part, &about) == 0 && S_ISREG(about.st_mode) ? (guint64)about.st_size : 0;
}

void download_file_discard(const char *path)
{
    g_autofree char *part = format_part(path);
    g_unlink(part);
}

/* ---- the end */

struct wait {
    struct queue *events;
    guint64 serial;
    char *path;
    bool is_guess; /* the ending of path is */
    struct net_download *file;
};

static void wait_free(void *data)
{
    struct wait *wait = data;
    net_download_unref(wait->file);
    g_free(wait->path);
    g_free(wait);
}

void download_end_free(void *data)
{
    struct download_end *end = data;
    g_free(end->path);
    g_free(end->error);
    g_free(end);
}

/* The path of the whole file: with the ending that the answer shows, where ours is a guess. */
static char *format_whole(const struct wait *wait, const struct net_response *answer)
{
    g_autofree char *ending =
        wait->is_guess
            ? download_choose_extension(answer->url,
                                        net_response_get_header(answer, "content-disposition"),
                                        answer->content_type)
            : NULL;
    const char *slash = strrchr(wait->path, '/');
    const char *dot = strrchr(slash ? slash : wait->path, '.');
    return ending && dot ? g_strdup_printf("%.*s.%s", (int)(dot - wait->path), wait->path, ending)
                         : g_strdup(wait->path);
}

/* The unfinished file gets its name: an empty file keeps the place free until then. */
static void finish_file(const struct wait *wait, const struct net_response *answer,
                        struct download_end *end)
{
    g_autofree char *part = format_part(wait->path);
    g_autofree char *path = format_whole(wait, answer);
    char *name = NULL;
    int fd = fsync(wait->file->fd) == 0 ? create_file(path, "", &name) : -1;
    if (fd >= 0 && g_rename(part, name) == 0) {
        end->path = g_steal_pointer(&name);
    } else {
        end->error = g_strdup_printf("\"%s\" can't be written: %s", wait->path, g_strerror(errno));
        if (name)
            g_unlink(name);
    }
    if (fd >= 0)
        close(fd);
    g_free(name);
}

static void take_answer(void *data, const struct net_response *answer)
{
    const struct wait *wait = data;
    struct download_end *end = g_new0(struct download_end, 1);
    end->error = g_strdup(answer->error);
    end->is_cancelled = answer->is_cancelled;
    end->is_other = answer->status == 416;
    end->n_bytes = atomic_load(&wait->file->n_done);
    if (!end->error)
        finish_file(wait, answer, end);
    reply_post(wait->events, wait->serial, end, download_end_free);
}

struct fetcher_document download_file_wait(struct queue *events, guint64 serial, const char *path,
                                           bool is_guess, struct net_download *file,
                                           size_t max_bytes)
{
    struct wait *wait = g_new0(struct wait, 1);
    wait->events = events;
    wait->serial = serial;
    wait->path = g_strdup(path);
    wait->is_guess = is_guess;
    wait->file = net_download_ref(file);
    return (struct fetcher_document){ .take = take_answer,
                                      .data = wait,
                                      .free_data = wait_free,
                                      .header =
                                          "", /* the feed's header is for the feed's host alone */
                                      .download = file,
                                      .max_bytes = max_bytes };
}
