/* SPDX-License-Identifier: MIT */
/* "newsdeck extract": the article of a web page as a JSON object. */
#include "base/date.h"
#include "commands.h"
#include "document.h"
#include "text/extract.h"

#include <jansson.h>
#include <stdio.h>

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new_nocheck(object, key,
                                text && *text ? json_string_nocheck(text) : json_null());
}

static json_t *format_page(const struct extract_page *page)
{
    json_t *object = json_object();
    char date[DATE_RFC3339_BYTES];
    set_text(object, "title", page->title);
    set_text(object, "byline", page->byline);
    set_text(object, "excerpt", page->excerpt);
    set_text(object, "site_name", page->site_name);
    set_text(object, "published",
             page->published == EXTRACT_NO_TIME ? NULL
                                                : date_format_rfc3339(page->published, date));
    set_text(object, "language", page->language);
    set_text(object, "dir", page->dir);
    set_text(object, "url", page->url);
    set_text(object, "image", page->image);
    set_text(object, "next_url", page->next_url);
    json_object_set_new_nocheck(object, "is_article", json_boolean(page->is_article));
    set_text(object, "reason", page->reason);
    json_object_set_new_nocheck(object, "content_html", json_string_nocheck(page->content_html));
    json_object_set_new_nocheck(object, "content_text", json_string_nocheck(page->content_text));
    json_object_set_new_nocheck(object, "length", json_integer((json_int_t)page->length));
    return object;
}

static int write_json(const char *bytes, size_t len, void *data)
{
    return fwrite(bytes, 1, len, data) == len ? 0 : -1;
}

static int extract_file(const char *path, const struct extract_options *options)
{
    g_autoptr(GError) error = NULL;
    size_t len;
    g_autofree char *bytes = document_read(path, &len, &error);
    if (!bytes) {
        document_complain("extract", error->message);
        return 1;
    }
    struct extract_page *page = extract_article(bytes, len, options, &error);
    if (!page) {
        g_autofree char *message =
            g_strdup_printf("%s %s", path ? path : "standard input", error->message);
        document_complain("extract", message);
        return 1;
    }
    json_t *object = format_page(page);
    const bool ok = json_dump_callback(object, write_json, stdout, JSON_COMPACT) == 0 &&
                    putchar('\n') >= 0 && fflush(stdout) == 0;
    if (!ok)
        document_complain("extract", "can't write to standard output");
    json_decref(object);
    extract_page_free(page);
    return ok ? 0 : 1;
}

int cli_extract(int argc, char **argv)
{
    g_autofree char *base_url = NULL, *body = NULL, *strip = NULL;
    g_auto(GStrv) files = NULL;
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
        { "base", 0, 0, G_OPTION_ARG_STRING, &base_url, "Where the page came from", "URL" },
        { "body", 0, 0, G_OPTION_ARG_STRING, &body, "What the article is (CSS or XPath)",
          "SELECTOR" },
        { "strip", 0, 0, G_OPTION_ARG_STRING, &strip, "What goes from it (CSS or XPath)",
          "SELECTOR" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "[FILE]" },
        { NULL },
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(
        context, "Prints the article of a web page (a FILE, or standard input) as a JSON object.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        document_complain("extract", error->message);
        return 2;
    }
    if (files && files[0] && files[1]) {
        document_complain("extract", "one FILE at a time");
        return 2;
    }
    const struct extract_options options = { .base_url = base_url, .body = body, .strip = strip };
    return extract_file(files ? files[0] : NULL, &options);
}
