/* SPDX-License-Identifier: MIT */
/* The pictures of articles: fetched when they are wanted, kept on disk within the option
 * "picture-cache", decoded in a child process. EVENT_PICTURE, whose text is the address, reports
 * what comes. What is borrowed lives until the next app_take_event() or call of this header. App's
 * thread; nothing here waits. */
#ifndef ARTICLE_PICTURE_H
#define ARTICLE_PICTURE_H

#include "app/app.h"
#include "text/picture.h"

extern const struct service picture_service;

enum picture_state {
    PICTURE_COMING, /* being fetched */
    PICTURE_HERE,   /* on disk, its size is known */
    PICTURE_FAILED, /* it cannot be shown */
};

struct app_picture {
    enum picture_state state;
    guint width, height; /* of PICTURE_HERE, in pixels */
    const char *error;   /* of PICTURE_FAILED: "HTTP 404", "broken or cut off" */
    gsize received;      /* bytes, where it has just been fetched; 0: it was on disk */
};

/* Switches pictures on. program: the newsdeck that is run to decode them; NULL: they are only
 * fetched. Without this call, or where the program was built without picture libraries, there are
 * none. */
void app_start_pictures(struct app *app, const char *program);
bool app_has_pictures(const struct app *app);

/* Returns what is known of the picture at url; NULL: it was never wanted. */
const struct app_picture *app_find_picture(const struct app *app, const char *url);

/* The same, and fetches it if it was not wanted before. At most four are fetched at a time.
 * options: of the feed that the picture is for. */
const struct app_picture *app_want_picture(struct app *app, const struct options *options,
                                           const char *url);

/* The same, for reading offline: until that time (unix time) the picture stays on disk, outside the
 * limit "picture-cache", and app_drop_pictures() does not drop it. EVENT_PICTURE follows until it
 * is not PICTURE_COMING. NULL: there are no pictures. */
const struct app_picture *app_keep_picture(struct app *app, const struct options *options,
                                           const char *url, gint64 until);

/* Returns the picture (PICTURE_HERE) drawn as spec says; NULL where it has to be drawn first, which
 * begins then. The last drawing of each picture is kept, some 64 MiB in all. Borrowed. */
struct picture_drawing *app_want_drawing(struct app *app, const char *url,
                                         const struct picture_spec *spec);

/* Returns the file of the picture at url, *len bytes (at most PICTURE_MAX_BYTES), if it is on disk,
 * else NULL; also where pictures are not shown. Caller frees. Any thread. */
char *app_load_picture(const char *url, gsize *len);

/* Drops the pictures that wait to be fetched; pictures that failed may be fetched again.
 */
void app_drop_pictures(struct app *app);

/* Drops the pictures that wait for app_keep_picture(). */
void app_drop_kept_pictures(struct app *app);

#endif
