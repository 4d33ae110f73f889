/* SPDX-License-Identifier: MIT */
/* What a page says of its article in JSON-LD (schema.org). */
#include "extract_private.h"

#include <jansson.h>
#include <string.h>

#define MAX_SCRIPT_BYTES (1u << 20)

/* Parts of the names of types that are articles; the first one only at the beginning. */
static bool is_article_type(const json_t *object)
{
    static const char *const types[] = {
        "AdvertiserContentArticle", "NewsArticle",           "AnalysisNewsArticle",
        "AskPublicNewsArticle",     "BackgroundNewsArticle", "OpinionNewsArticle",
        "ReportageNewsArticle",     "ReviewNewsArticle",     "Report",
        "SatiricalArticle",         "ScholarlyArticle",      "MedicalScholarlyArticle",
        "SocialMediaPosting",       "BlogPosting",           "LiveBlogPosting",
        "DiscussionForumPosting",   "TechArticle",           "APIReference",
    };
    const char *type = json_string_value(json_object_get(object, "@type"));
    if (!type)
        return false;
    if (g_str_has_prefix(type, "Article"))
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (strstr(type, types[i]))
            return true;
    return false;
}

static const json_t *find_article(const json_t *list)
{
    size_t i;
    json_t *object;
    json_array_foreach(list, i, object) if (is_article_type(object)) return object;
    return NULL;
}

static bool is_schema_org(const json_t *object)
{
    const json_t *context = json_object_get(object, "@context");
    const char *name = json_is_object(context)
                           ? json_string_value(json_object_get(context, "@vocab"))
                           : json_string_value(context);
    static const char *const names[] = { "http://schema.org", "http://schema.org/",
                                         "https://schema.org", "https://schema.org/" };
    for (guint i = 0; name && i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* The member as a text, or NULL; caller frees. */
static char *get_text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    char *text = value ? g_strstrip(g_strdup(value)) : NULL;
    if (text && !*text)
        g_clear_pointer(&text, g_free);
    return text;
}

static char *get_byline(const json_t *author)
{
    if (!json_is_array(author))
        return get_text(author, "name");
    GString *names = g_string_new(NULL);
    size_t i;
    json_t *person;
    json_array_foreach(author, i, person)
    {
        const char *name = json_string_value(json_object_get(person, "name"));
        if (!name && i == 0)
            break;
        if (name) {
            g_autofree char *trimmed = g_strstrip(g_strdup(name));
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", trimmed);
        }
    }
    return g_string_free(names, names->len == 0);
}

static char *get_title(const struct extractor *extractor, const json_t *article)
{
    const char *name = json_string_value(json_object_get(article, "name"));
    const char *headline = json_string_value(json_object_get(article, "headline"));
    if (!name || !headline || strcmp(name, headline) == 0)
        return g_strdup(name ? name : headline);
    g_autofree char *title = extract_find_title(extractor);
    /* how much of the page's title each holds */
    g_autoptr(GHashTable) in_name = extract_tokenize(name);
    g_autoptr(GHashTable) in_headline = extract_tokenize(headline);
    const bool is_headline = extract_compare_title(in_headline, title) > 0.75 &&
                             extract_compare_title(in_name, title) <= 0.75;
    return g_strdup(is_headline ? headline : name);
}

static bool read_script(const struct extractor *extractor, const struct dom_script *script,
                        struct extract_claims *claims)
{
    const char *p = script->text, *end = p + script->len;
    while (p < end && g_ascii_isspace(*p))
        p++;
    while (end > p && g_ascii_isspace(end[-1]))
        end--;
    if (end - p >= 9 && memcmp(p, "<![CDATA[", 9) == 0)
        p += 9;
    if (end - p >= 3 && memcmp(end - 3, "]]>", 3) == 0)
        end -= 3;
    if (end - p > MAX_SCRIPT_BYTES)
        return false;
    json_t *root = json_loadb(p, (size_t)(end - p), JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, NULL);
    const json_t *article = json_is_array(root) ? find_article(root) : root;
    const bool is_known = is_schema_org(article);
    if (is_known && !json_object_get(article, "@type"))
        article = find_article(json_object_get(article, "@graph"));
    const bool is_fit = is_known && is_article_type(article);
    if (is_fit) {
        claims->title = get_title(extractor, article);
        claims->byline = get_byline(json_object_get(article, "author"));
        claims->excerpt = get_text(article, "description");
        claims->site_name = get_text(json_object_get(article, "publisher"), "name");
        claims->published = get_text(article, "datePublished");
        claims->body = get_text(article, "articleBody");
        const double n_words = json_number_value(json_object_get(article, "wordCount"));
        if (extractor->options->versions && n_words > 0 && n_words < 1e6)
            extractor->options->versions->n_words = (guint)n_words;
    }
    json_decref(root);
    return is_fit;
}

void extract_read_json(struct extractor *extractor, struct extract_claims *claims)
{
    const GArray *scripts = extractor->page.scripts;
    for (guint i = 0; i < scripts->len; i++)
        if (read_script(extractor, &g_array_index(scripts, struct dom_script, i), claims))
            return;
}

void extract_claims_clear(struct extract_claims *claims)
{
    g_free(claims->title);
    g_free(claims->byline);
    g_free(claims->excerpt);
    g_free(claims->site_name);
    g_free(claims->published);
    g_free(claims->image);
    g_free(claims->body);
}
