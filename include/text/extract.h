/* SPDX-License-Identifier: MIT */
/* The article taken out of a web page, with its metadata. Pure; any thread. The method is the one
 * of Mozilla's Readability: paragraphs give points for length and commas to their ancestors, the
 * ancestor with the most points is the article, its siblings join if they read like it, then
 * everything that is not text is removed. */
#ifndef TEXT_EXTRACT_H
#define TEXT_EXTRACT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define EXTRACT_NO_TIME G_MININT64

/* Other versions of a page that it names: absolute addresses of http or https, or NULL. */
struct extract_versions {
    char *amp;   /* link rel=amphtml */
    char *print; /* link media=print, or a link of its own site that says so */
    /* that the article has, as the page says (schema.org wordCount); 0: it does not */
    guint n_words;
};
void extract_versions_clear(struct extract_versions *versions);

struct extract_options {
    const char *base_url;     /* where the page came from, or NULL */
    const char *content_type; /* of its header, or NULL */
    /* The user's rules for the site, CSS selectors or XPath, or NULL: what the article is; what is
     * removed from it. */
    const char *body, *strip;
    struct extract_versions *versions; /* filled, also where the page has no text; or NULL */
};

/* Strings are valid UTF-8 without control characters; NULL: the page does not say so. */
struct extract_page {
    char *title, *byline, *excerpt, *site_name, *language, *dir;
    char *url;          /* the page's own, as it names it, else base_url */
    char *image;        /* the one that the page shows elsewhere for the article */
    char *next_url;     /* the article's next page */
    gint64 published;   /* unix time, or EXTRACT_NO_TIME */
    char *content_html; /* without scripts, styles, forms and event handlers; addresses absolute */
    char *content_text; /* blocks on lines of their own */
    size_t length;      /* characters of content_text */
    bool is_article; /* false: reason says what it may be instead: "login wall", "error page", … */
    const char *reason; /* static; NULL for an article */
};

/* The article of the page bytes[0..len), in any encoding; 32 MiB at most are looked at. Takes
 * linear time, whatever the page. NULL and an error (TEXT_ERROR of text/scrape.h) if there is no
 * text at all, or a selector is not valid. Free with extract_page_free(). */
struct extract_page *extract_article(const char *bytes, size_t len,
                                     const struct extract_options *options, GError **error);

/* NULL is allowed. */
void extract_page_free(struct extract_page *page);

#endif
