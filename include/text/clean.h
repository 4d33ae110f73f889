/* SPDX-License-Identifier: MIT */
/* HTML from outside made harmless. Pure functions; any thread. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <stddef.h>

/* html without scripts, styles, event handlers, and script addresses, its links resolved against
 * base_url (or NULL). Caller frees. */
char *clean_html(const char *html, size_t len, const char *base_url);

#endif
