/* SPDX-License-Identifier: MIT */
/* What a source was read into, put together piece by piece. */
#include "import_plan.h"

#include "app/app.h"
#include "base/url.h"
#include "base/utf8.h"
#include "config/command.h"
#include "config/load.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_LISTED 1000 /* of what is not taken over; beyond that it is only counted */
#define MAX_LISTED_CHARS 300
#define MAX_FILE_BYTES (256 << 20)

static void feed_free(gpointer data)
{
    struct import_feed *feed = data;
    g_free(feed->url);
    g_free(feed->line);
    g_free(feed->name);
    g_strfreev(feed->tags);
    g_strfreev(feed->options);
    g_free(feed->title);
    g_free(feed->site_url);
    g_free(feed->description);
    g_free(feed->other_url);
    g_free(feed);
}

static void setting_free(gpointer data)
{
    struct import_setting *setting = data;
    g_free(setting->line);
    g_free(setting->key);
    g_free(setting->place);
    g_free(setting);
}

static void archive_clear(gpointer data)
{
    g_free(((struct import_archive *)data)->path);
}

struct import_plan *import_plan_new(struct import_summary *summary)
{
    struct import_plan *plan = g_new0(struct import_plan, 1);
    plan->summary = summary;
    plan->feeds = g_ptr_array_new_with_free_func(feed_free);
    plan->by_url = g_hash_table_new(g_str_hash, g_str_equal);
    plan->settings = g_ptr_array_new_with_free_func(setting_free);
    plan->line_became = g_ptr_array_new_with_free_func(g_free);
    plan->archives = g_array_new(FALSE, FALSE, sizeof(struct import_archive));
    g_array_set_clear_func(plan->archives, archive_clear);
    return plan;
}

void import_plan_free(struct import_plan *plan)
{
    if (!plan)
        return;
    g_hash_table_unref(plan->by_url);
    g_ptr_array_unref(plan->feeds);
    g_ptr_array_unref(plan->settings);
    g_ptr_array_unref(plan->line_became);
    g_array_unref(plan->archives);
    g_free(plan->config_text);
    g_free(plan);
}

/* ---- what is told */

char *import_format_place(const char *path, guint line)
{
    g_autofree char *name = g_path_get_basename(path);
    return line ? g_strdup_printf("%s:%u", name, line) : g_strdup(name);
}

static char *clean(const char *text)
{
    g_autofree char *line = utf8_clean_line(text, strlen(text));
    return utf8_truncate(line, MAX_LISTED_CHARS);
}

void import_skip(struct import_plan *plan, const char *path, guint line, const char *format, ...)
{
    va_list arguments;
    plan->summary->n_skipped++;
    if (plan->summary->skipped->len >= MAX_LISTED)
        return;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *place = import_format_place(path, line);
    g_autofree char *whole = g_strdup_printf("%s: %s", place, text);
    g_ptr_array_add(plan->summary->skipped, clean(whole));
}

void import_note(struct import_plan *plan, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(plan->summary->notes, clean(text));
}

/* ---- subscriptions */

static void append_text(char ***list, const char *text)
{
    const guint n = *list ? g_strv_length(*list) : 0;
    *list = g_renew(char *, *list, n + 2);
    (*list)[n] = g_strdup(text);
    (*list)[n + 1] = NULL;
}

/* replaces a word that begins alike, up to len, else at the end. */
static void set_word(char ***list, const char *word, gsize len)
{
    for (guint i = 0; *list && (*list)[i]; i++)
        if (strncmp((*list)[i], word, len) == 0) {
            g_free((*list)[i]);
            (*list)[i] = g_strdup(word);
            return;
        }
    append_text(list, word);
}

static bool is_command(const char *url)
{
    return g_ascii_strncasecmp(url, "exec:", 5) == 0 || g_ascii_strncasecmp(url, "filter:", 7) == 0;
}

struct import_feed *import_add_feed(struct import_plan *plan, const char *url, const char *path,
                                    guint line)
{
    g_autofree char *meant = url_from_feed_scheme(url);
    url = meant ? meant : url;
    struct import_feed *feed = g_hash_table_lookup(plan->by_url, url);
    const char *problem = feed ? NULL : subscription_find_problem(url);
    if (problem) {
        g_autofree char *shown = url_redact(url);
        import_skip(plan, path, line, "\"%s\": %s", shown, problem);
        return NULL;
    }
    if (feed)
        return feed;
    feed = g_new0(struct import_feed, 1);
    feed->url = g_strdup(url);
    g_ptr_array_add(plan->feeds, feed);
    g_hash_table_insert(plan->by_url, feed->url, feed);
    if (is_command(url)) {
        append_text(&feed->options, "allow=no");
        feed->is_command = true;
    }
    return feed;
}

void import_feed_set_other_url(struct import_plan *plan, struct import_feed *feed, const char *url)
{
    if (feed->other_url || strcmp(feed->url, url) == 0)
        return;
    feed->other_url = g_strdup(url);
    if (!g_hash_table_contains(plan->by_url, url))
        g_hash_table_insert(plan->by_url, feed->other_url, feed);
}

