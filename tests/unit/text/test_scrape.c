/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "text/scrape.h"

#include <string.h>

/* The titles (or an attribute) of what item selects on page, a blank behind each; or the error. The
 * caller's. */
static char *scrape(const char *html, const struct scrape_rules *rules)
{
    g_autoptr(GError) error = NULL;
    struct scrape_page *page =
        scrape_html(html, strlen(html), NULL, "http://h/a/b.html", rules, &error);
    if (!page)
        return g_strdup(error->message);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->items->len; i++) {
        const struct scrape_item *item = page->items->pdata[i];
        g_string_append_printf(text, "%s%s", i ? " " : "", item->title ? item->title : "-");
    }
    scrape_page_free(page);
    return g_string_free(text, FALSE);
}

static const char list[] =
    "<html><body><ul id=top class='a b'><li id=1>1<li id=2 class='x y'>2<li id=3 lang=en-GB>3<li "
    "id=4><b id=5>4</b></ul>"
    "<ol><li id=6 title=\"it's\">6<p id=7>7</p><p id=8>8</p><em id=9></em></ol></body></html>";

static void selectors_select(void)
{
    static const char *const rows[][2] = {
        /* selector, ids of what it selects */
        { "li", "1 2 3 4 6" },
        { "LI", "1 2 3 4 6" },
        { "ul li", "1 2 3 4" },
        { "ul>li , p", "1 2 3 4 7 8" },
        { "#top > .x", "2" },
        { ".x.y", "2" },
        { "ul.a.b li:first-child", "1" },
        { "li:last-child", "4 6" },
        { "ul li:nth-child(2)", "2" },
        { "ul li:nth-child(odd)", "1 3" },
        { "ul li:nth-child( 2n + 2 )", "2 4" },
        { "ul li:nth-child(-n+2)", "1 2" },
        { "ul li:nth-last-child(1)", "4" },
        { "ol p:first-of-type", "7" },
        { "ol p:nth-of-type(2)", "8" },
        { "p + p", "8" },
        { "p ~ em", "9" },
        { "li[lang]", "3" },
        { "li[lang|=en]", "3" },
        { "li[lang^='en-']", "3" },
        { "li[lang$=GB]", "3" },
        { "li[lang*=\"-\"]", "3" },
        { "[class~=y]", "2" },
        { "[title=\"it's\"]", "6" },
        { "ul li:not(.x)", "1 3 4" },
        { "ul li:not(.x, [lang])", "1 4" },
        { "li:has(b)", "4" },
        { "li:has(> b)", "4" },
        { "ul:has(> b)", "has nothing that is an item" },
        { "li:contains(\"4\")", "4" },
        { "em:empty", "9" },
        { ":is(b, em)", "5 9" },
        { "*", "top 1 2 3 4 5 6 7 8 9" },
        { "//ul/li[2]", "2" },
        { "(//li)[last()]", "6" },
        { "descendant::p", "7 8" },
        /* what can't be read */
        { "", "has nothing that is an item" },
        { "li[", "item: \"li[\": a name is missing at character 4" },
        { "li[x", "item: \"li[x\": \"=\" or \"]\" is missing at character 5" },
        { "li[x='y", "item: \"li[x='y\": a closing quote is missing at character 8" },
        { "li >", "item: \"li >\": an element, .class or #id is missing at character 5" },
        { "li)", "item: \"li)\": this does not belong here at character 3" },
        { "li:hover", "item: \"li:hover\": this pseudo-class is not known at character 4" },
        { ":nth-of-type(2)", "item: \":nth-of-type(2)\": \"of type\" needs the element's name "
                             "before it at character 13" },
        { "li:nth-child(x)",
          "item: \"li:nth-child(x)\": not a position such as 3, odd or 2n+1 at character 14" },
        { "li:not(ul li)",
          "item: \"li:not(ul li)\": only a simple selector can stand here at character 11" },
        { "//li[", "item: \"//li[\" is not XPath" },
        { "count(//li)", "item: \"count(//li)\": this does not belong here at character 6" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct scrape_rules rules = { .item = rows[i][0], .title = ".@id", .link = "x" };
        g_autofree char *ids = scrape(list, &rules);
        g_assert_cmpstr(ids, ==, rows[i][1]);
    }
    GString *deep = g_string_new(NULL);
    for (guint i = 0; i < 100000; i++)
        g_string_append(deep, ":not(");
    const struct scrape_rules rules = { .item = deep->str };
    g_autofree char *message = scrape(list, &rules);
    g_assert_nonnull(strstr(message, "nested too deep"));
    g_string_free(deep, TRUE);
}

static const char news[] =
    "<title> My \n news </title><base href='/x/'><article><h2><a href='1.html#top'>One <b>and</b> "
    "more</a></h2>"
    "<time datetime=2024-01-02>then</time><p>Words<script>no()</script> <a "
    "href=z>z</a></p></article>"
    "<article><a href=2.html><h3>Two</h3></a><span class=by>\x1b[31mAnn</span><img "
    "src=i.png></article>"
    "<article><div><a href=' javascript:alert(1) '>Three</a></div></article><article> </article>";

static void fields_are_found_by_themselves(void)
{
    const struct scrape_rules rules = { .item = NULL };
    g_autoptr(GError) error = NULL;
    struct scrape_page *page =
        scrape_html(news, strlen(news), NULL, "http://h/a/b.html", &rules, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(page->title, ==, "My news");
    g_assert_cmpstr(page->base_url, ==, "http://h/x/");
    g_assert_cmpuint(page->items->len, ==, 3);
    const struct scrape_item *one = page->items->pdata[0], *two = page->items->pdata[1];
    const struct scrape_item *three = page->items->pdata[2];
    g_assert_cmpstr(one->title, ==, "One and more");
    g_assert_cmpstr(one->url, ==, "http://h/x/1.html#top");
    g_assert_cmpstr(one->date, ==, "2024-01-02");
    g_assert_nonnull(strstr(one->html, "<p>Words"));
    g_assert_null(one->author);
    g_assert_cmpstr(two->title, ==, "Two");
    g_assert_cmpstr(two->url, ==, "http://h/x/2.html");
    g_assert_cmpstr(three->title, ==, "Three"); /* of the words, and nothing to run */
    g_assert_null(three->url);
    scrape_page_free(page);
}

static void fields_are_found_by_rules(void)
{
    const struct scrape_rules rules = { .item = "article:nth-of-type(2)",
                                        .title = ".by",
                                        .link = "img@src",
                                        .text = "h3",
                                        .author = "string(.//span)",
                                        .image = "img" };
    struct scrape_page *page =
        scrape_html(news, strlen(news), NULL, "http://h/a/b.html", &rules, NULL);
    const struct scrape_item *item = page->items->pdata[0];
    g_assert_cmpstr(item->title, ==, "[31mAnn"); /* no escape gets through */
    g_assert_cmpstr(item->url, ==, "http://h/x/i.png");
    g_assert_cmpstr(item->image, ==, "http://h/x/i.png");
    g_assert_cmpstr(item->html, ==, "Two");
    scrape_page_free(page);
}

static void hostile_pages_end(void)
{
    static const char *const parts[] = { "<div>", "<a href=x>", "<article>",       "<b",
                                         "&",     "<p x='",     "<table><tr><td>", "<!--" };
    const struct scrape_rules rules = { .item = "div > div, a, article",
                                        .title = "b:not(:has(p))",
                                        .date = "p + p" };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        GString *html = g_string_new("<article><h1>x</h1>");
        while (html->len < 200000)
            g_string_append(html, parts[i]);
        struct scrape_page *page =
            scrape_html(html->str, html->len, "text/html; charset=x", NULL, &rules, NULL);
        scrape_page_free(page);
        g_string_free(html, TRUE);
    }
}

void test_scrape_add(void)
{
    g_test_add_func("/scrape/selects-as-css-says-when-asked", selectors_select);
    g_test_add_func("/scrape/finds-fields-when-no-rule-says-them", fields_are_found_by_themselves);
    g_test_add_func("/scrape/finds-fields-when-rules-say-them", fields_are_found_by_rules);
    g_test_add_func("/scrape/ends-when-the-page-is-hostile", hostile_pages_end);
}
