/* SPDX-License-Identifier: MIT */
/* OPML files, and the folders of the readers that keep one. */
#include "base/utf8.h"
#include "feed/feed.h"
#include "feed/opml.h"
#include "import_plan.h"

#include <string.h>

/* The address in our words: a command comes in as one. Caller frees. */
static char *format_url(const struct opml_feed *feed)
{
    if (feed->command)
        return g_strconcat("exec:", feed->command, NULL);
    if (feed->filter)
        return g_strdup_printf("filter:%s:%s", feed->filter, feed->url);
    return g_strdup(feed->url);
}

static void take_feed(struct import_plan *plan, const struct opml_feed *found, const char *path)
{
    if (found->filter && (found->command || strchr(found->filter, ':'))) {
        import_skip(plan, path, found->line, "\"%s\": its filter \"%s\" cannot be written here",
                    found->command ? found->command : found->url, found->filter);
        return;
    }
    g_autofree char *url = format_url(found);
    struct import_feed *feed = import_add_feed(plan, url, path, found->line);
    if (!feed)
        return;
    for (guint i = 0; found->tags[i]; i++)
        import_feed_add_tag(feed, found->tags[i]);
    /* text is the name in the list, title the feed's own; who writes one name twice means the
     * latter */
    const bool is_own = found->text && g_strcmp0(found->text, found->title) != 0;
    if (is_own && !feed->name && strcmp(found->text, found->url) != 0)
        feed->name = g_strdup(found->text);
    if (!feed->title && g_strcmp0(found->title, found->url) != 0)
        feed->title = g_strdup(found->title);
    if (!feed->site_url)
        feed->site_url = g_strdup(found->site_url);
    if (!feed->description)
        feed->description = g_strdup(found->description);
}

static bool read_file(struct import_plan *plan, const char *path, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize len = 0;
    g_autoptr(GError) problem = NULL;
    if (!import_read_bytes(path, &bytes, &len, error))
        return false;
    feed_start();
    struct opml *opml = opml_parse(bytes, len, &problem);
    if (!opml) {
        g_set_error(error, problem->domain, problem->code, "%s %s", path, problem->message);
        return false;
    }
    for (guint i = 0; i < opml->feeds->len; i++)
        take_feed(plan, &g_array_index(opml->feeds, struct opml_feed, i), path);
    for (guint i = 0; i < opml->skips->len; i++) {
        const struct opml_skip *skip = &g_array_index(opml->skips, struct opml_skip, i);
        import_skip(plan, path, skip->line, "%s", skip->what);
    }
    opml_free(opml);
    return true;
}

static bool read_opml(struct import_plan *plan, const char *path, bool is_folder, GError **error)
{
    (void)is_folder;
    return read_file(plan, path, error);
}

static bool has_opml(const char *name, const char *text)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    return strstr(lower, "<opml") || g_str_has_suffix(name, ".opml");
}

const struct import_source import_source_opml = {
    "opml", "a list of feeds in OPML", has_opml, NULL, NULL, read_opml,
};

/* ---- Liferea */

static bool read_liferea(struct import_plan *plan, const char *path, bool is_folder, GError **error)
{
    g_autofree char *inner = is_folder ? g_build_filename(path, "feedlist.opml", NULL) : NULL;
    return read_file(plan, inner ? inner : path, error);
}

static bool has_liferea(const char *name, const char *text)
{
    return strcmp(name, "feedlist.opml") == 0 && has_opml(name, text);
}

static const char *const liferea_files[] = { "feedlist.opml", NULL };
static const char *const liferea_places[] = { "$config/liferea", NULL };

const struct import_source import_source_liferea = {
    "liferea", "Liferea: feedlist.opml", has_liferea, liferea_files, liferea_places, read_liferea,
};

/* ---- snownews: urls.opml, or before that "urls" with url|name|categories|filter; a file of RDF a
 * feed, with the articles and what was read of them */

static char *format_old_url(const char *url, const char *filter)
{
    return filter && *filter ? g_strdup_printf("filter:%s:%s", filter, url) : g_strdup(url);
}

