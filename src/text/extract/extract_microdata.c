/* SPDX-License-Identifier: MIT */
/* What a page says of its article in microdata (HTML 5.2, schema.org). */
#include "extract_private.h"

#include "base/utf8.h"

#include <string.h>

#define MAX_VALUE_BYTES 8192

/* word is one of those that the attribute holds. */
static bool has_word(const struct dom_node *node, const char *attribute, const char *word)
{
    const char *value = dom_get_attribute(node, attribute);
    const size_t len = strlen(word);
    for (const char *p = value; p && *p;) {
        p += strspn(p, " \t\n\r\f");
        const size_t n = strcspn(p, " \t\n\r\f");
        if (n == len && strncmp(p, word, len) == 0)
            return true;
        p += n;
    }
    return false;
}

/* A thing of schema.org that is an article: Article, NewsArticle, BlogPosting, … */
static bool is_article(const struct dom_node *node)
{
    const char *type = dom_get_attribute(node, "itemtype");
    const char *name = type && strstr(type, "schema.org/") ? strrchr(type, '/') + 1 : "";
    return dom_get_attribute(node, "itemscope") &&
           (strstr(name, "Article") || g_str_has_suffix(name, "Posting"));
}

/* The thing that a property belongs to. */
static const struct dom_node *find_scope(const struct dom_node *node)
{
    while ((node = node->parent) && !dom_get_attribute(node, "itemscope"))
        ;
    return node;
}

/* The property called name of the thing at scope; NULL: it has none. */
static const struct dom_node *find_property(const struct dom_node *scope, const char *name)
{
    for (const struct dom_node *node = scope; (node = extract_next_element(scope, node));)
        if (has_word(node, "itemprop", name) && find_scope(node) == scope)
            return node;
    return NULL;
}

/* What a property says (HTML microdata 5.2.4); of a thing its own property. Caller frees; may be
 * NULL. */
static char *get_value(const struct dom_node *node, const char *own)
{
    static const char *const attributes[] = { "content", "datetime", "src", "href" };
    if (node && dom_get_attribute(node, "itemscope"))
        node = find_property(node, own);
    if (!node)
        return NULL;
    const bool is_address = strcmp(own, "url") == 0;
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
        const char *value = dom_get_attribute(node, attributes[i]);
        if (value && *value && (i < 2 || is_address))
            return g_strndup(value, MIN(strlen(value), MAX_VALUE_BYTES));
    }
    return is_address ? NULL : dom_get_words(node, MAX_VALUE_BYTES);
}

bool extract_is_article_body(const struct dom_node *node)
{
    return has_word(node, "itemprop", "articleBody");
}

void extract_read_microdata(const struct extractor *extractor, struct extract_claims *claims)
{
    static const struct {
        const char *name, *own;
        size_t offset;
    } rows[] = {
        { "headline", "name", offsetof(struct extract_claims, title) },
        { "author", "name", offsetof(struct extract_claims, byline) },
        { "creator", "name", offsetof(struct extract_claims, byline) },
        { "description", "name", offsetof(struct extract_claims, excerpt) },
        { "publisher", "name", offsetof(struct extract_claims, site_name) },
        { "datePublished", "name", offsetof(struct extract_claims, published) },
        { "image", "url", offsetof(struct extract_claims, image) },
    };
    const struct dom_node *html = extractor->page.html, *article = NULL;
    for (const struct dom_node *node = html; (node = extract_next_element(html, node)) && !article;)
        article = is_article(node) ? node : NULL;
    for (guint i = 0; article && i < G_N_ELEMENTS(rows); i++) {
        char **claim = (char **)(void *)((char *)claims + rows[i].offset);
        if (!*claim)
            *claim = get_value(find_property(article, rows[i].name), rows[i].own);
    }
}
