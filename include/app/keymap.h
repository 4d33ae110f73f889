/* SPDX-License-Identifier: MIT */
/* Keys to command lines. The defaults go through the same parser as the user's "bind". */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include "app/command_table.h"

struct keymap;

/* Returns a keymap with the default bindings. Keys are named as input_take_key() names them ("j",
 * "<Enter>", "<C-d>"). Free with keymap_free(). */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);

/* Binds key in context to a command line ("mark-feed-read ; next-unread"); "" unbinds. Errors:
 * APP_ERROR_NOT_FOUND, with the nearest name, where the key or a command does not exist;
 * APP_ERROR_USAGE where a command's arguments are wrong. */
bool keymap_bind(struct keymap *keymap, enum context context, const char *key, const char *line,
                 GError **error);

/* Returns the command line of key in context, else in its parents, else NULL. Borrowed. */
const char *keymap_find(const struct keymap *keymap, enum context context, const char *key);

/* Returns the first key that context (or a parent) binds to exactly this command, or NULL.
 * Borrowed. */
const char *keymap_find_key(const struct keymap *keymap, enum context context, enum command_id id);

/* A key as people read it: "Enter" for "<Enter>"; "<C-d>" stays. Caller frees. */
char *keymap_describe_key(const char *key);

struct keymap_binding {
    enum context context;
    const char *key, *line;
};

/* All bindings, by context, in the order of the command table: a GArray of struct keymap_binding.
 * Caller frees the array; its strings are borrowed. */
GArray *keymap_get_bindings(const struct keymap *keymap);

#endif
