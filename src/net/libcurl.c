/* SPDX-License-Identifier: MIT */
/* libcurl, loaded late or linked. */
#include "config.h"

#include "libcurl.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>
#ifdef LIBCURL_SONAME
#include <dlfcn.h>
#endif

/* curl_global_init() is not thread-safe before 7.84; this lock is the only thing that two nets
 * share. */
static pthread_mutex_t libcurl_lock = PTHREAD_MUTEX_INITIALIZER;

#ifdef LIBCURL_SONAME
struct symbol {
    const char *name;
    size_t offset;
};

static const struct symbol symbols[] = {
#define LIBCURL_SYMBOL(function) { #function, offsetof(struct libcurl, function) },
    LIBCURL_FUNCTIONS(LIBCURL_SYMBOL)
#undef LIBCURL_SYMBOL
};

static bool libcurl_bind(struct libcurl *curl, GError **error)
{
    /* never closed: curl's threads that resolve names may outlive a net */
    void *library = dlopen(LIBCURL_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot load libcurl: %s", dlerror());
        return false;
    }
    for (guint i = 0; i < G_N_ELEMENTS(symbols); i++) {
        void *address = dlsym(library, symbols[i].name);
        if (!address) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS, "libcurl is too old: it has no %s",
                        symbols[i].name);
            return false;
        }
        memcpy((char *)curl + symbols[i].offset, &address, sizeof address);
    }
    return true;
}
#else
static bool libcurl_bind(struct libcurl *curl, GError **error)
{
    (void)error;
#define LIBCURL_ASSIGN(function) curl->function = function;
    LIBCURL_FUNCTIONS(LIBCURL_ASSIGN)
#undef LIBCURL_ASSIGN
    return true;
}
#endif

bool libcurl_load(struct libcurl *curl, GError **error)
{
    pthread_mutex_lock(&libcurl_lock);
    bool ok = libcurl_bind(curl, error);
    if (ok && curl->curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot start libcurl");
        ok = false;
    }
    pthread_mutex_unlock(&libcurl_lock);
    return ok;
}

void libcurl_unload(const struct libcurl *curl)
{
    pthread_mutex_lock(&libcurl_lock);
    curl->curl_global_cleanup();
    pthread_mutex_unlock(&libcurl_lock);
}
