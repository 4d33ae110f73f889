/* SPDX-License-Identifier: MIT */
/* The pictures of articles: fetched when they are wanted, kept on disk within the option
 * "picture-cache", decoded in a child process. UI thread; nothing here waits. What comes is
 * reported as EVENT_PICTURE, whose text is the address. What is borrowed lives until the next
 * app_take_event() or call of this header. */
#ifndef ARTICLE_PICTURE_H
#define ARTICLE_PICTURE_H

#include "app/app.h"
#include "text/picture.h"

extern const struct service picture_service;

enum picture_state {
    PICTURE_COMING, /* asked for */
    PICTURE_HERE,   /* on disk, its size is known */
    PICTURE_FAILED, /* it can't be shown */
};

struct app_picture {
    enum picture_state state;
    guint width, height; /* of PICTURE_HERE, in pixels */
    const char *error;   /* of PICTURE_FAILED: "HTTP 404", "broken or cut off" */
    gsize received;      /* bytes, of one that has just been fetched; 0: it was on disk */
};

/* Pictures can be shown from here on; program is the newsdeck that is run to decode
 * them (NULL: they are only fetched). Without
 * this call, or where the program was built without pictures, there are none. */
void app_start_pictures(struct app *app, const char *program);
bool app_has_pictures(const struct app *app);

/* What is known of the picture at url; NULL: it was never asked for. */
const struct app_picture *app_find_picture(const struct app *app, const char *url);

/* The same, and asks for it if it was not asked for yet. At most four are fetched at a time.
 * options are those of the feed that it is for. */
const struct app_picture *app_want_picture(struct app *app, const struct options *options,
                                           const char *url);

/* The same, for reading without a network: up to until (unix time) it has its place on disk beside
 * the "picture-cache", whatever else comes; app_drop_pictures() does not drop it. EVENT_PICTURE
 * follows until it is not PICTURE_COMING. NULL: there are no pictures. */
const struct app_picture *app_keep_picture(struct app *app, const struct options *options,
                                           const char *url, gint64 until);

/* The picture (PICTURE_HERE) drawn as spec says; NULL and asked for if it was not drawn so yet.
 * What was drawn last of a picture is kept, of all pictures some 64 MiB. Borrowed. */
struct picture_drawing *app_want_drawing(struct app *app, const char *url,
                                         const struct picture_spec *spec);

/* The file of the picture at url, if it is on disk (at most PICTURE_MAX_BYTES): also where pictures
 * are not shown. The caller's; NULL: it is not there. */
char *app_load_picture(const char *url, gsize *len);

/* Those that wait to be fetched are not wanted any more; those that failed may be asked for again.
 */
void app_drop_pictures(struct app *app);

/* Pictures that wait for app_keep_picture() are not wanted any more. */
void app_drop_kept_pictures(struct app *app);

#endif
