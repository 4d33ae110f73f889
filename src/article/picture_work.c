/* SPDX-License-Identifier: MIT */
/* What takes time with pictures: the cache on disk, and the child that decodes. */
#include "picture_work.h"

#include "app/reply.h"
#include "base/child.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/thread.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

enum { N_THREADS = 2, DECODE_TIMEOUT_MS = 20000 };

struct picture_work {
    struct queue *jobs, *events;
    char *folder, *program;
    pthread_t threads[N_THREADS];
    pthread_mutex_t lock;
    gint64 cached_bytes; /* under the lock; -1: the folder was not looked through yet */
    int stop_fds[2];     /* closing the second makes the first readable: children are stopped */
};

void picture_result_free(void *data)
{
    struct picture_result *result = data;
    if (!result)
        return;
    picture_drawing_unref(result->drawing);
    g_free(result->url);
    g_free(result->error);
    g_free(result);
}

static void job_free(void *data)
{
    struct picture_job *job = data;
    g_free(job->url);
    g_free(job->bytes);
    g_free(job->error);
    g_free(job);
}

/* ---- the cache: a file a picture, named by the hash of its address; its time says when it was
 * used last, or, in the future, until when it is kept */

static char *cache_get_path(const char *folder, const char *url)
{
    g_autofree char *name = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    return g_build_filename(folder, name, NULL);
}

struct cached {
    char *path;
    gint64 bytes, used_at;
};

static void cached_clear(void *data)
{
    g_free(((struct cached *)data)->path);
}

static gint cached_compare(gconstpointer a, gconstpointer b)
{
    const struct cached *left = a, *right = b;
    return left->used_at < right->used_at ? -1 : left->used_at > right->used_at;
}

static GArray *cache_list(const struct picture_work *work, gint64 *bytes)
{
    GArray *files = g_array_new(FALSE, FALSE, sizeof(struct cached));
    g_array_set_clear_func(files, cached_clear);
    g_autoptr(GDir) folder = g_dir_open(work->folder, 0, NULL);
    const gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    *bytes = 0;
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        GStatBuf status;
        struct cached file = { .path = g_build_filename(work->folder, name, NULL) };
        if (g_lstat(file.path, &status) != 0 || !S_ISREG(status.st_mode)) {
            g_free(file.path);
            continue;
        }
        file.bytes = status.st_size;
        file.used_at = status.st_mtime;
        if (file.used_at > now) {
            g_free(file.path);
            continue;
        }
        *bytes += file.bytes;
        g_array_append_val(files, file);
    }
    return files;
}

/* Room for new_bytes: the files not used for the longest time go first. */
static void cache_trim(struct picture_work *work, gint64 new_bytes, gint64 max_bytes)
{
    pthread_mutex_lock(&work->lock);
    if (work->cached_bytes < 0 || work->cached_bytes + new_bytes > max_bytes) {
        g_autoptr(GArray) files = cache_list(work, &work->cached_bytes);
        g_array_sort(files, cached_compare);
        for (guint i = 0; i < files->len && work->cached_bytes + new_bytes > max_bytes; i++) {
            const struct cached *file = &g_array_index(files, struct cached, i);
            if (g_unlink(file->path) == 0)
                work->cached_bytes -= file->bytes;
        }
    }
    work->cached_bytes += new_bytes;
    pthread_mutex_unlock(&work->lock);
}

char *picture_cache_load(const char *folder, const char *url, gsize *len)
{
    g_autofree char *path = cache_get_path(folder, url);
    GStatBuf status;
    char *bytes;
    if (g_stat(path, &status) != 0 || status.st_size > PICTURE_MAX_BYTES ||
        !g_file_get_contents(path, &bytes, len, NULL))
        return NULL;
    if (status.st_mtime <= g_get_real_time() / G_USEC_PER_SEC)
        utime(path, NULL);
    return bytes;
}

static void cache_keep(const char *path, gint64 kept_until)
{
    const struct utimbuf times = { (time_t)kept_until, (time_t)kept_until };
    if (kept_until)
        utime(path, &times);
}

static bool cache_write(struct picture_work *work, const struct picture_job *job, GError **error)
{
    g_autofree char *path = cache_get_path(work->folder, job->url);
    if (g_mkdir_with_parents(work->folder, 0700) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "it cannot be kept in %s",
                    work->folder);
        return false;
    }
    if (!job->kept_until)
        cache_trim(work, (gint64)job->len, job->max_bytes);
    if (!g_file_set_contents(path, job->bytes, (gssize)job->len, error)) {
        problem_name(error, work->folder);
        return false;
    }
    cache_keep(path, job->kept_until);
    return true;
}

/* ---- the tasks */

static bool take_size(const char *bytes, gsize len, struct picture_result *result, GError **error)
{
    struct picture_facts facts;
    if (!picture_look(bytes, len, &facts, error))
        return false;
    result->width = facts.width;
    result->height = facts.height;
    return true;
}

static bool do_look(struct picture_work *work, const struct picture_job *job,
                    struct picture_result *result, GError **error)
{
    gsize len;
    g_autofree char *bytes = picture_cache_load(work->folder, job->url, &len);
    g_autofree char *path = cache_get_path(work->folder, job->url);
    result->is_missing = !bytes;
    if (bytes)
        cache_keep(path, job->kept_until);
    return result->is_missing || take_size(bytes, len, result, error);
}

