/* SPDX-License-Identifier: MIT */
/* Inside subscribe: changes of the feeds file that a person asks for. */
#ifndef SUBSCRIBE_SUBSCRIPTION_CHANGE_H
#define SUBSCRIBE_SUBSCRIPTION_CHANGE_H

#include "app/app.h"
#include "config/subscription.h"

/* Posts the entries for the feeds file; the reader then fetches them. message: what EVENT_FEEDS
 * says when they are there. selects: the screen goes to the first of them. False and error where the first is subscribed already. */
bool app_add_subscriptions(struct app *app, const struct subscription_entry *entries, guint n,
                           const char *message, bool selects, GError **error);

#endif
