/* SPDX-License-Identifier: MIT */
/* Shared libraries that most runs of the program do without, loaded when they are first needed. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A function of a library, and the offset of the member of a table that gets its address. */
struct library_symbol {
    const char *name;
    size_t offset;
};

/* Loads the library with the file name soname for the rest of the run, and fills table, a struct of
 * function pointers, as the n rows of symbols say; a symbol may also be in a library that soname
 * depends on. Returns false and a G_FILE_ERROR if the library or a symbol is missing. Any thread.
 */
bool library_bind(const char *soname, const struct library_symbol *symbols, guint n, void *table,
                  GError **error);

#endif
