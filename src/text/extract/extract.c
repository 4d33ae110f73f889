/* SPDX-License-Identifier: MIT */
/* A page's bytes to its article: decoded, read, tried with less and less strictness, written. */
#include "extract_private.h"

#include "base/encoding.h"
#include "base/html_token.h"
#include "base/url.h"
#include "base/utf8.h"
#include "text/scrape.h"

#include <string.h>

#define MAX_PAGE_BYTES (32u << 20)
#define MAX_NODES 500000   /* they take more room here than in a page that is shown */
#define PRESCAN_BYTES 1024 /* HTML 13.2.3.2 */
#define ENOUGH_CHARS 500   /* of an article; what has less is tried again */
#define FEW_CHARS 25       /* no sentence */
#define MAX_EXCERPT_BYTES 65536
#define MIN_CLAIMED_CHARS 500
#define SHORT_CHARS 1200 /* a page that says that there is nothing says it in fewer */

struct dom_node *extract_new_element(struct arena *arena, enum html_tag tag)
{
    struct dom_node *node = dom_new_element(arena, tag);
    dom_weigh(arena, node);
    return node;
}

/* ---- attempts */

static void attempt_clear(struct attempt *attempt)
{
    arena_free(attempt->arena);
    *attempt = (struct attempt){ 0 };
}

/* The direction that an element asks for, or NULL. Static. */
static const char *get_dir(const struct dom_node *node)
{
    static const char *const all[] = { "ltr", "rtl", "auto" };
    const char *dir = dom_get_attribute(node, "dir");
    for (guint i = 0; dir && i < G_N_ELEMENTS(all); i++)
        if (g_ascii_strcasecmp(dir, all[i]) == 0)
            return all[i];
    return NULL;
}

/* The direction of the element around the article: its parent, else outwards. */
static const char *find_dir(const struct dom_node *top)
{
    const char *dir = top->parent ? get_dir(top->parent) : NULL;
    for (const struct dom_node *node = top; node && !dir; node = node->parent)
        dir = get_dir(node);
    return dir;
}

static struct attempt attempt_make(struct extractor *extractor, guint flags, bool is_first)
{
    struct attempt attempt = { .extractor = extractor,
                               .flags = flags,
                               .arena = arena_new(256 * 1024) };
    attempt.body = extractor->page.body;
    attempt.html = dom_copy(attempt.arena, extractor->page.html, &attempt.body);
    if (!is_first) /* on retries <body> is excluded: it was tried first */
        attempt.body->marks |= DOM_SCORED;
    struct dom_node *top = extract_score(&attempt);
    attempt.dir = find_dir(top);
    extract_join(&attempt, top);
    extract_clean(&attempt);
    attempt.len = dom_get_len(attempt.article);
    return attempt;
}

/* Each attempt leaves one more rule out, until there is enough; else the longest counts. */
static struct attempt find_best(struct extractor *extractor)
{
    static const guint flags[] = { EXTRACT_ALL, EXTRACT_WEIGH_CLASSES | EXTRACT_CLEAN_CONDITIONALLY,
                                   EXTRACT_CLEAN_CONDITIONALLY, 0 };
    struct attempt best = { 0 };
    for (guint i = 0; i < G_N_ELEMENTS(flags); i++) {
        struct attempt attempt = attempt_make(extractor, flags[i], i == 0);
        const bool is_enough = attempt.len >= ENOUGH_CHARS;
        if (is_enough || !best.arena || attempt.len > best.len) {
            attempt_clear(&best);
            best = attempt;
        } else {
            attempt_clear(&attempt);
        }
        if (is_enough)
            break;
    }
    return best;
}

/* Without what stands beside the article, unless nothing is left then. */
static struct attempt find_article(struct extractor *extractor)
{
    const bool has_beside = extract_mark_beside(extractor);
    struct attempt best = find_best(extractor);
    if (!has_beside || best.len >= FEW_CHARS)
        return best;
    extractor->keeps_beside = true;
    attempt_clear(&best);
    return find_best(extractor);
}

/* ---- what the page says elsewhere */