static bool take_bytes(struct picture_work *work, const struct picture_job *job,
                       struct picture_result *result, GError **error)
{
    return take_size(job->bytes, job->len, result, error) && cache_write(work, job, error);
}

/* A picture that is its own address goes into the cache like one that was fetched. */
static bool store_data(struct picture_work *work, const struct picture_job *job,
                       struct picture_result *result, GError **error)
{
    struct picture_job own = *job;
    g_autofree char *bytes = picture_decode_data(job->url, &own.len);
    own.bytes = bytes;
    return take_bytes(work, &own, result, error);
}

static bool do_store(struct picture_work *work, const struct picture_job *job,
                     struct picture_result *result, GError **error)
{
    if (!job->bytes && picture_is_data(job->url))
        return store_data(work, job, result, error);
    if (!job->bytes) {
        g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_BROKEN,
                            job->error ? job->error : "no answer");
        return false;
    }
    result->received = job->len;
    return take_bytes(work, job, result, error);
}

/* What the child says of a picture, without the name of the program before it. */
static void shorten_error(GError *error)
{
    static const char name[] = "newsdeck decode: ";
    char *at = strstr(error->message, name);
    if (at)
        memmove(error->message, at + strlen(name), strlen(at + strlen(name)) + 1);
}

static bool do_draw(struct picture_work *work, const struct picture_job *job,
                    struct picture_result *result, GError **error)
{
    gsize len, answer_len;
    g_autofree char *bytes = picture_cache_load(work->folder, job->url, &len);
    if (!bytes) {
        result->is_missing = true;
        return true;
    }
    guint width, height;
    const bool is_exact = picture_spec_get_size(&job->spec, &width, &height);
    char sides[2][12];
    snprintf(sides[0], sizeof sides[0], "%u", width);
    snprintf(sides[1], sizeof sides[1], "%u", height);
    const char *const argv[] = {
        work->program, "decode", sides[0], sides[1], is_exact ? "fill" : NULL, NULL
    };
    const struct child_spec spec = {
        .argv = argv,
        .input = bytes,
        .input_len = len,
        .max_output_bytes = 4 * (gsize)width * height + 100,
        .timeout_ms = DECODE_TIMEOUT_MS,
        .cancel_fd = work->stop_fds[0],
    };
    g_autofree char *answer = child_run(&spec, &answer_len, error);
    struct picture_pixels pixels;
    if (!answer) {
        if (error && *error)
            shorten_error(*error);
        return false;
    }
    if (!picture_read_pixels(answer, answer_len, width, height, &pixels, error))
        return false;
    result->width = pixels.natural_width;
    result->height = pixels.natural_height;
    result->drawing = picture_draw(&pixels, &job->spec, error);
    return result->drawing != NULL;
}

static void *work_main(void *data)
{
    static bool (*const tasks[])(struct picture_work *, const struct picture_job *,
                                 struct picture_result *, GError **) = {
        [PICTURE_LOOK] = do_look, [PICTURE_STORE] = do_store, [PICTURE_DRAW] = do_draw
    };
    struct picture_work *work = data;
    for (struct picture_job *job; (job = queue_take(work->jobs)); job_free(job)) {
        g_autoptr(GError) error = NULL;
        struct picture_result *result = g_new0(struct picture_result, 1);
        result->task = job->task;
        if (!tasks[job->task](work, job, result, &error))
            result->error = g_strdup(error->message);
        result->url = g_steal_pointer(&job->url);
        reply_post(work->events, job->serial, result, picture_result_free);
    }
    return NULL;
}

struct picture_work *picture_work_start(struct queue *events, const char *folder,
                                        const char *program)
{
    struct picture_work *work = g_new0(struct picture_work, 1);
    work->jobs = queue_new(0, job_free);
    work->events = events;
    work->folder = g_strdup(folder);
    work->program = g_strdup(program);
    work->cached_bytes = -1;
    pthread_mutex_init(&work->lock, NULL);
    if (!g_unix_open_pipe(work->stop_fds, FD_CLOEXEC, NULL))
        work->stop_fds[0] = work->stop_fds[1] = -1;
    for (guint i = 0; i < N_THREADS; i++)
        if (!thread_start(&work->threads[i], work_main, work))
            g_error("the threads for pictures can't be started");
    return work;
}

void picture_work_stop(struct picture_work *work)
{
    if (!work)
        return;
    queue_close(work->jobs);
    for (struct picture_job *job; (job = queue_try_take(work->jobs));)
        job_free(job); /* nobody waits for them any more */
    if (work->stop_fds[1] >= 0)
        close(work->stop_fds[1]);
    for (guint i = 0; i < N_THREADS; i++)
        pthread_join(work->threads[i], NULL);
    if (work->stop_fds[0] >= 0)
        close(work->stop_fds[0]);
    queue_free(work->jobs);
    pthread_mutex_destroy(&work->lock);
    g_free(work->folder);
    g_free(work->program);
    g_free(work);
}

void picture_work_post(struct picture_work *work, const struct picture_job *job)
{
    struct picture_job *own = g_new(struct picture_job, 1);
    *own = *job;
    queue_post(work->jobs, own, 0);
}
