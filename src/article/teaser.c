/* SPDX-License-Identifier: MIT */
/* Whether a feed gives an article whole, or only the beginning of it. */
#include "teaser.h"

#include "full_text_read.h"

#include "base/html_token.h"
#include "base/markup.h"
#include "base/url.h"
#include "store/feed_row.h"

#include <string.h>

#define LAST_ARTICLES 12
#define LOOK_BYTES ((gsize)64 << 10) /* longer texts are not teasers */
#define TAIL_BYTES ((gsize)600)      /* where a link to the article itself counts */
#define MIN_ITEMS 2                  /* of a list, or rows of a table */
#define PICTURE_WORDS 12             /* a picture with fewer words is what there is to see … */
#define PICTURE_PAGE_WORDS 150       /* … unless its page has so many */
#define DERIVED_BYTES 100            /* what the archive makes of a text is about as long */
#define SHORT_WORDS 80               /* shorter texts are teasers in any case … */
#define LINKED_WORDS 200 /* … shorter texts are teasers with a link to the article at the end … */
#define CUT_WORDS 600    /* … shorter texts are teasers with a mark that they are cut off */

/* What stands at the end of a text that goes on elsewhere; in lower case. */
static const char *const marks[] = {
    "…",
    "...",
    "[…]",
    "[...]",
    "(…)",
    "(...)",
    "read more",
    "read on",
    "read the rest",
    "read the full story",
    "read the full article",
    "read full article",
    "read the whole story",
    "full story",
    "continue reading",
    "keep reading",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer más",
    "seguir leyendo",
    "continua a leggere",
    "lees verder",
    "leia mais",
    "läs mer",
    "les mer",
    "læs mere",
    "czytaj dalej",
    "читать далее",
    "続きを読む",
    "阅读全文",
};

/* What is put behind each article, whole or not: "The post X appeared first on Y." */
static void cut_signature(char *text)
{
    static const char begin[] = "the post ", middle[] = " appeared first on ";
    const gsize len = strlen(text);
    char *tail = text + (len > TAIL_BYTES ? len - TAIL_BYTES : 0);
    char *at = strstr(tail, middle);
    while (at && at > tail && strncmp(at, begin, strlen(begin)) != 0)
        at--;
    if (at && strncmp(at, begin, strlen(begin)) == 0)
        *at = '\0';
}

static bool ends_cut_off(char *text)
{
    cut_signature(text);
    g_strchomp(text);
    /* arrows and the like behind the mark */
    static const char *const tails[] = { "»", "›", ">", "→", "►", ".", ":", "]", ")" };
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_suffix(text, marks[i]))
            return true;
    for (guint i = 0; i < G_N_ELEMENTS(tails); i++) {
        if (!g_str_has_suffix(text, tails[i]))
            continue;
        text[strlen(text) - strlen(tails[i])] = '\0';
        g_strchomp(text);
        break;
    }
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_suffix(text, marks[i]))
            return true;
    return false;
}

/* The last link leads to the article, near the end. */
static bool ends_in_link_to(const char *html, gsize len, const char *url)
{
    const gsize skipped = len > TAIL_BYTES ? len - TAIL_BYTES : 0;
    struct html_reader reader = { .p = html + skipped, .end = html + len, .is_lenient = true };
    struct html_token tag;
    g_autofree char *last = NULL;
    while (html_next_tag(&reader, &tag)) {
        if (tag.type == HTML_TOKEN_END || tag.tag != HTML_A)
            continue;
        g_free(last);
        last = html_get_attribute(&reader, &tag, "href");
    }
    if (!last || !*last)
        return false;
    g_autofree char *absolute = url_resolve(url, last);
    g_autofree char *there = url_canonicalize(absolute), *here = url_canonicalize(url);
    return strcmp(there, here) == 0;
}

static guint count_words(const char *text)
{
    guint n = 0, n_wide = 0;
    for (bool was_blank = true; *text; text = g_utf8_next_char(text)) {
        const bool is_blank = (guchar)*text <= ' ';
        n += was_blank && !is_blank;
        n_wide += g_unichar_iswide(g_utf8_get_char(text));
        was_blank = is_blank;
    }
    return n + n_wide / 2; /* scripts without spaces */
}

static bool has_media(const struct item_body *body)
{
    for (guint i = 0; i < body->enclosures->len; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        if (enclosure->type && (g_str_has_prefix(enclosure->type, "audio/") ||
                                g_str_has_prefix(enclosure->type, "video/")))
            return true;
    }
    return false;
}

static char *extract_text(const struct item_body *body)
{
    return body->is_text ? g_utf8_make_valid(body->content, (gssize)body->content_len)
                         : markup_extract_text(body->content, body->content_len, 0, 0, NULL);
}

guint teaser_count_words(const struct item_body *body)
{
    g_autofree char *text = extract_text(body);
    return count_words(text);
}

/* Tables, code, lists, headings, quotations: nobody writes them for a beginning. */
static bool has_structure(const struct item_body *body)
{
    struct html_reader reader = { .p = body->content,
                                  .end = body->content + body->content_len,
                                  .is_lenient = true };
    struct html_token tag;
    guint n_items = 0;
    while (!body->is_text && html_next_tag(&reader, &tag)) {
        if (tag.type == HTML_TOKEN_END)
            continue;
        n_items += tag.tag == HTML_LI || tag.tag == HTML_TR || tag.tag == HTML_DT;
        if (n_items >= MIN_ITEMS || tag.tag == HTML_PRE || tag.tag == HTML_BLOCKQUOTE ||
            (tag.tag >= HTML_H1 && tag.tag <= HTML_H6))
            return true;
    }
    return false;
}

/* Whether the feed gave a title. The archive gives a note its first words for one, which shows where
 * they are more than a title has; a short text that is its own title may be the feed's. */
