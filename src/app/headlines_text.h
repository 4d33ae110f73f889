/* SPDX-License-Identifier: MIT */
/* Inside app: the text of the rows of a list. App's thread. */
#ifndef APP_HEADLINES_TEXT_H
#define APP_HEADLINES_TEXT_H

#include "app/headlines.h"

/* Pieces of articles' texts around words (NULL-terminated, or NULL). Both are borrowed. Free with
 * snippets_free(), which takes NULL. */
struct snippets;
struct snippets *snippets_new(struct store *store, char **words);
void snippets_free(struct snippets *snippets);

/* NULL if the article has no text. Borrowed until the next call. */
const char *snippets_get(struct snippets *snippets, gint64 id);

struct app *headlines_get_app(const struct headlines *headlines);

#endif
