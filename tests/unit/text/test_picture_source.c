/* SPDX-License-Identifier: MIT */
/* The addresses of pictures in HTML: the same for the reader, clean HTML, books and extraction. */
#include "tests.h"

#include "text/clean.h"
#include "text/extract.h"
#include "text/picture.h"
#include "text/xhtml.h"

#include <string.h>

/* Five by five dots, and one. */
#define PNG_BASE64                                                                                 \
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/"                             \
    "w38GIAXDIBKE0DHxgljNBAAO9TXL0Y"                                                               \
    "4OHwAAAABJRU5ErkJggg=="
#define DOT "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
#define SVG "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E"
#define REAL "http://h/a/real.jpg"

static const struct {
    const char *html, *address; /* NULL: none */
} cases[] = {
    { "<img src=real.jpg>", REAL },
    { "<img src='" DOT "' data-src=real.jpg>", REAL },
    { "<img src='" SVG "' data-src=real.jpg class=lazyload>", REAL },
    { "<img src=/i/lazyload.gif data-src=real.jpg>", REAL },
    { "<img src='" SVG "' data-srcset='real.jpg 945w, big.jpg 3000w'>", REAL },
    { "<img srcset='small.jpg 320w, real.jpg 1200w, big.jpg 4000w'>", REAL },
    { "<img srcset='real.jpg 1x, big.jpg 2x'>", REAL },
    { "<img srcset=' real.jpg , big.jpg 2x'>", REAL },
    { "<img srcset='big.jpg 4000w, real.jpg 2000w'>", REAL },
    { "<picture><source srcset=real.jpg><img alt=boat></picture>", REAL },
    { "<picture><source srcset=a.avif type=image/avif><source data-srcset='real.jpg 2x'><img "
      "alt=boat></picture>",
      REAL },
    { "<picture><source srcset=a.webp><img src=real.jpg></picture>", REAL },
    { "<picture><source srcset=real.jpg></picture>", REAL },
    { "<img src='" DOT "' data-lazy-src=real.jpg>", REAL },
    { "<img src=placeholder.svg data-lazy-src=real.jpg>", REAL },
    { "<img src=blank.gif data-original=real.jpg>", REAL },
    { "<img src='" DOT "' data-hi-res-src=real.jpg>", REAL },
    { "<img data-cfsrc=real.jpg>", REAL },
    { "<img src=spacer.gif data-of-our-own=real.jpg>", REAL },
    { "<img src=about:blank data-of-our-own='real.jpg'>", REAL },
    { "<img src=real.jpg data-of-our-own=other.jpg>", REAL },
    { "<img src=real.jpg data-lazy=true>", REAL },
    { "<img src=real.jpg srcset='data:image/png;base64,iVBORw0= 1w' data-srcset=real.jpg>", REAL },
    { "<noscript><img src=real.jpg></noscript>", REAL },
    { "<img src='" DOT "'><noscript><img src=real.jpg></noscript>", REAL },
    { "<img class=lazy data-src=real.jpg><noscript><img src=real.jpg></noscript>", REAL },
    { "<img data-src=real.jpg><noscript><img src='real.jpg?w=9'></noscript>", REAL },
    { "<img src='data:image/png;base64," PNG_BASE64 "'>", "data:image/png;base64," PNG_BASE64 },
    { "<img src='" DOT "'>", NULL },
    { "<img src='" SVG "'>", NULL },
    { "<img src='data:text/html,x'>", NULL },
    { "<img src='javascript:x'>", NULL },
    { "<img data-src='javascript:x'>", NULL },
    { "<img alt=boat>", NULL },
};

static bool measure(G_GNUC_UNUSED void *data, G_GNUC_UNUSED const char *url, guint room,
                    guint *cols, guint *rows, G_GNUC_UNUSED const char **note)
{
    *cols = MIN(room, 10);
    *rows = 2;
    return true;
}

static const struct page_pictures shown = { measure, NULL };

static void are_found_for_the_reader(void)
{
    const struct page_options options = { .base_url = "http://h/a/",
                                          .width = 60,
                                          .pictures = &shown };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct page *page = page_render(cases[i].html, strlen(cases[i].html), &options);
        g_test_message("%.60s", cases[i].html);
        g_assert_cmpuint(page->n_pictures, ==, cases[i].address ? 1 : 0);
        g_assert_cmpstr(page->n_pictures ? page->pictures[0].url : NULL, ==, cases[i].address);
        page_free(page);
    }
}

/* How often html has an img with an address, which is then that one. */
static guint count_addresses(const char *html, const char *address)
{
    guint n = 0;
    for (const char *p = html; (p = strstr(p, " src=\"")); n++) {
        p += strlen(" src=\"");
        g_assert_true(address && g_str_has_prefix(p, address) && p[strlen(address)] == '"');
    }
    return n;
}

static void are_written_into_clean_html(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = clean_html(cases[i].html, strlen(cases[i].html), "http://h/a/");
        g_test_message("%s", html);
        const bool is_picture_alone = !strstr(cases[i].html, "<img");
        if (!is_picture_alone)
            g_assert_cmpuint(count_addresses(html, cases[i].address), ==, cases[i].address ? 1 : 0);
    }
}

static const char *find(void *data, const char *url)
{
    g_ptr_array_add(data, g_strdup(url));
    return "p1.png";
}

