/* SPDX-License-Identifier: MIT */
/* Where the feeds of a site may be: the list of candidates, Link headers, directories, the usual
 * places. */
#include "discovery_list.h"

#include "base/url.h"
#include "base/utf8.h"

#include <jansson.h>
#include <string.h>

#define MAX_CANDIDATES 64
#define MAX_URL_BYTES 2000
#define MAX_TITLE_COLS 200
/* penalty: not where main feeds are; more than the place in the list counts */
#define NOT_USUAL 100

static const char *const source_names[] = {
    [DISCOVERY_ITSELF] = "feed",   [DISCOVERY_ADDRESS] = "address",
    [DISCOVERY_LINK] = "link",     [DISCOVERY_HEADER] = "header",
    [DISCOVERY_ANCHOR] = "anchor", [DISCOVERY_WELL_KNOWN] = "well-known",
};
G_STATIC_ASSERT(G_N_ELEMENTS(source_names) == DISCOVERY_SOURCES);

const char *discovery_format_source(enum discovery_source source)
{
    g_assert(source < DISCOVERY_SOURCES);
    return source_names[source];
}

void discovery_candidate_free(struct discovery_candidate *candidate)
{
    if (!candidate)
        return;
    g_free(candidate->url);
    g_free(candidate->title);
    g_free(candidate->type);
    g_free(candidate);
}

static void candidate_destroy(gpointer candidate)
{
    discovery_candidate_free(candidate);
}

GPtrArray *discovery_list_new(void)
{
    return g_ptr_array_new_with_free_func(candidate_destroy);
}

/* ---- addresses */

static bool has_host(const char *url)
{
    g_autofree char *host = url_get_host(url);
    return host != NULL;
}

/* A name and a port look like a scheme: "localhost:8080/feed". */
static bool is_port_behind(const char *text, size_t len)
{
    const size_t digits = strspn(text + len + 1, "0123456789");
    const char after = text[len + 1 + digits];
    return digits && digits <= 5 && (!after || strchr("/?#", after));
}

char *discovery_read_address(const char *typed, bool *is_guess)
{
    g_autofree char *text = g_strstrip(g_strdup(typed ? typed : ""));
    if (is_guess)
        *is_guess = false;
    for (const char *c = text; *c; c++)
        if ((guchar)*c <= ' ' || *c == 0x7f)
            return NULL;
    const char *rest = text + url_get_feed_scheme_len(text);
    g_autofree char *meant = url_from_feed_scheme(text);
    if (meant && url_is_http(rest + strspn(rest, "/")))
        rest = meant;
    if (url_is_http(rest))
        return strncmp(rest + url_get_scheme_len(rest), "://", 3) == 0 && has_host(rest)
                   ? g_strdup(rest)
                   : NULL;
    const size_t scheme_len = url_get_scheme_len(rest);
    if (scheme_len && !is_port_behind(rest, scheme_len))
        return NULL;
    if (rest[0] == '/' && rest[1] == '/')
        rest += 2;
    else if (*rest == '/')
        return NULL; /* a path */
    g_autofree char *url = g_strconcat("https://", rest, NULL);
    g_autofree char *host = url_get_host(url);
    if (!host || (!strpbrk(host, ".:") && strcmp(host, "localhost") != 0 && !scheme_len))
        return NULL; /* a word */
    if (is_guess)
        *is_guess = true;
    return g_steal_pointer(&url);
}

/* url without user, password and fragment; NULL if it is not a web address, or too long. */
static char *tidy_candidate(const char *base, const char *reference)
{
    if (strlen(reference) > MAX_URL_BYTES)
        return NULL;
    reference += strspn(reference, " \t\r\n");
    /* "feed://h/x" does not say which scheme it means: the page's */
    const size_t scheme_len = url_get_feed_scheme_len(reference);
    g_autofree char *meant = url_from_feed_scheme(reference);
    const bool says_http = meant && strstr(reference + scheme_len, meant);
    const char *plain = meant && !says_http ? meant + url_get_scheme_len(meant) + 1 : meant;
    g_autofree char *url = url_resolve(base, plain ? plain : reference);
    if (!url_is_http(url) || !has_host(url) || strlen(url) > MAX_URL_BYTES ||
        !utf8_is_clean(url, strlen(url), UTF8_LINE))
        return NULL;
    char *found = url_strip_user(url);
    found[strcspn(found, "#")] = '\0';
    return found;
}

/* Where a site's main feed often is, from its root. */
static const char *const usual_places[] = { "/feed",      "/feed/",       "/rss",
                                            "/rss.xml",   "/atom.xml",    "/feed.xml",
                                            "/index.xml", "/feed.json",   "/feeds/posts/default",
                                            "/blog/feed", "/blog/rss.xml" };

