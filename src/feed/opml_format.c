/* SPDX-License-Identifier: MIT */
/* Subscriptions to OPML 2. */
#include "feed/opml.h"

#include <string.h>

/* A folder with what lies in it, in the order of coming. */
struct opml_folder {
    char *name;
    GPtrArray *feeds;    /* of const struct opml_feed * */
    GPtrArray *folders;  /* of struct opml_folder * */
    GHashTable *by_name; /* of the folders */
};

static void folder_free(gpointer data)
{
    struct opml_folder *folder = data;
    g_free(folder->name);
    g_ptr_array_unref(folder->feeds);
    g_ptr_array_unref(folder->folders);
    g_hash_table_unref(folder->by_name);
    g_free(folder);
}

static struct opml_folder *folder_new(const char *name, gsize len)
{
    struct opml_folder *folder = g_new0(struct opml_folder, 1);
    folder->name = g_strndup(name, len);
    folder->feeds = g_ptr_array_new();
    folder->folders = g_ptr_array_new_with_free_func(folder_free);
    folder->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return folder;
}

#define MAX_DEPTH 32 /* of folders; what is deeper keeps its slashes */

/* The folder with this path below root, created if it does not exist. */
static struct opml_folder *folder_take(struct opml_folder *root, const char *path)
{
    struct opml_folder *folder = root;
    for (guint depth = 0; *path; depth++) {
        const char *slash = depth < MAX_DEPTH ? strchr(path, '/') : NULL;
        const gsize len = slash ? (gsize)(slash - path) : strlen(path);
        g_autofree char *name = g_strndup(path, len);
        struct opml_folder *inner = len ? g_hash_table_lookup(folder->by_name, name) : folder;
        if (!inner) {
            inner = folder_new(path, len);
            g_ptr_array_add(folder->folders, inner);
            g_hash_table_insert(folder->by_name, inner->name, inner);
        }
        folder = inner;
        path += len + (slash != NULL);
    }
    return folder;
}

static const char *find_folder_tag(const char *const *tags)
{
    for (guint i = 0; tags[i]; i++)
        if (strchr(tags[i], '/'))
            return tags[i];
    return tags[0] ? tags[0] : "";
}

static void append_attribute(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

/* More than one tag: all of them, in their order. A comma parts categories, so that none can be in
 * one. */
static void append_category(GString *out, const char *const *tags)
{
    if (!tags[0] || !tags[1])
        return;
    g_auto(GStrv) parts = g_strdupv((char **)tags);
    for (guint i = 0; parts[i]; i++)
        g_strdelimit(parts[i], ",", '_');
    g_autofree char *category = g_strjoinv(",", parts);
    append_attribute(out, "category", category);
}

static void append_feed(GString *out, const struct opml_feed *feed, guint depth)
{
    const char *text = feed->text ? feed->text : feed->title ? feed->title : feed->url;
    g_string_append_printf(out, "%*s<outline type=\"rss\"", (int)depth * 2, "");
    append_attribute(out, "text", text);
    append_attribute(out, "title", feed->title ? feed->title : text == feed->url ? text : NULL);
    append_attribute(out, "xmlUrl", feed->url);
    append_attribute(out, "htmlUrl", feed->site_url);
    append_attribute(out, "description", feed->description);
    append_category(out, feed->tags);
    g_string_append(out, "/>\n");
}

static void append_folder(GString *out, const struct opml_folder *folder, guint depth)
{
    for (guint i = 0; i < folder->feeds->len; i++)
        append_feed(out, folder->feeds->pdata[i], depth);
    for (guint i = 0; i < folder->folders->len; i++) {
        const struct opml_folder *inner = folder->folders->pdata[i];
        g_string_append_printf(out, "%*s<outline", (int)depth * 2, "");
        append_attribute(out, "text", inner->name);
        append_attribute(out, "title", inner->name);
        g_string_append(out, ">\n");
        append_folder(out, inner, depth + 1);
        g_string_append_printf(out, "%*s</outline>\n", (int)depth * 2, "");
    }
}

/* RFC 822 with four digits of the year, as OPML 2.0 asks; the names of days and months are
 * English. */
static char *format_date(gint64 at)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(at);
    if (!date)
        return g_strdup("");
    return g_strdup_printf(
        "%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week(date) - 1],
        g_date_time_get_day_of_month(date), months[g_date_time_get_month(date) - 1],
        g_date_time_get_year(date), g_date_time_get_hour(date), g_date_time_get_minute(date),
        g_date_time_get_second(date));
}

char *opml_format(const char *title, gint64 written_at, const struct opml_feed *feeds, guint n)
{
    g_assert(feeds || !n);
    struct opml_folder *root = folder_new("", 0);
    g_autofree char *name = g_markup_escape_text(title, -1);
    g_autofree char *date = format_date(written_at);
    for (guint i = 0; i < n; i++)
        if (!feeds[i].command)
            g_ptr_array_add(folder_take(root, find_folder_tag(feeds[i].tags))->feeds,
                            (gpointer)&feeds[i]);
    GString *out =
        g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    g_string_append_printf(out,
                           "<head>\n  <title>%s</title>\n  <dateCreated>%s</dateCreated>\n"
                           "  <docs>http://opml.org/spec2.opml</docs>\n</head>\n<body>\n",
                           name, date);
    append_folder(out, root, 1);
    g_string_append(out, "</body>\n</opml>\n");
    folder_free(root);
    return g_string_free(out, FALSE);
}
