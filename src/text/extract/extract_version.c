/* SPDX-License-Identifier: MIT */
/* Other versions of a page that it names: for fast reading (AMP), for printing. */
#include "extract_private.h"

#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

enum { MAX_ADDRESS = 2048, MAX_WORDS_BYTES = 40 };

static bool is_print_word(const char *words)
{
    static const char *const all[] = {
        "print",
        "print article",
        "print this article",
        "print this page",
        "print version",
        "printable version",
        "printer friendly",
        "printer-friendly version",
        "drucken",
        "druckansicht",
        "druckversion",
        "imprimer",
        "version imprimable",
        "imprimir",
        "versión para imprimir",
        "stampa",
        "versione stampabile",
        "afdrukken",
        "drukuj",
        "wersja do druku",
        "skriv ut",
        "печать",
        "версия для печати",
        "打印",
        "列印",
        "印刷",
        "인쇄",
    };
    g_autofree char *lower = g_utf8_strdown(words, -1);
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (strcmp(lower, all[i]) == 0)
            return true;
    return false;
}

static bool has_word(const struct dom_node *node, const char *attribute, const char *word)
{
    const char *value = dom_get_attribute(node, attribute);
    g_auto(GStrv) words = value ? g_strsplit_set(value, " \t\n,", 16) : NULL;
    for (guint i = 0; words && words[i]; i++)
        if (g_ascii_strcasecmp(words[i], word) == 0)
            return true;
    return false;
}

/* The address of a link; NULL: none of the web, or the page itself. Caller frees. */
static char *get_address(const struct extractor *extractor, const struct dom_node *node)
{
    const char *href = dom_get_attribute(node, "href"), *here = extractor->options->base_url;
    if (!href || !*href || *href == '#' || strlen(href) > MAX_ADDRESS ||
        dom_is_unsafe_address(href))
        return NULL;
    g_autofree char *url = url_resolve(extractor->base_url, href);
    if (!url || !url_is_http(url) || (here && strcmp(url, here) == 0))
        return NULL;
    return utf8_clean(url, strlen(url), UTF8_LINE, NULL);
}

static bool is_own_host(const struct extractor *extractor, const char *url)
{
    const char *here = extractor->options->base_url;
    g_autofree char *own = here ? url_get_host(here) : NULL;
    g_autofree char *host = url ? url_get_host(url) : NULL;
    return own && host && strcmp(own, host) == 0;
}

void extract_find_versions(const struct extractor *extractor, struct extract_versions *versions)
{
    static const enum html_tag tags[] = { HTML_LINK, HTML_A };
    GPtrArray *list = extract_collect(extractor->page.html, tags, 2);
    for (guint i = 0; i < list->len && !(versions->amp && versions->print); i++) {
        struct dom_node *node = list->pdata[i];
        if (node->tag == HTML_LINK && !versions->amp && has_word(node, "rel", "amphtml")) {
            versions->amp = get_address(extractor, node);
        } else if (node->tag == HTML_LINK && !versions->print &&
                   has_word(node, "rel", "alternate") && has_word(node, "media", "print")) {
            versions->print = get_address(extractor, node);
        } else if (node->tag == HTML_A && !versions->print &&
                   dom_get_len(node) <= MAX_WORDS_BYTES) {
            g_autofree char *words = dom_get_words(node, MAX_WORDS_BYTES);
            g_autofree char *url = is_print_word(words) ? get_address(extractor, node) : NULL;
            if (is_own_host(extractor, url))
                versions->print = g_steal_pointer(&url);
        }
    }
    g_ptr_array_unref(list);
}

void extract_versions_clear(struct extract_versions *versions)
{
    g_free(versions->amp);
    g_free(versions->print);
    *versions = (struct extract_versions){ 0 };
}
