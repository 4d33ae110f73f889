/* SPDX-License-Identifier: MIT */
/* Whether the archive is what it should be. Reads all of it: for "doctor", never at start. */
#ifndef STORE_HEALTH_H
#define STORE_HEALTH_H

#include "store/store.h"

/* Looks at pages, indexes, and the counts kept by triggers; *report (the caller's) says what was
 * looked at and found, a line each. False if anything is wrong, or with error if it can't be told.
 */
bool store_check_health(struct store *store, char **report, GError **error);

#endif
