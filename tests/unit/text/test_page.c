/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/url.h"

#include <string.h>

static void check_rows(const char *const (*rows)[2], guint n, guint width, enum page_links links)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = tests_render(rows[i][0], width, links);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
}

static void sets_blocks(void)
{
    static const char *const rows[][2] = {
        { "", "" },
        { " \n ", "" },
        { "<p>one  two\n<p>three", "one two\n\nthree\n" },
        { "<div>a<p>b</p>c</div>", "a\n\nb\n\nc\n" },
        { "<h2>T</h2>x", "T\n\nx\n" },
        { "a<br> b<br><br><br><br><br><br>c", "a\nb\n\n\nc\n" },
        { "<blockquote>a<p>b<blockquote>c</blockquote></blockquote>d",
          "\xe2\x94\x82 a\n\xe2\x94\x82\n\xe2\x94\x82 b\n\xe2\x94\x82\n\xe2\x94\x82 \xe2\x94\x82 "
          "c\n\nd\n" },
        { "a<hr>b", "a\n\n\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                    "\xe2\x94\x80"
                    "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\n\nb\n" },
        { "<pre>\n  a\tb\n\n c </pre>", "  a     b\n\n c\n" },
        { "<dl><dt>T<dd>d</dl>", "T\n    d\n" },
        { "<p hidden>no</p><p style='display : none'>no</p><title>no</title>yes", "yes\n" },
        { "x<sup>2</sup> n<sup>th</sup> <q>q</q>", "x\xc2\xb2 nth \xe2\x80\x9cq\xe2\x80\x9d\n" },
        { "<ruby>\xe6\xbc\xa2<rt>kan</rt></ruby>", "\xe6\xbc\xa2(kan)\n" },
        { "<q>a <q>b</q></q>", "\xe2\x80\x9c"
                               "a \xe2\x80\x98"
                               "b\xe2\x80\x99\xe2\x80\x9d\n" },
        { "<p>a<h2>T</h2>b<h3>U</h3>c", "a\n\n\nT\n\nb\n\nU\n\nc\n" },
        { "<div style='white-space:pre-line'>a  b\nc</div>", "a b\nc\n" },
        { "<div style='white-space: pre-wrap'>a\n  b\n\tc</div>", "a\n  b\nc\n" },
        { "<dl><dd>a<dd>b</dl>", "    a\n    b\n" },
        { "<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul><input "
          "type=checkbox>",
          "\xe2\x80\xa2 \xe2\x98\x91 a\n\xe2\x80\xa2 \xe2\x98\x90 b\n" },
        { "<img alt='A boat'><img alt=''><img src=x width=1>", "[A boat]\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 12, PAGE_LINKS_NONE);
}

static void sets_lists(void)
{
    static const char *const rows[][2] = {
        { "<ul><li>a b c d e f g<ul><li>b</ul><li><p>c<p>d</ul>e",
          "\xe2\x80\xa2 a b c d e\n  f g\n  \xe2\x97\xa6 b\n\xe2\x80\xa2 c\n\n  d\n\ne\n" },
        { "<ol start=9><li>a<li>b</ol>", " 9. a\n10. b\n" },
        { "<ol reversed><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n6. c\n" },
        { "<ol type=i><li>a<li>b</ol><ol type=A start=27><li>c</ol>", " i. a\nii. b\n\nAA. c\n" },
        { "<ul><ul><li>a</ul></ul>", "  \xe2\x97\xa6 a\n" },
        { "<li>a<li>b", "\xe2\x80\xa2 a\n\xe2\x80\xa2 b\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 12, PAGE_LINKS_NONE);
}

/* Marks of notes are no addresses to go to; they keep their numbers. */
static void keeps_numbers_of_notes(void)
{
    static const char *const rows[][2] = {
        { "a<sup><a href='#fn1'>1</a></sup> b<a href='http://h/a/#n12'><sup>[12]</sup></a>",
          "a\xc2\xb9 b\xc2\xb9\xc2\xb2\n" },
        { "<ol><li>note <a href='#r1' class=footnote-backref>\xe2\x86\xa9</a></ol>",
          "1. note \xe2\x86\xa9\n" },
        { "a<sup><a href='#n1'>[1]</a></sup><sup><a href='#n2'>[2]</a></sup><sup><a "
          "href='#m'>[n 1]</a></sup>",
          "a\xc2\xb9,\xc2\xb2[n 1]\n" },
        { "a<sup><a href='http://o/'>1</a></sup> <a href='#s'>b</a>",
          "a1[1] b[2]\n\n[1] http://o/\n[2] http://h/a/#s\n" },
        { "10<sup>-6</sup> 4<sup>th</sup>", "10\xe2\x81\xbb\xe2\x81\xb6 4th\n" },
        /* of a page that was copied, without the note; no line begins with a mark */
        { "war. <sup><a href='http://o/w#cite_note-3'>[3]</a></sup>", "war. ³\n" },
        { "<table><tr><td>a<td><sup><a href='http://o/w#cite_note-4'>[4]</a></sup></table>",
          "a  ⁴\n" },
        { "^ <a href='#cite_ref-x_3-0'><sup><i>a</i></sup></a> Horn", "^ a Horn\n" },
        { "word<sup>1,2</sup>, word<sup>3–5</sup>", "word¹,², word³⁻⁵\n" },
        { "<p>1234567890 1234567890 123456789012345 over.<sup><a href='#n8'>[8]</a></sup>",
          "1234567890 1234567890 123456789012345\nover.⁸\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 40, PAGE_LINKS_FOOTNOTES);
}

/* Letters above and below the line where they are part of a formula; not those of abbreviations. */
static void sets_scripts_of_formulas(void)
{
    static const char *const rows[][2] = {
        { "AA<sup>H</sup> = A<sup>H</sup>A", "AA^H = A^(H)A\n" },
        { "x<sup>n+1</sup> x<sup>2n</sup> e<sup>-x/2</sup>", "xⁿ⁺¹ x²ⁿ e^(-x/2)\n" },
        { "R<sup><i>m</i></sup> <i>e<sup>t</sup></i>", "R^m e^t\n" },
        { "H<sub>ij</sub> NO<sub>x</sub> T<sub>max</sub>", "Hᵢⱼ NOₓ Tmax\n" },
        { "SO<sub>4</sub><sup>2-</sup> Fe<sup>3+</sup>", "SO₄²⁻ Fe³⁺\n" },
        { "XIX<sup>e</sup> 1<sup>er</sup> M<sup>me</sup>", "XIXe 1er Mme\n" },
        { "Acme<sup>TM</sup> Words<sup>R</sup> N<sup>o</sup>", "AcmeTM WordsR No\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 60, PAGE_LINKS_NONE);
}

/* Links that only lead to the heading that they are at, or to a wiki's editor. */
static void leaves_out_links_at_headings(void)
{
    static const char *const rows[][2] = {
        { "<h3 id=a>Title <a href='#a'>#</a></h3>", "Title\n" },
        { "<h3><a href='http://h/a/#a'></a>Title <a href='#a'>¶</a></h3>", "Title\n" },
        { "<div><h3>Title</h3> <a href='#a'>§</a></div>", "Title\n" },
        { "<dl><dt>f(x) <a href='#f'>¶</a><dd>It", "f(x)\n    It\n" },
        { "<h3>Title<span class=mw-editsection>[<a href='/e'>edit</a>]</span></h3>", "Title\n" },
        { "<h3>The <a href='http://o/#'>#</a></h3>", "The #[1]\n\n[1] http://o/#\n" },
        { "<h3><a href='#toc1'>Title</a></h3>", "Title\n" },
        { "<p>Room <a href='#x'>#</a>", "Room #[1]\n\n[1] http://h/a/#x\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 60, PAGE_LINKS_FOOTNOTES);
}

static void names_pictures_in_lines(void)
{
    static const char *const rows[][2] = {
        { "<img alt='&lt;b class=x>A boat&lt;/b>'>", "[A boat]\n" },
        { "<img alt='the &lt;b> tag'>", "[the <b> tag]\n" },
        { "<img alt='[icon]'>", "[icon]\n" },
        { "By car<img alt=car>Today <img alt=A>, b", "By car [car] Today [A], b\n" },
        { "<a href='/'><img alt=car></a>Today", "[car][1] Today\n\n[1] http://h/\n" },
        { "<img alt=😀>!", "😀!\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 60, PAGE_LINKS_FOOTNOTES);
}

static void names_media(void)
{
    static const char *const rows[][2] = {
        { "<iframe src='https://www.youtube.com/embed/x' title='Ducks'></iframe>",
          "[YouTube: Ducks][1]\n\n[1] https://www.youtube.com/embed/x\n" },
        { "<iframe src=about:blank data-src=f></iframe>", "[frame][1]\n\n[1] http://h/a/f\n" },
        { "<iframe src='https://notyoutube.com/x'></iframe>",
          "[frame][1]\n\n[1] https://notyoutube.com/x\n" },
        { "<audio title=Talk><source src=a.mp3>old</audio>",
          "[audio: Talk][1]\n\n[1] http://h/a/a.mp3\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 40, PAGE_LINKS_FOOTNOTES);
}

static void numbers_links(void)
{
    static const char *const footnotes[][2] = {
        { "<a href=b>x</a> <a href='http://h/a/b'>y</a> <a href=c></a><a href='javascript:z'>z</a>",
          "x[1] y[1] z\n\n[1] http://h/a/b\n[2] http://h/a/c\n" },
        { "<video src=v.mp4>no</video>", "[video][1]\n\n[1] http://h/a/v.mp4\n" },
    };
    static const char *const inlined[][2] = {
        { "<a href=b>x</a>, <a href='http://h/'>http://h/</a>", "x <http://h/a/b>, http://h/\n" },
    };
    check_rows(footnotes, G_N_ELEMENTS(footnotes), 40, PAGE_LINKS_FOOTNOTES);
    check_rows(inlined, G_N_ELEMENTS(inlined), 40, PAGE_LINKS_INLINE);
}

static void spans_know_style_and_link(void)
{
    const char *html = "a <b>b <a href='http://h/'>c</a></b> d";
    const struct page_options options = { .width = 40, .links = PAGE_LINKS_NONE };
    struct page *page = page_render(html, strlen(html), &options);
    const struct page_span *spans = page->lines[0].spans;
    g_assert_cmpuint(page->n_lines, ==, 1);
    g_assert_cmpuint(page->lines[0].n_spans, ==, 4);
    g_assert_cmpstr(spans[1].text, ==, "b ");
    g_assert_cmpuint(spans[1].style, ==, PAGE_BOLD);
    g_assert_cmpstr(spans[2].text, ==, "c");
    g_assert_cmpuint(spans[2].style, ==, PAGE_BOLD | PAGE_LINK);
    g_assert_cmpuint(spans[2].link, ==, 1);
    g_assert_cmpuint(spans[3].style, ==, 0);
    g_assert_cmpuint(page->n_words, ==, 4);
    g_assert_cmpstr(page->links[0].url, ==, "http://h/");
    g_assert_cmpstr(page->links[0].text, ==, "c");
    page_free(page);
}

/* A reader's place is a number of words: it must mean the same at every width. */
static void source_counts_words(void)
{
    const char *html = "<p>one two three <a "
                       "href=x>four</a><p>five<table><tr><td>six<td>seven</table><p>eight nine";
    for (guint width = 8; width < 60; width += 7) {
        const struct page_options options = { .width = width, .links = PAGE_LINKS_FOOTNOTES };
        struct page *page = page_render(html, strlen(html), &options);
        g_assert_cmpuint(page->n_words, ==, 9);
        for (guint i = 0; i < page->n_lines; i++) {
            const struct page_line *line = &page->lines[i];
            if (line->n_spans && g_str_has_prefix(line->spans[0].text, "five"))
                g_assert_cmpuint(line->source, ==, 4);
            if (line->n_spans && g_str_has_prefix(line->spans[0].text, "eight"))
                g_assert_cmpuint(line->source, ==, 7);
        }
        page_free(page);
    }
}

/* Links that are not words: videos stand on lines of their own, the marks of addresses apart. */
static void sets_videos_and_addresses_apart(void)
{
    static const char *const rows[][2] = {
        { "<p>A <video src=a.mp4></video><iframe src='https://www.youtube.com/embed/x'></iframe>",
          "A [video][1]\n[YouTube][2]\n\n[1] http://h/a/a.mp4\n"
          "[2] https://www.youtube.com/embed/x\n" },
        { "<lite-youtube videoid=abc_-1 title='A talk'></lite-youtube>",
          "[YouTube: A talk][1]\n\n[1] https://www.youtube.com/watch?v=abc_-1\n" },
        { "<p>x<lite-youtube videoid=abc><a href='https://youtu.be/abc'>Play</a></lite-youtube>",
          "x[YouTube][1]\n\n[1] https://www.youtube.com/watch?v=abc\n" },
        { "<youtube-embed video-id=abc></youtube-embed>",
          "[YouTube][1]\n\n[1] https://www.youtube.com/watch?v=abc\n" },
        { "<youtube-video src='https://youtu.be/abc'></youtube-video>",
          "[YouTube][1]\n\n[1] https://youtu.be/abc\n" },
        { "<lite-vimeo videoid=123></lite-vimeo>", "[Vimeo][1]\n\n[1] https://vimeo.com/123\n" },
        { "<amp-vimeo data-videoid=123></amp-vimeo>", "[Vimeo][1]\n\n[1] https://vimeo.com/123\n" },
        { "<lite-youtube videoid='\"><x'>words</lite-youtube>", "words\n" },
        { "<lite-youtube>words</lite-youtube>", "words\n" },
        { "<my-element videoid=abc>words</my-element>", "words\n" },
        { "<a href='https://s.example/x'>https://s.example/x</a>.",
          "https://s.example/x [1].\n\n[1] https://s.example/x\n" },
        { "<a href='https://s.example/x'>see www.s.example</a>",
          "see www.s.example [1]\n\n[1] https://s.example/x\n" },
        { "<a href='https://s.example/x'>https://s.example/x here</a>",
          "https://s.example/x here[1]\n\n[1] https://s.example/x\n" },
        { "<pre>x\n&nbsp;\n</pre><p>y", "x\n\ny\n" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), 60, PAGE_LINKS_FOOTNOTES);
}

/* A note whose address is spelt in full leads within the page. */
static void jumps_to_notes_spelt_in_full(void)
{
    static const struct {
        const char *base, *own, *mark;
        bool is_here;
    } cases[] = {
        { "https://h.example/p/", NULL, "#fn1", true },
        { "https://h.example/p/", NULL, "https://h.example/p/#fn1", true },
        { "https://h.example/p", NULL, "https://h.example/p/#fn1", true },
        { "https://h.example/p/", NULL, "http://www.h.example/p#fn1", true },
        { "https://h.example/p/", NULL, "https://h.example/p/?utm_source=rss#fn1", true },
        { "https://h.example/p/?utm_source=rss", NULL, "../p/#fn1", true },
        { "https://feeds.example/x.xml", "https://h.example/p/", "https://h.example/p/#fn1", true },
        { "https://feeds.example/x.xml", "https://h.example/p/?id=1&b=2",
          "https://h.example/p/?b=2&id=1#fn1", true },
        { "https://h.example/p/", NULL, "https://h.example/q/#fn1", false },
        { "https://h.example/p/?id=1", NULL, "https://h.example/p/?id=2#fn1", false },
        { NULL, NULL, "https://h.example/p/#x1", false },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = g_strdup_printf("<p>Words<a role=doc-noteref class=footnote "
                                                "href='%s'><sup>1</sup></a><p id=fn1>Note",
                                                cases[i].mark);
        const struct page_options options = {
            .base_url = cases[i].base, .own_url = cases[i].own, .width = 60, .has_jumps = true
        };
        struct page *page = page_render(html, strlen(html), &options);
        guint source;
        g_test_message("%s", cases[i].mark);
        g_assert_cmpuint(page->n_jumps + page->n_links, ==, 1);
        g_assert_cmpint(page_find_target(page, page->n_jumps ? PAGE_JUMP | 1 : 1, &source), ==,
                        cases[i].is_here);
        if (page->n_jumps && url_get_scheme_len(cases[i].base))
            g_assert_nonnull(page->jumps[0].url);
        page_free(page);
    }
}

static void keeps_plain_text(void)
{
    const char *text = "First line\nsecond <b> line.\n\nSee http://h/x, or (https://h/y).\n";
    const struct page_options options = { .width = 60,
                                          .links = PAGE_LINKS_FOOTNOTES,
                                          .is_plain_text = true };
    struct page *page = page_render(text, strlen(text), &options);
    g_autofree char *lines = tests_join(page);
    g_assert_cmpstr(lines, ==,
                    "First line\nsecond <b> line.\n\nSee http://h/x [1], or (https://h/y [2]).\n\n"
                    "[1] http://h/x\n[2] https://h/y\n");
    page_free(page);
}

static void addresses_end_where_they_do(void)
{
    static const char *const rows[][2] = {
        { "see http://h/a_(b) now", "http://h/a_(b)" },
        { "(see http://h/a_(b))", "http://h/a_(b)" },
        { "http://h/a_(b)_(c).", "http://h/a_(b)_(c)" },
        { "(http://h/a), x", "http://h/a" },
        { "http://h/a). x", "http://h/a" },
        { "http://h/(a", "http://h/(a" },
        { "http://h/a()!?", "http://h/a()" },
        { "<http://h/a>", "http://h/a" },
    };
    const struct page_options options = { .width = 60, .is_plain_text = true };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct page *page = page_render(rows[i][0], strlen(rows[i][0]), &options);
        g_assert_cmpuint(page->n_links, ==, 1);
        g_assert_cmpstr(page->links[0].url, ==, rows[i][1]);
        page_free(page);
    }
}

/* A word may be cut by a line's end. */
static void keep_letters(char *text)
{
    char *out = text;
    for (const char *p = text; *p; p++)
        if (g_ascii_isalpha(*p))
            *out++ = *p;
    *out = '\0';
}

static void size_is_no_limit(void)
{
    static const char *const pieces[] = {
        "<blockquote>", "<div>",      "<ul><li>", "<b>x", "<table><tr><td>",
        "<a href=x>",   "<p>x",       "<",        "&amp", "<td>",
        "<q>",          "<ruby><rt>", "<pre>\t"
    };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) html = g_string_new(NULL);
        for (guint n = 0; n < 30000; n++)
            g_string_append(html, pieces[i]);
        g_string_append(html, " deepest words");
        const gint64 begin = g_get_monotonic_time();
        g_autofree char *text = tests_render(html->str, 40, PAGE_LINKS_NONE);
        keep_letters(text);
        g_assert_nonnull(strstr(text, "deepestwords"));
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC);
    }
}

static void encodings_are_found(void)
{
    static const char *const rows[] = {
        "<meta charset=windows-1252><p>Z\xfcrich",
        "<p>Z\xfcrich",
        "<p>Z\xc3\xbcrich",
        "\xef\xbb\xbf<meta charset=latin1>Z\xc3\xbcrich",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct page_options options = { .width = 40, .detect_encoding = true };
        struct page *page = page_render(rows[i], strlen(rows[i]), &options);
        g_autofree char *text = tests_join(page);
        g_assert_cmpstr(text, ==, "Z\xc3\xbcrich\n");
        page_free(page);
    }
}

static void notes_are_jumps_where_wanted(void)
{
    static const char html[] = "<p>One two<sup><a href='#n%20x'>1</a></sup> three.</p>"
                               "<p id='n x'>Note. <a href='#none'>\xe2\x86\xa9</a></p>";
    struct page_options options = { .width = 40, .has_jumps = true };
    struct page *page = page_render(html, strlen(html), &options);
    guint source = 0;
    g_assert_cmpuint(page->n_jumps, ==, 2);
    g_assert_true(page_find_target(page, PAGE_JUMP | 1, &source));
    g_assert_cmpuint(source, ==, 3);
    g_assert_false(page_find_target(page, PAGE_JUMP | 2, &source));
    g_assert_false(page_find_target(page, PAGE_JUMP | 3, &source));
    g_assert_false(page_find_target(page, 1, &source));
    page_free(page);
    options.has_jumps = false;
    page = page_render(html, strlen(html), &options);
    g_assert_cmpuint(page->n_jumps, ==, 0);
    page_free(page);
}

void test_page_add(void)
{
    g_test_add_func("/page/sets-blocks", sets_blocks);
    g_test_add_func("/page/sets-lists", sets_lists);
    g_test_add_func("/page/keeps-numbers-of-notes", keeps_numbers_of_notes);
    g_test_add_func("/page/sets-scripts-of-formulas", sets_scripts_of_formulas);
    g_test_add_func("/page/leaves-out-links-at-headings", leaves_out_links_at_headings);
    g_test_add_func("/page/names-pictures-in-lines", names_pictures_in_lines);
    g_test_add_func("/page/names-media", names_media);
    g_test_add_func("/page/numbers-links", numbers_links);
    g_test_add_func("/page/spans-know-style-and-link", spans_know_style_and_link);
    g_test_add_func("/page/notes-are-jumps-when-wanted", notes_are_jumps_where_wanted);
    g_test_add_func("/page/source-is-the-same-at-every-width", source_counts_words);
    g_test_add_func("/page/sets-videos-and-addresses-apart", sets_videos_and_addresses_apart);
    g_test_add_func("/page/jumps-to-notes-spelt-in-full", jumps_to_notes_spelt_in_full);
    g_test_add_func("/page/keeps-plain-text", keeps_plain_text);
    g_test_add_func("/page/ends-addresses-where-they-do", addresses_end_where_they_do);
    g_test_add_func("/page/finds-encodings", encodings_are_found);
    g_test_add_func("/page/stays-linear-when-hostile", size_is_no_limit);
}
