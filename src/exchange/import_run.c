/* SPDX-License-Identifier: MIT */
/* A plan carried out: one transaction of the archive, the files written just before it ends. */
#include "app/engine.h"
#include "app/feeds_file.h"
#include "base/clock.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/command.h"
#include "config/load.h"
#include "import_plan.h"
#include "store/exchange.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define PROGRESS_EVERY 500

/* ---- articles */

gint64 import_run_find_feed(const struct import_run *run, const char *url)
{
    const gint64 *id = g_hash_table_lookup(run->feed_ids, url);
    return id ? *id : 0;
}

void import_run_set_feed(struct import_run *run, const char *url, gint64 id)
{
    g_hash_table_insert(run->feed_ids, g_strdup(url), g_memdup2(&id, sizeof id));
}

bool import_run_add_item(struct import_run *run, gint64 feed_id, struct item_body *body,
                         GError **error)
{
    struct import_summary *summary = run->summary;
    enum import_outcome outcome = IMPORT_SAME;
    if (!store_import_item(run->store, feed_id, body, &outcome, error))
        return false;
    summary->n_articles_new += outcome == IMPORT_NEW;
    summary->n_articles_known += outcome != IMPORT_NEW;
    summary->n_marked += outcome == IMPORT_MARKED;
    summary->n_unread += !body->row.is_read && !body->is_deleted;
    summary->n_starred += body->row.is_starred && !body->is_deleted;
    summary->n_deleted += body->is_deleted;
    run->n_done++;
    if (run->options->progress && run->n_done % PROGRESS_EVERY == 0)
        run->options->progress(run->n_done, MAX(run->n_total, run->n_done), run->options->data);
    return true;
}

/* ---- a file that people edit, with what it was and what it becomes */

struct edited_file {
    const char *path;
    char *before; /* NULL: there is none */
    gsize before_len;
    char *after; /* NULL: it stays as it is */
    bool is_written;
};

static bool file_load(struct edited_file *file, GError **error)
{
    GError *cause = NULL;
    file->before = config_read_file(file->path, &file->before_len, &cause);
    if (cause)
        g_propagate_prefixed_error(error, cause, "%s: ", file->path);
    return !cause;
}

/* What is longer could not be read again. */
static bool file_check(const struct edited_file *file, GError **error)
{
    if (!file->after || strlen(file->after) <= CONFIG_MAX_BYTES)
        return true;
    g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: it would become larger than 4 MiB",
                file->path);
    return false;
}

static bool file_save(struct edited_file *file, GError **error)
{
    if (!file->after)
        return true;
    g_autofree char *folder = g_path_get_dirname(file->path);
    if (g_mkdir_with_parents(folder, 0700) != 0) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: cannot make the folder: %s", folder,
                    g_strerror(errno));
        return false;
    }
    if (!path_write_atomic(file->path, file->after, -1, error))
        return false;
    file->is_written = true;
    return true;
}

static void file_put_back(struct edited_file *file)
{
    if (!file->is_written)
        return;
    if (file->before)
        path_write_atomic(file->path, file->before, (gssize)file->before_len, NULL);
    else
        g_unlink(file->path);
}

static void file_clear(struct edited_file *file)
{
    g_free(file->before);
    g_free(file->after);
}

/* ---- the feeds file */

/* The addresses of a feeds file; caller frees. */
static GHashTable *list_urls(const struct edited_file *file)
{
    GHashTable *urls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct feeds_line line = { 0 };
    while (file->before && feeds_line_next(&line, file->before, file->before_len))
        if (line.n_words)
            g_hash_table_add(urls, g_strdup(line.words[0].text));
    return urls;
}

static void count_feed(struct import_summary *summary, const struct import_feed *feed, bool is_new)
{
    const bool is_query = g_ascii_strncasecmp(feed->url, "query:", 6) == 0;
    summary->n_queries_new += is_query && is_new;
    summary->n_feeds_new += !is_query && is_new;
    summary->n_feeds_known += !is_query && !is_new;
    if (feed->is_command && is_new)
        g_ptr_array_add(summary->commands, utf8_clean_line(feed->url, strlen(feed->url)));
}