/* The text of JSON-LD as paragraphs, for a page whose own text comes from a script. */
static struct dom_node *make_article(struct arena *arena, const char *text)
{
    struct dom_node *article = extract_new_element(arena, HTML_DIV);
    for (const char *p = text; *p;) {
        const size_t len = strcspn(p, "\n");
        struct dom_node *content = dom_new_text(arena, p, len);
        dom_weigh(arena, content);
        if (content->facts->sums.chars) {
            struct dom_node *paragraph = extract_new_element(arena, HTML_P);
            dom_insert(paragraph, content, NULL);
            dom_insert(article, paragraph, NULL);
        }
        p += len + (p[len] != '\0');
    }
    return article;
}

/* The page's own text is a teaser, or nothing beside what JSON-LD has. */
static bool is_better(const char *body, guint32 len)
{
    const glong claimed = body ? g_utf8_strlen(body, -1) : 0;
    return claimed >= MIN_CLAIMED_CHARS && len < claimed / (len < ENOUGH_CHARS ? 2 : 4);
}

static void set_excerpt(struct extractor *extractor, const struct dom_node *article)
{
    struct extract_page *out = extractor->out;
    for (const struct dom_node *node = article;
         !out->excerpt && (node = extract_next_element(article, node));) {
        if (node->tag != HTML_P)
            continue;
        g_autofree char *words = dom_get_words(node, MAX_EXCERPT_BYTES);
        out->excerpt = utf8_clean_line(words, strlen(words));
    }
    if (out->excerpt && !*out->excerpt)
        g_clear_pointer(&out->excerpt, g_free);
}

static bool has_password(const struct extractor *extractor)
{
    const enum html_tag input = HTML_INPUT;
    GPtrArray *list = extract_collect(extractor->page.html, &input, 1);
    bool found = false;
    for (guint i = 0; i < list->len && !found; i++) {
        const char *type = dom_get_attribute(list->pdata[i], "type");
        found = type && g_ascii_strcasecmp(type, "password") == 0;
    }
    g_ptr_array_unref(list);
    return found;
}

/* Words in the title or the text of a short page that say what it is instead of an article. */
static const struct {
    const char *words, *reason;
    bool is_title_only;
} signs[] = {
    { "page not found", "error page", false },
    { "404 ", "error page", true },
    { "not found", "error page", true },
    { "seite nicht gefunden", "error page", true },
    { "page introuvable", "error page", true },
    { "access denied", "error page", false },
    { "forbidden", "error page", true },
    { "service unavailable", "error page", true },
    { "bad gateway", "error page", true },
    { "are you a robot", "robot check", false },
    { "verify you are human", "robot check", false },
    { "verifying you are human", "robot check", false },
    { "just a moment", "robot check", true },
    { "captcha", "robot check", false },
    { "enable javascript", "needs scripts", false },
    { "accept cookies", "cookie wall", false },
    { "accept all cookies", "cookie wall", false },
    { "cookie consent", "cookie wall", true },
    { "subscribe to continue", "subscription wall", false },
    { "subscribe to read", "subscription wall", false },
    { "already a subscriber", "subscription wall", false },
    { "log in to continue", "login wall", false },
    { "sign in to continue", "login wall", false },
};

static const char *find_reason(const struct extractor *extractor)
{
    const struct extract_page *out = extractor->out;
    if (out->length >= SHORT_CHARS)
        return NULL;
    g_autofree char *title = g_utf8_strdown(out->title ? out->title : "", -1);
    g_autofree char *text = g_utf8_strdown(out->content_text, -1);
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strstr(title, signs[i].words) ||
            (!signs[i].is_title_only && strstr(text, signs[i].words)))
            return signs[i].reason;
    if (out->length < ENOUGH_CHARS && has_password(extractor))
        return "login wall";
    return out->length < 140 ? "no article" : NULL;
}

/* ---- the page */

/* What the page's first bytes declare of its encoding (HTML 13.2.3.2): in a meta element, or as XML
 * does. */
static void find_label(const char *bytes, size_t len, char *label, size_t size)
{
    struct html_reader reader = { .p = bytes, .end = bytes + len, .is_lenient = true };
    struct html_token tag;
    while (!*label && html_next_tag(&reader, &tag)) {
        if (tag.type == HTML_TOKEN_END || tag.tag != HTML_META)
            continue;
        g_autofree char *charset = html_get_attribute(&reader, &tag, "charset");
        g_autofree char *content = html_get_attribute(&reader, &tag, "content");
        if (charset && *charset)
            g_strlcpy(label, charset, size);
        else if (content)
            encoding_find_label(content, strlen(content), "charset", label, size);
    }
    if (!*label && len > 5 && memcmp(bytes, "<?xml", 5) == 0)
        encoding_find_label(bytes, len, "encoding", label, size);
}

