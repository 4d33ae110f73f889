/* SPDX-License-Identifier: MIT */
/* What the first word of a line in the feeds file means. */
#ifndef CONFIG_SUBSCRIPTION_KIND_H
#define CONFIG_SUBSCRIPTION_KIND_H

#include "config/subscription.h"

enum subscription_verdict {
    SUBSCRIPTION_GOOD,
    SUBSCRIPTION_WRONG,     /* of a known kind, but not valid */
    SUBSCRIPTION_FOREIGN,   /* an address of a kind that cannot be fetched */
    SUBSCRIPTION_SEPARATOR, /* not an address: people write words and rules between groups */
};

/* The url of the subscription that the first word of a line names: feed://h/x and its kin are names of
 * the address that they hold. Caller frees. */
char *subscription_get_url(const char *word);

/* Fills kind, source, command, name and expression from subscription->url. *problem (static text)
 * is set unless the result is good. */
enum subscription_verdict subscription_read_url(struct subscription *subscription,
                                                const char **problem);

void subscription_free(struct subscription *subscription);

#endif