static void edit_feeds(const struct import_plan *plan, struct edited_file *file)
{
    g_autoptr(GHashTable) known = list_urls(file);
    const bool is_new = g_hash_table_size(known) == 0;
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(struct subscription_entry));
    guint n_new = 0;
    for (guint i = 0; i < plan->feeds->len; i++) {
        const struct import_feed *feed = plan->feeds->pdata[i];
        const struct subscription_entry entry = { .url = feed->url,
                                                  .line = feed->line,
                                                  .title = feed->name,
                                                  .tags = (const char *const *)feed->tags,
                                                  .options = (const char *const *)feed->options };
        if (feed->url)
            count_feed(plan->summary, feed, !g_hash_table_contains(known, feed->url));
        if (feed->url || is_new) /* comments are for a file that has no feeds yet */
            g_array_append_val(entries, entry);
    }
    file->after = subscriptions_append(file->before ? file->before : "", file->before_len,
                                       (const struct subscription_entry *)(void *)entries->data,
                                       entries->len, &n_new);
    if (!n_new)
        g_clear_pointer(&file->after, g_free);
}

/* ---- the config file */

char *import_format_key(const struct command *command)
{
    const char *first = command->n_words > 1 ? command->words[1].text : "";
    if (strcmp(command->words[0].text, "bind") == 0 && command->n_words > 2) {
        g_autofree char *key = command_quote(command->words[2].text);
        return g_strdup_printf("bind %s %s", first, key);
    }
    g_autofree char *name = g_strndup(first, strcspn(first, "=!?"));
    return g_strdup_printf("%s %s", command->words[0].text, name);
}

/* Notes what a config file sets: its keys with the text of the command. */
static void note_command(const struct command *command, const char *file, guint line, void *data,
                         struct diagnostic_list *diagnostics)
{
    (void)file, (void)line, (void)diagnostics;
    g_hash_table_replace(data, import_format_key(command), g_strdup(command->text));
}

static const char *const whole_names[] = { "bind", NULL };

/* Lines whose key is not set yet, at the end, under a comment. */
static void edit_config(const struct import_plan *plan, struct edited_file *file)
{
    struct import_summary *summary = plan->summary;
    if (plan->config_text && !file->before) {
        file->after = g_strdup(plan->config_text);
        for (guint i = 0; i < plan->settings->len; i++) {
            const struct import_setting *setting = plan->settings->pdata[i];
            g_ptr_array_add(summary->settings, g_strdup(setting->line));
        }
        return;
    }
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GString *out = g_string_new(file->before ? file->before : "");
    config_load(file->path, whole_names, note_command, known, NULL);
    for (guint i = 0; i < plan->settings->len; i++) {
        const struct import_setting *setting = plan->settings->pdata[i];
        const char *set = g_hash_table_lookup(known, setting->key);
        if (set && strcmp(set, setting->line) == 0)
            continue;
        if (set) {
            import_skip((struct import_plan *)plan, setting->place, 0,
                        "%s: your config has \"%s\" already", setting->line, set);
            continue;
        }
        if (!summary->settings->len) {
            g_autoptr(GDateTime) now = g_date_time_new_from_unix_local(clock_now_s());
            g_autofree char *date = g_date_time_format(now, "%Y-%m-%d");
            g_string_append_printf(out, "%s%s# from %s, %s\n",
                                   out->len && out->str[out->len - 1] != '\n' ? "\n" : "",
                                   out->len ? "\n" : "", summary->source, date);
        }
        g_string_append_printf(out, "%s\n", setting->line);
        g_ptr_array_add(summary->settings, g_strdup(setting->line));
    }
    if (summary->settings->len)
        file->after = g_string_free(out, FALSE);
    else
        g_string_free(out, TRUE);
}

/* ---- the archive */

/* Brings the archive's feeds in line with the feeds file as it will be. */
static bool sync_feeds(struct import_run *run, const struct edited_file *file, GError **error)
{
    const char *text = file->after ? file->after : file->before;
    if (!text) /* the guide stays */
        return true;
    struct subscriptions *subscriptions =
        subscriptions_parse(text, strlen(text), file->path, app_get_options(run->app), NULL);
    g_autoptr(GArray) wanted = g_array_new(FALSE, TRUE, sizeof(struct feed_subscription));
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *subscription = subscriptions->items->pdata[i];
        const struct feed_subscription entry = { .url = subscription->url,
                                                 .title = subscription->title,
                                                 .tags = (const char *const *)subscription->tags };
        if (subscription->kind != SUBSCRIPTION_QUERY)
            g_array_append_val(wanted, entry);
    }
    g_autofree gint64 *ids = g_new0(gint64, wanted->len + 1);
    const bool ok =
        store_sync_feeds(run->store, (const struct feed_subscription *)(void *)wanted->data,
                         wanted->len, ids, error) &&
        store_set_feed_hidden(run->store, GUIDE_URL, true, error);
    for (guint i = 0; ok && i < wanted->len; i++)
        import_run_set_feed(run, g_array_index(wanted, struct feed_subscription, i).url, ids[i]);
    subscriptions_free(subscriptions);
    return ok;
}

