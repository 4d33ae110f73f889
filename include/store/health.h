/* SPDX-License-Identifier: MIT */
/* Whether the archive is consistent. This reads the whole file: it is for "doctor", never for the
 * start. */
#ifndef STORE_HEALTH_H
#define STORE_HEALTH_H

#include "store/store.h"

/* Checks pages, indexes, and the counts that triggers keep. *report (caller frees) says what was
 * checked and found, one line each. Returns false if anything is wrong, or with a STORE_ERROR if it
 * cannot be checked. */
bool store_check_health(struct store *store, char **report, GError **error);

#endif
