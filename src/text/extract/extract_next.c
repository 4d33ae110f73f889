/* SPDX-License-Identifier: MIT */
/* The next page of an article that is cut into pages: a link that says so, to an address that
 * differs from this one in the number of the page only. Links to the next article have other
 * addresses. */
#include "extract_private.h"

#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

#define MAX_WORDS_BYTES 40

static bool is_next_word(const char *words)
{
    static const char *const all[] = {
        "next",
        "next page",
        "next ›",
        "next »",
        "next >",
        "next →",
        "›",
        "»",
        ">",
        "→",
        "older",
        "weiter",
        "nächste",
        "nächste seite",
        "suivant",
        "suivante",
        "page suivante",
        "siguiente",
        "página siguiente",
        "seguinte",
        "avanti",
        "volgende",
        "далее",
        "следующая",
        "下一页",
        "下一頁",
        "次へ",
        "次のページ",
        "다음",
        "dalej",
        "następna",
        "nästa",
        "neste",
        "næste",
        "další",
    };
    g_autofree char *lower = g_utf8_strdown(words, -1);
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (strcmp(lower, all[i]) == 0)
            return true;
    return false;
}

static bool has_rel_next(const struct dom_node *node)
{
    const char *rel = dom_get_attribute(node, "rel");
    g_auto(GStrv) words = rel ? g_strsplit_set(rel, " \t\n", 16) : NULL;
    for (guint i = 0; words && words[i]; i++)
        if (g_ascii_strcasecmp(words[i], "next") == 0)
            return true;
    return false;
}

/* The number that stands in text[0..len) after what marks a page ("/page/", "?p=", "-", "_", "/"):
 * 1 for nothing at all, 0 for anything else. */
static guint get_page(const char *text, size_t len)
{
    static const char *const marks[] = { "page", "pg", "p", "seite", "part", "start" };
    const char *p = text, *end = text + len;
    if (!len)
        return 1;
    while (p < end && strchr("/?&-_,;.", *p))
        p++;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        const size_t n = strlen(marks[i]);
        if ((size_t)(end - p) > n && g_ascii_strncasecmp(p, marks[i], n) == 0) {
            p += n;
            break;
        }
    }
    while (p < end && strchr("/=-_", *p))
        p++;
    guint page = 0;
    const char *digits = p;
    for (; p < end && g_ascii_isdigit(*p) && p - digits < 3; p++)
        page = page * 10 + (guint)(*p - '0');
    if (p == digits || (p < end && strcmp(p, "/") != 0 && *p != '/'))
        return 0;
    return page;
}

/* What both have in common at the begin and at the end taken off, one is page n, the other n + 1.
 */
static bool is_next_page(const char *here, const char *there)
{
    size_t n = 0, tail = 0;
    const size_t here_len = strlen(here), there_len = strlen(there);
    while (n < here_len && n < there_len && here[n] == there[n])
        n++;
    while (n > 0 && g_ascii_isdigit(here[n - 1]))
        n--; /* "page=19" and "page=20": the whole number */
    while (tail < here_len - n && tail < there_len - n &&
           here[here_len - tail - 1] == there[there_len - tail - 1] &&
           !g_ascii_isdigit(here[here_len - tail - 1]))
        tail++;
    const guint first = get_page(here + n, here_len - n - tail);
    const guint second = get_page(there + n, there_len - n - tail);
    return first && second == first + 1;
}

char *extract_find_next_url(const struct extractor *extractor)
{
    static const enum html_tag tags[] = { HTML_LINK, HTML_A };
    const char *here = extractor->options->base_url;
    char *found = NULL;
    if (!here)
        return NULL;
    g_autofree char *own = g_strndup(here, strcspn(here, "#"));
    GPtrArray *list = extract_collect(extractor->page.html, tags, 2);
    for (guint i = 0; i < list->len && !found; i++) {
        struct dom_node *node = list->pdata[i];
        const char *href = dom_get_attribute(node, "href");
        if (!href || !*href || strlen(href) > 2048)
            continue;
        bool is_next = has_rel_next(node);
        if (!is_next && node->tag == HTML_A && dom_get_len(node) <= MAX_WORDS_BYTES / 2) {
            g_autofree char *words = dom_get_words(node, MAX_WORDS_BYTES);
            is_next = is_next_word(words);
        }
        g_autofree char *url = is_next ? url_resolve(extractor->base_url, href) : NULL;
        if (url && url_is_http(url) && is_next_page(own, url))
            found = utf8_clean(url, strlen(url), UTF8_LINE, NULL);
    }
    g_ptr_array_unref(list);
    return found;
}
