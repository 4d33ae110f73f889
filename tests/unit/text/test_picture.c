/* SPDX-License-Identifier: MIT */
/* Pictures: what their files say of themselves, what the decoder may answer. */
#include "config.h"

#include "tests.h"

#include "text/picture.h"

#include <string.h>

/* A head as bytes, which may hold NULs. */
#define HEAD(text) text, sizeof text - 1

static void assert_size(const char *bytes, gsize len, const char *format, guint width, guint height)
{
    struct picture_facts facts;
    g_autoptr(GError) error = NULL;
    picture_look(bytes, len, &facts, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(facts.format, ==, format);
    g_assert_cmpuint(facts.width, ==, width);
    g_assert_cmpuint(facts.height, ==, height);
}

static void assert_refused(const char *bytes, gsize len, enum picture_error code)
{
    struct picture_facts facts;
    g_autoptr(GError) error = NULL;
    g_assert_false(picture_look(bytes, len, &facts, &error));
    g_assert_error(error, PICTURE_ERROR, (gint)code);
}

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define JPEG "\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc4\0\x02\xff\xc2\0\x11\x08\0\x14\0\x20\x03"
#define WEBP(kind) "RIFF\x40\0\0\0WEBP" kind "\x20\0\0\0"
#define BMP(rest) "BM\x46\0\0\0\0\0\0\0\x36\0\0\0" rest

static void test_sizes(void)
{
    assert_size(HEAD(PNG "\0\0\1\0\0\0\0\x40\x08\2\0\0\0"), "png", 256, 64);
    assert_size(HEAD(JPEG), "jpeg", 32, 20);
    assert_size(HEAD("GIF89a\x20\0\x14\0\0\0\0"), "gif", 32, 20);
    assert_size(HEAD("GIF87a\x20\1\x14\0\0\0\0"), "gif", 288, 20);
    assert_size(HEAD(WEBP("VP8X") "\0\0\0\0\x1f\0\0\x13\0\0"), "webp", 32, 20);
    assert_size(HEAD(WEBP("VP8L") "\x2f\x1f\xc0\x04\x00"), "webp", 32, 20);
    assert_size(HEAD(WEBP("VP8 ") "\0\0\0\x9d\1\x2a\x20\0\x14\0"), "webp", 32, 20);
    assert_size(HEAD(BMP("\x28\0\0\0\x20\0\0\0\x14\0\0\0")), "bmp", 32, 20);
    assert_size(HEAD(BMP("\x28\0\0\0\x20\0\0\0\xec\xff\xff\xff")), "bmp", 32, 20);
    assert_size(HEAD(BMP("\x0c\0\0\0\x20\0\x14\0")), "bmp", 32, 20);
}

static void test_bombs(void)
{
    assert_refused(HEAD(PNG "\0\0\xea\x60\0\0\xea\x60\x08\2\0\0\0"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(PNG "\xff\xff\xff\xff\xff\xff\xff\xff\x08"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD("GIF89a\xff\xff\xff\xff\0\0\0"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(WEBP("VP8X") "\0\0\0\0\xff\xff\xff\xff\xff\xff"), PICTURE_ERROR_TOO_LARGE);
    assert_refused(HEAD(BMP("\x28\0\0\0\xff\xff\xff\xff\0\0\0\x80")), PICTURE_ERROR_TOO_LARGE);
}

static void test_nonsense(void)
{
    assert_refused(HEAD(""), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD("<svg width='9'>"), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD("RIFF\x40\0\0\0WAVEfmt "), PICTURE_ERROR_UNKNOWN);
    assert_refused(HEAD(PNG "\0\0\0\0\0\0\0\1\x08"), PICTURE_ERROR_BROKEN);
    assert_refused(HEAD("\xff\xd8\xff\xd8\xff\xd8\0\0\0\0\0\0\0\0"), PICTURE_ERROR_BROKEN);
}

/* Every beginning of a file is refused or understood, and no byte beyond it is read. */
static void test_cut(void)
{
    static const struct {
        const char *bytes;
        gsize len;
    } files[] = {
        { HEAD(PNG "\0\0\1\0\0\0\0\x40\x08\2\0\0\0") },
        { HEAD(JPEG) },
        { HEAD("GIF89a\x20\0\x14\0\0\0\0") },
        { HEAD(WEBP("VP8L") "\x2f\x1f\xc0\x04\x00") },
        { HEAD(WEBP("VP8 ") "\0\0\0\x9d\1\x2a\x20\0\x14\0") },
        { HEAD(BMP("\x28\0\0\0\x20\0\0\0\x14\0\0\0")) },
    };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        for (gsize len = 1; len < files[i].len; len++) {
            g_autofree char *part = g_malloc(len); /* no byte more, for the sanitizer */
            memcpy(part, files[i].bytes, len);
            struct picture_facts facts;
            if (picture_look(part, len, &facts, NULL))
                g_assert_cmpuint(facts.width * facts.height, >, 0);
        }
    }
}

static bool reads(const char *answer, gsize len)
{
    struct picture_pixels pixels;
    return picture_read_pixels(answer, len, 2, 2, &pixels, NULL);
}

static void test_answer(void)
{
    struct picture_pixels pixels;
    g_assert_true(picture_read_pixels(HEAD("picture 2 1 20 10\nabcdefgh"), 2, 2, &pixels, NULL));
    g_assert_cmpuint(pixels.width, ==, 2);
    g_assert_cmpuint(pixels.natural_height, ==, 10);
    g_assert_cmpint(memcmp(pixels.rgba, "abcdefgh", 8), ==, 0);
    g_assert_false(reads(HEAD("")));
    g_assert_false(reads(HEAD("picture 2 1 20 10\nabcdefg")));
    g_assert_false(reads(HEAD("picture 2 1 20 10\nabcdefghi")));
    g_assert_false(reads(HEAD("picture 3 1 20 10\nabcdefghijkl")));
    g_assert_false(reads(HEAD("picture 0 0 20 10\n")));
    g_assert_false(reads(HEAD("picture 1 1 0 10\nabcd")));
    g_assert_false(reads(HEAD("picture 999999999 999999999 20 10\n")));
    g_assert_false(reads(HEAD("picture -1 -1 20 10\nabcd")));
}

/* ---- in the flow of an article */

/* Pictures whose address ends in "there.png" are 10 x 4 cells large, "late.png" failed, others are
 * not known. */
static bool measure(void *data, const char *url, guint room, guint *cols, guint *rows,
                    const char **note)
{
    (void)data;
    *cols = MIN(room, 10);
    *rows = 4;
    if (g_str_has_suffix(url, "late.png"))
        *note = "HTTP 404";
    return g_str_has_suffix(url, "there.png");
}

static struct page *render(const char *html)
{
    static const struct page_pictures pictures = { measure, NULL };
    const struct page_options options = { .base_url = "http://h/a/",
                                          .width = 40,
                                          .pictures = &pictures };
    return page_render(html, strlen(html), &options);
}

static void assert_text(const char *html, const char *wanted)
{
    struct page *page = render(html);
    g_autofree char *text = tests_join(page);
    g_assert_cmpstr(text, ==, wanted);
    page_free(page);
}

static void test_named(void)
{
    assert_text("<p>one<p><img src=x.png alt='a  hat'><p>two", "one\n\n[picture: a hat]\n\ntwo\n");
    assert_text("<img src=x.png><img src=/late.png alt=hat>",
                "[picture]\n\n[picture: hat; not shown: HTTP 404]\n");
    assert_text("one <img src='data:image/gif;base64,R0' data-src=x.png alt=''> two",
                "one\n\n[picture]\n\ntwo\n");
}

static void test_in_line(void)
{
    assert_text("one <img src=x.png width=16 alt=hat> two", "one [hat] two\n");
    assert_text("one <img src=x.png alt=':)'> two", "one [:)] two\n");
    assert_text("one <img alt=hat> two", "one [hat] two\n");
    assert_text("<pre>a <img src=x.png alt=hat></pre>", "a [hat]\n");
}

static void test_counters(void)
{
    assert_text("one <img src='https://pixel.wp.com/g.gif?x=1' alt=x>two", "one two\n");
    assert_text("one <img src=x.png width=1 height=1>two", "one two\n");
    assert_text("one <img src=x.png height=0>two", "one two\n");
    g_assert_true(picture_is_counter("http://www.google-analytics.com/x"));
    g_assert_true(picture_is_counter("https://www.facebook.com/tr?id=1"));
    g_assert_false(picture_is_counter("https://www.facebook.com/photo.jpg"));
    g_assert_false(picture_is_counter("https://notdoubleclick.net/x"));
}

static void test_room(void)
{
    assert_text("one<img src=there.png alt=hat>two", "one\n\n\n\n\n\nhat\n\ntwo\n");
    assert_text("<figure><img src=there.png alt=hat><figcaption>A hat.</figcaption></figure>",
                "\n\n\n\nA hat.\n");
    struct page *page = render("one <blockquote><img src=there.png alt='a hat'></blockquote>two");
    guint n = 0;
    for (guint i = 0; i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        if (!line->picture)
            continue;
        g_assert_cmpuint(line->picture, ==, 1);
        g_assert_cmpuint(line->picture_row, ==, n++);
        g_assert_cmpuint(line->picture_col, ==, 2);
    }
    g_assert_cmpuint(n, ==, 4);
    g_assert_cmpuint(page->n_pictures, ==, 1);
    g_assert_cmpstr(page->pictures[0].url, ==, "http://h/a/there.png");
    g_assert_cmpuint(page->pictures[0].rows, ==, 4);
    page_free(page);
}

/* Where the text after a picture stands, by words, must not depend on whether the picture has come:
 * the place where someone reads is kept that way. */
static void test_places(void)
{
    struct page *before = render("one <img src=x.png alt='the hat of all hats'> two");
    struct page *after = render("one <img src=there.png alt='the hat of all hats'> two");
    g_assert_cmpuint(before->lines[before->n_lines - 1].source, ==,
                     after->lines[after->n_lines - 1].source);
    g_assert_cmpuint(before->n_words, ==, after->n_words);
    page_free(before);
    page_free(after);
}

static void test_links(void)
{
    struct page *page = render("<a href=/x><img src=there.png alt=hat></a>two");
    g_autofree char *text = tests_join(page);
    g_assert_cmpstr(text, ==, "\n\n\n\nhat\n\ntwo\n\n[1] http://h/x\n");
    g_assert_cmpstr(page->links[0].text, ==, "hat");
    g_assert_cmpuint(page->lines[4].spans[0].link, ==, 1);
    page_free(page);
}

#ifdef CHAFA_SONAME
/* 16 x 8 pixels, red above, blue below. */
static const struct picture_pixels *get_pixels(void)
{
    static guint8 rgba[16 * 8 * 4];
    static const struct picture_pixels pixels = { 16, 8, 16, 8, rgba };
    for (guint i = 0; i < 16 * 8; i++) {
        rgba[4 * i + (i < 16 * 4 ? 0 : 2)] = 255;
        rgba[4 * i + 3] = 255;
    }
    return &pixels;
}

static struct picture_drawing *draw(enum picture_form form, enum picture_colours colours,
                                    guint rows)
{
    const struct picture_spec spec = { form, colours, 2, rows, 8, 8 / rows };
    g_autoptr(GError) error = NULL;
    struct picture_drawing *drawing = picture_draw(get_pixels(), &spec, &error);
    g_assert_no_error(error);
    return drawing;
}

static void test_cells(void)
{
    struct picture_drawing *drawing = draw(PICTURE_BLOCKS, PICTURE_ALL_COLOURS, 1);
    const struct picture_cell *cell = &drawing->cells[1];
    const bool is_upper = strcmp(cell->text, "\xe2\x96\x80") == 0;
    const gint32 upper = is_upper ? cell->ink : cell->paper;
    const gint32 lower = is_upper ? cell->paper : cell->ink;
    g_assert_true(upper & PICTURE_RGB && lower & PICTURE_RGB);
    g_assert_cmpint(upper >> 16 & 255, >, 200); /* red */
    g_assert_cmpint(upper & 255, <, 50);
    g_assert_cmpint(lower >> 16 & 255, <, 50);
    g_assert_cmpint(lower & 255, >, 200); /* blue */
    picture_drawing_unref(drawing);
    drawing = draw(PICTURE_BLOCKS, PICTURE_NO_COLOURS, 1);
    g_assert_cmpint(drawing->cells[0].ink, ==, PICTURE_DEFAULT);
    g_assert_cmpint(drawing->cells[0].paper, ==, PICTURE_DEFAULT);
    picture_drawing_unref(drawing);
    drawing = draw(PICTURE_BLOCKS, PICTURE_8_COLOURS, 1);
    g_assert_cmpint(drawing->cells[0].ink, <, 8);
    picture_drawing_unref(drawing);
}

static void test_braille(void)
{
    struct picture_drawing *drawing = draw(PICTURE_BRAILLE, PICTURE_ALL_COLOURS, 1);
    const gunichar c = g_utf8_get_char(drawing->cells[0].text);
    g_assert_true(c == ' ' || (c >= 0x2800 && c <= 0x28ff));
    picture_drawing_unref(drawing);
}

static guint32 get_number(const guint8 *at)
{
    return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

static void test_png(void)
{
    struct picture_drawing *drawing = draw(PICTURE_KITTY, PICTURE_ALL_COLOURS, 1);
    gsize len;
    g_autofree guint8 *file = g_base64_decode(drawing->png, &len);
    struct picture_facts facts;
    g_assert_true(picture_look(file, len, &facts, NULL));
    g_assert_cmpstr(facts.format, ==, "png");
    g_assert_cmpuint(facts.width, ==, 16);
    g_assert_cmpuint(facts.height, ==, 8);
    static const char *const types[] = { "IHDR", "IDAT", "IEND" };
    gsize at = 8;
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        g_assert_cmpmem(file + at + 4, 4, types[i], 4);
        at += 12 + get_number(file + at);
    }
    g_assert_cmpuint(at, ==, len);
    picture_drawing_unref(drawing);
}

static void test_strips(void)
{
    static const struct {
        enum picture_form form;
        const char *begin, *end;
    } rows[] = {
        { PICTURE_SIXEL, "\033P", "\033\\" },
        { PICTURE_ITERM2, "\033]1337;File=inline=1;", "\a" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct picture_drawing *drawing = draw(rows[i].form, PICTURE_ALL_COLOURS, 2);
        g_assert_cmpuint(g_strv_length(drawing->strips), ==, 2);
        g_assert_cmpstr(drawing->strips[0], !=, drawing->strips[1]);
        g_assert_true(g_str_has_prefix(drawing->strips[1], rows[i].begin));
        g_assert_true(g_str_has_suffix(drawing->strips[1], rows[i].end));
        picture_drawing_unref(drawing);
    }
}

static void test_other_size(void)
{
    const struct picture_spec spec = { PICTURE_SIXEL, PICTURE_ALL_COLOURS, 3, 1, 8, 8 };
    g_autoptr(GError) error = NULL;
    g_assert_null(picture_draw(get_pixels(), &spec, &error));
    g_assert_error(error, PICTURE_ERROR, PICTURE_ERROR_DECODER);
}
#endif

void test_picture_add(void)
{
    g_test_add_func("/picture/is-named-while-it-is-not-there", test_named);
    g_test_add_func("/picture/stays-in-its-line-when-it-is-an-icon", test_in_line);
    g_test_add_func("/picture/is-nothing-when-it-only-counts", test_counters);
    g_test_add_func("/picture/takes-lines-of-its-own", test_room);
    g_test_add_func("/picture/moves-no-place", test_places);
    g_test_add_func("/picture/stands-for-the-text-of-a-link", test_links);
#ifdef CHAFA_SONAME
    g_test_add_func("/picture/becomes-cells-in-the-colours-that-there-are", test_cells);
    g_test_add_func("/picture/is-dots-where-wanted", test_braille);
    g_test_add_func("/picture/is-a-whole-file-for-kitty", test_png);
    g_test_add_func("/picture/is-a-strip-a-row-for-sixel-and-iterm2", test_strips);
    g_test_add_func("/picture/of-another-size-is-refused", test_other_size);
#endif
    g_test_add_func("/picture/tells-format-and-size-by-the-head", test_sizes);
    g_test_add_func("/picture/refuses-bombs-without-decoding", test_bombs);
    g_test_add_func("/picture/refuses-what-is-no-picture", test_nonsense);
    g_test_add_func("/picture/reads-no-byte-beyond-the-end", test_cut);
    g_test_add_func("/picture/believes-a-decoder-only-what-is-exact", test_answer);
}
