/* SPDX-License-Identifier: MIT */
/* Shared libraries loaded late. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_bind(const char *soname, const struct library_symbol *symbols, guint n, void *table,
                  GError **error)
{
    g_assert(soname && symbols && table);
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot load %s: %s", soname,
                    dlerror());
        return false;
    }
    for (guint i = 0; i < n; i++) {
        void *address = dlsym(library, symbols[i].name);
        if (!address) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS, "%s has no %s", soname,
                        symbols[i].name);
            return false;
        }
        memcpy((char *)table + symbols[i].offset, &address, sizeof address);
    }
    return true;
}
