/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "text/extract.h"
#include "text/scrape.h"

#include <string.h>

/* Enough to be an article: six paragraphs with commas. */
#define PARAGRAPH                                                                                  \
    "<p>The council met late on Tuesday, and after three hours of argument, the plan for the old " \
    "harbour was passed by a single vote, to cheers and boos.</p>"
#define BODY PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH

static struct extract_page *extract_with(const char *html, struct extract_options options)
{
    g_autoptr(GError) error = NULL;
    if (!options.base_url)
        options.base_url = "http://h/2026/story.html";
    struct extract_page *page = extract_article(html, strlen(html), &options, &error);
    g_assert_no_error(error);
    g_assert_true(g_utf8_validate(page->content_html, -1, NULL));
    g_assert_cmpuint(page->length, ==, (size_t)g_utf8_strlen(page->content_text, -1));
    return page;
}

static struct extract_page *extract(const char *html)
{
    return extract_with(html, (struct extract_options){ 0 });
}

static void takes_the_article_and_leaves_the_rest(void)
{
    struct extract_page *page = extract(
        "<title>Harbour plan passed by one vote</title><div class=menu><a href=/>NAV</a></div>"
        "<div class=story><h1>Harbour plan passed by one vote</h1>" BODY
        "<div class=share-tools><a href=#>SHARE</a></div><p>LAST words, of the story.</p></div>"
        "<div id=footer><p>FOOT, and more, and more of it.</p></div>");
    g_assert_cmpstr(page->title, ==, "Harbour plan passed by one vote");
    g_assert_nonnull(strstr(page->content_text, "LAST words"));
    g_assert_null(strstr(page->content_text, "NAV"));
    g_assert_null(strstr(page->content_text, "SHARE"));
    g_assert_null(strstr(page->content_text, "FOOT"));
    g_assert_null(strstr(page->content_html, "<h1"));
    g_assert_true(page->is_article);
    extract_page_free(page);
}

static void writes_harmless_html_with_absolute_addresses(void)
{
    struct extract_page *page =
        extract("<article>" BODY
                "<p onclick='x()' style='color:red'>See <a href='../a?b=1&amp;c=2'>one</a>, "
                "<a href='javascript:x()'>two</a>, <a href='#n'>three</a><img src=i.png onerror=x "
                "srcset='a.png 1x, /b.png 2x'><script>x()</script></p>"
                "<iframe src='//www.youtube.com/embed/1'></iframe><iframe "
                "src='//ads.example/'></iframe></article>");
    g_assert_nonnull(strstr(page->content_html, "href=\"http://h/a?b=1&amp;c=2\""));
    g_assert_nonnull(strstr(page->content_html, "href=\"#n\""));
    g_assert_nonnull(
        strstr(page->content_html, "srcset=\"http://h/2026/a.png 1x, http://h/b.png 2x\""));
    g_assert_nonnull(strstr(page->content_html, "youtube.com/embed/1"));
    g_assert_nonnull(strstr(page->content_text, "See one, two, three"));
    static const char *const bad[] = {
        "onclick", "style", "javascript", "script", "onerror", "ads."
    };
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_null(strstr(page->content_html, bad[i]));
    extract_page_free(page);
}

static void reads_what_the_page_says_of_itself(void)
{
    struct extract_page *page = extract(
        "<html lang=de><title>Other</title><link rel=canonical href=/c><meta property='og:title' "
        "content='OG'><meta property='og:site_name' content='A &amp;amp; B'><meta "
        "property='og:image' "
        "content=/i.jpg><meta property='og:image:width' content=640>"
        "<script type='application/ld+json'>{broken</script>"
        "<script "
        "type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":"
        "\"Person\"},{\"@type\":\"NewsArticle\",\"headline\":\"From "
        "JSON\",\"author\":[{\"name\":\"Ann\"},"
        "{\"name\":\"Bob\"}],\"datePublished\":\"2026-03-01T10:00:00+01:00\"}]}</script>"
        "<article dir=rtl>" BODY);
    g_assert_cmpstr(page->title, ==, "From JSON");
    g_assert_cmpstr(page->byline, ==, "Ann, Bob");
    g_assert_cmpstr(page->site_name, ==, "A & B");
    g_assert_cmpstr(page->language, ==, "de");
    g_assert_cmpstr(page->dir, ==, "rtl");
    g_assert_cmpstr(page->url, ==, "http://h/c");
    g_assert_cmpstr(page->image, ==, "http://h/i.jpg");
    g_assert_cmpint(page->published, ==, 1772355600);
    g_assert_true(g_str_has_prefix(page->excerpt, "The council met"));
    extract_page_free(page);
}

