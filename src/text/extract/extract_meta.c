/* SPDX-License-Identifier: MIT */
/* What a page says of its article: meta elements, links, microdata, dates. */
#include "extract_private.h"

#include "base/date.h"
#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

#define MAX_VALUE_BYTES 8192

/* ---- the names of meta elements */

static const char *const property_prefixes[] = { "article", "dc", "dcterm", "og", "twitter" };
static const char *const property_names[] = { "author",         "creator", "description",
                                              "published_time", "title",   "site_name",
                                              "image" };
static const char *const name_prefixes[] = { "dc",      "dcterm",        "og",           "twitter",
                                             "parsely", "weibo:article", "weibo:webpage" };
static const char *const names[] = { "author",      "creator", "pub-date",
                                     "description", "title",   "site_name" };

/* The word of words that stands at p, the longest; NULL: none. */
static const char *find_word(const char *p, const char *const *words, guint n)
{
    const char *best = NULL;
    for (guint i = 0; i < n; i++)
        if (g_ascii_strncasecmp(p, words[i], strlen(words[i])) == 0 &&
            (!best || strlen(words[i]) > strlen(best)))
            best = words[i];
    return best;
}

static const char *skip_space(const char *p)
{
    return p + strspn(p, " \t\n\r\f\v");
}

/* "og:title" wherever it stands in a property; NULL: nothing we know. Caller frees. */
static char *find_property(const char *property)
{
    for (const char *p = property; *p; p++) {
        /* the shorter prefix too: "dc" in "dcterm:…" does not go on with ":" */
        for (guint i = 0; i < G_N_ELEMENTS(property_prefixes); i++) {
            const size_t len = strlen(property_prefixes[i]);
            if (g_ascii_strncasecmp(p, property_prefixes[i], len) != 0)
                continue;
            const char *colon = skip_space(p + len);
            const char *name = *colon == ':' ? find_word(skip_space(colon + 1), property_names,
                                                         G_N_ELEMENTS(property_names))
                                             : NULL;
            const bool is_part = name && strcmp(name, "image") == 0 && /* "og:image:width" */
                                 strchr(skip_space(colon + 1), ':');
            if (name && !is_part)
                return g_strconcat(property_prefixes[i], ":", name, NULL);
        }
    }
    return NULL;
}

/* The name in the form that the orders below have; NULL: nothing we know. Caller frees. */
static char *find_name(const char *name)
{
    GString *key = g_string_new(NULL);
    for (const char *p = name; *p && key->len < 64; p++)
        if (!g_ascii_isspace(*p))
            g_string_append_c(key, g_ascii_tolower(*p));
    const char *rest = key->str,
               *prefix = find_word(rest, name_prefixes, G_N_ELEMENTS(name_prefixes));
    if (prefix && strchr("-.:", rest[strlen(prefix)]) && rest[strlen(prefix)])
        rest += strlen(prefix) + 1;
    bool is_known = false;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        is_known = is_known || strcmp(rest, names[i]) == 0;
    if (!is_known) {
        g_string_free(key, TRUE);
        return NULL;
    }
    return g_strdelimit(g_string_free(key, FALSE), ".", ':');
}

static void read_meta(GHashTable *values, const struct dom_node *node)
{
    const char *content = dom_get_attribute(node, "content");
    const char *property = dom_get_attribute(node, "property");
    const char *name = dom_get_attribute(node, "name");
    if (!content || !*content || strlen(content) > MAX_VALUE_BYTES)
        return;
    char *key = property ? find_property(property) : NULL;
    if (!key && name)
        key = find_name(name);
    if (key)
        g_hash_table_replace(values, key, g_strstrip(g_strdup(content)));
}

/* ---- the order in which places are believed */

enum field {
    FIELD_TITLE,
    FIELD_BYLINE,
    FIELD_EXCERPT,
    FIELD_SITE_NAME,
    FIELD_PUBLISHED,
    FIELD_IMAGE
};

static const char *const orders[][9] = {
    [FIELD_TITLE] = { "dc:title", "dcterm:title", "og:title", "weibo:article:title",
                      "weibo:webpage:title", "title", "twitter:title", "parsely-title" },
    [FIELD_BYLINE] = { "dc:creator", "dcterm:creator", "author", "parsely-author",
                       "article:author" },
    [FIELD_EXCERPT] = { "dc:description", "dcterm:description", "og:description",
                        "weibo:article:description", "weibo:webpage:description", "description",
                        "twitter:description" },
    [FIELD_SITE_NAME] = { "og:site_name" },
    [FIELD_PUBLISHED] = { "article:published_time", "parsely-pub-date" },
    [FIELD_IMAGE] = { "og:image", "twitter:image" },
};

static const char *get_value(GHashTable *values, enum field field)
{
    for (guint i = 0; i < G_N_ELEMENTS(orders[field]) && orders[field][i]; i++) {
        const char *value = g_hash_table_lookup(values, orders[field][i]);
        const bool is_address = value && field == FIELD_BYLINE && url_is_http(value);
        if (value && *value && !(is_address && strcmp(orders[field][i], "article:author") == 0))
            return value;
    }
    return NULL;
}

