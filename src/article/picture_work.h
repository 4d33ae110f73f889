/* SPDX-License-Identifier: MIT */
/* Inside article: what takes time with pictures. Two threads that own the folder of the cache and
 * run the decoder. */
#ifndef ARTICLE_PICTURE_WORK_H
#define ARTICLE_PICTURE_WORK_H

#include "base/queue.h"
#include "text/picture.h"

enum picture_task {
    PICTURE_LOOK,  /* whether it is in the cache, and its size */
    PICTURE_STORE, /* bytes into the cache, and its size */
    PICTURE_DRAW,  /* what is in the cache as a terminal shows it */
};

/* One task; plain data with one owner, given up to picture_work_post(). */
struct picture_job {
    enum picture_task task;
    char *url;
    char *bytes; /* of PICTURE_STORE; NULL: the fetch failed, and error says why */
    gsize len;
    char *error;
    gint64 max_bytes;  /* of the cache */
    gint64 kept_until; /* of PICTURE_LOOK and PICTURE_STORE: unix time up to which the cache neither
                          counts nor removes it; 0: it is one like the others */
    struct picture_spec spec; /* of PICTURE_DRAW */
    guint64 serial;           /* of the reply, a struct picture_result */
};

/* What became of a task. */
struct picture_result {
    enum picture_task task;
    char *url;
    guint width, height; /* pixels */
    bool is_missing;     /* of PICTURE_LOOK: not in the cache */
    struct picture_drawing *drawing;
    gsize received; /* of PICTURE_STORE: bytes */
    char *error;    /* NULL: all is well */
};
void picture_result_free(void *result);

/* The file of a picture out of the cache in folder, which has just been used then. Caller frees.;
 * NULL: it is not there. Any thread. */
char *picture_cache_load(const char *folder, const char *url, gsize *len);

struct picture_work;

/* Starts the threads. Results go to events, which is borrowed, as replies; folder need not be
 * there; program is run with "decode". */
struct picture_work *picture_work_start(struct queue *events, const char *folder,
                                        const char *program);

/* Ends what is under way, children too, and the threads. NULL is allowed. */
void picture_work_stop(struct picture_work *work);

/* Takes job. Never waits. Any thread. */
void picture_work_post(struct picture_work *work, const struct picture_job *job);

#endif
