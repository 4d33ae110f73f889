/* SPDX-License-Identifier: MIT */
/* Whether a feed gives an article whole, or only the beginning of it. */
#include "teaser.h"

#include "base/html_token.h"
#include "base/markup.h"
#include "base/url.h"

#include <string.h>

#define LAST_ARTICLES 12
#define LOOK_BYTES ((gsize)64 << 10) /* longer texts are not teasers */
#define TAIL_BYTES ((gsize)600)      /* where a link to the article itself counts */
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

bool teaser_is_likely(const struct item_body *body)
{
    if (!url_is_http(body->row.url) || !body->row.title || !*body->row.title || has_media(body) ||
        body->content_len > LOOK_BYTES)
        return false;
    g_autofree char *text = extract_text(body);
    const guint n_words = count_words(text);
    if (n_words < SHORT_WORDS)
        return true;
    if (n_words < LINKED_WORDS && !body->is_text &&
        ends_in_link_to(body->content, body->content_len, body->row.url))
        return true;
    g_autofree char *lower = n_words < CUT_WORDS ? g_utf8_strdown(text, -1) : NULL;
    return lower && ends_cut_off(lower);
}

int teaser_measure_feed(struct store *store, gint64 feed_id)
{
    const struct item_scope scope = { .feed_id = feed_id };
    g_autoptr(GPtrArray) rows = store_get_window(store, &scope, 0, LAST_ARTICLES, NULL);
    guint n = 0, n_teasers = 0;
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct item_row *row = rows->pdata[i];
        if (!url_is_http(row->url))
            continue;
        n++;
        struct item_body *body = store_get_body(store, row->id, NULL);
        n_teasers += body && teaser_is_likely(body);
        item_body_free(body);
    }
    return n ? (int)(n_teasers * 100 / n) : -1;
}