void import_feed_add_tag(struct import_feed *feed, const char *tag)
{
    if (*tag && !(feed->tags && g_strv_contains((const char *const *)feed->tags, tag)))
        append_text(&feed->tags, tag);
}

/* What follows in text, at its NUL at the latest, must not run into the word before it. */
static void append_gap(GString *out, const char *text)
{
    if (*text && !strchr(" \t\r\n", *text))
        g_string_append_c(out, ' ');
}

/* A word behind the last one of the line, before its comment. */
static void insert_word(struct import_feed *feed, const char *word)
{
    struct feeds_line line = { 0 };
    const gsize len = strlen(feed->line);
    GString *out = g_string_new(NULL);
    const bool has_words = feeds_line_next(&line, feed->line, len) && line.n_words;
    const gsize end = has_words ? line.words[line.n_words - 1].end : len;
    g_string_append_len(out, feed->line, (gssize)end);
    g_string_append_printf(out, " %s", word);
    append_gap(out, feed->line + end);
    g_string_append(out, feed->line + end);
    feeds_line_clear(&line);
    g_free(feed->line);
    feed->line = g_string_free(out, FALSE);
}

void import_feed_add_option(struct import_plan *plan, struct import_feed *feed, const char *name,
                            const char *value, const char *path, guint line)
{
    g_autoptr(GError) error = NULL;
    struct options *parent = options_new(NULL), *options = options_new(parent);
    if (options_set(options, name, value, NULL, NULL, &error)) {
        g_autofree char *word = g_strconcat(name, "=", value, NULL);
        if (feed->line) {
            g_autofree char *quoted = subscription_quote(word);
            insert_word(feed, quoted);
        } else {
            set_word(&feed->options, word, strlen(name) + 1);
        }
    } else {
        import_skip(plan, path, line, "%s", error->message);
    }
    options_free(options);
    options_free(parent);
}

void import_add_comment(struct import_plan *plan, const char *text, gsize len)
{
    struct import_feed *feed = g_new0(struct import_feed, 1);
    feed->line = g_strndup(text, len);
    g_strdelimit(feed->line, "\r\n", ' ');
    g_strchomp(feed->line);
    g_ptr_array_add(plan->feeds, feed);
}

/* "name=value" with the name of an option for feeds (any: with any name). */
static bool is_option(const char *word, bool any)
{
    const gsize len = strspn(word, "abcdefghijklmnopqrstuvwxyz-");
    g_autofree char *name = g_strndup(word, len);
    enum option_id id;
    return len && word[len] == '=' &&
           (any || (option_find(name, &id) && (option_get_row(id)->flags & OPTION_PER_FEED)));
}

/* The word at index as it is to stand in our file; NULL: not at all. Caller frees. */
static char *format_word(const struct feeds_line *line, guint index, const char *text, bool is_own,
                         bool is_waiting)
{
    const struct feeds_word *word = &line->words[index];
    const bool has_option_form = index && is_option(word->text, true);
    if (has_option_form && is_waiting && g_str_has_prefix(word->text, "allow="))
        return NULL;
    if (has_option_form && !is_own && !is_option(word->text, false)) { /* a tag of newsboat's */
        g_autofree char *tag = g_strdelimit(g_strdup(word->text), "=", '-');
        return subscription_quote(tag);
    }
    return word->is_open ? subscription_quote(word->text)
                         : g_strndup(text + word->begin, word->end - word->begin);
}

/* Without the blanks at its end; a form feed there belongs to the last word. */
static char *trim_blanks(char *line)
{
    gsize len = strlen(line);
    while (len && strchr(" \t", line[len - 1]))
        len--;
    line[len] = '\0';
    return line;
}

/* The rest of words behind the first, as they were written; the comment comes last. */
static char *format_line(const struct feeds_line *line, const char *text, bool is_own,
                         bool is_waiting)
{
    GString *out = g_string_new(NULL);
    gsize done = line->words[0].begin;
    for (guint i = 0; i < line->n_words; i++) {
        g_autofree char *word = format_word(line, i, text, is_own, is_waiting);
        if (word) {
            g_string_append_len(out, text + done, (gssize)(line->words[i].begin - done));
            g_string_append(out, word);
        }
        if (i == 0 && is_waiting)
            g_string_append(out, " allow=no");
        done = line->words[i].end;
        if (done < line->text_end) /* a word or comment may follow a closing quote at once */
            append_gap(out, text + done);
    }
    g_string_append_len(out, text + done, (gssize)(line->text_end - done));
    g_strdelimit(out->str, "\r", ' ');
    return trim_blanks(g_string_free(out, FALSE));
}

void import_add_line(struct import_plan *plan, const struct feeds_line *line, const char *text,
                     bool is_own, const char *path)
{
    const char *url = line->words[0].text;
    const bool is_known = g_hash_table_contains(plan->by_url, url);
    struct import_feed *feed = import_add_feed(plan, url, path, line->number);
    if (!feed) { /* "---" between groups, a kind of address that cannot be fetched */
        g_autofree char *comment = g_strndup(text + line->begin, line->text_end - line->begin);
        g_autofree char *kept = g_strconcat("# ", comment, NULL);
        import_add_comment(plan, kept, strlen(kept));
        return;
    }
    const bool is_waiting = is_command(url);
    if (!is_known) {
        feed->line = format_line(line, text, is_own, is_waiting);
        return;
    }
    for (guint i = 1; i < line->n_words; i++) { /* a second line: its tags are put to the first */
        g_autofree char *word = format_word(line, i, text, is_own, is_waiting);
        if (word && feed->line)
            insert_word(feed, word);
    }
}

