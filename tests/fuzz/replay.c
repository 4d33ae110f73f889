/* SPDX-License-Identifier: MIT */
/* Gives every file of the folders on the command line to the fuzz entry it is linked with, as TAP.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void replay_list(GPtrArray *paths, const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    if (!folder) {
        g_ptr_array_add(paths, g_strdup(path));
        return;
    }
    for (const char *name; (name = g_dir_read_name(folder));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        replay_list(paths, inner);
    }
    g_dir_close(folder);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    bool ok = true;
    for (int i = 1; i < argc; i++)
        replay_list(paths, argv[i]);
    g_ptr_array_sort(paths, replay_compare);
    g_print("1..%u\n", MAX(paths->len, 1));
    if (!paths->len)
        g_print("not ok 1 - no seeds were found\n");
    for (guint i = 0; i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        g_autofree char *text = NULL;
        gsize len = 0;
        const bool is_read = g_file_get_contents(path, &text, &len, NULL);
        /* a copy of the exact size, so that reading past the end is found */
        g_autofree uint8_t *data = is_read ? g_memdup2(text, len) : NULL;
        if (is_read)
            LLVMFuzzerTestOneInput(data, len);
        g_print("%s %u - %s\n", is_read ? "ok" : "not ok", i + 1, path);
        ok = ok && is_read;
    }
    return ok && paths->len ? 0 : 1;
}
