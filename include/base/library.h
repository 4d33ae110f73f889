/* SPDX-License-Identifier: MIT */
/* Shared libraries that most runs of the program do without, loaded when they are first needed. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A function of a library, and where in the caller's table of functions its address goes. */
struct library_symbol {
    const char *name;
    size_t offset;
};

/* Loads the library with the file name soname, never to be closed again, and fills table (of
 * function pointers) as the n rows of symbols say; those may also lie in libraries that it brings
 * along. False and an error where it is not there or lacks one of them. Any thread. */
bool library_bind(const char *soname, const struct library_symbol *symbols, guint n, void *table,
                  GError **error);

#endif