static bool read_old_urls(struct import_plan *plan, const char *path, GError **error)
{
    gsize len = 0;
    g_autofree char *text = import_read_text(path, &len, error);
    g_auto(GStrv) lines = text ? g_strsplit(text, "\n", -1) : NULL;
    for (guint i = 0; lines && lines[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(g_strstrip(lines[i]), "|", 4);
        const guint n = g_strv_length(parts);
        if (!n || !*parts[0] || *parts[0] == '#')
            continue;
        g_autofree char *url = format_old_url(parts[0], n > 3 ? parts[3] : NULL);
        struct import_feed *feed = import_add_feed(plan, url, path, i + 1);
        if (!feed)
            continue;
        if (n > 1 && *parts[1] && !feed->name)
            feed->name = g_strdup(parts[1]);
        g_auto(GStrv) tags = g_strsplit(n > 2 ? parts[2] : "", ",", 50);
        for (guint k = 0; tags[k]; k++)
            import_feed_add_tag(feed, g_strstrip(tags[k]));
    }
    return text != NULL;
}

/* The name of a feed's file: its address, at most 128 bytes, with "_" for all that snownews does
 * not keep in names (its conversions.c). Caller frees. */
static char *format_state_name(const char *url)
{
    char *name = g_strndup(url, 128);
    for (guchar *c = (guchar *)name; *c; c++) {
        const bool is_kept = (*c >= ' ' && *c <= '&') || (*c >= '+' && *c <= '.') ||
                             (*c >= '0' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
        *c = is_kept ? *c : '_';
    }
    return name;
}

/* Which items were read: the state stands in each item, in the order of the document. */
static GArray *find_read_marks(const char *text)
{
    static const char tag[] = "<snow:readstatus>";
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(bool));
    for (const char *p = text; (p = strstr(p, tag)); p += sizeof tag - 1) {
        const bool is_read = p[sizeof tag - 1] != '0';
        g_array_append_val(marks, is_read);
    }
    return marks;
}

static bool take_item(struct import_run *run, gint64 feed_id, const struct feed_item *item,
                      bool is_read, GError **error)
{
    struct item_body *body = item_body_new();
    const gint64 claimed = item->published_at != FEED_NO_TIME ? item->published_at : run->now;
    const char *content = item->html ? item->html : item->text;
    body->row.title = g_strdup(item->title ? item->title : "");
    body->row.url = g_strdup(item->url);
    body->row.author = g_strdup(item->authors ? item->authors->name : NULL);
    body->row.is_read = is_read;
    body->row.sort_at = body->arrived_at = MIN(claimed, run->now);
    body->published_at = item->published_at != FEED_NO_TIME ? item->published_at : 0;
    body->content = g_strdup(content ? content : "");
    body->content_len = strlen(body->content);
    body->is_text = !item->html;
    /* the guid is not kept there: the address identifies the article */
    const bool ok = import_run_add_item(run, feed_id, body, error);
    item_body_free(body);
    return ok;
}

static bool read_state_file(struct import_run *run, gint64 feed_id, const char *path,
                            GError **error)
{
    g_autofree char *bytes = NULL;
    gsize len = 0;
    bool ok = true;
    if (!import_read_bytes(path, &bytes, &len, NULL))
        return true;
    const struct feed_options options = { 0 };
    struct feed_document *document = feed_parse(bytes, len, &options, NULL);
    g_autoptr(GArray) marks = find_read_marks(bytes);
    const struct feed_item *item = document ? document->items : NULL;
    for (guint i = 0; ok && item; item = item->next, i++)
        ok = take_item(run, feed_id, item,
                       marks->len == document->n_items && g_array_index(marks, bool, i), error);
    feed_document_free(document);
    return ok;
}

static bool read_snownews_states(struct import_run *run, const char *path, GError **error)
{
    for (guint i = 0; i < run->plan->feeds->len; i++) {
        const struct import_feed *feed = run->plan->feeds->pdata[i];
        const gint64 id = feed->url ? import_run_find_feed(run, feed->url) : 0;
        g_autofree char *name = id ? format_state_name(feed->url) : NULL;
        g_autofree char *file = name ? import_find_file(path, name) : NULL;
        if (file && !read_state_file(run, id, file, error))
            return false;
    }
    return true;
}

static bool read_snownews(struct import_plan *plan, const char *path, bool is_folder,
                          GError **error)
{
    g_autofree char *list = is_folder ? import_find_file(path, "urls.opml") : g_strdup(path);
    g_autofree char *old = is_folder && !list ? import_find_file(path, "urls") : NULL;
    const char *file = list ? list : old;
    const bool is_old = old || (!is_folder && !g_str_has_suffix(path, ".opml"));
    if (!file) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_EMPTY, "%s: neither urls.opml nor urls is there",
                    path);
        return false;
    }
    if (!(is_old ? read_old_urls(plan, file, error) : read_file(plan, file, error)))
        return false;
    g_autofree char *folder = is_folder ? g_strdup(path) : g_path_get_dirname(path);
    g_autofree char *data = import_find_data_folder(folder);
    g_autofree char *cache = data ? NULL : g_build_filename(folder, "cache", NULL);
    if (data || g_file_test(cache, G_FILE_TEST_IS_DIR))
        import_add_archive(plan, read_snownews_states, data ? data : cache, 0);
    return true;
}

/* The old file has bars, newsboat's has none. */
static bool has_snownews(const char *name, const char *text)
{
    if (strstr(text, "<opml"))
        return strcmp(name, "urls.opml") == 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", 20);
    for (guint i = 0; lines[i]; i++)
        if (g_ascii_isalpha(*lines[i])) {
            const char *bar = strchr(lines[i], '|');
            return bar && strchr(bar + 1, '|') && !memchr(lines[i], ' ', (gsize)(bar - lines[i]));
        }
    return false;
}

static const char *const snownews_files[] = { "urls.opml", NULL };
static const char *const snownews_places[] = { "$config/snownews", "~/.snownews", NULL };

const struct import_source import_source_snownews = {
    "snownews",      "snownews: urls.opml or urls, and what was read",
    has_snownews,    snownews_files,
    snownews_places, read_snownews,
};