/* What the source knows of its feeds, for feeds that were never fetched here. */
static bool describe_feeds(struct import_run *run, GError **error)
{
    for (guint i = 0; i < run->plan->feeds->len; i++) {
        const struct import_feed *feed = run->plan->feeds->pdata[i];
        gint64 id = feed->url ? import_run_find_feed(run, feed->url) : 0;
        const struct feed_record record = {
            .row = { .url = feed->url, .title = feed->title, .site_url = feed->site_url },
            .description = feed->description
        };
        if (id && feed->other_url)
            import_run_set_feed(run, feed->other_url, id);
        if (id && (feed->title || feed->site_url) &&
            !store_import_feed(run->store, &record, false, &id, error))
            return false;
    }
    return true;
}

static bool read_archives(struct import_run *run, GError **error)
{
    const GArray *archives = run->plan->archives;
    for (guint i = 0; i < archives->len; i++)
        run->n_total += (guint64)g_array_index(archives, struct import_archive, i).n_items;
    for (guint i = 0; i < archives->len; i++) {
        const struct import_archive *archive = &g_array_index(archives, struct import_archive, i);
        if (!archive->read(run, archive->path, error))
            return false;
        if (run->n_strange)
            import_skip((struct import_plan *)run->plan, archive->path, 0,
                        "%" G_GUINT64_FORMAT " articles of feeds that are not subscribed to",
                        run->n_strange);
        run->n_strange = 0;
    }
    return true;
}

/* All that is done within the transaction, but its end. */
static bool fill_archive(struct import_run *run, const struct edited_file *feeds, GError **error)
{
    const bool has_ids = run->plan->has_ids; /* then feeds are made by their records */
    g_autoptr(GHashTable) known = list_urls(feeds);
    run->is_emptied = has_ids && !g_hash_table_size(known) && !store_has_items(run->store);
    if (run->is_emptied && !store_clear(run->store, error)) /* the guide's numbers are needed */
        return false;
    if (!has_ids && (!sync_feeds(run, feeds, error) || !describe_feeds(run, error)))
        return false;
    if (!read_archives(run, error) || (has_ids && !sync_feeds(run, feeds, error)))
        return false;
    g_autofree char *label =
        g_strdup_printf("import %u feeds from %s", run->summary->n_feeds_new, run->summary->source);
    return !feeds->after || !feeds->before ||
           store_journal_file(run->store, feeds->path, feeds->before, feeds->after, label, error);
}

static bool run_transaction(struct import_run *run, struct edited_file *feeds,
                            struct edited_file *config, GError **error)
{
    if (!store_begin(run->store, error))
        return false;
    bool ok = fill_archive(run, feeds, error);
    if (ok && run->options->is_dry_run) {
        store_rollback(run->store);
        return true;
    }
    ok = ok && file_save(feeds, error) && file_save(config, error);
    if (ok && store_commit(run->store, error))
        return true;
    if (!ok)
        store_rollback(run->store);
    file_put_back(feeds);
    file_put_back(config);
    return false;
}

bool import_run_plan(struct app *app, struct import_plan *plan,
                     const struct import_options *options, struct import_summary *summary,
                     GError **error)
{
    struct edited_file feeds = { .path = app_get_feeds_path(app) },
                       config = { .path = app_get_config_path(app) };
    struct import_run run = {
        .app = app,
        .plan = plan,
        .options = options,
        .summary = summary,
        .now = clock_now_s(),
        .feed_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };
    bool ok = file_load(&feeds, error) && file_load(&config, error);
    if (ok) {
        edit_feeds(plan, &feeds);
        edit_config(plan, &config);
        ok = file_check(&feeds, error) && file_check(&config, error);
    }
    if (ok) {
        run.store = store_open(app_get_archive_path(app), STORE_WRITE, error);
        ok = run.store && run_transaction(&run, &feeds, &config, error);
        store_close(run.store);
    }
    g_hash_table_unref(run.feed_ids);
    file_clear(&feeds);
    file_clear(&config);
    return ok;
}
