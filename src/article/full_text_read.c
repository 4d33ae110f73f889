/* SPDX-License-Identifier: MIT */
/* The article out of the answer to a request for its page. On the parse worker. */
#include "full_text_read.h"

#include "app/extract_rule.h"
#include "base/url.h"
#include "store/search.h"
#include "text/extract.h"

#include <string.h>

#define MAX_HTML_BYTES ((gsize)8 << 20) /* of an article; no page that people wrote has more */

/* Types that a page may have. Many servers say nothing, or that it is plain text. */
static bool is_readable_type(const char *type)
{
    static const char *const prefixes[] = { "text/", "application/xhtml", "application/xml" };
    bool is_readable = !type || !*type;
    for (guint i = 0; !is_readable && i < G_N_ELEMENTS(prefixes); i++)
        is_readable = g_ascii_strncasecmp(type, prefixes[i], strlen(prefixes[i])) == 0;
    return is_readable;
}

static guint count_words(const char *text)
{
    g_autofree char *prepared = search_prepare_text(text ? text : "");
    guint n = 0;
    bool was_blank = true;
    for (const char *at = prepared; *at; at++) {
        const bool is_blank = (guchar)*at <= ' ';
        n += was_blank && !is_blank;
        was_blank = is_blank;
    }
    return n;
}

/* NUL bytes at the beginning: no text, whatever it says it is, unless it is UTF-16. */
static bool is_binary(const struct net_response *answer)
{
    const gsize len = MIN(answer->body_len, 1024);
    const guchar *bytes = (const guchar *)answer->body;
    const bool has_mark = len >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) ||
                                       (bytes[0] == 0xfe && bytes[1] == 0xff));
    return !has_mark && memchr(bytes, '\0', len);
}

static void piece_take_page(struct full_text_piece *piece, struct extract_page *page)
{
    if (!page->is_article || !page->content_html || !*page->content_html) {
        const bool is_known = page->reason && strcmp(page->reason, "no article") != 0;
        piece->error = g_strdup(is_known ? page->reason : "no article found on the page");
    } else if (strlen(page->content_html) > MAX_HTML_BYTES) {
        piece->error = g_strdup("the article is larger than 8 MiB");
    } else {
        piece->html = g_steal_pointer(&page->content_html);
        piece->next_url = g_steal_pointer(&page->next_url);
        piece->n_words = count_words(page->content_text);
    }
}

static void choose_version(struct full_text_piece *piece, struct extract_versions *versions,
                           const char *wanted)
{
    piece->n_promised = versions->n_words;
    piece->wants_version = wanted && strcmp(wanted, "page") != 0;
    if (wanted && strcmp(wanted, "page") == 0)
        return;
    if (wanted)
        piece->version_url = g_strdup(strcmp(wanted, "amp") == 0 ? versions->amp : versions->print);
    else
        piece->version_url = g_strdup(versions->amp ? versions->amp : versions->print);
}

static void *full_text_read(const struct net_response *answer, void *rules)
{
    struct full_text_piece *piece = g_new0(struct full_text_piece, 1);
    piece->url = g_strdup(answer->url);
    piece->error = g_strdup(answer->error);
    piece->is_cancelled = answer->is_cancelled;
    piece->wire_bytes = answer->wire_bytes;
    if (piece->error)
        return piece;
    if (!is_readable_type(answer->content_type)) {
        const char *type = answer->content_type;
        piece->error = g_strdup_printf("the page is not text but %.*s",
                                       (int)MIN(strcspn(type, "; ,"), 60), type);
    } else if (!answer->body_len) {
        piece->error = g_strdup("the page is empty");
    } else if (is_binary(answer)) {
        piece->error = g_strdup("the page is not text");
    }
    if (piece->error)
        return piece;
    const struct extract_rule *rule = extract_rules_find(rules, answer->url);
    struct extract_versions versions = { 0 };
    const struct extract_options options = {
        .versions = &versions,
        .base_url = answer->url,
        .content_type = answer->content_type,
        .body = rule ? rule->body : NULL,
        .strip = rule ? rule->strip : NULL,
    };
    g_autoptr(GError) error = NULL;
    struct extract_page *page = extract_article(answer->body, answer->body_len, &options, &error);
    if (page)
        piece_take_page(piece, page);
    else
        piece->error = g_strdup_printf("the page %s", error->message);
    extract_page_free(page);
    choose_version(piece, &versions, rule ? rule->version : NULL);
    extract_versions_clear(&versions);
    return piece;
}

static void full_text_piece_free(void *data)
{
    struct full_text_piece *piece = data;
    g_free(piece->html);
    g_free(piece->error);
    g_free(piece->url);
    g_free(piece->next_url);
    g_free(piece->version_url);
    g_free(piece);
}

const struct document_reader full_text_reader = { .read = full_text_read,
                                                  .free = full_text_piece_free };

bool full_text_is_same_site(const char *a, const char *b)
{
    g_autofree char *host = a ? url_get_host(a) : NULL, *other = b ? url_get_host(b) : NULL;
    if (!host || !other)
        return false;
    const char *one = g_str_has_prefix(host, "www.") ? host + 4 : host;
    const char *two = g_str_has_prefix(other, "www.") ? other + 4 : other;
    const size_t one_len = strlen(one), two_len = strlen(two);
    if (one_len < two_len)
        return full_text_is_same_site(b, a);
    const char *tail = one + (one_len - two_len);
    return strcmp(tail, two) == 0 && (tail == one || (tail[-1] == '.' && strchr(two, '.')));
}

const struct full_text_piece *full_text_choose(const struct full_text_piece *page,
                                               const struct full_text_piece *version)
{
    if (!page)
        return version;
    const bool is_better =
        version->html && (!page->html || page->wants_version || version->n_words > page->n_words);
    return is_better ? version : page;
}