static const char *decode(const char *bytes, size_t *len, const char *content_type, char **owned)
{
    char header[64] = "", declared[64] = "";
    if (content_type)
        encoding_find_label(content_type, strlen(content_type), "charset", header, sizeof header);
    find_label(bytes, MIN(*len, PRESCAN_BYTES), declared, sizeof declared);
    return encoding_decode(bytes, len, header, g_strstrip(declared), owned);
}

/* Fills out what the tree says; false and error where there is nothing. */
static bool extract(struct extractor *extractor, GError **error)
{
    struct extract_claims json = { 0 }, micro = { 0 };
    struct attempt attempt = { .extractor = extractor, .arena = arena_new(0) };
    g_autoptr(GError) cause = NULL;
    const bool has_rules = extractor->options->body || extractor->options->strip;
    extractor->base_url = dom_find_base(&extractor->page, extractor->options->base_url);
    extract_read_meta(extractor, &json, &micro);
    extractor->out->next_url = extract_find_next_url(extractor);
    if (extractor->options->versions)
        extract_find_versions(extractor, extractor->options->versions);
    extractor->title_tokens = extract_tokenize(extractor->out->title);
    extract_prepare(extractor);
    attempt.article = has_rules ? extract_apply_rules(extractor, &cause) : NULL;
    if (attempt.article) {
        extract_fix_lazy_images(&attempt);
    } else if (!cause) {
        attempt_clear(&attempt);
        attempt = find_article(extractor);
        extract_flatten(&attempt);
        if (is_better(json.body, attempt.len))
            attempt.article = make_article(attempt.arena, json.body);
    }
    if (!cause) {
        set_excerpt(extractor, attempt.article);
        if (!extractor->out->byline && micro.byline && *micro.byline)
            extractor->out->byline = utf8_clean_line(micro.byline, strlen(micro.byline));
        extract_write(extractor, attempt.article);
        extractor->out->dir = g_strdup(attempt.dir);
        extractor->out->reason = find_reason(extractor);
        extractor->out->is_article = !extractor->out->reason;
        if (!extractor->out->length)
            g_set_error_literal(&cause, TEXT_ERROR, TEXT_ERROR_NOTHING, "has no text");
    }
    extract_claims_clear(&json);
    extract_claims_clear(&micro);
    attempt_clear(&attempt);
    if (cause)
        g_propagate_error(error, g_steal_pointer(&cause));
    return extractor->out->content_text && extractor->out->length;
}

struct extract_page *extract_article(const char *bytes, size_t len,
                                     const struct extract_options *options, GError **error)
{
    g_assert(options && (bytes || !len));
    struct extract_page *out = g_new0(struct extract_page, 1);
    struct extractor extractor = { .options = options, .out = out, .arena = arena_new(256 * 1024) };
    g_autofree char *owned = NULL;
    out->published = EXTRACT_NO_TIME;
    len = MIN(len, MAX_PAGE_BYTES);
    const char *text = decode(bytes, &len, options->content_type, &owned);
    dom_parse(&extractor.page, extractor.arena, text, MIN(len, MAX_PAGE_BYTES), MAX_NODES);
    dom_weigh(extractor.arena, extractor.page.html);
    const bool ok = extract(&extractor, error);
    dom_page_clear(&extractor.page);
    g_free(extractor.base_url);
    g_hash_table_unref(extractor.title_tokens);
    arena_free(extractor.arena);
    if (ok)
        return out;
    extract_page_free(out);
    return NULL;
}

void extract_page_free(struct extract_page *page)
{
    if (!page)
        return;
    g_free(page->title);
    g_free(page->byline);
    g_free(page->excerpt);
    g_free(page->site_name);
    g_free(page->language);
    g_free(page->dir);
    g_free(page->url);
    g_free(page->image);
    g_free(page->next_url);
    g_free(page->content_html);
    g_free(page->content_text);
    g_free(page);
}
