/* SPDX-License-Identifier: MIT */
/* newsboat: urls, config and cache.db, in one folder or in two. */
#include "base/path.h"
#include "import_plan.h"
#include "store/foreign.h"
#include "store/query.h"

#include <string.h>

/* A smart feed's expression must be one that is understood here. */
static bool check_query(struct import_plan *plan, const struct feeds_line *line, const char *path)
{
    const char *url = line->words[0].text;
    if (!g_str_has_prefix(url, "query:"))
        return true;
    const char *name = url + 6 + strspn(url + 6, ":");
    const char *expression = name + strcspn(name, ":");
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(expression + strspn(expression, ":"), &error);
    if (!query)
        import_skip(plan, path, line->number, "query \"%.*s\": %s", (int)strcspn(name, ":"), name,
                    error->message);
    query_free(query);
    return query != NULL;
}

static bool read_urls(struct import_plan *plan, const char *path, GError **error)
{
    gsize len = 0;
    g_autofree char *text = import_read_text(path, &len, error);
    struct feeds_line line = { 0 };
    if (!text)
        return false;
    plan->has_all_feeds = true;
    while (feeds_line_next(&line, text, len)) {
        if (line.n_words && check_query(plan, &line, path)) {
            import_add_line(plan, &line, text, false, path);
        } else {
            g_autofree char *plain = g_strndup(text + line.begin, line.text_end - line.begin);
            g_autofree char *kept = g_strconcat(line.n_words ? "# " : "", plain, NULL);
            import_add_comment(plan, kept, strlen(kept));
        }
    }
    return true;
}

/* FOLDER/NAME, else the same in the folder where the data lies apart. */
static char *find_in_both(const char *folder, const char *name)
{
    char *path = import_find_file(folder, name);
    g_autofree char *data = path ? NULL : import_find_data_folder(folder);
    return data ? import_find_file(data, name) : path;
}

static bool read_folder(struct import_plan *plan, const char *folder, GError **error)
{
    g_autofree char *urls = import_find_file(folder, "urls");
    g_autofree char *config = import_find_file(folder, "config");
    g_autofree char *named = NULL; /* by "cache-file" in config */
    if (urls && !read_urls(plan, urls, error))
        return false;
    if (config && !import_read_newsboat_config(plan, config, &named, error))
        return false;
    g_autofree char *moved = named ? path_expand(named, folder) : NULL;
    g_autofree char *cache = moved && g_file_test(moved, G_FILE_TEST_IS_REGULAR)
                                 ? g_strdup(moved)
                                 : find_in_both(folder, "cache.db");
    if (cache)
        return import_add_foreign(plan, cache, error);
    import_note(plan, "no cache.db was found beside %s: read marks and articles do not come along",
                folder);
    return true;
}

static bool read_newsboat(struct import_plan *plan, const char *path, bool is_folder,
                          GError **error)
{
    gsize len = 0;
    g_autofree char *cache_file = NULL;
    if (is_folder)
        return read_folder(plan, path, error);
    if (foreign_is_database(path))
        return import_add_foreign(plan, path, error);
    g_autofree char *text = import_read_text(path, &len, error);
    if (!text)
        return false;
    return import_is_newsboat_config(text)
               ? import_read_newsboat_config(plan, path, &cache_file, error)
               : read_urls(plan, path, error);
}

/* Either a config or lines that begin with addresses. */
static bool has_text(const char *name, const char *text)
{
    static const char *const kinds[] = { "http://", "https://", "file://",
                                         "exec:",   "filter:",  "query:" };
    if (strcmp(name, "urls") == 0 || import_is_newsboat_config(text))
        return true;
    g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
    for (guint i = 0; lines[i]; i++) {
        const char *line = lines[i] + (lines[i][0] == '"');
        if (!*line || *line == '#' || g_ascii_isspace(*line))
            continue;
        for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
            if (g_str_has_prefix(line, kinds[k]))
                return true;
        return false;
    }
    return false;
}

static const char *const folder_files[] = { "urls", "cache.db", NULL };
static const char *const places[] = { "$config/newsboat", "~/.newsboat", NULL };

const struct import_source import_source_newsboat = {
    "newsboat",    "newsboat: urls, config and cache.db", has_text, folder_files, places,
    read_newsboat,
};
