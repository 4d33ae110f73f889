/* SPDX-License-Identifier: MIT */
/* What can be imported: which source a file or folder is, and where sources usually lie. */
#include "exchange/import.h"

#include "app/engine.h"
#include "base/path.h"
#include "config/diagnostic.h"
#include "import_plan.h"
#include "store/foreign.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEAD_BYTES 16384 /* of a file, by which it is recognised */

/* In the order in which they are asked: formats recognised by content first, then by file name.
 */
static const struct import_source *const sources[] = {
    &import_source_state, &import_source_liferea,  &import_source_snownews,
    &import_source_opml,  &import_source_newsraft, &import_source_newsboat,
};

const char *const *import_get_names(void)
{
    static const char *const names[] = { "newsdeck", "liferea",  "snownews", "opml",
                                         "newsraft", "newsboat", NULL };
    G_STATIC_ASSERT(G_N_ELEMENTS(names) == G_N_ELEMENTS(sources) + 1);
    return names;
}

/* ---- recognising */

/* The first bytes of a file as text; UTF-16 becomes what it is without its NULs. False where it
 * cannot be read. */
static bool read_head(const char *path, char head[HEAD_BYTES + 1])
{
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    const size_t n = fread(head, 1, HEAD_BYTES, file);
    size_t kept = 0;
    fclose(file);
    for (size_t i = 0; i < n; i++)
        if (head[i])
            head[kept++] = head[i];
    head[kept] = '\0';
    return true;
}

/* Whether the folder holds what the source keeps; by_name: the names of files are enough. */
static bool has_files(const struct import_source *source, const char *folder, bool by_name)
{
    for (guint i = 0; source->folder_files && source->folder_files[i]; i++) {
        char head[HEAD_BYTES + 1];
        g_autofree char *path = import_find_file(folder, source->folder_files[i]);
        if (path && (by_name || foreign_is_database(path) ||
                     (read_head(path, head) && source->has_text(source->folder_files[i], head))))
            return true;
    }
    return false;
}

static const struct import_source *find_by_name(const char *name, GError **error)
{
    const char *const *names = import_get_names();
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        if (strcmp(sources[i]->name, name) == 0)
            return sources[i];
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "newsdeck cannot import from \"%s\"; it can from %s", name, list);
    return NULL;
}

static const struct import_source *recognise_folder(const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) /* a folder that bears the name */
        if (strstr(name, sources[i]->name) && has_files(sources[i], path, true))
            return sources[i];
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        if (has_files(sources[i], path, false))
            return sources[i];
    g_set_error(
        error, APP_ERROR, APP_ERROR_FILE,
        "%s: nothing in this folder is known; newsdeck looks for urls, cache.db (newsboat), "
        "feeds, newsraft.sqlite3 (newsraft), urls.opml (snownews), feedlist.opml (Liferea)",
        path);
    return NULL;
}

static const struct import_source *recognise_database(const char *path, GError **error)
{
    struct foreign *foreign = foreign_open(path, error);
    const bool is_newsraft = foreign && foreign_get_kind(foreign) == FOREIGN_NEWSRAFT;
    const bool is_open = foreign != NULL;
    foreign_close(foreign);
    return !is_open ? NULL : is_newsraft ? &import_source_newsraft : &import_source_newsboat;
}

static const struct import_source *recognise_file(const char *path, GError **error)
{
    char head[HEAD_BYTES + 1];
    if (!read_head(path, head)) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: cannot be read: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    if (foreign_is_database(path))
        return recognise_database(path, error);
    g_autofree char *name = g_path_get_basename(path);
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        if (sources[i]->has_text(name, head))
            return sources[i];
    g_autofree char *list = g_strjoinv(", ", (char **)import_get_names());
    g_set_error(error, APP_ERROR, APP_ERROR_FILE,
                "%s: it cannot be told what this is; say --from and one of %s", path, list);
    return NULL;
}

/* ---- usual places */

/* "$config" and "~" replaced; caller frees. */
static char *expand_place(const char *place)
{
    if (g_str_has_prefix(place, "$config/"))
        return g_build_filename(g_get_user_config_dir(), place + strlen("$config/"), NULL);
    return path_expand(place, NULL);
}

static void clear_place(gpointer data)
{
    g_free(((struct import_place *)data)->path);
}

GArray *import_find_places(void)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct import_place));
    g_array_set_clear_func(found, clear_place);
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        for (guint k = 0; sources[i]->places && sources[i]->places[k]; k++) {
            const struct import_place place = { sources[i]->what,
                                                expand_place(sources[i]->places[k]) };
            if (has_files(sources[i], place.path, true))
                g_array_append_val(found, place);
            else
                g_free(place.path);
        }
    return found;
}

/* ---- the whole */

static GPtrArray *new_texts(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

void import_summary_clear(struct import_summary *summary)
{
    g_clear_pointer(&summary->settings, g_ptr_array_unref);
    g_clear_pointer(&summary->became, g_ptr_array_unref);
    g_clear_pointer(&summary->commands, g_ptr_array_unref);
    g_clear_pointer(&summary->skipped, g_ptr_array_unref);
    g_clear_pointer(&summary->notes, g_ptr_array_unref);
}

bool app_import(struct app *app, const char *path, const struct import_options *options,
                struct import_summary *summary, GError **error)
{
    const bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    *summary = (struct import_summary){ .settings = new_texts(),
                                        .became = new_texts(),
                                        .commands = new_texts(),
                                        .skipped = new_texts(),
                                        .notes = new_texts() };
    if (!is_folder && g_file_test(path, G_FILE_TEST_EXISTS) &&
        !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: neither a file nor a folder", path);
        return false;
    }
    const struct import_source *source = options->from ? find_by_name(options->from, error)
                                         : is_folder   ? recognise_folder(path, error)
                                                       : recognise_file(path, error);
    if (!source)
        return false;
    if (is_folder && !source->folder_files) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: is a folder, not a file", path);
        return false;
    }
    summary->source = source->name;
    struct import_plan *plan = import_plan_new(summary);
    const bool ok = source->read(plan, path, is_folder, error) &&
                    import_run_plan(app, plan, options, summary, error);
    import_plan_free(plan);
    return ok;
}
