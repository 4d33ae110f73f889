/* SPDX-License-Identifier: MIT */
/* Inside cli: what subcommands that work on the archive share. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "app/app.h"

#include <glib.h>
#include <jansson.h>

/* Reads argv by entries (NULL: none); usage stands behind the name in its help;
 * NULL: it takes no words that are not options. False and a message
 * on standard error if they are wrong. argc and argv are left with the words that are not options. */
bool session_parse(int *argc, char ***argv, const char *usage, const GOptionEntry *entries);

/* The app without a screen; what is wrong with the files goes to standard error. NULL after a
 * message. */
struct app *session_open(const char *command);

/* What runs this program again. */
const char *session_get_program(void);

/* Words from index on joined by a blank; caller frees. */
char *session_join(int argc, char **argv, int index);

/* The ids that the words mean: numbers, or a query. *is_query: which of the two. NULL and error; caller
 * frees. */
GArray *session_find_items(struct app *app, int argc, char **argv, int index, GError **error);

/* The feed that a word means: an id, an address, or a piece of exactly one title. 0 and error. */
gint64 session_find_feed(struct app *app, const char *word, GError **error);

/* Prints and frees object as one line. */
void session_print_json(json_t *object);

/* object[key] = text or null. */
void session_set_text(json_t *object, const char *key, const char *text);
/* object[key] = time in RFC 3339, or null for 0. */
void session_set_time(json_t *object, const char *key, gint64 at);

/* Waits for the next event of this kind, which must be on its way. Free with event_free(). */
struct event *session_wait(struct app *app, enum event_kind kind);

#endif