/* ---- settings */

void import_begin_line(struct import_plan *plan)
{
    g_ptr_array_set_size(plan->line_became, 0);
}

void import_became(struct import_plan *plan, const char *what)
{
    g_ptr_array_add(plan->line_became, g_strdup(what));
}

void import_end_line(struct import_plan *plan, const char *theirs, const char *path, guint line)
{
    if (!plan->line_became->len || plan->summary->became->len >= MAX_LISTED)
        return;
    g_ptr_array_add(plan->line_became, NULL);
    g_autofree char *what = g_strjoinv(", ", (char **)(void *)plan->line_became->pdata);
    g_autofree char *place = import_format_place(path, line);
    g_autofree char *whole = g_strdup_printf("%s: %s → %s", place, theirs, what);
    g_ptr_array_add(plan->summary->became, clean(whole));
    g_ptr_array_set_size(plan->line_became, 0);
}

void import_add_setting(struct import_plan *plan, const char *key, const char *line,
                        const char *path, guint number)
{
    import_became(plan, line);
    for (guint i = 0; i < plan->settings->len; i++) {
        struct import_setting *known = plan->settings->pdata[i];
        if (strcmp(known->key, key) != 0)
            continue;
        g_free(known->line); /* the last one counts there, too */
        known->line = g_strdup(line);
        return;
    }
    struct import_setting *setting = g_new0(struct import_setting, 1);
    setting->key = g_strdup(key);
    setting->line = g_strdup(line);
    setting->place = import_format_place(path, number);
    g_ptr_array_add(plan->settings, setting);
}

static void drop_setting(struct import_plan *plan, const char *key)
{
    for (guint i = plan->settings->len; i-- > 0;)
        if (strcmp(((struct import_setting *)plan->settings->pdata[i])->key, key) == 0)
            g_ptr_array_remove_index(plan->settings, i);
}

void import_set_option(struct import_plan *plan, const char *name, const char *value,
                       const char *path, guint number)
{
    g_autoptr(GError) error = NULL;
    struct options *options = options_new(NULL);
    enum option_id id;
    if (!options_set(options, name, value, NULL, &id, &error)) {
        import_skip(plan, path, number, "%s", error->message);
    } else {
        g_autofree char *ours = options_format(options, id);
        options_reset(options, id);
        g_autofree char *usual = options_format(options, id);
        g_autofree char *quoted = command_quote(value);
        g_autofree char *key = g_strconcat("set ", name, NULL);
        g_autofree char *line = g_strdup_printf("set %s %s", name, quoted);
        if (strcmp(ours, usual) != 0) {
            import_add_setting(plan, key, line, path, number);
        } else {
            g_autofree char *what = g_strdup_printf("%s is %s by default", name, usual);
            import_became(plan, what);
            drop_setting(plan, key); /* an earlier line does not count */
        }
    }
    options_free(options);
}

void import_add_archive(struct import_plan *plan, import_articles *read, const char *path,
                        gint64 n_items)
{
    const struct import_archive archive = { read, g_strdup(path), n_items };
    g_array_append_val(plan->archives, archive);
}

/* ---- files */

char *import_read_text(const char *path, gsize *len, GError **error)
{
    GError *cause = NULL;
    char *text = config_read_file(path, len, &cause);
    if (cause)
        g_propagate_prefixed_error(error, cause, "%s: ", path);
    else if (!text)
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: there is no such file", path);
    return text;
}

bool import_read_bytes(const char *path, char **bytes, gsize *len, GError **error)
{
    GStatBuf status;
    if (g_stat(path, &status) == 0 && status.st_size > MAX_FILE_BYTES) {
        g_set_error(error, APP_ERROR, APP_ERROR_FILE, "%s: is larger than 256 MiB", path);
        return false;
    }
    return g_file_get_contents(path, bytes, len, error);
}

char *import_find_file(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        g_clear_pointer(&path, g_free);
    return path;
}

char *import_find_data_folder(const char *folder)
{
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    g_autofree char *name = g_path_get_basename(absolute);
    g_autofree char *parent = g_path_get_dirname(absolute);
    g_autofree char *parent_name = g_path_get_basename(parent);
    g_autofree char *home = g_path_get_dirname(parent);
    char *data = NULL;
    if (strcmp(parent, g_get_user_config_dir()) == 0)
        data = g_build_filename(g_get_user_data_dir(), name, NULL);
    else if (strcmp(parent_name, ".config") == 0)
        data = g_build_filename(home, ".local", "share", name, NULL);
    if (data && !g_file_test(data, G_FILE_TEST_IS_DIR))
        g_clear_pointer(&data, g_free);
    return data;
}