/* References decoded once more, for pages that wrote them twice. */
static char *unescape(const char *text)
{
    const char *end = text + strlen(text);
    GString *out = g_string_new(NULL);
    for (const char *p = text; p < end;) {
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n = 0;
        const size_t taken = *p == '&' ? markup_decode_reference(p, end, utf8, &n) : 0;
        const bool is_meant =
            taken && p[taken - 1] == ';' && (p[1] == '#' || (n == 1 && strchr("\"&'<>", utf8[0])));
        if (is_meant && !n)
            g_string_append(out, "\ufffd"); /* a number without a character */
        else
            g_string_append_len(out, is_meant ? utf8 : p, is_meant ? (gssize)n : 1);
        p += is_meant ? taken : 1;
    }
    return g_string_free(out, FALSE);
}

/* The first of both that says something, on one line; NULL: neither does. Caller frees. */
static char *choose(const char *claim, const char *value)
{
    const char *text = claim && *claim ? claim : value;
    if (!text)
        return NULL;
    g_autofree char *unescaped = unescape(text);
    char *line = utf8_clean_line(unescaped, strlen(unescaped));
    if (!*line)
        g_clear_pointer(&line, g_free);
    return line;
}

/* ---- dates */

/* Of elements that are made to hold it; comments and other articles have such as well: the first.
 */
static gint64 find_date(const struct extractor *extractor)
{
    const struct dom_node *html = extractor->page.html;
    gint64 at = EXTRACT_NO_TIME;
    for (const struct dom_node *node = html; (node = extract_next_element(html, node));) {
        const char *itemprop = dom_get_attribute(node, "itemprop");
        const bool is_prop = itemprop && strcmp(itemprop, "datePublished") == 0;
        const bool is_time = node->tag == HTML_TIME && dom_get_attribute(node, "datetime");
        if (!is_prop && !is_time)
            continue;
        const char *value = dom_get_attribute(node, "datetime");
        if (!value)
            value = dom_get_attribute(node, "content");
        if (value && date_parse(value, &at))
            return at;
    }
    return at;
}

static void read_date(struct extractor *extractor, const struct extract_claims *json,
                      const struct extract_claims *micro, GHashTable *values)
{
    gint64 *at = &extractor->out->published;
    const char *value = get_value(values, FIELD_PUBLISHED);
    if (!(json->published && date_parse(json->published, at)) &&
        !(value && date_parse(value, at)) &&
        !(micro->published && date_parse(micro->published, at)))
        *at = find_date(extractor);
}

/* ---- links */

static char *resolve(const struct extractor *extractor, const char *address)
{
    g_autofree char *url = address && *address ? url_resolve(extractor->base_url, address) : NULL;
    if (!url || !url_is_http(url))
        return NULL;
    return utf8_clean(url, strlen(url), UTF8_LINE, NULL);
}

static void read_links(struct extractor *extractor, GHashTable *values)
{
    const struct dom_node *html = extractor->page.html;
    struct extract_page *out = extractor->out;
    const enum html_tag link = HTML_LINK;
    GPtrArray *list = extract_collect(html, &link, 1);
    for (guint i = 0; i < list->len && !out->url; i++) {
        const char *rel = dom_get_attribute(list->pdata[i], "rel");
        if (rel && g_ascii_strcasecmp(rel, "canonical") == 0)
            out->url = resolve(extractor, dom_get_attribute(list->pdata[i], "href"));
    }
    g_ptr_array_unref(list);
    if (!out->url)
        out->url = g_strdup(extractor->options->base_url);
    out->image = resolve(extractor, get_value(values, FIELD_IMAGE));
}

void extract_read_meta(struct extractor *extractor, struct extract_claims *json,
                       struct extract_claims *micro)
{
    struct extract_page *out = extractor->out;
    const enum html_tag meta = HTML_META;
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GPtrArray *list = extract_collect(extractor->page.html, &meta, 1);
    for (guint i = 0; i < list->len; i++)
        read_meta(values, list->pdata[i]);
    g_ptr_array_unref(list);
    extract_read_json(extractor, json);
    extract_read_microdata(extractor, micro);
    out->title = choose(json->title, get_value(values, FIELD_TITLE));
    if (!out->title)
        out->title = choose(micro->title, NULL);
    if (!out->title) {
        g_autofree char *title = extract_find_title(extractor);
        out->title = choose(title, NULL);
    }
    out->byline = choose(json->byline, get_value(values, FIELD_BYLINE));
    out->excerpt = choose(json->excerpt, get_value(values, FIELD_EXCERPT));
    if (!out->excerpt)
        out->excerpt = choose(micro->excerpt, NULL);
    out->site_name = choose(json->site_name, get_value(values, FIELD_SITE_NAME));
    if (!out->site_name)
        out->site_name = choose(micro->site_name, NULL);
    out->language = choose(dom_get_attribute(extractor->page.html, "lang"), NULL);
    read_date(extractor, json, micro, values);
    read_links(extractor, values);
    if (!out->image)
        out->image = resolve(extractor, micro->image);
}
