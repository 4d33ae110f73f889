/* SPDX-License-Identifier: MIT */
/* Edits of articles: the screen shows them at once, the store thread writes them, EVENT_EDIT says
 * that they are on disk. For the app's thread. */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/app.h"
#include "store/edit.h"

/* Posts an edit to the store thread and remembers it until it is on disk. The ids and the label are
 * copied. Returns the serial of the EVENT_EDIT that follows. */
guint64 app_post_edit(struct app *app, const struct edit *edit);

/* Posts an undo of the last change. Returns the serial of the EVENT_EDIT that follows, which has
 * is_undo. */
guint64 app_post_undo(struct app *app);

#endif
