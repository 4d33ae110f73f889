/* SPDX-License-Identifier: MIT */
/* Edits the feeds file in place: only the words in question change. */
#include "config/subscription.h"

#include "base/path.h"
#include "config/load.h"
#include "config/feeds_line.h"
#include "subscription_kind.h"

#include <errno.h>
#include <string.h>

/* The text of the file ("" if it does not exist); NULL with an error that names the file. */
static char *edit_read(const char *path, gsize *len, GError **error)
{
    GError *cause = NULL;
    char *text = config_read_file(path, len, &cause);
    if (cause) {
        g_propagate_prefixed_error(error, cause, "%s: ", path);
        return NULL;
    }
    return text ? text : g_strdup("");
}

static bool edit_write(const char *path, const GString *text, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) != 0) {
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_FILE, "%s: cannot make the folder: %s",
                    folder, g_strerror(errno));
        return false;
    }
    return path_write_atomic(path, text->str, (gssize)text->len, error);
}

static void edit_set_not_found(const char *path, const char *url, GError **error)
{
    g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_UNKNOWN, "%s: there is no feed \"%s\"", path,
                url);
}

/* One edit: called for each line with the url; appends the new line to out. */
typedef void edit_line(const struct feeds_line *line, const char *text, void *data, GString *out);

static bool edit_run(const char *path, const char *url, edit_line *edit, void *data, GError **error)
{
    gsize len = 0;
    g_autofree char *text = edit_read(path, &len, error);
    g_autoptr(GString) out = g_string_new(NULL);
    struct feeds_line line = { 0 };
    guint n_found = 0;
    if (!text)
        return false;
    while (feeds_line_next(&line, text, len)) {
        g_autofree char *line_url = line.n_words ? subscription_get_url(line.words[0].text) : NULL;
        if (line_url && !strcmp(line_url, url)) {
            n_found++;
            edit(&line, text, data, out);
        } else {
            g_string_append_len(out, text + line.begin, (gssize)(line.end - line.begin));
        }
    }
    if (!n_found) {
        edit_set_not_found(path, url, error);
        return false;
    }
    if (out->len == len && !memcmp(out->str, text, len))
        return true;
    return edit_write(path, out, error);
}

/* A byte order mark stays even if the first line is removed. */
static void edit_drop(const struct feeds_line *line, const char *text, void *data, GString *out)
{
    (void)data;
    if (line->begin == 0 && g_str_has_prefix(text, "\xef\xbb\xbf"))
        g_string_append_len(out, text, 3);
}

bool subscriptions_remove(const char *path, const char *url, GError **error)
{
    g_assert(path && url);
    return edit_run(path, url, edit_drop, NULL, error);
}

static void edit_replace_url(const struct feeds_line *line, const char *text, void *data,
                             GString *out)
{
    const struct feeds_word *word = &line->words[0];
    g_string_append_len(out, text + line->begin, (gssize)(word->begin - line->begin));
    g_string_append(out, data);
    g_string_append_len(out, text + word->end, (gssize)(line->end - word->end));
}

const char *subscription_find_problem(const char *url)
{
    g_assert(url);
    struct subscription *subscription = g_new0(struct subscription, 1);
    const char *problem = NULL;
    subscription->url = subscription_get_url(url);
    if (!g_utf8_validate(url, -1, NULL))
        problem = "not UTF-8";
    else if (subscription_read_url(subscription, &problem) == SUBSCRIPTION_GOOD)
        problem = NULL;
    subscription_free(subscription);
    return problem;
}

static bool edit_check_url(const char *path, const char *url, GError **error)
{
    const char *problem = subscription_find_problem(url);
    if (problem)
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "%s: cannot add \"%s\": %s", path, url,
                    problem);
    return !problem;
}

bool subscriptions_set_url(const char *path, const char *url, const char *new_url, GError **error)
{
    g_autofree char *word = subscription_quote(new_url);
    return edit_check_url(path, new_url, error) &&
           edit_run(path, url, edit_replace_url, word, error);
}

