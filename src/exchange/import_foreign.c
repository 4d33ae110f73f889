/* SPDX-License-Identifier: MIT */
/* Articles out of other readers' archives. */
#include "import_plan.h"
#include "store/foreign.h"

#include <signal.h>
#include <string.h>

/* Every flag is a tag of the article; it is a star if the user says so, or does not say. */
static void take_flags(const struct import_options *options, const char *flags,
                       struct item_body *body)
{
    const guint n = (guint)strlen(flags);
    const char *stars = options->star ? options->star : flags;
    if (!n)
        return;
    g_strfreev(body->own_tags);
    body->own_tags = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++) {
        body->own_tags[i] = g_strdup_printf("flag-%c", flags[i]);
        body->row.is_starred |= strchr(stars, flags[i]) != NULL;
    }
}

static bool take_item(struct import_run *run, struct foreign_item *item, GError **error)
{
    struct item_body *body = item->body;
    const gint64 feed_id = import_run_find_feed(run, item->feed_url);
    if (!feed_id) {
        run->n_strange++;
        return true;
    }
    const gint64 claimed = body->published_at ? body->published_at : run->now;
    body->row.sort_at = body->arrived_at = MIN(claimed, run->now);
    body->is_deleted = item->is_deleted;
    take_flags(run->options, item->flags, body);
    return import_run_add_item(run, feed_id, body, error);
}

static bool read_articles(struct import_run *run, const char *path, GError **error)
{
    struct foreign *foreign = foreign_open(path, error);
    GError *problem = NULL;
    while (foreign && !problem) {
        struct foreign_item *item = foreign_take_item(foreign, &problem);
        if (!item)
            break;
        take_item(run, item, &problem);
        foreign_item_free(item);
    }
    if (problem)
        g_propagate_error(error, problem);
    const bool ok = foreign && !problem;
    foreign_close(foreign);
    return ok;
}

/* newsraft names a command feed "$(command)". Caller frees. */
static char *format_url(enum foreign_kind kind, const char *url)
{
    if (kind == FOREIGN_NEWSRAFT && g_str_has_prefix(url, "$(") && g_str_has_suffix(url, ")"))
        return g_strdup_printf("exec:%.*s", (int)strlen(url) - 3, url + 2);
    return g_strdup(url);
}

/* Feeds that a server keeps have names of its own in newsboat: no addresses of feeds. */
static bool is_address(const char *url)
{
    return strstr(url, "://") || g_str_has_prefix(url, "exec:") || g_str_has_prefix(url, "filter:");
}

static void take_feeds(struct import_plan *plan, const GPtrArray *feeds, enum foreign_kind kind,
                       const char *path)
{
    guint n_strange = 0;
    for (guint i = 0; i < feeds->len; i++) {
        const struct foreign_feed *found = feeds->pdata[i];
        g_autofree char *url = format_url(kind, found->url);
        struct import_feed *feed = g_hash_table_lookup(plan->by_url, found->url);
        if (!feed && plan->has_all_feeds) /* not subscribed to any more */
            continue;
        if (!feed && !is_address(url)) {
            n_strange++;
            continue;
        }
        if (!feed)
            feed = import_add_feed(plan, url, path, 0);
        if (!feed)
            continue;
        if (!feed->title)
            feed->title = g_strdup(found->title);
        if (!feed->site_url)
            feed->site_url = g_strdup(found->site_url);
        import_feed_set_other_url(plan, feed, found->url);
    }
    if (n_strange)
        import_skip(plan, path, 0, "%u feeds of a server, known by the server's own names only",
                    n_strange);
}

/* newsboat's lock holds the number of the program that has it. */
static void look_for_lock(struct import_plan *plan, const char *path)
{
    g_autofree char *lock = g_strconcat(path, ".lock", NULL);
    g_autofree char *text = NULL;
    gsize len = 0;
    if (!g_file_test(lock, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(lock, &text, &len, NULL))
        return;
    const gint64 pid = g_ascii_strtoll(text, NULL, 10);
    if (pid > 0 && pid <= G_MAXINT && kill((pid_t)pid, 0) == 0)
        import_note(plan,
                    "%s is in use by process %" G_GINT64_FORMAT
                    ": what is read there right now may be missing",
                    path, pid);
}

bool import_add_foreign(struct import_plan *plan, const char *path, GError **error)
{
    struct foreign *foreign = foreign_open(path, error);
    GPtrArray *feeds = foreign ? foreign_get_feeds(foreign, error) : NULL;
    const gint64 n = feeds ? foreign_count_items(foreign, error) : -1;
    if (n >= 0) {
        take_feeds(plan, feeds, foreign_get_kind(foreign), path);
        look_for_lock(plan, path);
        import_add_archive(plan, read_articles, path, n);
    }
    if (feeds)
        g_ptr_array_unref(feeds);
    foreign_close(foreign);
    return n >= 0;
}
