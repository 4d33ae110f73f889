/* SPDX-License-Identifier: MIT */
/* Keys to command lines. The defaults go through the same parser as the user's "bind". */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include "app/command_table.h"

struct keymap;

/* A keymap with the default bindings; keys are named as input_take_key() names them ("j",
 * "<Enter>", "<C-d>"). */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);

/* Binds key in context to a command line ("mark-feed-read ; next-unread"); "" unbinds. Fails where
 * a command of the line or the key does not exist (CONFIG_ERROR_UNKNOWN with the nearest name). */
bool keymap_bind(struct keymap *keymap, enum context context, const char *key, const char *line,
                 GError **error);

/* The command line of key in context, else in its parents; NULL: none. The keymap's. */
const char *keymap_find(const struct keymap *keymap, enum context context, const char *key);

/* The first key that context (or a parent) binds to exactly this command, or NULL. The keymap's. */
const char *keymap_find_key(const struct keymap *keymap, enum context context, enum command_id id);

/* A key as people read it: "Enter" for "<Enter>"; "<C-d>" stays. The caller's. */
char *keymap_describe_key(const char *key);

struct keymap_binding {
    enum context context;
    const char *key, *line;
};

/* All bindings, by context, in the order of the command table: a GArray of struct keymap_binding,
 * the caller's; the strings are the keymap's. */
GArray *keymap_get_bindings(const struct keymap *keymap);

#endif