static void are_found_for_books(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
        const struct xhtml_pictures pictures = { find, found };
        g_autofree char *html =
            xhtml_format(cases[i].html, strlen(cases[i].html), "http://h/a/", &pictures);
        g_test_message("%s", cases[i].html);
        if (!strstr(cases[i].html, "<img"))
            continue;
        g_assert_cmpuint(found->len, ==, cases[i].address ? 1 : 0);
        g_assert_cmpstr(found->len ? found->pdata[0] : NULL, ==, cases[i].address);
    }
}

static void are_found_by_extraction(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct extract_options options = { .base_url = "http://h/a/" };
        GString *html = g_string_new("<title>Pictures</title><article><h1>Pictures</h1>");
        for (guint k = 0; k < 6; k++)
            g_string_append(html, "<p>A paragraph, with commas, and long enough to be one that "
                                  "counts, as it is meant to be.</p>");
        g_string_append_printf(html, "<p>%s</p></article>", cases[i].html);
        struct extract_page *page = extract_article(html->str, html->len, &options, NULL);
        g_string_free(html, TRUE);
        g_test_message("%.60s: %s", cases[i].html, strstr(page->content_html, "<img"));
        const bool is_data = cases[i].address && picture_is_data(cases[i].address);
        if (strstr(cases[i].html, "<img") && cases[i].address && !is_data) /* maybe in a set */
            g_assert_nonnull(strstr(page->content_html, REAL));
        if (cases[i].address)
            g_assert_null(strstr(page->content_html, "R0lGOD"));
        extract_page_free(page);
    }
}

static void data_is_decoded(void)
{
    static const struct {
        const char *url;
        gssize len; /* -1: it is not one */
    } rows[] = {
        { "data:image/png;base64,iVBORw==", 4 },
        { "data:image/png;base64,iVBO\n Rw==", 4 },
        { "DATA:image/PNG;BASE64,iVBORw%3D%3D", 4 },
        { "data:image/jpeg,%FF%D8abc", 5 },
        { "data:image/gif;charset=x;base64,R0lGODlh", 6 },
        { "data:image/webp;base64,UklGRg", 4 }, /* without its end */
        { "data:image/png;base64,", -1 },
        { "data:image/svg+xml,<svg/>", -1 },
        { "data:image/pngx;base64,iVBORw==", -1 },
        { "data:image/png;base64", -1 },
        { "data:text/plain,abc", -1 },
        { "http://h/a.png", -1 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        gsize len = 0;
        g_autofree char *bytes = picture_decode_data(rows[i].url, &len);
        g_test_message("%s", rows[i].url);
        g_assert_cmpint(bytes ? (gssize)len : -1, ==, rows[i].len);
    }
    g_autofree char *long_one = g_strnfill(PICTURE_MAX_DATA_BYTES, 'A');
    memcpy(long_one, "data:image/png,", strlen("data:image/png,"));
    g_assert_true(picture_is_data(long_one));
    g_autofree char *longer = g_strconcat(long_one, "A", NULL);
    g_assert_false(picture_is_data(longer));
    g_assert_true(picture_is_spacer(DOT));
    g_assert_false(picture_is_spacer("data:image/png;base64," PNG_BASE64));
}

static void assert_title(const char *html, const char *text)
{
    const struct page_options options = { .base_url = "http://h/a/",
                                          .width = 60,
                                          .pictures = &shown };
    struct page *page = page_render(html, strlen(html), &options);
    g_autofree char *joined = tests_join(page);
    g_assert_cmpstr(joined, ==, text);
    page_free(page);
}

static void titles_say_more_than_alt(void)
{
    assert_title("<img src=c.png alt=Comic title='The joke'>", "\n\nComic\nThe joke\n");
    assert_title("<img src=c.png title='The joke'>", "\n\nThe joke\n");
    assert_title("<img src=c.png alt='A comic' title='a Comic!'>", "\n\nA comic\n");
    assert_title("<img src=c.png alt='A comic of boats' title='comic'>", "\n\nA comic of boats\n");
    assert_title("<img src=a/my-boat-1024x768.png alt=Boat title='My boat'>", "\n\nBoat\n");
    assert_title("<figure><img src=c.png alt=Comic title='The joke'><figcaption>The "
                 "joke.</figcaption></figure>",
                 "\n\nThe joke.\n");
    assert_title("<figure><img src=c.png alt=Comic title='The joke'><figcaption>Boats"
                 "</figcaption></figure>",
                 "\n\nThe joke\nBoats\n");
    g_autofree char *named = tests_render(
        "<p><img src=c.png alt=Comic title='The joke'> <img src=d.png alt='' title='Another'>", 60,
        PAGE_LINKS_NONE);
    g_assert_cmpstr(named, ==, "[Comic: The joke] [Another]\n");
}

void test_picture_source_add(void)
{
    g_test_add_func("/picture-source/are-found-for-the-reader", are_found_for_the_reader);
    g_test_add_func("/picture-source/are-written-into-clean-html", are_written_into_clean_html);
    g_test_add_func("/picture-source/are-found-for-books", are_found_for_books);
    g_test_add_func("/picture-source/are-found-by-extraction", are_found_by_extraction);
    g_test_add_func("/picture-source/data-is-decoded", data_is_decoded);
    g_test_add_func("/picture-source/titles-say-more-than-alt", titles_say_more_than_alt);
}
