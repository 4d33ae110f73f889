/* SPDX-License-Identifier: MIT */
/* "newsdeck parse": a feed of any dialect as a JSON Feed 1.1 object. */
#include "app/scrape.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/markup.h"
#include "commands.h"
#include "config/option.h"
#include "document.h"
#include "feed/feed.h"
#include "text/clean.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new_nocheck(object, key, json_string_nocheck(text));
}

static void set_time(json_t *object, const char *key, gint64 at)
{
    char text[DATE_RFC3339_BYTES];
    if (at != FEED_NO_TIME)
        set_text(object, key, date_format_rfc3339(at, text));
}

static void set_number(json_t *object, const char *key, gint64 number)
{
    if (number >= 0)
        json_object_set_new_nocheck(object, key, json_integer(number));
}

/* Whole seconds as an integer, others with their fraction. */
static void set_duration(json_t *object, const char *key, double seconds)
{
    const gint64 whole = (gint64)seconds;
    if (seconds == (double)whole)
        set_number(object, key, whole);
    else
        json_object_set_new_nocheck(object, key, json_real(seconds));
}

static json_t *format_people(const struct feed_person *person)
{
    if (!person)
        return NULL;
    json_t *list = json_array();
    for (; person; person = person->next) {
        json_t *object = json_object();
        g_autofree char *mail = person->email ? g_strconcat("mailto:", person->email, NULL) : NULL;
        set_text(object, "name", person->name ? person->name : person->email);
        set_text(object, "url", person->url ? person->url : mail);
        set_text(object, "avatar", person->avatar);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *format_tags(const struct feed_tag *tag)
{
    if (!tag)
        return NULL;
    json_t *list = json_array();
    for (; tag; tag = tag->next)
        json_array_append_new(list, json_string_nocheck(tag->name));
    return list;
}

/* What JSON Feed has no name for. */
static json_t *format_own_enclosure(const struct feed_enclosure *enclosure)
{
    if (!enclosure->description && !enclosure->medium && !enclosure->width && !enclosure->height)
        return NULL;
    json_t *own = json_object();
    set_text(own, "description", enclosure->description);
    set_text(own, "medium", enclosure->medium);
    set_number(own, "width", enclosure->width ? (gint64)enclosure->width : -1);
    set_number(own, "height", enclosure->height ? (gint64)enclosure->height : -1);
    return own;
}

static json_t *format_enclosures(const struct feed_enclosure *enclosure)
{
    if (!enclosure)
        return NULL;
    json_t *list = json_array();
    for (; enclosure; enclosure = enclosure->next) {
        if (enclosure->is_chapters)
            continue;
        json_t *object = json_object();
        set_text(object, "url", enclosure->url);
        set_text(object, "mime_type", enclosure->type);
        set_text(object, "title", enclosure->title);
        set_number(object, "size_in_bytes", enclosure->size_bytes);
        set_duration(object, "duration_in_seconds", enclosure->duration_s);
        json_object_set_new_nocheck(object, "_newsdeck", format_own_enclosure(enclosure));
        json_array_append_new(list, object);
    }
    return list;
}

/* The item's id, else its page, else one that its title and date give. */
static void set_id(json_t *object, const struct feed_item *item, guint index)
{
    if (item->guid || item->url) {
        set_text(object, "id", item->guid ? item->guid : item->url);
        return;
    }
    const char *what = item->title  ? item->title
                       : item->html ? item->html
                       : item->text ? item->text
                                    : "";
    guint64 hash = hash_bytes(what, strlen(what));
    hash = hash_add_bytes(hash, &item->published_at, sizeof item->published_at);
    if (!*what)
        hash = hash_add_bytes(hash, &index, sizeof index);
    g_autofree char *id = g_strdup_printf("newsdeck:%016" G_GINT64_MODIFIER "x", hash);
    set_text(object, "id", id);
}

static json_t *format_own(const struct feed_item *item)
{
    json_t *own = json_object();
    set_text(own, "comments_url", item->comments_url);
    set_text(own, "thumbnail", item->thumbnail);
    if (item->source_title || item->source_url) {
        json_t *source = json_object();
        set_text(source, "title", item->source_title);
        set_text(source, "url", item->source_url);
        json_object_set_new_nocheck(own, "source", source);
    }
    if (item->has_point) {
        json_t *point = json_object();
        json_object_set_new_nocheck(point, "lat", json_real(item->latitude));
        json_object_set_new_nocheck(point, "lon", json_real(item->longitude));
        json_object_set_new_nocheck(own, "geo", point);
    }
    if (json_object_size(own))
        return own;
    json_decref(own);
    return NULL;
}

static void set_bodies(json_t *object, const struct feed_item *item)
{
    if (item->html) {
        g_autofree char *html = clean_html(item->html, strlen(item->html), item->base_url);
        set_text(object, "content_html", html);
    }
    set_text(object, "content_text", item->text);
    if (item->summary) {
        g_autofree char *words =
            item->summary_is_html
                ? markup_extract_text(item->summary, strlen(item->summary), 0, 0, NULL)
                : g_strdup(item->summary);
        set_text(object, "summary", words);
    }
}

static json_t *format_item(const struct feed_item *item, guint index)
{
    json_t *object = json_object();
    set_id(object, item, index);
    set_text(object, "url", item->url);
    set_text(object, "external_url", item->external_url);
    set_text(object, "title", item->title);
    set_bodies(object, item);
    set_text(object, "image", item->image);
    set_time(object, "date_published", item->published_at);
    set_time(object, "date_modified", item->updated_at);
    json_object_set_new_nocheck(object, "authors", format_people(item->authors));
    json_object_set_new_nocheck(object, "tags", format_tags(item->tags));
    set_text(object, "language", item->language);
    json_object_set_new_nocheck(object, "attachments", format_enclosures(item->enclosures));
    json_object_set_new_nocheck(object, "_newsdeck", format_own(item));
    return object;
}

/* The feed's own wishes for when it is asked. */
static void set_schedule(json_t *own, const struct feed_document *document)
{
    static const char *const days[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday" };
    set_number(own, "ttl", document->ttl_s < 0 ? -1 : document->ttl_s / 60);
    set_number(own, "period", document->period_s);
    json_t *skip_hours = json_array(), *skip_days = json_array();
    for (guint hour = 0; hour < 24; hour++)
        if (document->skip_hours & 1u << hour)
            json_array_append_new(skip_hours, json_integer(hour));
    for (guint day = 0; day < G_N_ELEMENTS(days); day++)
        if (document->skip_days & 1u << day)
            json_array_append_new(skip_days, json_string(days[day]));
    if (json_array_size(skip_hours))
        json_object_set_nocheck(own, "skip_hours", skip_hours);
    if (json_array_size(skip_days))
        json_object_set_nocheck(own, "skip_days", skip_days);
    json_decref(skip_hours);
    json_decref(skip_days);
}

/* All but the items. */
static json_t *format_document(const struct feed_document *document)
{
    json_t *root = json_object(), *own = json_object();
    set_text(root, "version", "https://jsonfeed.org/version/1.1");
    set_text(root, "title", document->title);
    set_text(root, "home_page_url", document->site_url);
    set_text(root, "feed_url", document->self_url);
    set_text(root, "description", document->description);
    set_text(root, "next_url", document->next_url);
    set_text(root, "icon", document->image ? document->image : document->icon);
    if (document->image)
        set_text(root, "favicon", document->icon);
    set_text(root, "language", document->language);
    json_object_set_new_nocheck(root, "authors", format_people(document->authors));
    set_text(own, "format", document->format);
    set_text(own, "generator", document->generator);
    set_text(own, "copyright", document->copyright);
    set_time(own, "updated", document->updated_at);
    set_schedule(own, document);
    set_text(own, "hub", document->hub);
    json_object_set_new_nocheck(own, "tags", format_tags(document->tags));
    json_object_set_new_nocheck(root, "_newsdeck", own);
    return root;
}

static int write_json(const char *bytes, size_t len, void *data)
{
    return fwrite(bytes, 1, len, data) == len ? 0 : -1;
}

/* The document's object, the items one after the other, so that they are never all in memory twice;
 * false where it can't be written. */
static bool write_document(const struct feed_document *document)
{
    json_t *root = format_document(document);
    char *head = json_dumps(root, JSON_COMPACT);
    bool ok = fwrite(head, 1, strlen(head) - 1, stdout) > 0 && fputs(",\"items\":[", stdout) >= 0;
    free(head);
    json_decref(root);
    guint index = 0;
    for (const struct feed_item *item = document->items; item && ok; item = item->next) {
        json_t *object = format_item(item, index);
        ok = (!index++ || putchar(',') >= 0) &&
             json_dump_callback(object, write_json, stdout, JSON_COMPACT) == 0;
        json_decref(object);
    }
    return ok && fputs("]}\n", stdout) >= 0 && fflush(stdout) == 0;
}

/* What is to be read, and how. */
struct reading {
    const char *path, *base_url;
    struct scrape_wish *scrape; /* NULL: a feed */
};

static struct feed_document *read_document(const struct reading *reading, const char *bytes,
                                           size_t len, GError **error)
{
    const struct feed_options options = { .base_url = reading->base_url };
    if (reading->scrape)
        return scrape_parse(bytes, len, NULL, reading->base_url, reading->scrape, 0, error);
    return feed_parse(bytes, len, &options, error);
}

static int parse_file(const struct reading *reading)
{
    const char *path = reading->path;
    g_autoptr(GError) error = NULL;
    size_t len;
    g_autofree char *bytes = document_read(path, &len, &error);
    if (!bytes) {
        document_complain("parse", error->message);
        return 1;
    }
    feed_start();
    struct feed_document *document = read_document(reading, bytes, len, &error);
    int status = 1;
    if (document) {
        status = write_document(document) ? 0 : 1;
        if (status)
            document_complain("parse", "can't write to standard output");
    } else {
        g_autofree char *message =
            g_strdup_printf("%s %s", path ? path : "standard input", error->message);
        document_complain("parse", message);
    }
    feed_document_free(document);
    feed_stop();
    return status;
}

/* Takes the words NAME=VALUE out of words: the rules of a scrape: feed. NULL and error for a word
 * that is not a rule. */
static struct scrape_wish *take_rules(char **words, GError **error)
{
    struct options *defaults = options_new(NULL), *options = options_new(defaults);
    guint n_kept = 0;
    bool ok = true;
    for (guint i = 0; words && words[i]; i++) {
        const char *equals = strchr(words[i], '=');
        g_autofree char *name = equals ? g_strndup(words[i], (gsize)(equals - words[i])) : NULL;
        if (name && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name)) {
            ok = ok && options_set(options, name, equals + 1, NULL, NULL, error);
            g_free(words[i]);
        } else {
            words[n_kept++] = words[i];
        }
    }
    if (words)
        words[n_kept] = NULL;
    struct scrape_wish *wish = ok ? scrape_wish_new(options) : NULL;
    options_free(options);
    options_free(defaults);
    return wish;
}

int cli_parse(int argc, char **argv)
{
    g_autofree char *base_url = NULL;
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    gboolean is_scrape = FALSE;
    const GOptionEntry entries[] = {
        { "base", 0, 0, G_OPTION_ARG_STRING, &base_url, "Where the document came from", "URL" },
        { "scrape", 0, 0, G_OPTION_ARG_NONE, &is_scrape,
          "Read a page as a scrape: feed does; rules such as item=article title=h2 go before FILE",
          NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL,
          "[NAME=RULE…] [FILE]" },
        { NULL },
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context, "Prints a feed document (a FILE, or standard input) as a JSON Feed 1.1 object.");
    g_option_context_add_main_entries(context, entries, NULL);
    struct reading reading = { 0 };
    if (g_option_context_parse(context, &argc, &argv, &error) && is_scrape)
        reading.scrape = take_rules(words, &error);
    if (error) {
        document_complain("parse", error->message);
        return 2;
    }
    int status = 2;
    if (words && words[0] && words[1]) {
        document_complain("parse", "one FILE at a time");
    } else {
        reading.path = words ? words[0] : NULL;
        reading.base_url = base_url;
        status = parse_file(&reading);
    }
    scrape_wish_free(reading.scrape);
    return status;
}
