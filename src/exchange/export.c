/* SPDX-License-Identifier: MIT */
/* Subscriptions as OPML; everything as JSON lines. */
#include "config.h"

#include "app/engine.h"
#include "app/feeds_file.h"
#include "base/clock.h"
#include "base/date.h"
#include "config/load.h"
#include "exchange/import.h"
#include "feed/opml.h"
#include "import_plan.h"
#include "state_record.h"
#include "store/exchange.h"

#include <errno.h>
#include <string.h>

#define PAGE_ITEMS 100

char *app_export_opml(struct app *app, guint *n_left_out, GError **error)
{
    g_autoptr(GArray) feeds = g_array_new(FALSE, TRUE, sizeof(struct opml_feed));
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)feed_record_free);
    *n_left_out = 0;
    for (guint i = 0; i < app_get_subscriptions(app)->items->len; i++) {
        const struct subscription *subscription = app_get_subscriptions(app)->items->pdata[i];
        if (subscription->kind != SUBSCRIPTION_HTTP && subscription->kind != SUBSCRIPTION_FILE) {
            ++*n_left_out;
            continue;
        }
        struct feed_record *record =
            store_get_feed_record(app_get_store(app), app_get_subscription_feed_id(app, i), error);
        if (!record)
            return NULL;
        g_ptr_array_add(records, record);
        const char *title = record->row.title && *record->row.title ? record->row.title : NULL;
        const struct opml_feed feed = {
            .url = subscription->url,
            .text = subscription->title ? subscription->title : title,
            .title = title,
            .site_url = record->row.site_url,
            .description = record->description,
            .tags = (const char *const *)subscription->tags,
        };
        g_array_append_val(feeds, feed);
    }
    return opml_format("newsdeck", clock_now_s(), (const struct opml_feed *)(void *)feeds->data,
                       feeds->len);
}

/* ---- state */

/* What is worth keeping: where reading was left, what is folded. */
bool import_is_state_kept(const char *key)
{
    static const char *const prefixes[] = { "folded:",      "list:", "place:",
                                            "place-whole:", "text:", "article:" };
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_str_has_prefix(key, prefixes[i]))
            return true;
    return false;
}

static bool write_object(FILE *out, json_t *object_take, GError **error)
{
    const bool ok = json_dumpf(object_take, out, JSON_COMPACT) == 0 && putc('\n', out) != EOF;
    json_decref(object_take);
    if (!ok)
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "cannot be written: %s", g_strerror(errno));
    return ok;
}

static bool write_line(FILE *out, const char *key, json_t *value_take, GError **error)
{
    json_t *line = json_object();
    json_object_set_new_nocheck(line, key, value_take);
    return write_object(out, line, error);
}

static bool write_header(FILE *out, GError **error)
{
    char at[DATE_RFC3339_BYTES];
    json_t *line = json_object();
    json_object_set_new(line, "newsdeck_state", json_integer(1));
    json_object_set_new(line, "program", json_string(PACKAGE_VERSION));
    json_object_set_new(line, "written_at", json_string(date_format_rfc3339(clock_now_s(), at)));
    return write_object(out, line, error);
}

/* The text of a file that people edit; nothing where it is not there. */
static bool write_text(FILE *out, const char *key, const char *path, GError **error)
{
    GError *problem = NULL;
    gsize len = 0;
    g_autofree char *text = config_read_file(path, &len, &problem);
    if (problem) {
        g_propagate_prefixed_error(error, problem, "%s: ", path);
        return false;
    }
    return !text || write_line(out, key, json_stringn(text, len), error);
}

/* Writes them and notes their numbers in written; the guide comes with the program. */
static bool write_feeds(struct app *app, FILE *out, GHashTable *written, GError **error)
{
    g_autoptr(GPtrArray) rows = store_get_feeds(app_get_store(app), true, error);
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        if (strcmp(row->url, GUIDE_URL) == 0)
            continue;
        struct feed_record *record = store_get_feed_record(app_get_store(app), row->id, error);
        const bool ok =
            record && write_line(out, "feed", state_format(record, state_feed_fields), error);
        g_hash_table_add(written, g_memdup2(&row->id, sizeof row->id));
        feed_record_free(record);
        if (!ok)
            return false;
    }
    return rows != NULL;
}

static bool write_items(struct app *app, FILE *out, GHashTable *written, GError **error)
{
    gint64 last_id = 0;
    for (;;) {
        g_autoptr(GPtrArray) page =
            store_get_item_page(app_get_store(app), last_id, PAGE_ITEMS, error);
        if (!page)
            return false;
        if (!page->len)
            return true;
        for (guint i = 0; i < page->len; i++) {
            const struct item_body *body = page->pdata[i];
            last_id = body->row.id;
            if (g_hash_table_contains(written, &body->row.feed_id) &&
                !write_line(out, "item", state_format_item(body), error))
                return false;
        }
    }
}

static gint compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

static bool write_states(struct app *app, FILE *out, GError **error)
{
    g_autoptr(GHashTable) states = store_get_states(app_get_store(app), "");
    g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(states), compare_keys);
    for (const GList *key = keys; key; key = key->next) {
        const char *value = g_hash_table_lookup(states, key->data);
        if (!value || !import_is_state_kept(key->data))
            continue;
        json_t *state = json_object();
        json_object_set_new(state, "key", json_string(key->data));
        json_object_set_new(state, "value", json_string(value));
        if (!write_line(out, "state", state, error))
            return false;
    }
    return true;
}

bool app_export_state(struct app *app, FILE *out, GError **error)
{
    g_autoptr(GHashTable) written =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return write_header(out, error) &&
           write_text(out, "feeds_file", app_get_feeds_path(app), error) &&
           write_text(out, "config_file", app_get_config_path(app), error) &&
           write_feeds(app, out, written, error) && write_items(app, out, written, error) &&
           write_states(app, out, error) && write_line(out, "end", json_true(), error);
}
