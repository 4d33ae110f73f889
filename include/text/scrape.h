/* SPDX-License-Identifier: MIT */
/* The items of a page that has no feed, found by selectors. Pure; any thread. */
#ifndef TEXT_SCRAPE_H
#define TEXT_SCRAPE_H

#include <glib.h>
#include <stddef.h>

#define TEXT_ERROR text_error_quark()
GQuark text_error_quark(void);

enum text_error {
    TEXT_ERROR_SELECTOR, /* neither a CSS selector nor XPath; the message names the place */
    TEXT_ERROR_NOTHING,  /* nothing on the page is what was asked for */
};

/* CSS selectors or XPath, relative to the item (item: to the page); "SELECTOR@NAME" is an
 * attribute, "." the item itself. NULL or "": found by itself: title: the first heading, else the
 * link's words; link: the item's own href, else the href of the link in its heading, else of its
 * first link; date: the first <time>; text: all of the item; author and image: none. */
struct scrape_rules {
    const char *item, *title, *link, *date, *author, *text, *image;
};

/* Strings are clean UTF-8 on one line (html: a block), or NULL; addresses absolute where a base was
 * given. */
struct scrape_item {
    char *title, *url, *html, *date, *author, *image;
};

struct scrape_page {
    char *title, *language, *description;
    char *base_url; /* what addresses in html are relative to, or NULL */
    /* of struct scrape_item *, in the order of the page, each with a title or url */
    GPtrArray *items;
};

/* bytes[0..len) is a page of any encoding; content_type (or NULL) is its header. NULL and
 * TEXT_ERROR. Bounded: at most 10,000 items, 1 MiB of html each. Free with scrape_page_free(). */
struct scrape_page *scrape_html(const char *bytes, size_t len, const char *content_type,
                                const char *base_url, const struct scrape_rules *rules,
                                GError **error);
void scrape_page_free(struct scrape_page *page);

#endif