static void cuts_the_name_of_the_site_from_titles(void)
{
    static const char *const rows[][2] = {
        { "Harbour plan passed by one vote – Example News", "Harbour plan passed by one vote" },
        { "State-of-the-art harbour plan passed", "State-of-the-art harbour plan passed" },
        { "News: the harbour plan was passed by one vote",
          "the harbour plan was passed by one vote" },
        { "Home | Harbour", "Home | Harbour" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *html = g_strdup_printf("<title>%s</title><article>" BODY, rows[i][0]);
        struct extract_page *page = extract(html);
        g_assert_cmpstr(page->title, ==, rows[i][1]);
        extract_page_free(page);
    }
}

static void finds_the_author_and_takes_the_line_out(void)
{
    struct extract_page *page = extract("<article><p class=byline>By <b>Jane Doe</b></p>" BODY);
    g_assert_cmpstr(page->byline, ==, "By Jane Doe");
    g_assert_null(strstr(page->content_text, "Jane"));
    extract_page_free(page);
}

static void keeps_tables_of_data_and_opens_those_of_layout(void)
{
    struct extract_page *page =
        extract("<article>" BODY "<table><tr><th>Year<th>Ships<tr><td>1900<td>12</table>"
                "<table><tr><td>A single cell, for the look of it.</table></article>");
    g_assert_nonnull(strstr(page->content_html, "<td>1900</td>"));
    g_assert_nonnull(strstr(page->content_html, "<p>A single cell"));
    extract_page_free(page);
}

static void finds_lazy_images(void)
{
    struct extract_page *page = extract(
        "<article>" BODY "<p><img src='data:image/gif;base64,R0lG' data-src='/real.jpg' alt=a></p>"
        "<div><img class=ph src=ph.png><noscript><img src=/full.png></noscript></div></article>");
    g_assert_nonnull(strstr(page->content_html, "src=\"http://h/real.jpg\""));
    g_assert_nonnull(strstr(page->content_html, "http://h/full.png"));
    g_assert_null(strstr(page->content_html, "ph.png\" src"));
    extract_page_free(page);
}

static void finds_the_next_page_but_not_the_next_article(void)
{
    static const char *const rows[][3] = {
        { "http://h/a", "<a rel=next href='/a?page=2'>more</a>", "http://h/a?page=2" },
        { "http://h/a/", "<a href='/a/2/'>Next »</a>", "http://h/a/2/" },
        { "http://h/a?page=9", "<a href='/a?page=10'>next</a>", "http://h/a?page=10" },
        { "http://h/a-2.html", "<a href='/a-3.html'>weiter</a>", "http://h/a-3.html" },
        { "http://h/a-2.html", "<a href='/a-1.html'>next</a>", NULL },
        { "http://h/a", "<a rel=next href='/b'>next</a>", NULL },
        { "http://h/a", "<a href='/a?page=2'>two</a>", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *html = g_strconcat("<article>" BODY "</article>", rows[i][1], NULL);
        struct extract_page *page =
            extract_with(html, (struct extract_options){ .base_url = rows[i][0] });
        g_assert_cmpstr(page->next_url, ==, rows[i][2]);
        extract_page_free(page);
    }
}

static void follows_the_rules_for_a_site(void)
{
    static const char html[] =
        "<article>" BODY "</article><div class=x><p>WANTED <i>ad</i></p></div>"
        "<div class=x>ALSO</div>";
    struct extract_page *page =
        extract_with(html, (struct extract_options){ .body = "div.x", .strip = "//i" });
    g_assert_cmpstr(page->content_text, ==, "WANTED\nALSO");
    extract_page_free(page);
    page = extract_with(html, (struct extract_options){ .body = "#none", .strip = "div.x" });
    g_assert_true(g_str_has_prefix(page->content_text, "The council"));
    g_assert_null(strstr(page->content_text, "ALSO"));
    extract_page_free(page);
    g_autoptr(GError) error = NULL;
    const struct extract_options wrong = { .body = "div[" };
    g_assert_null(extract_article(html, strlen(html), &wrong, &error));
    g_assert_error(error, TEXT_ERROR, TEXT_ERROR_SELECTOR);
    g_assert_true(g_str_has_prefix(error->message, "body: "));
}

static void says_what_is_no_article(void)
{
    static const char *const rows[][2] = {
        { "<title>Page not found</title><p>Sorry, this page is not here any more.</p>",
          "error page" },
        { "<title>News</title><form><p>Please tell us who you are, to read on.</p><input "
          "type=password></form>",
          "login wall" },
        { "<title>News</title><p>Before you go on, please accept cookies, all of them.</p>",
          "cookie wall" },
        { "<title>x</title><p>Little.</p>", "no article" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct extract_page *page = extract(rows[i][0]);
        g_assert_false(page->is_article);
        g_assert_cmpstr(page->reason, ==, rows[i][1]);
        extract_page_free(page);
    }
    g_autoptr(GError) error = NULL;
    const struct extract_options options = { 0 };
    g_assert_null(extract_article(" \n", 2, &options, &error));
    g_assert_error(error, TEXT_ERROR, TEXT_ERROR_NOTHING);
}

static void takes_the_text_of_json_where_the_page_has_none(void)
{
    GString *html =
        g_string_new("<script type='application/ld+json'>{\"@context\":\"https://schema.org\","
                     "\"@type\":\"Article\",\"articleBody\":\"");
    for (guint i = 0; i < 20; i++)
        g_string_append_printf(html, "Sentence %u of the story, as the page's script has it.\\n",
                               i);
    g_string_append(html, "\"}</script><div id=app><p>Loading the story, please wait.</p></div>");
    struct extract_page *page = extract(html->str);
    g_assert_true(g_str_has_prefix(page->content_html, "<div><p>Sentence 0 of"));
    g_assert_nonnull(strstr(page->content_text, "\nSentence 19 of"));
    extract_page_free(page);
    g_string_free(html, TRUE);
}

static void leaves_formulas_and_gives_each_picture_an_address(void)
{
    struct extract_page *page =
        extract("<article>" BODY
                "<p>So <math><mfrac onclick=x><mi>a</mi><mn>2</mn></mfrac><x-y>z</x-y></math> "
                "holds, and <img srcset='/a.png 2x' alt=a> shows it, <a "
                "href='data:image/png;base64,eA=='>b</a>.</p>");
    g_assert_nonnull(
        strstr(page->content_html, "<math><mfrac><mi>a</mi><mn>2</mn></mfrac>z</math>"));
    g_assert_nonnull(strstr(page->content_html, "src=\"http://h/a.png\""));
    g_assert_null(strstr(page->content_html, "data:"));
    extract_page_free(page);
}

static void believes_the_encoding_that_a_meta_element_names(void)
{
    static const struct {
        const char *head, *content_type;
    } rows[] = {
        { "<script charset=utf-8></script><meta charset=koi8-r>", NULL },
        { "<meta http-equiv=content-type content='text/html; charset=koi8-r'>", NULL },
        { "<meta charset=windows-1251>", "text/html; charset=KOI8-R" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *html =
            g_strconcat(rows[i].head, "<p>\xd7\xcf\xc4\xc1, and a few more words.", NULL);
        struct extract_page *page =
            extract_with(html, (struct extract_options){ .content_type = rows[i].content_type });
        g_assert_true(g_str_has_prefix(page->content_text, "вода, and"));
        extract_page_free(page);
    }
}

static void lets_no_control_character_through(void)
{
    struct extract_page *page = extract(
        "<title>a\x1b[31mb&#x1b;c&#x9b;d&#x202e;e, and a few more words</title><article>" BODY
        "<p title='x&#27;y'>a\x1b[31mb&#27;c&#x9b;d&#x202e;e</p></article>");
    const char *const texts[] = { page->title, page->content_html, page->content_text };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        for (const char *p = texts[i]; *p; p = g_utf8_next_char(p)) {
            const gunichar c = g_utf8_get_char(p);
            g_assert_true(c == '\n' || (c >= ' ' && c != 0x7f && (c < 0x80 || c > 0x9f)));
            g_assert_cmpuint(c, !=, 0x202e);
        }
    extract_page_free(page);
}

static void reads_microdata(void)
{
    static const char html[] =
        "<title>Site</title><div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<h1 itemprop=headline>A headline of the day</h1>"
        "<meta itemprop=datePublished content=2024-03-04T05:06:07Z>"
        "<meta itemprop=description content='In short.'><link itemprop=image href=/p.jpg>"
        "<div itemprop=publisher itemscope><meta itemprop=name content='The Daily'></div>"
        "<div itemprop=author itemscope><meta itemprop=name content='Jo Doe'></div>"
        "<div itemscope><b itemprop=headline>of something else</b></div>"
        "<div itemprop=articleBody><p>Words of the article, and more of them.</p></div></div>";
    const struct extract_options options = { .base_url = "http://h/a" };
    struct extract_page *page = extract_article(html, strlen(html), &options, NULL);
    g_assert_nonnull(page);
    g_assert_cmpstr(page->title, ==, "A headline of the day");
    g_assert_cmpstr(page->byline, ==, "Jo Doe");
    g_assert_cmpstr(page->excerpt, ==, "In short.");
    g_assert_cmpstr(page->site_name, ==, "The Daily");
    g_assert_cmpstr(page->image, ==, "http://h/p.jpg");
    g_assert_cmpint(page->published, ==, 1709528767);
    extract_page_free(page);
}

void test_extract_add(void)
{
    g_test_add_func("/extract/reads-microdata", reads_microdata);
    g_test_add_func("/extract/takes-the-article-and-leaves-the-rest",
                    takes_the_article_and_leaves_the_rest);
    g_test_add_func("/extract/writes-harmless-html-with-absolute-addresses",
                    writes_harmless_html_with_absolute_addresses);
    g_test_add_func("/extract/reads-what-the-page-says-of-itself",
                    reads_what_the_page_says_of_itself);
    g_test_add_func("/extract/cuts-the-name-of-the-site-from-titles",
                    cuts_the_name_of_the_site_from_titles);
    g_test_add_func("/extract/finds-the-author-and-takes-the-line-out",
                    finds_the_author_and_takes_the_line_out);
    g_test_add_func("/extract/keeps-tables-of-data-and-opens-those-of-layout",
                    keeps_tables_of_data_and_opens_those_of_layout);
    g_test_add_func("/extract/finds-lazy-images", finds_lazy_images);
    g_test_add_func("/extract/finds-the-next-page-but-not-the-next-article",
                    finds_the_next_page_but_not_the_next_article);
    g_test_add_func("/extract/follows-the-rules-for-a-site", follows_the_rules_for_a_site);
    g_test_add_func("/extract/says-what-is-no-article", says_what_is_no_article);
    g_test_add_func("/extract/takes-the-text-of-json-where-the-page-has-none",
                    takes_the_text_of_json_where_the_page_has_none);
    g_test_add_func("/extract/leaves-formulas-and-gives-each-picture-an-address",
                    leaves_formulas_and_gives_each_picture_an_address);
    g_test_add_func("/extract/believes-the-encoding-that-a-meta-element-names",
                    believes_the_encoding_that_a_meta_element_names);
    g_test_add_func("/extract/lets-no-control-character-through",
                    lets_no_control_character_through);
}