static bool is_usual_place(const char *url)
{
    const char *path = strstr(url, "://") + 3;
    path += strcspn(path, "/?");
    for (guint i = 0; i < G_N_ELEMENTS(usual_places); i++)
        if (strcmp(path, usual_places[i]) == 0)
            return true;
    return false;
}

static char *clean_text(const char *text)
{
    g_autofree char *line = text ? utf8_clean_line(text, strlen(text)) : NULL;
    return line && *line ? utf8_truncate(line, MAX_TITLE_COLS) : NULL;
}

struct discovery_candidate *discovery_add(GPtrArray *candidates, enum discovery_source source,
                                          guint penalty, const char *base, const char *reference,
                                          const char *title, const char *type)
{
    g_autofree char *url =
        candidates->len < MAX_CANDIDATES ? tidy_candidate(base, reference) : NULL;
    for (guint i = 0; url && i < candidates->len; i++)
        if (strcmp(((struct discovery_candidate *)candidates->pdata[i])->url, url) == 0)
            return NULL;
    if (!url)
        return NULL;
    struct discovery_candidate *candidate = g_new0(struct discovery_candidate, 1);
    candidate->url = g_steal_pointer(&url);
    candidate->title = clean_text(title);
    candidate->type = clean_text(type);
    candidate->source = source;
    candidate->rank = (guint)source * 1000 + penalty + candidates->len;
    candidate->rank += is_usual_place(candidate->url) ? 0 : NOT_USUAL;
    g_ptr_array_add(candidates, candidate);
    return candidate;
}

/* ---- what addresses, types and titles say */

static bool has_suffix(const char *text, size_t len, const char *suffix)
{
    const size_t n = strlen(suffix);
    return len >= n && g_ascii_strncasecmp(text + len - n, suffix, n) == 0;
}

bool discovery_is_feed_address(const char *url)
{
    static const char *const ends[] = { "/feed",
                                        "/feeds",
                                        "/rss",
                                        "/atom",
                                        "/rss2",
                                        ".rss",
                                        ".atom",
                                        ".rdf",
                                        "/rss.xml",
                                        "/feed.xml",
                                        "/atom.xml",
                                        "/index.xml",
                                        "/rss2.xml",
                                        ".rss.xml",
                                        "feed.json",
                                        "rss.php",
                                        "/feeds/posts/default" };
    static const char *const queries[] = { "feed=rss",  "feed=atom", "format=rss", "format=atom",
                                           "type=rss",  "alt=rss",   "feed=rss2",  "format=feed",
                                           "type=atom", "output=rss" };
    size_t len = strcspn(url, "?#");
    while (len && url[len - 1] == '/')
        len--;
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
        if (has_suffix(url, len, ends[i]))
            return true;
    for (guint i = 0; url[len] && i < G_N_ELEMENTS(queries); i++)
        if (strstr(url + len, queries[i]))
            return true;
    g_autofree char *host = url_get_host(url);
    return host && g_str_has_prefix(host, "feeds.");
}

bool discovery_has_word(const char *rel, const char *word)
{
    const size_t len = strlen(word);
    for (const char *p = rel; p && *p; p += strcspn(p, " \t\r\n\f")) {
        p += strspn(p, " \t\r\n\f");
        if (strcspn(p, " \t\r\n\f") == len && g_ascii_strncasecmp(p, word, len) == 0)
            return true;
    }
    return false;
}

bool discovery_is_feed_type(const char *type, const char *url)
{
    static const struct {
        const char *type;
        bool is_shared; /* by documents that are not feeds */
    } types[] = {
        { "application/rss+xml", false },
        { "application/atom+xml", false },
        { "application/feed+json", false },
        { "application/rdf+xml", false },
        { "application/x-rss+xml", false },
        { "application/x-atom+xml", false },
        { "application/rss", false },
        { "application/atom", false },
        { "text/rss+xml", false },
        { "text/rss", false },
        { "text/atom+xml", false },
        { "application/xml", true },
        { "text/xml", true },
        { "application/json", true },
    };
    static const char *const no_feeds[] = { "oembed", "wp-json", "sitemap", "manifest",
                                            "opensearch" };
    type += strspn(type, " \t");
    const size_t len = strcspn(type, "; \t");
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        if (strlen(types[i].type) != len || g_ascii_strncasecmp(type, types[i].type, len) != 0)
            continue;
        for (guint k = 0; types[i].is_shared && k < G_N_ELEMENTS(no_feeds); k++)
            if (strstr(url, no_feeds[k]))
                return false;
        return true;
    }
    return false;
}