static bool has_title(const struct item_body *body)
{
    const char *title = body->row.title;
    const gsize len = title ? strlen(title) : 0;
    if (len < DERIVED_BYTES)
        return len > 0;
    g_autofree char *text = extract_text(body);
    return !g_str_has_prefix(text, title);
}

static bool can_be_teaser(const struct item_body *body)
{
    return url_is_http(body->row.url) && !has_media(body) && body->content_len <= LOOK_BYTES &&
           has_title(body);
}

bool teaser_is_likely(const struct item_body *body)
{
    if (!can_be_teaser(body))
        return false;
    g_autofree char *text = extract_text(body);
    const guint n_words = count_words(text);
    if (n_words < SHORT_WORDS && !has_structure(body))
        return true;
    if (n_words < LINKED_WORDS && !body->is_text &&
        ends_in_link_to(body->content, body->content_len, body->row.url))
        return true;
    g_autofree char *lower = n_words < CUT_WORDS ? g_utf8_strdown(text, -1) : NULL;
    return lower && ends_cut_off(lower);
}

/* The file name of the first picture of the text; NULL if there is none. Caller frees. */
static char *find_picture_name(const struct item_body *body)
{
    struct html_reader reader = { .p = body->content,
                                  .end = body->content + body->content_len,
                                  .is_lenient = true };
    struct html_token tag;
    while (!body->is_text && html_next_tag(&reader, &tag)) {
        if (tag.type == HTML_TOKEN_END || tag.tag != HTML_IMG)
            continue;
        g_autofree char *address = html_get_attribute(&reader, &tag, "src");
        if (!address)
            return g_strdup("");
        address[strcspn(address, "?#")] = '\0';
        const char *slash = strrchr(address, '/');
        return g_strdup(slash ? slash + 1 : address);
    }
    return NULL;
}

bool teaser_is_picture_lost(const struct item_body *body, const struct full_text *whole)
{
    g_autofree char *name = find_picture_name(body);
    if (!name || whole->n_words >= PICTURE_PAGE_WORDS || teaser_count_words(body) >= PICTURE_WORDS)
        return false;
    return !*name || !strstr(whole->content, name);
}

/* ---- whose page it is */

/* The name in a host that its owner chose: "bbc" of "feeds.bbc.co.uk"; NULL for addresses of
 * numbers and for very short names. Caller frees. */
static char *find_owner(const char *url)
{
    static const char *const seconds[] = { "ac", "co", "com", "edu", "gov", "net", "org" };
    g_autofree char *host = url_get_host(url);
    if (!host || g_hostname_is_ip_address(host))
        return NULL;
    g_auto(GStrv) labels = g_strsplit(host, ".", 0);
    guint n = g_strv_length(labels);
    n -= n > 0;
    for (guint i = 0; n > 1 && i < G_N_ELEMENTS(seconds); i++)
        if (strcmp(labels[n - 1], seconds[i]) == 0) {
            n--;
            break;
        }
    return n && strlen(labels[n - 1]) >= 3 ? g_strdup(labels[n - 1]) : NULL;
}

static bool has_same_owner(const char *a, const char *b)
{
    g_autofree char *one = find_owner(a), *two = find_owner(b);
    return full_text_is_same_site(a, b) || (one && two && strcmp(one, two) == 0);
}

/* More than half of the rows, three at least, are of url's site. */
static bool is_usual(const GPtrArray *rows, const char *url)
{
    guint n = 0;
    for (guint i = 0; i < rows->len; i++)
        n += full_text_is_same_site(((const struct item_row *)rows->pdata[i])->url, url);
    return rows->len < 3 || n * 2 > rows->len;
}

/* The address is of another site than the feed's. Where the feed does not name its site it may come
 * from a service: then the site of most of its articles counts as well. */
static bool is_elsewhere(const struct feed_row *feed, const GPtrArray *rows, const char *url)
{
    if (!feed || !rows || !url_is_http(url))
        return false;
    const bool has_site = url_is_http(feed->site_url);
    if ((has_site && has_same_owner(feed->site_url, url)) ||
        (url_is_http(feed->url) && has_same_owner(feed->url, url)))
        return false;
    return has_site || !is_usual(rows, url);
}

static GPtrArray *get_last(struct store *store, gint64 feed_id)
{
    const struct item_scope scope = { .feed_id = feed_id };
    return store_get_window(store, &scope, 0, LAST_ARTICLES, NULL);
}

bool teaser_is_elsewhere(struct store *store, const struct item_body *body)
{
    g_autoptr(GPtrArray) rows = get_last(store, body->row.feed_id);
    struct feed_row *feed = store_find_feed(store, body->row.feed_id, NULL, NULL);
    const bool is_it = is_elsewhere(feed, rows, body->row.url);
    feed_row_free(feed);
    return is_it;
}

bool teaser_is_note(struct store *store, const struct item_body *body)
{
    return can_be_teaser(body) && teaser_count_words(body) < LINKED_WORDS &&
           (has_structure(body) || teaser_is_elsewhere(store, body));
}

int teaser_measure_feed(struct store *store, gint64 feed_id)
{
    g_autoptr(GPtrArray) rows = get_last(store, feed_id);
    struct feed_row *feed = store_find_feed(store, feed_id, NULL, NULL);
    guint n = 0, n_teasers = 0;
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct item_row *row = rows->pdata[i];
        if (!url_is_http(row->url) || is_elsewhere(feed, rows, row->url))
            continue;
        n++;
        struct item_body *body = store_get_body(store, row->id, NULL);
        n_teasers += body && teaser_is_likely(body);
        item_body_free(body);
    }
    feed_row_free(feed);
    return n ? (int)(n_teasers * 100 / n) : -1;
}