/* text as part of a word: one line, valid UTF-8. */
static char *edit_flatten(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (char *c = valid; *c; c++)
        if ((guchar)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    return g_strdup(g_strstrip(valid));
}

/* The word of a line that is its title, or sets an option. */
struct word_edit {
    const char *prefix; /* the beginning of the word: "~" or "name=" */
    const char *word;   /* the new word; NULL: remove it */
    bool is_done;
};

static void edit_append_word(GString *out, const char *text, const struct feeds_word *word)
{
    if (word->is_open) { /* its quote must be closed before something can follow */
        g_autofree char *quoted = subscription_quote(word->text);
        g_string_append(out, quoted);
    } else {
        g_string_append_len(out, text + word->begin, (gssize)(word->end - word->begin));
    }
}

static void edit_set_word(const struct feeds_line *line, const char *text, void *data, GString *out)
{
    struct word_edit *edit = data;
    gsize done = line->begin;
    for (guint i = 0; i < line->n_words; i++) {
        const struct feeds_word *word = &line->words[i];
        const bool is_it = i > 0 && g_str_has_prefix(word->text, edit->prefix);
        const char *replacement = is_it && !edit->is_done ? edit->word : NULL;
        if (!is_it || replacement) {
            g_string_append_len(out, text + done, (gssize)(word->begin - done)); /* blanks */
            if (replacement)
                g_string_append(out, replacement);
            else
                edit_append_word(out, text, word);
            edit->is_done |= replacement != NULL;
        }
        done = word->end;
    }
    if (edit->word && !edit->is_done) {
        g_string_append_printf(out, " %s", edit->word);
        edit->is_done = true;
    }
    g_string_append_len(out, text + done, (gssize)(line->end - done));
}

bool subscriptions_set_title(const char *path, const char *url, const char *title, GError **error)
{
    g_autofree char *flat = edit_flatten(title ? title : "");
    g_autofree char *tilde = g_strconcat("~", flat, NULL);
    g_autofree char *word = subscription_quote(tilde);
    struct word_edit edit = { "~", *flat ? word : NULL, false };
    return edit_run(path, url, edit_set_word, &edit, error);
}

bool subscriptions_set_option(const char *path, const char *url, const char *name,
                              const char *value, GError **error)
{
    g_autofree char *flat = edit_flatten(value ? value : "");
    g_autofree char *prefix = g_strconcat(name, "=", NULL);
    g_autofree char *setting = g_strconcat(prefix, flat, NULL);
    g_autofree char *word = subscription_quote(setting);
    struct word_edit edit = { prefix, value ? word : NULL, false };
    return edit_run(path, url, edit_set_word, &edit, error);
}

/* A tag in a form that is read back as this tag: without first letters that have a meaning, and not
 * as "name=value". */
static char *edit_format_tag(const char *tag)
{
    g_autofree char *flat = edit_flatten(tag);
    const char *begin = flat + strspn(flat, "~! ");
    g_autofree char *plain = g_strdelimit(g_strdup(begin), "=", '-');
    return *plain ? subscription_quote(plain) : NULL;
}

static void edit_append_words(GString *out, const struct subscription_entry *entry)
{
    g_autofree char *url = subscription_quote(entry->url);
    g_autofree char *flat = edit_flatten(entry->title ? entry->title : "");
    g_string_append(out, url);
    for (guint i = 0; entry->tags && entry->tags[i]; i++) {
        g_autofree char *tag = edit_format_tag(entry->tags[i]);
        if (tag)
            g_string_append_printf(out, " %s", tag);
    }
    if (*flat) {
        g_autofree char *tilde = g_strconcat("~", flat, NULL);
        g_autofree char *word = subscription_quote(tilde);
        g_string_append_printf(out, " %s", word);
    }
    if (entry->is_hidden)
        g_string_append(out, " !");
    for (guint i = 0; entry->options && entry->options[i]; i++) {
        g_autofree char *option = edit_flatten(entry->options[i]);
        g_autofree char *word = subscription_quote(option);
        g_string_append_printf(out, " %s", word);
    }
}

static GHashTable *edit_list_urls(const char *text, gsize len)
{
    GHashTable *urls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct feeds_line line = { 0 };
    while (feeds_line_next(&line, text, len))
        if (line.n_words)
            g_hash_table_add(urls, subscription_get_url(line.words[0].text));
    return urls;
}

static guint edit_append_entries(GString *out, const struct subscription_entry *entries,
                                 guint n_entries)
{
    g_autoptr(GHashTable) urls = edit_list_urls(out->str, out->len);
    const char *first = memchr(out->str, '\n', out->len);
    const char *newline = first && first > out->str && first[-1] == '\r' ? "\r\n" : "\n";
    guint n_added = 0;
    if (out->len && out->str[out->len - 1] != '\n')
        g_string_append(out, newline);
    for (guint i = 0; i < n_entries; i++) {
        if (entries[i].url && !g_hash_table_add(urls, subscription_get_url(entries[i].url)))
            continue;
        if (entries[i].line)
            g_string_append(out, entries[i].line);
        else
            edit_append_words(out, &entries[i]);
        g_string_append(out, newline);
        n_added += entries[i].url != NULL;
    }
    return n_added;
}

char *subscriptions_append(const char *text, gsize len, const struct subscription_entry *entries,
                           guint n_entries, guint *n_added)
{
    g_assert(text && (entries || !n_entries));
    GString *out = g_string_new_len(text, (gssize)len);
    *n_added = edit_append_entries(out, entries, n_entries);
    return g_string_free(out, FALSE);
}

bool subscriptions_add(const char *path, const struct subscription_entry *entries, guint n_entries,
                       guint *n_added, GError **error)
{
    g_assert(path && (entries || !n_entries));
    gsize len = 0;
    for (guint i = 0; i < n_entries; i++)
        if (!edit_check_url(path, entries[i].url, error))
            return false;
    g_autofree char *text = edit_read(path, &len, error);
    if (!text)
        return false;
    g_autoptr(GString) out = g_string_new_len(text, (gssize)len);
    const guint n = edit_append_entries(out, entries, n_entries);
    if (n && !edit_write(path, out, error))
        return false;
    if (n_added)
        *n_added = n;
    return true;
}
