/* SPDX-License-Identifier: MIT */
/* Where files are: XDG folders, "~", and files written whole or not at all. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <glib.h>
#include <stdbool.h>

/* $NEWSDECK_CONFIG_DIR, else $XDG_CONFIG_HOME/newsdeck, else ~/.config/newsdeck. Caller frees. */
char *path_get_config_dir(void);

/* $NEWSDECK_DATA_DIR, else $XDG_DATA_HOME/newsdeck, else ~/.local/share/newsdeck. Caller frees. */
char *path_get_data_dir(void);

/* $NEWSDECK_CACHE_DIR, else $XDG_CACHE_HOME/newsdeck, else ~/.cache/newsdeck. Caller frees. */
char *path_get_cache_dir(void);

/* path with a leading "~" or "~/" replaced by the home folder; a relative path is taken from
 * base_dir (NULL: left as it is). Caller frees. */
char *path_expand(const char *path, const char *base_dir);

/* Writes data to path through a file beside it, synced and renamed, keeping the mode of a file that
 * was there and following a symbolic link. False and error if any step fails; then the old file is
 * untouched. */
bool path_write_atomic(const char *path, const char *data, gssize len, GError **error);

#endif
