/* SPDX-License-Identifier: MIT */
/* Files and commands, on threads of their own. */
#include "job.h"

#include "base/child.h"
#include "base/thread.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOB_MAX_THREADS 4

/* Shared by the pool and the jobs that hold it; the pipe is readable once the jobs must stop. */
struct cancel {
    int pipe[2];
    gint n_refs;    /* atomic */
    gint is_silent; /* atomic: send no answers either */
};

struct net_job {
    struct net_request *request;
    struct net_response *fetched;
    struct cancel *cancel;
};

struct job_pool {
    struct queue *responses, *jobs;
    struct cancel *cancel; /* for the next jobs */
    pthread_t threads[JOB_MAX_THREADS];
    guint n_threads;
};

static struct cancel *cancel_new(void)
{
    struct cancel *cancel = g_new0(struct cancel, 1);
    g_autoptr(GError) error = NULL;
    cancel->n_refs = 1;
    if (!g_unix_open_pipe(cancel->pipe, FD_CLOEXEC, &error))
        g_error("no pipe for commands: %s", error->message);
    return cancel;
}

static struct cancel *cancel_ref(struct cancel *cancel)
{
    g_atomic_int_inc(&cancel->n_refs);
    return cancel;
}

static void cancel_unref(struct cancel *cancel)
{
    if (!g_atomic_int_dec_and_test(&cancel->n_refs))
        return;
    close(cancel->pipe[0]);
    close(cancel->pipe[1]);
    g_free(cancel);
}

static void cancel_run(struct cancel *cancel)
{
    const ssize_t done = write(cancel->pipe[1], "", 1);
    g_assert(done == 1);
}

static void job_free(void *data)
{
    struct net_job *job = data;
    net_request_free(job->request);
    net_response_free(job->fetched);
    cancel_unref(job->cancel);
    g_free(job);
}

static bool job_read_all(int fd, size_t max, GString *text, struct net_response *response)
{
    char block[65536];
    for (;;) {
        const ssize_t got = read(fd, block, sizeof block);
        if (!got)
            return true;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            net_response_set_error(response, "cannot be read: %s", g_strerror(errno));
            return false;
        }
        if ((size_t)got > max || text->len > max - (size_t)got) {
            g_autofree char *limit = net_format_bytes(max);
            net_response_set_error(response, "larger than %s", limit);
            return false;
        }
        g_string_append_len(text, block, got);
    }
}

static void job_read_fd(const struct net_request *request, int fd, struct net_response *response)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        net_response_set_error(response, "is not a file");
        return;
    }
    response->etag = g_strdup_printf("\"%lld.%ld-%lld\"", (long long)status.st_mtim.tv_sec,
                                     status.st_mtim.tv_nsec, (long long)status.st_size);
    if (!g_strcmp0(request->etag, response->etag)) {
        response->status = 304;
        return;
    }
    GString *text = g_string_new(NULL);
    const bool ok = job_read_all(fd, request->max_body_bytes, text, response);
    if (ok) {
        response->status = 200;
        response->body_len = response->wire_bytes = text->len;
    }
    response->body = g_string_free(text, !ok);
}

struct net_response *job_read_file(const struct net_request *request)
{
    const char *path =
        request->url && g_str_has_prefix(request->url, "file://") ? request->url + 7 : "";
    struct net_response *response = net_response_new(request);
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would block here */
    response->url = g_strdup(request->url);
    if (fd < 0) {
        net_response_set_error(response, "cannot be read: %s", g_strerror(errno));
        return response;
    }
    job_read_fd(request, fd, response);
    close(fd);
    return response;
}

/* Runs the command with the body of response as its input, and makes its output the body. */
static void job_run_command(const struct net_job *job, struct net_response *response)
{
    const struct net_request *request = job->request;
    const char *const argv[] = { "/bin/sh", "-c", request->command ? request->command : "", NULL };
    const struct child_spec spec = {
        .argv = argv,
        .input = response->body,
        .input_len = response->body_len,
        .max_output_bytes = request->max_body_bytes,
        .timeout_ms = request->command_timeout_ms,
        .cancel_fd = job->cancel->pipe[0],
    };
    size_t len = 0;
    g_autoptr(GError) error = NULL;
    char *output = child_run(&spec, &len, &error);
    if (!output) {
        net_response_set_error(response, "the command %s", error->message);
        response->is_cancelled = g_error_matches(error, CHILD_ERROR, CHILD_ERROR_CANCELLED);
        return;
    }
    g_free(response->body);
    response->body = output;
    response->body_len = len;
    response->status = 200;
    g_clear_pointer(&response->content_type, g_free);
}

static struct net_response *job_run(struct net_job *job)
{
    const struct net_request *request = job->request;
    struct net_response *response = g_steal_pointer(&job->fetched);
    if (!response)
        response = request->kind == NET_EXEC ? net_response_new(request) : job_read_file(request);
    if (request->kind != NET_FILE && !response->error && response->status != 304)
        job_run_command(job, response);
    return response;
}

static void *job_pool_run(void *data)
{
    struct job_pool *pool = data;
    for (struct net_job *job; (job = queue_take(pool->jobs)); job_free(job)) {
        if (g_atomic_int_get(&job->cancel->is_silent))
            continue;
        struct net_response *response = job_run(job);
        if (g_atomic_int_get(&job->cancel->is_silent))
            net_response_free(response);
        else
            queue_post(pool->responses, response, response->body_len);
    }
    return NULL;
}

struct job_pool *job_pool_new(struct queue *responses)
{
    struct job_pool *pool = g_new0(struct job_pool, 1);
    pool->responses = responses;
    pool->jobs = queue_new(0, job_free);
    pool->cancel = cancel_new();
    (void)CHILD_ERROR; /* its number is created before several threads ask for it */
    return pool;
}

void job_pool_add_take(struct job_pool *pool, struct net_request *request,
                       struct net_response *fetched)
{
    struct net_job *job = g_new0(struct net_job, 1);
    job->request = request;
    job->fetched = fetched;
    job->cancel = cancel_ref(pool->cancel);
    queue_post(pool->jobs, job, 0);
    if (pool->n_threads < JOB_MAX_THREADS &&
        thread_start(&pool->threads[pool->n_threads], job_pool_run, pool))
        pool->n_threads++;
}

void job_pool_cancel(struct job_pool *pool)
{
    cancel_run(pool->cancel);
    cancel_unref(pool->cancel);
    pool->cancel = cancel_new();
}

void job_pool_free(struct job_pool *pool)
{
    g_atomic_int_set(&pool->cancel->is_silent, 1);
    cancel_run(pool->cancel);
    queue_close(pool->jobs);
    for (guint i = 0; i < pool->n_threads; i++)
        pthread_join(pool->threads[i], NULL);
    queue_free(pool->jobs);
    cancel_unref(pool->cancel);
    g_free(pool);
}
