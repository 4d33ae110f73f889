/* SPDX-License-Identifier: MIT */
/* Any bytes as what other readers keep in text files: the first byte says which. Whatever they are,
 * what comes of them is a feeds file without lines that nobody meant, in which no command may run,
 * and commands that the config file can hold. */
#include "exchange/import_plan.h"
#include "exchange/state_record.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static GPtrArray *new_texts(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static void check_feeds(const struct import_plan *plan)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(struct subscription_entry));
    guint n_urls = 0, n_new = 0;
    for (guint i = 0; i < plan->feeds->len; i++) {
        const struct import_feed *feed = plan->feeds->pdata[i];
        const struct subscription_entry entry = { .url = feed->url,
                                                  .line = feed->line,
                                                  .title = feed->name,
                                                  .tags = (const char *const *)feed->tags,
                                                  .options = (const char *const *)feed->options };
        g_array_append_val(entries, entry);
        n_urls += feed->url != NULL;
    }
    g_autofree char *text = subscriptions_append(
        "", 0, (const struct subscription_entry *)(void *)entries->data, entries->len, &n_new);
    g_assert_cmpuint(n_urls, ==, n_new);
    struct options *options = options_new(NULL);
    struct subscriptions *subscriptions =
        subscriptions_parse(text, strlen(text), "feeds", options, NULL);
    g_assert_cmpuint(subscriptions->items->len, ==, n_urls);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *subscription = subscriptions->items->pdata[i];
        g_assert_true(!subscription->command ||
                      !options_get_bool(subscription->options, OPTION_ALLOW));
    }
    subscriptions_free(subscriptions);
    options_free(options);
}

static void check_settings(const struct import_plan *plan)
{
    static const char *const whole_names[] = { "bind", NULL };
    for (guint i = 0; !plan->config_text && i < plan->settings->len; i++) {
        const struct import_setting *setting = plan->settings->pdata[i];
        g_autoptr(GPtrArray) commands =
            command_parse_line(setting->line, 1, whole_names, NULL, NULL, NULL);
        g_assert_true(commands && commands->len == 1 && !strchr(setting->line, '\n'));
        g_autofree char *key = import_format_key(commands->pdata[0]);
        g_assert_cmpstr(key, ==, setting->key);
    }
}

static void check_items(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
    for (guint i = 0; lines[i]; i++) {
        const char *bad = NULL;
        json_t *json = json_loads(lines[i], 0, NULL);
        struct item_body *body =
            json ? state_parse_item(json_object_get(json, "item"), &bad) : NULL;
        if (body) {
            json_t *again = state_format_item(body);
            struct item_body *same = state_parse_item(again, &bad);
            g_assert_true(same && same->row.id == body->row.id);
            g_assert_cmpstr(same->content, ==, body->content);
            item_body_free(same);
            json_decref(again);
        }
        item_body_free(body);
        json_decref(json);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct import_source *const sources[] = { &import_source_newsboat,
                                                           &import_source_newsraft,
                                                           &import_source_snownews,
                                                           &import_source_state };
    if (size < 2 || size > 65536)
        return 0;
    g_autofree char *path = NULL;
    const int fd = g_file_open_tmp("fuzz-import-XXXXXX", &path, NULL);
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    g_assert_cmpint(write(fd, data + 1, size - 1), ==, (gssize)size - 1);
    struct import_summary summary = { .settings = new_texts(),
                                      .commands = new_texts(),
                                      .skipped = new_texts(),
                                      .became = new_texts(),
                                      .notes = new_texts() };
    const struct import_source *source = sources[data[0] % G_N_ELEMENTS(sources)];
    struct import_plan *plan = import_plan_new(&summary);
    if (source->read(plan, path, false, NULL)) {
        check_feeds(plan);
        check_settings(plan);
    }
    if (source == &import_source_state)
        check_items(text);
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
        sources[i]->has_text("x", text);
    import_plan_free(plan);
    import_summary_clear(&summary);
    close(fd);
    unlink(path);
    return 0;
}
