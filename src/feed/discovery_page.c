/* SPDX-License-Identifier: MIT */
/* The feeds that a page names: its link elements and anchors, read in one pass without a tree. */
#include "discovery_list.h"

#include "base/encoding.h"
#include "base/html_token.h"
#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

#define MAX_PAGE_BYTES ((size_t)8 << 20) /* the rest is not read */
#define MAX_ANCHORS 20
#define MAX_ANCHOR_TEXT 60
#define HEAD_BYTES 2048 /* where a page declares its encoding */

struct page_scan {
    struct html_reader reader;
    GPtrArray *candidates;
    char *base, *host;
    bool has_base;
    guint n_anchors;
    char *href, *label;      /* of the anchor that is open, or NULL */
    const char *text_begins; /* after its start tag */
};

static void scan_base(struct page_scan *scan, const struct html_token *tag)
{
    g_autofree char *href = scan->has_base ? NULL : html_get_attribute(&scan->reader, tag, "href");
    if (!href || !*href)
        return;
    char *base = url_resolve(scan->base, href);
    scan->has_base = true;
    g_free(scan->base);
    scan->base = base;
}

static void scan_link(struct page_scan *scan, const struct html_token *tag)
{
    g_autofree char *rel = html_get_attribute(&scan->reader, tag, "rel");
    const bool is_feed = discovery_has_word(rel, "feed");
    if (!is_feed && !discovery_has_word(rel, "alternate"))
        return;
    g_autofree char *href = html_get_attribute(&scan->reader, tag, "href");
    g_autofree char *type = html_get_attribute(&scan->reader, tag, "type");
    g_autofree char *language = type ? NULL : html_get_attribute(&scan->reader, tag, "hreflang");
    if (!href || !*href || discovery_has_word(rel, "stylesheet"))
        return;
    /* without a type an alternate is another language or another device */
    const bool is_meant = type && *type ? discovery_is_feed_type(type, href)
                                        : is_feed || (!language && discovery_is_feed_address(href));
    if (!is_meant)
        return;
    g_autofree char *title = html_get_attribute(&scan->reader, tag, "title");
    g_autofree char *lower = type ? g_ascii_strdown(type, (gssize)strcspn(type, ";")) : NULL;
    discovery_add(scan->candidates, DISCOVERY_LINK, discovery_get_penalty(href, title), scan->base,
                  href, title, lower);
}

/* ---- anchors */

/* word stands in text (lower case) by itself. */
static bool has_word(const char *text, const char *word)
{
    const size_t len = strlen(word);
    for (const char *p = text; (p = strstr(p, word)); p++)
        if ((p == text || !g_ascii_isalnum(p[-1])) && !g_ascii_isalnum(p[len]))
            return true;
    return false;
}

static bool is_feed_text(const char *text)
{
    static const char *const words[] = { "rss", "atom", "rss2", "xml" };
    static const char *const texts[] = { "feed", "feeds", "news feed", "web feed", "json feed" };
    if (!text || strlen(text) > MAX_ANCHOR_TEXT)
        return false;
    g_autofree char *lower = g_ascii_strdown(text, -1);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (has_word(lower, words[i]))
            return true;
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (strcmp(lower, texts[i]) == 0)
            return true;
    return false;
}

/* The open anchor ends before text_ends. */
static void scan_end_anchor(struct page_scan *scan, const char *text_ends)
{
    if (!scan->href)
        return;
    g_autofree char *href = g_steal_pointer(&scan->href);
    g_autofree char *label = g_steal_pointer(&scan->label);
    size_t len = 0;
    g_autofree char *text = markup_extract_text(
        scan->text_begins, MIN((size_t)(text_ends - scan->text_begins), 4096), 0, 0, &len);
    const char *title = len ? text : label;
    if (scan->n_anchors >= MAX_ANCHORS || *href == '#' ||
        (!discovery_is_feed_address(href) && !url_get_feed_scheme_len(href) &&
         !is_feed_text(text) && !is_feed_text(label)))
        return;
    struct discovery_candidate *candidate =
        discovery_add(scan->candidates, DISCOVERY_ANCHOR, discovery_get_penalty(href, title),
                      scan->base, href, title, NULL);
    if (!candidate)
        return;
    scan->n_anchors++;
    g_autofree char *host = url_get_host(candidate->url);
    if (g_strcmp0(host, scan->host) != 0)
        candidate->rank += DISCOVERY_OTHER_HOST;
}

static void scan_anchor(struct page_scan *scan, const struct html_token *tag)
{
    scan_end_anchor(scan, tag->begin);
    if (tag->type == HTML_TOKEN_END || scan->n_anchors >= MAX_ANCHORS)
        return;
    scan->href = html_get_attribute(&scan->reader, tag, "href");
    if (!scan->href)
        return;
    scan->label = html_get_attribute(&scan->reader, tag, "title");
    if (!scan->label)
        scan->label = html_get_attribute(&scan->reader, tag, "aria-label");
    scan->text_begins = scan->reader.p;
}

/* ---- the page */

static const char *decode(const char *bytes, size_t *len, const char *content_type, char **owned)
{
    char header[64] = "", declared[64] = "";
    if (content_type)
        encoding_find_label(content_type, strlen(content_type), "charset", header, sizeof header);
    encoding_find_label(bytes, MIN(*len, HEAD_BYTES), "charset", declared, sizeof declared);
    return encoding_decode(bytes, len, header, declared, owned);
}

void discovery_find_in_page(const char *bytes, size_t len, const char *content_type,
                            const char *url, GPtrArray *candidates)
{
    g_assert(candidates && (bytes || !len));
    g_autofree char *owned = NULL;
    size_t text_len = MIN(len, MAX_PAGE_BYTES);
    const char *text = decode(bytes, &text_len, content_type, &owned);
    struct page_scan scan = {
        .reader = { .p = text, .end = text + text_len, .is_lenient = true },
        .candidates = candidates,
        .base = g_strdup(url),
        .host = url_get_host(url),
    };
    struct html_token tag;
    while (html_next_tag(&scan.reader, &tag)) {
        if (tag.tag == HTML_A || tag.tag == HTML_AREA)
            scan_anchor(&scan, &tag);
        else if (tag.type == HTML_TOKEN_END)
            continue;
        else if (tag.tag == HTML_LINK)
            scan_link(&scan, &tag);
        else if (tag.tag == HTML_BASE)
            scan_base(&scan, &tag);
    }
    scan_end_anchor(&scan, scan.reader.end);
    discovery_find_facts(text, text_len, url, candidates);
    g_free(scan.base);
    g_free(scan.host);
}
