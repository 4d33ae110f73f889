/* SPDX-License-Identifier: MIT */
/* Reads the feeds file. */
#include "config/subscription.h"

#include "config/load.h"
#include "config/feeds_line.h"
#include "subscription_kind.h"

#include <string.h>

struct feeds_reading {
    struct subscriptions *subscriptions;
    GHashTable *by_url; /* url to struct subscription, both borrowed */
    const char *file;
    const struct options *options;
    struct diagnostic_list *diagnostics;
};

static void subscription_report(const struct feeds_reading *reading,
                                enum diagnostic_severity severity, const struct feeds_line *line,
                                guint word, const char *message)
{
    diagnostic_list_add(reading->diagnostics, severity, reading->file, line->number,
                        line->words[word].column, "%s", message);
}

/* A title or tag on one line. */
static char *subscription_flatten(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
    }
    return g_strstrip(g_string_free(out, FALSE));
}

static void subscription_add_tag(struct subscription *subscription, const char *word)
{
    g_autofree char *tag = subscription_flatten(word);
    if (!*tag || g_strv_contains((const char *const *)subscription->tags, tag))
        return;
    const guint n = g_strv_length(subscription->tags);
    subscription->tags = g_renew(char *, subscription->tags, n + 2);
    subscription->tags[n] = g_steal_pointer(&tag);
    subscription->tags[n + 1] = NULL;
}

/* The length of the name if word is "name=value", else 0. */
static gsize subscription_measure_option(const char *word)
{
    const gsize len = strspn(word, "abcdefghijklmnopqrstuvwxyz-");
    return word[len] == '=' ? len : 0;
}

static void subscription_read_option(const struct feeds_reading *reading,
                                     struct subscription *subscription,
                                     const struct feeds_line *line, guint index, gsize name_len)
{
    const char *word = line->words[index].text;
    g_autofree char *name = g_strndup(word, name_len);
    g_autofree char *origin = g_strdup_printf("%s:%u", reading->file, line->number);
    g_autoptr(GError) error = NULL;
    if (!options_set(subscription->options, name, word + name_len + 1, origin, NULL, &error))
        subscription_report(reading, DIAGNOSTIC_ERROR, line, index, error->message);
}

static void subscription_read_word(const struct feeds_reading *reading,
                                   struct subscription *subscription, const struct feeds_line *line,
                                   guint index)
{
    const char *word = line->words[index].text;
    const gsize name_len = subscription_measure_option(word);
    if (*word == '!') {
        subscription->is_hidden = true;
    } else if (*word == '~') {
        g_autofree char *title = subscription_flatten(word + 1);
        if (*title && !subscription->title)
            subscription->title = g_steal_pointer(&title);
    } else if (name_len) {
        subscription_read_option(reading, subscription, line, index, name_len);
    } else {
        subscription_add_tag(subscription, word);
    }
}

/* The subscription that line names, new or known; NULL, with a diagnostic, if it names none. */
static struct subscription *subscription_take(const struct feeds_reading *reading,
                                              const struct feeds_line *line)
{
    g_autofree char *url = subscription_get_url(line->words[0].text);
    struct subscription *known = g_hash_table_lookup(reading->by_url, url);
    const char *problem = NULL;
    if (known) {
        g_autofree char *message = g_strdup_printf(
            "this feed is named in line %u already; its tags and options are put together",
            known->line);
        subscription_report(reading, DIAGNOSTIC_WARNING, line, 0, message);
        return known;
    }
    struct subscription *subscription = g_new0(struct subscription, 1);
    subscription->url = g_steal_pointer(&url);
    subscription->line = line->number;
    subscription->tags = g_new0(char *, 1);
    subscription->options = options_new(reading->options);
    const enum subscription_verdict verdict = subscription_read_url(subscription, &problem);
    if (verdict != SUBSCRIPTION_GOOD) {
        subscription_report(reading,
                            verdict == SUBSCRIPTION_SEPARATOR ? DIAGNOSTIC_INFO
                            : verdict == SUBSCRIPTION_FOREIGN ? DIAGNOSTIC_WARNING
                                                              : DIAGNOSTIC_ERROR,
                            line, 0, problem);
        subscription_free(subscription);
        return NULL;
    }
    g_ptr_array_add(reading->subscriptions->items, subscription);
    g_hash_table_insert(reading->by_url, subscription->url, subscription);
    return subscription;
}

static void subscription_free_item(void *data)
{
    subscription_free(data);
}

struct subscriptions *subscriptions_parse(const char *text, gsize len, const char *file,
                                          const struct options *options,
                                          struct diagnostic_list *diagnostics)
{
    g_assert(text && file && options);
    struct subscriptions *subscriptions = g_new0(struct subscriptions, 1);
    subscriptions->items = g_ptr_array_new_with_free_func(subscription_free_item);
    const struct feeds_reading reading = { subscriptions, g_hash_table_new(g_str_hash, g_str_equal),
                                           file, options, diagnostics };
    struct feeds_line line = { 0 };
    while (feeds_line_next(&line, text, len)) {
        struct subscription *subscription =
            line.n_words ? subscription_take(&reading, &line) : NULL;
        for (guint i = 0; i < line.n_words; i++)
            if (line.words[i].is_open && (subscription || !i))
                subscription_report(&reading, DIAGNOSTIC_ERROR, &line, i,
                                    "the closing quote is missing; everything up to the end of the "
                                    "line is taken for one word");
        for (guint i = 1; subscription && i < line.n_words; i++)
            subscription_read_word(&reading, subscription, &line, i);
    }
    g_hash_table_unref(reading.by_url);
    return subscriptions;
}

struct subscriptions *subscriptions_load(const char *path, const struct options *options,
                                         bool *is_missing, char **text, gsize *len,
                                         struct diagnostic_list *diagnostics)
{
    g_assert(path && options);
    struct config_place place = { 0 };
    gsize read_len = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *read = config_read_text(path, &read_len, &place, &error);
    if (is_missing)
        *is_missing = !read && !error;
    if (error) {
        diagnostic_list_add(diagnostics, DIAGNOSTIC_ERROR, path, place.line, place.column, "%s",
                            error->message);
        return NULL;
    }
    if (!read)
        read = g_strdup("");
    struct subscriptions *subscriptions =
        subscriptions_parse(read, read_len, path, options, diagnostics);
    if (text) {
        *text = g_steal_pointer(&read);
        *len = read_len;
    }
    return subscriptions;
}

void subscriptions_free(struct subscriptions *subscriptions)
{
    if (!subscriptions)
        return;
    g_ptr_array_unref(subscriptions->items);
    g_free(subscriptions);
}

const struct subscription *subscriptions_find(const struct subscriptions *subscriptions,
                                              const char *url)
{
    g_assert(subscriptions && url);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *subscription = g_ptr_array_index(subscriptions->items, i);
        if (!strcmp(subscription->url, url))
            return subscription;
    }
    return NULL;
}