guint discovery_get_penalty(const char *url, const char *title)
{
    static const char *const words[] = { "comment",  "kommentar", "comentari", "comentário",
                                         "reacties", "評論",      "コメント",  "комментари" };
    g_autofree char *folded = g_utf8_casefold(title ? title : "", -1);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(folded, words[i]))
            return DISCOVERY_COMMENTS;
    return strstr(url, "/comments/") || strstr(url, "/comments.") ? DISCOVERY_COMMENTS : 0;
}

/* ---- Link: (RFC 8288 3) */

struct link_value {
    char *url, *rel, *type, *title;
    bool has_anchor; /* it speaks of another page */
};

static void link_value_clear(struct link_value *value)
{
    g_free(value->url);
    g_free(value->rel);
    g_free(value->type);
    g_free(value->title);
}

/* A token or a quoted string at *p, moved past it. Caller frees. */
static char *take_value(const char **p)
{
    if (**p != '"') {
        const size_t len = strcspn(*p, ";, \t");
        char *token = g_strndup(*p, len);
        *p += len;
        return token;
    }
    GString *text = g_string_new(NULL);
    for (++*p; **p && **p != '"'; ++*p) {
        if (**p == '\\' && (*p)[1])
            ++*p;
        g_string_append_c(text, **p);
    }
    *p += **p == '"';
    return g_string_free(text, FALSE);
}

static void link_value_set(struct link_value *value, const char *name, size_t len, char *text)
{
    const struct {
        const char *name;
        char **field;
    } fields[] = { { "rel", &value->rel }, { "type", &value->type }, { "title", &value->title } };
    value->has_anchor |= len == 6 && g_ascii_strncasecmp(name, "anchor", 6) == 0;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (strlen(fields[i].name) != len || g_ascii_strncasecmp(name, fields[i].name, len) != 0 ||
            *fields[i].field)
            continue;
        *fields[i].field = text;
        return;
    }
    g_free(text);
}

/* "<address>; name=value; …" at *p, moved to the comma after it. False at the end. */
static bool take_link(const char **p, struct link_value *value)
{
    *p += strcspn(*p, "<");
    if (!**p)
        return false;
    const size_t len = strcspn(++*p, ">");
    value->url = g_strndup(*p, len);
    *p += len + ((*p)[len] == '>');
    while (**p && **p != ',') {
        *p += strspn(*p, "; \t");
        const char *name = *p;
        const size_t name_len = strcspn(name, "=;, \t");
        *p += name_len;
        *p += strspn(*p, " \t");
        if (**p != '=') {
            *p += strcspn(*p, ";,");
            continue;
        }
        ++*p;
        *p += strspn(*p, " \t");
        link_value_set(value, name, name_len, take_value(p));
        *p += strcspn(*p, ";,");
    }
    return true;
}

void discovery_find_in_header(const char *value, const char *url, GPtrArray *candidates)
{
    g_assert(candidates);
    for (const char *p = value ? value : ""; *p;) {
        struct link_value link = { 0 };
        if (take_link(&p, &link) && link.rel && link.type && !link.has_anchor &&
            (discovery_has_word(link.rel, "alternate") || discovery_has_word(link.rel, "feed")) &&
            discovery_is_feed_type(link.type, link.url))
            discovery_add(candidates, DISCOVERY_HEADER, discovery_get_penalty(link.url, link.title),
                          url, link.url, link.title, link.type);
        link_value_clear(&link);
    }
}

/* ---- directories, usual places */

void discovery_find_in_lookup(const char *bytes, size_t len, GPtrArray *candidates)
{
    g_assert(candidates && (bytes || !len));
    json_t *root = json_loadb(bytes, len, JSON_DISABLE_EOF_CHECK, NULL);
    json_t *results = json_object_get(root, "results"), *result;
    size_t index;
    json_array_foreach(results, index, result)
    {
        const char *url = json_string_value(json_object_get(result, "feedUrl"));
        if (url)
            discovery_add(candidates, DISCOVERY_ADDRESS, 0, NULL, url,
                          json_string_value(json_object_get(result, "collectionName")), NULL);
    }
    json_decref(root);
}

void discovery_find_well_known(const char *url, GPtrArray *candidates)
{
    g_assert(url && candidates);
    static const char *const folder_places[] = { "feed",     "rss",      "rss.xml",
                                                 "atom.xml", "feed.xml", "index.xml" };
    discovery_find_guesses(url, candidates);
    g_autofree char *root = url_resolve(url, "/");
    g_autofree char *folder = url_resolve(url, ".");
    for (guint i = 0; strcmp(root, folder) != 0 && i < G_N_ELEMENTS(folder_places); i++)
        discovery_add(candidates, DISCOVERY_WELL_KNOWN, 0, folder, folder_places[i], NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(usual_places); i++)
        discovery_add(candidates, DISCOVERY_WELL_KNOWN, 0, root, usual_places[i], NULL, NULL);
}
